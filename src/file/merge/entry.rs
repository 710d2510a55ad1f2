//! The entries of the `conflicts` section: what a merge left to decide, kept in the file for everybody.
//!
//! An entry is `{"base": …, "values": […]}` under the path of its field; `null` stands for "not there". Paths join their
//! keys with `/`; inside a key `~` is written `~0` and `/` is written `~1`. The field `exists` stands for the record as
//! a whole, with the values `"deleted"` and `"kept"`.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::order;
use crate::model::json::Object;

/// The field that stands for a record as a whole.
pub(in crate::file) const EXISTS: &str = "exists";

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

/// An entry for a record that one side deleted while the other needed it.
pub(super) fn existence() -> Value {
    json!({ "values": ["deleted", "kept"] })
}

fn sorted(mut values: Vec<Value>) -> Vec<Value> {
    values.sort_by(order::compare);
    values.dedup();
    values
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
