//! Pure functions from a project to plain, serialisable results.

mod bottlenecks;
pub mod network;

pub use bottlenecks::{BottleneckRow, Bottlenecks, bottlenecks};
