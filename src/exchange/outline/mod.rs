//! Outlines: OPML of outliners and mind maps, and headings and lists in Markdown.
//!
//! Every line becomes an issue, and what stands under it hangs on it by a link without a sign. The text below a line is
//! its notes. The type of a line in OPML may say that it is an actor or a variable. A map is written as a tree: every
//! element once, below the first that leads to it.

mod markdown;
mod opml;

use std::collections::BTreeMap;

use super::flat::{Flat, Item, Join, Part};
use super::format::Handler;
use super::gather::DEEPEST;
use crate::model::ElementKind;

pub(super) const OPML: Handler = Handler {
    name: "opml",
    title: "OPML outline",
    endings: &["opml", "xml"],
    origin: "outline",
    holds: &[Part::Actors, Part::Mixed, Part::Levers, Part::Alone, Part::Kinds, Part::Notes],
    sniff: |source| source.root() == "opml",
    read: opml::read,
    write: Some(|flat, _| Ok(opml::write(flat))),
};

pub(super) const MARKDOWN: Handler = Handler {
    name: "markdown",
    title: "Markdown outline",
    endings: &["md", "markdown"],
    // Any text could be Markdown, so only the ending says so.
    sniff: |_| false,
    holds: &[Part::Actors, Part::Mixed, Part::Levers, Part::Alone, Part::Notes],
    read: markdown::read,
    write: Some(|flat, _| Ok(markdown::write(flat))),
    ..OPML
};

/// Makes items of lines that know how deep they stand.
struct Outline {
    flat: Flat,
    /// The keys of the lines that the next one may hang on, with their depths.
    above: Vec<(usize, String)>,
}

impl Outline {
    fn new() -> Self {
        let flat = Flat { causal: Some(true), directed: true, ..Flat::default() };
        Self { flat, above: Vec::new() }
    }

    fn line(&mut self, depth: usize, text: &str, line: usize) {
        while self.above.last().is_some_and(|(above, _)| *above >= depth) {
            self.above.pop();
        }
        // The way down and the place say which line it is, whatever else changes in the file.
        let key = format!("{} {text}", self.flat.items.len());
        let mut item = Item { line, ..Item::new(key.clone(), text) };
        item.kind = Some(ElementKind::Issue);
        self.flat.items.push(item);
        if let Some((_, above)) = self.above.last() {
            self.flat.joins.push(Join { line, ..Join::new(above, &key) });
        }
        self.above.push((depth, key));
    }

    /// Adds text to the notes of the last line; before the first line it says what the outline is about. `apart` begins a
    /// paragraph.
    fn note(&mut self, text: &str, apart: bool) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let notes = match self.flat.items.last_mut() {
            Some(item) => &mut item.notes,
            None => &mut self.flat.about,
        };
        if !notes.is_empty() {
            notes.push_str(if apart { "\n\n" } else { "\n" });
        }
        notes.push_str(text);
    }
}

/// The items with their depths, each below the one that leads to it. The map must be a tree, as what was left of it is.
/// Takes O(n log n).
fn lines(flat: &Flat) -> Vec<(usize, &Item)> {
    let places: BTreeMap<&str, usize> =
        flat.items.iter().enumerate().map(|(at, item)| (item.key.as_str(), at)).collect();
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); flat.items.len()];
    let mut is_top = vec![true; flat.items.len()];
    for join in &flat.joins {
        let ends = places.get(join.from.as_str()).zip(places.get(join.to.as_str()));
        let Some((from, to)) = ends.map(|(from, to)| (*from, *to)) else { continue };
        if let (Some(below), Some(top)) = (below.get_mut(from), is_top.get_mut(to)) {
            below.push(to);
            *top = false;
        }
    }
    let tops = is_top.iter().enumerate().rev().filter(|(_, top)| **top).map(|(at, _)| (0, at));
    let mut open: Vec<(usize, usize)> = tops.collect();
    let mut lines = Vec::with_capacity(flat.items.len());
    while let Some((depth, at)) = open.pop() {
        lines.extend(flat.items.get(at).map(|item| (depth, item)));
        let below = below.get(at).map(Vec::as_slice).unwrap_or_default();
        open.extend(below.iter().rev().map(|at| (depth + 1, *at)));
    }
    lines
}
