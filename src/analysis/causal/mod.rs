//! Questions about cause and effect: which feedback loops a causal map holds, what follows when something is pressed, and
//! how a rough run of the map goes.

mod archetypes;
mod arcs;
mod census;
mod consensus;
mod contested;
mod dominance;
mod dossier;
mod enumerate;
mod hygiene;
mod listing;
mod lists;
mod loops;
mod predict;
mod short;
mod signed;
mod simulate;
mod stability;
mod stored;
mod sweep;
mod tally;

pub use archetypes::{Archetype, ArchetypeMatch, Archetypes, Role, archetypes};
pub use census::{LoopCensus, census};
pub use consensus::{Agreement, Consensus, Shared, consensus};
pub use contested::{ContestedLink, Turn, contested, turns};
pub use dominance::{Dominance, LoopShare, dominance};
pub use dossier::{Dossier, Dossiers, GoalEffect, Holder, MeadowsPlace, RankedBy, dossiers};
pub use hygiene::{Hint, HintFix, HintKind, hints};
pub use loops::{
    FeedbackLoop, LimitKind, LoopLimit, LoopOptions, LoopPolarity, Loops, loops, loops_as_found,
};
pub use predict::{Decider, PredictOptions, PredictedVariable, Prediction, Verdict, predict, usual_draws};
pub use simulate::{Outcome, Rule, RunError, SimulateOptions, Simulation, Squash, simulate};
pub use stored::BrokenLoop;
