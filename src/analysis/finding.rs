//! A finding: one sentence that a reader can check, with its figures and what to light on the map.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{ElementId, LinkId};

/// How a finding is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Something is at risk.
    Warning,
    /// Something is missing.
    Gap,
    /// Something to talk about.
    Question,
    /// Something to know.
    Note,
}

/// One thing that an analysis found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// A stable name for the kind of finding.
    pub code: &'static str,
    /// How it is meant.
    pub tone: Tone,
    /// What was found, as whole sentences.
    pub sentence: String,
    /// The figures behind the sentence, by name.
    pub figures: BTreeMap<&'static str, f64>,
    /// The elements it is about, for lighting them.
    pub elements: Vec<ElementId>,
    /// The links it is about, for lighting them.
    pub links: Vec<LinkId>,
}

impl Finding {
    /// A finding without figures, elements or links yet.
    pub(super) fn new(code: &'static str, tone: Tone, sentence: impl Into<String>) -> Self {
        Self {
            code,
            tone,
            sentence: sentence.into(),
            figures: BTreeMap::new(),
            elements: Vec::new(),
            links: Vec::new(),
        }
    }

    /// With a figure.
    #[must_use]
    pub(super) fn figure(mut self, name: &'static str, value: f64) -> Self {
        self.figures.insert(name, value);
        self
    }

    /// With elements to light.
    #[must_use]
    pub(super) fn about<'a>(mut self, elements: impl IntoIterator<Item = &'a ElementId>) -> Self {
        self.elements.extend(elements.into_iter().cloned());
        self
    }

    /// With links to light.
    #[must_use]
    pub(super) fn along<'a>(mut self, links: impl IntoIterator<Item = &'a LinkId>) -> Self {
        self.links.extend(links.into_iter().cloned());
        self
    }
}
