//! Earlier versions of the open project: what each differs in, how it looked, restoring it and comparing with it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;

use egui::{ColorImage, Context};

use super::App;
use super::overlay::Overlay;
use super::picture::color_image;
use super::team::{Compared, News};
use super::view_state::Panel;
use crate::exchange::{self, Options};
use crate::export;
use crate::file::{self, Diff, Store, Version};
use crate::model::{MapId, Project, ProjectId};
use crate::scene::tokens::Theme;
use crate::scene::{PictureOptions, TextMeasurer, picture};

/// One version, read.
pub(super) struct Preview {
    /// Its hash.
    pub hash: String,
    /// What it holds.
    pub project: Arc<Project>,
    /// What restoring it would change.
    pub diff: Diff,
    /// How its map looked; `None` when it had none to draw.
    pub image: Option<Arc<ColorImage>>,
    /// The picture as the window paints it, once it was shown.
    pub texture: Option<egui::TextureHandle>,
}

/// The list of versions, and the one that is looked at.
#[derive(Default)]
pub(super) struct Versions {
    /// Newest first; `None` while they are being listed.
    pub list: Option<Vec<Version>>,
    /// The place of the chosen one.
    pub chosen: usize,
    /// The chosen one, once it is read; or why it cannot be.
    pub preview: Option<Result<Preview, String>>,
    listing: Option<Receiver<Vec<Version>>>,
    reading: Option<(String, Receiver<Result<Preview, String>>)>,
}

impl Versions {
    /// The version that is chosen.
    pub fn version(&self) -> Option<&Version> {
        self.list.as_ref()?.get(self.chosen)
    }

    /// Chooses another version.
    pub fn choose(&mut self, place: usize) {
        if self.chosen != place {
            self.chosen = place;
            self.preview = None;
        }
    }
}

/// A comparison that is being read, with the name of what is compared.
pub(super) type Comparing = Receiver<Result<(String, Compared), String>>;

impl App {
    /// Opens the list of earlier versions.
    pub(super) fn open_versions(&mut self, ctx: &Context) {
        let id = self.session.history.project().about.id.clone();
        let listing = id.zip(self.keeper.store()).and_then(|(id, store)| {
            let wake = ctx.clone();
            start(move || store.list(&id).unwrap_or_default(), move || wake.request_repaint())
        });
        let list = listing.is_none().then(Vec::new);
        self.versions = Versions { list, listing, ..Versions::default() };
        self.overlay = Some(Overlay::Versions);
    }

    /// Takes in what was listed and read, and asks for what is to be shown next.
    pub(super) fn poll_versions(&mut self, ctx: &Context) {
        let now = Arc::clone(self.session.history.project());
        let versions = &mut self.versions;
        if let Some(list) = versions.listing.as_ref().and_then(|inbox| inbox.try_recv().ok()) {
            versions.list = Some(list);
            versions.listing = None;
        }
        let chosen = versions.version().map(|version| version.hash.clone());
        if let Some((hash, inbox)) = &versions.reading {
            match inbox.try_recv() {
                Ok(preview) => {
                    if chosen.as_ref() == Some(hash) {
                        versions.preview = Some(preview);
                    }
                    versions.reading = None;
                }
                Err(TryRecvError::Empty) => return,
                Err(TryRecvError::Disconnected) => versions.reading = None,
            }
        }
        let (None, Some(hash), Some(store)) = (&versions.preview, chosen, self.keeper.store()) else {
            return;
        };
        let Some(id) = now.about.id.clone() else { return };
        let (map, theme, wake, wanted) =
            (self.view.map.clone(), self.settings.theme(), ctx.clone(), hash.clone());
        let read = move || preview(&store, &id, &wanted, &now, map.as_ref(), theme);
        self.versions.reading = start(read, move || wake.request_repaint()).map(|inbox| (hash, inbox));
    }

    /// Makes the chosen version the project, as one step. What the file holds stays until it is saved.
    pub(super) fn restore_version(&mut self) {
        let when = self.versions.version().map(when).unwrap_or_default();
        let Some(Ok(preview)) = self.versions.preview.take() else { return };
        let selection = self.view.selection.clone();
        let project = (*preview.project).clone();
        self.session.history.adopt(project, "restoring an earlier version", &selection);
        self.view.settle(self.session.history.project());
        self.versions = Versions::default();
        let told = format!("This is the version of {when}. Save to keep it in the file.");
        self.toasts.offer(told, "Undo", super::command::Command::Undo);
    }

    /// Shows what the chosen version has and has not, on the map and in a list.
    pub(super) fn compare_version(&mut self) {
        let when = self.versions.version().map(when).unwrap_or_default();
        let Some(Ok(preview)) = self.versions.preview.take() else { return };
        let compared = Compared::of(self.session.history.project(), preview.project);
        self.show_comparison(format!("the version of {when}"), compared);
        self.versions = Versions::default();
    }

    /// Reads a file to compare the open project with.
    pub(super) fn compare_with(&mut self, ctx: &Context, path: PathBuf) {
        let now = Arc::clone(self.session.history.project());
        let wake = ctx.clone();
        self.timeline.comparing = start(move || read_other(&path, &now), move || wake.request_repaint());
    }

    /// Shows a comparison once its file is read.
    pub(super) fn poll_comparison(&mut self) {
        let inbox = self.timeline.comparing.as_ref();
        let Some(answer) = inbox.and_then(|inbox| inbox.try_recv().ok()) else { return };
        self.timeline.comparing = None;
        match answer {
            Ok((name, compared)) => self.show_comparison(name, compared),
            Err(told) => self.toasts.say(told),
        }
    }

    fn show_comparison(&mut self, name: String, compared: Compared) {
        let news = News::compared(name, compared);
        self.view.changes = Some(Arc::new(news.changes()));
        self.view.ghosts = news.compared.as_ref().map(|compared| Arc::clone(&compared.other));
        self.view.panel = Some(Panel::History);
        self.view.panels_hidden = false;
        self.team.news = Some(News { revision: self.session.history.revision(), ..news });
    }
}

/// When a version was kept, as people say it.
pub(super) fn when(version: &Version) -> String {
    let time = chrono::DateTime::<chrono::Local>::from(version.time());
    let today = time.date_naive() == chrono::Local::now().date_naive();
    if today { time.format("today, %H:%M:%S") } else { time.format("%d %B %Y, %H:%M") }.to_string()
}

/// Does some work on a thread. `None` when no thread can be started.
fn start<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
    wake: impl Fn() + Send + 'static,
) -> Option<Receiver<T>> {
    let (sender, inbox) = channel();
    let run = move || {
        drop(sender.send(work()));
        wake();
    };
    thread::Builder::new().name("versions".to_owned()).spawn(run).ok().map(|_| inbox)
}

fn preview(
    store: &Store,
    id: &ProjectId,
    hash: &str,
    now: &Project,
    map: Option<&MapId>,
    theme: Theme,
) -> Result<Preview, String> {
    let document = store.open(id, hash).map_err(|error| error.to_string())?;
    let project = document.project;
    let map = map.filter(|map| project.maps.contains_key(*map)).cloned();
    let map = map.or_else(|| project.maps_in_order().first().map(|(id, _)| (*id).clone()));
    let image = map.and_then(|map| paint(&project, &map, theme)).map(Arc::new);
    let diff = file::diff(now, &project);
    Ok(Preview { hash: hash.to_owned(), project: Arc::new(project), diff, image, texture: None })
}

/// A small picture of a map.
fn paint(project: &Project, map: &MapId, theme: Theme) -> Option<ColorImage> {
    const WIDEST: f64 = 900.0;
    let options = PictureOptions { theme, legend: false, margin: 12.0, ..PictureOptions::default() };
    let picture = picture(project, map, &options, &mut TextMeasurer::new());
    let scale = (WIDEST / picture.size.width.max(picture.size.height).max(1.0)).min(1.5);
    export::pixels::paint(&picture, scale).ok().map(|pixels| color_image(&pixels))
}

fn read_other(path: &Path, now: &Arc<Project>) -> Result<(String, Compared), String> {
    let imported = exchange::read(path, &Options::default()).map_err(|error| error.to_string())?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok((name, Compared::of(now, Arc::new(imported.project))))
}
