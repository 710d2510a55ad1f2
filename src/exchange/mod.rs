//! Foreign formats in and out, one file or folder per format.
//!
//! [`read_any`] reads whatever the program can read; [`write()`] writes by [`Format`]. A new format is one module with its
//! handler and one line in the table of `format.rs`.
//!
//! Every reader turns a file into a flat map, which one builder turns into a project; every writer gets a flat map from
//! which what its format cannot hold was taken out. So ids, names, dangling ends, signs and the loss account are the same
//! for all formats.

mod account;
mod attributes;
mod bounded;
mod build;
pub mod capture;
mod causal;
mod derive;
mod fault;
mod flat;
mod format;
mod gather;
mod graph;
mod mapping;
mod matching;
mod outline;
mod preview;
mod source;
pub mod table;
mod xml;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

pub use account::{Account, Fate};
pub use fault::{Fault, ImportError};
pub use flat::Part;
pub use format::Format;
pub use matching::{Matches, NearMatch, matches};
pub use preview::{First, Preview, Row};
pub use table::{Column, Role, columns, is_workbook, roles, table_of};

use source::Source;

use crate::file::{self, Header, ReadError, ReadFault};
use crate::model::Project;
use crate::model::json::Misfit;

/// How to read what a format leaves open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The format; absent means that the file's ending and content say it.
    pub from: Option<Format>,
    /// Ties of a link table run one way, unless a column says otherwise.
    pub directed: bool,
    /// What columns of a table mean, by their names in the header, where the names do not say it. Of a workbook, by sheet
    /// and name, as in `Links!Weight`, or by the name alone.
    pub columns: BTreeMap<String, Role>,
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
    /// What became of everything in the file; empty for our own.
    pub account: Account,
    /// The name of the format.
    pub format: &'static str,
    /// What the file begins with.
    pub first: First,
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
    let bytes = file::read_bounded(path).map_err(|fault| ReadError::new(path, fault))?;
    read_bytes(path, &bytes, options)
}

/// Reads a project from the bytes of a file; `path` gives its name and ending.
///
/// # Errors
/// As [`read_any`].
pub fn read_bytes(path: &Path, bytes: &[u8], options: &Options) -> Result<Imported, ImportError> {
    let failed = |fault: ReadFault| ReadError::new(path, fault);
    let mut account = Account::default();
    // A workbook is an archive; everything else is text.
    let text = if is_workbook(bytes) {
        Cow::Borrowed("")
    } else {
        source::decode(bytes, &mut account).map_err(failed)?
    };
    let title = path.file_stem().unwrap_or_default().to_string_lossy();
    let source = Source::new(bytes, &text, options);
    let format = options.from.unwrap_or_else(|| recognise(path, &source, &mut account));
    let Some(handler) = format.handler() else {
        if format == Format::Text {
            return Ok(lines(&text, &title, account));
        }
        let mut imported = linchpin(text.as_bytes()).map_err(failed)?;
        imported.warnings.extend(account.warnings());
        return Ok(imported);
    };
    let mut flat = (handler.read)(&source, &mut account)
        .and_then(|flat| flat.within().map(|()| flat))
        .map_err(|fault| ImportError::Content { file: path.display().to_string(), fault })?;
    if flat.title.trim().is_empty() {
        flat.title = title.clone().into_owned();
    }
    let (project, first) = build::build(flat, handler.origin, &mut account);
    Ok(foreign((project, first), account, format))
}

fn foreign((project, first): (Project, First), account: Account, format: Format) -> Imported {
    Imported {
        project,
        header: Header::default(),
        read_only: false,
        misfits: Vec::new(),
        warnings: account.warnings(),
        account,
        format: format.name(),
        first,
    }
}

/// Lines of the capture language, which makes projects by itself.
fn lines(text: &str, title: &str, mut account: Account) -> Imported {
    let (project, warnings) = capture::read(text, title);
    for warning in warnings {
        account.notice(warning);
    }
    let first = First::of(&project);
    foreign((project, first), account, Format::Text)
}

fn linchpin(bytes: &[u8]) -> Result<Imported, ReadFault> {
    let document = file::parse(bytes).map_err(|error| error.fault)?;
    Ok(Imported {
        header: document.header(),
        first: First::of(&document.project),
        project: document.project,
        read_only: document.read_only,
        misfits: document.misfits,
        warnings: document.notices,
        account: Account::default(),
        format: Format::Linchpin.name(),
    })
}

/// The format of a file: the one that its ending allows and its content shows; otherwise what the content shows;
/// otherwise what the ending says, whose reader then says what is missing.
fn recognise(path: &Path, source: &Source<'_>, account: &mut Account) -> Format {
    let shows = |format: &Format| match format.handler() {
        Some(handler) => (handler.sniff)(source),
        // Any text could be lines of the capture language, so only the ending says so.
        None if *format == Format::Text => false,
        None => source.text.trim_start().starts_with('{') && source.text.contains("\"linchpin\""),
    };
    if let Some(format) = Format::by_ending(path).find(shows) {
        return format;
    }
    let ending = Format::from_path(path);
    if let Some(format) = Format::ALL.iter().copied().find(shows) {
        if ending.is_some() {
            let title = format.title();
            account.notice(format!("The ending of the name does not fit: the content is {title}."));
        }
        return format;
    }
    ending.unwrap_or(Format::Linchpin)
}

/// A file as it will be written.
#[derive(Clone, Debug)]
pub struct Written {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What became of everything in the project.
    pub account: Account,
}

/// The bytes of `project` in a format, and what the format cannot hold.
///
/// # Errors
/// Says which formats can be written when this one cannot.
pub fn write(project: &Project, header: &Header, format: Format) -> Result<Written, Fault> {
    let mut account = Account::default();
    let Some(handler) = format.handler() else {
        if format != Format::Text {
            return Ok(Written { bytes: file::to_bytes(project, header), account });
        }
        let (text, left_out) = capture::write(project);
        for sentence in left_out {
            account.notice(sentence);
        }
        return Ok(Written { bytes: text.into_bytes(), account });
    };
    let Some(write) = handler.write else {
        let names: Vec<&str> =
            Format::ALL.iter().filter(|format| format.can_write()).map(|format| format.name()).collect();
        let what = format!("{} can be read, but not written", handler.title);
        return Err(Fault::new(0, what, format!("choose one of {}", names.join(", "))));
    };
    let mut flat = gather::gather(project, &mut account);
    flat.within()?;
    gather::restrict(&mut flat, handler.holds, &mut account);
    Ok(Written { bytes: write(&flat, &mut account)?, account })
}
