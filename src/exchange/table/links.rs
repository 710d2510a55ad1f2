//! Reading a link table.

use std::collections::BTreeMap;

use serde_json::Value;

use super::cells;
use super::rows::{Row, Table};
use crate::exchange::account::Account;
use crate::exchange::attributes::fold;
use crate::exchange::bounded::Copies;
use crate::exchange::flat::{Flat, Item, Join};
use crate::model::{Direction, ElementKind, Polarity};

/// Names of the column where a link starts.
pub(super) const FROM: &[&str] = &["from", "source"];
/// Names of the column where it ends.
pub(super) const TO: &[&str] = &["to", "target"];
/// Names of the column of signs.
pub(super) const POLARITY: &[&str] = &["polarity", "sign"];
/// Names of the column of delays.
pub(super) const DELAY: &[&str] = &["delay", "delayed"];
/// Names of the column of weights.
pub(super) const STRENGTH: &[&str] = &["strength", "weight"];
/// Names of the column of kinds.
pub(super) const KIND: &[&str] = &["kind", "type"];
/// Names of the column that says whether a link runs one way.
pub(super) const DIRECTED: &[&str] = &["directed", "direction"];
/// Names of the column of notes.
pub(super) const NOTES: &[&str] = &["notes", "note", "description"];

/// The most links that one row may stand for.
const MOST_PAIRS: usize = 10_000;

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
            polarity: table.column(POLARITY),
            delay: table.column(DELAY),
            strength: table.column(STRENGTH),
            kind: table.column(KIND),
            directed: table.column(DIRECTED),
            notes: table.column(NOTES),
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
            .filter(|(_, name)| *name != super::LEFT_OUT)
            .map(|(place, name)| match name.to_lowercase().as_str() {
                "label" => (place, "label".to_owned()),
                "" => (place, format!("column {}", place + 1)),
                _ => (place, name.clone()),
            })
            .collect();
        columns
    }
}

/// Reads a link table: with signs causal links between variables, otherwise ties between actors. Elements that the map
/// has already are found by key, then by name, and keep their kind.
pub(super) fn read(table: Table<'_>, flat: &mut Flat, account: &mut Account) {
    let mut columns = Columns::find(&table);
    if columns.polarity.is_none() && columns.kind.is_some_and(|kind| holds_signs(&table, kind)) {
        columns.polarity = columns.kind.take();
    }
    let causal = columns.polarity.is_some();
    flat.causal = Some(flat.causal.unwrap_or(false) || causal);
    let mut known: BTreeMap<String, (String, bool)> = BTreeMap::new();
    for item in &flat.items {
        known.insert(item.key.clone(), (item.key.clone(), item.kind == Some(ElementKind::Actor)));
    }
    for item in &flat.items {
        let found = (item.key.clone(), item.kind == Some(ElementKind::Actor));
        known.entry(item.name.clone()).or_insert(found);
    }
    let (before, mut copies) = (flat.joins.len(), Copies::new());
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
        let mut end = |name: &str| {
            if let Some(found) = known.get(name) {
                return found.clone();
            }
            let kind = if causal { ElementKind::Variable } else { ElementKind::Actor };
            flat.items.push(Item { kind: Some(kind), line: row.line, ..Item::new(name, name) });
            let found = (name.to_owned(), !causal);
            known.insert(name.to_owned(), found.clone());
            found
        };
        let room = |pairs: Vec<_>| if copies.take(pairs.len().saturating_sub(1)) { Ok(pairs) } else { Err(pairs.len()) };
        let pairs = match pairs(from, to).and_then(room) {
            Ok(pairs) => pairs,
            Err(count) => {
                let line = row.line;
                account.notice(format!(
                    "Line {line} was left out: each start with each end makes {count} links. Give every link a row."
                ));
                return;
            }
        };
        let ends: Vec<_> = pairs.into_iter().map(|(from, to)| (end(from), end(to))).collect();
        let ties = ends.iter().all(|((_, from), (_, to))| *from && *to);
        let base = join(row, &columns, causal && !ties, account);
        let joins = ends.into_iter().map(|((from, _), (to, _))| Join { from, to, ..base.clone() });
        flat.joins.extend(joins);
    });
    if flat.joins.len() == before {
        account.notice("The table holds no links.".to_owned());
    }
}

/// The first cells of a column of kinds spell signs, as in Kumu's sheets.
fn holds_signs(table: &Table<'_>, kind: usize) -> bool {
    let cells = table.first_cells(kind, 200);
    let mut said = cells.iter().filter(|cell| !cell.is_empty()).peekable();
    said.peek().is_some()
        && said.all(|cell| {
            matches!(cell.as_str(), "+" | "-" | "−" | "++" | "--" | "+-" | "-+" | "?" | "'+" | "'-")
        })
}

/// Every start with every end: a cell may hold several, separated by `|`. Of more than may be only how many there are.
fn pairs<'a>(from: &'a str, to: &'a str) -> Result<Vec<(&'a str, &'a str)>, usize> {
    let split = |cell: &'a str| cell.split('|').map(str::trim).filter(|name| !name.is_empty());
    let count = split(from).count() * split(to).count();
    if count > MOST_PAIRS {
        return Err(count);
    }
    Ok(split(from).flat_map(|from| split(to).map(move |to| (from, to))).collect())
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
    // A header may be very much wider than its rows.
    for (place, name) in columns.others.iter().take_while(|(place, _)| *place < row.cells.len()) {
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
    let polarity = cells::polarity(text).or_else(|| cells::two_signs(text));
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
