//! Finding what an argument names: by id, by name, or not at all, with the nearest names to choose from.

use super::session::Failure;
use crate::model::{CoalitionId, ElementId, ElementKind, Id as _, LinkId, LinkKind, MapId, Project};
use crate::scene::text::visible;

/// The most names that a refusal lists.
const LISTED: usize = 3;

/// One thing that an argument may name.
struct Candidate<'a, I> {
    id: &'a I,
    id_text: &'a str,
    name: &'a str,
}

/// The map with this id or title.
pub(super) fn map(project: &Project, text: &str) -> Result<MapId, Failure> {
    let maps = project.maps_in_order();
    let candidates =
        maps.iter().map(|(id, map)| Candidate { id: *id, id_text: id.as_str(), name: &map.title });
    find("map", text, &candidates.collect::<Vec<_>>()).cloned()
}

/// The coalition with this id or name.
pub(super) fn coalition(project: &Project, text: &str) -> Result<CoalitionId, Failure> {
    let candidates = project.coalitions.iter().map(|(id, coalition)| Candidate {
        id,
        id_text: id.as_str(),
        name: &coalition.name,
    });
    find("coalition", text, &candidates.collect::<Vec<_>>()).cloned()
}

/// The actor with this id or name.
pub(super) fn actor(project: &Project, text: &str) -> Result<ElementId, Failure> {
    element(project, ("an", "actor"), &[ElementKind::Actor], text)
}

/// The variable or issue with this id or name.
pub(super) fn variable(project: &Project, text: &str) -> Result<ElementId, Failure> {
    element(project, ("a", "variable or issue"), &[ElementKind::Variable, ElementKind::Issue], text)
}

/// The causal link with this id, or the only one from a cause to an effect written as “CAUSE -> EFFECT”.
pub(super) fn causal_link(project: &Project, text: &str) -> Result<LinkId, Failure> {
    let named: Vec<(&LinkId, String)> = project
        .links_of(LinkKind::Causal)
        .filter_map(|(id, link)| {
            let (from, to) = link.ends.pair()?;
            Some((id, format!("{} -> {}", project.name_of(from), project.name_of(to))))
        })
        .collect();
    let candidates = named.iter().map(|(id, name)| Candidate { id: *id, id_text: id.as_str(), name });
    find("causal link", text, &candidates.collect::<Vec<_>>()).cloned()
}

/// The element of any kind with this id or name.
pub(super) fn any_element(project: &Project, text: &str) -> Result<ElementId, Failure> {
    element(project, ("an", "element"), ElementKind::ALL, text)
}

fn element(
    project: &Project,
    (article, what): (&str, &str),
    kinds: &[ElementKind],
    text: &str,
) -> Result<ElementId, Failure> {
    let candidates: Vec<_> = project
        .elements
        .iter()
        .filter(|(_, element)| kinds.contains(&element.kind()))
        .map(|(id, element)| Candidate { id, id_text: id.as_str(), name: &element.name })
        .collect();
    find(what, text, &candidates).cloned().map_err(|failure| {
        // Somebody who names the wrong kind of thing is not helped by names that look alike.
        let other = project.find_element(text).filter(|(_, element)| !kinds.contains(&element.kind()));
        other.map_or(failure, |(_, element)| {
            let is = match element.kind() {
                ElementKind::Actor => "an actor",
                ElementKind::Variable => "a variable",
                ElementKind::Issue => "an issue",
            };
            Failure::Usage(format!("“{}” is {is}; name {article} {what}.", visible(text)))
        })
    })
}

/// The candidate with this id, or the only one with this name, whatever its case.
fn find<'a, I>(what: &str, text: &str, candidates: &[Candidate<'a, I>]) -> Result<&'a I, Failure> {
    if let Some(found) = candidates.iter().find(|candidate| candidate.id_text == text) {
        return Ok(found.id);
    }
    let folded = text.trim().to_lowercase();
    let exact: Vec<_> = candidates.iter().filter(|candidate| candidate.name == text).collect();
    let alike =
        || candidates.iter().filter(|candidate| candidate.name.trim().to_lowercase() == folded).collect();
    let found = if exact.is_empty() { alike() } else { exact };
    match found.as_slice() {
        [one] => Ok(one.id),
        [] => Err(unknown(what, text, &folded, candidates)),
        several => {
            let ids: Vec<&str> = several.iter().map(|candidate| candidate.id_text).collect();
            let (count, ids) = (ids.len(), ids.join(", "));
            let text = visible(text);
            Err(Failure::Usage(format!(
                "“{text}” is the name of {count} of them; give the id of the {what}: {ids}."
            )))
        }
    }
}

fn unknown<I>(what: &str, text: &str, folded: &str, candidates: &[Candidate<'_, I>]) -> Failure {
    let mut near: Vec<(usize, &str)> = candidates
        .iter()
        .filter(|candidate| !candidate.name.trim().is_empty())
        .filter_map(|candidate| Some((unlikeness(folded, &candidate.name.to_lowercase())?, candidate.name)))
        .collect();
    near.sort_unstable();
    near.dedup();
    let quoted = |names: &[&str]| {
        let names: Vec<String> = names.iter().map(|name| format!("“{}”", visible(name))).collect();
        match names.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
            None => String::new(),
        }
    };
    let near: Vec<&str> = near.into_iter().take(LISTED).map(|(_, name)| name).collect();
    let hint = if !near.is_empty() {
        format!("the nearest: {}.", quoted(&near))
    } else if candidates.is_empty() {
        "it has none.".to_owned()
    } else if candidates.len() <= LISTED {
        let names: Vec<&str> = candidates.iter().map(|candidate| candidate.name).collect();
        format!("it has {}.", quoted(&names).replace(" or ", " and "))
    } else {
        "none has a name like it.".to_owned()
    };
    Failure::Usage(format!("there is no {what} “{}” in this file; {hint}", visible(text)))
}

/// How far `name` is from what was typed: 0 for a part of it, else the letters to change; `None` when it is too far.
fn unlikeness(typed: &str, name: &str) -> Option<usize> {
    const SHORTEST_PART: usize = 3;
    let (long, short) = (typed.chars().count(), name.chars().count());
    if long >= SHORTEST_PART && name.contains(typed) || short >= SHORTEST_PART && typed.contains(name) {
        return Some(0);
    }
    let distance = letters_to_change(typed, name);
    (distance <= (long.max(short) / 3).max(1)).then_some(distance)
}

/// The fewest letters to add, drop or replace (Levenshtein 1966). Takes O(n · m).
fn letters_to_change(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (at, letter) in a.chars().enumerate() {
        let mut diagonal = at;
        let mut left = at + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (other, cell) in b.iter().zip(row.iter_mut().skip(1)) {
            let replaced = diagonal + usize::from(letter != *other);
            diagonal = *cell;
            left = replaced.min(left + 1).min(*cell + 1);
            *cell = left;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_counted_as_people_would() {
        for (a, b, distance) in
            [("", "", 0), ("abc", "", 3), ("", "abc", 3), ("kitten", "sitting", 3), ("actors", "acters", 1)]
        {
            assert_eq!(letters_to_change(a, b), distance, "{a} {b}");
        }
    }

    #[test]
    fn parts_and_slips_are_near_and_other_words_are_not() {
        assert_eq!(unlikeness("pickers", "waste pickers"), Some(0));
        assert_eq!(unlikeness("ministri", "ministry"), Some(1));
        assert_eq!(unlikeness("bank", "ministry"), None);
        assert_eq!(unlikeness("x", "ministry"), None);
    }
}
