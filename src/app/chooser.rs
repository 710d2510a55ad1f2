//! The system's file dialogs, off the window's thread; where there are none, a path typed in the window.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::exchange::Format;

/// What a file is chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To open it.
    Open,
    /// To import it into the open project.
    Import,
    /// To save the project in it.
    Save,
    /// To write a picture to it.
    Picture,
    /// To write the table to it.
    Table,
    /// To write the report to it.
    Report,
    /// To compare the project with it.
    Compare,
    /// To compare its causal map with those of the project.
    SomebodysMap,
    /// To hold the project against it as an earlier state.
    Snapshot,
    /// To put the picture in it under the map.
    Underlay,
}

impl Purpose {
    /// The ending of what is written when none was given; `None` where a file is only read.
    pub fn writes(self) -> Option<&'static str> {
        match self {
            Self::Save => Some("linchpin"),
            Self::Picture => Some("svg"),
            Self::Table => Some("csv"),
            Self::Report => Some("html"),
            Self::Open
            | Self::Import
            | Self::Compare
            | Self::SomebodysMap
            | Self::Snapshot
            | Self::Underlay => None,
        }
    }
}

/// What the dialog said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// This file.
    Path(Purpose, PathBuf),
    /// Nothing was chosen.
    Cancelled,
    /// No dialog could be shown: ask for the path in the window.
    NoDialog(Purpose),
}

/// A dialog that fails to open answers like one that was cancelled, only faster than anybody can.
const FASTER_THAN_PEOPLE: Duration = Duration::from_millis(500);

/// A dialog that is open.
pub struct Chooser {
    purpose: Purpose,
    since: Instant,
    chosen: Receiver<Option<PathBuf>>,
}

impl Chooser {
    /// Opens the system's dialog. `wake` is called when it closes.
    ///
    /// # Errors
    /// Gives the choice at once when no dialog can be shown.
    pub fn open(
        purpose: Purpose,
        suggested: &str,
        folder: Option<PathBuf>,
        wake: impl Fn() + Send + 'static,
    ) -> Result<Self, Choice> {
        let mut dialog = rfd::AsyncFileDialog::new();
        if let Some(folder) = folder {
            dialog = dialog.set_directory(folder);
        }
        dialog = match purpose {
            Purpose::Open => dialog
                .set_title("Open a project or a table")
                .add_filter("Maps and tables", &every_ending())
                .add_filter("All files", &["*"]),
            Purpose::Import => dialog
                .set_title("Import a map or a table")
                .add_filter("Maps and tables", &every_ending())
                .add_filter("All files", &["*"]),
            Purpose::SomebodysMap => dialog
                .set_title("Compare whose map?")
                .add_filter("Maps and tables", &every_ending())
                .add_filter("All files", &["*"]),
            Purpose::Compare | Purpose::Snapshot => dialog
                .set_title(if purpose == Purpose::Compare { "Compare with" } else { "Add an earlier state" })
                .add_filter("Projects", &["linchpin"])
                .add_filter("All files", &["*"]),
            Purpose::Save => dialog
                .set_title("Save the project")
                .set_file_name(suggested)
                .add_filter("Linchpin project", &["linchpin"]),
            Purpose::Picture => dialog
                .set_title("Export the map as a picture")
                .set_file_name(suggested)
                .add_filter("Picture", &["svg", "png", "pdf"]),
            Purpose::Table => {
                dialog.set_title("Export the table").set_file_name(suggested).add_filter("Table", &["csv"])
            }
            Purpose::Report => dialog
                .set_title("Write the report")
                .set_file_name(suggested)
                .add_filter("Web page or Markdown", &["html", "md"]),
            Purpose::Underlay => dialog
                .set_title("Choose a picture to lie under the map")
                .add_filter("Picture", &["png", "jpg", "jpeg", "gif", "webp"]),
        };
        // The dialog must be made on the window's thread; waiting for it must not block that thread.
        let (sender, chosen) = channel();
        let wait: Box<dyn FnOnce() -> Option<PathBuf> + Send> = if purpose.writes().is_none() {
            let picked = dialog.pick_file();
            Box::new(move || pollster::block_on(picked).map(|file| file.path().to_owned()))
        } else {
            let picked = dialog.save_file();
            Box::new(move || pollster::block_on(picked).map(|file| file.path().to_owned()))
        };
        let run = move || {
            drop(sender.send(wait()));
            wake();
        };
        match thread::Builder::new().name("file dialog".to_owned()).spawn(run) {
            Ok(_) => Ok(Self { purpose, since: Instant::now(), chosen }),
            Err(_) => Err(Choice::NoDialog(purpose)),
        }
    }

    /// What the dialog said, once it has closed.
    pub fn poll(&self) -> Option<Choice> {
        match self.chosen.try_recv() {
            Ok(Some(path)) => Some(Choice::Path(self.purpose, path)),
            Ok(None) if self.since.elapsed() < FASTER_THAN_PEOPLE => Some(Choice::NoDialog(self.purpose)),
            Ok(None) => Some(Choice::Cancelled),
            Err(TryRecvError::Disconnected) => Some(Choice::NoDialog(self.purpose)),
            Err(TryRecvError::Empty) => None,
        }
    }
}

/// The endings of every format, each once.
fn every_ending() -> Vec<&'static str> {
    let mut endings: Vec<&str> = Format::ALL.iter().flat_map(|format| format.endings()).copied().collect();
    endings.sort_unstable();
    endings.dedup();
    endings
}
