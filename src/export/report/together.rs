//! Working together: the coalition, how it decides, what it measures and whose voice could be missing.

use super::{Block, Found, cells, figure, per_cent, written};
use crate::analysis::{CountedBy, Finding, Review, Tag};
use crate::model::{Considered, Project};

fn sentences(findings: &[Finding]) -> Option<Block> {
    let said: Vec<String> = findings.iter().map(|finding| finding.sentence.clone()).collect();
    (!said.is_empty()).then_some(Block::List(said))
}

/// A heading with findings under it; nothing without findings.
fn headed(blocks: &mut Vec<Block>, title: &str, findings: &[Finding]) {
    if let Some(list) = sentences(findings) {
        blocks.push(Block::Heading(title.to_owned()));
        blocks.push(list);
    }
}

/// Who is in and why, what the set lacks, and how firm the suggestion is.
pub(super) fn coalition(project: &Project, found: &Found) -> Vec<Block> {
    let review = &found.review;
    let mut blocks = Vec::new();
    if let Some(note) = &review.note {
        blocks.push(Block::Text(note.clone()));
    }
    if !review.party.members.is_empty() {
        members(project, review, &mut blocks);
    }
    suggestion(found, &mut blocks);
    blocks
}

fn members(project: &Project, review: &Review, blocks: &mut Vec<Block>) {
    let name = if review.party.name.is_empty() { "Members" } else { &review.party.name };
    blocks.push(Block::Heading(name.to_owned()));
    let stored = review.party.id.as_ref().and_then(|id| project.coalitions.get(id));
    if let Some(coalition) = stored {
        blocks.extend(written(&coalition.notes));
    }
    let rows = review.party.members.iter().map(|(id, place)| {
        let member = stored.and_then(|coalition| coalition.members.get(id));
        vec![
            project.name_of(id),
            if place.seat { "yes" } else { "no" }.to_owned(),
            figure(Some(place.heads)),
            member.map(|member| member.contribution.clone()).unwrap_or_default(),
            member.map(|member| member.value.clone()).unwrap_or_default(),
        ]
    });
    let head = cells(["Member", "Decision seat", "#Organisations", "Brings", "Gains"]);
    blocks.push(Block::Table { head, rows: rows.collect() });
    let composition = &review.composition;
    let civil = composition.civil_society;
    if let Some(share) = civil.share {
        let (part, of) = (figure(Some(civil.part)), figure(Some(civil.of)));
        blocks.push(Block::Text(format!("Civil society: {part} of {of}, {}.", per_cent(share))));
    }
    let by_heads = composition
        .concentrations
        .iter()
        .find(|found| found.tag == Tag::Sector && found.by == CountedBy::Heads);
    if let Some(sectors) = by_heads.filter(|found| !found.kinds.is_empty()) {
        let rows = sectors.kinds.iter().map(|kind| vec![kind.name.clone(), per_cent(kind.share)]);
        let head = cells(["Sector", "#Of organisations"]);
        blocks.push(Block::Table { head, rows: rows.collect() });
        if let Some(kinds) = sectors.effective_kinds {
            let said = format!("That is as even as {} sectors of the same size.", figure(Some(kinds)));
            blocks.push(Block::Text(said));
        }
    }
    headed(blocks, "Composition", &composition.findings);
    headed(blocks, "Who is missing", &review.missing.findings);
    headed(blocks, "What would be lost with one member", &review.weak_points.findings);
    headed(blocks, "Load and promises", &review.load.findings);
    headed(blocks, "Stages", &review.life_cycle.findings);
    headed(blocks, "Levers on the marked links", &review.levers.findings);
    let disagreements: Vec<Finding> =
        review.disagreements.iter().map(|found| found.finding.clone()).collect();
    headed(blocks, "Where assessors disagree", &disagreements);
}

/// The set of partners that the score suggests, with reasons and gaps.
fn suggestion(found: &Found, blocks: &mut Vec<Block>) {
    let partners = &found.partners;
    let Some(best) = partners.suggestions.first() else { return };
    blocks.push(Block::Heading("Suggested partners".to_owned()));
    if !partners.headline.is_empty() {
        blocks.push(Block::Text(format!("{}.", partners.headline)));
    }
    if let Some(note) = &partners.note {
        blocks.push(Block::Text(note.clone()));
    }
    let rows = best.members.iter().map(|member| {
        let share = partners.inclusion.get(&member.id).map(|share| per_cent(*share));
        let mut reasons = member.reasons.join("; ");
        if !member.assumed.is_empty() {
            let scales: Vec<&str> = member.assumed.iter().map(|scale| scale.as_str()).collect();
            reasons =
                format!("{reasons} (not rated: {}; the mean of the others stands in)", scales.join(", "));
        }
        vec![member.name.clone(), figure(member.marginal), share.unwrap_or_else(|| "–".to_owned()), reasons]
    });
    let head = cells(["Partner", "#Adds to the score", "#In trials", "Because"]);
    blocks.push(Block::Table { head, rows: rows.collect() });
    let parts = best.parts.iter().map(|(part, value)| {
        let weight = partners.weights.get(part).copied();
        vec![part.as_str().to_owned(), figure(*value), figure(weight)]
    });
    let head = cells(["Part of the score", "#Value", "#Weight"]);
    blocks.push(Block::Table { head, rows: parts.collect() });
    blocks.push(Block::Text(format!("Score {}.", figure(best.score))));
    if !partners.gaps.is_empty() {
        blocks.push(Block::Heading("Gaps".to_owned()));
        blocks.push(Block::List(partners.gaps.iter().map(|gap| gap.sentence.clone()).collect()));
    }
}

/// How well the four models fit, with the lines for and against.
pub(super) fn governance(review: &Review) -> Vec<Block> {
    if review.party.members.is_empty() {
        return Vec::new();
    }
    let mut blocks = Vec::new();
    for model in &review.governance.models {
        let chosen = if model.chosen { ", chosen" } else { "" };
        blocks.push(Block::Heading(format!("{}: {}{chosen}", model.name, figure(model.fit))));
        let lines = model.lines.iter().filter_map(|line| {
            let word = if line.speaks_for? { "For" } else { "Against" };
            Some(format!("{word}: {}", line.sentence))
        });
        blocks.push(Block::List(lines.collect()));
    }
    if !review.governance.unknown.is_empty() {
        let unknown = review.governance.unknown.join(", ");
        blocks.push(Block::Text(format!("Not known, so not counted: {unknown}.")));
    }
    blocks.extend(sentences(&review.governance.findings));
    blocks
}

/// The shared indicators, and what is open about them.
pub(super) fn indicators(project: &Project, review: &Review) -> Vec<Block> {
    let rows: Vec<Vec<String>> = review
        .metrics
        .indicators
        .iter()
        .map(|row| {
            let record = project.indicators.get(&row.id);
            let latest = row.latest.as_ref();
            vec![
                row.name.clone(),
                row.unit.clone(),
                figure(record.and_then(|record| record.baseline)),
                latest.map_or_else(|| "–".to_owned(), |(date, value)| format!("{} ({date})", figure(*value))),
                figure(record.and_then(|record| record.target)),
                row.progress.map_or_else(|| "–".to_owned(), per_cent),
            ]
        })
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let head = cells(["Indicator", "Unit", "#Baseline", "#Latest", "#Target", "#Of the way"]);
    let mut blocks = vec![Block::Table { head, rows }];
    blocks.extend(sentences(&review.metrics.findings));
    blocks
}

/// The answers to the blind-spot checklist.
pub(super) fn blind_spots(project: &Project, review: &Review) -> Vec<Block> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for row in &review.missing.blind_spots {
        let answer = match row.considered {
            Some(Considered::In) => "in",
            Some(Considered::Out) => "left out",
            None => "nobody has answered yet",
        };
        let speakers = row.actors.iter().map(|id| project.name_of(id)).collect::<Vec<_>>().join(", ");
        rows.push(vec![row.who.clone(), answer.to_owned(), row.why.clone(), speakers]);
    }
    if rows.is_empty() {
        return Vec::new();
    }
    vec![Block::Table { head: cells(["Whose voice", "Answer", "Why", "Who speaks for them"]), rows }]
}
