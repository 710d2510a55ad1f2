//! What a clipping carries into another project: everything but ids.

use std::collections::BTreeSet;

use linchpin::edit::{Clipping, Edit, ElementChange, LinkChange, PasteAt, Selection};
use linchpin::model::{
    Assessor, AssessorId, Bond, ElementId, End, Ends, Link, LinkId, LinkKind, MapId, Point, Project, Scale,
    Term, TermId, TermKind,
};
use proptest::prelude::*;

use super::start::{bytes, errors, first_map, sample, small};

/// Links of a map without ids: names of both ends, what they are, and how they bend.
fn links(project: &Project, map: &MapId, ids: &BTreeSet<ElementId>) -> Vec<String> {
    let name = |end: &End| match end {
        End::Element(id) => project.name_of(id),
        End::Link(id) => project.links[id]
            .ends
            .pair()
            .map_or_else(String::new, |(a, b)| format!("[{} {}]", project.name_of(a), project.name_of(b))),
    };
    let inside = |link: &Link| {
        let to = match &link.ends.to {
            End::Element(to) => Some(to),
            End::Link(to) => project.links[to].ends.pair().map(|(_, to)| to),
        };
        ids.contains(&link.ends.from) && to.is_some_and(|to| ids.contains(to))
    };
    let courses = &project.maps[map].links;
    let mut all: Vec<String> = project
        .links
        .iter()
        .filter(|(_, link)| inside(link))
        .map(|(id, link)| {
            let bend = courses.get(id).and_then(|course| course.bend);
            let from = project.name_of(&link.ends.from);
            format!(
                "{from} {} {:?} {} {:?} {bend:?}",
                name(&link.ends.to),
                link.bond,
                link.notes,
                link.evidence
            )
        })
        .collect();
    all.sort();
    all
}

/// Elements of a map without ids, by name: the record, and whether it is pinned.
fn elements(project: &Project, map: &MapId, ids: &BTreeSet<ElementId>) -> Vec<String> {
    let places = &project.maps[map].elements;
    let mut all: Vec<String> = ids
        .iter()
        .map(|id| {
            let pinned = places.get(id).is_some_and(|place| place.pinned);
            format!("{:?} {pinned}", project.elements[id])
        })
        .collect();
    all.sort();
    all
}

/// Copies into an empty project and holds the copies against the originals.
fn carry(start: &Project, map: &MapId, chosen: &[usize]) -> Result<(), TestCaseError> {
    let shown: Vec<&ElementId> = start.maps[map].elements.keys().collect();
    let selection = Selection {
        elements: chosen.iter().filter_map(|n| shown.get(n % shown.len())).map(|id| (*id).clone()).collect(),
        links: BTreeSet::new(),
    };
    prop_assume!(!selection.is_empty());
    let copied = Clipping::copy(start, map, &selection);
    let read = Clipping::from_text(&copied.to_text());
    prop_assert_eq!(read.as_ref(), Some(&copied), "the records keep everything");
    let empty = Project::new("Elsewhere");
    let there = first_map(&empty);
    prop_assert!(!copied.can_show(&empty, &there), "another project has copies, never the same");
    let (edit, pasted) = copied.paste_into(&empty, &there, PasteAt::Offset(0.0, 0.0));
    let project = edit.apply(&empty).unwrap();
    prop_assert_eq!(elements(start, map, &selection.elements), elements(&project, &there, &pasted.elements));
    prop_assert_eq!(links(start, map, &selection.elements), links(&project, &there, &pasted.elements));
    for (id, term) in &project.vocabulary {
        prop_assert_eq!(start.vocabulary.get(id), Some(term));
    }
    prop_assert!(errors(&project).is_empty(), "{:?}", errors(&project));
    let again = edit.apply(&empty).unwrap();
    prop_assert_eq!(bytes(&again), bytes(&project));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn copies_in_another_project_keep_everything_but_ids(chosen in prop::collection::vec(0_usize..100, 1..12)) {
        let start = sample("waste-pickers-bengaluru.linchpin");
        for (map, _) in start.maps_in_order() {
            carry(&start, map, &chosen)?;
        }
        let start = small();
        carry(&start, &first_map(&start), &chosen)?;
    }
}

/// The small project, told more about.
fn rich() -> Project {
    let who = AssessorId::from("s_team");
    let place = TermId::from("t_north");
    let region = Term { kind: Some(TermKind::Region), name: "North".to_owned(), ..Term::default() };
    let start = small();
    let map = first_map(&start);
    let change = |change| Edit::ChangeElements { ids: vec!["e_a".into()], change };
    let edits = [
        Edit::SetAssessor(who.clone(), Assessor { name: "Team".to_owned(), ..Assessor::default() }),
        Edit::SetWord(place.clone(), region),
        change(ElementChange::Region(Some(place))),
        change(ElementChange::Rating(who, Scale::Interest, Some(4.0))),
        change(ElementChange::Notes("Met in May".to_owned())),
        Edit::ChangeLinks { ids: vec!["l_ab".into()], change: LinkChange::Notes("By contract".to_owned()) },
        Edit::Bend { map: map.clone(), link: "l_ab".into(), bend: Some(0.25) },
        Edit::Pin { map, elements: ["e_b".into()].into(), pinned: true },
    ];
    edits.iter().fold(start, |project, edit| edit.apply(&project).unwrap())
}

fn both() -> Selection {
    Selection { elements: ["e_a".into(), "e_b".into()].into(), links: BTreeSet::new() }
}

#[test]
fn words_assessors_bends_pins_and_notes_come_along() {
    let start = rich();
    let map = first_map(&start);
    let empty = Project::new("Elsewhere");
    let there = first_map(&empty);
    let copied = Clipping::copy(&start, &map, &both());
    let (edit, pasted) = copied.paste_into(&empty, &there, PasteAt::Middle(Point::default()));
    let project = edit.apply(&empty).unwrap();
    assert_eq!(project.vocabulary[&TermId::from("t_north")].name, "North");
    assert_eq!(project.assessors[&AssessorId::from("s_team")].name, "Team");
    assert_eq!(elements(&start, &map, &both().elements), elements(&project, &there, &pasted.elements));
    assert_eq!(links(&start, &map, &both().elements), links(&project, &there, &pasted.elements));
    assert_eq!(edit.name(&empty), "Paste 2 elements");
    // Where they are known already, nothing is brought twice.
    let (edit, _) = copied.paste_into(&start, &map, PasteAt::Offset(24.0, 24.0));
    let twice = edit.apply(&start).unwrap();
    assert_eq!(
        (twice.vocabulary.len(), twice.assessors.len()),
        (start.vocabulary.len(), start.assessors.len())
    );
}

#[test]
fn the_same_elements_are_shown_on_another_map_with_their_links() {
    let start = rich();
    let map = first_map(&start);
    let other = MapId::from("m_causes");
    let copied = Clipping::copy(&start, &map, &both());
    assert!(!copied.can_show(&start, &map), "all of it stands here");
    assert!(copied.can_show(&start, &other));
    let (edit, shown) = copied.show(&start, &other, PasteAt::Middle(Point::new(500.0, 0.0)));
    let project = edit.apply(&start).unwrap();
    assert_eq!(shown.elements, both().elements);
    assert_eq!((project.elements.len(), project.links.len()), (start.elements.len(), start.links.len()));
    assert!(both().elements.iter().all(|id| project.maps[&other].elements.contains_key(id)));
    assert_eq!(project.maps[&other].links[&LinkId::from("l_ab")].bend, Some(0.25));
    assert!(
        project.maps[&other].links.contains_key(&LinkId::from("l_av")),
        "the lever to what stood there shows too"
    );
    assert_eq!(edit.name(&start), "Show 2 elements");
}

#[test]
fn a_lever_on_a_link_comes_with_the_link() {
    let start = small();
    let map = MapId::from("m_causes");
    let lever =
        Link::new(Ends { from: "e_a".into(), to: End::Link("l_vw".into()) }, Bond::new(LinkKind::Lever));
    let show = Edit::ShowElement { id: "e_a".into(), map: map.clone(), pos: Point::default() };
    let add = Edit::AddLink { id: "l_lever".into(), link: lever, map: map.clone() };
    let start = add.apply(&show.apply(&start).unwrap()).unwrap();
    let selection =
        Selection { elements: ["e_a", "e_v", "e_w"].map(ElementId::from).into(), links: BTreeSet::new() };
    let copied = Clipping::copy(&start, &map, &selection);
    let empty = Project::new("Elsewhere");
    let (edit, _) = copied.paste_into(&empty, &first_map(&empty), PasteAt::Offset(0.0, 0.0));
    let project = edit.apply(&empty).unwrap();
    let on_links = project.links.values().filter(|link| matches!(link.ends.to, End::Link(_))).count();
    assert_eq!((project.links.len(), on_links), (3, 1));
}
