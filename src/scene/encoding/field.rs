//! What can be shown by colour or size.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::analysis::Wanted;
use crate::analysis::network::Measure;
use crate::model::{ElementKind, LinkKind, Map, MapKind, Project, Scale, TermId, TermKind};

/// No field has this name.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("There is nothing called “{name}” to show by colour or size. Choose from: {known}.")]
pub struct UnknownField {
    /// What was asked for.
    pub name: String,
    /// What there is, with commas between.
    pub known: String,
}

/// Something that colours or sizes can show. Written as a word, such as `interest`, `asset:t_policy`,
/// `field:Budget` or `betweenness_centrality`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Field {
    /// An actor's sector.
    Sector,
    /// An actor's region.
    Region,
    /// An actor's role.
    Role,
    /// The stages in which an actor can work.
    Stage,
    /// An issue's category.
    Category,
    /// Actor, variable or issue.
    Kind,
    /// The mean of the assessors' ratings.
    Rating(Scale),
    /// The level of an asset, 0 to 100.
    Asset(TermId),
    /// How many sources stand behind an element.
    Evidence,
    /// What the team means to do with causal links. It colours links.
    Mark,
    /// One of the project's own fields.
    Custom(String),
    /// A measure of the network that the map shows.
    Measure(Measure),
    /// The community an element belongs to.
    Community,
    /// How many pairs of others would be parted without the actor.
    Missed,
}

/// Plain fields and their words.
static PLAIN: [(Field, &str, &str); 10] = [
    (Field::Sector, "sector", "Sector"),
    (Field::Region, "region", "Region"),
    (Field::Role, "role", "Role"),
    (Field::Stage, "stage", "Stage"),
    (Field::Category, "category", "Category"),
    (Field::Kind, "kind", "Kind"),
    (Field::Evidence, "evidence", "Evidence"),
    (Field::Mark, "mark", "Mark"),
    (Field::Community, "community", "Community"),
    (Field::Missed, "would_be_missed", "Would be missed"),
];

static SCALES: [(Scale, &str); 5] = [
    (Scale::Interest, "Interest"),
    (Scale::Influence, "Influence"),
    (Scale::Alignment, "Alignment"),
    (Scale::Legitimacy, "Legitimacy"),
    (Scale::Urgency, "Urgency"),
];

const ASSET: &str = "asset:";
const CUSTOM: &str = "field:";

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rating(scale) => f.write_str(scale.as_str()),
            Self::Asset(asset) => write!(f, "{ASSET}{asset}"),
            Self::Custom(name) => write!(f, "{CUSTOM}{name}"),
            Self::Measure(measure) => f.write_str(measure.as_str()),
            plain => f.write_str(PLAIN.iter().find(|(field, ..)| field == plain).map_or("", |row| row.1)),
        }
    }
}

impl From<Field> for String {
    fn from(field: Field) -> Self {
        field.to_string()
    }
}

impl TryFrom<String> for Field {
    type Error = UnknownField;

    fn try_from(word: String) -> Result<Self, UnknownField> {
        word.parse()
    }
}

impl FromStr for Field {
    type Err = UnknownField;

    fn from_str(word: &str) -> Result<Self, UnknownField> {
        let plain = || PLAIN.iter().find(|(_, known, _)| *known == word).map(|row| row.0.clone());
        let asset = || word.strip_prefix(ASSET).filter(|id| !id.is_empty()).map(|id| Self::Asset(id.into()));
        let custom = || word.strip_prefix(CUSTOM).map(|name| Self::Custom(name.to_owned()));
        let scale = || Scale::from_word(word).map(Self::Rating);
        let measure = || word.parse().ok().map(Self::Measure);
        plain().or_else(asset).or_else(custom).or_else(scale).or_else(measure).ok_or_else(|| {
            let plain = PLAIN.iter().map(|row| row.1.to_owned());
            let scales = SCALES.iter().map(|(scale, _)| scale.as_str().to_owned());
            let prefixed = [format!("{ASSET}NAME"), format!("{CUSTOM}NAME")];
            let measures = Measure::ALL.iter().map(|measure| measure.as_str().to_owned());
            let known: Vec<String> = plain.chain(scales).chain(prefixed).chain(measures).collect();
            UnknownField { name: word.to_owned(), known: known.join(", ") }
        })
    }
}

impl Field {
    /// The field that a person means in this project: its word, its title, or the name of an asset or of one of the
    /// project's own fields.
    ///
    /// # Errors
    /// [`UnknownField`] lists what there is.
    pub fn find(project: &Project, text: &str) -> Result<Self, UnknownField> {
        let text = text.trim();
        let error = match text.parse::<Self>() {
            Ok(Self::Asset(asset)) => return Ok(Self::Asset(project.resolve(TermKind::Asset, &asset))),
            Ok(field) => return Ok(field),
            Err(error) => error,
        };
        let titled = |field: &Self| field.title(project).eq_ignore_ascii_case(text);
        let asset = || {
            let known = project.knows_word(TermKind::Asset, &text.into());
            known.then(|| Self::Asset(project.resolve(TermKind::Asset, &text.into())))
        };
        let all = project.maps.values().flat_map(|map| Self::offered(project, map));
        all.collect::<BTreeSet<_>>().into_iter().find(titled).or_else(asset).ok_or(error)
    }

    /// What people read: "Interest", "Policy", "Betweenness".
    pub fn title(&self, project: &Project) -> String {
        match self {
            Self::Rating(scale) => {
                SCALES.iter().find(|(known, _)| known == scale).map_or("", |(_, title)| title).to_owned()
            }
            Self::Asset(asset) => project.word(TermKind::Asset, asset),
            Self::Custom(name) => name.clone(),
            Self::Measure(measure) => measure.label().to_owned(),
            plain => {
                PLAIN.iter().find(|(field, ..)| field == plain).map_or("", |(.., title)| title).to_owned()
            }
        }
    }

    /// What the figures mean, for a tooltip.
    pub fn meaning(&self) -> &'static str {
        match self {
            Self::Sector => "The kind of organisation",
            Self::Region => "Where the actor is at home",
            Self::Role => "What the actor does in the coalition",
            Self::Stage => "The stage in which the actor can work",
            Self::Category => "The kind of barrier",
            Self::Kind => "Actor, variable or issue",
            Self::Rating(Scale::Alignment) => "Opposed (−2) to in favour (+2), the mean of the assessors",
            Self::Rating(_) => "1 to 5, the mean of the assessors",
            Self::Asset(_) => "The level at which the actor holds the asset, 0 to 100",
            Self::Evidence => "How many sources stand behind it",
            Self::Mark => "What the team means to do with causal links",
            Self::Custom(_) => "One of the project’s own fields",
            Self::Measure(measure) => measure.meaning(),
            Self::Community => "Which others it is most closely joined with",
            Self::Missed => "How many pairs of others would lose every way to each other without the actor",
        }
    }

    /// It is a number, and so can be shown by size.
    pub fn is_number(&self) -> bool {
        matches!(
            self,
            Self::Rating(_)
                | Self::Asset(_)
                | Self::Evidence
                | Self::Custom(_)
                | Self::Measure(_)
                | Self::Missed
        )
    }

    /// An analysis works it out.
    pub fn is_computed(&self) -> bool {
        matches!(self, Self::Measure(_) | Self::Community | Self::Missed)
    }

    /// The figures that it needs from the analyses.
    pub fn wanted(&self) -> Wanted {
        let mut wanted = Wanted::default();
        match self {
            Self::Measure(measure) => wanted.measures.extend([*measure]),
            Self::Community => wanted.communities = true,
            Self::Missed => wanted.missed = true,
            _ => {}
        }
        wanted
    }

    /// Elements of this kind can have it.
    pub(super) fn applies(&self, kind: ElementKind) -> bool {
        match self {
            Self::Sector | Self::Region | Self::Role | Self::Stage | Self::Rating(_) | Self::Asset(_) => {
                kind == ElementKind::Actor
            }
            Self::Category => kind == ElementKind::Issue,
            Self::Mark => false,
            Self::Kind
            | Self::Evidence
            | Self::Custom(_)
            | Self::Measure(_)
            | Self::Community
            | Self::Missed => true,
        }
    }

    /// What a map offers, in the order of a menu: fields, then what analyses work out.
    pub fn offered(project: &Project, map: &Map) -> Vec<Self> {
        let elements: Vec<_> = map.elements.keys().filter_map(|id| project.elements.get(id)).collect();
        let has = |kind: ElementKind| elements.iter().any(|element| element.kind() == kind);
        let actors = map.kind() == MapKind::Actors || has(ElementKind::Actor);
        let mut offered = vec![Self::Sector];
        if actors {
            offered.extend([Self::Region, Self::Role, Self::Stage]);
        }
        if has(ElementKind::Issue) {
            offered.push(Self::Category);
        }
        offered.extend([Self::Kind, Self::Evidence]);
        if map
            .links
            .keys()
            .any(|id| project.links.get(id).is_some_and(|link| link.kind() == LinkKind::Causal))
        {
            offered.push(Self::Mark);
        }
        if actors {
            let rated = |scale: Scale| {
                let usual = matches!(scale, Scale::Interest | Scale::Influence | Scale::Alignment);
                let given = |element: &&std::sync::Arc<crate::model::Element>| {
                    element.actor().is_some_and(|actor| actor.spread(scale).is_some())
                };
                usual || elements.iter().any(given)
            };
            offered.extend(
                SCALES.iter().filter(|(scale, _)| rated(*scale)).map(|(scale, _)| Self::Rating(*scale)),
            );
            offered.extend(project.words(TermKind::Asset).into_iter().map(|word| Self::Asset(word.id)));
        }
        let own: BTreeSet<&String> = elements.iter().flat_map(|element| element.fields.keys()).collect();
        offered.extend(own.into_iter().map(|name| Self::Custom(name.clone())));
        offered.extend(Measure::ALL.iter().copied().map(Self::Measure));
        offered.push(Self::Community);
        if map.kind() == MapKind::Actors {
            offered.push(Self::Missed);
        }
        offered
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_written_as_a_word_and_read_back() {
        let fields = PLAIN.iter().map(|row| row.0.clone());
        let scales = SCALES.iter().map(|(scale, _)| Field::Rating(*scale));
        let named = [Field::Asset("t_policy".into()), Field::Custom("Budget: 2026".into())];
        let measures = Measure::ALL.iter().copied().map(Field::Measure);
        for field in fields.chain(scales).chain(named).chain(measures) {
            assert_eq!(field.to_string().parse::<Field>(), Ok(field.clone()));
            let json = serde_json::to_string(&field).unwrap();
            assert_eq!(serde_json::from_str::<Field>(&json).unwrap(), field);
        }
        let error = "shoe size".parse::<Field>().unwrap_err().to_string();
        assert!(error.contains("“shoe size”") && error.contains("betweenness_centrality"), "{error}");
    }

    #[test]
    fn people_may_name_a_field_by_its_title_or_an_asset_by_its_name() {
        let project = Project::new("Test");
        assert_eq!(Field::find(&project, "Betweenness"), Ok(Field::Measure(Measure::Betweenness)));
        assert_eq!(Field::find(&project, "asset:policy"), Ok(Field::Asset("t_policy".into())));
        assert_eq!(Field::find(&project, "policy"), Ok(Field::Asset("t_policy".into())));
        assert!(Field::find(&project, "nothing").is_err());
    }
}
