//! Elements as a table for the clipboard.

use std::collections::BTreeSet;

use csv::WriterBuilder;
use serde_json::Value;

use super::cells;
use crate::exchange::account::Account;
use crate::exchange::flat::{Item, plain};
use crate::exchange::gather;
use crate::model::{ElementId, Id as _, Project};

/// The fields that come first, as people look for them.
const FIRST: [&str; 7] = ["sector", "region", "role", "stages", "interest", "influence", "alignment"];

/// The elements with these ids as a table with tabs, as spreadsheets paste it: name, kind, tags and ratings, custom fields
/// and notes, each column where some element has it. What a spreadsheet would run is guarded by an apostrophe. Takes
/// O(n log n) of the project.
pub fn table_of<'a>(project: &Project, ids: impl IntoIterator<Item = &'a ElementId>) -> String {
    let ids: BTreeSet<&str> = ids.into_iter().map(ElementId::as_str).collect();
    let flat = gather::gather(project, &mut Account::default());
    let items: Vec<&Item> = flat.items.iter().filter(|item| ids.contains(item.key.as_str())).collect();
    let used: BTreeSet<&str> = items.iter().flat_map(|item| item.fields.keys()).map(String::as_str).collect();
    let first = FIRST.into_iter().filter(|name| used.contains(name));
    let rest = used.iter().copied().filter(|name| !FIRST.contains(name));
    let fields: Vec<&str> = first.chain(rest).collect();
    let notes = items.iter().any(|item| !item.notes.is_empty());
    let mut out = WriterBuilder::new().delimiter(b'\t').from_writer(Vec::new());
    // Writing to memory cannot fail, and every row has the length of the header.
    let header = ["name", "kind"].into_iter().chain(fields.iter().copied()).chain(notes.then_some("notes"));
    let _ = out.write_record(header.map(cells::guarded));
    for item in items {
        let kind = item.kind.map(|kind| kind.as_str().to_owned()).unwrap_or_default();
        let field = |name: &&str| item.fields.get(*name).map(cell).unwrap_or_default();
        let start = [cells::guarded(&item.name), kind].into_iter();
        let notes = notes.then(|| cells::guarded(&item.notes));
        let _ = out.write_record(start.chain(fields.iter().map(field)).chain(notes));
    }
    String::from_utf8(out.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// A number is no formula, whatever its sign.
fn cell(value: &Value) -> String {
    if value.is_number() { plain(value) } else { cells::guarded(&plain(value)) }
}
