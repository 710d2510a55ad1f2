//! How the window is divided: bars, rail, panel, map, inspector.

use egui::{Rect, Ui, UiBuilder, pos2, vec2};

use super::App;
use super::action::Action;
use super::command::Command;
use super::faces;
use super::fonts::Weight;
use super::panels;
use super::split;
use super::theme::{color, tokens};
use super::top_bar;
use super::view_state::{Face, Panel, Tool};
use super::widgets;
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// The parts of the window.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parts {
    /// Little room: one bar, a narrow rail, the panel over the map.
    pub compact: bool,
    bar: Rect,
    tabs: Rect,
    /// What is wrong for as long as it is.
    trouble: Rect,
    rail: Rect,
    panel: Option<Rect>,
    canvas: Rect,
    inspector: Option<Rect>,
}

/// There is little room.
fn is_compact(window: Rect) -> bool {
    window.width() < 1360.0 || window.height() < 800.0
}

impl Parts {
    /// Divides the window. Under 1360 wide or 800 high the parts are narrower and the panel lies over the map.
    /// Beside a page of the coalition the panel never lies over it.
    fn divide(
        window: Rect,
        panel: Option<Panel>,
        inspector_open: bool,
        hidden: bool,
        partnering: bool,
        trouble_height: f32,
    ) -> Self {
        let panel_open = panel.is_some();
        let compact = is_compact(window);
        let (bar_height, tabs_height) = if compact { (40.0, 0.0) } else { (40.0, 36.0) };
        let (rail_width, panel_width, inspector_width) =
            if compact { (44.0, 280.0, 272.0) } else { (64.0, 276.0, 296.0) };
        // Two versions of a value and whose they are need more room.
        let panel_width = match panel {
            Some(Panel::History) if compact => 320.0,
            Some(Panel::History) => 380.0,
            _ => panel_width,
        };
        let bar = Rect::from_min_size(window.min, vec2(window.width(), bar_height));
        let tabs = Rect::from_min_size(bar.left_bottom(), vec2(window.width(), tabs_height));
        let trouble = Rect::from_min_size(tabs.left_bottom(), vec2(window.width(), trouble_height));
        let body = Rect::from_min_max(trouble.left_bottom(), window.max);
        let rail = Rect::from_min_size(body.min, vec2(if hidden { 0.0 } else { rail_width }, body.height()));
        let panel = (panel_open && !hidden)
            .then(|| Rect::from_min_size(rail.right_top(), vec2(panel_width, body.height())));
        let inspector = (inspector_open && !hidden)
            .then(|| Rect::from_min_max(pos2(body.right() - inspector_width, body.top()), body.max));
        let left = match panel {
            Some(panel) if !compact || partnering => panel.right(),
            _ => rail.right(),
        };
        let right = match inspector {
            Some(inspector) if window.width() >= 1100.0 => inspector.left(),
            _ => body.right(),
        };
        let canvas = Rect::from_min_max(pos2(left, body.top()), pos2(right, body.bottom()));
        Self { compact, bar, tabs, trouble, rail, panel, canvas, inspector }
    }

    /// What may lie over the map.
    fn over_the_map(&self) -> Vec<Rect> {
        self.panel.into_iter().chain(self.inspector).collect()
    }
}

/// A region of the window with its background and a hairline on one side.
fn region(ui: &mut Ui, name: &str, rect: Rect, line: [egui::Pos2; 2], content: impl FnOnce(&mut Ui)) {
    let t = tokens(ui);
    // What lies over the map must not let clicks through.
    ui.interact(rect, ui.id().with((name, "ground")), egui::Sense::click_and_drag());
    ui.painter().rect_filled(rect, 0.0, color(t.panel));
    let mut child = ui.new_child(UiBuilder::new().id_salt(name).max_rect(rect));
    child.set_clip_rect(rect.intersect(ui.clip_rect()));
    content(&mut child);
    widgets::hairline(ui, line[0], line[1]);
}

/// Paints the whole window.
pub(super) fn shell_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    let window = ui.max_rect();
    // While a link waits for its other end, the inspector must not come to lie over that end.
    let something = !app.view.selection.is_empty() || app.chosen_loop().is_some();
    let partnering = app.is_partnering();
    let roomy = window.width() >= 1100.0;
    let inspecting = if partnering {
        roomy && app.view.panel == Some(Panel::Partners)
    } else {
        something && !matches!(app.view.tool, Tool::Link(_))
    };
    if std::mem::take(&mut app.first_frame) && is_compact(window) {
        // A panel would lie over the map that is to be seen first.
        app.view.panel = None;
    }
    let hidden = app.view.panels_hidden;
    let trouble = app.recoverer.trouble().map(str::to_owned);
    let trouble_height = if trouble.is_some() { 36.0 } else { 0.0 };
    let parts = Parts::divide(window, app.view.panel, inspecting, hidden, partnering, trouble_height);
    let mut map_ui = ui.new_child(UiBuilder::new().id_salt("map").max_rect(parts.canvas));
    map_ui.set_clip_rect(parts.canvas);
    match app.view.face {
        _ if partnering => panels::page_ui(&mut map_ui, app, !roomy, actions),
        Face::Map => split::maps_ui(&mut map_ui, app, &parts.over_the_map(), actions),
        _ => faces::face_ui(&mut map_ui, app, actions),
    }

    if let Some(rect) = parts.panel {
        region(ui, "panel", rect, [rect.right_top(), rect.right_bottom()], |ui| {
            panels::panel_ui(ui, app, actions);
        });
    }
    if let Some(rect) = parts.inspector {
        region(ui, "inspector", rect, [rect.left_top(), rect.left_bottom()], |ui| {
            if partnering {
                panels::check_ui(ui, app, actions);
            } else {
                panels::inspector_ui(ui, app, actions);
            }
        });
    }
    if !app.view.panels_hidden {
        region(ui, "rail", parts.rail, [parts.rail.right_top(), parts.rail.right_bottom()], |ui| {
            rail_ui(ui, app, &parts, actions);
        });
    }
    region(ui, "bar", parts.bar, [parts.bar.left_bottom(), parts.bar.right_bottom()], |ui| {
        top_bar::top_bar_ui(ui, app, &parts, actions);
    });
    if let Some(trouble) = &trouble {
        trouble_ui(ui, parts.trouble, trouble, actions);
    }
    if !parts.compact {
        region(ui, "tabs", parts.tabs, [parts.tabs.left_bottom(), parts.tabs.right_bottom()], |ui| {
            let inside = ui.max_rect().shrink2(vec2(16.0, 0.0));
            let layout = egui::Layout::left_to_right(egui::Align::Center);
            let mut row = ui.new_child(UiBuilder::new().max_rect(inside).layout(layout));
            top_bar::tabs_ui(&mut row, app, inside.right() - top_bar::end_room(ui), actions);
            let layout = egui::Layout::right_to_left(egui::Align::Center);
            let mut end = ui.new_child(UiBuilder::new().id_salt("faces").max_rect(inside).layout(layout));
            top_bar::split_ui(&mut end, app, actions);
            faces::switch_ui(&mut end, app.view.face, true, actions);
            top_bar::keep_end_room(ui, end.min_rect().width());
        });
    }
}

/// Says over the map what is wrong for as long as it is, with what can be done about it.
fn trouble_ui(ui: &mut Ui, rect: Rect, trouble: &str, actions: &mut Vec<Action>) {
    region(ui, "trouble", rect, [rect.left_bottom(), rect.right_bottom()], |ui| {
        let t = tokens(ui);
        ui.painter().rect_filled(rect, 0.0, color(t.danger_soft));
        let layout = egui::Layout::right_to_left(egui::Align::Center);
        let mut row = ui.new_child(UiBuilder::new().max_rect(rect.shrink2(vec2(16.0, 0.0))).layout(layout));
        if widgets::button(&mut row, None, "Save as…").clicked() {
            actions.push(Action::Run(Command::SaveAs));
        }
        row.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            let (mark, _) = ui.allocate_exact_size(vec2(16.0, 16.0), egui::Sense::hover());
            widgets::glyph(ui, mark.center(), Icon::WarningCircle.char(), 16.0, color(t.danger));
            widgets::label(ui, trouble, type_size::BODY, Weight::Medium, t.danger);
        });
    });
}

fn rail_ui(ui: &mut Ui, app: &App, parts: &Parts, actions: &mut Vec<Action>) {
    let findings = app.worker.findings();
    let count = panels::finding_count(app.session.history.project(), findings, tokens(ui));
    let undecided = app.session.history.project().conflicts.len();
    let items = [
        (Panel::Elements, Icon::ListBullets, "Elements", None),
        (Panel::Findings, Icon::Lightbulb, "Findings", (count > 0).then_some(count)),
        (Panel::Loops, Icon::ArrowsClockwise, "Loops", None),
        (Panel::WhatIf, Icon::ArrowsDownUp, "What if", None),
        (Panel::Network, Icon::ShareNetwork, "Network", None),
        (Panel::Partners, Icon::Handshake, "Partners", None),
        (Panel::Missing, Icon::UserFocus, "Missing", None),
        (Panel::Stages, Icon::Steps, "Stages", None),
        (Panel::History, Icon::ClockCounterClockwise, "History", (undecided > 0).then_some(undecided)),
        (Panel::Story, Icon::Presentation, "Story", None),
        (Panel::Workshop, Icon::UsersThree, "Workshop", None),
    ];
    let mut column = ui.new_child(
        UiBuilder::new()
            .max_rect(ui.max_rect().shrink2(vec2(4.0, 8.0)))
            .layout(egui::Layout::top_down(egui::Align::Center)),
    );
    column.spacing_mut().item_spacing.y = 0.0;
    for (panel, icon, label, badge) in items {
        // Earlier states are part of the history.
        let active =
            app.view.panel == Some(panel) || (panel, app.view.panel) == (Panel::History, Some(Panel::Time));
        let item = widgets::rail_item(&mut column, icon.char(), label, active, badge, !parts.compact);
        if item.clicked() {
            actions.push(Action::TogglePanel(panel));
        }
        if parts.compact {
            widgets::tip(item, label, None);
            column.add_space(2.0);
        }
    }
    let mut foot = ui.new_child(
        UiBuilder::new()
            .max_rect(ui.max_rect().shrink2(vec2(4.0, 8.0)))
            .layout(egui::Layout::bottom_up(egui::Align::Center)),
    );
    let help = widgets::rail_item(&mut foot, Icon::Question.char(), "Help", false, None, !parts.compact);
    if help.clicked() {
        actions.push(Action::Run(Command::Help));
    }
    widgets::tip(help, "Keys and gestures", Some("F1"));
}
