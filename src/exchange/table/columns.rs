//! The columns of a table, and saying what they mean where their names do not.

use std::collections::BTreeMap;

use csv::StringRecord;

use super::role::{Role, is_asset, meaning};
use super::{cells, content, workbook};
use crate::exchange::source;

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The sheet of a workbook that it stands in; empty for a table of its own.
    pub sheet: String,
    /// Its name in the header.
    pub name: String,
    /// What it means by its name.
    pub role: Role,
    /// Its first cells.
    pub cells: Vec<String>,
}

impl Column {
    /// What [`Options::columns`](crate::exchange::Options::columns) calls it: its name, in a workbook behind that of its
    /// sheet, as in `Links!Weight`.
    pub fn key(&self) -> String {
        key(&self.sheet, &self.name)
    }

    /// The columns of a header, with the cells below it.
    pub(super) fn all(sheet: &str, header: &StringRecord, rows: &[StringRecord]) -> Vec<Self> {
        let names: Vec<String> = header.iter().map(|name| cells::unguarded(name.trim()).to_owned()).collect();
        let content = content(&names);
        let column = |(at, name): (usize, String)| {
            let cells = rows.iter().map(|row| row.get(at).unwrap_or_default().trim().to_owned());
            Self {
                sheet: sheet.to_owned(),
                role: Role::of_name(&name, content),
                cells: cells.collect(),
                name,
            }
        };
        names.into_iter().enumerate().map(column).filter(|column| !column.name.is_empty()).collect()
    }
}

fn key(sheet: &str, name: &str) -> String {
    if sheet.is_empty() { name.to_owned() } else { format!("{sheet}!{name}") }
}

/// The cells of each column that are shown.
pub(super) const CELLS: usize = 3;

/// The columns of a table or of the sheets of a workbook: none for anything that has no header of at least two names.
/// Takes O(n) of the text.
pub fn columns(bytes: &[u8]) -> Vec<Column> {
    if super::is_workbook(bytes) {
        return workbook::columns(bytes);
    }
    let mut account = crate::exchange::Account::default();
    let Ok(text) = source::decode(bytes, &mut account) else { return Vec::new() };
    let mut best: Vec<Column> = Vec::new();
    for separator in super::SEPARATORS {
        let mut reader =
            csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes());
        let Ok(header) = reader.headers().cloned() else { continue };
        if header.len() < 2 || header.len() <= best.len() {
            continue;
        }
        let rows: Vec<_> = reader.records().take(CELLS).filter_map(Result::ok).collect();
        best = Column::all("", &header, &rows);
    }
    best
}

/// What each of these columns means when `chosen` says it of some, by [`Column::key`]. Takes O(n log n).
pub fn roles(columns: &[Column], chosen: &BTreeMap<String, Role>) -> Vec<Role> {
    let said = |column: &Column| chosen.get(&column.key()).copied();
    let mut all = Vec::new();
    for sheet in columns.chunk_by(|a, b| a.sheet == b.sheet) {
        let first: Vec<Role> = sheet.iter().map(|column| said(column).unwrap_or(column.role)).collect();
        let content = meaning(&first);
        all.extend(
            sheet.iter().map(|column| said(column).unwrap_or_else(|| Role::of_name(&column.name, content))),
        );
    }
    all
}

/// The header with the names that the roles stand for. A column that is no longer what its name says is told apart.
pub(super) fn renamed(sheet: &str, header: &[String], roles: &BTreeMap<String, Role>) -> Vec<String> {
    let role = |name: &str| roles.get(&key(sheet, name)).or_else(|| roles.get(name));
    let name = |name: &String| match role(name) {
        Some(Role::Nothing) => super::LEFT_OUT.to_owned(),
        Some(Role::Field) if Role::of_name(name, None) != Role::Field => format!("{name} (field)"),
        None | Some(Role::Field) => name.clone(),
        Some(Role::Asset) if is_asset(name) => name.clone(),
        Some(Role::Asset) => format!("asset: {name}"),
        Some(role) => role.word().to_owned(),
    };
    header.iter().map(name).collect()
}
