//! Tags: the words after a name that start with a sign.

use super::fault::Fault;
use super::lex::{Word, in_quotes, unquoted};
use super::statement::{Said, Tags};
use crate::model::ElementKind;

/// One tag.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tag {
    Kind(ElementKind),
    Goal,
    External,
    Sector(Said),
    Region(Said),
    Assets(Vec<(Said, Option<f64>)>),
    Influence(f64),
    Interest(f64),
}

impl Tag {
    /// Adds the tag. Tags are read from right to left, and the last one written counts.
    pub fn add_to(self, tags: &mut Tags) {
        match self {
            Self::Kind(kind) => tags.kind = tags.kind.or(Some(kind)),
            Self::Goal => tags.goal = true,
            Self::External => tags.external = true,
            Self::Sector(word) => tags.sector = tags.sector.take().or(Some(word)),
            Self::Region(word) => tags.region = tags.region.take().or(Some(word)),
            Self::Assets(mut assets) => {
                assets.append(&mut tags.assets);
                tags.assets = assets;
            }
            Self::Influence(rating) => tags.influence = tags.influence.or(Some(rating)),
            Self::Interest(rating) => tags.interest = tags.interest.or(Some(rating)),
        }
    }
}

/// The word of a tag as it was written. A comma or stop after it is not part of it.
fn said(text: &str) -> Option<Said> {
    if let Some(text) = unquoted(text) {
        return (!text.trim().is_empty()).then(|| Said { text: text.trim().to_owned(), exact: true });
    }
    let text = text.trim_end_matches([',', ';', '.']);
    text.starts_with(char::is_alphabetic).then(|| Said { text: text.to_owned(), exact: false })
}

/// The tag that a word is, if it is one.
///
/// # Errors
/// When it looks like a tag and cannot be one.
pub(super) fn tag(word: &Word<'_>) -> Result<Option<Tag>, Fault> {
    let plain = match word.raw {
        "(actor)" => Some(Tag::Kind(ElementKind::Actor)),
        "(variable)" => Some(Tag::Kind(ElementKind::Variable)),
        "(issue)" => Some(Tag::Kind(ElementKind::Issue)),
        "(goal)" => Some(Tag::Goal),
        "(external)" => Some(Tag::External),
        _ => None,
    };
    if plain.is_some() {
        return Ok(plain);
    }
    let mut letters = word.raw.chars();
    let Some(sign) = letters.next() else { return Ok(None) };
    let rest = letters.as_str();
    let empty = |what| {
        let span = word.span.clone();
        if rest.is_empty() { Err(Fault::EmptyTag { sign, what, span }) } else { Ok(None) }
    };
    match sign {
        '#' => said(rest).map_or_else(|| empty("a sector"), |word| Ok(Some(Tag::Sector(word)))),
        '@' => said(rest).map_or_else(|| empty("a region"), |word| Ok(Some(Tag::Region(word)))),
        '$' if rest.is_empty() => empty("an asset"),
        '$' => assets(word, rest),
        '!' => Ok(rating(word, rest, "influence")?.map(Tag::Influence)),
        '?' => Ok(rating(word, rest, "interest")?.map(Tag::Interest)),
        _ => Ok(None),
    }
}

fn rating(word: &Word<'_>, text: &str, what: &'static str) -> Result<Option<f64>, Fault> {
    number(word, text, what, (1, 5))
}

/// A number within its range; `None` when it is no number at all.
fn number(
    word: &Word<'_>,
    text: &str,
    what: &'static str,
    (low, high): (u8, u8),
) -> Result<Option<f64>, Fault> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return Ok(None);
    }
    match text.parse::<f64>() {
        Ok(number) if (f64::from(low)..=f64::from(high)).contains(&number) => Ok(Some(number)),
        Ok(_) => {
            let text = word.raw.chars().take(24).collect();
            Err(Fault::OutOfRange { text, what, low, high, span: word.span.clone() })
        }
        Err(_) => Ok(None),
    }
}

/// `policy,capital:85`; `None` when it is no list of assets, such as a sum of money.
fn assets(word: &Word<'_>, text: &str) -> Result<Option<Tag>, Fault> {
    let mut list = Vec::new();
    for item in items(text) {
        let (name, level) = split_level(item);
        let Some(name) = said(name.trim()) else {
            if item.trim().is_empty() && !list.is_empty() {
                continue;
            }
            return Ok(None);
        };
        let level = match level {
            None | Some("") => None,
            Some(level) => match number(word, level, "an asset", (0, 100))? {
                Some(level) => Some(level),
                None => return Ok(None),
            },
        };
        list.push((name, level));
    }
    Ok((!list.is_empty()).then_some(Tag::Assets(list)))
}

/// The parts between commas; commas in quotes do not count.
fn items(text: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let (mut start, mut inside) = (0, false);
    for (at, c) in text.char_indices() {
        match c {
            '"' => inside = !inside,
            ',' if !inside => {
                items.extend(text.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    items.extend(text.get(start..));
    items
}

fn split_level(item: &str) -> (&str, Option<&str>) {
    match item.rsplit_once(':') {
        Some((name, level)) if !level.contains('"') => (name, Some(level.trim())),
        _ => (item, None),
    }
}

/// A word as a tag or kind shows it: quoted unless it is plainly the same without quotes.
pub(super) fn written(word: &Said) -> String {
    if word.exact { in_quotes(&word.text) } else { word.text.clone() }
}
