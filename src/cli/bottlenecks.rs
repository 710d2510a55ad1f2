//! `linchpin bottlenecks`

use std::io::Write;

use clap::Args;

use super::columns::{Columns, counted, figure};
use super::input::Input;
use super::lookup;
use super::session::{Answer, Failure, Session};
use crate::analysis::network::{Kind, NetworkOptions, TieGraph};
use crate::analysis::{self, Departure, Watch};
use crate::model::{MapId, Project};
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
    /// What if these left together? Names or ids, with commas between.
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    leaving: Vec<String>,
}

impl Bottlenecks {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        let imported = self.input.read(session)?;
        let project = &imported.project;
        let map = self.map.as_deref().map(|map| lookup::map(project, map)).transpose()?;
        let found = analysis::bottlenecks(project, map.as_ref(), &Watch::default())
            .map_err(|error| Failure::Usage(error.to_string()))?;
        let departure = self.departure(project, map)?;
        if session.json {
            let mut result = serde_json::to_value(&found).map_err(std::io::Error::from)?;
            if let (Some(object), Some(departure)) = (result.as_object_mut(), &departure) {
                object.insert("leaving".to_owned(), serde_json::json!(departure));
            }
            session.print_result(&result, &imported.warnings)?;
        } else {
            for sentence in departure.iter().flat_map(|departure| &departure.sentences) {
                writeln!(session.out, "{}.", visible(sentence))?;
            }
            if departure.is_some() {
                writeln!(session.out)?;
            }
            print(session.out, &found)?;
        }
        Ok(Answer::Yes)
    }

    /// What if those who were named left together.
    fn departure(&self, project: &Project, map: Option<MapId>) -> Result<Option<Departure>, Failure> {
        if self.leaving.is_empty() {
            return Ok(None);
        }
        let leaving = self.leaving.iter().map(|name| lookup::actor(project, name));
        let leaving = leaving.collect::<Result<Vec<_>, _>>()?;
        let options = NetworkOptions { map, kind: Some(Kind::Actor), directed: Some(false), measures: None };
        let graph = TieGraph::new(project, &options);
        let found = graph
            .and_then(|graph| analysis::departure(project, &graph, &leaving, &Watch::default()))
            .map_err(|error| Failure::Usage(error.to_string()))?;
        Ok(Some(found))
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
