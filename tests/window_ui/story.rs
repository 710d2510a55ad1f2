//! The story: built from what shows, put in order, presented with keys, edited meanwhile.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use linchpin::app::present::{Hand, steps};
use linchpin::app::view_state::Panel;
use linchpin::model::{MapKind, Project};

use crate::projects::row_of;
use crate::window::{NOWHERE, Window};

fn variables() -> Project {
    row_of(MapKind::Causal, &["Rain", "Harvest", "Income"])
}

fn titles(window: &Window) -> Vec<String> {
    steps::in_order(window.project()).into_iter().map(|(_, step)| step.title.clone()).collect()
}

/// The name of the step's row, whatever it says behind its title.
fn row(window: &Window, begins: &str) -> String {
    window.find(|said| said.starts_with(begins)).unwrap_or_else(|| panic!("no row begins with {begins}"))
}

/// A window with three steps, named by the element that is in focus.
fn with_steps() -> Window {
    let mut window = Window::on(&variables());
    for name in ["Rain", "Harvest", "Income"] {
        window.click_element(&format!("variable {name}"));
        window.letter(Key::Num0, "0");
        window.settle();
        window.click_at(NOWHERE, Modifiers::NONE);
        window.letter(Key::K, "k");
        window.settle();
    }
    window.press_button("Story");
    let ids: Vec<_> = steps::in_order(window.project()).into_iter().map(|(id, _)| id.clone()).collect();
    assert_eq!(ids.len(), 3);
    for (number, name) in ["Rain", "Harvest", "Income"].into_iter().enumerate() {
        window.press_button(&row(&window, &format!("Step {}:", number + 1)));
        let field = window.harness.get_by_label("Step title");
        field.focus();
        window.settle();
        window.harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::CTRL, Key::A);
        window.type_text(name);
        window.key(Key::Enter);
    }
    assert_eq!(titles(&window), ["Rain", "Harvest", "Income"]);
    window
}

#[test]
fn one_key_captures_what_shows_as_one_step_to_undo() {
    let mut window = Window::on(&variables());
    window.click_element("variable Harvest");
    window.letter(Key::Num1, "1");
    window.settle();
    window.letter(Key::K, "k");
    window.settle();
    let project = window.project().clone();
    let all = steps::in_order(&project);
    let (_, step) = all[0];
    assert_eq!(step.map, window.view().map);
    assert!(step.focus.contains(&window.id("Harvest")));
    assert!(step.camera.is_some() && step.wide.is_some_and(|wide| wide > 100.0));
    assert_eq!(window.undo_name().unwrap(), format!("Capture step “{}”", step.title));
    window.undo();
    assert!(window.project().story.is_empty());
}

#[test]
fn steps_are_renamed_moved_by_keys_and_by_dragging_and_deleted() {
    let mut window = with_steps();
    let first = row(&window, "Step 1:");
    window.harness.get_by_role_and_label(Role::Button, &first).focus();
    window.settle();
    window.key_with(Modifiers::ALT, Key::ArrowDown);
    assert_eq!(titles(&window), ["Harvest", "Rain", "Income"]);
    let from = window.rect(&row(&window, "Step 3:")).center();
    let to = window.rect(&row(&window, "Step 1:")).center_top() + egui::vec2(0.0, 4.0);
    window.drag(from, to, Modifiers::NONE);
    assert_eq!(titles(&window), ["Income", "Harvest", "Rain"]);
    window.undo();
    assert_eq!(titles(&window), ["Harvest", "Rain", "Income"]);
    let last = row(&window, "Step 3:");
    window.harness.get_by_role_and_label(Role::Button, &last).focus();
    window.settle();
    window.key(Key::Delete);
    assert_eq!(titles(&window), ["Harvest", "Rain"]);
    window.undo();
    assert_eq!(titles(&window), ["Harvest", "Rain", "Income"]);
}

#[test]
fn a_step_says_what_it_showed_and_is_gone() {
    let mut window = with_steps();
    window.click_element("variable Harvest");
    window.key(Key::Delete);
    window.settle();
    assert!(window.project().find_element("Harvest").is_none());
    let said = row(&window, "Step 2: Harvest");
    assert!(said.contains("1 element is gone that it showed"), "{said}");
    let said = row(&window, "Step 1: Rain");
    assert!(!said.contains("gone"), "{said}");
}

#[test]
fn keys_walk_through_the_story_and_leave_the_window_as_it_was() {
    let mut window = with_steps();
    window.press_button(&row(&window, "Step 1:"));
    let before = window.view().clone();
    let at = |window: &Window| window.harness.state().show().map(linchpin::app::present::Show::at);
    window.key(Key::F5);
    assert_eq!(at(&window), Some(0));
    window.key(Key::Space);
    assert_eq!(at(&window), Some(1));
    window.key(Key::ArrowRight);
    assert_eq!(at(&window), Some(2));
    window.key(Key::ArrowDown);
    assert_eq!(at(&window), Some(2), "there is no step after the last");
    window.key(Key::ArrowUp);
    window.key(Key::ArrowLeft);
    assert_eq!(at(&window), Some(0));
    window.key(Key::Num3);
    assert_eq!(at(&window), Some(2));
    window.key(Key::B);
    assert!(window.harness.state().show().unwrap().is_blank());
    window.key(Key::Period);
    assert!(!window.harness.state().show().unwrap().is_blank());
    window.key(Key::L);
    assert_eq!(window.harness.state().show().unwrap().hand(), Hand::Laser);
    window.key(Key::Escape);
    assert_eq!(at(&window), None);
    assert_eq!(window.view().map, before.map);
    assert_eq!(window.view().panel, Some(Panel::Story));
}

#[test]
fn what_comes_from_the_floor_goes_into_the_map_and_the_history() {
    let mut window = with_steps();
    window.key(Key::F5);
    window.letter(Key::Slash, "/");
    window.settle();
    window.type_text("Crop prices -> Income +");
    window.key(Key::Enter);
    let id = window.id("Crop prices");
    let map = window.view().map.clone().unwrap();
    assert!(window.project().maps[&map].elements.contains_key(&id));
    assert!(window.harness.state().show().is_some(), "the show goes on");
    window.undo();
    assert!(window.project().find_element("Crop prices").is_none());
    window.redo();
    assert!(window.project().find_element("Crop prices").is_some());
    window.key(Key::Escape);
    window.key(Key::Escape);
    assert!(window.harness.state().show().is_none());
}

#[test]
fn with_notes_the_presenter_sees_what_is_next_and_the_audience_has_a_window() {
    let mut window = with_steps();
    window.press_button(&row(&window, "Step 1:"));
    window.key_with(Modifiers::SHIFT, Key::F5);
    assert!(window.shows("Next: Harvest"));
    assert!(window.shows_any(|said| said.starts_with("Step 1 of 3")));
    window.press_button("Next");
    assert!(window.shows("Next: Income"));
    window.press_button("Go to step 3: Income");
    assert!(window.shows("This is the last step"));
    window.press_button("Leave");
    assert!(window.harness.state().show().is_none());
}

#[test]
fn what_another_one_saves_is_shown_and_a_broken_file_is_waited_for() {
    use linchpin::app::App;
    use linchpin::app::settings::Settings;
    use linchpin::file::{Header, to_bytes};

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shared.linchpin");
    let bytes = |project: &Project| to_bytes(project, &Header::default());
    let mut project = variables();
    std::fs::write(&path, bytes(&project)).unwrap();
    let file = path.clone();
    let harness = egui_kittest::Harness::builder().with_size([1280.0, 720.0]).build_eframe(move |creation| {
        App::presenting(&creation.egui_ctx, Settings::in_memory(), &file, true)
    });
    let mut window = Window::around(harness, folder);
    let arrived = |window: &Window| {
        window.harness.state().following().map_or(0, linchpin::app::present::Follow::arrived)
    };
    assert!(window.harness.state().show().is_some(), "it presents at once");
    for number in 0..3_u8 {
        let id = linchpin::model::ElementId::random();
        let map = project.maps_in_order()[0].0.clone();
        let element =
            linchpin::model::Element::new(linchpin::model::ElementKind::Variable, format!("News {number}"));
        let pos = linchpin::model::Point::new(0.0, 200.0 + 90.0 * f64::from(number));
        project = linchpin::edit::Edit::AddElement { id, element, map, pos }.apply(&project).unwrap();
        linchpin::file::replace(&path, &bytes(&project)).unwrap();
        window.wait_until("the save is shown", |window| arrived(window) == usize::from(number) + 1);
        assert!(window.project().find_element(&format!("News {number}")).is_some());
    }
    std::fs::write(&path, b"{ half").unwrap();
    window.wait_until("the damage is noticed", |window| {
        window.harness.state().following().is_some_and(|follow| follow.trouble().is_some())
    });
    assert!(window.project().find_element("News 2").is_some(), "the last good map stays");
    assert!(window.harness.state().show().is_some(), "no dialog is in the way");
    std::fs::write(&path, bytes(&project)).unwrap();
    window.wait_until("the file is back", |window| {
        window.harness.state().following().is_some_and(|follow| follow.trouble().is_none())
    });
}

#[test]
fn a_group_votes_with_dots_that_are_a_field() {
    let mut window = Window::on(&variables());
    window.press_button("Workshop");
    window.press_button("Vote");
    window.click_element("variable Harvest");
    window.click_element("variable Harvest");
    window.click_element("variable Rain");
    let dots = |window: &Window, name: &str| {
        let field = window.project().elements[&window.id(name)].fields.get("Dots");
        field.and_then(serde_json::Value::as_u64)
    };
    assert_eq!(
        (dots(&window, "Harvest"), dots(&window, "Rain"), dots(&window, "Income")),
        (Some(2), Some(1), None)
    );
    assert!(window.shows("3 of 60 placed"));
    window.click_element_with("variable Rain", Modifiers::SHIFT);
    assert_eq!(dots(&window, "Rain"), None);
    window.undo();
    assert_eq!(dots(&window, "Rain"), Some(1));
    window.press_button("Clear");
    assert_eq!(dots(&window, "Harvest"), None);
    window.undo();
    assert_eq!(dots(&window, "Harvest"), Some(2));
}

#[test]
fn a_step_card_takes_up_its_tool_and_starts_its_time() {
    let mut window = Window::on(&variables());
    window.press_button("Workshop");
    window.press_button("Workshop step 2: Collect");
    assert!(window.shows_any(|said| said.starts_with("Go round, one at a time")));
    window.press_button("Start this step");
    assert!(window.shows("Rest the timer"), "the time runs");
}
