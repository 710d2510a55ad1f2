//! What was left to decide, and was decided by both sides, each otherwise.

use serde_json::Value;

use super::entry::{self, EXISTS, Entries};
use super::repair::Sides;
use super::{order, refs};
use crate::model::json::Object;

/// Leaves to decide what the base left to decide and both sides touched and see otherwise. One of them may have decided
/// for the value that the base shows: that is a decision too, though no value changed. The greater value shows.
pub(super) fn reopen(file: &mut Object, sides: &Sides<'_>, entries: &mut Entries) {
    let Some(Value::Object(open)) = sides.base.get("conflicts") else { return };
    for (path, old) in open {
        let keys = entry::split(path);
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        let Some((field, owner)) = keys.split_last().filter(|(field, _)| **field != EXISTS) else { continue };
        let touched = |side: &Object| {
            let now = side.get("conflicts").and_then(|section| section.get(path));
            now != Some(old) || refs::at(side, &keys) != refs::at(sides.base, &keys)
        };
        let (x, y) = (refs::at(sides.x, &keys), refs::at(sides.y, &keys));
        let is_there = |side: &Object| refs::at(side, owner).is_some();
        if x == y || !touched(sides.x) || !touched(sides.y) || !is_there(sides.x) || !is_there(sides.y) {
            continue;
        }
        let greater = if order::compare_absent(x, y).is_gt() { x } else { y };
        if let (Some(owner), Some(value)) = (refs::object_at(file, owner), greater) {
            owner.insert((*field).to_owned(), value.clone());
            entries.insert(path.clone(), entry::field(old.get("base"), x, y));
        }
    }
}
