//! Formats of programs that map systems with groups of people: Kumu and PRSM.

pub(super) mod kumu;
pub(super) mod prsm;

use serde_json::Value;

/// The values of a list in an object; none when it is not there.
fn list<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value.get(key).and_then(Value::as_array).into_iter().flatten()
}

/// A text in an object, empty when it is not there.
fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// How many values a list in an object has.
fn count(value: &Value, key: &str) -> usize {
    list(value, key).count()
}
