//! Which earlier version a changed file should be merged against.

use std::collections::BTreeMap;

use serde_json::Value;

use super::merge::object;
use crate::model::Project;
use crate::model::json::Object;

/// The place in `versions` (ours, newest first) of the base for merging ours with `disk`, a version that somebody else
/// put into the file. `None` when there are no versions.
///
/// A version that holds more than half of what our last save changed continues from that save. One that does not was
/// made before it: a sync program, or another writer, put it over ours, and our save must not read as something they
/// took back. Takes O(v·n log n).
pub fn choose_base(versions: &[&Project], disk: &Project) -> Option<usize> {
    let last = versions.len().checked_sub(1)?;
    let disk = fields(&object(disk));
    let mut newer = fields(&object(versions.first()?));
    for place in 0..last {
        let older = fields(&object(versions.get(place + 1)?));
        let changed: Vec<&String> = newer
            .iter()
            .filter(|(path, value)| older.get(*path) != Some(*value))
            .map(|(path, _)| path)
            .chain(older.keys().filter(|path| !newer.contains_key(*path)))
            .collect();
        let held = changed.iter().filter(|path| disk.get(**path) == newer.get(**path)).count();
        if !changed.is_empty() && held * 2 > changed.len() {
            return Some(place);
        }
        newer = older;
    }
    Some(last)
}

/// How many fields differ between two projects.
pub fn distance(a: &Project, b: &Project) -> usize {
    let (a, b) = (fields(&object(a)), fields(&object(b)));
    let differs = a.iter().filter(|(path, value)| b.get(*path) != Some(*value)).count();
    differs + b.keys().filter(|path| !a.contains_key(*path)).count()
}

/// Every field by its path; a field is what one decision is about, or deeper.
fn fields(file: &Object) -> BTreeMap<String, Value> {
    let mut fields = BTreeMap::new();
    for (key, value) in file {
        collect(&mut fields, key.clone(), value);
    }
    fields
}

fn collect(fields: &mut BTreeMap<String, Value>, path: String, value: &Value) {
    match value {
        Value::Object(object) if !object.is_empty() => {
            for (key, value) in object {
                collect(fields, format!("{path}/{key}"), value);
            }
        }
        value => {
            fields.insert(path, value.clone());
        }
    }
}
