//! The table: cells typed in, filled, pasted and deleted, each as one step.

use egui::{Key, Modifiers, Pos2};
use linchpin::app::view_state::Face;
use linchpin::model::{LinkKind, Polarity, Project, Scale};

use crate::projects::{actors, variables};
use crate::window::{CTRL, Window};

fn table(project: &Project) -> Window {
    let mut window = Window::on(project);
    window.key_with(CTRL, Key::Num3);
    assert_eq!(window.view().face, Face::Table);
    window
}

/// The middle of the cell whose name begins so.
fn cell(window: &Window, name: &str) -> Pos2 {
    let label = window.find(|said| said.starts_with(name)).unwrap_or_else(|| panic!("no cell {name}"));
    window.rect(&label).center()
}

fn click(window: &mut Window, name: &str) {
    let at = cell(window, name);
    window.click_at(at, Modifiers::NONE);
}

fn sector(window: &Window, name: &str) -> Option<String> {
    let actor = window.project().elements[&window.id(name)].actor().unwrap();
    actor.sector.as_ref().map(ToString::to_string)
}

fn rating(window: &Window, name: &str, scale: Scale) -> Option<f64> {
    window.project().elements[&window.id(name)].actor().unwrap().spread(scale).map(|spread| spread.mean)
}

#[test]
fn a_rating_is_typed_and_is_one_step() {
    let mut window = table(&actors());
    let opened = window.project().clone();
    click(&mut window, "Ann, Interest");
    assert_eq!(window.selected(), ["Ann"]);
    window.type_text("4");
    window.key(Key::Enter);
    assert_eq!(rating(&window, "Ann", Scale::Interest), Some(4.0));
    assert_eq!(window.undo_name().as_deref(), Some("Rate interest of “Ann”"));
    // Enter went down: the next cell takes what is typed.
    window.type_text("2");
    window.key(Key::Tab);
    assert_eq!(rating(&window, "Ben", Scale::Interest), Some(2.0));
    window.type_text("5");
    window.key(Key::Enter);
    assert_eq!(rating(&window, "Ben", Scale::Influence), Some(5.0));
    for _ in 0..3 {
        window.undo();
    }
    assert_eq!(*window.project(), opened);
}

#[test]
fn what_will_not_do_stays_in_the_cell_and_says_why() {
    let mut window = table(&actors());
    let opened = window.project().clone();
    click(&mut window, "Ann, Interest");
    window.type_text("9");
    window.key(Key::Enter);
    assert_eq!(*window.project(), opened);
    assert!(window.shows_any(|said| said.contains("Interest is a number from 1 to 5")));
    window.key(Key::Escape);
    assert!(!window.shows_any(|said| said.contains("Interest is a number from 1 to 5")));
    assert_eq!(*window.project(), opened);
}

#[test]
fn escape_leaves_a_cell_as_it_was() {
    let mut window = table(&actors());
    let opened = window.project().clone();
    click(&mut window, "Ann, Name");
    window.key(Key::F2);
    window.type_text("Nobody");
    window.key(Key::Escape);
    assert_eq!(*window.project(), opened);
    window.key(Key::F2);
    window.type_text("Anna");
    window.undo();
    assert_eq!(*window.project(), opened, "undo while typing takes back the typing");
    assert!(window.project().find_element("Ann").is_some());
}

#[test]
fn a_name_is_typed_with_enter() {
    let mut window = table(&actors());
    let at = cell(&window, "Ben, Name");
    window.double_click_at(at);
    window.type_text("Benedict");
    window.key(Key::Enter);
    assert!(window.project().find_element("Benedict").is_some());
    assert_eq!(window.undo_name().as_deref(), Some("Rename “Ben”"));
}

#[test]
fn a_sector_is_chosen_by_typing_its_beginning() {
    let mut window = table(&actors());
    click(&mut window, "Cleo, Sector");
    window.type_text("fund");
    window.key(Key::Enter);
    assert_eq!(sector(&window, "Cleo").as_deref(), Some("t_funder"));
    assert_eq!(window.undo_name().as_deref(), Some("Set sector of “Cleo”"));
}

#[test]
fn an_unknown_word_can_be_added_to_the_vocabulary_in_one_step() {
    let mut window = table(&actors());
    let opened = window.project().clone();
    click(&mut window, "Cleo, Sector");
    window.type_text("Guild");
    window.key(Key::ArrowDown);
    window.key(Key::Enter);
    assert_eq!(window.project().vocabulary.len(), 1);
    let actor = window.project().elements[&window.id("Cleo")].actor().unwrap().clone();
    assert!(actor.sector.is_some());
    window.undo();
    assert_eq!(*window.project(), opened);
}

#[test]
fn a_range_is_filled_down_in_one_step() {
    let mut window = table(&actors());
    click(&mut window, "Ann, Influence");
    window.type_text("3");
    window.key(Key::Enter);
    let filled_from = window.project().clone();
    window.key(Key::ArrowUp);
    window.key_with(Modifiers::SHIFT, Key::ArrowDown);
    window.key_with(Modifiers::SHIFT, Key::ArrowDown);
    assert_eq!(window.selected(), ["Ann", "Ben", "Cleo"]);
    window.key_with(CTRL, Key::D);
    for name in ["Ann", "Ben", "Cleo"] {
        assert_eq!(rating(&window, name, Scale::Influence), Some(3.0), "{name}");
    }
    assert_eq!(window.undo_name().as_deref(), Some("Fill down influence"));
    window.click_at(cell(&window, "Ann, Influence"), Modifiers::NONE);
    window.undo();
    assert_eq!(*window.project(), filled_from);
}

#[test]
fn cells_are_pasted_and_rows_beyond_the_end_add_actors_in_one_step() {
    let mut window = table(&actors());
    let opened = window.project().clone();
    click(&mut window, "Cleo, Name");
    window.paste("Cleopatra\tFunder\nDora\tNGO\nEmil\tPirate\n");
    let names: Vec<&str> = window.project().elements.values().map(|e| e.name.as_str()).collect();
    assert_eq!(names.len(), 5);
    assert_eq!(sector(&window, "Cleopatra").as_deref(), Some("t_funder"));
    assert_eq!(sector(&window, "Dora").as_deref(), Some("t_ngo"));
    assert_eq!(sector(&window, "Emil"), None);
    assert!(window.shows_any(|said| said.contains("“Pirate” is not among the sectors here")));
    let map = &window.project().maps[window.view().map.as_ref().unwrap()];
    assert_eq!(map.elements.len(), 5, "new actors stand on the map");
    assert_eq!(window.undo_name().as_deref(), Some("Paste 3 rows"));
    window.undo();
    assert_eq!(*window.project(), opened);
}

#[test]
fn marked_cells_are_copied_for_a_spreadsheet() {
    let mut window = table(&actors());
    click(&mut window, "Ann, Interest");
    window.type_text("4");
    window.key(Key::Enter);
    click(&mut window, "Ann, Interest");
    window.key_with(Modifiers::SHIFT, Key::ArrowDown);
    window.key_with(Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(window.copy().as_deref(), Some("4.0\t\n\t"));
}

#[test]
fn the_last_row_adds_an_actor() {
    let mut window = table(&actors());
    let opened = window.project().clone();
    click(&mut window, "Add an actor");
    window.type_text("Dev");
    window.key(Key::Enter);
    assert!(window.project().find_element("Dev").is_some());
    assert_eq!(window.undo_name().as_deref(), Some("Add “Dev”"));
    window.undo();
    assert_eq!(*window.project(), opened);
}

#[test]
fn whole_rows_are_deleted_in_one_step_and_the_selection_stays_sane() {
    let mut window = table(&actors());
    let opened = window.project().clone();
    let at = cell(&window, "Ben, Name");
    let number = Pos2::new(window.rect("Ben, Name").left() - 20.0, at.y);
    window.click_at(number, Modifiers::NONE);
    window.key(Key::Delete);
    assert!(window.project().find_element("Ben").is_none());
    assert!(window.view().selection.is_empty());
    window.undo();
    assert_eq!(*window.project(), opened);
    assert_eq!(window.selected(), ["Ben"]);
}

#[test]
fn delete_empties_cells_and_leaves_names() {
    let mut window = table(&actors());
    click(&mut window, "Ann, Interest");
    window.type_text("4");
    window.key(Key::Enter);
    click(&mut window, "Ann, Interest");
    window.key(Key::Delete);
    assert_eq!(rating(&window, "Ann", Scale::Interest), None);
    click(&mut window, "Ann, Name");
    window.key(Key::Delete);
    assert!(window.project().find_element("Ann").is_some());
    assert!(window.shows_any(|said| said.starts_with("Names and ends cannot be empty")));
}

#[test]
fn a_click_on_a_title_sorts_and_the_cursor_stays_on_its_row() {
    let mut window = table(&actors());
    click(&mut window, "Cleo, Interest");
    window.type_text("5");
    window.key(Key::Enter);
    click(&mut window, "Cleo, Interest");
    let before = window.rect("Cleo, Name").top();
    window.press_button("Sort by interest");
    assert!(window.rect("Cleo, Name").top() < before, "the highest comes first");
    assert!(window.rect("Cleo, Name").top() < window.rect("Ann, Name").top());
    assert_eq!(window.selected(), ["Cleo"]);
    window.press_button("Sort by interest, from high to low");
    assert!(window.rect("Cleo, Name").top() < window.rect("Ann, Name").top(), "what is not rated comes last");
    window.press_button("Sort by interest, from low to high");
    assert!(window.rect("Ann, Name").top() < window.rect("Cleo, Name").top());
}

#[test]
fn the_filter_leaves_rows_that_hold_the_text() {
    use egui::accesskit::Role;
    use egui_kittest::kittest::Queryable as _;
    let mut window = table(&actors());
    window.harness.get_by_role_and_label(Role::TextInput, "Filter rows").click();
    window.settle();
    window.type_text("le");
    assert!(window.shows("Cleo, Name"));
    assert!(!window.shows("Ann, Name"));
    window.press_button("Clear: 1 of 3 rows");
    assert!(window.shows("Ann, Name"));
}

#[test]
fn what_is_selected_elsewhere_is_found_in_the_table() {
    let mut window = table(&actors());
    window.press_button("Elements");
    window.press_button("Ben");
    assert_eq!(window.selected(), ["Ben"]);
    // The cursor stands there: F2 types its name.
    window.key(Key::F2);
    window.type_text("Bo");
    window.key(Key::Enter);
    assert!(window.project().find_element("Bo").is_some());
}

#[test]
fn links_are_rows_too() {
    let (project, link) = variables();
    let mut window = table(&project);
    let segment = window.rect("Causal links 1").center();
    window.click_at(segment, Modifiers::NONE);
    click(&mut window, "Price, Sign");
    assert!(window.view().selection.links.contains(&link));
    window.type_text("-");
    window.key(Key::Tab);
    assert_eq!(window.project().links[&link].causal().unwrap().polarity, Some(Polarity::Minus));
    window.type_text("yes");
    window.key(Key::Tab);
    assert!(window.project().links[&link].causal().unwrap().delay);
    window.type_text("0.4");
    window.key(Key::Enter);
    assert_eq!(window.project().links[&link].causal().unwrap().weight, Some(0.4));
    click(&mut window, "Add a causal link");
    window.type_text("Income -> Price");
    window.key(Key::Enter);
    assert_eq!(window.project().links_of(LinkKind::Causal).count(), 2);
    window.undo();
    assert_eq!(window.project().links_of(LinkKind::Causal).count(), 1);
}

#[test]
fn a_tie_between_names_that_are_not_there_says_so() {
    let mut window = table(&actors());
    let segment = window.rect("Ties 0").center();
    window.click_at(segment, Modifiers::NONE);
    click(&mut window, "Add a tie");
    window.type_text("Ann -> Zoe");
    window.key(Key::Enter);
    assert!(window.shows_any(|said| said.starts_with("Nothing is called “Zoe”")));
    assert_eq!(window.project().links.len(), 0);
}

#[test]
fn measures_are_columns_that_are_chosen_worked_out_and_ordered_by() {
    let mut window = Window::on_sample("waste-pickers-bengaluru.linchpin");
    window.key_with(CTRL, Key::Num3);
    window.key_with(CTRL, Key::Backslash);
    let columns = window.find(|said| said.starts_with("Columns 10 of ")).unwrap();
    window.press_button(&columns);
    window.press_button("Degree");
    window.key(Key::Escape);
    assert!(window.shows(&columns.replace("10", "11")));
    window.wait_until("the measure is there", |window| !window.shows("Updating…"));
    window.press_button("Sort by degree");
    assert!(window.shows("Sort by degree, from high to low"));
    let cell = window.find(|said| said.contains(", Degree: ")).unwrap();
    assert!(cell.starts_with("The/Nudge Institute, Degree: 0.706"), "{cell}");
}
