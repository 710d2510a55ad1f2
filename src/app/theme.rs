//! The tokens as an egui style: flat surfaces, hairlines, shadows under floating things only.

use egui::style::{ScrollStyle, Selection, TextCursorStyle, WidgetVisuals, Widgets};
use egui::{
    Color32, Context, CornerRadius, FontFamily, FontId, Id, Margin, Shadow, Stroke, Style, TextStyle,
    Visuals, vec2,
};

use crate::scene::tokens::{Color, Theme, Tokens, radius, type_size};

/// Seconds a hover or a press takes to show.
pub const HOVER_SECONDS: f32 = 0.08;
/// Seconds panels and chips take to come and go.
pub const PANEL_SECONDS: f32 = 0.14;

/// Puts a theme on the whole window, and remembers it for [`tokens`].
pub fn apply(ctx: &Context, theme: Theme) {
    ctx.data_mut(|data| data.insert_temp(theme_id(), theme));
    let preference = if theme == Theme::Dark { egui::Theme::Dark } else { egui::Theme::Light };
    ctx.set_theme(preference);
    let calm = reduced_motion(ctx);
    ctx.set_style_of(preference, style(theme.tokens(), calm));
}

/// Says whether things may move. Without motion every change of state shows at once.
pub fn set_reduced_motion(ctx: &Context, calm: bool) {
    ctx.data_mut(|data| data.insert_temp(motion_id(), calm));
    apply(ctx, tokens(ctx).theme);
}

/// Whether things change at once instead of moving.
pub fn reduced_motion(ctx: &Context) -> bool {
    ctx.data(|data| data.get_temp(motion_id())).unwrap_or_default()
}

/// The colours in use; a `&Ui` will do for the context.
pub fn tokens(ctx: &Context) -> &'static Tokens {
    ctx.data(|data| data.get_temp::<Theme>(theme_id())).unwrap_or_default().tokens()
}

/// A token for egui's painter.
pub fn color(color: Color) -> Color32 {
    let [r, g, b] = color.rgb;
    Color32::from_rgba_unmultiplied(r, g, b, color.alpha)
}

/// `seconds`, or none when things must not move.
pub fn seconds(ctx: &Context, seconds: f32) -> f32 {
    if reduced_motion(ctx) { 0.0 } else { seconds }
}

/// The shadow under floating things.
pub fn shadow(t: &Tokens) -> Shadow {
    match t.theme {
        Theme::Dark => Shadow { offset: [0, 6], blur: 20, spread: 0, color: Color32::from_black_alpha(115) },
        _ => Shadow { offset: [0, 4], blur: 16, spread: 0, color: Color32::from_black_alpha(26) },
    }
}

/// A corner radius for egui's painter.
pub fn corners(points: f32) -> CornerRadius {
    CornerRadius::same(points.round() as u8)
}

fn theme_id() -> Id {
    Id::new("linchpin theme")
}

fn motion_id() -> Id {
    Id::new("linchpin reduced motion")
}

fn style(t: &Tokens, calm: bool) -> Style {
    let mut style = Style { visuals: visuals(t), ..Style::default() };
    style.text_styles = [
        (TextStyle::Small, FontId::new(type_size::MICRO.0, FontFamily::Proportional)),
        (TextStyle::Body, FontId::new(type_size::BODY.0, FontFamily::Proportional)),
        (TextStyle::Button, FontId::new(type_size::SMALL.0, FontFamily::Proportional)),
        (TextStyle::Heading, FontId::new(type_size::TITLE.0, FontFamily::Proportional)),
        (TextStyle::Monospace, FontId::new(type_size::SMALL.0, FontFamily::Monospace)),
    ]
    .into();
    style.spacing.item_spacing = vec2(8.0, 4.0);
    style.spacing.button_padding = vec2(12.0, 4.0);
    style.spacing.menu_margin = Margin::same(4);
    style.spacing.window_margin = Margin::same(16);
    style.spacing.indent = 16.0;
    // The least height of a row, so that a link and an icon button beside it share a middle.
    style.spacing.interact_size = vec2(28.0, 28.0);
    style.spacing.tooltip_width = 280.0;
    style.spacing.menu_spacing = 4.0;
    style.spacing.icon_width = 16.0;
    style.spacing.scroll = ScrollStyle {
        bar_width: 8.0,
        floating_width: 4.0,
        handle_min_length: 28.0,
        dormant_background_opacity: 0.0,
        active_background_opacity: 0.0,
        interact_background_opacity: 0.0,
        ..ScrollStyle::floating()
    };
    style.interaction.tooltip_delay = 0.5;
    style.interaction.tooltip_grace_time = 0.1;
    // Labels are not documents: selecting their text by accident looks like a broken drag.
    style.interaction.selectable_labels = false;
    style.animation_time = if calm { 0.0 } else { PANEL_SECONDS };
    if calm {
        style.scroll_animation = egui::style::ScrollAnimation::none();
    }
    style
}

fn visuals(t: &Tokens) -> Visuals {
    let dark = t.theme == Theme::Dark;
    let base = if dark { Visuals::dark() } else { Visuals::light() };
    let hairline = Stroke::new(1.0, color(t.border));
    Visuals {
        dark_mode: dark,
        widgets: widgets(t),
        selection: Selection {
            bg_fill: color(t.accent.faded(if dark { 0.35 } else { 0.22 })),
            stroke: Stroke::new(1.5, color(t.accent)),
        },
        hyperlink_color: color(t.accent_text),
        weak_text_color: Some(color(t.text3)),
        faint_bg_color: color(t.sunken),
        extreme_bg_color: color(t.sunken),
        text_edit_bg_color: Some(color(t.sunken)),
        code_bg_color: color(t.sunken),
        warn_fg_color: color(t.warn),
        error_fg_color: color(t.danger),
        window_corner_radius: corners(radius::DIALOG),
        window_shadow: shadow(t),
        window_fill: color(t.raised),
        window_stroke: hairline,
        window_highlight_topmost: false,
        menu_corner_radius: corners(radius::CARD),
        panel_fill: color(t.panel),
        popup_shadow: shadow(t),
        text_cursor: TextCursorStyle {
            stroke: Stroke::new(2.0, color(t.accent)),
            // An idle window paints nothing, so nothing may blink.
            blink: false,
            ..TextCursorStyle::default()
        },
        collapsing_header_frame: false,
        indent_has_left_vline: false,
        striped: false,
        slider_trailing_fill: true,
        handle_shape: egui::style::HandleShape::Circle,
        ..base
    }
}

fn widgets(t: &Tokens) -> Widgets {
    let state = |fill: Color, rim: Color, ink: Color| WidgetVisuals {
        bg_fill: color(fill),
        weak_bg_fill: color(fill),
        bg_stroke: Stroke::new(1.0, color(rim)),
        corner_radius: corners(radius::BUTTON),
        fg_stroke: Stroke::new(1.0, color(ink)),
        expansion: 0.0,
    };
    Widgets {
        noninteractive: state(t.panel, t.border, t.text),
        inactive: state(t.raised, t.border, t.text2),
        hovered: state(t.hover, t.border, t.text),
        active: state(t.accent_soft, t.accent, t.accent_text),
        open: state(t.hover, t.border, t.text),
    }
}
