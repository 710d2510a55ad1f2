//! Copying part of a map and pasting it: as copies with new ids, or as the same elements shown on another map.

mod paste;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Value, json};

use super::selection::Selection;
use crate::model::json::{Json, Reader};
use crate::model::{
    Assessor, AssessorId, Course, Element, ElementId, End, Evidence, EvidenceId, Id as _, Link, LinkId,
    MapId, Placement, Point, Project, ProjectId, Table, Term, TermId,
};

pub use self::paste::PasteAt;

/// Marks our own records.
const FORMAT: &str = "linchpin-clipping";

/// Part of a map: elements with their places, the links between them with their courses, and what both speak of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clipping {
    /// The project it was copied from.
    project: Option<ProjectId>,
    elements: Table<ElementId, Element>,
    links: Table<LinkId, Link>,
    placements: BTreeMap<ElementId, Placement>,
    courses: BTreeMap<LinkId, Course>,
    vocabulary: Table<TermId, Term>,
    assessors: Table<AssessorId, Assessor>,
    evidence: Table<EvidenceId, Evidence>,
}

impl Clipping {
    /// Copies the selected elements and the links between them, levers on those links included.
    pub fn copy(project: &Project, map: &MapId, selection: &Selection) -> Self {
        let mut clipping = Self { project: project.about.id.clone(), ..Self::default() };
        let record = project.maps.get(map);
        for id in &selection.elements {
            if let Some(element) = project.elements.get(id) {
                clipping.elements.insert(id.clone(), Arc::clone(element));
                let placement = record.and_then(|map| map.elements.get(id)).cloned().unwrap_or_default();
                clipping.placements.insert(id.clone(), placement);
            }
        }
        let inside = |link: &Link| {
            let pair = link.ends.pair();
            pair.is_some_and(|(a, b)| selection.elements.contains(a) && selection.elements.contains(b))
        };
        let mut chosen: BTreeSet<&LinkId> =
            project.links.iter().filter(|(_, link)| inside(link)).map(|(id, _)| id).collect();
        let on_chosen = |link: &Link| match &link.ends.to {
            End::Link(to) => chosen.contains(to) && selection.elements.contains(&link.ends.from),
            End::Element(_) => false,
        };
        let levers: Vec<&LinkId> =
            project.links.iter().filter(|(_, link)| on_chosen(link)).map(|(id, _)| id).collect();
        chosen.extend(levers);
        for id in chosen {
            if let Some(link) = project.links.get(id) {
                clipping.links.insert(id.clone(), Arc::clone(link));
            }
            if let Some(course) = record.and_then(|map| map.links.get(id)) {
                clipping.courses.insert(id.clone(), course.clone());
            }
        }
        clipping.add_mentioned(project);
        clipping
    }

    /// Adds the words, assessors and sources that the records mention.
    fn add_mentioned(&mut self, project: &Project) {
        let mut mentioned = BTreeSet::new();
        mentions(&self.elements.to_json(), &mut mentioned);
        mentions(&self.links.to_json(), &mut mentioned);
        for text in mentioned {
            if let Some((id, term)) = project.vocabulary.get_key_value(&TermId::from(text.as_str())) {
                self.vocabulary.insert(id.clone(), Arc::clone(term));
            }
            if let Some((id, who)) = project.assessors.get_key_value(&AssessorId::from(text.as_str())) {
                self.assessors.insert(id.clone(), Arc::clone(who));
            }
            if let Some((id, source)) = project.evidence.get_key_value(&EvidenceId::from(text.as_str())) {
                self.evidence.insert(id.clone(), Arc::clone(source));
            }
        }
    }

    /// Nothing was copied.
    pub fn is_empty(&self) -> bool {
        self.elements.is_empty()
    }

    /// How many elements were copied.
    pub fn len(&self) -> usize {
        self.elements.len()
    }

    /// Every record of the clipping as text.
    pub fn to_text(&self) -> String {
        json!({
            "format": FORMAT,
            "project": self.project.as_ref().map(ProjectId::as_str),
            "elements": self.elements.to_json(),
            "links": self.links.to_json(),
            "placements": self.placements.to_json(),
            "courses": self.courses.to_json(),
            "vocabulary": self.vocabulary.to_json(),
            "assessors": self.assessors.to_json(),
            "evidence": self.evidence.to_json(),
        })
        .to_string()
    }

    /// Reads what [`to_text`](Self::to_text) wrote; `None` when the text is something else.
    pub fn from_text(text: &str) -> Option<Self> {
        let Ok(Value::Object(mut object)) = serde_json::from_str(text) else {
            return None;
        };
        if object.get("format").and_then(Value::as_str) != Some(FORMAT) {
            return None;
        }
        let project = object.get("project").and_then(Value::as_str).map(ProjectId::from);
        let mut reader = Reader::default();
        Some(Self {
            project,
            elements: reader.take(&mut object, "elements"),
            links: reader.take(&mut object, "links"),
            placements: reader.take(&mut object, "placements"),
            courses: reader.take(&mut object, "courses"),
            vocabulary: reader.take(&mut object, "vocabulary"),
            assessors: reader.take(&mut object, "assessors"),
            evidence: reader.take(&mut object, "evidence"),
        })
    }

    /// Where an element stood.
    fn place(&self, id: &ElementId) -> Point {
        self.placements.get(id).and_then(|placement| placement.pos).unwrap_or_default()
    }
}

/// Every key and text of a value: whatever it may mention.
fn mentions(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => {
            found.insert(text.clone());
        }
        Value::Array(items) => items.iter().for_each(|item| mentions(item, found)),
        Value::Object(fields) => {
            for (key, value) in fields {
                found.insert(key.clone());
                mentions(value, found);
            }
        }
        _ => {}
    }
}
