//! The value of a field for each element or link of a map.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value as Json;

use super::field::Field;
use crate::analysis::Measured;
use crate::analysis::network::NetworkElement;
use crate::model::{Body, Element, ElementId, ElementKind, Intent, Map, Project, TermId, TermKind};

/// Where values come from.
pub(super) struct Source<'a> {
    pub project: &'a Project,
    pub map: &'a Map,
    pub measured: &'a Measured,
}

/// What an element says in a field.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// A number.
    Number(f64),
    /// A word; the number orders words, and the same number is the same hue as long as there are hues.
    Word(usize, String),
    /// More than one word at a time.
    Several,
    /// Nothing: not rated, not tagged, not defined.
    Missing,
}

impl Source<'_> {
    /// The elements that can have the field, in the order of their ids, with what they say.
    pub fn elements(&self, field: &Field) -> Vec<(ElementId, Value)> {
        let shown = self.map.elements.keys().filter_map(|id| Some((id, self.project.elements.get(id)?)));
        let applies = shown.filter(|(_, element)| field.applies(element.kind()));
        let words = self.words(field);
        let counted = self.counted(field);
        let says = |(id, element): (&ElementId, &Arc<Element>)| {
            let value = match &counted {
                Counted::Not => Some(self.value(field, element, &words)),
                Counted::Later => Some(Value::Missing),
                // The analyses do not speak of it: a variable on a map of actors.
                Counted::Known(counted) => counted.get(id).map(|number| computed(field, *number)),
            };
            value.map(|value| (id.clone(), value))
        };
        applies.filter_map(says).collect()
    }

    /// What the analyses say, by element.
    fn counted(&self, field: &Field) -> Counted<'_> {
        let known: Option<BTreeMap<&ElementId, Option<f64>>> = match field {
            Field::Measure(measure) => self.measured.network.as_ref().map(|network| {
                let value = |element: &'_ NetworkElement| element.values.get(measure).copied().flatten();
                network.elements.iter().map(|element| (&element.id, value(element))).collect()
            }),
            Field::Community => self.measured.network.as_ref().map(|network| {
                let numbered = network.communities.iter().enumerate();
                numbered
                    .flat_map(|(place, members)| members.iter().map(move |id| (id, Some(place as f64))))
                    .collect()
            }),
            Field::Missed => self.measured.bottlenecks.as_ref().map(|found| {
                found.actors.iter().map(|row| (&row.id, Some(row.disconnected_pairs as f64))).collect()
            }),
            _ => return Counted::Not,
        };
        known.map_or(Counted::Later, Counted::Known)
    }

    /// The vocabulary's words for a field, in their order.
    fn words(&self, field: &Field) -> Vec<TermId> {
        let kind = vocabulary(field);
        kind.map(|kind| self.project.words(kind).into_iter().map(|word| word.id).collect())
            .unwrap_or_default()
    }

    fn value(&self, field: &Field, element: &Element, words: &[TermId]) -> Value {
        let word = |term: Option<&TermId>| {
            let Some((term, kind)) = term.zip(vocabulary(field)) else { return Value::Missing };
            let term = self.project.resolve(kind, term);
            let place = words.iter().position(|known| *known == term).unwrap_or(words.len());
            Value::Word(place, self.project.word(kind, &term))
        };
        match (field, &element.body) {
            (Field::Region, Body::Actor(actor)) => word(actor.region.as_ref()),
            (Field::Sector, Body::Actor(actor)) => word(actor.sector.as_ref()),
            (Field::Role, Body::Actor(actor)) => word(actor.role.as_ref()),
            (Field::Stage, Body::Actor(actor)) => match actor.stages.len() {
                0 | 1 => word(actor.stages.first()),
                _ => Value::Several,
            },
            (Field::Category, Body::Issue(issue)) => word(issue.category.as_ref()),
            (Field::Kind, _) => match element.kind() {
                ElementKind::Actor => Value::Word(0, "Actor".to_owned()),
                ElementKind::Variable => Value::Word(1, "Variable".to_owned()),
                ElementKind::Issue => Value::Word(2, "Issue".to_owned()),
            },
            (Field::Rating(scale), Body::Actor(actor)) => {
                number(actor.spread(*scale).map(|spread| spread.mean))
            }
            (Field::Asset(asset), Body::Actor(actor)) => {
                let same = |held: &TermId| self.project.resolve(TermKind::Asset, held) == *asset;
                number(actor.assets.iter().find(|(held, _)| same(held)).map(|(_, level)| *level))
            }
            (Field::Evidence, _) => Value::Number(element.evidence.len() as f64),
            (Field::Custom(name), _) => custom(element.fields.get(name)),
            _ => Value::Missing,
        }
    }
}

/// What the analyses say of a field.
enum Counted<'a> {
    /// The field needs none.
    Not,
    /// It is not worked out yet.
    Later,
    /// By element; `None` has no value.
    Known(BTreeMap<&'a ElementId, Option<f64>>),
}

fn number(value: Option<f64>) -> Value {
    value.filter(|value| value.is_finite()).map_or(Value::Missing, Value::Number)
}

fn computed(field: &Field, value: Option<f64>) -> Value {
    match (field, value) {
        (Field::Community, Some(place)) => Value::Word(place as usize, format!("Community {}", place + 1.0)),
        _ => number(value),
    }
}

/// The vocabulary that a field's words come from.
fn vocabulary(field: &Field) -> Option<TermKind> {
    match field {
        Field::Sector => Some(TermKind::Sector),
        Field::Region => Some(TermKind::Region),
        Field::Role => Some(TermKind::Role),
        Field::Stage => Some(TermKind::Stage),
        Field::Category => Some(TermKind::Issue),
        _ => None,
    }
}

/// What one of the project's own fields says. A number that was typed as text is a number.
fn custom(value: Option<&Json>) -> Value {
    match value {
        Some(Json::Number(number)) => {
            number.as_f64().filter(|value| value.is_finite()).map_or(Value::Missing, Value::Number)
        }
        Some(Json::Bool(yes)) => Value::Word(usize::MAX, if *yes { "yes" } else { "no" }.to_owned()),
        Some(Json::String(text)) if !text.trim().is_empty() => {
            let number = text.trim().parse::<f64>().ok().filter(|value| value.is_finite());
            number.map_or_else(|| Value::Word(usize::MAX, text.trim().to_owned()), Value::Number)
        }
        _ => Value::Missing,
    }
}

/// What a mark asks for, and its hue: green to strengthen, red to weaken, brown to cut, blue to act sooner.
pub(super) fn intent(intent: Intent) -> (u8, &'static str) {
    match intent {
        Intent::Strengthen => (2, "to strengthen"),
        Intent::Weaken => (1, "to weaken"),
        Intent::Cut => (6, "to cut"),
        Intent::ShortenDelay => (3, "to act sooner"),
    }
}
