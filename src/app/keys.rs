//! Keys: from the command table, except while a text field has the keyboard.

use egui::{Context, Event, Key, Modifiers};

use super::App;
use super::action::Action;
use super::command::{Command, Entry, TABLE};
use super::overlay::Overlay;
use super::reading::Reading;
use super::view_state::{Face, Panel, Tool};
use crate::model::Scale;

/// Turns this frame's keys into actions.
pub(super) fn read(ctx: &Context, app: &mut App, actions: &mut Vec<Action>) {
    if app.overlay.is_some() {
        leave(ctx, app, actions);
        return;
    }
    // A name that starts in this frame has the keyboard only in the next one, and an open list or menu takes keys
    // without having it: their keys are theirs all the same.
    let typing = ctx.egui_wants_keyboard_input()
        || app.view.naming.is_some()
        || app.view.area_typing.is_some()
        || app.capture.focused
        || egui::Popup::is_any_open(ctx);
    if super::present::row_keys(ctx, app, actions) {
        return;
    }
    if !typing {
        if rate(ctx, app) {
            return;
        }
        clipboard(ctx, actions);
        if ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) && !app.faces.step_back() {
            escape(app, actions);
        }
        if decides(ctx, app, actions) {
            return;
        }
        arrows(ctx, app, actions);
        chain(ctx, app, actions);
        digits(ctx, app, actions);
    }
    // Chords with more modifiers first: Ctrl+Shift+S must not run Ctrl+S.
    let mut rows: Vec<(&Entry, &egui::KeyboardShortcut)> =
        TABLE.iter().flat_map(|entry| entry.keys.iter().map(move |keys| (entry, keys))).collect();
    rows.sort_by_key(|(_, keys)| std::cmp::Reverse(weight(keys.modifiers)));
    for (entry, keys) in rows {
        if typing && (entry.on_canvas || keys.modifiers.is_none() && keys.logical_key != Key::F1) {
            continue;
        }
        if ctx.input_mut(|input| input.consume_shortcut(keys)) {
            // The letter that ran a command must not be typed into a field which that command opens.
            ctx.input_mut(|input| input.events.retain(|event| !matches!(event, Event::Text(_))));
            actions.push(Action::Run(entry.command));
        }
    }
}

/// What lies over the window and decides nothing is no reason not to close it.
fn leave(ctx: &Context, app: &mut App, actions: &mut Vec<Action>) {
    let asks =
        !matches!(app.overlay, Some(Overlay::Message { .. } | Overlay::Help | Overlay::Palette { .. }));
    let quits = |keys: &egui::KeyboardShortcut| ctx.input_mut(|input| input.consume_shortcut(keys));
    if !asks && Command::Quit.entry().keys.iter().any(quits) {
        app.overlay = None;
        actions.push(Action::Run(Command::Quit));
    }
}

fn weight(modifiers: Modifiers) -> u8 {
    u8::from(modifiers.shift) + u8::from(modifiers.command || modifiers.ctrl) + u8::from(modifiers.alt)
}

/// How often a key was pressed with these modifiers and no others; takes those presses. The modifiers are those held at
/// the press: in a slow frame they may have been let go of since.
fn take_exactly(ctx: &Context, modifiers: Modifiers, key: Key) -> usize {
    ctx.input_mut(|input| {
        let before = input.events.len();
        input.events.retain(|event| {
            !matches!(event, Event::Key { key: of, pressed: true, modifiers: with, .. } if *of == key && *with == modifiers)
        });
        before - input.events.len()
    })
}

/// Tab draws on from the one selected element instead of moving the keyboard elsewhere.
fn chain(ctx: &Context, app: &App, actions: &mut Vec<Action>) {
    let Some(from) = app.view.selection.single_element().filter(|_| app.view.face == Face::Map) else {
        return;
    };
    if take_exactly(ctx, Modifiers::NONE, Key::Tab) > 0 {
        ctx.memory_mut(|memory| memory.move_focus(egui::FocusDirection::None));
        actions.push(Action::Chain(from.clone()));
    }
}

/// Arrow keys move what is selected: by one map unit, with Shift by ten.
fn arrows(ctx: &Context, app: &App, actions: &mut Vec<Action>) {
    const ARROWS: [(Key, f64, f64); 4] = [
        (Key::ArrowLeft, -1.0, 0.0),
        (Key::ArrowRight, 1.0, 0.0),
        (Key::ArrowUp, 0.0, -1.0),
        (Key::ArrowDown, 0.0, 1.0),
    ];
    // Other faces have arrow keys of their own.
    if app.view.selection.elements.is_empty() || app.view.face != Face::Map {
        return;
    }
    for (key, dx, dy) in ARROWS {
        for (modifiers, step) in [(Modifiers::SHIFT, 10.0), (Modifiers::NONE, 1.0)] {
            let presses = take_exactly(ctx, modifiers, key);
            if presses > 0 {
                let far = step * presses as f64;
                actions.push(Action::Nudge(dx * far, dy * far));
            }
        }
    }
}

/// The system's copy, cut and paste arrive as events of their own.
fn clipboard(ctx: &Context, actions: &mut Vec<Action>) {
    ctx.input(|input| {
        for event in &input.events {
            match event {
                Event::Copy => actions.push(Action::Run(Command::Copy)),
                Event::Cut => actions.push(Action::Run(Command::Cut)),
                Event::Paste(text) => actions.push(Action::PasteText(text.clone())),
                _ => {}
            }
        }
    });
}

/// Escape steps back once: from a layout, from the coalition to the map, from a tool, then from the selection, then from the search, then from what is
/// lit. Filters stay: they are set with more care.
fn escape(app: &mut App, actions: &mut Vec<Action>) {
    if app.layouts.is_some() {
        actions.push(Action::CancelLayout);
    // The field of the search gave the keyboard up to this key.
    } else if app.view.search.as_ref().is_some_and(|search| search.typing) {
        app.view.search = None;
    } else if app.session.history.in_gesture() {
        actions.push(Action::CancelGesture);
    } else if app.is_partnering() {
        actions.push(Action::LeaveDesk);
    } else if app.view.tool != Tool::Select {
        actions.push(Action::Take(Tool::Select));
    } else if !app.view.selection.is_empty() || app.view.area.is_some() {
        actions.push(Action::Select(crate::edit::Selection::default()));
    } else if app.view.search.is_some() {
        app.view.search = None;
    } else if app.view.spotlight.is_some() {
        actions.push(Action::Light(None));
        actions.push(Action::Activate(None));
    } else {
        let reading = app.view.reading();
        let left = Reading { filter: reading.filter.clone(), ..Reading::default() };
        if *reading != left {
            actions.push(Action::Read(left));
        } else if let Some(beside) = app.view.beside.as_ref().filter(|_| app.view.face == Face::Map) {
            actions.push(Action::CloseHalf(beside.map.clone()));
        }
    }
}

/// While the panel of changes is open and something is to decide, digits decide and N goes to the next.
fn decides(ctx: &Context, app: &mut App, actions: &mut Vec<Action>) -> bool {
    const KEYS: [(Key, u8); 4] = [(Key::Num1, 1), (Key::Num2, 2), (Key::Num3, 3), (Key::Num4, 4)];
    if app.view.panel != Some(Panel::History) || app.view.panels_hidden {
        return false;
    }
    let Some(matter) = app.matter_in_hand() else { return false };
    let pressed = |key: Key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::N) {
        actions.push(Action::NextMatter);
        return true;
    }
    let Some((_, digit)) = KEYS.into_iter().find(|(key, _)| pressed(*key)) else { return false };
    if let Some(way) = matter.ways.iter().find(|way| way.key == digit) {
        actions.push(Action::Decide(matter.path.clone(), way.choice.clone()));
    }
    true
}

/// The keys of the digits, in their order.
pub(super) const DIGITS: [Key; 10] = [
    Key::Num0,
    Key::Num1,
    Key::Num2,
    Key::Num3,
    Key::Num4,
    Key::Num5,
    Key::Num6,
    Key::Num7,
    Key::Num8,
    Key::Num9,
];

/// A digit lights what is within so many links.
fn digits(ctx: &Context, app: &App, actions: &mut Vec<Action>) {
    if app.view.face != Face::Map {
        return;
    }
    for (steps, key) in DIGITS.into_iter().enumerate() {
        if ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
            actions.push(Action::Focus(steps));
        }
    }
}

/// After `R`, the first digit rates interest and the second influence.
fn rate(ctx: &Context, app: &mut App) -> bool {
    const DIGITS: [(Key, f64); 5] =
        [(Key::Num1, 1.0), (Key::Num2, 2.0), (Key::Num3, 3.0), (Key::Num4, 4.0), (Key::Num5, 5.0)];
    let Tool::Rate { interest_done } = app.view.tool else { return false };
    for (key, value) in DIGITS {
        if ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
            app.rate(if interest_done { Scale::Influence } else { Scale::Interest }, value);
            app.view.tool = if interest_done { Tool::Select } else { Tool::Rate { interest_done: true } };
            return true;
        }
    }
    false
}
