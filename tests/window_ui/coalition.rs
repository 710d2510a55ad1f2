//! The coalition desk: wishes, weights, sets to keep, reasons, and the pages around them.

use std::collections::BTreeSet;

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use linchpin::app::view_state::Panel;
use linchpin::model::{Coalition, CoalitionId, ElementId, End, LeverKind, LinkKind, Project};

use crate::window::Window;

/// The builder of the sample, with every answer there.
fn builder(file: &str) -> Window {
    let mut window = Window::on_sample(file);
    // The findings have a chip of the same name.
    window.press_button("Elements");
    window.press_button("Partners");
    window.wait_until("sets and trials are there", |window| {
        !window.shows("Working…") && window.shows_any(|said| said.starts_with("Left out and close"))
    });
    window
}

fn bengaluru() -> Window {
    builder("waste-pickers-bengaluru.linchpin")
}

fn only(project: &Project) -> (&CoalitionId, &Coalition) {
    let (id, found) = project.coalitions.iter().next().unwrap();
    (id, found)
}

fn choose(window: &mut Window, label: &str) {
    window.harness.get_by_role_and_label(Role::RadioButton, label).click();
    window.settle();
}

#[test]
fn keeping_a_set_makes_it_the_members_in_one_step() {
    let mut window = bengaluru();
    let before = only(window.project()).1.members.clone();
    window.press_button("Keep this set");
    let after = only(window.project()).1.members.clone();
    assert_ne!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    assert!(after.contains_key(&window.id("BBMP municipality")));
    // Who stays keeps what the charter says.
    let backbone = window.id("The/Nudge Institute");
    assert_eq!(before[&backbone], after[&backbone]);
    window.undo();
    assert_eq!(only(window.project()).1.members, before);
}

#[test]
fn a_size_is_asked_for_by_its_dot() {
    let mut window = bengaluru();
    let dots: Vec<String> = (3..=7).map(|size| format!("Ask for sets of exactly {size}")).collect();
    assert!(dots.iter().all(|dot| window.shows(dot)));
    let at = window.rect(&dots[1]).center();
    window.click_at(at, egui::Modifiers::NONE);
    let sizes = |window: &Window| {
        let coalition = only(window.project()).1;
        (coalition.min_size, coalition.max_size)
    };
    assert_eq!(sizes(&window), (Some(4.0), Some(4.0)));
    window.undo();
    assert_ne!(sizes(&window), (Some(4.0), Some(4.0)));
}

#[test]
fn a_weight_moves_by_keys_and_the_sets_follow() {
    let mut window = bengaluru();
    window.harness.get_by_role_and_label(Role::Slider, "Cohesion").focus();
    window.settle();
    window.key(Key::End);
    assert_eq!(only(window.project()).1.weights.get("cohesion"), Some(&1.0));
    window.wait_until("the answer is there", |window| !window.shows("Working…"));
    window.undo();
    assert_eq!(only(window.project()).1.weights.get("cohesion"), None);
    // A drag is one step too.
    let at = window.harness.get_by_role_and_label(Role::Slider, "Reach").rect();
    window.drag(
        at.left_center() + egui::vec2(12.0, 0.0),
        at.right_center() - egui::vec2(10.0, 0.0),
        egui::Modifiers::NONE,
    );
    assert!(only(window.project()).1.weights["reach"] > 0.8);
    window.undo();
    assert!(only(window.project()).1.weights.is_empty());
}

#[test]
fn a_project_without_a_coalition_gets_one_with_the_first_set_that_is_kept() {
    let mut window = builder("electric-vehicles-india.linchpin");
    let known = window.project().coalitions.len();
    if known == 0 {
        window.press_button("Keep this set");
        let members = only(window.project()).1.members.len();
        assert!((3..=7).contains(&members));
        window.undo();
        assert_eq!(window.project().coalitions.len(), 0);
    } else {
        assert!(window.shows("Brief"));
    }
}

#[test]
fn why_not_names_a_swap_and_makes_it_a_rule_that_somebody_is_in() {
    let mut window = bengaluru();
    let chip = window.find(|said| said.starts_with("Textile recyclers ") && said.ends_with('%')).unwrap();
    window.harness.get_by_role_and_label(Role::Button, &chip).click_accesskit();
    window.settle();
    window.wait_until("it is answered", |window| window.shows("Best swap") || window.shows("Swap anyway"));
    assert!(window.shows_any(|said| said.starts_with("Textile recyclers would best take the place of ")));
    window.harness.get_by_role_and_label(Role::Button, "Must be in").click_accesskit();
    window.settle();
    let id = window.id("Textile recyclers");
    assert!(only(window.project()).1.must_in.contains(&id));
    window.wait_until("the new sets have it", |window| {
        !window.shows("Working…")
            && window.shows_any(|said| said.starts_with("Textile recyclers, core 100 %"))
    });
    // The rule is a chip that clears it.
    window.harness.get_by_role_and_label(Role::Button, "Textile recyclers").click_accesskit();
    window.settle();
    assert!(!only(window.project()).1.must_in.contains(&id));
}

#[test]
fn every_page_opens_and_says_what_it_is_for() {
    let mut window = bengaluru();
    for (page, panel, said) in [
        ("Missing", Panel::Missing, "De facto powers"),
        ("Governance", Panel::Governance, "Charters"),
        ("Stages", Panel::Stages, "Gaps and hand-overs"),
        ("Load", Panel::Load, "Commitments"),
        ("Ratings", Panel::Ratings, "Means and spread"),
    ] {
        choose(&mut window, page);
        assert_eq!(window.view().panel, Some(panel));
        window.wait_until("the page is there", |window| window.shows(said));
    }
    window.press_button("Back to the map");
    assert_eq!(window.view().panel, None);
}

#[test]
fn the_steps_lead_to_where_they_are_done_and_can_be_skipped() {
    let mut window = bengaluru();
    window.harness.get_by_label("Six steps").click();
    window.settle();
    window.wait_until("the steps are there", |window| window.shows("1. State the problem"));
    let step = window.find(|said| said.contains("blind-spot questions open")).unwrap();
    window.harness.get_by_role_and_label(Role::Button, &step).click();
    window.settle();
    assert_eq!(window.view().panel, Some(Panel::Missing));
    window.harness.get_by_label("Skip to the brief").click();
    window.settle();
    assert!(window.shows("Brief"));
}

#[test]
fn a_stage_a_seat_and_a_governance_model_are_one_step_each() {
    let mut window = bengaluru();
    choose(&mut window, "Now");
    window.settle();
    window.wait_until("the members are valued", |window| {
        window.shows_any(|said| said == "Give a decision seat")
    });
    let seats = |window: &Window| only(window.project()).1.members.values().filter(|m| m.seat).count();
    let before = seats(&window);
    window.harness.get_all_by_label("Give a decision seat").next().unwrap().click();
    window.settle();
    assert_eq!(seats(&window), before + 1);
    window.undo();
    assert_eq!(seats(&window), before);

    choose(&mut window, "Governance");
    window.wait_until("the models are there", |window| window.shows("chosen"));
    let chosen = only(window.project()).1.governance;
    window.harness.get_all_by_label("Choose").next().unwrap().click();
    window.settle();
    assert_ne!(only(window.project()).1.governance, chosen);
    window.undo();
    assert_eq!(only(window.project()).1.governance, chosen);
}

#[test]
fn an_empty_project_says_what_to_do_on_every_page() {
    let mut window = Window::empty();
    window.press_button("Partners");
    window.wait_until("it is said what to do", |window| {
        window.shows_any(|said| said.starts_with("Tag at least three actors"))
    });
    for page in ["Missing", "Governance", "Stages", "Load", "Ratings"] {
        choose(&mut window, page);
        window.wait_until("the page is there", |window| !window.shows("Working…"));
        assert!(
            window.shows_any(|said| said.contains("no actors yet") || said.contains("There are no actors")),
            "{page}"
        );
    }
}

#[test]
fn a_loop_lights_the_actors_who_control_or_feel_it() {
    let mut window = Window::on_sample("waste-pickers-bengaluru.linchpin");
    window.press_button("Loops");
    window.wait_until("the loops are there", |window| {
        window.shows_any(|said| said.starts_with("R1 ") && said.contains(", reinforcing, "))
    });
    let row = window.find(|said| said.starts_with("R1 ") && said.contains(", reinforcing, ")).unwrap();
    let at = window.rect(&row).center();
    window.click_at(at, egui::Modifiers::NONE);
    let lit = window.view().spotlight.clone().expect("the loop is lit");
    window.press_button("Actors");
    let project = window.project();
    let expected: BTreeSet<ElementId> = project
        .links_of(LinkKind::Lever)
        .filter(|(_, link)| match &link.ends.to {
            End::Element(id) => lit.elements.contains(id),
            End::Link(id) => lit.links.contains(id),
        })
        .filter(|(_, link)| link.lever().and_then(|lever| lever.lever) != Some(LeverKind::KnowsAbout))
        .map(|(_, link)| link.ends.from.clone())
        .collect();
    assert!(!expected.is_empty());
    let on_map = window.harness.state().answers().lit.clone().expect("the actor map is lit too");
    assert_eq!(on_map.elements, expected);
}

#[test]
fn what_nobody_controls_is_a_finding() {
    let window = {
        let mut window = Window::on_sample("waste-pickers-bengaluru.linchpin");
        window.wait_until("the findings are there", |window| !window.shows("Working…"));
        window
    };
    let card = window.find(|said| said.starts_with("Nobody controls: ")).expect("a card");
    assert!(card.contains("nobody controls"), "{card}");
}

#[test]
fn a_promise_and_a_reading_are_kept_when_their_field_is_left() {
    let mut window = bengaluru();
    choose(&mut window, "Load");
    window.wait_until("the page is there", |window| window.shows("Commitments"));
    let before = only(window.project()).1.commitments.len();
    window.harness.get_by_label("+  Add a promise").click_accesskit();
    window.settle();
    assert_eq!(only(window.project()).1.commitments.len(), before + 1);
    window.wait_until("it is open", |window| window.shows("Delete the promise"));
    window.harness.get_by_role_and_label(Role::TextInput, "What").focus();
    window.settle();
    window.key_with(crate::window::CTRL, Key::A);
    window.type_text("Open the books");
    window.key(Key::Enter);
    let said = |window: &Window, what: &str| {
        only(window.project()).1.commitments.values().any(|promise| promise.what == what)
    };
    assert!(said(&window, "Open the books"));
    window.undo();
    assert!(said(&window, "New promise") && !said(&window, "Open the books"));
}
