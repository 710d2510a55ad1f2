//! How a map is read: focus, paths, trees, search and saved views.

use std::collections::BTreeSet;

use egui::Context;

use crate::analysis::{LoopPolarity, TraceWay};
use crate::app::App;
use crate::app::command::Command;
use crate::app::overlay::Overlay;
use crate::app::reading::search::{Hit, Search, Target};
use crate::app::reading::{Between, Focus, Lit, Reading, Tracing, views};
use crate::app::view_state::{Face, Panel};
use crate::edit::{Edit, Selection};
use crate::model::{Camera, ElementId, LinkId, Point, Project, Side, View, ViewId};
use crate::scene::tokens::Theme;
use crate::scene::{Encoding, PictureOptions};

/// How deep trees are at first.
const DEPTH: usize = 3;
/// Farther away nothing is left to show on any map.
const FARTHEST: usize = 99;

impl App {
    /// `+` and `−` sign causal links; where none is selected they widen and narrow the focus.
    pub(in crate::app) fn on_focus(&self, command: Command) -> Command {
        let stand_in = match command {
            Command::SignPlus => Command::WidenFocus,
            Command::SignMinus => Command::NarrowFocus,
            other => return other,
        };
        if self.is_enabled(command) || self.view.face != Face::Map { command } else { stand_in }
    }

    /// Runs a command that is about reading.
    pub(in crate::app) fn run_reading(&mut self, ctx: &Context, command: Command) {
        match command {
            Command::Find => {
                self.show_face(ctx, Face::Map);
                match &mut self.view.search {
                    Some(search) => search.wants_keyboard = true,
                    None => self.view.search = Some(Search::begun()),
                }
            }
            Command::ShowAll => self.show_all(),
            Command::WidenFocus => self.change_steps(|steps| (steps + 1).min(FARTHEST)),
            Command::NarrowFocus => self.change_steps(|steps| steps.saturating_sub(1)),
            Command::SaveView => {
                let text = views::free_title(self.session.history.project());
                self.overlay = Some(Overlay::NameView { view: None, text });
            }
            Command::PathsBetween => self.paths_between(),
            Command::CausesTree => self.trace(TraceWay::Causes),
            Command::UsesTree => self.trace(TraceWay::Uses),
            _ => {}
        }
    }

    /// The command would do something now.
    pub(in crate::app) fn can_read(&self, command: Command) -> bool {
        match command {
            Command::ShowAll => self.view.dims(),
            Command::WidenFocus | Command::NarrowFocus => {
                self.view.reading().focus.is_some() || self.middle().is_some()
            }
            Command::SaveView => self.view.map.is_some(),
            Command::CaptureStep => self.view.map.is_some() && self.view.face == Face::Map,
            Command::PathsBetween => self.pair().is_some(),
            Command::CausesTree | Command::UsesTree => self.traced().is_some(),
            _ => true,
        }
    }

    /// Dims nothing any more.
    fn show_all(&mut self) {
        self.view.read(Reading::default());
        self.view.spotlight = None;
        self.view.active_card = None;
    }

    /// What a focus would be around: what is selected, or else what the pointer is on.
    fn middle(&self) -> Option<BTreeSet<ElementId>> {
        let project = self.session.history.project();
        let (_, map) = self.current_map()?;
        let selection = &self.view.selection;
        let hovered = Selection {
            elements: self.view.hovered_element.iter().cloned().collect(),
            links: self.view.hovered_link.iter().cloned().collect(),
        };
        let chosen = if selection.is_empty() { &hovered } else { selection };
        let mut around = chosen.elements.clone();
        for link in chosen.links.iter().filter_map(|id| project.links.get(id)) {
            around.insert(link.ends.from.clone());
            around.extend(link.ends.to.element().cloned());
        }
        around.retain(|id| map.elements.contains_key(id));
        (!around.is_empty()).then_some(around)
    }

    /// Lights what is within so many links of what is selected, of what the pointer is on, or of what was in focus.
    pub(in crate::app) fn focus(&mut self, steps: usize) {
        let mut reading = self.view.reading().into_owned();
        let before = reading.focus.take();
        let side = before.as_ref().map_or(Side::Both, |focus| focus.side);
        let Some(around) = self.middle().or(before.map(|focus| focus.around)) else {
            self.toasts
                .say("Select or point at an element, then press a digit: so many links around it stay lit.");
            return;
        };
        reading.focus = Some(Focus { around, steps, side });
        self.view.read(reading);
    }

    fn change_steps(&mut self, change: impl FnOnce(usize) -> usize) {
        let mut reading = self.view.reading().into_owned();
        match &mut reading.focus {
            Some(focus) => {
                focus.steps = change(focus.steps);
                self.view.read(reading);
            }
            None => self.focus(1),
        }
    }

    /// The two selected elements.
    fn pair(&self) -> Option<(ElementId, ElementId)> {
        let elements = &self.view.selection.elements;
        let (_, map) = self.current_map()?;
        let mut shown = elements.iter().filter(|id| map.elements.contains_key(*id)).cloned();
        let pair = (shown.next()?, shown.next()?);
        (elements.len() == 2).then_some(pair)
    }

    /// Lights the paths between the two selected elements, in the direction in which there are any.
    fn paths_between(&mut self) {
        let Some((from, to)) = self.pair() else { return };
        let there = Between { from: from.clone(), to: to.clone(), shortest: false };
        let back = Between { from: to, to: from, shortest: false };
        let mut reading = Reading { tracing: None, ..self.view.reading().into_owned() };
        reading.between = Some(there);
        self.view.read(reading.clone());
        self.read_map();
        if self.answers().paths.as_ref().is_some_and(|paths| paths.paths.is_empty()) {
            reading.between = Some(back);
            self.view.read(reading);
        }
        self.show_panel(Panel::Trace);
    }

    /// The variable or issue that a tree would be about.
    fn traced(&self) -> Option<ElementId> {
        let (_, map) = self.current_map()?;
        let chosen = self.view.selection.single_element().or(self.view.hovered_element.as_ref())?;
        let element = self.session.history.project().elements.get(chosen)?;
        (map.elements.contains_key(chosen) && element.actor().is_none()).then(|| chosen.clone())
    }

    /// Shows the causes or the uses of the selected variable.
    fn trace(&mut self, way: TraceWay) {
        let Some(root) = self.traced() else { return };
        let mut reading = Reading { between: None, ..self.view.reading().into_owned() };
        let depth = reading.tracing.as_ref().map_or(DEPTH, |tracing| tracing.depth);
        reading.tracing = Some(Tracing { root, way, depth });
        self.view.read(reading);
        self.show_panel(Panel::Trace);
    }

    /// Selects an element and flies to it if it stands on the map in front.
    pub(in crate::app) fn fly_to_element(&mut self, id: &ElementId) {
        let place = self.current_map().and_then(|(_, map)| map.elements.get(id)?.pos);
        match place {
            Some(place) => {
                self.view.selection = Selection::element(id.clone());
                self.view.area = None;
                self.fly_to(place);
            }
            None => self.reveal(id),
        }
    }

    /// Brings a place of the map in front into the middle.
    fn fly_to(&mut self, centre: Point) {
        // Names can be read from here on.
        const NEAR: f64 = 0.7;
        let Some(map) = self.view.map.clone() else { return };
        let from = self.camera();
        let to = Camera { centre, zoom: from.map_or(1.0, |camera| camera.zoom.max(NEAR)) };
        self.fly(map, to);
    }

    /// Shows what a search found: selected, in the middle of its map.
    pub(in crate::app) fn fly_to_hit(&mut self, hit: &Hit) {
        self.show_map(hit.map.clone());
        let project = self.session.history.project();
        let Some(map) = project.maps.get(&hit.map) else { return };
        let place_of = |id: &ElementId| map.elements.get(id).and_then(|place| place.pos);
        match &hit.target {
            Target::Element(id) => self.fly_to_element(id),
            Target::Link(id) => {
                let ends = project.links.get(id).map(|link| &link.ends);
                let from = ends.and_then(|ends| place_of(&ends.from));
                let to = ends.and_then(|ends| place_of(ends.to.element()?));
                self.view.area = None;
                self.view.selection = Selection::link(id.clone());
                if let Some(from) = from {
                    let to = to.unwrap_or(from);
                    self.fly_to(Point::new(f64::midpoint(from.x(), to.x()), f64::midpoint(from.y(), to.y())));
                }
            }
            Target::Area(area) => {
                let place = self.canvas.middle_of(area);
                self.view.selection = Selection::default();
                self.view.area = Some(area.clone());
                if let Some(place) = place {
                    self.fly_to(place);
                }
            }
        }
    }

    /// Keeps what shows now under a name, or gives a view another name.
    pub(in crate::app) fn name_view(&mut self, view: Option<ViewId>, title: String) {
        let project = self.session.history.project();
        let known = view.and_then(|id| project.views.get(&id).map(|view| (id, View::clone(view))));
        let edit = match known {
            Some((id, view)) => Edit::SetView(id, Box::new(View { title, ..view })),
            None => Edit::SetView(ViewId::random(), Box::new(views::new(project, &self.view, title))),
        };
        self.edit(&edit);
    }

    /// Looks as a saved view does.
    pub(in crate::app) fn show_view(&mut self, id: &ViewId) {
        let project = std::sync::Arc::clone(self.session.history.project());
        let Some(view) = project.views.get(id) else { return };
        let Some(map) = view.map.clone().filter(|map| project.maps.contains_key(map)) else {
            self.toasts.say(format!("The map of “{}” is not in this project any more.", view.title));
            return;
        };
        let flies = self.view.map.as_ref() == Some(&map);
        self.show_map(map.clone());
        self.view.face = Face::Map;
        let (mut reading, spotlight) = views::reading_of(&project, view);
        if let Some(record) = project.maps.get(&map) {
            reading.settle(record);
        }
        self.view.read(reading);
        self.view.spotlight = spotlight;
        self.view.active_card = None;
        let encoding = views::encoding_of(view);
        if encoding == Encoding::default() {
            self.view.encodings.remove(&map);
        } else {
            self.view.encodings.insert(map.clone(), encoding);
        }
        let Some(camera) = view.camera else { return };
        let camera = Camera { zoom: crate::app::canvas::clamp_zoom(camera.zoom), ..camera };
        self.view.fit_next = false;
        if flies {
            self.fly(map, camera);
        } else {
            self.view.cameras.insert(map, camera);
        }
    }

    /// How the map in front is written as a picture: what is dimmed on the screen is dimmed there.
    pub(in crate::app) fn picture_options(&mut self, theme: Theme) -> PictureOptions {
        self.view.preview = None;
        self.read_map();
        let lit = self.answers().lit.clone();
        options_of(self.session.history.project(), lit.as_deref(), theme)
    }
}

/// How a map is drawn of which only a part is lit.
pub(in crate::app) fn options_of(project: &Project, lit: Option<&Lit>, theme: Theme) -> PictureOptions {
    let mut options = PictureOptions { theme, ..PictureOptions::default() };
    let Some(lit) = lit else { return options };
    options.dim_rest = true;
    options.kept.clone_from(&lit.elements);
    options.kept_links = Some(lit.links.clone());
    if let Some(kind) = lit.kind {
        let of_kind = |id: &LinkId| -> (LinkId, LoopPolarity) { (id.clone(), kind) };
        options.lit = lit.links.iter().map(of_kind).collect();
        let is_lit =
            |key: &[LinkId]| key.len() == lit.links.len() && key.iter().all(|id| lit.links.contains(id));
        let named = project.loops.iter().find(|(_, named)| is_lit(&named.key));
        options.lit_loop = named.map(|(id, _)| id.clone());
    }
    options
}
