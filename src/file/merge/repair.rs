//! Mending what the merge of single fields breaks between records.

use std::collections::BTreeSet;

use serde_json::Value;

use super::entry::{self, EXISTS, Entries};
use super::refs::{self, Bond, How};
use crate::model::json::Object;

/// The sides of a merge.
pub(super) struct Sides<'a> {
    pub(super) base: &'a Object,
    pub(super) x: &'a Object,
    pub(super) y: &'a Object,
}

impl<'a> Sides<'a> {
    pub(super) fn all(&self) -> [&'a Object; 3] {
        [self.base, self.x, self.y]
    }

    /// The first side that has something at a place.
    fn find(&self, path: &[&str]) -> Option<&'a Value> {
        self.all().into_iter().find_map(|side| refs::at(side, path))
    }
}

/// Brings back what somebody still needs and takes out mentions of what is gone. `kept` are the paths of records that
/// are back already. Gives the paths of all that are back.
pub(super) fn repair(
    file: &mut Object,
    sides: &Sides<'_>,
    kept: BTreeSet<String>,
    entries: &mut Entries,
) -> BTreeSet<String> {
    let mut restored = kept;
    restored.append(&mut restore(file, sides, entries));
    forget_the_gone(file, sides);
    put_back_on_maps(file, sides, &restored);
    restored
}

/// Restores records that links end at or that one side newly named, until nothing is missing. Gives their paths.
fn restore(file: &mut Object, sides: &Sides<'_>, entries: &mut Entries) -> BTreeSet<String> {
    let mut restored = BTreeSet::new();
    loop {
        let mut missing: Vec<(&'static str, String)> = Vec::new();
        refs::references(file, &mut |reference| {
            let rule = reference.rule;
            if rule.bond == Bond::Weak || refs::has(file, rule.to, reference.id) {
                return;
            }
            let home = rule.to.iter().find(|home| sides.find(&[home, reference.id]).is_some());
            let Some(home) = home else { return };
            // Who deleted the record and left the mention meant it so.
            let left_behind =
                |side: &Object| !refs::has(side, rule.to, reference.id) && reference.is_in(side);
            if rule.bond == Bond::Strong && [sides.x, sides.y].into_iter().any(left_behind) {
                return;
            }
            missing.push((home, reference.id.to_owned()));
        });
        if missing.is_empty() {
            return restored;
        }
        for (home, id) in missing {
            if let Some(record) = sides.find(&[home, &id])
                && let Some(collection) = collection(file, home)
            {
                collection.insert(id.clone(), record.clone());
                entries.insert(entry::join(&[home, &id, EXISTS]), entry::existence());
                restored.insert(entry::join(&[home, &id]));
            }
        }
    }
}

fn collection<'a>(file: &'a mut Object, key: &str) -> Option<&'a mut Object> {
    file.entry(key).or_insert_with(|| Value::Object(Object::new())).as_object_mut()
}

/// Takes out mentions of records that were there and are gone.
fn forget_the_gone(file: &mut Object, sides: &Sides<'_>) {
    let mut gone: Vec<(How, Vec<String>, String)> = Vec::new();
    refs::references(file, &mut |reference| {
        let rule = reference.rule;
        let was_there = || rule.to.iter().any(|home| sides.find(&[home, reference.id]).is_some());
        if rule.bond == Bond::Weak && !refs::has(file, rule.to, reference.id) && was_there() {
            let path = reference.path.iter().map(|key| (*key).to_owned()).collect();
            gone.push((rule.how, path, reference.id.to_owned()));
        }
    });
    for (how, path, id) in gone {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        refs::forget(file, how, &path, &id);
    }
}

/// Restored elements and links stand on their maps again, and so do the ends of links that a map shows.
fn put_back_on_maps(file: &mut Object, sides: &Sides<'_>, restored: &BTreeSet<String>) {
    let Some(maps) = file.get("maps").and_then(Value::as_object) else { return };
    let maps: Vec<String> = maps.keys().cloned().collect();
    for map in &maps {
        for path in restored {
            let keys = entry::split(path);
            if let [home, id] = keys.as_slice()
                && let Some(home) = ["elements", "links"].into_iter().find(|known| known == home)
            {
                show_again(file, sides, [map, home, id]);
            }
        }
        for end in ends_not_shown(file, map) {
            show_again(file, sides, [map, "elements", &end]);
        }
    }
}

/// Elements that links on the map end at and that it does not show.
fn ends_not_shown(file: &Object, map: &str) -> BTreeSet<String> {
    let shown = |home: &str| refs::at(file, &["maps", map, home]).and_then(Value::as_object);
    let links = shown("links").into_iter().flat_map(Object::keys);
    let ends = links.filter_map(|link| refs::at(file, &["links", link, "ends"])?.as_array());
    let is_shown = |end: &str| shown("elements").is_some_and(|elements| elements.contains_key(end));
    let hidden = |end: &&str| !is_shown(end) && refs::has(file, &["elements"], end);
    ends.flatten().filter_map(Value::as_str).filter(hidden).map(str::to_owned).collect()
}

/// Shows a record on a map where it stood on some side.
fn show_again(file: &mut Object, sides: &Sides<'_>, [map, home, id]: [&str; 3]) {
    let place = ["maps", map, home, id];
    if refs::at(file, &place).is_none()
        && let Some(record) = sides.find(&place)
        && let Some(map) = refs::object_at(file, &["maps", map])
        && let Some(shown) = collection(map, home)
    {
        shown.insert(id.to_owned(), record.clone());
    }
}

/// Takes out entries about records that are gone.
pub(super) fn drop_settled(file: &mut Object) {
    let Some(Value::Object(section)) = file.get("conflicts") else { return };
    let gone = |path: &str| {
        let keys = entry::split(path);
        match keys.as_slice() {
            [record @ .., field] if field == EXISTS => {
                let record: Vec<&str> = record.iter().map(String::as_str).collect();
                refs::at(file, &record).is_none()
            }
            [home, id, ..] if home != "project" => {
                file.get(home.as_str()).is_some() && !refs::has(file, &[home], id)
            }
            _ => false,
        }
    };
    let gone: Vec<String> = section.keys().filter(|path| gone(path)).cloned().collect();
    if let Some(Value::Object(section)) = file.get_mut("conflicts") {
        section.retain(|path, _| !gone.contains(path));
        if section.is_empty() {
            file.remove("conflicts");
        }
    }
}
