//! `linchpin diff`

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::session::{Answer, Failure, Session};
use crate::{exchange, file};

/// List what changed from one file to another, by meaning. Exits with 1 when they differ.
#[derive(Args)]
pub(super) struct Diff {
    /// The earlier file.
    a: PathBuf,
    /// The later file.
    b: PathBuf,
}

impl Diff {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        let (a, b) = (exchange::read_any(&self.a)?, exchange::read_any(&self.b)?);
        let diff = file::diff(&a.project, &b.project);
        if session.json {
            let changes = json!({"added": diff.added, "removed": diff.removed, "changed": diff.changed});
            session.print_json(&changes)?;
        } else {
            write!(session.out, "{diff}")?;
        }
        Ok(if diff.is_empty() { Answer::Yes } else { Answer::No })
    }
}
