//! The fields of a filter in words, for chips and for the sheet that sets them.

use std::collections::BTreeSet;

use crate::analysis::network::Measure;
use crate::model::{Filter, Polarity, Project, RatingRange, Scale, TermId, TermKind};

/// A field of a filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Kinds of element.
    Kinds,
    /// Words of the vocabulary: sectors, regions, roles, stages, assets, kinds of tie.
    Words(TermKind),
    /// A range of ratings.
    Rating(Scale),
    /// Only unrated actors.
    Unrated,
    /// The highest by a measure.
    Top,
    /// Named loops.
    Loops,
    /// Signs of causal links.
    Signs,
    /// Words in names and notes.
    Text,
}

impl Field {
    /// Every field, in the order of chips and sheet.
    pub const ALL: [Self; 17] = [
        Self::Text,
        Self::Kinds,
        Self::Words(TermKind::Sector),
        Self::Words(TermKind::Region),
        Self::Words(TermKind::Role),
        Self::Words(TermKind::Stage),
        Self::Words(TermKind::Asset),
        Self::Rating(Scale::Interest),
        Self::Rating(Scale::Influence),
        Self::Rating(Scale::Alignment),
        Self::Rating(Scale::Legitimacy),
        Self::Rating(Scale::Urgency),
        Self::Unrated,
        Self::Top,
        Self::Words(TermKind::Tie),
        Self::Signs,
        Self::Loops,
    ];

    /// What it is called.
    pub fn title(self) -> &'static str {
        match self {
            Self::Kinds => "Kind",
            Self::Words(TermKind::Sector) => "Sector",
            Self::Words(TermKind::Region) => "Region",
            Self::Words(TermKind::Role) => "Role",
            Self::Words(TermKind::Stage) => "Stage",
            Self::Words(TermKind::Asset) => "Holds",
            Self::Words(TermKind::Tie) => "Tie",
            Self::Words(TermKind::Issue) => "Issue",
            Self::Rating(Scale::Interest) => "Interest",
            Self::Rating(Scale::Influence) => "Influence",
            Self::Rating(Scale::Alignment) => "Alignment",
            Self::Rating(Scale::Legitimacy) => "Legitimacy",
            Self::Rating(Scale::Urgency) => "Urgency",
            Self::Unrated => "Not rated",
            Self::Top => "Highest",
            Self::Loops => "Loop",
            Self::Signs => "Sign",
            Self::Text => "Words",
        }
    }
}

/// The words that a filter names of a kind, if filters have such a field.
pub fn words(filter: &Filter, kind: TermKind) -> Option<&BTreeSet<TermId>> {
    match kind {
        TermKind::Sector => Some(&filter.sectors),
        TermKind::Region => Some(&filter.regions),
        TermKind::Role => Some(&filter.roles),
        TermKind::Stage => Some(&filter.stages),
        TermKind::Asset => Some(&filter.assets),
        TermKind::Tie => Some(&filter.ties),
        TermKind::Issue => None,
    }
}

/// The same, to change them.
pub fn words_mut(filter: &mut Filter, kind: TermKind) -> Option<&mut BTreeSet<TermId>> {
    match kind {
        TermKind::Sector => Some(&mut filter.sectors),
        TermKind::Region => Some(&mut filter.regions),
        TermKind::Role => Some(&mut filter.roles),
        TermKind::Stage => Some(&mut filter.stages),
        TermKind::Asset => Some(&mut filter.assets),
        TermKind::Tie => Some(&mut filter.ties),
        TermKind::Issue => None,
    }
}

/// Puts a value in, or takes it out where it is already.
pub fn toggle<T: Ord>(set: &mut BTreeSet<T>, value: T) {
    if !set.remove(&value) {
        set.insert(value);
    }
}

/// The whole steps that a range of ratings goes over.
pub fn steps(range: &RatingRange, scale: Scale) -> (f64, f64) {
    let (least, most) = scale.range();
    (range.low.map_or(least, f64::ceil).max(least), range.high.map_or(most, f64::floor).min(most))
}

/// The range of ratings after a click on a step: it grows to take the step in, and loses it where it is an end.
///
/// Means of several assessors lie between the steps, so that a range reaches half a step beyond its ends.
pub fn with_step(range: Option<&RatingRange>, scale: Scale, step: f64) -> Option<RatingRange> {
    let same = |a: f64, b: f64| (a - b).abs() < 0.25;
    let (low, high) = match range.map(|range| steps(range, scale)) {
        None => (step, step),
        Some((low, high)) if same(low, high) && same(step, low) => return None,
        Some((low, high)) if same(step, low) => (low + 1.0, high),
        Some((low, high)) if same(step, high) => (low, high - 1.0),
        Some((low, high)) if step > low && step < high => (step, step),
        Some((low, high)) => (low.min(step), high.max(step)),
    };
    Some(RatingRange { low: Some(low - 0.5), high: Some(high + 0.5), ..RatingRange::default() })
}

/// A rating as people write it.
pub fn step_text(scale: Scale, step: f64) -> String {
    match scale {
        Scale::Alignment if step > 0.0 => format!("+{step:.0}"),
        Scale::Alignment if step < 0.0 => format!("−{:.0}", -step),
        _ => format!("{step:.0}"),
    }
}

/// A sign as people read it.
pub fn sign_text(sign: Polarity) -> &'static str {
    match sign {
        Polarity::Plus => "+",
        Polarity::Minus => "−",
        Polarity::Unknown => "Not signed",
    }
}

/// A measure as people read it; a name that no measure has as it is.
pub fn measure_text(name: &str) -> String {
    name.parse::<Measure>().map_or_else(|_| name.to_owned(), |measure| measure.label().to_owned())
}

/// What a field asks for, in words; `None` if it lets everything through.
pub fn text(project: &Project, filter: &Filter, field: Field) -> Option<String> {
    let listed = |names: Vec<String>| match names.as_slice() {
        [] => None,
        [first, second, third, rest @ ..] if !rest.is_empty() => {
            Some(format!("{first}, {second}, {third} and {} more", rest.len()))
        }
        _ => Some(names.join(", ")),
    };
    let value = match field {
        Field::Kinds => listed(filter.kinds.iter().map(|kind| kind.as_str().to_owned()).collect()),
        Field::Words(kind) => listed(words(filter, kind)?.iter().map(|id| project.word(kind, id)).collect()),
        Field::Rating(scale) => filter.range(scale).map(|range| {
            let (low, high) = steps(range, scale);
            let (low_text, high_text) = (step_text(scale, low), step_text(scale, high));
            if high - low < 0.5 { low_text } else { format!("{low_text} to {high_text}") }
        }),
        Field::Unrated => return filter.unrated.then(|| field.title().to_owned()),
        Field::Top => listed(
            filter.top.iter().map(|(name, count)| format!("{count:.0} by {}", measure_text(name))).collect(),
        ),
        Field::Loops => {
            let label =
                |id| project.loops.get(id).map_or_else(|| "gone".to_owned(), |named| named.label.clone());
            listed(filter.loops.iter().map(label).collect())
        }
        Field::Signs => listed(filter.polarities.iter().map(|sign| sign_text(*sign).to_owned()).collect()),
        Field::Text => {
            let text = filter.text.trim();
            (!text.is_empty()).then(|| format!("“{text}”"))
        }
    };
    value.map(|value| format!("{}: {value}", field.title()))
}

/// Lets everything through in this field.
pub fn clear(filter: &mut Filter, field: Field) {
    match field {
        Field::Kinds => filter.kinds.clear(),
        Field::Words(kind) => {
            if let Some(words) = words_mut(filter, kind) {
                words.clear();
            }
        }
        Field::Rating(scale) => {
            filter.ratings.remove(scale.as_str());
        }
        Field::Unrated => filter.unrated = false,
        Field::Top => filter.top.clear(),
        Field::Loops => filter.loops.clear(),
        Field::Signs => filter.polarities.clear(),
        Field::Text => filter.text.clear(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ElementKind;

    #[test]
    fn every_field_has_words_and_can_be_cleared() {
        let project = Project::default();
        let range = with_step(None, Scale::Alignment, -1.0).unwrap();
        let mut filter = Filter {
            kinds: [ElementKind::Actor].into(),
            sectors: ["t_ngo".into(), "t_funder".into()].into(),
            regions: ["t_global_south".into()].into(),
            roles: ["t_role_funder".into()].into(),
            stages: ["t_stage_agenda".into()].into(),
            assets: ["t_policy".into()].into(),
            ratings: Scale::ALL.iter().map(|scale| (scale.as_str().to_owned(), range.clone())).collect(),
            unrated: true,
            top: [("betweenness_centrality".to_owned(), 5.0)].into(),
            loops: ["o_x".into()].into(),
            ties: ["funds".into()].into(),
            polarities: [Polarity::Minus].into(),
            text: "pay".to_owned(),
            ..Filter::default()
        };
        assert_eq!(
            text(&project, &filter, Field::Words(TermKind::Sector)).as_deref(),
            Some("Sector: Funder, NGO")
        );
        assert_eq!(
            text(&project, &filter, Field::Rating(Scale::Alignment)).as_deref(),
            Some("Alignment: −1")
        );
        assert_eq!(text(&project, &filter, Field::Top).as_deref(), Some("Highest: 5 by Betweenness"));
        for field in Field::ALL {
            assert!(text(&project, &filter, field).is_some(), "{field:?}");
            clear(&mut filter, field);
            assert_eq!(text(&project, &filter, field), None, "{field:?}");
        }
        assert!(filter.is_empty());
    }

    #[test]
    fn clicks_on_steps_make_a_range() {
        let after = |clicks: &[f64]| {
            let range = clicks.iter().fold(None, |range: Option<RatingRange>, step| {
                with_step(range.as_ref(), Scale::Interest, *step)
            });
            range.map(|range| steps(&range, Scale::Interest))
        };
        assert_eq!(after(&[4.0]), Some((4.0, 4.0)));
        assert_eq!(after(&[4.0, 2.0]), Some((2.0, 4.0)));
        assert_eq!(after(&[4.0, 2.0, 2.0]), Some((3.0, 4.0)));
        assert_eq!(after(&[1.0, 5.0, 3.0]), Some((3.0, 3.0)));
        assert_eq!(after(&[4.0, 4.0]), None);
    }
}
