//! Links about whose sign people disagree: what hangs on who is right, and what several maps agree on.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::loops::{FeedbackLoop, LoopPolarity};
use crate::analysis::scope::Scope;
use crate::model::{Causal, ElementKind, LinkId, LinkKind, MapId, Polarity, Project};

/// A loop that turns with a contested link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Turn {
    /// The loop's label.
    pub label: String,
    /// Its links.
    pub links: Vec<LinkId>,
    /// What the loop is if the link is +.
    pub if_plus: LoopPolarity,
    /// What it is if the link is −.
    pub if_minus: LoopPolarity,
}

/// A causal link to which groups give different signs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ContestedLink {
    /// The link.
    pub link: LinkId,
    /// “Local-content rules → Battery cost”.
    pub way: String,
    /// Who says what, by name.
    pub claims: Vec<(String, Polarity)>,
    /// The loops that hang on it; both sides are unknown where another link of the loop has no agreed sign either.
    pub turns: Vec<Turn>,
}

impl ContestedLink {
    /// What hangs on it, in a sentence.
    pub fn sentence(&self) -> String {
        let decided = |turn: &&Turn| turn.if_plus != LoopPolarity::Unknown;
        let turns: Vec<&Turn> = self.turns.iter().filter(decided).collect();
        let Some(first) = turns.first() else {
            return match self.turns.len() {
                0 => "No loop hangs on it.".to_owned(),
                count => format!("{count} loops run over it, but other links of theirs have no agreed sign."),
            };
        };
        let word = |kind: LoopPolarity| match kind {
            LoopPolarity::Reinforcing => "reinforces",
            LoopPolarity::Balancing => "balances",
            LoopPolarity::Unknown => "is unknown",
        };
        let (label, plus, minus) = (&first.label, word(first.if_plus), word(first.if_minus));
        let more = match turns.len() - 1 {
            0 => String::new(),
            1 => " 1 more loop turns with it.".to_owned(),
            more => format!(" {more} more loops turn with it."),
        };
        format!("If it is +, {label} {plus}; if −, it {minus}.{more}")
    }
}

/// The contested links of a project, by id, with the loops among `found` that hang on them.
///
/// O(k · l) for k contested links and l links in all loops.
pub fn contested(project: &Project, found: &[FeedbackLoop]) -> Vec<ContestedLink> {
    let disputed = project.links_of(LinkKind::Causal).filter_map(|(id, link)| {
        let causal = link.causal().filter(|causal| causal.is_contested())?;
        Some((id, link.ends.pair()?, causal))
    });
    disputed
        .map(|(id, (from, to), causal)| ContestedLink {
            link: id.clone(),
            way: format!("{} → {}", project.name_of(from), project.name_of(to)),
            claims: claims(causal),
            turns: found
                .iter()
                .filter(|one| one.links.contains(id))
                .map(|one| turn(project, one, id))
                .collect(),
        })
        .collect()
}

fn claims(causal: &Causal) -> Vec<(String, Polarity)> {
    let said = causal.claims.values().filter_map(|claim| Some((claim.who.clone(), claim.polarity?)));
    let mut said: Vec<_> = said.collect();
    said.sort();
    said
}

fn turn(project: &Project, one: &FeedbackLoop, link: &LinkId) -> Turn {
    let kind = |sign: Polarity| {
        LoopPolarity::of(one.links.iter().map(|id| {
            let drawn =
                || project.links.get(id).and_then(|link| link.causal()).map(Causal::effective_polarity);
            if id == link { sign } else { drawn().unwrap_or(Polarity::Unknown) }
        }))
    };
    Turn {
        label: one.label.clone(),
        links: one.links.clone(),
        if_plus: kind(Polarity::Plus),
        if_minus: kind(Polarity::Minus),
    }
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

/// Compares causal maps link by link. Variables are the same when their names are, but for case and spaces.
///
/// O(m log m) for m links in all, and O(k² m) for the distances of k maps.
pub fn consensus(maps: &[(&Project, Option<&MapId>)]) -> Consensus {
    let mut links: BTreeMap<(String, String), Agreement> = BTreeMap::new();
    let mut signed: Vec<BTreeSet<(String, String, Polarity)>> = Vec::new();
    for (project, map) in maps {
        let scope = Scope::new(project, *map);
        let mut ways: BTreeMap<(String, String), (String, String, BTreeSet<Polarity>)> = BTreeMap::new();
        for (id, link) in project.links_of(LinkKind::Causal) {
            if !scope.shows_link(id) {
                continue;
            }
            let (Some((from, to)), Some(causal)) = (link.ends.pair(), link.causal()) else { continue };
            let is_actor = |id| project.elements.get(id).is_none_or(|one| one.kind() == ElementKind::Actor);
            if is_actor(from) || is_actor(to) {
                continue;
            }
            let (from, to) = (project.name_of(from), project.name_of(to));
            let way = ways.entry((folded(&from), folded(&to))).or_insert((from, to, BTreeSet::new()));
            way.2.insert(causal.effective_polarity());
        }
        let mut own = BTreeSet::new();
        for (key, (from, to, signs)) in ways {
            let sign = match signs.iter().copied().collect::<Vec<_>>().as_slice() {
                [only] => *only,
                _ => Polarity::Unknown,
            };
            own.insert((key.0.clone(), key.1.clone(), sign));
            let agreement =
                links.entry(key).or_insert_with(|| Agreement { from, to, ..Agreement::default() });
            agreement.drawn += 1;
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
