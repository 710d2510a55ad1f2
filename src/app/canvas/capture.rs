//! The capture line on the screen: the field in the bar, what it says above the bar, and ghosts of what Enter would make.

use egui::{
    Align, Event, Id, Key, Layout, Modifiers, Rect, Stroke, StrokeKind, TextEdit, Ui, UiBuilder, pos2, vec2,
};

use super::eye::Eye;
use super::paint;
use crate::app::App;
use crate::app::action::Action;
use crate::app::capture::{Said, Walk};
use crate::app::fonts::{self, Weight};
use crate::app::theme::{self, color, corners, tokens};
use crate::app::widgets;
use crate::model::MapKind;
use crate::scene::icon::Icon;
use crate::scene::tokens::{radius, type_size};
use crate::scene::{State, draw};

/// What the field is called by a screen reader.
const NAME: &str = "Capture line";
/// How far ghosts show through.
const GHOST: f32 = 0.55;

fn field_id() -> Id {
    Id::new("capture line")
}

/// What stands in the empty line.
pub(in crate::app) fn hint(kind: MapKind, empty: bool) -> &'static str {
    match (kind, empty) {
        (MapKind::Actors, true) => "Type here: H&M Foundation #funder !4 ?5, or A -> B : funds",
        (MapKind::Causal, true) => "Type here: Policy pressure -> Supplier audits + delay",
        (MapKind::Issues, true) => "Type here: No land #political, or Issue -> Issue +",
        (MapKind::Actors, false) => "Type an actor, or  A -> B  to link",
        (MapKind::Causal, false) => "Type a variable, or  A -> B +",
        (MapKind::Issues, false) => "Type an issue, or  A -> B +",
    }
}

/// The field and its key cap, as wide as there is room in the row. Its keys are read before it sees them.
pub(in crate::app) fn field_ui(ui: &mut Ui, app: &mut App, hint: &str, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let id = field_id();
    if std::mem::take(&mut app.capture.wanted) {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    let focused = ui.memory(|memory| memory.has_focus(id));
    if focused {
        keys(ui, app, actions);
    }
    let cap = if focused { "Enter" } else { "/" };
    let cap_width = if focused { 46.0 } else { 28.0 };
    let width = (ui.available_width() - cap_width).max(40.0);
    let hint_job =
        fonts::elided(fonts::text(hint, type_size::BODY.0, Weight::Regular, color(t.text3)), width - 4.0, 1);
    let font = fonts::format(type_size::BODY.0, Weight::Regular, color(t.text)).font_id;
    let before = app.capture.text.clone();
    let shown = TextEdit::singleline(&mut app.capture.text)
        .id(id)
        .font(font)
        .hint_text(hint_job)
        .frame(egui::Frame::NONE)
        .lock_focus(true)
        .desired_width(width)
        .show(ui);
    if app.capture.text != before {
        app.capture.typed();
    }
    let response = shown.response.response;
    ui.accesskit_node_builder(response.id, |node| node.set_label(NAME));
    app.capture.focused = response.has_focus();
    if !focused {
        let tip = "Type names, ties and tags: H&M Foundation #funder !4 ?5 · A -> B : funds 3 · A -- B · A -> B + delay";
        widgets::tip(response, tip, Some("/"));
    }
    widgets::key_cap(ui, cap);
}

/// Enter, Tab, Up, Down and pasting, while the line has the keyboard.
fn keys(ui: &Ui, app: &mut App, actions: &mut Vec<Action>) {
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if pressed(Modifiers::COMMAND, Key::Enter) {
        actions.push(Action::EnterCapture { unite: true, again: false });
    }
    if pressed(Modifiers::NONE, Key::Enter) {
        actions.push(Action::EnterCapture { unite: false, again: false });
    }
    if pressed(Modifiers::SHIFT, Key::Tab) {
        ui.memory_mut(|memory| memory.surrender_focus(field_id()));
    } else if pressed(Modifiers::NONE, Key::Tab) {
        actions.push(Action::EnterCapture { unite: false, again: true });
    }
    for (key, way) in [(Key::ArrowUp, Walk::Earlier), (Key::ArrowDown, Walk::Later)] {
        if pressed(Modifiers::NONE, key) {
            app.capture.walk(way);
            cursor_to_end(ui.ctx(), app);
        }
    }
    // Several lines, or cells, are more than the field can show: they are made at once.
    let pasted = ui.input_mut(|input| {
        let at = input.events.iter().position(
            |event| matches!(event, Event::Paste(text) if text.trim_end().contains(['\n', '\r', '\t'])),
        );
        at.map(|at| input.events.remove(at))
    });
    if let Some(Event::Paste(text)) = pasted {
        actions.push(Action::PasteText(text));
    }
}

/// The cursor stands behind the text that was put into the line.
pub(in crate::app) fn cursor_to_end(ctx: &egui::Context, app: &App) {
    let mut state = egui::text_edit::TextEditState::load(ctx, field_id()).unwrap_or_default();
    let end = egui::text::CCursor::new(app.capture.text.chars().count());
    state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
    state.store(ctx, field_id());
}

/// The ring around the bar while the line has the keyboard.
pub(in crate::app) fn ring(ui: &Ui, app: &App, rect: Rect) {
    if app.capture.focused {
        let ring = Stroke::new(2.0, color(tokens(ui).selection));
        ui.painter().rect_stroke(rect, corners(radius::BAR), ring, StrokeKind::Inside);
    }
}

/// What Enter would make, in words above the bar; why it cannot, and what may be meant instead.
pub(in crate::app) fn words_ui(
    ui: &mut Ui,
    app: &mut App,
    bar: Rect,
    canvas: Rect,
    actions: &mut Vec<Action>,
) {
    if !app.capture.focused {
        return;
    }
    let t = tokens(ui);
    let empty = app.capture.text.trim().is_empty();
    let said = app.capture_words();
    let (icon, ink, words, unites) = match said {
        Some(Said::Would(words)) => (Icon::Plus, t.text2, words, false),
        Some(Said::Cannot(words)) => (Icon::NotePencil, t.warn, words, false),
        Some(Said::Near { typed, known, would }) => {
            (Icon::Question, t.warn, format!("Did you mean “{known}” by “{typed}”? {would}"), true)
        }
        Some(Said::Done(words)) => (Icon::Check, t.success, words, false),
        None if empty => {
            let words = "Enter adds, Tab goes on from the last source, ↑ brings earlier lines, Esc leaves";
            (Icon::Keyboard, t.text3, words.to_owned(), false)
        }
        None => return,
    };
    let most = (canvas.width() - 32.0).clamp(120.0, 720.0);
    let button = if unites { 152.0 } else { 0.0 };
    let job = fonts::text(&words, type_size::SMALL.0, Weight::Medium, color(ink));
    let job = fonts::elided(job, most - 44.0 - button, 1);
    let galley = fonts::galley(ui, job.clone());
    let width = galley.size().x + 44.0 + button;
    let corner =
        pos2(bar.left().min(canvas.right() - 16.0 - width).max(canvas.left() + 16.0), bar.top() - 6.0 - 32.0);
    let rect = Rect::from_min_size(corner, vec2(width, 32.0));
    let response = ui.interact(rect, ui.id().with("capture words"), egui::Sense::click());
    ui.painter().add(theme::shadow(t).as_shape(rect, corners(radius::CARD)));
    let rim = Stroke::new(1.0, color(t.border));
    ui.painter().rect(rect, corners(radius::CARD), color(t.raised), rim, StrokeKind::Inside);
    widgets::glyph(ui, pos2(rect.left() + 18.0, rect.center().y), icon.char(), 14.0, color(ink));
    widgets::text_at(ui, pos2(rect.left() + 32.0, rect.center().y), egui::Align2::LEFT_CENTER, job);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Label, true, &words));
    if galley.elided {
        response.on_hover_text(&words);
    }
    if unites {
        let place = Rect::from_min_max(pos2(rect.right() - button, rect.top()), rect.max - vec2(8.0, 0.0));
        let layout = Layout::right_to_left(Align::Center);
        let mut row = ui.new_child(UiBuilder::new().id_salt("unite").max_rect(place).layout(layout));
        widgets::keys(&mut row, "Ctrl+Enter");
        let unite = widgets::link_button(&mut row, "Use it", false);
        if widgets::tip(unite, "Use the name that is there", Some("Ctrl+Enter")).clicked() {
            actions.push(Action::EnterCapture { unite: true, again: false });
        }
    }
}

/// What Enter would make, faintly, where it would stand; a ring around what it joins.
pub(super) fn ghosts(ui: &Ui, app: &mut App, eye: Eye) {
    if !app.capture.focused {
        return;
    }
    let Some(draft) = app.capture_draft() else { return };
    let Some(scene) = &draft.ghosts else { return };
    let t = tokens(ui);
    let mut marks = Vec::new();
    for link in scene.links.iter().filter(|link| draft.new_links.contains(&link.id)) {
        draw::link(link, State::default(), t, &mut marks);
        draw::link_sign(link, State::default(), t, &mut marks);
    }
    for element in scene.elements.iter().filter(|element| draft.new_elements.contains(&element.id)) {
        draw::element(element, State::default(), t, &mut marks);
    }
    let mut painter = ui.painter().clone();
    painter.set_opacity(GHOST);
    painter.extend(paint::shapes(ui.ctx(), eye, &marks));
    let accent = Stroke::new(1.5, color(t.accent));
    for element in &scene.elements {
        let around = Rect::from_two_pos(
            eye.to_screen(element.bounds.origin()),
            eye.to_screen(kurbo::Point::new(element.bounds.x1, element.bounds.y1)),
        )
        .expand(4.0);
        let corner = [
            around.left_top(),
            around.right_top(),
            around.right_bottom(),
            around.left_bottom(),
            around.left_top(),
        ];
        if draft.new_elements.contains(&element.id) {
            painter.extend(egui::Shape::dashed_line(&corner, accent, 5.0, 4.0));
        } else {
            ui.painter().rect_stroke(around, corners(radius::CARD), accent, StrokeKind::Outside);
        }
    }
}
