//! Feedback loops, with the truth about which of them are listed.
//!
//! A loop is an elementary cycle of causal links: it passes each element once. Loops are told apart by their links, so
//! parallel links and the two directions around the same elements make different loops (Kim 1992 and Oliva 2004 count
//! them so). The number of loops grows faster than exponentially (a complete map of 8 variables has 16,064), so the
//! search has budgets and says up to which length it is complete.

use std::borrow::Borrow;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use serde::{Serialize, Serializer};

use super::enumerate::{Budget, Found, enumerate};
use super::listing::{Listing, Through};
use super::stored::BrokenLoop;
use crate::analysis::Watch;
use crate::analysis::scope::Scope;
use crate::model::{ElementId, LinkId, LoopId, MapId, Polarity, Project};

/// How long after a list another is told, though there are not twice as many loops yet.
const WAIT: Duration = Duration::from_millis(250);

/// What to look for, and how long.
#[derive(Clone, Debug, PartialEq)]
pub struct LoopOptions {
    /// Only links that this map shows; a map that is not in the project shows none. The numbers of unnamed loops then
    /// count the loops of the map alone.
    pub map: Option<MapId>,
    /// The longest loops to look for, in links.
    pub max_length: Option<usize>,
    /// The most loops to list.
    pub max_count: usize,
    /// The longest time to search, in seconds. Negative or not a number counts as 0, infinite as no limit.
    pub seconds: f64,
    /// Only loops through this variable or issue. The numbers of unnamed loops then count these loops alone.
    pub through: Option<ElementId>,
    /// Of those, only the ones that also pass this one.
    pub and_through: Option<ElementId>,
    /// Only loops over this causal link. With neither, the numbers count as for [`Self::through`].
    pub over: Option<LinkId>,
    /// Keep only the shortest independent loop set.
    pub independent: bool,
}

impl Default for LoopOptions {
    /// The whole project, 10,000 loops, 10 seconds.
    fn default() -> Self {
        Self {
            map: None,
            max_length: None,
            max_count: 10_000,
            seconds: 10.0,
            through: None,
            and_through: None,
            over: None,
            independent: false,
        }
    }
}

impl LoopOptions {
    /// The longest time to search.
    pub(super) fn time(&self) -> Duration {
        let unlimited = self.seconds.is_sign_positive() && !self.seconds.is_nan();
        let otherwise = if unlimited { Duration::MAX } else { Duration::ZERO };
        Duration::try_from_secs_f64(self.seconds).unwrap_or(otherwise)
    }
}

/// Which way a loop turns a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum LoopPolarity {
    /// Reinforcing: an even number of − links.
    #[serde(rename = "R")]
    Reinforcing,
    /// Balancing: an odd number of − links.
    #[serde(rename = "B")]
    Balancing,
    /// Unknown: some link has no sign, or groups disagree about it.
    #[serde(rename = "U")]
    Unknown,
}

impl LoopPolarity {
    /// Every polarity, in order.
    pub const ALL: [Self; 3] = [Self::Reinforcing, Self::Balancing, Self::Unknown];

    /// The letter that labels begin with.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reinforcing => "R",
            Self::Balancing => "B",
            Self::Unknown => "U",
        }
    }

    /// The polarity of a loop with these links (Richardson 1986: the product of the signs).
    pub fn of(signs: impl IntoIterator<Item = Polarity>) -> Self {
        signs.into_iter().fold(Self::Reinforcing, Self::turned)
    }

    /// The polarity of a path that goes on over a link of this sign.
    pub(super) fn turned(self, sign: Polarity) -> Self {
        match (self, sign) {
            (Self::Unknown, _) | (_, Polarity::Unknown) => Self::Unknown,
            (same, Polarity::Plus) => same,
            (Self::Reinforcing, Polarity::Minus) => Self::Balancing,
            (Self::Balancing, Polarity::Minus) => Self::Reinforcing,
        }
    }
}

/// A loop of causal links.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FeedbackLoop {
    /// `R3`, `B1`, `U2`: the stored label of a named loop, else the next free number.
    pub label: String,
    /// The record of a loop that people named.
    pub named: Option<LoopId>,
    /// What people call it; empty when nobody named it.
    pub name: String,
    /// Which way it turns a change.
    pub polarity: LoopPolarity,
    /// The polarity, where it is no longer the one of the label's letter: “R3, now balancing”.
    pub now: Option<LoopPolarity>,
    /// Some link acts with a delay.
    pub delayed: bool,
    /// How many links (and elements) it has.
    pub length: usize,
    /// Its elements in order: each is the start of the link at the same place.
    pub elements: Vec<ElementId>,
    /// The names of the elements.
    pub names: Vec<String>,
    /// Its links in order, beginning with the smallest id: the loop's canonical key.
    pub links: Vec<LinkId>,
}

/// What ended a search early.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitKind {
    /// As many loops as were asked for.
    Count,
    /// Loops as long as were asked for.
    Length,
    /// As much time as was given.
    Time,
    /// Somebody cancelled.
    Cancelled,
}

/// Where a search ended.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LoopLimit {
    /// What ended it.
    pub kind: LimitKind,
    /// The budget that was spent: loops, links or seconds; 0 when cancelled.
    #[serde(serialize_with = "plain_number")]
    pub value: f64,
    /// Every loop with at most so many links was found.
    pub complete_to_length: usize,
}

/// A number that scripts read as a count when it is whole.
fn plain_number<S: Serializer>(value: impl Borrow<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let value = *value.borrow();
    if value.fract() == 0.0 && (0.0..EXACT).contains(&value) {
        serializer.serialize_u64(value as u64)
    } else {
        serializer.serialize_f64(value)
    }
}

/// The loops of a project or map.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Loops {
    /// Every loop was found (before `independent` chose among them).
    pub complete: bool,
    /// Where the search ended, if it is not complete.
    pub limit: Option<LoopLimit>,
    /// The loops by length, then key. Named loops are listed even when they are longer than a limit.
    pub loops: Vec<FeedbackLoop>,
    /// Named loops that are no longer loops.
    pub broken: Vec<BrokenLoop>,
    /// Causal links that were left out, because they do not join two variables or issues of the project.
    pub skipped_links: Vec<LinkId>,
}

impl Loops {
    /// The shortest independent loop set among them, see [`independent`].
    pub fn independent(&self) -> impl Iterator<Item = &FeedbackLoop> {
        independent(&self.loops)
    }
}

/// The shortest independent loop set (Oliva 2004): walking the loops by length and key, takes one if it has a link that
/// no loop taken before has. It covers every link that is in a loop, but can leave out loops that drive the system.
pub(super) fn independent(loops: &[FeedbackLoop]) -> impl Iterator<Item = &FeedbackLoop> {
    let mut covered: BTreeSet<&LinkId> = BTreeSet::new();
    loops.iter().filter(move |found| {
        let before = covered.len();
        covered.extend(&found.links);
        covered.len() > before
    })
}

/// Finds the feedback loops, shortest first.
///
/// Time is O((c + 1) · l · m) for each length up to l, with c loops of at most that length and m links; the budgets in
/// `options` and `watch` end it early. The same project and options give the same loops, unless the clock ended it.
pub fn loops(project: &Project, options: &LoopOptions, watch: &Watch) -> Loops {
    search(project, options, watch, None)
}

/// Finds the feedback loops as [`loops()`] does, and tells of them while it goes on: `so_far` gets the shortest ones as a
/// search that was stopped there would list them, each time when there are twice as many, or a while after.
///
/// Labels do not change from one list to the next. With [`LoopOptions::independent`] each list chooses among its own.
pub fn loops_as_found(
    project: &Project,
    options: &LoopOptions,
    watch: &Watch,
    mut so_far: impl FnMut(Loops),
) -> Loops {
    search(project, options, watch, Some(&mut so_far))
}

/// Finds the loops that a map shows, numbered as those of the whole project are, so that R3 is one loop wherever it is
/// spoken of. Where the project has more loops than the options let list, the map's are numbered by themselves.
pub(super) fn loops_of_map(project: &Project, options: &LoopOptions, watch: &Watch) -> Loops {
    if options.map.is_none() {
        return loops(project, options, watch);
    }
    let mut whole = loops(project, &LoopOptions { map: None, ..options.clone() }, watch);
    if whole.limit.as_ref().is_some_and(|limit| limit.kind != LimitKind::Length) {
        return loops(project, options, watch);
    }
    let scope = Scope::new(project, options.map.as_ref());
    whole.loops.retain(|found| found.links.iter().all(|link| scope.shows_link(link)));
    whole.skipped_links.retain(|link| scope.shows_link(link));
    whole
}

fn search(
    project: &Project,
    options: &LoopOptions,
    watch: &Watch,
    mut so_far: Option<&mut dyn FnMut(Loops)>,
) -> Loops {
    let listing = Listing::new(project, options);
    let budget =
        Budget { max_count: options.max_count, max_length: options.max_length, time: options.time(), watch };
    let (mut told, mut last) = (0, Instant::now());
    let mut paused = |cycles: &[Vec<usize>], complete_to: usize| {
        let Some(so_far) = &mut so_far else { return };
        // Doubling keeps the telling as cheap as the list itself; the wait lets the length that is said keep up.
        let due = cycles.len() >= 2 * told || last.elapsed() >= WAIT;
        if due && !cycles.is_empty() {
            (told, last) = (cycles.len(), Instant::now());
            let limit = Some((LimitKind::Cancelled, complete_to));
            so_far(listing.list(Found { loops: cycles.to_vec(), limit }));
        }
    };
    let steps = || listing.graph.successors();
    let found = match listing.through {
        Through::Nowhere => Found::default(),
        Through::Element(element) => enumerate(&steps(), Some(element), &budget, &mut paused),
        Through::Any => enumerate(&steps(), None, &budget, &mut paused),
    };
    let listed = listing.list(found);
    watch.report(1.0);
    listed
}
