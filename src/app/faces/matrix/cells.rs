//! The cells in view and the names of their rows.

use egui::{
    Align2, Color32, Painter, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, WidgetType, pos2, vec2,
};

use super::model::Spot;
use super::{Places, Shown};
use crate::app::App;
use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, corners, tokens};
use crate::app::widgets::{self, SignMark};
use crate::model::{Body, Bond, ElementId, Id as _, Link, LinkKind, Polarity, TermId, TermKind};
use crate::scene::icon::Icon;
use crate::scene::tokens::{Color, type_size};

/// How strongly something is painted when the rest is lit.
const DIMMED: f32 = 0.28;

/// Paints the rows and cells in view.
pub(super) fn cells_ui(ui: &mut Ui, app: &App, shown: &Shown, places: &Places, has_keyboard: bool) {
    let t = tokens(ui);
    let count = shown.square.elements.len();
    let (rows, columns) = places.seen(count);
    let moving = ui.painter().with_clip_rect(places.cells().intersect(ui.clip_rect()));
    let last = places.cell(Spot { row: count - 1, column: count - 1 });
    let field = Rect::from_min_max(places.cell(Spot::default()).min, last.max);
    moving.rect_filled(field, 0.0, color(t.raised));
    bands(app, shown, places, &moving, field, ui);
    let line = Stroke::new(1.0, color(t.border));
    for row in rows.start..=rows.end {
        moving.hline(field.x_range(), field.top() + row as f32 * super::CELL.1, line);
    }
    for column in columns.start..=columns.end {
        moving.vline(field.left() + column as f32 * super::CELL.0, field.y_range(), line);
    }
    for number in rows.start.max(columns.start)..rows.end.min(columns.end) {
        let cell = places.cell(Spot { row: number, column: number }).shrink(0.5);
        moving.rect_filled(cell, 0.0, color(t.sunken));
        moving.line_segment([cell.left_top(), cell.right_bottom()], line);
    }
    // Cells are in the order of rows, so each row in view is one stretch of them.
    for row in rows.clone() {
        let stretch = Spot { row, column: columns.start }..Spot { row, column: columns.end };
        for (spot, links) in shown.square.cells.range(stretch) {
            let drawn: Vec<&Link> =
                links.iter().filter_map(|id| shown.project.links.get(id)).map(AsRef::as_ref).collect();
            let lit = app.answers().lit.as_ref();
            let dimmed = lit.is_some_and(|lit| !links.iter().any(|id| lit.links.contains(id)));
            let share = if dimmed { DIMMED } else { 1.0 };
            if links.iter().any(|id| app.view.selection.links.contains(id)) {
                moving.rect_filled(places.cell(*spot).shrink(0.5), 0.0, color(t.accent_soft));
            }
            cell_ui(ui, shown, &moving, (places.cell(*spot), &drawn), share);
        }
    }
    if let Some(cursor) = app.faces.matrix.cursor {
        let ring = Stroke::new(2.0, color(if has_keyboard { t.selection } else { t.control }));
        moving.rect_stroke(places.cell(cursor).expand(0.5), 0.0, ring, StrokeKind::Inside);
    }
    names(ui, app, shown, places, rows.clone());
    describe(ui, shown, places, (rows, columns));
}

/// The row and the column of the pointer, and those of the cursor.
fn bands(app: &App, shown: &Shown, places: &Places, painter: &Painter, field: Rect, ui: &Ui) {
    let t = tokens(ui);
    let band = |spot: Spot, ink: Color| {
        let cell = places.cell(spot);
        painter.rect_filled(Rect::from_x_y_ranges(field.x_range(), cell.y_range()), 0.0, color(ink));
        painter.rect_filled(Rect::from_x_y_ranges(cell.x_range(), field.y_range()), 0.0, color(ink));
    };
    for (number, id) in shown.square.elements.iter().enumerate() {
        if app.view.selection.elements.contains(id) {
            band(Spot { row: number, column: number }, t.accent_soft);
        }
    }
    if let Some(cursor) = app.faces.matrix.cursor {
        band(cursor, t.hover.faded(0.6));
    }
    if let Some(hover) = app.faces.matrix.hover {
        band(hover, t.hover.faded(0.6));
    }
}

/// What stands in a cell.
fn cell_ui(ui: &mut Ui, shown: &Shown, painter: &Painter, (cell, links): (Rect, &[&Link]), share: f32) {
    let t = tokens(ui);
    let Some(first) = links.first() else { return };
    let middle = cell.center();
    if links.len() > 1 {
        let job = fonts::mono(&links.len().to_string(), type_size::SMALL.0, true, color(t.text.faded(share)));
        let rect = text(ui, painter, middle, Align2::CENTER_CENTER, job).expand2(vec2(6.0, 2.0));
        let rim = Stroke::new(1.0, color(t.control.faded(share)));
        painter.rect_stroke(rect, corners(9.0), rim, StrokeKind::Inside);
        return;
    }
    match &first.bond {
        Bond::Tie(tie) => {
            let kind = tie.tie.as_ref().map(|kind| shown.project.resolve(TermKind::Tie, kind));
            let hostile = kind.as_ref().is_some_and(|kind| kind.as_str() == "conflicts");
            let ink = if hostile { t.danger } else { t.text2 }.faded(share);
            let glyph = fonts::icon(Icon::of_tie(kind.as_ref().map(TermId::as_str)).char(), 16.0, color(ink));
            text(ui, painter, middle - vec2(0.0, 3.0), Align2::CENTER_CENTER, glyph);
            // One stroke for each step of strength.
            let steps = tie.weight().round().clamp(1.0, 5.0) as usize;
            for step in 0..5 {
                let left = cell.left() + 6.0 + 5.0 * step as f32;
                let bar = Rect::from_min_size(pos2(left, cell.bottom() - 6.0), vec2(4.0, 2.0));
                let ink = if step < steps { ink } else { t.border.faded(share) };
                painter.rect_filled(bar, 0.0, color(ink));
            }
            if tie.is_mutual() {
                for x in [cell.left() + 4.5, cell.right() - 4.5] {
                    painter.circle_filled(pos2(x, middle.y - 3.0), 1.75, color(ink));
                }
            }
        }
        Bond::Causal(causal) => {
            let sign = match causal.effective_polarity() {
                _ if causal.is_contested() => SignMark::Contested,
                Polarity::Plus => SignMark::Plus,
                Polarity::Minus => SignMark::Minus,
                Polarity::Unknown => SignMark::Unsigned,
            };
            let at = if causal.delay { middle - vec2(5.0, 0.0) } else { middle };
            let mut inside = ui.new_child(egui::UiBuilder::new().max_rect(cell));
            inside.set_clip_rect(painter.clip_rect());
            inside.set_opacity(share);
            widgets::paint_sign(&inside, at, 18.0, sign);
            if causal.delay {
                for x in [8.0, 12.0] {
                    let (top, foot) = (pos2(at.x + x + 4.0, at.y - 7.0), pos2(at.x + x + 4.0, at.y + 7.0));
                    painter.line_segment([top, foot], Stroke::new(1.75, color(t.text2.faded(share))));
                }
            }
        }
        Bond::Lever(_) => {}
    }
}

fn text(ui: &Ui, painter: &Painter, at: egui::Pos2, align: Align2, job: egui::text::LayoutJob) -> Rect {
    let galley = fonts::galley(ui, job);
    let rect = align.anchor_size(at, galley.size());
    painter.galley(rect.min, galley, Color32::PLACEHOLDER);
    rect
}

/// The numbers and names of the rows, which stay while the cells scroll.
fn names(ui: &Ui, app: &App, shown: &Shown, places: &Places, rows: std::ops::Range<usize>) {
    let t = tokens(ui);
    let painter = ui.painter().with_clip_rect(places.body.intersect(ui.clip_rect()));
    let ground = Rect::from_min_size(places.body.min, vec2(places.names, places.body.height()));
    painter.rect_filled(ground, 0.0, color(t.panel));
    let line = Stroke::new(1.0, color(t.border));
    let pointed = app.faces.matrix.hover.or(app.faces.matrix.cursor);
    for row in rows {
        let Some(id) = shown.square.element(row) else { continue };
        let cell = places.cell(Spot { row, column: 0 });
        let rect = Rect::from_min_max(
            pos2(places.body.left(), cell.top()),
            pos2(places.body.left() + places.names, cell.bottom()),
        );
        let selected = app.view.selection.elements.contains(id);
        let marked = pointed.is_some_and(|spot| spot.row == row);
        if selected || marked {
            painter.rect_filled(rect, 0.0, color(if selected { t.accent_soft } else { t.hover }));
        }
        let share = if app.is_dimmed(id) { DIMMED } else { 1.0 };
        let number =
            fonts::mono(&(row + 1).to_string(), type_size::MICRO.0, false, color(t.text3.faded(share)));
        let middle = rect.center().y;
        text(ui, &painter, pos2(rect.left() + 38.0, middle), Align2::RIGHT_CENTER, number);
        let (icon, ink, tint) = look(shown, id, t);
        let disc = pos2(rect.left() + 58.0, middle);
        painter.circle_filled(disc, 10.0, color(tint.faded(share)));
        let glyph = fonts::icon(icon.char(), 12.0, color(ink.faded(share)));
        text(ui, &painter, disc, Align2::CENTER_CENTER, glyph);
        let weight = if marked || selected { Weight::SemiBold } else { Weight::Medium };
        let name = shown.project.name_of(id);
        let job = fonts::text(&name, type_size::SMALL.0, weight, color(t.text.faded(share)));
        let job = fonts::elided(job, places.names - 84.0, 1);
        text(ui, &painter, pos2(rect.left() + 74.0, middle), Align2::LEFT_CENTER, job);
        painter.hline(rect.x_range(), rect.bottom(), line);
    }
    painter.vline(ground.right(), ground.y_range(), line);
}

fn look(shown: &Shown, id: &ElementId, t: &crate::scene::tokens::Tokens) -> (Icon, Color, Color) {
    match shown.project.elements.get(id).map(|element| &element.body) {
        Some(Body::Actor(actor)) => {
            let sector = actor.sector.as_ref().map(|id| shown.project.resolve(TermKind::Sector, id));
            let look = t.sector(sector.as_ref());
            (Icon::of_sector(sector.as_ref().map(TermId::as_str)), look.color, look.tint)
        }
        Some(Body::Issue(_)) => (Icon::Warning, t.warn, t.warn_soft),
        Some(Body::Variable(variable)) if variable.goal => (Icon::Target, t.accent, t.accent_soft),
        _ => (Icon::ArrowsClockwise, t.text3, t.sunken),
    }
}

/// Names every cell in view for a screen reader, if one asks. Clicks go through to the matrix.
fn describe(
    ui: &mut Ui,
    shown: &Shown,
    places: &Places,
    (rows, columns): (std::ops::Range<usize>, std::ops::Range<usize>),
) {
    if ui.ctx().accesskit_node_builder(ui.id(), |_| ()).is_none() {
        return;
    }
    let kind = if shown.kind == LinkKind::Tie { "tie" } else { "causal link" };
    for row in rows {
        for column in columns.clone() {
            let spot = Spot { row, column };
            let rect = places.cell(spot).intersect(places.cells());
            if rect.is_positive() {
                let response = ui.interact(rect, ui.id().with((kind, row, column)), Sense::hover());
                let words = || shown.square.words(&shown.project, spot);
                response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, words()));
            }
        }
    }
}
