//! Analyses off the window's thread, on a snapshot. A newer revision cancels the older run, and a stale answer is dropped.

mod measures;
mod searching;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use crate::analysis::Wanted;
use crate::analysis::{self, Bottlenecks, LeverReach, LeverScope, Loops, PartnerOptions, Partners, Watch};
use crate::model::{LinkId, LinkKind, Project};

use self::measures::Measures;
pub use self::measures::{Figures, Source};
use self::searching::LoopSearch;

/// What one analysis says, and of which revision.
#[derive(Clone, Debug)]
pub struct Found<T> {
    revision: u64,
    what: Arc<T>,
}

impl<T> Found<T> {
    fn new(revision: u64, what: T) -> Self {
        Self { revision, what: Arc::new(what) }
    }

    /// What it says, if it speaks of this revision.
    pub fn of(&self, revision: u64) -> Option<&Arc<T>> {
        (self.revision == revision).then_some(&self.what)
    }

    /// What it says, of now or of before the latest edits.
    pub fn latest(&self) -> &Arc<T> {
        &self.what
    }
}

/// What the analyses say. Parts arrive one by one, so that each says of which revision it is.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// The "if this actor leaves" table.
    pub bottlenecks: Option<Found<Bottlenecks>>,
    /// Feedback loops, as far as they are found; see [`Worker::is_searching_loops`].
    pub loops: Option<Arc<Loops>>,
    /// A suggested set of partners.
    pub partners: Option<Found<Partners>>,
    /// Who holds and feels the loops that people named; of all causal links where none is named.
    pub levers: Option<Found<LeverReach>>,
}

impl Findings {
    /// Everything but the loops speaks of this revision.
    fn are_of(&self, revision: u64) -> bool {
        fn is_of<T>(found: Option<&Found<T>>, revision: u64) -> bool {
            found.is_some_and(|found| found.of(revision).is_some())
        }
        is_of(self.bottlenecks.as_ref(), revision)
            && is_of(self.partners.as_ref(), revision)
            && is_of(self.levers.as_ref(), revision)
    }
}

enum Answer {
    Bottlenecks(Bottlenecks),
    Partners(Partners),
    Levers(LeverReach),
}

struct Request {
    revision: u64,
    project: Arc<Project>,
    watch: Watch,
}

/// Runs the analyses on a thread of their own and keeps the latest findings.
pub struct Worker {
    requests: Sender<Request>,
    answers: Receiver<(u64, Answer)>,
    asked: Option<(u64, Watch)>,
    findings: Findings,
    measures: Measures,
    search: LoopSearch,
}

impl Worker {
    /// Starts the thread. `wake` is called whenever an answer waits.
    pub fn start(wake: impl Fn() + Clone + Send + 'static) -> Self {
        let measures = Measures::start(wake.clone());
        let search = LoopSearch::start(wake.clone());
        let (requests, inbox) = channel::<Request>();
        let (outbox, answers) = channel();
        let run = move || {
            while let Some(request) = latest(&inbox) {
                answer(&request, |answer| {
                    let sent = outbox.send((request.revision, answer)).is_ok();
                    wake();
                    sent
                });
            }
        };
        // Without a thread there are no findings; everything else works.
        drop(thread::Builder::new().name("analyses".to_owned()).spawn(run));
        Self { requests, answers, asked: None, findings: Findings::default(), measures, search }
    }

    /// Asks for findings about this revision, unless that was asked already.
    pub fn ask(&mut self, revision: u64, project: &Arc<Project>) {
        self.search.ask(revision, project);
        if self.asked.as_ref().is_some_and(|(asked, _)| *asked == revision) {
            return;
        }
        if let Some((_, watch)) = &self.asked {
            watch.cancel();
        }
        let watch = Watch::default();
        self.asked = Some((revision, watch.clone()));
        drop(self.requests.send(Request { revision, project: Arc::clone(project), watch }));
    }

    /// Takes in the answers that wait. Older findings stay until their successors arrive, so that panels do not flicker.
    pub fn collect(&mut self) {
        self.measures.collect();
        self.search.collect();
        self.findings.loops = self.search.shown().map(Arc::clone);
        while let Ok((revision, answer)) = self.answers.try_recv() {
            if self.asked.as_ref().is_none_or(|(asked, _)| *asked != revision) {
                continue;
            }
            let findings = &mut self.findings;
            match answer {
                Answer::Bottlenecks(found) => findings.bottlenecks = Some(Found::new(revision, found)),
                Answer::Partners(found) => findings.partners = Some(Found::new(revision, found)),
                Answer::Levers(found) => findings.levers = Some(Found::new(revision, found)),
            }
        }
    }

    /// The latest findings.
    pub fn findings(&self) -> &Findings {
        &self.findings
    }

    /// Some findings about this revision are still to come: what is shown may be of before the latest edits.
    pub fn is_pending(&self, revision: u64) -> bool {
        !self.findings.are_of(revision) || self.search.settled(revision).is_none()
    }

    /// The loops of this revision, once the search for them is over.
    pub fn settled_loops(&self, revision: u64) -> Option<&Arc<Loops>> {
        self.search.settled(revision)
    }

    /// More loops may come.
    pub fn is_searching_loops(&self) -> bool {
        self.search.is_searching()
    }

    /// Ends the search for loops: the list stays as it is and says so.
    pub fn stop_loops(&self) {
        self.search.stop();
    }

    /// Takes up a search for loops that was stopped, from its start.
    pub fn search_loops_again(&mut self) {
        self.search.again();
    }

    /// Asks for figures about a map, unless they are known or asked for already.
    pub fn ask_figures(&mut self, source: &Source, wanted: &Wanted) {
        self.measures.ask(source, wanted);
    }

    /// The figures for a map as far as they are known.
    pub fn figures(&self, source: &Source, wanted: &Wanted) -> Figures {
        self.measures.figures(source, wanted)
    }

    /// Forgets everything, for another project.
    pub fn forget(&mut self) {
        self.measures.forget();
        self.search.forget();
        if let Some((_, watch)) = self.asked.take() {
            watch.cancel();
        }
        self.findings = Findings::default();
    }
}

/// Waits for a question; of several that wait only the latest matters. `None` when nobody asks any more.
fn latest<T>(inbox: &Receiver<T>) -> Option<T> {
    let first = inbox.recv().ok()?;
    Some(inbox.try_iter().last().unwrap_or(first))
}

fn answer(request: &Request, send: impl Fn(Answer) -> bool) {
    let Request { project, watch, .. } = request;
    let cancelled = || watch.is_cancelled();
    if cancelled() || !send(Answer::Levers(levers(project))) {
        return;
    }
    // Without a map to look for, cancelling is the only way in which this fails.
    let Ok(bottlenecks) = analysis::bottlenecks(project, None, watch) else { return };
    if cancelled() || !send(Answer::Bottlenecks(bottlenecks)) {
        return;
    }
    let partners = analysis::partners(project, &PartnerOptions::default(), watch);
    if !cancelled() {
        send(Answer::Partners(partners));
    }
}

/// Who holds and feels the loops that people named. A project without levers has nothing to say about them.
fn levers(project: &Project) -> LeverReach {
    let has_levers = project.links_of(LinkKind::Lever).next().is_some();
    let named: BTreeSet<&LinkId> = project.loops.values().flat_map(|named| &named.key).collect();
    let links: Vec<&LinkId> = match (has_levers, named.is_empty()) {
        (false, _) => Vec::new(),
        (true, false) => named.into_iter().collect(),
        (true, true) => project.links_of(LinkKind::Causal).map(|(id, _)| id).collect(),
    };
    analysis::lever_reach(project, &LeverScope::of_links(project, links))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_are_of_now_only_once_each_of_them_is() {
        let mut worker = Worker::start(|| {});
        // The answers come from here, one by one.
        let (outbox, answers) = channel();
        worker.answers = answers;
        let project = Project::default();
        let say = |worker: &mut Worker, revision: u64, answer: Answer| {
            worker.asked = Some((revision, Watch::default()));
            outbox.send((revision, answer)).unwrap();
            worker.collect();
        };
        let bottlenecks =
            || Answer::Bottlenecks(analysis::bottlenecks(&project, None, &Watch::default()).unwrap());
        say(&mut worker, 1, bottlenecks());
        say(&mut worker, 2, Answer::Levers(levers(&project)));
        // The levers are of now; the bottlenecks are those of before, and say so.
        let findings = worker.findings();
        assert!(findings.levers.as_ref().unwrap().of(2).is_some());
        assert!(findings.bottlenecks.as_ref().unwrap().of(2).is_none());
        assert!(!findings.are_of(2) && worker.is_pending(2));
        let partners = analysis::partners(&project, &PartnerOptions::default(), &Watch::default());
        say(&mut worker, 2, Answer::Partners(partners));
        assert!(!worker.findings().are_of(2));
        say(&mut worker, 2, bottlenecks());
        assert!(worker.findings().are_of(2));
    }
}
