//! Following: what another computer or person saves in the file is shown, without a question and without a dialog.

use std::path::{Path, PathBuf};
use std::time::Duration;

use egui::{Align2, Context, Rect, Ui, pos2, vec2};

use crate::app::App;
use crate::app::fonts::{self, Weight};
use crate::app::theme::color;
use crate::app::widgets;
use crate::edit::History;
use crate::file::{self, Change, Watcher};
use crate::scene::icon::Icon;
use crate::scene::tokens::Theme;

/// How often the file is looked at: a save shows within a second and a half, cross-fade included.
const EVERY: Duration = Duration::from_millis(400);

/// A file that is followed.
pub struct Follow {
    watcher: Watcher,
    path: PathBuf,
    /// Why the last good map is shown instead of what the file holds, in a few words.
    trouble: Option<&'static str>,
    /// How many versions came in.
    arrived: usize,
}

impl Follow {
    /// Follows `path`; the version that the window shows has just been read from it.
    pub(in crate::app) fn start(ctx: &Context, path: &Path) -> Option<Self> {
        let known = file::open(path).map(|document| document.hash).unwrap_or_default();
        let wake = ctx.clone();
        let watcher = Watcher::start(path, known, EVERY, move || wake.request_repaint()).ok()?;
        Some(Self { watcher, path: path.to_owned(), trouble: None, arrived: 0 })
    }

    /// How many versions came in since the presentation began.
    pub fn arrived(&self) -> usize {
        self.arrived
    }

    /// Why the last good map is shown; `None` while the file is as it should be.
    pub fn trouble(&self) -> Option<&'static str> {
        self.trouble
    }
}

impl App {
    /// Takes in what the file that is followed holds now.
    pub(in crate::app) fn poll_follow(&mut self) {
        while let Some(change) = self.follow.as_ref().and_then(|follow| follow.watcher.poll()) {
            let Some(follow) = &mut self.follow else { return };
            match change {
                Change::Changed(arrived) => {
                    follow.trouble = None;
                    follow.arrived += 1;
                    self.session.history = History::new(arrived.document.project, true);
                    self.worker.forget();
                    self.canvas.forget();
                    let project = std::sync::Arc::clone(self.session.history.project());
                    self.view.settle(&project);
                    if let Some(show) = &mut self.show {
                        // Revisions begin anew, and what came in is shown because it is in the file.
                        show.kept.clear();
                        show.known = project.elements.keys().cloned().collect();
                    }
                }
                Change::Missing => follow.trouble = Some("the file is away"),
                Change::Damaged(_) => follow.trouble = Some("the file is being written or damaged"),
                Change::Offline(_) => follow.trouble = Some("its folder cannot be reached"),
                Change::Back => follow.trouble = None,
            }
        }
    }
}

/// A quiet line at the foot while the file is not as it should be.
pub(super) fn trouble_ui(ui: &Ui, app: &App, rect: Rect) {
    let Some(follow) = &app.follow else { return };
    let Some(trouble) = follow.trouble else { return };
    let t = Theme::Projector.tokens();
    let name = follow.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let said = format!("Last good version of {name}: {trouble}");
    let at = pos2(rect.center().x, rect.bottom() - 20.0);
    let job = fonts::text(&said, 13.0, Weight::Medium, color(t.warn));
    let words = widgets::text_at(ui, at, Align2::CENTER_CENTER, job);
    widgets::glyph(ui, words.left_center() - vec2(14.0, 0.0), Icon::Warning.char(), 15.0, color(t.warn));
}
