//! `linchpin resolve`

use std::path::{Path, PathBuf};
use std::process::Command;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::merge::sentences;
use super::session::{Answer, Failure, Session};
use crate::file::{self, Choice, Conflict, Header, ReadError, ReadFault};
use crate::model::Project;

/// Finish a merge: list what is left to decide and decide it. A file in which git left conflict marks is merged by
/// meaning first. Exits with 1 while something is left to decide.
#[derive(Args)]
pub(super) struct Resolve {
    /// The project file.
    file: PathBuf,
    /// Change nothing, list only.
    #[arg(long)]
    list: bool,
    /// Decide everything that no --choose names in one way.
    #[arg(long, value_name = "SIDE")]
    take: Option<Side>,
    /// Decide one thing: its path as --list shows it, and a value as JSON or plain text (`null` for none).
    #[arg(long, value_name = "PATH=VALUE")]
    choose: Vec<String>,
}

/// Whose values to take.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Side {
    /// Our version; only known while git's conflict marks are in the file.
    Ours,
    /// Their version; only known while git's conflict marks are in the file.
    Theirs,
    /// What it was before both changed it.
    Base,
    /// All values, where they go together.
    Both,
    /// What the project shows now.
    Shown,
}

/// The project to decide about, and who wanted what if that is known.
struct Open {
    project: Project,
    header: Header,
    conflicts: Vec<Conflict>,
    unmarked: bool,
}

impl Resolve {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        let mut open = self.open(session)?;
        let before = file::decisions(&open.project).len();
        if !self.list {
            for choice in &self.choose {
                let (path, value) = choice.split_once('=').ok_or_else(|| {
                    Failure::Usage(format!(
                        "--choose {choice}: write it as PATH=VALUE; --list shows the paths."
                    ))
                })?;
                let value = serde_json::from_str(value).unwrap_or_else(|_| Value::from(value));
                open.decide(path, &Choice::Value(value))?;
            }
            if let Some(side) = self.take {
                self.take(&mut open, side)?;
            }
            let bytes = file::to_bytes(&open.project, &open.header);
            if open.unmarked || file::decisions(&open.project).len() < before || !self.choose.is_empty() {
                session.save_project(&self.file, &bytes)?;
            }
        }
        let left = file::decisions(&open.project);
        if session.json {
            session.print_json(&json!({"conflicts": left, "decided": before - left.len()}))?;
        } else {
            for decision in &left {
                let values: Vec<String> = decision.values.iter().map(Value::to_string).collect();
                let kept = decision.kept.as_ref().map_or_else(|| "nothing".to_owned(), Value::to_string);
                writeln!(session.out, "{}: {} (shown: {kept})", decision.path, values.join(" or "))?;
            }
            writeln!(
                session.out,
                "{}: {} decided, {} left",
                self.file.display(),
                before - left.len(),
                left.len()
            )?;
        }
        Ok(if left.is_empty() { Answer::Yes } else { Answer::No })
    }

    fn open(&self, session: &mut Session<'_>) -> Result<Open, Failure> {
        match file::open(&self.file) {
            Err(ReadError { fault: ReadFault::ConflictMarkers { .. }, .. }) => {
                let (merged, header) = file::open_marked(&self.file, base_from_git(&self.file))?;
                if !session.json {
                    write!(session.err, "{}", sentences(&merged))?;
                }
                Ok(Open { project: merged.project, header, conflicts: merged.conflicts, unmarked: true })
            }
            read => {
                let document = read?;
                if document.read_only {
                    return Err(file::SaveError::NeedsNewer { file: self.file.display().to_string() }.into());
                }
                let header = document.header();
                Ok(Open { project: document.project, header, conflicts: Vec::new(), unmarked: false })
            }
        }
    }

    fn take(&self, open: &mut Open, side: Side) -> Result<(), Failure> {
        for decision in file::decisions(&open.project) {
            let sides = open.conflicts.iter().find(|conflict| conflict.path == decision.path);
            let choice = match (side, sides) {
                (Side::Ours, Some(sides)) => Choice::Value(sides.ours.clone().unwrap_or(Value::Null)),
                (Side::Theirs, Some(sides)) => Choice::Value(sides.theirs.clone().unwrap_or(Value::Null)),
                (Side::Ours | Side::Theirs, None) => {
                    return Err(Failure::Usage(format!(
                        "{}: who wanted what at {} is not known any more; use --choose, or --take shown, base or both.",
                        self.file.display(),
                        decision.path
                    )));
                }
                (Side::Base, _) => Choice::Base,
                (Side::Both, _) => Choice::Both,
                (Side::Shown, _) => Choice::Kept,
            };
            open.decide(&decision.path, &choice)?;
        }
        Ok(())
    }
}

impl Open {
    fn decide(&mut self, path: &str, choice: &Choice) -> Result<(), Failure> {
        let decided = file::decide(&self.project, path, choice);
        self.project = decided.map_err(|error| Failure::Usage(error.to_string()))?;
        Ok(())
    }
}

/// The version before both, if the file stands in the middle of a merge in a git repository.
fn base_from_git(path: &Path) -> Option<Vec<u8>> {
    let path = path.canonicalize().ok()?;
    let name = format!(":1:./{}", path.file_name()?.to_str()?);
    let output = Command::new("git").arg("-C").arg(path.parent()?).args(["show", &name]).output().ok()?;
    output.status.success().then_some(output.stdout)
}
