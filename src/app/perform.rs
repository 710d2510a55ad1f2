//! The one place where what panels and the canvas ask for is done.

use egui::{Context, ViewportCommand};

use super::App;
use super::action::Action;
use super::chooser::Purpose;
use super::command::Command;
use super::overlay::{Next, Overlay};
use super::view_state::{Naming, NamingTarget, Panel, Spotlight, Tool};
use crate::edit::{Clipping, Edit, ElementChange, LinkChange, PasteAt, Selection};
use crate::model::{Camera, ElementId, LinkId, LinkKind, MapId, MapKind, Point, Polarity, Project, Scale};
use crate::scene::tokens::Theme;

impl App {
    /// Does what was asked, in order.
    pub(super) fn perform_all(&mut self, ctx: &Context, actions: Vec<Action>) {
        for action in actions {
            self.perform(ctx, action);
        }
    }

    fn perform(&mut self, ctx: &Context, action: Action) {
        match action {
            Action::Run(command) => self.run(ctx, command),
            Action::Edit(edit) => self.edit(&edit),
            Action::EditAndSelect(edit, selection) => {
                self.edit(&edit);
                self.view.selection = selection;
                self.view.settle(self.session.history.project());
            }
            Action::BeginGesture => self.session.history.begin(&self.view.selection),
            Action::CommitGesture => self.session.history.commit(),
            Action::CancelGesture => {
                if let Some(selection) = self.session.history.cancel() {
                    self.view.selection = selection;
                    self.view.settle(self.session.history.project());
                }
            }
            Action::Select(selection) => {
                self.view.selection = selection;
                self.view.active_card = None;
            }
            Action::Reveal(id) => self.reveal(&id),
            Action::ShowMap(map) => self.show_map(map),
            Action::TogglePanel(panel) => {
                self.view.panel = (self.view.panel != Some(panel)).then_some(panel);
                self.view.panels_hidden = false;
            }
            Action::Light(spotlight) => self.light(spotlight),
            Action::Preview(spotlight) => self.view.preview = Some(spotlight),
            Action::Activate(card) => self.view.active_card = card,
            Action::Look(camera) => {
                if let Some(map) = self.view.map.clone() {
                    self.view.cameras.insert(map, camera);
                }
            }
            Action::Take(tool) => self.view.tool = tool,
            Action::Name(naming) => self.view.naming = naming,
            Action::OpenPath(path) => self.guarded(ctx, Next::Open(path)),
            Action::PasteText(text) => self.paste(&text),
            Action::CloseOverlay => self.overlay = None,
        }
    }

    fn edit(&mut self, edit: &Edit) {
        if let Err(error) = self.session.history.apply(edit, &self.view.selection) {
            self.toasts.say(error.to_string());
        }
        self.view.settle(self.session.history.project());
    }

    fn light(&mut self, spotlight: Option<Spotlight>) {
        if let Some(lit) = &spotlight {
            // What is lit may stand on another map.
            let shows = |id: &MapId, project: &Project| {
                project
                    .maps
                    .get(id)
                    .is_some_and(|map| lit.elements.iter().any(|e| map.elements.contains_key(e)))
            };
            let project = self.session.history.project();
            let here = self.view.map.as_ref().is_some_and(|map| shows(map, project));
            let elsewhere = project
                .maps_in_order()
                .into_iter()
                .find(|(id, _)| shows(id, project))
                .map(|(id, _)| id.clone());
            if let (false, Some(map)) = (here, elsewhere) {
                self.show_map(map);
            }
        }
        self.view.spotlight = spotlight;
    }

    fn show_map(&mut self, map: MapId) {
        if self.view.map.as_ref() != Some(&map) {
            self.view.fit_next = !self.view.cameras.contains_key(&map);
            self.view.map = Some(map);
            self.view.tool = Tool::Select;
            self.view.naming = None;
        }
    }

    fn reveal(&mut self, id: &ElementId) {
        let project = self.session.history.project();
        let place =
            |map: &MapId| project.maps.get(map).and_then(|map| map.elements.get(id)).and_then(|p| p.pos);
        let here = self.view.map.clone().filter(|map| place(map).is_some());
        let found = here.or_else(|| {
            project.maps_in_order().into_iter().map(|(map, _)| map.clone()).find(|map| place(map).is_some())
        });
        if let Some(map) = found {
            let centre = place(&map).unwrap_or_default();
            if self.view.map.as_ref() == Some(&map) && self.canvas.shows(centre) {
                self.view.selection = Selection::element(id.clone());
                return;
            }
            let zoom = self.view.cameras.get(&map).map_or(1.0, |camera| camera.zoom.max(0.6));
            self.show_map(map.clone());
            self.view.fit_next = false;
            self.view.cameras.insert(map, Camera { centre, zoom });
        }
        self.view.selection = Selection::element(id.clone());
    }

    fn run(&mut self, ctx: &Context, command: Command) {
        if !self.is_enabled(command) {
            return;
        }
        match command {
            Command::NewProject => self.guarded(ctx, Next::New),
            Command::Open => self.guarded(ctx, Next::Choose),
            Command::Save => self.save(ctx),
            Command::SaveAs => self.choose(ctx, Purpose::Save),
            Command::ExportPicture => self.choose(ctx, Purpose::Picture),
            Command::ProjectDetails => {
                self.overlay = Some(Overlay::Details(Box::new(self.session.history.project().about.clone())));
            }
            Command::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
            Command::Undo | Command::Redo => self.travel(command),
            Command::Cut => {
                self.copy(ctx);
                self.delete();
            }
            Command::Copy => self.copy(ctx),
            Command::Paste => ctx.send_viewport_cmd(ViewportCommand::RequestPaste),
            Command::Duplicate => self.duplicate(),
            Command::SelectAll => self.select_all(),
            Command::Delete => self.delete(),
            Command::TakeOffMap => self.take_off_map(),
            Command::Rename => self.rename(),
            Command::AddElement => self.start_naming(),
            Command::AddLink => self.view.tool = Tool::Link(self.view.selection.single_element().cloned()),
            Command::Rate => self.view.tool = Tool::Rate { interest_done: false },
            Command::SignPlus => self.change_links(LinkChange::Polarity(Some(Polarity::Plus))),
            Command::SignMinus => self.change_links(LinkChange::Polarity(Some(Polarity::Minus))),
            Command::SignUnknown => self.change_links(LinkChange::Polarity(Some(Polarity::Unknown))),
            Command::ToggleDelay => self.toggle_delay(),
            Command::Reverse => self.change_links(LinkChange::Reverse),
            Command::AddActorMap => self.add_map(MapKind::Actors, "Actors"),
            Command::AddCausalMap => self.add_map(MapKind::Causal, "Causal loops"),
            Command::AddIssueMap => self.add_map(MapKind::Issues, "Barriers"),
            Command::RenameMap => {
                if let Some((map, record)) = self.current_map() {
                    self.overlay = Some(Overlay::RenameMap { map, text: record.title.clone() });
                }
            }
            Command::DeleteMap => self.overlay = self.view.map.clone().map(Overlay::DeleteMap),
            Command::ShowElements => self.show_panel(Panel::Elements),
            Command::ShowFindings => self.show_panel(Panel::Findings),
            Command::ShowLoops => self.show_panel(Panel::Loops),
            Command::ShowPartners => self.show_panel(Panel::Partners),
            Command::TogglePanels => self.view.panels_hidden = !self.view.panels_hidden,
            Command::Fit => self.view.fit_next = true,
            Command::ZoomIn => self.zoom_by(1.25),
            Command::ZoomOut => self.zoom_by(0.8),
            Command::ZoomReset => self.zoom_to(1.0),
            Command::ThemeLight => self.set_theme(ctx, Theme::Light),
            Command::ThemeDark => self.set_theme(ctx, Theme::Dark),
            Command::ThemeProjector => self.set_theme(ctx, Theme::Projector),
            Command::Palette => self.overlay = Some(Overlay::Palette { query: String::new(), row: 0 }),
            Command::Help => self.overlay = Some(Overlay::Help),
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
            Command::Cut | Command::Copy | Command::Duplicate => !selection.elements.is_empty(),
            Command::Delete | Command::TakeOffMap => !selection.is_empty(),
            Command::Rename => selection.single_element().is_some(),
            Command::Rate => selection
                .elements
                .iter()
                .any(|id| project.elements.get(id).is_some_and(|e| e.actor().is_some())),
            Command::SignPlus | Command::SignMinus | Command::SignUnknown | Command::ToggleDelay => {
                has_kind(LinkKind::Causal)
            }
            Command::Reverse => has_kind(LinkKind::Causal) || has_kind(LinkKind::Tie),
            Command::DeleteMap => project.maps.len() > 1,
            _ => true,
        }
    }

    fn show_panel(&mut self, panel: Panel) {
        self.view.panel = Some(panel);
        self.view.panels_hidden = false;
    }

    fn set_theme(&mut self, ctx: &Context, theme: Theme) {
        self.settings.set_theme(theme);
        super::theme::apply(ctx, theme);
    }

    fn travel(&mut self, command: Command) {
        let history = &mut self.session.history;
        let selection = match command {
            Command::Undo => history.undo(&self.view.selection),
            _ => history.redo(&self.view.selection),
        };
        if let Some(selection) = selection {
            self.view.selection = selection;
            self.view.naming = None;
            self.view.settle(self.session.history.project());
        }
    }

    fn current_map(&self) -> Option<(MapId, std::sync::Arc<crate::model::Map>)> {
        let id = self.view.map.clone()?;
        let record = self.session.history.project().maps.get(&id)?.clone();
        Some((id, record))
    }

    fn add_map(&mut self, kind: MapKind, title: &str) {
        let project = self.session.history.project();
        let taken = |title: &str| project.maps.values().any(|map| map.title == title);
        let title = (1..=project.maps.len() + 1)
            .map(|n| if n == 1 { title.to_owned() } else { format!("{title} {n}") })
            .find(|title| !taken(title))
            .unwrap_or_default();
        let id = MapId::random();
        self.edit(&Edit::AddMap { id: id.clone(), kind, title });
        self.show_map(id);
    }

    fn copy(&mut self, ctx: &Context) {
        let Some(map) = &self.view.map else { return };
        let clipping = Clipping::copy(self.session.history.project(), map, &self.view.selection);
        if !clipping.is_empty() {
            ctx.copy_text(clipping.to_text());
        }
    }

    fn paste(&mut self, text: &str) {
        let Some((map, record)) = self.current_map() else { return };
        let at = self.view.pointer.or_else(|| self.camera().map(|camera| camera.centre)).unwrap_or_default();
        let clipping = Clipping::from_text(text)
            .unwrap_or_else(|| Clipping::from_lines(record.kind().element_kind(), text));
        if clipping.is_empty() {
            self.toasts.say("There is no text to paste. Copy a list of names, one a line.");
            return;
        }
        let (edit, selection) = clipping.paste(&map, PasteAt::Middle(at));
        self.edit(&edit);
        self.view.selection = selection;
    }

    fn duplicate(&mut self) {
        const BESIDE: f64 = 24.0;
        let Some(map) = self.view.map.clone() else { return };
        let clipping = Clipping::copy(self.session.history.project(), &map, &self.view.selection);
        let (edit, selection) = clipping.paste(&map, PasteAt::Offset(BESIDE, BESIDE));
        self.edit(&edit);
        self.view.selection = selection;
    }

    fn select_all(&mut self) {
        if let Some((_, map)) = self.current_map() {
            self.view.selection = Selection {
                elements: map.elements.keys().cloned().collect(),
                links: map.links.keys().cloned().collect(),
            };
        }
    }

    fn delete(&mut self) {
        let Selection { elements, links } = self.view.selection.clone();
        let edit = Edit::Delete { elements, links };
        let name = edit.name(self.session.history.project());
        self.edit(&edit);
        if self.view.selection.is_empty() {
            self.toasts.offer(name.replacen("Delete", "Deleted", 1), "Undo", Command::Undo);
        }
    }

    fn take_off_map(&mut self) {
        let Some(map) = self.view.map.clone() else { return };
        let Selection { elements, links } = self.view.selection.clone();
        self.edit(&Edit::TakeOffMap { map, elements, links });
        self.view.selection = Selection::default();
    }

    fn rename(&mut self) {
        if let Some(id) = self.view.selection.single_element().cloned() {
            let text = self.session.history.project().elements.get(&id).map(|e| e.name.clone());
            self.view.naming = Some(Naming {
                target: NamingTarget::Existing(id),
                text: text.unwrap_or_default(),
                focused: false,
            });
        }
    }

    fn start_naming(&mut self) {
        let at = self.view.pointer.or_else(|| self.camera().map(|camera| camera.centre)).unwrap_or_default();
        let pos = self.canvas.free_place(at);
        self.view.naming = Some(Naming {
            target: NamingTarget::New { pos, linked_from: None },
            text: String::new(),
            focused: false,
        });
    }

    fn change_links(&mut self, change: LinkChange) {
        let ids: Vec<LinkId> = self.view.selection.links.iter().cloned().collect();
        self.edit(&Edit::ChangeLinks { ids, change });
    }

    fn toggle_delay(&mut self) {
        let project = self.session.history.project();
        let delayed =
            |id: &LinkId| project.links.get(id).and_then(|link| link.causal()).is_some_and(|c| c.delay);
        let all = self.view.selection.links.iter().all(delayed);
        self.change_links(LinkChange::Delay(!all));
    }

    /// Rates the selected actors, as who rates on this computer.
    pub(super) fn rate(&mut self, scale: Scale, value: f64) {
        let project = self.session.history.project();
        let ids: Vec<ElementId> = self
            .view
            .selection
            .elements
            .iter()
            .filter(|id| project.elements.get(*id).is_some_and(|e| e.actor().is_some()))
            .cloned()
            .collect();
        let (assessor, add) = super::assessor::current(project, &mut self.settings);
        let rate = Edit::ChangeElements { ids, change: ElementChange::Rating(assessor, scale, Some(value)) };
        let name = rate.name(project);
        self.edit(&Edit::Many(name, add.into_iter().chain([rate]).collect()));
    }

    /// Where the map is looked at from.
    pub(super) fn camera(&self) -> Option<Camera> {
        self.view.map.as_ref().and_then(|map| self.view.cameras.get(map)).copied()
    }

    fn zoom_by(&mut self, factor: f64) {
        let zoom = self.camera().unwrap_or_default().zoom;
        self.zoom_to(zoom * factor);
    }

    fn zoom_to(&mut self, zoom: f64) {
        let camera = self.camera().unwrap_or(Camera { centre: Point::default(), zoom: 1.0 });
        if let Some(map) = self.view.map.clone() {
            let zoom = super::canvas::clamp_zoom(zoom);
            self.view.cameras.insert(map, Camera { zoom, ..camera });
        }
    }
}
