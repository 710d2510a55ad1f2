//! Changes that we saved and that are gone from the file: taken back by somebody, or lost by a sync program.

use std::collections::BTreeSet;

use serde_json::Value;

use super::merge::{object, project, restore_ends};
use crate::model::Project;
use crate::model::json::Object;

/// `now` with everything put back that we changed from `before` to `after`, that we still had in `ours`, and that is as
/// it was before in `now`. `None` when nothing is gone. What we took back ourselves stays taken back, and what somebody
/// changed to something else is their change, and stays. Takes O(n log n).
pub fn put_back(before: &Project, after: &Project, ours: &Project, now: &Project) -> Option<Project> {
    let (before, after, mut file) = (object(before), object(after), object(now));
    if !restore(&before, &after, &object(ours), &mut file, 0) {
        return None;
    }
    // A link that comes back brings its ends.
    let now = object(now);
    restore_ends(&mut file, &now, &after);
    Some(project(file))
}

/// Puts back inside one object; gives whether anything was.
fn restore(before: &Object, after: &Object, ours: &Object, now: &mut Object, depth: usize) -> bool {
    let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let mut restored = false;
    let nothing = Object::new();
    for key in keys {
        let (old, new) = (before.get(key), after.get(key));
        if old == new || depth == 0 && key == "conflicts" {
            continue;
        }
        if let (Some(Value::Object(old)), Some(Value::Object(new)), Some(Value::Object(now))) =
            (old, new, now.get_mut(key))
        {
            let ours = ours.get(key).and_then(Value::as_object).unwrap_or(&nothing);
            restored |= restore(old, new, ours, now, depth + 1);
        } else if now.get(key) == old && had(ours.get(key), new) {
            match new {
                Some(new) => now.insert(key.clone(), new.clone()),
                None => now.remove(key),
            };
            restored = true;
        }
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
