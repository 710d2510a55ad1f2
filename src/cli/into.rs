//! `linchpin import FILE… --into PROJECT`

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use serde_json::{Value, json};

use super::lookup;
use super::merge::writable;
use super::places::placed;
use super::session::{Answer, Failure, Session};
use crate::edit::{Adoption, Destination, Edit, EditError};
use crate::exchange::{self, Account, Imported, Matches, Options};
use crate::file;
use crate::model::{Id as _, MapId, Project};

/// Where files are imported into.
#[derive(Args)]
pub(super) struct Destined {
    /// Import every file into this project instead of making a new one. What is in it already, by id or else by name,
    /// stays as it is and is not doubled.
    #[arg(long, value_name = "PROJECT", conflicts_with = "to")]
    pub(super) into: Option<PathBuf>,
    /// With --into: show it on this map, by id or title, instead of on maps of its own.
    #[arg(long, value_name = "M", requires = "into")]
    map: Option<String>,
    /// With --into: take elements whose names look like a slip for one that is there as that one.
    #[arg(long, requires = "into")]
    take_near: bool,
}

/// What came of a file.
struct Came {
    file: String,
    account: Account,
    warnings: Vec<String>,
    /// How many elements were there already.
    known: usize,
    /// Names that look like ones that are there: id and name of both.
    near: Vec<[(String, String); 2]>,
}

impl Destined {
    /// Imports the files into the project, all of them or none.
    pub(super) fn run(
        &self,
        session: &mut Session<'_>,
        into: &Path,
        inputs: &[PathBuf],
        options: &Options,
    ) -> Result<Answer, Failure> {
        let document = writable(into)?;
        let header = document.header();
        let before = document.project;
        let to = match &self.map {
            Some(map) => Destination::Map(lookup::map(&before, map)?),
            None => Destination::NewMaps,
        };
        let (mut project, mut maps, mut came) = (before.clone(), Vec::new(), Vec::new());
        for input in inputs {
            let imported = exchange::read(input, options)?;
            let (next, shown, one) = self.adopt(&project, imported, &to, input)?;
            project = next;
            maps.extend(shown);
            came.push(one);
        }
        if project != before {
            session.save_project(into, &file::to_bytes(&project, &header))?;
        }
        self.tell(session, into, (&before, &project), &maps, &came)?;
        Ok(Answer::Yes)
    }

    fn adopt(
        &self,
        project: &Project,
        imported: Imported,
        to: &Destination,
        input: &Path,
    ) -> Result<(Project, Vec<MapId>, Came), Failure> {
        let other = placed(imported.project);
        let Matches { mut same, near } = exchange::matches(project, &other);
        let known = same.len() + if self.take_near { near.len() } else { 0 };
        let named = |project: &Project, id| (format!("{id}"), project.name_of(id));
        let listed =
            near.iter().map(|near| [named(&other, &near.new), named(project, &near.known)]).collect();
        if self.take_near {
            same.extend(near.into_iter().map(|near| (near.new, near.known)));
        }
        let adoption = Adoption { project: Arc::new(other), same, to: to.clone() };
        let next = match Edit::Adopt(Box::new(adoption.clone())).apply(project) {
            Ok(next) => next,
            Err(EditError::NoChange) => project.clone(),
            Err(error) => return Err(Failure::Usage(error.to_string())),
        };
        let came = Came {
            file: input.display().to_string(),
            account: imported.account,
            warnings: imported.warnings,
            known,
            near: listed,
        };
        let maps = adoption.maps(project, &next);
        Ok((next, maps, came))
    }

    fn tell(
        &self,
        session: &mut Session<'_>,
        into: &Path,
        (before, after): (&Project, &Project),
        maps: &[MapId],
        came: &[Came],
    ) -> Result<(), Failure> {
        let elements = after.elements.len() - before.elements.len();
        let links = after.links.len() - before.links.len();
        let several = came.len() > 1;
        let warnings: Vec<String> = came
            .iter()
            .flat_map(|came| came.warnings.iter().map(|warning| (&came.file, warning)))
            .map(|(file, warning)| if several { format!("{file}: {warning}") } else { warning.clone() })
            .collect();
        let known: usize = came.iter().map(|came| came.known).sum();
        if session.json {
            let maps: BTreeSet<&str> = maps.iter().map(MapId::as_str).collect();
            return session.print_json(&json!({
                "warnings": warnings,
                "elements": elements,
                "links": links,
                "known": known,
                "maps": maps,
                "near": came.iter().flat_map(|came| self.near(came)).collect::<Vec<_>>(),
                "files": came.iter().map(|came| json!({"file": came.file, "account": came.account})).collect::<Vec<_>>(),
            }));
        }
        session.warn(&warnings);
        if before == after {
            writeln!(session.out, "{}: all of it is there already", into.display())?;
        } else {
            let shown = into.display();
            writeln!(
                session.out,
                "{shown}: {elements} elements and {links} links came, {known} were there already"
            )?;
        }
        let taken =
            if self.take_near { "taken as the same" } else { "perhaps the same; --take-near takes them so" };
        for [(_, new), (_, old)] in came.iter().flat_map(|came| &came.near) {
            writeln!(session.out, "{taken}: “{new}” and “{old}”")?;
        }
        Ok(())
    }

    fn near(&self, came: &Came) -> Vec<Value> {
        let one = |(id, name): &(String, String)| json!({"id": id, "name": name});
        let near = came.near.iter();
        near.map(|[new, old]| json!({"new": one(new), "known": one(old), "taken": self.take_near})).collect()
    }
}
