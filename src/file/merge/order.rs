//! A total order of values, so that two people who merge the same pair get the same result.

use std::cmp::Ordering;

use serde_json::Value;

use crate::model::json::Object;

/// Compares two values: by kind, then by content. Objects compare entry by entry in the order of their keys. Stops at
/// the first difference.
pub(super) fn compare(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        (Value::Number(a), Value::Number(b)) => {
            let numbers = a.as_f64().unwrap_or_default().total_cmp(&b.as_f64().unwrap_or_default());
            // Whole numbers beyond 2⁵³ may be the same as fractions and still differ.
            numbers.then_with(|| a.to_string().cmp(&b.to_string()))
        }
        (Value::String(a), Value::String(b)) => a.cmp(b),
        (Value::Array(a), Value::Array(b)) => {
            let items = a.iter().zip(b).map(|(a, b)| compare(a, b)).find(|order| order.is_ne());
            items.unwrap_or_else(|| a.len().cmp(&b.len()))
        }
        (Value::Object(a), Value::Object(b)) => compare_objects(a, b),
        (a, b) => rank(a).cmp(&rank(b)),
    }
}

/// Compares two objects entry by entry.
pub(super) fn compare_objects(a: &Object, b: &Object) -> Ordering {
    let entries = a.iter().zip(b).map(|(a, b)| a.0.cmp(b.0).then_with(|| compare(a.1, b.1)));
    let first = entries.into_iter().find(|order| order.is_ne());
    first.unwrap_or_else(|| a.len().cmp(&b.len()))
}

/// Absent values come first.
pub(super) fn compare_absent(a: Option<&Value>, b: Option<&Value>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => compare(a, b),
        (a, b) => a.is_some().cmp(&b.is_some()),
    }
}

fn rank(value: &Value) -> u8 {
    match value {
        Value::Null => 0,
        Value::Bool(_) => 1,
        Value::Number(_) => 2,
        Value::String(_) => 3,
        Value::Array(_) => 4,
        Value::Object(_) => 5,
    }
}
