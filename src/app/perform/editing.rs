//! Changes to the project that commands make.

use std::sync::Arc;

use crate::app::App;
use crate::app::command::Command;
use crate::app::view_state::{Naming, NamingTarget};
use crate::edit::{Edit, ElementChange, LinkChange, Selection};
use crate::model::{ElementId, LinkId, Map, MapId, MapKind, Polarity, Scale};

impl App {
    /// Undoes or redoes.
    pub(in crate::app) fn travel(&mut self, command: Command) {
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

    /// The map in front.
    pub(in crate::app) fn current_map(&self) -> Option<(MapId, Arc<Map>)> {
        let id = self.view.map.clone()?;
        let record = self.session.history.project().maps.get(&id)?.clone();
        Some((id, record))
    }

    /// Signs the selected causal links, marks their delay, or turns selected links round.
    pub(in crate::app) fn run_on_links(&mut self, command: Command) {
        let polarity = match command {
            Command::ToggleDelay => return self.toggle_delay(),
            Command::Reverse => return self.change_links(LinkChange::Reverse),
            Command::SignPlus => Polarity::Plus,
            Command::SignMinus => Polarity::Minus,
            _ => Polarity::Unknown,
        };
        self.change_links(LinkChange::Polarity(Some(polarity)));
    }

    /// A title for a new map that no other has.
    pub(in crate::app) fn free_title(&self, title: &str) -> String {
        let project = self.session.history.project();
        let taken = |title: &str| project.maps.values().any(|map| map.title == title);
        (1..=project.maps.len() + 1)
            .map(|n| if n == 1 { title.to_owned() } else { format!("{title} {n}") })
            .find(|title| !taken(title))
            .unwrap_or_default()
    }

    /// Adds an empty map under a free title and shows it.
    pub(in crate::app) fn add_map(&mut self, kind: MapKind, title: &str) {
        let title = self.free_title(title);
        let id = MapId::random();
        self.edit(&Edit::AddMap { id: id.clone(), kind, title });
        self.show_map(id);
    }

    /// Selects all that the map shows.
    pub(in crate::app) fn select_all(&mut self) {
        if let Some((_, map)) = self.current_map() {
            self.view.selection = Selection {
                elements: map.elements.keys().cloned().collect(),
                links: map.links.keys().cloned().collect(),
            };
        }
    }

    /// Deletes the selection.
    pub(in crate::app) fn delete(&mut self) {
        let Selection { elements, links } = self.view.selection.clone();
        let edit = Edit::Delete { elements, links };
        let name = edit.name(self.session.history.project());
        self.edit(&edit);
        if self.view.selection.is_empty() {
            self.toasts.offer(name.replacen("Delete", "Deleted", 1), "Undo", Command::Undo);
        }
    }

    /// Takes the selection off the map.
    pub(in crate::app) fn take_off_map(&mut self) {
        let Some(map) = self.view.map.clone() else { return };
        let Selection { elements, links } = self.view.selection.clone();
        self.edit(&Edit::TakeOffMap { map, elements, links });
        self.view.selection = Selection::default();
    }

    /// Starts to type the selected element's name.
    pub(in crate::app) fn rename(&mut self) {
        if let Some(id) = self.view.selection.single_element().cloned() {
            let text = self.session.history.project().elements.get(&id).map(|e| e.name.clone());
            self.view.naming = Some(Naming {
                target: NamingTarget::Existing(id),
                text: text.unwrap_or_default(),
                focused: false,
            });
        }
    }

    /// Starts to type a new element's name.
    pub(in crate::app) fn start_naming(&mut self) {
        let at = self.view.pointer.or_else(|| self.camera().map(|camera| camera.centre)).unwrap_or_default();
        let pos = self.canvas.free_place(at);
        self.view.naming = Some(Naming {
            target: NamingTarget::New { pos, linked_from: None, chain: false },
            text: String::new(),
            focused: false,
        });
    }

    /// Changes the selected links.
    pub(in crate::app) fn change_links(&mut self, change: LinkChange) {
        let ids: Vec<LinkId> = self.view.selection.links.iter().cloned().collect();
        self.edit(&Edit::ChangeLinks { ids, change });
    }

    /// Marks the selected links as delayed, or as not if all are.
    pub(in crate::app) fn toggle_delay(&mut self) {
        let project = self.session.history.project();
        let delayed =
            |id: &LinkId| project.links.get(id).and_then(|link| link.causal()).is_some_and(|c| c.delay);
        let all = self.view.selection.links.iter().all(delayed);
        self.change_links(LinkChange::Delay(!all));
    }

    /// Rates the selected actors, as who rates on this computer.
    pub(in crate::app) fn rate(&mut self, scale: Scale, value: f64) {
        let project = self.session.history.project();
        let ids: Vec<ElementId> = self
            .view
            .selection
            .elements
            .iter()
            .filter(|id| project.elements.get(*id).is_some_and(|e| e.actor().is_some()))
            .cloned()
            .collect();
        let (assessor, add) = crate::app::assessor::current(project, &mut self.settings);
        let rate = Edit::ChangeElements { ids, change: ElementChange::Rating(assessor, scale, Some(value)) };
        let name = rate.name(project);
        self.edit(&Edit::Many(name, add.into_iter().chain([rate]).collect()));
    }
}
