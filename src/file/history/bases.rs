//! Which of the kept versions a merge starts from.

use super::{Store, Version};
use crate::file::Merged;
use crate::file::base::{Fields, bases_of, choose_bases, nearest};
use crate::model::{Project, ProjectId};

/// How many earlier versions are looked at.
const DEPTH: usize = 30;

/// So many of them are looked at however large they are,
const FEWEST: usize = 4;

/// and further ones while all take at most so many bytes: 64 MiB.
const MOST_BYTES: u64 = 64 << 20;

impl Store {
    /// Merges `ours` with `disk`, a version that somebody else put into the file, when `known` is what we last loaded or
    /// saved: from the bases that [`choose_bases`] finds.
    pub fn merge_arrived(
        &self,
        project: &ProjectId,
        known: &Project,
        ours: &Project,
        disk: &Project,
    ) -> Merged {
        let versions = self.list(project).unwrap_or_default();
        let all: Vec<Project> = self.read_last(project, versions).take(DEPTH).collect();
        let refs: Vec<&Project> = all.iter().collect();
        choose_bases(&refs, known, disk).merge(ours, disk)
    }

    /// Merges two versions that went apart, from the newest version that both continued from, and never from one of the
    /// two: what went apart in the other would read as taken back then.
    pub fn merge_apart(&self, project: &ProjectId, ours: &Project, theirs: &Project) -> Merged {
        let all = self.last_but(project, &[ours, theirs]);
        let refs: Vec<&Project> = all.iter().collect();
        bases_of(&refs, &[ours, theirs]).merge(ours, theirs)
    }

    /// The newest version that `a` and `b` both likely continued from, and that is neither. `None` when there are none.
    pub fn common(&self, project: &ProjectId, a: &Project, b: &Project) -> Option<Project> {
        let all = self.last_but(project, &[a, b]);
        let refs: Vec<&Project> = all.iter().collect();
        bases_of(&refs, &[a, b]).likely.cloned()
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
