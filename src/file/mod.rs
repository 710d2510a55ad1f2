//! Linchpin's own JSON files: reading with care, writing one canonical form, saving safely, and telling differences.
//!
//! [`open`] and [`parse`] read; what they cannot understand survives in the records. [`to_bytes`] writes the one
//! canonical form, so that a text comparison shows what changed and nothing else. [`save`] replaces a file as a whole or
//! not at all. [`diff()`] compares two projects by meaning.

mod base;
mod canonical;
mod copies;
mod decide;
mod diff;
mod disk;
mod document;
mod error;
#[cfg(test)]
mod fault;
#[cfg(test)]
mod fault_tests;
#[cfg(test)]
mod flow_tests;
mod history;
mod lost;
mod markers;
mod merge;
mod outline;
#[cfg(test)]
mod power_tests;
mod presence;
mod recovery;
mod salvage;
mod save;
mod sniff;
mod strict;
mod together;
mod watch;

pub use base::{Bases, choose_bases};
pub use canonical::to_bytes;
pub use copies::{PutAway, Sibling, Siblings, Trash, merge_copy, put_away, set_apart};
pub use decide::{Choice, DecideError, Decision, decide, decisions};
pub use diff::{Changed, Diff, FieldChange, Named, diff, name_of};
pub use document::{Document, Header, MOST_BYTES, READER, VERSION, hash_text, open, parse};
pub use error::{ReadError, ReadFault};
pub use history::{Store, StoreError, Version, save_kept, short, short_hash};
pub use lost::put_back;
pub use markers::{Marked, open_marked, unmark};
pub use merge::{Conflict, Counts, Merged, merge};
pub use outline::outline;
pub use presence::{Person, Presence};
pub use recovery::{
    Left, Origin, Recovery, discard_left, is_full, left_behind, recovery_folder, remove_left,
};
pub use salvage::{Salvaged, salvage};
pub use save::{SaveError, replace, save};
pub use together::{Known, Together, is_other, save_together, take_in};
pub use watch::{Arrived, Change, EVERY, Watch, Watcher};

pub(crate) use document::read_bounded;
pub(crate) use sniff::text;
