//! Searching the project for words.

use crate::model::{AreaId, ElementId, LinkId, LinkKind, Map, MapId, Project};

/// The longest piece of a text that a hit shows, in characters.
const EXCERPT: usize = 60;
/// So many hits are listed at most.
const MOST: usize = 500;

/// Where words were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// In the name or the notes of an element.
    Element(ElementId),
    /// In the notes of a link.
    Link(LinkId),
    /// In the text of a note or the title of a group.
    Area(AreaId),
}

/// A place where words were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What holds the words.
    pub target: Target,
    /// The map that shows it.
    pub map: MapId,
    /// What it is called.
    pub name: String,
    /// What else there is to say: its kind, its map, the words around.
    pub detail: String,
}

/// A search under way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Search {
    /// What was typed.
    pub text: String,
    /// The hit that one looks at; `None` until Enter.
    pub at: Option<usize>,
    /// The field asks for the keyboard.
    pub wants_keyboard: bool,
    /// The field had the keyboard when it was shown last.
    pub typing: bool,
    /// The hits, with the revision, words and map they were found for.
    found: Option<(u64, String, Option<MapId>, Vec<Hit>)>,
}

impl Search {
    /// A search whose field takes the keyboard.
    pub fn begun() -> Self {
        Self { wants_keyboard: true, ..Self::default() }
    }

    /// Finds hits again if the project, the words or the map in front changed.
    pub fn update(&mut self, project: &Project, revision: u64, map: Option<&MapId>) {
        let same = |found: &(u64, String, Option<MapId>, Vec<Hit>)| {
            found.0 == revision && found.1 == self.text && found.2.as_ref() == map
        };
        if self.found.as_ref().is_some_and(same) {
            return;
        }
        // Stepping to a hit on another map brings that map to the front; the hits keep their order then.
        let keeps_order =
            self.found.as_ref().is_some_and(|found| found.0 == revision && found.1 == self.text);
        if !keeps_order {
            self.found = Some((revision, self.text.clone(), map.cloned(), hits(project, map, &self.text)));
            self.at = self.at.filter(|at| *at < self.hits().len());
        }
    }

    /// The hits, those on the map in front first.
    pub fn hits(&self) -> &[Hit] {
        self.found.as_ref().map_or(&[], |found| &found.3)
    }

    /// Steps to the next hit or the one before, round the end. Gives the hit.
    pub fn step(&mut self, back: bool) -> Option<Hit> {
        let count = self.hits().len();
        let at = match (self.at, back) {
            (None, false) => 0,
            (None, true) => count.checked_sub(1)?,
            (Some(at), false) => (at + 1) % count.max(1),
            (Some(at), true) => (at + count.max(1) - 1) % count.max(1),
        };
        self.at = (at < count).then_some(at);
        self.hits().get(at).cloned()
    }
}

/// Everything that holds all the words of `text`, in any case: names before notes, the map in front before others.
/// Linear in the project's text.
pub fn hits(project: &Project, front: Option<&MapId>, text: &str) -> Vec<Hit> {
    let words: Vec<String> = text.to_lowercase().split_whitespace().map(str::to_owned).collect();
    if words.is_empty() {
        return Vec::new();
    }
    let mut maps = project.maps_in_order();
    maps.sort_by_key(|(id, _)| front != Some(*id));
    let mut found: Vec<(usize, Hit)> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for (place, (id, map)) in maps.into_iter().enumerate() {
        let here = front == Some(id);
        let mut add = |rank: usize, target: Target, name: String, detail: String| {
            let detail = if here { detail } else { format!("{detail} · {}", map.title) };
            found.push((rank + 10 * place.min(1), Hit { target, map: id.clone(), name, detail }));
        };
        in_elements(project, map, &words, &mut seen, &mut add);
        in_links(project, map, &words, &mut add);
        in_areas(map, &words, &mut add);
    }
    // Stable: within a rank the order of ids stays.
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, hit)| hit).take(MOST).collect()
}

fn in_elements(
    project: &Project,
    map: &Map,
    words: &[String],
    seen: &mut std::collections::BTreeSet<ElementId>,
    add: &mut impl FnMut(usize, Target, String, String),
) {
    for id in map.elements.keys() {
        let Some(element) = project.elements.get(id) else { continue };
        let name = element.name.to_lowercase();
        let (in_name, in_notes) = (holds(&name, words), holds(&element.notes.to_lowercase(), words));
        // An element on several maps is found once, on the first of them.
        if !(in_name || in_notes) || !seen.insert(id.clone()) {
            continue;
        }
        let starts = words.first().is_some_and(|word| name.starts_with(word));
        let rank = if in_name { usize::from(!starts) } else { 2 };
        let kind = element.kind().as_str();
        let detail = if in_name { kind.to_owned() } else { excerpt(&element.notes, words) };
        add(rank, Target::Element(id.clone()), project.name_of(id), detail);
    }
}

fn in_links(
    project: &Project,
    map: &Map,
    words: &[String],
    add: &mut impl FnMut(usize, Target, String, String),
) {
    for id in map.links.keys() {
        let Some(link) = project.links.get(id).filter(|link| holds(&link.notes.to_lowercase(), words)) else {
            continue;
        };
        let to = link.ends.to.element().map_or_else(|| "a link".to_owned(), |to| project.name_of(to));
        let arrow = if link.kind() == LinkKind::Tie { "–" } else { "→" };
        let name = format!("{} {arrow} {to}", project.name_of(&link.ends.from));
        add(3, Target::Link(id.clone()), name, excerpt(&link.notes, words));
    }
}

fn in_areas(map: &Map, words: &[String], add: &mut impl FnMut(usize, Target, String, String)) {
    for (id, group) in map.groups.iter().filter(|(_, group)| holds(&group.title.to_lowercase(), words)) {
        add(4, Target::Area(AreaId::Group(id.clone())), group.title.clone(), "group".to_owned());
    }
    for (id, note) in map.notes.iter().filter(|(_, note)| holds(&note.text.to_lowercase(), words)) {
        add(4, Target::Area(AreaId::Note(id.clone())), excerpt(&note.text, words), "note".to_owned());
    }
}

fn holds(text: &str, words: &[String]) -> bool {
    words.iter().all(|word| text.contains(word))
}

/// The part of a text around the first of the words, on one line.
fn excerpt(text: &str, words: &[String]) -> String {
    const BEFORE: usize = 16;
    let line: Vec<char> = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect();
    let lower: String = line.iter().collect::<String>().to_lowercase();
    let at = words.first().and_then(|word| lower.find(word)).unwrap_or(0);
    let at = lower.get(..at).map_or(0, |before| before.chars().count());
    let start = if line.len() <= EXCERPT { 0 } else { at.saturating_sub(BEFORE) };
    let piece: String = line.iter().skip(start).take(EXCERPT).collect();
    let (lead, trail) =
        (if start > 0 { "…" } else { "" }, if start + EXCERPT < line.len() { "…" } else { "" });
    format!("{lead}{}{trail}", piece.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excerpts_show_the_words_and_what_stands_around_them() {
        let text = "Waste pickers sell to aggregators at a price that the buyer sets, because nobody else buys near the dump where they all live and work.";
        let words = ["buyer".to_owned()];
        let shown = excerpt(text, &words);
        assert!(
            shown.contains("the buyer sets") && shown.starts_with('…') && shown.ends_with('…'),
            "{shown}"
        );
        assert_eq!(excerpt("A  short\nnote", &["note".to_owned()]), "A short note");
        assert_eq!(excerpt("İİİ price", &["price".to_owned()]), "İİİ price");
    }
}
