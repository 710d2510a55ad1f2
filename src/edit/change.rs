//! Changes to the fields of elements and links.

use std::collections::BTreeSet;

use crate::model::{
    AssessorId, Body, Bond, Claim, ClaimId, Direction, Element, End, Ends, EvidenceId, Intent, LeverKind,
    Link, MapId, Object, Polarity, Scale, TermId,
};

/// A number brought into its range. What is not a number clears the field: no formula could use it.
pub(super) fn within(value: Option<f64>, (low, high): (f64, f64)) -> Option<f64> {
    value.filter(|value| value.is_finite()).map(|value| value.clamp(low, high))
}

/// Puts a source among others, or takes it away.
fn set_source(sources: &mut BTreeSet<EvidenceId>, id: &EvidenceId, is_there: bool) {
    if is_there {
        sources.insert(id.clone());
    } else {
        sources.remove(id);
    }
}

/// A change to one field of some elements. Elements without that field stay as they are.
#[derive(Clone, Debug, PartialEq)]
pub enum ElementChange {
    /// The name.
    Name(String),
    /// The notes.
    Notes(String),
    /// The project's own fields.
    Fields(Object),
    /// Whether a source stands behind the element.
    Source(EvidenceId, bool),
    /// The map that the element leads to.
    Portal(Option<MapId>),
    /// An actor's sector.
    Sector(Option<TermId>),
    /// An actor's region.
    Region(Option<TermId>),
    /// An actor's role.
    Role(Option<TermId>),
    /// Whether an actor can work in a stage.
    Stage(TermId, bool),
    /// The level (0 to 100) at which an actor holds an asset; `None` takes the asset away.
    Asset(TermId, Option<f64>),
    /// One assessor's rating; `None` clears it.
    Rating(AssessorId, Scale, Option<f64>),
    /// Whether a variable is a goal.
    Goal(bool),
    /// Whether a variable is driven from outside.
    External(bool),
    /// An issue's category.
    Category(Option<TermId>),
}

impl ElementChange {
    /// Makes the change. Values outside their range are brought to its nearest end.
    pub(super) fn apply(&self, element: &mut Element) {
        match (self, &mut element.body) {
            (Self::Name(name), _) => element.name.clone_from(name),
            (Self::Notes(notes), _) => element.notes.clone_from(notes),
            (Self::Fields(fields), _) => element.fields.clone_from(fields),
            (Self::Source(id, is_behind), _) => set_source(&mut element.evidence, id, *is_behind),
            (Self::Portal(map), _) => element.portal.clone_from(map),
            (Self::Sector(sector), Body::Actor(actor)) => actor.sector.clone_from(sector),
            (Self::Region(region), Body::Actor(actor)) => actor.region.clone_from(region),
            (Self::Role(role), Body::Actor(actor)) => actor.role.clone_from(role),
            (Self::Stage(stage, true), Body::Actor(actor)) => {
                actor.stages.insert(stage.clone());
            }
            (Self::Stage(stage, false), Body::Actor(actor)) => {
                actor.stages.remove(stage);
            }
            (Self::Asset(asset, level), Body::Actor(actor)) => {
                match within(*level, (0.0, 100.0)) {
                    Some(level) => actor.assets.insert(asset.clone(), level),
                    None => actor.assets.remove(asset),
                };
            }
            (Self::Rating(assessor, scale, value), Body::Actor(actor)) => {
                let rating = actor.ratings.entry(assessor.clone()).or_default();
                rating.set(*scale, within(*value, scale.range()));
                if rating.is_empty() {
                    actor.ratings.remove(assessor);
                }
            }
            (Self::Goal(goal), Body::Variable(variable)) => variable.goal = *goal,
            (Self::External(external), Body::Variable(variable)) => variable.external = *external,
            (Self::Category(category), Body::Issue(issue)) => issue.category.clone_from(category),
            _ => {}
        }
    }
}

/// A change to one field of some links. Links without that field stay as they are.
#[derive(Clone, Debug, PartialEq)]
pub enum LinkChange {
    /// The notes.
    Notes(String),
    /// Whether a source stands behind the link.
    Source(EvidenceId, bool),
    /// A causal link's sign.
    Polarity(Option<Polarity>),
    /// What a group says about a causal link's sign; `None` takes the claim back.
    Claim(ClaimId, Option<Claim>),
    /// Whether a causal link's effect is delayed.
    Delay(bool),
    /// A causal link's weight, 0 to 1.
    Weight(Option<f64>),
    /// What the team means to do with a causal link.
    Mark(Option<Intent>),
    /// A tie's kind.
    Tie(Option<TermId>),
    /// Whether a tie runs one way or both.
    Direction(Direction),
    /// The strength of a tie or lever, 1 to 5.
    Strength(Option<f64>),
    /// How an actor stands to what the lever ends at.
    Lever(LeverKind),
    /// Start and end change places; a lever always starts at its actor and stays.
    Reverse,
}

impl LinkChange {
    /// Makes the change. Values outside their range are brought to its nearest end.
    pub(super) fn apply(&self, link: &mut Link) {
        match (self, &mut link.bond) {
            (Self::Notes(notes), _) => link.notes.clone_from(notes),
            (Self::Source(id, is_behind), _) => set_source(&mut link.evidence, id, *is_behind),
            (Self::Polarity(polarity), Bond::Causal(causal)) => causal.polarity = *polarity,
            (Self::Claim(id, Some(claim)), Bond::Causal(causal)) => {
                causal.claims.insert(id.clone(), claim.clone());
            }
            (Self::Claim(id, None), Bond::Causal(causal)) => {
                causal.claims.remove(id);
            }
            (Self::Delay(delay), Bond::Causal(causal)) => causal.delay = *delay,
            (Self::Weight(weight), Bond::Causal(causal)) => causal.weight = within(*weight, (0.0, 1.0)),
            (Self::Mark(mark), Bond::Causal(causal)) => causal.mark = *mark,
            (Self::Tie(kind), Bond::Tie(tie)) => tie.tie.clone_from(kind),
            (Self::Direction(direction), Bond::Tie(tie)) => {
                tie.direction = (*direction == Direction::Mutual).then_some(Direction::Mutual);
            }
            (Self::Strength(strength), Bond::Tie(tie)) => tie.strength = within(*strength, (1.0, 5.0)),
            (Self::Strength(strength), Bond::Lever(lever)) => {
                lever.strength = within(*strength, (1.0, 5.0));
            }
            (Self::Lever(kind), Bond::Lever(lever)) => lever.lever = Some(*kind),
            (Self::Reverse, Bond::Tie(_) | Bond::Causal(_)) => {
                if let End::Element(to) = &link.ends.to {
                    link.ends = Ends::elements(to.clone(), link.ends.from.clone());
                }
            }
            _ => {}
        }
    }
}
