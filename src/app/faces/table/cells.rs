//! The cells as they are painted, and named for a screen reader. Only what is seen is worked out.

use egui::{Align2, Painter, Pos2, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, WidgetType, pos2, vec2};

use super::column::{self, Column};
use super::sheet::{RowId, Sheet};
use super::state::Spot;
use super::{NUMBERS, Places, ROW, Shown};
use crate::app::App;
use crate::app::faces::rate;
use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, corners, tokens};
use crate::model::{Body, Bond, Element, Id as _, Link, Scale, Spread, TermId, TermKind};
use crate::scene::icon::Icon;
use crate::scene::tokens::{Color, Tokens, type_size};

/// Paints the rows in view.
pub(super) fn cells_ui(ui: &mut Ui, app: &App, shown: &Shown, places: &Places, has_keyboard: bool) {
    let count = shown.rows.shown.len();
    let first = ((places.body.top() - places.origin.y) / ROW).floor().max(0.0) as usize;
    let seen = (places.body.height() / ROW).ceil() as usize + 1;
    let moving = ui.painter().with_clip_rect(
        Rect::from_min_max(pos2(places.frozen(), places.body.top()), places.body.max)
            .intersect(ui.clip_rect()),
    );
    let fixed = ui.painter().with_clip_rect(places.body.intersect(ui.clip_rect()));
    for row in first..(first + seen).min(count) {
        let Some(id) = shown.rows.shown.get(row) else { continue };
        row_ui(ui, app, shown, places, (&moving, &fixed), (row, id));
    }
    if first + seen > count {
        add_row(ui, shown, places, &fixed);
    }
    let line = Stroke::new(1.0, color(tokens(ui).border));
    fixed.vline(places.frozen(), places.body.y_range(), line);
    marks(app, shown, places, (&moving, &fixed), has_keyboard, tokens(ui));
}

fn row_ui(
    ui: &mut Ui,
    app: &App,
    shown: &Shown,
    places: &Places,
    (moving, fixed): (&Painter, &Painter),
    (row, id): (usize, &RowId),
) {
    let t = tokens(ui);
    let selected = id.is_in(&app.view.selection);
    let hovered = matches!(id, RowId::Element(id) if app.view.hovered_element.as_ref() == Some(id));
    let dimmed = match id {
        RowId::Element(id) => app.is_dimmed(id),
        RowId::Link(id) => app.answers().lit.as_ref().is_some_and(|lit| !lit.links.contains(id)),
    };
    let fill = if selected {
        t.accent_soft
    } else if hovered {
        t.hover.faded(0.5)
    } else {
        t.panel
    };
    let top = places.origin.y + row as f32 * ROW;
    let whole = Rect::from_min_max(pos2(places.body.left(), top), pos2(places.body.right(), top + ROW));
    fixed.rect_filled(whole, 0.0, color(fill));
    let share = if dimmed { 0.4 } else { 1.0 };
    let line = Stroke::new(1.0, color(t.border));
    let name = shown.columns().first().map(|column| shown.text(*column, id)).unwrap_or_default();
    for (index, column) in shown.columns().iter().enumerate().skip(1) {
        let cell = places.cell(Spot { row, column: index });
        if cell.right() < places.frozen() || cell.left() > places.body.right() {
            continue;
        }
        // What was worked out before is never shown as if it were of now.
        let old = shown.updating && column.is_computed();
        cell_ui(ui, shown, moving, (cell, *column, id), if old { 0.4 * share } else { share });
        moving.vline(cell.right(), cell.y_range(), line);
        describe(ui, cell.intersect(moving.clip_rect()), (index, id), || {
            format!("{name}, {}: {}", column.title(), shown.text(*column, id))
        });
    }
    let cell = places.cell(Spot { row, column: 0 });
    let behind = Rect::from_min_max(pos2(places.body.left(), top), cell.max);
    fixed.rect_filled(behind, 0.0, color(t.panel));
    fixed.rect_filled(behind, 0.0, color(fill));
    let number = fonts::mono(&(row + 1).to_string(), type_size::MICRO.0, false, color(t.text3));
    text(ui, fixed, pos2(places.body.left() + NUMBERS / 2.0, cell.center().y), Align2::CENTER_CENTER, number);
    fixed.vline(cell.left(), cell.y_range(), line);
    first_cell(ui, shown, fixed, (cell, &name, id), share);
    fixed.hline(whole.x_range(), whole.bottom(), line);
    let title = shown.columns().first().map_or("", |column| column.title());
    describe(ui, cell, (0, id), || format!("{name}, {title}"));
}

/// Says what a cell is and holds. Clicks go through to the table.
fn describe(ui: &mut Ui, rect: Rect, (column, id): (usize, &RowId), label: impl Fn() -> String) {
    if !rect.is_positive() {
        return;
    }
    let response = ui.interact(rect, ui.id().with((column, id)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, label()));
}

fn text(ui: &Ui, painter: &Painter, at: Pos2, align: Align2, job: egui::text::LayoutJob) -> Rect {
    let galley = fonts::galley(ui, job);
    let rect = align.anchor_size(at, galley.size());
    painter.galley(rect.min, galley, egui::Color32::PLACEHOLDER);
    rect
}

/// The name with the element's icon.
fn first_cell(ui: &Ui, shown: &Shown, painter: &Painter, (cell, name, id): (Rect, &str, &RowId), share: f32) {
    let t = tokens(ui);
    let mut left = cell.left() + 10.0;
    if let RowId::Element(id) = id
        && let Some(element) = shown.project.elements.get(id)
    {
        let (icon, ink, tint) = look(shown, element, t);
        let middle = pos2(left + 10.0, cell.center().y);
        painter.circle_filled(middle, 10.0, color(tint.faded(share)));
        let glyph = fonts::icon(icon.char(), 12.0, color(ink.faded(share)));
        text(ui, painter, middle, Align2::CENTER_CENTER, glyph);
        left += 28.0;
    }
    let (shown_name, ink) = if name.is_empty() { ("Unnamed", t.text3) } else { (name, t.text) };
    let job = fonts::text(shown_name, type_size::BODY.0, Weight::Medium, color(ink.faded(share)));
    let job = fonts::elided(job, cell.right() - left - 8.0, 1);
    text(ui, painter, pos2(left, cell.center().y), Align2::LEFT_CENTER, job);
}

fn look(shown: &Shown, element: &Element, t: &Tokens) -> (Icon, Color, Color) {
    match &element.body {
        Body::Actor(actor) => {
            let sector = actor.sector.as_ref().map(|id| shown.project.resolve(TermKind::Sector, id));
            let look = t.sector(sector.as_ref());
            (Icon::of_sector(sector.as_ref().map(TermId::as_str)), look.color, look.tint)
        }
        Body::Variable(variable) if variable.goal => (Icon::Target, t.accent, t.accent_soft),
        Body::Variable(_) => (Icon::ArrowsClockwise, t.text3, t.sunken),
        Body::Issue(_) => (Icon::Warning, t.warn, t.warn_soft),
    }
}

/// Any other cell.
fn cell_ui(
    ui: &Ui,
    shown: &Shown,
    painter: &Painter,
    (cell, column, id): (Rect, Column, &RowId),
    share: f32,
) {
    let t = tokens(ui);
    let middle = cell.center().y;
    if let Some(spread) = column.spread(&shown.project, id) {
        rating(ui, painter, cell, column, spread, share);
        return;
    }
    if column == Column::Assets {
        assets(ui, shown, painter, cell, id, share);
        return;
    }
    let content = shown.text(column, id);
    let content = content.lines().next().unwrap_or_default();
    if column.is_number() {
        let ink = if content == "0" { t.text3 } else { t.text };
        let job = fonts::mono(content, type_size::SMALL.0, false, color(ink.faded(share)));
        text(ui, painter, pos2(cell.right() - 10.0, middle), Align2::RIGHT_CENTER, job);
        return;
    }
    let ink = match content {
        "no" => t.text3,
        _ if column == Column::To => t.text,
        _ => t.text2,
    };
    let mut left = cell.left() + 10.0;
    if let (Column::TieKind, Some(kind)) = (column, column::link(&shown.project, id).and_then(tie_kind)) {
        let kind = shown.project.resolve(TermKind::Tie, &kind);
        let glyph = fonts::icon(Icon::of_tie(Some(kind.as_str())).char(), 14.0, color(t.text2.faded(share)));
        text(ui, painter, pos2(left + 7.0, middle), Align2::CENTER_CENTER, glyph);
        left += 22.0;
    }
    let weight = if column == Column::Sign { Weight::SemiBold } else { Weight::Regular };
    let job = fonts::text(content, type_size::SMALL.0, weight, color(ink.faded(share)));
    let job = fonts::elided(job, cell.right() - left - 8.0, 1);
    text(ui, painter, pos2(left, middle), Align2::LEFT_CENTER, job);
}

fn tie_kind(link: &Link) -> Option<TermId> {
    match &link.bond {
        Bond::Tie(tie) => tie.tie.clone(),
        _ => None,
    }
}

/// A rating: five bars filled to the mean, the mean, and a sign where assessors disagree.
fn rating(ui: &Ui, painter: &Painter, cell: Rect, column: Column, spread: Spread, share: f32) {
    let t = tokens(ui);
    let middle = cell.center().y;
    let Some(scale) = column.scale() else { return };
    let words = rate::text(scale, spread.mean);
    let against = scale == Scale::Alignment && spread.mean < -0.05;
    let ink = if against { t.danger } else { t.text };
    let job = fonts::mono(&words, type_size::SMALL.0, false, color(ink.faded(share)));
    let number = text(ui, painter, pos2(cell.right() - 10.0, middle), Align2::RIGHT_CENTER, job);
    let mut left = number.left() - 8.0;
    if scale != Scale::Alignment {
        const BAR: (f32, f32, f32) = (6.0, 10.0, 2.0);
        left = cell.right() - 10.0 - 28.0 - 5.0 * (BAR.0 + BAR.2);
        for bar in 0..5 {
            let rect = Rect::from_min_size(
                pos2(left + bar as f32 * (BAR.0 + BAR.2), middle - BAR.1 / 2.0),
                vec2(BAR.0, BAR.1),
            );
            painter.rect_filled(rect, corners(1.5), color(t.border.faded(share)));
            let filled = (spread.mean - f64::from(bar)).clamp(0.0, 1.0) as f32;
            if filled > 0.0 {
                let part = Rect::from_min_size(rect.min, vec2(BAR.0 * filled, BAR.1));
                painter.rect_filled(part, corners(1.5), color(t.text2.faded(share)));
            }
        }
    }
    if spread.is_disagreement() {
        let glyph = fonts::icon(Icon::Scales.char(), 13.0, color(t.warn.faded(share)));
        text(ui, painter, pos2(left - 11.0, middle), Align2::CENTER_CENTER, glyph);
    }
}

/// Asset chips, as many as fit, and how many more there are.
fn assets(ui: &Ui, shown: &Shown, painter: &Painter, cell: Rect, id: &RowId, share: f32) {
    let t = tokens(ui);
    let Some(actor) = column::element(&shown.project, id).and_then(|element| element.actor()) else {
        return;
    };
    let middle = cell.center().y;
    let mut left = cell.left() + 8.0;
    let mut held: Vec<_> = actor.assets.iter().collect();
    held.sort_by(|a, b| b.1.total_cmp(a.1).then_with(|| a.0.cmp(b.0)));
    for (shown_so_far, (asset, level)) in held.iter().enumerate() {
        if left + 50.0 > cell.right() {
            let more = fonts::text(
                &format!("+{}", held.len() - shown_so_far),
                type_size::MICRO.0,
                Weight::Medium,
                color(t.text3),
            );
            text(ui, painter, pos2(left + 2.0, middle), Align2::LEFT_CENTER, more);
            return;
        }
        let rect = Rect::from_min_size(pos2(left, middle - 10.0), vec2(46.0, 20.0));
        let rim = Stroke::new(1.0, color(t.border.faded(share)));
        painter.rect(rect, corners(10.0), color(t.sunken.faded(share)), rim, StrokeKind::Inside);
        let icon = Icon::of_asset(shown.project.resolve(TermKind::Asset, asset).as_str());
        let glyph = fonts::icon(icon.char(), 12.0, color(t.text2.faded(share)));
        text(ui, painter, pos2(rect.left() + 13.0, middle), Align2::CENTER_CENTER, glyph);
        let job = fonts::mono(&format!("{level:.0}"), type_size::MICRO.0, false, color(t.text.faded(share)));
        text(ui, painter, pos2(rect.left() + 23.0, middle), Align2::LEFT_CENTER, job);
        left += 50.0;
    }
}

/// The row that adds.
fn add_row(ui: &mut Ui, shown: &Shown, places: &Places, painter: &Painter) {
    let t = tokens(ui);
    let row = shown.rows.shown.len();
    let cell = places.cell(Spot { row, column: 0 });
    let whole =
        Rect::from_min_max(pos2(places.body.left(), cell.top()), pos2(places.body.right(), cell.bottom()));
    painter.rect_filled(whole, 0.0, color(t.panel));
    let plus = fonts::icon(Icon::Plus.char(), 14.0, color(t.text3));
    text(ui, painter, pos2(places.body.left() + NUMBERS / 2.0, cell.center().y), Align2::CENTER_CENTER, plus);
    let words = match shown.sheet {
        Sheet::Elements(_) => {
            format!("Add {}: type a name, or paste rows from a spreadsheet", shown.sheet.one())
        }
        Sheet::Links(_) => {
            format!("Add {}: type “Ann -> Ben”, or paste rows from a spreadsheet", shown.sheet.one())
        }
    };
    let job = fonts::text(&words, type_size::SMALL.0, Weight::Regular, color(t.text3));
    text(ui, painter, pos2(cell.left() + 10.0, cell.center().y), Align2::LEFT_CENTER, job);
    painter.hline(whole.x_range(), whole.bottom(), Stroke::new(1.0, color(t.border)));
    let response = ui.interact(cell, ui.id().with("add row"), Sense::hover());
    response
        .widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, format!("Add {}", shown.sheet.one())));
}

/// The marked cells and the cursor.
fn marks(
    app: &App,
    shown: &Shown,
    places: &Places,
    (moving, fixed): (&Painter, &Painter),
    has_keyboard: bool,
    t: &Tokens,
) {
    let state = &app.faces.table;
    let Some(cursor) = state.cursor else { return };
    let painter = |column: usize| if column == 0 { fixed } else { moving };
    let ring = Stroke::new(2.0, color(if has_keyboard { t.selection } else { t.control }));
    if let Some(rows) = state.marked_rows(shown.rows.shown.len()) {
        let columns = state.marked_columns(shown.sheet);
        if rows.start() != rows.end() || columns.start() != columns.end() {
            for column in columns {
                let top = places.cell(Spot { row: *rows.start(), column });
                let bottom = places.cell(Spot { row: *rows.end(), column });
                let area = top.union(bottom);
                painter(column).rect_filled(area, 0.0, color(t.accent.faded(0.10)));
            }
        }
    }
    if !state.whole_rows {
        painter(cursor.column).rect_stroke(places.cell(cursor), 0.0, ring, StrokeKind::Inside);
    }
}
