//! Loops that people named: whether they still hold, and the labels that stay with them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::enumerate::rotated;
use super::loops::LoopPolarity;
use crate::model::{ElementId, LinkId, LoopId, NamedLoop, Project};

/// A named loop that is no longer one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BrokenLoop {
    /// The named loop.
    pub id: LoopId,
    /// Its label, which it keeps.
    pub label: String,
    /// What people call it.
    pub name: String,
    /// Its links that are gone, or that no longer join two elements. Empty when all are there but do not meet.
    pub missing: Vec<LinkId>,
    /// What happened, such as “R3 (broken: Trust → Turnout removed)”.
    pub reason: String,
}

/// A named loop that holds.
#[derive(Clone, Debug)]
pub(super) struct Kept<'a> {
    pub id: &'a LoopId,
    pub label: String,
    pub name: &'a str,
}

/// The named loops of a project.
#[derive(Debug, Default)]
pub(super) struct Stored<'a> {
    /// Those that hold, by canonical key.
    pub kept: BTreeMap<Vec<LinkId>, Kept<'a>>,
    /// The others, in order of their ids.
    pub broken: Vec<BrokenLoop>,
    /// The labels that are given.
    pub labels: Labels,
}

impl<'a> Stored<'a> {
    /// Sorts the project's named loops into those that hold and those that do not.
    ///
    /// Where two of them carry the same label (two people numbered loops at the same time), the smaller key keeps it
    /// and the other takes the next free number; where two have the same key, the smaller id speaks for it.
    pub fn new(project: &'a Project) -> Self {
        let mut stored = Self::default();
        let mut entries: Vec<(Vec<LinkId>, &LoopId, &NamedLoop)> =
            project.loops.iter().map(|(id, named)| (rotated(named.key.clone()), id, &**named)).collect();
        entries.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        stored.labels.used.extend(entries.iter().filter_map(|(_, _, named)| numbered(&named.label)));
        let mut given: BTreeSet<&str> = BTreeSet::new();
        for (key, id, named) in entries {
            let is_free = !named.label.is_empty() && given.insert(named.label.as_str());
            let broken = what_broke(project, &key);
            let label = if is_free {
                named.label.clone()
            } else {
                let letter = letter_of(&named.label).unwrap_or_else(|| polarity_of(project, &key));
                stored.labels.next(letter)
            };
            match broken {
                None => {
                    stored.kept.entry(key).or_insert(Kept { id, label, name: &named.name });
                }
                Some((missing, what)) => stored.broken.push(BrokenLoop {
                    id: id.clone(),
                    reason: format!("{label} (broken: {what})"),
                    label,
                    name: named.name.clone(),
                    missing,
                }),
            }
        }
        stored.broken.sort_by(|a, b| a.id.cmp(&b.id));
        stored
    }
}

/// The letter that a label begins with, if it is one of R, B and U.
pub(super) fn letter_of(label: &str) -> Option<LoopPolarity> {
    LoopPolarity::ALL.into_iter().find(|polarity| label.starts_with(polarity.as_str()))
}

/// A label's letter and number: `R3` is (R, 3).
fn numbered(label: &str) -> Option<(LoopPolarity, u64)> {
    Some((letter_of(label)?, label.get(1..)?.parse().ok()?))
}

/// The labels that are given, and the next free ones.
#[derive(Clone, Debug, Default)]
pub(super) struct Labels {
    used: BTreeSet<(LoopPolarity, u64)>,
    /// By letter: every number up to this one is used.
    last: BTreeMap<LoopPolarity, u64>,
}

impl Labels {
    /// Gives out the lowest number that no label with this letter uses.
    pub fn next(&mut self, letter: LoopPolarity) -> String {
        let last = self.last.entry(letter).or_default();
        *last += 1;
        while !self.used.insert((letter, *last)) {
            *last += 1;
        }
        format!("{}{last}", letter.as_str())
    }
}

/// The elements at the ends of a causal link that is whole.
fn ends<'a>(project: &'a Project, link: &LinkId) -> Option<(&'a ElementId, &'a ElementId)> {
    let link = project.links.get(link)?;
    link.causal()?;
    let (from, to) = link.ends.pair()?;
    (project.elements.contains_key(from) && project.elements.contains_key(to)).then_some((from, to))
}

/// The sign of the loop that these links make.
fn polarity_of(project: &Project, key: &[LinkId]) -> LoopPolarity {
    LoopPolarity::of(key.iter().filter_map(|id| Some(project.links.get(id)?.causal()?.effective_polarity())))
}

/// Why these links are no loop: those that are gone, and a clause that says it. `None` if they are one.
fn what_broke(project: &Project, key: &[LinkId]) -> Option<(Vec<LinkId>, String)> {
    let missing: Vec<LinkId> = key.iter().filter(|link| ends(project, link).is_none()).cloned().collect();
    let at = |place: usize| key.get(place % key.len()).and_then(|link| ends(project, link));
    if let Some(first) = missing.first() {
        let place = key.iter().position(|link| link == first).unwrap_or(0);
        let from = at(place + key.len() - 1).map(|(_, to)| project.name_of(to));
        let to = at(place + 1).map(|(from, _)| project.name_of(from));
        let what = match (from, to) {
            (Some(from), Some(to)) if key.len() > 1 => format!("{from} → {to} removed"),
            _ => format!("link {first} removed"),
        };
        let more = missing.len() - 1;
        let what = if more == 0 { what } else { format!("{what}, and {more} more") };
        return Some((missing, what));
    }
    let starts: BTreeSet<&ElementId> = (0..key.len()).filter_map(|place| Some(at(place)?.0)).collect();
    let meets =
        (0..key.len()).all(|place| at(place).map(|(_, to)| to) == at(place + 1).map(|(from, _)| from));
    let is_loop = !key.is_empty() && meets && starts.len() == key.len();
    (!is_loop).then(|| (Vec::new(), "its links no longer meet end to end".to_owned()))
}
