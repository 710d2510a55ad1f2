//! What the project says about its actors, numbered and gathered once before any set of partners is tried.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::bits::Bits;
use super::levers::{end_name, holders};
use crate::model::{Actor, Coalition, ElementId, End, LinkKind, Project, Scale, TermId, TermKind};

/// The level from which an actor counts as a holder of an asset.
pub(super) const HOLDER: f64 = 45.0;
/// How much of an asset is enough when nothing else is said, in actors at full level.
const ENOUGH: f64 = 1.5;
/// Actors farther apart than this count as out of reach: 1/65 of a place is below what anybody would act on.
const FARTHEST: usize = 64;
/// The scales that the score uses, in the order of [`Facts::ratings`].
pub(super) const SCALES: [Scale; 3] = [Scale::Interest, Scale::Influence, Scale::Alignment];

/// A mean rating, or the stand-in for one.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Rated {
    /// On the scale's own range.
    pub value: f64,
    /// Nobody rated: the value is the mean of the actors that were rated.
    pub assumed: bool,
}

/// What can be wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Want {
    Asset(TermId),
    Lever(End),
}

/// An asset or a lever that is wanted.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub what: Want,
    pub name: String,
    /// How much is enough, in actors at full level.
    pub target: f64,
    pub weight: f64,
}

/// Everything that scores are made from. Actors are numbered in the order of their ids.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub ids: Vec<ElementId>,
    pub names: Vec<String>,
    /// By actor: the place of its sector in `sectors`.
    pub sector: Vec<Option<usize>>,
    pub region: Vec<Option<TermId>>,
    pub sectors: Vec<TermId>,
    /// How many sectors there are among the candidates.
    pub kinds: usize,
    pub wanted: Vec<Wanted>,
    /// By actor and wanted asset or lever: the level, 0 to 100; 0 when the actor has no such tag. A lever's level is its
    /// strength where the actor controls it, half of that where it influences it.
    pub levels: Vec<Vec<f64>>,
    /// By scale of [`SCALES`], then by actor.
    pub ratings: [Vec<Rated>; 3],
    /// By scale: somebody was rated.
    pub is_rated: [bool; 3],
    /// By actor, then by distance: who is within 1, 2 … steps; equally many for all. An actor is within 1 step of
    /// itself.
    pub within: Vec<Vec<Bits>>,
    /// By actor: who it is tied to without a conflict.
    pub joined: Vec<Bits>,
    /// Some actor has an asset, a rating, a sector or a tie.
    pub is_tagged: bool,
}

impl Facts {
    /// Gathers the facts. Takes O(n · m) for n actors and m ties.
    pub fn new(project: &Project, coalition: Option<&Coalition>) -> Self {
        let actors: Vec<(&ElementId, &Actor)> =
            project.elements.iter().filter_map(|(id, element)| Some((id, element.actor()?))).collect();
        let mut facts = Self {
            ids: actors.iter().map(|(id, _)| (*id).clone()).collect(),
            names: actors.iter().map(|(id, _)| project.name_of(id)).collect(),
            ..Self::default()
        };
        facts.sort_sectors(project, &actors);
        facts.take_assets(project, &actors, coalition);
        facts.take_levers(project, coalition);
        for (at, scale) in SCALES.into_iter().enumerate() {
            let (rated, is_rated) = ratings(&actors, scale);
            facts.ratings[at] = rated;
            facts.is_rated[at] = is_rated;
        }
        let has_ties = facts.tie(project);
        facts.is_tagged = has_ties
            || facts.is_rated.contains(&true)
            || !facts.sectors.is_empty()
            || actors.iter().any(|(_, actor)| !actor.assets.is_empty());
        facts
    }

    /// The number of an actor.
    pub fn number(&self, id: &ElementId) -> Option<usize> {
        self.ids.binary_search(id).ok()
    }

    /// What something that is wanted is called; empty when it is not wanted.
    pub fn name_of(&self, what: &Want) -> String {
        let wanted = self.wanted.iter().find(|wanted| wanted.what == *what);
        wanted.map_or_else(String::new, |wanted| wanted.name.clone())
    }

    fn sort_sectors(&mut self, project: &Project, actors: &[(&ElementId, &Actor)]) {
        let sector = |actor: &Actor| actor.sector.as_ref().map(|id| project.resolve(TermKind::Sector, id));
        let sectors: BTreeSet<TermId> = actors.iter().filter_map(|(_, actor)| sector(actor)).collect();
        self.sectors = sectors.into_iter().collect();
        for (_, actor) in actors {
            let place = sector(actor).and_then(|id| self.sectors.binary_search(&id).ok());
            self.sector.push(place);
            let region = actor.region.as_ref().map(|id| project.resolve(TermKind::Region, id));
            self.region.push(region);
        }
    }

    fn take_assets(
        &mut self,
        project: &Project,
        actors: &[(&ElementId, &Actor)],
        coalition: Option<&Coalition>,
    ) {
        let levels: Vec<BTreeMap<TermId, f64>> = actors
            .iter()
            .map(|(_, actor)| {
                let levels = actor.assets.iter();
                levels
                    .map(|(id, level)| (project.resolve(TermKind::Asset, id), level.clamp(0.0, 100.0)))
                    .collect()
            })
            .collect();
        let stored = coalition.map(|coalition| &coalition.wanted).filter(|wanted| !wanted.is_empty());
        let wanted: BTreeMap<TermId, (f64, f64)> = match stored {
            Some(stored) => stored
                .iter()
                .filter(|(_, target)| target.weight != Some(0.0))
                .map(|(id, target)| {
                    let wish = (positive(target.target, ENOUGH), positive(target.weight, 1.0));
                    (project.resolve(TermKind::Asset, id), wish)
                })
                .collect(),
            None => levels
                .iter()
                .flat_map(|levels| levels.iter().filter(|(_, level)| **level >= HOLDER))
                .map(|(id, _)| (id.clone(), (ENOUGH, 1.0)))
                .collect(),
        };
        self.levels = levels
            .iter()
            .map(|levels| wanted.keys().map(|id| levels.get(id).copied().unwrap_or(0.0)).collect())
            .collect();
        self.wanted = wanted
            .into_iter()
            .map(|(asset, (target, weight))| {
                let name = project.word(TermKind::Asset, &asset);
                Wanted { what: Want::Asset(asset), name, target, weight }
            })
            .collect();
    }

    /// The levers that the coalition wants, after the assets.
    fn take_levers(&mut self, project: &Project, coalition: Option<&Coalition>) {
        let levers = coalition.into_iter().flat_map(|coalition| &coalition.levers);
        for (end, wish) in levers.filter(|(_, wish)| wish.weight != Some(0.0)) {
            let held = holders(project, end);
            for (levels, id) in self.levels.iter_mut().zip(&self.ids) {
                levels.push(held.get(id).map_or(0.0, |share| share * 100.0));
            }
            self.wanted.push(Wanted {
                what: Want::Lever(end.clone()),
                name: end_name(project, end),
                target: positive(wish.target, ENOUGH),
                weight: positive(wish.weight, 1.0),
            });
        }
    }

    /// Measures who is how near to whom, over every tie in either direction. Tells whether there is any.
    fn tie(&mut self, project: &Project) -> bool {
        let count = self.ids.len();
        let mut neighbours = vec![BTreeSet::new(); count];
        let mut at_odds = vec![Bits::new(count); count];
        for (_, link) in project.links_of(LinkKind::Tie) {
            let (Some((from, to)), Some(tie)) = (link.ends.pair(), link.tie()) else { continue };
            let (Some(from), Some(to)) = (self.number(from), self.number(to)) else { continue };
            if from == to {
                continue;
            }
            neighbours[from].insert(to);
            neighbours[to].insert(from);
            let kind = tie.tie.as_ref().map(|kind| project.resolve(TermKind::Tie, kind));
            if kind.is_some_and(|kind| kind == TermId::from("conflicts")) {
                at_odds[from].insert(to);
                at_odds[to].insert(from);
            }
        }
        for (start, around) in neighbours.iter().enumerate() {
            let mut joined = Bits::new(count);
            for other in around.iter().filter(|other| !at_odds[start].contains(**other)) {
                joined.insert(*other);
            }
            self.joined.push(joined);
            self.within.push(reach_from(start, &neighbours));
        }
        let farthest = self.within.iter().map(Vec::len).max().unwrap_or(0);
        for within in &mut self.within {
            let all = within.last().cloned().unwrap_or_default();
            within.resize(farthest, all);
        }
        neighbours.iter().any(|around| !around.is_empty())
    }
}

/// A target or weight that was given and can be used, or what stands for it.
fn positive(value: Option<f64>, otherwise: f64) -> f64 {
    value.filter(|value| value.is_finite() && *value > 0.0).unwrap_or(otherwise)
}

/// Who is within 1, 2 … steps of `start`.
fn reach_from(start: usize, neighbours: &[BTreeSet<usize>]) -> Vec<Bits> {
    let mut near = Bits::new(neighbours.len());
    near.insert(start);
    let mut within = Vec::new();
    let mut queue = VecDeque::from([(start, 0)]);
    while let Some((at, distance)) = queue.pop_front() {
        if within.len() < distance {
            within.push(near.clone());
        }
        if distance == FARTHEST {
            break;
        }
        for &next in neighbours.get(at).into_iter().flatten() {
            if !near.contains(next) {
                near.insert(next);
                queue.push_back((next, distance + 1));
            }
        }
    }
    if within.is_empty() {
        within.push(near);
    }
    within
}

/// Mean ratings on a scale, with the mean of all for actors that nobody rated; and whether anybody was rated.
fn ratings(actors: &[(&ElementId, &Actor)], scale: Scale) -> (Vec<Rated>, bool) {
    let (low, high) = scale.range();
    let given: Vec<Option<f64>> = actors
        .iter()
        .map(|(_, actor)| actor.spread(scale).map(|spread| spread.mean.clamp(low, high)))
        .collect();
    let count = given.iter().flatten().count();
    let mean = if count == 0 { 0.0 } else { given.iter().flatten().sum::<f64>() / count as f64 };
    let rated = given
        .into_iter()
        .map(|value| Rated { value: value.unwrap_or(mean), assumed: value.is_none() })
        .collect();
    (rated, count > 0)
}
