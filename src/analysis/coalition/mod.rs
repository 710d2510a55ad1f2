//! Questions about working together: which set of partners to bring in, how a coalition is made up, who is missing, how
//! it decides, who carries it and how it lasts.
//!
//! [`partners`] suggests sets; [`review`] answers everything else about one coalition, each part of which can be asked
//! alone for a [`Party`], stored or only suggested.

mod bits;
mod blind_spots;
mod charter;
mod composition;
mod covers;
mod disagreement;
mod exact;
mod facts;
mod governance;
mod governance_facts;
mod guide;
mod health;
mod levers;
mod life_cycle;
mod load;
mod metrics;
mod missing;
mod partners;
mod party;
mod phrases;
mod reasons;
mod review;
mod rules;
mod scaling;
mod score;
mod search;
mod seats;
mod shortlist;
mod templates;
mod trials;
mod weak_points;
mod why_not;

pub use blind_spots::BlindSpotRow;
pub use charter::{CharterRow, charter};
pub use composition::{Composition, Concentration, CountedBy, KindShare, Portion, Tag, composition};
pub use covers::{Covers, covers};
pub use disagreement::{Disagreement, disagreements};
pub use governance::{GovernanceFit, GovernanceLine, GovernanceModel, governance};
pub use governance_facts::GovernanceFacts;
pub use guide::{GuideItem, GuidePlace, GuideRow, GuideStep};
pub use health::{HealthLine, HealthRow, Principle};
pub use levers::{LeverActor, LeverReach, LeverScope, MarkedLever, MarkedLevers, lever_reach, marked_levers};
pub use life_cycle::{FundingRow, LifeCycle, StageNeed, StageRow, life_cycle};
pub use load::{LedgerRow, Load, LoadOptions, LoadRow, Standpoint, load};
pub use metrics::{IndicatorRow, Metrics, metrics};
pub use missing::{Missing, Outsider, Salience, missing};
pub use partners::{
    Gap, PartnerMember, PartnerOptions, Partners, SizeScore, Suggestion, Supply, evaluate, partners,
};
pub use party::{Party, Place};
pub use review::{CoalitionLine, LoopLevers, Review, review};
pub use scaling::{PathwayRow, Scaling, scaling};
pub use score::Part;
pub use seats::suggested_seats;
pub use templates::{Template, templates};
pub use trials::Standing;
pub use weak_points::{WeakPoint, WeakPoints, weak_points};
pub use why_not::{ChangedTag, TagChange, WhyNot, why_not};
