//! `linchpin new`

use std::path::PathBuf;

use clap::Args;

use super::session::{Answer, Failure, Session, is_stdout};
use crate::exchange::Format;
use crate::file::{self, Header};
use crate::model::Project;

/// A template: its name and what it makes of a title.
type Template = (&'static str, fn(&str) -> Project);

const TEMPLATES: &[Template] = &[("empty", |title| Project::new(title))];

/// Make an empty project, or one from a template.
#[derive(Args)]
pub(super) struct New {
    /// The file to make; `-` prints it.
    out: PathBuf,
    /// The template to start from.
    #[arg(long, value_name = "NAME", default_value = "empty")]
    template: String,
}

impl New {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        session.check_out(&self.out)?;
        let Some((_, make)) = TEMPLATES.iter().find(|(name, _)| *name == self.template) else {
            let names: Vec<&str> = TEMPLATES.iter().map(|(name, _)| *name).collect();
            let message =
                format!("there is no template “{}”; there are: {}.", self.template, names.join(", "));
            return Err(Failure::Usage(message));
        };
        if !is_stdout(&self.out) && self.out.exists() {
            let message =
                format!("{}: there is such a file already; choose another name.", self.out.display());
            return Err(Failure::Usage(message));
        }
        let title = if is_stdout(&self.out) { None } else { self.out.file_stem() };
        let title = title.map_or_else(|| "Untitled".into(), |stem| stem.to_string_lossy());
        let project = make(&title);
        let bytes = file::to_bytes(&project, &Header::default());
        session.write_file(&self.out, Format::Linchpin, &bytes)?;
        session.report(&self.out, project.elements.len(), project.links.len(), &[])?;
        Ok(Answer::Yes)
    }
}
