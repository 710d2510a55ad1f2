//! What moves what: the loops with their stories, and the links that are contested.

use super::{Block, cells, written};
use crate::analysis::{FeedbackLoop, LimitKind, LoopPolarity, Loops, contested};
use crate::model::{Polarity, Project};

/// The most loops without a name that are listed.
const UNNAMED: usize = 40;

fn kind(found: &FeedbackLoop) -> String {
    let word = |kind| match kind {
        LoopPolarity::Reinforcing => "reinforcing",
        LoopPolarity::Balancing => "balancing",
        LoopPolarity::Unknown => "without a clear sign",
    };
    match found.now {
        Some(now) => format!("{}, now {}", word(found.polarity), word(now)),
        None => word(found.polarity).to_owned(),
    }
}

/// The loops: those with a name with their stories, then the others.
pub(super) fn loops(project: &Project, found: &Loops) -> Vec<Block> {
    if found.loops.is_empty() && found.broken.is_empty() {
        return Vec::new();
    }
    let of = |polarity| found.loops.iter().filter(|one| one.polarity == polarity).count();
    let mut blocks = vec![Block::Text(format!(
        "{} loops: {} reinforcing, {} balancing, {} without a clear sign. {}",
        found.loops.len(),
        of(LoopPolarity::Reinforcing),
        of(LoopPolarity::Balancing),
        of(LoopPolarity::Unknown),
        completeness(found)
    ))];
    for one in found.loops.iter().filter(|one| one.named.is_some()) {
        let name = if one.name.is_empty() { String::new() } else { format!(" {}", one.name) };
        blocks.push(Block::Heading(format!("{}{name}", one.label)));
        let delayed = if one.delayed { ", delayed" } else { "" };
        blocks.push(Block::Text(format!("{}{delayed}: {}.", capital(&kind(one)), way(one))));
        let story = one.named.as_ref().and_then(|id| project.loops.get(id)).map(|named| named.story.as_str());
        blocks.extend(written(story.unwrap_or_default()));
    }
    if !found.broken.is_empty() {
        blocks.push(Block::Heading("Loops that no longer hold".to_owned()));
        blocks.push(Block::List(found.broken.iter().map(|broken| broken.reason.clone()).collect()));
    }
    let others: Vec<&FeedbackLoop> = found.loops.iter().filter(|one| one.named.is_none()).collect();
    if !others.is_empty() {
        blocks.push(Block::Heading("Loops without a name".to_owned()));
        let rows = others.iter().take(UNNAMED).map(|one| {
            let delay = if one.delayed { "yes" } else { "no" };
            vec![one.label.clone(), kind(one), one.length.to_string(), delay.to_owned(), way(one)]
        });
        let head = cells(["Loop", "Kind", "#Links", "Delayed", "Through"]);
        blocks.push(Block::Table { head, rows: rows.collect() });
        if others.len() > UNNAMED {
            let more = others.len() - UNNAMED;
            blocks.push(Block::Text(format!("And {more} more; linchpin loops lists all.")));
        }
    }
    blocks
}

fn completeness(found: &Loops) -> String {
    match &found.limit {
        None => "The list is complete.".to_owned(),
        Some(limit) => {
            let why = match limit.kind {
                LimitKind::Count => "after so many loops as were asked for",
                LimitKind::Length => "at the longest length that was asked for",
                LimitKind::Time => "when time was up",
                LimitKind::Cancelled => "when it was cancelled",
            };
            format!(
                "The search ended {why}; every loop with at most {} links is listed.",
                limit.complete_to_length
            )
        }
    }
}

fn way(found: &FeedbackLoop) -> String {
    let first = found.names.first().map(String::as_str);
    found.names.iter().map(String::as_str).chain(first).collect::<Vec<_>>().join(" → ")
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The links to which groups give different signs, and what hangs on each.
pub(super) fn contested_links(project: &Project, found: &Loops) -> Vec<Block> {
    let all = contested(project, &found.loops);
    let mut blocks = Vec::new();
    for link in all {
        blocks.push(Block::Heading(link.way.clone()));
        let claims = link.claims.iter().map(|(who, sign)| {
            let sign = match sign {
                Polarity::Plus => "+",
                Polarity::Minus => "−",
                Polarity::Unknown => "?",
            };
            format!("{who} says {sign}")
        });
        blocks.push(Block::List(claims.collect()));
        blocks.push(Block::Text(link.sentence()));
    }
    blocks
}
