//! The network as the measures see it: elements numbered in the order of their ids, arcs in compressed sparse rows.

use std::collections::{BTreeMap, HashSet};

use super::{Kind, NetworkError, NetworkOptions};
use crate::model::{Bond, Element, ElementId, ElementKind, Link, LinkKind, Map, MapId, Project};

/// One arc with its strength: from, to, strength.
pub(crate) type Arc = (usize, usize, f64);

/// The arcs that leave each element, in order of their far ends.
#[derive(Clone, Debug, Default)]
pub(crate) struct Arcs {
    /// Where the arcs of each element begin; one more entry than there are elements.
    start: Vec<usize>,
    to: Vec<usize>,
    strength: Vec<f64>,
    /// How many arcs were merged into this one: 2 for a mutual tie in the undirected view of a directed network.
    folded: Vec<f64>,
}

impl Arcs {
    /// Sorts and merges the arcs; strengths of merged arcs add up.
    pub(crate) fn new(elements: usize, mut arcs: Vec<Arc>) -> Self {
        arcs.sort_by_key(|a| (a.0, a.1));
        let mut built = Self { start: Vec::with_capacity(elements + 1), ..Self::default() };
        built.start.push(0);
        let mut last = None;
        for (from, to, strength) in arcs {
            if last == Some((from, to)) {
                if let (Some(sum), Some(count)) = (built.strength.last_mut(), built.folded.last_mut()) {
                    *sum += strength;
                    *count += 1.0;
                }
                continue;
            }
            while built.start.len() <= from {
                built.start.push(built.to.len());
            }
            built.to.push(to);
            built.strength.push(strength);
            built.folded.push(1.0);
            last = Some((from, to));
        }
        built.start.resize(elements + 1, built.to.len());
        built
    }

    /// The number of arcs.
    pub(crate) fn len(&self) -> usize {
        self.to.len()
    }

    /// The number of arcs that leave `element`.
    pub(crate) fn degree(&self, element: usize) -> usize {
        self.start[element + 1] - self.start[element]
    }

    /// The far ends of the arcs of `element`, in ascending order.
    pub(crate) fn of(&self, element: usize) -> &[usize] {
        &self.to[self.start[element]..self.start[element + 1]]
    }

    /// The far ends with the strength of each arc.
    pub(crate) fn with_strength(&self, element: usize) -> impl Iterator<Item = (usize, f64)> {
        let range = self.start[element]..self.start[element + 1];
        self.to[range.clone()].iter().copied().zip(self.strength[range].iter().copied())
    }

    /// The far ends with the number of arcs folded into each.
    pub(crate) fn with_folded(&self, element: usize) -> impl Iterator<Item = (usize, f64)> {
        let range = self.start[element]..self.start[element + 1];
        self.to[range.clone()].iter().copied().zip(self.folded[range].iter().copied())
    }

    /// There is an arc from `element` to `other`.
    pub(crate) fn has(&self, element: usize, other: usize) -> bool {
        self.of(element).binary_search(&other).is_ok()
    }
}

/// The elements and links of a project, or of one map, as a simple network without self-ties or parallel ties.
///
/// Indices are places in [`TieGraph::ids`]; they never leave [`crate::analysis`].
#[derive(Clone, Debug)]
pub(crate) struct TieGraph {
    /// What the network is made of.
    pub(crate) kind: Kind,
    /// Arcs have a direction.
    pub(crate) directed: bool,
    /// The elements, ascending.
    pub(crate) ids: Vec<ElementId>,
    /// The elements' names.
    pub(crate) names: Vec<String>,
    /// Links that ran where another link ran already.
    pub(crate) merged_parallel: usize,
    /// Links from an element to itself.
    pub(crate) left_out_self: usize,
    out: Arcs,
    /// Only in a directed network: elsewhere the three are the same.
    turned: Option<Turned>,
}

/// A directed network read backwards, and without direction.
#[derive(Clone, Debug)]
struct Turned {
    into: Arcs,
    undirected: Arcs,
}

impl TieGraph {
    /// Reads the network out of a project.
    ///
    /// # Errors
    /// [`NetworkError::NoSuchMap`] if the options name a map that the project does not have.
    pub(crate) fn new(project: &Project, options: &NetworkOptions) -> Result<Self, NetworkError> {
        let scope = Scope::new(project, options.map.as_ref())?;
        let kind = options.kind.unwrap_or_else(|| scope.default_kind());
        let (ids, names): (Vec<_>, Vec<_>) =
            scope.elements(kind).map(|(id, _)| (id.clone(), project.name_of(id))).unzip();
        let place: BTreeMap<&ElementId, usize> = ids.iter().zip(0..).collect();
        let drawn: Vec<Drawn> = scope.links(kind).filter_map(|link| Drawn::new(link, &place)).collect();
        let directed = options.directed.unwrap_or_else(|| drawn.iter().any(|link| !link.mutual));
        Ok(Self::from_drawn(kind, directed, ids, names, &drawn))
    }

    fn from_drawn(
        kind: Kind,
        directed: bool,
        ids: Vec<ElementId>,
        names: Vec<String>,
        drawn: &[Drawn],
    ) -> Self {
        let mut arcs = Vec::with_capacity(2 * drawn.len());
        let mut seen = HashSet::new();
        let (mut merged_parallel, mut left_out_self) = (0, 0);
        for link in drawn {
            let Drawn { from, to, strength, mutual } = *link;
            if from == to {
                left_out_self += 1;
                continue;
            }
            let mut merged = !seen.insert((from, to));
            arcs.push((from, to, strength));
            if mutual || !directed {
                merged |= !seen.insert((to, from));
                arcs.push((to, from, strength));
            }
            merged_parallel += usize::from(merged);
        }
        let mut out = Arcs::new(ids.len(), arcs);
        // Parallel ties are one tie: only a tie in each direction counts twice.
        out.folded.fill(1.0);
        let turned = directed.then(|| {
            let ahead =
                || (0..ids.len()).flat_map(|from| out.with_strength(from).map(move |(to, s)| (from, to, s)));
            let back = || ahead().map(|(from, to, strength)| (to, from, strength));
            Turned {
                into: Arcs::new(ids.len(), back().collect()),
                undirected: Arcs::new(ids.len(), ahead().chain(back()).collect()),
            }
        });
        Self { kind, directed, ids, names, merged_parallel, left_out_self, out, turned }
    }

    /// The number of elements.
    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }

    /// The number of ties: of arcs if directed, otherwise of joined pairs.
    pub(crate) fn ties(&self) -> usize {
        if self.directed { self.out.len() } else { self.out.len() / 2 }
    }

    /// The arcs as they run.
    pub(crate) fn out(&self) -> &Arcs {
        &self.out
    }

    /// The arcs backwards.
    pub(crate) fn into(&self) -> &Arcs {
        self.turned.as_ref().map_or(&self.out, |turned| &turned.into)
    }

    /// The arcs without direction: each joined pair once in each direction.
    pub(crate) fn undirected(&self) -> &Arcs {
        self.turned.as_ref().map_or(&self.out, |turned| &turned.undirected)
    }
}

/// A link between two elements of the network.
struct Drawn {
    from: usize,
    to: usize,
    strength: f64,
    mutual: bool,
}

impl Drawn {
    fn new(link: &Link, place: &BTreeMap<&ElementId, usize>) -> Option<Self> {
        let (from, to) = link.ends.pair()?;
        let (strength, mutual) = match &link.bond {
            Bond::Tie(tie) => (tie.weight(), tie.is_mutual()),
            Bond::Causal(causal) => (causal.weight.unwrap_or(1.0).abs(), false),
            Bond::Lever(_) => return None,
        };
        // A strength of nothing, or below it, is no strength that anyone gave: it counts as the default.
        let strength = if strength > 0.0 && strength.is_finite() { strength } else { 1.0 };
        Some(Self { from: *place.get(from)?, to: *place.get(to)?, strength, mutual })
    }
}

/// The part of the project that is looked at.
struct Scope<'a> {
    project: &'a Project,
    map: Option<&'a Map>,
}

impl<'a> Scope<'a> {
    fn new(project: &'a Project, map: Option<&MapId>) -> Result<Self, NetworkError> {
        let map = match map {
            Some(id) => {
                let found = project.maps.get(id).ok_or_else(|| NetworkError::NoSuchMap(id.clone()))?;
                Some(found.as_ref())
            }
            None => None,
        };
        Ok(Self { project, map })
    }

    fn elements(&self, kind: Kind) -> impl Iterator<Item = (&'a ElementId, &'a Element)> {
        let map = self.map;
        let elements = self.project.elements.iter().map(|(id, element)| (id, element.as_ref()));
        elements.filter(move |(id, element)| {
            ((element.kind() == ElementKind::Actor) == (kind == Kind::Actor))
                && map.is_none_or(|map| map.elements.contains_key(*id))
        })
    }

    fn links(&self, kind: Kind) -> impl Iterator<Item = &'a Link> {
        let map = self.map;
        let wanted = match kind {
            Kind::Actor => LinkKind::Tie,
            Kind::Causal => LinkKind::Causal,
        };
        let links = self.project.links_of(wanted);
        links
            .filter(move |(id, _)| map.is_none_or(|map| map.links.contains_key(*id)))
            .map(|(_, link)| link.as_ref())
    }

    /// Actors if there are ties, otherwise whatever is there.
    fn default_kind(&self) -> Kind {
        let causal_only = self.links(Kind::Actor).next().is_none()
            && (self.links(Kind::Causal).next().is_some() || self.elements(Kind::Actor).next().is_none());
        if causal_only { Kind::Causal } else { Kind::Actor }
    }
}
