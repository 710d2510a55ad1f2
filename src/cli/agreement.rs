//! What causal maps of several people agree on: for `linchpin loops --agreement`.

use std::io::Write;
use std::path::PathBuf;

use serde::Serialize;

use super::columns::{Columns, counted};
use super::session::{Failure, Session};
use crate::analysis::{Consensus, Shared, consensus};
use crate::exchange::{self, Imported, Options};
use crate::model::Polarity::{Minus, Plus, Unknown};
use crate::model::{MapId, MapKind, Project};
use crate::scene::text::visible;

/// The most links shown to people.
const ROWS: usize = 60;

/// The maps that were compared, and what they have in common.
#[derive(Serialize)]
pub(super) struct Compared {
    /// Their titles, in the order of `by_map`.
    titles: Vec<String>,
    #[serde(flatten)]
    consensus: Consensus,
}

/// Compares the causal maps of a project and those of other files, of which each counts as one map.
pub(super) fn compared(
    session: &mut Session<'_>,
    imported: &Imported,
    title: &str,
    files: &[PathBuf],
) -> Result<Compared, Failure> {
    let others = files
        .iter()
        .map(|file| {
            let other = exchange::read(file, &Options::default())?;
            session.warn(&other.warnings);
            let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            Ok((titled(&other.project, &name), other.project))
        })
        .collect::<Result<Vec<_>, Failure>>()?;
    let project = &imported.project;
    let own: Vec<(&MapId, &str)> = project
        .maps_in_order()
        .into_iter()
        .filter(|(_, map)| map.kind() == MapKind::Causal)
        .map(|(id, map)| (id, map.title.as_str()))
        .collect();
    let mut maps: Vec<(String, &Project, Option<&MapId>)> = match own.as_slice() {
        [] | [_] => vec![(titled(project, title), project, None)],
        several => several.iter().map(|(id, title)| ((*title).to_owned(), project, Some(*id))).collect(),
    };
    maps.extend(others.iter().map(|(title, project)| (title.clone(), project, None)));
    if maps.len() < 2 {
        let message =
            "--agreement compares causal maps, and there is only one; name other files with --with.";
        return Err(Failure::Usage(message.to_owned()));
    }
    let compared: Vec<_> = maps.iter().map(|(_, project, map)| (*project, *map)).collect();
    let consensus = consensus(&compared);
    Ok(Compared { titles: maps.into_iter().map(|(title, ..)| title).collect(), consensus })
}

fn titled(project: &Project, file: &str) -> String {
    let title = project.about.title.trim();
    if title.is_empty() { file.to_owned() } else { title.to_owned() }
}

impl Compared {
    /// Prints who draws what, what to talk about first.
    pub(super) fn print(&self, out: &mut dyn Write) -> Result<(), Failure> {
        let maps = self.titles.len();
        let links = &self.consensus.links;
        let of = |kind: Shared| links.iter().filter(|one| one.shared() == kind).count();
        writeln!(
            out,
            "\nAgreement of {maps} maps: {}. Signs differ on {}, all draw {}, {} in one map alone.",
            counted(links.len(), "link"),
            of(Shared::SignsDiffer),
            of(Shared::All),
            of(Shared::One)
        )?;
        for (number, title) in self.titles.iter().enumerate() {
            writeln!(out, "  {}  {}", number + 1, visible(title))?;
        }
        writeln!(out)?;
        let mut columns = Columns::new(["agreement", "#maps", "+ in", "- in", "? in"]).open_ended("link");
        let mut rows: Vec<_> = links.iter().map(|one| (one.shared(), one)).collect();
        rows.sort_by_key(|(kind, _)| *kind);
        for (kind, one) in rows.iter().take(ROWS) {
            let with = |sign| {
                let said = one.by_map.iter().enumerate().filter(|(_, said)| **said == Some(sign));
                said.map(|(number, _)| (number + 1).to_string()).collect::<Vec<_>>().join(" ")
            };
            let word = match kind {
                Shared::SignsDiffer => "signs differ",
                Shared::All => "all",
                Shared::Most => "most",
                Shared::Some => "some",
                Shared::One => "one",
            };
            let way = format!("{} → {}", one.from, one.to);
            columns.row([
                word.to_owned(),
                one.drawn.to_string(),
                with(Plus),
                with(Minus),
                with(Unknown),
                way,
            ]);
        }
        columns.print(out)?;
        if let Some(more) = rows.len().checked_sub(ROWS).filter(|more| *more > 0) {
            writeln!(out, "… and {more} more; --json lists all.")?;
        }
        Ok(())
    }
}
