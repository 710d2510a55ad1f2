//! Hints about how a causal map is drawn, as cards.

use egui::{Popup, Ui};

use super::fixes;
use crate::analysis::{Hint, HintFix, HintKind};
use crate::app::App;
use crate::app::action::Action;
use crate::app::fonts::Weight;
use crate::app::theme::tokens;
use crate::app::view_state::Spotlight;
use crate::app::widgets::{self, Card};
use crate::edit::{Edit, Selection};
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// More hints of a kind than this are one card.
const EACH: usize = 3;

/// There is something to hint at.
pub(super) fn are_there(app: &mut App) -> bool {
    app.desk.hints.latest().is_some_and(|hints| !hints.is_empty())
}

/// The section, if there is anything to hint at.
pub(super) fn hints_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    app.ask_hints(ui.ctx());
    app.ask_contested(ui.ctx());
    let Some(hints) = app.desk.hints.latest() else { return };
    if hints.is_empty() {
        return;
    }
    title(ui, "Drawing hints", hints.len());
    // Hints come by kind.
    for hints in hints.chunk_by(|a, b| a.kind == b.kind) {
        match hints {
            [first, ..] if hints.len() > EACH => several(ui, app, first.kind, hints, actions),
            _ => hints.iter().for_each(|hint| one(ui, app, hint, actions)),
        }
    }
}

/// A title over cards, with their number.
pub(super) fn title(ui: &mut Ui, text: &str, count: usize) {
    let t = tokens(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        widgets::label(ui, text, type_size::SMALL, Weight::SemiBold, t.text);
        widgets::label(ui, &count.to_string(), type_size::SMALL, Weight::Regular, t.text3);
    });
    ui.add_space(8.0);
}

fn icon(kind: HintKind) -> Icon {
    match kind {
        HintKind::Contradiction | HintKind::Contested => Icon::Scales,
        HintKind::Unsigned => Icon::Question,
        HintKind::Name => Icon::TextAa,
        HintKind::NoCause | HintKind::NoEffect => Icon::LinkBreak,
        HintKind::NoGoal => Icon::Target,
        HintKind::NoEvidence => Icon::Quotes,
    }
}

fn lit(title: &str, hints: &[Hint]) -> Spotlight {
    Spotlight {
        title: title.to_owned(),
        elements: hints.iter().flat_map(|hint| hint.elements.iter().cloned()).collect(),
        links: hints.iter().flat_map(|hint| hint.links.iter().cloned()).collect(),
        kind: None,
    }
}

fn one(ui: &mut Ui, app: &mut App, hint: &Hint, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let key = format!("hint {:?} {:?} {:?}", hint.kind, hint.elements, hint.links);
    let consequence = (hint.kind == HintKind::Contested)
        .then(|| {
            let contested = app.desk.contested.latest()?;
            let about = contested.iter().find(|one| hint.links.contains(&one.link))?;
            Some(about.sentence())
        })
        .flatten();
    let promise = || hint.fix.as_ref().and_then(fixes::promise);
    let evidence = consequence.or_else(promise).unwrap_or_else(|| hint.kind.label().to_owned());
    let card = Card {
        icon: icon(hint.kind).char(),
        kind: hint.kind.label(),
        kind_color: if hint.kind <= HintKind::Contested { t.warn } else { t.text3 },
        action: hint.fix.as_ref().map_or("Show", fixes::verb),
        sentence: &hint.sentence,
        evidence: &evidence,
        active: false,
    };
    let shown = ui.push_id(&key, |ui| widgets::finding_card(ui, &card)).inner;
    if shown.response.hovered() {
        actions.push(Action::Preview(lit(hint.kind.label(), std::slice::from_ref(hint))));
    }
    let choices = hint.fix.as_ref().map(|fix| fixes::choices(app.session.history.project(), fix));
    match (&hint.fix, choices, &shown.link) {
        (_, Some(choices), Some(link)) if !choices.is_empty() => {
            Popup::menu(link).width(240.0).show(|ui| {
                for (word, edit) in choices {
                    if widgets::menu_row(ui, None, &word, "").clicked() {
                        actions.push(Action::Edit(edit));
                    }
                }
            });
        }
        (Some(fix), ..) if shown.action => actions.extend(fixes::actions(app, fix)),
        (None, ..) if shown.action => show(hint, actions),
        _ => {}
    }
    if shown.response.clicked() {
        show(hint, actions);
    }
    let full = format!("{}\n{evidence}", hint.sentence);
    shown.response.on_hover_text(full);
    ui.add_space(8.0);
}

/// Selects what a hint is about, so that the inspector and the keys speak of it.
fn show(hint: &Hint, actions: &mut Vec<Action>) {
    if hint.links.len() == 1 {
        actions.push(Action::Select(Selection { elements: [].into(), links: hint.links.clone() }));
        return;
    }
    if let Some(id) = hint.elements.first().filter(|_| hint.elements.len() == 1) {
        actions.push(Action::Reveal(id.clone()));
        return;
    }
    actions.push(Action::Select(Selection { elements: hint.elements.clone(), links: hint.links.clone() }));
}

fn several(ui: &mut Ui, app: &App, kind: HintKind, hints: &[Hint], actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let key = format!("hints {kind:?}");
    let active = app.view.active_card.as_deref() == Some(key.as_str());
    let sentence = match kind {
        HintKind::Contradiction => format!("{} pairs are linked both + and −", hints.len()),
        HintKind::Contested => format!("Groups disagree about {} links", hints.len()),
        HintKind::Unsigned => format!("{} links have no sign yet", hints.len()),
        HintKind::Name => format!("{} names already say which way they go", hints.len()),
        HintKind::NoCause => format!("Nothing moves {} variables", hints.len()),
        HintKind::NoEffect => format!("{} variables move nothing", hints.len()),
        HintKind::NoGoal => format!("{} balancing loops show no goal", hints.len()),
        HintKind::NoEvidence => format!("{} links have no source yet", hints.len()),
    };
    let evidence = match kind {
        HintKind::NoEvidence => "Add one while the room still remembers",
        HintKind::Unsigned => "Select them and press + or −",
        HintKind::Name => "Nouns that can rise and fall read best",
        _ => kind.label(),
    };
    let card = Card {
        icon: icon(kind).char(),
        kind: kind.label(),
        kind_color: if kind <= HintKind::Contested { t.warn } else { t.text3 },
        action: match kind {
            HintKind::Unsigned | HintKind::NoEvidence | HintKind::Contested => "Next",
            HintKind::Name => "Rename all",
            _ => "Show",
        },
        sentence: &sentence,
        evidence,
        active,
    };
    let shown = ui.push_id(&key, |ui| widgets::finding_card(ui, &card)).inner;
    let spotlight = || lit(kind.label(), hints);
    if shown.response.hovered() {
        actions.push(Action::Preview(spotlight()));
    }
    let first = hints.first().filter(|_| shown.action);
    if let (Some(first), HintKind::Unsigned | HintKind::NoEvidence | HintKind::Contested) = (first, kind) {
        show(first, actions);
        // A sign is a key away; a source is typed.
        if let Some(fix @ HintFix::AddSource(_)) = &first.fix {
            actions.extend(fixes::actions(app, fix));
        }
        actions.push(Action::ZoomTo(first.elements.clone()));
    } else if shown.action && kind == HintKind::Name {
        let edits =
            hints.iter().filter_map(|hint| hint.fix.as_ref()).flat_map(|fix| fixes::actions(app, fix));
        let edits =
            edits.filter_map(|action| if let Action::Edit(edit) = action { Some(edit) } else { None });
        actions.push(Action::Edit(Edit::Many(format!("Rename {} elements", hints.len()), edits.collect())));
    } else if shown.response.clicked() || shown.action {
        actions.push(Action::Select(Selection::default()));
        actions.push(Action::Light((!active).then(spotlight)));
        actions.push(Action::Activate((!active).then_some(key)));
    }
    shown.response.on_hover_ui(|ui| {
        ui.set_max_width(280.0);
        for hint in hints.iter().take(12) {
            ui.label(&hint.sentence);
        }
    });
    ui.add_space(8.0);
}
