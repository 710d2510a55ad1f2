//! The loop panel: what is complete, every loop with its kind, length and delay, archetypes, and hints about drawing.

mod hints;
mod patterns;

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Popup, Ui, UiBuilder, vec2};

use super::cards::{loop_detail, loop_name, loop_reason, loop_spotlight};
use crate::analysis::{FeedbackLoop, LimitKind, LoopPolarity, Loops};
use crate::app::App;
use crate::app::action::Action;
use crate::app::causal::LoopSort;
use crate::app::fonts::Weight;
use crate::app::overlay::Overlay;
use crate::app::theme::{color, tokens};
use crate::app::widgets::{self, LoopRow};
use crate::edit::Selection;
use crate::model::LinkId;
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// How many rows the panel paints; the command line lists all.
const MOST_ROWS: usize = 400;
/// With more loops than this, the short list comes first.
const MANY: usize = 24;

/// The panel.
pub(super) fn loops_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
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
    filters(ui, app, &loops);
    let short = short_list(app, &loops);
    completeness(ui, app, &loops, short.as_ref());
    super::body(ui, "loops", 4.0, |ui| {
        let rows = matching(app, &loops, short.as_ref());
        let hidden = rows.len().saturating_sub(MOST_ROWS);
        for found in rows.iter().take(MOST_ROWS) {
            row(ui, app, found, actions);
        }
        let t = tokens(ui);
        if hidden > 0 {
            let said = format!("{hidden} more. Search, or list all with linchpin loops.");
            widgets::paragraph(ui, &said, type_size::SMALL, Weight::Regular, t.text3);
        }
        if rows.is_empty() {
            super::empty(ui, "No loop matches. Clear the search or choose All.");
        }
        if app.view.loop_filter.is_none() && app.desk.list.search.trim().is_empty() {
            for broken in &loops.broken {
                let detail = broken.reason.clone();
                let row = LoopRow {
                    label: &broken.label,
                    kind: LoopPolarity::Unknown,
                    name: &broken.name,
                    detail: &detail,
                    active: false,
                    broken: true,
                };
                ui.push_id(&broken.label, |ui| widgets::loop_row(ui, &row).on_hover_text(&detail));
            }
        }
        ui.add_space(12.0);
        let width = ui.available_width();
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.add_space(8.0);
            ui.vertical(|ui| {
                ui.set_width(width - 16.0);
                hints::hints_ui(ui, app, actions);
                patterns::patterns_ui(ui, app, actions);
            });
        });
    });
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

/// The keys of the short list: the shortest independent loop set, and every loop that people named. `None` when all are
/// listed.
fn short_list(app: &App, loops: &Loops) -> Option<BTreeSet<Vec<LinkId>>> {
    if app.desk.list.all || loops.loops.len() <= MANY || !app.desk.list.search.trim().is_empty() {
        return None;
    }
    let named = loops.loops.iter().filter(|found| found.named.is_some());
    let independent = loops.independent();
    Some(independent.chain(named).map(|found| found.links.clone()).collect())
}

fn matching<'a>(
    app: &App,
    loops: &'a Arc<Loops>,
    short: Option<&BTreeSet<Vec<LinkId>>>,
) -> Vec<&'a FeedbackLoop> {
    let list = &app.desk.list;
    let text = list.search.trim().to_lowercase();
    let holds = |found: &&FeedbackLoop| {
        app.view.loop_filter.is_none_or(|kind| found.polarity == kind)
            && (!list.delayed || found.delayed)
            && short.is_none_or(|short| short.contains(&found.links))
            && (text.is_empty()
                || found.label.to_lowercase() == text
                || found.name.to_lowercase().contains(&text)
                || found.names.iter().any(|name| name.to_lowercase().contains(&text)))
    };
    let mut rows: Vec<&FeedbackLoop> = loops.loops.iter().filter(holds).collect();
    let numbered = |found: &FeedbackLoop| (found.polarity, found.label.len(), found.label.clone());
    match list.sort {
        LoopSort::Label => rows.sort_by_key(|found| numbered(found)),
        LoopSort::Length => rows.sort_by_key(|found| (found.length, numbered(found))),
        LoopSort::Name => {
            rows.sort_by_key(|found| (found.name.is_empty(), found.name.to_lowercase(), numbered(found)));
        }
    }
    rows
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
    let reason = loop_reason(app.session.history.project(), found);
    response.on_hover_text(format!("{}\n{reason}", found.names.join(" → ")));
}

fn filters(ui: &mut Ui, app: &mut App, loops: &Loops) {
    ui.horizontal(|ui| {
        ui.add_space(12.0);
        ui.spacing_mut().item_spacing.x = 8.0;
        if widgets::chip(ui, &format!("All {}", loops.loops.len()), app.view.loop_filter.is_none()).clicked()
        {
            app.view.loop_filter = None;
        }
        for kind in LoopPolarity::ALL {
            let count = loops.loops.iter().filter(|found| found.polarity == kind).count();
            let text = format!("{} {count}", kind.as_str());
            if count > 0 && widgets::chip(ui, &text, app.view.loop_filter == Some(kind)).clicked() {
                app.view.loop_filter = Some(kind);
            }
        }
        let delayed = loops.loops.iter().filter(|found| found.delayed).count();
        if delayed > 0 {
            let chip =
                widgets::icon_chip(ui, Some(Icon::Pause.char()), &delayed.to_string(), app.desk.list.delayed);
            if chip.clicked() {
                app.desk.list.delayed = !app.desk.list.delayed;
            }
            chip.on_hover_text("Only loops with a delay");
        }
    });
    ui.add_space(8.0);
}

/// "All loops listed, the longest has 5 links", or where the list ends and why.
fn completeness(ui: &mut Ui, app: &mut App, loops: &Loops, short: Option<&BTreeSet<Vec<LinkId>>>) {
    let t = tokens(ui);
    let longest = loops.loops.iter().map(|found| found.length).max().unwrap_or(0);
    let (icon, ink, sentence) = match &loops.limit {
        None => {
            let links = if longest == 1 { "1 link".to_owned() } else { format!("{longest} links") };
            (Icon::CheckCircle, t.success, format!("All loops listed, the longest has {links}"))
        }
        Some(limit) => {
            let why = match limit.kind {
                LimitKind::Count => format!("the first {} are listed", limit.value),
                LimitKind::Length => "longer ones were not asked for".to_owned(),
                LimitKind::Time => format!("the search stopped after {} s", limit.value),
                LimitKind::Cancelled => "the search was stopped".to_owned(),
            };
            let complete = limit.complete_to_length;
            (Icon::WarningCircle, t.warn, format!("All loops up to {complete} links; {why}"))
        }
    };
    ui.horizontal(|ui| {
        ui.add_space(16.0);
        let (rect, _) = ui.allocate_exact_size(vec2(16.0, 20.0), egui::Sense::hover());
        widgets::glyph(ui, rect.center(), icon.char(), 14.0, color(ink));
        widgets::label(ui, &sentence, type_size::SMALL, Weight::Regular, t.text3);
    });
    if let Some(short) = short {
        ui.horizontal(|ui| {
            ui.add_space(16.0);
            let said = format!("Short list of {}.", short.len());
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
