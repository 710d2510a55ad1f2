//! Links from one element to another that are drawn with opposite signs.

use std::collections::{BTreeMap, BTreeSet};

use super::{Hint, HintFix, HintKind, Look};
use crate::model::{ElementId, End, Link, LinkId, Polarity};

/// A link with its sign.
type Signed<'a> = (&'a LinkId, &'a Link, Polarity);

impl Look<'_> {
    /// A hint for each way that is drawn both + and −.
    pub(super) fn contradictions(&self) -> Vec<Hint> {
        let mut ways: BTreeMap<(&ElementId, &ElementId), Vec<Signed<'_>>> = BTreeMap::new();
        for (id, link, causal) in &self.links {
            if let Some(pair) = link.ends.pair() {
                ways.entry(pair).or_default().push((id, link, causal.effective_polarity()));
            }
        }
        let differ = |links: &&Vec<Signed<'_>>| {
            let has = |sign: Polarity| links.iter().any(|(_, _, polarity)| *polarity == sign);
            has(Polarity::Plus) && has(Polarity::Minus)
        };
        let hint = |links: &Vec<Signed<'_>>| {
            let way = links.first().map(|(_, link, _)| self.way(link)).unwrap_or_default();
            let sentence = format!(
                "{way} is drawn both + and −. If both are true, name what stands between; else keep one, or let groups claim their sign."
            );
            let ids: BTreeSet<LinkId> = links.iter().map(|(id, _, _)| (*id).clone()).collect();
            let fix = self.united(&ids);
            self.hint(HintKind::Contradiction, sentence, [], ids, fix)
        };
        ways.values().filter(differ).map(hint).collect()
    }

    /// One contested link instead of several, where nothing but signs would be lost: the one that stays has all levers,
    /// and stands on every map that shows another.
    fn united(&self, ids: &BTreeSet<LinkId>) -> Option<HintFix> {
        let held: BTreeSet<&LinkId> = self
            .project
            .links
            .values()
            .filter_map(|lever| match &lever.ends.to {
                End::Link(to) if ids.contains(to) => Some(to),
                _ => None,
            })
            .collect();
        let keep = held.iter().copied().next().or_else(|| ids.first())?;
        let shown_with = |id: &LinkId| {
            let mut maps = self.project.maps.values();
            maps.all(|map| !map.links.contains_key(id) || map.links.contains_key(keep))
        };
        let drop: Vec<LinkId> = ids.iter().filter(|id| *id != keep).cloned().collect();
        let loses_nothing = held.len() <= 1 && drop.iter().all(shown_with);
        loses_nothing.then(|| HintFix::Unite { keep: keep.clone(), drop })
    }
}
