//! Finding one's way on a map: what stands near, how one thing leads to another, what passes a filter.

mod arcs;
mod filter;
mod near;
mod paths;
mod trace;

pub use filter::{Matching, figures_of, matching};
pub use near::{Near, near};
pub use paths::{Path, PathLimit, PathLimitKind, PathOptions, Paths, paths};
pub use trace::{Again, Trace, TraceOptions, TraceRow, TraceWay, trace};
