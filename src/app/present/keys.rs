//! Keys while presenting, and those of the rows in the story panel.

use egui::{Context, Key, Modifiers};

use super::{Hand, PresentAction, row_id, steps};
use crate::app::App;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::keys::DIGITS;
use crate::edit::Edit;

/// How long a second digit is waited for, in seconds.
const PATIENCE: f64 = 0.9;

/// Turns this frame's keys into actions.
pub(super) fn read(ctx: &Context, app: &mut App, actions: &mut Vec<Action>) {
    const CHORDS: [(Modifiers, Key, Command); 4] = [
        (Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::Z, Command::Redo),
        (Modifiers::COMMAND, Key::Z, Command::Undo),
        (Modifiers::COMMAND, Key::Y, Command::Redo),
        (Modifiers::COMMAND, Key::S, Command::Save),
    ];
    const KEYS: [(Key, PresentAction); 20] = [
        (Key::Space, PresentAction::Next),
        (Key::ArrowRight, PresentAction::Next),
        (Key::ArrowDown, PresentAction::Next),
        (Key::PageDown, PresentAction::Next),
        (Key::N, PresentAction::Next),
        (Key::ArrowLeft, PresentAction::Back),
        (Key::ArrowUp, PresentAction::Back),
        (Key::PageUp, PresentAction::Back),
        (Key::Backspace, PresentAction::Back),
        (Key::Home, PresentAction::To(0)),
        (Key::End, PresentAction::To(usize::MAX)),
        (Key::B, PresentAction::Blank),
        (Key::Period, PresentAction::Blank),
        (Key::L, PresentAction::Take(Hand::Laser)),
        (Key::I, PresentAction::Take(Hand::Ink)),
        (Key::S, PresentAction::Take(Hand::Spotlight)),
        (Key::Slash, PresentAction::Capture),
        (Key::R, PresentAction::Restart),
        (Key::F5, PresentAction::Leave),
        (Key::Escape, PresentAction::Leave),
    ];
    if app.overlay.is_some() {
        return;
    }
    let pressed = |modifiers, key| ctx.input_mut(|input| input.consume_key(modifiers, key));
    // What another one saves replaces what would be typed here.
    let follows = app.follow.is_some();
    for (modifiers, key, command) in CHORDS.into_iter().filter(|_| !follows) {
        if pressed(modifiers, key) {
            actions.push(Action::Run(command));
        }
    }
    if app.capture.focused || app.capture.wanted {
        return;
    }
    digits(ctx, app, actions);
    for (key, action) in KEYS {
        if follows && action == PresentAction::Capture {
            continue;
        }
        if pressed(Modifiers::NONE, key) {
            // What opened the capture line must not be typed into it.
            ctx.input_mut(|input| input.events.retain(|event| !matches!(event, egui::Event::Text(_))));
            actions.push(Action::Present(action));
        }
    }
}

/// Digits jump: at once where no step has a number that goes on with them.
fn digits(ctx: &Context, app: &mut App, actions: &mut Vec<Action>) {
    let count = app.session.history.project().story.len().max(1);
    let Some(show) = &mut app.show else { return };
    let now = ctx.input(|input| input.time);
    for (digit, key) in DIGITS.into_iter().enumerate() {
        if ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
            let typed = show.number.filter(|(_, at)| now - at < PATIENCE).map_or(0, |(number, _)| number);
            show.number = Some((typed * 10 + digit, now));
        }
    }
    if let Some((number, at)) = show.number {
        let waits = number > 0 && number * 10 <= count;
        if !waits || now - at >= PATIENCE {
            show.number = None;
            if (1..=count).contains(&number) {
                actions.push(Action::Present(PresentAction::To(number - 1)));
            }
        } else {
            ctx.request_repaint_after_secs((PATIENCE - (now - at)) as f32);
        }
    }
}

/// Keys of the step whose row has the keyboard: Alt and an arrow move it, Delete deletes it. Gives whether one was used.
pub(in crate::app) fn row_keys(ctx: &Context, app: &App, actions: &mut Vec<Action>) -> bool {
    let project = app.session.history.project();
    let Some(focused) = ctx.memory(egui::Memory::focused) else { return false };
    let all = steps::in_order(project);
    let Some(at) = all.iter().position(|(id, _)| row_id(id) == focused) else { return false };
    let Some((id, _)) = all.get(at) else { return false };
    let pressed = |modifiers, key| ctx.input_mut(|input| input.consume_key(modifiers, key));
    let edit = if pressed(Modifiers::ALT, Key::ArrowUp) {
        at.checked_sub(1).and_then(|to| steps::moved(project, id, to))
    } else if pressed(Modifiers::ALT, Key::ArrowDown) {
        steps::moved(project, id, at + 2)
    } else if pressed(Modifiers::NONE, Key::Delete) {
        Some(Edit::RemoveStep((*id).clone()))
    } else {
        return false;
    };
    actions.extend(edit.map(Action::Edit));
    true
}
