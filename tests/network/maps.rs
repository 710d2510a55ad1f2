//! Builds projects to analyse.

use std::sync::Arc;

use linchpin::model::{Bond, Direction, Element, ElementId, ElementKind, Ends, Link, LinkId, Project, Tie};

/// The id of the element with this number; ids sort like numbers.
pub fn id(number: usize) -> ElementId {
    ElementId::from(format!("e_{number:08}").as_str())
}

/// The number of an element.
pub fn number(id: &ElementId) -> usize {
    id.to_string()[2..].parse().unwrap()
}

/// A project of actors named after their numbers, with ties of these strengths.
pub fn actors(count: usize, ties: &[(usize, usize, f64)], mutual: bool) -> Project {
    let mut project = Project::default();
    for actor in 0..count {
        let element = Element::new(ElementKind::Actor, format!("Actor {actor}"));
        project.elements.insert(id(actor), Arc::new(element));
    }
    for (place, (from, to, strength)) in ties.iter().enumerate() {
        let direction = if mutual { Direction::Mutual } else { Direction::Forward };
        let tie = Tie { direction: Some(direction), strength: Some(*strength), ..Tie::default() };
        let link = Link::new(Ends::elements(id(*from), id(*to)), Bond::Tie(tie));
        project.links.insert(LinkId::from(format!("l_{place:08}").as_str()), Arc::new(link));
    }
    project
}

/// A project of actors with mutual ties of strength 1.
pub fn joined(count: usize, ties: &[(usize, usize)]) -> Project {
    let ties: Vec<_> = ties.iter().map(|(a, b)| (*a, *b, 1.0)).collect();
    actors(count, &ties, true)
}
