//! The coalition desk: what is wanted at the left, the page in the middle, what to check at the right.

mod brief;
mod builder;
mod check;
mod covers;
mod draft;
mod governance;
mod head;
mod load;
mod missing;
mod parts;
mod ratings;
mod records;
mod rules;
mod set;
mod stages;
mod steps;
mod why;
mod wishes;
mod work;

use egui::{Rect, ScrollArea, Ui, UiBuilder, vec2};

use crate::app::App;
use crate::app::action::Action;
use crate::app::coalition::{Answers, Side};
use crate::app::theme::{color, tokens};
use crate::app::view_state::Panel;

/// The left side of the desk.
pub(super) fn side_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    match app.partnering.side {
        Side::Brief => brief::brief_ui(ui, app, actions),
        Side::Steps => steps::steps_ui(ui, app, actions),
    }
}

/// The page in the place of the map. `check` says that there is no room for the right side: it stands below.
pub(in crate::app) fn page_ui(ui: &mut Ui, app: &mut App, below: bool, actions: &mut Vec<Action>) {
    let rect = ui.max_rect();
    ui.painter().rect_filled(rect, 0.0, color(tokens(ui).canvas));
    app.view.pointer = None;
    app.view.hovered_element = None;
    app.view.hovered_link = None;
    let page = app.view.panel.unwrap_or(Panel::Partners);
    let head = Rect::from_min_size(rect.min, vec2(rect.width(), 46.0)).shrink2(vec2(16.0, 8.0));
    let mut top = ui.new_child(UiBuilder::new().id_salt("desk pages").max_rect(head));
    head::pages_ui(&mut top, app, page, actions);
    let under = Rect::from_min_max(egui::pos2(rect.left(), head.bottom() + 8.0), rect.max);
    let mut page_ui = ui.new_child(UiBuilder::new().id_salt("desk page").max_rect(under));
    page_ui.set_clip_rect(under.intersect(ui.clip_rect()));
    ScrollArea::vertical().id_salt(("desk", page_name(page))).auto_shrink([false, false]).show(
        &mut page_ui,
        |ui| {
            let width = (ui.available_width() - 32.0).max(320.0);
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                ui.add_space(16.0);
                ui.vertical(|ui| {
                    ui.set_width(width);
                    ui.spacing_mut().item_spacing.x = 8.0;
                    match page {
                        Panel::Missing => missing::missing_ui(ui, app, actions),
                        Panel::Governance => governance::governance_ui(ui, app, actions),
                        Panel::Stages => stages::stages_ui(ui, app, actions),
                        Panel::Load => load::load_ui(ui, app, actions),
                        Panel::Ratings => ratings::ratings_ui(ui, app, actions),
                        _ => builder::builder_ui(ui, app, below, actions),
                    }
                    ui.add_space(24.0);
                });
            });
        },
    );
}

/// The right side of the desk.
pub(in crate::app) fn check_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    let answers: Answers = app.ask_partners(ui.ctx());
    ScrollArea::vertical().id_salt("check the set").auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        check::set_ui(ui, app, &answers, actions);
    });
}

/// The pages, in order.
pub(in crate::app) const PAGES: [Panel; 6] =
    [Panel::Partners, Panel::Missing, Panel::Governance, Panel::Stages, Panel::Load, Panel::Ratings];

/// What a page is called.
fn page_name(page: Panel) -> &'static str {
    match page {
        Panel::Missing => "Missing",
        Panel::Governance => "Governance",
        Panel::Stages => "Stages",
        Panel::Load => "Load",
        Panel::Ratings => "Ratings",
        _ => "Builder",
    }
}
