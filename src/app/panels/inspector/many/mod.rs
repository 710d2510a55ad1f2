//! Several things selected: what they have in common, and what can be said of all at once.
//!
//! A field shows what all agree on, or "Mixed"; setting it sets it for all in one step.

mod elements;
mod links;

use std::sync::Arc;

use egui::Ui;

use super::head;
use crate::app::App;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::theme::tokens;
use crate::app::widgets::{self, Gesture, RatingEdit};
use crate::edit::{Edit, Selection};
use crate::model::{Project, TermId, TermKind};
use crate::scene::icon::Icon;

/// What stands in a field on which the selected do not agree.
const MIXED: &str = "Mixed";

/// What several records say of one field.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Shared<T> {
    /// All say the same.
    Same(T),
    /// They differ.
    Mixed,
}

impl<T: PartialEq> Shared<T> {
    /// What these values have in common; `None` without any.
    fn of(values: impl IntoIterator<Item = T>) -> Option<Self> {
        let mut values = values.into_iter();
        let first = values.next()?;
        Some(if values.all(|value| value == first) { Self::Same(first) } else { Self::Mixed })
    }

    /// The value all have.
    fn same(self) -> Option<T> {
        match self {
            Self::Same(value) => Some(value),
            Self::Mixed => None,
        }
    }
}

/// The inspector of several elements and links.
pub(super) fn many_ui(
    ui: &mut Ui,
    app: &mut App,
    project: &Arc<Project>,
    selection: &Selection,
    actions: &mut Vec<Action>,
) {
    let t = tokens(ui);
    let counted = |count: usize, noun: &str| match count {
        0 => None,
        1 => Some(format!("1 {noun}")),
        _ => Some(format!("{count} {noun}s")),
    };
    let detail: Vec<String> = counted(selection.elements.len(), "element")
        .into_iter()
        .chain(counted(selection.links.len(), "link"))
        .collect();
    let title = format!("{} selected", selection.len());
    head(ui, Icon::Stack, (t.accent_text, t.accent_soft), &title, &detail.join(", "));
    elements::elements_ui(ui, app, project, selection, actions);
    links::links_ui(ui, project, selection, actions);
    commands(ui, app, selection, actions);
}

/// What can be done with all.
fn commands(ui: &mut Ui, app: &App, selection: &Selection, actions: &mut Vec<Action>) {
    const ALIGN: &[Command] = &[
        Command::AlignLeft,
        Command::AlignCentre,
        Command::AlignRight,
        Command::AlignTop,
        Command::AlignMiddle,
        Command::AlignBottom,
        Command::DistributeAcross,
        Command::DistributeDown,
    ];
    if selection.elements.len() > 1 {
        widgets::section(ui, "Arrange", "", |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = egui::vec2(4.0, 4.0);
                for command in ALIGN.iter().filter(|command| app.is_enabled(**command)) {
                    let entry = command.entry();
                    let keys = command.keys_text();
                    if widgets::icon_button(ui, entry.icon.char(), entry.label, keys.as_deref()).clicked() {
                        actions.push(Action::Run(*command));
                    }
                }
            });
        });
    }
    widgets::section(ui, "Do with all", "", |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            for command in [Command::Duplicate, Command::Delete] {
                let entry = command.entry();
                let usable = app.is_enabled(command);
                if usable && widgets::button(ui, Some(entry.icon.char()), entry.label).clicked() {
                    actions.push(Action::Run(command));
                }
            }
        });
    });
}

/// A dropdown of the vocabulary's words that says what all have, or "Mixed".
fn word_ui(
    ui: &mut Ui,
    project: &Project,
    (kind, label): (TermKind, &str),
    current: &Shared<Option<TermId>>,
    choose: impl FnOnce(Option<TermId>),
) {
    let shown = match current {
        Shared::Same(Some(id)) => project.word(kind, id),
        Shared::Same(None) => "None".to_owned(),
        Shared::Mixed => MIXED.to_owned(),
    };
    let mut chosen = None;
    widgets::row_label_value(ui, label, |ui| {
        widgets::dropdown(ui, label, &shown, |ui| {
            for word in project.words(kind) {
                if widgets::menu_row(ui, None, &word.name, "").clicked() {
                    chosen = Some(Some(word.id.clone()));
                }
            }
            if widgets::menu_row(ui, None, "None", "").clicked() {
                chosen = Some(None);
            }
        })
        .0
        .on_hover_text(format!("{label}: {shown}"))
    });
    if let Some(word) = chosen {
        choose(word);
    }
}

/// A rating or strength of all. Without any value it says `unset`.
fn rating_ui(
    ui: &mut Ui,
    (label, range, unset): (&str, (f64, f64), &str),
    current: Shared<Option<f64>>,
    actions: &mut Vec<Action>,
    mut set: impl FnMut(Option<f64>) -> Edit,
) {
    let note = match current {
        Shared::Same(Some(_)) => None,
        Shared::Same(None) => Some(unset),
        Shared::Mixed => Some(MIXED),
    };
    let value = current.same().flatten();
    let all: Vec<f64> = value.into_iter().collect();
    let rating = RatingEdit { label, value, all: &all, range, note };
    let shown = ui.push_id(label, |ui| widgets::rating_slider(ui, &rating)).inner;
    match shown.change {
        Some(Gesture::Begin(value)) => {
            actions.push(Action::BeginGesture);
            actions.push(Action::Edit(set(Some(value))));
        }
        Some(Gesture::Change(value)) => actions.push(Action::Edit(set(Some(value)))),
        Some(Gesture::Commit(value)) => {
            actions.push(Action::Edit(set(Some(value))));
            actions.push(Action::CommitGesture);
        }
        Some(Gesture::Set(value)) => actions.push(Action::Edit(set(value))),
        None => {}
    }
}

/// A chip that is on when all are, off when none is, and says so when they differ. A click turns it on for all, or off
/// when all are on.
fn switch_ui(ui: &mut Ui, icon: Icon, label: &str, current: Shared<bool>, switch: impl FnOnce(bool)) {
    let text = match current {
        Shared::Mixed => format!("{label}: mixed"),
        Shared::Same(_) => label.to_owned(),
    };
    let on = current == Shared::Same(true);
    if widgets::icon_chip(ui, Some(icon.char()), &text, on).clicked() {
        switch(!on);
    }
}
