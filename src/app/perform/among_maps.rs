//! Going from map to map, and showing the same elements on several.

use crate::app::App;
use crate::app::command::Command;
use crate::app::map_chooser::MapChoice;
use crate::app::overlay::Overlay;
use crate::edit::{Clipping, Edit, PasteAt};
use crate::model::{Map, MapId, MapKind, Point};

/// The clear space between what a map shows and what comes to it from another.
const BESIDE: f64 = 220.0;

impl App {
    /// Runs a command that goes from map to map.
    pub(in crate::app) fn run_among_maps(&mut self, command: Command) {
        match command {
            Command::NextMap => self.step_among_maps(1),
            Command::PreviousMap => self.step_among_maps(-1),
            Command::MapLater | Command::MapEarlier => {
                if let (Some(id), Some(at)) = (self.view.map.clone(), self.place_among_maps()) {
                    let to = if command == Command::MapLater { at + 1 } else { at.saturating_sub(1) };
                    self.edit(&Edit::MoveMap { id, to });
                }
            }
            Command::ShowOnMap => self.overlay = Some(Overlay::ChooseMap(MapChoice::ShowOn)),
            Command::SetPortal => self.overlay = Some(Overlay::ChooseMap(MapChoice::LeadTo)),
            Command::OpenPortal => {
                if let Some(map) = self.portal_of_selection() {
                    self.travel_to(map);
                }
            }
            Command::GoBack => {
                if let Some(map) = self.view.way_back.pop() {
                    self.show_map(map);
                }
            }
            _ => self.split(None),
        }
    }

    /// The command would do something now.
    pub(in crate::app) fn can_run_among_maps(&self, command: Command) -> bool {
        let count = self.session.history.project().maps.len();
        match command {
            Command::ShowOnMap => !self.view.selection.elements.is_empty(),
            Command::SetPortal => count > 1 && self.view.selection.single_element().is_some(),
            Command::OpenPortal => self.portal_of_selection().is_some(),
            Command::GoBack => !self.view.way_back.is_empty(),
            Command::MapEarlier => self.place_among_maps().is_some_and(|at| at > 0),
            Command::MapLater => self.place_among_maps().is_some_and(|at| at + 1 < count),
            _ => count > 1,
        }
    }

    /// How many tabs come before the map in front.
    fn place_among_maps(&self) -> Option<usize> {
        let front = self.view.map.as_ref()?;
        self.session.history.project().maps_in_order().into_iter().position(|(id, _)| id == front)
    }

    fn step_among_maps(&mut self, by: isize) {
        let Some(at) = self.place_among_maps() else { return };
        let maps = self.session.history.project().maps_in_order();
        let count = maps.len().max(1);
        let step = by.rem_euclid(count.cast_signed()).cast_unsigned();
        let next = (at + step) % count;
        if let Some(map) = maps.get(next).map(|(id, _)| (*id).clone()) {
            self.show_map(map);
        }
    }

    /// The map that the only selected element leads to.
    pub(in crate::app) fn portal_of_selection(&self) -> Option<MapId> {
        let project = self.session.history.project();
        let element = self.view.selection.single_element().and_then(|id| project.elements.get(id))?;
        element.portal.clone().filter(|map| project.maps.contains_key(map))
    }

    /// Shows a map and remembers the way back.
    pub(in crate::app) fn travel_to(&mut self, map: MapId) {
        /// Who went so far does not remember how.
        const MOST: usize = 32;
        let Some(from) = self.view.map.clone().filter(|from| *from != map) else { return };
        self.view.way_back.push(from);
        if self.view.way_back.len() > MOST {
            self.view.way_back.remove(0);
        }
        self.show_map(map);
    }

    /// Shows the selected elements, with the links between them, on another map too, right of what it shows; goes there.
    pub(in crate::app) fn show_on(&mut self, to: &MapId) {
        let Some(from) = self.view.map.clone() else { return };
        let project = self.session.history.project().clone();
        let Some(target) = project.maps.get(to) else { return };
        let clipping = Clipping::copy(&project, &from, &self.view.selection);
        if clipping.is_empty() {
            return;
        }
        if self.view.selection.elements.iter().all(|id| target.elements.contains_key(id)) {
            self.toasts.say(format!("“{}” shows them already.", target.title));
        } else {
            let (edit, _) = clipping.show(&project, to, PasteAt::Middle(beside(target, clipping.len())));
            self.edit(&edit);
        }
        self.go_with_selection(to.clone());
    }

    /// Shows the selected elements on a new map of their kind and goes there: one step.
    pub(in crate::app) fn show_on_new(&mut self) {
        let Some(from) = self.view.map.clone() else { return };
        let project = self.session.history.project().clone();
        let clipping = Clipping::copy(&project, &from, &self.view.selection);
        if clipping.is_empty() {
            return;
        }
        let kind = project.maps.get(&from).map_or(MapKind::Actors, |map| map.kind());
        let id = MapId::random();
        let title = self.free_title(match kind {
            MapKind::Actors => "Actors",
            MapKind::Causal => "Causal loops",
            MapKind::Issues => "Barriers",
        });
        let name = format!("Add map “{title}”");
        let add = Edit::AddMap { id: id.clone(), kind, title };
        let (show, _) = clipping.show(&project, &id, PasteAt::Middle(Point::default()));
        self.edit(&Edit::Many(name, vec![add, show]));
        self.go_with_selection(id);
    }

    /// Goes to a map; what is selected stays selected there, and all of the map is seen.
    fn go_with_selection(&mut self, map: MapId) {
        let selection = self.view.selection.clone();
        self.travel_to(map);
        self.view.selection = selection;
        self.view.fit_next = true;
        self.view.settle(self.session.history.project());
    }
}

/// A place right of what a map shows, for so many elements.
fn beside(map: &Map, count: usize) -> Point {
    let placed: Vec<Point> = map.elements.values().filter_map(|place| place.pos).collect();
    let right = placed.iter().map(|at| at.x()).fold(f64::NEG_INFINITY, f64::max);
    if !right.is_finite() {
        return Point::default();
    }
    let middle = placed.iter().map(|at| at.y()).sum::<f64>() / placed.len() as f64;
    Point::new(right + BESIDE * (1.0 + (count as f64).sqrt() / 2.0), middle)
}
