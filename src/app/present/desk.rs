//! The presenter's window: the slide that the audience sees, the next one, the note, the time, and the controls.

use std::sync::Arc;

use egui::{Align, Align2, Layout, Rect, Sense, Stroke, StrokeKind, Ui, UiBuilder, pos2, vec2};

use super::{Hand, PresentAction, notes, stage};
use crate::app::App;
use crate::app::action::Action;
use crate::app::canvas::{capture_field, capture_hint, capture_ring, capture_words, floating_bar};
use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, corners, tokens};
use crate::app::widgets;
use crate::model::{MapKind, Step};
use crate::scene::icon::Icon;
use crate::scene::tokens::{radius, type_size};

/// The shape of the screen that the previews show.
const SHAPE: f64 = 16.0 / 9.0;
/// How high the bar at the top is.
const BAR: f32 = 52.0;
const GUTTER: f32 = 16.0;

/// The presenter's window.
pub(super) fn desk_ui(ui: &mut Ui, app: &mut App, steps: &[Step], actions: &mut Vec<Action>) {
    let window = ui.max_rect();
    let t = tokens(ui);
    ui.painter().rect_filled(window, 0.0, color(t.canvas));
    let Some((at, note_size)) = app.show.as_ref().map(|show| (show.at, show.note_size)) else { return };
    bar_ui(ui, app, steps.len(), Rect::from_min_size(window.min, vec2(window.width(), BAR)), actions);
    // Below the slide: buttons, capture line, steps, and the line at the foot.
    let below = 24.0 + 32.0 + 12.0 + 42.0 + 24.0 + 64.0 + 16.0 + 40.0;
    let top = window.top() + BAR + 18.0;
    let room = (window.bottom() - below - top).max(120.0);
    let wide = (window.width() * 0.66).min(room * SHAPE as f32).max(240.0);
    let slide = Rect::from_min_size(pos2(window.left() + GUTTER, top), vec2(wide, wide / SHAPE as f32));
    slide_ui(ui, app, at, slide);
    let row = Rect::from_min_size(slide.left_bottom() + vec2(0.0, 24.0), vec2(wide, 32.0));
    controls_ui(ui, app, row, actions);
    let line = Rect::from_min_size(row.left_bottom() + vec2(0.0, 12.0), vec2(wide, 42.0));
    line_ui(ui, app, line, slide, actions);
    let foot = Rect::from_min_max(pos2(window.left() + GUTTER, window.bottom() - 36.0), window.max);
    let strip = Rect::from_min_max(
        pos2(slide.left(), line.bottom() + 24.0),
        pos2(window.right() - GUTTER, (line.bottom() + 88.0).min(foot.top() - 12.0)),
    );
    strip_ui(ui, steps, at, strip, actions);
    foot_ui(ui, app, at, foot);
    let beside = Rect::from_min_max(
        pos2(slide.right() + GUTTER, top),
        pos2(window.right() - GUTTER, strip.top() - 12.0),
    );
    side_ui(ui, app, steps, (at, note_size), beside, actions);
}

/// "12:38".
fn clock(seconds: f64) -> String {
    let whole = seconds.max(0.0) as u64;
    format!("{:02}:{:02}", whole / 60, whole % 60)
}

fn bar_ui(ui: &mut Ui, app: &App, count: usize, bar: Rect, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let Some(show) = &app.show else { return };
    ui.painter().rect_filled(bar, 0.0, color(t.panel));
    let inside = bar.shrink2(vec2(GUTTER, 0.0));
    let left = Layout::left_to_right(Align::Center);
    let mut row = ui.new_child(UiBuilder::new().id_salt("title").max_rect(inside).layout(left));
    widgets::label(&mut row, &app.session.title(), type_size::TITLE, Weight::SemiBold, t.text);
    let said = "Presenting in the second window";
    widgets::label(&mut row, said, type_size::BODY, Weight::Regular, t.text3);
    let right = Layout::right_to_left(Align::Center);
    let mut row = ui.new_child(UiBuilder::new().id_salt("time").max_rect(inside).layout(right));
    let leave = widgets::button(&mut row, Some(Icon::X.char()), "Leave");
    if widgets::tip(leave, "End the presentation", Some("Esc")).clicked() {
        actions.push(Action::Present(PresentAction::Leave));
    }
    let time = chrono::Local::now().format("%H:%M").to_string();
    widgets::label(&mut row, &time, type_size::BODY, Weight::Regular, t.text3);
    row.add_space(4.0);
    for (icon, name, by) in [(Icon::Plus, "Five minutes more", 5.0), (Icon::Minus, "Five minutes less", -5.0)]
    {
        if widgets::icon_button(&mut row, icon.char(), name, None).clicked() {
            actions.push(Action::Present(PresentAction::Minutes(show.minutes + by)));
        }
    }
    let of = format!("of {}", clock(show.minutes * 60.0));
    widgets::label(&mut row, &of, type_size::BODY, Weight::Regular, t.text3);
    let gone = row.input(|input| input.time) - show.began;
    let over = gone > show.minutes * 60.0;
    let ink = if over { t.danger } else { t.text };
    let job = fonts::mono(&clock(gone), 22.0, true, color(ink));
    let size = fonts::galley(&row, job.clone()).size();
    let (rect, response) = row.allocate_exact_size(size, Sense::click());
    widgets::text_at(&row, rect.left_center(), Align2::LEFT_CENTER, job);
    response
        .widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, "Start the clock anew"));
    if widgets::tip(response, "Start the clock anew", Some("R")).clicked() {
        actions.push(Action::Present(PresentAction::Restart));
    }
    let step = format!("Step {} of {count}", show.at + 1);
    widgets::label(&mut row, &step, type_size::BODY, Weight::Regular, t.text2);
    widgets::hairline(ui, bar.left_bottom(), bar.right_bottom());
    let share = (gone / (show.minutes * 60.0)).clamp(0.0, 1.0) as f32;
    let line = Rect::from_min_size(bar.left_bottom() - vec2(0.0, 1.0), vec2(bar.width() * share, 2.0));
    ui.painter().rect_filled(line, 0.0, color(if over { t.danger } else { t.accent }));
    ui.ctx().request_repaint_after_secs((1.0 - gone.fract()) as f32);
}

/// The slide in front. The pointer acts on it as on the audience's.
fn slide_ui(ui: &mut Ui, app: &mut App, at: usize, rect: Rect) {
    let t = tokens(ui);
    let live = app.live();
    let Some(slide) = app.slide_of(at, SHAPE, &live) else { return };
    if app.show.as_ref().is_some_and(|show| show.blank) {
        ui.painter().rect_filled(rect, corners(radius::CARD), egui::Color32::BLACK);
        let said = fonts::text("Blank: B shows the slide again", 13.0, Weight::Medium, egui::Color32::WHITE);
        widgets::text_at(ui, rect.center(), Align2::CENTER_CENTER, said);
    } else {
        if let Some(show) = &mut app.show {
            stage::still_ui(ui, rect, &slide, &mut show.pictures);
        }
        stage::hand_ui(ui, app, rect, &slide);
    }
    let rim = Stroke::new(2.0, color(t.accent));
    ui.painter().rect_stroke(rect.expand(1.0), corners(4.0), rim, StrokeKind::Outside);
}

fn controls_ui(ui: &mut Ui, app: &App, row: Rect, actions: &mut Vec<Action>) {
    /// Narrower rows have no room for the keys; the tips say them too.
    const ROOMY: f32 = 760.0;
    let Some(show) = &app.show else { return };
    let roomy = row.width() >= ROOMY;
    let mut left = ui.new_child(
        UiBuilder::new().id_salt("moves").max_rect(row).layout(Layout::left_to_right(Align::Center)),
    );
    for (icon, name, key, action) in [
        (Icon::CaretLeft, "Back", "←", PresentAction::Back),
        (Icon::CaretRight, "Next", "Space", PresentAction::Next),
    ] {
        let button = widgets::button(&mut left, Some(icon.char()), name);
        if roomy {
            widgets::key_cap(&mut left, key);
            left.add_space(6.0);
        }
        if widgets::tip(button, name, Some(key)).clicked() {
            actions.push(Action::Present(action));
        }
    }
    let mut right = ui.new_child(
        UiBuilder::new().id_salt("hands").max_rect(row).layout(Layout::right_to_left(Align::Center)),
    );
    let tools = [
        (
            Icon::MagnifyingGlass,
            "Spotlight",
            "S",
            PresentAction::Take(Hand::Spotlight),
            show.hand == Hand::Spotlight,
        ),
        (Icon::EyeSlash, "Blank", "B", PresentAction::Blank, show.blank),
        (Icon::PencilSimple, "Ink", "I", PresentAction::Take(Hand::Ink), show.hand == Hand::Ink),
        (Icon::Cursor, "Laser", "L", PresentAction::Take(Hand::Laser), show.hand == Hand::Laser),
    ];
    for (icon, name, key, action, on) in tools {
        if roomy {
            right.add_space(6.0);
            widgets::key_cap(&mut right, key);
        }
        let chip = widgets::icon_chip(&mut right, Some(icon.char()), name, on);
        if widgets::tip(chip, name, Some(key)).clicked() {
            actions.push(Action::Present(action));
        }
    }
}

/// The capture line of the desk: what the audience calls out goes into the map.
fn line_ui(ui: &mut Ui, app: &mut App, rect: Rect, over: Rect, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let rim = Stroke::new(1.0, color(t.control));
    ui.painter().rect(rect, corners(radius::BAR), color(t.sunken), rim, StrokeKind::Inside);
    let inside = rect.shrink2(vec2(12.0, 0.0));
    let layout = Layout::left_to_right(Align::Center);
    let mut row = ui.new_child(UiBuilder::new().id_salt("line").max_rect(inside).layout(layout));
    let hint = capture_hint(kind_in_front(app), false);
    capture_field(&mut row, app, hint, actions);
    capture_ring(ui, app, rect);
    capture_words(ui, app, rect, over.union(rect), actions);
}

/// The capture line over a slide that fills the window, while it is used.
pub(super) fn capture_over(ui: &mut Ui, app: &mut App, window: Rect, actions: &mut Vec<Action>) {
    if !app.capture.focused && !app.capture.wanted {
        return;
    }
    let width = (window.width() * 0.6).min(720.0);
    let rect = Rect::from_min_size(
        pos2(window.center().x - width / 2.0, window.bottom() - 24.0 - 48.0),
        vec2(width, 48.0),
    );
    let hint = capture_hint(kind_in_front(app), false);
    floating_bar(ui, "capture while presenting", rect, |ui| {
        ui.add_space(6.0);
        capture_field(ui, app, hint, actions);
    });
    capture_ring(ui, app, rect);
    capture_words(ui, app, rect, window, actions);
}

fn kind_in_front(app: &App) -> MapKind {
    let project = app.session.history.project();
    app.view.map.as_ref().and_then(|map| project.maps.get(map)).map_or(MapKind::Actors, |map| map.kind())
}

/// Every step as a card; a click goes there.
fn strip_ui(ui: &mut Ui, steps: &[Step], at: usize, strip: Rect, actions: &mut Vec<Action>) {
    const LEAST: f32 = 132.0;
    let t = tokens(ui);
    let count = steps.len().max(1) as f32;
    let width = ((strip.width() - 8.0 * (count - 1.0)) / count).max(LEAST);
    let mut child = ui.new_child(UiBuilder::new().id_salt("strip").max_rect(strip));
    egui::ScrollArea::horizontal().id_salt("steps").show(&mut child, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            for (number, step) in steps.iter().enumerate() {
                let (rect, response) =
                    ui.push_id(number, |ui| ui.allocate_exact_size(vec2(width, 60.0), Sense::click())).inner;
                let now = number == at;
                let (fill, rim) = if now { (t.accent_soft, t.accent) } else { (t.raised, t.border) };
                let fill = if response.hovered() && !now { t.hover } else { fill };
                let rim = Stroke::new(1.0, color(rim));
                ui.painter().rect(rect, corners(radius::BUTTON), color(fill), rim, StrokeKind::Inside);
                let state = match number.cmp(&at) {
                    std::cmp::Ordering::Less => "done",
                    std::cmp::Ordering::Equal => "now",
                    std::cmp::Ordering::Greater if number == at + 1 => "next",
                    std::cmp::Ordering::Greater => "",
                };
                let small =
                    |text: &str| fonts::text(text, type_size::MICRO.0, Weight::Medium, color(t.text3));
                let top = rect.top() + 18.0;
                let label = (number + 1).to_string();
                widgets::text_at(ui, pos2(rect.left() + 12.0, top), Align2::LEFT_CENTER, small(&label));
                widgets::text_at(ui, pos2(rect.right() - 12.0, top), Align2::RIGHT_CENTER, small(state));
                let ink = if number < at { t.text3 } else { t.text };
                let job = fonts::text(&step.title, type_size::SMALL.0, Weight::SemiBold, color(ink));
                let job = fonts::elided(job, width - 24.0, 1);
                widgets::text_at(
                    ui,
                    pos2(rect.left() + 12.0, rect.bottom() - 20.0),
                    Align2::LEFT_CENTER,
                    job,
                );
                widgets::focus_ring(ui, &response, rect, radius::BUTTON);
                if now {
                    response.scroll_to_me(None);
                }
                response.widget_info(|| {
                    let name = format!("Go to step {}: {}", number + 1, step.title);
                    egui::WidgetInfo::selected(egui::WidgetType::Button, true, now, name)
                });
                if widgets::tip(response, &step.title, None).clicked() {
                    actions.push(Action::Present(PresentAction::To(number)));
                }
            }
        });
    });
}

/// What the audience sees, and whether what came in is saved.
fn foot_ui(ui: &mut Ui, app: &App, at: usize, foot: Rect) {
    let t = tokens(ui);
    let inside = Rect::from_min_max(foot.min, pos2(foot.right() - GUTTER, foot.bottom()));
    widgets::hairline(ui, inside.left_top(), inside.right_top());
    let middle = inside.center().y;
    widgets::glyph(ui, pos2(inside.left() + 8.0, middle), Icon::Presentation.char(), 16.0, color(t.text3));
    let said = format!("Audience sees step {}, projector theme", at + 1);
    let job = fonts::text(&said, type_size::SMALL.0, Weight::Regular, color(t.text2));
    widgets::text_at(ui, pos2(inside.left() + 26.0, middle), Align2::LEFT_CENTER, job);
    let Some(show) = &app.show else { return };
    let made = app.session.history.revision().saturating_sub(show.revision);
    if made > 0 {
        let edits = if made == 1 { "1 edit".to_owned() } else { format!("{made} edits") };
        let (said, ink) = if app.session.has_unsaved_work() {
            (format!("{edits} made while presenting, not saved yet: Ctrl+S"), t.warn)
        } else {
            (format!("{edits} made while presenting, saved"), t.success)
        };
        let job = fonts::text(&said, type_size::SMALL.0, Weight::Medium, color(ink));
        widgets::text_at(ui, pos2(inside.right(), middle), Align2::RIGHT_CENTER, job);
    }
}

/// The next slide and the note.
fn side_ui(
    ui: &mut Ui,
    app: &mut App,
    steps: &[Step],
    (at, note_size): (usize, f32),
    side: Rect,
    actions: &mut Vec<Action>,
) {
    let t = tokens(ui);
    let project = Arc::clone(app.session.history.project());
    let mut column = ui.new_child(UiBuilder::new().id_salt("side").max_rect(side));
    column.set_clip_rect(side.expand(2.0).intersect(ui.clip_rect()));
    let ui = &mut column;
    let next = steps.get(at + 1);
    let said =
        next.map_or_else(|| "This is the last step".to_owned(), |step| format!("Next: {}", step.title));
    widgets::label(ui, &said, type_size::SMALL, Weight::SemiBold, t.text3);
    ui.add_space(4.0);
    if next.is_some() {
        let live = app.live();
        let high = (side.width() / SHAPE as f32).min(side.height() * 0.45);
        let (rect, _) = ui.allocate_exact_size(vec2(high * SHAPE as f32, high), Sense::hover());
        if let (Some(slide), Some(show)) = (app.slide_of(at + 1, SHAPE, &live), &mut app.show) {
            stage::still_ui(ui, rect, &slide, &mut show.pictures);
        }
        let rim = Stroke::new(1.0, color(t.border));
        ui.painter().rect_stroke(rect, corners(2.0), rim, StrokeKind::Outside);
    }
    ui.add_space(14.0);
    let y = ui.cursor().top();
    widgets::hairline(ui, pos2(side.left(), y), pos2(side.right(), y));
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        widgets::label(ui, "Note for this step", type_size::SMALL, Weight::SemiBold, t.text3);
        for (icon, name, by) in [(Icon::Minus, "Smaller note", -2.0), (Icon::TextAa, "Larger note", 2.0)] {
            if widgets::icon_button(ui, icon.char(), name, None).clicked() {
                actions.push(Action::Present(PresentAction::NoteSize(note_size + by)));
            }
        }
    });
    ui.add_space(4.0);
    let notes = steps.get(at).map_or("", |step| step.notes.as_str());
    egui::ScrollArea::vertical().id_salt(("note", at)).auto_shrink([false, false]).show(ui, |ui| {
        if notes.trim().is_empty() {
            let said = "No note. Write one in the story panel; **bold** and [names](#) work.";
            widgets::paragraph(ui, said, type_size::BODY, Weight::Regular, t.text3);
        }
        notes::notes_ui(ui, &project, notes, note_size, actions);
    });
}
