//! What the causal maps of several people have in common: which links all draw, which one alone, and where signs differ.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::analysis::scope::Scope;
use crate::model::{ElementKind, LinkId, LinkKind, MapId, Polarity, Project};

/// How far maps agree about a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shared {
    /// Two maps or more draw it, with opposite signs.
    SignsDiffer,
    /// Every map draws it.
    All,
    /// More than half of the maps draw it.
    Most,
    /// Several maps draw it, but not more than half.
    Some,
    /// One map alone draws it.
    One,
}

impl Shared {
    /// Every kind, what to talk about first.
    pub const ALL: [Self; 5] = [Self::SignsDiffer, Self::All, Self::Most, Self::Some, Self::One];
}

/// What several maps say about one way from cause to effect.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Agreement {
    /// The cause, as the first map that draws it names it.
    pub from: String,
    /// The effect.
    pub to: String,
    /// How many maps draw it.
    pub drawn: usize,
    /// How many of them give it +.
    pub plus: usize,
    /// How many give it −.
    pub minus: usize,
    /// How many give it no sign, or both.
    pub unknown: usize,
    /// The sign that each map gives it, in the order of the maps; `None` where a map does not draw it.
    pub by_map: Vec<Option<Polarity>>,
}

impl Agreement {
    /// How far the maps agree about it.
    pub fn shared(&self) -> Shared {
        match self.drawn {
            _ if self.plus > 0 && self.minus > 0 => Shared::SignsDiffer,
            drawn if drawn == self.by_map.len() => Shared::All,
            drawn if 2 * drawn > self.by_map.len() => Shared::Most,
            0 | 1 => Shared::One,
            _ => Shared::Some,
        }
    }
}

/// What several people's causal maps have in common.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Consensus {
    /// How many maps were compared.
    pub maps: usize,
    /// Every way that some map draws: those most agreed on first, then by name.
    pub links: Vec<Agreement>,
    /// For each pair of maps, in order, 1 − the Jaccard index of their signed links: 0 same, 1 nothing in common.
    pub distances: Vec<(usize, usize, f64)>,
}

impl Consensus {
    /// For each way, the links that draw it in a project or map. O(m log m) for m links.
    pub fn drawn_in(&self, project: &Project, map: Option<&MapId>) -> Vec<Vec<LinkId>> {
        let mut ways: BTreeMap<Way, Vec<LinkId>> = BTreeMap::new();
        for (id, (from, to), _) in signed_links(project, map) {
            ways.entry((folded(&from), folded(&to))).or_default().push(id.clone());
        }
        let of = |one: &Agreement| ways.remove(&(folded(&one.from), folded(&one.to))).unwrap_or_default();
        self.links.iter().map(of).collect()
    }
}

/// A way by the names of its ends, as maps are compared.
type Way = (String, String);

/// The causal links of a project or map between variables and issues, by the names of their ends, with their signs.
fn signed_links<'a>(
    project: &'a Project,
    map: Option<&MapId>,
) -> impl Iterator<Item = (&'a LinkId, Way, Polarity)> {
    let scope = Scope::new(project, map);
    let is_actor = |id| project.elements.get(id).is_none_or(|one| one.kind() == ElementKind::Actor);
    project.links_of(LinkKind::Causal).filter(move |(id, _)| scope.shows_link(id)).filter_map(
        move |(id, link)| {
            let ((from, to), causal) = (link.ends.pair()?, link.causal()?);
            let way = (project.name_of(from), project.name_of(to));
            (!is_actor(from) && !is_actor(to)).then(|| (id, way, causal.effective_polarity()))
        },
    )
}

/// Compares causal maps link by link. Variables are the same when their names are, but for case and spaces.
///
/// O(m log m) for m links in all, and O(k² m) for the distances of k maps.
pub fn consensus(maps: &[(&Project, Option<&MapId>)]) -> Consensus {
    let mut links: BTreeMap<Way, Agreement> = BTreeMap::new();
    let mut signed: Vec<BTreeSet<(Way, Polarity)>> = Vec::new();
    for (number, (project, map)) in maps.iter().enumerate() {
        let mut ways: BTreeMap<Way, (Way, BTreeSet<Polarity>)> = BTreeMap::new();
        for (_, (from, to), sign) in signed_links(project, *map) {
            let key = (folded(&from), folded(&to));
            ways.entry(key).or_insert(((from, to), BTreeSet::new())).1.insert(sign);
        }
        let mut own = BTreeSet::new();
        for (key, ((from, to), signs)) in ways {
            let sign = match signs.iter().copied().collect::<Vec<_>>().as_slice() {
                [only] => *only,
                _ => Polarity::Unknown,
            };
            own.insert((key.clone(), sign));
            let new = || Agreement { from, to, by_map: vec![None; maps.len()], ..Agreement::default() };
            let agreement = links.entry(key).or_insert_with(new);
            agreement.drawn += 1;
            if let Some(slot) = agreement.by_map.get_mut(number) {
                *slot = Some(sign);
            }
            match sign {
                Polarity::Plus => agreement.plus += 1,
                Polarity::Minus => agreement.minus += 1,
                Polarity::Unknown => agreement.unknown += 1,
            }
        }
        signed.push(own);
    }
    let mut links: Vec<Agreement> = links.into_values().collect();
    links.sort_by(|a, b| {
        let most = |one: &Agreement| one.plus.max(one.minus);
        (b.drawn, most(b)).cmp(&(a.drawn, most(a))).then_with(|| (&a.from, &a.to).cmp(&(&b.from, &b.to)))
    });
    let mut distances = Vec::new();
    for (first, a) in signed.iter().enumerate() {
        for (second, b) in signed.iter().enumerate().skip(first + 1) {
            let all = a.union(b).count();
            let both = a.intersection(b).count();
            let distance = if all == 0 { 0.0 } else { 1.0 - both as f64 / all as f64 };
            distances.push((first, second, distance));
        }
    }
    Consensus { maps: maps.len(), links, distances }
}

/// A name as maps are compared by: lower case, single spaces.
fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
