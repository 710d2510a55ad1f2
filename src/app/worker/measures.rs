//! Figures for colours, sizes and columns, on a thread of their own: they are asked for by looking, and must not wait for
//! the search for partners.
//!
//! Figures depend on elements, ties and what the map shows, not on where things stand: dragging does not make them stale.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::latest;
use crate::analysis::{Measured, Wanted, Watch, measured};
use crate::model::{MapId, Project};

/// What figures were worked out from.
#[derive(Clone)]
pub struct Source {
    project: Arc<Project>,
    map: MapId,
}

impl Source {
    /// A map of a project as it is.
    pub fn new(project: &Arc<Project>, map: &MapId) -> Self {
        Self { project: Arc::clone(project), map: map.clone() }
    }

    /// The other has the same elements and links on the same map, wherever they stand. Linear in what the map shows only
    /// when the map has changed.
    pub fn is_same(&self, other: &Self) -> bool {
        let (a, b) = (&*self.project, &*other.project);
        let records = a.elements.ptr_eq(&b.elements) && a.links.ptr_eq(&b.links);
        records
            && self.map == other.map
            && match (a.maps.get(&self.map), b.maps.get(&other.map)) {
                (Some(a), Some(b)) => {
                    Arc::ptr_eq(a, b)
                        || a.elements.keys().eq(b.elements.keys()) && a.links.keys().eq(b.links.keys())
                }
                (a, b) => a.is_none() && b.is_none(),
            }
    }

    /// The words of both projects are the same.
    pub fn has_same_words(&self, other: &Self) -> bool {
        self.project.vocabulary.ptr_eq(&other.project.vocabulary)
    }
}

struct Request {
    number: u64,
    source: Source,
    wanted: Wanted,
    watch: Watch,
}

/// Figures as far as they are known.
#[derive(Clone, Default)]
pub struct Figures {
    /// The latest figures for the map; empty until the first arrive.
    pub measured: Arc<Measured>,
    /// They are worked out again: what is shown is not of now.
    pub updating: bool,
}

/// Works figures out and keeps the latest.
pub struct Measures {
    requests: Sender<Request>,
    answers: Receiver<(u64, Measured)>,
    asked: Option<(u64, Source, Wanted, Watch)>,
    known: Option<(Source, Wanted, Arc<Measured>)>,
}

impl Measures {
    /// Starts the thread. `wake` is called whenever an answer waits.
    pub fn start(wake: impl Fn() + Send + 'static) -> Self {
        let (requests, inbox) = channel::<Request>();
        let (outbox, answers) = channel();
        let run = move || {
            while let Some(request) = latest(&inbox) {
                let Request { number, source, wanted, watch } = request;
                let found = measured(&source.project, &source.map, &wanted, &watch);
                // Without an answer somebody asked something newer, or the map is gone.
                if let Ok(found) = found {
                    if outbox.send((number, found)).is_err() {
                        return;
                    }
                    wake();
                }
            }
        };
        // Without a thread there are no figures; everything else works.
        drop(thread::Builder::new().name("measures".to_owned()).spawn(run));
        Self { requests, answers, asked: None, known: None }
    }

    /// Asks for figures, unless they are known or asked for already.
    pub fn ask(&mut self, source: &Source, wanted: &Wanted) {
        let answers = |other: &Source, has: &Wanted| other.is_same(source) && has.covers(wanted);
        if wanted.is_empty()
            || self.known.as_ref().is_some_and(|(known, has, _)| answers(known, has))
            || self.asked.as_ref().is_some_and(|(_, asked, has, _)| answers(asked, has))
        {
            return;
        }
        let number = self.asked.as_ref().map_or(0, |(number, ..)| *number) + 1;
        if let Some((_, _, _, watch)) = &self.asked {
            watch.cancel();
        }
        let watch = Watch::default();
        self.asked = Some((number, source.clone(), wanted.clone(), watch.clone()));
        drop(self.requests.send(Request { number, source: source.clone(), wanted: wanted.clone(), watch }));
    }

    /// Takes in the answers that wait.
    pub fn collect(&mut self) {
        while let Ok((number, found)) = self.answers.try_recv() {
            if let Some((asked, source, wanted, _)) = &self.asked
                && *asked == number
            {
                self.known = Some((source.clone(), wanted.clone(), Arc::new(found)));
            }
        }
    }

    /// The figures for a map as far as they are known. Older ones stay until their successors arrive, and say so.
    pub fn figures(&self, source: &Source, wanted: &Wanted) -> Figures {
        if wanted.is_empty() {
            return Figures::default();
        }
        match &self.known {
            Some((known, has, measured)) if known.map == source.map => {
                let updating = !known.is_same(source) || !has.covers(wanted);
                Figures { measured: Arc::clone(measured), updating }
            }
            _ => Figures { updating: true, ..Figures::default() },
        }
    }

    /// Forgets everything, for another project.
    pub fn forget(&mut self) {
        if let Some((_, _, _, watch)) = &self.asked {
            watch.cancel();
        }
        self.known = None;
        // The number stays, so that an answer under way is not taken for a new one.
        if let Some((_, _, wanted, _)) = &mut self.asked {
            *wanted = Wanted::default();
        }
    }
}
