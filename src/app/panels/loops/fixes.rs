//! What is done about a hint: an edit at once, a choice of a few, or the way to where it is settled.

use crate::analysis::HintFix;
use crate::app::App;
use crate::app::action::Action;
use crate::app::view_state::Tool;
use crate::edit::{Edit, ElementChange, LinkChange, Selection};
use crate::model::{
    Body, Bond, Causal, Claim, ClaimId, Element, ElementId, ElementKind, Ends, Link, LinkId, Point, Polarity,
    Project,
};

/// How far above what lies between them a new goal stands.
const ABOVE: f64 = 120.0;

/// What a fix does, in a word or two.
pub(super) fn verb(fix: &HintFix) -> &'static str {
    match fix {
        HintFix::Rename(..) => "Rename",
        HintFix::MarkExternal(_) => "From outside",
        HintFix::MarkGoal(_) => "Is a goal",
        HintFix::Sign(_) => "Sign",
        HintFix::AddSource(_) => "Add source",
        HintFix::Join(_) => "Link it",
        HintFix::Unite { .. } => "Make it one",
        HintFix::ChooseGoal(_) => "Set goal",
        HintFix::AddTarget { .. } => "Add goal",
        HintFix::Compare(_) => "Compare",
    }
}

/// What the fix would do, where the hint itself does not say it.
pub(super) fn promise(fix: &HintFix) -> Option<String> {
    Some(match fix {
        HintFix::Rename(_, name) => format!("Say “{name}”"),
        HintFix::MarkExternal(_) => "Or draw what moves it".to_owned(),
        HintFix::MarkGoal(_) => "Or draw what it moves".to_owned(),
        HintFix::AddSource(_) => "Who said it, or where does it stand?".to_owned(),
        HintFix::Join(_) => "Then click what it moves".to_owned(),
        HintFix::Unite { .. } => "One contested link says the same".to_owned(),
        HintFix::ChooseGoal(_) => "Which of them is it about?".to_owned(),
        HintFix::AddTarget { name, .. } => format!("“{name}”, with + to the gap"),
        HintFix::Sign(_) | HintFix::Compare(_) => return None,
    })
}

/// The choices of a fix that has several, with what each does.
pub(super) fn choices(project: &Project, fix: &HintFix) -> Vec<(String, Edit)> {
    match fix {
        HintFix::Sign(link) => {
            [(Polarity::Plus, "+  moves it the same way"), (Polarity::Minus, "−  moves it the opposite way")]
                .map(|(sign, word)| (word.to_owned(), on_link(link, LinkChange::Polarity(Some(sign)))))
                .into()
        }
        HintFix::ChooseGoal(elements) => elements
            .iter()
            .map(|id| (project.name_of(id), on_element(id, ElementChange::Goal(true))))
            .collect(),
        _ => Vec::new(),
    }
}

/// What a fix without choices does.
pub(super) fn actions(app: &App, fix: &HintFix) -> Vec<Action> {
    let edit = |edit| vec![Action::Edit(edit)];
    match fix {
        HintFix::Rename(id, name) => edit(on_element(id, ElementChange::Name(name.clone()))),
        HintFix::MarkExternal(id) => edit(on_element(id, ElementChange::External(true))),
        HintFix::MarkGoal(id) => edit(on_element(id, ElementChange::Goal(true))),
        HintFix::AddSource(link) => vec![Action::AskSource(link.clone())],
        HintFix::Join(id) => {
            vec![Action::Select(Selection::element(id.clone())), Action::Take(Tool::Link(Some(id.clone())))]
        }
        HintFix::Compare(link) => vec![Action::Select(Selection::link(link.clone()))],
        HintFix::Unite { keep, drop } => edit(united(app.session.history.project(), keep, drop)),
        HintFix::AddTarget { gap, name, .. } => target(app, gap, name).into_iter().collect(),
        HintFix::Sign(_) | HintFix::ChooseGoal(_) => Vec::new(),
    }
}

fn on_element(id: &ElementId, change: ElementChange) -> Edit {
    Edit::ChangeElements { ids: vec![id.clone()], change }
}

fn on_link(id: &LinkId, change: LinkChange) -> Edit {
    Edit::ChangeLinks { ids: vec![id.clone()], change }
}

/// One link that holds what all of them say: their claims and, of those without, the drawn sign with its sources.
fn united(project: &Project, keep: &LinkId, drop: &[LinkId]) -> Edit {
    let mut edits = Vec::new();
    let mut notes: Vec<&str> = Vec::new();
    for id in std::iter::once(keep).chain(drop) {
        let Some(link) = project.links.get(id) else { continue };
        let Some(causal) = link.causal() else { continue };
        let drawn = causal.polarity.filter(|_| causal.claims.is_empty()).map(|sign| Claim {
            who: format!("Those for {}", sign.as_str().replace('-', "−")),
            polarity: Some(sign),
            evidence: link.evidence.clone(),
            ..Claim::default()
        });
        let claims = causal.claims.iter().map(|(id, claim)| (id.clone(), claim.clone()));
        for (claim, said) in claims.chain(drawn.map(|claim| (ClaimId::random(), claim))) {
            edits.push(on_link(keep, LinkChange::Claim(claim, Some(said))));
        }
        notes.extend(Some(link.notes.trim()).filter(|text| !text.is_empty()));
    }
    edits.push(on_link(keep, LinkChange::Notes(notes.join("\n\n"))));
    edits.push(Edit::Delete { elements: [].into(), links: drop.iter().cloned().collect() });
    Edit::Many("Make one contested link".to_owned(), edits)
}

/// The new goal, above the gap, with its link.
fn target(app: &App, gap: &ElementId, name: &str) -> Option<Action> {
    let map = app.view.map.clone()?;
    let at = app.session.history.project().maps.get(&map)?.elements.get(gap)?.pos?;
    let pos = app.canvas.free_place(Point::new(at.x(), at.y() - ABOVE));
    let id = ElementId::random();
    let mut element = Element::new(ElementKind::Variable, name);
    if let Body::Variable(variable) = &mut element.body {
        variable.external = true;
    }
    let bond = Bond::Causal(Causal { polarity: Some(Polarity::Plus), ..Causal::default() });
    let link = Link::new(Ends::elements(id.clone(), gap.clone()), bond);
    let edits = vec![
        Edit::AddElement { id: id.clone(), element, map: map.clone(), pos },
        Edit::AddLink { id: LinkId::random(), link, map },
    ];
    Some(Action::EditAndSelect(Edit::Many(format!("Add “{name}”"), edits), Selection::element(id)))
}
