//! Loop badges and signs. Shape says as much as colour: round, rounded square and dashed; filled, hollow and dashed.

use egui::{
    Align2, Pos2, Rect, Response, Sense, Shape, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, WidgetType, vec2,
};

use crate::analysis::LoopPolarity;
use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, corners, tokens};
use crate::model::Polarity;

use super::ink;

/// The word for a screen reader.
pub(super) fn word(kind: LoopPolarity) -> &'static str {
    match kind {
        LoopPolarity::Reinforcing => "reinforcing",
        LoopPolarity::Balancing => "balancing",
        LoopPolarity::Unknown => "undetermined",
    }
}

/// What stands at the head of a causal link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignMark {
    /// `+` on a filled disc.
    Plus,
    /// `−` on a hollow disc.
    Minus,
    /// `?` on a dashed disc.
    Unsigned,
    /// `±` on an amber disc.
    Contested,
}

impl From<Polarity> for SignMark {
    fn from(polarity: Polarity) -> Self {
        match polarity {
            Polarity::Plus => Self::Plus,
            Polarity::Minus => Self::Minus,
            Polarity::Unknown => Self::Unsigned,
        }
    }
}

impl SignMark {
    /// The word for a screen reader and a legend.
    pub fn word(self) -> &'static str {
        match self {
            Self::Plus => "same way",
            Self::Minus => "opposite",
            Self::Unsigned => "not signed",
            Self::Contested => "contested",
        }
    }
}

/// Paints a loop badge `size` across: the letter and number in the shape of its kind. `lit` fills it. A broken
/// loop is drawn as undetermined, whatever its letter.
pub fn paint_loop_badge(ui: &Ui, center: Pos2, size: f32, (kind, label): (LoopPolarity, &str), lit: bool) {
    let t = tokens(ui);
    let (ink_color, soft) = match kind {
        LoopPolarity::Reinforcing => (t.reinforcing, t.reinforcing_soft),
        LoopPolarity::Balancing => (t.balancing, t.balancing_soft),
        LoopPolarity::Unknown => (t.undetermined, t.undetermined_soft),
    };
    let (ink_color, soft) = (color(ink_color), color(soft));
    let fill = if lit { ink_color } else { soft };
    let rim = Stroke::new(2.0, ink_color);
    let rect = Rect::from_center_size(center, Vec2::splat(size));
    let painter = ui.painter();
    match kind {
        LoopPolarity::Reinforcing => {
            painter.circle(center, size / 2.0 - 1.0, fill, rim);
        }
        LoopPolarity::Balancing => {
            painter.rect(rect, corners(size * 0.27), fill, rim, StrokeKind::Inside);
        }
        LoopPolarity::Unknown => {
            painter.circle_filled(center, size / 2.0 - 0.5, fill);
            dashed_circle(ui, center, size / 2.0 - 1.0, Stroke::new(1.75, ink_color));
        }
    }
    let text = if lit { color(t.canvas) } else { ink_color };
    ink::text_at(ui, center, Align2::CENTER_CENTER, fonts::text(label, 11.0, Weight::Bold, text));
}

/// A loop badge as a widget.
pub fn loop_badge(ui: &mut Ui, kind: LoopPolarity, label: &str, size: f32, lit: bool) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(size), Sense::hover());
    paint_loop_badge(ui, rect.center(), size, (kind, label), lit);
    response.widget_info(|| {
        WidgetInfo::labeled(WidgetType::Label, true, format!("{label}, {} loop", word(kind)))
    });
    response
}

/// Paints a sign disc `size` across.
pub fn paint_sign(ui: &Ui, center: Pos2, size: f32, sign: SignMark) {
    let t = tokens(ui);
    let (r, painter) = (size / 2.0, ui.painter());
    let arm = size * 0.25;
    let across = |ink: Stroke| {
        painter.line_segment([center - vec2(arm, 0.0), center + vec2(arm, 0.0)], ink);
    };
    let upright = |ink: Stroke| {
        painter.line_segment([center - vec2(0.0, arm), center + vec2(0.0, arm)], ink);
    };
    match sign {
        SignMark::Plus => {
            painter.circle_filled(center, r, color(t.plus));
            let ink = Stroke::new(2.0, color(t.canvas));
            across(ink);
            upright(ink);
        }
        SignMark::Minus => {
            painter.circle(center, r - 0.9, color(t.canvas), Stroke::new(1.8, color(t.minus)));
            across(Stroke::new(2.0, color(t.minus)));
        }
        SignMark::Unsigned => {
            let ink = color(t.undetermined);
            painter.circle_filled(center, r - 0.5, color(t.canvas));
            dashed_circle(ui, center, r - 0.75, Stroke::new(1.5, ink));
            let job = fonts::text("?", size * 0.69, Weight::Bold, ink);
            ink::text_at(ui, center, Align2::CENTER_CENTER, job);
        }
        SignMark::Contested => {
            let ink = color(t.warn);
            painter.circle(center, r - 0.75, color(t.warn_soft), Stroke::new(1.5, ink));
            let job = fonts::text("±", size * 0.69, Weight::Bold, ink);
            ink::text_at(ui, center, Align2::CENTER_CENTER, job);
        }
    }
}

/// A sign disc of 16 points as a widget.
pub fn polarity_disc(ui: &mut Ui, sign: SignMark) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(16.0), Sense::hover());
    paint_sign(ui, rect.center(), 16.0, sign);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, sign.word()));
    response
}

/// A circle in even dashes: their number is whole, so the last meets the first.
fn dashed_circle(ui: &Ui, center: Pos2, radius: f32, stroke: Stroke) {
    let count = (std::f32::consts::TAU * radius / 5.0).round().max(4.0) as usize;
    let slice = std::f32::consts::TAU / count as f32;
    for dash in 0..count {
        let from = slice * dash as f32;
        let points = (0..=4)
            .map(|step| center + radius * Vec2::angled(from + slice * 0.6 * step as f32 / 4.0))
            .collect();
        ui.painter().add(Shape::line(points, stroke));
    }
}
