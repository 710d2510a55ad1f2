//! `linchpin outline`

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::session::{Answer, Failure, Session};
use crate::{exchange, file};

/// Print a project as sorted, readable lines, with names instead of ids: what git compares.
#[derive(Args)]
pub(super) struct Outline {
    /// A project, or a file of any format that can be imported.
    file: PathBuf,
}

impl Outline {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        let imported = exchange::read_any(&self.file)?;
        let outline = file::outline(&imported.project);
        if session.json {
            let lines: Vec<&str> = outline.lines().collect();
            session.print_json(&json!({ "lines": lines }))?;
        } else {
            write!(session.out, "{outline}")?;
        }
        Ok(Answer::Yes)
    }
}
