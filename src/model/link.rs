//! What joins elements: ties between actors, causal links between variables and issues, and levers that tie actors
//! to what they can move.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::element::ElementKind;
use super::ends::Ends;
use super::id::{AssessorId, ClaimId, EvidenceId, TermId};
use super::json::{Json, Object, Reader, put, record, words};

words! {
    /// What a link is.
    LinkKind {
        /// A relationship between two actors.
        Tie = "tie",
        /// One variable or issue moves another.
        Causal = "causal",
        /// An actor holds, feels or knows a variable, link or issue.
        Lever = "lever",
    }
}

impl LinkKind {
    /// The kind of link that joins these two kinds of element in this direction, if one does.
    pub fn joining(from: ElementKind, to: ElementKind) -> Option<Self> {
        match (from == ElementKind::Actor, to == ElementKind::Actor) {
            (true, true) => Some(Self::Tie),
            (false, false) => Some(Self::Causal),
            (true, false) => Some(Self::Lever),
            (false, true) => None,
        }
    }

    /// What links of this kind join, as a sentence.
    pub fn rule(self) -> &'static str {
        match self {
            Self::Tie => "A tie joins two actors.",
            Self::Causal => "A causal link joins variables and issues.",
            Self::Lever => "A lever runs from an actor to a variable, a causal link or an issue.",
        }
    }
}

words! {
    /// Whether a tie runs one way or both.
    Direction {
        /// From the first end to the second.
        Forward = "forward",
        /// Both ways.
        Mutual = "mutual",
    }
}

words! {
    /// Which way the second variable moves when the first rises.
    Polarity {
        /// The same way.
        Plus = "+",
        /// The opposite way.
        Minus = "-",
        /// Not known, or not agreed.
        Unknown = "?",
    }
}

words! {
    /// What the team means to do with a causal link.
    Intent {
        /// Make it stronger.
        Strengthen = "strengthen",
        /// Make it weaker.
        Weaken = "weaken",
        /// Remove it.
        Cut = "cut",
        /// Make it act sooner.
        ShortenDelay = "shorten_delay",
    }
}

words! {
    /// How an actor stands to a variable, causal link or issue.
    LeverKind {
        /// Can set it.
        Controls = "controls",
        /// Can push it.
        Influences = "influences",
        /// Lives with it.
        AffectedBy = "affected_by",
        /// Understands it.
        KnowsAbout = "knows_about",
    }
}

record! {
    /// What only ties have.
    part Tie {
        /// The kind of relationship, a word of the vocabulary (`funds`, `supplies` …).
        tie: Option<TermId> = "tie",
        /// One way or both; absent means forward.
        direction: Option<Direction> = "direction",
        /// How strong it is, 1 to 5; absent counts as 1.
        strength: Option<f64> = "strength",
        /// How far the two trust each other, 1 to 5, by assessor.
        trust: BTreeMap<AssessorId, f64> = "trust",
    }
}

impl Tie {
    /// The tie runs both ways.
    pub fn is_mutual(&self) -> bool {
        self.direction == Some(Direction::Mutual)
    }

    /// The strength that measures use: 1 when none is given.
    pub fn weight(&self) -> f64 {
        self.strength.unwrap_or(1.0)
    }
}

record! {
    /// What one group says about a causal link.
    Claim {
        /// Who says it.
        who: String = "who",
        /// The sign they give it.
        polarity: Option<Polarity> = "polarity",
        /// The sources they name.
        evidence: BTreeSet<EvidenceId> = "evidence",
    }
}

record! {
    /// What only causal links have.
    part Causal {
        /// The sign as drawn; absent means not signed.
        polarity: Option<Polarity> = "polarity",
        /// The effect takes long enough to matter.
        delay: bool = "delay",
        /// How strong the effect is, 0 to 1.
        weight: Option<f64> = "weight",
        /// What the team means to do with the link.
        mark: Option<Intent> = "mark",
        /// What different groups say about the sign.
        claims: BTreeMap<ClaimId, Claim> = "claims",
    }
}

impl Causal {
    /// Groups give the link different signs.
    pub fn is_contested(&self) -> bool {
        let mut signs = self.claims.values().filter_map(|claim| claim.polarity);
        signs.next().is_some_and(|first| signs.any(|sign| sign != first))
    }

    /// The sign that analyses use: the drawn one, or unknown where groups disagree.
    pub fn effective_polarity(&self) -> Polarity {
        if self.is_contested() { Polarity::Unknown } else { self.polarity.unwrap_or(Polarity::Unknown) }
    }
}

record! {
    /// What only lever links have.
    part Lever {
        /// How the actor stands to the other end.
        lever: Option<LeverKind> = "lever",
        /// How strongly, 1 to 5.
        strength: Option<f64> = "strength",
    }
}

/// What a link is, with what only that kind has.
#[derive(Clone, Debug, PartialEq)]
pub enum Bond {
    /// A relationship between two actors.
    Tie(Tie),
    /// One variable or issue moves another.
    Causal(Causal),
    /// An actor holds, feels or knows something.
    Lever(Lever),
}

impl Bond {
    /// A plain bond of this kind.
    pub fn new(kind: LinkKind) -> Self {
        match kind {
            LinkKind::Tie => Self::Tie(Tie::default()),
            LinkKind::Causal => Self::Causal(Causal::default()),
            LinkKind::Lever => Self::Lever(Lever::default()),
        }
    }
}

/// A tie, causal link or lever link.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Where it starts and ends.
    pub ends: Ends,
    /// Notes in Markdown.
    pub notes: String,
    /// The sources behind it.
    pub evidence: BTreeSet<EvidenceId>,
    /// The project's own fields.
    pub fields: Object,
    /// What it is.
    pub bond: Bond,
    /// Fields of the file that this version does not understand; saved as they were.
    pub extra: Object,
}

impl Link {
    /// A new link with nothing but its ends.
    pub fn new(ends: Ends, bond: Bond) -> Self {
        Self {
            ends,
            notes: String::new(),
            evidence: BTreeSet::new(),
            fields: Object::new(),
            bond,
            extra: Object::new(),
        }
    }

    /// What it is.
    pub fn kind(&self) -> LinkKind {
        match self.bond {
            Bond::Tie(_) => LinkKind::Tie,
            Bond::Causal(_) => LinkKind::Causal,
            Bond::Lever(_) => LinkKind::Lever,
        }
    }

    /// The tie's part, if it is a tie.
    pub fn tie(&self) -> Option<&Tie> {
        match &self.bond {
            Bond::Tie(tie) => Some(tie),
            _ => None,
        }
    }

    /// The causal link's part, if it is one.
    pub fn causal(&self) -> Option<&Causal> {
        match &self.bond {
            Bond::Causal(causal) => Some(causal),
            _ => None,
        }
    }

    /// The lever's part, if it is one.
    pub fn lever(&self) -> Option<&Lever> {
        match &self.bond {
            Bond::Lever(lever) => Some(lever),
            _ => None,
        }
    }
}

impl Json for Link {
    const EXPECTED: &'static str = "a link with two ends and a kind of tie, causal or lever";

    fn from_json(value: Value, reader: &mut Reader) -> Result<(Self, Option<Value>), Value> {
        let Value::Object(mut object) = value else {
            return Err(value);
        };
        let kind = object.get("kind").and_then(Value::as_str).and_then(LinkKind::from_word);
        let ends = object.get("ends").cloned().map(|ends| Ends::from_json(ends, reader));
        let (Some(kind), Some(Ok((ends, _)))) = (kind, ends) else {
            return Err(Value::Object(object));
        };
        object.remove("kind");
        object.remove("ends");
        let notes = reader.take(&mut object, "notes");
        let evidence = reader.take(&mut object, "evidence");
        let fields = reader.take(&mut object, "fields");
        let bond = match kind {
            LinkKind::Tie => Bond::Tie(Tie::take(&mut object, reader)),
            LinkKind::Causal => Bond::Causal(Causal::take(&mut object, reader)),
            LinkKind::Lever => Bond::Lever(Lever::take(&mut object, reader)),
        };
        Ok((Self { ends, notes, evidence, fields, bond, extra: object }, None))
    }

    fn to_json(&self) -> Value {
        let mut object = self.extra.clone();
        object.insert("kind".to_owned(), self.kind().to_json());
        object.insert("ends".to_owned(), self.ends.to_json());
        put(&mut object, "notes", &self.notes);
        put(&mut object, "evidence", &self.evidence);
        put(&mut object, "fields", &self.fields);
        match &self.bond {
            Bond::Tie(tie) => tie.put(&mut object),
            Bond::Causal(causal) => causal.put(&mut object),
            Bond::Lever(lever) => lever.put(&mut object),
        }
        Value::Object(object)
    }
}

#[cfg(test)]
mod tests {
    use super::super::ends::End;
    use super::*;

    fn claim(polarity: Polarity) -> Claim {
        Claim { polarity: Some(polarity), ..Claim::default() }
    }

    #[test]
    fn claims_that_disagree_make_the_sign_unknown() {
        let mut causal = Causal { polarity: Some(Polarity::Plus), ..Causal::default() };
        causal.claims.insert("c_a".into(), claim(Polarity::Plus));
        assert_eq!(causal.effective_polarity(), Polarity::Plus);
        causal.claims.insert("c_b".into(), claim(Polarity::Minus));
        assert!(causal.is_contested());
        assert_eq!(causal.effective_polarity(), Polarity::Unknown);
    }

    #[test]
    fn a_lever_may_end_at_a_link() {
        let value = serde_json::json!({"kind": "lever", "ends": ["e_a", "l_b"], "lever": "controls"});
        let (link, _) = Link::from_json(value.clone(), &mut Reader::default()).unwrap();
        assert_eq!(link.ends.to, End::Link("l_b".into()));
        assert_eq!(link.to_json(), value);
    }
}
