//! The table as a file for a spreadsheet: exactly the rows and columns that are seen, in their order.

use super::Shown;
use super::column::Column;
use super::sheet::RowId;
use crate::exchange::table::guarded;

/// Comma-separated, in UTF-8 with a mark that spreadsheets know it by. Numbers are plain; what a spreadsheet would run as
/// a formula is guarded by an apostrophe.
pub(super) fn write(shown: &Shown) -> Vec<u8> {
    const MARK: &[u8] = b"\xEF\xBB\xBF";
    let mut out = csv::Writer::from_writer(MARK.to_vec());
    // Writing to memory cannot fail, and every row has the length of the header.
    let _ = out.write_record(shown.columns().iter().map(|column| column.title()));
    for row in &shown.rows.shown {
        let _ = out.write_record(shown.columns().iter().map(|column| cell(shown, *column, row)));
    }
    out.into_inner().unwrap_or_default()
}

fn cell(shown: &Shown, column: Column, row: &RowId) -> String {
    if let Some(number) = column.number(&shown.project, row, &shown.rows.figures) {
        return number.to_string();
    }
    let text = shown.text(column, row);
    // A sign alone is no formula, and the sign of a link reads best as it is.
    if column == Column::Sign { text.replace('\u{2212}', "-") } else { guarded(&text) }
}
