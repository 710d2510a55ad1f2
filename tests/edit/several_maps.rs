//! Maps among each other: their order, and elements that lead from one to another.

use linchpin::edit::{Clipping, Edit, EditError, ElementChange, PasteAt, Selection};
use linchpin::file::{Header, to_bytes};
use linchpin::model::{ElementId, MapId, MapKind, Project, problems};
use proptest::prelude::*;

use super::start::{first_map, ids, small};

fn titles(project: &Project) -> Vec<String> {
    project.maps_in_order().into_iter().map(|(_, map)| map.title.clone()).collect()
}

/// A project of several maps, named by their numbers.
fn shelf(count: usize) -> Project {
    let mut project = small();
    for number in 2..count {
        let id = MapId::from(format!("m_{number}").as_str());
        project =
            Edit::AddMap { id, kind: MapKind::Actors, title: number.to_string() }.apply(&project).unwrap();
    }
    project
}

proptest! {
    #[test]
    fn maps_move_as_in_a_list(moves in prop::collection::vec((0_usize..6, 0_usize..8), 1..20)) {
        let mut project = shelf(6);
        let mut list = titles(&project);
        for (from, to) in moves {
            let id = project.maps_in_order()[from].0.clone();
            let moved = list.remove(from);
            list.insert(to.min(list.len()), moved);
            match (Edit::MoveMap { id, to }).apply(&project) {
                Ok(next) => project = next,
                Err(error) => prop_assert_eq!(error, EditError::NoChange),
            }
            prop_assert_eq!(titles(&project), list.clone());
        }
    }
}

#[test]
fn maps_of_the_same_order_can_be_told_apart_by_moving_one() {
    let mut project = shelf(5);
    for id in project.maps.keys().cloned().collect::<Vec<_>>() {
        let mut map = linchpin::model::Map::clone(&project.maps[&id]);
        "V".clone_into(&mut map.order);
        project.maps.insert(id, std::sync::Arc::new(map));
    }
    let before = titles(&project);
    let id = project.maps_in_order()[4].0.clone();
    let after = titles(&Edit::MoveMap { id, to: 1 }.apply(&project).unwrap());
    let mut wanted = before;
    let moved = wanted.remove(4);
    wanted.insert(1, moved);
    assert_eq!(after, wanted);
}

#[test]
fn a_portal_is_kept_in_the_file_and_closes_with_its_map() {
    let project = small();
    let set = |map: Option<&str>| Edit::ChangeElements {
        ids: vec!["e_a".into(), "e_v".into()],
        change: ElementChange::Portal(map.map(MapId::from)),
    };
    let led = set(Some("m_causes")).apply(&project).unwrap();
    let bytes = to_bytes(&led, &Header::default());
    assert!(String::from_utf8_lossy(&bytes).contains("\"portal\": \"m_causes\""));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("portal.linchpin");
    std::fs::write(&path, &bytes).unwrap();
    let read = linchpin::file::open(&path).unwrap().project;
    assert_eq!(read.elements[&ElementId::from("e_a")].portal, Some("m_causes".into()));
    assert!(read.elements[&ElementId::from("e_a")].extra.is_empty(), "the field is understood");
    assert_eq!(problems(&read), problems(&project));

    let without = Edit::DeleteMap { id: "m_causes".into() }.apply(&led).unwrap();
    assert!(without.elements.values().all(|element| element.portal.is_none()));
    assert_eq!(set(None).apply(&led).unwrap(), project);
    assert_eq!(set(Some("m_gone")).apply(&project), Err(EditError::NoMap("m_gone".into())));
    assert_eq!(set(None).apply(&project), Err(EditError::NoChange));
}

#[test]
fn a_portal_to_nowhere_is_a_warning_with_its_place() {
    let mut project = small();
    let mut element = linchpin::model::Element::clone(&project.elements[&ElementId::from("e_a")]);
    element.portal = Some("m_gone".into());
    project.elements.insert("e_a".into(), std::sync::Arc::new(element));
    let found = problems(&project).into_iter().find(|problem| problem.code == "dangling_portal").unwrap();
    assert_eq!(found.at, "elements/e_a/portal");
}

#[test]
fn pasting_into_another_project_closes_portals_to_maps_it_lacks() {
    let change = ElementChange::Portal(Some("m_causes".into()));
    let project = Edit::ChangeElements { ids: vec!["e_a".into()], change }.apply(&small()).unwrap();
    let selection = Selection { elements: ids(["e_a"]), ..Selection::default() };
    let clipping = Clipping::copy(&project, &first_map(&project), &selection);
    let other = Project::new("Other");
    let map = first_map(&other);
    let pasted = |project: &Project, map: &MapId| {
        let (edit, chosen) = clipping.paste_into(project, map, PasteAt::Offset(9.0, 9.0));
        let after = edit.apply(project).unwrap();
        after.elements[chosen.elements.first().unwrap()].portal.clone()
    };
    assert_eq!(pasted(&other, &map), None);
    assert_eq!(pasted(&project, &first_map(&project)), Some("m_causes".into()));
}
