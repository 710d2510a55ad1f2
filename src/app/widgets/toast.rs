//! A toast: what just happened, in the inverse colours, with one thing to do about it.

use egui::{
    Align2, Area, Context, Id, Order, Rect, Response, Sense, Ui, Vec2, WidgetInfo, WidgetType, pos2, vec2,
};

use crate::app::fonts::{self, Weight};
use crate::app::theme::{self, color, corners, tokens};
use crate::scene::tokens::{Color, Theme, radius, type_size};

use super::{button, icon, ink, touch};

/// What a toast says.
#[derive(Clone, Debug)]
pub struct Toast<'a> {
    /// Its icon.
    pub icon: char,
    /// Its sentence.
    pub sentence: &'a str,
    /// "Undo". Empty for none.
    pub action: &'a str,
}

/// What was done to a toast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToastAction {
    /// Its action was asked for.
    Act,
    /// It was closed.
    Close,
    /// The pointer rests on it: it stays.
    Stay,
}

/// Shows a toast at the bottom centre of `over`, `share` (0 to 1) of the way in. The caller counts its six seconds, and
/// stops counting on [`ToastAction::Stay`].
pub fn toast(ctx: &Context, id: Id, over: Rect, toast: &Toast<'_>, share: f32) -> Option<ToastAction> {
    let at = pos2(over.center().x, over.bottom() - 16.0 + (1.0 - share.clamp(0.0, 1.0)) * 12.0);
    Area::new(id)
        .order(Order::Foreground)
        .pivot(Align2::CENTER_BOTTOM)
        .fixed_pos(at)
        .constrain_to(over)
        .show(ctx, |ui| {
            ui.set_opacity(share.clamp(0.0, 1.0));
            contents(ui, toast)
        })
        .inner
}

/// The other theme's accent: the surface is the other theme's too.
fn action_color(theme: Theme) -> Color {
    if theme == Theme::Dark { Theme::Light.tokens().accent_text } else { Theme::Dark.tokens().accent_text }
}

fn contents(ui: &mut Ui, toast: &Toast<'_>) -> Option<ToastAction> {
    let t = tokens(ui);
    let ink_color = color(t.canvas);
    let job = fonts::text(toast.sentence, type_size::BODY.0, Weight::Medium, ink_color);
    let room = (ui.ctx().content_rect().width() - 220.0).clamp(120.0, 640.0);
    let galley = fonts::galley(ui, fonts::elided(job.clone(), room, 1));
    let link = if toast.action.is_empty() { 0.0 } else { button::link_width(ui, toast.action, false) + 16.0 };
    let size = vec2((12.0 + 16.0 + 8.0 + galley.size().x + link + 44.0).round(), 40.0);
    let (rect, whole) = ui.allocate_exact_size(size, Sense::hover());
    ui.painter().add(theme::shadow(t).as_shape(rect, corners(radius::BAR)));
    ui.painter().rect_filled(rect, corners(radius::BAR), color(t.text));
    let middle = rect.center().y;
    ink::glyph(ui, pos2(rect.left() + 20.0, middle), toast.icon, 16.0, ink_color);
    let text =
        ink::text_at(ui, pos2(rect.left() + 36.0, middle), Align2::LEFT_CENTER, fonts::elided(job, room, 1));
    whole.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, toast.sentence));

    let mut done = whole.contains_pointer().then_some(ToastAction::Stay);
    if !toast.action.is_empty() {
        let area = Rect::from_min_size(pos2(text.right() + 16.0, middle - 8.0), vec2(link - 16.0, 16.0));
        let response = ui.interact(touch::reach(area), whole.id.with("action"), Sense::click());
        let hover = touch::hover(ui, &response);
        button::paint_link(ui, area, toast.action, false, hover, color(action_color(t.theme)));
        ring(ui, &response, area);
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, toast.action));
        if response.clicked() {
            done = Some(ToastAction::Act);
        }
    }
    let area = Rect::from_center_size(pos2(rect.right() - 20.0, middle), Vec2::splat(28.0));
    let response = ui.interact(area, whole.id.with("close"), Sense::click());
    let faint = 0.7 + 0.3 * touch::hover(ui, &response);
    ink::glyph(ui, area.center(), icon::CLOSE, 12.0, ink_color.gamma_multiply(faint));
    ring(ui, &response, area.shrink(4.0));
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, "Close"));
    if response.clicked() {
        done = Some(ToastAction::Close);
    }
    done
}

/// The focus ring in the inverse colours.
fn ring(ui: &Ui, response: &Response, rect: Rect) {
    if response.has_focus() && touch::keyboard_in_use(ui) {
        let ink_color = color(action_color(tokens(ui).theme));
        ui.painter().rect_stroke(
            rect.expand(2.0),
            corners(radius::KEY),
            egui::Stroke::new(2.0, ink_color),
            egui::StrokeKind::Outside,
        );
    }
}
