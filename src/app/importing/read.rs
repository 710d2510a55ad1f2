//! Reading a file to import, beside the window.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use super::Read;
use crate::exchange::{self, Column, Format, ImportError, Imported, Options, Role};
use crate::file::{self, ReadError};
use crate::model::Project;

/// What is to be read.
pub(super) struct Job {
    pub path: PathBuf,
    /// The bytes, when the file was read before.
    pub bytes: Option<Arc<Vec<u8>>>,
    pub roles: BTreeMap<String, Role>,
    /// The roles of columns that were chosen before, by the names of all columns.
    pub remembered: BTreeMap<String, BTreeMap<String, Role>>,
    /// The open project, in which elements may be already.
    pub project: Arc<Project>,
}

/// What reading gave.
pub(super) struct Answer {
    pub bytes: Option<Arc<Vec<u8>>>,
    pub columns: Vec<Column>,
    pub roles: BTreeMap<String, Role>,
    pub read: Result<Read, String>,
}

/// Starts reading. `wake` is called when it is done.
///
/// # Errors
/// When the system gives no further thread.
pub(super) fn start(job: Job, wake: impl FnOnce() + Send + 'static) -> io::Result<Receiver<Answer>> {
    let (sender, answer) = channel();
    let run = move || {
        // Nobody waits any more when the dialog was closed.
        drop(sender.send(answer_to(job)));
        wake();
    };
    thread::Builder::new().name("import".to_owned()).spawn(run)?;
    Ok(answer)
}

/// The names of all columns, by which what was chosen for them is found again.
pub(super) fn signature(columns: &[Column]) -> String {
    columns.iter().map(Column::key).collect::<Vec<_>>().join("\u{1f}")
}

/// What columns mean can be said for this format.
fn is_table(format: Format) -> bool {
    matches!(format, Format::Csv | Format::Tsv | Format::Xlsx)
}

/// Reads the file, its columns as they are understood now. What columns mean is said of tables only.
fn read(path: &Path, bytes: &[u8], roles: &BTreeMap<String, Role>) -> Result<Imported, ImportError> {
    let text = Format::from_path(path).filter(|format| matches!(format, Format::Csv | Format::Tsv));
    let is_text = !roles.is_empty() && !exchange::is_workbook(bytes);
    let from = is_text.then(|| text.unwrap_or(Format::Csv));
    exchange::read_bytes(path, bytes, &Options { from, columns: roles.clone(), ..Options::default() })
}

fn answer_to(job: Job) -> Answer {
    let Job { path, bytes, mut roles, remembered, project } = job;
    let bytes = match bytes.map_or_else(|| file::read_bounded(&path).map(Arc::new), Ok) {
        Ok(bytes) => bytes,
        Err(fault) => {
            let read = Err(ReadError::new(&path, fault).to_string());
            return Answer { bytes: None, columns: Vec::new(), roles, read };
        }
    };
    let ending = Format::from_path(&path);
    let mut imported = read(&path, &bytes, &roles);
    let format = imported.as_ref().ok().and_then(|imported| Format::from_name(imported.format));
    // A table without the columns that it needs is one by its ending only.
    let has_columns = !roles.is_empty() || format.or(ending).is_some_and(is_table);
    let columns = if has_columns { exchange::columns(&bytes) } else { Vec::new() };
    if let Some(chosen) = remembered.get(&signature(&columns)).filter(|_| roles.is_empty()) {
        roles.clone_from(chosen);
        imported = read(&path, &bytes, &roles);
    }
    let imported = imported.map_err(|error| error.to_string());
    // Places come when it is brought in: what is in the file is shown sooner without them.
    let read = imported.map(|imported| Read {
        preview: imported.preview(),
        title: Format::from_name(imported.format).map_or("", Format::title),
        matches: exchange::matches(&project, &imported.project),
        account: imported.account,
        warnings: imported.warnings,
        project: Arc::new(imported.project),
    });
    Answer { bytes: Some(bytes), columns, roles, read }
}
