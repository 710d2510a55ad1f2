//! What lies over the window: dialogs, the palette, the help. At most one at a time.

use std::path::PathBuf;

use super::chooser::Purpose;
use super::export_dialog::ExportChoice;
use super::map_chooser::MapChoice;
use crate::model::{About, LinkId, MapId, ViewId};

/// What lies over the window.
#[derive(Clone, Debug, PartialEq)]
pub enum Overlay {
    /// Search for elements and commands.
    Palette {
        /// What was typed.
        query: String,
        /// The chosen row.
        row: usize,
    },
    /// Keys and gestures.
    Help,
    /// "Recover unsaved work?"
    Recover,
    /// "Merge this copy?"
    MergeCopy,
    /// Earlier versions of the project.
    Versions,
    /// "Save changes?"
    Unsaved(Next),
    /// One sentence and a way on.
    Message {
        /// What happened, in a few words.
        title: String,
        /// What it means and what to do.
        body: String,
    },
    /// A path typed in the window, where the system has no dialogs.
    PathPrompt {
        /// What the file is chosen for.
        purpose: Purpose,
        /// What was typed.
        text: String,
    },
    /// "Replace this file?"
    Replace {
        /// What it is written as.
        purpose: Purpose,
        /// The file that is there.
        path: PathBuf,
    },
    /// The preview of an import.
    Import,
    /// One of the project's maps.
    ChooseMap(MapChoice),
    /// A new title for a map.
    RenameMap {
        /// The map.
        map: MapId,
        /// What was typed.
        text: String,
    },
    /// A name for a loop.
    NameLoop {
        /// Its links in order.
        key: Vec<LinkId>,
        /// Its label, such as `R1`.
        label: String,
        /// What was typed.
        text: String,
    },
    /// A name for a saved view.
    NameView {
        /// The view, or none for a new one of what shows now.
        view: Option<ViewId>,
        /// What was typed.
        text: String,
    },
    /// "Delete this map?"
    DeleteMap(MapId),
    /// What a picture is to show.
    Export(ExportChoice),
    /// What the project is about.
    Details(Box<About>),
}

/// What was about to happen when unsaved changes were in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Start an empty project.
    New,
    /// Choose a file to open.
    Choose,
    /// Open this file.
    Open(PathBuf),
    /// Recover work that was left behind.
    Recover,
    /// Make what was read for import the open project.
    Imported,
    /// Close the window.
    Quit,
}
