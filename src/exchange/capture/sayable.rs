//! Which links lines can say: between two elements one of each kind, and no tie of an actor to itself.

use std::collections::BTreeSet;

use crate::model::{Bond, ElementId, Link, LinkId, LinkKind, Project};

/// What makes two links the same to a line: their ends, and what they are apart from the kind that a word says.
type Course<'a> = (LinkKind, bool, &'a ElementId, &'a ElementId);

/// The links of a project that lines can say, and how many they cannot.
pub(super) struct Sayable<'a> {
    links: BTreeSet<&'a LinkId>,
    /// Links beside another of the same kind between the same two.
    pub parallel: usize,
    /// Ties of actors to themselves.
    pub own: usize,
}

impl<'a> Sayable<'a> {
    /// Of links that a line would take for one the first is said. Takes O(n log n).
    pub fn of(project: &'a Project) -> Self {
        let mut sayable = Self { links: BTreeSet::new(), parallel: 0, own: 0 };
        let courses = || project.links.iter().filter_map(|(id, link)| Some((id, &**link, course(link)?)));
        // A line without a kind means any link that is there, so it would be taken for one that has a kind.
        let with_kind: BTreeSet<Course<'_>> =
            courses().filter(|(_, link, _)| word(link).is_some()).map(|(.., course)| course).collect();
        let mut said = BTreeSet::new();
        for (id, link, course) in courses() {
            let word = word(link);
            if course.0 == LinkKind::Tie && course.2 == course.3 {
                sayable.own += 1;
            } else if (word.is_none() && with_kind.contains(&course)) || !said.insert((course, word)) {
                sayable.parallel += 1;
            } else {
                sayable.links.insert(id);
            }
        }
        sayable
    }

    /// A line can say this link.
    pub fn has(&self, id: &LinkId) -> bool {
        self.links.contains(id)
    }
}

fn course(link: &Link) -> Option<Course<'_>> {
    let (from, to) = link.ends.pair()?;
    let mutual = link.tie().is_some_and(crate::model::Tie::is_mutual);
    let (from, to) = if mutual && to < from { (to, from) } else { (from, to) };
    Some((link.kind(), mutual, from, to))
}

/// The kind of tie or lever.
fn word(link: &Link) -> Option<String> {
    match &link.bond {
        Bond::Tie(tie) => tie.tie.as_ref().map(ToString::to_string),
        Bond::Lever(lever) => lever.lever.map(|lever| lever.as_str().to_owned()),
        Bond::Causal(_) => None,
    }
}
