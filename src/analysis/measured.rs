//! The figures that a map or a table shows beside its elements, worked out together for one map.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Watch;
use super::bottlenecks::{Bottlenecks, bottlenecks};
use super::network::{Kind, Measure, Network, NetworkError, NetworkOptions, analyze};
use crate::model::{MapId, MapKind, Project};

/// Which figures are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Measures of the network.
    pub measures: BTreeSet<Measure>,
    /// Communities, which come with every network.
    pub communities: bool,
    /// Who would be missed.
    pub missed: bool,
}

impl Wanted {
    /// Nothing is wanted.
    pub fn is_empty(&self) -> bool {
        self.measures.is_empty() && !self.communities && !self.missed
    }

    /// Everything that `other` wants is wanted here too.
    pub fn covers(&self, other: &Self) -> bool {
        other.measures.is_subset(&self.measures)
            && (self.communities || !other.communities)
            && (self.missed || !other.missed)
    }

    /// Everything that either wants.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        self.measures.extend(&other.measures);
        self.communities |= other.communities;
        self.missed |= other.missed;
        self
    }
}

/// Figures for the elements of one map. What was not wanted is absent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measured {
    /// Measures and communities.
    pub network: Option<Arc<Network>>,
    /// Who would be missed.
    pub bottlenecks: Option<Arc<Bottlenecks>>,
}

/// Works out what is wanted for a map: of actors and ties on an actor map, otherwise of variables, issues and causal
/// links. As expensive as the costliest measure: see [`Measure::needs_all_pairs`].
///
/// # Errors
/// [`NetworkError`] when the map does not exist or the watch says so.
pub fn measured(
    project: &Project,
    map: &MapId,
    wanted: &Wanted,
    watch: &Watch,
) -> Result<Measured, NetworkError> {
    let mut measured = Measured::default();
    let shown = project.maps.get(map).ok_or_else(|| NetworkError::NoSuchMap(map.clone()))?;
    if !wanted.measures.is_empty() || wanted.communities {
        let kind = if shown.kind() == MapKind::Actors { Kind::Actor } else { Kind::Causal };
        let options = NetworkOptions {
            map: Some(map.clone()),
            kind: Some(kind),
            directed: None,
            measures: Some(wanted.measures.iter().copied().collect()),
        };
        measured.network = Some(Arc::new(analyze(project, &options, watch)?));
    }
    if wanted.missed {
        measured.bottlenecks = Some(Arc::new(bottlenecks(project, Some(map), watch)?));
    }
    Ok(measured)
}
