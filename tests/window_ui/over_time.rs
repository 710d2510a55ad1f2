//! The map over time: earlier states in a row, what came, went and changed since, who gained and lost.

use std::path::PathBuf;

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use linchpin::app::settings::Settings;
use linchpin::edit::Edit;
use linchpin::file::{Header, to_bytes};
use linchpin::model::{
    Bond, Element, ElementId, ElementKind, Ends, Link, LinkId, LinkKind, Point, Project, ProjectId,
};
use linchpin::scene::Change;

use crate::projects::actors;
use crate::window::{CTRL, Window};

/// Ann, Ben and Cleo in a row, each tied with the next.
fn before() -> Project {
    let mut project = actors();
    project.about.id = Some(ProjectId::from("p_time"));
    tied(&project, &[("e_0", "e_1"), ("e_1", "e_2")])
}

fn tied(project: &Project, pairs: &[(&str, &str)]) -> Project {
    let map = project.maps_in_order()[0].0.clone();
    pairs.iter().fold(project.clone(), |project, (from, to)| {
        let ends = Ends::elements(ElementId::from(*from), ElementId::from(*to));
        let id = LinkId::from(format!("l_{from}{to}").as_str());
        let link = Link::new(ends, Bond::new(LinkKind::Tie));
        Edit::AddLink { id, link, map: map.clone() }.apply(&project).unwrap()
    })
}

/// Two years later: Dora came and joins all, Cleo is gone.
fn after(project: &Project) -> Project {
    let map = project.maps_in_order()[0].0.clone();
    let delete = Edit::Delete { elements: [ElementId::from("e_2")].into(), links: [].into() };
    let element = Element::new(ElementKind::Actor, "Dora");
    let add = Edit::AddElement { id: ElementId::from("e_3"), element, map, pos: Point::new(180.0, 200.0) };
    let project = add.apply(&delete.apply(project).unwrap()).unwrap();
    tied(&project, &[("e_3", "e_0"), ("e_3", "e_1")])
}

/// A window on the map as it is, with the file of two years ago beside it.
fn with_snapshot() -> Window {
    let folder = tempfile::tempdir().unwrap();
    let (now, then) = (folder.path().join("now.linchpin"), folder.path().join("then.linchpin"));
    let project = before();
    std::fs::write(&then, to_bytes(&project, &Header::default())).unwrap();
    std::fs::write(&now, to_bytes(&after(&project), &Header::default())).unwrap();
    let mut window = Window::with(Settings::in_memory(), Some(now), Some(folder));
    window.harness.state_mut().hold_against(&then);
    window.wait_until("the file is read", |window| window.view().changes.is_some());
    window
}

#[test]
fn a_file_of_two_years_ago_shows_what_came_went_and_changed() {
    let mut window = with_snapshot();
    assert!(window.shows_any(|said| said.starts_with("then.linchpin, ")));
    assert!(window.shows("Dora") && window.shows("Cleo"));
    let changes = window.view().changes.clone().unwrap();
    assert_eq!(changes.get("e_3"), Some(&Change::Added));
    assert_eq!(changes.get("e_2"), Some(&Change::Removed));
    assert!(window.view().ghosts.is_some(), "what went is a ghost");
    window.press_button("Later state");
    assert!(window.view().changes.is_none(), "now is compared with nothing");
    window.press_button("Earlier state");
    window.wait_until("it is compared again", |window| window.view().changes.is_some());
    let project = window.project().clone();
    window.press_button("Loops");
    assert!(window.view().changes.is_none() && window.view().ghosts.is_none());
    assert_eq!(*window.project(), project, "comparing changes nothing");
}

#[test]
fn how_it_was_stands_beside_how_it_is() {
    let mut window = with_snapshot();
    window.press_button("Side by side");
    assert!(window.shows("Now"));
    let half = window.find(|said| said.starts_with("The map on then.linchpin")).unwrap();
    assert!(
        window.rect(&half).right() <= window.rect("actor Ann").left(),
        "then at the left, now at the right"
    );
    let place = window.rect("actor Ann").center();
    let at = window.rect(&half).center();
    window.hover(at);
    let to = at + egui::vec2(48.0, 38.0);
    window.drag_begin(at, at + egui::vec2(8.0, 8.0), Modifiers::NONE);
    window.harness.event(egui::Event::PointerMoved(to));
    window.harness.step();
    window.drag_end(to, Modifiers::NONE);
    let moved = window.rect("actor Ann").center() - place;
    assert!(moved.x > 30.0 && moved.y > 20.0, "both halves move: {moved}");
    window.press_button("Side by side");
    assert!(!window.shows("Now"));
}

#[test]
fn who_gained_and_lost_is_said_with_figures() {
    let mut window = with_snapshot();
    let said = |text: &str| text.starts_with("New on the map: Dora");
    window.wait_until("the figures are there", |window| window.shows_any(said));
    assert!(window.shows_any(|text| text.starts_with("No longer on the map: Cleo")));
    window.click_at(window.rect("Who gained and lost").center(), Modifiers::NONE);
    window.wait_until("the table is there", |window| window.shows_any(|text| text.starts_with("Ben lost: ")));
    assert!(window.shows_any(|text| text.starts_with("Since then.linchpin, ")));
    let row = window.find(|text| text.starts_with("Ben lost: ")).unwrap();
    window.press_button(&row);
    assert_eq!(window.selected(), ["Ben"]);
}

#[test]
fn kept_versions_stand_in_a_row_and_keys_move_the_slider() {
    let folder = tempfile::tempdir().unwrap();
    let file: PathBuf = folder.path().join("plan.linchpin");
    std::fs::write(&file, to_bytes(&before(), &Header::default())).unwrap();
    let settings = Settings::in_folder(folder.path().join("user"));
    let store = settings.histories().unwrap();
    let id = ProjectId::from("p_time");
    let mut window = Window::with(settings, Some(file), Some(folder));
    window.wait_until("the opened version is kept", |_| store.list(&id).is_ok_and(|list| list.len() == 1));
    window.click_element("actor Cleo");
    window.key(Key::Delete);
    window.key_with(CTRL, Key::S);
    window.wait_until("the saved version is kept", |_| store.list(&id).is_ok_and(|list| list.len() == 2));
    window.press_button("History");
    window.press_button("Over time");
    window.wait_until("both are listed", |window| window.shows("2 earlier states"));
    assert!(window.view().changes.is_none(), "the slider stands at now");
    window.harness.get_by_label("Since").focus();
    window.settle();
    window.key(Key::Home);
    window.wait_until("the first is compared", |window| window.view().changes.is_some());
    assert_eq!(window.view().changes.as_ref().unwrap().get("e_2"), Some(&Change::Removed));
    window.key(Key::End);
    window.wait_until("now is chosen", |window| window.view().changes.is_none());
}
