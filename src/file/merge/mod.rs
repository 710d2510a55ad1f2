//! The three-way merge of projects by meaning.
//!
//! Works on the raw records, so that what this version does not understand is merged too. The two sides are put in order
//! by their content first: two people who merge the same pair on two computers write the same bytes. Nothing that
//! either side added or changed is lost: what cannot both be shown is kept in the `conflicts` section, and the file stays
//! whole and usable (see the laws in `tests/safety`).

pub(in crate::file) mod entry;
pub(in crate::file) mod groups;
mod kinds;
mod order;
pub(in crate::file) mod refs;
mod reopen;
mod repair;
mod report;
mod text;
mod twins;
mod unsure;
mod values;

use serde_json::Value;

pub(in crate::file) use report::place;
pub use report::{Conflict, Counts, Merged};

use crate::model::Project;
use crate::model::json::{Json as _, Object, Reader};
use repair::Sides;
use values::Merging;

/// Merges two projects that started from `base`. Without a base nothing counts as deleted: everything of both sides is
/// kept, and fields that differ become conflicts. Takes O(n log n) for files of n fields.
pub fn merge(base: Option<&Project>, ours: &Project, theirs: &Project) -> Merged {
    merge_objects(&base.map(object).unwrap_or_default(), &object(ours), &object(theirs))
}

fn merge_objects(base: &Object, ours: &Object, theirs: &Object) -> Merged {
    let (file, chosen, restored) = merge_raw(base, ours, theirs);
    let sides = report::Raw { base, ours, theirs };
    let mut report = report::report(&sides, &file, chosen, restored);
    report.project = project(file);
    report
}

/// As [`merge`], where it is not sure that the sides started from `likely`, and they surely did from `sure`. What is one
/// side's change when they started from the one, and something that it never saw when they started from the other, is
/// left to decide.
pub(in crate::file) fn merge_unsure(
    likely: &Project,
    sure: &Project,
    ours: &Project,
    theirs: &Project,
) -> Merged {
    let [likely, sure, ours, theirs] = [likely, sure, ours, theirs].map(object);
    merge_objects(&unsure::between(&likely, &sure, &ours, &theirs), &ours, &theirs)
}

/// The field at `path` is one of looks or order.
pub(in crate::file) fn is_soft(path: &[&str]) -> bool {
    kinds::kind(path) == kinds::Kind::Soft
}

/// Brings back what the links of `file` end at, from either side. Nothing becomes something to decide.
pub(in crate::file) fn restore_ends(file: &mut Object, x: &Object, y: &Object) {
    let base = Object::new();
    repair::repair(file, &Sides { base: &base, x, y }, Paths::new(), &mut entry::Entries::new());
}

/// The project's file as raw records.
pub(in crate::file) fn object(project: &Project) -> Object {
    match project.to_json() {
        Value::Object(object) => object,
        _ => Object::new(),
    }
}

/// Raw records as a project.
pub(in crate::file) fn project(file: Object) -> Project {
    Project::from_json(Value::Object(file), &mut Reader::default())
        .map(|(project, _)| project)
        .unwrap_or_default()
}

type Paths = std::collections::BTreeSet<String>;

/// The merged file, the soft fields that were chosen without asking, and the records that were brought back.
fn merge_raw(base: &Object, ours: &Object, theirs: &Object) -> (Object, Paths, Paths) {
    if ours == theirs || theirs == base {
        return (ours.clone(), Paths::new(), Paths::new());
    }
    if ours == base {
        return (theirs.clone(), Paths::new(), Paths::new());
    }
    let (x, y) = if is_greater(ours, theirs) { (theirs, ours) } else { (ours, theirs) };
    let unified = twins::unify(&Sides { base, x, y });
    let (x, y) = unified.as_ref().map_or((x, y), |(x, y)| (x, y));
    let (x, y) = if is_greater(x, y) { (y, x) } else { (x, y) };
    let sides = Sides { base, x, y };
    let mut merging = Merging::default();
    let mut file = merging.file(base, x, y);
    let Merging { mut entries, chosen, mut kept } = merging;
    kept.append(&mut reopen::reopen(&mut file, &sides, &mut entries));
    let restored = repair::repair(&mut file, &sides, kept, &mut entries);
    groups::repair(&mut file, &sides, &mut entries);
    twins::relabel(&mut file, &sides);
    entry::add(&mut file, &sides, entries);
    repair::drop_settled(&mut file);
    (file, chosen, restored)
}

fn is_greater(a: &Object, b: &Object) -> bool {
    order::compare_objects(a, b).is_gt()
}
