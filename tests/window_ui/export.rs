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
    let mut copied = false;
    for _ in 0..400 {
        let commands = &window.harness.output().platform_output.commands;
        copied |= commands
            .iter()
            .any(|command| matches!(command, egui::OutputCommand::CopyImage(image) if image.size[0] > 200));
        if window.shows_any(|said| said.contains("in the clipboard")) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
        window.harness.step();
    }
    assert!(copied, "the picture went to the clipboard");
}

/// A picture of a map of thousands takes seconds: the window does not wait for it.
#[test]
fn the_window_goes_on_while_a_picture_is_painted() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("large.png");
    let names: Vec<String> = (0..400).map(|number| format!("Variable {number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut window = Window::on(&row_of(MapKind::Causal, &names));
    let ctx = window.harness.ctx.clone();
    window.harness.state_mut().export_picture(&ctx, &out);
    assert!(!out.exists(), "it is painted beside the window");
    // A second one waits until the first is there.
    window.harness.state_mut().export_picture(&ctx, &folder.path().join("second.png"));
    window.harness.step();
    assert!(window.shows_any(|said| said.contains("still being painted")));
    window.letter(Key::E, "e");
    window.wait_until("the picture is there", |window| window.shows_any(|said| said.contains("large.png")));
    assert!(std::fs::read(&out).unwrap().starts_with(b"\x89PNG"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
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
    let ctx = window.harness.ctx.clone();
    window.harness.state_mut().export_picture(&ctx, &out);
    window.wait_until("the pictures are there", |window| window.shows_any(|said| said.contains("maps.pdf")));
    let pdf = std::fs::read(&out).unwrap();
    let said = String::from_utf8_lossy(&pdf);
    assert!(pdf.starts_with(b"%PDF-"));
    let pages = said.matches("/MediaBox").count();
    // Pages may lie in a packed part of the file.
    assert!(pages == 3 || pages == 0, "a page for each map, not {pages}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}
