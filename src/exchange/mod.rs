//! Foreign formats in and out, one file or folder per format.
//!
//! [`read_any`] reads whatever the program can read; [`write()`] writes by [`Format`]. A new format is one module, one
//! variant of [`Format`] and its arms here.

pub mod capture;
mod derive;
mod place;
pub mod table;

use std::path::Path;

use crate::file::{self, Header, ReadError, ReadFault};
use crate::model::Project;
use crate::model::json::Misfit;

/// A format that can be read and written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Linchpin's own project file.
    Linchpin,
    /// A link table with commas.
    Csv,
    /// A link table with tabs.
    Tsv,
    /// Lines of the capture language.
    Text,
}

impl Format {
    /// Every format.
    pub const ALL: &'static [Self] = &[Self::Linchpin, Self::Csv, Self::Tsv, Self::Text];

    /// The name that `--from` and `--to` take; it is also the usual ending of such files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Linchpin => "linchpin",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Text => "txt",
        }
    }

    /// The format of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.name().eq_ignore_ascii_case(name))
    }

    /// The format that the ending of a file's name says.
    pub fn from_path(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "json" => Some(Self::Linchpin),
            "tab" => Some(Self::Tsv),
            ending => Self::from_name(ending),
        }
    }
}

/// How to read what a format leaves open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The format; absent means that the file's ending and content say it.
    pub from: Option<Format>,
    /// Ties of a link table run one way, unless a column says otherwise.
    pub directed: bool,
}

/// A project as it was read from any format.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The project.
    pub project: Project,
    /// The first lines of a Linchpin file; the current ones for other formats.
    pub header: Header,
    /// The program is too old to save this file.
    pub read_only: bool,
    /// Fields of a Linchpin file that could not be understood.
    pub misfits: Vec<Misfit>,
    /// What was left out or guessed, as sentences.
    pub warnings: Vec<String>,
    /// The name of the format.
    pub format: &'static str,
}

impl Imported {
    fn foreign(project: Project, warnings: Vec<String>, format: Format) -> Self {
        let header = Header::default();
        Self { project, header, read_only: false, misfits: Vec::new(), warnings, format: format.name() }
    }
}

/// Why a file could not be imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A table without the columns that it needs.
    #[error(
        "{file}: a link table needs the columns `from` and `to` (or `source` and `target`), a list of elements the \
         column `name`; this one has {}.", columns(.found)
    )]
    Columns {
        /// The file as the user named it.
        file: String,
        /// The columns it has.
        found: Vec<String>,
    },
}

fn columns(found: &[String]) -> String {
    let found: Vec<String> = found.iter().map(|name| format!("`{name}`")).collect();
    found.join(", ")
}

/// Reads a project from a file of any known format.
///
/// # Errors
/// When the file cannot be read or holds no known format; the message names the file, the place and what helps.
pub fn read_any(path: &Path) -> Result<Imported, ImportError> {
    read(path, &Options::default())
}

/// Reads a project from a file, as the options say. At most 64 MiB are read.
///
/// # Errors
/// As [`read_any`].
pub fn read(path: &Path, options: &Options) -> Result<Imported, ImportError> {
    let failed = |fault: ReadFault| ReadError::new(path, fault);
    let bytes = file::read_bounded(path).map_err(failed)?;
    let format = options.from.or_else(|| Format::from_path(path)).unwrap_or_else(|| guess(&bytes));
    if format == Format::Linchpin {
        let document = file::parse(&bytes).map_err(|error| failed(error.fault))?;
        return Ok(Imported {
            header: document.header(),
            project: document.project,
            read_only: document.read_only,
            misfits: document.misfits,
            warnings: document.notices,
            format: format.name(),
        });
    }
    let text = file::text(&bytes).map_err(failed)?;
    let title = path.file_stem().unwrap_or_default().to_string_lossy();
    // Tables are often saved under this ending too.
    if format == Format::Text && !table::is_table(text) {
        let (project, warnings) = capture::read(text, &title);
        return Ok(Imported::foreign(project, warnings, format));
    }
    match table::read(text, &title, options.directed) {
        Ok((project, warnings)) => Ok(Imported::foreign(project, warnings, format)),
        Err(found) => Err(ImportError::Columns { file: path.display().to_string(), found }),
    }
}

/// The format of a file whose name says nothing.
fn guess(bytes: &[u8]) -> Format {
    match file::text(bytes) {
        Ok(text) if table::is_table(text) => Format::Csv,
        _ => Format::Linchpin,
    }
}

/// The bytes of `project` in a format, and what the format cannot hold.
pub fn write(project: &Project, header: &Header, format: Format) -> (Vec<u8>, Vec<String>) {
    match format {
        Format::Linchpin => (file::to_bytes(project, header), Vec::new()),
        Format::Csv => table::write(project, b','),
        Format::Tsv => table::write(project, b'\t'),
        Format::Text => {
            let (text, left_out) = capture::write(project);
            (text.into_bytes(), left_out)
        }
    }
}
