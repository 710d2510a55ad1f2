//! `linchpin merge-driver`

use std::path::PathBuf;

use clap::Args;

use super::merge::{merge_files, report, sentences};
use super::session::{Answer, Failure, Session};
use crate::file;

/// Merge for git, as `git-setup` tells git to: writes the result to OURS. Exits with 1 when there is something to
/// decide, and with 129 when the input cannot be read; OURS is as it was then.
#[derive(Args)]
pub(super) struct MergeDriver {
    /// The common ancestor (%O), empty when there is none.
    base: PathBuf,
    /// Our version (%A), which the result replaces.
    ours: PathBuf,
    /// Their version (%B).
    theirs: PathBuf,
    /// The path of the file in the project (%P), for messages.
    path: Option<PathBuf>,
}

impl MergeDriver {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        let name = self.path.as_ref().unwrap_or(&self.ours).display().to_string();
        let refused = |failure: Failure| Failure::Driver(format!("{name} was not merged: {failure}"));
        let (merged, header) = merge_files(&self.base, &self.ours, &self.theirs).map_err(refused)?;
        let bytes = file::to_bytes(&merged.project, &header);
        // Git keeps all versions itself, and a rebase would put hundreds of passing ones into the history.
        file::save(&self.ours, &bytes).map_err(|error| refused(error.into()))?;
        if session.json {
            session.print_json(&report(&merged))?;
        } else if !merged.conflicts.is_empty() {
            write!(
                session.err,
                "{name}: both versions are kept; decide in Linchpin or with `linchpin resolve {name}`\n{}",
                sentences(&merged)
            )?;
        }
        Ok(if merged.conflicts.is_empty() { Answer::Yes } else { Answer::No })
    }
}
