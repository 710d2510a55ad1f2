//! Hints about how a causal map is drawn, as cards.

use std::collections::BTreeMap;

use egui::Ui;

use crate::analysis::{Hint, HintFix, HintKind};
use crate::app::App;
use crate::app::action::Action;
use crate::app::fonts::Weight;
use crate::app::theme::tokens;
use crate::app::view_state::Spotlight;
use crate::app::widgets::{self, Card};
use crate::edit::{Edit, ElementChange, Selection};
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// More hints of a kind than this are one card.
const EACH: usize = 3;

/// The section, if there is anything to hint at.
pub(super) fn hints_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    app.ask_hints(ui.ctx());
    app.ask_contested(ui.ctx());
    let Some(hints) = app.desk.hints.latest() else { return };
    if hints.is_empty() {
        return;
    }
    let mut kinds: BTreeMap<HintKind, Vec<&Hint>> = BTreeMap::new();
    for hint in hints.iter() {
        kinds.entry(hint.kind).or_default().push(hint);
    }
    title(ui, "Drawing hints", hints.len());
    for (kind, hints) in kinds {
        if hints.len() <= EACH {
            for hint in hints {
                one(ui, app, hint, actions);
            }
        } else {
            several(ui, app, kind, &hints, actions);
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

/// What the fix of a hint does, in a word.
fn verb(fix: &HintFix) -> &'static str {
    match fix {
        HintFix::Rename(..) => "Rename",
        HintFix::MarkExternal(_) => "From outside",
        HintFix::MarkGoal(_) => "Is a goal",
    }
}

fn edit(fix: &HintFix) -> Edit {
    let (id, change) = match fix {
        HintFix::Rename(id, name) => (id, ElementChange::Name(name.clone())),
        HintFix::MarkExternal(id) => (id, ElementChange::External(true)),
        HintFix::MarkGoal(id) => (id, ElementChange::Goal(true)),
    };
    Edit::ChangeElements { ids: vec![id.clone()], change }
}

fn lit(title: &str, hints: &[&Hint]) -> Spotlight {
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
    let evidence = consequence.unwrap_or_else(|| match &hint.fix {
        Some(HintFix::Rename(_, name)) => format!("Say “{name}”"),
        Some(HintFix::MarkExternal(_)) => "Or draw what moves it".to_owned(),
        Some(HintFix::MarkGoal(_)) => "Or draw what it moves".to_owned(),
        None => hint.kind.label().to_owned(),
    });
    let card = Card {
        icon: icon(hint.kind).char(),
        kind: hint.kind.label(),
        kind_color: if hint.kind <= HintKind::Contested { t.warn } else { t.text3 },
        action: hint.fix.as_ref().map_or("Show", verb),
        sentence: &hint.sentence,
        evidence: &evidence,
        active: false,
    };
    let shown = ui.push_id(&key, |ui| widgets::finding_card(ui, &card)).inner;
    if shown.response.hovered() {
        actions.push(Action::Preview(lit(hint.kind.label(), &[hint])));
    }
    match (&hint.fix, shown.action, shown.response.clicked()) {
        (Some(fix), true, _) => actions.push(Action::Edit(edit(fix))),
        (None, true, _) | (_, _, true) => show(hint, actions),
        _ => {}
    }
    let full = format!("{}\n{evidence}", hint.sentence);
    shown.response.on_hover_text(full);
    ui.add_space(8.0);
}

/// Selects what a hint is about, so that the inspector and the keys speak of it.
fn show(hint: &Hint, actions: &mut Vec<Action>) {
    if let Some(id) = hint.elements.first().filter(|_| hint.elements.len() == 1) {
        actions.push(Action::Reveal(id.clone()));
        return;
    }
    actions.push(Action::Select(Selection { elements: hint.elements.clone(), links: hint.links.clone() }));
}

fn several(ui: &mut Ui, app: &App, kind: HintKind, hints: &[&Hint], actions: &mut Vec<Action>) {
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
        action: "Show",
        sentence: &sentence,
        evidence,
        active,
    };
    let shown = ui.push_id(&key, |ui| widgets::finding_card(ui, &card)).inner;
    let spotlight = || lit(kind.label(), hints);
    if shown.response.hovered() {
        actions.push(Action::Preview(spotlight()));
    }
    if shown.response.clicked() || shown.action {
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
