//! The search for feedback loops, on a thread of its own: lists come while it goes on, and it can be stopped by itself.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::latest;
use crate::analysis::{LoopOptions, Loops, Watch, loops_as_found};
use crate::model::Project;

/// How long an older list stands while a new one is still shorter, so that an edit does not make the panel flicker.
const STANDS: Duration = Duration::from_millis(250);

struct Request {
    revision: u64,
    project: Arc<Project>,
    watch: Watch,
}

struct Answer {
    revision: u64,
    loops: Loops,
    is_last: bool,
}

struct Asked {
    revision: u64,
    project: Arc<Project>,
    watch: Watch,
    since: Instant,
}

/// Searches for loops and keeps the latest list.
pub struct LoopSearch {
    requests: Sender<Request>,
    answers: Receiver<Answer>,
    asked: Option<Asked>,
    /// The list that is shown, and of which revision.
    shown: Option<(u64, Arc<Loops>)>,
    is_over: bool,
}

impl LoopSearch {
    /// Starts the thread. `wake` is called whenever a list waits.
    pub fn start(wake: impl Fn() + Send + 'static) -> Self {
        let (requests, inbox) = channel::<Request>();
        let (outbox, answers) = channel();
        let run = move || {
            while let Some(request) = latest(&inbox) {
                let Request { revision, project, watch } = request;
                let tell = |loops: Loops, is_last: bool| {
                    // Nobody listens only while the window closes.
                    drop(outbox.send(Answer { revision, loops, is_last }));
                    wake();
                };
                let options = LoopOptions::default();
                let found = loops_as_found(&project, &options, &watch, |so_far| tell(so_far, false));
                tell(found, true);
            }
        };
        // Without a thread there are no loops; everything else works.
        drop(thread::Builder::new().name("loops".to_owned()).spawn(run));
        Self { requests, answers, asked: None, shown: None, is_over: true }
    }

    /// Searches this revision, unless that was asked already.
    pub fn ask(&mut self, revision: u64, project: &Arc<Project>) {
        if self.asked.as_ref().is_some_and(|asked| asked.revision == revision) {
            return;
        }
        self.stop();
        let (project, watch) = (Arc::clone(project), Watch::default());
        let request = Request { revision, project: Arc::clone(&project), watch: watch.clone() };
        self.asked = Some(Asked { revision, project, watch, since: Instant::now() });
        self.is_over = self.requests.send(request).is_err();
    }

    /// Ends the search; what it found by then stays, and says that it was stopped.
    pub fn stop(&self) {
        if let Some(asked) = &self.asked {
            asked.watch.cancel();
        }
    }

    /// Searches the same revision again, after it was stopped.
    pub fn again(&mut self) {
        if let Some(asked) = self.asked.take() {
            self.ask(asked.revision, &asked.project);
        }
    }

    /// Takes in the lists that wait.
    pub fn collect(&mut self) {
        while let Ok(Answer { revision, loops, is_last }) = self.answers.try_recv() {
            let Some(asked) = self.asked.as_ref().filter(|asked| asked.revision == revision) else {
                continue;
            };
            let stands = self.shown.as_ref().is_some_and(|(of, shown)| {
                *of != revision && shown.loops.len() > loops.loops.len() && asked.since.elapsed() < STANDS
            });
            if is_last || !stands {
                self.shown = Some((revision, Arc::new(loops)));
            }
            self.is_over |= is_last;
        }
    }

    /// The list that is shown, though it may be of an older revision or grow still.
    pub fn shown(&self) -> Option<&Arc<Loops>> {
        self.shown.as_ref().map(|(_, loops)| loops)
    }

    /// The list of this revision, once the search is over.
    pub fn settled(&self, revision: u64) -> Option<&Arc<Loops>> {
        let of = self.shown.as_ref().filter(|(of, _)| *of == revision && self.is_over);
        of.map(|(_, loops)| loops)
    }

    /// More loops may come.
    pub fn is_searching(&self) -> bool {
        !self.is_over
    }

    /// Forgets everything, for another project.
    pub fn forget(&mut self) {
        self.stop();
        (self.asked, self.shown, self.is_over) = (None, None, true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::LimitKind;
    use crate::model::{Bond, Causal, Element, ElementId, ElementKind, Ends, Link, LinkId};

    /// Every variable raises every other.
    fn complete(count: usize) -> Arc<Project> {
        let mut project = Project::default();
        let id = |number: usize| ElementId::from(format!("e_{number:04}").as_str());
        for a in 0..count {
            let variable = Element::new(ElementKind::Variable, format!("V{a}"));
            project.elements.insert(id(a), Arc::new(variable));
            for b in (0..count).filter(|b| *b != a) {
                let link = Link::new(Ends::elements(id(a), id(b)), Bond::Causal(Causal::default()));
                project.links.insert(LinkId::from(format!("l_{a:04}_{b:04}").as_str()), Arc::new(link));
            }
        }
        Arc::new(project)
    }

    fn kind(search: &LoopSearch) -> Option<LimitKind> {
        Some(search.shown()?.limit.as_ref()?.kind)
    }

    #[test]
    fn a_search_is_seen_while_it_goes_on_and_can_be_stopped_and_taken_up_again() {
        // The searching thread waits after each list until it is told to go on.
        let (told, hear) = channel();
        let (go, wait) = channel::<()>();
        let mut search = LoopSearch::start(move || {
            told.send(()).unwrap_or_default();
            wait.recv().unwrap_or_default();
        });
        let map = complete(12);
        search.ask(1, &map);
        hear.recv().unwrap();
        search.collect();
        assert!(search.is_searching() && search.settled(1).is_none());
        let so_far = search.shown().unwrap().loops.len();
        assert!(so_far >= 50);

        search.stop();
        go.send(()).unwrap();
        hear.recv().unwrap();
        search.collect();
        assert!(!search.is_searching());
        assert_eq!(kind(&search), Some(LimitKind::Cancelled));
        assert_eq!(search.settled(1).unwrap().loops.len(), so_far);
        assert!(search.settled(2).is_none());

        search.again();
        drop(go);
        while search.is_searching() {
            hear.recv().unwrap();
            search.collect();
        }
        assert_eq!(kind(&search), Some(LimitKind::Count), "the list ends at 10,000 loops");
    }

    #[test]
    fn a_new_revision_shows_its_own_loops_and_late_lists_are_dropped() {
        let (told, hear) = channel();
        let (go, wait) = channel::<()>();
        let mut search = LoopSearch::start(move || {
            told.send(()).unwrap_or_default();
            wait.recv().unwrap_or_default();
        });
        search.ask(1, &complete(12));
        hear.recv().unwrap();
        // The first list of the old revision waits still.
        search.ask(2, &complete(3));
        drop(go);
        while search.is_searching() {
            hear.recv().unwrap();
            search.collect();
        }
        assert_eq!(search.settled(2).unwrap().loops.len(), 5);
        assert!(search.settled(1).is_none());
    }
}
