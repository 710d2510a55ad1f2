//! Maps: a choice of elements and links, each at its place.

use std::collections::{BTreeMap, BTreeSet};

use imbl::OrdMap;
use smol_str::SmolStr;

use super::element::ElementKind;
use super::geometry::{Area, Point};
use super::id::{ElementId, GroupId, LinkId, LoopId, NoteId, UnderlayId};
use super::json::{record, words};

words! {
    /// What a map is for; drawing on it makes that kind of element.
    MapKind {
        /// Actors and their ties.
        Actors = "actors",
        /// Variables and how they move each other.
        Causal = "causal",
        /// Barriers and what they bear on.
        Issues = "issues",
    }
}

impl MapKind {
    /// The kind of element that drawing on the map makes.
    pub fn element_kind(self) -> ElementKind {
        match self {
            Self::Actors => ElementKind::Actor,
            Self::Causal => ElementKind::Variable,
            Self::Issues => ElementKind::Issue,
        }
    }
}

record! {
    /// Where an element stands on a map.
    Placement {
        /// The middle of the element. Absent until it is laid out.
        pos: Option<Point> = "pos",
        /// Layouts leave it where it is.
        pinned: bool = "pinned",
    }
}

impl Placement {
    /// An unpinned place.
    pub fn at(pos: Point) -> Self {
        Self { pos: Some(pos), ..Self::default() }
    }
}

record! {
    /// How a link runs on a map.
    Course {
        /// How far the curve bulges at its middle, as a share of the distance between the ends; positive is to the
        /// left as one goes from start to end, 0 is straight. A link from an element to itself has no such distance:
        /// there it is the side of the element where the loop stands, in turns clockwise from the top (0.25 is the
        /// right side). Absent means the default for its kind.
        bend: Option<f64> = "bend",
    }
}

record! {
    /// Where a loop's badge stands on a map.
    BadgePlace {
        /// The middle of the badge; absent means the middle of the loop.
        pos: Option<Point> = "pos",
    }
}

record! {
    /// A titled area that holds elements.
    Group {
        /// The title.
        title: String = "title",
        /// The elements inside.
        members: BTreeSet<ElementId> = "members",
        /// Where it lies; absent means around its members.
        area: Option<Area> = "area",
        /// The group it lies in.
        parent: Option<GroupId> = "parent",
    }
}

record! {
    /// Free text on a map.
    Note {
        /// The text, in Markdown.
        text: String = "text",
        /// Where it lies.
        area: Option<Area> = "area",
    }
}

record! {
    /// A picture under a map.
    Underlay {
        /// The picture's file, relative to the project file, or its bytes as a data URL. Shared, because every step
        /// of the history holds the map and a picture may take megabytes.
        source: SmolStr = "source",
        /// Where it lies.
        area: Option<Area> = "area",
        /// How far it shows, 0 to 1; absent means 1.
        opacity: Option<f64> = "opacity",
    }
}

/// What lies on a map besides elements and links.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AreaId {
    /// A titled area.
    Group(GroupId),
    /// Free text.
    Note(NoteId),
    /// A picture under the map.
    Underlay(UnderlayId),
}

record! {
    /// A map.
    Map {
        /// What the map is for. Absent in a damaged file only; such a map draws actors.
        kind: Option<MapKind> = "kind",
        /// The title on its tab.
        title: String = "title",
        /// Its place among the tabs, a fractional index (see [`crate::model::order`]).
        order: String = "order",
        /// The elements it shows.
        elements: OrdMap<ElementId, Placement> = "elements",
        /// The links it shows.
        links: OrdMap<LinkId, Course> = "links",
        /// Where loop badges were put.
        loops: OrdMap<LoopId, BadgePlace> = "loops",
        /// Titled areas.
        groups: BTreeMap<GroupId, Group> = "groups",
        /// Free text.
        notes: BTreeMap<NoteId, Note> = "notes",
        /// Pictures under the map.
        underlays: BTreeMap<UnderlayId, Underlay> = "underlays",
    }
}

impl Map {
    /// An empty map.
    pub fn new(kind: MapKind, title: impl Into<String>, order: impl Into<String>) -> Self {
        Self { kind: Some(kind), title: title.into(), order: order.into(), ..Self::default() }
    }

    /// What the map is for.
    pub fn kind(&self) -> MapKind {
        self.kind.unwrap_or(MapKind::Actors)
    }

    /// A group and every group inside it, however deep. Quadratic in the groups at worst; parents that bite their own
    /// tail do no harm.
    pub fn groups_within(&self, group: &GroupId) -> BTreeSet<GroupId> {
        let mut within = BTreeSet::from([group.clone()]);
        loop {
            let inside = |group: &Group| group.parent.as_ref().is_some_and(|parent| within.contains(parent));
            let next: Vec<GroupId> = self
                .groups
                .iter()
                .filter(|(id, group)| !within.contains(*id) && inside(group))
                .map(|(id, _)| id.clone())
                .collect();
            if next.is_empty() {
                return within;
            }
            within.extend(next);
        }
    }

    /// The elements of a group and of every group inside it.
    pub fn members_of(&self, group: &GroupId) -> BTreeSet<ElementId> {
        let within = self.groups_within(group);
        let inside = self.groups.iter().filter(|(id, _)| within.contains(*id));
        inside.flat_map(|(_, group)| group.members.iter().cloned()).collect()
    }
}
