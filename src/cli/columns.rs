//! Aligned tables for people who read answers in a terminal.

use std::io::{self, Write};

use crate::scene::text::visible;

/// The widest that a cell is shown; longer text is cut with an ellipsis.
const WIDEST: usize = 48;

/// A table: a header, and rows of as many cells. The columns of numbers stand to the right.
pub(super) struct Columns {
    rows: Vec<Vec<String>>,
    right: Vec<bool>,
    /// The last column is shown whole.
    open_ended: bool,
}

impl Columns {
    /// A table without rows yet. A column whose name begins with `#` holds numbers (the mark is not shown).
    pub(super) fn new<'a>(header: impl IntoIterator<Item = &'a str>) -> Self {
        let header: Vec<&str> = header.into_iter().collect();
        let right = header.iter().map(|name| name.starts_with('#')).collect();
        let names = header.iter().map(|name| name.trim_start_matches('#').to_owned()).collect();
        Self { rows: vec![names], right, open_ended: false }
    }

    /// Adds a last column whose cells are shown whole, however long.
    pub(super) fn open_ended(mut self, name: &str) -> Self {
        if let Some(header) = self.rows.first_mut() {
            header.push(name.to_owned());
        }
        self.right.push(false);
        self.open_ended = true;
        self
    }

    /// Adds a row. Text from a file is shown so that it cannot command the terminal.
    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let last = self.right.len().saturating_sub(1);
        let shown = |(column, cell): (usize, String)| {
            let cell = visible(&cell);
            if self.open_ended && column == last { cell.into_owned() } else { cut(&cell) }
        };
        let row = cells.into_iter().enumerate().map(shown).collect();
        self.rows.push(row);
    }

    /// Prints the table, two spaces between columns.
    pub(super) fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
        };
        let widths: Vec<usize> = (0..self.right.len()).map(width).collect();
        for row in &self.rows {
            let cells = row.iter().zip(&widths).zip(&self.right).map(|((cell, width), right)| {
                if *right { format!("{cell:>width$}") } else { format!("{cell:<width$}") }
            });
            writeln!(out, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
        }
        Ok(())
    }
}

fn cut(text: &str) -> String {
    if text.chars().count() <= WIDEST {
        return text.to_owned();
    }
    let kept: String = text.chars().take(WIDEST - 1).collect();
    format!("{}…", kept.trim_end())
}

/// A figure with three decimals; "–" where there is none.
pub(super) fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.3}"))
}

/// "no loops", "1 loop", "3 loops".
pub(super) fn counted(number: usize, what: &str) -> String {
    match number {
        0 => format!("no {what}s"),
        1 => format!("1 {what}"),
        _ => format!("{number} {what}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_to_the_right_and_nothing_commands_the_terminal() {
        let mut columns = Columns::new(["name", "#ties"]);
        columns.row(["A\u{1b}[2J".to_owned(), "3".to_owned()]);
        columns.row(["Ångström".to_owned(), "12".to_owned()]);
        let mut out = Vec::new();
        columns.print(&mut out).unwrap();
        let expected = "\
name          ties
A‹U+001B›[2J     3
Ångström        12
";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn long_text_is_cut() {
        assert_eq!(cut(&"x".repeat(60)).chars().count(), WIDEST);
        assert_eq!(cut("short"), "short");
    }
}
