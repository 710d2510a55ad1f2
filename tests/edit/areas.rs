//! Groups, notes, pictures and the places of badges: made, changed, deleted, and taken back.

use linchpin::edit::{AreaChange, Edit, EditError, History, Selection};
use linchpin::model::{
    Area, AreaId, ElementId, Group, GroupId, LoopId, MapId, NamedLoop, Note, Point, Project, Underlay,
};

use super::start::{bytes, first_map, ids, small};

fn area(x: f64, y: f64, width: f64, height: f64) -> Area {
    Area { corner: Point::new(x, y), size: Point::new(width, height) }
}

fn on(map: &MapId, change: AreaChange) -> Edit {
    Edit::OnMap { map: map.clone(), change }
}

fn group(title: &str, members: &[&str], parent: Option<&str>) -> Group {
    Group {
        title: title.to_owned(),
        members: members.iter().map(|id| (*id).into()).collect(),
        parent: parent.map(GroupId::from),
        ..Group::default()
    }
}

/// Applies each edit as a step with the name given, then undoes and redoes all of them.
fn there_and_back(project: Project, steps: Vec<(Edit, &str)>) -> Project {
    let mut history = History::new(project, true);
    let mut states = vec![bytes(history.project())];
    let nothing = Selection::default();
    for (edit, name) in steps {
        history.apply(&edit, &nothing).unwrap();
        assert_eq!(history.undo_name(), Some(name));
        states.push(bytes(history.project()));
    }
    for state in states.iter().rev().skip(1) {
        history.undo(&nothing);
        assert!(bytes(history.project()) == *state, "undo gives another file");
    }
    for state in states.iter().skip(1) {
        history.redo(&nothing);
        assert!(bytes(history.project()) == *state, "redo gives another file");
    }
    Project::clone(history.project())
}

#[test]
fn groups_are_made_renamed_resized_and_dissolved() {
    let project = small();
    let map = first_map(&project);
    let inner = group("Inner", &["e_a", "e_v"], None);
    let outer = group("Outer", &["e_b"], None);
    let nested = Group { parent: Some("g_out".into()), ..inner.clone() };
    let wide = Group { area: Some(area(0.0, 0.0, 300.0, 200.0)), ..group("City", &["e_b"], None) };
    let after = there_and_back(
        project,
        vec![
            (on(&map, AreaChange::Group("g_in".into(), inner)), "Group “Inner”"),
            (on(&map, AreaChange::Group("g_out".into(), outer)), "Group “Outer”"),
            (on(&map, AreaChange::Group("g_in".into(), nested)), "Change group “Inner”"),
            (
                on(&map, AreaChange::Group("g_out".into(), group("City", &["e_b"], None))),
                "Rename group to “City”",
            ),
            (on(&map, AreaChange::Group("g_out".into(), wide)), "Resize group “City”"),
        ],
    );
    let record = &after.maps[&map];
    assert_eq!(record.groups[&"g_in".into()].members, ids(["e_a"]), "a variable is not on the actor map");
    assert_eq!(record.members_of(&"g_out".into()), ids(["e_a", "e_b"]));
    let after = on(&map, AreaChange::Remove(AreaId::Group("g_out".into()))).apply(&after).unwrap();
    assert_eq!(after.maps[&map].groups[&"g_in".into()].parent, None);
    assert!(after.maps[&map].elements.contains_key(&ElementId::from("e_b")), "ungrouping keeps the elements");
}

#[test]
fn a_group_cannot_lie_inside_itself() {
    let project = small();
    let map = first_map(&project);
    let project =
        on(&map, AreaChange::Group("g_a".into(), group("A", &["e_a"], None))).apply(&project).unwrap();
    let project =
        on(&map, AreaChange::Group("g_b".into(), group("B", &["e_b"], Some("g_a")))).apply(&project).unwrap();
    let turned = on(&map, AreaChange::Group("g_a".into(), group("A", &["e_a", "e_c"], Some("g_b"))));
    let project = turned.apply(&project).unwrap();
    assert_eq!(project.maps[&map].groups[&"g_a".into()].parent, None);
    assert_eq!(project.maps[&map].members_of(&"g_a".into()), ids(["e_a", "e_b", "e_c"]));
}

#[test]
fn notes_and_pictures_are_made_changed_and_deleted() {
    let project = small();
    let map = first_map(&project);
    let note = |text: &str, area| Note { text: text.to_owned(), area, ..Note::default() };
    let picture = |opacity, area| Underlay {
        source: "data:image/png;base64,AAAA".into(),
        opacity,
        area,
        ..Underlay::default()
    };
    let here = Some(area(10.0, 10.0, 200.0, 60.0));
    let there = Some(area(40.0, 10.0, 200.0, 60.0));
    let after = there_and_back(
        project,
        vec![
            (on(&map, AreaChange::Note("n_1".into(), note("One", here))), "Add note"),
            (on(&map, AreaChange::Note("n_1".into(), note("Two", here))), "Edit note"),
            (on(&map, AreaChange::Note("n_1".into(), note("Two", there))), "Move note"),
            (on(&map, AreaChange::Underlay("u_1".into(), picture(None, here))), "Add picture"),
            (
                on(&map, AreaChange::Underlay("u_1".into(), picture(Some(7.0), here))),
                "Set opacity of picture",
            ),
            (on(&map, AreaChange::Underlay("u_2".into(), picture(None, here))), "Add picture"),
            (on(&map, AreaChange::Remove(AreaId::Underlay("u_2".into()))), "Delete picture"),
            (on(&map, AreaChange::Remove(AreaId::Note("n_1".into()))), "Delete note"),
        ],
    );
    let record = &after.maps[&map];
    assert!(record.notes.is_empty());
    assert_eq!(record.underlays[&"u_1".into()].opacity, Some(1.0), "opacity ends at 1");
    assert_eq!(record.underlays.len(), 1);
}

#[test]
fn only_named_loops_keep_a_place() {
    let project = small();
    let map: MapId = "m_causes".into();
    let put = on(&map, AreaChange::Badge("o_1".into(), Some(Point::new(5.0, 6.0))));
    assert_eq!(put.apply(&project).unwrap_err(), EditError::NoLoop("o_1".into()));
    let named = NamedLoop { label: "R1".to_owned(), key: vec!["l_vw".into()], ..NamedLoop::default() };
    let project = Edit::SetLoop("o_1".into(), named).apply(&project).unwrap();
    let after = there_and_back(project, vec![(put, "Move loop badge")]);
    assert_eq!(after.maps[&map].loops[&LoopId::from("o_1")].pos, Some(Point::new(5.0, 6.0)));
}
