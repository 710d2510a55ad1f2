//! Formats of causal-loop and stock-and-flow programs: signs, delays and places, no actors.

pub(super) mod insight;
pub(super) mod loopy;
pub(super) mod matrix;
pub(super) mod mdl;
pub(super) mod simlin;
pub(super) mod xmile;

use std::collections::BTreeMap;

use serde_json::Value;

use super::flat::{Flat, Item, Join};
use crate::model::Polarity;

/// The field that says what a variable is in a stock-and-flow model.
const ROLE: &str = "model role";
/// The field that holds a variable's unit.
const UNITS: &str = "units";

/// A name without the quotes around it and the backslashes inside.
fn unquoted(name: &str) -> String {
    let name = name.trim();
    match name.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) => inner.replace("\\\"", "\""),
        None => name.to_owned(),
    }
}

/// A name in quotes, with backslashes before those inside.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('\\', "/").replace('"', "\\\""))
}

/// A name as people read it: without quotes, with one space for spaces, underscores and line breaks.
fn readable(name: &str) -> String {
    let plain = unquoted(name).replace("\\n", " ").replace(['_', '\u{a0}'], " ");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name as modelling programs compare it: as people read it, in lower case.
fn canonical(name: &str) -> String {
    readable(name).to_lowercase()
}

/// A causal map whose items are known by their canonical names.
struct Model {
    flat: Flat,
    index: BTreeMap<String, usize>,
    /// Stands for every item that is too much.
    spare: Item,
}

impl Model {
    fn new() -> Self {
        let flat = Flat { causal: Some(true), directed: true, ..Flat::default() };
        Self { flat, index: BTreeMap::new(), spare: Item::default() }
    }

    /// The item of this name; a new one when there is none.
    fn item(&mut self, name: &str) -> &mut Item {
        let key = canonical(name);
        let next = self.flat.items.len();
        let at = *self.index.entry(key.clone()).or_insert(next);
        if at == next {
            self.flat.items.push(Item::new(key, readable(name)));
        }
        self.flat.items.get_mut(at).unwrap_or(&mut self.spare)
    }

    fn knows(&self, name: &str) -> bool {
        self.index.contains_key(&canonical(name))
    }

    fn get(&mut self, name: &str) -> Option<&mut Item> {
        let at = *self.index.get(&canonical(name))?;
        self.flat.items.get_mut(at)
    }

    fn join(&mut self, from: &str, to: &str, polarity: Option<Polarity>) {
        let (from, to) = (canonical(from), canonical(to));
        self.flat.joins.push(Join { polarity, ..Join::new(from, to) });
    }
}

/// Sets a text field unless the text is empty.
fn put(item: &mut Item, name: &str, text: &str) {
    if !text.trim().is_empty() {
        item.fields.insert(name.to_owned(), Value::from(text.trim()));
    }
}
