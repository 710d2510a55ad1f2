//! The loop panel: what is complete, every loop with its kind, length and delay, archetypes, and hints about drawing.

mod agreement;
mod fixes;
mod hints;
mod patterns;

use egui::{Popup, Ui, UiBuilder, vec2};

use super::cards::{loop_detail, loop_name, loop_reason, loop_spotlight};
use crate::analysis::{BrokenLoop, FeedbackLoop, LimitKind, LoopPolarity, Loops};
use crate::app::App;
use crate::app::action::Action;
use crate::app::causal::list::{LoopRows, LoopSort, MANY};
use crate::app::fonts::Weight;
use crate::app::overlay::Overlay;
use crate::app::theme::{color, tokens};
use crate::app::widgets::{self, LoopRow};
use crate::edit::Selection;
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// How high a row is.
const ROW: f32 = 48.0;
/// How much of the panel the list takes at most while there are hints or patterns below.
const LIST_SHARE: f32 = 0.6;

/// The panel.
pub(super) fn loops_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    if app.desk.agreement.open {
        agreement::agreement_ui(ui, app, actions);
        return;
    }
    let Some(loops) = app.worker.findings().loops.clone() else {
        super::header(ui, "Loops", "Working…");
        return;
    };
    if loops.loops.is_empty() && loops.broken.is_empty() {
        super::header(ui, "Loops", "");
        super::body(ui, "loops", 16.0, |ui| {
            super::empty(
                ui,
                "No loops yet. Draw variables on a causal map and join them with causal links; a round of links is a loop.",
            );
            ui.add_space(12.0);
            hints::hints_ui(ui, app, actions);
        });
        return;
    }
    head(ui, app, &loops);
    let rows = app.desk.list.rows(&loops, app.view.loop_filter);
    filters(ui, app, loops.loops.len(), &rows);
    completeness(ui, app, &loops, &rows);
    list_ui(ui, app, &loops, &rows, actions);
    super::body(ui, "below loops", 12.0, |ui| {
        ui.add_space(12.0);
        hints::hints_ui(ui, app, actions);
        patterns::patterns_ui(ui, app, actions);
    });
}

/// The list scrolls by itself, so that hints and patterns stay in reach below thousands of loops.
fn list_ui(ui: &mut Ui, app: &mut App, loops: &Loops, rows: &LoopRows, actions: &mut Vec<Action>) {
    let has_more = hints::are_there(app) || patterns::are_there(app);
    let share = if has_more { LIST_SHARE } else { 1.0 };
    let area = egui::ScrollArea::vertical().id_salt("loops").max_height(ui.available_height() * share);
    area.auto_shrink([false, true]).show(ui, |ui| {
        let width = ui.available_width();
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.add_space(4.0);
            ui.vertical(|ui| {
                ui.set_width(width - 8.0);
                rows_ui(ui, app, rows, actions);
                if rows.len() == 0 {
                    super::empty(ui, "No loop matches. Clear the search or choose All.");
                }
                if app.view.loop_filter.is_none() && app.desk.list.search.trim().is_empty() {
                    loops.broken.iter().for_each(|broken| broken_row(ui, broken));
                }
            });
        });
    });
    if has_more {
        let line = ui.cursor().left_top() + vec2(0.0, 8.0);
        widgets::hairline(ui, line, line + vec2(ui.available_width(), 0.0));
        ui.add_space(8.0);
    }
}

fn broken_row(ui: &mut Ui, broken: &BrokenLoop) {
    let row = LoopRow {
        label: &broken.label,
        kind: LoopPolarity::Unknown,
        name: &broken.name,
        detail: &broken.reason,
        active: false,
        broken: true,
    };
    ui.push_id(&broken.label, |ui| widgets::loop_row(ui, &row).on_hover_text(&broken.reason));
}

/// The title, with search and order at the right.
fn head(ui: &mut Ui, app: &mut App, loops: &Loops) {
    let top = ui.cursor().min;
    super::header(ui, "Loops", "");
    let right = egui::Rect::from_min_size(top, vec2(ui.available_width() - 8.0, 44.0));
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    let mut row = ui.new_child(UiBuilder::new().id_salt("loop tools").max_rect(right).layout(layout));
    row.spacing_mut().item_spacing.x = 2.0;
    let more = widgets::icon_button(&mut row, Icon::DotsThree.char(), "Order and length of the list", None);
    Popup::menu(&more).width(220.0).show(|ui| {
        for (sort, word) in [
            (LoopSort::Label, "As numbered"),
            (LoopSort::Length, "Shortest first"),
            (LoopSort::Name, "Named ones first"),
        ] {
            let chosen = app.desk.list.sort == sort;
            if widgets::menu_row(ui, chosen.then(|| Icon::Check.char()), word, "").clicked() {
                app.desk.list.sort = sort;
            }
        }
        if loops.loops.len() > MANY {
            ui.separator();
            let icon = app.desk.list.all.then(|| Icon::Check.char());
            if widgets::menu_row(ui, icon, "List all loops", "").clicked() {
                app.desk.list.all = !app.desk.list.all;
            }
        }
        ui.separator();
        if widgets::menu_row(ui, None, "Compare people's maps…", "").clicked() {
            app.desk.agreement.open = true;
        }
        if app.settings.has_rejected() {
            ui.separator();
            if widgets::menu_row(ui, None, "Bring back rejected patterns", "").clicked() {
                app.settings.forget_rejected();
            }
        }
    });
    if widgets::icon_button(&mut row, Icon::MagnifyingGlass.char(), "Search loops", None).clicked() {
        app.desk.list.searching = !app.desk.list.searching;
        app.desk.list.search.clear();
    }
    if app.desk.list.searching {
        ui.horizontal(|ui| {
            ui.add_space(12.0);
            ui.allocate_ui(vec2(ui.available_width() - 12.0, 28.0), |ui| {
                widgets::search_field(ui, &mut app.desk.list.search, "Name, variable or label", "");
            });
        });
        ui.add_space(8.0);
    }
}

/// The rows in sight; room is left for the others.
fn rows_ui(ui: &mut Ui, app: &mut App, rows: &LoopRows, actions: &mut Vec<Action>) {
    let step = ROW + ui.spacing().item_spacing.y;
    let (top, seen) = (ui.cursor().top(), ui.clip_rect());
    let first = (((seen.top() - top) / step).max(0.0) as usize).min(rows.len());
    let end = (((seen.bottom() - top) / step).ceil().max(0.0) as usize).clamp(first, rows.len());
    ui.add_space(first as f32 * step);
    for found in rows.within(first, end) {
        row(ui, app, found, actions);
    }
    ui.add_space((rows.len() - end) as f32 * step);
}

fn row(ui: &mut Ui, app: &mut App, found: &FeedbackLoop, actions: &mut Vec<Action>) {
    let key = format!("loop {}", found.label);
    let active = app.view.active_card.as_deref() == Some(key.as_str());
    let (name, detail) = (loop_name(found), loop_detail(found));
    let row = LoopRow {
        label: &found.label,
        kind: found.polarity,
        name: &name,
        detail: &detail,
        active,
        broken: false,
    };
    let response = ui.push_id(&key, |ui| widgets::loop_row(ui, &row)).inner;
    if response.hovered() {
        actions.push(Action::Preview(loop_spotlight(found)));
    }
    if response.double_clicked() {
        actions.push(Action::Select(Selection::default()));
        actions.push(Action::Light(Some(loop_spotlight(found))));
        actions.push(Action::Activate(Some(key)));
        actions.push(Action::ZoomTo(found.elements.iter().cloned().collect()));
    } else if response.clicked() {
        actions.push(Action::Select(Selection::default()));
        actions.push(Action::Light((!active).then(|| loop_spotlight(found))));
        actions.push(Action::Activate((!active).then_some(key)));
    }
    response.context_menu(|ui| {
        ui.set_min_width(200.0);
        if widgets::menu_row(ui, None, "Name this loop…", "").clicked() {
            app.overlay = Some(Overlay::NameLoop {
                key: found.links.clone(),
                label: found.label.clone(),
                text: found.name.clone(),
            });
            ui.close();
        }
        if widgets::menu_row(ui, None, "Zoom to this loop", "").clicked() {
            actions.push(Action::Light(Some(loop_spotlight(found))));
            actions.push(Action::ZoomTo(found.elements.iter().cloned().collect()));
            ui.close();
        }
    });
    response.on_hover_ui(|ui| {
        ui.set_max_width(280.0);
        let reason = loop_reason(app.session.history.project(), found);
        ui.label(format!("{}\n{reason}", found.names.join(" → ")));
    });
}

fn filters(ui: &mut Ui, app: &mut App, all: usize, rows: &LoopRows) {
    // Thousands of loops make wide chips: they go on below.
    let chips = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
        if widgets::chip(ui, &format!("All {all}"), app.view.loop_filter.is_none()).clicked() {
            app.view.loop_filter = None;
        }
        for (kind, count) in LoopPolarity::ALL.into_iter().zip(rows.kinds) {
            let text = format!("{} {count}", kind.as_str());
            if count > 0 && widgets::chip(ui, &text, app.view.loop_filter == Some(kind)).clicked() {
                app.view.loop_filter = Some(kind);
            }
        }
        if rows.delayed > 0 {
            let (icon, text) = (Icon::Pause.char(), rows.delayed.to_string());
            let chip = widgets::icon_chip(ui, Some(icon), &text, app.desk.list.delayed);
            if chip.clicked() {
                app.desk.list.delayed = !app.desk.list.delayed;
            }
            chip.on_hover_text("Only loops with a delay");
        }
    };
    let frame = egui::Frame::new().inner_margin(egui::Margin { left: 12, right: 8, ..egui::Margin::ZERO });
    frame.show(ui, |ui| ui.horizontal_wrapped(chips));
    ui.add_space(8.0);
}

/// "All loops listed, the longest has 5 links", or where the list ends and why; and what can be done about it.
fn completeness(ui: &mut Ui, app: &mut App, loops: &Loops, rows: &LoopRows) {
    let t = tokens(ui);
    let searching = app.worker.is_searching_loops();
    let (icon, ink) = match &loops.limit {
        None => (Icon::CheckCircle, t.success),
        Some(_) if searching => (Icon::MagnifyingGlass, t.text3),
        Some(_) => (Icon::WarningCircle, t.warn),
    };
    let stopped = loops.limit.as_ref().is_some_and(|limit| limit.kind == LimitKind::Cancelled);
    ui.horizontal(|ui| {
        ui.add_space(16.0);
        ui.spacing_mut().item_spacing.x = 8.0;
        let (rect, _) = ui.allocate_exact_size(vec2(16.0, 20.0), egui::Sense::hover());
        widgets::glyph(ui, rect.center(), icon.char(), 14.0, color(ink));
        let said = complete_to(loops, rows.longest, searching);
        let room = ui.available_width() - if stopped { 92.0 } else { 8.0 };
        ui.allocate_ui(vec2(room, 20.0), |ui| {
            widgets::paragraph(ui, &said, type_size::SMALL, Weight::Regular, t.text3);
        });
        if stopped && searching {
            let stop = widgets::link_button(ui, "Stop", true);
            if stop.clicked() {
                app.worker.stop_loops();
            }
            stop.on_hover_text("Keep the loops that are found so far");
        } else if stopped && widgets::link_button(ui, "Search on", true).clicked() {
            app.worker.search_loops_again();
        }
    });
    if let Some(short) = rows.short {
        ui.horizontal(|ui| {
            ui.add_space(16.0);
            let said = format!("Short list of {short}.");
            widgets::label(ui, &said, type_size::SMALL, Weight::Regular, t.text3).on_hover_text(
                "The shortest independent loop set (Oliva 2004) and the loops you named. Together they pass every link \
                 that is in a loop, but a loop that drives the system may be missing: look at all before you conclude.",
            );
            if widgets::link_button(ui, "List all", true).clicked() {
                app.desk.list.all = true;
            }
        });
    }
    ui.add_space(4.0);
}

/// What is complete, in a sentence.
fn complete_to(loops: &Loops, longest: usize, searching: bool) -> String {
    let links = |count: usize| if count == 1 { "1 link".to_owned() } else { format!("{count} links") };
    let Some(limit) = &loops.limit else {
        return format!("All loops listed, the longest has {}", links(longest));
    };
    let why = match limit.kind {
        LimitKind::Count => format!("the first {} are listed", limit.value),
        LimitKind::Length => "longer ones were not asked for".to_owned(),
        LimitKind::Time => format!("the search stopped after {} s", limit.value),
        LimitKind::Cancelled if searching => "searching on".to_owned(),
        LimitKind::Cancelled => "the search was stopped".to_owned(),
    };
    match limit.complete_to_length {
        0 => format!("No length is complete; {why}"),
        length => format!("All loops up to {}; {why}", links(length)),
    }
}
