//! Pure functions from a project to plain, serialisable results.
//!
//! Every analysis takes the project, its options and a way to be cancelled. Results speak in the document's ids; the
//! indexed views they are computed on never leave this room.

mod bottlenecks;
mod causal;
mod coalition;
mod finding;
mod measured;
pub mod network;
mod random;
mod reading;
mod scope;
mod watch;

pub use bottlenecks::{BottleneckRow, Bottlenecks, Departure, bottlenecks, departure};
pub use causal::{
    Agreement, Archetype, ArchetypeMatch, Archetypes, BrokenLoop, Consensus, ContestedLink, Decider,
    Dominance, Dossier, Dossiers, FeedbackLoop, GoalEffect, Hint, HintFix, HintKind, Holder, LimitKind,
    LoopCensus, LoopLimit, LoopOptions, LoopPolarity, LoopShare, Loops, MeadowsPlace, Outcome,
    PredictOptions, PredictedVariable, Prediction, RankedBy, Role, Rule, RunError, Shared, SimulateOptions,
    Simulation, Squash, Turn, Verdict, archetypes, census, consensus, contested, dominance, dossiers, hints,
    loops, loops_as_found, predict, simulate, turns, usual_draws,
};
pub use coalition::{
    BlindSpotRow, ChangedTag, CharterRow, CoalitionLine, Composition, Concentration, CountedBy, Covers,
    Disagreement, FundingRow, Gap, GovernanceFacts, GovernanceFit, GovernanceLine, GovernanceModel,
    GuideItem, GuidePlace, GuideRow, GuideStep, HealthLine, HealthRow, IndicatorRow, KindShare, LedgerRow,
    LeverActor, LeverReach, LeverScope, LifeCycle, Load, LoadOptions, LoadRow, LoopLevers, MarkedLever,
    MarkedLevers, Metrics, Missing, Outsider, Part, PartnerMember, PartnerOptions, Partners, Party,
    PathwayRow, Place, Portion, Principle, Review, Salience, Scaling, SizeScore, StageNeed, StageRow,
    Standing, Standpoint, Suggestion, Supply, Tag, TagChange, Template, WeakPoint, WeakPoints, WhyNot,
    charter, composition, covers, disagreements, evaluate, governance, lever_reach, life_cycle, load,
    marked_levers, metrics, missing, partners, review, scaling, suggested_seats, templates, weak_points,
    why_not,
};
pub use finding::{Finding, Tone};
pub use measured::{Measured, Wanted, measured};
pub use reading::{
    Again, Matching, Near, Path, PathLimit, PathLimitKind, PathOptions, Paths, Trace, TraceOptions, TraceRow,
    TraceWay, figures_of, matching, near, paths, trace,
};
pub use watch::Watch;
