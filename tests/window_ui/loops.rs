//! The loops of large maps, what is said about each map and link, and what one click settles.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Key, Modifiers, Vec2};
use egui_kittest::kittest::Queryable as _;
use linchpin::analysis::MeadowsPlace;
use linchpin::model::{
    Body, Bond, Causal, Course, Element, ElementId, ElementKind, Ends, Link, LinkId, Map, MapKind, Placement,
    Point, Polarity, Project,
};

use crate::window::Window;

fn element(number: usize) -> ElementId {
    format!("e_{number:016}").as_str().into()
}

fn link(number: usize) -> LinkId {
    format!("l_{number:016}").as_str().into()
}

/// Variables on one causal map, with links `(from, to, sign)`; a sign of 0 stands for none.
fn project(names: &[&str], links: &[(usize, usize, i64)]) -> Project {
    let mut project = Project::new("Loops");
    let id = project.maps.keys().next().unwrap().clone();
    let mut map = Map::new(MapKind::Causal, "Causes", "a");
    let side = (names.len() as f64).sqrt().ceil() as usize;
    for (number, name) in names.iter().enumerate() {
        let variable = Element::new(ElementKind::Variable, *name);
        project.elements.insert(element(number), Arc::new(variable));
        let place = Point::new(240.0 * (number % side) as f64, 180.0 * (number / side) as f64);
        map.elements.insert(element(number), Placement::at(place));
    }
    for (number, (from, to, sign)) in links.iter().enumerate() {
        let polarity = match sign {
            1 => Some(Polarity::Plus),
            -1 => Some(Polarity::Minus),
            _ => None,
        };
        let bond = Bond::Causal(Causal { polarity, ..Causal::default() });
        let ends = Ends::elements(element(*from), element(*to));
        project.links.insert(link(number), Arc::new(Link::new(ends, bond)));
        map.links.insert(link(number), Course::default());
    }
    project.maps.insert(id, Arc::new(map));
    project
}

fn numbered(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("V{number}")).collect()
}

fn causal(window: &Window, number: usize) -> Causal {
    window.project().links[&link(number)].causal().unwrap().clone()
}

/// How many rows of loops are on the screen.
fn rows(window: &Window) -> usize {
    let nodes = window.harness.query_all(egui_kittest::kittest::by().role(Role::Button));
    let is_row = |label: &str| {
        label.contains(", reinforcing, ")
            || label.contains(", balancing, ")
            || label.contains(", undetermined, ")
    };
    nodes
        .filter(|node| {
            use egui_kittest::kittest::NodeT as _;
            node.accesskit_node().label().is_some_and(|label| is_row(&label))
        })
        .count()
}

fn click(window: &mut Window, label: &str) {
    let at = window.rect(label).center();
    window.click_at(at, Modifiers::NONE);
}

fn open(project: &Project) -> Window {
    let mut window = Window::on(project);
    window.press_button("Loops");
    window
}

#[test]
fn a_map_of_150_variables_lists_its_loops_and_says_what_is_complete() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/oracles/cld_graphs");
    let text = std::fs::read_to_string(format!("{folder}/cld_hub_150_2.5.txt")).unwrap();
    let mut lines =
        text.lines().map(|line| line.split(' ').map(|n| n.parse::<i64>().unwrap()).collect::<Vec<_>>());
    let count = lines.next().unwrap()[0] as usize;
    let arrows: Vec<_> = lines.map(|line| (line[0] as usize, line[1] as usize, line[3])).collect();
    let names = numbered(count);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut window = open(&project(&names, &arrows));
    window.wait_until("the first loops are listed", |window| rows(window) > 0);
    // There are 2,404 loops of up to eight links and 16,392 of up to ten; the list ends at 10,000.
    window.wait_until("the search is over", |window| {
        window.shows("All loops up to 9 links; the first 10000 are listed")
    });
    assert!(window.shows("All 10000"));
    assert!(window.shows_any(|said| said.starts_with("Short list of ")));
    click(&mut window, "List all");
    let seen = rows(&window);
    assert!((4..60).contains(&seen), "{seen} rows are built of 10,000");
    // The end of the list is a long way down.
    let first = window.find(|said| said.starts_with("R1 ")).unwrap();
    let over = window.rect(&first).center();
    window.hover(over);
    window.scroll(Vec2::new(0.0, -1e7));
    window.harness.run_steps(60);
    assert!(!window.shows(&first));
    assert!(rows(&window) > 0);
}

#[test]
fn two_hundred_variables_with_two_thousand_links_stay_in_hand() {
    // Links without a sign, some of a variable to itself, and more loops than anybody could list.
    let mut links = Vec::new();
    let mut state = 7_usize;
    while links.len() < 2_000 {
        state = state.wrapping_mul(1_103_515_245).wrapping_add(12_345) % 2_147_483_648;
        let (from, to) = (state / 7 % 200, state / 2_003 % 200);
        links.push((from, to, 0));
    }
    let names = numbered(200);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut window = open(&project(&names, &links));
    window.wait_until("the search is over", |window| {
        window.shows_any(|said| {
            said.starts_with("All loops up to") && said.ends_with("the first 10000 are listed")
        })
    });
    window.wait_until("the hints are there", |window| {
        window.shows_any(|said| said.contains("2000 links have no sign yet"))
    });
    // It is edited meanwhile as any other.
    window.click_element("variable V0");
    assert_eq!(window.selected(), ["V0"]);
    window.key_with(Modifiers::ALT, Key::ArrowUp);
    assert!(window.shows("Let go of V0"), "what is pressed shows while the answer is worked out");
}

#[test]
fn an_unsigned_link_is_signed_from_its_hint() {
    let mut window = open(&project(&["Trust", "Turnout"], &[(0, 1, 0), (1, 0, 1)]));
    window.wait_until("the hints are there", |window| window.shows("Sign"));
    click(&mut window, "Sign");
    click(&mut window, "−  moves it the opposite way");
    assert_eq!(causal(&window, 0).polarity, Some(Polarity::Minus));
    window.undo();
    assert_eq!(causal(&window, 0).polarity, None);
}

#[test]
fn a_source_is_typed_where_the_hint_leads() {
    let mut window = open(&project(&["Trust", "Turnout"], &[(0, 1, 1)]));
    window.wait_until("the hints are there", |window| window.shows("Add source"));
    click(&mut window, "Add source");
    window.settle();
    window.type_text("Survey of 2021");
    window.key(Key::Enter);
    let sources = |window: &Window| window.project().links[&link(0)].evidence.len();
    assert_eq!(sources(&window), 1);
    assert!(window.project().evidence.values().any(|source| source.title == "Survey of 2021"));
    window.press_button("Take off “Survey of 2021”");
    assert_eq!(sources(&window), 0);
    window.undo();
    assert_eq!(sources(&window), 1);
    window.undo();
    assert!(window.project().evidence.is_empty(), "adding a source is one step");
}

#[test]
fn contradicting_links_are_made_one_contested_link() {
    let mut window = open(&project(&["Rules", "Cost"], &[(0, 1, 1), (0, 1, -1), (1, 0, 1)]));
    window.wait_until("the hints are there", |window| window.shows("Make it one"));
    click(&mut window, "Make it one");
    assert_eq!(window.project().links.len(), 2);
    assert!(causal(&window, 0).is_contested());
    window.undo();
    assert_eq!(window.project().links.len(), 3);
    assert!(!causal(&window, 0).is_contested());
}

#[test]
fn a_balancing_loop_gets_its_goal() {
    let names = ["Funding gap", "Funds raised"];
    let mut window = open(&project(&names, &[(0, 1, 1), (1, 0, -1)]));
    window.wait_until("the hints are there", |window| window.shows("Add goal"));
    click(&mut window, "Add goal");
    assert_eq!(window.selected(), ["Desired funds raised"]);
    let target = window.id("Desired funds raised");
    let leads = |link: &Arc<Link>| {
        let plus = link.causal().is_some_and(|causal| causal.polarity == Some(Polarity::Plus));
        plus && link.ends.pair() == Some((&target, &element(0)))
    };
    assert!(window.project().links.values().any(leads));
    window.wait_until("the hint has gone", |window| !window.shows("Add goal"));
    window.undo();
    assert_eq!(window.project().elements.len(), 2);
}

#[test]
fn one_variable_of_a_loop_is_chosen_as_its_goal() {
    let mut window = open(&project(&["Trust", "Turnout"], &[(0, 1, 1), (1, 0, -1)]));
    window.wait_until("the hints are there", |window| window.shows("Set goal"));
    click(&mut window, "Set goal");
    let row = window.harness.get_by_role_and_label(Role::Button, "Turnout").rect().center();
    window.click_at(row, Modifiers::NONE);
    let is_goal = |window: &Window, number: usize| matches!(&window.project().elements[&element(number)].body, Body::Variable(variable) if variable.goal);
    assert!(is_goal(&window, 1) && !is_goal(&window, 0));
}

#[test]
fn groups_say_their_signs_and_the_loops_that_turn_are_named() {
    let mut window = open(&project(&["Rules", "Cost"], &[(0, 1, 1), (1, 0, 1)]));
    window.wait_until("the hints are there", |window| window.shows("Add source"));
    let hint = window.find(|said| said.contains("Nothing yet says why Rules → Cost holds")).unwrap();
    let at = window.rect(&hint).left_top() + Vec2::new(20.0, 50.0);
    window.click_at(at, Modifiers::NONE);
    assert_eq!(window.view().selection.links.len(), 1);
    for group in ["Finance", "Industry"] {
        click(&mut window, "Add a view");
        click(&mut window, "Another group");
        let number = causal(&window, 0).claims.len();
        let fields: Vec<_> = window
            .harness
            .query_all_by_role_and_label(Role::TextInput, "Who says it")
            .map(|field| (field.value().unwrap_or_default(), field.rect().center()))
            .collect();
        let at = fields.iter().find(|(who, _)| *who == format!("Group {number}")).unwrap().1;
        window.double_click_at(at);
        window.key_with(Modifiers { ctrl: true, command: true, ..Modifiers::NONE }, Key::A);
        window.type_text(group);
        window.key(Key::Tab);
    }
    let who: Vec<String> = {
        let mut who: Vec<String> =
            causal(&window, 0).claims.values().map(|claim| claim.who.clone()).collect();
        who.sort();
        who
    };
    assert_eq!(who, ["Finance", "Industry"]);
    // The first took the drawn sign; the second now says the opposite.
    let fields = window.harness.query_all_by_role_and_label(Role::TextInput, "Who says it");
    let middle = fields
        .into_iter()
        .find(|field| field.value().as_deref() == Some("Industry"))
        .unwrap()
        .rect()
        .center();
    let signs = window.harness.query_all_by_role_and_label(Role::RadioButton, "−");
    let at = signs.map(|sign| sign.rect().center()).find(|at| (at.y - middle.y).abs() < 14.0).unwrap();
    window.click_at(at, Modifiers::NONE);
    assert!(causal(&window, 0).is_contested());
    window.wait_until("the turns are told", |window| {
        window.shows_any(|said| said.ends_with("reinforces if +, balances if −"))
    });
    let turn = window.find(|said| said.ends_with("reinforces if +, balances if −")).unwrap();
    click(&mut window, &turn);
    assert!(window.view().spotlight.as_ref().is_some_and(|lit| lit.links.len() == 2));
}

#[test]
fn maps_of_two_people_are_compared_and_what_they_say_becomes_claims() {
    let mut both = project(&["Rules", "Cost"], &[(0, 1, 1), (0, 1, -1), (1, 0, 1)]);
    let first = both.maps.keys().next().unwrap().clone();
    let split = |title: &str, links: &[usize]| {
        let mut map = Map::clone(&both.maps[&first]);
        map.title = title.to_owned();
        let shown = |id: &LinkId| links.iter().any(|number| link(*number) == *id);
        map.links = map.links.into_iter().filter(|(id, _)| shown(id)).collect();
        Arc::new(map)
    };
    let (ana, ben) = (split("Ana", &[0, 2]), split("Ben", &[1]));
    both.maps.insert(first, ana);
    both.maps.insert("m_0000000000000009".into(), ben);
    let mut window = open(&both);
    window.wait_until("the loops are listed", |window| rows(window) > 0);
    window.press_button("Order and length of the list");
    click(&mut window, "Compare people's maps…");
    window.wait_until("the maps are compared", |window| window.shows("Keep as claims"));
    assert!(window.shows_any(
        |said| said.starts_with("2 maps draw 2 links.") && said.ends_with("On 1 link signs differ.")
    ));
    assert!(window.shows("Cost → Rules: + Ana"));
    click(&mut window, "Keep as claims");
    let id = window.view().selection.links.first().unwrap().clone();
    let claims = &window.project().links[&id].causal().unwrap().claims;
    let mut said: Vec<(&str, Option<Polarity>)> =
        claims.values().map(|claim| (claim.who.as_str(), claim.polarity)).collect();
    said.sort();
    assert_eq!(said, [("Ana", Some(Polarity::Plus)), ("Ben", Some(Polarity::Minus))]);
    window.undo();
    assert!(window.project().links[&id].causal().unwrap().claims.is_empty());
    // A map that is left out says nothing.
    let named = window.harness.query_all_by_role_and_label(Role::Button, "Ben");
    let chip = named.map(|node| node.rect().center()).find(|at| at.y > 120.0).unwrap();
    window.click_at(chip, Modifiers::NONE);
    window.wait_until("one map is too few", |window| {
        window.shows_any(|said| said.starts_with("Choose two maps or more."))
    });
    window.press_button("All loops");
    assert!(rows(&window) > 0);
}

#[test]
fn a_loop_goes_to_the_story_and_stays_lit_there() {
    let mut window = open(&project(&["Trust", "Turnout"], &[(0, 1, 1), (1, 0, 1)]));
    window.wait_until("the loops are listed", |window| rows(window) > 0);
    let row = window.find(|said| said.starts_with("R1 ") && said.contains(", reinforcing, ")).unwrap();
    click(&mut window, &row);
    window.press_button("To story");
    assert_eq!(window.project().loops.len(), 1);
    let (id, named) = window.project().loops.iter().next().unwrap();
    assert_eq!((named.label.as_str(), named.key.len()), ("R1", 2));
    let step = window.project().story.values().next().unwrap();
    assert_eq!(step.highlight.as_ref(), Some(id));
    window.undo();
    assert!(window.project().story.is_empty() && window.project().loops.is_empty(), "it is one step");
}

#[test]
fn a_variable_is_tagged_with_the_kind_of_place_it_is() {
    let mut window = open(&project(&["Trust", "Turnout"], &[(0, 1, 1), (1, 0, 1)]));
    window.click_element("variable Trust");
    window.wait_until("the dossier is there", |window| window.shows("Kind of place"));
    let tag =
        |window: &Window| MeadowsPlace::of(&window.project().elements[&element(0)]).map(MeadowsPlace::number);
    let field = window.harness.get_by_role_and_label(Role::ComboBox, "Kind of place");
    let at = field.rect().center();
    window.click_at(at, Modifiers::NONE);
    click(&mut window, "6  Information flows");
    assert_eq!(tag(&window), Some(6));
    window.undo();
    assert_eq!(tag(&window), None);
}
