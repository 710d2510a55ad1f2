//! Paths typed in the window: what is written where, and what is asked before a file is replaced.

use egui::Key;
use linchpin::app::settings::Settings;
use linchpin::file::{Header, open, to_bytes};
use std::path::{Path, PathBuf};

use crate::projects::actors;
use crate::window::{CTRL, Window};

/// A window on a file in a folder.
fn saved() -> (Window, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("plan.linchpin");
    std::fs::write(&file, to_bytes(&actors(), &Header::default())).unwrap();
    let kept = folder.path().to_owned();
    (Window::with(Settings::in_memory(), Some(file), Some(folder)), kept)
}

/// Answers the question for a path.
fn type_path(window: &mut Window, path: &Path) {
    window.key_with(CTRL, Key::A);
    window.type_text(&path.display().to_string());
    window.key(Key::Enter);
}

fn save_as(window: &mut Window, path: &Path) {
    window.key_with(CTRL | egui::Modifiers::SHIFT, Key::S);
    assert!(window.shows("Save to which file?"));
    type_path(window, path);
}

#[test]
fn saving_under_the_name_of_another_file_asks_first() {
    let (mut window, folder) = saved();
    let other = folder.join("other.linchpin");
    std::fs::write(&other, "somebody's work").unwrap();
    // The ending that is added leads to the same file, so it is asked about too.
    for typed in [other.clone(), folder.join("other")] {
        save_as(&mut window, &typed);
        assert!(window.shows("Replace other.linchpin?"));
        window.press_button("Keep it");
        assert_eq!(std::fs::read_to_string(&other).unwrap(), "somebody's work");
    }
    save_as(&mut window, &other);
    window.press_button("Replace");
    window.wait_until("it is saved", |window| {
        open(&other).is_ok_and(|document| document.project == *window.project())
    });
}

#[test]
fn saving_under_the_same_or_a_new_name_asks_nothing() {
    let (mut window, folder) = saved();
    for name in ["plan.linchpin", "new.linchpin"] {
        let path = folder.join(name);
        save_as(&mut window, &path);
        assert!(!window.shows_any(|said| said.starts_with("Replace")));
        window.wait_until("it is saved", |window| {
            open(&path).is_ok_and(|document| document.project == *window.project())
        });
    }
}

#[test]
fn the_table_is_written_as_it_is_seen() {
    let (mut window, folder) = saved();
    window.key_with(CTRL, Key::Num3);
    let ann = window.find(|said| said.starts_with("Ann, Interest")).unwrap();
    let at = window.rect(&ann).center();
    window.click_at(at, egui::Modifiers::NONE);
    window.type_text("4");
    window.key(Key::Enter);
    window.key_with(CTRL, Key::K);
    window.type_text("export table");
    window.key(Key::Enter);
    assert!(window.shows("Write the table to which file?"));
    let path = folder.join("actors.csv");
    type_path(&mut window, &path);
    let bytes = std::fs::read(&path).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let mut rows = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let heads: Vec<String> = rows.headers().unwrap().iter().map(str::to_owned).collect();
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    let column = |title: &str| heads.iter().position(|head| head == title).unwrap();
    let names: Vec<&str> = rows.iter().map(|row| &row[column("Name")]).collect();
    assert_eq!(names, ["Ann", "Ben", "Cleo"]);
    assert_eq!(&rows[0][column("Interest")], "4");
    assert_eq!(&rows[1][column("Interest")], "", "what nobody rated is empty, not 0");
}
