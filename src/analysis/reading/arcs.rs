//! The links as ways that one can go, numbered.

use std::collections::BTreeMap;

use crate::analysis::scope::Scope;
use crate::model::{ElementId, End, Link, LinkId, MapId, Polarity, Project};

/// A way from one element to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Way {
    pub to: usize,
    /// The link, or all links that are the same for whoever goes there: ties and levers side by side. A causal link has
    /// a sign of its own, so each is a way of its own.
    pub links: Vec<LinkId>,
    /// The sign of a causal link.
    pub polarity: Option<Polarity>,
    /// The effect takes time.
    pub delay: bool,
}

/// Elements in the order of their ids, and the ways from each of them and to each of them.
#[derive(Debug, Default)]
pub(super) struct Ways {
    pub ids: Vec<ElementId>,
    pub out: Vec<Vec<Way>>,
    pub into: Vec<Vec<Way>>,
}

impl Ways {
    /// What the project holds, or what `map` shows of it. A map that is not there shows nothing. A lever on a link leads
    /// to both ends of that link.
    pub fn new(project: &Project, map: Option<&MapId>) -> Self {
        let scope = Scope::new(project, map);
        let ids: Vec<ElementId> =
            project.elements.keys().filter(|id| scope.shows_element(id)).cloned().collect();
        let number: BTreeMap<&ElementId, usize> = ids.iter().zip(0..).collect();
        let mut out = vec![Vec::new(); ids.len()];
        let mut into = vec![Vec::new(); ids.len()];
        for (id, link) in project.links.iter().filter(|(id, _)| scope.shows_link(id)) {
            let Some(from) = number.get(&link.ends.from).copied() else { continue };
            for to in ends(project, link).into_iter().filter_map(|to| number.get(to).copied()) {
                add(&mut out, from, to, id, link);
                add(&mut into, to, from, id, link);
                if link.tie().is_some_and(crate::model::Tie::is_mutual) {
                    add(&mut out, to, from, id, link);
                    add(&mut into, from, to, id, link);
                }
            }
        }
        for ways in out.iter_mut().chain(&mut into) {
            ways.sort_by(|a, b| (a.to, &a.links).cmp(&(b.to, &b.links)));
        }
        Self { ids, out, into }
    }

    /// The number of an element in scope.
    pub fn number(&self, id: &ElementId) -> Option<usize> {
        self.ids.binary_search(id).ok()
    }

    /// The ways from an element, whichever way the links point.
    pub fn around(&self, element: usize) -> Vec<Way> {
        let mut ways: Vec<Way> = self.out.get(element).cloned().unwrap_or_default();
        for way in self.into.get(element).into_iter().flatten() {
            let same = |known: &&mut Way| known.to == way.to && (known.polarity.is_none() || *known == way);
            match ways.iter_mut().find(same) {
                Some(known) => {
                    known.links.extend(way.links.iter().cloned());
                    known.links.sort();
                    known.links.dedup();
                }
                None => ways.push(way.clone()),
            }
        }
        ways.sort_by(|a, b| (a.to, &a.links).cmp(&(b.to, &b.links)));
        ways
    }
}

/// The elements that a link leads to.
fn ends<'a>(project: &'a Project, link: &'a Link) -> Vec<&'a ElementId> {
    match &link.ends.to {
        End::Element(to) => vec![to],
        End::Link(to) => {
            let pair = project.links.get(to).and_then(|link| link.ends.pair());
            pair.map_or_else(Vec::new, |(from, to)| vec![from, to])
        }
    }
}

fn add(ways: &mut [Vec<Way>], from: usize, to: usize, id: &LinkId, link: &Link) {
    let Some(ways) = ways.get_mut(from) else { return };
    let causal = link.causal();
    let beside = ways.iter_mut().find(|way| way.to == to && way.polarity.is_none());
    match beside.filter(|_| causal.is_none()) {
        Some(way) => {
            // A mutual tie from an element to itself would come twice.
            if !way.links.contains(id) {
                way.links.push(id.clone());
            }
        }
        None => ways.push(Way {
            to,
            links: vec![id.clone()],
            polarity: causal.map(crate::model::Causal::effective_polarity),
            delay: causal.is_some_and(|causal| causal.delay),
        }),
    }
}
