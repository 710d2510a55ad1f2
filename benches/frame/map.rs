//! Maps to paint: elements on a shaken grid, most links between neighbours, some across the whole map; always the same.

use std::sync::Arc;

use linchpin::model::{
    AssessorId, Body, Bond, Course, Element, ElementId, Ends, Link, LinkId, LinkKind, Map, MapId, MapKind,
    Placement, Point, Polarity, Project, Rating, TermId,
};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

const SECTORS: [&str; 5] = ["t_company", "t_ngo", "t_funder", "t_university", "t_government"];
const WORDS: [&str; 8] =
    ["Transport", "ministry", "charging", "operators", "of", "the northern", "coalition", "demand"];

/// A project with one map of so many elements and 2.5 times as many links: actors and ties, or variables and causal
/// links.
pub(crate) fn project(kind: MapKind, elements: usize) -> (Project, MapId) {
    let mut random = ChaCha8Rng::seed_from_u64(42);
    let mut below = move |limit: usize| (random.next_u64() % limit.max(1) as u64) as usize;
    let mut project = Project::new("Frames");
    project.maps = imbl::OrdMap::new();
    let id = MapId::from("m_frames");
    let mut map = Map::new(kind, "Frames", "a");
    let columns = (elements as f64).sqrt().ceil() as usize;
    for number in 0..elements {
        let name = format!("{} {} {number}", WORDS[below(8)], WORDS[below(8)]);
        let mut element = Element::new(kind.element_kind(), name);
        if let Body::Actor(actor) = &mut element.body {
            actor.sector = Some(TermId::from(SECTORS[below(SECTORS.len())]));
            let rate = |rating: usize| Some(1.0 + rating as f64);
            let rating = Rating { interest: rate(below(5)), influence: rate(below(5)), ..Rating::default() };
            actor.ratings.insert(AssessorId::from("s_team"), rating);
        }
        project.elements.insert(element_id(number), Arc::new(element));
        let shaken = |place: usize, step: f64, by: usize| place as f64 * step + by as f64;
        let place = Point::new(
            shaken(number % columns, 230.0, below(60)),
            shaken(number / columns, 130.0, below(50)),
        );
        map.elements.insert(element_id(number), Placement::at(place));
    }
    for number in 0..elements * 5 / 2 {
        let from = below(elements);
        let far = below(10) == 0;
        let step = if far { below(elements) } else { below(3) + columns * below(3) };
        let to = (from + step.max(1)) % elements;
        let mut bond = Bond::new(if kind == MapKind::Actors { LinkKind::Tie } else { LinkKind::Causal });
        if let Bond::Causal(causal) = &mut bond {
            causal.polarity = Some(if below(2) == 0 { Polarity::Plus } else { Polarity::Minus });
        }
        let link = Link::new(Ends::elements(element_id(from), element_id(to)), bond);
        let id = LinkId::from(format!("l_{number:016}").as_str());
        project.links.insert(id.clone(), Arc::new(link));
        map.links.insert(id, Course::default());
    }
    project.maps.insert(id.clone(), Arc::new(map));
    (project, id)
}

/// The id of an element.
pub(crate) fn element_id(number: usize) -> ElementId {
    format!("e_{number:016}").as_str().into()
}
