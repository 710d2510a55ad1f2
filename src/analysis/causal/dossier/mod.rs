//! What is known about a variable as a place to intervene: its loops, what pressing it does to the goals, how long that
//! takes, who holds it, and what its links rest on.
//!
//! No centrality stands for leverage here: on causal maps of the same system centralities name different places
//! (Crielaard et al. 2023, "A network perspective on causal-loop diagrams"). Variables are ranked by how surely pressing
//! them moves the goals, and the rank comes with how far it shifts when one variable is drawn as two, or two as one.

mod meadows;
mod rank;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde::Serialize;

pub use self::meadows::MeadowsPlace;
use self::rank::{Ranks, rank};
use super::loops::{LoopOptions, LoopPolarity, loops_of_map};
use super::predict::{Every, Verdict};
use super::signed::SignedMap;
use crate::analysis::Watch;
use crate::model::{Bond, ElementId, End, LeverKind, LinkId, MapId, Project};

/// Longer loops are not counted.
const LONGEST: usize = 8;
/// How many draws of magnitudes a prediction is made from.
const DRAWS: usize = 200;
/// The fewest, on maps so large that a draw takes long.
const FEWEST: usize = 60;
/// How many steps of arithmetic the draws may take, about: one for n variables takes n³.
const WORK: usize = 200_000_000;
/// The seed of the draws.
const SEED: u64 = 1;
/// The share of draws that makes a verdict.
const ENOUGH: f64 = 0.6;

/// What pressing a variable does to a goal.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GoalEffect {
    /// The goal.
    pub goal: ElementId,
    /// Its name.
    pub name: String,
    /// The share of draws in which it rises when the variable is raised.
    pub rises: f64,
    /// The share in which it falls.
    pub falls: f64,
    /// What that comes to.
    pub verdict: Verdict,
    /// How many links the quickest way there has; `None` when there is none.
    pub links: Option<usize>,
    /// How many of them act with a delay; the quickest way is the one with the fewest.
    pub delays: usize,
}

/// An actor who stands to a variable by a lever link.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Holder {
    /// The actor.
    pub actor: ElementId,
    /// Its name.
    pub name: String,
    /// How it stands to the variable.
    pub lever: LeverKind,
    /// How strongly, 1 to 5; `None` when nobody said.
    pub strength: Option<f64>,
}

/// What is known about one variable.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Dossier {
    /// The variable or issue.
    pub id: ElementId,
    /// Its name.
    pub name: String,
    /// How many reinforcing loops of up to eight links run through it.
    pub reinforcing: usize,
    /// How many balancing ones.
    pub balancing: usize,
    /// How many whose polarity nobody can say.
    pub unknown: usize,
    /// The labels of those loops, shortest first.
    pub labels: Vec<String>,
    /// What raising it does to each goal.
    pub goals: Vec<GoalEffect>,
    /// Who holds it: those who control it first.
    pub holders: Vec<Holder>,
    /// How many causal links begin or end here.
    pub links: usize,
    /// How many of them name a source or a reason.
    pub evidenced: usize,
    /// Which of Meadows' twelve places to intervene people see in it.
    pub meadows: Option<MeadowsPlace>,
    /// Its place among all variables, 1 for the first; equals share a place.
    pub rank: usize,
    /// The best and the worst place that it took when one variable was drawn as two, or two as one.
    pub rank_range: (usize, usize),
}

impl Dossier {
    /// The rank hangs on how the map is drawn: it moves by more than a tenth of all places, and by two at least.
    pub fn is_sensitive(&self, of: usize) -> bool {
        let (best, worst) = self.rank_range;
        worst - best > (of / 10).max(1)
    }
}

/// What ranks variables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RankedBy {
    /// The mean over the goals of how surely they rise or fall: |share that rises − share that falls|.
    Goals,
    /// The number of loops, as long as no variable is marked as a goal.
    Loops,
}

/// The dossiers of a causal map.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Dossiers {
    /// What ranks them.
    pub ranked_by: RankedBy,
    /// By rank, then name.
    pub rows: Vec<Dossier>,
    /// How many other ways of drawing the map were tried for the ranges.
    pub redrawn: usize,
    /// Every loop of up to eight links was counted.
    pub all_loops: bool,
}

/// Writes the dossiers of all variables and issues of a project or map.
///
/// O(n³) for each draw and each redrawing; the number of redrawings shrinks with the size of the map. The same project
/// gives the same answer; cancelled, it gives what it had.
pub fn dossiers(project: &Project, map: Option<&MapId>, watch: &Watch) -> Dossiers {
    let signed = SignedMap::new(project, map);
    let wanted = LoopOptions { map: map.cloned(), max_length: Some(LONGEST), ..LoopOptions::default() };
    let found = loops_of_map(project, &wanted, watch);
    let is_goal = |id: &&ElementId| {
        project.elements.get(*id).and_then(|element| element.variable()).is_some_and(|variable| variable.goal)
    };
    let goals: Vec<usize> = signed.ids.iter().filter(is_goal).filter_map(|id| signed.number(id)).collect();
    let draws = (WORK / signed.ids.len().max(1).pow(3)).clamp(FEWEST, DRAWS);
    let every = Every::new(&signed, if goals.is_empty() { 0 } else { draws }, SEED, watch);
    let mut through: BTreeMap<&ElementId, Vec<&super::loops::FeedbackLoop>> = BTreeMap::new();
    for one in &found.loops {
        for id in &one.elements {
            through.entry(id).or_default().push(one);
        }
    }
    let counts: Vec<usize> = signed.ids.iter().map(|id| through.get(id).map_or(0, Vec::len)).collect();
    let Ranks { places, ranges, redrawn } = rank(&signed, &goals, &every, &counts, watch);
    let ways = Ways::new(&signed);
    let mut rows: Vec<Dossier> = (0..signed.ids.len())
        .map(|number| {
            let id = &signed.ids[number];
            let own = through.get(id).map(Vec::as_slice).unwrap_or_default();
            let of = |kind| own.iter().filter(|one| one.polarity == kind).count();
            let (links, evidenced) = evidence(project, &signed, number);
            Dossier {
                id: id.clone(),
                name: signed.names[number].clone(),
                reinforcing: of(LoopPolarity::Reinforcing),
                balancing: of(LoopPolarity::Balancing),
                unknown: of(LoopPolarity::Unknown),
                labels: own.iter().map(|one| one.label.clone()).collect(),
                goals: goal_effects(&signed, &goals, &every, &ways, number),
                holders: holders(project, id),
                links,
                evidenced,
                meadows: project.elements.get(id).and_then(|element| MeadowsPlace::of(element)),
                rank: places[number],
                rank_range: ranges[number],
            }
        })
        .collect();
    rows.sort_by(|a, b| (a.rank, &a.name, &a.id).cmp(&(b.rank, &b.name, &b.id)));
    Dossiers {
        ranked_by: if goals.is_empty() { RankedBy::Loops } else { RankedBy::Goals },
        rows,
        redrawn,
        all_loops: found.limit.is_none_or(|limit| limit.complete_to_length >= LONGEST),
    }
}

fn goal_effects(
    map: &SignedMap,
    goals: &[usize],
    every: &Every,
    ways: &Ways,
    from: usize,
) -> Vec<GoalEffect> {
    let quickest = ways.from(from);
    let effect = |goal: &usize| {
        let (rises, falls) = every.shares(from, *goal);
        let way = quickest.get(*goal).copied().flatten();
        GoalEffect {
            goal: map.ids[*goal].clone(),
            name: map.names[*goal].clone(),
            rises,
            falls,
            verdict: match (rises, falls) {
                (rises, _) if rises >= ENOUGH => Verdict::Rises,
                (_, falls) if falls >= ENOUGH => Verdict::Falls,
                (rises, falls) if rises + falls <= 0.0 => Verdict::Unchanged,
                _ => Verdict::Undecided,
            },
            links: way.map(|(_, links)| links),
            delays: way.map_or(0, |(delays, _)| delays),
        }
    };
    goals.iter().filter(|goal| **goal != from).map(effect).collect()
}

/// Who stands to an element by a lever link: controls, influences, is affected, knows; then by name.
fn holders(project: &Project, id: &ElementId) -> Vec<Holder> {
    let mut holders: Vec<Holder> = project
        .links
        .values()
        .filter_map(|link| match (&link.bond, &link.ends.to) {
            (Bond::Lever(lever), End::Element(to)) if to == id => Some(Holder {
                actor: link.ends.from.clone(),
                name: project.name_of(&link.ends.from),
                lever: lever.lever.unwrap_or(LeverKind::Influences),
                strength: lever.strength,
            }),
            _ => None,
        })
        .collect();
    holders.sort_by(|a, b| (a.lever, &a.name, &a.actor).cmp(&(b.lever, &b.name, &b.actor)));
    holders
}

/// How many signed links touch an element, and how many of them say why they hold.
fn evidence(project: &Project, map: &SignedMap, number: usize) -> (usize, usize) {
    let touching: BTreeSet<&LinkId> =
        map.arcs.iter().filter(|arc| arc.from == number || arc.to == number).map(|arc| &arc.link).collect();
    let says_why = |id: &&&LinkId| {
        project.links.get(**id).is_some_and(|link| !link.evidence.is_empty() || !link.notes.trim().is_empty())
    };
    (touching.len(), touching.iter().filter(says_why).count())
}

/// The quickest ways over the links of a map: the fewest delays, then the fewest links.
struct Ways {
    out: Vec<Vec<(usize, bool)>>,
}

impl Ways {
    fn new(map: &SignedMap) -> Self {
        let mut out = vec![Vec::new(); map.ids.len()];
        for arc in &map.arcs {
            out[arc.from].push((arc.to, arc.delay));
        }
        Self { out }
    }

    /// The delays and links of the quickest way from an element to every other. O(n + m) for each number of delays.
    fn from(&self, start: usize) -> Vec<Option<(usize, usize)>> {
        let mut quickest: Vec<Option<(usize, usize)>> = vec![None; self.out.len()];
        quickest[start] = Some((0, 0));
        let mut queue = VecDeque::from([start]);
        while let Some(at) = queue.pop_front() {
            let Some((delays, links)) = quickest[at] else { continue };
            for (to, delay) in &self.out[at] {
                let way = (delays + usize::from(*delay), links + 1);
                if quickest[*to].is_none_or(|known| way < known) {
                    quickest[*to] = Some(way);
                    queue.push_back(*to);
                }
            }
        }
        quickest
    }
}
