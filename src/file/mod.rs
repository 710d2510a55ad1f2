//! Linchpin's own JSON files: reading with care, writing one canonical form, saving safely, and telling differences.
//!
//! [`open`] and [`parse`] read; what they cannot understand survives in the records. [`to_bytes`] writes the one
//! canonical form, so that a text comparison shows what changed and nothing else. [`save`] replaces a file as a whole or
//! not at all. [`diff()`] compares two projects by meaning.

mod canonical;
mod diff;
mod disk;
mod document;
mod error;
#[cfg(test)]
mod fault_tests;
mod merge;
mod save;
mod sniff;
mod strict;

pub use canonical::to_bytes;
pub use diff::{Changed, Diff, FieldChange, Named, diff};
pub use document::{Document, Header, MOST_BYTES, READER, VERSION, open, parse};
pub use error::{ReadError, ReadFault};
pub use merge::{Conflict, Counts, Merged, merge};
pub use save::{SaveError, replace, save};

pub(crate) use document::read_bounded;
pub(crate) use sniff::text;
