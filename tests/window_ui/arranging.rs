//! Selecting and arranging: lasso, box, arrow keys, snapping, alignment, pins.

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, Vec2};
use egui_kittest::kittest::Queryable as _;
use linchpin::app::view_state::Tool;
use linchpin::model::Placement;

use crate::projects::{actors, variables};
use crate::window::{NOWHERE, Window};

const ALT: Modifiers = Modifiers::ALT;
const CTRL_SHIFT: Modifiers = Modifiers { ctrl: true, command: true, shift: true, ..Modifiers::NONE };

/// Draws a line with the button held.
fn draw(window: &mut Window, line: &[Pos2], modifiers: Modifiers) {
    let button =
        |pos, pressed| Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers };
    window.harness.run_steps(30);
    window.harness.event(Event::ModifiersChanged(modifiers));
    window.harness.event(Event::PointerMoved(line[0]));
    window.harness.event(button(line[0], true));
    window.harness.step();
    for place in &line[1..] {
        window.harness.event(Event::PointerMoved(*place));
        window.harness.step();
    }
    window.harness.event(button(line[line.len() - 1], false));
    window.harness.event(Event::ModifiersChanged(Modifiers::NONE));
    window.settle();
}

/// Once round a rectangle.
fn round(rect: Rect) -> Vec<Pos2> {
    vec![rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()]
}

fn placement(window: &Window, name: &str) -> Placement {
    window.project().maps[window.view().map.as_ref().unwrap()].elements[&window.id(name)].clone()
}

fn select_all(window: &mut Window) {
    window.click_at(NOWHERE, Modifiers::NONE);
    for name in ["actor Ann", "actor Ben", "actor Cleo"] {
        window.click_element_with(name, Modifiers::SHIFT);
    }
    assert_eq!(window.selected(), ["Ann", "Ben", "Cleo"]);
}

#[test]
fn a_lasso_selects_what_it_goes_round_and_modifiers_add_and_remove() {
    let mut window = Window::on(&actors());
    window.press_button("Select by lasso");
    assert_eq!(window.view().tool, Tool::Lasso);
    let ann = round(window.rect("actor Ann").expand(12.0));
    draw(&mut window, &ann, Modifiers::NONE);
    assert_eq!(window.selected(), ["Ann"]);
    assert_eq!(window.view().tool, Tool::Select, "what was drawn round is at hand");

    window.letter(Key::S, "s");
    let cleo = round(window.rect("actor Cleo").expand(12.0));
    draw(&mut window, &cleo, Modifiers::SHIFT);
    assert_eq!(window.selected(), ["Ann", "Cleo"]);
    let ann = round(window.rect("actor Ann").expand(12.0));
    draw(&mut window, &ann, crate::window::CTRL);
    assert_eq!(window.selected(), ["Cleo"]);
    assert_eq!(window.undo_name(), None);
}

#[test]
fn a_lasso_that_starts_on_an_element_moves_nothing() {
    let mut window = Window::on(&actors());
    let opened = window.project().clone();
    window.letter(Key::S, "s");
    let (ann, ben) = (window.rect("actor Ann"), window.rect("actor Ben"));
    let line = [
        ann.center(),
        ann.left_top() - Vec2::splat(30.0),
        ben.right_top() + Vec2::new(30.0, -30.0),
        ben.right_bottom() + Vec2::splat(30.0),
        ann.left_bottom() + Vec2::new(-30.0, 30.0),
    ];
    draw(&mut window, &line, Modifiers::NONE);
    assert_eq!(*window.project(), opened);
    assert_eq!(
        window.selected(),
        ["Ben"],
        "the line starts in the middle of Ann, so her middle is on it or outside"
    );
}

#[test]
fn escape_takes_a_lasso_back() {
    let mut window = Window::on(&actors());
    window.letter(Key::B, "b");
    assert_eq!(window.view().tool, Tool::Box);
    let area = window.rect("actor Ann").union(window.rect("actor Cleo")).expand(20.0);
    window.drag_begin(area.left_top(), area.right_bottom(), Modifiers::NONE);
    window.key(Key::Escape);
    window.drag_end(area.right_bottom(), Modifiers::NONE);
    assert!(window.view().selection.is_empty());
    assert_eq!(window.view().tool, Tool::Select);
}

#[test]
fn a_lasso_round_the_middle_of_a_link_selects_the_link() {
    let (project, link) = variables();
    let mut window = Window::on(&project);
    let between = Rect::from_two_pos(
        window.rect("variable Price").right_center(),
        window.rect("variable Income").left_center(),
    );
    window.letter(Key::S, "s");
    draw(
        &mut window,
        &round(between.shrink2(Vec2::new(6.0, 0.0)).expand2(Vec2::new(0.0, 70.0))),
        Modifiers::NONE,
    );
    assert_eq!(window.view().selection.single_link(), Some(&link));
}

#[test]
fn a_run_of_arrow_keys_is_one_step() {
    let mut window = Window::on(&actors());
    let opened = window.project().clone();
    window.click_element("actor Ben");
    let before = window.place("Ben");
    window.key(Key::ArrowRight);
    window.key(Key::ArrowRight);
    window.key_with(Modifiers::SHIFT, Key::ArrowDown);
    assert_eq!(window.place("Ben"), before.moved(2.0, 10.0));
    assert_eq!(window.undo_name().as_deref(), Some("Move 1 actor"));
    window.undo();
    assert_eq!(*window.project(), opened);
    assert_eq!(window.undo_name(), None);
}

#[test]
fn arrow_keys_after_a_pause_or_another_step_are_a_new_step() {
    let mut window = Window::on(&actors());
    window.click_element("actor Ben");
    let before = window.place("Ben");
    window.key(Key::ArrowRight);
    window.harness.run_steps(90);
    window.key(Key::ArrowRight);
    window.key(Key::P);
    window.key(Key::ArrowRight);
    assert_eq!(window.place("Ben"), before.moved(3.0, 0.0));
    for x in [2.0, 2.0, 1.0, 0.0] {
        window.undo();
        assert_eq!(window.place("Ben"), before.moved(x, 0.0));
    }
    assert_eq!(window.undo_name(), None);
}

#[test]
fn dragging_snaps_to_others_and_alt_moves_freely() {
    let mut window = Window::on(&actors());
    let from = window.rect("actor Ben").center();
    // Down, and back up to three points below the row.
    draw(&mut window, &[from, from + Vec2::new(0.0, 60.0), from + Vec2::new(0.0, 3.0)], Modifiers::NONE);
    assert!((window.place("Ben").y() - window.place("Ann").y()).abs() < 0.02, "in line again");
    let in_line = window.project().clone();
    let from = window.rect("actor Ben").center();
    draw(&mut window, &[from, from + Vec2::new(0.0, 60.0), from + Vec2::new(0.0, 3.0)], ALT);
    assert!((window.place("Ben").y() - window.place("Ann").y() - 3.0).abs() < 0.2);
    window.undo();
    assert_eq!(*window.project(), in_line);
}

#[test]
fn with_the_grid_on_a_dragged_element_stands_on_it() {
    let mut window = Window::on(&actors());
    window.press_button("Arrange");
    window.press_button("Snap to the grid");
    let from = window.rect("actor Ben").center();
    draw(&mut window, &[from, from + Vec2::new(31.0, 100.0)], Modifiers::NONE);
    let place = window.place("Ben");
    assert!(place.x().rem_euclid(24.0) < 0.01 && place.y().rem_euclid(24.0) < 0.01, "{place:?}");
    assert_eq!(window.undo_name().as_deref(), Some("Move 1 actor"));
}

#[test]
fn aligning_and_distributing_are_one_step_each() {
    let mut window = Window::on(&actors());
    let from = window.rect("actor Ben").center();
    draw(&mut window, &[from, from + Vec2::new(47.0, 61.0)], ALT);
    let moved = window.project().clone();
    select_all(&mut window);
    window.key_with(CTRL_SHIFT, Key::ArrowUp);
    assert!((window.place("Ben").y() - window.place("Cleo").y()).abs() < 0.02);
    assert_eq!(window.undo_name().as_deref(), Some("Align 3 elements"));
    window.undo();
    assert_eq!(*window.project(), moved);
    window.press_button("Distribute from left to right");
    assert_eq!(window.undo_name().as_deref(), Some("Distribute 3 elements"));
    let (ann, ben, cleo) = (window.rect("actor Ann"), window.rect("actor Ben"), window.rect("actor Cleo"));
    assert!(((ben.left() - ann.right()) - (cleo.left() - ben.right())).abs() < 1.0);
    window.undo();
    assert_eq!(*window.project(), moved);
}

#[test]
fn p_pins_and_alt_p_frees() {
    let mut window = Window::on(&actors());
    window.click_element("actor Ann");
    window.letter(Key::P, "p");
    assert!(placement(&window, "Ann").pinned);
    assert!(!placement(&window, "Ben").pinned);
    assert_eq!(window.undo_name().as_deref(), Some("Pin 1 actor"));
    window.key_with(ALT, Key::P);
    assert!(!placement(&window, "Ann").pinned);
    assert_eq!(window.undo_name().as_deref(), Some("Unpin 1 actor"));
}

#[test]
fn the_select_menu_selects_by_kind_and_inverts() {
    let mut window = Window::on(&actors());
    window.press_button("Select");
    window.press_button("Select all actors");
    assert_eq!(window.selected(), ["Ann", "Ben", "Cleo"]);
    window.click_at(NOWHERE, Modifiers::NONE);
    window.click_element("actor Ann");
    window.key_with(CTRL_SHIFT, Key::I);
    assert_eq!(window.selected(), ["Ben", "Cleo"]);
    window.press_button("Select");
    window.press_button("Select all issues");
    assert!(window.view().selection.is_empty());
    assert!(window.shows("This map shows no issues."));
}

#[test]
fn arrow_keys_move_nothing_on_the_map_while_the_table_shows() {
    let mut window = Window::on(&actors());
    window.click_element("actor Ben");
    let opened = window.project().clone();
    window.harness.get_by_role_and_label(Role::RadioButton, "Table").click();
    window.settle();
    assert_eq!(window.selected(), ["Ben"]);
    window.key(Key::ArrowRight);
    window.key(Key::ArrowDown);
    assert_eq!(*window.project(), opened);
}
