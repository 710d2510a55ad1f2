//! Writing the report, on a thread of its own: the search for partners alone can take seconds.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;

use egui::Context;

use super::App;
use super::overlay::Overlay;
use crate::analysis::Watch;
use crate::export::report::{ReportOptions, html, markdown, report};
use crate::file::{self, Header};
use crate::model::Project;
use crate::scene::TextMeasurer;

/// The outcome that a report under way will have: where it is, or why it was not written.
pub(super) type Reporting = Receiver<Result<PathBuf, String>>;

/// Writes the report of a project to `path`, as its ending says.
fn write(project: &Project, options: &ReportOptions, path: &Path) -> Result<(), String> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let is_page = match ending.as_deref() {
        Some("html" | "htm") => true,
        Some("md" | "markdown") => false,
        _ => return Err("Give the report a name that ends in .html or .md.".to_owned()),
    };
    let made = report(project, options, &Watch::default(), &mut TextMeasurer::new());
    let text = if is_page { html::write(&made) } else { markdown::write(&made) };
    file::replace(path, text.as_bytes()).map_err(|error| error.to_string())
}

impl App {
    /// Begins to write the report.
    pub(super) fn write_report(&mut self, ctx: &Context, path: PathBuf) {
        let project = Arc::clone(self.session.history.project());
        let bytes = file::to_bytes(&project, &Header::default());
        let name = self.session.path().and_then(|path| path.file_name());
        let options = ReportOptions {
            today: chrono::Local::now().date_naive().to_string(),
            file: name.map_or_else(|| self.session.title(), |name| name.to_string_lossy().into_owned()),
            hash: file::hash_text(&bytes),
            ..ReportOptions::default()
        };
        let (sender, receiver) = channel();
        let wake = ctx.clone();
        let work = move || {
            drop(sender.send(write(&project, &options, &path).map(|()| path)));
            wake.request_repaint();
        };
        match thread::Builder::new().name("report".to_owned()).spawn(work) {
            Ok(_) => {
                self.reporting = Some(receiver);
                self.toasts.say("Writing the report…");
            }
            Err(error) => self.not_written(format!("The system gave no thread for it: {error}.")),
        }
    }

    /// Says what became of the report under way.
    pub(super) fn poll_report(&mut self) {
        let Some(reporting) = &self.reporting else { return };
        match reporting.try_recv() {
            Ok(Ok(path)) => self.toasts.say(format!("The report is in {}.", path.display())),
            Ok(Err(body)) => self.not_written(body),
            Err(TryRecvError::Empty) => return,
            Err(TryRecvError::Disconnected) => self.not_written("Please try again.".to_owned()),
        }
        self.reporting = None;
    }

    fn not_written(&mut self, body: String) {
        self.overlay = Some(Overlay::Message { title: "The report was not written".to_owned(), body });
    }
}
