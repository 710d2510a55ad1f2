//! A question that must be answered: rare, and never while someone types or presents.

use egui::{Align, Context, Frame, Id, Key, Layout, Margin, Modal, Modifiers, Stroke, Ui, vec2};

use crate::app::fonts::Weight;
use crate::app::theme::{self, color, corners, tokens};
use crate::scene::tokens::{Tokens, radius, type_size};

use super::{button, ink};

/// How a button of a dialog is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ButtonKind {
    /// Loses nothing; in the accent, and what Enter means. One of them.
    Safe,
    /// Neither.
    Plain,
    /// Loses something.
    Danger,
}

/// A button of a dialog.
#[derive(Clone, Copy, Debug)]
pub struct DialogButton<'a> {
    /// What it does, as a verb.
    pub text: &'a str,
    /// How it is meant.
    pub kind: ButtonKind,
}

/// How a dialog was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// By the button at this place of the list.
    Button(usize),
    /// By Esc or a click beside it.
    Cancel,
}

/// The box of everything that lies over the window: raised, rimmed, with a shadow and room around its contents.
pub fn dialog_frame(t: &Tokens) -> Frame {
    Frame::NONE
        .fill(color(t.raised))
        .stroke(Stroke::new(1.0, color(t.border)))
        .corner_radius(corners(radius::DIALOG))
        .shadow(theme::shadow(t))
        .inner_margin(Margin::same(24))
}

/// Shows a dialog 440 wide over a scrim until it is answered. Buttons stand at the right, the first outermost. Enter is
/// the safe button unless another has the focus, Esc cancels.
pub fn dialog(
    ctx: &Context,
    id: Id,
    (title, body): (&str, &str),
    buttons: &[DialogButton<'_>],
) -> Option<Choice> {
    let t = tokens(ctx);
    let frame = dialog_frame(t);
    let shown = Modal::new(id).backdrop_color(color(t.scrim)).frame(frame).show(ctx, |ui| {
        // The frame adds its padding and its hairline.
        ui.set_width(440.0 - 50.0);
        ink::paragraph(ui, title, type_size::HEAD, Weight::SemiBold, t.text);
        ui.add_space(4.0);
        ink::paragraph(ui, body, type_size::BODY, Weight::Regular, t.text2);
        ui.add_space(20.0);
        row(ui, buttons)
    });
    let enter = || {
        let safe = buttons.iter().position(|button| button.kind == ButtonKind::Safe)?;
        let nothing_focused = ctx.memory(|memory| memory.focused().is_none());
        let pressed =
            nothing_focused && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        pressed.then_some(Choice::Button(safe))
    };
    shown.inner.or_else(enter).or_else(|| shown.should_close().then_some(Choice::Cancel))
}

fn row(ui: &mut Ui, buttons: &[DialogButton<'_>]) -> Option<Choice> {
    let size = vec2(ui.available_width(), 28.0);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        let mut choice = None;
        for (index, item) in buttons.iter().enumerate() {
            let response = match item.kind {
                ButtonKind::Safe => button::primary_button(ui, None, item.text),
                ButtonKind::Plain => button(ui, None, item.text),
                ButtonKind::Danger => button::danger_button(ui, item.text),
            };
            if response.clicked() {
                choice = Some(Choice::Button(index));
            }
        }
        choice
    })
    .inner
}
