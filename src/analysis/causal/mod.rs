//! Questions about cause and effect: which feedback loops a causal map holds, what follows when something is pressed, and
//! how a rough run of the map goes.

mod archetypes;
mod arcs;
mod census;
mod contested;
mod dominance;
mod dossier;
mod enumerate;
mod hygiene;
mod loops;
mod predict;
mod short;
mod signed;
mod simulate;
mod stability;
mod stored;
mod sweep;

pub use archetypes::{Archetype, ArchetypeMatch, Archetypes, Role, archetypes};
pub use census::{LoopCensus, census};
pub use contested::{Agreement, Consensus, ContestedLink, Turn, consensus, contested};
pub use dominance::{Dominance, LoopShare, dominance};
pub use dossier::{Dossier, Dossiers, GoalEffect, Holder, RankedBy, dossiers};
pub use hygiene::{Hint, HintFix, HintKind, hints};
pub use loops::{FeedbackLoop, LimitKind, LoopLimit, LoopOptions, LoopPolarity, Loops, loops};
pub use predict::{Decider, PredictOptions, PredictedVariable, Prediction, Verdict, predict};
pub use simulate::{Outcome, Rule, RunError, SimulateOptions, Simulation, Squash, simulate};
pub use stored::BrokenLoop;
