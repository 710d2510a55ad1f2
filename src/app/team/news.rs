//! What came in last, for the panel and the canvas.

use std::sync::Arc;

use crate::app::session::now;
use crate::app::view_state::Changes;
use crate::file::{self, Conflict, Counts, Diff, Merged};
use crate::model::Project;
use crate::scene::draw::Change;

/// What came in with one version of somebody else's.
#[derive(Clone, Debug)]
pub(in crate::app) struct News {
    /// Who made it, if presence tells.
    pub who: Option<String>,
    /// The time of day at which it came.
    pub time: String,
    /// The revision that holds it.
    pub revision: u64,
    /// How many records it added, deleted and changed.
    pub counts: Counts,
    /// What it changed here.
    pub diff: Arc<Diff>,
    /// What it left to decide, with both sides.
    pub conflicts: Vec<Conflict>,
    /// Our own saved changes that are gone.
    pub lost: Option<Lost>,
    /// It did not come in: it is only compared.
    pub compared: Option<Compared>,
}

/// Another version that the project is compared with.
#[derive(Clone, Debug)]
pub(in crate::app) struct Compared {
    /// The other version.
    pub other: Arc<Project>,
    /// From ours to it.
    pub diff: Arc<Diff>,
}

impl Compared {
    /// Compares `now` with `other`.
    pub fn of(now: &Project, other: Arc<Project>) -> Self {
        let diff = Arc::new(file::diff(now, &other));
        Self { other, diff }
    }
}

/// Our own saved changes that are gone from the file.
#[derive(Clone, Debug)]
pub(in crate::app) struct Lost {
    /// The project without them.
    pub from: Project,
    /// The project with them.
    pub restored: Project,
    /// How many.
    pub counts: Counts,
}

impl Lost {
    /// How many changes are gone.
    pub fn number(&self) -> usize {
        self.counts.added + self.counts.changed + self.counts.removed
    }
}

impl News {
    /// What a merge brought to `before`.
    pub fn of(before: &Project, merged: &Merged, lost: Option<Lost>) -> Self {
        Self {
            who: None,
            time: now(),
            revision: 0,
            counts: merged.came_in,
            diff: Arc::new(file::diff(before, &merged.project)),
            conflicts: merged.conflicts.clone(),
            lost,
            compared: None,
        }
    }

    /// What another version, called `name`, has and has not.
    pub fn compared(name: String, compared: Compared) -> Self {
        let diff = Arc::clone(&compared.diff);
        let (added, removed, changed) = (diff.added.len(), diff.removed.len(), diff.changed.len());
        Self {
            who: Some(name),
            time: String::new(),
            revision: 0,
            counts: Counts { added, removed, changed },
            diff,
            conflicts: Vec::new(),
            lost: None,
            compared: Some(compared),
        }
    }

    /// One sentence for a toast.
    pub fn sentence(&self) -> String {
        let counts = self.counts.words();
        let came = match (&self.who, self.counts.is_empty()) {
            (_, true) => "Another version came in.".to_owned(),
            (Some(who), false) => {
                let Counts { added, removed, changed } = self.counts;
                let are = if added + removed + changed == 1 { "is" } else { "are" };
                format!("{who}’s {counts} {are} in.")
            }
            (None, false) => format!("{counts} came in."),
        };
        let things = |number: usize, what: &str| match number {
            0 => String::new(),
            1 => format!(" 1 {what}"),
            _ => {
                format!(" {number} {}", what.replacen("thing", "things", 1).replacen("change", "changes", 1))
            }
        };
        let decide = match self.conflicts.len() {
            0 => String::new(),
            number => things(number, "thing to decide."),
        };
        let lost = self.lost.as_ref().map_or(0, Lost::number);
        let verb = if lost == 1 { "is" } else { "are" };
        let lost = match lost {
            0 => String::new(),
            number => format!("{} {verb} no longer in the map.", things(number, "of your saved changes")),
        };
        format!("{came}{decide}{lost}")
    }

    /// What it did to elements and links, by id.
    pub fn changes(&self) -> Changes {
        changes(&self.diff)
    }
}

/// What a difference says of elements and links. What changed only its place has not changed itself.
pub(in crate::app) fn changes(diff: &Diff) -> Changes {
    let drawn = |collection: &str| matches!(collection, "elements" | "links");
    let mut marked = Changes::new();
    let added = diff.added.iter().map(|record| (record, Change::Added));
    let removed = diff.removed.iter().map(|record| (record, Change::Removed));
    let changed = diff.changed.iter().map(|changed| (&changed.record, Change::Changed));
    for (record, change) in added.chain(removed).chain(changed) {
        if drawn(&record.collection) {
            marked.insert(record.id.clone(), change);
        }
    }
    marked
}
