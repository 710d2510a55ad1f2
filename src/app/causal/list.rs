//! What the list of loops shows: chosen, sorted and counted once for each list and choice, not for each frame.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::analysis::{FeedbackLoop, LoopPolarity, Loops};
use crate::model::LinkId;

/// With more loops than this, the short list comes first.
pub(in crate::app) const MANY: usize = 24;

/// How loops are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::app) enum LoopSort {
    /// As people count them: R1, R2 … B1 ….
    #[default]
    Label,
    /// The shortest first.
    Length,
    /// Named ones first.
    Name,
}

/// What the list of loops shows.
#[derive(Debug, Default)]
pub(in crate::app) struct LoopList {
    /// Only loops whose name or elements hold this text.
    pub search: String,
    /// The search field is open.
    pub searching: bool,
    /// Only loops with a delay.
    pub delayed: bool,
    /// All loops, not only the shortest independent set and what people named.
    pub all: bool,
    /// The order.
    pub sort: LoopSort,
    /// What was shown last.
    rows: Option<Arc<LoopRows>>,
}

/// What decides which loops are listed, in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Choice {
    kind: Option<LoopPolarity>,
    delayed: bool,
    short: bool,
    sort: LoopSort,
    /// In lower case.
    text: String,
}

/// The rows of a list of loops, and figures about all of it.
#[derive(Debug)]
pub(in crate::app) struct LoopRows {
    loops: Arc<Loops>,
    choice: Choice,
    /// The places of the loops that are listed.
    places: Vec<usize>,
    /// How many loops there are of each polarity, in the order of [`LoopPolarity::ALL`].
    pub kinds: [usize; 3],
    /// How many have a delay.
    pub delayed: usize,
    /// The length of the longest.
    pub longest: usize,
    /// How many loops the short list has; `None` when all are listed.
    pub short: Option<usize>,
}

impl LoopRows {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// The loops in rows `from` to `to`, without the last.
    pub fn within(&self, from: usize, to: usize) -> impl Iterator<Item = &FeedbackLoop> {
        let places = self.places.get(from..to.min(self.places.len())).unwrap_or_default();
        places.iter().filter_map(|at| self.loops.loops.get(*at))
    }

    fn new(loops: &Arc<Loops>, choice: Choice) -> Self {
        let all = &loops.loops;
        let short: Option<BTreeSet<&[LinkId]>> = choice.short.then(|| {
            let named = all.iter().filter(|found| found.named.is_some());
            loops.independent().chain(named).map(|found| found.links.as_slice()).collect()
        });
        let text = choice.text.as_str();
        let holds = |found: &FeedbackLoop| {
            choice.kind.is_none_or(|kind| found.polarity == kind)
                && (!choice.delayed || found.delayed)
                && short.as_ref().is_none_or(|short| short.contains(found.links.as_slice()))
                && (text.is_empty()
                    || found.label.to_lowercase() == text
                    || found.name.to_lowercase().contains(text)
                    || found.names.iter().any(|name| name.to_lowercase().contains(text)))
        };
        let mut rows: Vec<(usize, &FeedbackLoop)> =
            all.iter().enumerate().filter(|(_, found)| holds(found)).collect();
        // Numbers without leading zeros: the longer is the greater.
        let numbered = |found: &FeedbackLoop| (found.polarity, found.label.len(), found.label.clone());
        match choice.sort {
            LoopSort::Label => rows.sort_by_cached_key(|(_, found)| numbered(found)),
            LoopSort::Length => rows.sort_by_cached_key(|(_, found)| (found.length, numbered(found))),
            LoopSort::Name => rows.sort_by_cached_key(|(_, found)| {
                (found.name.is_empty(), found.name.to_lowercase(), numbered(found))
            }),
        }
        let places = rows.into_iter().map(|(at, _)| at).collect();
        let short = short.map(|short| short.len());
        let of = |kind| all.iter().filter(|found| found.polarity == kind).count();
        Self {
            places,
            short,
            kinds: LoopPolarity::ALL.map(of),
            delayed: all.iter().filter(|found| found.delayed).count(),
            longest: all.iter().map(|found| found.length).max().unwrap_or(0),
            loops: Arc::clone(loops),
            choice,
        }
    }
}

impl LoopList {
    /// The rows of a list of loops, of this polarity if one is chosen. O(n log n) for n loops when the list or a choice
    /// is new, nothing otherwise.
    pub fn rows(&mut self, loops: &Arc<Loops>, kind: Option<LoopPolarity>) -> Arc<LoopRows> {
        let text = self.search.trim().to_lowercase();
        let short = !self.all && loops.loops.len() > MANY && text.is_empty();
        let choice = Choice { kind, delayed: self.delayed, short, sort: self.sort, text };
        let known =
            self.rows.as_ref().filter(|rows| Arc::ptr_eq(&rows.loops, loops) && rows.choice == choice);
        let rows = known.map_or_else(|| Arc::new(LoopRows::new(loops, choice)), Arc::clone);
        self.rows = Some(Arc::clone(&rows));
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(label: &str, polarity: LoopPolarity, length: usize) -> FeedbackLoop {
        let names: Vec<String> = (0..length).map(|at| format!("{label} {at}")).collect();
        FeedbackLoop {
            label: label.to_owned(),
            named: None,
            name: String::new(),
            polarity,
            now: None,
            delayed: length > 2,
            length,
            elements: Vec::new(),
            links: names.iter().map(|name| name.as_str().into()).collect(),
            names,
        }
    }

    fn loops(loops: Vec<FeedbackLoop>) -> Arc<Loops> {
        Arc::new(Loops { complete: true, limit: None, loops, broken: Vec::new(), skipped_links: Vec::new() })
    }

    fn labels(rows: &LoopRows) -> Vec<&str> {
        rows.within(0, rows.len()).map(|found| found.label.as_str()).collect()
    }

    #[test]
    fn rows_are_worked_out_once_for_each_list_and_choice() {
        use LoopPolarity::{Balancing, Reinforcing};
        let all =
            loops(vec![found("B1", Balancing, 1), found("R10", Reinforcing, 2), found("R2", Reinforcing, 3)]);
        let mut list = LoopList::default();
        let rows = list.rows(&all, None);
        assert_eq!(labels(&rows), ["R2", "R10", "B1"]);
        assert_eq!((rows.kinds, rows.delayed, rows.longest, rows.short), ([2, 1, 0], 1, 3, None));
        assert!(Arc::ptr_eq(&rows, &list.rows(&all, None)));

        let reinforcing = list.rows(&all, Some(Reinforcing));
        assert_eq!(labels(&reinforcing), ["R2", "R10"]);
        list.sort = LoopSort::Length;
        assert_eq!(labels(&list.rows(&all, None)), ["B1", "R10", "R2"]);
        list.search = " r10 1".to_owned();
        assert_eq!(labels(&list.rows(&all, None)), ["R10"]);

        let same = loops(all.loops.clone());
        let before = list.rows(&all, None);
        assert!(!Arc::ptr_eq(&before, &list.rows(&same, None)), "another list may hold other loops");
    }

    #[test]
    fn many_loops_come_as_the_short_list_until_all_are_asked_for() {
        let one = |at| found(&format!("R{at}"), LoopPolarity::Reinforcing, 2);
        let mut many: Vec<FeedbackLoop> = (1..=MANY + 1).map(one).collect();
        // The last adds no link of its own.
        many[MANY].links = many[0].links.iter().chain(&many[1].links).cloned().collect();
        let many = loops(many);
        let mut list = LoopList::default();
        assert_eq!(list.rows(&many, None).short, Some(MANY));
        list.all = true;
        let all = list.rows(&many, None);
        assert_eq!((all.short, all.len()), (None, MANY + 1));
    }
}
