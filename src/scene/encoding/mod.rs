//! What colours and sizes on a map say: any field of its elements, or any figure that an analysis gives.
//!
//! An [`Encoding`] is the choice, small and serialisable, so that a saved view can hold it. An [`Encoded`] is the choice
//! carried out for one map: an [`Ink`] and a share of the largest size for every element, and the entries of the legend.
//! What nobody rated or what has no value is hollow: never zero, and never the lowest colour.

mod field;
mod scale;
mod values;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::field::{Field, UnknownField};
pub use self::scale::{ColourEntry, Colouring, Sizing};
use crate::analysis::{Measured, Wanted};
use crate::model::{ElementId, LinkId, MapId, Project};

/// The colour of a figure by its meaning; [`super::tokens::Tokens::ink`] gives it a colour in each theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ink {
    /// One of nine hues that stay apart for colour-blind sight, 0 to 8.
    Category(u8),
    /// Whatever found none of the nine.
    Other,
    /// A step from low (0) to high (4).
    Step(u8),
    /// A step from against (0) over neither (2) to in favour (4).
    Side(u8),
    /// There is no value.
    Hollow,
}

/// How large a figure is by its meaning.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Extent {
    /// Its usual size: sizes say nothing of it.
    Usual,
    /// So far from the smallest to the largest, 0 to 1.
    Share(f64),
    /// There is no value.
    Unknown,
}

/// How many hues there are for categories.
pub const CATEGORIES: usize = 9;
/// How many steps numbers are shown in.
pub const STEPS: usize = 5;

/// What colours and sizes say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Encoding {
    /// What colours say. By sector, every kind of element has its usual look.
    pub colour: Field,
    /// What sizes say; `None` is the usual size, which far away grows with influence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<Field>,
}

impl Default for Encoding {
    fn default() -> Self {
        Self { colour: Field::Sector, size: None }
    }
}

impl Encoding {
    /// The figures that the encoding needs from the analyses.
    pub fn wanted(&self) -> Wanted {
        let size = self.size.as_ref().map(Field::wanted).unwrap_or_default();
        self.colour.wanted().and(&size)
    }
}

/// An encoding carried out for one map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Encoded {
    /// Colours; `None` is everything's usual look.
    pub colour: Option<Colouring>,
    /// Sizes; `None` is the usual one.
    pub size: Option<Sizing>,
}

impl Encoded {
    /// Carries an encoding out. Figures that `measured` lacks show as hollow. O(n log n) in what the map shows.
    pub fn of(project: &Project, map: &MapId, encoding: &Encoding, measured: &Measured) -> Self {
        let Some(shown) = project.maps.get(map) else { return Self::default() };
        let source = values::Source { project, map: shown, measured };
        Self {
            colour: (encoding.colour != Field::Sector).then(|| scale::colouring(&source, &encoding.colour)),
            size: encoding.size.as_ref().map(|field| scale::sizing(&source, field)),
        }
    }

    /// The ink of an element; `None` is its usual look.
    pub fn ink(&self, id: &ElementId) -> Option<Ink> {
        self.colour.as_ref()?.elements.get(id).copied()
    }

    /// The ink of a link; `None` is its usual look.
    pub fn link_ink(&self, id: &LinkId) -> Option<Ink> {
        self.colour.as_ref()?.links.get(id).copied()
    }

    /// How large an element is.
    pub fn extent(&self, id: &ElementId) -> Extent {
        match self.size.as_ref().and_then(|size| size.shares.get(id)) {
            None => Extent::Usual,
            Some(None) => Extent::Unknown,
            Some(Some(share)) => Extent::Share(*share),
        }
    }
}

type Inks<I> = BTreeMap<I, Ink>;
