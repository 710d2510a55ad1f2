//! What a copy is to the project in the window, and what merging it comes to.

use std::path::Path;
use std::sync::Arc;

use crate::app::team::arrival::lost;
use crate::app::team::news::Lost;
use crate::file::{self, Merged, Sibling, Store};
use crate::model::Project;

/// What a copy is to the project in the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum Kind {
    /// It holds something that is not here.
    Brings,
    /// It is called a conflicted copy, and everything in it is here.
    Empty,
    /// The file of the window is called like a copy of it.
    Original,
    /// An earlier version that somebody keeps, or one that holds the same: nothing to ask about.
    Quiet,
}

/// A copy and what merging it comes to.
#[derive(Clone)]
pub(in crate::app) struct Offer {
    /// The copy.
    pub sibling: Arc<Sibling>,
    /// What it is.
    pub kind: Kind,
    /// The project with the copy merged in.
    pub merged: Arc<Merged>,
    /// Our own saved changes that are gone then.
    pub(super) lost: Option<Lost>,
    /// The revision that it was merged with.
    pub(super) revision: u64,
}

/// What the file held before and after one of our own saves.
pub(super) type Save = (Arc<Project>, Arc<Project>);

/// What a copy is to `ours`, which is in `file`.
pub(super) fn judge(
    store: Option<&Store>,
    file: &Path,
    sibling: Arc<Sibling>,
    (ours, revision): (&Project, u64),
    saves: &[Save],
) -> Offer {
    let copy = &sibling.document.project;
    let merged = file::merge_copy(store, ours, copy);
    let brings = !merged.came_in.is_empty() || !merged.conflicts.is_empty();
    let earlier = |id| store.is_some_and(|store| store.is_earlier(id, copy, ours));
    let kind = if sibling.is_original_of(file) {
        Kind::Original
    } else if brings && !ours.about.id.as_ref().is_some_and(earlier) {
        Kind::Brings
    } else if !brings && sibling.name().to_lowercase().contains("conflict") {
        Kind::Empty
    } else {
        Kind::Quiet
    };
    let lost = lost(saves, ours, &merged.project);
    Offer { sibling, kind, merged: Arc::new(merged), lost, revision }
}
