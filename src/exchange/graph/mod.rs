//! Formats of graph programs: nodes, edges and free attributes for both.

pub(super) mod dot;
pub(super) mod gexf;
pub(super) mod gml;
pub(super) mod graphml;
pub(super) mod json;
mod token;

use super::flat::Part;

/// What a format with free attributes for nodes and edges has a place for.
const ATTRIBUTED: &[Part] = &[
    Part::Actors,
    Part::Mixed,
    Part::Levers,
    Part::Alone,
    Part::Kinds,
    Part::Notes,
    Part::Places,
    Part::Fields,
    Part::Colours,
    Part::Signs,
    Part::Delays,
    Part::Weights,
    Part::Directions,
    Part::Words,
    Part::LinkNotes,
    Part::LinkFields,
    Part::Parallels,
];
