//! Kumu: the full export of a project, with maps, positions and loops, and the blueprint, which is elements and
//! connections only.
//!
//! The export puts attributes into an object of their own and calls ids `_id`; the blueprint has them beside the label.
//! The sign of a connection is its type, of one character or two (which way the source and the target change).

mod read;
mod write;

use crate::exchange::flat::Part;
use crate::exchange::format::Handler;
use crate::exchange::table::cells;
use crate::model::Polarity;

/// What a Kumu project has a place for.
const HOLDS: &[Part] = &[
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
    Part::Webs,
    Part::Loops,
    Part::Maps,
];

/// What a blueprint has a place for: the same without places, loops and maps.
const BLUEPRINT_HOLDS: &[Part] = &[
    Part::Actors,
    Part::Mixed,
    Part::Levers,
    Part::Alone,
    Part::Kinds,
    Part::Notes,
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
    Part::Webs,
];

pub(in crate::exchange) const FORMAT: Handler = Handler {
    name: "kumu",
    title: "Kumu project",
    endings: &["json"],
    origin: "kumu",
    holds: HOLDS,
    sniff: |source| source.has_keys(&["elements", "connections", "maps"]),
    read: read::read,
    write: Some(|flat, _| Ok(write::project(flat))),
};

pub(in crate::exchange) const BLUEPRINT: Handler = Handler {
    name: "kumu-blueprint",
    title: "Kumu blueprint",
    holds: BLUEPRINT_HOLDS,
    sniff: |source| source.has_keys(&["elements"]) && !source.has_keys(&["format"]) && read::labelled(source),
    write: Some(|flat, _| Ok(write::blueprint(flat))),
    ..FORMAT
};

/// The sign that the type or label of a connection spells.
fn sign(text: &str) -> Option<Polarity> {
    let text = text.trim().to_lowercase();
    match text.as_str() {
        "+" | "same" | "positive" => Some(Polarity::Plus),
        "-" | "−" | "opposite" | "negative" => Some(Polarity::Minus),
        "?" => Some(Polarity::Unknown),
        _ => cells::two_signs(&text),
    }
}
