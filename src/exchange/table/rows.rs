//! The rows of a table, whether they come from text or from a sheet.

use csv::{ReaderBuilder, StringRecord};

use super::cells;
use crate::exchange::account::Account;

/// A table with its header found.
pub(super) struct Table<'a> {
    pub(super) header: Vec<String>,
    pub(super) rows: Rows<'a>,
}

/// The rows below the header.
pub(super) enum Rows<'a> {
    /// Those of a text, which the reader stands before.
    Text { text: &'a str, reader: csv::Reader<&'a [u8]>, separator: u8 },
    /// Those of a sheet, with their numbers.
    Sheet(&'a [(usize, StringRecord)]),
}

impl Table<'_> {
    /// The column with one of these names, if any.
    pub(super) fn column(&self, names: &[&str]) -> Option<usize> {
        self.header.iter().position(|name| cells::is_one_of(name, names))
    }

    /// The first cells of a column, at most `most`, trimmed. Takes O(most).
    pub(super) fn first_cells(&self, column: usize, most: usize) -> Vec<String> {
        let cell = |record: &StringRecord| record.get(column).unwrap_or_default().trim().to_owned();
        match &self.rows {
            Rows::Text { text, separator, .. } => {
                let mut reader =
                    ReaderBuilder::new().delimiter(*separator).flexible(true).from_reader(text.as_bytes());
                reader.records().take(most).filter_map(|record| Some(cell(&record.ok()?))).collect()
            }
            Rows::Sheet(rows) => rows.iter().take(most).map(|(_, record)| cell(record)).collect(),
        }
    }

    /// Calls `row` with every row that can be read.
    pub(super) fn rows(self, account: &mut Account, mut row: impl FnMut(&Row<'_>, &mut Account)) {
        let (text, mut reader) = match self.rows {
            Rows::Text { text, reader, .. } => (text, reader),
            Rows::Sheet(rows) => {
                for (line, cells) in rows {
                    row(&Row { line: *line, cells }, account);
                }
                return;
            }
        };
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
pub(super) struct Row<'a> {
    /// Its line in the file, from 1.
    pub(super) line: usize,
    pub(super) cells: &'a StringRecord,
}

impl Row<'_> {
    /// The text in a column, trimmed and without the mark that guards it from being run as a formula.
    pub(super) fn text(&self, column: Option<usize>) -> &str {
        cells::unguarded(column.and_then(|column| self.cells.get(column)).unwrap_or_default().trim())
    }

    /// What a column of yes and no says; anything else is reported.
    pub(super) fn flag(&self, name: &str, column: Option<usize>, account: &mut Account) -> Option<bool> {
        let text = self.text(column);
        let flag = cells::yes_or_no(text);
        if flag.is_none() && !text.is_empty() {
            let line = self.line;
            account.notice(format!("Line {line}: {name} is “{text}”, neither yes nor no; it was left out."));
        }
        flag
    }

    /// The number in a column; anything else is reported.
    pub(super) fn number(&self, name: &str, column: Option<usize>, account: &mut Account) -> Option<f64> {
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
