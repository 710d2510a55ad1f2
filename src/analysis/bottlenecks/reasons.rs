//! The findings in words.

use super::holders::Holding;
use super::network::list;
use super::{BottleneckRow, FRAGMENTATION_FOR_ALL, Losses, TieGraph};

/// Betweenness from which it is worth a sentence.
const MANY_PATHS: f64 = 0.05;

/// A rise in fragmentation from which it is worth a sentence.
const FRAGMENTS: f64 = 0.05;

/// Why the actor is a bottleneck, weightiest first.
pub(super) fn reasons(row: &BottleneckRow, losses: &Losses, held: &[Holding], on_map: bool) -> Vec<String> {
    let mut reasons = Vec::new();
    if losses.tieless_count > 0 {
        let who = list(&losses.tieless, losses.tieless_count);
        reasons.push(format!("Only {} ties {who} to anyone", row.name));
    }
    if losses.cut_off_count > 0 {
        let who = list(&losses.cut_off, losses.cut_off_count);
        reasons.push(format!("Without {}, {who} are cut off from the rest", row.name));
    }
    if row.cut_vertex {
        let pairs = match row.disconnected_pairs {
            1 => "1 pair of actors".to_owned(),
            many => format!("{many} pairs of actors"),
        };
        reasons.push(format!("Cut vertex: {pairs} would no longer be joined"));
    }
    if !held.is_empty() {
        let assets: Vec<String> =
            held.iter().map(|held| format!("{} ({})", held.name, held.level.round())).collect();
        let place = if on_map { " on this map" } else { "" };
        reasons.push(format!("Only holder of {}{place}", list(&assets, assets.len())));
    }
    if row.betweenness >= MANY_PATHS {
        let share = (row.betweenness * 100.0).round();
        reasons.push(format!("On {share} % of the shortest paths between others"));
    }
    if let Some(rise) = row.fragmentation.filter(|rise| *rise >= FRAGMENTS) {
        reasons.push(format!("The others would be {rise:.2} more fragmented, on a scale of 0 to 1"));
    }
    reasons
}

/// What to know about the figures.
pub(super) fn note(graph: &TieGraph, covered: usize) -> String {
    let mut note =
        vec!["Ties count both ways and all alike. An actor holds an asset from level 45 of 100.".to_owned()];
    if graph.len() > FRAGMENTATION_FOR_ALL {
        note.push(match covered {
            0 => "Fragmentation is not worked out for so many actors.".to_owned(),
            some => format!("Fragmentation is worked out for the {some} actors of highest betweenness only."),
        });
    }
    if graph.merged_parallel > 0 {
        note.push(format!("Parallel ties merged: {}.", graph.merged_parallel));
    }
    if graph.left_out_self > 0 {
        note.push(format!("Ties of an actor with itself left out: {}.", graph.left_out_self));
    }
    note.join(" ")
}

impl BottleneckRow {
    /// One sentence for a card, with the actor's name.
    pub fn headline(&self) -> String {
        match self.reasons.first() {
            Some(reason) if self.loses_count > 0 => reason.clone(),
            Some(reason) => format!("{}: {}", self.name, lower_first(reason)),
            None => format!("The others stay joined without {}", self.name),
        }
    }

    /// The figures behind it in one short line, such as "Cut vertex · betweenness 0.38".
    pub fn evidence(&self) -> String {
        let mut parts = Vec::new();
        if self.cut_vertex {
            parts.push("cut vertex".to_owned());
        }
        if !self.sole_holder_names.is_empty() {
            parts.push(format!(
                "only holder of {}",
                list(&self.sole_holder_names, self.sole_holder_names.len())
            ));
        }
        parts.push(format!("betweenness {:.2}", self.betweenness));
        let line = parts.join(" · ");
        let mut letters = line.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
