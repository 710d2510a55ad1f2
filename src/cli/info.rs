//! `linchpin info`

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::session::{Answer, Failure, Session};
use crate::exchange;
use crate::model::{ElementKind, Id as _, LinkKind};

/// Say what a file holds.
#[derive(Args)]
pub(super) struct Info {
    /// A project, or a file of any format that can be imported.
    file: PathBuf,
}

impl Info {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        let imported = exchange::read_any(&self.file)?;
        let project = &imported.project;
        let elements = |kind| project.elements_of(kind).count();
        let links = |kind| project.links_of(kind).count();
        let maps: Vec<Value> = project
            .maps_in_order()
            .into_iter()
            .map(|(id, map)| {
                json!({"id": id.as_str(), "title": map.title, "kind": map.kind().as_str(),
                       "elements": map.elements.len(), "links": map.links.len()})
            })
            .collect();
        if session.json {
            session.print_json(&json!({
                "format": imported.format,
                "version": imported.header.version,
                "min_reader": imported.header.min_reader,
                "read_only": imported.read_only,
                "title": project.about.title,
                "elements": project.elements.len(),
                "actors": elements(ElementKind::Actor),
                "variables": elements(ElementKind::Variable),
                "issues": elements(ElementKind::Issue),
                "links": project.links.len(),
                "ties": links(LinkKind::Tie),
                "causal_links": links(LinkKind::Causal),
                "levers": links(LinkKind::Lever),
                "loops": project.loops.len(),
                "coalitions": project.coalitions.len(),
                "maps": maps.len(),
                "map_list": maps,
                "warnings": imported.warnings,
            }))?;
            return Ok(Answer::Yes);
        }
        session.warn(&imported.warnings);
        let out = &mut session.out;
        writeln!(out, "title     {}", project.about.title)?;
        writeln!(out, "format    {}, version {}", imported.format, imported.header.version)?;
        writeln!(
            out,
            "elements  {} ({} actors, {} variables, {} issues)",
            project.elements.len(),
            elements(ElementKind::Actor),
            elements(ElementKind::Variable),
            elements(ElementKind::Issue)
        )?;
        writeln!(
            out,
            "links     {} ({} ties, {} causal, {} levers)",
            project.links.len(),
            links(LinkKind::Tie),
            links(LinkKind::Causal),
            links(LinkKind::Lever)
        )?;
        for (_, map) in project.maps_in_order() {
            let (title, kind) = (&map.title, map.kind().as_str());
            writeln!(
                out,
                "map       {title} ({kind}, {} elements, {} links)",
                map.elements.len(),
                map.links.len()
            )?;
        }
        Ok(Answer::Yes)
    }
}
