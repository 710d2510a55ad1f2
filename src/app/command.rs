//! Everything a user can tell the program to do, in one table that feeds the menus, the palette, the keys and the help.

mod table;
#[cfg(test)]
mod tests;

use egui::{Key, KeyboardShortcut};

pub use self::table::TABLE;
use crate::scene::icon::Icon;

/// Something a user can tell the program to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Command {
    /// Start an empty project.
    NewProject,
    /// Open a file.
    Open,
    /// Bring a file of another program into the open project.
    Import,
    /// Save to the file.
    Save,
    /// Save to another file.
    SaveAs,
    /// Write the map as a picture.
    ExportPicture,
    /// Put a picture of the map into the clipboard.
    CopyPicture,
    /// Write the table as it is seen.
    ExportTable,
    /// Look at earlier versions of the project, and restore one.
    RestoreVersion,
    /// Compare the project with a file.
    Compare,
    /// Merge a copy of the project that lies beside its file.
    MergeCopy,
    /// Open the panel of what others changed and of what is to decide.
    ShowChanges,
    /// Hold the map against earlier states.
    ShowTime,
    /// Write the report.
    Report,
    /// Edit title, problem and outcomes.
    ProjectDetails,
    /// Close the window.
    Quit,
    /// Take back the last step.
    Undo,
    /// Do it again.
    Redo,
    /// Copy and delete.
    Cut,
    /// Copy the selection.
    Copy,
    /// Copy the selection, or the whole map, as a table for spreadsheets.
    CopyTable,
    /// Paste from the clipboard.
    Paste,
    /// Paste copies, even where the same elements could be shown.
    PasteCopies,
    /// Take names of the text pasted last for the known ones that they look like.
    UnitePasted,
    /// Copy beside the original.
    Duplicate,
    /// Select everything on the map.
    SelectAll,
    /// Delete from the project.
    Delete,
    /// Take off this map only.
    TakeOffMap,
    /// Rename the selected element.
    Rename,
    /// Draw an element.
    AddElement,
    /// Draw a link.
    AddLink,
    /// Type elements and links.
    Capture,
    /// Draw an element linked from the selected one.
    AddLinked,
    /// Rate the selected actors by number keys.
    Rate,
    /// Sign the selected causal links +.
    SignPlus,
    /// Sign the selected causal links −.
    SignMinus,
    /// Take the sign away.
    SignUnknown,
    /// Mark or unmark a delay.
    ToggleDelay,
    /// Turn the selected links round.
    Reverse,
    /// Add an actor map.
    AddActorMap,
    /// Add a causal map.
    AddCausalMap,
    /// Add an issue map.
    AddIssueMap,
    /// Show the selected elements on another map too.
    ShowOnMap,
    /// Choose the map that the selected element leads to.
    SetPortal,
    /// Go to the map that the selected element leads to.
    OpenPortal,
    /// Go back to the map that one came from.
    GoBack,
    /// Show the next map.
    NextMap,
    /// Show the map before.
    PreviousMap,
    /// Put the map behind the next one.
    MapLater,
    /// Put the map before the one before it.
    MapEarlier,
    /// Show two maps side by side, or one again.
    SplitView,
    /// Rename the map.
    RenameMap,
    /// Delete the map.
    DeleteMap,
    /// Select nothing.
    SelectNone,
    /// Select what is not selected.
    SelectInverse,
    /// Draw round what is to be selected.
    SelectByLasso,
    /// Draw a box round what is to be selected.
    SelectByBox,
    /// Select the actors of the map.
    SelectActors,
    /// Select the variables of the map.
    SelectVariables,
    /// Select the issues of the map.
    SelectIssues,
    /// Select the ties of the map.
    SelectTies,
    /// Select the causal links of the map.
    SelectCausalLinks,
    /// Select the actors of the same sector.
    SelectSameSector,
    /// Select the actors of the same region.
    SelectSameRegion,
    /// Select one step further.
    SelectNeighbours,
    /// Select a whole loop.
    SelectLoop,
    /// Lay out by springs and pushes.
    LayoutForce,
    /// Lay out in layers along the links.
    LayoutLayered,
    /// Lay out in rings around the selection.
    LayoutRadial,
    /// Lay out on a circle.
    LayoutCircle,
    /// A column for each sector.
    ColumnsBySector,
    /// A column for each region.
    ColumnsByRegion,
    /// The actors of each sector together.
    ClustersBySector,
    /// The actors of each region together.
    ClustersByRegion,
    /// Find places for what was just added.
    TidyNew,
    /// Move apart what overlaps.
    RemoveOverlaps,
    /// Bring left edges to one line.
    AlignLeft,
    /// Bring middles to one line from top to bottom.
    AlignCentre,
    /// Bring right edges to one line.
    AlignRight,
    /// Bring upper edges to one line.
    AlignTop,
    /// Bring middles to one line from left to right.
    AlignMiddle,
    /// Bring lower edges to one line.
    AlignBottom,
    /// Make the gaps from left to right equal.
    DistributeAcross,
    /// Make the gaps from top to bottom equal.
    DistributeDown,
    /// Pin the selected elements to their places.
    Pin,
    /// Free them.
    Unpin,
    /// Put a titled area around the selected elements.
    Group,
    /// Take the area away; its elements stay.
    Ungroup,
    /// Bend causal links so that loops look round.
    RoundLoops,
    /// Write a note on the map.
    AddNote,
    /// Put a picture under the map.
    AddPicture,
    /// Dragging snaps to the grid, or not.
    SnapToGrid,
    /// Dragging snaps to other elements, or not.
    SnapToOthers,
    /// Open the context menu of what is selected.
    ContextMenu,
    /// Show the list of elements.
    ShowElements,
    /// Show the findings.
    ShowFindings,
    /// Show the loops.
    ShowLoops,
    /// Show what the network says.
    ShowNetwork,
    /// Show the partners.
    ShowPartners,
    /// Show who is missing from the coalition.
    ShowMissing,
    /// Show how the coalition decides.
    ShowGovernance,
    /// Show the stages of the coalition's work.
    ShowStages,
    /// Show who carries how much.
    ShowLoad,
    /// Show what several people say about the actors.
    ShowRatings,
    /// What follows when variables rise or fall.
    ShowWhatIf,
    /// Raises the selected variables, or lets go of them.
    PressUp,
    /// Lowers the selected variables, or lets go of them.
    PressDown,
    /// Draw the map.
    FaceMap,
    /// Show the map's actors by interest and influence.
    FaceGrid,
    /// Show the map as a table.
    FaceTable,
    /// Show the map's links as a matrix.
    FaceMatrix,
    /// Choose what colours show.
    ColourBy,
    /// Choose what sizes show.
    SizeBy,
    /// Hide or show the panels.
    TogglePanels,
    /// Search the maps and fly to the hits.
    Find,
    /// Dim nothing: end focus, filters, paths and what is lit.
    ShowAll,
    /// Light what is one link further from the focus.
    WidenFocus,
    /// Light what is one link nearer to the focus only.
    NarrowFocus,
    /// Keep what shows now as a view.
    SaveView,
    /// Present the story.
    Present,
    /// Present in a second window, with notes and times in this one.
    PresentWithNotes,
    /// Keep what shows now as a step of the story.
    CaptureStep,
    /// Show the steps of the story.
    ShowStory,
    /// Show scripts, timer and dots.
    ShowWorkshop,
    /// Light the paths between two elements.
    PathsBetween,
    /// Show what moves a variable.
    CausesTree,
    /// Show what a variable moves.
    UsesTree,
    /// Show all of the map.
    Fit,
    /// Nearer.
    ZoomIn,
    /// Farther.
    ZoomOut,
    /// 100 %.
    ZoomReset,
    /// The light theme.
    ThemeLight,
    /// The dark theme.
    ThemeDark,
    /// The projector theme.
    ThemeProjector,
    /// Search elements and commands.
    Palette,
    /// Show the keys.
    Help,
}

/// The menus of the top bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Menu {
    /// Files.
    File,
    /// Changes.
    Edit,
    /// What is selected.
    Select,
    /// What is shown.
    View,
    /// New things.
    Insert,
    /// Where elements stand.
    Arrange,
    /// The analyses.
    Ask,
    /// Help.
    Help,
}

impl Menu {
    /// Every menu, from left to right.
    pub const ALL: [Self; 8] = [
        Self::File,
        Self::Edit,
        Self::Select,
        Self::View,
        Self::Insert,
        Self::Arrange,
        Self::Ask,
        Self::Help,
    ];

    /// The word in the bar.
    pub fn title(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::Select => "Select",
            Self::View => "View",
            Self::Insert => "Insert",
            Self::Arrange => "Arrange",
            Self::Ask => "Ask",
            Self::Help => "Help",
        }
    }
}

/// A row of the command table.
#[derive(Debug)]
pub struct Entry {
    /// The command.
    pub command: Command,
    /// What it is called.
    pub label: &'static str,
    /// More words that the palette finds it by.
    pub words: &'static str,
    /// The menu it stands in.
    pub menu: Menu,
    /// A rule is drawn above it in the menu.
    pub rule: bool,
    /// The sign beside it.
    pub icon: Icon,
    /// The keys that run it; the first is shown.
    pub keys: &'static [KeyboardShortcut],
    /// A plain key works only while the canvas has the keyboard.
    pub on_canvas: bool,
}

impl Command {
    /// The command's row.
    pub fn entry(self) -> &'static Entry {
        // Every command has a row (a test says so); the first stands in for a missing one.
        TABLE.iter().find(|entry| entry.command == self).unwrap_or(&TABLE[0])
    }

    /// The keys as shown in menus and tooltips, such as `Ctrl+S`.
    pub fn keys_text(self) -> Option<String> {
        self.entry().keys.first().map(shortcut_text)
    }
}

/// A shortcut as people write it.
pub fn shortcut_text(shortcut: &KeyboardShortcut) -> String {
    let mut text = String::new();
    if shortcut.modifiers.command || shortcut.modifiers.ctrl {
        text.push_str(if cfg!(target_os = "macos") { "⌘" } else { "Ctrl+" });
    }
    if shortcut.modifiers.alt {
        text.push_str("Alt+");
    }
    if shortcut.modifiers.shift {
        text.push_str("Shift+");
    }
    text.push_str(match shortcut.logical_key {
        Key::Plus => "+",
        Key::Minus => "−",
        Key::Backslash => "\\",
        Key::Questionmark => "?",
        Key::Delete => "Del",
        Key::Escape => "Esc",
        Key::Slash => "/",
        other => other.name(),
    });
    text
}
