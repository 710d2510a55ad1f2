//! What stands within a number of links of some elements.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::arcs::Ways;
use crate::model::{ElementId, LinkId, MapId, Project, Side};

/// What stands near some elements.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Near {
    /// How many links away each element is; 0 for those that one started from.
    pub distance: BTreeMap<ElementId, usize>,
    /// The links between these elements.
    pub links: BTreeSet<LinkId>,
}

/// What stands within `steps` links of `starts`, going along `side`, in the project or on `map`. Starts that are not
/// there are left out. Linear in elements and links.
pub fn near(
    project: &Project,
    map: Option<&MapId>,
    starts: &BTreeSet<ElementId>,
    steps: usize,
    side: Side,
) -> Near {
    let ways = Ways::new(project, map);
    let mut distance: BTreeMap<usize, usize> =
        starts.iter().filter_map(|id| ways.number(id)).map(|start| (start, 0)).collect();
    let mut waiting: VecDeque<usize> = distance.keys().copied().collect();
    while let Some(at) = waiting.pop_front() {
        let away = distance.get(&at).copied().unwrap_or(0);
        if away == steps {
            continue;
        }
        let (out, into) = (ways.out.get(at), ways.into.get(at));
        let out = out.into_iter().flatten().filter(|_| side != Side::In);
        let into = into.into_iter().flatten().filter(|_| side != Side::Out);
        for way in out.chain(into) {
            distance.entry(way.to).or_insert_with(|| {
                waiting.push_back(way.to);
                away + 1
            });
        }
    }
    let mut links = BTreeSet::new();
    for at in distance.keys() {
        for way in ways.out.get(*at).into_iter().flatten().filter(|way| distance.contains_key(&way.to)) {
            links.extend(way.links.iter().cloned());
        }
    }
    let named = distance.into_iter().filter_map(|(at, away)| Some((ways.ids.get(at)?.clone(), away)));
    Near { distance: named.collect(), links }
}
