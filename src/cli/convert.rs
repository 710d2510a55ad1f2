//! `linchpin convert` and `linchpin import`

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};

use super::into::Destined;
use super::places::placed;
use super::session::{Answer, Failure, Session, format_for, format_named};
use crate::exchange::{self, Account, Format, Options};

/// Turn files of one format into another; the endings of the names say which.
///
/// Several files go into a folder, in the format that --to names. With --into, files come into a project that is there.
#[derive(Args)]
#[command(visible_alias = "import")]
pub(super) struct Convert {
    /// The file to read, then the file to write (`-` prints it); or several to read, then the folder to write them to;
    /// with --into only files to read.
    #[arg(value_names = ["IN", "OUT"], required = true, num_args = 1..)]
    files: Vec<PathBuf>,
    /// The format of IN; a name that is none lists them.
    #[arg(long, value_name = "F", value_parser = format_named)]
    from: Option<Format>,
    /// The format of OUT; a name that is none lists them.
    #[arg(long, value_name = "F", value_parser = format_named)]
    to: Option<Format>,
    /// Ties of a link table run one way unless a column says otherwise.
    #[arg(long)]
    directed: bool,
    #[command(flatten)]
    destined: Destined,
}

/// A file that was converted.
struct Converted {
    elements: usize,
    links: usize,
    warnings: Vec<String>,
    /// What became of everything when reading and when writing.
    accounts: [Account; 2],
}

impl Converted {
    /// The keys of `--json`.
    fn to_json(&self) -> Value {
        let [read, written] = &self.accounts;
        json!({
            "warnings": self.warnings,
            "elements": self.elements,
            "links": self.links,
            "account": {"read": read, "written": written},
        })
    }
}

impl Convert {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        if let Some(into) = &self.destined.into {
            return self.destined.run(session, into, &self.files, &self.options());
        }
        let Some((out, inputs)) = self.files.split_last().filter(|(_, inputs)| !inputs.is_empty()) else {
            let message = "name a file to read and one to write, or a project with --into.";
            return Err(Failure::Usage(message.to_owned()));
        };
        if let [input] = inputs
            && !out.is_dir()
        {
            session.check_out(out)?;
            let to = format_for(out, self.to)?;
            let converted = self.one(session, input, out, to)?;
            if session.json {
                session.print_json(&converted.to_json())?;
            } else {
                session.report(out, converted.elements, converted.links, &converted.warnings)?;
            }
            return Ok(Answer::Yes);
        }
        self.batch(session, inputs, out)
    }

    fn options(&self) -> Options {
        Options { from: self.from, directed: self.directed, ..Options::default() }
    }

    /// Converts one file, as a whole or not at all.
    fn one(
        &self,
        session: &mut Session<'_>,
        input: &Path,
        out: &Path,
        to: Format,
    ) -> Result<Converted, Failure> {
        let mut imported = exchange::read(input, &self.options())?;
        if imported.format != to.name() {
            imported.project = placed(imported.project);
        }
        let written = exchange::write(&imported.project, &imported.header, to)
            .map_err(|fault| Failure::Usage(fault.to_string()))?;
        session.write_file(out, to, &written.bytes)?;
        Ok(Converted {
            elements: imported.project.elements.len(),
            links: imported.project.links.len(),
            warnings: [imported.warnings, written.account.warnings()].concat(),
            accounts: [imported.account, written.account],
        })
    }

    /// Converts every file it can; those that it cannot are named at the end.
    fn batch(&self, session: &mut Session<'_>, inputs: &[PathBuf], folder: &Path) -> Result<Answer, Failure> {
        let shown = folder.display();
        let Some(to) = self.to.filter(|_| folder.is_dir()) else {
            return Err(Failure::Usage(if folder.is_dir() {
                format!("{shown} is a folder; name the format of the files in it with --to.")
            } else {
                format!("several files go into a folder, and {shown} is none; make it first.")
            }));
        };
        let (mut taken, mut answers, mut failed) = (BTreeSet::new(), Vec::new(), Vec::new());
        for input in inputs {
            let out = folder.join(out_name(input, to, &mut taken));
            let file = input.display().to_string();
            match self.one(session, input, &out, to) {
                Ok(converted) if session.json => {
                    let mut answer = converted.to_json();
                    if let Value::Object(object) = &mut answer {
                        object.insert("file".to_owned(), json!(file));
                        object.insert("out".to_owned(), json!(out.display().to_string()));
                    }
                    answers.push(answer);
                }
                Ok(converted) => {
                    let warnings: Vec<String> =
                        converted.warnings.iter().map(|warning| format!("{file}: {warning}")).collect();
                    session.report(&out, converted.elements, converted.links, &warnings)?;
                }
                Err(failure) => {
                    answers.push(json!({"file": file, "error": failure.to_string()}));
                    failed.push(failure.to_string());
                }
            }
        }
        if session.json {
            session.print_json(&json!({ "files": answers }))?;
        }
        if failed.is_empty() {
            return Ok(Answer::Yes);
        }
        let count = failed.len();
        Err(Failure::Usage(format!(
            "{count} of {} files were not converted: {}",
            inputs.len(),
            failed.join(" ")
        )))
    }
}

/// The name of a converted file. Two of one name but different endings keep theirs, so that none replaces the other.
fn out_name(input: &Path, to: Format, taken: &mut BTreeSet<String>) -> String {
    let ending = to.endings().first().copied().unwrap_or_default();
    let text = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let stem = text(input.file_stem());
    let numbered = (2_usize..).map(|number| format!("{stem} {number}"));
    let mut names = [stem.clone(), text(input.file_name())].into_iter().chain(numbered);
    let free = |name: &String| taken.insert(name.to_lowercase());
    format!("{}.{ending}", names.find(free).unwrap_or(stem))
}
