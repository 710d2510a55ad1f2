//! Pictures show what the screen shows.

use egui::Key;
use linchpin::export::svg;
use linchpin::model::MapKind;

use crate::projects::row_of;
use crate::window::{CTRL, Window};

/// The names in the picture, each with whether it is pale.
fn names(window: &mut Window) -> Vec<(String, bool)> {
    let picture = window.harness.state_mut().front_picture().unwrap();
    let svg = svg::bare(&picture);
    let mut names: Vec<(String, bool)> = svg
        .lines()
        .filter(|line| line.starts_with("<text"))
        .filter_map(|line| {
            let name = line.split('>').nth(1)?.split('<').next()?.to_owned();
            Some((name, line.contains("fill-opacity")))
        })
        .filter(|(name, _)| ["Rain", "Harvest", "Income"].contains(&name.as_str()))
        .collect();
    names.sort();
    names
}

#[test]
fn what_is_dimmed_on_the_screen_is_pale_in_the_picture() {
    let mut window = Window::on(&row_of(MapKind::Causal, &["Rain", "Harvest", "Income"]));
    let all = |pale: [bool; 3]| {
        ["Harvest", "Income", "Rain"].into_iter().map(str::to_owned).zip(pale).collect::<Vec<_>>()
    };
    assert_eq!(names(&mut window), all([false, false, false]));
    window.click_element("variable Rain");
    window.letter(Key::Num0, "0");
    window.settle();
    assert_eq!(names(&mut window), all([true, true, false]));
    window.letter(Key::Z, "z");
    window.settle();
    assert_eq!(names(&mut window), all([false, false, false]));
}

#[test]
fn a_picture_is_copied_with_one_chord() {
    let mut window = Window::on(&row_of(MapKind::Causal, &["Rain", "Harvest", "Income"]));
    window.harness.key_press_modifiers(CTRL | egui::Modifiers::SHIFT, Key::C);
    window.harness.step();
    let copied = window
        .harness
        .output()
        .platform_output
        .commands
        .iter()
        .any(|command| matches!(command, egui::OutputCommand::CopyImage(image) if image.size[0] > 200));
    let said = window.shows_any(|said| said.contains("in the clipboard"));
    assert!(copied || said, "the picture went to the clipboard");
}

#[test]
fn the_dialog_asks_what_the_picture_shows_first() {
    let mut window = Window::on_sample("waste-pickers-bengaluru.linchpin");
    window.key_with(CTRL | egui::Modifiers::SHIFT, Key::E);
    assert!(window.shows("Export a picture"));
    assert!(window.shows("All maps"));
    window.press_button("Cancel");
    assert!(!window.shows("Export a picture"));
}

#[test]
fn a_pdf_on_paper_is_chosen_in_the_dialog() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("maps.pdf");
    let mut window = Window::on_sample("waste-pickers-bengaluru.linchpin");
    window.key_with(CTRL | egui::Modifiers::SHIFT, Key::E);
    for choice in ["All maps", "A4"] {
        window.click_at(window.rect(choice).center(), egui::Modifiers::NONE);
    }
    window.press_button("Cancel");
    window.harness.state_mut().export_picture(&out);
    let pdf = std::fs::read(&out).unwrap();
    let said = String::from_utf8_lossy(&pdf);
    assert!(pdf.starts_with(b"%PDF-"));
    let pages = said.matches("/MediaBox").count();
    // Pages may lie in a packed part of the file.
    assert!(pages == 3 || pages == 0, "a page for each map, not {pages}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}
