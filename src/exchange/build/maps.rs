//! The maps that show what was imported.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Builder, is_ours};
use crate::exchange::account::Fate;
use crate::exchange::derive::id_bytes;
use crate::exchange::flat::{Sheet, Text};
use crate::model::{
    Area, BadgePlace, Course, ElementId, ElementKind, LinkId, Map, MapId, MapKind, Note, NoteId, Placement,
    Point, order,
};

/// Foreign elements are drawn smaller than ours: below this room for each the places are spread.
const TIGHT: f64 = 110.0;
/// Below this many elements only overlapping ones are spread.
const FEW: usize = 4;
/// Elements with less room than this lie on top of each other.
const OVERLAPPING: f64 = 20.0;
/// The room for each after that.
const ROOMY: f64 = 150.0;
/// The size of a note that comes without one.
const NOTE: (f64, f64) = (220.0, 90.0);

type Places = [(String, Option<(f64, f64)>)];

impl Builder<'_> {
    /// Adds the maps: those of the file, or one that shows everything.
    pub(super) fn maps(&mut self, title: &str, places: &Places, sheets: Vec<Sheet>, texts: Vec<Text>) {
        if sheets.is_empty() {
            let whole = Sheet { items: places.to_vec(), ..Sheet::default() };
            let map = self.map(&whole, texts, "");
            let id = MapId::from_bytes(id_bytes(&[self.format, "map", title]));
            self.project.maps.insert(id, Arc::new(map));
            return;
        }
        let (mut last, mut texts) = (String::new(), texts);
        for sheet in sheets {
            let map = self.map(&sheet, std::mem::take(&mut texts), &last);
            last.clone_from(&map.order);
            let id = if is_ours::<MapId>(&sheet.key) {
                MapId::from(sheet.key.as_str())
            } else {
                MapId::from_bytes(id_bytes(&[self.format, "map", title, &sheet.key]))
            };
            self.account.add(Fate::Mapped, "maps", 1);
            self.project.maps.insert(id, Arc::new(map));
        }
    }

    fn map(&mut self, sheet: &Sheet, texts: Vec<Text>, last: &str) -> Map {
        let places = &sheet.items;
        let shown: Vec<(&ElementId, Option<(f64, f64)>)> =
            places.iter().filter_map(|(key, place)| Some((self.elements.get(key)?, *place))).collect();
        let kind = sheet.kind.unwrap_or_else(|| self.commonest(&shown));
        let name = match kind {
            MapKind::Actors => "Actors",
            MapKind::Causal => "Causal loops",
            MapKind::Issues => "Issues",
        };
        let title = if sheet.title.is_empty() { name } else { &sheet.title };
        let mut map = Map::new(kind, title, order::between(last, ""));
        let frame = Frame::of(places);
        for (id, at) in shown {
            // What the file gives no place to is laid out by who shows or writes the map.
            let placement = at.map_or_else(Placement::default, |at| Placement::at(frame.place(at)));
            map.elements.insert(id.clone(), placement);
        }
        for id in self.shown_links(sheet) {
            let link = self.project.links.get(&id).map(|link| &link.ends);
            let ends = link.and_then(|ends| Some((&ends.from, ends.to.element()?)));
            if ends.is_some_and(|(from, to)| map.elements.contains_key(from) && map.elements.contains_key(to))
            {
                map.links.insert(id, Course::default());
            }
        }
        for (id, place) in sheet.loops.iter().filter_map(|(key, place)| Some((self.loops.get(key)?, place))) {
            let pos = Some(frame.place(*place));
            map.loops.insert(id.clone(), BadgePlace { pos, ..BadgePlace::default() });
            self.account.add(Fate::Mapped, "places of loops", 1);
        }
        for (index, text) in texts.into_iter().enumerate() {
            let middle = frame.place(text.place);
            let corner = middle.moved(-NOTE.0 / 2.0, -NOTE.1 / 2.0);
            let id = NoteId::from_bytes(id_bytes(&[self.format, "note", &index.to_string(), &text.text]));
            let area = Some(Area { corner, size: Point::new(NOTE.0, NOTE.1) });
            map.notes.insert(id, Note { text: text.text, area, ..Note::default() });
            self.account.add(Fate::Mapped, "notes on the map", 1);
        }
        map
    }

    /// The links that a sheet lists, those that ran both ways with their second one; all of them without a list.
    fn shown_links(&mut self, sheet: &Sheet) -> Vec<LinkId> {
        let Some(keys) = &sheet.joins else {
            let shows = !sheet.items.is_empty() && self.copies.take(self.project.links.len());
            return if shows { self.project.links.keys().cloned().collect() } else { Vec::new() };
        };
        let listed = keys.iter().filter_map(|key| self.links.get(key));
        listed.flat_map(|id| [Some(id), self.ways_back.get(id)]).flatten().cloned().collect()
    }

    fn commonest(&self, shown: &[(&ElementId, Option<(f64, f64)>)]) -> MapKind {
        let count = |kind: ElementKind| {
            let is = |id: &ElementId| self.project.elements.get(id).is_some_and(|found| found.kind() == kind);
            shown.iter().filter(|(id, _)| is(id)).count()
        };
        let default = if self.causal { MapKind::Causal } else { MapKind::Actors };
        let all = [default, MapKind::Actors, MapKind::Causal, MapKind::Issues];
        let mut best = (0, default);
        for kind in all {
            let count = count(kind.element_kind());
            if count > best.0 {
                best = (count, kind);
            }
        }
        best.1
    }
}

/// How the places of a file become places on a map.
struct Frame {
    middle: (f64, f64),
    scale: f64,
}

impl Frame {
    fn of(places: &Places) -> Self {
        let known: Vec<(f64, f64)> = places.iter().filter_map(|(_, place)| *place).collect();
        let mut low = (f64::INFINITY, f64::INFINITY);
        let mut high = (f64::NEG_INFINITY, f64::NEG_INFINITY);
        for (x, y) in &known {
            low = (low.0.min(*x), low.1.min(*y));
            high = (high.0.max(*x), high.1.max(*y));
        }
        if known.is_empty() {
            return Self { middle: (0.0, 0.0), scale: 1.0 };
        }
        let extent = (high.0 - low.0, high.1 - low.1);
        let middle = (low.0 + extent.0 / 2.0, low.1 + extent.1 / 2.0);
        // Several at one place say nothing about the room between them.
        let distinct: BTreeSet<(u64, u64)> = known.iter().map(|(x, y)| (x.to_bits(), y.to_bits())).collect();
        let room = extent.0.max(extent.1) / (distinct.len() as f64).sqrt();
        // Our own maps are as people left them.
        let ours = places.iter().any(|(key, _)| is_ours::<ElementId>(key));
        // A few elements say little about the room that others leave, unless they lie on top of each other.
        let tight = if distinct.len() < FEW { OVERLAPPING } else { TIGHT };
        if ours || distinct.len() < 2 || room >= tight || room <= 0.0 {
            return Self { middle: (0.0, 0.0), scale: 1.0 };
        }
        let scale = ROOMY / room;
        Self { middle, scale }
    }

    fn place(&self, (x, y): (f64, f64)) -> Point {
        Point::new((x - self.middle.0) * self.scale, (y - self.middle.1) * self.scale)
    }
}
