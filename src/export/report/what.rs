//! What the project is about, what its maps look like, and what stands behind them.

use super::{Block, cells, figure, written};
use crate::model::{ElementKind, LinkKind, Project};
use crate::scene::{PictureOptions, TextMeasurer, picture};

/// The problem and the outcomes.
pub(super) fn problem(project: &Project) -> Vec<Block> {
    let mut blocks: Vec<Block> = written(&project.about.problem).into_iter().collect();
    if blocks.is_empty() {
        blocks.push(Block::Text("No problem statement yet.".to_owned()));
    }
    if !project.about.outcomes.is_empty() {
        blocks.push(Block::Heading("Outcomes".to_owned()));
        blocks.push(Block::List(project.about.outcomes.clone()));
    }
    let count = |kind| project.elements_of(kind).count();
    let links = |kind| project.links_of(kind).count();
    blocks.push(Block::Table {
        head: cells(["#Actors", "#Variables", "#Issues", "#Ties", "#Causal links", "#Levers"]),
        rows: vec![
            [
                count(ElementKind::Actor),
                count(ElementKind::Variable),
                count(ElementKind::Issue),
                links(LinkKind::Tie),
                links(LinkKind::Causal),
                links(LinkKind::Lever),
            ]
            .map(|number| number.to_string())
            .to_vec(),
        ],
    });
    blocks
}

/// Every map as a picture with its legend.
pub(super) fn maps(project: &Project, text: &mut TextMeasurer) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (id, map) in project.maps_in_order() {
        let title = if map.title.is_empty() { "Untitled map".to_owned() } else { map.title.clone() };
        blocks.push(Block::Heading(title.clone()));
        if map.elements.is_empty() {
            blocks.push(Block::Text("This map is empty.".to_owned()));
            continue;
        }
        let options = PictureOptions { margin: 16.0, ..PictureOptions::default() };
        let picture = picture(project, id, &options, text);
        blocks.push(Block::Picture { title, picture });
    }
    blocks
}

/// The sources, with who said what, and the links without any.
pub(super) fn evidence(project: &Project) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !project.evidence.is_empty() {
        let used = |id: &crate::model::EvidenceId| {
            let elements = project.elements.values().filter(|element| element.evidence.contains(id)).count();
            let links = project.links.values().filter(|link| link.evidence.contains(id)).count();
            (elements + links).to_string()
        };
        let rows = project.evidence.iter().map(|(id, source)| {
            vec![
                source.title.clone(),
                source.who.clone(),
                source.source.clone(),
                source.date.clone(),
                figure(source.confidence),
                used(id),
            ]
        });
        blocks.push(Block::Table {
            head: cells(["Source", "Who said it", "Where", "Date", "#Confidence, 1 to 5", "#Stands behind"]),
            rows: rows.collect(),
        });
    }
    let causal = project.links_of(LinkKind::Causal).count();
    let without: Vec<String> = project
        .links_of(LinkKind::Causal)
        .filter(|(_, link)| link.evidence.is_empty())
        .map(|(_, link)| {
            let to = link.ends.to.element().map(|to| project.name_of(to)).unwrap_or_default();
            format!("{} → {to}", project.name_of(&link.ends.from))
        })
        .collect();
    if !without.is_empty() {
        blocks.push(Block::Heading("Causal links without evidence".to_owned()));
        blocks.push(Block::Text(format!("{} of {causal}.", without.len())));
        blocks.push(Block::List(without));
    }
    blocks
}
