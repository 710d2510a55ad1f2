//! What the widgets say to a screen reader, and what they do.

use egui::accesskit::Role;
use egui::{Key, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Gallery, dress, gallery_ui};
use crate::app::widgets::{Choice, Gesture};
use crate::scene::tokens::Theme;

const SIZE: Vec2 = Vec2::new(1600.0, 800.0);

fn harness(theme: Theme, gallery: Gallery) -> Harness<'static, Gallery> {
    let mut dressed = false;
    Harness::builder().with_size(SIZE).with_max_steps(64).build_ui_state(
        move |ui, gallery: &mut Gallery| {
            if dressed {
                gallery_ui(ui, gallery);
            } else {
                // The typefaces are there from the next frame on.
                dress(ui, theme);
                dressed = true;
                ui.request_repaint();
            }
        },
        gallery,
    )
}

#[test]
fn every_widget_says_what_it_is() {
    let mut harness = harness(Theme::Light, Gallery::default());
    harness.run();
    for (role, label) in [
        (Role::Button, "Findings, 6"),
        (Role::Button, "Actors"),
        (Role::Button, "More"),
        (Role::Button, "Select"),
        (Role::Button, "Compare"),
        (Role::Button, "Present"),
        (Role::Link, "Split view"),
        (Role::Link, "Open builder"),
        (Role::Button, "All 6"),
        (Role::Button, "Clear: Showing R1, rest dimmed"),
        (Role::Button, "Policy, level 85 of 100"),
        (
            Role::Button,
            "Partners: Seven partners cover 92 % of the wanted levers. Score 0.82 · policy only at 70 %",
        ),
        (Role::Button, "R1 Scale cuts cost, reinforcing, 4 links · delayed"),
        (Role::Slider, "Interest, Disagree: 1 to 4"),
        (Role::Slider, "Influence, All agree"),
        (Role::Slider, "Urgency, Not rated"),
        (Role::ComboBox, "Region"),
        (Role::TextInput, "Name"),
        (Role::MultilineTextInput, "Notes"),
        (Role::TextInput, "Search or run a command"),
        (Role::Button, "Find loops through EV sales"),
        (Role::Button, "Add an actor"),
        (Role::ProgressIndicator, "Coverage, 0.92"),
        (Role::Button, "Undo"),
        (Role::Button, "Close"),
    ] {
        harness.get_by_role_and_label(role, label);
    }
    // The choice between faces is there with and without its words.
    assert_eq!(harness.query_all_by_role_and_label(Role::RadioButton, "Grid").count(), 2);
}

#[test]
fn a_rating_answers_to_keys() {
    let mut harness = harness(Theme::Light, Gallery::default());
    harness.run();
    harness.get_by_label("Interest, Disagree: 1 to 4").focus();
    harness.run();
    for (key, expected) in [
        (Key::Num5, Some(5.0)),
        (Key::ArrowRight, Some(5.0)),
        (Key::ArrowLeft, Some(4.0)),
        (Key::Home, Some(1.0)),
        (Key::ArrowUp, Some(2.0)),
        (Key::Delete, None),
        // From nothing a step starts in the middle.
        (Key::ArrowRight, Some(3.0)),
    ] {
        harness.key_press(key);
        harness.run();
        assert_eq!(harness.state().interest, expected, "after {key:?}");
        assert_eq!(harness.state().last, Some(Gesture::Set(expected)));
    }
}

#[test]
fn a_drag_is_one_gesture() {
    let mut harness = harness(Theme::Light, Gallery::default());
    harness.run();
    let rect = harness.get_by_label("Interest, Disagree: 1 to 4").rect();
    harness.drag_at(egui::pos2(rect.left() + 10.0, rect.center().y));
    harness.step();
    let mut seen = Vec::new();
    for share in [0.3, 0.6, 1.0] {
        harness.hover_at(egui::pos2(rect.left() + 10.0 + share * (rect.width() - 20.0), rect.center().y));
        harness.step();
        seen.extend(harness.state().last);
    }
    harness.drop_at(egui::pos2(rect.right() - 10.0, rect.center().y));
    harness.step();
    seen.extend(harness.state().last);
    harness.run();
    assert!(matches!(seen.first(), Some(Gesture::Begin(_))), "{seen:?}");
    assert!(seen.contains(&Gesture::Change(5.0)), "{seen:?}");
    assert_eq!(seen.last(), Some(&Gesture::Commit(5.0)));
    assert_eq!(harness.state().interest, Some(5.0));
}

#[test]
fn chips_segments_and_links_are_pressed() {
    let mut harness = harness(Theme::Dark, Gallery::default());
    harness.run();
    harness.get_by_label("Partners 1").click();
    harness.run();
    assert_eq!(harness.state().chip, 1);
    harness.query_all_by_role_and_label(Role::RadioButton, "Table").next().unwrap().click();
    harness.run();
    assert_eq!(harness.state().face, 2);
    harness.get_by_label("Open builder").click();
    harness.run();
    assert_eq!(harness.state().acted, 1);
    harness.get_by_label("Undo").click();
    harness.run();
    assert_eq!(harness.state().acted, 2);
}

#[test]
fn a_dialog_is_answered_by_keys() {
    for (key, answer) in [(Key::Enter, Choice::Button(0)), (Key::Escape, Choice::Cancel)] {
        let mut harness = harness(Theme::Light, Gallery { ask: true, ..Gallery::default() });
        harness.run();
        harness.get_by_role_and_label(Role::Button, "Discard");
        harness.key_press(key);
        harness.run();
        assert_eq!(harness.state().answer, Some(answer));
    }
}

#[test]
fn an_idle_page_asks_for_no_frame() {
    let mut harness = harness(Theme::Light, Gallery::default());
    harness.run();
    // `run` fails when frames never stop being asked for; an idle page needs none beyond the first.
    assert!(harness.run() <= 1);
}

#[test]
fn everything_pressed_is_large_enough() {
    let mut harness = harness(Theme::Light, Gallery::default());
    harness.run();
    for role in [Role::Button, Role::Link, Role::RadioButton, Role::Slider, Role::ComboBox] {
        for node in harness.query_all_by_role(role) {
            let rect = node.rect();
            let name = node.accesskit_node().label().unwrap_or_default();
            assert!(rect.width() >= 27.9 && rect.height() >= 27.9, "{name}: {rect:?}");
        }
    }
}

#[test]
fn a_tooltip_names_the_thing_and_its_keys() {
    let mut harness = harness(Theme::Light, Gallery::default());
    harness.run();
    assert_eq!(harness.query_all_by_value("Add").count(), 0);
    rest_on(&mut harness, "Add");
    assert_eq!(harness.query_all_by_value("Add").count(), 1);
}

/// Rests the pointer on a widget for longer than tooltips wait.
fn rest_on(harness: &mut Harness<'_, Gallery>, label: &str) {
    let at = harness.get_by_label(label).rect().center();
    harness.hover_at(at);
    harness.run_steps(8);
}

#[test]
fn a_list_opens_and_closes() {
    let mut harness = harness(Theme::Light, Gallery::default());
    harness.run();
    assert!(harness.query_by_label("Mysuru").is_none());
    harness.get_by_role_and_label(Role::ComboBox, "Region").click();
    harness.run();
    harness.get_by_label("Mysuru").click();
    harness.run();
    assert!(harness.query_by_label("Mysuru").is_none());
}

/// Set to make a missing graphics adapter a failure: a machine that should draw must not skip in silence.
const REQUIRE_PICTURES: &str = "LINCHPIN_REQUIRE_PICTURES";

/// Draws the last frame to a file; false where there is nothing to draw with. Any other failure is a failure.
fn draws(harness: &mut Harness<'_, Gallery>, path: &std::path::Path) -> bool {
    match std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| harness.render())) {
        Ok(drawn) => {
            let image = drawn.unwrap();
            let (width, height) = image.dimensions();
            assert!(width >= SIZE.x as u32 && height >= SIZE.y as u32);
            image.save(path).unwrap();
            true
        }
        Err(panic) => {
            let said = panic.downcast_ref::<String>().cloned().unwrap_or_default();
            if !is_no_adapter(&said) {
                std::panic::resume_unwind(panic);
            }
            assert!(std::env::var_os(REQUIRE_PICTURES).is_none(), "{REQUIRE_PICTURES} is set, but: {said}");
            eprintln!("skipped: {said}");
            false
        }
    }
}

/// The renderer could not start, for want of an adapter.
fn is_no_adapter(said: &str) -> bool {
    said.starts_with("Failed to create render state") && said.to_lowercase().contains("adapter")
}

/// Draws the page in every theme to the folder for temporary files, for looking at.
#[test]
fn pictures_for_the_eye() {
    for theme in Theme::ALL {
        for scene in ["page", "dialog", "open", "tip"] {
            let mut harness = harness(theme, Gallery { ask: scene == "dialog", ..Gallery::default() });
            harness.run();
            match scene {
                "page" => {
                    harness.get_by_label("Interest, Disagree: 1 to 4").focus();
                    harness.key_press(Key::Num3);
                    harness.run();
                }
                "open" => {
                    harness.get_by_role_and_label(Role::ComboBox, "Region").click();
                    harness.run();
                }
                "tip" => rest_on(&mut harness, "Add"),
                _ => {}
            }
            let path = std::env::temp_dir().join(format!("linchpin-widgets-{}-{scene}.png", theme.as_str()));
            if !draws(&mut harness, &path) {
                return;
            }
        }
    }
}
