//! "Why not X?": what bringing an actor in would cost, and the smallest change of its tags that would bring it in.

use serde::Serialize;

use super::facts::{Facts, SCALES, Want};
use super::partners::{PartnerOptions, ready, stored};
use super::phrases::plain;
use super::rules::Rules;
use super::score::{Figures, Group, weights};
use super::search::{Field, best_of};
use super::shortlist::shorten;
use crate::analysis::Watch;
use crate::model::{ElementId, End, Project, Scale, TermId};

/// Gains below this are rounding.
const ROUNDING: f64 = 1e-9;
/// How much a level is raised at a time.
const LEVEL_STEP: f64 = 5.0;

/// A tag that could change.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangedTag {
    /// A rating.
    Rating(Scale),
    /// The level of an asset.
    Asset(TermId),
    /// How much of a lever the actor holds, 0 to 100.
    Lever(End),
}

/// One change that would bring the actor in.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TagChange {
    /// Which tag.
    pub tag: ChangedTag,
    /// What it is now (for a rating that nobody gave, the mean that stands in).
    pub from: f64,
    /// What it would have to be.
    pub to: f64,
    /// How large the change is on its own scale, 0 to 1.
    pub size: f64,
}

/// What [`why_not`] gives.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WhyNot {
    /// The actor.
    pub id: ElementId,
    /// Its name.
    pub name: String,
    /// It is in the best set already.
    pub is_in: bool,
    /// The member whose place it would best take.
    pub swap: Option<ElementId>,
    /// How much lower the score would be after that swap.
    pub loss: Option<f64>,
    /// The smallest change of one tag that would bring it in; `None` when no single one would.
    pub change: Option<TagChange>,
    /// The answer.
    pub sentence: String,
}

/// Why an actor is not in the best set; `None` when the project does not know the actor.
///
/// Swaps and changes are tried on the best set: takes O(k² · a) scores for k members and a tags with up to 20 levels.
pub fn why_not(project: &Project, options: &PartnerOptions, id: &ElementId, watch: &Watch) -> Option<WhyNot> {
    project.elements.get(id)?.actor()?;
    let mut answer = WhyNot {
        id: id.clone(),
        name: project.name_of(id),
        is_in: false,
        swap: None,
        loss: None,
        change: None,
        sentence: String::new(),
    };
    let name = answer.name.clone();
    let Some((facts, mut rules)) = ready(project, options) else {
        let sentence = "Nothing is tagged yet, so nothing speaks for or against anybody.";
        sentence.clone_into(&mut answer.sentence);
        return Some(answer);
    };
    let actor = facts.number(id)?;
    if !rules.free.contains(&actor) && !rules.required.contains(&actor) {
        answer.sentence = format!("{name} must stay out: that is a rule, not a score.");
        return Some(answer);
    }
    let weights = weights(&facts, stored(project, options));
    let figures = Figures::new(&facts, &weights, |_| 0.0);
    shorten(&facts, &figures, &mut rules);
    if rules.passed_over.contains(&actor) {
        rules.free.push(actor);
        rules.free.sort_unstable();
    }
    let sizes = Field::new(&facts, &figures, &rules, watch).by_size(&rules, watch);
    let best = best_of(&sizes, &rules)?;
    if best.members.contains(&actor) {
        answer.is_in = true;
        answer.sentence = format!("{name} is in the best set.");
        return Some(answer);
    }
    let mut rests: Vec<(Option<usize>, Vec<usize>)> = best
        .members
        .iter()
        .filter(|member| !rules.required.contains(member))
        .map(|out| (Some(*out), best.members.iter().copied().filter(|member| member != out).collect()))
        .collect();
    let value =
        |figures: &Figures, rest: &[usize]| rules.value(&Group::of(&facts, figures, rest), Some(actor));
    let swaps = rests.iter().filter_map(|(out, rest)| Some(((*out)?, value(&figures, rest))));
    let swap = swaps.fold(None, |best: Option<(usize, f64)>, next| match best {
        Some(best) if next.1 <= best.1 + ROUNDING => Some(best),
        _ => Some(next),
    });
    if best.members.len() < rules.max {
        rests.push((None, best.members.clone()));
    }
    answer.swap = swap.map(|(out, _)| facts.ids[out].clone());
    answer.loss = swap.map(|(_, value)| best.value - value);
    let would_be_in =
        |figures: &Figures| rests.iter().any(|(_, rest)| value(figures, rest) > best.value + ROUNDING);
    answer.change = smallest_change(&facts, &figures, actor, &would_be_in);
    answer.sentence = sentence(&facts, &rules, &name, swap, best.value, answer.change.as_ref());
    Some(answer)
}

fn smallest_change(
    facts: &Facts,
    figures: &Figures,
    actor: usize,
    would_be_in: &dyn Fn(&Figures) -> bool,
) -> Option<TagChange> {
    let mut changes: Vec<TagChange> = Vec::new();
    for (at, scale) in SCALES.into_iter().enumerate().filter(|(at, _)| facts.is_rated[*at]) {
        let (low, high) = scale.range();
        let from = facts.ratings[at][actor].value;
        let mut to = from.floor() + 1.0;
        while to <= high {
            if would_be_in(&rated(facts, figures, actor, scale, to)) {
                let size = (to - from) / (high - low);
                changes.push(TagChange { tag: ChangedTag::Rating(scale), from, to, size });
                break;
            }
            to += 1.0;
        }
    }
    for (asset, wanted) in facts.wanted.iter().enumerate() {
        let from = facts.levels[actor][asset];
        let mut to = (from / LEVEL_STEP).floor() * LEVEL_STEP + LEVEL_STEP;
        while to <= 100.0 {
            let mut raised = figures.clone();
            raised.levels[actor][asset] = to / 100.0;
            if would_be_in(&raised) {
                let tag = match &wanted.what {
                    Want::Asset(asset) => ChangedTag::Asset(asset.clone()),
                    Want::Lever(end) => ChangedTag::Lever(end.clone()),
                };
                changes.push(TagChange { tag, from, to, size: (to - from) / 100.0 });
                break;
            }
            to += LEVEL_STEP;
        }
    }
    // The first of equals, in the order of scales and assets.
    changes.into_iter().reduce(|best, next| if next.size < best.size - ROUNDING { next } else { best })
}

/// The figures with one rating of the actor changed.
fn rated(facts: &Facts, figures: &Figures, actor: usize, scale: Scale, to: f64) -> Figures {
    let mut changed = figures.clone();
    let value = |of: Scale| {
        let at = SCALES.iter().position(|s| *s == of).unwrap_or(0);
        of.normalised(if of == scale { to } else { facts.ratings[at][actor].value })
    };
    changed.interest[actor] = value(Scale::Interest);
    changed.push[actor] = value(Scale::Influence) * value(Scale::Alignment).max(0.0);
    changed
}

fn sentence(
    facts: &Facts,
    rules: &Rules,
    name: &str,
    swap: Option<(usize, f64)>,
    best: f64,
    change: Option<&TagChange>,
) -> String {
    let cost = match swap {
        Some((out, value)) if best - value > 5.0 => {
            format!(
                "{name} cannot come in without breaking a rule; it would take the place of {}.",
                facts.names[out]
            )
        }
        Some((out, value)) => {
            format!(
                "{name} would best take the place of {}, and the score would fall by {:.3}.",
                facts.names[out],
                best - value
            )
        }
        None => format!("All {} places are taken by actors that must be in.", rules.required.len()),
    };
    let tag = |tag: &ChangedTag| match tag {
        ChangedTag::Rating(scale) => scale.as_str().to_owned(),
        ChangedTag::Asset(asset) => facts.name_of(&Want::Asset(asset.clone())),
        ChangedTag::Lever(end) => format!("a lever on {}", facts.name_of(&Want::Lever(end.clone()))),
    };
    match change {
        Some(change) => {
            format!(
                "{cost} It would be in with {} at {} instead of {}.",
                tag(&change.tag),
                plain(change.to),
                plain(change.from)
            )
        }
        None => format!("{cost} No single change of its tags would bring it in."),
    }
}
