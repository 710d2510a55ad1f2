//! The grid: actors by interest and influence, rated by dragging and by keys.

use egui::{Key, Modifiers, Pos2};
use linchpin::app::view_state::Face;
use linchpin::edit::{Edit, ElementChange};
use linchpin::model::{Assessor, AssessorId, Project, Scale};

use crate::projects::{actors, variables};
use crate::window::{CTRL, Window};

/// Ann is rated 2 and 4 by one assessor, the only one.
fn rated() -> Project {
    let project = actors();
    let who = AssessorId::from("s_team");
    let assessor = Assessor { name: "Team".to_owned(), ..Assessor::default() };
    let mut project = Edit::SetAssessor(who.clone(), assessor).apply(&project).unwrap();
    for (scale, value) in [(Scale::Interest, 2.0), (Scale::Influence, 4.0)] {
        let change = ElementChange::Rating(who.clone(), scale, Some(value));
        project = Edit::ChangeElements { ids: vec!["e_0".into()], change }.apply(&project).unwrap();
    }
    project
}

fn grid(project: &Project) -> Window {
    let mut window = Window::on(project);
    window.key_with(CTRL, Key::Num2);
    assert_eq!(window.view().face, Face::Grid);
    window
}

fn ratings(window: &Window, name: &str) -> Option<(f64, f64)> {
    let element = &window.project().elements[&window.id(name)];
    let actor = element.actor().unwrap();
    actor.spread(Scale::Interest).zip(actor.spread(Scale::Influence)).map(|(a, b)| (a.mean, b.mean))
}

fn marker(window: &Window, name: &str) -> Pos2 {
    let label = window.find(|said| said.starts_with(&format!("{name}, "))).unwrap();
    window.rect(&label).center()
}

#[test]
fn each_face_has_a_key_and_a_place_in_the_switch() {
    let mut window = Window::on(&actors());
    for (key, face) in [(Key::Num2, Face::Grid), (Key::Num3, Face::Table), (Key::Num1, Face::Map)] {
        window.key_with(CTRL, key);
        assert_eq!(window.view().face, face);
    }
    window.click_at(window.rect("Grid").center(), Modifiers::NONE);
    assert_eq!(window.view().face, Face::Grid);
    for name in ["Ann", "Ben", "Cleo"] {
        assert!(window.shows(&format!("{name}, not rated")), "{name}");
    }
}

#[test]
fn dragging_an_actor_from_the_tray_rates_it_in_one_step() {
    let mut window = grid(&rated());
    let opened = window.project().clone();
    // Ann stands at 2, 4; where Ann is, Ben is dropped.
    let to = marker(&window, "Ann");
    let from = marker(&window, "Ben");
    window.drag(from, to, Modifiers::NONE);
    assert_eq!(ratings(&window, "Ben"), Some((2.0, 4.0)));
    assert_eq!(window.selected(), ["Ben"]);
    assert_eq!(window.undo_name().as_deref(), Some("Rate “Ben”"));
    window.undo();
    assert_eq!(*window.project(), opened);
}

#[test]
fn dragging_a_marker_moves_it_by_whole_steps_and_with_shift_by_tenths() {
    let mut window = grid(&rated());
    let at = marker(&window, "Ann");
    window.drag(at, at + egui::vec2(20.0, 12.0), Modifiers::NONE);
    assert_eq!(ratings(&window, "Ann"), Some((2.0, 4.0)));
    let at = marker(&window, "Ann");
    window.drag(at, at + egui::vec2(20.0, 12.0), Modifiers::SHIFT);
    let (interest, influence) = ratings(&window, "Ann").unwrap();
    assert!(interest > 2.0 && interest < 2.5, "{interest}");
    assert!(influence < 4.0 && influence > 3.5, "{influence}");
    window.undo();
    assert_eq!(ratings(&window, "Ann"), Some((2.0, 4.0)));
}

#[test]
fn dragging_to_the_tray_takes_the_ratings_back_in_one_step() {
    let mut window = grid(&rated());
    let opened = window.project().clone();
    let (from, to) = (marker(&window, "Ann"), marker(&window, "Ben"));
    window.drag(from, to, Modifiers::NONE);
    assert_eq!(ratings(&window, "Ann"), None);
    assert!(window.shows("Ann, not rated"));
    window.undo();
    assert_eq!(*window.project(), opened);
}

#[test]
fn escape_ends_a_drag_without_a_rating() {
    let mut window = grid(&rated());
    let opened = window.project().clone();
    let (from, to) = (marker(&window, "Ben"), marker(&window, "Ann"));
    window.drag_begin(from, to, Modifiers::NONE);
    window.key(Key::Escape);
    window.drag_end(to, Modifiers::NONE);
    assert_eq!(*window.project(), opened);
}

#[test]
fn arrow_keys_move_the_selected_actor_by_a_step() {
    let mut window = grid(&rated());
    window.click_at(marker(&window, "Ann"), Modifiers::NONE);
    assert_eq!(window.selected(), ["Ann"]);
    window.key(Key::ArrowRight);
    window.key(Key::ArrowUp);
    window.key(Key::ArrowUp);
    assert_eq!(ratings(&window, "Ann"), Some((3.0, 5.0)), "no further than 5");
    window.undo();
    assert_eq!(ratings(&window, "Ann"), Some((3.0, 4.0)));
    window.undo();
    assert_eq!(ratings(&window, "Ann"), Some((2.0, 4.0)));
}

#[test]
fn r_and_digits_rate_on_the_grid_too() {
    let mut window = grid(&rated());
    window.click_at(marker(&window, "Cleo"), Modifiers::NONE);
    window.letter(Key::R, "r");
    assert!(window.shows("Press 1 to 5: interest"));
    window.letter(Key::Num5, "5");
    window.letter(Key::Num1, "1");
    assert_eq!(ratings(&window, "Cleo"), Some((5.0, 1.0)));
    assert!(window.shows("Cleo, interest 5.0, influence 1.0"));
}

#[test]
fn a_map_without_actors_says_where_there_are_some() {
    let (project, _) = variables();
    let mut window = grid(&project);
    assert!(window.shows("Draw on the map"));
    window.press_button("Draw on the map");
    assert_eq!(window.view().face, Face::Map);
    assert!(window.view().naming.is_some(), "a name can be typed at once");
}

#[test]
fn a_command_of_the_canvas_leads_back_to_it() {
    let mut window = grid(&rated());
    window.click_at(marker(&window, "Ann"), Modifiers::NONE);
    window.key(Key::F2);
    assert_eq!(window.view().face, Face::Map);
    assert!(window.view().naming.is_some());
}

#[test]
fn many_actors_on_one_point_stay_apart() {
    let names: Vec<String> = (0..6).map(|n| format!("Actor {n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut project = crate::projects::row_of(linchpin::model::MapKind::Actors, &names);
    let who = AssessorId::from("s_team");
    let assessor = Assessor { name: "Team".to_owned(), ..Assessor::default() };
    project = Edit::SetAssessor(who.clone(), assessor).apply(&project).unwrap();
    let ids: Vec<_> = project.elements.keys().cloned().collect();
    for scale in [Scale::Interest, Scale::Influence] {
        let change = ElementChange::Rating(who.clone(), scale, Some(5.0));
        project = Edit::ChangeElements { ids: ids.clone(), change }.apply(&project).unwrap();
    }
    let window = grid(&project);
    let places: Vec<Pos2> = names.iter().map(|name| marker(&window, name)).collect();
    for (index, place) in places.iter().enumerate() {
        assert!(places[..index].iter().all(|other| other.distance(*place) > 24.0));
    }
}
