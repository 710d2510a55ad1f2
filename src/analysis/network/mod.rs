//! Network analysis of actors and ties, or of variables, issues and causal links.
//!
//! [`TieGraph::new`] reads a network out of a project, once for a revision, without self-ties and with parallel ties
//! merged. [`measure`] gives figures for every element ([`Measure`]), tie and the whole ([`Summary`]), communities, cut
//! vertices and bridges; a figure that has no value is `None`, and `undefined` says why. [`answers`] says it in
//! sentences, named by the question they answer; [`key_players`], [`stands_between`], [`compare()`] and [`changes`]
//! answer questions of their own. [`definition`] says what each of them means.

mod answers;
mod arcs;
mod between;
mod blocks;
mod brokerage;
mod columns;
mod compare;
mod definitions;
mod equivalence;
mod figures;
mod graph;
mod groups;
mod holes;
mod key_players;
mod leiden;
mod local;
mod measure;
mod micmac;
mod mixing;
mod parallel;
mod paths;
mod progress;
mod result;
mod scope;
mod spectral;
mod summary;
mod words;

use std::str::FromStr;

use thiserror::Error;

pub use answers::{Answer, Figure, Question, answers};
pub use between::{Between, stands_between};
pub use columns::{Column, columns};
pub use compare::{Change, Comparison, ElementChange, NetworkChanges, SideBySide, changes, compare};
pub use definitions::{Definition, definition};
pub use figures::{analyze, communities_of, cut_vertices, measure};
pub use graph::TieGraph;
pub use groups::Grouping;
pub use key_players::{KeyPlayers, PlayerSet, ReachingSet, key_players};
pub use measure::{Measure, UnknownMeasure};
pub use micmac::{Influence, Micmac, Quadrant};
pub use mixing::{GroupPair, GroupTies, Mixing};
pub use result::{Estimate, Network, NetworkElement, Summary, TieFigures};

pub(super) use arcs::{Arcs, Counted};
pub(super) use blocks::{Blocks, blocks};
pub(super) use holes::constraint;
pub(super) use paths::{betweenness, steps_apart, steps_from};
pub(super) use progress::Progress;
pub(super) use words::{count, list};

use crate::model::{ElementId, MapId};

/// What a network is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Actors and ties.
    Actor,
    /// Variables, issues and causal links.
    Causal,
}

impl Kind {
    /// The word in results and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::Causal => "causal",
        }
    }
}

impl FromStr for Kind {
    type Err = NetworkError;

    fn from_str(word: &str) -> Result<Self, NetworkError> {
        match word {
            "actor" => Ok(Self::Actor),
            "causal" => Ok(Self::Causal),
            _ => Err(NetworkError::UnknownKind(word.to_owned())),
        }
    }
}

impl serde::Serialize for Kind {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Which network to look at, and what to work out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NetworkOptions {
    /// Only what stands on this map; `None` is the whole project.
    pub map: Option<MapId>,
    /// What the network is made of; `None` is actors if there are ties, and otherwise whatever is there.
    pub kind: Option<Kind>,
    /// Whether direction counts; `None` is yes if any tie is one-way.
    pub directed: Option<bool>,
    /// The measures wanted; `None` is all that apply.
    pub measures: Option<Vec<Measure>>,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum NetworkError {
    /// The project has no map with this id.
    #[error("There is no map {0} in this project. Choose another map, or none for the whole project.")]
    NoSuchMap(MapId),
    /// Networks are of actors or causal.
    #[error("There is no network of kind “{0}”. Choose actor or causal.")]
    UnknownKind(String),
    /// The network has no element with this id.
    #[error("{0} is not in this network. Choose an element of the map that is measured.")]
    NoSuchElement(ElementId),
    /// Two different elements are wanted.
    #[error("{0} was given twice. Choose two different elements.")]
    SameElement(ElementId),
    /// The caller asked to stop.
    #[error("The analysis was stopped before it was done.")]
    Cancelled,
}

/// Borgatti's distance-weighted fragmentation, 1 − 2·Σ 1/dᵢⱼ / (n(n − 1)) over all pairs, of `elements` elements whose
/// ordered pairs are `steps` apart (see [`steps_apart`]) (Borgatti 2006, "Identifying sets of key players in a social
/// network"). 0 if all are joined directly, 1 if none are at all; `None` with fewer than two elements.
pub(super) fn fragmentation(elements: usize, steps: &[u64]) -> Option<f64> {
    let near: f64 = steps.iter().zip(1_u32..).map(|(count, d)| *count as f64 / f64::from(d)).sum();
    (elements > 1).then(|| 1.0 - near / (elements as f64 * (elements - 1) as f64))
}
