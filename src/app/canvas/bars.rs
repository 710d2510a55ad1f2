//! What floats over the map: tools, zoom, the legend.

use std::sync::Arc;

use egui::{Align, Layout, Rect, Stroke, StrokeKind, Ui, UiBuilder, pos2, vec2};

use super::arrange_menu::{self, DOOR};
use super::eye::Eye;
use super::paint;
use crate::app::App;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::encoding::Shown;
use crate::app::fonts::Weight;
use crate::app::theme::{self, color, corners, tokens};
use crate::app::view_state::Tool;
use crate::app::widgets;
use crate::model::{Camera, MapId, MapKind, Point, Project};
use crate::scene::icon::Icon;
use crate::scene::tokens::{Theme, Tokens};
use crate::scene::tokens::{radius, type_size};
use crate::scene::{Legend, legend_of};

/// How far the bars stay from the edge of the canvas.
const INSET: f32 = 12.0;

/// The ground of what floats: raised, rimmed, with a shadow. Clicks do not go through it.
pub(in crate::app) fn floating(ui: &Ui, name: &str, rect: Rect) {
    let t = tokens(ui);
    ui.interact(rect, ui.id().with((name, "ground")), egui::Sense::click_and_drag());
    ui.painter().add(theme::shadow(t).as_shape(rect, corners(radius::BAR)));
    let rim = Stroke::new(1.0, color(t.border));
    ui.painter().rect(rect, corners(radius::BAR), color(t.raised), rim, StrokeKind::Inside);
}

/// The lower right corner of what may stand over the zoom.
pub(super) fn above_zoom(canvas: Rect) -> egui::Pos2 {
    pos2(canvas.right() - INSET, canvas.bottom() - INSET - 40.0 - 8.0)
}

/// A floating bar: raised, rimmed, with a shadow. Clicks do not go through it.
pub(in crate::app) fn bar(ui: &mut Ui, name: &str, rect: Rect, content: impl FnOnce(&mut Ui)) {
    floating(ui, name, rect);
    let inside = rect.shrink2(vec2(6.0, 0.0));
    let mut row = ui.new_child(
        UiBuilder::new().id_salt(name).max_rect(inside).layout(Layout::left_to_right(Align::Center)),
    );
    row.spacing_mut().item_spacing.x = 4.0;
    content(&mut row);
}

/// Tools at the bottom middle, zoom at the bottom right.
pub(super) fn bars_ui(ui: &mut Ui, app: &mut App, eye: Eye, empty: bool, actions: &mut Vec<Action>) {
    tools(ui, app, eye.rect, empty, actions);
    zoom(ui, app, eye, actions);
}

/// How wide the bar with the capture line is at rest, and at most.
const LINE_WIDTH: (f32, f32) = (392.0, 640.0);

/// Where the tools and the capture line stand, and whether there is room for the line.
fn tools_rect(app: &App, canvas: Rect, empty: bool) -> (Rect, bool) {
    let buttons = 4.0 * 36.0 + 12.0;
    let legend = if legend_is_open(app, canvas) && !empty { legend_width(app) + 16.0 } else { 0.0 };
    let room = canvas.width() - ZOOM_WIDTH - legend - 4.0 * INSET;
    let wide = room >= buttons + 96.0;
    let wanted = if empty || app.capture.focused { LINE_WIDTH.1 } else { LINE_WIDTH.0 };
    let width = if wide { wanted.min(room) } else { buttons };
    // Where the canvas is narrow, the tools make room for the zoom at the right.
    let middle = canvas.center().x.min(canvas.right() - ZOOM_WIDTH - 2.0 * INSET - width / 2.0);
    let left = (middle - width / 2.0).max(canvas.left() + legend + INSET);
    let height = if empty { 48.0 } else { 40.0 };
    (Rect::from_min_size(pos2(left, canvas.bottom() - INSET - height), vec2(width, height)), wide)
}

fn tools(ui: &mut Ui, app: &mut App, canvas: Rect, empty: bool, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let (rect, wide) = tools_rect(app, canvas, empty);
    // With a tool in hand, the place of the line says what the tool waits for.
    let typing = wide && (app.view.tool == Tool::Select || app.capture.focused || app.capture.wanted);
    if !typing {
        app.capture.focused = false;
    }
    let hint = hint(app, empty);
    bar(ui, "tools", rect, |ui| {
        let tool = app.view.tool.clone();
        let tool = &tool;
        let select = widgets::tool_button(
            ui,
            Icon::Cursor.char(),
            "Select and move",
            Some("Esc"),
            *tool == Tool::Select,
        );
        if select.clicked() {
            actions.push(Action::Take(Tool::Select));
        }
        let element =
            widgets::tool_button(ui, Icon::Plus.char(), "Draw an element", Some("E"), *tool == Tool::Element);
        if element.clicked() {
            actions.push(Action::Take(Tool::Element));
        }
        let linking = matches!(tool, Tool::Link(_));
        let link = widgets::tool_button(ui, Icon::BezierCurve.char(), "Draw a link", Some("L"), linking);
        if link.clicked() {
            actions.push(Action::Run(Command::AddLink));
        }
        let lasso = *tool == Tool::Lasso;
        if widgets::tool_button(ui, Icon::Lasso.char(), "Select by lasso", Some("S"), lasso).clicked() {
            actions.push(Action::Run(Command::SelectByLasso));
        }
        if wide {
            ui.add_space(4.0);
            let x = ui.cursor().left();
            widgets::hairline(ui, pos2(x, rect.top() + 10.0), pos2(x, rect.bottom() - 10.0));
            ui.add_space(10.0);
            if typing {
                super::capture::field_ui(ui, app, &hint, actions);
                return;
            }
            let size = vec2((rect.right() - 12.0 - ui.cursor().left()).max(16.0), 20.0);
            let (place, said) = ui.allocate_exact_size(size, egui::Sense::hover());
            let words = crate::app::fonts::text(&hint, type_size::BODY.0, Weight::Regular, color(t.text3));
            let words = crate::app::fonts::elided(words, size.x, 1);
            widgets::text_at(ui, place.left_center(), egui::Align2::LEFT_CENTER, words);
            said.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Label, true, &hint));
            said.on_hover_text(&hint);
        }
    });
    super::capture::ring(ui, app, rect);
    super::capture::words_ui(ui, app, rect, canvas, actions);
}

/// What the tool in hand waits for.
fn hint(app: &App, empty: bool) -> String {
    let project = app.session.history.project();
    let kind =
        app.view.map.as_ref().and_then(|map| project.maps.get(map)).map_or(MapKind::Actors, |map| map.kind());
    let noun = match kind {
        MapKind::Actors => "an actor",
        MapKind::Causal => "a variable",
        MapKind::Issues => "an issue",
    };
    match &app.view.tool {
        Tool::Select => super::capture::hint(kind, empty).to_owned(),
        Tool::Element => format!("Click where {noun} should stand"),
        Tool::Link(None) => "Click or pull from the first end".to_owned(),
        Tool::Link(Some(from)) => format!("From {}: click the other end", project.name_of(from)),
        Tool::Lasso => "Draw round what to select; Shift adds, Ctrl removes; B takes a box".to_owned(),
        Tool::Box => "Drag a box round what to select; Shift adds, Ctrl removes".to_owned(),
        Tool::Vote => "Click what gets a dot; Shift takes one back, Esc ends".to_owned(),
        Tool::Rate { interest_done: false } => "Press 1 to 5: interest".to_owned(),
        Tool::Rate { interest_done: true } => "Press 1 to 5: influence, or Esc".to_owned(),
    }
}

/// Layouts, zoom and fitting.
const ZOOM_WIDTH: f32 = 152.0 + DOOR;

fn zoom(ui: &mut Ui, app: &App, eye: Eye, actions: &mut Vec<Action>) {
    let canvas = eye.rect;
    let rect = Rect::from_min_size(
        pos2(canvas.right() - INSET - ZOOM_WIDTH, canvas.bottom() - INSET - 40.0),
        vec2(ZOOM_WIDTH, 40.0),
    );
    bar(ui, "zoom", rect, |ui| {
        arrange_menu::door_ui(ui, app, actions);
        let keys = |command: Command| command.keys_text();
        if widgets::icon_button(ui, Icon::Minus.char(), "Zoom out", keys(Command::ZoomOut).as_deref())
            .clicked()
        {
            actions.push(Action::Run(Command::ZoomOut));
        }
        let percent = format!("{:.0} %", eye.zoom() * 100.0);
        let (place, response) = ui.allocate_exact_size(vec2(44.0, 28.0), egui::Sense::click());
        let t = tokens(ui);
        let job = crate::app::fonts::text(&percent, type_size::SMALL.0, Weight::Medium, color(t.text2));
        widgets::text_at(ui, place.center(), egui::Align2::CENTER_CENTER, job);
        response.widget_info(|| {
            egui::WidgetInfo::labeled(egui::WidgetType::Button, true, format!("Zoom {percent}"))
        });
        if widgets::tip(response, "Zoom to 100 %", keys(Command::ZoomReset).as_deref()).clicked() {
            actions.push(Action::Run(Command::ZoomReset));
        }
        if widgets::icon_button(ui, Icon::Plus.char(), "Zoom in", keys(Command::ZoomIn).as_deref()).clicked()
        {
            actions.push(Action::Run(Command::ZoomIn));
        }
        if widgets::icon_button(ui, Icon::CornersOut.char(), "Fit the map", keys(Command::Fit).as_deref())
            .clicked()
        {
            actions.push(Action::Run(Command::Fit));
        }
    });
}

/// How wide a legend usually is.
const LEGEND_WIDTH: f32 = 216.0;

/// How wide the legend of the map in front was when it was made last.
fn legend_width(app: &App) -> f32 {
    let kept = app.canvas.legend.as_ref().filter(|kept| Some(&kept.map) == app.view.map.as_ref());
    let legend = kept.and_then(|kept| kept.legend.as_ref());
    legend.map_or(LEGEND_WIDTH, |legend| legend.size.width as f32)
}

/// There is room for the legend, and it is not folded.
fn legend_is_open(app: &App, canvas: Rect) -> bool {
    !app.view.legend_folded && canvas.height() >= 460.0 && canvas.width() >= 760.0
}

/// A legend, and what it was made of.
pub(super) struct KeptLegend {
    revision: u64,
    map: MapId,
    theme: Theme,
    project: Project,
    encoded: u64,
    legend: Option<Arc<Legend>>,
}

/// The legend, made again only when something in it may have changed. It takes a look at the whole map, and while an
/// element is dragged only places change.
fn kept_legend(
    app: &mut App,
    project: &Project,
    map: &MapId,
    shown_by: &Shown,
    t: &Tokens,
) -> Option<Arc<Legend>> {
    let revision = app.session.history.revision();
    let dragging = app.session.history.in_gesture();
    let shown = |project: &Project| project.maps.get(map).map(|map| (map.elements.len(), map.links.len()));
    let same = |kept: &&KeptLegend| {
        let records = kept.project.elements.ptr_eq(&project.elements)
            && kept.project.links.ptr_eq(&project.links)
            && kept.project.vocabulary.ptr_eq(&project.vocabulary);
        let source =
            kept.revision == revision || dragging && records && shown(&kept.project) == shown(project);
        source && kept.map == *map && kept.theme == t.theme && kept.encoded == shown_by.stamp
    };
    if let Some(kept) = app.canvas.legend.as_ref().filter(same) {
        return kept.legend.clone();
    }
    let encoded = shown_by.stamp;
    let made = legend_of(project, map, &shown_by.encoded, app.canvas.text_mut(), t).map(Arc::new);
    let (map, project) = (map.clone(), project.clone());
    app.canvas.legend =
        Some(KeptLegend { revision, map, theme: t.theme, project, encoded, legend: made.clone() });
    made
}

/// The legend at the bottom left, or the chip that opens it.
pub(super) fn legend_ui(ui: &mut Ui, app: &mut App, project: &Project, map: &MapId, shown: &Shown) {
    let canvas = ui.max_rect();
    let t = tokens(ui);
    if !legend_is_open(app, canvas) {
        let place =
            Rect::from_min_size(pos2(canvas.left() + 16.0, canvas.bottom() - INSET - 32.0), vec2(90.0, 28.0));
        // Where the canvas is narrow, the tools stand in its place and it goes above them.
        let (tools, _) = tools_rect(app, canvas, false);
        let up = if tools.intersects(place) { tools.top() - INSET - place.bottom() } else { 0.0 };
        let place = place.translate(vec2(0.0, up));
        let mut row = ui.new_child(UiBuilder::new().id_salt("legend chip").max_rect(place));
        if widgets::icon_chip(&mut row, Some(Icon::ListBullets.char()), "Legend", false).clicked() {
            app.view.legend_folded = false;
        }
        return;
    }
    let Some(legend) = kept_legend(app, project, map, shown, t) else { return };
    let size = vec2(legend.size.width as f32, legend.size.height as f32);
    let rect = Rect::from_min_size(pos2(canvas.left() + 16.0, canvas.bottom() - INSET - size.y), size);
    let response = ui.interact(rect, ui.id().with("legend"), egui::Sense::click());
    let centre = Point::new(legend.size.width / 2.0, legend.size.height / 2.0);
    let eye = Eye { rect, camera: Camera { centre, zoom: 1.0 } };
    if shown.updating {
        // What was worked out before is never shown as if it were of now.
        let mut pale = legend.marks.clone();
        pale.iter_mut().skip(1).for_each(|mark| mark.fade(0.4));
        ui.painter().extend(paint::shapes(ui.ctx(), eye, &pale));
        let place = Rect::from_min_size(pos2(rect.left(), rect.top() - 28.0), vec2(110.0, 20.0));
        let mut over = ui.new_child(UiBuilder::new().id_salt("updating").max_rect(place));
        widgets::kind_chip(&mut over, "Updating…", widgets::Tone::Warn);
    } else {
        ui.painter().extend(paint::shapes(ui.ctx(), eye, &legend.marks));
    }
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, "Legend"));
    if widgets::tip(response, "Click to fold the legend", None).clicked() {
        app.view.legend_folded = true;
    }
}
