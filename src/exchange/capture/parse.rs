//! Reading text, line by line.

use std::borrow::Cow;

use super::fault::Note;
use super::line::line;
use super::statement::Statement;

/// The most lines that are typed or pasted at once; blank ones do not count.
pub const MOST_LINES: usize = 5_000;
/// The most notes that are listed.
const MOST_NOTES: usize = 200;

/// What a text says, and what of it was cut or skipped.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parsed {
    /// What can be understood, in order.
    pub statements: Vec<Statement>,
    /// What cannot.
    pub notes: Vec<Note>,
}

/// The line without characters that nobody can see, and whether there were any. Tabs are spaces.
fn visible(line: &str) -> (Cow<'_, str>, bool) {
    let hidden = |c: char| (c.is_control() && c != '\t') || c == '\u{feff}';
    if line.contains(|c: char| hidden(c) || c == '\t') {
        let had = line.contains(hidden);
        let line = line.chars().filter(|c| !hidden(*c)).map(|c| if c == '\t' { ' ' } else { c });
        return (Cow::Owned(line.collect()), had);
    }
    (Cow::Borrowed(line), false)
}

/// Reads a text that was typed or pasted. Lines that cannot be understood are skipped with a note. Takes O(n).
pub fn parse(text: &str) -> Parsed {
    parse_within(text, MOST_LINES)
}

/// Reads a text of at most so many lines, as [`parse()`].
pub(super) fn parse_within(text: &str, most: usize) -> Parsed {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    };
    let mut parsed = Parsed::default();
    let (mut read, mut left, mut control) = (0, 0, 0);
    for (index, raw) in text.split(['\n', '\u{2028}', '\u{2029}', '\u{85}', '\u{b}', '\u{c}']).enumerate() {
        if raw.trim().is_empty() {
            continue;
        }
        if read == most {
            left += 1;
            continue;
        }
        read += 1;
        let (shown, had_control) = visible(raw);
        control += usize::from(had_control);
        match line(index + 1, &shown, &mut parsed.notes) {
            Ok(statement) => parsed.statements.extend(statement),
            Err(fault) => parsed.notes.push(Note::Skipped { line: index + 1, fault }),
        }
        parsed.notes.truncate(MOST_NOTES);
    }
    if control > 0 {
        parsed.notes.push(Note::Control { lines: control });
    }
    if left > 0 {
        parsed.notes.insert(0, Note::TooManyLines { most, left });
    }
    parsed
}
