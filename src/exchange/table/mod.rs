//! Plain tables: CSV and TSV files with one link, or one element, a row.
//!
//! The columns stand in any order and case. A link table has `from` and `to` (or `source` and `target`) and may have
//! `polarity`, `delay`, `strength` (or `weight`), `kind` (or `type`), `label` and `directed`; any other column becomes a
//! field of the link. A list of elements has `name`. Several ends or tags in one cell are separated by `|`.

pub(super) mod cells;
mod columns;
mod elements;
mod links;
mod listed;
mod role;
mod rows;
mod workbook;
mod write;

use std::collections::BTreeMap;

use csv::ReaderBuilder;

use super::account::Account;
use super::fault::Fault;
use super::flat::{Flat, Part};
use super::format::Handler;
use super::source::Source;

pub use cells::{guarded, unguarded};
pub use columns::{Column, columns, roles};
pub use listed::table_of;
pub use role::Role;

pub use workbook::is_workbook;
pub(super) use workbook::{PRSM as PRSM_XLSX, XLSX};

use rows::{Rows, Table};

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
    Part::Webs,
];

pub(super) const CSV: Handler = Handler {
    name: "csv",
    title: "CSV",
    endings: &["csv", "txt"],
    origin: "table",
    holds: HOLDS,
    sniff: |source| is_table(source.text, &source.options.columns),
    read: read_text,
    write: Some(|flat, account| Ok(write::write(flat, b',', account))),
};

pub(super) const TSV: Handler = Handler {
    name: "tsv",
    title: "TSV",
    endings: &["tsv", "tab"],
    write: Some(|flat, account| Ok(write::write(flat, b'\t', account))),
    ..CSV
};

/// The name of a column that the user leaves out; no header has it, for it is no text.
const LEFT_OUT: &str = "\u{0}";

/// The separators that tables are tried with.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// What a table holds, judged from its header.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Content {
    Links,
    Elements,
}

/// Reads a link table or a list of elements. Takes O(n log n).
fn read_text(source: &Source<'_>, account: &mut Account) -> Result<Flat, Fault> {
    let (table, content) =
        open(source.text, &source.options.columns).map_err(|found| lacks_columns(&found))?;
    let mut flat = Flat { directed: source.options.directed, ..Flat::default() };
    read(table, content, &mut flat, account);
    if content == Content::Elements {
        flat.sheets = elements::sheets(&flat.items);
    }
    Ok(flat)
}

/// Adds what a table holds to a map.
fn read(table: Table<'_>, content: Content, flat: &mut Flat, account: &mut Account) {
    match content {
        Content::Links => links::read(table, flat, account),
        Content::Elements => elements::read(table, flat, account),
    }
}

/// A table without the columns that it needs.
fn lacks_columns(found: &[String]) -> Fault {
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
pub(super) fn is_table(text: &str, roles: &BTreeMap<String, Role>) -> bool {
    open(text, roles).is_ok()
}

/// The table with its header found; otherwise the names in its widest header.
fn open<'a>(text: &'a str, roles: &BTreeMap<String, Role>) -> Result<(Table<'a>, Content), Vec<String>> {
    let mut widest = Vec::new();
    for separator in SEPARATORS {
        let mut reader =
            ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes());
        let Ok(header) = reader.headers() else {
            continue;
        };
        let header: Vec<String> = header.iter().map(|name| unguarded(name.trim()).to_owned()).collect();
        let named = columns::renamed("", &header, roles);
        if let Some(content) = content(&named) {
            return Ok((Table { header: named, rows: Rows::Text { text, reader, separator } }, content));
        }
        if header.len() > widest.len() {
            widest = header;
        }
    }
    Err(widest)
}

/// What a table with this header holds; `None` when it cannot be read.
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
