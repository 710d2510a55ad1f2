//! The names under which formats with free attributes hold what a map says, and reading them back in any spelling.

use serde_json::Value;

use super::flat::{Item, Join, number, plain, value_of};
use super::table::cells;
use crate::model::{Direction, ElementKind, LinkKind};

/// The field that holds a colour as `#rrggbb`.
pub(super) const COLOUR: &str = "color";
/// The field that holds tags, several separated by `|`.
pub(super) const TAGS: &str = "tags";

/// The name in lower case with single spaces for whatever separates its words.
pub(super) fn fold(name: &str) -> String {
    let words =
        name.split(|c: char| c.is_whitespace() || matches!(c, '_' | '-')).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

impl Item {
    /// Everything but name and place as attributes: kind, notes, then the fields.
    pub(super) fn attributes(&self) -> Vec<(String, Value)> {
        let mut all = Vec::new();
        if let Some(kind) = self.kind {
            all.push(("kind".to_owned(), Value::from(kind.as_str())));
        }
        if !self.notes.is_empty() {
            all.push(("notes".to_owned(), Value::from(self.notes.clone())));
        }
        all.extend(self.fields.iter().map(|(name, value)| (name.clone(), value.clone())));
        all
    }

    /// Reads one attribute. What has no place of its own becomes a field under its own name; empty ones are dropped.
    pub(super) fn set(&mut self, name: &str, value: Value) {
        let text = plain(&value);
        if text.trim().is_empty() || matches!(value, Value::Object(_)) {
            return;
        }
        match fold(name).as_str() {
            "label" | "name" | "title" if self.name.is_empty() || self.name == self.key => self.name = text,
            "label" | "name" if text == self.name => {}
            "kind" | "type" | "element type" if ElementKind::from_word(&text.to_lowercase()).is_some() => {
                self.kind = ElementKind::from_word(&text.to_lowercase());
            }
            "notes" | "note" | "description" | "desc" if self.notes.is_empty() => self.notes = text,
            "x" if number(&value).is_some() => {
                self.place = Some((number(&value).unwrap_or_default(), self.place.unwrap_or_default().1));
            }
            "y" if number(&value).is_some() => {
                self.place = Some((self.place.unwrap_or_default().0, number(&value).unwrap_or_default()));
            }
            "color" | "colour" => self.put(COLOUR, Value::from(text)),
            "tags" | "tag" => self.put(TAGS, Value::from(text)),
            _ => self.put(name, if value.is_array() { Value::from(text) } else { value }),
        }
    }

    fn put(&mut self, name: &str, value: Value) {
        self.fields.insert(name.to_owned(), value);
    }
}

impl Join {
    /// Everything but the ends as attributes, by their standard names.
    pub(super) fn attributes(&self) -> Vec<(String, Value)> {
        let mut all = Vec::new();
        let mut text = |name: &str, text: &str| all.push((name.to_owned(), Value::from(text)));
        if let Some(kind) = self.kind {
            text("kind", kind.as_str());
        }
        if !self.word.is_empty() {
            text("relation", &self.word);
        }
        if let Some(polarity) = self.polarity {
            text("polarity", polarity.as_str());
        }
        if let Some(direction) = self.direction {
            text("direction", direction.as_str());
        }
        if !self.notes.is_empty() {
            text("notes", &self.notes);
        }
        if self.delay {
            all.push(("delay".to_owned(), Value::from(true)));
        }
        if let Some(weight) = self.weight {
            all.push(("weight".to_owned(), value_of(weight)));
        }
        all.extend(self.fields.iter().map(|(name, value)| (name.clone(), value.clone())));
        all
    }

    /// Reads one attribute. What has no place of its own becomes a field under its own name; empty ones are dropped.
    pub(super) fn set(&mut self, name: &str, value: Value) {
        let text = plain(&value);
        if text.trim().is_empty() || matches!(value, Value::Object(_)) {
            return;
        }
        let word = text.trim().to_lowercase();
        match fold(name).as_str() {
            "kind" | "type" if LinkKind::from_word(&word).is_some() => self.kind = LinkKind::from_word(&word),
            "direction" | "type" | "directed" | "edge type" if direction(&word).is_some() => {
                self.direction = direction(&word);
            }
            "polarity" | "sign" if cells::polarity(&word).is_some() => self.polarity = cells::polarity(&word),
            "delay" | "delayed" if cells::yes_or_no(&word).is_some() => {
                self.delay = cells::yes_or_no(&word) == Some(true);
            }
            "weight" | "strength" if number(&value).is_some() => self.weight = number(&value),
            "relation" | "kind" | "type" | "connection type" if self.word.is_empty() => self.word = text,
            "notes" | "note" | "description" | "desc" if self.notes.is_empty() => self.notes = text,
            "label" => self.put("label", Value::from(text)),
            "color" | "colour" => self.put(COLOUR, Value::from(text)),
            _ => self.put(name, if value.is_array() { Value::from(text) } else { value }),
        }
    }

    fn put(&mut self, name: &str, value: Value) {
        self.fields.insert(name.to_owned(), value);
    }
}

fn direction(word: &str) -> Option<Direction> {
    match word {
        "forward" | "directed" | "true" | "yes" => Some(Direction::Forward),
        "mutual" | "undirected" | "both" | "false" | "no" => Some(Direction::Mutual),
        _ => None,
    }
}
