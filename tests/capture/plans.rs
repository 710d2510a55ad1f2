//! What a text would change in a project.

use std::sync::Arc;

use linchpin::exchange::capture::{Change, Ids, LinkTrait, Note, Options, Plan, Scope, parse, plan, read};
use linchpin::model::{
    Direction, Element, ElementKind, LinkKind, Map, MapId, MapKind, Polarity, Project, Scale, TermId,
};

fn options(kind: MapKind) -> Options {
    Options { unite: false, ids: Ids::Random, kind }
}

fn planned(project: &Project, map: Option<&MapId>, kind: MapKind, text: &str) -> Plan {
    plan(&parse(text).statements, project, &Scope::of(project, map), &options(kind))
}

fn on_nothing(kind: MapKind, text: &str) -> Plan {
    planned(&Project::default(), None, kind, text)
}

fn names(plan: &Plan) -> Vec<&str> {
    plan.newcomers.iter().map(|new| new.name.as_str()).collect()
}

/// Three actors with two ties, and a causal map with two variables.
fn project() -> Project {
    let text = "[actors]\nBBMP municipality #gov !4\nBBMP municipality -> Supplier audits : funds 3\n\
                Supplier audits -- Residents\n[causal]\nIncome -> Health + delay";
    read(text, "test").0
}

#[test]
fn the_kind_of_map_decides_what_new_names_are() {
    for (kind, element, link) in [
        (MapKind::Actors, ElementKind::Actor, LinkKind::Tie),
        (MapKind::Causal, ElementKind::Variable, LinkKind::Causal),
        (MapKind::Issues, ElementKind::Issue, LinkKind::Causal),
    ] {
        let plan = on_nothing(kind, "A -> B");
        assert!(plan.newcomers.iter().all(|new| new.kind == element));
        assert_eq!(plan.links.iter().map(|(_, link)| link.kind()).collect::<Vec<_>>(), [link]);
    }
}

#[test]
fn ends_that_exist_decide_before_the_map_does() {
    let project = project();
    // On the causal map, an actor that is known asks for an actor at the other end, unless a lever is meant.
    let tie = planned(&project, None, MapKind::Causal, "BBMP municipality -> Police : informs");
    assert_eq!(tie.links[0].1.kind(), LinkKind::Tie);
    let lever = planned(&project, None, MapKind::Causal, "BBMP municipality -> Fines : controls 4");
    assert_eq!((lever.newcomers[0].kind, lever.links[0].1.kind()), (ElementKind::Variable, LinkKind::Lever));
    let causal = planned(&project, None, MapKind::Actors, "Income -> School years +");
    assert_eq!(causal.newcomers[0].kind, ElementKind::Variable);
    assert_eq!(causal.links[0].1.causal().unwrap().polarity, Some(Polarity::Plus));
    // A lever starts at its actor, whichever way it is written.
    let back = planned(&project, None, MapKind::Actors, "Income -> BBMP municipality : knows about");
    assert_eq!(back.links[0].1.kind(), LinkKind::Lever);
    assert_eq!(project.name_of(&back.links[0].1.ends.from), "BBMP municipality");
}

#[test]
fn dashes_are_mutual_ties_and_arrows_directed_ones() {
    let plan = on_nothing(MapKind::Actors, "A -> B : funds 3\nB -- C : collaborates\nA <- C");
    let tie = |at: usize| plan.links[at].1.tie().unwrap();
    assert_eq!((tie(0).tie.as_ref().unwrap().to_string(), tie(0).strength), ("funds".to_owned(), Some(3.0)));
    assert_eq!(tie(0).direction, None);
    assert_eq!(tie(1).direction, Some(Direction::Mutual));
    assert_eq!(plan.links[2].1.ends.from, plan.newcomers[2].id);
    // Between variables both are causal links.
    let causal = on_nothing(MapKind::Causal, "A -- B -");
    assert_eq!(causal.links[0].1.causal().unwrap().polarity, Some(Polarity::Minus));
}

#[test]
fn tags_become_ratings_words_and_assets() {
    let plan =
        on_nothing(MapKind::Actors, "Name #ngo !4 ?3 $policy,capital:85 @south\nOther #\"faith groups\"");
    assert_eq!(
        plan.newcomers[0].changes,
        [
            Change::Sector("t_ngo".into()),
            Change::Region("t_global_south".into()),
            Change::Asset("t_policy".into(), 60.0),
            Change::Asset("t_capital".into(), 85.0),
            Change::Rating(Scale::Influence, 4.0),
            Change::Rating(Scale::Interest, 3.0),
        ]
    );
    assert!(plan.rates());
    let added: Vec<(&TermId, &str)> = plan.words.iter().map(|(id, term)| (id, term.name.as_str())).collect();
    assert_eq!(added.iter().map(|(_, name)| *name).collect::<Vec<_>>(), ["faith groups"]);
    assert_eq!(plan.newcomers[1].changes, [Change::Sector(added[0].0.clone())]);
    let issue = on_nothing(MapKind::Issues, "No land #political");
    assert_eq!(issue.newcomers[0].changes, [Change::Category("t_political".into())]);
}

#[test]
fn known_names_are_matched_in_any_case_and_what_is_there_is_changed_only_where_the_text_says_so() {
    let project = project();
    let plan = planned(&project, None, MapKind::Actors, "bbmp  MUNICIPALITY -> supplier audits : funds 5");
    assert!(plan.newcomers.is_empty() && plan.links.is_empty() && plan.changes.is_empty());
    assert_eq!(plan.known.len(), 2);
    assert_eq!(plan.link_changes.len(), 2);
    assert!(plan.link_changes.iter().any(|(_, one)| *one == LinkTrait::Strength(5.0)));
    // Another kind of tie is another tie; the other direction too; a mutual one is the same from both ends.
    assert_eq!(
        planned(&project, None, MapKind::Actors, "BBMP municipality -> Supplier audits : informs")
            .links
            .len(),
        1
    );
    assert_eq!(
        planned(&project, None, MapKind::Actors, "Supplier audits -> BBMP municipality").links.len(),
        1
    );
    let mutual = planned(&project, None, MapKind::Actors, "Residents -- Supplier audits : collaborates");
    assert_eq!((mutual.links.len(), mutual.known_links.len()), (0, 1));
}

#[test]
fn an_element_on_the_map_comes_before_its_namesake_elsewhere() {
    let mut project = project();
    let other = Element::new(ElementKind::Issue, "Income");
    project.elements.insert("e_other".into(), Arc::new(other));
    let mut map = Map::new(MapKind::Issues, "Barriers", "z");
    map.elements.insert("e_other".into(), linchpin::model::Placement::default());
    project.maps.insert("m_issues".into(), Arc::new(map));
    let here = planned(&project, Some(&"m_issues".into()), MapKind::Issues, "Income");
    assert_eq!(here.known, ["e_other".into()]);
    let there = planned(&project, Some(&"m_issues".into()), MapKind::Issues, "Income (variable)");
    assert!(there.newcomers.is_empty() && there.known != here.known);
}

#[test]
fn slips_are_offered_and_united_only_when_asked() {
    let project = project();
    let text = "Supplier audit -> Residnets";
    let apart = planned(&project, None, MapKind::Actors, text);
    assert_eq!(names(&apart), ["Supplier audit", "Residnets"]);
    let offered: Vec<&str> = apart.near.iter().map(|near| near.name.as_str()).collect();
    assert_eq!(offered, ["Supplier audits", "Residents"]);
    let scope = Scope::of(&project, None);
    let united =
        plan(&parse(text).statements, &project, &scope, &Options { unite: true, ..options(MapKind::Actors) });
    assert!(united.newcomers.is_empty());
    assert_eq!(united.known.len(), 2);
}

#[test]
fn what_does_not_fit_is_left_out_with_a_note() {
    let causal = on_nothing(MapKind::Causal, "Income #ngo !4 -> Health : funds 9");
    assert_eq!((causal.newcomers.len(), causal.links.len()), (2, 1));
    assert!(causal.newcomers.iter().all(|new| new.changes.is_empty()));
    assert_eq!(causal.notes.len(), 4);
    let own = on_nothing(MapKind::Actors, "A -> A");
    assert!(matches!(own.notes.as_slice(), [Note::OwnTie { line: 1, .. }]));
    assert!(own.links.is_empty());
    assert_eq!(on_nothing(MapKind::Causal, "A -> A +").links.len(), 1);
    let strong = on_nothing(MapKind::Actors, "A -> B : funds 9");
    assert!(matches!(strong.notes.as_slice(), [Note::Range { low: 1, high: 5, .. }]));
}

#[test]
fn a_name_in_several_lines_is_one_element() {
    let plan = on_nothing(MapKind::Actors, "A -> B : funds\nB -> C\na #ngo\nA -> B : funds 2");
    assert_eq!(names(&plan), ["A", "B", "C"]);
    assert_eq!(plan.newcomers[0].changes, [Change::Sector("t_ngo".into())]);
    assert_eq!(plan.links.len(), 2);
    assert_eq!(plan.links[0].1.tie().unwrap().strength, Some(2.0));
}

#[test]
fn thousands_of_lines_take_no_time_that_anyone_notices() {
    let text = (0..5_000)
        .map(|n| format!("Group {n} of the town -> Group {} of the town\n", n + 1))
        .collect::<Vec<String>>()
        .concat();
    let (project, warnings) = read(&text, "large");
    assert_eq!((project.elements.len(), project.links.len(), warnings.len()), (5_001, 5_000, 0));
    let started = std::time::Instant::now();
    let plan = planned(&project, None, MapKind::Actors, &text.replace("town", "twon"));
    assert_eq!(plan.newcomers.len(), 5_001);
    assert!(started.elapsed().as_secs() < 20, "{:?} in a debug build", started.elapsed());
}
