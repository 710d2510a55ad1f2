//! The tray below the axes: actors that nobody rated yet.

use egui::{Align, Layout, Rect, Sense, Shape, Stroke, Ui, UiBuilder, WidgetInfo, WidgetType, pos2, vec2};

use super::handle;
use crate::app::App;
use crate::app::action::Action;
use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, corners, tokens};
use crate::app::widgets;
use crate::model::{ElementId, Id as _, Project, TermId};
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

const CHIP: f32 = 24.0;
const WIDEST: f32 = 150.0;

/// The unrated actors, as chips that can be dragged onto the grid. Scrolls sideways where there are many.
pub(super) fn tray_ui(
    ui: &mut Ui,
    app: &mut App,
    project: &Project,
    rect: Rect,
    unrated: &[(ElementId, String)],
    actions: &mut Vec<Action>,
) {
    let t = tokens(ui);
    let row = Rect::from_min_size(rect.min, vec2(rect.width(), 36.0));
    let layout = Layout::left_to_right(Align::Center);
    let mut row_ui = ui.new_child(UiBuilder::new().id_salt("tray").max_rect(row).layout(layout));
    if unrated.is_empty() {
        let text = "Everyone is rated. Drag an actor down here to take your ratings back.";
        widgets::label(&mut row_ui, text, type_size::SMALL, Weight::Regular, t.text3);
        return;
    }
    let title = format!("Not rated yet ({})", unrated.len());
    widgets::label(&mut row_ui, &title, type_size::SMALL, Weight::Regular, t.text2);
    egui::ScrollArea::horizontal().id_salt("unrated").auto_shrink([false, true]).show(&mut row_ui, |ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        ui.horizontal(|ui| {
            // Beyond what anyone would scroll through, the table is the better tool.
            for (id, name) in unrated.iter().take(300) {
                chip(ui, app, project, (id, name), actions);
            }
            if row.width() > 700.0 {
                let hint = "drag onto the grid, or press R and 1 to 5";
                widgets::label(ui, hint, type_size::SMALL, Weight::Regular, t.text3);
            }
        });
    });
}

fn chip(
    ui: &mut Ui,
    app: &mut App,
    project: &Project,
    (id, name): (&ElementId, &str),
    actions: &mut Vec<Action>,
) {
    let t = tokens(ui);
    let selected = app.view.selection.elements.contains(id);
    let share = if app.is_dimmed(id) { super::paint::DIMMED } else { 1.0 };
    let weight = if selected { Weight::SemiBold } else { Weight::Medium };
    let job = fonts::text(name, type_size::SMALL.0, weight, color(t.text.faded(share)));
    let job = fonts::elided(job, WIDEST, 1);
    let width = fonts::galley(ui, job.clone()).size().x + 40.0;
    let (_, rect) = ui.allocate_space(vec2(width, CHIP));
    let response = ui.interact(rect.expand2(vec2(0.0, 2.0)), ui.id().with(id), Sense::click_and_drag());
    let sector = super::model::sector(project, id);
    let look = t.sector(sector.as_ref());
    let fill = if selected {
        t.accent_soft
    } else if response.hovered() {
        t.hover
    } else {
        t.raised
    };
    ui.painter().rect_filled(rect, corners(CHIP / 2.0), color(fill));
    if selected {
        let rim = Stroke::new(2.0, color(t.selection));
        ui.painter().rect_stroke(rect, corners(CHIP / 2.0), rim, egui::StrokeKind::Inside);
    } else {
        dashed_pill(ui, rect, Stroke::new(1.0, color(t.control.faded(0.6 * share))));
    }
    let middle = rect.center().y;
    let icon = Icon::of_sector(sector.as_ref().map(TermId::as_str));
    let disc = pos2(rect.left() + 15.0, middle);
    ui.painter().circle_filled(disc, 8.0, color(look.tint));
    widgets::glyph(ui, disc, icon.char(), 11.0, color(look.color.faded(share)));
    widgets::text_at(ui, pos2(rect.left() + 28.0, middle), egui::Align2::LEFT_CENTER, job);
    widgets::focus_ring(ui, &response, rect, CHIP / 2.0);
    response.widget_info(|| {
        WidgetInfo::selected(WidgetType::Button, true, selected, format!("{name}, not rated"))
    });
    handle(ui, app, id, None, &response, actions);
}

/// A pill with a dashed rim: nothing is said about this actor yet.
fn dashed_pill(ui: &Ui, rect: Rect, rim: Stroke) {
    let radius = rect.height() / 2.0;
    let ends = [
        (pos2(rect.right() - radius, rect.center().y), -90.0_f32),
        (pos2(rect.left() + radius, rect.center().y), 90.0),
    ];
    let mut points = Vec::new();
    for (center, from) in ends {
        for step in 0..=12 {
            let angle = (from + 15.0 * step as f32).to_radians();
            points.push(center + radius * egui::Vec2::angled(angle));
        }
    }
    points.extend(points.first().copied());
    ui.painter().extend(Shape::dashed_line(&points, rim, 3.0, 3.0));
}
