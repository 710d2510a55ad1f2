//! Groups that two people put into each other.

use std::collections::BTreeSet;

use serde_json::Value;

use super::entry::{self, Entries};
use super::refs;
use super::repair::Sides;
use crate::model::json::Object;

/// Gives every group of every map a parent that is there, and breaks circles: the group with the greatest id goes back
/// to its parent in the base, or to none.
pub(super) fn repair(file: &mut Object, sides: &Sides<'_>, entries: &mut Entries) {
    let Some(maps) = file.get("maps").and_then(Value::as_object) else { return };
    let maps: Vec<String> = maps.keys().cloned().collect();
    for map in maps {
        let place = ["maps", map.as_str(), "groups"];
        let Some(groups) = refs::object_at(file, &place) else { continue };
        orphans(groups, sides, &place);
        let mut sent_back = BTreeSet::new();
        while let Some(group) = greatest_in_circle(groups) {
            let path = [&place[..], &[group.as_str(), "parent"]].concat();
            let base = refs::at(sides.base, &path);
            let first = sent_back.insert(group.clone());
            let back = base
                .filter(|parent| first && parent.as_str().is_some_and(|parent| groups.contains_key(parent)));
            if let Some(Value::Object(record)) = groups.get_mut(&group) {
                match back {
                    Some(parent) => record.insert("parent".to_owned(), parent.clone()),
                    None => record.remove("parent"),
                };
            }
            let (x, y) = (refs::at(sides.x, &path), refs::at(sides.y, &path));
            entries.insert(entry::join(&path), entry::field(base, x, y));
        }
    }
}

/// A group of some map lies, however deep, in itself.
pub(in crate::file) fn has_circle(file: &Object) -> bool {
    let maps = file.get("maps").and_then(Value::as_object).into_iter().flat_map(Object::values);
    let groups = maps.filter_map(|map| map.get("groups").and_then(Value::as_object));
    groups.into_iter().any(|groups| greatest_in_circle(groups).is_some())
}

/// Groups whose parent was deleted stand on their own.
fn orphans(groups: &mut Object, sides: &Sides<'_>, place: &[&str]) {
    let gone =
        |parent: &str| sides.all().iter().any(|side| refs::at(side, &[place, &[parent]].concat()).is_some());
    let orphans: Vec<String> = groups
        .iter()
        .filter(|(_, group)| parent(group).is_some_and(|parent| !groups.contains_key(parent) && gone(parent)))
        .map(|(id, _)| id.clone())
        .collect();
    for id in orphans {
        refs::forget(groups, refs::How::Is, &[&id, "parent"], "");
    }
}

fn parent(group: &Value) -> Option<&str> {
    group.get("parent").and_then(Value::as_str)
}

/// The greatest id among the groups that lie, however deep, in themselves.
fn greatest_in_circle(groups: &Object) -> Option<String> {
    let in_circle = |start: &String| {
        let mut at = groups.get(start).and_then(parent);
        for _ in 0..groups.len() {
            match at {
                Some(at) if at == start => return true,
                Some(next) => at = groups.get(next).and_then(parent),
                None => return false,
            }
        }
        false
    };
    groups.keys().rev().find(|id| in_circle(id)).cloned()
}
