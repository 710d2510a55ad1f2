//! What panels and the canvas ask for. They push actions and never change anything themselves; one place performs them.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::command::Command;
use super::present::PresentAction;
use super::reading::Reading;
use super::reading::search::Hit;
use super::view_state::{Face, Naming, Panel, Spotlight, Tool};
use crate::edit::{Edit, Selection};
use crate::model::{AreaId, Camera, ElementId, LinkId, MapId, StepId, ViewId};
use crate::scene::Encoding;

/// Something to do at the end of the frame.
#[derive(Clone, Debug)]
pub enum Action {
    /// Run a command of the table.
    Run(Command),
    /// Make an edit.
    Edit(Edit),
    /// Make an edit, then select.
    EditAndSelect(Edit, Selection),
    /// Move the selected elements by so many map units to the right and down.
    Nudge(f64, f64),
    /// Open a gesture: edits until it ends are one step.
    BeginGesture,
    /// End the gesture and keep what it did.
    CommitGesture,
    /// End the gesture and take back what it did.
    CancelGesture,
    /// Take the layout under way back.
    CancelLayout,
    /// Select.
    Select(Selection),
    /// Choose a group, note or picture, or none; nothing else stays selected.
    ChooseArea(Option<AreaId>),
    /// Type a group's title or a note's text.
    TypeArea(AreaId),
    /// Select an element, show a map on which it stands and bring it into view.
    Reveal(ElementId),
    /// Show a map.
    ShowMap(MapId),
    /// Show a map, and remember the way back to the one in front.
    Travel(MapId),
    /// Show the selected elements on another map too, and go there.
    ShowOn(MapId),
    /// Show the selected elements on a new map, and go there.
    ShowOnNew,
    /// Bring the other half of a split view to the front.
    OtherHalf,
    /// Close the half with this map.
    CloseHalf(MapId),
    /// Show the map in front as a drawing, grid or table.
    ShowFace(Face),
    /// Open a panel, or close it when it is open.
    TogglePanel(Panel),
    /// Put the map in front again instead of a page of the coalition.
    LeaveDesk,
    /// Light part of the map until the chip is closed; `None` lights all.
    Light(Option<Spotlight>),
    /// Light part of the map while a card is hovered.
    Preview(Spotlight),
    /// Select a link and put the keyboard into the field for its next source.
    AskSource(LinkId),
    /// Bring these elements into view, as near as they all fit.
    ZoomTo(BTreeSet<ElementId>),
    /// Read the map in front in this way.
    Read(Reading),
    /// Light what is within so many links of what is selected or under the pointer.
    Focus(usize),
    /// Select an element and fly to it.
    FlyTo(ElementId),
    /// Fly to what a search found.
    FlyToHit(Hit),
    /// Look as a saved view does.
    ShowView(ViewId),
    /// Look as a step of the story does.
    ShowStep(StepId),
    /// Keep what shows now as a step of the story that lights the loop with these links; it is kept under this label.
    CaptureLoop {
        /// Its links.
        key: Vec<LinkId>,
        /// Its label.
        label: String,
    },
    /// Take up what the workshop's step needs.
    StartCard,
    /// Something while presenting.
    Present(PresentAction),
    /// Make a card or row the active one.
    Activate(Option<String>),
    /// Show something else by colour and size on the map in front.
    Encode(Encoding),
    /// Look elsewhere.
    Look(Camera),
    /// Take up a tool.
    Take(Tool),
    /// Type a name, or stop typing one.
    Name(Option<Naming>),
    /// Open this file, asking first about unsaved changes.
    OpenPath(PathBuf),
    /// Make what the capture line says.
    EnterCapture {
        /// New names that look like known ones mean those.
        unite: bool,
        /// Then start the next line with the source of the last link.
        again: bool,
    },
    /// Type the name of a new element that is linked from this one; another follows each.
    Chain(ElementId),
    /// Paste this text onto the map.
    PasteText(String),
    /// Decide what a merge left open.
    Decide(String, crate::file::Choice),
    /// Take this matter in hand, so that keys decide it.
    TakeMatter(String),
    /// Take the next matter in hand.
    NextMatter,
    /// Put our own saved changes back that the file no longer held.
    PutBack,
    /// What came in has been seen.
    CloseNews,
    /// Close the open dialog, palette or help.
    CloseOverlay,
}
