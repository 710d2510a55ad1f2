//! Which of the kept versions a merge starts from.

use super::{Store, Version};
use crate::file::base::{Fields, choose_base, nearest, newest_in};
use crate::model::{Project, ProjectId};

/// How many earlier versions are looked at.
const DEPTH: usize = 30;

/// So many of them are looked at however large they are,
const FEWEST: usize = 4;

/// and further ones while all take at most so many bytes: 64 MiB.
const MOST_BYTES: u64 = 64 << 20;

impl Store {
    /// The base for merging `ours` (the version we last loaded or saved) with `disk`, a version that somebody else put
    /// into the file: see [`choose_base`].
    pub fn base(&self, project: &ProjectId, ours: &Project, disk: &Project) -> Option<Project> {
        let versions = self.list(project).unwrap_or_default();
        let all: Vec<Project> = self.read_last(project, versions).take(DEPTH).collect();
        let refs: Vec<&Project> = all.iter().collect();
        choose_base(&refs, ours, disk).cloned()
    }

    /// The base for two copies of a project that went apart: the newest version that both continued from, and never one
    /// of the two: what went apart in the other would read as taken back then. `None` when there are none.
    pub fn common(&self, project: &ProjectId, a: &Project, b: &Project) -> Option<Project> {
        let mut all = self.last_but(project, &[a, b]);
        let fields: Vec<Fields> = all.iter().map(Fields::of).collect();
        let place = newest_in(&fields, &[&Fields::of(a), &Fields::of(b)])?;
        Some(all.swap_remove(place))
    }

    /// `version` is one of the last versions kept here, and `ours` continued from it: merging it brings nothing
    /// that is not there or was changed since on purpose.
    pub fn is_earlier(&self, project: &ProjectId, version: &Project, ours: &Project) -> bool {
        let Ok(versions) = self.list(project) else { return false };
        let all: Vec<Project> = self.read_last(project, versions).take(DEPTH).collect();
        let Some(place) = all.iter().position(|other| other == version) else { return false };
        let older: Vec<Fields> =
            all.iter().skip(place + 1).filter(|old| *old != version).map(Fields::of).collect();
        let (version, ours) = (Fields::of(version), Fields::of(ours));
        nearest(&older, &version).is_none_or(|before| version.is_in(&ours, before))
    }

    /// The last versions, newest first, without those that hold what one of `known` holds.
    fn last_but(&self, project: &ProjectId, known: &[&Project]) -> Vec<Project> {
        let versions = self.list(project).unwrap_or_default();
        let read = self.read_last(project, versions);
        read.filter(|version| !known.contains(&version)).take(DEPTH).collect()
    }

    /// Reads the last versions, newest first: a large project's fewer, so that nobody waits for it.
    fn read_last(&self, project: &ProjectId, versions: Vec<Version>) -> impl Iterator<Item = Project> {
        let mut bytes = 0;
        let few = versions.into_iter().enumerate().take_while(move |(place, version)| {
            bytes += version.bytes;
            *place < FEWEST || bytes <= MOST_BYTES
        });
        few.filter_map(|(_, version)| Some(self.open(project, &version.hash).ok()?.project))
    }
}
