//! Which earlier version two versions that went apart are merged against.
//!
//! Versions are compared field by field; a field stands as a hash of its path and one of its value, so that thirty
//! versions of a large project are compared in a moment.

use std::cmp::Ordering;
use std::hash::{DefaultHasher, Hash, Hasher as _};

use serde_json::Value;

use super::merge::object;
use crate::model::Project;

/// The fields of a version by the hash of their path, in order.
pub(super) struct Fields(Vec<(u64, u64)>);

impl Fields {
    /// The fields of `project`. Takes O(n log n).
    pub(super) fn of(project: &Project) -> Self {
        let mut fields = Vec::new();
        for (key, value) in &object(project) {
            collect(&mut fields, step(0, key), value);
        }
        fields.sort_unstable();
        Self(fields)
    }

    fn get(&self, path: u64) -> Option<u64> {
        let place = self.0.binary_search_by_key(&path, |(path, _)| *path).ok()?;
        self.0.get(place).map(|(_, value)| *value)
    }

    /// Calls `found` with the path of every field that is not the same in `other`.
    fn differing(&self, other: &Self, mut found: impl FnMut(u64)) {
        let (mut ours, mut theirs) = (self.0.iter().peekable(), other.0.iter().peekable());
        loop {
            let order = match (ours.peek(), theirs.peek()) {
                (None, None) => return,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(a), Some(b)) => a.0.cmp(&b.0),
            };
            let (a, b) = match order {
                Ordering::Less => (ours.next(), None),
                Ordering::Greater => (None, theirs.next()),
                Ordering::Equal => (ours.next(), theirs.next()),
            };
            if let Some((path, _)) = a.or(b).filter(|_| a != b) {
                found(*path);
            }
        }
    }

    /// In how many fields the two differ.
    pub(super) fn distance(&self, other: &Self) -> usize {
        let mut count = 0;
        self.differing(other, |_| count += 1);
        count
    }

    /// More than half of what changed from `before` to this version is in `side`; of nothing, all is.
    pub(super) fn is_in(&self, side: &Self, before: &Self) -> bool {
        let (mut changed, mut held) = (0_usize, 0_usize);
        self.differing(before, |path| {
            changed += 1;
            held += usize::from(side.get(path) == self.get(path));
        });
        changed == 0 || held * 2 > changed
    }
}

fn step(path: u64, key: &str) -> u64 {
    // The default keys of this hasher are the same in every run.
    let mut hasher = DefaultHasher::new();
    (path, key).hash(&mut hasher);
    hasher.finish()
}

fn collect(fields: &mut Vec<(u64, u64)>, path: u64, value: &Value) {
    match value {
        Value::Object(object) if !object.is_empty() => {
            for (key, value) in object {
                collect(fields, step(path, key), value);
            }
        }
        value => {
            let mut hasher = DefaultHasher::new();
            value.hash(&mut hasher);
            fields.push((path, hasher.finish()));
        }
    }
}

/// The place in `versions` (newest first) of the base for merging what `sides` hold: the newest version that all of them
/// continued from. `None` when there are no versions.
///
/// A side that holds more than half of what a version changed continued from it. What it changed is counted from each
/// older version: the versions of a file are no row when sync programs put one over the other, and a version that merged
/// two others is continued only by what holds the greater part of both. A base that is too old asks too much; one that is
/// too new reads what somebody never saw as deleted.
pub(super) fn newest_in(versions: &[Fields], sides: &[&Fields]) -> Option<usize> {
    let last = versions.len().checked_sub(1)?;
    let continued = |place: &usize| {
        let Some((version, older)) = versions.get(*place..).and_then(<[Fields]>::split_first) else {
            return false;
        };
        !older.is_empty() && older.iter().all(|before| sides.iter().all(|side| version.is_in(side, before)))
    };
    Some((0..last).find(continued).unwrap_or(last))
}

/// The one of `versions` that differs least from `version`; the first of several.
pub(super) fn nearest<'a>(versions: &'a [Fields], version: &Fields) -> Option<&'a Fields> {
    versions.iter().min_by_key(|other| other.distance(version))
}

/// The base for merging `ours`, which we last loaded or saved, with `disk`, a version that somebody else put into the
/// file. `versions` are those that were kept, newest first.
///
/// A version that holds more than half of what our last save changed continues from that save. One that does not was
/// made before it: a sync program, or another writer, put it over ours, and our save must not read as something they
/// took back. If that went to and fro before, both sides merge from what both continued from, so that they come to
/// agree. Takes O(v·n log n + v²·n).
pub fn choose_base<'a>(versions: &[&'a Project], ours: &'a Project, disk: &Project) -> Option<&'a Project> {
    if goes_to_and_fro(versions, ours, disk) {
        let before: Vec<&Project> =
            versions.iter().copied().filter(|version| *version != ours && *version != disk).collect();
        let fields: Vec<Fields> = before.iter().map(|version| Fields::of(version)).collect();
        if let Some(place) = newest_in(&fields, &[&Fields::of(disk), &Fields::of(ours)]) {
            return before.get(place).copied();
        }
    }
    let place = versions.iter().position(|version| *version == ours);
    // What is kept of the version on the disk since it came says nothing about where it started. Kept before ours it is
    // an old version that came back.
    let is_older = |at: usize| place.is_some_and(|place| at > place);
    let known = versions.iter().enumerate().filter(|(at, version)| ***version != *disk || is_older(*at));
    let older = known.map(|(_, version)| *version).filter(|version| *version != ours);
    let all: Vec<&Project> = std::iter::once(ours).chain(older).collect();
    let fields: Vec<Fields> = all.iter().map(|version| Fields::of(version)).collect();
    newest_in(&fields, &[&Fields::of(disk)]).and_then(|place| all.get(place).copied())
}

/// We put ours over this version before, and here it is again: to another it is ours that is the old version that came
/// back.
fn goes_to_and_fro(versions: &[&Project], ours: &Project, disk: &Project) -> bool {
    let mut before = versions.iter().skip_while(|version| **version != ours);
    [ours, disk, ours].into_iter().all(|next| before.any(|version| *version == next))
}
