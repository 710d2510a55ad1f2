//! The palette, the help and the themes.

use egui::Key;
use linchpin::app::theme::tokens;
use linchpin::app::view_state::Panel;
use linchpin::scene::tokens::Theme;

use crate::projects::actors;
use crate::window::{CTRL, Window};

#[test]
fn the_palette_runs_a_command() {
    let mut window = Window::on(&actors());
    window.key_with(CTRL, Key::K);
    window.type_text("loops");
    assert!(window.shows_any(|said| said == "Loops"));
    window.key(Key::Enter);
    assert_eq!(window.view().panel, Some(Panel::Loops));
    assert!(!window.shows("Search or run a command, "));
}

#[test]
fn the_palette_finds_an_element() {
    let mut window = Window::on(&actors());
    window.key_with(CTRL, Key::K);
    window.type_text("cleo");
    window.key(Key::Enter);
    assert_eq!(window.selected(), ["Cleo"]);
}

#[test]
fn the_palette_goes_down_its_rows_and_closes() {
    let mut window = Window::on(&actors());
    window.key_with(CTRL, Key::K);
    window.type_text("theme");
    window.key(Key::ArrowDown);
    window.key(Key::Enter);
    assert_eq!(tokens(&window.harness.ctx).theme, Theme::Dark);
    window.key_with(CTRL, Key::K);
    window.type_text("xyzzy");
    assert!(window.shows("Nothing has that in its name."));
    window.key(Key::Escape);
    assert!(!window.shows("Nothing has that in its name."));
}

#[test]
fn keys_of_the_map_do_not_reach_it_through_the_palette() {
    let mut window = Window::on(&actors());
    window.click_element("actor Ann");
    let opened = window.project().clone();
    window.key_with(CTRL, Key::K);
    window.letter(Key::E, "e");
    window.key(Key::Backspace);
    window.key(Key::Delete);
    window.key(Key::Escape);
    assert_eq!(*window.project(), opened);
    assert!(window.view().naming.is_none());
    assert_eq!(window.selected(), ["Ann"]);
}

#[test]
fn f1_opens_the_help_and_escape_closes_it() {
    let mut window = Window::empty();
    assert!(!window.shows("Mouse and more"));
    window.key(Key::F1);
    assert!(window.shows("Mouse and more"));
    window.key(Key::Escape);
    assert!(!window.shows("Mouse and more"));
    window.key(Key::F1);
    window.key(Key::F1);
    assert!(!window.shows("Mouse and more"));
}

#[test]
fn every_theme_can_be_chosen_everywhere() {
    for sample in [None, Some("waste-pickers-bengaluru.linchpin")] {
        let mut window = sample.map_or_else(Window::empty, Window::on_sample);
        for (words, theme) in [
            ("projector theme", Theme::Projector),
            ("dark theme", Theme::Dark),
            ("light theme", Theme::Light),
        ] {
            window.key_with(CTRL, Key::K);
            window.type_text(words);
            window.key(Key::Enter);
            assert_eq!(tokens(&window.harness.ctx).theme, theme);
            for panel in ["Elements", "Loops", "Partners"] {
                window.press_button(panel);
            }
        }
    }
}
