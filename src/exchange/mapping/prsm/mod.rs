//! PRSM: JSON with the styles, factors and links of one map, in newer versions packed with LZ-string.
//!
//! PRSM has no place for a sign or a delay: what a link means is said by the title of its style.

mod lz;
mod read;
mod write;

use crate::exchange::flat::Part;
use crate::exchange::format::Handler;
use crate::exchange::source::Source;

pub(in crate::exchange) const FORMAT: Handler = Handler {
    name: "prsm",
    title: "PRSM map",
    endings: &["prsm", "json"],
    origin: "prsm",
    holds: &[
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
        Part::Parallels,
        Part::Webs,
    ],
    sniff,
    read: read::read,
    write: Some(|flat, _| Ok(write::write(flat))),
};

fn sniff(source: &Source<'_>) -> bool {
    let plain = source.has_keys(&["nodes", "edges"])
        && ["lastNodeSample", "mapTitle", "attributeTitles"].iter().any(|key| source.has_keys(&[key]));
    plain || lz::begins_with(source.text, '{')
}
