//! What was left to decide, and was decided by both sides, each otherwise.

use std::collections::BTreeSet;

use serde_json::Value;

use super::entry::{self, EXISTS, Entries};
use super::repair::Sides;
use super::{order, refs};
use crate::model::json::Object;

/// Leaves to decide what the base left to decide and both sides touched and see otherwise. One of them may have decided
/// for the value that the base shows: that is a decision too, though no value changed. The greater value shows, and a
/// record that one decided to keep. Gives the paths of such records.
pub(super) fn reopen(file: &mut Object, sides: &Sides<'_>, entries: &mut Entries) -> BTreeSet<String> {
    let mut kept = still_open(file, sides, entries);
    let Some(Value::Object(section)) = sides.base.get("conflicts") else { return kept };
    for (path, old) in section {
        let keys = entry::split(path);
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        let Some((field, owner)) = keys.split_last() else { continue };
        let settled = |side: &Object| entry::open(side, path) != Some(old);
        if *field == EXISTS {
            if let Some(record) = needed(owner, sides, settled)
                && put(file, owner, record)
            {
                kept.insert(entry::join(owner));
                entries.insert(path.clone(), entry::existence());
            }
            continue;
        }
        let touched = |side: &Object| settled(side) || refs::at(side, &keys) != refs::at(sides.base, &keys);
        let (x, y) = (refs::at(sides.x, &keys), refs::at(sides.y, &keys));
        let is_there = |side: &Object| refs::at(side, owner).is_some();
        if x == y || !touched(sides.x) || !touched(sides.y) || !is_there(sides.x) || !is_there(sides.y) {
            continue;
        }
        let greater = if order::compare_absent(x, y).is_gt() { x } else { y };
        if let (Some(owner), Some(value)) = (refs::object_at(file, owner), greater) {
            owner.insert((*field).to_owned(), value.clone());
            // A side without the entry may have decided, or be older than the entry: what stood in it stays to be chosen.
            entries.insert(path.clone(), entry::union(old, &entry::field(old.get("base"), x, y)));
        }
    }
    kept
}

/// Keeps what one side left to decide since the base, whatever stands there: its own change may have gone with a record
/// that it named, so that it stands as in the base, and what the other side did would pass for the only change. Gives the
/// paths of the records that are put back.
fn still_open(file: &mut Object, sides: &Sides<'_>, entries: &mut Entries) -> BTreeSet<String> {
    let mut kept = BTreeSet::new();
    for (side, other) in [(sides.x, sides.y), (sides.y, sides.x)] {
        let section = side.get("conflicts").and_then(Value::as_object);
        for (path, entry) in section.into_iter().flatten() {
            let keys = entry::split(path);
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            let Some((field, owner)) = keys.split_last() else { continue };
            if entry::open(sides.base, path).is_some() {
                continue;
            }
            if *field == EXISTS {
                if let Some(record) = refs::at(side, owner)
                    && refs::at(file, owner).is_none()
                    && put(file, owner, record)
                {
                    kept.insert(entry::join(owner));
                }
            } else if entry::open(other, path).is_none()
                // An entry may outlive its record.
                && [side, other].iter().all(|side| refs::at(side, owner).is_some())
                && only_other_changed(&keys, sides.base, side, other)
            {
                put_value(file, &keys, refs::at(side, &keys));
                let theirs = refs::at(other, &keys);
                if !entry::holds(entry, theirs) {
                    entries.insert(path.clone(), entry::value(theirs));
                }
            }
        }
    }
    kept
}

fn only_other_changed(path: &[&str], base: &Object, side: &Object, other: &Object) -> bool {
    let before = refs::at(base, path);
    refs::at(side, path) == before && refs::at(other, path) != before
}

/// Makes `value` stand at `path`, if its record is there.
fn put_value(file: &mut Object, path: &[&str], value: Option<&Value>) {
    let Some((field, owner)) = path.split_last() else { return };
    let Some(owner) = refs::object_at(file, owner) else { return };
    match value {
        Some(value) => owner.insert((*field).to_owned(), value.clone()),
        None => owner.remove(*field),
    };
}

/// The record at `path`, where one side deleted it and the other decided to keep it.
fn needed<'a>(path: &[&str], sides: &Sides<'a>, settled: impl Fn(&Object) -> bool) -> Option<&'a Value> {
    refs::at(sides.base, path)?;
    match (refs::at(sides.x, path), refs::at(sides.y, path)) {
        (Some(record), None) if settled(sides.x) => Some(record),
        (None, Some(record)) if settled(sides.y) => Some(record),
        _ => None,
    }
}

/// Puts a record at `path`; gives whether it is there then.
fn put(file: &mut Object, path: &[&str], record: &Value) -> bool {
    let Some((id, owner)) = path.split_last() else { return false };
    let [top, inner @ ..] = owner else { return false };
    let top = file.entry(*top).or_insert_with(|| Value::Object(Object::new()));
    let owner = inner.iter().try_fold(top, |object, key| object.get_mut(*key));
    let Some(owner) = owner.and_then(Value::as_object_mut) else { return false };
    if !owner.contains_key(*id) {
        owner.insert((*id).to_owned(), record.clone());
    }
    true
}
