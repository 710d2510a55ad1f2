//! Copying part of a map and pasting it: with new ids, so that a copy is never mistaken for its original.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Value, json};

use super::operation::Edit;
use super::selection::Selection;
use crate::model::json::{Json, Reader};
use crate::model::{Element, ElementId, ElementKind, End, Ends, Link, LinkId, MapId, Point, Project, Table};

/// Marks our own text on the clipboard.
const FORMAT: &str = "linchpin-clipping";

/// Part of a map: elements with their places, and the links between them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clipping {
    elements: Table<ElementId, Element>,
    links: Table<LinkId, Link>,
    places: BTreeMap<ElementId, Point>,
}

impl Clipping {
    /// Copies the selected elements and the links between them.
    pub fn copy(project: &Project, map: &MapId, selection: &Selection) -> Self {
        let mut clipping = Self::default();
        let placements = project.maps.get(map).map(|map| &map.elements);
        for id in &selection.elements {
            if let Some(element) = project.elements.get(id) {
                clipping.elements.insert(id.clone(), Arc::clone(element));
                let pos = placements.and_then(|places| places.get(id)).and_then(|place| place.pos);
                clipping.places.insert(id.clone(), pos.unwrap_or_default());
            }
        }
        let inside = |link: &Link| {
            let pair = link.ends.pair();
            pair.is_some_and(|(a, b)| selection.elements.contains(a) && selection.elements.contains(b))
        };
        clipping.links = project
            .links
            .iter()
            .filter(|(_, link)| inside(link))
            .map(|(id, link)| (id.clone(), Arc::clone(link)))
            .collect();
        clipping
    }

    /// Nothing was copied.
    pub fn is_empty(&self) -> bool {
        self.elements.is_empty()
    }

    /// The clipping as text for the clipboard.
    pub fn to_text(&self) -> String {
        json!({
            "format": FORMAT,
            "elements": self.elements.to_json(),
            "links": self.links.to_json(),
            "places": self.places.to_json(),
        })
        .to_string()
    }

    /// Reads text from the clipboard; `None` when it is not a clipping.
    pub fn from_text(text: &str) -> Option<Self> {
        let Ok(Value::Object(mut object)) = serde_json::from_str(text) else {
            return None;
        };
        if object.get("format").and_then(Value::as_str) != Some(FORMAT) {
            return None;
        }
        let mut reader = Reader::default();
        Some(Self {
            elements: reader.take(&mut object, "elements"),
            links: reader.take(&mut object, "links"),
            places: reader.take(&mut object, "places"),
        })
    }

    /// One element for each line of plain text, in columns that start at the origin.
    pub fn from_lines(kind: ElementKind, text: &str) -> Self {
        const ROWS: usize = 8;
        const APART: (f64, f64) = (200.0, 90.0);
        let mut clipping = Self::default();
        let names: BTreeSet<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let mut seen = BTreeSet::new();
        let in_order = text.lines().map(str::trim).filter(|line| names.contains(line) && seen.insert(*line));
        for (index, name) in in_order.enumerate() {
            let id = ElementId::random();
            clipping.elements.insert(id.clone(), Arc::new(Element::new(kind, name)));
            let (column, row) = (index / ROWS, index % ROWS);
            clipping.places.insert(id, Point::new(column as f64 * APART.0, row as f64 * APART.1));
        }
        clipping
    }

    /// The middle of what was copied.
    fn middle(&self) -> (f64, f64) {
        let (mut x, mut y) = (0.0, 0.0);
        for place in self.places.values() {
            x += place.x();
            y += place.y();
        }
        let count = self.places.len().max(1) as f64;
        (x / count, y / count)
    }

    /// The edit that pastes copies with their middle at `at` (or `offset` from the originals), and what it selects.
    pub fn paste(&self, map: &MapId, at: PasteAt) -> (Edit, Selection) {
        let (dx, dy) = match at {
            PasteAt::Middle(at) => {
                let (x, y) = self.middle();
                (at.x() - x, at.y() - y)
            }
            PasteAt::Offset(dx, dy) => (dx, dy),
        };
        let new_ids: BTreeMap<&ElementId, ElementId> =
            self.elements.keys().map(|old| (old, ElementId::random())).collect();
        let mut edits = Vec::with_capacity(self.elements.len() + self.links.len());
        let mut selection = Selection::default();
        for (old, element) in &self.elements {
            let Some(id) = new_ids.get(old) else { continue };
            let pos = self.places.get(old).copied().unwrap_or_default().moved(dx, dy);
            selection.elements.insert(id.clone());
            edits.push(Edit::AddElement {
                id: id.clone(),
                element: Element::clone(element),
                map: map.clone(),
                pos,
            });
        }
        for link in self.links.values() {
            let End::Element(to) = &link.ends.to else { continue };
            if let (Some(from), Some(to)) = (new_ids.get(&link.ends.from), new_ids.get(to)) {
                let link = Link { ends: Ends::elements(from.clone(), to.clone()), ..Link::clone(link) };
                edits.push(Edit::AddLink { id: LinkId::random(), link, map: map.clone() });
            }
        }
        let count = self.elements.len();
        let name = if count == 1 { "Paste 1 element".to_owned() } else { format!("Paste {count} elements") };
        (Edit::Many(name, edits), selection)
    }
}

/// Where copies go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PasteAt {
    /// Their middle comes to this place.
    Middle(Point),
    /// Each stands this far right of and below its original.
    Offset(f64, f64),
}
