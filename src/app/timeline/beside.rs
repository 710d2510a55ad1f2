//! How the map was, beside how it is: only looked at, from the same place.

use std::sync::Arc;

use egui::{Rect, Sense, Ui, UiBuilder, vec2};

use super::Look;
use crate::app::App;
use crate::app::canvas::{Eye, Textures, marks_as_shapes};
use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, tokens};
use crate::app::view_state::{Changes, Panel};
use crate::app::widgets;
use crate::model::{MapId, Project};
use crate::scene::tokens::{Theme, type_size};
use crate::scene::{Level, Mark, PictureOptions, TextMeasurer, map_marks};

/// How high the strip with the date is.
const STRIP: f32 = 32.0;
/// How far the wheel turns to zoom by e, as on the map in front.
const WHEEL: f32 = 240.0;

/// What the marks depend on.
#[derive(Clone)]
struct Key {
    marks: Arc<Changes>,
    map: MapId,
    level: Level,
    theme: Theme,
}

impl Key {
    fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.marks, &other.marks)
            && (&self.map, self.level, self.theme) == (&other.map, other.level, other.theme)
    }
}

/// How the map was, kept between frames.
#[derive(Default)]
pub(in crate::app) struct Painted {
    text: TextMeasurer,
    pictures: Textures,
    marks: Option<(Key, Vec<Mark>)>,
}

/// Shows how the map in front was in the left half, if that is asked for. Gives the room that is left for the map.
pub(in crate::app) fn then_ui(ui: &mut Ui, app: &mut App, area: Rect) -> Rect {
    if !app.timeline.beside || app.view.panel != Some(Panel::Time) || app.view.panels_hidden {
        return area;
    }
    let (Some(found), Some(map)) = (app.timeline.look(), app.view.map.clone()) else { return area };
    let Ok(look) = found.as_ref() else { return area };
    let x = area.center().x.round();
    let (left, right) = area.split_left_right_at_x(x);
    let (strip, room) = left.split_top_bottom_at_y(left.top() + STRIP);
    let t = tokens(ui);
    ui.painter().rect_filled(left, 0.0, color(t.canvas));
    map_ui(ui, app, look, &map, room);
    strip_ui(ui, &look.when, strip);
    let (strip, rest) = right.split_top_bottom_at_y(right.top() + STRIP);
    strip_ui(ui, "Now", strip);
    ui.painter().vline(x, area.y_range(), egui::Stroke::new(1.0, color(t.border)));
    rest
}

fn strip_ui(ui: &mut Ui, title: &str, strip: Rect) {
    let t = tokens(ui);
    ui.painter().rect_filled(strip, 0.0, color(t.panel));
    widgets::hairline(ui, strip.left_bottom(), strip.right_bottom());
    let inside = strip.shrink2(vec2(12.0, 0.0));
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    let mut row = ui.new_child(UiBuilder::new().id_salt(title).max_rect(inside).layout(layout));
    widgets::label(&mut row, title, type_size::SMALL, Weight::SemiBold, t.text);
}

/// The map as it was then: the same one, or in a file that was made anew the one with its title.
fn map_then(now: &Project, then: &Project, map: &MapId) -> Option<MapId> {
    if then.maps.contains_key(map) {
        return Some(map.clone());
    }
    let title = &now.maps.get(map)?.title;
    then.maps_in_order().into_iter().find(|(_, other)| other.title == *title).map(|(id, _)| id.clone())
}

fn map_ui(ui: &mut Ui, app: &mut App, look: &Look, map: &MapId, room: Rect) {
    let t = tokens(ui);
    let response = ui.interact(room, ui.id().with("how it was"), Sense::click_and_drag());
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::WidgetType::Other, true, format!("The map on {}", look.when))
    });
    let painter = ui.painter().with_clip_rect(room.intersect(ui.clip_rect()));
    let Some(camera) = app.view.cameras.get(map).copied() else { return };
    let Some(shown) = map_then(app.session.history.project(), &look.then, map) else {
        let said = fonts::text("There was no such map then.", 13.0, Weight::Regular, color(t.text3));
        widgets::text_at(ui, room.center(), egui::Align2::CENTER_CENTER, said);
        return;
    };
    let mut eye = Eye { rect: room, camera };
    if response.dragged() {
        eye.camera = eye.panned(response.drag_delta());
    }
    if let Some(pos) = response.hover_pos() {
        let (scroll, pinch) = ui.input(|input| (input.smooth_scroll_delta().y, input.zoom_delta()));
        let factor = f64::from(pinch * (scroll / WHEEL).exp());
        if (factor - 1.0).abs() > 1e-4 {
            eye.camera = eye.zoomed(factor, pos);
        }
    }
    // Both halves are looked at from one place.
    app.view.cameras.insert(map.clone(), eye.camera);
    let kept = &mut app.timeline.painted;
    let level = Level::for_zoom(eye.zoom());
    let key = Key { marks: Arc::clone(&look.marks), map: shown.clone(), level, theme: t.theme };
    if kept.marks.as_ref().is_none_or(|(known, _)| !known.is(&key)) {
        let options = PictureOptions {
            theme: t.theme,
            level,
            changes: (*look.marks).clone(),
            ..PictureOptions::default()
        };
        let marks = map_marks(&look.then, &shown, &options, &mut kept.text);
        kept.marks = Some((key, marks));
    }
    let Some((_, marks)) = &kept.marks else { return };
    kept.pictures.paint_marks(&painter, eye, marks);
    painter.extend(marks_as_shapes(ui.ctx(), eye, marks));
}
