//! Blocks of cells: copied, pasted, filled down and cleared, each as one edit.

use super::column::Column;
use super::sheet::{Figures, RowId, Sheet};
use super::write::{Writer, find};
use crate::edit::Edit;
use crate::exchange::table::{guarded, unguarded};
use crate::model::{
    AssessorId, Bond, Element, ElementId, ElementKind, Ends, Link, LinkId, Map, MapId, Point, Project,
};

/// Cells as a spreadsheet puts them on the clipboard: rows of cells between tabs, quoted where they hold either.
pub(super) fn read(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    reader
        .records()
        .filter_map(Result::ok)
        .map(|row| row.iter().map(|cell| unguarded(cell.trim()).to_owned()).collect())
        .collect()
}

/// Cells for the clipboard.
pub(super) fn write(rows: &[Vec<String>]) -> String {
    let mut writer = csv::WriterBuilder::new().delimiter(b'\t').from_writer(Vec::new());
    for row in rows {
        if writer.write_record(row).is_err() {
            return String::new();
        }
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default().trim_end_matches('\n').to_owned()
}

/// What a block writes to.
pub(super) struct Target<'a> {
    pub project: &'a Project,
    pub figures: &'a Figures,
    pub map: &'a MapId,
    pub sheet: Sheet,
    pub columns: &'a [Column],
    pub rows: &'a [RowId],
    pub who: &'a AssessorId,
}

/// What a block comes to.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub edits: Vec<Edit>,
    /// The rows written to, new ones included.
    pub rows: Vec<RowId>,
    /// What could not be written, a sentence each.
    pub problems: Vec<String>,
}

impl Target<'_> {
    /// Writes cells with the first at a row and column; rows beyond the last become new elements or links. Cells that
    /// say so already stay.
    pub fn paste(&self, (row, column): (usize, usize), cells: &[Vec<String>]) -> Written {
        let columns = self.columns;
        let mut written = Written::default();
        let mut scratch = self.project.clone();
        let beyond = cells.len().saturating_sub(self.rows.len().saturating_sub(row));
        let mut places =
            self.project.maps.get(self.map).map(|map| places(map, beyond)).unwrap_or_default().into_iter();
        for (index, cells) in cells.iter().enumerate() {
            let given: Vec<(Column, &str)> =
                columns.iter().skip(column).copied().zip(cells.iter().map(String::as_str)).collect();
            let id = match self.rows.get(row + index) {
                Some(id) => id.clone(),
                None if given.iter().all(|(_, text)| text.is_empty()) => continue,
                None => match self.add(&mut scratch, &given, places.next().unwrap_or_default()) {
                    Ok((edit, id)) => {
                        written.edits.push(edit);
                        id
                    }
                    Err(problem) => {
                        written.problems.push(problem);
                        continue;
                    }
                },
            };
            let writer = Writer { project: &scratch, map: self.map, who: self.who };
            let is_new = row + index >= self.rows.len();
            for (column, text) in given {
                let made = is_new && matches!(column, Column::Name | Column::From | Column::To);
                if made || column.text(&scratch, &id, self.figures) == text || !column.is_editable() {
                    continue;
                }
                match writer.write(&id, column, text) {
                    Ok(edits) => written.edits.extend(edits),
                    Err(problem) => written.problems.push(problem),
                }
            }
            written.rows.push(id);
        }
        written
    }

    /// Adds the element or link of a row beyond the last.
    fn add(
        &self,
        scratch: &mut Project,
        given: &[(Column, &str)],
        pos: Point,
    ) -> Result<(Edit, RowId), String> {
        let text = |wanted: Column| {
            given.iter().find(|(column, text)| *column == wanted && !text.is_empty()).map(|(_, text)| *text)
        };
        let (edit, id) = match self.sheet {
            Sheet::Elements(kind) => {
                let name =
                    text(Column::Name).ok_or("A new row needs a name: paste from the Name column on.")?;
                let id = ElementId::random();
                let element = Element::new(kind, name);
                (Edit::AddElement { id: id.clone(), element, map: self.map.clone(), pos }, RowId::Element(id))
            }
            Sheet::Links(kind) => {
                let missing = "A new row needs both ends: paste from the From column on.";
                let from = find(scratch, text(Column::From).ok_or(missing)?)?;
                let to = find(scratch, text(Column::To).ok_or(missing)?)?;
                let id = LinkId::random();
                let link = Link::new(Ends::elements(from, to), Bond::new(kind));
                (Edit::AddLink { id: id.clone(), link, map: self.map.clone() }, RowId::Link(id))
            }
        };
        *scratch = edit.apply(scratch).map_err(|error| error.to_string())?;
        Ok((edit, id))
    }

    /// Writes what the first of some rows says into the others.
    pub fn fill_down(
        &self,
        rows: std::ops::RangeInclusive<usize>,
        columns: std::ops::RangeInclusive<usize>,
    ) -> Written {
        let width = columns.end() - columns.start() + 1;
        let Some(first) = self.rows.get(*rows.start()) else { return Written::default() };
        let from = self.columns.iter().skip(*columns.start()).take(width);
        let line: Vec<String> = from.map(|column| column.text(self.project, first, self.figures)).collect();
        let below = rows.end().min(&self.rows.len().saturating_sub(1)).saturating_sub(*rows.start());
        self.paste((rows.start() + 1, *columns.start()), &vec![line; below])
    }

    /// Empties cells; names and ends stay.
    pub fn clear(
        &self,
        rows: std::ops::RangeInclusive<usize>,
        columns: std::ops::RangeInclusive<usize>,
    ) -> Written {
        let mut written = Written::default();
        let writer = Writer { project: self.project, map: self.map, who: self.who };
        let width = columns.end() - columns.start() + 1;
        for id in self.rows.iter().take(rows.end() + 1).skip(*rows.start()) {
            for column in self.columns.iter().skip(*columns.start()).take(width) {
                let fixed = matches!(column, Column::Name | Column::From | Column::To | Column::LeverKind);
                if fixed || !column.is_editable() {
                    continue;
                }
                match writer.write(id, *column, "") {
                    Ok(edits) => written.edits.extend(edits),
                    Err(problem) => written.problems.push(problem),
                }
            }
        }
        written
    }

    /// The cells of some rows and columns, as text. What a spreadsheet would run as a formula is guarded.
    pub fn copy(
        &self,
        rows: std::ops::RangeInclusive<usize>,
        columns: std::ops::RangeInclusive<usize>,
    ) -> String {
        let width = columns.end() - columns.start() + 1;
        let line = |id: &RowId| -> Vec<String> {
            let columns = self.columns.iter().skip(*columns.start()).take(width);
            columns.map(|column| self.cell(*column, id)).collect()
        };
        let rows: Vec<Vec<String>> =
            self.rows.iter().take(rows.end() + 1).skip(*rows.start()).map(line).collect();
        write(&rows)
    }

    fn cell(&self, column: Column, id: &RowId) -> String {
        let text = column.text(self.project, id, self.figures);
        // Numbers and signs are no formulas.
        let plain = column == Column::Sign || column.number(self.project, id, self.figures).is_some();
        if plain { text } else { guarded(&text) }
    }
}

/// "Ann -> Ben" as the two ends.
pub(super) fn ends(text: &str) -> Option<(String, String)> {
    let (from, to) = ["->", "→", "—>"].into_iter().find_map(|arrow| text.split_once(arrow))?;
    let (from, to) = (from.trim(), to.trim());
    (!from.is_empty() && !to.is_empty()).then(|| (from.to_owned(), to.to_owned()))
}

/// The kind of element that a sheet holds.
pub(super) fn kind(sheet: Sheet) -> Option<ElementKind> {
    match sheet {
        Sheet::Elements(kind) => Some(kind),
        Sheet::Links(_) => None,
    }
}

/// Free places below what a map shows, in rows.
fn places(map: &Map, count: usize) -> Vec<Point> {
    const ROW: usize = 6;
    const APART: (f64, f64) = (200.0, 90.0);
    let taken: Vec<Point> = map.elements.values().filter_map(|place| place.pos).collect();
    let left = taken.iter().map(|place| place.x()).fold(f64::INFINITY, f64::min);
    let lowest = taken.iter().map(|place| place.y()).fold(f64::NEG_INFINITY, f64::max);
    let start = if taken.is_empty() { Point::default() } else { Point::new(left, lowest + 120.0) };
    (0..count).map(|n| start.moved((n % ROW) as f64 * APART.0, (n / ROW) as f64 * APART.1)).collect()
}
