//! Small projects to open in the window.

use linchpin::edit::Edit;
use linchpin::model::{
    Bond, Element, ElementId, ElementKind, Ends, Link, LinkId, LinkKind, MapId, MapKind, Point, Project,
};

/// A project with one map and elements 180 apart, from left to right.
pub fn row_of(kind: MapKind, names: &[&str]) -> Project {
    let mut project = Project::new("Test");
    let mut map = project.maps_in_order()[0].0.clone();
    if kind != MapKind::Actors {
        let other = MapId::from("m_test");
        let add = Edit::AddMap { id: other.clone(), kind, title: "Test".to_owned() };
        project = add.apply(&project).unwrap();
        project = Edit::DeleteMap { id: map }.apply(&project).unwrap();
        map = other;
    }
    for (index, name) in names.iter().enumerate() {
        let add = Edit::AddElement {
            id: ElementId::from(format!("e_{index}").as_str()),
            element: Element::new(kind.element_kind(), *name),
            map: map.clone(),
            pos: Point::new(180.0 * index as f64, 0.0),
        };
        project = add.apply(&project).unwrap();
    }
    project
}

/// Three actors: Ann, Ben and Cleo.
pub fn actors() -> Project {
    row_of(MapKind::Actors, &["Ann", "Ben", "Cleo"])
}

/// Two variables, joined by a causal link without a sign.
pub fn variables() -> (Project, LinkId) {
    let project = row_of(MapKind::Causal, &["Price", "Income"]);
    let link = LinkId::from("l_test");
    let map = project.maps_in_order()[0].0.clone();
    let ends = Ends::elements(ElementId::from("e_0"), ElementId::from("e_1"));
    let add = Edit::AddLink { id: link.clone(), link: Link::new(ends, Bond::new(LinkKind::Causal)), map };
    let project = add.apply(&project).unwrap();
    assert_eq!(project.elements_of(ElementKind::Variable).count(), 2);
    (project, link)
}
