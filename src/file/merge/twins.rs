//! The same thing made twice: words of one name, and loops of one key or one label.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use unicode_normalization::UnicodeNormalization as _;

use super::refs::{self, How};
use super::repair::Sides;
use crate::model::json::Object;

/// Words that both sides added under the same name, and loops that both named, get the smaller of the two ids on both
/// sides. Gives the sides as they should merge, where they change, and how many became one.
pub(super) fn unify(sides: &Sides<'_>) -> Option<(Object, Object)> {
    let mut changed = None;
    for (collection, name) in [("vocabulary", word as Name), ("loops", key as Name)] {
        let in_x = added(collection, sides.base, sides.x, name);
        let in_y = added(collection, sides.base, sides.y, name);
        for (name, one) in &in_x {
            let Some(other) = in_y.get(name) else { continue };
            if one == other
                || refs::has(sides.y, &[collection], one)
                || refs::has(sides.x, &[collection], other)
            {
                continue;
            }
            let (x, y) = changed.get_or_insert_with(|| (sides.x.clone(), sides.y.clone()));
            let (kept, side, source) = if one < other { (one, y, sides.x) } else { (other, x, sides.y) };
            let renamed = if one < other { other } else { one };
            rename(side, collection, renamed, kept);
            if collection == "vocabulary"
                && let Some(spelling) = refs::at(source, &[collection, kept, "name"])
                && let Some(record) = refs::object_at(side, &[collection, kept])
            {
                record.insert("name".to_owned(), spelling.clone());
            }
        }
    }
    changed
}

/// What makes a record the same as another.
type Name = fn(&Value) -> Option<String>;

fn word(record: &Value) -> Option<String> {
    let name: String = record.get("name")?.as_str()?.trim().nfc().collect::<String>().to_lowercase();
    let kind = record.get("kind").and_then(Value::as_str).unwrap_or_default();
    (!name.is_empty()).then(|| format!("{kind}/{name}"))
}

fn key(record: &Value) -> Option<String> {
    let key = record.get("key")?.as_array()?;
    (!key.is_empty()).then(|| Value::from(key.clone()).to_string())
}

/// The records that a side has and the base has not, by name. Of several of one name the smallest id counts.
fn added(collection: &str, base: &Object, side: &Object, name: Name) -> BTreeMap<String, String> {
    let mut added = BTreeMap::new();
    let records = side.get(collection).and_then(Value::as_object).into_iter().flatten();
    for (id, record) in records {
        if !refs::has(base, &[collection], id)
            && let Some(name) = name(record)
        {
            added.entry(name).or_insert_with(|| id.clone());
        }
    }
    added
}

/// Gives a record another id, wherever it is named.
fn rename(file: &mut Object, collection: &str, from: &str, to: &str) {
    let mut named: Vec<(How, Vec<String>)> = Vec::new();
    refs::references(file, &mut |reference| {
        if reference.id == from && reference.rule.to.contains(&collection) {
            named.push((reference.rule.how, reference.path.iter().map(|key| (*key).to_owned()).collect()));
        }
    });
    for (how, path) in named {
        let Some((field, place)) = path.split_last() else { continue };
        let place: Vec<&str> = place.iter().map(String::as_str).collect();
        let Some(value) = refs::object_at(file, &place).and_then(|owner| owner.get_mut(field)) else {
            continue;
        };
        match (how, value) {
            (How::Is, value) => *value = Value::from(to),
            (How::Lists, Value::Array(items)) => {
                for item in items.iter_mut().filter(|item| item.as_str() == Some(from)) {
                    *item = Value::from(to);
                }
                items.sort_by(super::order::compare);
                items.dedup();
            }
            (How::Pairs, Value::Array(items)) => {
                let ids = items.iter_mut().filter_map(Value::as_array_mut).flatten();
                ids.filter(|id| id.as_str() == Some(from)).for_each(|id| *id = Value::from(to));
            }
            (How::Keys, Value::Object(object)) => {
                if let Some(value) = object.remove(from) {
                    object.entry(to).or_insert(value);
                }
            }
            _ => {}
        }
    }
    if let Some(records) = refs::object_at(file, &[collection])
        && let Some(record) = records.remove(from)
    {
        records.insert(to.to_owned(), record);
    }
}

/// Two loops that got the same label on the two sides: the one with the greater key takes the next free number.
pub(super) fn relabel(file: &mut Object, sides: &Sides<'_>) {
    let Some(loops) = file.get("loops").and_then(Value::as_object) else { return };
    let label = |record: &Value| record.get("label").and_then(Value::as_str).map(str::to_owned);
    let mut taken: BTreeSet<String> = loops.values().filter_map(label).collect();
    let mut by_label: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for (id, record) in loops {
        if let Some(label) = label(record) {
            let key = record.get("key").map(Value::to_string).unwrap_or_default();
            by_label.entry(label).or_default().push((key, id.clone()));
        }
    }
    let has_label = |side: &Object, id: &str, wanted: &str| {
        refs::at(side, &["loops", id, "label"]).and_then(Value::as_str) == Some(wanted)
    };
    let mut changes = Vec::new();
    for (label, mut twins) in by_label {
        twins.sort();
        let Some((_, first)) = twins.first().cloned() else { continue };
        for (_, id) in twins.drain(1..) {
            // What one person labelled so stays so.
            let own = [sides.x, sides.y]
                .iter()
                .any(|side| has_label(side, &first, &label) && has_label(side, &id, &label));
            if !own && let Some(free) = next_free(&label, &taken) {
                taken.insert(free.clone());
                changes.push((id, free));
            }
        }
    }
    for (id, label) in changes {
        if let Some(record) = refs::object_at(file, &["loops", &id]) {
            record.insert("label".to_owned(), Value::from(label));
        }
    }
}

fn next_free(label: &str, taken: &BTreeSet<String>) -> Option<String> {
    let letters = label.trim_end_matches(|c: char| c.is_ascii_digit());
    let number: u32 = label.get(letters.len()..)?.parse().ok()?;
    (number..u32::MAX).skip(1).map(|number| format!("{letters}{number}")).find(|label| !taken.contains(label))
}
