//! Plain tables: CSV and TSV files with one link, or one element, a row.
//!
//! The columns stand in any order and case. A link table has `from` and `to` (or `source` and `target`) and may have
//! `polarity`, `delay`, `strength` (or `weight`), `kind` (or `type`), `label` and `directed`; any other column becomes a
//! field of the link. A list of elements has `name`. Several ends or tags in one cell are separated by `|`.

pub(super) mod cells;
mod elements;
mod links;
mod write;

use csv::{ReaderBuilder, StringRecord};

use super::account::Account;
use super::fault::Fault;
use super::flat::{Flat, Part};
use super::format::Handler;
use super::source::Source;

pub use cells::guarded;

/// The parts that a link table has columns for.
const HOLDS: &[Part] = &[
    Part::Actors,
    Part::Signs,
    Part::Delays,
    Part::Weights,
    Part::Directions,
    Part::Words,
    Part::LinkNotes,
    Part::LinkFields,
    Part::Parallels,
];

pub(super) const CSV: Handler = Handler {
    name: "csv",
    title: "CSV",
    endings: &["csv", "txt"],
    origin: "table",
    holds: HOLDS,
    sniff: |source| is_table(source.text),
    read: read_text,
    write: Some(|flat| Ok(write::write(flat, b','))),
};

pub(super) const TSV: Handler = Handler {
    name: "tsv",
    title: "TSV",
    endings: &["tsv", "tab"],
    write: Some(|flat| Ok(write::write(flat, b'\t'))),
    ..CSV
};

/// The separators that tables are tried with.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// A table with its header found.
pub(super) struct Table<'a> {
    pub(super) header: Vec<String>,
    text: &'a str,
    reader: csv::Reader<&'a [u8]>,
}

/// What a table holds, judged from its header.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    Links,
    Elements,
}

/// Reads a link table or a list of elements. Takes O(n log n).
fn read_text(source: &Source<'_>, account: &mut Account) -> Result<Flat, Fault> {
    let (table, content) = open(source.text).map_err(|found| columns(&found))?;
    let mut flat = Flat { directed: source.directed, ..Flat::default() };
    read(table, content, &mut flat, account);
    Ok(flat)
}

/// Adds what a table holds to a map.
pub(super) fn read(table: Table<'_>, content: Content, flat: &mut Flat, account: &mut Account) {
    match content {
        Content::Links => links::read(table, flat, account),
        Content::Elements => elements::read(table, flat, account),
    }
}

/// A table without the columns that it needs.
pub(super) fn columns(found: &[String]) -> Fault {
    let found: Vec<String> = found.iter().map(|name| format!("`{name}`")).collect();
    let found = if found.is_empty() { "none".to_owned() } else { found.join(", ") };
    Fault::new(
        0,
        "a link table needs the columns `from` and `to` (or `source` and `target`), a list of elements the column \
         `name`",
        format!("this one has {found}"),
    )
}

/// The text starts with the header of a table that can be read.
pub(super) fn is_table(text: &str) -> bool {
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
        let header: Vec<String> =
            header.iter().map(|name| cells::unguarded(name.trim()).to_owned()).collect();
        if let Some(content) = content(&header) {
            return Ok((Table { header, text, reader }, content));
        }
        if header.len() > widest.len() {
            widest = header;
        }
    }
    Err(widest)
}

/// What a table with this header holds; `None` when it cannot be read.
pub(super) fn content(header: &[String]) -> Option<Content> {
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
    fn rows(self, account: &mut Account, mut row: impl FnMut(&Row<'_>, &mut Account)) {
        let Self { text, mut reader, .. } = self;
        let mut record = StringRecord::new();
        let (mut line, mut counted) = (1, 0);
        loop {
            match reader.read_record(&mut record) {
                Ok(true) => {
                    // The reader's own line is that of the blank lines before the row, if there are any.
                    let start = record.position().map_or(0, |position| position.byte() as usize);
                    let blank = text.get(start..).unwrap_or_default();
                    let start = start + blank.len() - blank.trim_start_matches(['\r', '\n']).len();
                    line += text.get(counted..start).unwrap_or_default().matches('\n').count();
                    counted = start;
                    row(&Row { line, cells: &record }, account);
                }
                Ok(false) => break,
                Err(error) => {
                    account.notice(format!("The table could not be read further: {error}."));
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
    fn flag(&self, name: &str, column: Option<usize>, account: &mut Account) -> Option<bool> {
        let text = self.text(column);
        let flag = cells::yes_or_no(text);
        if flag.is_none() && !text.is_empty() {
            let line = self.line;
            account.notice(format!("Line {line}: {name} is “{text}”, neither yes nor no; it was left out."));
        }
        flag
    }

    /// The number in a column; anything else is reported.
    fn number(&self, name: &str, column: Option<usize>, account: &mut Account) -> Option<f64> {
        let text = self.text(column);
        let number = cells::number(text);
        if number.is_none() && !text.is_empty() {
            let line = self.line;
            account
                .notice(format!("Line {line}: the {name} “{text}” is not a plain number and was left out."));
        }
        number
    }
}
