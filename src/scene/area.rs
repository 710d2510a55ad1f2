//! Groups, notes and pictures: what lies on a map besides elements and links.

use kurbo::{Point, Rect};
use smol_str::SmolStr;

use crate::model::{self, Group, GroupId, Map, NoteId, UnderlayId};

use super::build::MapScene;
use super::element::Layout;
use super::label::Label;
use super::mark::{Anchor, Font};

/// A note that nobody sized is so wide, in points at 100 %.
pub const NOTE_WIDTH: f64 = 220.0;
/// How many lines of a note show.
const NOTE_LINES: usize = 40;

/// A titled area.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupFigure {
    /// Which group.
    pub id: GroupId,
    /// Where it lies.
    pub rect: Rect,
    /// Its title.
    pub title: Label,
    /// The map is drawn far: only the title shows.
    pub far: bool,
    /// Map units per point of the specification.
    pub unit: f64,
}

/// Free text.
#[derive(Clone, Debug, PartialEq)]
pub struct NoteFigure {
    /// Which note.
    pub id: NoteId,
    /// Where it lies.
    pub rect: Rect,
    /// Its lines.
    pub text: Label,
}

/// A picture under the map.
#[derive(Clone, Debug, PartialEq)]
pub struct UnderlayFigure {
    /// Which picture.
    pub id: UnderlayId,
    /// Where it lies.
    pub rect: Rect,
    /// Its bytes as a data URL.
    pub source: SmolStr,
    /// How far it shows, 0 to 1.
    pub opacity: f32,
}

impl MapScene {
    /// The note under a point; the one painted last where several overlap.
    pub fn note_at(&self, point: Point) -> Option<&NoteFigure> {
        self.notes.iter().rev().find(|figure| figure.rect.contains(point))
    }

    /// The picture under a point; the one painted last where several overlap.
    pub fn underlay_at(&self, point: Point) -> Option<&UnderlayFigure> {
        self.underlays.iter().rev().find(|figure| figure.rect.contains(point))
    }
}

/// What an [`model::Area`] covers.
pub(super) fn rect_of(area: model::Area) -> Rect {
    let corner = Point::new(area.corner.x(), area.corner.y());
    Rect::from_origin_size(corner, (area.size.x(), area.size.y()))
}

impl MapScene {
    /// Lays out the groups, outer ones first: where people put them, or else around all that they hold.
    pub(super) fn draw_groups(&mut self, map: &Map, layout: &mut Layout<'_>) {
        let depth = |group: &Group| {
            let mut depth = 0;
            let mut parent = group.parent.as_ref();
            while let Some(up) = parent.and_then(|parent| map.groups.get(parent)) {
                depth += 1;
                parent = up.parent.as_ref().filter(|_| depth <= map.groups.len());
            }
            depth
        };
        let mut groups: Vec<_> = map.groups.iter().map(|(id, group)| (depth(group), id, group)).collect();
        // Inner ones first, so that outer ones can go around them.
        groups.sort_by_key(|(depth, id, _)| (std::cmp::Reverse(*depth), (*id).clone()));
        let u = self.unit;
        for (_, id, group) in groups {
            let members = group.members.iter().filter_map(|id| Some(self.element(id)?.bounds));
            let is_inside = |inner: &GroupFigure| {
                map.groups.get(&inner.id).is_some_and(|inner| inner.parent.as_ref() == Some(id))
            };
            let inner = self.groups.iter().filter(|inner| is_inside(inner)).map(|inner| inner.rect);
            let around = members.chain(inner).reduce(|all, one| all.union(one)).map(|rect| {
                let rect = rect.inflate(20.0 * u, 20.0 * u);
                Rect { y0: rect.y0 - 14.0 * u, ..rect }
            });
            let Some(rect) = group.area.map(rect_of).or(around) else { continue };
            let at = Point::new(rect.x0 + 14.0 * u, rect.y0 + 15.0 * u);
            let room = (rect.width() - 28.0 * u).max(60.0 * u);
            let font = (Font::Inter(600), 11.0 * u);
            let title = Label::line(layout.text, &group.title, font, room, Anchor::Start, at);
            self.groups.push(GroupFigure { id: id.clone(), rect, title, far: self.level.is_far(), unit: u });
        }
        self.groups.reverse();
    }

    /// Lays out the notes. A note is as high as its text needs.
    pub(super) fn draw_notes(&mut self, map: &Map, layout: &mut Layout<'_>) {
        let u = self.unit;
        for (id, note) in &map.notes {
            let place = note.area.map_or(Rect::new(0.0, 0.0, NOTE_WIDTH, 0.0), rect_of);
            let room = (place.width() - 16.0 * u).max(40.0 * u);
            // Each line that people broke is broken further on its own.
            let mut broken = super::text::Broken::default();
            for line in note.text.lines() {
                let left = NOTE_LINES.saturating_sub(broken.lines.len());
                if left == 0 {
                    broken.cut = true;
                    break;
                }
                let part = layout.text.wrap(line, Font::Inter(400), 12.0 * u, room, left);
                broken.cut |= part.cut;
                broken.lines.extend(part.lines);
            }
            let height = (16.0 * broken.lines.len().max(1) as f64 + 12.0) * u;
            let rect =
                Rect { y1: place.y0 + height.max(place.height()), x1: place.x0 + room + 16.0 * u, ..place };
            let middle = Point::new(rect.x0 + 8.0 * u, rect.y0 + height / 2.0);
            let text = Label::stacked(broken, Font::Inter(400), 12.0 * u, 16.0 * u, Anchor::Start, middle);
            self.notes.push(NoteFigure { id: id.clone(), rect, text });
        }
    }

    /// Places the pictures under the map. A picture without a place or without a size does not show.
    pub(super) fn draw_underlays(&mut self, map: &Map) {
        for (id, underlay) in &map.underlays {
            let Some(rect) = underlay.area.map(rect_of).filter(|rect| rect.area() > 0.0) else { continue };
            let opacity = underlay.opacity.filter(|share| share.is_finite()).unwrap_or(1.0).clamp(0.0, 1.0);
            let source = underlay.source.clone();
            self.underlays.push(UnderlayFigure { id: id.clone(), rect, source, opacity: opacity as f32 });
        }
    }
}
