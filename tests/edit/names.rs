//! What steps are called in the menu.

use linchpin::edit::{Edit, ElementChange, LinkChange};
use linchpin::model::{
    Assessor, Bond, Element, ElementId, ElementKind, Ends, Link, LinkKind, MapKind, Point, Polarity, Scale,
};

use super::start::{first_map, ids, link_ids, small};

#[test]
fn steps_are_named_in_the_words_of_the_field() {
    let project = small();
    let map = first_map(&project);
    let moved = |names: &[&str]| Edit::Move {
        map: map.clone(),
        places: names.iter().map(|id| (ElementId::from(*id), Point::default())).collect(),
    };
    let changed = |names: &[&str], change| Edit::ChangeElements {
        ids: names.iter().map(|id| ElementId::from(*id)).collect(),
        change,
    };
    let signed = |names: &[&str]| Edit::ChangeLinks {
        ids: names.iter().map(|id| (*id).into()).collect(),
        change: LinkChange::Polarity(Some(Polarity::Minus)),
    };
    let added = |name: &str| Edit::AddElement {
        id: "e_n".into(),
        element: Element::new(ElementKind::Issue, name),
        map: map.clone(),
        pos: Point::default(),
    };
    let rate = ElementChange::Rating("s_a".into(), Scale::Interest, Some(4.0));
    let link = Link::new(Ends::elements("e_v".into(), "e_w".into()), Bond::new(LinkKind::Causal));
    let cases = [
        (moved(&["e_a", "e_b", "e_c"]), "Move 3 actors"),
        (moved(&["e_v"]), "Move 1 variable"),
        (Edit::Pin { map: map.clone(), elements: ids(["e_v"]), pinned: false }, "Unpin 1 variable"),
        (moved(&["e_a", "e_v"]), "Move 2 elements"),
        (changed(&["e_a"], ElementChange::Name("B".to_owned())), "Rename “A”"),
        (changed(&["e_a", "e_b"], ElementChange::Sector(None)), "Set sector of 2 actors"),
        (changed(&["e_a"], rate.clone()), "Rate interest of “A”"),
        (changed(&["e_a", "e_b"], rate), "Rate interest of 2 actors"),
        (signed(&["l_vw"]), "Sign 1 causal link"),
        (signed(&["l_vw", "l_ab"]), "Sign 2 links"),
        (added(""), "Add issue"),
        (added("No bins"), "Add “No bins”"),
        (Edit::AddLink { id: "l_n".into(), link, map: map.clone() }, "Add causal link"),
        (Edit::Delete { elements: ids(["e_a", "e_b"]), links: [].into() }, "Delete 2 actors"),
        (
            Edit::Delete { elements: ids(["e_a", "e_b"]), links: link_ids(["l_bc"]) },
            "Delete 2 actors and 1 tie",
        ),
        (
            Edit::TakeOffMap { map: map.clone(), elements: ids(["e_a"]), links: [].into() },
            "Take 1 actor off the map",
        ),
        (Edit::AddMap { id: "m_n".into(), kind: MapKind::Issues, title: "Why".to_owned() }, "Add map “Why”"),
        (Edit::RenameMap { id: map.clone(), title: "Who".to_owned() }, "Rename map to “Who”"),
        (Edit::MoveMap { id: "m_causes".into(), to: 0 }, "Move map “Causes”"),
        (changed(&["e_a"], ElementChange::Portal(Some("m_causes".into()))), "Set portal of “A”"),
        (Edit::DeleteMap { id: "m_causes".into() }, "Delete map “Causes”"),
        (
            Edit::SetAssessor("s_a".into(), Assessor { name: "Team".to_owned(), ..Assessor::default() }),
            "Set assessor “Team”",
        ),
        (Edit::Many("Paste 2 elements".to_owned(), Vec::new()), "Paste 2 elements"),
    ];
    for (edit, name) in cases {
        assert_eq!(edit.name(&project), name);
        for word in ["node", "edge", "vertex"] {
            assert!(!edit.name(&project).to_lowercase().contains(word));
        }
    }
}
