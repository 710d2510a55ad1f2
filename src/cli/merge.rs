//! `linchpin merge`

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};

use super::session::{Answer, Failure, Session, is_stdout};
use crate::exchange::Format;
use crate::file::{self, Document, Header, Merged, ReadError, ReadFault};

/// Merge two projects that started from a third, by meaning. Exits with 1 when there is something to decide; the
/// output is a whole project all the same, and keeps both values.
#[derive(Args)]
pub(super) struct Merge {
    /// The project that both started from; an empty file when there is none.
    base: PathBuf,
    /// Our project.
    ours: PathBuf,
    /// Their project.
    theirs: PathBuf,
    /// Where the merged project goes; `-` is stdout.
    #[arg(short, long = "out", value_name = "OUT")]
    out: Option<PathBuf>,
}

impl Merge {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        if let Some(out) = &self.out {
            session.check_out(out)?;
        }
        let (merged, header) = merge_files(&self.base, &self.ours, &self.theirs)?;
        let bytes = file::to_bytes(&merged.project, &header);
        match &self.out {
            Some(out) => session.write_file(out, Format::Linchpin, &bytes)?,
            // With `--json` and nowhere to write, the report alone is asked for.
            None if session.json => {}
            None => session.out.write_all(&bytes)?,
        }
        if session.json {
            session.print_json(&report(&merged))?;
        } else {
            // On stdout the report would stand in the project.
            let to: &mut dyn std::io::Write = match &self.out {
                Some(out) if !is_stdout(out) => session.out,
                _ => session.err,
            };
            write!(to, "{}", sentences(&merged))?;
        }
        Ok(if merged.conflicts.is_empty() { Answer::Yes } else { Answer::No })
    }
}

/// Merges three files. The merged file says the newest version of the three.
pub(super) fn merge_files(base: &Path, ours: &Path, theirs: &Path) -> Result<(Merged, Header), Failure> {
    let base = match file::open(base) {
        Err(ReadError { fault: ReadFault::Empty, .. }) => None,
        read => Some(read?),
    };
    let (ours, theirs) = (writable(ours)?, writable(theirs)?);
    let header =
        [base.as_ref(), Some(&ours), Some(&theirs)].into_iter().flatten().map(Document::header).fold(
            Header::default(),
            |a, b| Header { version: a.version.max(b.version), min_reader: a.min_reader.max(b.min_reader) },
        );
    Ok((file::merge(base.as_ref().map(|base| &base.project), &ours.project, &theirs.project), header))
}

/// Opens a project that may be written again.
pub(super) fn writable(path: &Path) -> Result<Document, Failure> {
    let document = file::open(path)?;
    if document.read_only {
        return Err(file::SaveError::NeedsNewer { file: path.display().to_string() }.into());
    }
    Ok(document)
}

/// The report as the object of `--json`.
pub(super) fn report(merged: &Merged) -> Value {
    json!({
        "conflicts": merged.conflicts,
        "applied": { "ours": merged.ours, "theirs": merged.theirs },
        "restored": merged.restored,
        "chosen": merged.chosen,
    })
}

/// The report as lines.
pub(super) fn sentences(merged: &Merged) -> String {
    let value = |value: &Option<Value>| value.as_ref().map_or_else(|| "nothing".to_owned(), Value::to_string);
    let head = format!("ours: {}; theirs: {}\n", merged.ours.words(), merged.theirs.words());
    merged.conflicts.iter().fold(head, |text, conflict| {
        let (ours, theirs) = (value(&conflict.ours), value(&conflict.theirs));
        let kept = value(&conflict.kept);
        text + &format!("to decide: {}: ours {ours}, theirs {theirs}; shown: {kept}\n", conflict.path)
    })
}
