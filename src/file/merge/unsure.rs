//! A base for sides of which it is not sure where they started.

use std::sync::LazyLock;

use serde_json::Value;

use super::kinds::{Kind, kind};
use crate::model::json::Object;

/// A field that no file has. A record with it is one that both sides changed.
const MARK: &str = "\u{0}unsure";

/// The base for merging `x` and `y`, which surely started from `sure` and likely from `likely`: as `sure`, but where the
/// two bases would each let another side's value stand, it is as neither, so that the merge leaves it to decide. Takes
/// O(n log n).
pub(super) fn between(likely: &Object, sure: &Object, x: &Object, y: &Object) -> Object {
    keys(&mut Vec::new(), likely, sure, [x, y])
}

fn keys<'a>(
    path: &mut Vec<&'a str>,
    likely: &'a Object,
    sure: &'a Object,
    [x, y]: [&'a Object; 2],
) -> Object {
    let mut all = Object::new();
    let only_likely = likely.keys().filter(|key| !sure.contains_key(*key));
    for key in sure.keys().chain(only_likely) {
        path.push(key);
        let bases = [likely.get(key), sure.get(key)];
        if let Some(value) = value(path, bases, [x.get(key), y.get(key)]) {
            all.insert(key.clone(), value);
        }
        path.pop();
    }
    all
}

fn value<'a>(
    path: &mut Vec<&'a str>,
    [likely, sure]: [Option<&'a Value>; 2],
    sides: [Option<&'a Value>; 2],
) -> Option<Value> {
    let [x, y] = sides;
    let kind = kind(path);
    if likely == sure || x == y || kind == Kind::Conflicts {
        return sure.cloned();
    }
    let is_container = kind == Kind::Container || path.len() == 1;
    let object = |side: Option<&'a Value>| match side {
        Some(Value::Object(object)) => Some(object),
        None if is_container => Some(&*EMPTY),
        _ => None,
    };
    if let (Some(x), Some(y)) = (object(x), object(y)) {
        let base = |side| object(side).unwrap_or(&*EMPTY);
        let merged = keys(path, base(likely), base(sure), [x, y]);
        return (!merged.is_empty()).then_some(Value::Object(merged));
    }
    // What a base lets stand without asking.
    let stands = |base| (x == base).then_some(y).or_else(|| (y == base).then_some(x));
    match (stands(likely), stands(sure)) {
        (None, Some(_)) => likely.cloned(),
        (Some(one), Some(other)) if one != other && matches!(kind, Kind::Hard) => neither(sides),
        _ => sure.cloned(),
    }
}

/// A value that neither side has.
fn neither([x, y]: [Option<&Value>; 2]) -> Option<Value> {
    match (x, y) {
        (Some(Value::Object(record)), None) | (None, Some(Value::Object(record))) => {
            let mut record = record.clone();
            record.insert(MARK.to_owned(), Value::Null);
            Some(Value::Object(record))
        }
        (Some(_), Some(_)) => None,
        _ => Some(Value::Null),
    }
}

/// What a collection holds that is not there.
static EMPTY: LazyLock<Object> = LazyLock::new(Object::new);
