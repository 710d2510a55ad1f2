//! The entries of the `conflicts` section: what a merge left to decide, kept in the file for everybody.
//!
//! An entry is `{"base": …, "values": […]}` under the path of its field; `null` stands for "not there". Paths join their
//! keys with `/`; inside a key `~` is written `~0` and `/` is written `~1`. The field `exists` stands for the record as
//! a whole, with the values `"deleted"` and `"kept"`. `"reopened"` counts how often it was decided by one and needed
//! or decided otherwise by another: an entry that came back differs from the one that was settled, so that merging the
//! one who settled it again does not settle it.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::order;
use super::repair::Sides;
use crate::model::json::Object;

/// The field that stands for a record as a whole.
pub(in crate::file) const EXISTS: &str = "exists";

/// How often an entry came back.
const REOPENED: &str = "reopened";

/// Writes the keys of a place as one path.
pub(in crate::file) fn join(path: &[&str]) -> String {
    let keys: Vec<String> = path.iter().map(|key| key.replace('~', "~0").replace('/', "~1")).collect();
    keys.join("/")
}

/// The keys of a path.
pub(in crate::file) fn split(path: &str) -> Vec<String> {
    path.split('/').map(|key| key.replace("~1", "/").replace("~0", "~")).collect()
}

/// New entries by path.
pub(super) type Entries = BTreeMap<String, Value>;

/// An entry for a field that both sides changed.
pub(super) fn field(base: Option<&Value>, x: Option<&Value>, y: Option<&Value>) -> Value {
    let or_null = |value: Option<&Value>| value.cloned().unwrap_or(Value::Null);
    let values = sorted(vec![or_null(x), or_null(y)]);
    match base {
        Some(base) => json!({ "base": base, "values": values }),
        None => json!({ "values": values }),
    }
}

/// An entry with one value of a field, to be united with others.
pub(super) fn value(value: Option<&Value>) -> Value {
    json!({ "values": [value.cloned().unwrap_or(Value::Null)] })
}

/// The entry holds this value of its field.
pub(super) fn holds(entry: &Value, value: Option<&Value>) -> bool {
    let values = entry.get("values").and_then(Value::as_array);
    values.is_some_and(|values| values.contains(value.unwrap_or(&Value::Null)))
}

/// An entry for a record that one side deleted while the other needed it.
pub(super) fn existence() -> Value {
    json!({ "values": ["deleted", "kept"] })
}

fn sorted(mut values: Vec<Value>) -> Vec<Value> {
    values.sort_by(order::compare);
    values.dedup();
    values
}

/// `entry` as one that the base held and a side settled.
pub(super) fn reopened(entry: &Value, base: &Value) -> Value {
    let mut entry = entry.clone();
    if let Value::Object(entry) = &mut entry {
        let before = base.get(REOPENED).and_then(Value::as_u64).unwrap_or_default();
        entry.insert(REOPENED.to_owned(), Value::from(before.saturating_add(1)));
    }
    entry
}

/// Both sides' entries for one field as one: every value of either.
pub(super) fn union(a: &Value, b: &Value) -> Value {
    if a == b {
        return a.clone();
    }
    let (Value::Object(a), Value::Object(b)) = (a, b) else {
        // Not an entry that anybody knows; the greater one stays.
        return if order::compare(a, b).is_gt() { a.clone() } else { b.clone() };
    };
    let mut all = Object::new();
    for (key, value) in a.iter().chain(b) {
        match all.get(key) {
            Some(other) if order::compare(other, value).is_ge() => {}
            _ => {
                all.insert(key.clone(), value.clone());
            }
        }
    }
    let values = [a, b].into_iter().flat_map(|side| match side.get("values") {
        Some(Value::Array(values)) => values.clone(),
        _ => Vec::new(),
    });
    let values = sorted(values.collect());
    if !values.is_empty() {
        all.insert("values".to_owned(), Value::Array(values));
    }
    Value::Object(all)
}

/// Adds what this merge left to decide to the section of `file`. What the base left to decide too and a side settled
/// comes back as such.
pub(super) fn add(file: &mut Object, sides: &Sides<'_>, entries: Entries) {
    if entries.is_empty() {
        return;
    }
    let section = file.entry("conflicts").or_insert_with(|| Value::Object(Object::new()));
    let Value::Object(section) = section else { return };
    for (path, mut entry) in entries {
        if let Some(old) = open(sides.base, &path)
            && [sides.x, sides.y].iter().any(|side| open(side, &path).is_none())
        {
            entry = reopened(&entry, old);
        }
        let both = section.get(&path).map_or_else(|| entry.clone(), |old| union(old, &entry));
        section.insert(path, both);
    }
}

/// The entry of a file about the place at `path`.
pub(super) fn open<'a>(file: &'a Object, path: &str) -> Option<&'a Value> {
    file.get("conflicts").and_then(|section| section.get(path))
}

/// The section of both sides as one: settled by one side and left alone by the other is settled.
pub(super) fn section(base: Option<&Value>, x: Option<&Value>, y: Option<&Value>) -> Object {
    let nothing = Object::new();
    let object =
        |side: Option<&'_ Value>| side.and_then(Value::as_object).cloned().unwrap_or_else(|| nothing.clone());
    let (base, x, y) = (object(base), object(x), object(y));
    let mut all = Object::new();
    for key in x.keys().chain(y.keys()) {
        if all.contains_key(key) {
            continue;
        }
        let entry = match (base.get(key), x.get(key), y.get(key)) {
            (_, x, y) if x == y => x.cloned(),
            (base, x, y) if x == base => y.cloned(),
            (base, x, y) if y == base => x.cloned(),
            (_, Some(x), Some(y)) => Some(union(x, y)),
            (_, x, y) => x.or(y).cloned(),
        };
        if let Some(entry) = entry {
            all.insert(key.clone(), entry);
        }
    }
    all
}
