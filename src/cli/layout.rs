//! `linchpin layout`

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::input::Input;
use super::lookup;
use super::places::measured;
use super::session::{Answer, Failure, Session, format_for, is_stdout};
use crate::edit::{Edit, EditError};
use crate::exchange::{self, Format};
use crate::layout::{Key, Method, arrange};
use crate::model::{ElementId, Id as _, MapId, Project};
use crate::scene::TextMeasurer;

/// What `--method` takes.
const METHODS: [&str; 9] =
    ["force", "layered", "radial", "circle", "grid", "columns", "clusters", "remove-overlaps", "newcomers"];

/// Give the elements of a map new places; pinned ones stay where they are.
#[derive(Args)]
pub(super) struct Layout {
    #[command(flatten)]
    input: Input,
    /// The project to write; `-` prints it. It may be FILE itself.
    #[arg(short, long, value_name = "OUT")]
    out: PathBuf,
    /// The map to lay out, by id or title; the first one if absent.
    #[arg(long, value_name = "M")]
    map: Option<String>,
    /// How: springs and pushes, layers along the links, rings around an element, a circle, rows, columns or clusters of
    /// one sector or region, only moving apart what overlaps, or only finding places for what has none.
    #[arg(long, value_name = "NAME", default_value = "force", value_parser = METHODS)]
    method: String,
    /// The middle of the rings of `--method radial`, by id or name; the most joined element if absent.
    #[arg(long, value_name = "NAME")]
    around: Vec<String>,
    /// What columns and clusters keep together.
    #[arg(long, value_name = "FIELD", default_value = "sector", value_parser = ["sector", "region"])]
    by: String,
    /// Another number may give another layout; the same number always gives the same.
    #[arg(long, value_name = "S", default_value_t = 0)]
    seed: u64,
}

impl Layout {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        session.check_out(&self.out)?;
        let format = format_for(&self.out, None)?;
        if format != Format::Linchpin {
            let message = format!(
                "{}: only a project keeps places; choose a name ending in .linchpin.",
                self.out.display()
            );
            return Err(Failure::Usage(message));
        }
        let mut imported = self.input.read(session)?;
        let map = match &self.map {
            Some(map) => lookup::map(&imported.project, map)?,
            None => match imported.project.maps_in_order().first() {
                Some((id, _)) => (*id).clone(),
                None => return Err(Failure::Usage("this file has no map to lay out.".to_owned())),
            },
        };
        let (edit, movable) = self.arranged(&imported.project, &map)?;
        let before = imported.project.maps.get(&map).cloned();
        match edit.apply(&imported.project) {
            Ok(project) => imported.project = project,
            Err(EditError::NoChange) => {}
            Err(error) => return Err(Failure::Usage(error.to_string())),
        }
        let after = imported.project.maps.get(&map);
        let moved = after.map_or(0, |after| {
            let place = |id: &ElementId| {
                before.as_ref().and_then(|before| before.elements.get(id)).and_then(|at| at.pos)
            };
            after.elements.iter().filter(|(id, at)| at.pos != place(id)).count()
        });
        let written = exchange::write(&imported.project, &imported.header, format)
            .map_err(|fault| Failure::Usage(fault.to_string()))?;
        session.write_file(&self.out, format, &written.bytes)?;
        let title = after.map_or("", |map| map.title.as_str());
        if session.json {
            session.print_json(&json!({
                "map": map.as_str(), "title": title, "method": self.method, "seed": self.seed,
                "moved": moved, "kept": after.map_or(0, |map| map.elements.len()) - moved, "movable": movable,
                "warnings": imported.warnings,
            }))?;
        } else if !is_stdout(&self.out) {
            let out = self.out.display();
            writeln!(session.out, "{out}: “{title}”, {moved} elements moved, method {}", self.method)?;
        }
        Ok(Answer::Yes)
    }

    /// The edit that gives the map its new places, and how many elements may move.
    fn arranged(&self, project: &Project, map: &MapId) -> Result<(Edit, usize), Failure> {
        let mut board = measured(project, map, &mut TextMeasurer::new());
        let method = match self.method.as_str() {
            "layered" => Method::Layered,
            "radial" => {
                let around: Result<_, _> =
                    self.around.iter().map(|name| lookup::any_element(project, name)).collect();
                Method::Radial(board.numbers(&around?))
            }
            "circle" => Method::Circle,
            "grid" => Method::Grid,
            "columns" => Method::Columns,
            "clusters" => Method::Clusters,
            "remove-overlaps" => Method::RemoveOverlaps,
            "newcomers" => {
                for item in &mut board.items {
                    item.fixed |= item.placed;
                }
                Method::Newcomers
            }
            _ => Method::Force,
        };
        if matches!(method, Method::Columns | Method::Clusters) {
            let key = if self.by == "region" { Key::Region } else { Key::Sector };
            board = board.keyed(project, key);
        }
        let places = arrange(&board, &method, self.seed, &|_| true);
        Ok((Edit::Move { map: map.clone(), places: board.moves(&places) }, board.movable()))
    }
}
