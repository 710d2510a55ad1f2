//! What stands around the cells: kinds and order above, column numbers, and at the foot the cell in words and the keys.

use egui::{
    Align, Align2, Layout, Popup, Rect, Sense, Stroke, Ui, UiBuilder, WidgetInfo, WidgetType, pos2, vec2,
};

use super::model::{Order, Spot};
use super::state::kinds;
use super::{Places, Shown};
use crate::app::App;
use crate::app::action::Action;
use crate::app::faces::{head, lit_chip};
use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, tokens};
use crate::app::widgets::{self, Segment};
use crate::edit::Selection;
use crate::model::{LinkKind, Map};
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// The kind of link, the order, and what is lit.
pub(super) fn head_ui(
    ui: &mut Ui,
    app: &mut App,
    shown: &Shown,
    map: &Map,
    rect: Rect,
    actions: &mut Vec<Action>,
) {
    head(ui, rect.shrink2(vec2(16.0, 0.0)), |ui| {
        let offered = kinds(&shown.project, map);
        let title = |kind: LinkKind| if kind == LinkKind::Tie { "Ties" } else { "Causal links" };
        let count = format!("{} {}", title(shown.kind), shown.square.links);
        if offered.len() > 1 {
            let labels: Vec<String> = offered
                .iter()
                .map(|kind| if *kind == shown.kind { count.clone() } else { title(*kind).to_owned() })
                .collect();
            let segments: Vec<Segment<'_, LinkKind>> = offered
                .iter()
                .zip(&labels)
                .map(|(kind, label)| Segment { value: *kind, icon: None, label })
                .collect();
            let mut chosen = shown.kind;
            if widgets::segmented(ui, &segments, &mut chosen, true).changed() {
                app.faces.matrix.choose(&shown.map, chosen);
            }
        } else {
            widgets::label(ui, &count, type_size::SMALL, Weight::SemiBold, tokens(ui).text);
        }
        let order = app.faces.matrix.order;
        let text = format!("Order: {}", order.title());
        let chip = widgets::icon_chip(ui, Some(Icon::ArrowsDownUp.char()), &text, order != Order::Name);
        let chip = widgets::tip(chip, "How rows and columns are ordered", None);
        Popup::menu(&chip).show(|ui| {
            ui.set_width(200.0);
            let actors = shown.kind == LinkKind::Tie;
            for choice in Order::ALL.into_iter().filter(|choice| actors || *choice != Order::Sector) {
                let icon = (choice == order).then_some(Icon::Check.char());
                if widgets::menu_row(ui, icon, choice.title(), "").clicked() {
                    app.faces.matrix.order = choice;
                    app.faces.matrix.take_keyboard();
                }
            }
        });
        if shown.updating {
            widgets::kind_chip(ui, "Updating…", widgets::Tone::Warn);
        }
        lit_chip(ui, app, actions);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let hint = if shown.kind == LinkKind::Tie {
                "Click a cell twice to choose the kind of tie"
            } else {
                "Click a cell twice to go through + − ?"
            };
            if ui.available_width() > 300.0 {
                widgets::label(ui, hint, type_size::SMALL, Weight::Regular, tokens(ui).text3);
            }
        });
    });
    widgets::hairline(ui, rect.left_bottom(), rect.right_bottom());
}

/// The numbers of the columns; a click selects the element.
pub(super) fn titles_ui(
    ui: &mut Ui,
    app: &App,
    shown: &Shown,
    places: &Places,
    rect: Rect,
    actions: &mut Vec<Action>,
) {
    let t = tokens(ui);
    ui.painter().rect_filled(rect, 0.0, color(t.sunken));
    let (_, columns) = places.seen(shown.square.elements.len());
    let moving = Rect::from_min_max(pos2(places.cells().left(), rect.top()), rect.max);
    let painter = ui.painter().with_clip_rect(moving.intersect(ui.clip_rect()));
    let pointed = app.faces.matrix.hover.or(app.faces.matrix.cursor);
    for column in columns {
        let Some(id) = shown.square.element(column) else { continue };
        let cell = places.cell(Spot { row: 0, column });
        let cell = Rect::from_x_y_ranges(cell.x_range(), rect.y_range());
        let marked = pointed.is_some_and(|spot| spot.column == column);
        let selected = app.view.selection.elements.contains(id);
        let seen = cell.intersect(moving);
        if !seen.is_positive() {
            continue;
        }
        let response = ui.interact(seen, ui.id().with(("column", column)), Sense::click());
        if selected || marked || response.hovered() {
            painter.rect_filled(cell, 0.0, color(if selected { t.accent_soft } else { t.hover }));
        }
        let ink = if marked || selected { t.text } else { t.text2 };
        let job = fonts::mono(&(column + 1).to_string(), type_size::SMALL.0, marked, color(ink));
        let galley = fonts::galley(ui, job);
        let at = Align2::CENTER_CENTER.anchor_size(cell.center(), galley.size()).min;
        painter.galley(at, galley, color(ink));
        painter.vline(cell.right(), cell.y_range(), Stroke::new(1.0, color(t.border)));
        widgets::focus_ring(ui, &response, seen.shrink(3.0), 0.0);
        let name = shown.project.name_of(id);
        let label = format!("Column {}: {name}", column + 1);
        response.widget_info(|| WidgetInfo::selected(WidgetType::Button, true, selected, &label));
        if response.clicked() {
            actions.push(Action::Select(Selection::element(id.clone())));
        }
        widgets::tip(response, &format!("{}: {name}", column + 1), None);
    }
    let corner = Rect::from_min_max(rect.min, pos2(moving.left(), rect.bottom()));
    ui.painter().rect_filled(corner, 0.0, color(t.sunken));
    let inside = corner.shrink2(vec2(12.0, 0.0));
    let to = pointed.and_then(|spot| shown.square.element(spot.column));
    let (from, to) =
        ("From", to.map_or_else(|| "To →".to_owned(), |id| format!("→ {}", shown.project.name_of(id))));
    let job = fonts::text(from, type_size::SMALL.0, Weight::SemiBold, color(t.text2));
    let left = widgets::text_at(ui, inside.left_center(), Align2::LEFT_CENTER, job);
    let job = fonts::text(&to, type_size::SMALL.0, Weight::SemiBold, color(t.text));
    let job = fonts::elided(job, inside.width() - left.width() - 16.0, 1);
    widgets::text_at(ui, inside.right_center(), Align2::RIGHT_CENTER, job);
    ui.painter().vline(corner.right(), corner.y_range(), Stroke::new(1.0, color(t.border)));
    widgets::hairline(ui, rect.left_bottom(), rect.right_bottom());
}

/// The cell in words, and the keys.
pub(super) fn foot_ui(ui: &mut Ui, app: &App, shown: &Shown, rect: Rect) {
    let t = tokens(ui);
    ui.painter().rect_filled(rect, 0.0, color(t.panel));
    widgets::hairline(ui, rect.left_top(), rect.right_top());
    let inside = rect.shrink2(vec2(16.0, 0.0));
    let keys: &[(&str, &str)] = match shown.kind {
        LinkKind::Tie => {
            &[("Del", "remove"), ("M", "both ways"), ("5", "strength, 1 to 5"), ("Enter", "kind")]
        }
        _ => &[("Del", "remove"), ("D", "delay"), ("Enter", "next of + − ?")],
    };
    let roomy = rect.width() >= 900.0;
    let reserve = if roomy { 460.0 } else { 0.0 };
    let pointed = app.faces.matrix.hover.or(app.faces.matrix.cursor);
    let words = pointed.map_or_else(
        || {
            let n = shown.square.elements.len();
            let noun = if shown.kind == LinkKind::Tie { "actors" } else { "variables and issues" };
            format!("{n} {noun}, {} of {} cells filled", shown.square.cells.len(), n * n - n)
        },
        |spot| shown.square.words(&shown.project, spot),
    );
    let job = fonts::text(&words, type_size::SMALL.0, Weight::Medium, color(t.text));
    let job = fonts::elided(job, inside.width() - reserve, 1);
    widgets::text_at(ui, inside.left_center(), Align2::LEFT_CENTER, job);
    if !roomy {
        return;
    }
    let layout = Layout::right_to_left(Align::Center);
    let mut row = ui.new_child(UiBuilder::new().id_salt("matrix foot").max_rect(inside).layout(layout));
    row.spacing_mut().item_spacing.x = 8.0;
    for (key, what) in keys {
        widgets::label(&mut row, what, type_size::SMALL, Weight::Regular, t.text2);
        widgets::keys(&mut row, key);
        row.add_space(8.0);
    }
}
