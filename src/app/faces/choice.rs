//! A list under a cell: chosen by keys, by the pointer, or narrowed by typing.

use egui::{Area, Frame, Id, Margin, Order, Rect, ScrollArea, Sense, Ui, WidgetInfo, WidgetType, pos2, vec2};

use crate::app::fonts::{self, Weight};
use crate::app::theme::{self, color, corners, tokens};
use crate::app::widgets;
use crate::scene::tokens::{radius, type_size};

/// One row of a list.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Choice {
    /// Its icon, if any.
    pub icon: Option<char>,
    /// What it says.
    pub text: String,
}

impl Choice {
    /// A row without an icon.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { icon: None, text: text.into() }
    }
}

/// What was done to a list.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Chosen {
    /// The row that was clicked.
    pub clicked: Option<usize>,
    /// The pointer is on the list: a press there is not a press elsewhere.
    pub under_pointer: bool,
}

/// The list, below the cell or above it where there is no room.
pub(super) fn list_ui(ui: &Ui, id: Id, cell: Rect, choices: &[Choice], row: Option<usize>) -> Chosen {
    const ROW: f32 = 28.0;
    const MOST: f32 = 10.0;
    if choices.is_empty() {
        return Chosen::default();
    }
    let t = tokens(ui);
    let height = (choices.len() as f32).min(MOST) * ROW + 10.0;
    let width = cell.width().clamp(180.0, 320.0);
    let screen = ui.ctx().content_rect();
    let below = cell.bottom() + 2.0 + height <= screen.bottom();
    let top = if below { cell.bottom() + 2.0 } else { cell.top() - 2.0 - height };
    let left = cell.left().min(screen.right() - width - 4.0);
    let mut chosen = Chosen::default();
    let frame = Frame::NONE
        .fill(color(t.raised))
        .stroke(egui::Stroke::new(1.0, color(t.border)))
        .corner_radius(corners(radius::CARD))
        .shadow(theme::shadow(t))
        .inner_margin(Margin::same(4));
    let shown = Area::new(id).order(Order::Foreground).fixed_pos(pos2(left, top)).show(ui.ctx(), |ui| {
        frame.show(ui, |ui| {
            ui.set_width(width - 8.0);
            ui.spacing_mut().item_spacing.y = 0.0;
            ScrollArea::vertical().max_height(ROW * MOST).show(ui, |ui| {
                for (index, choice) in choices.iter().enumerate() {
                    if row_ui(ui, choice, row == Some(index)) {
                        chosen.clicked = Some(index);
                    }
                }
            });
        });
    });
    let pointer = ui.input(|input| input.pointer.latest_pos());
    chosen.under_pointer = pointer.is_some_and(|at| shown.response.rect.contains(at));
    chosen
}

fn row_ui(ui: &mut Ui, choice: &Choice, active: bool) -> bool {
    let t = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::click());
    if active || response.hovered() {
        let fill = if active { t.accent_soft } else { t.hover };
        ui.painter().rect_filled(rect, corners(radius::KEY), color(fill));
    }
    if active {
        response.scroll_to_me(None);
    }
    let mut left = rect.left() + 8.0;
    if let Some(icon) = choice.icon {
        widgets::glyph(ui, pos2(left + 8.0, rect.center().y), icon, 15.0, color(t.text2));
        left += 24.0;
    }
    let ink = if active { t.accent_text } else { t.text };
    let job = fonts::text(&choice.text, type_size::BODY.0, Weight::Regular, color(ink));
    let job = fonts::elided(job, rect.right() - left - 8.0, 1);
    widgets::text_at(ui, pos2(left, rect.center().y), egui::Align2::LEFT_CENTER, job);
    response.widget_info(|| WidgetInfo::selected(WidgetType::Button, true, active, &choice.text));
    response.clicked()
}
