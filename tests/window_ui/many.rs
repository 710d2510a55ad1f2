//! Several things selected: mixed fields, and one step for all.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use linchpin::edit::{Edit, ElementChange, LinkChange};
use linchpin::model::{Bond, Direction, Ends, Link, LinkId, LinkKind, MapKind, Polarity, Project, Scale};

use crate::projects::{actors, row_of};
use crate::window::Window;

fn apply(project: &Project, edit: &Edit) -> Project {
    edit.apply(project).unwrap()
}

fn select(window: &mut Window, labels: &[&str]) {
    for label in labels {
        window.click_element_with(label, Modifiers::SHIFT);
    }
}

fn slider(window: &Window, name: &str) -> String {
    let sliders = window.harness.query_all_by_role(Role::Slider);
    let mut labels = sliders.filter_map(|node| node.accesskit_node().label());
    labels.find(|label| label.starts_with(name)).unwrap_or_else(|| panic!("no slider {name}"))
}

/// Opens the dropdown that says `field` and chooses a row.
fn choose(window: &mut Window, field: &str, row: &str) {
    let dropdowns = window.harness.query_all_by_role(Role::ComboBox);
    let found = dropdowns.into_iter().find(|node| node.accesskit_node().label().as_deref() == Some(field));
    found.unwrap_or_else(|| panic!("no dropdown {field}")).click();
    window.settle();
    window.press_button(row);
}

#[test]
fn a_sector_is_set_for_all_in_one_step() {
    let start = actors();
    let mayor = ElementChange::Sector(Some("t_state".into()));
    let start = apply(&start, &Edit::ChangeElements { ids: vec!["e_0".into()], change: mayor });
    let mut window = Window::on(&start);
    select(&mut window, &["actor Ann", "actor Ben"]);
    assert!(window.shows_any(|text| text == "Mixed"), "one has a sector, the other has none");
    let opened = window.project().clone();
    let word = window.project().words(linchpin::model::TermKind::Sector)[2].name.clone().into_owned();
    choose(&mut window, "Sector", &word);
    let sector =
        |window: &Window, name| window.project().elements[&window.id(name)].actor().unwrap().sector.clone();
    assert!(sector(&window, "Ann").is_some());
    assert_eq!(sector(&window, "Ann"), sector(&window, "Ben"));
    assert_eq!(sector(&window, "Cleo"), None);
    assert_eq!(window.undo_name().as_deref(), Some("Set sector of 2 actors"));
    window.undo();
    assert_eq!(*window.project(), opened);
}

#[test]
fn a_rating_is_set_for_all_in_one_step() {
    let mut window = Window::on(&actors());
    let opened = window.project().clone();
    select(&mut window, &["actor Ann", "actor Ben"]);
    let label = slider(&window, "Interest");
    window.harness.get_by_label(&label).focus();
    window.settle();
    window.key(Key::Num4);
    for name in ["Ann", "Ben"] {
        let element = &window.project().elements[&window.id(name)];
        let given = element.actor().unwrap().ratings.values().find_map(|r| r.get(Scale::Interest));
        assert_eq!(given, Some(4.0), "{name}");
    }
    assert_eq!(window.undo_name().as_deref(), Some("Rate interest of 2 actors"));
    window.undo();
    assert_eq!(*window.project(), opened);
}

#[test]
fn an_asset_is_set_for_all_in_one_step() {
    let mut window = Window::on(&actors());
    select(&mut window, &["actor Ann", "actor Cleo"]);
    let asset = window.project().words(linchpin::model::TermKind::Asset)[0].clone().name.into_owned();
    choose(&mut window, &asset, "Much (85)");
    for name in ["Ann", "Cleo"] {
        let element = &window.project().elements[&window.id(name)];
        let levels: Vec<f64> = element.actor().unwrap().assets.values().copied().collect();
        assert_eq!(levels, [85.0], "{name}");
    }
    assert_eq!(window.undo_name().as_deref(), Some("Set assets of 2 actors"));
}

fn linked(kind: MapKind, bond: LinkKind) -> Project {
    let mut project = row_of(kind, &["Ann", "Ben", "Cleo"]);
    let map = project.maps_in_order()[0].0.clone();
    for (id, from, to) in [("l_0", "e_0", "e_1"), ("l_1", "e_1", "e_2")] {
        let link = Link::new(Ends::elements(from.into(), to.into()), Bond::new(bond));
        project = apply(&project, &Edit::AddLink { id: id.into(), link, map: map.clone() });
    }
    project
}

#[test]
fn ties_take_direction_and_strength_together() {
    let mutual = LinkChange::Direction(Direction::Mutual);
    let start = linked(MapKind::Actors, LinkKind::Tie);
    let start = apply(&start, &Edit::ChangeLinks { ids: vec!["l_0".into()], change: mutual });
    let mut window = Window::on(&start);
    window.press_button("Select");
    window.press_button("Select all ties");
    assert_eq!(window.view().selection.links.len(), 2);
    window.harness.get_by_role_and_label(Role::RadioButton, "Both ways").click();
    window.settle();
    let tie = |window: &Window, id: &str| match &window.project().links[&LinkId::from(id)].bond {
        Bond::Tie(tie) => tie.clone(),
        _ => panic!("a tie"),
    };
    assert!(tie(&window, "l_0").is_mutual() && tie(&window, "l_1").is_mutual());
    assert_eq!(window.undo_name().as_deref(), Some("Set direction of 2 ties"));
    let label = slider(&window, "Strength");
    window.harness.get_by_label(&label).focus();
    window.settle();
    window.key(Key::Num3);
    assert_eq!((tie(&window, "l_0").strength, tie(&window, "l_1").strength), (Some(3.0), Some(3.0)));
    assert_eq!(window.undo_name().as_deref(), Some("Set strength of 2 ties"));
}

#[test]
fn causal_links_take_sign_and_delay_together() {
    let start = linked(MapKind::Causal, LinkKind::Causal);
    let slow = LinkChange::Delay(true);
    let start = apply(&start, &Edit::ChangeLinks { ids: vec!["l_0".into()], change: slow });
    let mut window = Window::on(&start);
    window.press_button("Select");
    window.press_button("Select all causal links");
    window.press_button("Delay: mixed");
    let causal =
        |window: &Window, id: &str| window.project().links[&LinkId::from(id)].causal().unwrap().clone();
    assert!(causal(&window, "l_0").delay && causal(&window, "l_1").delay);
    assert_eq!(window.undo_name().as_deref(), Some("Set delay of 2 causal links"));
    window.harness.get_by_role_and_label(Role::RadioButton, "− opposite").click();
    window.settle();
    assert_eq!(causal(&window, "l_1").polarity, Some(Polarity::Minus));
    assert_eq!(window.undo_name().as_deref(), Some("Sign 2 causal links"));
    window.undo();
    assert_eq!(causal(&window, "l_1").polarity, None);
}
