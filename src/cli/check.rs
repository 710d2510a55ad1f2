//! `linchpin check`

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use serde_json::json;

use super::session::{Answer, Failure, Session};
use crate::exchange::{self, Imported};
use crate::model::{Problem, Severity, problems};

/// List what is wrong with files, each with its place. Exits with 1 when there are errors.
#[derive(Args)]
pub(super) struct Check {
    /// Projects, or files of any format that can be imported.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// A problem, with its file when several are checked.
#[derive(Serialize)]
struct Found {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(flatten)]
    problem: Problem,
}

impl Check {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        let mut found = Vec::new();
        let mut answer = Answer::Yes;
        for path in &self.files {
            let file = path.display().to_string();
            let problems = in_file(&exchange::read_any(path)?);
            let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
            if errors > 0 {
                answer = Answer::No;
            }
            if session.json {
                let file = (self.files.len() > 1).then_some(file);
                found.extend(problems.into_iter().map(|problem| Found { file: file.clone(), problem }));
                continue;
            }
            for problem in &problems {
                let place = if problem.at.is_empty() { String::new() } else { format!(" {}:", problem.at) };
                let severity = severity(problem.severity);
                writeln!(session.out, "{file}:{place} {severity} {}: {}", problem.code, problem.message)?;
            }
            let warnings = problems.len() - errors;
            writeln!(session.out, "{file}: {} and {}", count(errors, "error"), count(warnings, "warning"))?;
        }
        if session.json {
            session.print_json(&json!({ "problems": found }))?;
        }
        Ok(answer)
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn count(number: usize, what: &str) -> String {
    match number {
        0 => format!("no {what}s"),
        1 => format!("1 {what}"),
        _ => format!("{number} {what}s"),
    }
}

/// What is wrong with a file: with reading it, with its fields, with the project.
fn in_file(imported: &Imported) -> Vec<Problem> {
    let warning = |code, message, at| Problem { severity: Severity::Warning, code, message, at };
    let mut found: Vec<Problem> = Vec::new();
    for notice in &imported.warnings {
        found.push(warning("import", notice.clone(), String::new()));
    }
    for misfit in &imported.misfits {
        let message =
            format!("This should be {}, but is {}; it is kept as it is.", misfit.expected, misfit.found);
        found.push(warning("unreadable_field", message, misfit.at.clone()));
    }
    found.extend(problems(&imported.project));
    found
}
