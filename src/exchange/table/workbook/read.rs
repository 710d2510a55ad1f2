//! Reading a workbook, with bounds on what it may unpack to.

use std::io::{self, Cursor, Read as _};

use calamine::{DataRef, Reader as _, Xlsx};
use csv::StringRecord;
use zip::ZipArchive;

use super::STYLE;
use crate::exchange::account::{Account, Fate};
use crate::exchange::fault::Fault;
use crate::exchange::flat::{Flat, value_of};
use crate::exchange::source::Source;
use crate::exchange::table::rows::{Rows, Table};
use crate::exchange::table::{Content, LEFT_OUT, cells, columns, content, elements, lacks_columns, links};

/// The most bytes that the parts of a workbook may unpack to.
const MOST_BYTES: u64 = 256 << 20;
/// The most cells of a sheet, gaps between them included.
const MOST_CELLS: usize = 12_000_000;
/// The most columns that are read.
const MOST_COLUMNS: usize = 1000;

/// PRSM has this many styles of factors.
const STYLES: u8 = 15;

/// Rows with their numbers, from 1.
type Sheet = Vec<(usize, StringRecord)>;

/// Opens a workbook that unpacks to no more than may be.
pub(super) fn open(bytes: &[u8]) -> Result<Xlsx<Cursor<&[u8]>>, Fault> {
    unpacks_within(bytes, MOST_BYTES)?;
    Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(&error))
}

/// The sheet is not to be read, as its name says.
pub(super) fn is_ignored(name: &str) -> bool {
    name.trim().to_lowercase().ends_with("(ignore)")
}

pub(super) fn read(source: &Source<'_>, account: &mut Account) -> Result<Flat, Fault> {
    let mut book = open(source.bytes)?;
    let mut flat = Flat { directed: source.options.directed, ..Flat::default() };
    let (mut of_elements, mut of_links, mut widest) = (Vec::new(), Vec::new(), Vec::new());
    for name in book.sheet_names() {
        if is_ignored(&name) {
            account.add(Fate::Lost, "sheets to ignore", 1);
            continue;
        }
        let mut rows = rows(&mut book, &name, usize::MAX, account)?;
        if rows.is_empty() {
            continue;
        }
        let header: Vec<String> = rows.remove(0).1.iter().map(|cell| cell.trim().to_owned()).collect();
        let mut header = columns::renamed(&name, &header, &source.options.columns);
        account.add(Fate::Lost, "numbers of styles", drop_styles(&mut header, &rows));
        match content(&header) {
            Some(Content::Elements) => of_elements.push((header, rows)),
            Some(Content::Links) => of_links.push((header, rows)),
            None => {
                account
                    .notice(format!("The sheet “{name}” was left out: it is no table of elements or links."));
                if header.len() > widest.len() {
                    widest = header;
                }
            }
        }
    }
    if of_elements.is_empty() && of_links.is_empty() {
        return Err(lacks_columns(&widest));
    }
    for (header, rows) in &of_elements {
        elements::read(Table { header: header.clone(), rows: Rows::Sheet(rows) }, &mut flat, account);
    }
    for (header, rows) in &of_links {
        links::read(Table { header: header.clone(), rows: Rows::Sheet(rows) }, &mut flat, account);
    }
    if of_links.is_empty() {
        flat.sheets = elements::sheets(&flat.items);
    }
    Ok(flat)
}

/// A number of a style beside a kind or a sign says the same in PRSM's way. Gives how many are left out.
fn drop_styles(header: &mut [String], rows: &[(usize, StringRecord)]) -> usize {
    let says = |names: &[&str]| header.iter().any(|name| cells::is_one_of(name, names));
    if !says(links::KIND) && !says(links::POLARITY) {
        return 0;
    }
    let Some(at) = header.iter().position(|name| cells::is_one_of(name, STYLE)) else { return 0 };
    let filled = || rows.iter().filter_map(|(_, row)| row.get(at)).filter(|cell| !cell.is_empty());
    let numbered = |cell: &str| cell.parse::<u8>().is_ok_and(|number| (1..=STYLES).contains(&number));
    let Some(name) = header.get_mut(at).filter(|_| filled().all(numbered)) else { return 0 };
    LEFT_OUT.clone_into(name);
    filled().count()
}

fn broken(error: &impl ToString) -> Fault {
    let said = error.to_string();
    Fault::new(0, format!("the workbook cannot be read ({said})"), "save it again as XLSX, or as CSV")
}

/// Unpacks every part once and throws it away: what the archive says about its sizes may be a lie.
fn unpacks_within(bytes: &[u8], most: u64) -> Result<(), Fault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let mut left = most;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|error| broken(&error))?;
        let unpacked = io::copy(&mut part.take(left + 1), &mut io::sink()).map_err(|error| broken(&error))?;
        left = left.checked_sub(unpacked).ok_or_else(|| {
            let most = most >> 20;
            Fault::new(
                0,
                format!("the workbook unpacks to more than {most} MiB"),
                "save only the tables of the map",
            )
        })?;
    }
    Ok(())
}

/// The first rows of a sheet that hold anything, at most `most`.
pub(super) fn rows(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    most: usize,
    account: &mut Account,
) -> Result<Sheet, Fault> {
    // Charts and macros are sheets without cells.
    let Ok(mut reader) = book.worksheet_cells_reader(name) else { return Ok(Vec::new()) };
    let mut sheet: Sheet = Vec::new();
    let mut row: (usize, Vec<String>) = (0, Vec::new());
    let (mut held, mut beyond) = (0, 0);
    while let Some(cell) = reader.next_cell().map_err(|error| broken(&error))? {
        let (line, column) = (cell.get_position().0 as usize + 1, cell.get_position().1 as usize);
        let text = spelled(cell.get_value());
        if text.is_empty() {
            continue;
        }
        if column >= MOST_COLUMNS {
            beyond += 1;
            continue;
        }
        if line != row.0 {
            close(&mut sheet, &mut row);
            row.0 = line;
            if sheet.len() >= most {
                break;
            }
        }
        let gap = (column + 1).saturating_sub(row.1.len());
        held += gap;
        if held > MOST_CELLS {
            let what = format!("the sheet “{name}” has more than {MOST_CELLS} cells");
            return Err(Fault::new(line, what, "split it, or delete what is no part of the map"));
        }
        row.1.resize(row.1.len() + gap, String::new());
        if let Some(place) = row.1.get_mut(column) {
            *place = text;
        }
    }
    close(&mut sheet, &mut row);
    account.add(Fate::Lost, "cells beyond the 1,000th column", beyond);
    Ok(sheet)
}

/// Puts a row that holds anything into the sheet.
fn close(sheet: &mut Sheet, row: &mut (usize, Vec<String>)) {
    let cells = std::mem::take(&mut row.1);
    if cells.iter().any(|cell| !cell.is_empty()) {
        sheet.push((row.0, StringRecord::from(cells)));
    }
}

/// A cell as text; what a formula gave counts, not the formula.
fn spelled(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => value_of(*number).to_string(),
        // Row reading takes a guard away, so one that is part of the text is doubled.
        DataRef::String(text) => doubled(text),
        DataRef::SharedString(text) => doubled(text),
        DataRef::Bool(on) => if *on { "yes" } else { "no" }.to_owned(),
        DataRef::DateTime(when) if when.is_datetime() => {
            let (year, month, day, hour, minute, ..) = when.to_ymd_hms_milli();
            let time =
                if (hour, minute) == (0, 0) { String::new() } else { format!(" {hour:02}:{minute:02}") };
            format!("{year:04}-{month:02}-{day:02}{time}")
        }
        DataRef::DateTime(when) => value_of(when.as_f64()).to_string(),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

fn doubled(text: &str) -> String {
    if cells::unguarded(text) == text { text.to_owned() } else { format!("'{text}") }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;

    #[test]
    fn a_small_archive_of_much_is_refused_before_it_is_read() {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for part in ["xl/workbook.xml", "xl/sharedStrings.xml"] {
            archive.start_file(part, SimpleFileOptions::default()).unwrap();
            archive.write_all(&vec![b' '; 3 << 20]).unwrap();
        }
        let bytes = archive.finish().unwrap().into_inner();
        assert!(bytes.len() < 20_000, "{}", bytes.len());
        let fault = unpacks_within(&bytes, 5 << 20).unwrap_err();
        assert_eq!(fault.what, "the workbook unpacks to more than 5 MiB");
        assert_eq!(unpacks_within(&bytes, 7 << 20), Ok(()));
    }
}
