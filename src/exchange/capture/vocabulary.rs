//! Which word of the vocabulary a written word means.

use std::borrow::Cow;

use super::statement::Said;
use crate::exchange::derive::id_bytes;
use crate::model::{Id as _, Project, Term, TermId, TermKind};

/// A shorthand has at least so many letters.
const SHORTEST: usize = 3;

/// The word that is meant; one that the vocabulary lacks is added to `added`.
///
/// A word is known by its name, its id, one of the words of its name (`south` for "Global South") or their beginning
/// (`gov` for "Host government"), if that fits one word only.
pub(super) fn word(
    project: &Project,
    kind: TermKind,
    said: &Said,
    added: &mut Vec<(TermId, Term)>,
) -> TermId {
    let written = TermId::from(said.text.as_str());
    if project.knows_word(kind, &written) {
        return project.resolve(kind, &written);
    }
    let same = |(_, term): &&(TermId, Term)| {
        term.kind == Some(kind) && term.name.to_lowercase() == said.text.to_lowercase()
    };
    if let Some((id, _)) = added.iter().find(same) {
        return id.clone();
    }
    if !said.exact
        && let Some(id) = shorthand(project, kind, &said.text)
    {
        return id;
    }
    let name =
        if said.exact { Cow::Borrowed(said.text.as_str()) } else { Cow::Owned(said.text.replace('_', " ")) };
    let id = TermId::from_bytes(id_bytes(&["capture", kind.as_str(), &name]));
    added.push((id.clone(), Term { kind: Some(kind), name: name.into_owned(), ..Term::default() }));
    id
}

fn shorthand(project: &Project, kind: TermKind, text: &str) -> Option<TermId> {
    let wanted = text.to_lowercase();
    let words = project.words(kind);
    let only = |fits: &dyn Fn(&str) -> bool| {
        let mut found = words
            .iter()
            .filter(|word| word.name.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(fits));
        let first = found.next()?;
        found.next().is_none().then(|| first.id.clone())
    };
    let starts = |part: &str| wanted.chars().count() >= SHORTEST && part.starts_with(&wanted);
    only(&|part| part == wanted).or_else(|| only(&starts))
}

/// How a tag writes a word so that it is understood again: default words plainly, a project's own in quotes.
pub(super) fn said(project: &Project, kind: TermKind, id: &TermId) -> Said {
    let id = project.resolve(kind, id);
    let name = project.word(kind, &id);
    let default = Project::default();
    let plain = name.to_lowercase();
    let is_default = default.knows_word(kind, &id) && default.word(kind, &id) == name;
    if !is_default {
        return Said { text: name, exact: true };
    }
    if plain.chars().all(char::is_alphanumeric) {
        return Said { text: plain, exact: false };
    }
    let bare = id.as_str().strip_prefix("t_").unwrap_or(id.as_str());
    Said { text: bare.to_owned(), exact: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(kind: TermKind, text: &str) -> String {
        let mut added = Vec::new();
        let said = Said { text: text.to_owned(), exact: false };
        let id = word(&Project::default(), kind, &said, &mut added);
        added.first().map_or_else(|| id.to_string(), |(_, term)| format!("new {}", term.name))
    }

    #[test]
    fn words_are_known_by_shorthands_that_fit_one_word_only() {
        for (kind, text, expected) in [
            (TermKind::Sector, "ngo", "t_ngo"),
            (TermKind::Sector, "gov", "t_government"),
            (TermKind::Sector, "dfi", "t_investor"),
            (TermKind::Region, "south", "t_global_south"),
            (TermKind::Region, "global", "new global"),
            (TermKind::Asset, "impl", "t_implementation"),
            (TermKind::Asset, "market", "t_market"),
            (TermKind::Tie, "collab", "collaborates"),
            (TermKind::Tie, "mentors", "new mentors"),
            (TermKind::Sector, "faith_groups", "new faith groups"),
        ] {
            assert_eq!(find(kind, text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_understood_again() {
        let project = Project::default();
        for kind in [TermKind::Sector, TermKind::Region, TermKind::Asset, TermKind::Tie, TermKind::Issue] {
            for offered in project.words(kind) {
                let mut added = Vec::new();
                let written = said(&project, kind, &offered.id);
                assert_eq!(word(&project, kind, &written, &mut added), offered.id);
                assert!(added.is_empty());
            }
        }
    }
}
