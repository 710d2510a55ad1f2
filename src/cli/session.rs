//! What every verb shares: where it writes, what it may answer and how it can fail.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;
use serde_json::{Value, json};

use crate::exchange::{Format, ImportError};
use crate::export::pdf::PdfError;
use crate::export::pixels::PaintError;
use crate::file::{self, ReadError, SaveError, Store};

/// What a verb answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// Done, or yes.
    Yes,
    /// No: there are errors, differences or conflicts.
    No,
}

/// Why a verb could not answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// The arguments do not fit.
    #[error("{0}")]
    Usage(String),
    /// Git asked for a merge that cannot be made.
    #[error("{0}")]
    Driver(String),
    /// The input cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The input cannot be imported.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// The history cannot be used.
    #[error(transparent)]
    Store(#[from] file::StoreError),
    /// The output cannot be saved.
    #[error(transparent)]
    Save(#[from] SaveError),
    /// The picture cannot be painted.
    #[error("{0}.")]
    Picture(#[from] PaintError),
    /// The pages cannot be made.
    #[error("{0}.")]
    Pages(#[from] PdfError),
    /// The output cannot be printed.
    #[error("printing failed ({0}).")]
    Out(#[from] io::Error),
}

impl Failure {
    /// The exit code. Git takes up to 128 for conflicts in a result that is there, and more for no result.
    pub(super) fn code(&self) -> i32 {
        if matches!(self, Self::Driver(_)) { 129 } else { 2 }
    }
}

/// Where a verb writes.
pub(super) struct Session<'a> {
    /// Answers.
    pub(super) out: &'a mut dyn Write,
    /// Warnings.
    pub(super) err: &'a mut dyn Write,
    /// Answers are one JSON object.
    pub(super) json: bool,
    /// Where versions of projects are kept.
    pub(super) store: Option<Store>,
}

impl Session<'_> {
    /// Prints the one object of `--json`.
    pub(super) fn print_json(&mut self, value: &Value) -> Result<(), Failure> {
        writeln!(self.out, "{value:#}")?;
        Ok(())
    }

    /// Prints a result as the one object of `--json`, with the warnings beside its own keys.
    pub(super) fn print_result(
        &mut self,
        result: &impl Serialize,
        warnings: &[String],
    ) -> Result<(), Failure> {
        let mut value = serde_json::to_value(result).map_err(io::Error::from)?;
        if let Value::Object(object) = &mut value {
            object.insert("warnings".to_owned(), json!(warnings));
        }
        self.print_json(&value)
    }

    /// Prints warnings as lines, unless JSON carries them.
    pub(super) fn warn(&mut self, warnings: &[String]) {
        if !self.json {
            for warning in warnings {
                // Nobody listening to warnings is no reason to stop.
                let _ = writeln!(self.err, "linchpin: warning: {warning}");
            }
        }
    }

    /// Refuses `--json` together with output that goes to stdout too.
    pub(super) fn check_out(&self, out: &Path) -> Result<(), Failure> {
        if self.json && is_stdout(out) {
            let message = "an OUT of `-` and `--json` both write to stdout; name a file for one of them.";
            return Err(Failure::Usage(message.to_owned()));
        }
        Ok(())
    }

    /// Writes the bytes of a file in `format` to `out`, as a whole or not at all.
    pub(super) fn write_file(&mut self, out: &Path, format: Format, bytes: &[u8]) -> Result<(), Failure> {
        if is_stdout(out) {
            self.out.write_all(bytes)?;
        } else if format == Format::Linchpin {
            self.save_project(out, bytes)?;
        } else {
            file::replace(out, bytes)?;
        }
        Ok(())
    }

    /// Saves a project, keeping the version it replaces and the new one. A history that cannot be written is only told,
    /// with `--json` too: the one object says what became of the project, not of the history.
    pub(super) fn save_project(&mut self, path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
        if let Some(error) = file::save_kept(self.store.as_ref(), path, bytes)? {
            // Nobody listening to warnings is no reason to stop.
            let _ = writeln!(self.err, "linchpin: warning: no earlier version was kept: {error}");
        }
        Ok(())
    }

    /// Says what was written: how much, and what was left out.
    pub(super) fn report(
        &mut self,
        out: &Path,
        elements: usize,
        links: usize,
        warnings: &[String],
    ) -> Result<(), Failure> {
        if self.json {
            return self.print_json(&json!({"warnings": warnings, "elements": elements, "links": links}));
        }
        self.warn(warnings);
        if !is_stdout(out) {
            writeln!(self.out, "{}: {elements} elements, {links} links", out.display())?;
        }
        Ok(())
    }
}

/// The name that stands for stdout.
pub(super) fn is_stdout(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The format to write a file in.
pub(super) fn format_for(out: &Path, named: Option<Format>) -> Result<Format, Failure> {
    let found = named.or_else(|| Format::from_path(out));
    match found {
        Some(format) => Ok(format),
        None if is_stdout(out) => Ok(Format::Linchpin),
        None => Err(Failure::Usage(format!(
            "{}: its ending does not say the format; name one with --to ({}).",
            out.display(),
            names()
        ))),
    }
}

/// The format of this name, for clap.
pub(super) fn format_named(name: &str) -> Result<Format, String> {
    Format::from_name(name).ok_or_else(|| format!("the formats are {}", names()))
}

fn names() -> String {
    let names: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
    names.join(", ")
}
