//! An idle window paints nothing.

use std::time::Duration;

use egui::ViewportId;

use crate::projects::actors;
use crate::window::{CTRL, Window};

/// Asserts that frames without input ask for no further frame.
fn rests(window: &mut Window, when: &str) {
    window.harness.run_steps(60);
    for frame in 0..5 {
        window.harness.run_steps(1);
        let delay = window.harness.output().viewport_output[&ViewportId::ROOT].repaint_delay;
        let causes = window.harness.ctx.repaint_causes();
        assert!(delay > Duration::from_secs(1), "{when}, frame {frame}: {delay:?}, {causes:?}");
    }
}

#[test]
fn the_empty_window_rests() {
    rests(&mut Window::empty(), "empty");
}

#[test]
fn a_map_rests() {
    let mut window = Window::on(&actors());
    window.wait_until("every finding has arrived", |window| !window.shows("Working…"));
    rests(&mut window, "opened");
    window.click_element("actor Ann");
    rests(&mut window, "with an inspector");
    let at = window.rect("actor Ben").center();
    window.hover(at);
    rests(&mut window, "with the pointer on an actor");
    window.letter(egui::Key::E, "e");
    window.type_text("Typing");
    rests(&mut window, "while a name is typed");
    window.key(egui::Key::Escape);
    window.key(egui::Key::F1);
    rests(&mut window, "with the help open");
    window.key(egui::Key::Escape);
    window.key_with(CTRL, egui::Key::K);
    rests(&mut window, "with the palette open");
}

#[test]
fn a_sample_rests() {
    let mut window = Window::on_sample("electric-vehicles-india.linchpin");
    window.wait_until("every finding has arrived", |window| !window.shows("Working…"));
    rests(&mut window, "opened");
}
