//! `linchpin bottlenecks`

use std::io::Write;

use clap::Args;

use super::columns::{Columns, counted, figure};
use super::input::Input;
use super::lookup;
use super::session::{Answer, Failure, Session};
use crate::analysis;
use crate::scene::text::visible;

/// The most rows, and the most findings, shown to people.
const ROWS: usize = 20;

/// Say what would happen if each actor left: who holds the map together, who alone holds an asset.
#[derive(Args)]
pub(super) struct Bottlenecks {
    #[command(flatten)]
    input: Input,
    /// Only what stands on this map, by id or title.
    #[arg(long, value_name = "M")]
    map: Option<String>,
}

impl Bottlenecks {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        let imported = self.input.read(session)?;
        let project = &imported.project;
        let map = self.map.as_deref().map(|map| lookup::map(project, map)).transpose()?;
        let found = analysis::bottlenecks(project, map.as_ref(), &|| false)
            .map_err(|error| Failure::Usage(error.to_string()))?;
        if session.json {
            session.print_result(&found, &imported.warnings)?;
        } else {
            print(session.out, &found)?;
        }
        Ok(Answer::Yes)
    }
}

fn print(out: &mut dyn Write, found: &analysis::Bottlenecks) -> Result<(), Failure> {
    let notable = found.notable().count();
    writeln!(out, "{}, of whom {notable} would be missed.", counted(found.actors.len(), "actor"))?;
    for row in found.notable().take(ROWS) {
        writeln!(out, "\n{}", visible(&row.name))?;
        for reason in &row.reasons {
            writeln!(out, "  {}.", visible(reason))?;
        }
    }
    if notable > ROWS {
        writeln!(out, "\n… and {} more; --json lists all.", notable - ROWS)?;
    }
    writeln!(out)?;
    let mut columns = Columns::new([
        "actor",
        "cut vertex",
        "#pairs parted",
        "#fragmentation",
        "#betweenness",
        "#constraint",
    ]);
    for row in found.actors.iter().take(ROWS) {
        columns.row([
            row.name.clone(),
            if row.cut_vertex { "yes" } else { "no" }.to_owned(),
            row.disconnected_pairs.to_string(),
            figure(row.fragmentation),
            figure(Some(row.betweenness)),
            figure(row.constraint),
        ]);
    }
    columns.print(out)?;
    if let Some(more) = found.actors.len().checked_sub(ROWS).filter(|more| *more > 0) {
        writeln!(out, "… and {more} more; --json lists all.")?;
    }
    writeln!(out, "\n{}", found.note)?;
    Ok(())
}
