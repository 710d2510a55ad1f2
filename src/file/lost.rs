//! Changes that we saved and that are gone from the file: taken back by somebody, or lost by a sync program.

use std::collections::BTreeSet;

use serde_json::Value;

use super::merge::entry::{self, EXISTS};
use super::merge::{object, project, restore_ends};
use crate::model::Project;
use crate::model::json::Object;

/// `now` with everything put back that we changed from `before` to `after`, that we still had in `ours`, and that is as
/// it was before in `now`. `None` when nothing is gone. What we took back ourselves stays taken back, what somebody
/// changed to something else is their change and stays, and what is there to decide is not gone. Takes O(n log n).
pub fn put_back(before: &Project, after: &Project, ours: &Project, now: &Project) -> Option<Project> {
    let (before, after, mut file) = (object(before), object(after), object(now));
    let has = |path: &[&str]| now.conflicts.contains_key(&entry::join(path));
    let open = |path: &[&str]| match path {
        // A record that came back stands on its maps again.
        ["maps", _, home, id] if has(&[home, id, EXISTS]) => true,
        path => has(path) || has(&[path, &[EXISTS]].concat()),
    };
    if !restore(&mut Vec::new(), [&before, &after], &object(ours), &mut file, &open) {
        return None;
    }
    // A link that comes back brings its ends.
    let now = object(now);
    restore_ends(&mut file, &now, &after);
    Some(project(file))
}

/// Puts back inside the object at `path`, where `before`, `after` and `ours` are as in [`put_back`]; gives whether
/// anything was.
fn restore<'a>(
    path: &mut Vec<&'a str>,
    [before, after]: [&'a Object; 2],
    ours: &Object,
    now: &mut Object,
    is_open: &impl Fn(&[&str]) -> bool,
) -> bool {
    let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let mut restored = false;
    let nothing = Object::new();
    for key in keys {
        let (old, new) = (before.get(key), after.get(key));
        if old == new || path.is_empty() && key == "conflicts" {
            continue;
        }
        path.push(key);
        if let (Some(Value::Object(old)), Some(Value::Object(new)), Some(Value::Object(now))) =
            (old, new, now.get_mut(key))
        {
            let ours = ours.get(key).and_then(Value::as_object).unwrap_or(&nothing);
            restored |= restore(path, [old, new], ours, now, is_open);
        } else if now.get(key) == old && had(ours.get(key), new) && !is_open(path) {
            match new {
                Some(new) => now.insert(key.clone(), new.clone()),
                None => now.remove(key),
            };
            restored = true;
        }
        path.pop();
    }
    restored
}

/// We had what we saved: the value, or the record with whatever was changed in it since.
fn had(ours: Option<&Value>, saved: Option<&Value>) -> bool {
    match (ours, saved) {
        (Some(Value::Object(_)), Some(Value::Object(_))) => true,
        (ours, saved) => ours == saved,
    }
}
