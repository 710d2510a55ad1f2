//! Coalition suggestions: a set of partners rather than a ranking, each member with its reasons.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::facts::{Facts, SCALES};
use super::reasons::{gaps, headline, note, reasons, supply};
use super::rules::{Rules, rules};
use super::score::{Figures, Group, Part, Parts, weights};
use super::search::{Best, Field, best_of, without};
use super::shortlist::shorten;
use super::trials::inclusion;
use crate::analysis::Watch;
use crate::model::{Coalition, CoalitionId, ElementId, End, Project, Scale, TermId};

/// A next member that gains less than this is past the knee.
const KNEE: f64 = 0.01;

/// What to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerOptions {
    /// The stored coalition whose wishes, rules, sizes and weights hold.
    pub coalition: Option<CoalitionId>,
    /// The fewest members; absent means the coalition's, or 3.
    pub min: Option<usize>,
    /// The most members; absent means the coalition's, or 7. Required actors are in even if they are more.
    pub max: Option<usize>,
    /// Actors that must be in, besides the coalition's; they overrule its `must_out`.
    pub require: BTreeSet<ElementId>,
    /// Actors that must stay out, besides the coalition's; they overrule everything.
    pub exclude: BTreeSet<ElementId>,
    /// How many trials tell how firm the suggestion is; 0 leaves them out.
    pub trials: usize,
    /// The seed of the trials.
    pub seed: u64,
    /// The most suggestions, with the best one.
    pub alternatives: usize,
}

impl Default for PartnerOptions {
    /// 3 to 7 of all actors, 200 trials, 5 suggestions.
    fn default() -> Self {
        Self {
            coalition: None,
            min: None,
            max: None,
            require: BTreeSet::new(),
            exclude: BTreeSet::new(),
            trials: 200,
            seed: 0,
            alternatives: 5,
        }
    }
}

/// A member of a suggested set.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartnerMember {
    /// The actor.
    pub id: ElementId,
    /// Its name.
    pub name: String,
    /// How much the score would fall without it; negative when it would rise.
    pub marginal: f64,
    /// Why it is in, the strongest reasons first; whole sentences without a full stop.
    pub reasons: Vec<String>,
    /// Ratings that nobody gave, where the mean of the others stands in.
    pub assumed: Vec<Scale>,
}

/// A set of partners.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Suggestion {
    /// Who is in, in order of their ids.
    pub members: Vec<PartnerMember>,
    /// The weighted sum of the parts.
    pub score: f64,
    /// The parts that count, before weighting: shares of 0 to 1, but for redundancy (in full levels) and cost (members).
    pub parts: BTreeMap<Part, f64>,
    /// How much of each wish the members hold, assets first.
    pub supply: Vec<Supply>,
    /// The wishes of which they hold less than the target, the largest gap first.
    pub gaps: Vec<Gap>,
}

/// How much of something that is wanted a set holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Supply {
    /// The asset; `None` for a lever.
    pub asset: Option<TermId>,
    /// The lever; `None` for an asset.
    pub lever: Option<End>,
    /// Its name.
    pub name: String,
    /// How much is wanted, in actors at full level.
    pub target: f64,
    /// How much it counts among the wishes.
    pub weight: f64,
    /// How much the members hold together.
    pub held: f64,
}

/// A wanted asset or lever of which the set has too little.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Gap {
    /// The asset; `None` for a lever.
    pub asset: Option<TermId>,
    /// The lever; `None` for an asset.
    pub lever: Option<End>,
    /// Who outside the set holds it, the most of it first.
    pub could_bring: Vec<ElementId>,
    /// Its name.
    pub name: String,
    /// How much is wanted, in actors at full level.
    pub target: f64,
    /// How much the members hold together.
    pub held: f64,
    /// The share of the target that they hold, 0 to 1.
    pub share: f64,
    /// What is missing and who could bring it.
    pub sentence: String,
}

/// The best score at one size.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct SizeScore {
    /// How many members.
    pub size: usize,
    /// The best score found.
    pub score: f64,
}

/// Suggestions, and how firm they are.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Partners {
    /// One sentence that says what was found; empty when nothing was.
    pub headline: String,
    /// What to do first, or what could not be kept to.
    pub note: Option<String>,
    /// The best set first, then others that share at most 0.7 (Jaccard) with each before them, by falling score.
    pub suggestions: Vec<Suggestion>,
    /// Whether every set of an allowed size was looked at.
    pub exact: bool,
    /// How many actors could be chosen.
    pub candidates: usize,
    /// By candidate: the share of trials in which it is in, 0 to 1. Empty without trials.
    pub inclusion: BTreeMap<ElementId, f64>,
    /// How many trials were run.
    pub trials: usize,
    /// Wanted assets of which the best set has less than the target.
    pub gaps: Vec<Gap>,
    /// The best score at each size, from one member (or the required ones) to the most.
    pub by_size: Vec<SizeScore>,
    /// The first size whose next gain is under 0.01.
    pub knee: Option<usize>,
    /// The weights that were used: parts that nothing is known about are absent, and the others share their weight.
    pub weights: BTreeMap<Part, f64>,
}

/// Suggests sets of partners for the project, or for one of its coalitions.
///
/// Up to 22 free candidates every set is tried (unless sizes allow more than two million sets); beyond, the search is
/// greedy with exchanges. The same project, options
/// and seed give the same answer. A cancelled `watch` ends it with what is there.
pub fn partners(project: &Project, options: &PartnerOptions, watch: &Watch) -> Partners {
    let Some((facts, mut rules)) = ready(project, options) else {
        let note =
            "Tag at least three actors with assets, interest and influence; then partners can be suggested.";
        return Partners { note: Some(note.to_owned()), ..Partners::default() };
    };
    let coalition = stored(project, options);
    let weights = weights(&facts, coalition);
    let figures = Figures::new(&facts, &weights, |_| 0.0);
    shorten(&facts, &figures, &mut rules);
    let field = Field::new(&facts, &figures, &rules, watch);
    let sizes = field.by_size(&rules, watch);
    watch.report(0.1);
    let scored = |best: &Best| Group::of(&facts, &figures, &best.members).score(None);
    let chosen = choose(&facts, (&figures, &field), &rules, &sizes, options.alternatives, watch);
    watch.report(0.3);
    let mut suggestions: Vec<Suggestion> =
        chosen.iter().map(|best| suggest(project, &facts, (&figures, &weights), &rules, best)).collect();
    if let Some(others) = suggestions.get_mut(1..) {
        others.sort_by(|a, b| b.score.total_cmp(&a.score));
    }
    let by_size: Vec<SizeScore> =
        sizes.iter().map(|best| SizeScore { size: best.members.len(), score: scored(best) }).collect();
    let best = chosen.first().map(|best| Group::of(&facts, &figures, &best.members));
    let (inclusion, trials) = if options.trials == 0 {
        (BTreeMap::new(), 0)
    } else {
        inclusion(&facts, &weights, &rules, (options.trials, options.seed), watch)
    };
    watch.report(1.0);
    Partners {
        headline: best.as_ref().map(|best| headline(&facts, best)).unwrap_or_default(),
        note: best.as_ref().and_then(|best| note(&facts, &rules, best)),
        suggestions,
        exact: field.is_exact(),
        candidates: rules.required.len() + rules.free.len() + rules.passed_over.len(),
        inclusion,
        trials,
        gaps: best.as_ref().map(|best| gaps(&facts, best)).unwrap_or_default(),
        knee: by_size.windows(2).find_map(|pair| match pair {
            [this, next] if next.score - this.score < KNEE => Some(this.size),
            _ => None,
        }),
        by_size,
        weights,
    }
}

/// The stored coalition that the options name.
pub(super) fn stored<'p>(project: &'p Project, options: &PartnerOptions) -> Option<&'p Coalition> {
    options.coalition.as_ref().and_then(|id| project.coalitions.get(id)).map(|found| &**found)
}

/// The facts and rules that a search needs; `None` when there are no candidates, or nothing is known about any.
pub(super) fn ready(project: &Project, options: &PartnerOptions) -> Option<(Facts, Rules)> {
    let coalition = stored(project, options);
    let mut facts = Facts::new(project, coalition);
    let rules = rules(project, &facts, coalition, options);
    if rules.required.len() + rules.free.len() == 0 || !facts.is_tagged {
        return None;
    }
    let sectors = rules.required.iter().chain(&rules.free).filter_map(|actor| facts.sector[*actor]);
    facts.kinds = sectors.collect::<BTreeSet<usize>>().len();
    Some((facts, rules))
}

/// The best set, then others that differ from it and from each other.
fn choose(
    facts: &Facts,
    (figures, field): (&Figures, &Field<'_>),
    rules: &Rules,
    sizes: &[Best],
    most: usize,
    watch: &Watch,
) -> Vec<Best> {
    let mut chosen: Vec<Best> = best_of(sizes, rules).cloned().into_iter().collect();
    let mut rules = rules.clone();
    while chosen.len() < most && !watch.is_cancelled() {
        let Some(last) = chosen.last() else { break };
        rules.known.push(Group::of(facts, figures, &last.members).bits);
        let sizes = field.by_size(&rules, watch);
        let Some(next) = best_of(&sizes, &rules) else { break };
        let alone = Rules { known: rules.known.clone(), ..Rules::default() };
        if alone.broken(&Group::of(facts, figures, &next.members), None) > 0.0 {
            break;
        }
        chosen.push(next.clone());
    }
    chosen
}

fn suggest(
    project: &Project,
    facts: &Facts,
    (figures, weights): (&Figures, &Parts),
    rules: &Rules,
    best: &Best,
) -> Suggestion {
    let group = Group::of(facts, figures, &best.members);
    let score = group.score(None);
    let members = best.members.iter().map(|&actor| {
        let marginal = score - without(facts, figures, &best.members, actor).score(None);
        let is_required = rules.required.contains(&actor);
        let counts = SCALES.into_iter().zip(&facts.ratings).zip(facts.is_rated);
        PartnerMember {
            id: facts.ids[actor].clone(),
            name: facts.names[actor].clone(),
            marginal,
            reasons: reasons(project, facts, &group, actor, is_required, marginal),
            assumed: counts
                .filter(|((_, rated), is_rated)| *is_rated && rated[actor].assumed)
                .map(|((scale, _), _)| scale)
                .collect(),
        }
    });
    let parts = Part::ALL.into_iter().zip(group.parts(None)).filter(|(part, _)| weights.contains_key(part));
    Suggestion {
        members: members.collect(),
        score,
        parts: parts.collect(),
        supply: supply(facts, &group),
        gaps: gaps(facts, &group),
    }
}

/// What a set is worth under the same wishes and weights, with the same reasons, whoever chose it. Members that are no
/// actors of the project are left out; rules are not looked at. `None` when nothing is known about any actor.
pub fn evaluate(
    project: &Project,
    options: &PartnerOptions,
    members: &BTreeSet<ElementId>,
) -> Option<Suggestion> {
    let (facts, rules) = ready(project, options)?;
    let weights = weights(&facts, stored(project, options));
    let figures = Figures::new(&facts, &weights, |_| 0.0);
    let members: Vec<usize> = members.iter().filter_map(|id| facts.number(id)).collect();
    let value = Group::of(&facts, &figures, &members).score(None);
    Some(suggest(project, &facts, (&figures, &weights), &rules, &Best { members, value }))
}
