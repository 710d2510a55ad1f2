//! Copy and paste: new ids, the same shape.

use std::collections::{BTreeMap, BTreeSet};

use linchpin::edit::{Clipping, History, PasteAt, Selection};
use linchpin::model::{Element, ElementId, LinkId, MapId, Point, Project};
use proptest::prelude::*;

use super::start::{bytes, errors, first_map, sample, small};

const SAMPLE: &str = "waste-pickers-bengaluru.linchpin";

/// Elements without their ids: element and place, in the order of their names.
fn elements(project: &Project, map: &MapId, ids: &BTreeSet<ElementId>) -> Vec<(Element, Point)> {
    let mut all: Vec<(Element, Point)> = ids
        .iter()
        .map(|id| {
            (Element::clone(&project.elements[id]), project.maps[map].elements[id].pos.unwrap_or_default())
        })
        .collect();
    all.sort_by(|a, b| a.0.name.cmp(&b.0.name));
    all
}

/// Links between them without their ids: names of both ends, and what they are.
fn links(project: &Project, ids: &BTreeSet<ElementId>, which: &BTreeSet<LinkId>) -> Vec<String> {
    let inside = project.links.iter().filter(|(id, _)| which.contains(id));
    let described = inside.filter_map(|(_, link)| {
        let (from, to) = link.ends.pair()?;
        let both = ids.contains(from) && ids.contains(to);
        both.then(|| format!("{} {} {:?}", project.name_of(from), project.name_of(to), link.bond))
    });
    let mut all: Vec<String> = described.collect();
    all.sort();
    all
}

fn paste(start: &Project, chosen: &[usize], at: PasteAt) {
    let map = first_map(start);
    let shown: Vec<ElementId> = start.maps[&map].elements.keys().cloned().collect();
    let selection = Selection {
        elements: chosen.iter().filter_map(|number| shown.get(number % shown.len())).cloned().collect(),
        links: BTreeSet::new(),
    };
    let clipping = Clipping::copy(start, &map, &selection);
    let read = Clipping::from_text(&clipping.to_text()).unwrap();
    assert_eq!(read, clipping, "the clipboard keeps everything");
    assert_eq!(clipping.is_empty(), chosen.is_empty());
    let (edit, pasted) = read.paste(&map, at);
    let mut history = History::new(start.clone(), true);
    history.apply(&edit, &selection).unwrap();
    let project = history.project();

    let old_links: BTreeSet<LinkId> = start.links.keys().cloned().collect();
    let new_links: BTreeSet<LinkId> =
        project.links.keys().filter(|id| !old_links.contains(*id)).cloned().collect();
    assert!(pasted.elements.is_disjoint(&start.elements.keys().cloned().collect()), "new ids");
    assert_eq!(project.elements.len(), start.elements.len() + selection.elements.len());
    let (old, new) = (elements(start, &map, &selection.elements), elements(project, &map, &pasted.elements));
    let mut moves: BTreeMap<String, usize> = BTreeMap::new();
    for ((a, from), (b, to)) in old.iter().zip(&new) {
        assert_eq!(a, b, "copies are like their originals");
        *moves.entry(format!("{:.0} {:.0}", to.x() - from.x(), to.y() - from.y())).or_default() += 1;
    }
    if matches!(at, PasteAt::Offset(..)) {
        assert!(moves.len() <= 1, "everything moves alike: {moves:?}");
    }
    assert_eq!(
        links(start, &selection.elements, &old_links),
        links(project, &pasted.elements, &new_links),
        "the links between them come along"
    );
    assert_eq!(new_links.len(), links(project, &pasted.elements, &new_links).len(), "and no others");
    for id in &new_links {
        assert!(project.maps[&map].links.contains_key(id), "they are shown");
    }
    assert!(errors(project).is_subset(&errors(start)));
    assert_eq!(history.undo_name().is_some(), !selection.elements.is_empty());
    history.undo(&pasted);
    assert_eq!(bytes(history.project()), bytes(start));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_paste_has_new_ids_and_the_same_shape(chosen in prop::collection::vec(0_usize..100, 0..10), x in -500..500_i32) {
        paste(&sample(SAMPLE), &chosen, PasteAt::Offset(f64::from(x), 40.0));
        paste(&small(), &chosen, PasteAt::Middle(Point::new(f64::from(x), 0.0)));
    }
}

#[test]
fn a_paste_is_one_step_with_its_name() {
    let start = small();
    let map = first_map(&start);
    let selection = Selection { elements: ["e_a", "e_b"].map(ElementId::from).into(), links: [].into() };
    let (edit, pasted) =
        Clipping::copy(&start, &map, &selection).paste(&map, PasteAt::Middle(Point::new(500.0, 9.0)));
    let mut history = History::new(start, true);
    history.apply(&edit, &selection).unwrap();
    assert_eq!(history.undo_name(), Some("Paste 2 elements"));
    let places = &history.project().maps[&map].elements;
    let xs: Vec<f64> = pasted.elements.iter().map(|id| places[id].pos.unwrap().x()).collect();
    assert!((xs.iter().sum::<f64>() / 2.0 - 500.0).abs() < 0.01, "their middle is where one pasted: {xs:?}");
}

#[test]
fn other_text_is_no_clipping() {
    for text in ["", "hello", "{}", "{\"format\": \"linchpin\"}", "[1, 2"] {
        assert!(Clipping::from_text(text).is_none(), "{text}");
    }
}
