//! Writing a link table.

use std::collections::BTreeSet;

use csv::WriterBuilder;

use super::{cells, links};
use crate::exchange::account::Account;
use crate::exchange::flat::{Flat, Join, plain};
use crate::exchange::gather::unique_names;
use crate::model::{Direction, LinkKind};

/// The bytes of a link table: ties, or else causal links, in the order of their ids.
///
/// Signs are words and every cell that a spreadsheet would run is guarded by an apostrophe.
pub(super) fn write(flat: &Flat, separator: u8, account: &mut Account) -> Vec<u8> {
    let ties = flat.joins.iter().any(|join| join.kind == Some(LinkKind::Tie) || join.direction.is_some());
    let names = unique_names(&flat.items, cells::one_value, account);
    let name = |key: &str| names.get(key).cloned().unwrap_or_default();
    let fields: BTreeSet<&String> = flat.joins.iter().flat_map(|join| join.fields.keys()).collect();
    let fields: Vec<&String> = fields.into_iter().filter(|name| *name != "label").collect();
    let notes = flat.joins.iter().any(|join| !join.notes.is_empty());
    let mut header: Vec<&str> = if ties {
        vec!["from", "to", "kind", "strength", "directed", "label"]
    } else {
        vec!["from", "to", "polarity", "delay", "strength", "label"]
    };
    header.extend(notes.then_some("notes"));
    let columns: Vec<String> = fields.iter().map(|name| column(name, ties)).collect();
    header.extend(columns.iter().map(String::as_str));
    let mut out = WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
    // Writing to memory cannot fail, and every row has the length of the header.
    let _ = out.write_record(header.iter().map(|cell| cells::guarded(cell)));
    for join in &flat.joins {
        let mut row = vec![name(&join.from), name(&join.to)];
        row.extend(if ties { tie(join) } else { causal(join) });
        row.push(join.field("label").unwrap_or_default().to_owned());
        row.extend(notes.then(|| join.notes.clone()));
        row.extend(fields.iter().map(|name| join.fields.get(*name).map(plain).unwrap_or_default()));
        let _ = out.write_record(row.iter().map(|cell| cells::guarded(cell)));
    }
    out.into_inner().unwrap_or_default()
}

/// The column of a field. One that would make the reader take the table for another kind is told apart.
fn column(name: &str, ties: bool) -> String {
    let reserved = [links::FROM, links::TO, links::NOTES, links::STRENGTH, links::DELAY, links::POLARITY];
    let of_ties = [links::KIND, links::DIRECTED];
    let is = |names: &&[&str]| cells::is_one_of(name, names);
    let clashes = reserved.iter().any(is) || (ties && of_ties.iter().any(is));
    if clashes { format!("{name} (field)") } else { name.to_owned() }
}

fn tie(join: &Join) -> [String; 3] {
    let forward = join.direction != Some(Direction::Mutual);
    [join.word.clone(), number(join), flag(forward)]
}

fn causal(join: &Join) -> [String; 3] {
    let sign = join.polarity.map(cells::polarity_word).unwrap_or_default();
    [sign.to_owned(), flag(join.delay), number(join)]
}

fn number(join: &Join) -> String {
    join.weight.map(|weight| weight.to_string()).unwrap_or_default()
}

fn flag(on: bool) -> String {
    if on { "yes" } else { "no" }.to_owned()
}
