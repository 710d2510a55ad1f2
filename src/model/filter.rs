//! What a view of a map lets through.

use std::collections::{BTreeMap, BTreeSet};

use super::element::{ElementKind, Scale};
use super::id::{LoopId, TermId};
use super::json::record;
use super::link::Polarity;

record! {
    /// Where a rating must lie. An end that is absent is open.
    RatingRange {
        /// The lowest rating that passes.
        low: Option<f64> = "low",
        /// The highest rating that passes.
        high: Option<f64> = "high",
    }
}

record! {
    /// What passes a filter. Each field that holds something must be met, by any one of what it holds; a field that is
    /// empty lets everything through.
    Filter {
        /// Kinds of element.
        kinds: BTreeSet<ElementKind> = "kinds",
        /// Sectors of actors.
        sectors: BTreeSet<TermId> = "sectors",
        /// Regions of actors.
        regions: BTreeSet<TermId> = "regions",
        /// Roles of actors.
        roles: BTreeSet<TermId> = "roles",
        /// Stages in which actors can work.
        stages: BTreeSet<TermId> = "stages",
        /// Assets that actors hold, at level 45 or more.
        assets: BTreeSet<TermId> = "assets",
        /// Where the mean of an actor's ratings must lie, by the word of the scale. All of them must be met, and an
        /// actor without a rating meets none.
        ratings: BTreeMap<String, RatingRange> = "ratings",
        /// Only actors whose interest or influence nobody rated.
        unrated: bool = "unrated",
        /// Named loops that run through the element or link.
        loops: BTreeSet<LoopId> = "loops",
        /// Kinds of tie.
        ties: BTreeSet<TermId> = "ties",
        /// Effective signs of causal links.
        polarities: BTreeSet<Polarity> = "polarities",
        /// How many of the highest by a measure of the network pass, by the name of the measure. Equals of the last one pass
        /// too; an element without a figure does not.
        top: BTreeMap<String, f64> = "top",
        /// What the name or the notes of an element hold, in any case.
        text: String = "text",
    }
}

impl Filter {
    /// Everything passes. Fields that this version does not understand count as nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self { extra: self.extra.clone(), ..Self::default() }
    }

    /// Where ratings on `scale` must lie, if they must.
    pub fn range(&self, scale: Scale) -> Option<&RatingRange> {
        self.ratings.get(scale.as_str())
    }

    /// The filter speaks of links, so that only they and their ends pass.
    pub fn is_about_links(&self) -> bool {
        !self.ties.is_empty() || !self.polarities.is_empty()
    }
}

impl RatingRange {
    /// The rating lies inside.
    pub fn holds(&self, rating: f64) -> bool {
        self.low.is_none_or(|low| rating >= low) && self.high.is_none_or(|high| rating <= high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::json::{Json, Reader};

    #[test]
    fn a_filter_survives_the_file_with_what_it_does_not_understand() {
        let value = serde_json::json!({
            "sectors": ["t_ngo"], "ratings": {"interest": {"low": 3, "slope": 2}}, "unrated": true,
            "polarities": ["-"], "moon": "full",
        });
        let (filter, kept) = Filter::from_json(value.clone(), &mut Reader::default()).unwrap();
        assert_eq!(kept, None);
        assert!(filter.range(Scale::Interest).unwrap().holds(3.0));
        assert!(!filter.is_empty() && filter.is_about_links());
        assert_eq!(filter.to_json(), value);
    }

    #[test]
    fn a_field_from_the_future_filters_nothing() {
        let value = serde_json::json!({"moon": "full"});
        let (filter, _) = Filter::from_json(value, &mut Reader::default()).unwrap();
        assert!(filter.is_empty());
    }
}
