//! What a column of a table can mean.

use super::{Content, cells, elements, links};
use crate::exchange::attributes::{COLOUR, TAGS, fold};

/// What a column of a table means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Where a link starts.
    From,
    /// Where it ends.
    To,
    /// The name of an element.
    Name,
    /// The id of an element, by which links call it.
    Id,
    /// The kind of a link or element.
    Kind,
    /// The sign of a link.
    Polarity,
    /// Whether the effect takes its time.
    Delay,
    /// Weight or strength.
    Strength,
    /// Whether a link runs one way.
    Directed,
    /// Notes.
    Notes,
    /// How far to the right an element stands.
    X,
    /// How far down it stands.
    Y,
    /// Tags, several separated by `|`.
    Tags,
    /// Its colour.
    Colour,
    /// An actor's sector.
    Sector,
    /// An actor's region.
    Region,
    /// An actor's role in the system.
    Position,
    /// The stages at which an actor takes part.
    Stages,
    /// The rating of interest, 1 to 5.
    Interest,
    /// The rating of influence, 1 to 5.
    Influence,
    /// The rating of alignment, −2 to 2.
    Alignment,
    /// The rating of legitimacy, 1 to 5.
    Legitimacy,
    /// The rating of urgency, 1 to 5.
    Urgency,
    /// How much an actor has of the asset that the column is named after, 0 to 100.
    Asset,
    /// A field of its own.
    Field,
    /// Nothing: the column is left out.
    Nothing,
}

/// Which tables have a column of a role.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Links,
    Elements,
    Both,
}

/// Every role with its word, in the order in which people look for them, the names of its columns and the tables that
/// have it.
const KNOWN: &[(Role, &str, &[&str], Of)] = &[
    (Role::From, "from", links::FROM, Of::Links),
    (Role::To, "to", links::TO, Of::Links),
    (Role::Name, "name", elements::NAME, Of::Elements),
    (Role::Id, "id", elements::ID, Of::Elements),
    (Role::Polarity, "polarity", links::POLARITY, Of::Links),
    (Role::Delay, "delay", links::DELAY, Of::Links),
    (Role::Strength, "strength", links::STRENGTH, Of::Links),
    (Role::Kind, "kind", links::KIND, Of::Both),
    (Role::Directed, "directed", links::DIRECTED, Of::Links),
    (Role::Notes, "notes", links::NOTES, Of::Both),
    (Role::Sector, "sector", &["sector"], Of::Elements),
    (Role::Region, "region", &["region"], Of::Elements),
    (Role::Position, "role", &["role"], Of::Elements),
    (Role::Stages, "stages", &["stages", "stage"], Of::Elements),
    (Role::Interest, "interest", &["interest"], Of::Elements),
    (Role::Influence, "influence", &["influence"], Of::Elements),
    (Role::Alignment, "alignment", &["alignment"], Of::Elements),
    (Role::Legitimacy, "legitimacy", &["legitimacy"], Of::Elements),
    (Role::Urgency, "urgency", &["urgency"], Of::Elements),
    (Role::Asset, "asset", &[], Of::Elements),
    (Role::Tags, TAGS, &["tags", "tag"], Of::Elements),
    (Role::Colour, COLOUR, &["color", "colour"], Of::Both),
    (Role::X, "x", &["x"], Of::Elements),
    (Role::Y, "y", &["y"], Of::Elements),
    (Role::Field, "field", &[], Of::Both),
    (Role::Nothing, "left out", &[], Of::Both),
];

impl Of {
    fn fits(self, content: Option<Content>) -> bool {
        match content {
            None => true,
            Some(Content::Links) => self != Self::Elements,
            Some(Content::Elements) => self != Self::Links,
        }
    }
}

impl Role {
    /// The word for it, which is also the name of its column.
    pub fn word(self) -> &'static str {
        KNOWN.iter().find(|(role, ..)| *role == self).map_or("field", |(_, word, ..)| *word)
    }

    /// The role of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        KNOWN.iter().find(|(_, known, ..)| *known == word).map(|(role, ..)| *role)
    }

    /// A table may have several columns of this role.
    pub fn is_shared(self) -> bool {
        matches!(self, Self::Asset | Self::Field | Self::Nothing)
    }

    /// What a column of this name means by itself in a table of such content.
    pub(super) fn of_name(name: &str, content: Option<Content>) -> Self {
        let found = KNOWN.iter().find(|(_, _, names, of)| of.fits(content) && cells::is_one_of(name, names));
        match found {
            Some((role, ..)) => *role,
            None if is_asset(name) && Of::Elements.fits(content) => Self::Asset,
            None => Self::Field,
        }
    }

    /// What may be said of a column of a table whose columns mean this: all that such a table has a place for, and what
    /// makes another of it.
    pub fn offered(roles: &[Self]) -> Vec<Self> {
        let content = meaning(roles);
        let makes = |role: Self| matches!(role, Self::From | Self::To | Self::Name) || role.is_shared();
        let fits = |role: Self, of: Of| match content {
            None => makes(role),
            Some(_) => of.fits(content) || matches!(role, Self::From | Self::To),
        };
        KNOWN.iter().filter(|(role, _, _, of)| fits(*role, *of)).map(|(role, ..)| *role).collect()
    }
}

/// What a table with columns of these roles holds.
pub(super) fn meaning(roles: &[Role]) -> Option<Content> {
    if roles.contains(&Role::From) && roles.contains(&Role::To) {
        Some(Content::Links)
    } else {
        roles.contains(&Role::Name).then_some(Content::Elements)
    }
}

/// The name of a column of an asset, as in `asset: land`.
pub(super) fn is_asset(name: &str) -> bool {
    fold(name).strip_prefix("asset").is_some_and(|rest| !rest.trim_start_matches(':').trim().is_empty())
}
