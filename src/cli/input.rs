//! The file that a verb asks about.

use std::path::PathBuf;

use clap::Args;

use super::session::{Failure, Session};
use crate::exchange::{self, Imported, Options};

/// A file that is read and left as it is.
#[derive(Args)]
pub(super) struct Input {
    /// A project, or a file of any format that can be imported.
    file: PathBuf,
    /// Ties run one way: those of a link table unless a column says otherwise, those of a project as drawn.
    #[arg(long)]
    pub(super) directed: bool,
}

impl Input {
    /// Reads the file. What could not be understood becomes a warning: the answer may lack it.
    pub(super) fn read(&self, session: &mut Session<'_>) -> Result<Imported, Failure> {
        let options = Options { directed: self.directed, ..Options::default() };
        let mut imported = exchange::read(&self.file, &options)?;
        for misfit in &imported.misfits {
            imported.warnings.push(format!(
                "{} should be {}, but is {}; it does not count.",
                misfit.at, misfit.expected, misfit.found
            ));
        }
        session.warn(&imported.warnings);
        Ok(imported)
    }

    /// What the file is called.
    pub(super) fn name(&self) -> String {
        self.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }

    /// Its bytes, where it can be read.
    pub(super) fn bytes(&self) -> Option<Vec<u8>> {
        std::fs::read(&self.file).ok()
    }
}
