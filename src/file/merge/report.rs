//! What a merge did, for people.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value;

use super::entry::{self, EXISTS};
use super::refs;
use crate::model::Project;
use crate::model::json::Object;

/// One thing that a merge left to decide, as seen by those who merge.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Conflict {
    /// The path in the `conflicts` section.
    pub path: String,
    /// The collection, such as `elements`.
    pub collection: String,
    /// The record's id; empty for the project itself.
    pub id: String,
    /// The path inside the record, such as `ratings/s_x/interest`; `exists` for the record as a whole.
    pub field: String,
    /// The value before both changed it; absent when there was none.
    pub base: Option<Value>,
    /// Our value; absent when we took it away.
    pub ours: Option<Value>,
    /// Their value; absent when they took it away.
    pub theirs: Option<Value>,
    /// The value that the merged project shows.
    pub kept: Option<Value>,
}

/// How many records a side added, deleted and changed since the base.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Records added.
    pub added: usize,
    /// Records deleted.
    pub removed: usize,
    /// Records changed.
    pub changed: usize,
}

impl Counts {
    /// Nothing changed.
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// In words, such as "4 additions and 2 edits".
    pub fn words(self) -> String {
        let count = |number: usize, one: &str| match number {
            0 => None,
            1 => Some(format!("1 {one}")),
            _ => Some(format!("{number} {one}s")),
        };
        let parts =
            [count(self.added, "addition"), count(self.removed, "deletion"), count(self.changed, "edit")];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        match parts.as_slice() {
            [] => "no changes".to_owned(),
            [one] => one.clone(),
            [head @ .., last] => format!("{} and {last}", head.join(", ")),
        }
    }
}

/// A merged project and what there is to say about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// The project.
    pub project: Project,
    /// What this merge left to decide. The project's `conflicts` may hold more, from earlier merges.
    pub conflicts: Vec<Conflict>,
    /// What we changed since the base.
    pub ours: Counts,
    /// What they changed since the base.
    pub theirs: Counts,
    /// What the merge brings to our side: what a message says.
    pub came_in: Counts,
    /// Paths of fields of looks and order that both changed; the greater value holds.
    pub chosen: Vec<String>,
    /// Paths of records that one side deleted and the other still needed.
    pub restored: Vec<String>,
}

/// The sides of a merge as the caller named them.
pub(super) struct Raw<'a> {
    pub(super) base: &'a Object,
    pub(super) ours: &'a Object,
    pub(super) theirs: &'a Object,
}

pub(super) fn report(
    sides: &Raw<'_>,
    file: &Object,
    chosen: BTreeSet<String>,
    restored: BTreeSet<String>,
) -> Merged {
    let section = file.get("conflicts").and_then(Value::as_object).into_iter().flatten();
    let known = |path: &str, value: &Value| {
        let same = |side: &Object| side.get("conflicts").and_then(|section| section.get(path)) == Some(value);
        same(sides.ours) || same(sides.theirs)
    };
    let new = section.filter(|(path, value)| !known(path, value));
    Merged {
        project: Project::default(),
        conflicts: new.map(|(path, _)| conflict(path, sides, file)).collect(),
        ours: counts(sides.base, sides.ours),
        theirs: counts(sides.base, sides.theirs),
        came_in: counts(sides.ours, file),
        chosen: chosen.into_iter().collect(),
        restored: restored.into_iter().collect(),
    }
}

fn conflict(path: &str, sides: &Raw<'_>, file: &Object) -> Conflict {
    let keys = entry::split(path);
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let read = |side: &Object| match keys.as_slice() {
        [record @ .., EXISTS] => {
            Some(Value::from(if refs::at(side, record).is_some() { "kept" } else { "deleted" }))
        }
        keys => refs::at(side, keys).cloned(),
    };
    let (collection, id, field) = place(&keys);
    Conflict {
        path: path.to_owned(),
        collection,
        id,
        field,
        base: read(sides.base),
        ours: read(sides.ours),
        theirs: read(sides.theirs),
        kept: read(file),
    }
}

/// Collection, id and field of a path. The project itself has no id.
pub(in crate::file) fn place(keys: &[&str]) -> (String, String, String) {
    match keys {
        ["project", field @ ..] => ("project".to_owned(), String::new(), entry::join(field)),
        [collection, id, field @ ..] => ((*collection).to_owned(), (*id).to_owned(), entry::join(field)),
        keys => (entry::join(keys), String::new(), String::new()),
    }
}

/// What changed record by record. Elements' places on a map count as changes of the map.
fn counts<'a>(before: &'a Object, after: &'a Object) -> Counts {
    let mut counts = Counts::default();
    let tops: BTreeSet<&String> =
        before.keys().chain(after.keys()).filter(|key| *key != "conflicts").collect();
    let nothing = Object::new();
    for top in tops {
        let (a, b) = (before.get(top), after.get(top));
        if a == b {
            continue;
        }
        let records = |side: Option<&'_ Value>| side.is_none_or(super::values::is_records);
        if top == "project" || !records(a) || !records(b) {
            counts.changed += 1;
            continue;
        }
        let object = |side: Option<&'a Value>| side.and_then(Value::as_object);
        let (a, b) = (object(a).unwrap_or(&nothing), object(b).unwrap_or(&nothing));
        counts.removed += a.keys().filter(|id| !b.contains_key(*id)).count();
        for (id, record) in b {
            match a.get(id) {
                None => counts.added += 1,
                Some(old) if old != record => counts.changed += 1,
                Some(_) => {}
            }
        }
    }
    counts
}
