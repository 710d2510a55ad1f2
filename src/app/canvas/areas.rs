//! Groups, notes and pictures on the screen: what lies under the pointer, what is chosen, what is typed.

use egui::{Id, Key, Pos2, Rect, Stroke, StrokeKind, TextEdit, Ui, UiBuilder, vec2};
use kurbo::Point as Place;

use super::eye::Eye;
use crate::app::App;
use crate::app::action::Action;
use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, corners as rounded, tokens};
use crate::app::view_state::{AreaTyping, TypedArea};
use crate::edit::{AreaChange, Edit};
use crate::model::{Area, AreaId, Group, GroupId, Map, Note, NoteId, Point};
use crate::scene::tokens::{radius, type_size};
use crate::scene::{MapScene, NOTE_WIDTH};

/// How near the pointer must come to a border or a title, in screen points.
const NEAR: f64 = 5.0;

/// The corners of a rectangle, clockwise from the top left.
pub(super) fn corners(rect: kurbo::Rect) -> [Place; 4] {
    let kurbo::Rect { x0, y0, x1, y1 } = rect;
    [Place::new(x0, y0), Place::new(x1, y0), Place::new(x1, y1), Place::new(x0, y1)]
}

/// A group of a map.
pub(super) fn group_of<'a>(map: &'a Map, id: &GroupId) -> Option<&'a Group> {
    map.groups.get(id)
}

/// Where an area lies.
pub(super) fn rect_of_area(scene: &MapScene, area: &AreaId) -> Option<kurbo::Rect> {
    match area {
        AreaId::Group(id) => scene.groups.iter().find(|figure| figure.id == *id).map(|figure| figure.rect),
        AreaId::Note(id) => scene.notes.iter().find(|figure| figure.id == *id).map(|figure| figure.rect),
        AreaId::Underlay(id) => {
            scene.underlays.iter().find(|figure| figure.id == *id).map(|figure| figure.rect)
        }
    }
}

/// The area under a place that a click or a drag takes: a note, a group's title or border, or the picture that was
/// unlocked. Locked pictures let the pointer through.
pub(super) fn under(app: &App, eye: Eye, scene: &MapScene, place: Place) -> Option<AreaId> {
    let note = || scene.note_at(place).map(|figure| AreaId::Note(figure.id.clone()));
    let group = || scene.group_at(place, NEAR / eye.zoom()).map(|figure| AreaId::Group(figure.id.clone()));
    let picture = || {
        let unlocked = app.view.unlocked.as_ref()?;
        let figure = scene.underlay_at(place).filter(|figure| figure.id == *unlocked)?;
        Some(AreaId::Underlay(figure.id.clone()))
    };
    note().or_else(group).or_else(picture)
}

/// The ring and the corners of the chosen area.
pub(super) fn chosen_ui(ui: &Ui, app: &App, eye: Eye, scene: &MapScene) {
    let Some(rect) = app.view.area.as_ref().and_then(|area| rect_of_area(scene, area)) else { return };
    let t = tokens(ui);
    let ring = Stroke::new(2.0, color(t.selection));
    let on_screen = on_screen(eye, rect);
    ui.painter().rect_stroke(on_screen.expand(1.0), 4.0, ring, StrokeKind::Outside);
    for corner in corners(rect) {
        let handle = Rect::from_center_size(eye.to_screen(corner), vec2(9.0, 9.0));
        ui.painter().rect(handle, 2.0, color(t.raised), ring, StrokeKind::Middle);
    }
}

fn on_screen(eye: Eye, rect: kurbo::Rect) -> Rect {
    Rect::from_two_pos(eye.to_screen(rect.origin()), eye.to_screen(Place::new(rect.x1, rect.y1)))
}

/// Where the field stands and how wide it is.
fn field_place(app: &App, eye: Eye, scene: &MapScene, typed: &TypedArea) -> Option<(Pos2, f32)> {
    let zoom = eye.zoom() as f32;
    match typed {
        TypedArea::NewGroup => {
            let members = app.view.selection.elements.iter().filter_map(|id| Some(scene.element(id)?.bounds));
            let around = members.reduce(|all, one| all.union(one))?;
            Some((eye.to_screen(around.origin()) - vec2(12.0, 42.0), 220.0))
        }
        TypedArea::Area(AreaId::Group(id)) => {
            let rect = rect_of_area(scene, &AreaId::Group(id.clone()))?;
            Some((eye.to_screen(rect.origin()), 220.0))
        }
        TypedArea::NewNote(at) => {
            Some((eye.to_screen(Place::new(at.x(), at.y())), (NOTE_WIDTH as f32 * zoom).max(180.0)))
        }
        TypedArea::Area(area) => {
            let rect = on_screen(eye, rect_of_area(scene, area)?);
            Some((rect.min, rect.width().max(180.0)))
        }
    }
}

/// The field in which a title or a note is typed. Enter keeps a title, Ctrl+Enter or Escape a note; Escape drops a
/// title.
pub(super) fn typing_ui(ui: &mut Ui, app: &mut App, eye: Eye, scene: &MapScene, actions: &mut Vec<Action>) {
    let Some(mut typing) = app.view.area_typing.clone() else { return };
    let Some((corner, width)) = field_place(app, eye, scene, &typing.target) else {
        app.view.area_typing = None;
        return;
    };
    let t = tokens(ui);
    let is_note = matches!(typing.target, TypedArea::NewNote(_) | TypedArea::Area(AreaId::Note(_)));
    let hint = if is_note { "Write a note" } else { "Title of the group" };
    let rows = typing.text.lines().count().clamp(3, 16) as f32;
    let height = if is_note { 20.0 + 18.0 * rows } else { 34.0 };
    let corner = corner.clamp(eye.rect.min + vec2(8.0, 8.0), eye.rect.max - vec2(width + 8.0, height + 8.0));
    let rect = Rect::from_min_size(corner, vec2(width, height));
    let rim = Stroke::new(2.0, color(t.selection));
    ui.painter().rect(rect, rounded(radius::BUTTON), color(t.raised), rim, StrokeKind::Outside);
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect.shrink2(vec2(10.0, 8.0))));
    let id = Id::new("area typing");
    if !typing.focused {
        // Before the field is shown, so that what is typed in this very frame is not lost.
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    // Before the field takes them: Escape would only take the keyboard away.
    let (enter, escape) = ui.input_mut(|input| {
        let keeps = input.consume_key(egui::Modifiers::COMMAND, Key::Enter);
        let enter = keeps || !is_note && input.key_pressed(Key::Enter);
        (enter, input.key_pressed(Key::Escape))
    });
    let font = fonts::format(type_size::SMALL.0, Weight::Regular, color(t.text)).font_id;
    let field =
        if is_note { TextEdit::multiline(&mut typing.text) } else { TextEdit::singleline(&mut typing.text) };
    let field = field.hint_text(hint).font(font).frame(egui::Frame::NONE).desired_width(f32::INFINITY).id(id);
    let response = child.add(field);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::TextEdit, true, hint));
    let done = typing.focused && (enter || escape || response.lost_focus());
    typing.focused = true;
    app.view.area_typing = (!done).then_some(typing.clone());
    if done && (is_note || !escape) {
        keep(app, &typing, actions);
    }
}

/// The edit that what was typed asks for.
fn keep(app: &App, typing: &AreaTyping, actions: &mut Vec<Action>) {
    let Some((on, map)) = app.current_map() else { return };
    let text = typing.text.trim_end().to_owned();
    let edit = |change: AreaChange| Action::Edit(Edit::OnMap { map: on.clone(), change });
    match &typing.target {
        TypedArea::NewGroup => {
            let id = GroupId::random();
            let title = if text.trim().is_empty() { "Group".to_owned() } else { text.trim().to_owned() };
            actions.push(Action::Edit(app.group_edit(&on, &map, &id, &title)));
            actions.push(Action::ChooseArea(Some(AreaId::Group(id))));
        }
        TypedArea::NewNote(_) if text.trim().is_empty() => {}
        TypedArea::NewNote(at) => {
            let id = NoteId::random();
            let area = Some(Area { corner: *at, size: Point::new(NOTE_WIDTH, 0.0) });
            actions.push(edit(AreaChange::Note(id.clone(), Note { text, area, ..Note::default() })));
            actions.push(Action::ChooseArea(Some(AreaId::Note(id))));
        }
        TypedArea::Area(AreaId::Group(id)) => {
            if let Some(before) = map.groups.get(id).filter(|_| !text.trim().is_empty()) {
                let group = Group { title: text.trim().to_owned(), ..before.clone() };
                actions.push(edit(AreaChange::Group(id.clone(), group)));
            }
        }
        TypedArea::Area(AreaId::Note(id)) if text.trim().is_empty() => {
            actions.push(edit(AreaChange::Remove(AreaId::Note(id.clone()))));
        }
        TypedArea::Area(AreaId::Note(id)) => {
            if let Some(before) = map.notes.get(id) {
                actions.push(edit(AreaChange::Note(id.clone(), Note { text, ..before.clone() })));
            }
        }
        TypedArea::Area(AreaId::Underlay(_)) => {}
    }
}
