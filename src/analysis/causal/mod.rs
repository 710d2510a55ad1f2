//! Questions about cause and effect: which feedback loops a causal map holds.

mod arcs;
mod enumerate;
mod loops;
mod stored;

pub use loops::{FeedbackLoop, LimitKind, LoopLimit, LoopOptions, LoopPolarity, Loops, loops};
pub use stored::BrokenLoop;
