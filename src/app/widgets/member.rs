//! Members of a coalition, and the bars that say how much.

use egui::{Align2, Rect, Response, Sense, Ui, WidgetInfo, WidgetType, pos2, vec2};

use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, corners, tokens};
use crate::scene::tokens::{Color, SectorLook, type_size};

use super::chip::{Tone, kind_chip_width, paint_kind_chip};
use super::{ink, touch};

/// What a row of a member says.
#[derive(Clone, Debug)]
pub struct Member<'a> {
    /// The icon of the sector.
    pub icon: char,
    /// The colours of the sector.
    pub look: SectorLook,
    /// The actor's name.
    pub name: &'a str,
    /// Its role.
    pub role: &'a str,
    /// Why it is in the set.
    pub reason: &'a str,
    /// "core 100 %", "swing 76 %".
    pub kept: &'a str,
    /// Whether it is core.
    pub core: bool,
    /// What it adds to the score, written.
    pub adds: &'a str,
    /// The same as a share of the bar, 0 to 1.
    pub share: f32,
}

/// Under this width the parts of a row stand over each other instead of side by side.
const NARROW: f32 = 400.0;

/// A row 64 high (84 in a narrow list), as wide as its list, with a hairline under it.
pub fn member_row(ui: &mut Ui, member: &Member<'_>) -> Response {
    let width = ui.available_width();
    let narrow = width < NARROW;
    let (rect, response) = touch::place(ui, vec2(width, if narrow { 84.0 } else { 64.0 }), Sense::click());
    if ui.is_rect_visible(rect) {
        let t = tokens(ui);
        let hover = touch::hover(ui, &response);
        ui.painter().rect_filled(rect, 0.0, color(t.hover.faded(hover)));
        if narrow {
            stacked(ui, rect, member);
        } else {
            side_by_side(ui, rect, member);
        }
        ink::hairline(ui, rect.left_bottom(), rect.right_bottom());
        touch::focus_ring(ui, &response, rect.shrink(4.0), 4.0);
    }
    response.widget_info(|| {
        let name = format!("{}, {}. {} Adds {}", member.name, member.kept, member.reason, member.adds);
        WidgetInfo::labeled(WidgetType::Button, true, name)
    });
    response
}

/// Name, reason, then chip and bar below each other.
fn stacked(ui: &Ui, rect: Rect, member: &Member<'_>) {
    let t = tokens(ui);
    ink::disc_glyph(ui, pos2(rect.left() + 16.0, rect.top() + 28.0), 28.0, member.icon, member.look);
    let (left, right) = (rect.left() + 42.0, rect.right());
    let room = right - left;
    let name = fonts::text(member.name, type_size::BODY.0, Weight::SemiBold, color(t.text));
    let top = rect.top() + 18.0;
    ink::text_at(ui, pos2(left, top), Align2::LEFT_CENTER, fonts::elided(name, room, 1));
    let reason = fonts::text(member.reason, type_size::SMALL.0, Weight::Regular, color(t.text2));
    ink::text_at(ui, pos2(left, top + 19.0), Align2::LEFT_CENTER, fonts::elided(reason, room, 1));
    let middle = top + 44.0;
    let width = kind_chip_width(ui, member.kept);
    let chip = Rect::from_min_max(pos2(left, middle - 10.0), pos2(left + width, middle + 10.0));
    paint_kind_chip(ui, chip, member.kept, if member.core { Tone::Success } else { Tone::Neutral });
    let value = fonts::mono(member.adds, type_size::SMALL.0, false, color(t.text));
    ink::text_at(ui, pos2(right, middle), Align2::RIGHT_CENTER, value);
    let track = Rect::from_min_max(
        pos2((right - 52.0 - 72.0).max(chip.right() + 8.0), middle - 3.0),
        pos2(right - 52.0, middle + 3.0),
    );
    paint_bar(ui, track, member.share, t.accent);
}

/// Everything in one line.
fn side_by_side(ui: &Ui, rect: Rect, member: &Member<'_>) {
    let t = tokens(ui);
    let middle = rect.center().y;
    ink::disc_glyph(ui, pos2(rect.left() + 28.0, middle), 28.0, member.icon, member.look);
    let right = rect.right() - 13.0;
    let value = fonts::mono(member.adds, type_size::SMALL.0, false, color(t.text));
    ink::text_at(ui, pos2(right, middle), Align2::RIGHT_CENTER, value);
    let track = Rect::from_min_max(pos2(right - 56.0 - 72.0, middle - 3.0), pos2(right - 56.0, middle + 3.0));
    paint_bar(ui, track, member.share, t.accent);
    let width = kind_chip_width(ui, member.kept);
    let chip_right = track.left() - 20.0;
    let chip = Rect::from_min_max(pos2(chip_right - width, middle - 10.0), pos2(chip_right, middle + 10.0));
    paint_kind_chip(ui, chip, member.kept, if member.core { Tone::Success } else { Tone::Neutral });
    let left = rect.left() + 54.0;
    let room = (chip.left() - 12.0 - left).max(16.0);
    let mut name = fonts::text(member.name, type_size::BODY.0, Weight::SemiBold, color(t.text));
    let role = fonts::format(type_size::MICRO.0, Weight::Regular, color(t.text3));
    name.append(member.role, 8.0, role);
    ink::text_at(ui, pos2(left, middle - 8.5), Align2::LEFT_CENTER, fonts::elided(name, room, 1));
    let reason = fonts::text(member.reason, type_size::SMALL.0, Weight::Regular, color(t.text2));
    ink::text_at(ui, pos2(left, middle + 9.5), Align2::LEFT_CENTER, fonts::elided(reason, room, 1));
}

fn paint_bar(ui: &Ui, track: Rect, share: f32, ink_color: Color) {
    let t = tokens(ui);
    let corner = corners(track.height() / 2.0);
    ui.painter().rect_filled(track, corner, color(t.border));
    let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    if share > 0.0 {
        let full =
            Rect::from_min_size(track.min, vec2((track.width() * share).max(track.height()), track.height()));
        ui.painter().rect_filled(full, corner, color(ink_color));
    }
}

/// A bar 6 high, filled to `share` (0 to 1).
pub fn bar(ui: &mut Ui, name: &str, width: f32, share: f32, ink_color: Color) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(width, 6.0), Sense::hover());
    paint_bar(ui, rect, share, ink_color);
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(WidgetType::ProgressIndicator, true, name);
        info.value = Some(f64::from(share) * 100.0);
        info
    });
    response
}

/// One part of a score, 20 high: its name, a bar and its value. `low` draws it as a gap.
pub fn score_bar(ui: &mut Ui, label: &str, share: f32, value: &str, low: bool) -> Response {
    labelled_bar(ui, label, 88.0, share, value, low)
}

/// The same with `room` points for the name.
pub fn labelled_bar(ui: &mut Ui, label: &str, room: f32, share: f32, value: &str, low: bool) -> Response {
    let t = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 20.0), Sense::hover());
    let middle = rect.center().y;
    let name = fonts::text(label, type_size::SMALL.0, Weight::Regular, color(t.text2));
    ink::text_at(ui, pos2(rect.left(), middle), Align2::LEFT_CENTER, fonts::elided(name, room - 4.0, 1));
    let figure = fonts::mono(value, type_size::SMALL.0, false, color(t.text));
    ink::text_at(ui, pos2(rect.right(), middle), Align2::RIGHT_CENTER, figure);
    let track = Rect::from_min_max(
        pos2(rect.left() + room, middle - 2.5),
        pos2((rect.right() - 44.0).max(rect.left() + room + 8.0), middle + 2.5),
    );
    paint_bar(ui, track, share, if low { t.warn } else { t.text2 });
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(WidgetType::ProgressIndicator, true, format!("{label}, {value}"));
        info.value = Some(f64::from(share) * 100.0);
        info
    });
    response
}
