//! The chips at the top left of the map: whatever dims part of it is named there and can be cleared there.

use egui::{Align, Layout, Rect, Ui, UiBuilder, vec2};

use super::{filter_sheet, views_menu};
use crate::analysis::TraceWay;
use crate::app::App;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::encoding::encoding_chips;
use crate::app::fonts::{self, Weight};
use crate::app::reading::answers::{is_causal, links, paths_sentence};
use crate::app::reading::{Between, Focus, Lit, Reading, Tracing, fields};
use crate::app::theme::{color, tokens};
use crate::app::view_state::Panel;
use crate::app::widgets::{self, Segment};
use crate::model::{ElementId, Project, Side};
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// How far the chips stay from the edge of the canvas.
const INSET: f32 = 12.0;
/// A name in a chip is cut after so many characters.
const NAME: usize = 28;

/// The row of chips, on more lines where it is long. Gives where it ends below.
pub(super) fn chips_ui(ui: &mut Ui, app: &mut App, canvas: Rect, actions: &mut Vec<Action>) -> f32 {
    let row = Rect::from_min_size(canvas.min + vec2(16.0, INSET), vec2(canvas.width() - 32.0, 28.0));
    let layout = Layout::left_to_right(Align::Center).with_main_wrap(true);
    let mut row = ui.new_child(UiBuilder::new().id(ui.id().with("chips")).max_rect(row).layout(layout));
    row.spacing_mut().item_spacing = vec2(8.0, 6.0);
    let before = app.view.reading().into_owned();
    let mut reading = before.clone();
    encoding_chips(&mut row, app, true, actions);
    // What opens something stands first, so that it stays in its place while chips come and go.
    filter_sheet::filter_chip(&mut row, app, &mut reading.filter);
    views_menu::views_chip(&mut row, app, actions);
    let count = active_chips(&mut row, app, &mut reading, actions);
    if count > 1 {
        let clear = widgets::link_button(&mut row, "Clear all", false);
        let keys = Command::ShowAll.keys_text();
        if widgets::tip(clear, "Show everything", keys.as_deref()).clicked() {
            actions.push(Action::Run(Command::ShowAll));
        }
    }
    if reading != before {
        actions.push(Action::Read(reading));
    }
    row.min_rect().bottom()
}

/// A chip for each thing that dims part of the map. Gives how many there are.
fn active_chips(ui: &mut Ui, app: &App, reading: &mut Reading, actions: &mut Vec<Action>) -> usize {
    spotlight_chip(ui, app, actions)
        + focus_chip(ui, app, reading)
        + between_chip(ui, app, reading, actions)
        + tracing_chip(ui, app, reading, actions)
        + filter_chips(ui, app, reading)
}

/// The chips of what dims part of the map, for faces that show the same dimmed.
pub(in crate::app) fn reading_chips(ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
    let before = app.view.reading().into_owned();
    let mut reading = before.clone();
    active_chips(ui, app, &mut reading, actions);
    if reading != before {
        actions.push(Action::Read(reading));
    }
}

/// A name that fits into a chip.
fn short(project: &Project, id: &ElementId) -> String {
    let name = project.name_of(id);
    match name.char_indices().nth(NAME) {
        Some((end, _)) => format!("{}…", name.get(..end).unwrap_or_default().trim_end()),
        None => name,
    }
}

fn spotlight_chip(ui: &mut Ui, app: &App, actions: &mut Vec<Action>) -> usize {
    let project = app.session.history.project();
    let map = app.view.map.as_ref().and_then(|map| project.maps.get(map));
    let shown = app.view.spotlight.as_ref().zip(map);
    let Some(lit) = shown.filter(|(lit, map)| Lit::of_spotlight(project, map, lit).is_some()) else {
        return 0;
    };
    let text = format!("Showing {}, rest dimmed", lit.0.title);
    if widgets::clear_chip(ui, Some(Icon::Eye.char()), &text).clicked() {
        actions.push(Action::Light(None));
        actions.push(Action::Activate(None));
    }
    1
}

fn focus_chip(ui: &mut Ui, app: &App, reading: &mut Reading) -> usize {
    let Some(Focus { around, steps, side }) = reading.focus.clone() else { return 0 };
    let project = app.session.history.project();
    let whom = match around.first() {
        Some(id) if around.len() == 1 => short(project, id),
        _ => format!("{} elements", around.len()),
    };
    let text = if steps == 0 { format!("Only {whom}") } else { format!("Within {} of {whom}", links(steps)) };
    if widgets::clear_chip(ui, Some(Icon::CrosshairSimple.char()), &text).clicked() {
        reading.focus = None;
        return 1;
    }
    let segments = [
        Segment { value: Side::In, icon: Some(Icon::ArrowLeft.char()), label: "What leads to it" },
        Segment { value: Side::Both, icon: Some(Icon::ArrowsLeftRight.char()), label: "Both ways" },
        Segment { value: Side::Out, icon: Some(Icon::ArrowRight.char()), label: "What it leads to" },
    ];
    let mut chosen = side;
    widgets::segmented(ui, &segments, &mut chosen, false);
    if chosen != side {
        reading.focus = Some(Focus { around, steps, side: chosen });
    }
    1
}

fn between_chip(ui: &mut Ui, app: &App, reading: &mut Reading, actions: &mut Vec<Action>) -> usize {
    let Some(between) = reading.between.clone() else { return 0 };
    let project = app.session.history.project();
    let causal = is_causal(project, &between);
    let sentence =
        app.answers().paths.as_deref().map(|paths| paths_sentence(paths, causal)).unwrap_or_default();
    let arrow = if causal { "→" } else { "–" };
    let text =
        format!("{} {arrow} {}: {sentence}", short(project, &between.from), short(project, &between.to));
    if widgets::clear_chip(ui, Some(Icon::Path.char()), &text).clicked() {
        reading.between = None;
        return 1;
    }
    let shortest = widgets::chip(ui, "Shortest", between.shortest);
    if widgets::tip(shortest, "Light only the shortest paths", None).clicked() {
        reading.between = Some(Between { shortest: !between.shortest, ..between.clone() });
    }
    if causal && widgets::icon_button(ui, Icon::ArrowsLeftRight.char(), "The other way", None).clicked() {
        reading.between = Some(Between { from: between.to.clone(), to: between.from.clone(), ..between });
    }
    if app.view.panel != Some(Panel::Trace)
        && widgets::icon_button(ui, Icon::ListBullets.char(), "List the paths", None).clicked()
    {
        actions.push(Action::TogglePanel(Panel::Trace));
    }
    1
}

fn tracing_chip(ui: &mut Ui, app: &App, reading: &mut Reading, actions: &mut Vec<Action>) -> usize {
    let Some(Tracing { root, way, depth }) = reading.tracing.clone() else { return 0 };
    let what = match way {
        TraceWay::Causes => "Causes",
        TraceWay::Uses => "Uses",
    };
    let name = short(app.session.history.project(), &root);
    let text = format!("{what} of {name}, {} deep", links(depth));
    if widgets::clear_chip(ui, Some(Icon::TreeStructure.char()), &text).clicked() {
        reading.tracing = None;
        return 1;
    }
    if app.view.panel != Some(Panel::Trace)
        && widgets::icon_button(ui, Icon::ListBullets.char(), "Show the tree", None).clicked()
    {
        actions.push(Action::TogglePanel(Panel::Trace));
    }
    1
}

fn filter_chips(ui: &mut Ui, app: &App, reading: &mut Reading) -> usize {
    let project = app.session.history.project();
    let mut count = 0;
    for field in fields::Field::ALL {
        let Some(text) = fields::text(project, &reading.filter, field) else { continue };
        count += 1;
        if widgets::clear_chip(ui, Some(Icon::FunnelSimple.char()), &text).clicked() {
            fields::clear(&mut reading.filter, field);
        }
    }
    count
}

/// Where nothing of the map is lit: a sentence, and a button that clears.
pub(super) fn nothing_lit_ui(ui: &mut Ui, app: &App, canvas: Rect, actions: &mut Vec<Action>) {
    if !app.answers().is_all_dimmed {
        return;
    }
    let t = tokens(ui);
    let title = if app.view.reading().filter.is_empty() {
        "Nothing here is in all of what the chips name"
    } else {
        "Nothing on this map passes the filter"
    };
    let size = vec2(420.0_f32.min(canvas.width() - 32.0), 128.0);
    let rect = Rect::from_center_size(canvas.center() - vec2(0.0, 20.0), size);
    super::bars::floating(ui, "nothing lit", rect);
    let job = fonts::text(title, type_size::TITLE.0, Weight::SemiBold, color(t.text));
    let at = rect.center_top() + vec2(0.0, 30.0);
    widgets::text_at(ui, at, egui::Align2::CENTER_CENTER, job);
    let job =
        fonts::text("Everything is still there, dimmed.", type_size::BODY.0, Weight::Regular, color(t.text2));
    widgets::text_at(ui, at + vec2(0.0, 24.0), egui::Align2::CENTER_CENTER, job);
    let place = Rect::from_center_size(rect.center_bottom() - vec2(0.0, 34.0), vec2(size.x - 48.0, 32.0));
    let layout = Layout::top_down(Align::Center);
    let mut column = ui.new_child(UiBuilder::new().id_salt("clear").max_rect(place).layout(layout));
    let button = widgets::primary_button(&mut column, Some(Icon::Eye.char()), "Show everything");
    if widgets::tip(button, "Clear filters, focus and what is lit", Command::ShowAll.keys_text().as_deref())
        .clicked()
    {
        actions.push(Action::Run(Command::ShowAll));
    }
    let said = ui.interact(rect, ui.id().with("nothing lit"), egui::Sense::hover());
    said.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Label, true, title));
}
