//! The columns of the sheets of a workbook.

use calamine::Reader as _;

use super::read::{is_ignored, open, rows};
use crate::exchange::account::Account;
use crate::exchange::table::columns::{CELLS, Column};

/// The columns of every sheet with a header of at least two names; none when the workbook cannot be opened. Takes O(n)
/// of what it unpacks to.
pub(in crate::exchange::table) fn columns(bytes: &[u8]) -> Vec<Column> {
    let Ok(mut book) = open(bytes) else { return Vec::new() };
    let mut account = Account::default();
    let mut columns = Vec::new();
    for name in book.sheet_names().into_iter().filter(|name| !is_ignored(name)) {
        let Ok(rows) = rows(&mut book, &name, CELLS + 1, &mut account) else { continue };
        let Some((header, rows)) = rows.split_first().filter(|((_, header), _)| header.len() > 1) else {
            continue;
        };
        let rows: Vec<_> = rows.iter().map(|(_, row)| row.clone()).collect();
        columns.extend(Column::all(&name, &header.1, &rows));
    }
    columns
}
