//! Network analysis of actors and ties, or of variables, issues and causal links.
//!
//! [`analyze`] reads a network out of a project, without self-ties and with parallel ties merged, and gives figures for
//! every element ([`Measure`]) and for the whole ([`Summary`]), communities, cut vertices and bridges. A figure that has
//! no value is `None`, and `undefined` says why.

mod blocks;
mod communities;
mod figures;
mod graph;
mod local;
mod measure;
mod paths;
mod result;
mod spectral;

use std::str::FromStr;

use thiserror::Error;

pub use figures::analyze;
pub use measure::{Measure, UnknownMeasure};
pub use result::{Network, NetworkElement, Summary};

pub(super) use blocks::{Blocks, blocks};
pub(super) use graph::{Arcs, TieGraph};
pub(super) use local::constraint;
pub(super) use paths::{steps_apart, steps_from};

use crate::model::MapId;

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
    /// The caller asked to stop.
    #[error("The analysis was stopped before it was done.")]
    Cancelled,
}

/// Asks the caller whether to stop.
#[derive(Clone, Copy)]
pub(super) struct Cancelled<'a>(pub(super) &'a (dyn Fn() -> bool + Sync));

impl Cancelled<'_> {
    /// # Errors
    /// [`NetworkError::Cancelled`] if the caller wants no answer any more.
    pub(super) fn check(self) -> Result<(), NetworkError> {
        if (self.0)() { Err(NetworkError::Cancelled) } else { Ok(()) }
    }
}

/// Betweenness by steps; see [`Measure::Betweenness`].
pub(super) fn betweenness(
    arcs: &Arcs,
    elements: usize,
    cancelled: Cancelled<'_>,
) -> Result<Vec<f64>, NetworkError> {
    paths::betweenness((arcs, arcs), elements, paths::Length::Step, cancelled)
}

/// Borgatti's distance-weighted fragmentation, 1 − 2·Σ 1/dᵢⱼ / (n(n − 1)) over all pairs, of `elements` elements whose
/// ordered pairs are `steps` apart (see [`steps_apart`]) (Borgatti 2006, "Identifying sets of key players in a social
/// network"). 0 if all are joined directly, 1 if none are at all; `None` with fewer than two elements.
pub(super) fn fragmentation(elements: usize, steps: &[u64]) -> Option<f64> {
    let near: f64 = steps.iter().zip(1_u32..).map(|(count, d)| *count as f64 / f64::from(d)).sum();
    (elements > 1).then(|| 1.0 - near / (elements as f64 * (elements - 1) as f64))
}
