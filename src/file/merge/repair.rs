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

/// Brings back what somebody still needs and takes out mentions of what is gone. Gives sentences about it.
pub(super) fn repair(file: &mut Object, sides: &Sides<'_>, entries: &mut Entries) -> BTreeSet<String> {
    let restored = restore(file, sides, entries);
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
    let mut back: BTreeSet<(String, &'static str, String)> = BTreeSet::new();
    let Some(maps) = file.get("maps").and_then(Value::as_object) else { return };
    for (map, record) in maps {
        for path in restored {
            let keys = entry::split(path);
            if let [home, id] = keys.as_slice()
                && let Some(home) = ["elements", "links"].into_iter().find(|known| known == home)
            {
                back.insert((map.clone(), home, id.clone()));
            }
        }
        let shown = record.get("links").and_then(Value::as_object).into_iter().flat_map(Object::keys);
        for link in shown {
            let ends = refs::at(file, &["links", link, "ends"]).and_then(Value::as_array);
            for end in ends.into_iter().flatten().filter_map(Value::as_str) {
                if record.get("elements").and_then(|shown| shown.get(end)).is_none()
                    && refs::has(file, &["elements"], end)
                {
                    back.insert((map.clone(), "elements", end.to_owned()));
                }
            }
        }
    }
    for (map, home, id) in back {
        let place = ["maps", &map, home, &id];
        if refs::at(file, &place).is_none()
            && let Some(record) = sides.find(&place)
            && let Some(map) = refs::object_at(file, &["maps", &map])
            && let Some(shown) = collection(map, home)
        {
            shown.insert(id, record.clone());
        }
    }
}

/// Takes out entries about records that are gone.
pub(super) fn drop_settled(file: &mut Object) {
    let Some(Value::Object(section)) = file.get("conflicts") else { return };
    let gone = |path: &str| {
        let keys = entry::split(path);
        match keys.as_slice() {
            [home, id, field, ..] if home != "project" => {
                let known = file.get(home.as_str()).is_some();
                known && !refs::has(file, &[home], id) && field != EXISTS
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
