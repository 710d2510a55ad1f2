//! Why an edit cannot be made.

use crate::model::{CoalitionId, ElementId, LinkId, LoopId, MapId, StepId, ViewId};

/// Why an edit cannot be made. The project stays as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The element is not in the project.
    #[error("The element {0} is not in this project any more.")]
    NoElement(ElementId),
    /// The link is not in the project.
    #[error("The link {0} is not in this project any more.")]
    NoLink(LinkId),
    /// The map is not in the project.
    #[error("The map {0} is not in this project any more.")]
    NoMap(MapId),
    /// The view is not in the project.
    #[error("The view {0} is not in this project any more.")]
    NoView(ViewId),
    /// The step is not in the story.
    #[error("The step {0} is not in this story any more.")]
    NoStep(StepId),
    /// The loop has no record in the project.
    #[error("The loop {0} has no name in this project. Name it, then put its badge where you want it.")]
    NoLoop(LoopId),
    /// The coalition is not in the project.
    #[error("The coalition {0} is not in this project any more.")]
    NoCoalition(CoalitionId),
    /// Only actors take part in coalitions, promise, or have targets of their own.
    #[error("{0} is not an actor. Choose an actor.")]
    NotAnActor(ElementId),
    /// Only members have seats.
    #[error("{0} is not a member of this coalition. Add it as a member, then give it a seat.")]
    NotAMember(ElementId),
    /// The id is taken.
    #[error("{0} exists already.")]
    Exists(String),
    /// The two ends cannot be joined in this way.
    #[error("{0}")]
    WrongEnds(&'static str),
    /// The last map stays.
    #[error("A project keeps at least one map. Add another before you delete this one.")]
    LastMap,
    /// Nothing would be different afterwards.
    #[error("Nothing to change.")]
    NoChange,
}
