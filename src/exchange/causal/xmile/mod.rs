//! XMILE 1.0, as Stella (`.stmx`), simlin and other stock-and-flow programs write it.
//!
//! A connector names its ends as text (names with underscores) or by the number of an alias. Flows fill and drain stocks:
//! each makes one signed link. A file may hold several models; names are only unique within one.

mod read;
mod write;

use crate::exchange::flat::Part;
use crate::exchange::format::Handler;

pub(in crate::exchange) const FORMAT: Handler = Handler {
    name: "xmile",
    title: "XMILE",
    endings: &["xmile", "stmx", "itmx", "xml"],
    origin: "xmile",
    holds: &[
        Part::Alone,
        Part::Notes,
        Part::Places,
        Part::Signs,
        Part::Delays,
        Part::LinkNotes,
        Part::Texts,
        Part::Parallels,
        Part::Webs,
    ],
    sniff: |source| source.root() == "xmile",
    read: read::read,
    write: Some(|flat, account| Ok(write::write(flat, account))),
};

/// The field that keeps an equation.
const EQUATION: &str = "XMILE equation";
