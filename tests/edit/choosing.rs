//! Ways to select.

use linchpin::edit::{Edit, ElementChange, Selection};
use linchpin::model::{ElementId, ElementKind, LinkKind, MapId, TermId};

use super::start::{first_map, ids, link_ids, small};

#[test]
fn kinds_are_selected_alone() {
    let project = small();
    let actors = &project.maps[&first_map(&project)];
    let causes = &project.maps[&MapId::from("m_causes")];
    assert_eq!(Selection::of_kind(&project, actors, ElementKind::Actor).elements, ids(["e_a", "e_b", "e_c"]));
    assert!(Selection::of_kind(&project, actors, ElementKind::Variable).is_empty());
    assert_eq!(Selection::of_kind(&project, causes, ElementKind::Issue).elements, ids(["e_x"]));
    assert_eq!(Selection::of_link_kind(&project, actors, LinkKind::Tie).links, link_ids(["l_ab", "l_bc"]));
}

#[test]
fn growing_goes_one_step_along_shown_links() {
    let project = small();
    let map = &project.maps[&first_map(&project)];
    let one = Selection::element("e_a".into());
    assert_eq!(one.grown(&project, map).elements, ids(["e_a", "e_b"]));
    assert_eq!(one.grown(&project, map).grown(&project, map).elements, ids(["e_a", "e_b", "e_c"]));
    assert_eq!(Selection::link("l_bc".into()).grown(&project, map).elements, ids(["e_b", "e_c"]));
}

#[test]
fn inverting_twice_gives_the_elements_back() {
    let project = small();
    let map = &project.maps[&first_map(&project)];
    let one = Selection::element("e_a".into());
    let rest = one.inverted(map);
    assert_eq!((rest.elements.clone(), rest.links.len()), (ids(["e_b", "e_c"]), 0));
    assert_eq!(rest.inverted(map), one);
    assert_eq!(Selection::default().inverted(map), Selection::all(map));
}

#[test]
fn the_same_sector_and_region_are_those_of_the_selected() {
    let project = small();
    let set = |ids: &[&str], change: ElementChange| Edit::ChangeElements {
        ids: ids.iter().map(|id| ElementId::from(*id)).collect(),
        change,
    };
    let state = ElementChange::Sector(Some(TermId::from("t_state")));
    let north = ElementChange::Region(Some(TermId::from("t_north")));
    let project = set(&["e_a", "e_c"], state).apply(&project).unwrap();
    let project = set(&["e_b", "e_c"], north).apply(&project).unwrap();
    let map = &project.maps[&first_map(&project)];
    assert_eq!(Selection::element("e_a".into()).same_sector(&project, map).elements, ids(["e_a", "e_c"]));
    assert_eq!(Selection::element("e_b".into()).same_region(&project, map).elements, ids(["e_b", "e_c"]));
}
