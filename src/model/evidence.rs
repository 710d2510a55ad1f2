//! What stands behind and around the maps: assessors, sources, indicators, changes and blind spots.

use std::collections::{BTreeMap, BTreeSet};

use super::id::{ElementId, EvidenceId, TermId};
use super::json::{record, words};

record! {
    /// A person or team that rates actors.
    Assessor {
        /// Their name.
        name: String = "name",
    }
}

record! {
    /// A source behind an element or link.
    Evidence {
        /// What it is.
        title: String = "title",
        /// Where it is from: a publication, a conversation, a web address.
        source: String = "source",
        /// Who said it.
        who: String = "who",
        /// When (ISO 8601).
        date: String = "date",
        /// How far it can be trusted, 1 to 5.
        confidence: Option<f64> = "confidence",
        /// Notes in Markdown.
        notes: String = "notes",
    }
}

record! {
    /// A shared indicator with its readings.
    Indicator {
        /// What is measured.
        name: String = "name",
        /// The outcome it stands for.
        outcome: String = "outcome",
        /// The unit.
        unit: String = "unit",
        /// The value at the start.
        baseline: Option<f64> = "baseline",
        /// The value aimed at.
        target: Option<f64> = "target",
        /// Readings by date (ISO 8601).
        readings: BTreeMap<String, f64> = "readings",
        /// Each partner's own target.
        partners: BTreeMap<ElementId, f64> = "partners",
    }
}

words! {
    /// What changed.
    ChangeKind {
        /// A rule, law or standard.
        Policy = "policy",
        /// What people do.
        Practice = "practice",
    }
}

record! {
    /// A change in policy or practice that the work can point to.
    Change {
        /// What changed.
        what: String = "what",
        /// Policy or practice.
        kind: Option<ChangeKind> = "kind",
        /// When (ISO 8601).
        date: String = "date",
        /// Who took part.
        actors: BTreeSet<ElementId> = "actors",
        /// The sources.
        evidence: BTreeSet<EvidenceId> = "evidence",
    }
}

words! {
    /// The answer to a blind-spot question.
    Considered {
        /// They are in.
        In = "in",
        /// They are left out, for a reason.
        Out = "out",
    }
}

record! {
    /// One question of the blind-spot checklist: whose voice could be missing?
    BlindSpot {
        /// Whom the question is about.
        who: String = "who",
        /// In or out; absent means nobody has answered yet.
        considered: Option<Considered> = "considered",
        /// Why.
        why: String = "why",
        /// The actors that speak for them on the map.
        actors: BTreeSet<ElementId> = "actors",
        /// The sector or region asked about, a word of the vocabulary.
        term: Option<TermId> = "term",
    }
}
