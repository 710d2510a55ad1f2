//! A link's kind, sign, delay, direction and strength.

use egui::Ui;

use super::{evidence, head, typing};
use crate::app::App;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::fonts::Weight;
use crate::app::theme::tokens;
use crate::app::widgets::{self, Segment};
use crate::edit::{Edit, LinkChange};
use crate::model::{
    Bond, Causal, Direction, End, Id as _, Lever, LeverKind, Link, LinkId, Polarity, Project, TermId,
    TermKind, Tie,
};
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// A link's icon, its kind in a word, and whether it runs both ways.
pub(super) fn words(project: &Project, link: &Link) -> (Icon, String, bool) {
    match &link.bond {
        Bond::Tie(tie) => {
            let kind = tie.tie.as_ref().map(|id| project.resolve(TermKind::Tie, id));
            let icon = Icon::of_tie(kind.as_ref().map(TermId::as_str));
            (
                icon,
                kind.map_or_else(|| "tie".to_owned(), |id| project.word(TermKind::Tie, &id)),
                tie.is_mutual(),
            )
        }
        Bond::Causal(causal) => match causal.effective_polarity() {
            Polarity::Plus => (Icon::PlusCircle, "raises".to_owned(), false),
            Polarity::Minus => (Icon::MinusCircle, "lowers".to_owned(), false),
            Polarity::Unknown => (Icon::Question, "affects".to_owned(), false),
        },
        Bond::Lever(lever) => (Icon::SlidersHorizontal, lever_word(lever.lever).to_owned(), false),
    }
}

/// How an actor stands to what a lever link ends at, in words.
pub(super) fn lever_word(kind: Option<LeverKind>) -> &'static str {
    match kind {
        Some(LeverKind::Controls) => "controls",
        Some(LeverKind::Influences) | None => "influences",
        Some(LeverKind::AffectedBy) => "affected by",
        Some(LeverKind::KnowsAbout) => "knows about",
    }
}

/// "Scrap price → Pickers' income".
pub(super) fn ends_text(project: &Project, id: &LinkId) -> String {
    match project.links.get(id).and_then(|link| link.ends.pair()) {
        Some((from, to)) => format!("{} → {}", project.name_of(from), project.name_of(to)),
        None => id.to_string(),
    }
}

/// The inspector of one link.
pub(super) fn link_ui(
    ui: &mut Ui,
    app: &mut App,
    project: &Project,
    id: &LinkId,
    link: &Link,
    actions: &mut Vec<Action>,
) {
    let t = tokens(ui);
    let (icon, _, mutual) = words(project, link);
    let kind = match link.bond {
        Bond::Tie(_) => "Tie",
        Bond::Causal(_) => "Causal link",
        Bond::Lever(_) => "Lever link",
    };
    let to = match &link.ends.to {
        End::Element(to) => project.name_of(to),
        End::Link(to) => ends_text(project, to),
    };
    let arrow = if mutual { "↔" } else { "→" };
    let title = format!("{} {arrow} {to}", project.name_of(&link.ends.from));
    head(ui, icon, (t.text2, t.sunken), &title, kind);
    let set = |change: LinkChange| Action::Edit(Edit::ChangeLinks { ids: vec![id.clone()], change });
    match &link.bond {
        Bond::Tie(tie) => tie_ui(ui, project, tie, &set, actions),
        Bond::Causal(causal) => {
            causal_ui(ui, causal, &set, actions);
            super::claims::claims_ui(ui, app, project, id, causal, actions);
        }
        Bond::Lever(lever) => lever_ui(ui, lever, &set, actions),
    }
    widgets::section(ui, "Notes", "", |ui| {
        let mut notes = link.notes.clone();
        let response = widgets::notes_field(ui, "Notes", &mut notes, "Why do you think so?", 2);
        typing(&response, actions, || Edit::ChangeLinks {
            ids: vec![id.clone()],
            change: LinkChange::Notes(notes),
        });
    });
    evidence::evidence_ui(ui, app, project, &evidence::Of::Link(id), &link.evidence, actions);
    if !matches!(link.bond, Bond::Lever(_)) {
        widgets::section(ui, "Direction", "", |ui| {
            if widgets::button(ui, Some(Icon::ArrowsLeftRight.char()), "Reverse").clicked() {
                actions.push(Action::Run(Command::Reverse));
            }
        });
    }
}

fn tie_ui(
    ui: &mut Ui,
    project: &Project,
    tie: &Tie,
    set: &impl Fn(LinkChange) -> Action,
    actions: &mut Vec<Action>,
) {
    widgets::section(ui, "Tie", "", |ui| {
        super::word_ui(ui, project, TermKind::Tie, "Kind", tie.tie.as_ref(), |word| {
            actions.push(set(LinkChange::Tie(word)));
        });
        widgets::row_label_value(ui, "Runs", |ui| {
            let mut direction = tie.direction.unwrap_or(Direction::Forward);
            let choices = [
                Segment { value: Direction::Forward, icon: None, label: "One way" },
                Segment { value: Direction::Mutual, icon: None, label: "Both ways" },
            ];
            if widgets::segmented(ui, &choices, &mut direction, true).changed() {
                actions.push(set(LinkChange::Direction(direction)));
            }
        });
    });
    strength_ui(ui, tie.strength, set, actions);
}

fn strength_ui(
    ui: &mut Ui,
    strength: Option<f64>,
    set: &impl Fn(LinkChange) -> Action,
    actions: &mut Vec<Action>,
) {
    widgets::section(ui, "Strength", "", |ui| {
        let all: Vec<f64> = strength.into_iter().collect();
        let rating = widgets::RatingEdit {
            label: "Strength",
            value: strength,
            all: &all,
            range: (1.0, 5.0),
            note: strength.is_none().then_some("Counts as 1"),
        };
        match widgets::rating_slider(ui, &rating).change {
            Some(widgets::Gesture::Begin(value)) => {
                actions.push(Action::BeginGesture);
                actions.push(set(LinkChange::Strength(Some(value))));
            }
            Some(widgets::Gesture::Change(value)) => actions.push(set(LinkChange::Strength(Some(value)))),
            Some(widgets::Gesture::Commit(value)) => {
                actions.push(set(LinkChange::Strength(Some(value))));
                actions.push(Action::CommitGesture);
            }
            Some(widgets::Gesture::Set(value)) => actions.push(set(LinkChange::Strength(value))),
            None => {}
        }
    });
}

fn causal_ui(ui: &mut Ui, causal: &Causal, set: &impl Fn(LinkChange) -> Action, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    widgets::section(ui, "Causal link", "", |ui| {
        let mut polarity = causal.polarity.unwrap_or(Polarity::Unknown);
        let choices = [
            Segment { value: Polarity::Plus, icon: None, label: "+ same" },
            Segment { value: Polarity::Minus, icon: None, label: "− opposite" },
            Segment { value: Polarity::Unknown, icon: None, label: "? unknown" },
        ];
        if widgets::segmented(ui, &choices, &mut polarity, true).changed() {
            actions.push(set(LinkChange::Polarity(Some(polarity))));
        }
        ui.add_space(8.0);
        let sentence = match causal.effective_polarity() {
            Polarity::Plus => "When the first rises, the second rises above what it would have been.",
            Polarity::Minus => "When the first rises, the second falls below what it would have been.",
            Polarity::Unknown => "Nobody has said yet which way the second moves, or groups disagree.",
        };
        widgets::paragraph(ui, sentence, type_size::SMALL, Weight::Regular, t.text3);
        ui.add_space(8.0);
        let delay = widgets::icon_chip(ui, Some(Icon::Pause.char()), "Delay", causal.delay);
        if delay.clicked() {
            actions.push(set(LinkChange::Delay(!causal.delay)));
        }
        widgets::tip(delay, "The effect takes long enough to matter", Some("D"));
    });
}

fn lever_ui(ui: &mut Ui, lever: &Lever, set: &impl Fn(LinkChange) -> Action, actions: &mut Vec<Action>) {
    widgets::section(ui, "Lever", "", |ui| {
        widgets::row_label_value(ui, "Kind", |ui| {
            widgets::dropdown(ui, "lever kind", lever_word(lever.lever), |ui| {
                for kind in LeverKind::ALL {
                    if widgets::menu_row(ui, None, lever_word(Some(*kind)), "").clicked() {
                        actions.push(set(LinkChange::Lever(*kind)));
                    }
                }
            })
        });
    });
    strength_ui(ui, lever.strength, set, actions);
}
