//! `linchpin report`

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::input::Input;
use super::lookup;
use super::places::placed;
use super::session::{Answer, Failure, Session, is_stdout};
use crate::analysis::Watch;
use crate::export::report::{Part, ReportOptions, html, markdown, report};
use crate::file;
use crate::scene::TextMeasurer;

/// Write the report: OUT.html as one page that stands alone, or OUT.md.
#[derive(Args)]
pub(super) struct Report {
    #[command(flatten)]
    input: Input,
    /// The report to write; its ending says the format. `-` prints the page.
    out: PathBuf,
    /// Leave these parts out, with commas between: problem, maps, actors, loops, bottlenecks, coalition, governance,
    /// indicators, contested, blind-spots, evidence, methods.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    without: Vec<String>,
    /// The coalition, by id or name; the first by name, or the best suggestion when none is stored.
    #[arg(long = "coalition", value_name = "C")]
    which: Option<String>,
    /// The day of the report, YYYY-MM-DD; today.
    #[arg(long, value_name = "DATE", value_parser = super::coalition::date)]
    today: Option<String>,
}

impl Report {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        session.check_out(&self.out)?;
        let ending = self.out.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        let is_page = match ending.as_deref() {
            Some("html" | "htm") => true,
            Some("md" | "markdown") => false,
            _ if is_stdout(&self.out) => true,
            _ => {
                let out = self.out.display();
                return Err(Failure::Usage(format!("{out}: a report needs a name ending in .html or .md.")));
            }
        };
        let without = self.without.iter().map(|name| name.parse::<Part>());
        let without = without.collect::<Result<Vec<_>, _>>();
        let without = without.map_err(|error| Failure::Usage(format!("--without: {error}.")))?;
        let imported = self.input.read(session)?;
        let project = placed(imported.project.clone());
        let coalition = self.which.as_deref().map(|name| lookup::coalition(&project, name)).transpose()?;
        let today = self.today.clone().unwrap_or_else(|| chrono::Local::now().date_naive().to_string());
        let options = ReportOptions {
            without,
            coalition,
            today,
            file: self.input.name(),
            hash: self.input.bytes().map(|bytes| file::hash_text(&bytes)).unwrap_or_default(),
        };
        let made = report(&project, &options, &Watch::default(), &mut TextMeasurer::new());
        let text = if is_page { html::write(&made) } else { markdown::write(&made) };
        if is_stdout(&self.out) {
            session.out.write_all(text.as_bytes())?;
            return Ok(Answer::Yes);
        }
        file::replace(&self.out, text.as_bytes())?;
        let parts: Vec<&str> = made.sections.iter().map(|section| section.part.name()).collect();
        if session.json {
            session.print_json(&json!({
                "format": if is_page { "html" } else { "markdown" }, "sections": parts,
                "hash": options.hash, "warnings": imported.warnings,
            }))?;
        } else {
            writeln!(session.out, "{}: {}", self.out.display(), parts.join(", "))?;
        }
        Ok(Answer::Yes)
    }
}
