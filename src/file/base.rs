//! Which earlier version two versions that went apart are merged against.
//!
//! Versions are compared field by field; a field stands as a hash of its path and one of its value, so that thirty
//! versions of a large project are compared in a moment.

use std::cmp::Ordering;
use std::hash::{DefaultHasher, Hash, Hasher as _};

use serde_json::Value;

use super::merge::{Merged, is_soft, merge, merge_unsure, object};
use crate::model::Project;

/// How much of what a version changed a side must hold to have continued from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Proof {
    /// More than half.
    Likely,
    /// More than half, and nothing of it stands as in the version before.
    Sure,
}

/// One field of a version.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Field {
    /// The hash of its path, by which fields are in order.
    path: u64,
    /// The hash of its value.
    value: u64,
    /// It is one of looks or order.
    is_soft: bool,
}

/// The fields of a version.
pub(super) struct Fields(Vec<Field>);

impl Fields {
    /// The fields of `project`. Takes O(n log n).
    pub(super) fn of(project: &Project) -> Self {
        let (file, mut fields) = (object(project), Vec::new());
        for (key, value) in &file {
            collect(&mut fields, step(0, key), &mut vec![key], value);
        }
        fields.sort_unstable_by_key(|field| field.path);
        Self(fields)
    }

    fn get(&self, path: u64) -> Option<u64> {
        let place = self.0.binary_search_by_key(&path, |field| field.path).ok()?;
        self.0.get(place).map(|field| field.value)
    }

    /// Calls `found` with every field that is not the same in `other`, as it is here if it is.
    fn differing(&self, other: &Self, mut found: impl FnMut(Field)) {
        let (mut ours, mut theirs) = (self.0.iter().peekable(), other.0.iter().peekable());
        loop {
            let order = match (ours.peek(), theirs.peek()) {
                (None, None) => return,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(a), Some(b)) => a.path.cmp(&b.path),
            };
            let (a, b) = match order {
                Ordering::Less => (ours.next(), None),
                Ordering::Greater => (None, theirs.next()),
                Ordering::Equal => (ours.next(), theirs.next()),
            };
            if let Some(field) = a.or(b).filter(|_| a != b) {
                found(*field);
            }
        }
    }

    /// In how many fields the two differ.
    pub(super) fn distance(&self, other: &Self) -> usize {
        let mut count = 0;
        self.differing(other, |_| count += 1);
        count
    }

    /// How much of what changed from `before` to this version `side` has.
    fn share_in(&self, side: &Self, before: &Self) -> Share {
        let mut share = Share::default();
        self.differing(before, |field| {
            let there = side.get(field.path);
            let (is_kept, is_undone) = (there == self.get(field.path), there == before.get(field.path));
            share.kept += usize::from(is_kept);
            share.undone += usize::from(is_undone);
            // Who moves what somebody moved has seen it or not.
            share.changed += usize::from(is_kept || is_undone || !field.is_soft);
        });
        share
    }

    /// More than half of what changed from `before` to this version is in `side`; of nothing, all is.
    pub(super) fn is_in(&self, side: &Self, before: &Self) -> bool {
        let Share { changed, kept, .. } = self.share_in(side, before);
        changed == 0 || kept * 2 > changed
    }
}

/// How many fields a version changed, and of these how many a side has as they are in it, and as they were before it.
#[derive(Default)]
struct Share {
    changed: usize,
    kept: usize,
    undone: usize,
}

fn step(path: u64, key: &str) -> u64 {
    // The default keys of this hasher are the same in every run.
    let mut hasher = DefaultHasher::new();
    (path, key).hash(&mut hasher);
    hasher.finish()
}

fn collect<'a>(fields: &mut Vec<Field>, path: u64, keys: &mut Vec<&'a str>, value: &'a Value) {
    match value {
        Value::Object(object) if !object.is_empty() => {
            for (key, value) in object {
                keys.push(key);
                collect(fields, step(path, key), keys, value);
                keys.pop();
            }
        }
        value => {
            let mut hasher = DefaultHasher::new();
            value.hash(&mut hasher);
            fields.push(Field { path, value: hasher.finish(), is_soft: is_soft(keys) });
        }
    }
}

/// The place in `versions` (newest first) of the base for merging what `sides` hold: the newest version that all of them
/// continued from. `None` when there are no versions.
///
/// A side that holds what a version changed, as far as `proof` asks, continued from it. What it changed is counted from
/// each older version: the versions of a file are no row when sync programs put one over the other, and a version that
/// merged two others is continued only by what holds the greater part of both. A base that is too old asks too much; one
/// that is too new reads what somebody never saw as deleted.
fn newest_in(versions: &[Fields], sides: &[&Fields], proof: Proof) -> Option<usize> {
    let last = versions.len().checked_sub(1)?;
    let continued = |place: &usize| {
        let Some((version, older)) = versions.get(*place..).and_then(<[Fields]>::split_first) else {
            return false;
        };
        let is_held = |before| sides.iter().all(|side| version.is_in(side, before));
        let is_intact = |before| sides.iter().all(|side| version.share_in(side, before).undone == 0);
        let is_sure = || proof == Proof::Likely || older.first().is_some_and(is_intact);
        !older.is_empty() && older.iter().all(is_held) && is_sure()
    };
    Some((0..last).find(continued).unwrap_or(last))
}

/// The one of `versions` that differs least from `version`; the first of several.
pub(super) fn nearest<'a>(versions: &'a [Fields], version: &Fields) -> Option<&'a Fields> {
    versions.iter().min_by_key(|other| other.distance(version))
}

/// The versions that two sides may have gone apart from. Mostly both are one; without any nothing counts as deleted.
#[derive(Clone, Copy, Debug)]
pub struct Bases<'a> {
    /// The newest version that both likely continued from.
    pub likely: Option<&'a Project>,
    /// The newest version that both surely continued from.
    pub sure: Option<&'a Project>,
}

impl Bases<'_> {
    /// Merges `ours` and `theirs`. What one base reads as their change and the other as something that they never saw is
    /// left to decide: neither somebody's work nor somebody's deletion goes without a word. As [`super::merge()`]
    /// otherwise.
    pub fn merge(&self, ours: &Project, theirs: &Project) -> Merged {
        match (self.likely, self.sure) {
            (Some(likely), Some(sure)) if likely != sure => merge_unsure(likely, sure, ours, theirs),
            (_, sure) => merge(sure, ours, theirs),
        }
    }
}

/// The bases among `versions`, newest first, for merging what `sides` hold.
pub(super) fn bases_of<'a>(versions: &[&'a Project], sides: &[&Project]) -> Bases<'a> {
    let fields: Vec<Fields> = versions.iter().map(|version| Fields::of(version)).collect();
    let sides: Vec<Fields> = sides.iter().map(|side| Fields::of(side)).collect();
    let sides: Vec<&Fields> = sides.iter().collect();
    let newest = |proof| versions.get(newest_in(&fields, &sides, proof)?).copied();
    Bases { likely: newest(Proof::Likely), sure: newest(Proof::Sure) }
}

/// The bases for merging `ours`, which we last loaded or saved, with `disk`, a version that somebody else put into the
/// file. `versions` are those that were kept, newest first.
///
/// A version that holds more than half of what our last save changed likely continues from that save, and surely does if
/// it took back nothing of it. One that holds less was made before it: a sync program, or another writer, put it over
/// ours, and our save must not read as something they took back.
///
/// If that went to and fro before, both sides merge from what both continued from, so that they come to agree; or from
/// nothing, which keeps everything, if that would only put one of the two over the other again. Takes
/// O(v·n log n + v²·n).
pub fn choose_bases<'a>(versions: &[&'a Project], ours: &'a Project, disk: &Project) -> Bases<'a> {
    if goes_to_and_fro(versions, ours, disk) {
        let before: Vec<&Project> =
            versions.iter().copied().filter(|version| *version != ours && *version != disk).collect();
        let base = bases_of(&before, &[disk, ours]).likely;
        let ends = |base| ![ours, disk].contains(&&merge(base, ours, disk).project);
        let base = base.filter(|base| ends(Some(base)));
        return Bases { likely: base, sure: base };
    }
    let place = versions.iter().position(|version| *version == ours);
    // What is kept of the version on the disk since it came says nothing about where it started. Kept before ours it is
    // an old version that came back.
    let is_older = |at: usize| place.is_some_and(|place| at > place);
    let known = versions.iter().enumerate().filter(|(at, version)| ***version != *disk || is_older(*at));
    let older = known.map(|(_, version)| *version).filter(|version| *version != ours);
    let all: Vec<&Project> = std::iter::once(ours).chain(older).collect();
    bases_of(&all, &[disk])
}

/// We put ours over this version before, and here it is again: to another it is ours that is the old version that came
/// back.
fn goes_to_and_fro(versions: &[&Project], ours: &Project, disk: &Project) -> bool {
    let mut before = versions.iter().skip_while(|version| **version != ours);
    [ours, disk, ours].into_iter().all(|next| before.any(|version| *version == next))
}
