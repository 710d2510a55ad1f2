//! Writing a link table.

use std::collections::BTreeSet;

use csv::WriterBuilder;

use super::cells;
use crate::model::{Bond, Causal, ElementId, Link, LinkKind, Project, TermKind, Tie};

/// The bytes of a link table, and what it cannot hold as sentences.
///
/// A project with ties gives a table of ties, one without a table of causal links; links are in the order of their ids.
/// Signs are words and every cell that a spreadsheet would run is guarded by an apostrophe.
pub fn write(project: &Project, separator: u8) -> (Vec<u8>, Vec<String>) {
    let ties = project.links_of(LinkKind::Tie).next().is_some();
    let kind = if ties { LinkKind::Tie } else { LinkKind::Causal };
    let mut out = WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
    let header: &[&str] = if ties {
        &["from", "to", "kind", "strength", "directed", "label"]
    } else {
        &["from", "to", "polarity", "delay", "strength", "label"]
    };
    // Writing to memory cannot fail, and every row has the length of the header.
    let _ = out.write_record(header);
    let mut written = 0;
    for (_, link) in project.links_of(kind) {
        if let Some(row) = row(project, link) {
            let _ = out.write_record(row.iter().map(|cell| cells::guarded(cell)));
            written += 1;
        }
    }
    (out.into_inner().unwrap_or_default(), left_out(project, written))
}

fn row(project: &Project, link: &Link) -> Option<[String; 6]> {
    let (from, to) = link.ends.pair()?;
    let (from, to) = (project.name_of(from), project.name_of(to));
    let label = link.fields.get("label").and_then(|label| label.as_str()).unwrap_or_default().to_owned();
    let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    let flag = |on: bool| if on { "yes" } else { "no" }.to_owned();
    match &link.bond {
        Bond::Tie(tie) => {
            Some([from, to, tie_word(project, tie), number(tie.strength), flag(!tie.is_mutual()), label])
        }
        Bond::Causal(causal) => {
            Some([from, to, sign(causal), flag(causal.delay), number(causal.weight), label])
        }
        Bond::Lever(_) => None,
    }
}

fn tie_word(project: &Project, tie: &Tie) -> String {
    tie.tie.as_ref().map(|kind| project.word(TermKind::Tie, kind)).unwrap_or_default()
}

fn sign(causal: &Causal) -> String {
    match (causal.polarity, causal.is_contested()) {
        (None, false) => String::new(),
        _ => cells::polarity_word(causal.effective_polarity()).to_owned(),
    }
}

/// What of the project is not in the table.
fn left_out(project: &Project, written: usize) -> Vec<String> {
    let mut warnings = Vec::new();
    let links = project.links.len() - written;
    if links > 0 {
        let kinds = "A link table holds ties or causal links, not both, and no levers";
        warnings.push(format!("{kinds}: {links} links were left out."));
    }
    let pairs = project.links.values().filter_map(|link| link.ends.pair());
    let linked: BTreeSet<&ElementId> = pairs.flat_map(|(from, to)| [from, to]).collect();
    let alone = project.elements.keys().filter(|id| !linked.contains(id)).count();
    if alone > 0 {
        warnings
            .push(format!("A link table holds linked elements only: {alone} without a link were left out."));
    }
    if !project.elements.is_empty() {
        warnings.push("A link table holds no maps, tags, ratings or notes.".to_owned());
    }
    warnings
}
