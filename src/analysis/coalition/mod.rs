//! Questions about working together: which set of partners to bring in.

mod bits;
mod facts;
mod partners;
mod reasons;
mod rules;
mod score;
mod search;
mod trials;

pub use partners::{Gap, PartnerMember, PartnerOptions, Partners, SizeScore, Suggestion, partners};
pub use score::Part;
pub use trials::Standing;
