//! The matrix: signs, kinds, strengths and delays set in cells, each as one step.

use egui::{Key, Modifiers};
use linchpin::app::view_state::Face;
use linchpin::model::{Link, LinkKind, MapKind, Polarity, Project};

use crate::projects::{actors, row_of, variables};
use crate::window::{CTRL, Window};

fn matrix(project: &Project) -> Window {
    let mut window = Window::on(project);
    window.key_with(CTRL, Key::Num4);
    assert_eq!(window.view().face, Face::Matrix);
    window
}

fn click(window: &mut Window, name: &str) {
    let label = window.find(|said| said.starts_with(name)).unwrap_or_else(|| panic!("no cell {name}"));
    let at = window.rect(&label).center();
    window.click_at(at, Modifiers::NONE);
    window.settle();
}

/// The link from one to the other.
fn between<'a>(window: &'a Window, from: &str, to: &str) -> Option<&'a Link> {
    let (from, to) = (window.id(from), window.id(to));
    let links = window.project().links.values();
    links.map(AsRef::as_ref).find(|link| link.ends.pair() == Some((&from, &to)))
}

/// The sign from one to the other; a link without one counts as not known.
fn sign(window: &Window, from: &str, to: &str) -> Option<Polarity> {
    between(window, from, to).map(|link| link.causal().unwrap().effective_polarity())
}

#[test]
fn a_second_click_goes_through_the_signs_and_each_is_one_step() {
    let mut window = matrix(&row_of(MapKind::Causal, &["Price", "Income"]));
    let opened = window.project().clone();
    click(&mut window, "Price → Income");
    assert_eq!(*window.project(), opened, "the first click only goes there");
    for expected in [Polarity::Plus, Polarity::Minus, Polarity::Unknown] {
        click(&mut window, "Price → Income");
        assert_eq!(sign(&window, "Price", "Income"), Some(expected));
    }
    click(&mut window, "Price → Income");
    assert_eq!(sign(&window, "Price", "Income"), None);
    for _ in 0..4 {
        window.undo();
    }
    assert_eq!(*window.project(), opened);
}

#[test]
fn keys_sign_delay_and_remove() {
    let (project, link) = variables();
    let mut window = matrix(&project);
    click(&mut window, "Price → Income");
    assert!(window.view().selection.links.contains(&link), "the link of the cell is selected");
    window.letter(Key::Minus, "-");
    assert_eq!(sign(&window, "Price", "Income"), Some(Polarity::Minus));
    assert_eq!(window.undo_name().as_deref(), Some("Sign “Price → Income”"));
    window.undo();
    assert!(window.shows("Price → Income: ? not signed"));
    let before = window.project().clone();
    window.letter(Key::D, "d");
    assert!(between(&window, "Price", "Income").unwrap().causal().unwrap().delay);
    window.undo();
    assert_eq!(*window.project(), before);
    window.key(Key::Delete);
    assert_eq!(sign(&window, "Price", "Income"), None);
    window.undo();
    assert_eq!(*window.project(), before);
}

#[test]
fn arrows_go_from_cell_to_cell_and_a_key_draws_a_link() {
    let mut window = matrix(&row_of(MapKind::Causal, &["Aa", "Bb", "Cc"]));
    let opened = window.project().clone();
    click(&mut window, "Aa → Aa");
    window.key(Key::ArrowRight);
    window.key(Key::ArrowRight);
    window.key(Key::ArrowDown);
    window.letter(Key::Plus, "+");
    assert_eq!(sign(&window, "Bb", "Cc"), Some(Polarity::Plus));
    assert_eq!(window.project().links.len(), 1);
    assert_eq!(window.view().selection.links.len(), 1);
    window.undo();
    assert_eq!(*window.project(), opened);
}

#[test]
fn a_kind_of_tie_is_chosen_from_the_list_and_digits_set_its_strength() {
    let mut window = matrix(&actors());
    let opened = window.project().clone();
    click(&mut window, "Ann → Ben");
    window.key(Key::Enter);
    window.letter(Key::R, "r");
    window.key(Key::Enter);
    let tie = between(&window, "Ann", "Ben").unwrap().tie().unwrap().clone();
    assert_eq!(tie.tie.unwrap().to_string(), "regulates");
    window.letter(Key::Num4, "4");
    assert_eq!(between(&window, "Ann", "Ben").unwrap().tie().unwrap().strength, Some(4.0));
    window.letter(Key::M, "m");
    assert!(between(&window, "Ann", "Ben").unwrap().tie().unwrap().is_mutual());
    assert!(window.shows("Ben → Ann: regulates, both ways, strength 4"), "a mutual tie is in both cells");
    for _ in 0..3 {
        window.undo();
    }
    assert_eq!(*window.project(), opened);
}

#[test]
fn a_digit_alone_draws_a_tie_so_strong_in_one_step() {
    let mut window = matrix(&actors());
    let opened = window.project().clone();
    click(&mut window, "Cleo → Ann");
    window.letter(Key::Num3, "3");
    assert_eq!(between(&window, "Cleo", "Ann").unwrap().tie().unwrap().strength, Some(3.0));
    window.undo();
    assert_eq!(*window.project(), opened);
}

#[test]
fn what_is_selected_here_is_selected_on_the_map() {
    let (project, link) = variables();
    let mut window = matrix(&project);
    click(&mut window, "Price → Income");
    window.key_with(CTRL, Key::Num1);
    assert!(window.view().selection.links.contains(&link));
    window.key_with(CTRL, Key::Num4);
    click(&mut window, "Column 2: Price");
    assert_eq!(window.selected(), ["Price"]);
}

#[test]
fn a_map_with_nobody_to_cross_says_what_to_do() {
    let window = matrix(&row_of(MapKind::Actors, &["Ann"]));
    assert!(window.shows_any(|said| said.contains("needs two actors")));
    assert_eq!(window.project().links_of(LinkKind::Tie).count(), 0);
}
