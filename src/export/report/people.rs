//! The actors: how they are rated, and who would be missed.

use super::{Block, cells, figure};
use crate::analysis::Bottlenecks;
use crate::model::{Actor, Project, Scale, TermKind};

/// The mean of a scale with its spread: "3.5 (2–5)".
fn rating(actor: &Actor, scale: Scale) -> String {
    let Some(spread) = actor.spread(scale) else { return "–".to_owned() };
    let mean = figure(Some(spread.mean));
    if spread.high > spread.low {
        format!("{mean} ({} to {})", figure(Some(spread.low)), figure(Some(spread.high)))
    } else {
        mean
    }
}

/// Every actor with its ratings and assets, the most influential first.
pub(super) fn actors(project: &Project) -> Vec<Block> {
    let mut actors: Vec<_> = project
        .elements
        .iter()
        .filter_map(|(id, element)| Some((id, element.name.clone(), element.actor()?)))
        .collect();
    if actors.is_empty() {
        return Vec::new();
    }
    let mean = |actor: &Actor| actor.spread(Scale::Influence).map_or(f64::MIN, |spread| spread.mean);
    actors.sort_by(|a, b| mean(b.2).total_cmp(&mean(a.2)).then_with(|| (&a.1, a.0).cmp(&(&b.1, b.0))));
    let rows = actors.into_iter().map(|(id, _, actor)| {
        let word = |kind, id: Option<&crate::model::TermId>| {
            id.map(|id| project.word(kind, &project.resolve(kind, id))).unwrap_or_default()
        };
        let assets = actor.assets.iter().map(|(asset, level)| {
            let asset = project.resolve(TermKind::Asset, asset);
            format!("{} {}", project.word(TermKind::Asset, &asset), figure(Some(*level)))
        });
        vec![
            project.name_of(id),
            word(TermKind::Sector, actor.sector.as_ref()),
            word(TermKind::Region, actor.region.as_ref()),
            rating(actor, Scale::Interest),
            rating(actor, Scale::Influence),
            rating(actor, Scale::Alignment),
            assets.collect::<Vec<_>>().join(", "),
        ]
    });
    let head =
        cells(["Actor", "Sector", "Region", "#Interest", "#Influence", "#Alignment", "Assets, 0 to 100"]);
    vec![
        Block::Text(
            "Means over assessors, with the lowest and the highest where they differ. Interest and influence \
             run from 1 to 5, alignment from −2 (opposed) to 2 (in favour); – is not rated."
                .to_owned(),
        ),
        Block::Table { head, rows: rows.collect() },
    ]
}

/// What would happen if each actor left.
pub(super) fn bottlenecks(found: Option<&Bottlenecks>) -> Vec<Block> {
    let Some(found) = found.filter(|found| !found.actors.is_empty()) else { return Vec::new() };
    let mut blocks = Vec::new();
    let notable = found.notable().count();
    blocks.push(Block::Text(format!("{notable} of {} actors would be missed.", found.actors.len())));
    for row in found.notable() {
        blocks.push(Block::Heading(row.name.clone()));
        blocks.push(Block::List(row.reasons.iter().map(|reason| format!("{reason}.")).collect()));
    }
    let head = cells([
        "If this actor left",
        "Cut vertex",
        "#Pairs parted",
        "#Fragmentation",
        "#Betweenness",
        "#Constraint",
        "Alone holds",
    ]);
    let rows = found.actors.iter().map(|row| {
        vec![
            row.name.clone(),
            if row.cut_vertex { "yes" } else { "no" }.to_owned(),
            row.disconnected_pairs.to_string(),
            figure(row.fragmentation),
            figure(row.betweenness),
            figure(row.constraint),
            row.sole_holder_names.join(", "),
        ]
    });
    blocks.push(Block::Table { head, rows: rows.collect() });
    blocks.push(Block::Text(found.note.clone()));
    blocks
}
