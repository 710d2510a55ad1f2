//! The map over time: kept versions and dated files in a row, each held against what is open now.
//!
//! While the panel is open, the map in front wears what came and changed since the chosen one as rings, and what went as
//! ghosts; [`beside`] shows how it was next to it.

pub(super) mod beside;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use egui::Context;

use super::App;
use super::inquiry::Inquiry;
use super::network::OfNetwork;
use super::team::changes;
use super::versions::{Comparing, when};
use super::view_state::{Changes, Panel};
use crate::analysis::network::{self, Kind, Measure, Network, NetworkChanges, NetworkOptions, TieGraph};
use crate::analysis::{Watch, network::NetworkError};
use crate::exchange::{self, Options};
use crate::file::{self, Diff, Store, Version};
use crate::model::{Project, ProjectId};

/// Where an earlier state comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// A version that was kept, by its hash.
    Kept(String),
    /// Another file.
    File(PathBuf),
}

/// A state of the project at some time.
#[derive(Clone, Debug)]
pub(super) struct Stop {
    /// When it was, or the name of its file with its date.
    pub when: String,
    source: Source,
    time: SystemTime,
}

/// An earlier state held against what is open now.
pub(super) struct Look {
    source: Source,
    /// When it was.
    pub when: String,
    /// What it held.
    pub then: Arc<Project>,
    /// From it to now.
    pub diff: Diff,
    /// What came, went and changed, for the map.
    marks: Arc<Changes>,
}

/// What the panel holds against each other.
type Asked = (Source, u64);

/// Earlier states in a row, and the one that is looked at.
#[derive(Default)]
pub(super) struct Timeline {
    /// A file that is being read to compare with.
    pub comparing: Option<Comparing>,
    listed: Inquiry<(ProjectId, String), Vec<Version>>,
    files: Vec<Stop>,
    chosen: Option<Source>,
    looked: Inquiry<Asked, Result<Look, String>>,
    figures: Inquiry<(Source, OfNetwork), Option<NetworkChanges>>,
    /// Which figure's winners and losers are listed.
    pub measure: Option<Measure>,
    /// How it was is shown beside the map in front.
    pub beside: bool,
    /// What the map wears because of this.
    worn: Option<Arc<Changes>>,
    painted: beside::Painted,
}

impl Timeline {
    /// Forgets everything, for another project.
    pub fn forget(&mut self) {
        *self = Self { comparing: self.comparing.take(), ..Self::default() };
    }

    /// Kept versions and files, the oldest first.
    pub fn stops(&mut self) -> Vec<Stop> {
        let kept = self.listed.latest();
        let kept = kept.iter().flat_map(|list| list.iter()).map(|version| Stop {
            when: when(version),
            source: Source::Kept(version.hash.clone()),
            time: version.time(),
        });
        let mut stops: Vec<Stop> = kept.chain(self.files.iter().cloned()).collect();
        stops.sort_by_key(|stop| stop.time);
        stops
    }

    /// The place of the chosen state; that after the last is now.
    pub fn place(&self, stops: &[Stop]) -> usize {
        let chosen = self.chosen.as_ref();
        stops.iter().position(|stop| Some(&stop.source) == chosen).unwrap_or(stops.len())
    }

    /// Chooses a state by its place; any place after the last is now.
    pub fn choose(&mut self, stops: &[Stop], place: usize) {
        self.chosen = stops.get(place).map(|stop| stop.source.clone());
    }

    /// The chosen state held against now; `None` while it is being read and when now is chosen.
    pub fn look(&mut self) -> Option<Arc<Result<Look, String>>> {
        let chosen = self.chosen.clone()?;
        // An answer to the edit before stays until the next is there: marks do not flicker.
        let is_it = |look: &Arc<Result<Look, String>>| match look.as_ref() {
            Ok(look) => look.source == chosen,
            Err(_) => true,
        };
        self.looked.answer().or_else(|| self.looked.latest().filter(is_it))
    }

    /// Who gained and lost since the chosen state; `None` while that is being worked out.
    pub fn figures(&mut self) -> Option<Arc<Option<NetworkChanges>>> {
        self.figures.answer()
    }

    /// How far the figures are.
    pub fn progress(&mut self) -> Option<f32> {
        self.figures.progress()
    }
}

impl App {
    /// Asks for the list of versions, and for the chosen one.
    pub(super) fn ask_timeline(&mut self, ctx: &Context) {
        let now = Arc::clone(self.session.history.project());
        let home = now.about.id.clone().zip(self.keeper.store());
        if let Some((id, store)) = home.clone() {
            // Each save keeps another version.
            let saved = self.session.base().map(|base| file::short(&base.hash)).unwrap_or_default();
            let key = (id.clone(), saved);
            self.timeline.listed.ask(ctx, &key, move |_| store.list(&id).unwrap_or_default());
        }
        let Some(source) = self.timeline.chosen.clone() else { return };
        let stops = self.timeline.stops();
        let when = stops.get(self.timeline.place(&stops)).map(|stop| stop.when.clone()).unwrap_or_default();
        let key = (source.clone(), self.session.history.revision());
        self.timeline.looked.ask(ctx, &key, move |_| {
            let then = read(&source, home.as_ref())?;
            let diff = file::diff(&then, &now);
            let marks = Arc::new(changes(&diff));
            Ok(Look { source, when, then: Arc::new(then), diff, marks })
        });
    }

    /// Asks who gained and lost in the network since the chosen state.
    pub(super) fn ask_gains(&mut self, ctx: &Context) {
        let Some(look) = self.timeline.look() else { return };
        let Ok(look) = look.as_ref() else { return };
        let kind = self.network_kind();
        let key = (look.source.clone(), (self.session.history.revision(), kind));
        let (then, now) = (Arc::clone(&look.then), Arc::clone(self.session.history.project()));
        self.timeline.figures.ask(ctx, &key, move |watch| {
            let then = measured(&then, kind, watch).ok()?;
            let now = measured(&now, kind, watch).ok()?;
            Some(network::changes(&then, &now))
        });
    }

    /// Puts what came, went and changed on the map while the panel is open, and takes it off again.
    pub(super) fn poll_timeline(&mut self) {
        self.poll_comparison();
        let open = self.view.panel == Some(Panel::Time) && !self.view.panels_hidden;
        let look = self.timeline.look().filter(|_| open);
        if let Some(Ok(look)) = look.as_deref() {
            if self.timeline.worn.as_ref().is_none_or(|worn| !Arc::ptr_eq(worn, &look.marks)) {
                self.timeline.worn = Some(Arc::clone(&look.marks));
                self.view.changes = Some(Arc::clone(&look.marks));
                self.view.ghosts = Some(Arc::clone(&look.then));
            }
        } else if let Some(worn) = self.timeline.worn.take()
            && self.view.changes.as_ref().is_some_and(|changes| Arc::ptr_eq(changes, &worn))
        {
            self.view.changes = None;
            self.view.ghosts = None;
        }
    }

    /// Puts a file into the row, by the date when it was last written, and holds the project against it.
    pub fn hold_against(&mut self, path: &Path) {
        let time = std::fs::metadata(path).and_then(|data| data.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
        let date = chrono::DateTime::<chrono::Local>::from(time).format("%d %B %Y");
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let source = Source::File(path.to_owned());
        self.timeline.files.retain(|stop| stop.source != source);
        self.timeline.files.push(Stop { when: format!("{name}, {date}"), source: source.clone(), time });
        self.timeline.chosen = Some(source);
        self.show_panel(Panel::Time);
    }
}

/// What a state held.
fn read(source: &Source, home: Option<&(ProjectId, Store)>) -> Result<Project, String> {
    match (source, home) {
        (Source::Kept(hash), Some((id, store))) => {
            store.open(id, hash).map(|document| document.project).map_err(|error| error.to_string())
        }
        (Source::Kept(_), None) => Err("Versions are not kept any more; choose another one.".to_owned()),
        (Source::File(path), _) => exchange::read(path, &Options::default())
            .map(|imported| imported.project)
            .map_err(|error| error.to_string()),
    }
}

fn measured(project: &Project, kind: Kind, watch: &Watch) -> Result<Network, NetworkError> {
    let options = NetworkOptions { kind: Some(kind), ..NetworkOptions::default() };
    network::measure(&TieGraph::new(project, &options)?, None, watch)
}
