//! An imported project in an open one: matched, adopted, and taken back.

use std::sync::Arc;

use linchpin::edit::{Adoption, Destination, Edit, EditError, Selection};
use linchpin::exchange::{Format, matches};
use linchpin::model::{Area, Group, Map, Note, Point, Project, problems};
use proptest::prelude::*;

use crate::{read, written};

const OURS: &str = "from,to,kind\nAna,Ben,funds\nBen,Cem,serves\n";

fn adopt(project: &Project, other: Project, to: Destination) -> (Project, Adoption) {
    let same = matches(project, &other).same;
    let adoption = Adoption { project: Arc::new(other), same, to };
    (Edit::Adopt(Box::new(adoption.clone())).apply(project).unwrap(), adoption)
}

#[test]
fn the_same_is_found_by_id_then_by_name_and_slips_are_offered() {
    let project = read("a.csv", OURS).project;
    let other = read("b.csv", "from,to\n ben ,Dora\nDora,Cemm\n").project;
    let found = matches(&project, &other);
    let name = |project: &Project, id| project.name_of(id);
    let same: Vec<_> = found.same.iter().map(|(new, old)| (name(&other, new), name(&project, old))).collect();
    assert_eq!(same, [("ben".to_owned(), "Ben".to_owned())]);
    assert!(found.near.is_empty(), "short names are no slips: {found:?}");
    let other = read("b.csv", "from,to\nMunicpality,Ana\n").project;
    let project = read("a.csv", "from,to\nMunicipality,Ana\n").project;
    let near = &matches(&project, &other).near[0];
    assert_eq!(name(&other, &near.new), "Municpality");
    assert_eq!(name(&project, &near.known), "Municipality");
}

#[test]
fn importing_the_same_file_again_changes_nothing_but_adds_its_map() {
    let project = read("a.csv", OURS).project;
    let (next, adoption) = adopt(&project, project.clone(), Destination::NewMaps);
    assert_eq!((next.elements.len(), next.links.len(), next.maps.len()), (3, 2, 2));
    assert_eq!(adoption.maps(&project, &next).len(), 1);
    assert_eq!(problems(&next), []);
    let onto = Destination::Map(project.maps.keys().next().unwrap().clone());
    let adoption = Adoption { to: onto, ..adoption };
    assert_eq!(adoption.apply(&project), Err(EditError::NoChange));
}

#[test]
fn a_link_that_says_something_else_comes_beside_the_one_that_is_there() {
    let project = read("a.csv", OURS).project;
    let other = read("b.csv", "from,to,kind\nAna,Ben,serves\nAna,Ben,funds\n").project;
    let (next, _) = adopt(&project, other, Destination::NewMaps);
    assert_eq!((next.elements.len(), next.links.len()), (3, 3));
}

#[test]
fn loops_maps_and_words_come_along() {
    let project = read("a.csv", OURS).project;
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/exchange");
    let other = linchpin::exchange::read_any(&folder.join("kumu.json")).unwrap().project;
    let (next, adoption) = adopt(&project, other.clone(), Destination::NewMaps);
    assert_eq!((next.elements.len(), next.maps.len(), next.loops.len()), (7, 3, 1));
    let titles: Vec<_> =
        adoption.maps(&project, &next).iter().map(|id| next.maps[id].title.clone()).collect();
    assert_eq!(titles, ["Main", "Trust"]);
    let main = next.maps_in_order()[1].1;
    assert_eq!((main.links.len(), main.loops.len()), (2, 1));
    // A label that is taken goes to the next number.
    let mut twice = other;
    for (id, link) in twice.links.clone() {
        let mut changed = (*link).clone();
        if let linchpin::model::Bond::Causal(causal) = &mut changed.bond {
            causal.weight = Some(0.25);
        }
        twice.links.insert(id, Arc::new(changed));
    }
    let (again, _) = adopt(&next, twice, Destination::NewMaps);
    let mut labels: Vec<_> = again.loops.values().map(|named| named.label.clone()).collect();
    labels.sort();
    assert_eq!(labels, ["R1", "R2"]);
    assert_eq!(problems(&again).into_iter().filter(|problem| problem.code == "dangling_link").count(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn an_adoption_is_one_step_leaves_nothing_dangling_and_can_be_taken_back(
        ours in prop::collection::vec(("[a-e]", "[a-e]"), 1..8),
        theirs in prop::collection::vec(("[c-h]", "[c-h]"), 1..8),
        onto in any::<bool>(),
    ) {
        let table = |rows: &[(String, String)]| {
            let lines: Vec<String> = rows.iter().map(|(from, to)| format!("{from},{to}\n")).collect();
            read("x.csv", &format!("from,to\n{}", lines.concat())).project
        };
        let (project, other) = (table(&ours), table(&theirs));
        let to = if onto { Destination::Map(project.maps.keys().next().unwrap().clone()) } else { Destination::NewMaps };
        let same = matches(&project, &other).same;
        let edit = Edit::Adopt(Box::new(Adoption { project: Arc::new(other.clone()), same, to }));
        let mut history = linchpin::edit::History::new(project.clone(), true);
        if history.apply(&edit, &Selection::default()).is_ok() {
            let next = history.project();
            prop_assert!(problems(next).iter().all(|problem| problem.code != "dangling_link"));
            for element in other.elements.values() {
                prop_assert!(next.elements.values().any(|known| known.name == element.name));
            }
            // What is there already changes nothing, which is no step.
            let again = match edit.apply(&project) {
                Err(EditError::NoChange) => project.clone(),
                made => made.unwrap(),
            };
            prop_assert_eq!(&again, &**next);
            prop_assert!(written(next, Format::Linchpin).len() >= written(&project, Format::Linchpin).len());
            history.undo(&Selection::default());
            prop_assert_eq!(&**history.project(), &project);
        }
    }
}

#[test]
fn groups_and_notes_come_along_and_come_once() {
    let project = read("a.csv", OURS).project;
    let mut other = read("b.csv", "from,to\nBen,Dora\n").project;
    let (id, map) = other.maps.iter().next().map(|(id, map)| (id.clone(), Map::clone(map))).unwrap();
    let mut map = map;
    let area = Some(Area { corner: Point::new(0.0, 0.0), size: Point::new(10.0, 10.0) });
    let members = map.elements.keys().cloned().collect();
    map.groups.insert("g_1".into(), Group { title: "Town".to_owned(), members, area, ..Group::default() });
    map.notes.insert("n_1".into(), Note { text: "Ask them".to_owned(), area, ..Note::default() });
    other.maps.insert(id, Arc::new(map));
    let onto = Destination::Map(project.maps.keys().next().unwrap().clone());
    let (next, adoption) = adopt(&project, other, onto);
    let map = next.maps.values().next().unwrap();
    let (ben, dora) = (next.find_element("Ben").unwrap().0, next.find_element("Dora").unwrap().0);
    let group = map.groups.values().next().unwrap();
    assert!(group.members.contains(ben) && group.members.contains(dora));
    assert_eq!(map.notes.values().next().unwrap().area, group.area, "both moved as far as the elements did");
    let again = Adoption { same: matches(&next, &adoption.project).same, ..adoption };
    assert_eq!(again.apply(&next), Err(EditError::NoChange));
}
