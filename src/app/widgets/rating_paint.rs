//! How a rating looks: what everyone said above the track, how far they are apart on it, the mean as the handle.

use egui::{Align2, Pos2, Rangef, Rect, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, corners, tokens};
use crate::scene::tokens::{Color, Tokens, type_size};

use super::ink;
use super::rating::RatingEdit;

/// Steps between the lowest and the highest rating from which people disagree.
const DISAGREE: f64 = 2.0;
/// Room at both ends of the track for half a handle and half a number.
const INSET: f32 = 10.0;

/// Where the track begins and ends.
pub(super) fn track(rect: Rect) -> Rangef {
    Rangef::new(rect.left() + INSET, (rect.right() - INSET).max(rect.left() + INSET + 1.0))
}

/// The words at the head, and whether they tell of a disagreement.
pub(super) fn note(rating: &RatingEdit<'_>) -> (String, bool) {
    let Some((low, _, high)) = rating.spread() else {
        return (rating.note.unwrap_or("Not rated").to_owned(), false);
    };
    let whole = rating.range.0 < 0.0;
    if high - low >= DISAGREE {
        return (format!("Disagree: {} to {}", stop(low, whole), stop(high, whole)), true);
    }
    if let Some(note) = rating.note {
        return (note.to_owned(), false);
    }
    let text = if high > low {
        format!("{} to {}", stop(low, whole), stop(high, whole))
    } else if rating.all.len() > 1 {
        "All agree".to_owned()
    } else {
        String::new()
    };
    (text, false)
}

/// Paints the rating; `live` is where a drag is.
pub(super) fn paint(ui: &Ui, rect: Rect, rating: &RatingEdit<'_>, live: Option<f64>, hover: f32) {
    let t = tokens(ui);
    let spread = rating.spread();
    let shown = live.or(spread.map(|(_, mean, _)| mean));
    head(ui, t, rect, rating, shown);

    let range = track(rect);
    let x = |value: f64| {
        let share = (value - rating.range.0) / (rating.range.1 - rating.range.0).max(f64::EPSILON);
        range.min + range.span() * share.clamp(0.0, 1.0) as f32
    };
    let top = rect.top() + 18.0;
    let middle = top + 24.0;
    stops(ui, t, rating, top, x);
    let bar = |from: f32, to: f32| Rect::from_x_y_ranges(Rangef::new(from, to), middle - 2.0..=middle + 2.0);
    ui.painter().rect_filled(bar(range.min, range.max), corners(2.0), color(t.border));

    if let Some((low, _, high)) = spread.filter(|(low, _, high)| high > low) {
        let (fill, rim) = if high - low >= DISAGREE { (t.warn_soft, t.warn) } else { (t.sunken, t.control) };
        let band = Rect::from_x_y_ranges(x(low)..=x(high), middle - 7.0..=middle + 7.0);
        let rim = Stroke::new(1.0, color(rim.faded(0.7)));
        ui.painter().rect(band, corners(3.0), color(fill), rim, StrokeKind::Middle);
    }
    let zero = if rating.range.0 < 0.0 { 0.0 } else { rating.range.0 };
    if let Some(value) = shown {
        let (from, to) = (x(zero.min(value)), x(zero.max(value)));
        ui.painter().rect_filled(bar(from, to), corners(2.0), color(t.accent));
        handle(ui, t, pos2(x(value), middle), live.is_some(), hover);
    }
    dots(ui, t, rating, live, top + 10.0, x);
}

fn head(ui: &Ui, t: &Tokens, rect: Rect, rating: &RatingEdit<'_>, shown: Option<f64>) {
    let middle = rect.top() + 9.0;
    let label = fonts::text(rating.label, type_size::SMALL.0, Weight::Medium, color(t.text));
    let label = ink::text_at(ui, pos2(rect.left(), middle), Align2::LEFT_CENTER, label);
    let mut right = rect.right();
    if let Some(value) = shown {
        let job = fonts::mono(&number(value, rating.range.0 < 0.0), type_size::SMALL.0, true, color(t.text));
        right = ink::text_at(ui, pos2(right, middle), Align2::RIGHT_CENTER, job).left() - 8.0;
    }
    let (note, warn) = note(rating);
    let job =
        fonts::text(&note, type_size::MICRO.0, Weight::Regular, color(if warn { t.warn } else { t.text3 }));
    let job = fonts::elided(job, (right - label.right() - 8.0).max(1.0), 1);
    ink::text_at(ui, pos2(right, middle), Align2::RIGHT_CENTER, job);
}

fn stops(ui: &Ui, t: &Tokens, rating: &RatingEdit<'_>, top: f32, x: impl Fn(f64) -> f32) {
    let count = (rating.range.1 - rating.range.0).round().clamp(0.0, 10.0) as usize;
    for step in 0..=count {
        let value = rating.range.0 + step as f64;
        let at = x(value);
        ui.painter().vline(at, top + 31.0..=top + 35.0, Stroke::new(1.5, color(t.control)));
        let text = stop(value, rating.range.0 < 0.0);
        let job = fonts::text(&text, type_size::MICRO.0, Weight::Regular, color(t.text3));
        ink::text_at(ui, pos2(at, top + 44.0), Align2::CENTER_CENTER, job);
    }
}

fn handle(ui: &Ui, t: &Tokens, center: Pos2, dragging: bool, hover: f32) {
    let radius = 7.0 + if dragging { 1.0 } else { hover * 0.5 };
    let rim = Stroke::new(2.5, color(t.accent));
    ui.painter().circle(center, radius + 1.0 - rim.width / 2.0, color(t.panel), rim);
}

/// A dot for each rating given; the user's own in the accent, on top. Equal ratings share a dot.
fn dots(
    ui: &Ui,
    t: &Tokens,
    rating: &RatingEdit<'_>,
    live: Option<f64>,
    middle: f32,
    x: impl Fn(f64) -> f32,
) {
    let dot = |value: f64, ink: Color| {
        let rect = Rect::from_center_size(pos2(x(value), middle), Vec2::splat(8.0));
        ui.painter().rect_filled(rect, corners(4.0), color(ink));
    };
    for &value in rating.all {
        dot(value, t.text2);
    }
    let own = live.or(rating.value);
    if let Some(own) = own.filter(|_| rating.all.len() > 1) {
        ui.painter().circle_filled(pos2(x(own), middle), 5.0, color(t.panel));
        dot(own, t.accent);
    }
    if let Some(live) = live {
        let at = pos2(x(live), middle);
        ui.painter()
            .line_segment([at + vec2(0.0, 4.0), at + vec2(0.0, 7.0)], Stroke::new(1.0, color(t.accent)));
    }
}

/// A stop as a number; of a scale with two sides with its sign.
fn stop(value: f64, signed: bool) -> String {
    let decimals = usize::from(value.fract().abs() > 0.05);
    let size = format!("{:.decimals$}", value.abs());
    match value {
        v if v < 0.0 => format!("−{size}"),
        v if v > 0.0 && signed => format!("+{size}"),
        _ => size,
    }
}

/// A mean as a number with one decimal, unless it is whole.
fn number(value: f64, signed: bool) -> String {
    stop((value * 10.0).round() / 10.0, signed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(value: Option<f64>, all: &[f64], range: (f64, f64)) -> RatingEdit<'_> {
        RatingEdit { label: "Interest", value, all, range, note: None }
    }

    #[test]
    fn the_note_says_how_far_people_agree() {
        let says = |all: &[f64]| note(&edit(None, all, (1.0, 5.0)));
        assert_eq!(says(&[]), ("Not rated".to_owned(), false));
        assert_eq!(says(&[4.0]), (String::new(), false));
        assert_eq!(says(&[4.0, 4.0]), ("All agree".to_owned(), false));
        assert_eq!(says(&[1.0, 2.0]), ("1 to 2".to_owned(), false));
        assert_eq!(says(&[1.0, 3.0, 4.0]), ("Disagree: 1 to 4".to_owned(), true));
    }

    #[test]
    fn a_disagreement_is_said_before_any_other_words() {
        let words = |all| RatingEdit { note: Some("In favour"), ..edit(None, all, (-2.0, 2.0)) };
        assert_eq!(note(&words(&[1.0, 2.0])), ("In favour".to_owned(), false));
        assert_eq!(note(&words(&[-1.0, 2.0])), ("Disagree: −1 to +2".to_owned(), true));
        assert_eq!(
            note(&words(&[])),
            ("In favour".to_owned(), false),
            "without a rating there may be words too"
        );
    }

    #[test]
    fn a_rating_alone_is_its_own_mean() {
        assert_eq!(edit(Some(3.0), &[], (1.0, 5.0)).spread(), Some((3.0, 3.0, 3.0)));
        assert_eq!(edit(None, &[], (1.0, 5.0)).spread(), None);
    }

    #[test]
    fn numbers_carry_a_sign_only_where_there_are_two_sides() {
        let mean = 1.0 / 3.0;
        assert_eq!([number(mean, true), number(-mean, true), number(0.0, true)], ["+0.3", "−0.3", "0"]);
        assert_eq!([number(8.0 / 3.0, false), number(5.0, false)], ["2.7", "5"]);
        // Rounds to nothing, so it has no side.
        assert_eq!(number(-0.01, true), "0");
    }
}
