//! Files in which git left the marks of an unfinished merge.

use std::path::Path;

use super::document::{Document, Header, parse, read_bounded};
use super::error::{ReadError, ReadFault};
use super::merge::{Merged, merge};

/// The versions that the marks hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// Our version of the file.
    pub ours: String,
    /// Their version.
    pub theirs: String,
    /// The version before both; only marks in the style `diff3` hold it.
    pub base: Option<String>,
}

#[derive(Clone, Copy, PartialEq)]
enum Part {
    Both,
    Ours,
    Base,
    Theirs,
}

/// Takes a file with conflict marks apart. `None` when there are no marks or they do not fit together. Line ends become
/// LF. Takes O(n).
pub fn unmark(text: &str) -> Option<Marked> {
    let mut sides = [String::new(), String::new(), String::new()];
    let mut part = Part::Both;
    let (mut marks, mut bases) = (0, 0);
    for line in text.lines() {
        let is =
            |mark: &str| line.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        part = match part {
            Part::Both if is("<<<<<<<") => Part::Ours,
            Part::Ours if is("|||||||") => {
                bases += 1;
                Part::Base
            }
            Part::Ours | Part::Base if is("=======") => Part::Theirs,
            Part::Theirs if is(">>>>>>>") => {
                marks += 1;
                Part::Both
            }
            part => {
                let [ours, base, theirs] = &mut sides;
                let to: &mut [&mut String] = match part {
                    Part::Both => &mut [ours, base, theirs],
                    Part::Ours => &mut [ours],
                    Part::Base => &mut [base],
                    Part::Theirs => &mut [theirs],
                };
                for side in to {
                    side.push_str(line);
                    side.push('\n');
                }
                part
            }
        };
    }
    let [ours, base, theirs] = sides;
    let whole = part == Part::Both && marks > 0;
    whole.then_some(Marked { ours, theirs, base: (bases == marks).then_some(base) })
}

/// Reads a file with conflict marks and merges its versions by meaning. The version before both is taken from the marks
/// if they hold it, otherwise from `base`, the bytes of a file. Without one nothing counts as deleted.
///
/// # Errors
/// When the file cannot be read, holds no marks, or a version in it is no project.
pub fn open_marked(path: &Path, base: Option<Vec<u8>>) -> Result<(Merged, Header), ReadError> {
    let failed = |fault: ReadFault| ReadError::new(path, fault);
    let bytes = read_bounded(path).map_err(failed)?;
    let text = String::from_utf8_lossy(&bytes);
    let marked = unmark(&text).ok_or_else(|| failed(ReadFault::BrokenMarks))?;
    let side = |text: &str| parse(text.as_bytes()).map_err(|error| failed(error.fault));
    let (ours, theirs) = (side(&marked.ours)?, side(&marked.theirs)?);
    // Marks that leave out what both sides share hold no readable base.
    let held = marked.base.and_then(|base| parse(base.as_bytes()).ok());
    let base = held.or_else(|| base.and_then(|base| parse(&base).ok()));
    let merged = merge(base.as_ref().map(|base| &base.project), &ours.project, &theirs.project);
    Ok((merged, newest(&[&ours, &theirs])))
}

/// The first lines for a file that holds what all of these hold.
fn newest(documents: &[&Document]) -> Header {
    documents.iter().fold(Header::default(), |header, document| Header {
        version: header.version.max(document.version),
        min_reader: header.min_reader.max(document.min_reader),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_styles_are_taken_apart() {
        let two = "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other\nd\n";
        let marked = unmark(two).unwrap();
        assert_eq!((marked.ours.as_str(), marked.theirs.as_str()), ("a\nb\nd\n", "a\nc\nd\n"));
        assert_eq!(marked.base, None);
        let three = "a\r\n<<<<<<< HEAD\r\nb\r\n||||||| 1234\r\nx\r\n=======\r\nc\r\n>>>>>>> other\r\nd\r\n";
        let marked = unmark(three).unwrap();
        assert_eq!(marked.base.as_deref(), Some("a\nx\nd\n"));
        assert_eq!(marked.theirs, "a\nc\nd\n");
    }

    #[test]
    fn marks_that_do_not_fit_are_refused() {
        assert_eq!(unmark("a\n"), None);
        assert_eq!(unmark("<<<<<<< HEAD\nb\n=======\nc\n"), None);
    }
}
