//! A project as sorted, readable lines.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;

use super::diff::{Named, describe, names};
use super::merge::object;
use crate::model::Project;

/// One line a record and one a field, with names instead of ids, sorted by what people read: comparing two outlines
/// line by line shows what changed. Places on maps are left out. Takes O(n log n).
pub fn outline(project: &Project) -> String {
    let names = names(project);
    let mut out = String::new();
    for (collection, value) in &object(project) {
        let Some(records) = value.as_object() else {
            let _ = writeln!(out, "{collection}: {}", shown(value, &names));
            continue;
        };
        if collection == "project" || collection == "conflicts" || !records.values().all(Value::is_object) {
            let _ = writeln!(out, "{collection}");
            fields(&mut out, value, &names, 1);
            continue;
        }
        let mut sorted: Vec<(Named, &Value)> =
            records.iter().map(|(id, record)| (describe(collection, id, record, &names), record)).collect();
        sorted.sort_by(|(a, _), (b, _)| (&a.kind, &a.name, &a.id).cmp(&(&b.kind, &b.name, &b.id)));
        for (named, record) in sorted {
            let _ = writeln!(out, "{} “{}”", named.kind, named.name);
            fields(&mut out, record, &names, 1);
        }
    }
    out
}

fn fields(out: &mut String, value: &Value, names: &BTreeMap<String, String>, depth: usize) {
    let Some(object) = value.as_object() else { return };
    let name = |key: &'_ str| names.get(key).cloned().unwrap_or_else(|| key.to_owned());
    let mut sorted: Vec<(String, &String, &Value)> =
        object.iter().map(|(key, value)| (name(key), key, value)).collect();
    sorted.sort_by(|(a, a_key, _), (b, b_key, _)| a.cmp(b).then_with(|| a_key.cmp(b_key)));
    for (name, key, value) in sorted {
        if matches!(key.as_str(), "pos" | "bend" | "camera" | "order" | "area") {
            continue;
        }
        match value {
            Value::Object(inner) if !inner.is_empty() => {
                let _ = writeln!(out, "{}{name}", "  ".repeat(depth));
                fields(out, value, names, depth + 1);
            }
            Value::Object(_) => {
                let _ = writeln!(out, "{}{name}", "  ".repeat(depth));
            }
            Value::String(text) if text.contains('\n') => {
                let _ = writeln!(out, "{}{name}:", "  ".repeat(depth));
                for line in text.lines() {
                    let _ = writeln!(out, "{}{line}", "  ".repeat(depth + 1));
                }
            }
            value => {
                let _ = writeln!(out, "{}{name}: {}", "  ".repeat(depth), shown(value, names));
            }
        }
    }
}

fn shown(value: &Value, names: &BTreeMap<String, String>) -> String {
    match value {
        Value::String(text) => names.get(text).unwrap_or(text).clone(),
        Value::Array(items) => {
            let mut items: Vec<String> = items.iter().map(|item| shown(item, names)).collect();
            if items.len() > 2 {
                items.sort();
            }
            items.join(", ")
        }
        value => value.to_string(),
    }
}
