//! Items become elements.

use std::sync::Arc;

use serde_json::Value;

use super::{Builder, at, is_ours};
use crate::exchange::account::Fate;
use crate::exchange::attributes::{COLOUR, TAGS, fold};
use crate::exchange::derive::id_bytes;
use crate::exchange::flat::{Item, number, plain};
use crate::exchange::table::cells;
use crate::model::{Actor, Assessor, AssessorId, Body, Element, ElementId, Scale, TermKind, Variable};

impl Builder<'_> {
    /// Adds the element of an item.
    pub(super) fn item(&mut self, item: Item) {
        let name = item.name.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = if name.is_empty() { item.key.clone() } else { name };
        if self.elements.contains_key(&item.key) {
            let line = at(item.line);
            self.account.notice(format!(
                "{line}the id “{}” stands twice; the second (“{name}”) was left out. Give it an id of its own.",
                item.key
            ));
            return;
        }
        let id = if is_ours::<ElementId>(&item.key) {
            ElementId::from(item.key.as_str())
        } else {
            ElementId::from_bytes(id_bytes(&[self.format, "element", &item.key]))
        };
        let mut element = Element::new(item.kind.unwrap_or_else(|| self.default_kind()), name);
        self.account.add(Fate::Mapped, "positions", usize::from(item.place.is_some()));
        self.account.add(Fate::Mapped, "notes of elements", usize::from(!item.notes.is_empty()));
        element.notes = item.notes;
        for (name, value) in item.fields {
            self.field(&mut element, &name, value, item.line);
        }
        self.elements.insert(item.key, id.clone());
        self.order.push(id.clone());
        self.project.elements.insert(id, Arc::new(element));
    }

    fn field(&mut self, element: &mut Element, name: &str, value: Value, line: usize) {
        let known = match &mut element.body {
            Body::Actor(actor) => self.actor(actor, name, &value, line),
            Body::Variable(variable) => set_variable(variable, name, &value),
            Body::Issue(issue) if fold(name) == "category" => {
                issue.category = Some(self.word(TermKind::Issue, &plain(&value)));
                true
            }
            Body::Issue(_) => false,
        };
        if known {
            self.account.add(Fate::Mapped, "tags and ratings", 1);
            return;
        }
        let part = match name {
            COLOUR => "colours".to_owned(),
            TAGS => "tags".to_owned(),
            _ => format!("element field “{name}”"),
        };
        self.account.add(Fate::Kept, &part, 1);
        element.fields.insert(name.to_owned(), value);
    }

    /// Reads a field that actors have a place for.
    fn actor(&mut self, actor: &mut Actor, name: &str, value: &Value, line: usize) -> bool {
        let folded = fold(name);
        let text = plain(value);
        if let Some(scale) = Scale::from_word(&folded) {
            let Some(rating) = number(value).or_else(|| cells::number(text.trim())) else {
                self.account.notice(format!(
                    "{}the {folded} “{text}” is not a plain number; it was kept as a field.",
                    at(line)
                ));
                return false;
            };
            self.rate(actor, scale, rating);
            return true;
        }
        match folded.as_str() {
            "sector" => actor.sector = Some(self.word(TermKind::Sector, text.trim())),
            "region" => actor.region = Some(self.word(TermKind::Region, text.trim())),
            "role" => actor.role = Some(self.word(TermKind::Role, text.trim())),
            "stages" | "stage" => {
                let words = text.split('|').map(str::trim).filter(|word| !word.is_empty());
                actor.stages = words.map(|word| self.word(TermKind::Stage, word)).collect();
            }
            folded => {
                let Some(asset) =
                    folded.strip_prefix("asset").map(|rest| rest.trim_start_matches(':').trim())
                else {
                    return false;
                };
                let (false, Some(level)) = (asset.is_empty(), number(value)) else { return false };
                let written = name.get(name.len() - asset.len()..).unwrap_or(asset);
                actor.assets.insert(self.word(TermKind::Asset, written), level);
            }
        }
        true
    }

    /// Ratings of a file that does not say whose they are belong to one team.
    fn rate(&mut self, actor: &mut Actor, scale: Scale, value: f64) {
        let id = AssessorId::from_bytes(id_bytes(&["table", "assessor"]));
        if !self.project.assessors.contains_key(&id) {
            let team = Assessor { name: "Team".to_owned(), ..Assessor::default() };
            self.project.assessors.insert(id.clone(), Arc::new(team));
        }
        actor.ratings.entry(id).or_default().set(scale, Some(value));
    }
}

/// Reads a field that variables have a place for.
fn set_variable(variable: &mut Variable, name: &str, value: &Value) -> bool {
    let flag = match value {
        Value::Bool(flag) => Some(*flag),
        other => cells::yes_or_no(plain(other).trim()),
    };
    match (fold(name).as_str(), flag) {
        ("goal", Some(flag)) => variable.goal = flag,
        ("external", Some(flag)) => variable.external = flag,
        _ => return false,
    }
    true
}
