//! What is wrong with a line, and what was left out: both name the place and the cure.

use std::ops::Range;

/// Why a line cannot be understood.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Fault {
    /// A tag without an element.
    #[error("“{tag}” needs a name before it, or quotes if it is the name: \"{tag}\".")]
    NoName {
        /// The tag.
        tag: String,
        /// Where.
        span: Range<usize>,
    },
    /// An arrow with nothing on one side.
    #[error("Write a name {side} “{arrow}”.")]
    NoEnd {
        /// The arrow as written.
        arrow: String,
        /// `before` or `after`.
        side: &'static str,
        /// Where.
        span: Range<usize>,
    },
    /// A quote that is never closed.
    #[error("Close the quote that opens at “{start}”.")]
    OpenQuote {
        /// How it starts.
        start: String,
        /// Where.
        span: Range<usize>,
    },
    /// A tag sign without a word.
    #[error("Write {what} after “{sign}”, or put the name in quotes.")]
    EmptyTag {
        /// The sign.
        sign: char,
        /// What belongs after it.
        what: &'static str,
        /// Where.
        span: Range<usize>,
    },
    /// A number out of its range.
    #[error("“{text}”: {what} runs from {low} to {high}.")]
    OutOfRange {
        /// As written.
        text: String,
        /// What the number means.
        what: &'static str,
        /// The lowest value.
        low: u8,
        /// The highest value.
        high: u8,
        /// Where.
        span: Range<usize>,
    },
    /// A name of control characters alone.
    #[error("There is nothing to read here; write a name.")]
    Nothing {
        /// Where.
        span: Range<usize>,
    },
}

impl Fault {
    /// Where in its line, in bytes.
    pub fn span(&self) -> Range<usize> {
        match self {
            Self::NoName { span, .. }
            | Self::NoEnd { span, .. }
            | Self::OpenQuote { span, .. }
            | Self::EmptyTag { span, .. }
            | Self::OutOfRange { span, .. }
            | Self::Nothing { span } => span.clone(),
        }
    }
}

/// What was cut, skipped or could not be used.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Note {
    /// A line that cannot be understood was skipped.
    #[error("Line {line} was skipped: {fault}")]
    Skipped {
        /// The line, from 1.
        line: usize,
        /// Why.
        fault: Fault,
    },
    /// More lines than are read at once.
    #[error("{left} lines after the first {most} were skipped; bring the rest in a second step.")]
    TooManyLines {
        /// How many were read.
        most: usize,
        /// How many.
        left: usize,
    },
    /// A name was cut.
    #[error("Line {line}: the name “{start}…” was cut to {} characters.", super::LONGEST_NAME)]
    Cut {
        /// The line, from 1.
        line: usize,
        /// How it starts.
        start: String,
    },
    /// Characters that nobody can see were taken out.
    #[error("Control characters were taken out of {lines} {}.", if *.lines == 1 { "line" } else { "lines" })]
    Control {
        /// Of how many lines.
        lines: usize,
    },
    /// A tie of an actor to itself.
    #[error("Line {line}: “{name}” cannot be tied to itself.")]
    OwnTie {
        /// The line, from 1.
        line: usize,
        /// The actor.
        name: String,
    },
    /// A tag that an element of this kind does not have.
    #[error("Line {line}: “{name}” is {kind}; {what} was left out.")]
    Unfit {
        /// The line, from 1.
        line: usize,
        /// The element or link.
        name: String,
        /// "a variable", "a tie" …
        kind: &'static str,
        /// "its sector", "the sign" …
        what: &'static str,
    },
    /// A number that a link of this kind cannot have.
    #[error("Line {line}: {what} runs from {low} to {high}; {number} was left out.")]
    Range {
        /// The line, from 1.
        line: usize,
        /// What the number means.
        what: &'static str,
        /// The lowest value.
        low: u8,
        /// The highest value.
        high: u8,
        /// As given.
        number: f64,
    },
    /// A word that no lever has.
    #[error(
        "Line {line}: a lever controls, influences, is affected by or knows about; “{word}” was left out."
    )]
    NoLever {
        /// The line, from 1.
        line: usize,
        /// As written.
        word: String,
    },
    /// What a table reader says.
    #[error("{0}")]
    Table(String),
}
