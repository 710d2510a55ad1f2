//! Why a file could not be read.

use std::io;
use std::path::Path;

use super::document::MOST_BYTES;

/// A file that could not be read: which one, where it went wrong and what helps.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {fault}")]
pub struct ReadError {
    /// The file as the user named it.
    pub file: String,
    /// What is wrong with it.
    pub fault: ReadFault,
}

impl ReadError {
    /// An error about the file at `path`.
    pub fn new(path: &Path, fault: ReadFault) -> Self {
        Self { file: path.display().to_string(), fault }
    }
}

/// What is wrong with a file. Lines and columns count from 1.
#[derive(Debug, thiserror::Error)]
pub enum ReadFault {
    /// There is no such file.
    #[error("there is no such file; check the name and the folder.")]
    Missing,
    /// It is a folder.
    #[error("this is a folder; name a file in it.")]
    Folder,
    /// The user may not read it.
    #[error("you may not read this file; ask its owner for the right to.")]
    NotAllowed,
    /// The operating system could not read it.
    #[error("the file could not be read ({0}); check the disk or the connection and try again.")]
    Unreadable(#[source] io::Error),
    /// It is larger than [`MOST_BYTES`].
    #[error("the file is larger than {} MiB, which no map needs; check that it is the right one.", MOST_BYTES >> 20)]
    TooLarge,
    /// It has no bytes, or only white space.
    #[error("the file is empty; take an earlier version of it from a backup.")]
    Empty,
    /// All its bytes are zero, as after a crash of the computer.
    #[error("the file holds nothing but zero bytes; take an earlier version of it from a backup.")]
    Blank,
    /// It is in UTF-16.
    #[error("the file is in UTF-16; save it as UTF-8 with the editor that wrote it.")]
    Utf16,
    /// It is an archive.
    #[error("this is a {0} archive; unpack it first.")]
    Archive(&'static str),
    /// It is not text.
    #[error("this is a binary file, not a Linchpin project; check that it is the right one.")]
    Binary,
    /// It is text, but not in UTF-8.
    #[error("line {line}: this is not UTF-8 text; save the file as UTF-8 with the editor that wrote it.")]
    NotUtf8 {
        /// The first line that is not UTF-8.
        line: usize,
    },
    /// It holds the marks of an unfinished git merge.
    #[error("line {line}: this file holds an unfinished git merge; `linchpin resolve` merges it by meaning.")]
    ConflictMarkers {
        /// The line of the first mark.
        line: usize,
    },
    /// The marks of its unfinished git merge do not fit together.
    #[error(
        "the marks of a git merge in this file do not fit together; take one side with `git checkout --ours` or `--theirs`."
    )]
    BrokenMarks,
    /// It stops too early.
    #[error("the file ends in the middle (line {line}); take an earlier version of it from a backup.")]
    Truncated {
        /// The last line.
        line: usize,
    },
    /// It is not JSON.
    #[error("line {line}, column {column}: {message}. {}", cure(*.ours))]
    Syntax {
        /// The line of the first character that does not fit.
        line: usize,
        /// Its column.
        column: usize,
        /// What was expected there.
        message: String,
        /// The beginning looks like a Linchpin project.
        ours: bool,
    },
    /// Objects or lists are nested too deeply.
    #[error(
        "line {line}: values are nested more than 127 deep, which no Linchpin project is; check the file."
    )]
    TooDeep {
        /// The line at which the limit was reached.
        line: usize,
    },
    /// One object has the same key twice.
    #[error("line {line}: {} has “{key}” a second time; delete one of the two or give it another name.", place(.within))]
    DuplicateKey {
        /// The line of the second one.
        line: usize,
        /// The key.
        key: String,
        /// The path of the object, empty for the file as a whole.
        within: String,
    },
    /// It is JSON, but not ours.
    #[error(
        "this is JSON of another program, not a Linchpin project (it does not say \"format\": \"linchpin\"); \
         open it with the program that made it."
    )]
    OtherJson,
}

fn cure(ours: bool) -> &'static str {
    if ours {
        "Correct it there, or take an earlier version of the file from a backup."
    } else {
        "This does not look like a Linchpin project."
    }
}

fn place(within: &str) -> &str {
    if within.is_empty() { "the file" } else { within }
}

/// The fault that an error of the operating system means.
pub(crate) fn io_fault(error: io::Error) -> ReadFault {
    match error.kind() {
        io::ErrorKind::NotFound => ReadFault::Missing,
        io::ErrorKind::PermissionDenied => ReadFault::NotAllowed,
        io::ErrorKind::IsADirectory => ReadFault::Folder,
        _ => ReadFault::Unreadable(error),
    }
}
