//! Reading a link table.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Row, Table, cells};
use crate::exchange::account::Account;
use crate::exchange::attributes::fold;
use crate::exchange::flat::{Flat, Item, Join};
use crate::model::{Direction, ElementKind, Polarity};

/// Names of the column where a link starts.
pub(super) const FROM: &[&str] = &["from", "source"];
/// Names of the column where it ends.
pub(super) const TO: &[&str] = &["to", "target"];

struct Columns {
    from: Option<usize>,
    to: Option<usize>,
    polarity: Option<usize>,
    delay: Option<usize>,
    strength: Option<usize>,
    kind: Option<usize>,
    directed: Option<usize>,
    notes: Option<usize>,
    /// Every other column, with its name.
    others: Vec<(usize, String)>,
}

impl Columns {
    fn find(table: &Table<'_>) -> Self {
        let mut columns = Self {
            from: table.column(FROM),
            to: table.column(TO),
            polarity: table.column(&["polarity", "sign"]),
            delay: table.column(&["delay", "delayed"]),
            strength: table.column(&["strength", "weight"]),
            kind: table.column(&["kind", "type"]),
            directed: table.column(&["directed"]),
            notes: table.column(&["notes"]),
            others: Vec::new(),
        };
        let known = [
            columns.from,
            columns.to,
            columns.polarity,
            columns.delay,
            columns.strength,
            columns.kind,
            columns.directed,
            columns.notes,
        ];
        let others = table.header.iter().enumerate().filter(|(place, _)| !known.contains(&Some(*place)));
        columns.others = others
            .map(|(place, name)| match name.to_lowercase().as_str() {
                "label" => (place, "label".to_owned()),
                "" => (place, format!("column {}", place + 1)),
                _ => (place, name.clone()),
            })
            .collect();
        columns
    }
}

/// Reads a link table: with a polarity column causal links between variables, otherwise ties between actors.
pub(super) fn read(table: Table<'_>, flat: &mut Flat, account: &mut Account) {
    let columns = Columns::find(&table);
    let causal = columns.polarity.is_some();
    flat.causal = Some(causal);
    let mut known: BTreeSet<String> = flat.items.iter().map(|item| item.key.clone()).collect();
    let before = flat.joins.len();
    table.rows(account, |row, account| {
        let (from, to) = (row.text(columns.from), row.text(columns.to));
        if from.is_empty() || to.is_empty() {
            if row.cells.iter().any(|cell| !cell.trim().is_empty()) {
                let end = if from.is_empty() { "start" } else { "end" };
                let line = row.line;
                account.notice(format!("Line {line} was left out: it does not say where its link {end}s."));
            }
            return;
        }
        let base = join(row, &columns, causal, account);
        for (from, to) in pairs(from, to) {
            for name in [from, to] {
                if known.insert(name.to_owned()) {
                    let kind = if causal { ElementKind::Variable } else { ElementKind::Actor };
                    flat.items.push(Item { kind: Some(kind), line: row.line, ..Item::new(name, name) });
                }
            }
            flat.joins.push(Join { from: from.to_owned(), to: to.to_owned(), ..base.clone() });
        }
    });
    if flat.joins.len() == before {
        account.notice("The table holds no links.".to_owned());
    }
}

/// Every start with every end: a cell may hold several, separated by `|`.
fn pairs<'a>(from: &'a str, to: &'a str) -> Vec<(&'a str, &'a str)> {
    let split = |cell: &'a str| cell.split('|').map(str::trim).filter(|name| !name.is_empty());
    split(from).flat_map(|from| split(to).map(move |to| (from, to))).collect()
}

fn join(row: &Row<'_>, columns: &Columns, causal: bool, account: &mut Account) -> Join {
    let mut join = Join { line: row.line, ..Join::default() };
    join.weight = row.number("strength", columns.strength, account);
    if causal {
        join.polarity = polarity(row, columns, account);
        join.delay = row.flag("delay", columns.delay, account).unwrap_or(false);
        row.text(columns.kind).clone_into(&mut join.word);
    } else {
        let directed = row.flag("directed", columns.directed, account);
        let (word, directed) = tie_kind(row.text(columns.kind), directed);
        word.clone_into(&mut join.word);
        join.direction = directed.map(|on| if on { Direction::Forward } else { Direction::Mutual });
        put(&mut join, "delay", row.text(columns.delay));
    }
    row.text(columns.notes).clone_into(&mut join.notes);
    for (place, name) in &columns.others {
        put(&mut join, name, row.text(Some(*place)));
    }
    join
}

fn put(join: &mut Join, name: &str, text: &str) {
    if !text.is_empty() {
        join.fields.insert(name.to_owned(), Value::from(text));
    }
}

fn polarity(row: &Row<'_>, columns: &Columns, account: &mut Account) -> Option<Polarity> {
    let text = row.text(columns.polarity);
    let polarity = cells::polarity(text);
    if polarity.is_none() && !text.is_empty() {
        let line = row.line;
        account.notice(format!("Line {line}: the polarity “{text}” is not known; the link has the sign ?."));
        return Some(Polarity::Unknown);
    }
    polarity
}

/// The kind of a tie and whether it runs one way. Some programs write the direction in the column of the kind.
fn tie_kind(text: &str, directed: Option<bool>) -> (&str, Option<bool>) {
    match fold(text).as_str() {
        "directed" => ("", directed.or(Some(true))),
        "undirected" | "mutual" => ("", directed.or(Some(false))),
        _ => (text, directed),
    }
}
