//! `linchpin restore`

use std::path::PathBuf;

use chrono::{DateTime, Local};
use clap::Args;
use serde_json::json;

use super::session::{Answer, Failure, Session};
use crate::file;
use crate::model::ProjectId;

/// Bring back an earlier version of a project from the history on this computer. What the file holds now is kept in the
/// history first.
#[derive(Args)]
pub(super) struct Restore {
    /// The project file.
    file: PathBuf,
    /// List the versions, newest first, and change nothing.
    #[arg(long)]
    list: bool,
    /// The version: its name in the list, or how it begins. Without it, the newest that differs from the file.
    #[arg(long, value_name = "VERSION")]
    version: Option<String>,
    /// The project's id, for a file that cannot be read any more.
    #[arg(long, value_name = "ID")]
    project: Option<String>,
}

impl Restore {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        let no_home = || Failure::Usage("there is no home folder, so there is no history.".to_owned());
        let store = session.store.clone().ok_or_else(no_home)?;
        let now = file::open(&self.file);
        let id = match (&self.project, &now) {
            (Some(id), _) => ProjectId::from(id.as_str()),
            (None, Ok(document)) => document.project.about.id.clone().ok_or_else(|| {
                Failure::Usage(format!(
                    "{}: the project has no id, so it has no history.",
                    self.file.display()
                ))
            })?,
            (None, Err(_)) => return Err(now.err().map_or_else(no_home, Failure::Read)),
        };
        let versions = store.list(&id)?;
        if self.list {
            let time = |version: &file::Version| {
                DateTime::<Local>::from(version.time()).format("%Y-%m-%d %H:%M:%S").to_string()
            };
            if session.json {
                let listed: Vec<_> = versions
                    .iter()
                    .map(|version| json!({"version": version.hash, "time": time(version), "bytes": version.bytes}))
                    .collect();
                session.print_json(&json!({ "versions": listed }))?;
            } else {
                for version in &versions {
                    writeln!(session.out, "{}  {}  {} bytes", version.hash, time(version), version.bytes)?;
                }
            }
            return Ok(Answer::Yes);
        }
        let bytes_now = std::fs::read(&self.file).unwrap_or_default();
        let other = || versions.iter().find(|version| version.hash != file::short_hash(&bytes_now));
        let Some(hash) = self.version.clone().or_else(|| other().map(|version| version.hash.clone())) else {
            return Err(file::StoreError::NoVersion("other than this".to_owned()).into());
        };
        let bytes = store.read(&id, &hash)?;
        if !bytes_now.is_empty() {
            store.put(&id, &bytes_now)?;
        }
        session.save_project(&self.file, &bytes)?;
        if session.json {
            session.print_json(&json!({ "restored": file::short_hash(&bytes) }))?;
        } else {
            writeln!(session.out, "{}: version {} is back", self.file.display(), file::short_hash(&bytes))?;
        }
        Ok(Answer::Yes)
    }
}
