//! Plain tables: CSV and TSV files with one link, or one element, a row.
//!
//! The columns stand in any order and case. A link table has `from` and `to` (or `source` and `target`) and may have
//! `polarity`, `delay`, `strength` (or `weight`), `kind` (or `type`), `label` and `directed`; any other column becomes a
//! field of the link. A list of elements has `name`.

pub(in crate::exchange) mod cells;
mod elements;
mod links;
mod write;

use csv::{ReaderBuilder, StringRecord};

use crate::model::Project;

pub use cells::guarded;
pub use write::write;

/// The separators that tables are tried with.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// The most warnings that are listed one by one.
const MOST_WARNINGS: usize = 50;

/// A table with its header found.
struct Table<'a> {
    text: &'a str,
    header: Vec<String>,
    reader: csv::Reader<&'a [u8]>,
}

/// What a table holds, judged from its header.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Content {
    Links,
    Elements,
}

/// Reads a link table or a list of elements called `title`. Gives the project and what was left out or guessed.
///
/// With `directed`, ties run one way unless a column says otherwise. Takes O(n log n).
///
/// # Errors
/// Gives the columns found when they are not those of a table that can be read.
pub fn read(text: &str, title: &str, directed: bool) -> Result<(Project, Vec<String>), Vec<String>> {
    let (table, content) = open(text)?;
    let mut warnings = Warnings::default();
    let project = match content {
        Content::Links => links::read(table, title, directed, &mut warnings),
        Content::Elements => elements::read(table, title, &mut warnings),
    };
    Ok((project, warnings.into_list()))
}

/// The text starts with the header of a table that can be read.
pub fn is_table(text: &str) -> bool {
    open(text).is_ok()
}

fn open(text: &str) -> Result<(Table<'_>, Content), Vec<String>> {
    let mut widest = Vec::new();
    for separator in SEPARATORS {
        let mut reader =
            ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes());
        let Ok(header) = reader.headers() else {
            continue;
        };
        let header: Vec<String> = header.iter().map(|name| name.trim().to_owned()).collect();
        if let Some(content) = content(&header) {
            return Ok((Table { text, header, reader }, content));
        }
        if header.len() > widest.len() {
            widest = header;
        }
    }
    Err(widest)
}

fn content(header: &[String]) -> Option<Content> {
    let has = |names: &[&str]| header.iter().any(|name| cells::is_one_of(name, names));
    if has(links::FROM) && has(links::TO) {
        Some(Content::Links)
    } else if has(elements::NAME) {
        Some(Content::Elements)
    } else {
        None
    }
}

impl Table<'_> {
    /// The column with one of these names, if any.
    fn column(&self, names: &[&str]) -> Option<usize> {
        self.header.iter().position(|name| cells::is_one_of(name, names))
    }

    /// Calls `row` with every row that can be read.
    fn rows(&mut self, warnings: &mut Warnings, mut row: impl FnMut(&Row<'_>, &mut Warnings)) {
        let mut record = StringRecord::new();
        let (mut line, mut counted) = (1, 0);
        loop {
            match self.reader.read_record(&mut record) {
                Ok(true) => {
                    // The reader's own line is that of the blank lines before the row, if there are any.
                    let start = record.position().map_or(0, |position| position.byte() as usize);
                    let blank = self.text.get(start..).unwrap_or_default();
                    let start = start + blank.len() - blank.trim_start_matches(['\r', '\n']).len();
                    line += self.text.get(counted..start).unwrap_or_default().matches('\n').count();
                    counted = start;
                    row(&Row { line, cells: &record }, warnings);
                }
                Ok(false) => break,
                Err(error) => {
                    warnings.add(format!("The table could not be read further: {error}."));
                    break;
                }
            }
        }
    }
}

/// A row of the table.
struct Row<'a> {
    /// Its line in the file, from 1.
    line: usize,
    cells: &'a StringRecord,
}

impl Row<'_> {
    /// The text in a column, trimmed and without the mark that guards it from being run as a formula.
    fn text(&self, column: Option<usize>) -> &str {
        cells::unguarded(column.and_then(|column| self.cells.get(column)).unwrap_or_default().trim())
    }

    /// What a column of yes and no says; anything else is reported.
    fn flag(&self, name: &str, column: Option<usize>, warnings: &mut Warnings) -> Option<bool> {
        let text = self.text(column);
        let flag = cells::yes_or_no(text);
        if flag.is_none() && !text.is_empty() {
            let line = self.line;
            warnings.add(format!("Line {line}: {name} is “{text}”, neither yes nor no; it was left out."));
        }
        flag
    }

    /// The number in a column; anything else is reported.
    fn number(&self, name: &str, column: Option<usize>, warnings: &mut Warnings) -> Option<f64> {
        let text = self.text(column);
        let number = cells::number(text);
        if number.is_none() && !text.is_empty() {
            let line = self.line;
            warnings.add(format!("Line {line}: the {name} “{text}” is not a plain number and was left out."));
        }
        number
    }
}

/// Collects warnings, and counts those that would make the list too long to read.
#[derive(Default)]
struct Warnings {
    list: Vec<String>,
    more: usize,
}

impl Warnings {
    fn add(&mut self, warning: String) {
        if self.list.len() < MOST_WARNINGS {
            self.list.push(warning);
        } else {
            self.more += 1;
        }
    }

    fn into_list(mut self) -> Vec<String> {
        if self.more > 0 {
            self.list.push(format!("And {} more like these.", self.more));
        }
        self.list
    }
}
