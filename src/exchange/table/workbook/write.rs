//! Writing a workbook: a sheet of elements and a sheet of links, with the headers that Kumu and PRSM know.

use std::collections::{BTreeMap, BTreeSet};

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::STYLE;
use crate::exchange::account::Account;
use crate::exchange::fault::Fault;
use crate::exchange::flat::{Flat, Item, Join, plain};
use crate::exchange::gather::unique_names;
use crate::exchange::table::{cells, elements, links};
use crate::model::{Direction, ElementKind, LinkKind, Polarity};

/// The most characters of a cell, which is Excel's limit.
const LONGEST: usize = 32_767;

/// The bytes of a workbook. Cells hold text and numbers, never formulas, so nothing in them is run.
///
/// # Errors
/// When a text or the number of rows is beyond what Excel holds.
pub(super) fn write(flat: &Flat) -> Result<Vec<u8>, Fault> {
    let label = |item: &Item| item.name.clone();
    let elements = of_elements(flat, &label, |_| String::new());
    save([("Elements", elements), ("Links", of_links(flat, &Names::of(flat), |_| String::new()))])
}

/// The bytes of a workbook as PRSM reads it: links call their ends by label, so no two labels are the same; the style of a
/// factor says its kind, that of a link its sign.
///
/// # Errors
/// As [`write`].
pub(super) fn prsm(flat: &Flat, account: &mut Account) -> Result<Vec<u8>, Fault> {
    let names = Names::apart(flat, account);
    let elements = of_elements(flat, &|item| names.get(&item.key), |item| {
        let kind = ElementKind::ALL.iter().position(|kind| Some(*kind) == item.kind);
        kind.map(|at| (at + 1).to_string()).unwrap_or_default()
    });
    let links = of_links(flat, &names, |join| {
        let sign = Polarity::ALL.iter().position(|sign| Some(*sign) == join.polarity);
        (sign.unwrap_or(Polarity::ALL.len()) + 1).to_string()
    });
    save([("Factors", elements), ("Links", links)])
}

fn save(sheets: [(&str, Vec<Vec<String>>); 2]) -> Result<Vec<u8>, Fault> {
    let mut book = Workbook::new();
    for (title, table) in sheets {
        let sheet = book.add_worksheet();
        fill(sheet, title, &table)?;
    }
    book.save_to_buffer().map_err(|error| beyond(&error))
}

fn beyond(error: &XlsxError) -> Fault {
    Fault::new(0, format!("a workbook cannot hold this map ({error})"), "write CSV instead")
}

fn fill(sheet: &mut Worksheet, title: &str, table: &[Vec<String>]) -> Result<(), Fault> {
    let bold = Format::new().set_bold();
    sheet.set_name(title).map_err(|error| beyond(&error))?;
    for (line, row) in table.iter().enumerate() {
        let at = u32::try_from(line).unwrap_or(u32::MAX);
        for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            if cell.chars().count() > LONGEST {
                let what = format!("a text in the sheet “{title}” has more than {LONGEST} characters");
                return Err(Fault::new(line + 1, what, "shorten it, or write CSV or GraphML"));
            }
            let column = u16::try_from(column).unwrap_or(u16::MAX);
            let number =
                cell.parse::<f64>().ok().filter(|number| number.is_finite() && number.to_string() == *cell);
            let written = match number {
                _ if line == 0 => sheet.write_string_with_format(at, column, cell, &bold),
                Some(number) => sheet.write_number(at, column, number),
                None => sheet.write_string(at, column, cell),
            };
            written.map_err(|error| beyond(&error))?;
        }
    }
    sheet.set_freeze_panes(1, 0).map_err(|error| beyond(&error))?;
    Ok(())
}

/// What links call their ends.
struct Names<'a> {
    of_key: BTreeMap<&'a str, String>,
}

impl<'a> Names<'a> {
    /// The name of each element where it says which it is, otherwise its id.
    fn of(flat: &'a Flat) -> Self {
        let keys: BTreeSet<&str> = flat.items.iter().map(|item| item.key.as_str()).collect();
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        for item in &flat.items {
            *times.entry(item.name.as_str()).or_default() += 1;
        }
        let clear = |name: &str| {
            times.get(name) == Some(&1)
                && !keys.contains(name)
                && !name.contains('|')
                && cells::unguarded(name) == name
                && name.trim() == name
        };
        let of_key = flat.items.iter().map(|item| {
            let key = item.key.as_str();
            (key, if clear(&item.name) { item.name.clone() } else { key.to_owned() })
        });
        Self { of_key: of_key.collect() }
    }

    /// A name of its own for each element.
    fn apart(flat: &'a Flat, account: &mut Account) -> Self {
        Self { of_key: unique_names(&flat.items, cells::one_value, account) }
    }

    fn get(&self, key: &str) -> String {
        self.of_key.get(key).cloned().unwrap_or_default()
    }
}

/// Makes the table of the columns that hold anything; the first `fixed` always stay.
fn table(header: Vec<String>, rows: Vec<Vec<String>>, fixed: usize) -> Vec<Vec<String>> {
    let used =
        |at: usize| at < fixed || rows.iter().any(|row| row.get(at).is_some_and(|cell| !cell.is_empty()));
    let used: Vec<bool> = (0..header.len()).map(used).collect();
    let kept = |row: Vec<String>| {
        row.into_iter().zip(&used).filter_map(|(cell, used)| used.then_some(cell)).collect()
    };
    std::iter::once(header).chain(rows).map(kept).collect()
}

fn of_elements(flat: &Flat, label: &dyn Fn(&Item) -> String, style: fn(&Item) -> String) -> Vec<Vec<String>> {
    let fields: BTreeSet<&String> = flat.items.iter().flat_map(|item| item.fields.keys()).collect();
    let known = [elements::NAME, elements::ID, elements::KIND, elements::TAKEN, STYLE];
    let column = |name: &String| {
        let clashes = known.iter().any(|names| cells::is_one_of(name, names));
        if clashes { format!("{name} (field)") } else { name.clone() }
    };
    let mut header: Vec<String> =
        ["ID", "Label", "Type", "Description", "x", "y", "Style"].map(str::to_owned).into();
    header.extend(fields.iter().map(|name| column(name)));
    let row = |item: &Item| {
        let mut row = vec![
            item.key.clone(),
            label(item),
            item.kind.map(|kind| kind.as_str().to_owned()).unwrap_or_default(),
            item.notes.clone(),
            item.place.map(|(x, _)| x.to_string()).unwrap_or_default(),
            item.place.map(|(_, y)| y.to_string()).unwrap_or_default(),
            style(item),
        ];
        row.extend(fields.iter().map(|name| item.fields.get(*name).map(plain).unwrap_or_default()));
        row
    };
    table(header, flat.items.iter().map(row).collect(), 3)
}

fn of_links(flat: &Flat, names: &Names<'_>, style: fn(&Join) -> String) -> Vec<Vec<String>> {
    let fields: BTreeSet<&String> = flat.joins.iter().flat_map(|join| join.fields.keys()).collect();
    let known = [
        links::FROM,
        links::TO,
        links::POLARITY,
        links::DELAY,
        links::STRENGTH,
        links::KIND,
        links::DIRECTED,
        links::NOTES,
        STYLE,
    ];
    let column = |name: &String| {
        let clashes = known.iter().any(|names| cells::is_one_of(name, names));
        if clashes { format!("{name} (field)") } else { name.clone() }
    };
    let signed = flat.joins.iter().any(|join| join.kind == Some(LinkKind::Causal));
    let fixed = ["From", "To", if signed { "Polarity" } else { "Kind" }];
    let mut header: Vec<String> = fixed.map(str::to_owned).into();
    let rest =
        ["Delay", "Strength", "Directed", "Description", if signed { "Kind" } else { "Polarity" }, "Style"];
    header.extend(rest.map(str::to_owned));
    header.extend(fields.iter().map(|name| column(name)));
    let row = |join: &Join| {
        let sign = join.polarity.map(cells::polarity_word).unwrap_or_default().to_owned();
        let directed = match join.direction {
            Some(Direction::Forward) => "yes",
            Some(Direction::Mutual) => "no",
            None => "",
        };
        let (third, last) = if signed { (sign, join.word.clone()) } else { (join.word.clone(), sign) };
        let mut row = vec![
            names.get(&join.from),
            names.get(&join.to),
            third,
            if join.delay { "yes" } else { "" }.to_owned(),
            join.weight.map(|weight| weight.to_string()).unwrap_or_default(),
            directed.to_owned(),
            join.notes.clone(),
            last,
            style(join),
        ];
        row.extend(fields.iter().map(|name| join.fields.get(*name).map(plain).unwrap_or_default()));
        row
    };
    table(header, flat.joins.iter().map(row).collect(), 3)
}
