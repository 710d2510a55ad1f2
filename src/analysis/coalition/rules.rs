//! Who may be in a set, and what it must keep to.

use std::collections::BTreeSet;

use super::bits::Bits;
use super::facts::Facts;
use super::partners::PartnerOptions;
use super::score::Group;
use crate::model::{Coalition, ElementId, Project, TermKind};

/// The fewest and the most members when nothing else is said.
const SIZES: (usize, usize) = (3, 7);
/// Two sets are different enough when they share at most this much (Jaccard).
pub(super) const ALIKE: f64 = 0.7;
/// What a broken rule costs: more than any score can gain.
pub(super) const BROKEN_RULE: f64 = 10.0;

/// At least and at most so many of these actors.
#[derive(Clone, Debug)]
pub(super) struct Share {
    pub of: Bits,
    pub min: f64,
    pub max: f64,
}

/// What a set must keep to.
#[derive(Clone, Debug, Default)]
pub(super) struct Rules {
    /// Actors that are in whatever happens.
    pub required: Vec<usize>,
    /// Actors that are asked to be in and to stay out, and so are left out.
    pub contradicted: Vec<usize>,
    /// Actors that may come in, in order.
    pub free: Vec<usize>,
    /// Actors that might come in but are not looked at, since there are too many.
    pub passed_over: Vec<usize>,
    /// The fewest and the most members.
    pub min: usize,
    pub max: usize,
    /// By actor: who it will not sit with. Empty when there are no such pairs.
    pub conflicts: Vec<Bits>,
    pub quotas: Vec<Share>,
    /// Sets that the new one must differ from.
    pub known: Vec<Bits>,
}

impl Rules {
    /// How many rules a group breaks, as if `extra` had joined; likeness to a known set counts by its excess.
    pub fn broken(&self, group: &Group<'_>, extra: Option<usize>) -> f64 {
        if self.conflicts.is_empty() && self.quotas.is_empty() && self.known.is_empty() {
            return 0.0;
        }
        let mut bits = group.bits.clone();
        let members = group.members.iter().copied().chain(extra);
        let mut broken = 0.0;
        if let Some(extra) = extra {
            bits.insert(extra);
        }
        if !self.conflicts.is_empty() {
            let pairs: u32 = members.map(|member| self.conflicts[member].count_both(&bits)).sum();
            broken += f64::from(pairs) / 2.0;
        }
        for quota in &self.quotas {
            let count = f64::from(bits.count_both(&quota.of));
            broken += (quota.min - count).max(0.0) + (count - quota.max).max(0.0);
        }
        for known in &self.known {
            let alike = f64::from(bits.count_both(known)) / f64::from(bits.count_either(known).max(1));
            broken += (alike - ALIKE).max(0.0);
        }
        broken
    }

    /// The score, less what broken rules cost.
    pub fn value(&self, group: &Group<'_>, extra: Option<usize>) -> f64 {
        group.score(extra) - BROKEN_RULE * self.broken(group, extra)
    }
}

/// Who may come in and what a set must keep to, by the options and the stored coalition.
pub(super) fn rules(
    project: &Project,
    facts: &Facts,
    coalition: Option<&Coalition>,
    options: &PartnerOptions,
) -> Rules {
    let is_required = |id: &ElementId| {
        options.require.contains(id) || coalition.is_some_and(|coalition| coalition.must_in.contains(id))
    };
    let is_out = |id: &ElementId| {
        let stored = coalition.is_some_and(|coalition| coalition.must_out.contains(id));
        options.exclude.contains(id) || (stored && !options.require.contains(id))
    };
    let mut rules = Rules::default();
    for (number, id) in facts.ids.iter().enumerate().filter(|(_, id)| !is_out(id)) {
        if is_required(id) { rules.required.push(number) } else { rules.free.push(number) }
    }
    let both = |(_, id): &(usize, &ElementId)| is_out(id) && is_required(id);
    rules.contradicted = facts.ids.iter().enumerate().filter(both).map(|(number, _)| number).collect();
    let size = |own: Option<usize>, stored: Option<f64>, otherwise: usize| {
        own.or(stored.filter(|size| size.is_finite() && *size >= 1.0).map(|size| size as usize))
            .unwrap_or(otherwise)
    };
    let max = size(options.max, coalition.and_then(|coalition| coalition.max_size), SIZES.1);
    let min = size(options.min, coalition.and_then(|coalition| coalition.min_size), SIZES.0.min(max));
    // What is asked for now overrules the stored sizes.
    let min = if options.min.is_none() { min.min(max) } else { min };
    let candidates = rules.required.len() + rules.free.len();
    rules.max = max.max(min).max(rules.required.len()).clamp(1, candidates.max(1));
    rules.min = min;
    let Some(coalition) = coalition else { return rules };

    if !coalition.conflicts.is_empty() {
        rules.conflicts = vec![Bits::new(facts.ids.len()); facts.ids.len()];
        for group in &coalition.conflicts {
            let group: BTreeSet<usize> = group.iter().filter_map(|id| facts.number(id)).collect();
            for one in &group {
                for other in group.iter().filter(|other| *other != one) {
                    rules.conflicts[*one].insert(*other);
                }
            }
        }
    }
    for (term, quota) in &coalition.quotas {
        let sector = facts.sectors.binary_search(&project.resolve(TermKind::Sector, term)).ok();
        let region = project.resolve(TermKind::Region, term);
        let mut of = Bits::new(facts.ids.len());
        for actor in 0..facts.ids.len() {
            let is_of_sector = sector.is_some() && facts.sector[actor] == sector;
            if is_of_sector || facts.region[actor].as_ref() == Some(&region) {
                of.insert(actor);
            }
        }
        let (min, max) = (quota.min.unwrap_or(0.0), quota.max.unwrap_or(f64::INFINITY));
        rules.quotas.push(Share { of, min, max });
    }
    rules
}
