//! What a line says, before anyone asks whether it fits a project.

use std::ops::Range;

use crate::model::{ElementKind, MapKind};

/// A word as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The word.
    pub text: String,
    /// It stood in quotes: it means this very word and is no shorthand.
    pub exact: bool,
}

/// How a line joins two elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrow {
    /// `->`
    Forward,
    /// `<-`
    Back,
    /// `--`
    Mutual,
}

/// A sign written after a causal link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `?`
    Unknown,
}

/// What a line says about a link.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinkWords {
    /// The sign.
    pub sign: Option<Sign>,
    /// It is delayed.
    pub delay: bool,
    /// The kind of tie or lever.
    pub kind: Option<Said>,
    /// The strength (1 to 5), or the weight of a causal link (0 to 1).
    pub number: Option<f64>,
}

impl LinkWords {
    /// Nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What a line says about an element.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tags {
    /// Actor, variable or issue.
    pub kind: Option<ElementKind>,
    /// The variable is a goal.
    pub goal: bool,
    /// The variable is driven from outside.
    pub external: bool,
    /// The sector of an actor, the category of an issue.
    pub sector: Option<Said>,
    /// The region.
    pub region: Option<Said>,
    /// The assets, each with its level (0 to 100) if one was given.
    pub assets: Vec<(Said, Option<f64>)>,
    /// The influence, 1 to 5.
    pub influence: Option<f64>,
    /// The interest, 1 to 5.
    pub interest: Option<f64>,
}

impl Tags {
    /// Nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// An element as a line names it.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// The name, trimmed, with single spaces.
    pub name: String,
    /// What the line says about it.
    pub tags: Tags,
    /// Where it stands in its line, in bytes.
    pub span: Range<usize>,
}

/// What joins a mention to the one before it.
#[derive(Clone, Debug, PartialEq)]
pub struct Joint {
    /// Which way.
    pub arrow: Arrow,
    /// What the line says about the link.
    pub words: LinkWords,
}

/// What one line says.
#[derive(Clone, Debug, PartialEq)]
pub enum Statement {
    /// What follows stands on this map.
    Map {
        /// What the map is for.
        kind: MapKind,
        /// Its title; may be empty.
        title: String,
    },
    /// An element, or a chain of them.
    Chain {
        /// The line, from 1.
        line: usize,
        /// The first element.
        first: Mention,
        /// The links to the others, one after the other.
        rest: Vec<(Joint, Mention)>,
    },
}

impl Statement {
    /// The elements that the line names, in order.
    pub fn mentions(&self) -> impl Iterator<Item = &Mention> {
        let (first, rest) = match self {
            Self::Map { .. } => (None, [].as_slice()),
            Self::Chain { first, rest, .. } => (Some(first), rest.as_slice()),
        };
        first.into_iter().chain(rest.iter().map(|(_, mention)| mention))
    }

    /// The same statement without where it stood, for comparing.
    #[must_use]
    pub fn without_places(mut self) -> Self {
        if let Self::Chain { line, first, rest } = &mut self {
            *line = 0;
            first.span = 0..0;
            for (_, mention) in rest {
                mention.span = 0..0;
            }
        }
        self
    }
}
