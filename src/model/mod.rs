//! The document as plain values: [`Project`] and its records.
//!
//! Everything here is data. A project is changed only by [`crate::edit`], read and written by [`crate::file`]. Every
//! record keeps the fields it does not understand ([`json`]), and [`problems()`] lists what is wrong without touching it.

mod coalition;
mod element;
mod ends;
mod evidence;
mod filter;
mod geometry;
mod id;
pub mod json;
mod link;
mod map;
pub mod order;
mod problems;
mod project;
mod story;
mod vocabulary;

pub use coalition::{
    Coalition, Commitment, CommitmentState, Funding, Governance, Member, NamedLoop, Pathway, PathwayPlan,
    Phase, Quota, Target, Workstream,
};
pub use element::{Actor, Body, Element, ElementKind, Issue, Rating, Scale, Spread, Variable};
pub use ends::{End, Ends};
pub use evidence::{Assessor, BlindSpot, Change, ChangeKind, Considered, Evidence, Indicator};
pub use filter::{Filter, RatingRange};
pub use geometry::{Area, Camera, Point};
pub use id::{
    AssessorId, BlindSpotId, ChangeId, ClaimId, CoalitionId, CommitmentId, ElementId, EvidenceId, GroupId,
    Id, IndicatorId, LinkId, LoopId, MapId, NoteId, ProjectId, StepId, TermId, UnderlayId, ViewId,
    WorkstreamId,
};
pub use json::Object;
pub use link::{Bond, Causal, Claim, Direction, Intent, Lever, LeverKind, Link, LinkKind, Polarity, Tie};
pub use map::{AreaId, BadgePlace, Course, Group, Map, MapKind, Note, Placement, Underlay};
pub use problems::{Problem, Severity, problems};
pub use project::{About, Project, Table};
pub use story::{Light, Side, Step, View};
pub use vocabulary::{Term, TermKind, Word};
