//! A square matrix of weights with names on both sides, as Mental Modeler and fuzzy-cognitive-map libraries write it.
//!
//! A row is where links start, a column where they end. The sign of a number is the polarity, its size the weight.

use std::collections::{BTreeMap, BTreeSet};

use csv::{ReaderBuilder, StringRecord, WriterBuilder};

use crate::exchange::account::Account;
use crate::exchange::fault::Fault;
use crate::exchange::flat::{Flat, Item, Join, Part};
use crate::exchange::format::Handler;
use crate::exchange::gather::unique_names;
use crate::exchange::source::Source;
use crate::exchange::table::cells;
use crate::model::Polarity;

pub(in crate::exchange) const FORMAT: Handler = Handler {
    name: "fcm",
    title: "Matrix of weights (fuzzy cognitive map)",
    endings: &["csv", "tsv", "txt"],
    origin: "fcm",
    holds: &[Part::Alone, Part::Signs, Part::Weights, Part::Webs],
    sniff: |source| header(source.text).is_some(),
    read,
    write: Some(write),
};

/// The most elements: a matrix of more is a mistake, and its cells would fill the memory.
const MOST: usize = 4000;

type Csv<'a> = csv::Reader<&'a [u8]>;

/// The names on top and the rows, when the first rows carry the same names.
fn header(text: &str) -> Option<(Vec<String>, Csv<'_>)> {
    for separator in [b',', b';', b'\t'] {
        let open = || {
            ReaderBuilder::new()
                .delimiter(separator)
                .flexible(true)
                .has_headers(false)
                .from_reader(text.as_bytes())
        };
        let mut reader = open();
        let mut record = StringRecord::new();
        if !reader.read_record(&mut record).unwrap_or(false) || record.len() < 2 {
            continue;
        }
        let names: Vec<String> = record.iter().skip(1).map(clean).collect();
        let names: Vec<String> = names.into_iter().take_while(|name| !name.is_empty()).collect();
        let known: BTreeSet<&String> = names.iter().collect();
        let mut fits = !names.is_empty();
        let mut rows = 0;
        while fits && rows < names.len().min(5) {
            fits = reader.read_record(&mut record).unwrap_or(false)
                && record.get(0).is_some_and(|name| known.contains(&clean(name)))
                && record
                    .iter()
                    .skip(1)
                    .all(|cell| cell.trim().is_empty() || cells::number(cell.trim()).is_some());
            rows += 1;
        }
        if fits {
            let mut reader = open();
            let _ = reader.read_record(&mut record);
            return Some((names, reader));
        }
    }
    None
}

fn clean(cell: &str) -> String {
    cells::unguarded(cell.trim()).to_owned()
}

fn read(source: &Source<'_>, account: &mut Account) -> Result<Flat, Fault> {
    let missing = "names on top that stand at the left too, with numbers between";
    let (names, mut reader) =
        header(source.text).ok_or_else(|| Fault::shape("a matrix of weights", missing))?;
    if names.len() > MOST {
        let what = format!("the matrix has {} columns, more than {MOST}", names.len());
        return Err(Fault::new(1, what, "write it as a link table with from, to and weight"));
    }
    let mut flat = Flat { causal: Some(true), directed: true, ..Flat::default() };
    flat.items = names.iter().map(|name| Item::new(name.clone(), name.clone())).collect();
    let known: BTreeSet<&String> = names.iter().collect();
    let mut record = StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                return Err(Fault::new(0, format!("a row cannot be read ({error})"), "correct it there"));
            }
        }
        let line = record.position().map_or(0, |position| position.line() as usize);
        let from = record.get(0).map(clean).unwrap_or_default();
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if !known.contains(&from) {
            account.notice(format!("Line {line} was left out: “{from}” does not stand on top."));
            continue;
        }
        for (cell, to) in record.iter().skip(1).zip(&names) {
            let cell = cell.trim();
            let Some(weight) = cells::number(cell) else {
                if !cell.is_empty() {
                    account
                        .notice(format!("Line {line}: the weight “{cell}” is not a number; it counts as 0."));
                }
                continue;
            };
            if weight != 0.0 {
                let polarity = Some(if weight < 0.0 { Polarity::Minus } else { Polarity::Plus });
                flat.joins.push(Join {
                    polarity,
                    weight: Some(weight.abs()),
                    line,
                    ..Join::new(from.clone(), to.clone())
                });
            }
        }
    }
    Ok(flat)
}

/// The weight of a link without one is 1; links without a sign count as positive.
fn write(flat: &Flat, account: &mut Account) -> Result<Vec<u8>, Fault> {
    if flat.items.len() > MOST {
        let what = format!("a matrix of more than {MOST} elements is too large");
        return Err(Fault::new(0, what, "write a link table instead"));
    }
    let names = unique_names(&flat.items, str::to_owned, account);
    let index: BTreeMap<&str, usize> =
        flat.items.iter().enumerate().map(|(at, item)| (item.key.as_str(), at)).collect();
    let mut rows: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); flat.items.len()];
    for join in &flat.joins {
        let (Some(from), Some(to)) = (index.get(join.from.as_str()), index.get(join.to.as_str())) else {
            continue;
        };
        let sign = if join.polarity == Some(Polarity::Minus) { -1.0 } else { 1.0 };
        if let Some(row) = rows.get_mut(*from) {
            row.insert(*to, sign * join.weight.unwrap_or(1.0));
        }
    }
    let guarded = |item: &Item| cells::guarded(names.get(item.key.as_str()).map_or("", String::as_str));
    let mut out = WriterBuilder::new().from_writer(Vec::new());
    // Writing to memory cannot fail, and every row has the length of the header.
    let _ = out.write_record(std::iter::once(String::new()).chain(flat.items.iter().map(guarded)));
    for (item, row) in flat.items.iter().zip(&rows) {
        let weights = (0..rows.len()).map(|at| row.get(&at).copied().unwrap_or_default().to_string());
        let _ = out.write_record(std::iter::once(guarded(item)).chain(weights));
    }
    Ok(out.into_inner().unwrap_or_default())
}
