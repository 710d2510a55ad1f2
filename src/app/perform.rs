//! The one place where what panels and the canvas ask for is done.

mod among_maps;
mod areas;
mod arranging;
mod capturing;
mod editing;
mod laying_out;
mod looking;
mod pasting;
mod reading;
mod selecting;
mod story;

pub(super) use self::arranging::Nudge;
pub(super) use self::laying_out::LAYOUTS;
pub(super) use self::pasting::Pasted;
pub(super) use self::reading::options_of;

use egui::{Context, ViewportCommand};

use super::App;
use super::action::Action;
use super::chooser::Purpose;
use super::command::Command;
use super::overlay::{Next, Overlay};
use super::view_state::{Face, Panel, Tool};
use crate::edit::{Edit, Selection};
use crate::model::{LinkKind, MapKind};

impl App {
    /// Does what was asked, in order.
    pub(super) fn perform_all(&mut self, ctx: &Context, actions: Vec<Action>) {
        for action in actions {
            self.perform(ctx, action);
        }
    }

    fn perform(&mut self, ctx: &Context, action: Action) {
        if self.yields_to(&action) {
            return;
        }
        match action {
            Action::Run(command) => self.run(ctx, command),
            Action::Edit(edit) => self.edit(&edit),
            Action::EditAndSelect(edit, selection) => {
                self.edit(&edit);
                self.view.selection = selection;
                self.view.settle(self.session.history.project());
            }
            Action::Nudge(dx, dy) => self.nudge(ctx, dx, dy),
            Action::BeginGesture => self.session.history.begin(&self.view.selection),
            Action::CommitGesture => self.session.history.commit(),
            Action::CancelGesture => {
                if let Some(selection) = self.session.history.cancel() {
                    self.view.selection = selection;
                    self.view.settle(self.session.history.project());
                }
            }
            Action::CancelLayout => {
                self.cancel_layout();
            }
            Action::Select(selection) => {
                self.view.selection = selection;
                self.view.area = None;
                self.view.active_card = None;
            }
            Action::ChooseArea(area) => {
                self.view.selection = Selection::default();
                self.view.area = area;
            }
            Action::TypeArea(area) => self.type_area(area),
            Action::Reveal(id) => self.reveal(&id),
            Action::LeaveDesk => self.leave_desk(),
            Action::ShowMap(map) => {
                self.leave_desk();
                self.show_map(map);
            }
            Action::Travel(map) => self.travel_to(map),
            Action::ShowOn(map) => self.show_on(&map),
            Action::ShowOnNew => self.show_on_new(),
            Action::OtherHalf => self.swap_halves(),
            Action::CloseHalf(map) => self.close_half(&map),
            Action::ShowFace(face) => {
                self.leave_desk();
                self.show_face(ctx, face);
            }
            Action::TogglePanel(panel) => {
                if self.view.panel == Some(panel) && !self.view.panels_hidden {
                    self.view.panel = None;
                } else {
                    self.show_panel(panel);
                }
            }
            Action::Light(spotlight) => self.light(spotlight),
            Action::Preview(spotlight) => self.view.preview = Some(spotlight),
            Action::AskSource(link) => self.ask_source(link),
            Action::ZoomTo(elements) => self.zoom_to_elements(&elements),
            Action::Read(reading) => self.view.read(reading),
            Action::Focus(steps) => self.focus(steps),
            Action::FlyTo(id) => self.fly_to_element(&id),
            Action::FlyToHit(hit) => self.fly_to_hit(&hit),
            Action::ShowView(view) => self.show_view(&view),
            Action::ShowStep(step) => self.show_step(&step),
            Action::CaptureLoop { key, label } => self.capture_loop(&key, &label),
            Action::StartCard => self.take_up_card(ctx),
            Action::Present(action) => self.run_present(ctx, &action),
            Action::Activate(card) => self.view.active_card = card,
            Action::Encode(encoding) => self.encode(encoding),
            Action::Look(camera) => {
                self.canvas.land();
                if let Some(map) = self.view.map.clone() {
                    self.view.cameras.insert(map, camera);
                }
            }
            Action::Take(tool) => self.view.tool = tool,
            Action::Name(naming) => self.view.naming = naming,
            Action::OpenPath(path) => self.guarded(ctx, Next::Open(path)),
            Action::EnterCapture { unite, again } => self.enter_line(ctx, unite, again),
            Action::Chain(from) => self.chain(&from),
            Action::PasteText(text) => self.paste_text(ctx, &text),
            Action::Decide(path, choice) => self.decide(&path, &choice),
            Action::TakeMatter(path) => self.team.in_hand = Some(path),
            Action::NextMatter => self.next_matter(),
            Action::PutBack => self.put_back(),
            Action::CloseNews => self.close_news(),
            Action::CloseOverlay => self.overlay = None,
        }
    }

    /// Makes an edit, or says why it could not be made.
    pub(super) fn edit(&mut self, edit: &Edit) {
        if let Err(error) = self.session.history.apply(edit, &self.view.selection) {
            self.toasts.say(error.to_string());
        }
        self.view.settle(self.session.history.project());
    }

    fn run(&mut self, ctx: &Context, command: Command) {
        let command = self.on_focus(command);
        if !self.is_enabled(command) {
            return;
        }
        if self.run_on_face(ctx, command) {
            return;
        }
        match command {
            Command::NewProject
            | Command::Open
            | Command::Import
            | Command::Save
            | Command::SaveAs
            | Command::ExportPicture
            | Command::CopyPicture
            | Command::ExportTable
            | Command::ShowChanges
            | Command::Report
            | Command::RestoreVersion
            | Command::Compare
            | Command::MergeCopy
            | Command::ProjectDetails => self.run_on_files(ctx, command),
            Command::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
            Command::Undo | Command::Redo => self.travel(command),
            Command::Cut
            | Command::Copy
            | Command::CopyTable
            | Command::Paste
            | Command::PasteCopies
            | Command::UnitePasted
            | Command::Duplicate => self.run_on_clipboard(ctx, command),
            Command::SelectAll => self.select_all(),
            Command::Delete => self.delete_chosen(),
            Command::Group
            | Command::Ungroup
            | Command::AddNote
            | Command::AddPicture
            | Command::RoundLoops => self.run_area(ctx, command),
            Command::TakeOffMap => self.take_off_map(),
            Command::Rename => self.rename_chosen(),
            Command::AddElement => self.start_naming(),
            Command::Capture | Command::AddLinked => self.run_capture(ctx, command),
            Command::AddLink | Command::Rate | Command::SelectByLasso | Command::SelectByBox => {
                self.take_tool(command);
            }
            Command::SignPlus
            | Command::SignMinus
            | Command::SignUnknown
            | Command::ToggleDelay
            | Command::Reverse => self.run_on_links(command),
            Command::AddActorMap
            | Command::AddCausalMap
            | Command::AddIssueMap
            | Command::RenameMap
            | Command::DeleteMap => self.run_on_maps(command),
            Command::NextMap
            | Command::PreviousMap
            | Command::MapLater
            | Command::MapEarlier
            | Command::ShowOnMap
            | Command::SetPortal
            | Command::OpenPortal
            | Command::GoBack
            | Command::SplitView => self.run_among_maps(command),
            Command::ContextMenu => self.canvas.ask_for_menu(),
            Command::SelectNone
            | Command::SelectInverse
            | Command::SelectActors
            | Command::SelectVariables
            | Command::SelectIssues
            | Command::SelectTies
            | Command::SelectCausalLinks
            | Command::SelectSameSector
            | Command::SelectSameRegion
            | Command::SelectNeighbours
            | Command::SelectLoop => self.select(command),
            Command::LayoutForce
            | Command::LayoutLayered
            | Command::LayoutRadial
            | Command::LayoutCircle
            | Command::ColumnsBySector
            | Command::ColumnsByRegion
            | Command::ClustersBySector
            | Command::ClustersByRegion
            | Command::TidyNew
            | Command::RemoveOverlaps => self.run_layout(ctx, command),
            Command::AlignLeft
            | Command::AlignCentre
            | Command::AlignRight
            | Command::AlignTop
            | Command::AlignMiddle
            | Command::AlignBottom
            | Command::DistributeAcross
            | Command::DistributeDown
            | Command::Pin
            | Command::Unpin
            | Command::SnapToGrid
            | Command::SnapToOthers => self.arrange(command),
            _ => self.run_view(ctx, command),
        }
    }

    /// Deletes what is selected, or the area that is.
    fn delete_chosen(&mut self) {
        match self.view.area.clone() {
            Some(area) if self.view.selection.is_empty() => self.remove_area(area),
            _ => self.delete(),
        }
    }

    /// Renames what is selected, or the area that is.
    fn rename_chosen(&mut self) {
        match self.view.area.clone() {
            Some(area) if self.view.selection.is_empty() => self.type_area(area),
            _ => self.rename(),
        }
    }

    /// Opens, saves and exports, and says what the project is about.
    fn run_on_files(&mut self, ctx: &Context, command: Command) {
        match command {
            Command::NewProject => self.guarded(ctx, Next::New),
            Command::Open => self.guarded(ctx, Next::Choose),
            Command::Import => self.choose(ctx, Purpose::Import),
            Command::Save => self.save(ctx),
            Command::SaveAs => self.choose(ctx, Purpose::Save),
            Command::ExportPicture => self.overlay = Some(Overlay::Export(self.export)),
            Command::CopyPicture => self.copy_picture(ctx),
            Command::ExportTable => self.choose(ctx, Purpose::Table),
            Command::RestoreVersion => self.open_versions(ctx),
            Command::Compare => self.choose(ctx, Purpose::Compare),
            Command::MergeCopy => self.ask_about_copy(),
            Command::ShowChanges => {
                self.view.panel = Some(Panel::History);
                self.view.panels_hidden = false;
            }
            Command::Report => self.choose(ctx, Purpose::Report),
            _ => {
                self.overlay = Some(Overlay::Details(Box::new(self.session.history.project().about.clone())));
            }
        }
    }

    /// Takes up the tool of a command.
    fn take_tool(&mut self, command: Command) {
        self.view.tool = match command {
            Command::Rate => Tool::Rate { interest_done: false },
            Command::SelectByLasso => Tool::Lasso,
            Command::SelectByBox => Tool::Box,
            _ => Tool::Link(self.view.selection.single_element().cloned()),
        };
    }

    /// Adds, renames or deletes a map.
    fn run_on_maps(&mut self, command: Command) {
        match command {
            Command::AddActorMap => self.add_map(MapKind::Actors, "Actors"),
            Command::AddCausalMap => self.add_map(MapKind::Causal, "Causal loops"),
            Command::AddIssueMap => self.add_map(MapKind::Issues, "Barriers"),
            Command::DeleteMap => self.overlay = self.view.map.clone().map(Overlay::DeleteMap),
            _ => {
                if let Some((map, record)) = self.current_map() {
                    self.overlay = Some(Overlay::RenameMap { map, text: record.title.clone() });
                }
            }
        }
    }

    /// The command would do something now.
    pub(super) fn is_enabled(&self, command: Command) -> bool {
        let selection = &self.view.selection;
        let project = self.session.history.project();
        let has_kind = |kind: LinkKind| {
            selection.links.iter().any(|id| project.links.get(id).is_some_and(|link| link.kind() == kind))
        };
        match command {
            Command::Save => !self.session.is_saving() && !self.session.is_read_only(),
            Command::SaveAs => !self.session.is_saving(),
            Command::Undo => self.session.history.undo_name().is_some(),
            Command::Redo => self.session.history.redo_name().is_some(),
            Command::Cut | Command::Copy | Command::Duplicate | Command::Group => {
                !selection.elements.is_empty()
            }
            Command::CopyTable => self.current_map().is_some_and(|(_, map)| !map.elements.is_empty()),
            Command::Delete => !selection.is_empty() || self.view.area.is_some(),
            Command::TakeOffMap => !selection.is_empty(),
            Command::Ungroup => !self.groups_to_dissolve().is_empty(),
            Command::RoundLoops => self.current_map().is_some_and(|(_, map)| {
                map.links.keys().any(|id| project.links.get(id).is_some_and(|link| link.causal().is_some()))
            }),
            Command::Rename => selection.single_element().is_some() || self.view.area.is_some(),
            Command::AddLinked => self.view.face == Face::Map && selection.single_element().is_some(),
            Command::Rate => selection
                .elements
                .iter()
                .any(|id| project.elements.get(id).is_some_and(|e| e.actor().is_some())),
            Command::SignPlus | Command::SignMinus | Command::SignUnknown | Command::ToggleDelay => {
                has_kind(LinkKind::Causal)
            }
            Command::Reverse => has_kind(LinkKind::Causal) || has_kind(LinkKind::Tie),
            Command::SelectNone
            | Command::SelectInverse
            | Command::SelectActors
            | Command::SelectVariables
            | Command::SelectIssues
            | Command::SelectTies
            | Command::SelectCausalLinks
            | Command::SelectSameSector
            | Command::SelectSameRegion
            | Command::SelectNeighbours
            | Command::SelectLoop => self.can_select(command),
            Command::AlignLeft
            | Command::AlignCentre
            | Command::AlignRight
            | Command::AlignTop
            | Command::AlignMiddle
            | Command::AlignBottom
            | Command::DistributeAcross
            | Command::DistributeDown
            | Command::Pin
            | Command::Unpin
            | Command::SnapToGrid
            | Command::SnapToOthers => self.can_arrange(command),
            Command::PressUp | Command::PressDown => selection
                .elements
                .iter()
                .any(|id| project.elements.get(id).is_some_and(|e| e.actor().is_none())),
            Command::Find
            | Command::ShowAll
            | Command::WidenFocus
            | Command::NarrowFocus
            | Command::SaveView
            | Command::CaptureStep
            | Command::PathsBetween
            | Command::CausesTree
            | Command::UsesTree => self.can_read(command),
            command if LAYOUTS.iter().any(|group| group.contains(&command)) => self.can_lay_out(command),
            Command::NextMap
            | Command::PreviousMap
            | Command::MapLater
            | Command::MapEarlier
            | Command::ShowOnMap
            | Command::SetPortal
            | Command::OpenPortal
            | Command::GoBack => self.can_run_among_maps(command),
            Command::DeleteMap => project.maps.len() > 1,
            Command::MergeCopy => self.has_copies(),
            Command::UnitePasted => self.can_unite_pasted(),
            Command::ExportTable => self.view.face == Face::Table,
            Command::ColourBy => matches!(self.view.face, Face::Map | Face::Grid),
            Command::SizeBy => self.view.face == Face::Map,
            Command::Fit | Command::ZoomIn | Command::ZoomOut | Command::ZoomReset => {
                self.view.face == Face::Map
            }
            _ => true,
        }
    }
}
