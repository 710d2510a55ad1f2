//! Outlines: OPML and Markdown, in and out.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use linchpin::exchange::{self, Fate, Format, Options};
use linchpin::file::Header;
use linchpin::model::{Bond, Causal, Element, ElementId, ElementKind, Ends, Link, LinkId, LinkKind, Project};
use proptest::prelude::*;

use crate::further::links;
use crate::{read, read_as};

#[test]
fn outlines_become_issues_that_hang_together() {
    let opml = "<?xml version=\"1.0\"?><opml version=\"2.0\"><head><title>Water</title></head><body>\
                <outline text=\"Leaks\" _note=\"Many\"><outline text=\"Old pipes\"/></outline><outline text=\"Fees\"/></body></opml>";
    let imported = read("water.opml", opml);
    assert_eq!((imported.format, imported.project.about.title.as_str()), ("opml", "Water"));
    assert_eq!(links(&imported.project), ["Leaks → Old pipes"]);
    assert_eq!(imported.project.find_element("Leaks").unwrap().1.notes, "Many");
    assert_eq!(imported.project.elements_of(ElementKind::Issue).count(), 3);
    let text = "# Water\n\nIgnored.\n\n## Leaks\nMany of them.\n\n- Old **pipes**\n  - [x] [Iron](http://x)\n  - Lead\n- Theft\n\n## Fees\n1. Unpaid\n";
    let imported = read("water.md", text);
    assert_eq!(imported.format, "markdown");
    assert_eq!(
        links(&imported.project),
        ["Fees → Unpaid", "Leaks → Old pipes", "Leaks → Theft", "Old pipes → Iron", "Old pipes → Lead"]
    );
    assert_eq!(imported.project.find_element("Leaks").unwrap().1.notes, "Many of them.");
    assert!(read_as("x.md", "only text", &Options::default()).is_err());
}

#[test]
fn paragraphs_escapes_and_boxes_of_markdown_are_read() {
    let text = "# Water **board**\n\nWhy taps\nrun dry.\n\n- R\\&D \\[unit\\](x)\n\n  First.\n\n  \\- second\n  2020\\. was dry\n- a \\* b [c](d) _e_\n";
    let project = read("water.md", text).project;
    assert_eq!(
        (project.about.title.as_str(), project.about.problem.as_str()),
        ("Water board", "Why taps\nrun dry.")
    );
    assert_eq!(project.find_element("R&D [unit](x)").unwrap().1.notes, "First.\n\n- second\n2020. was dry");
    assert!(project.find_element("a * b c _e").is_some(), "{:?}", project.elements);
    // Many brackets that open nothing take no longer than as many letters.
    let many = format!("- {}\n", "[".repeat(200_000));
    assert_eq!(read("x.md", &many).project.elements.len(), 1);
}

#[test]
fn a_map_is_written_as_a_tree_and_the_account_says_what_is_beyond_it() {
    let project = read(
        "x.csv",
        "from,to,polarity\nRain,Floods,+\nRain,Mud,+\nMud,Floods,-\nFloods,Rain,-\nDry,Dry,+\n",
    )
    .project;
    let written = exchange::write(&project, &Header::default(), Format::Markdown).unwrap();
    let text = String::from_utf8(written.bytes).unwrap();
    assert_eq!(text.lines().filter(|line| line.trim_start().starts_with("- ")).count(), 4, "{text}");
    assert_eq!(written.account.count(Fate::Lost, "links beyond a tree"), 3);
    assert_eq!(written.account.count(Fate::Lost, "signs"), 2, "those of the tree");
}

/// An element: name, kind, notes. A link: its ends.
type Drawn = (String, u8, String);

fn project(elements: &[Drawn], ends: &[(prop::sample::Index, prop::sample::Index)]) -> Project {
    let mut project = Project::default();
    "Water".clone_into(&mut project.about.title);
    for (number, (name, kind, notes)) in elements.iter().enumerate() {
        let kinds = [ElementKind::Variable, ElementKind::Issue, ElementKind::Actor];
        let mut element =
            Element::new(kinds[usize::from(*kind) % 3], format!("{} {number}", name.trim()).trim());
        let lines: Vec<&str> = notes.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        element.notes = lines.join("\n");
        project.elements.insert(format!("e_{number:016}").as_str().into(), Arc::new(element));
    }
    let ids: Vec<ElementId> = project.elements.keys().cloned().collect();
    for (number, (from, to)) in ends.iter().enumerate() {
        let (from, to) = (from.get(&ids), to.get(&ids));
        let kind = LinkKind::joining(project.elements[from].kind(), project.elements[to].kind());
        let bond = match kind {
            Some(LinkKind::Causal) => Bond::Causal(Causal::default()),
            Some(kind) => Bond::new(kind),
            None => continue,
        };
        let link = Link::new(Ends::elements(from.clone(), to.clone()), bond);
        project.links.insert(LinkId::from(format!("l_{number:016}").as_str()), Arc::new(link));
    }
    project
}

/// The elements by name, with their notes and, where the format holds it, their kind.
fn said(project: &Project, kinds: bool) -> BTreeMap<String, String> {
    let of = |element: &Element| {
        format!("{} / {}", if kinds { element.kind().as_str() } else { "" }, element.notes)
    };
    project.elements.values().map(|element| (element.name.clone(), of(element))).collect()
}

fn arrows(project: &Project) -> BTreeSet<(String, String)> {
    let ends = project.links.values().filter_map(|link| link.ends.pair());
    ends.map(|(from, to)| (project.name_of(from), project.name_of(to))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 80, ..ProptestConfig::default() })]

    #[test]
    fn an_outline_keeps_every_element_and_a_tree_of_links(
        elements in prop::collection::vec(
            ("[A-Z#*_`\\[\\]()\\\\a-c.&<\"-]{1,6}", any::<u8>(), "([a-c1-3#*`.)+\\\\ -]{0,6}\n){0,3}"),
            1..8,
        ),
        ends in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..12),
    ) {
        let before = project(&elements, &ends);
        for format in [Format::Opml, Format::Markdown] {
            let kinds = format == Format::Opml;
            let bytes = exchange::write(&before, &Header::default(), format).unwrap().bytes;
            let text = String::from_utf8(bytes).unwrap();
            let after = read_as("x", &text, &Options { from: Some(format), ..Options::default() }).unwrap().project;
            prop_assert_eq!(said(&after, kinds), said(&before, kinds), "{}", text);
            prop_assert!(arrows(&after).is_subset(&arrows(&before)), "{}", text);
            // Nobody is below two, and what something led to is below something, or else the top of a circle.
            let below: Vec<&ElementId> = after.links.values().filter_map(|link| Some(link.ends.pair()?.1)).collect();
            prop_assert_eq!(below.iter().collect::<BTreeSet<_>>().len(), below.len());
            let again = exchange::write(&after, &Header::default(), format).unwrap();
            prop_assert_eq!(again.account.count(Fate::Lost, "links beyond a tree"), 0);
        }
    }
}
