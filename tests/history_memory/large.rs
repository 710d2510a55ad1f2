//! A large project: actors on one map, tied at random but the same each time.

use std::sync::Arc;

use linchpin::model::{
    Bond, Course, Element, ElementId, ElementKind, Ends, Link, LinkKind, Map, MapId, Placement, Point,
    Project,
};

/// A project with its one map.
pub(crate) struct Large {
    pub(crate) project: Project,
    pub(crate) map: MapId,
    elements: usize,
}

impl Large {
    /// So many actors, all on the map, and so many ties.
    pub(crate) fn new(elements: usize, links: usize) -> Self {
        let mut project = Project::new("Large");
        let map: MapId = project.maps.keys().next().cloned().unwrap();
        let mut large = Self { project: Project::default(), map: map.clone(), elements };
        let mut shown = Map::clone(&project.maps[&map]);
        for number in 0..elements {
            let actor = Element::new(ElementKind::Actor, format!("Actor number {number}"));
            project.elements.insert(large.element(number), Arc::new(actor));
            let place = Point::new((number % 100) as f64 * 220.0, (number / 100) as f64 * 120.0);
            shown.elements.insert(large.element(number), Placement::at(place));
        }
        // Knuth's linear congruential generator: small, and the same on every computer.
        let mut state = 42_u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize
        };
        for number in 0..links {
            let id = linchpin::model::LinkId::from(format!("l_{number:016}").as_str());
            project.links.insert(id.clone(), Arc::new(large.tie(next(), next())));
            shown.links.insert(id, Course::default());
        }
        project.maps.insert(map, Arc::new(shown));
        large.project = project;
        large
    }

    /// The id of an actor; numbers beyond the last begin again.
    pub(crate) fn element(&self, number: usize) -> ElementId {
        format!("e_{:016}", number % self.elements).as_str().into()
    }

    /// A tie between two actors.
    pub(crate) fn tie(&self, from: usize, to: usize) -> Link {
        Link::new(Ends::elements(self.element(from), self.element(to)), Bond::new(LinkKind::Tie))
    }
}
