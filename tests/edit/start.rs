//! Projects to edit, and what is asked of them.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use linchpin::file::{Header, open, to_bytes};
use linchpin::model::{
    Bond, Element, ElementId, ElementKind, Ends, Link, LinkId, LinkKind, Map, MapId, MapKind, Placement,
    Point, Problem, Project, Severity, problems,
};

/// A sample that comes with the program.
pub(crate) fn sample(name: &str) -> Project {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name);
    open(&path).unwrap().project
}

/// Three actors, two variables and an issue on two maps, with every kind of link.
pub(crate) fn small() -> Project {
    let mut project = Project::new("Small");
    let actors: MapId = project.maps_in_order()[0].0.clone();
    let mut map = Map::new(MapKind::Causal, "Causes", "k");
    let mut first = Map::clone(&project.maps[&actors]);
    let kinds = [
        ("e_a", ElementKind::Actor),
        ("e_b", ElementKind::Actor),
        ("e_c", ElementKind::Actor),
        ("e_v", ElementKind::Variable),
        ("e_w", ElementKind::Variable),
        ("e_x", ElementKind::Issue),
    ];
    for (at, (id, kind)) in kinds.into_iter().enumerate() {
        let element = Element::new(kind, id.trim_start_matches("e_").to_uppercase());
        project.elements.insert(id.into(), Arc::new(element));
        let shown = if kind == ElementKind::Actor { &mut first } else { &mut map };
        shown.elements.insert(id.into(), Placement::at(Point::new(at as f64 * 100.0, 0.0)));
    }
    let pairs = [
        ("l_ab", "e_a", "e_b", LinkKind::Tie),
        ("l_bc", "e_b", "e_c", LinkKind::Tie),
        ("l_vw", "e_v", "e_w", LinkKind::Causal),
        ("l_wx", "e_w", "e_x", LinkKind::Causal),
        ("l_av", "e_a", "e_v", LinkKind::Lever),
    ];
    for (id, from, to, kind) in pairs {
        let link = Link::new(Ends::elements(from.into(), to.into()), Bond::new(kind));
        project.links.insert(id.into(), Arc::new(link));
        let shown = if kind == LinkKind::Tie { &mut first } else { &mut map };
        if kind != LinkKind::Lever {
            shown.links.insert(id.into(), Default::default());
        }
    }
    project.maps.insert(actors, Arc::new(first));
    project.maps.insert("m_causes".into(), Arc::new(map));
    project
}

/// The file of a project.
pub(crate) fn bytes(project: &Project) -> Vec<u8> {
    to_bytes(project, &Header::default())
}

/// What analyses would trip over.
pub(crate) fn errors(project: &Project) -> BTreeSet<String> {
    let is_error = |problem: &Problem| problem.severity == Severity::Error;
    problems(project).into_iter().filter(is_error).map(|problem| problem.at + " " + problem.code).collect()
}

/// The first map by order.
pub(crate) fn first_map(project: &Project) -> MapId {
    project.maps_in_order()[0].0.clone()
}

pub(crate) fn ids<const N: usize>(names: [&str; N]) -> BTreeSet<ElementId> {
    names.map(ElementId::from).into()
}

pub(crate) fn link_ids<const N: usize>(names: [&str; N]) -> BTreeSet<LinkId> {
    names.map(LinkId::from).into()
}
