//! What a map is made of: actors, variables and issues.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::id::{AssessorId, EvidenceId, MapId, TermId};
use super::json::{Json, Object, Reader, put, record, words};

words! {
    /// What an element is.
    ElementKind {
        /// A person, group or organisation that acts in the system.
        Actor = "actor",
        /// A quantity that can rise or fall.
        Variable = "variable",
        /// A barrier: something that stands in the way.
        Issue = "issue",
    }
}

words! {
    /// What an actor is rated on.
    Scale {
        /// How committed the actor is to solving the problem, 1 to 5.
        Interest = "interest",
        /// How far the actor can shift policy, markets or communities, 1 to 5.
        Influence = "influence",
        /// Whether the actor is for or against, −2 (opposed) to +2 (in favour).
        Alignment = "alignment",
        /// Whether the actor's claim is seen as proper, 1 to 5.
        Legitimacy = "legitimacy",
        /// Whether the actor's claim calls for attention now, 1 to 5.
        Urgency = "urgency",
    }
}

impl Scale {
    /// The lowest and the highest rating.
    pub fn range(self) -> (f64, f64) {
        match self {
            Self::Alignment => (-2.0, 2.0),
            _ => (1.0, 5.0),
        }
    }

    /// The rating as formulas use it: alignment / 2, in −1 to 1; all others (r − 1) / 4, in 0 to 1.
    pub fn normalised(self, rating: f64) -> f64 {
        match self {
            Self::Alignment => rating / 2.0,
            _ => (rating - 1.0) / 4.0,
        }
    }
}

record! {
    /// One assessor's ratings of one actor. An absent rating means "not rated", which is not the same as low.
    Rating {
        /// Commitment to solving the problem, 1 to 5.
        interest: Option<f64> = "interest",
        /// Power to shift policy, markets or communities, 1 to 5.
        influence: Option<f64> = "influence",
        /// Against (−2) or for (+2).
        alignment: Option<f64> = "alignment",
        /// How proper the actor's claim is seen to be, 1 to 5.
        legitimacy: Option<f64> = "legitimacy",
        /// How pressing the actor's claim is, 1 to 5.
        urgency: Option<f64> = "urgency",
    }
}

impl Rating {
    /// The rating on `scale`.
    pub fn get(&self, scale: Scale) -> Option<f64> {
        match scale {
            Scale::Interest => self.interest,
            Scale::Influence => self.influence,
            Scale::Alignment => self.alignment,
            Scale::Legitimacy => self.legitimacy,
            Scale::Urgency => self.urgency,
        }
    }

    /// Sets or clears the rating on `scale`.
    pub fn set(&mut self, scale: Scale, value: Option<f64>) {
        *match scale {
            Scale::Interest => &mut self.interest,
            Scale::Influence => &mut self.influence,
            Scale::Alignment => &mut self.alignment,
            Scale::Legitimacy => &mut self.legitimacy,
            Scale::Urgency => &mut self.urgency,
        } = value;
    }

    /// Nothing is rated, and nothing unknown is kept here.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What several assessors say on one scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// The mean of the ratings given.
    pub mean: f64,
    /// The lowest rating given.
    pub low: f64,
    /// The highest rating given.
    pub high: f64,
    /// How many assessors rated.
    pub count: usize,
}

impl Spread {
    /// Assessors who are two steps or more apart disagree, and the panels say so.
    pub fn is_disagreement(&self) -> bool {
        self.high - self.low >= 2.0
    }
}

record! {
    /// What only actors have.
    part Actor {
        /// The kind of organisation, a word of the vocabulary.
        sector: Option<TermId> = "sector",
        /// Where the actor is at home, a word of the vocabulary.
        region: Option<TermId> = "region",
        /// What the actor does in the coalition, a word of the vocabulary.
        role: Option<TermId> = "role",
        /// The stages of the policy cycle in which the actor can work.
        stages: BTreeSet<TermId> = "stages",
        /// What the actor brings, each at a level of 0 to 100.
        assets: BTreeMap<TermId, f64> = "assets",
        /// Ratings by assessor.
        ratings: BTreeMap<AssessorId, Rating> = "ratings",
    }
}

impl Actor {
    /// What the assessors say on `scale`; `None` when nobody rated.
    pub fn spread(&self, scale: Scale) -> Option<Spread> {
        let given = self.ratings.values().filter_map(|rating| rating.get(scale));
        let mut spread = Spread { mean: 0.0, low: f64::INFINITY, high: f64::NEG_INFINITY, count: 0 };
        for rating in given {
            spread.mean += rating;
            spread.low = spread.low.min(rating);
            spread.high = spread.high.max(rating);
            spread.count += 1;
        }
        spread.mean /= spread.count as f64;
        (spread.count > 0).then_some(spread)
    }
}

record! {
    /// What only variables have.
    part Variable {
        /// The variable is what the work is meant to move.
        goal: bool = "goal",
        /// The variable is driven from outside the system.
        external: bool = "external",
    }
}

record! {
    /// What only issues have.
    part Issue {
        /// Political, economic, social or another word of the vocabulary.
        category: Option<TermId> = "category",
    }
}

/// What an element is, with what only that kind has.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// A person, group or organisation.
    Actor(Actor),
    /// A quantity that can rise or fall.
    Variable(Variable),
    /// A barrier.
    Issue(Issue),
}

impl Body {
    /// An untagged body of this kind.
    pub fn new(kind: ElementKind) -> Self {
        match kind {
            ElementKind::Actor => Self::Actor(Actor::default()),
            ElementKind::Variable => Self::Variable(Variable::default()),
            ElementKind::Issue => Self::Issue(Issue::default()),
        }
    }
}

/// An actor, variable or issue. It can stand on several maps.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// The name as people read it.
    pub name: String,
    /// Notes in Markdown.
    pub notes: String,
    /// The sources behind it.
    pub evidence: BTreeSet<EvidenceId>,
    /// The project's own fields.
    pub fields: Object,
    /// The map that this element leads to, where more is said about it.
    pub portal: Option<MapId>,
    /// What it is.
    pub body: Body,
    /// Fields of the file that this version does not understand; saved as they were.
    pub extra: Object,
}

impl Element {
    /// A new element with nothing but a name.
    pub fn new(kind: ElementKind, name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            notes: String::new(),
            evidence: BTreeSet::new(),
            fields: Object::new(),
            portal: None,
            body: Body::new(kind),
            extra: Object::new(),
        }
    }

    /// What it is.
    pub fn kind(&self) -> ElementKind {
        match self.body {
            Body::Actor(_) => ElementKind::Actor,
            Body::Variable(_) => ElementKind::Variable,
            Body::Issue(_) => ElementKind::Issue,
        }
    }

    /// The variable's part, if it is a variable.
    pub fn variable(&self) -> Option<&Variable> {
        match &self.body {
            Body::Variable(variable) => Some(variable),
            _ => None,
        }
    }

    /// The actor's part, if it is an actor.
    pub fn actor(&self) -> Option<&Actor> {
        match &self.body {
            Body::Actor(actor) => Some(actor),
            _ => None,
        }
    }
}

impl Json for Element {
    const EXPECTED: &'static str = "an element with a kind of actor, variable or issue";

    fn from_json(value: Value, reader: &mut Reader) -> Result<(Self, Option<Value>), Value> {
        let Value::Object(mut object) = value else {
            return Err(value);
        };
        let Some(kind) = object.get("kind").and_then(Value::as_str).and_then(ElementKind::from_word) else {
            return Err(Value::Object(object));
        };
        object.remove("kind");
        let name = reader.take(&mut object, "name");
        let notes = reader.take(&mut object, "notes");
        let evidence = reader.take(&mut object, "evidence");
        let fields = reader.take(&mut object, "fields");
        let portal = reader.take(&mut object, "portal");
        let body = match kind {
            ElementKind::Actor => Body::Actor(Actor::take(&mut object, reader)),
            ElementKind::Variable => Body::Variable(Variable::take(&mut object, reader)),
            ElementKind::Issue => Body::Issue(Issue::take(&mut object, reader)),
        };
        Ok((Self { name, notes, evidence, fields, portal, body, extra: object }, None))
    }

    fn to_json(&self) -> Value {
        let mut object = self.extra.clone();
        object.insert("kind".to_owned(), self.kind().to_json());
        put(&mut object, "name", &self.name);
        put(&mut object, "notes", &self.notes);
        put(&mut object, "evidence", &self.evidence);
        put(&mut object, "fields", &self.fields);
        put(&mut object, "portal", &self.portal);
        match &self.body {
            Body::Actor(actor) => actor.put(&mut object),
            Body::Variable(variable) => variable.put(&mut object),
            Body::Issue(issue) => issue.put(&mut object),
        }
        Value::Object(object)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unrated_is_not_zero() {
        let mut actor = Actor::default();
        assert_eq!(actor.spread(Scale::Interest), None);
        actor.ratings.insert("s_a".into(), Rating { interest: Some(1.0), ..Rating::default() });
        actor.ratings.insert("s_b".into(), Rating { interest: Some(4.0), ..Rating::default() });
        let spread = actor.spread(Scale::Interest).unwrap();
        assert_eq!((spread.mean, spread.count), (2.5, 2));
        assert!(spread.is_disagreement());
        assert_eq!(actor.spread(Scale::Influence), None);
    }
}
