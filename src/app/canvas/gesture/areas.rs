//! Moving and resizing groups, notes and pictures; moving loop badges and, with Alt, whole loops.

use egui::{Response, Ui};
use kurbo::{Point as Place, Rect, Vec2};

use crate::app::App;
use crate::app::action::Action;
use crate::app::canvas::areas::{corners, group_of, rect_of_area, under};
use crate::app::canvas::eye::Eye;
use crate::edit::{AreaChange, Edit};
use crate::model::{Area, AreaId, ElementId, LoopId, Map, MapId, Point};
use crate::scene::{ElementFigure, MapScene};

/// How near the pointer must come to a corner to resize, in screen points.
const CORNER: f64 = 8.0;
/// No area is made smaller than this.
const SMALLEST: (f64, f64) = (48.0, 28.0);

/// A drag on something that is no element and no link.
#[derive(Clone, Debug)]
pub(in crate::app::canvas) enum AreaDrag {
    /// Moves an area, with the elements inside a group, from where they were.
    Move { area: AreaId, start: Place, elements: Vec<(ElementId, Point)>, map: Box<Map> },
    /// Pulls a corner of an area: the opposite corner stays.
    Resize { area: AreaId, fixed: Place, map: Box<Map> },
    /// Moves a badge; it was taken so far from its middle.
    Badge { id: LoopId, grip: Vec2 },
    /// Moves the elements of a loop, and its badge if that was put somewhere.
    Loop { name: String, start: Place, elements: Vec<(ElementId, Point)>, badge: Option<(LoopId, Point)> },
}

fn moved(area: Area, by: Vec2) -> Area {
    Area { corner: area.corner.moved(by.x, by.y), ..area }
}

fn area_of(rect: Rect) -> Area {
    Area { corner: Point::new(rect.x0, rect.y0), size: Point::new(rect.width(), rect.height()) }
}

impl AreaDrag {
    /// The drag that begins at a corner of the chosen area.
    pub fn at_corner(app: &App, eye: Eye, scene: &MapScene, place: Place) -> Option<Self> {
        let area = app.view.area.clone()?;
        let rect = rect_of_area(scene, &area)?;
        let corners = corners(rect);
        let near = |corner: &Place| (*corner - place).hypot() * eye.zoom() <= CORNER;
        let number = corners.iter().position(near)?;
        let fixed = *corners.get((number + 2) % 4)?;
        let (_, map) = app.current_map()?;
        Some(Self::Resize { area, fixed, map: Box::new(Map::clone(&map)) })
    }

    /// The drag that begins where no element is, if something lies there that can be moved.
    pub fn begin(
        ui: &Ui,
        app: &App,
        eye: Eye,
        scene: &MapScene,
        place: Place,
        actions: &mut Vec<Action>,
    ) -> Option<Self> {
        let (_, map) = app.current_map()?;
        let place_of = |id: &ElementId| scene.element(id).map(ElementFigure::center);
        let from = |ids: &mut dyn Iterator<Item = ElementId>| -> Vec<(ElementId, Point)> {
            ids.filter_map(|id| place_of(&id).map(|at| (id, Point::new(at.x, at.y)))).collect()
        };
        if let Some(badge) = scene.badge_at(place) {
            let id = badge.id.clone()?;
            if !ui.input(|input| input.modifiers.alt) {
                return Some(Self::Badge { id, grip: badge.center - place });
            }
            let mut starts: Vec<ElementId> =
                badge.links.iter().filter_map(|link| Some(scene.link(link)?.from.clone())).collect();
            starts.sort();
            starts.dedup();
            let elements = from(&mut starts.into_iter());
            let name = app.project().loops.get(&id).map(|named| named.label.clone()).unwrap_or_default();
            let badge = map.loops.get(&id).and_then(|place| place.pos).map(|pos| (id, pos));
            return Some(Self::Loop { name, start: place, elements, badge });
        }
        let area = under(app, eye, scene, place)?;
        actions.push(Action::ChooseArea(Some(area.clone())));
        let elements = match &area {
            AreaId::Group(id) => from(&mut map.members_of(id).into_iter()),
            _ => Vec::new(),
        };
        Some(Self::Move { area, start: place, elements, map: Box::new(Map::clone(&map)) })
    }

    /// The edit that brings everything to where the pointer is now.
    pub fn edit(&self, ui: &Ui, on: &MapId, place: Place) -> Option<Edit> {
        let change = |change: AreaChange| Edit::OnMap { map: on.clone(), change };
        let shift = |elements: &[(ElementId, Point)], by: Vec2| Edit::Move {
            map: on.clone(),
            places: elements.iter().map(|(id, at)| (id.clone(), at.moved(by.x, by.y))).collect(),
        };
        match self {
            Self::Badge { id, grip } => {
                let at = place + *grip;
                Some(change(AreaChange::Badge(id.clone(), Some(Point::new(at.x, at.y)))))
            }
            Self::Loop { name, start, elements, badge } => {
                let by = place - *start;
                let badge = badge
                    .as_ref()
                    .map(|(id, at)| change(AreaChange::Badge(id.clone(), Some(at.moved(by.x, by.y)))));
                let edits = std::iter::once(shift(elements, by)).chain(badge).collect();
                Some(Edit::Many(format!("Move loop {name}"), edits))
            }
            Self::Move { area, start, elements, map } => {
                let by = place - *start;
                match area {
                    AreaId::Group(id) => {
                        let within = map.groups_within(id);
                        let areas = map.groups.iter().filter(|(id, _)| within.contains(*id)).filter_map(
                            |(id, group)| {
                                let area = Some(moved(group.area?, by));
                                let group = crate::model::Group { area, ..group.clone() };
                                Some(change(AreaChange::Group(id.clone(), group)))
                            },
                        );
                        let edits = std::iter::once(shift(elements, by)).chain(areas).collect();
                        let title = group_of(map, id)?.title.clone();
                        Some(Edit::Many(format!("Move group “{title}”"), edits))
                    }
                    _ => with_area(map, area, |before| moved(before, by)).map(change),
                }
            }
            Self::Resize { area, fixed, map } => {
                let free = ui.input(|input| input.modifiers.shift);
                let keep_shape = matches!(area, AreaId::Underlay(_)) && !free;
                with_area(map, area, |before| area_of(pulled(before, *fixed, place, keep_shape))).map(change)
            }
        }
    }
}

/// The rectangle between a corner that stays and the pointer, no smaller than the smallest; of a picture it keeps the
/// shape.
fn pulled(before: Area, fixed: Place, place: Place, keep_shape: bool) -> Rect {
    let way = place - fixed;
    let (mut width, mut height) = (way.x.abs().max(SMALLEST.0), way.y.abs().max(SMALLEST.1));
    if keep_shape && before.size.x() > 0.0 && before.size.y() > 0.0 {
        let scale = (width / before.size.x()).max(height / before.size.y());
        (width, height) = (before.size.x() * scale, before.size.y() * scale);
    }
    let to = fixed + Vec2::new(width.copysign(way.x), height.copysign(way.y));
    Rect::from_points(fixed, to)
}

/// The change that gives an area another place. One that has none yet starts from nothing.
fn with_area(map: &Map, area: &AreaId, place: impl FnOnce(Area) -> Area) -> Option<AreaChange> {
    match area {
        AreaId::Group(id) => {
            let before = map.groups.get(id)?.clone();
            let area = Some(place(before.area.unwrap_or_default()));
            Some(AreaChange::Group(id.clone(), crate::model::Group { area, ..before }))
        }
        AreaId::Note(id) => {
            let before = map.notes.get(id)?.clone();
            let area = Some(place(before.area.unwrap_or_default()));
            Some(AreaChange::Note(id.clone(), crate::model::Note { area, ..before }))
        }
        AreaId::Underlay(id) => {
            let before = map.underlays.get(id)?.clone();
            let area = Some(place(before.area.unwrap_or_default()));
            Some(AreaChange::Underlay(id.clone(), crate::model::Underlay { area, ..before }))
        }
    }
}

/// A click where no element and no link is: chooses what lies there. Gives whether it did.
pub(super) fn click(app: &App, eye: Eye, scene: &MapScene, place: Place, actions: &mut Vec<Action>) -> bool {
    let area = under(app, eye, scene, place);
    let found = area.is_some();
    if found || app.view.area.is_some() {
        actions.push(Action::ChooseArea(area));
    }
    found
}

/// A double click: the handle of a link gives it its default curve back, a title or a note is typed anew. Gives whether
/// there was something to do.
pub(super) fn double_click(
    app: &App,
    eye: Eye,
    scene: &MapScene,
    place: Place,
    actions: &mut Vec<Action>,
) -> bool {
    if let Some(link) = super::hover::bend_handle(app, eye, scene, place) {
        if let Some(map) = app.view.map.clone() {
            actions.push(Action::Edit(Edit::Bend { map, link: link.id.clone(), bend: None }));
        }
        return true;
    }
    if scene.element_at(place).is_some() {
        return false;
    }
    match under(app, eye, scene, place) {
        Some(area @ (AreaId::Group(_) | AreaId::Note(_))) => {
            actions.push(Action::ChooseArea(Some(area.clone())));
            actions.push(Action::TypeArea(area));
            true
        }
        _ => false,
    }
}

/// A right click where no element and no link is: the menu speaks of the badge or area there. Gives whether there is
/// one.
pub(super) fn choose_for_menu(
    app: &mut App,
    eye: Eye,
    scene: &MapScene,
    response: &Response,
    actions: &mut Vec<Action>,
) -> bool {
    app.view.menu_badge = None;
    let Some(pos) = response.interact_pointer_pos() else { return false };
    let place = eye.to_map(pos);
    if scene.element_at(place).is_some() {
        return false;
    }
    if let Some(id) = scene.badge_at(place).and_then(|badge| badge.id.clone()) {
        app.view.menu_badge = Some(id);
        actions.push(Action::ChooseArea(None));
        return true;
    }
    if scene.link_at(place, super::FORGIVING / eye.zoom()).is_some() {
        return false;
    }
    let picture = || scene.underlay_at(place).map(|figure| AreaId::Underlay(figure.id.clone()));
    let Some(area) = under(app, eye, scene, place).or_else(picture) else { return false };
    actions.push(Action::ChooseArea(Some(area)));
    true
}
