//! Why a file could not be imported.

use crate::file::ReadError;

/// Why a file could not be imported. Nothing of it was.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The content is not what its format asks for.
    #[error("{file}: {fault}")]
    Content {
        /// The file as the user named it.
        file: String,
        /// What is wrong with it.
        fault: Fault,
    },
}

/// What is wrong with the content of a file, and the cure.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{what}; {cure}.", place(*.line))]
pub struct Fault {
    /// The line, from 1; 0 when it is about the whole file.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// What helps.
    pub cure: String,
}

fn place(line: usize) -> String {
    if line == 0 { String::new() } else { format!("line {line}: ") }
}

impl Fault {
    pub(super) fn new(line: usize, what: impl Into<String>, cure: impl Into<String>) -> Self {
        Self { line, what: what.into(), cure: cure.into() }
    }

    /// The file does not have the shape of the format it claims to be in.
    pub(super) fn shape(format: &str, missing: &str) -> Self {
        Self::new(
            0,
            format!("this is not {format}: it has no {missing}"),
            "check that it is the right file, or name its format with --from",
        )
    }
}
