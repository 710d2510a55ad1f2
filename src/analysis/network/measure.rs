//! The names of the measures, and what each means.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use super::definitions::{Definition, definition};

/// No measure has this name.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("There is no measure “{name}”. Choose from: {}.", Measure::names())]
pub struct UnknownMeasure {
    /// What was asked for.
    pub name: String,
}

macro_rules! measures {
    ($($variant:ident = $name:literal, $label:literal, $meaning:literal;)*) => {
        /// A figure for every element.
        ///
        /// Names, definitions and normalisation are those of the `NetworkX` 3 functions of the same name. Strength counts
        /// only where the name begins with `weighted_`, and there the distance of a tie is 1 / strength.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Measure {
            $(#[doc = $meaning] $variant,)*
        }

        impl Measure {
            /// Every measure, in the order of lists.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name in results and on the command line.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The name as people read it.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)* }
            }

            /// What the figure says, in one sentence.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)* }
            }
        }
    };
}

measures! {
    DegreeCentrality = "degree_centrality", "Degree",
        "The number of ties, as a share of all others; ties in and out both count.";
    InDegreeCentrality = "in_degree_centrality", "In-degree",
        "The number of ties that come in, as a share of all others.";
    OutDegreeCentrality = "out_degree_centrality", "Out-degree",
        "The number of ties that go out, as a share of all others.";
    Betweenness = "betweenness_centrality", "Betweenness",
        "The share of the shortest paths between others that pass through here.";
    Closeness = "closeness_centrality", "Closeness",
        "How near the others are: the inverse of the mean distance, scaled by the share that can reach here.";
    Harmonic = "harmonic_centrality", "Harmonic closeness",
        "The sum of one over the distance from every other; who cannot reach here adds nothing.";
    Eigenvector = "eigenvector_centrality", "Eigenvector",
        "High for those whose neighbours are high: the leading eigenvector, of length 1.";
    PageRank = "pagerank", "PageRank",
        "The share of time that a walker who follows ties, and jumps in 15 % of steps, spends here.";
    Katz = "katz_centrality", "Katz",
        "How many walks lead here, each step counting a tenth of the one before; of length 1.";
    KatzScaled = "katz_scaled", "Katz, scaled",
        "How many walks lead here, longer ones counting less by nine tenths of the most that has a sum; of length 1.";
    Hubs = "hubs", "Hubs",
        "High for those who lead to good authorities; all sum to 1.";
    Authorities = "authorities", "Authorities",
        "High for those whom good hubs lead to; all sum to 1.";
    Core = "core_number", "Core",
        "The largest k for which it belongs to a part where everyone has k ties or more.";
    Clustering = "clustering", "Clustering",
        "How many of the possible ties among the neighbours are there, 0 to 1.";
    Constraint = "constraint", "Constraint",
        "Burt's constraint: how far the neighbours depend on each other; low for brokers.";
    EffectiveSize = "effective_size", "Effective size",
        "Burt's effective size: the number of neighbours less the ties that are redundant among them.";
    Eccentricity = "eccentricity", "Eccentricity",
        "The distance to the farthest other.";
    MicmacInfluence = "micmac_influence", "Influence (MICMAC)",
        "The share of all paths of influence that begin here, direct and indirect.";
    MicmacDependence = "micmac_dependence", "Dependence (MICMAC)",
        "The share of all paths of influence that end here, direct and indirect.";
    CoordinatorSector = "coordinator_sector", "Coordinator (sectors)",
        "How often it stands between two of its own sector who are not tied directly.";
    ItinerantSector = "itinerant_sector", "Itinerant (sectors)",
        "How often, as an outsider, it stands between two of one other sector who are not tied directly.";
    GatekeeperSector = "gatekeeper_sector", "Gatekeeper (sectors)",
        "How often it lets someone of another sector through to one of its own.";
    RepresentativeSector = "representative_sector", "Representative (sectors)",
        "How often it speaks for one of its own sector to someone of another.";
    LiaisonSector = "liaison_sector", "Liaison (sectors)",
        "How often it stands between two others, all three of different sectors.";
    CoordinatorRegion = "coordinator_region", "Coordinator (regions)",
        "How often it stands between two of its own region who are not tied directly.";
    ItinerantRegion = "itinerant_region", "Itinerant (regions)",
        "How often, as an outsider, it stands between two of one other region who are not tied directly.";
    GatekeeperRegion = "gatekeeper_region", "Gatekeeper (regions)",
        "How often it lets someone of another region through to one of its own.";
    RepresentativeRegion = "representative_region", "Representative (regions)",
        "How often it speaks for one of its own region to someone of another.";
    LiaisonRegion = "liaison_region", "Liaison (regions)",
        "How often it stands between two others, all three of different regions.";
    WeightedDegree = "weighted_degree", "Strength",
        "The strengths of all ties added up.";
    WeightedInDegree = "weighted_in_degree", "Strength in",
        "The strengths of the ties that come in added up.";
    WeightedOutDegree = "weighted_out_degree", "Strength out",
        "The strengths of the ties that go out added up.";
    WeightedBetweenness = "weighted_betweenness_centrality", "Betweenness by strength",
        "Betweenness along the paths of least distance, where the distance of a tie is 1 / strength; paths that differ only by rounding are equally long.";
    WeightedCloseness = "weighted_closeness_centrality", "Closeness by strength",
        "Closeness where the distance of a tie is 1 / strength.";
    WeightedHarmonic = "weighted_harmonic_centrality", "Harmonic closeness by strength",
        "Harmonic closeness where the distance of a tie is 1 / strength.";
    WeightedEccentricity = "weighted_eccentricity", "Eccentricity by strength",
        "The distance to the farthest other where the distance of a tie is 1 / strength.";
    WeightedEigenvector = "weighted_eigenvector_centrality", "Eigenvector by strength",
        "Eigenvector centrality where a tie counts its strength.";
    WeightedPageRank = "weighted_pagerank", "PageRank by strength",
        "The share of time of a walker who takes ties in proportion to their strength, and jumps in 15 % of steps.";
    WeightedKatz = "weighted_katz_centrality", "Katz by strength",
        "Katz centrality where a tie counts its strength.";
    WeightedKatzScaled = "weighted_katz_scaled", "Katz, scaled, by strength",
        "Scaled Katz centrality where a tie counts its strength.";
    WeightedHubs = "weighted_hubs", "Hubs by strength",
        "Hubs where a tie counts its strength.";
    WeightedAuthorities = "weighted_authorities", "Authorities by strength",
        "Authorities where a tie counts its strength.";
    WeightedClustering = "weighted_clustering", "Clustering by strength",
        "Clustering where a triangle counts the geometric mean of its strengths, as shares of the greatest.";
    WeightedConstraint = "weighted_constraint", "Constraint by strength",
        "Burt's constraint where a tie counts its strength.";
    WeightedEffectiveSize = "weighted_effective_size", "Effective size by strength",
        "Burt's effective size where a tie counts its strength.";
}

impl Measure {
    /// The names of all measures, with commas between.
    fn names() -> String {
        Self::ALL.iter().map(|measure| measure.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// The measure needs the distances between all pairs: its time grows with elements times ties.
    pub fn needs_all_pairs(self) -> bool {
        matches!(
            self,
            Self::Betweenness
                | Self::Closeness
                | Self::Harmonic
                | Self::Eccentricity
                | Self::WeightedBetweenness
                | Self::WeightedCloseness
                | Self::WeightedHarmonic
                | Self::WeightedEccentricity
        )
    }

    /// The measure means something only where ties have a direction.
    pub fn needs_direction(self) -> bool {
        matches!(
            self,
            Self::InDegreeCentrality
                | Self::OutDegreeCentrality
                | Self::WeightedInDegree
                | Self::WeightedOutDegree
        )
    }

    /// What the measure says, how it is worked out, where that comes from, and what to beware of.
    pub fn definition(self) -> &'static Definition {
        definition(self.as_str()).unwrap_or(&Definition::MISSING)
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Measure {
    type Err = UnknownMeasure;

    fn from_str(name: &str) -> Result<Self, UnknownMeasure> {
        let found = Self::ALL.iter().find(|measure| measure.as_str() == name.trim());
        found.copied().ok_or_else(|| UnknownMeasure { name: name.trim().to_owned() })
    }
}

impl serde::Serialize for Measure {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
