//! Typing a name on the map: Enter keeps it, Escape drops it.

use egui::{Id, Key, Rect, Stroke, StrokeKind, TextEdit, Ui, UiBuilder, vec2};

use super::eye::Eye;
use super::linking::link_edit;
use crate::app::App;
use crate::app::action::Action;
use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, corners, tokens};
use crate::app::view_state::{Naming, NamingTarget};
use crate::edit::{Edit, ElementChange, Selection};
use crate::model::{Element, ElementId, ElementKind, MapKind};
use crate::scene::MapScene;
use crate::scene::tokens::{radius, type_size};

/// The field in which a name is typed.
pub(super) fn naming_ui(ui: &mut Ui, app: &mut App, eye: Eye, scene: &MapScene, actions: &mut Vec<Action>) {
    let Some(mut naming) = app.view.naming.clone() else { return };
    let t = tokens(ui);
    let place = match &naming.target {
        NamingTarget::New { pos, .. } => kurbo::Point::new(pos.x(), pos.y()),
        NamingTarget::Existing(id) => match scene.element(id) {
            Some(figure) => figure.center(),
            None => return,
        },
    };
    let kind = kind_of(app, &naming);
    let hint = match kind {
        ElementKind::Actor => "Name an actor",
        ElementKind::Variable => "Name a variable",
        ElementKind::Issue => "Name an issue",
    };
    let middle = eye.to_screen(place);
    let rect = Rect::from_center_size(middle, vec2(190.0, 44.0));
    let corner = if kind == ElementKind::Actor { radius::BAR } else { radius::BUTTON };
    ui.painter().rect(
        rect,
        corners(corner),
        color(t.raised),
        Stroke::new(1.5, color(t.border)),
        StrokeKind::Inside,
    );
    let ring = Stroke::new(2.0, color(t.selection));
    ui.painter().rect_stroke(rect.expand(3.0), corners(corner + 3.0), ring, StrokeKind::Outside);
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect.shrink2(vec2(10.0, 10.0))));
    let font = fonts::format(type_size::BODY.0, Weight::SemiBold, color(t.text));
    let id = Id::new("naming");
    if let NamingTarget::New { linked_from: Some(from), .. } = &naming.target
        && let Some(figure) = scene.element(from)
    {
        let start = eye.to_screen(figure.center());
        let line = egui::Shape::dashed_line(&[start, middle], Stroke::new(1.75, color(t.accent)), 6.0, 4.0);
        // Below the boxes, which are painted already: only the part between them shows.
        let outside = Rect::from_two_pos(
            eye.to_screen(figure.bounds.origin()),
            eye.to_screen(kurbo::Point::new(figure.bounds.x1, figure.bounds.y1)),
        );
        ui.painter().extend(line.into_iter().filter(|dash| {
            let at = dash.visual_bounding_rect().center();
            !outside.contains(at) && !rect.contains(at)
        }));
    }
    // Tab would move the keyboard elsewhere.
    let tab = naming.focused && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Tab));
    if !naming.focused {
        // Before the field is shown, so that what is typed in this very frame is not lost.
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    let field = TextEdit::singleline(&mut naming.text)
        .hint_text(hint)
        .font(font.font_id)
        .frame(egui::Frame::NONE)
        .desired_width(f32::INFINITY)
        .lock_focus(true)
        .id(id);
    let response = child.add(field);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::TextEdit, true, hint));
    if !naming.focused {
        naming.focused = true;
        app.view.naming = Some(naming);
        return;
    }
    let (enter, escape) = ui.input(|input| (input.key_pressed(Key::Enter), input.key_pressed(Key::Escape)));
    if escape {
        actions.push(Action::Name(None));
    } else if enter || tab || response.lost_focus() {
        actions.push(Action::Name(None));
        let kept = keep(app, &naming, actions);
        // A chain goes on: Tab from the new element, Enter from where this one was linked from.
        match (&naming.target, kept) {
            (NamingTarget::New { .. }, Some(new)) if tab => actions.push(Action::Chain(new)),
            (NamingTarget::Existing(id), _) if tab => actions.push(Action::Chain(id.clone())),
            (NamingTarget::New { linked_from: Some(from), chain: true, .. }, Some(_)) if enter => {
                actions.push(Action::Chain(from.clone()));
            }
            _ => {}
        }
    } else {
        app.view.naming = Some(naming);
    }
}

/// The kind of the element that is named.
fn kind_of(app: &App, naming: &Naming) -> ElementKind {
    let project = app.session.history.project();
    match &naming.target {
        NamingTarget::Existing(id) => {
            project.elements.get(id).map_or(ElementKind::Actor, |element| element.kind())
        }
        NamingTarget::New { .. } => {
            let map = app.view.map.as_ref().and_then(|map| project.maps.get(map));
            map.map_or(MapKind::Actors, |map| map.kind()).element_kind()
        }
    }
}

/// The edit that a typed name asks for. A new element without a name is not made. Gives the new element.
fn keep(app: &App, naming: &Naming, actions: &mut Vec<Action>) -> Option<ElementId> {
    let name = naming.text.trim().to_owned();
    if name.is_empty() {
        return None;
    }
    match &naming.target {
        NamingTarget::Existing(id) => {
            let change = ElementChange::Name(name);
            actions.push(Action::Edit(Edit::ChangeElements { ids: vec![id.clone()], change }));
            None
        }
        NamingTarget::New { pos, linked_from, .. } => {
            let map = app.view.map.clone()?;
            let id = ElementId::random();
            let element = Element::new(kind_of(app, naming), name);
            let title = format!("Add “{}”", element.name);
            let add = Edit::AddElement { id: id.clone(), element, map: map.clone(), pos: *pos };
            let mut edits = vec![add];
            if let Some(from) = linked_from
                && let Ok(with_new) = edits[0].apply(app.session.history.project())
            {
                edits.extend(link_edit(&with_new, &map, from, &id).map(|(edit, _)| edit));
            }
            actions.push(Action::EditAndSelect(Edit::Many(title, edits), Selection::element(id.clone())));
            Some(id)
        }
    }
}
