//! Minimal covers: the smallest coalitions that hold every wanted asset.
//!
//! A set covers when some member holds each wanted asset and lever that any candidate holds (level 45 or more); it is
//! minimal when no member that is not required can be left out. Sets that no further member could bring within the quotas
//! are left out.

use serde::Serialize;

use super::bits::Bits;
use super::facts::{Facts, HOLDER, Want};
use super::partners::{PartnerOptions, ready};
use super::rules::Rules;
use crate::analysis::Watch;
use crate::model::{ElementId, End, Project, TermId};

/// The most covers that are listed.
const MOST: usize = 200;
/// The most steps that the search takes.
const STEPS: usize = 200_000;

/// What [`covers`] gives.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Covers {
    /// The minimal covers, the smallest first; each in order of ids.
    pub sets: Vec<Vec<ElementId>>,
    /// Wanted assets that no candidate holds: no set can cover them.
    pub unheld: Vec<TermId>,
    /// Wanted levers that no candidate holds.
    pub unheld_levers: Vec<End>,
    /// All minimal covers within the size are listed.
    pub complete: bool,
    /// What was found, with its limits.
    pub sentence: String,
}

struct Search<'a> {
    rules: &'a Rules,
    /// By asset: its holders among the candidates.
    holders: Vec<Bits>,
    found: Vec<Vec<usize>>,
    steps: usize,
    watch: &'a Watch,
}

/// Lists the minimal covers up to the most members, at most 200; `complete` says whether that is all. Finding them takes
/// exponential time in the worst case and is stopped after 200,000 steps.
pub fn covers(project: &Project, options: &PartnerOptions, watch: &Watch) -> Covers {
    let Some((facts, rules)) = ready(project, options) else {
        let sentence =
            "Tag actors with assets; then the smallest coalitions that hold them can be listed.".to_owned();
        return Covers { sentence, ..Covers::default() };
    };
    let candidates: Vec<usize> = rules.required.iter().chain(&rules.free).copied().collect();
    let (mut holders, mut unheld, mut unheld_levers) = (Vec::new(), Vec::new(), Vec::new());
    for (asset, wanted) in facts.wanted.iter().enumerate() {
        let mut of = Bits::new(facts.ids.len());
        for actor in candidates.iter().filter(|actor| facts.levels[**actor][asset] >= HOLDER) {
            of.insert(*actor);
        }
        match &wanted.what {
            _ if of.count() > 0 => holders.push(of),
            Want::Asset(asset) => unheld.push(asset.clone()),
            Want::Lever(end) => unheld_levers.push(end.clone()),
        }
    }
    let mut search = Search { rules: &rules, holders, found: Vec::new(), steps: 0, watch };
    let required = rules.required.clone();
    if !search.holders.is_empty() {
        for size in required.len().max(1)..=rules.max {
            search.grow(&mut required.clone(), &Bits::new(facts.ids.len()), size);
            if search.is_over() {
                break;
            }
        }
    }
    let complete = !search.is_over();
    search.found.truncate(MOST);
    let sentence = sentence(&facts, &search.found, complete, rules.max);
    let sets = search.found.iter().map(|set| set.iter().map(|actor| facts.ids[*actor].clone()).collect());
    Covers { sets: sets.collect(), unheld, unheld_levers, complete, sentence }
}

impl Search<'_> {
    fn is_over(&self) -> bool {
        self.steps > STEPS || self.found.len() > MOST || self.watch.is_cancelled()
    }

    /// Tries every set of exactly `size` members that holds these and none of `barred`: always by the uncovered asset
    /// with the fewest holders. Barring what was tried before finds each set once.
    fn grow(&mut self, members: &mut Vec<usize>, barred: &Bits, size: usize) {
        self.steps += 1;
        if self.is_over() {
            return;
        }
        let is_covered = |of: &&Bits| members.iter().any(|member| of.contains(*member));
        let open = self.holders.iter().filter(|of| !is_covered(of)).min_by_key(|of| of.count()).cloned();
        let Some(open) = open else {
            if members.len() == size && self.is_minimal(members) && self.keeps_quotas(members) {
                let mut set = members.clone();
                set.sort_unstable();
                self.found.push(set);
            }
            return;
        };
        if members.len() == size {
            return;
        }
        let mut barred = barred.clone();
        for actor in self.rules.free.clone() {
            let clashes =
                self.rules.conflicts.get(actor).is_some_and(|c| members.iter().any(|m| c.contains(*m)));
            if open.contains(actor) && !barred.contains(actor) && !clashes {
                members.push(actor);
                self.grow(members, &barred, size);
                members.pop();
                barred.insert(actor);
            }
        }
    }

    /// Quotas that ask for more members than a cover has are left to who fills it up; those that forbid a member count.
    fn keeps_quotas(&self, members: &[usize]) -> bool {
        self.rules.quotas.iter().all(|quota| {
            let count = members.iter().filter(|member| quota.of.contains(**member)).count() as f64;
            count <= quota.max && (quota.min - count).max(0.0) <= self.rules.max as f64 - members.len() as f64
        })
    }

    /// Every member that is not required alone holds something.
    fn is_minimal(&self, members: &[usize]) -> bool {
        members.iter().filter(|member| !self.rules.required.contains(member)).all(|member| {
            let is_alone = |of: &Bits| {
                of.contains(*member) && !members.iter().any(|other| other != member && of.contains(*other))
            };
            self.holders.iter().any(is_alone)
        })
    }
}

fn sentence(facts: &Facts, found: &[Vec<usize>], complete: bool, most: usize) -> String {
    let Some(smallest) = found.first().map(Vec::len) else {
        return if facts.wanted.is_empty() {
            "No asset is wanted: nothing to cover.".to_owned()
        } else {
            format!(
                "No set of up to {most} holds every wanted asset{}.",
                if complete { "" } else { " that was tried" }
            )
        };
    };
    let count = found.iter().filter(|set| set.len() == smallest).count();
    let sets = if count == 1 {
        "one set of that size does".to_owned()
    } else {
        format!("{count} sets of that size do")
    };
    let limit = if complete { "" } else { " The list is not complete: there are too many." };
    format!("The smallest coalition that holds every wanted asset has {smallest}; {sets}.{limit}")
}
