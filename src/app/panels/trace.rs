//! The panel that traces: the causes or uses of a variable as a tree, or the paths between two elements as a list.

use egui::{Align2, Sense, Ui, pos2, vec2};

use crate::analysis::{Again, Path, PathLimitKind, Paths, TraceRow, TraceWay};
use crate::app::App;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::fonts::{self, Weight};
use crate::app::reading::answers::{is_causal, links, paths_sentence};
use crate::app::reading::{Between, Reading, Tracing};
use crate::app::theme::{color, corners, tokens};
use crate::app::view_state::{Panel, Spotlight};
use crate::app::widgets::{self, Segment, SignMark};
use crate::model::{Polarity, Project};
use crate::scene::icon::Icon;
use crate::scene::tokens::{radius, type_size};

/// How many rows the panel paints.
const MOST_ROWS: usize = 400;
const ROW: f32 = 28.0;
/// How far a row goes in for each link from the root.
const STEP: f32 = 16.0;

/// The panel.
pub(super) fn trace_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    let reading = app.view.reading().into_owned();
    match (&reading.between, &reading.tracing) {
        (Some(between), _) => paths_ui(ui, app, between, actions),
        (None, Some(tracing)) => tree_ui(ui, app, tracing, &reading, actions),
        (None, None) => nothing_ui(ui, app, actions),
    }
}

fn nothing_ui(ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
    head(ui, "Trace", "", actions);
    super::body(ui, "trace", 16.0, |ui| {
        super::empty(
            ui,
            "Select a variable to see what moves it and what it moves, or two elements to see how one leads to the other.",
        );
        ui.add_space(12.0);
        for command in [Command::CausesTree, Command::UsesTree, Command::PathsBetween] {
            let enabled = app.is_enabled(command);
            let button =
                ui.add_enabled_ui(enabled, |ui| widgets::button(ui, None, command.entry().label)).inner;
            if button.clicked() {
                actions.push(Action::Run(command));
            }
            ui.add_space(6.0);
        }
    });
}

/// The title, a note, and the button that closes the panel, which has no place on the rail.
fn head(ui: &mut Ui, title: &str, note: &str, actions: &mut Vec<Action>) {
    let top = ui.cursor().min;
    let width = ui.available_width();
    let inside = egui::Rect::from_min_size(top, vec2(width - 28.0, 44.0));
    ui.scope_builder(egui::UiBuilder::new().max_rect(inside), |ui| super::header(ui, title, note));
    let place = egui::Rect::from_min_size(top + vec2(width - 36.0, 8.0), vec2(28.0, 28.0));
    let mut corner = ui.new_child(egui::UiBuilder::new().id_salt("close").max_rect(place));
    if widgets::icon_button(&mut corner, Icon::X.char(), "Close this panel", None).clicked() {
        actions.push(Action::TogglePanel(Panel::Trace));
    }
}

fn tree_ui(ui: &mut Ui, app: &App, tracing: &Tracing, reading: &Reading, actions: &mut Vec<Action>) {
    let project = std::sync::Arc::clone(app.session.history.project());
    let title = match tracing.way {
        TraceWay::Causes => "Causes",
        TraceWay::Uses => "Uses",
    };
    head(ui, title, &links(tracing.depth), actions);
    let mut chosen = tracing.clone();
    ui.horizontal(|ui| {
        ui.add_space(12.0);
        ui.spacing_mut().item_spacing.x = 8.0;
        let ways = [
            Segment { value: TraceWay::Causes, icon: None, label: "Causes" },
            Segment { value: TraceWay::Uses, icon: None, label: "Uses" },
        ];
        widgets::segmented(ui, &ways, &mut chosen.way, true);
        ui.add_space(4.0);
        if widgets::icon_button(ui, Icon::Minus.char(), "Less deep", None).clicked() {
            chosen.depth = tracing.depth.saturating_sub(1).max(1);
        }
        if widgets::icon_button(ui, Icon::Plus.char(), "Deeper", None).clicked() {
            chosen.depth = (tracing.depth + 1).min(99);
        }
    });
    ui.add_space(8.0);
    let rows = app.answers().trace.clone();
    super::body(ui, "trace", 4.0, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (number, row) in rows.iter().flat_map(|trace| &trace.rows).take(MOST_ROWS).enumerate() {
            let response = ui.push_id(number, |ui| tree_row(ui, &project, row)).inner;
            if response.clicked() {
                chosen.root = row.element.clone();
                actions.push(Action::FlyTo(row.element.clone()));
            }
        }
        if rows.is_none_or(|trace| trace.rows.len() < 2) {
            let sentence = match tracing.way {
                TraceWay::Causes => "No causal link leads here. Draw one, or look at its uses.",
                TraceWay::Uses => "No causal link leads from here. Draw one, or look at its causes.",
            };
            ui.indent("empty", |ui| super::empty(ui, sentence));
        }
    });
    if chosen != *tracing {
        actions.push(Action::Read(Reading { tracing: Some(chosen), ..reading.clone() }));
    }
}

/// The disc of a sign.
fn mark(sign: Polarity) -> SignMark {
    match sign {
        Polarity::Plus => SignMark::Plus,
        Polarity::Minus => SignMark::Minus,
        Polarity::Unknown => SignMark::Unsigned,
    }
}

/// What a row of the tree says to a screen reader and in its tooltip.
fn row_text(project: &Project, row: &TraceRow) -> String {
    let net = match row.net {
        Polarity::Plus => "moves the same way",
        Polarity::Minus => "moves the opposite way",
        Polarity::Unknown => "not signed throughout",
    };
    let end = match row.again {
        Some(Again::Loop) => ", a loop closes here",
        Some(Again::Elsewhere) => ", listed above or further up",
        Some(Again::Deeper) => ", goes on",
        None => "",
    };
    let delay = if row.delay { ", delayed" } else { "" };
    let name = project.name_of(&row.element);
    if row.depth == 0 { name } else { format!("{name}, {net}{delay}{end}") }
}

fn tree_row(ui: &mut Ui, project: &Project, row: &TraceRow) -> egui::Response {
    let t = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let said = row_text(project, row);
    if ui.is_rect_visible(rect) {
        let root = row.depth == 0;
        let fill = if root {
            t.accent_soft
        } else if response.hovered() {
            t.hover
        } else {
            t.panel
        };
        ui.painter().rect_filled(rect, corners(radius::BUTTON), color(fill));
        // Deep rows would leave no room for their names.
        let left = rect.left() + 12.0 + STEP * row.depth.saturating_sub(1).min(8) as f32;
        let middle = rect.center().y;
        let mut x = left;
        if let Some(sign) = row.sign {
            widgets::paint_sign(ui, pos2(x + 8.0, middle), 16.0, mark(sign));
            x += 24.0;
        }
        let ink = if row.again == Some(Again::Elsewhere) { t.text3 } else { t.text };
        let weight = if root { Weight::SemiBold } else { Weight::Regular };
        let mut trail = rect.right() - 10.0;
        let end = match row.again {
            Some(Again::Loop) => Some(Icon::ArrowsClockwise),
            Some(Again::Elsewhere) => Some(Icon::ArrowUp),
            Some(Again::Deeper) => Some(Icon::DotsThree),
            None => None,
        };
        for icon in end.into_iter().chain(row.delay.then_some(Icon::Pause)) {
            widgets::glyph(ui, pos2(trail - 7.0, middle), icon.char(), 14.0, color(t.text3));
            trail -= 20.0;
        }
        if row.depth > 1 {
            let net = match row.net {
                Polarity::Plus => "+",
                Polarity::Minus => "−",
                Polarity::Unknown => "?",
            };
            let job = fonts::mono(net, type_size::SMALL.0, false, color(t.text3));
            widgets::text_at(ui, pos2(trail - 4.0, middle), Align2::RIGHT_CENTER, job);
            trail -= 18.0;
        }
        let job = fonts::text(&project.name_of(&row.element), type_size::BODY.0, weight, color(ink));
        let job = fonts::elided(job, (trail - x - 4.0).max(16.0), 1);
        widgets::text_at(ui, pos2(x, middle), Align2::LEFT_CENTER, job);
        widgets::focus_ring(ui, &response, rect.shrink(2.0), radius::BUTTON);
    }
    response
        .widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, format!("Tree: {said}")));
    widgets::tip(response, &said, None)
}

fn paths_ui(ui: &mut Ui, app: &App, between: &Between, actions: &mut Vec<Action>) {
    let project = std::sync::Arc::clone(app.session.history.project());
    let causal = is_causal(&project, between);
    head(ui, "Paths", "", actions);
    let t = tokens(ui);
    let Some(paths) = app.answers().paths.clone() else { return };
    let shortest = paths.shortest();
    let (from, to) = (project.name_of(&between.from), project.name_of(&between.to));
    super::body(ui, "paths", 12.0, |ui| {
        let said = paths_sentence(&paths, causal);
        let arrow = if causal { "→" } else { "–" };
        widgets::paragraph(ui, &format!("{from} {arrow} {to}"), type_size::BODY, Weight::SemiBold, t.text);
        widgets::paragraph(ui, &said, type_size::BODY, Weight::Regular, t.text2);
        widgets::paragraph(ui, &completeness(&paths), type_size::SMALL, Weight::Regular, t.text3);
        ui.add_space(10.0);
        let shown = |path: &&Path| !between.shortest || Some(path.links.len()) == shortest;
        for (number, path) in paths.paths.iter().filter(shown).take(MOST_ROWS).enumerate() {
            let response = ui.push_id(number, |ui| path_row(ui, &project, path)).inner;
            if response.hovered() {
                actions.push(Action::Preview(spotlight(path)));
            }
            if response.clicked() {
                actions.push(Action::Light(Some(spotlight(path))));
            }
            ui.add_space(6.0);
        }
    });
}

/// What of the list is complete.
fn completeness(paths: &Paths) -> String {
    match paths.limit {
        None => "All of them: no path passes an element twice.".to_owned(),
        Some(limit) => {
            let complete = limit.complete_to_length;
            let why = match limit.kind {
                PathLimitKind::Count => format!("the first {} are listed", limit.value),
                PathLimitKind::Length => format!("longer ones than {} are left out", links(limit.value)),
                PathLimitKind::Work => "the search was cut short".to_owned(),
            };
            format!("All paths of up to {}; {why}.", links(complete))
        }
    }
}

fn spotlight(path: &Path) -> Spotlight {
    Spotlight {
        title: format!("a path of {}", links(path.links.len())),
        elements: path.elements.iter().cloned().collect(),
        links: path.links.iter().flatten().cloned().collect(),
        kind: None,
    }
}

fn path_row(ui: &mut Ui, project: &Project, path: &Path) -> egui::Response {
    let t = tokens(ui);
    let names: Vec<String> = path.elements.iter().map(|id| project.name_of(id)).collect();
    let arrow = if path.sign.is_some() { " → " } else { " – " };
    let text = names.join(arrow);
    let job = fonts::text(&text, type_size::SMALL.0, Weight::Regular, color(t.text));
    let width = ui.available_width();
    let lead = if path.sign.is_some() { 32.0 } else { 10.0 };
    let job = fonts::wrapped(job, width - lead - 10.0, type_size::SMALL.1);
    let galley = fonts::galley(ui, job);
    let (rect, response) = ui.allocate_exact_size(vec2(width, galley.size().y + 16.0), Sense::click());
    let fill = if response.hovered() { t.hover } else { t.raised };
    let rim = egui::Stroke::new(1.0, color(t.border));
    ui.painter().rect(rect, corners(radius::CARD), color(fill), rim, egui::StrokeKind::Inside);
    if let Some(sign) = path.sign {
        widgets::paint_sign(ui, pos2(rect.left() + 17.0, rect.top() + 16.0), 16.0, mark(sign));
    }
    ui.painter().galley(rect.min + vec2(lead, 8.0), galley, color(t.text));
    widgets::focus_ring(ui, &response, rect, radius::CARD);
    let said = match path.sign {
        Some(Polarity::Plus) => format!("Path that raises it: {text}"),
        Some(Polarity::Minus) => format!("Path that lowers it: {text}"),
        _ => format!("Path: {text}"),
    };
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, &said));
    response
}
