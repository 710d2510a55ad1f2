//! `linchpin fmt`

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::session::{Answer, Failure, Session};
use crate::exchange::Format;
use crate::file;

/// Rewrite a project file in canonical form.
#[derive(Args)]
pub(super) struct Fmt {
    /// The project file.
    file: PathBuf,
    /// Change nothing; exit with 1 when the file is not in canonical form.
    #[arg(long)]
    check: bool,
}

impl Fmt {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        if let Some(format) = Format::from_path(&self.file).filter(|format| *format != Format::Linchpin) {
            return Err(Failure::Usage(format!(
                "{}: fmt is for Linchpin projects, this is {}; use `linchpin convert`.",
                self.file.display(),
                format.name()
            )));
        }
        let document = file::open(&self.file)?;
        let bytes = file::to_bytes(&document.project, &document.header());
        let changed = !document.is_from(&bytes);
        if changed && !self.check {
            session.save_project(&self.file, &bytes)?;
        }
        if session.json {
            session.print_json(&json!({ "changed": changed }))?;
        } else if changed {
            let what = if self.check { "is not in canonical form" } else { "rewritten in canonical form" };
            writeln!(session.out, "{}: {what}", self.file.display())?;
        }
        Ok(if changed && self.check { Answer::No } else { Answer::Yes })
    }
}
