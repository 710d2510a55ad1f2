//! The three-way merge of raw values, key by key.

use std::collections::BTreeSet;

use serde_json::Value;

use super::entry::{self, EXISTS, Entries};
use super::kinds::{Kind, is_looks, kind};
use super::{order, text};
use crate::model::json::Object;

/// One merge under way: what it left to decide, and what it chose without asking.
#[derive(Default)]
pub(super) struct Merging {
    /// New entries for the `conflicts` section.
    pub(super) entries: Entries,
    /// Paths of soft fields that both sides changed.
    pub(super) chosen: BTreeSet<String>,
    /// Paths of what one side deleted and the other changed.
    pub(super) kept: BTreeSet<String>,
}

impl Merging {
    /// The file of both sides: `x` is the smaller one. Takes O(n) and copies.
    pub(super) fn file(&mut self, base: &Object, x: &Object, y: &Object) -> Object {
        self.keys(&[], base, x, y)
    }

    fn keys(&mut self, path: &[&str], base: &Object, x: &Object, y: &Object) -> Object {
        let mut merged = Object::new();
        let only_y = y.keys().filter(|key| !x.contains_key(*key));
        for key in x.keys().chain(only_y) {
            let path = [path, &[key.as_str()]].concat();
            if let Some(value) = self.value(&path, base.get(key), x.get(key), y.get(key)) {
                merged.insert(key.clone(), value);
            }
        }
        merged
    }

    fn value(
        &mut self,
        path: &[&str],
        base: Option<&Value>,
        x: Option<&Value>,
        y: Option<&Value>,
    ) -> Option<Value> {
        if x == y || y == base {
            return x.cloned();
        }
        if x == base {
            return y.cloned();
        }
        let kind = kind(path);
        if kind == Kind::Conflicts {
            let section = entry::section(base, x, y);
            return (!section.is_empty()).then_some(Value::Object(section));
        }
        let nothing = Object::new();
        // A collection that nobody knows is still one of records.
        let container =
            kind == Kind::Container || (path.len() == 1 && [x, y].iter().flatten().all(|v| is_records(v)));
        if container && let (Some(x), Some(y)) = (object(x, &nothing), object(y, &nothing)) {
            let merged = self.keys(path, object(base, &nothing).unwrap_or(&nothing), x, y);
            return (!merged.is_empty()).then_some(Value::Object(merged));
        }
        match (x, y) {
            (Some(Value::Object(x)), Some(Value::Object(y))) => {
                let base = base.and_then(Value::as_object).unwrap_or(&nothing);
                Some(Value::Object(self.keys(path, base, x, y)))
            }
            // One side deleted what the other changed: nobody's work goes.
            (Some(Value::Object(kept)), None) | (None, Some(Value::Object(kept))) => {
                if !is_looks(path) {
                    self.entries.insert(entry::join(&[path, &[EXISTS]].concat()), entry::existence());
                    self.kept.insert(entry::join(path));
                }
                Some(Value::Object(kept.clone()))
            }
            (x, y) => self.leaf(path, kind, base, x, y),
        }
    }

    fn leaf(
        &mut self,
        path: &[&str],
        kind: Kind,
        base: Option<&Value>,
        x: Option<&Value>,
        y: Option<&Value>,
    ) -> Option<Value> {
        let merged = match kind {
            Kind::Set => members(base, x, y, false),
            Kind::List => members(base, x, y, true),
            Kind::Text => lines(base, x, y),
            _ => None,
        };
        if let Some(merged) = merged {
            let empty = merged.as_array().is_some_and(Vec::is_empty) || merged == "";
            return (!empty).then_some(merged);
        }
        if kind == Kind::Soft {
            self.chosen.insert(entry::join(path));
        } else {
            self.entries.insert(entry::join(path), entry::field(base, x, y));
        }
        if order::compare_absent(x, y).is_gt() { x.cloned() } else { y.cloned() }
    }
}

/// An object, or `nothing` for one that is absent.
fn object<'a>(side: Option<&'a Value>, nothing: &'a Object) -> Option<&'a Object> {
    side.map_or(Some(nothing), Value::as_object)
}

/// An object that holds nothing but objects.
pub(super) fn is_records(value: &Value) -> bool {
    value.as_object().is_some_and(|object| object.values().all(Value::is_object))
}

/// The members of both sides, or nothing when one of them is no list, or when the order counts and somebody changed it.
fn members(base: Option<&Value>, x: Option<&Value>, y: Option<&Value>, ordered: bool) -> Option<Value> {
    let list = |side: Option<&'_ Value>| match side {
        None => Some(Vec::new()),
        Some(Value::Array(items)) => Some(items.clone()),
        Some(_) => None,
    };
    let (base, x, y) = (list(base).unwrap_or_default(), list(x)?, list(y)?);
    if ordered && (is_reordered(&base, &x) || is_reordered(&base, &y)) {
        return None;
    }
    let mut merged: Vec<Value> =
        base.iter().filter(|item| x.contains(item) && y.contains(item)).cloned().collect();
    let mut added: Vec<Value> = x.into_iter().chain(y).filter(|item| !base.contains(item)).collect();
    added.sort_by(order::compare);
    added.dedup();
    merged.append(&mut added);
    if !ordered {
        merged.sort_by(order::compare);
    }
    Some(Value::Array(merged))
}

/// Members that stayed stand in another order, or something new stands ahead of one that stayed, or twice.
fn is_reordered(base: &[Value], side: &[Value]) -> bool {
    let kept: Vec<&Value> = base.iter().filter(|item| side.contains(item)).collect();
    side.len() < kept.len() || side.iter().zip(&kept).any(|(item, kept)| item != *kept)
}

fn lines(base: Option<&Value>, x: Option<&Value>, y: Option<&Value>) -> Option<Value> {
    let string =
        |side: Option<&'_ Value>| side.map_or(Some(String::new()), |value| value.as_str().map(str::to_owned));
    let merged = text::merge(&string(base)?, &string(x)?, &string(y)?)?;
    Some(Value::String(merged))
}
