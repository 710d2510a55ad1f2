//! `linchpin archetypes`

use std::io::Write;

use clap::Args;

use super::columns::counted;
use super::input::Input;
use super::lookup;
use super::session::{Answer, Failure, Session};
use crate::analysis::{self, Watch};
use crate::model::Project;
use crate::scene::text::visible;

/// Find system archetypes: loops whose joint shape is known for its troubles.
#[derive(Args)]
pub(super) struct Archetypes {
    #[command(flatten)]
    input: Input,
    /// Only what this map shows, by id or title.
    #[arg(long, value_name = "M")]
    map: Option<String>,
}

impl Archetypes {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        let imported = self.input.read(session)?;
        let project = &imported.project;
        let map = self.map.as_deref().map(|map| lookup::map(project, map)).transpose()?;
        let found = analysis::archetypes(project, map.as_ref(), &Watch::default());
        if session.json {
            session.print_result(&found, &imported.warnings)?;
        } else {
            print(session.out, project, &found)?;
        }
        Ok(Answer::Yes)
    }
}

fn print(out: &mut dyn Write, project: &Project, found: &analysis::Archetypes) -> Result<(), Failure> {
    let (matches, loops) = (found.matches.len(), counted(found.looked_at, "loop"));
    let found_so_far = match matches {
        1 => "1 match".to_owned(),
        more => format!("{more} matches"),
    };
    writeln!(out, "{found_so_far} among {loops}. Each is a hypothesis to talk about.")?;
    if !found.complete {
        writeln!(out, "Not all was looked at: the shortest loops came first.")?;
    }
    for one in &found.matches {
        writeln!(out, "\n{} ({})", one.archetype.label(), one.loops.join(", "))?;
        writeln!(out, "  {}", one.archetype.trouble())?;
        for (role, players) in &one.roles {
            let names: Vec<String> = players.iter().map(|id| project.name_of(id)).collect();
            writeln!(out, "  {}: {}.", role.label(), visible(&names.join(", ")))?;
        }
        writeln!(out, "  What usually helps: {}", one.archetype.remedy())?;
    }
    Ok(())
}
