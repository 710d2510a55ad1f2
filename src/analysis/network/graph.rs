//! The network as the measures see it: elements numbered in the order of their ids, arcs in compressed sparse rows.

use std::collections::{BTreeMap, HashSet};

use super::arcs::Arcs;
use super::groups::{Grouping, Groups};
use super::scope::{Drawn, Scope};
use super::{Kind, NetworkError, NetworkOptions};
use crate::model::{ElementId, LinkId, Project};

/// The elements and links of a project, or of one map, as a simple network without self-ties or parallel ties.
///
/// It is made once for a revision of the project and serves every analysis of it. Inside, elements are numbered; the
/// numbers never leave the analyses.
#[derive(Clone, Debug)]
pub struct TieGraph {
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
    /// The elements' sectors.
    pub(crate) sectors: Groups,
    /// The elements' regions.
    pub(crate) regions: Groups,
    /// The links of each joined pair, the smaller number first, ascending.
    joins: Vec<(u32, u32, LinkId)>,
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
    /// Reads the network out of a project. O(m·log m).
    ///
    /// # Errors
    /// [`NetworkError::NoSuchMap`] if the options name a map that the project does not have.
    pub fn new(project: &Project, options: &NetworkOptions) -> Result<Self, NetworkError> {
        let scope = Scope::new(project, options.map.as_ref())?;
        let kind = options.kind.unwrap_or_else(|| scope.default_kind());
        let (ids, names): (Vec<_>, Vec<_>) =
            scope.elements(kind).map(|(id, _)| (id.clone(), project.name_of(id))).unzip();
        let place: BTreeMap<&ElementId, u32> = ids.iter().zip(0..).collect();
        let drawn: Vec<Drawn<'_>> =
            scope.links(kind).filter_map(|(id, link)| Drawn::new(id, link, &place)).collect();
        let directed = options.directed.unwrap_or_else(|| drawn.iter().any(|link| !link.mutual));
        let mut arcs = Vec::with_capacity(2 * drawn.len());
        let mut joins = Vec::with_capacity(drawn.len());
        let mut seen = HashSet::new();
        let (mut merged_parallel, mut left_out_self) = (0, 0);
        for link in &drawn {
            let Drawn { id, from, to, strength, mutual } = *link;
            if from == to {
                left_out_self += 1;
                continue;
            }
            joins.push((from.min(to), from.max(to), id.clone()));
            let mut merged = !seen.insert((from, to));
            arcs.push((from, to, strength));
            if mutual || !directed {
                merged |= !seen.insert((to, from));
                arcs.push((to, from, strength));
            }
            merged_parallel += usize::from(merged);
        }
        joins.sort();
        let mut out = Arcs::new(ids.len(), arcs);
        // Parallel ties are one tie: only a tie in each direction counts twice.
        out.unfold();
        let turned = directed.then(|| Turned::new(&out));
        let groups = |by| Groups::new(project, &ids, by);
        let (sectors, regions) = (groups(Grouping::Sector), groups(Grouping::Region));
        Ok(Self {
            kind,
            directed,
            ids,
            names,
            merged_parallel,
            left_out_self,
            sectors,
            regions,
            joins,
            out,
            turned,
        })
    }

    /// The number of elements.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// There are no elements.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// What the network is made of.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Direction counts.
    pub fn is_directed(&self) -> bool {
        self.directed
    }

    /// The links between two elements, in either direction, by id.
    pub fn links_between(&self, a: &ElementId, b: &ElementId) -> Vec<LinkId> {
        let (Some(a), Some(b)) = (self.place(a), self.place(b)) else { return Vec::new() };
        self.joins_of(a, b).collect()
    }

    /// The links between two numbered elements.
    pub(crate) fn joins_of(&self, a: usize, b: usize) -> impl Iterator<Item = LinkId> {
        let (low, high) = (a.min(b) as u32, a.max(b) as u32);
        let first = self.joins.partition_point(|(from, to, _)| (*from, *to) < (low, high));
        let here = self.joins[first..].iter().take_while(move |(from, to, _)| (*from, *to) == (low, high));
        here.map(|(.., id)| id.clone())
    }

    /// The number of an element.
    pub(crate) fn place(&self, id: &ElementId) -> Option<usize> {
        self.ids.binary_search(id).ok()
    }

    /// The number of an element that somebody asks about.
    pub(crate) fn asked(&self, id: &ElementId) -> Result<usize, NetworkError> {
        self.place(id).ok_or_else(|| NetworkError::NoSuchElement(id.clone()))
    }

    /// The groups that the elements belong to.
    pub(crate) fn groups(&self, by: Grouping) -> &Groups {
        match by {
            Grouping::Sector => &self.sectors,
            Grouping::Region => &self.regions,
        }
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

impl Turned {
    fn new(out: &Arcs) -> Self {
        let ahead = || {
            let each = |from| out.with_strength(from).map(move |(to, s)| (from as u32, to as u32, s));
            (0..out.elements()).flat_map(each)
        };
        let back = || ahead().map(|(from, to, strength)| (to, from, strength));
        Self {
            into: Arcs::new(out.elements(), back().collect()),
            undirected: Arcs::new(out.elements(), ahead().chain(back()).collect()),
        }
    }
}
