//! Reading a list of elements.

use std::collections::BTreeSet;

use serde_json::Value;

use super::rows::{Row, Table};
use crate::exchange::account::Account;
use crate::exchange::flat::{Flat, Item, Sheet, value_of};
use crate::model::{ElementKind, MapKind, Scale};

/// Names of the column of names.
pub(super) const NAME: &[&str] = &["name", "label"];
/// Names of the column of ids.
pub(super) const ID: &[&str] = &["id"];
/// Names of the column of kinds.
pub(super) const KIND: &[&str] = &["kind", "type"];
/// Further names that mean something of their own.
pub(super) const TAKEN: &[&str] = &["x", "y", "notes", "note", "description", "desc", "title", "from", "to"];

/// Reads a list of elements; those without a kind are what the
/// map is about, actors when it has no links. Elements that the map has already, as ends of links, get
/// what the list says about them.
pub(super) fn read(table: Table<'_>, flat: &mut Flat, account: &mut Account) {
    let (name, id, kind) = (table.column(NAME), table.column(ID), table.column(KIND));
    let known = [name, id, kind];
    let others: Vec<(usize, String)> = table.header.iter().cloned().enumerate().collect();
    let others: Vec<(usize, String)> = others
        .into_iter()
        .filter(|(at, name)| !known.contains(&Some(*at)) && !name.is_empty() && name != super::LEFT_OUT)
        .collect();
    let mut seen = BTreeSet::new();
    let table_says_kind =
        kind.and_then(|at| table.header.get(at)).is_some_and(|name| name.eq_ignore_ascii_case("kind"));
    let before = flat.items.len();
    table.rows(account, |row, account| {
        let (line, text) = (row.line, row.text(name));
        let key = if row.text(id).is_empty() { text } else { row.text(id) };
        if text.is_empty() {
            account.notice(format!("Line {line} was left out: it has no name."));
        } else if !seen.insert(key.to_owned()) {
            account.notice(format!("Line {line} was left out: “{text}” stands further up already."));
        } else {
            let mut item = Item { line, ..Item::new(key, text) };
            element_kind(&mut item, row, kind, table_says_kind, account);
            // A header may be very much wider than its rows.
            for (at, name) in others.iter().take_while(|(at, _)| *at < row.cells.len()) {
                attribute(&mut item, row, *at, name, account);
            }
            flat.items.push(item);
        }
    });
    if flat.items.len() == before {
        account.notice("The table holds no elements.".to_owned());
    }
}

/// Reads the kind; a type that is none of ours is a field of the element.
fn element_kind(item: &mut Item, row: &Row<'_>, at: Option<usize>, is_kind: bool, account: &mut Account) {
    let written = row.text(at);
    item.kind = ElementKind::from_word(&written.to_lowercase());
    if item.kind.is_some() || written.is_empty() {
        return;
    }
    if is_kind {
        let (line, written, name) = (row.line, written.to_lowercase(), &item.name);
        account.notice(format!("Line {line}: the kind “{written}” is not known; “{name}” is an actor."));
        item.kind = Some(ElementKind::Actor);
    } else {
        item.set("type", Value::from(written));
    }
}

fn attribute(item: &mut Item, row: &Row<'_>, at: usize, name: &str, account: &mut Account) {
    let folded = name.to_lowercase();
    if Scale::from_word(&folded).is_some() {
        if let Some(number) = row.number(&folded, Some(at), account) {
            item.set(&folded, value_of(number));
        }
        return;
    }
    item.set(name, Value::from(row.text(Some(at))));
}

/// One map for each kind of element that there is.
pub(super) fn sheets(items: &[Item]) -> Vec<Sheet> {
    let kinds = [MapKind::Actors, MapKind::Causal, MapKind::Issues];
    let sheets = kinds.into_iter().map(|kind| {
        let shown =
            items.iter().filter(|item| item.kind.unwrap_or(ElementKind::Actor) == kind.element_kind());
        let items = shown.map(|item| (item.key.clone(), item.place)).collect();
        Sheet { key: kind.as_str().to_owned(), kind: Some(kind), items, ..Sheet::default() }
    });
    let (full, empty): (Vec<Sheet>, Vec<Sheet>) = sheets.partition(|sheet| !sheet.items.is_empty());
    if full.is_empty() { empty.into_iter().take(1).collect() } else { full }
}
