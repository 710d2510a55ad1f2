//! Opening what is damaged, and closing what is not saved.

use egui::accesskit::Role;
use egui::{Key, ViewportCommand};
use egui_kittest::kittest::Queryable as _;

use crate::window::{Window, actors};

#[test]
fn a_damaged_file_leaves_the_open_project() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("torn.linchpin");
    std::fs::write(&path, br#"{"format": "linchpin", "elements": {"e_1"#).unwrap();
    let mut window = Window::at(Some(path.clone()), Some(folder));
    assert!(window.shows("This file could not be opened"));
    let sentence = window.find(|said| said.contains("torn.linchpin")).expect("the file is named");
    assert!(sentence.ends_with('.') && !sentence.contains('\n'), "{sentence}");
    window.press_button("OK");
    assert!(!window.shows("This file could not be opened"));
    assert!(window.shows("Who is in this system?"));
    assert_eq!(std::fs::read(&path).unwrap(), br#"{"format": "linchpin", "elements": {"e_1"#);
}

#[test]
fn a_missing_file_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Window::at(Some(folder.path().join("gone.linchpin")), None);
    assert!(window.shows("This file could not be opened"));
    window.key(Key::Escape);
    assert!(!window.shows("This file could not be opened"));
}

fn changed() -> Window {
    let mut window = Window::on(&actors());
    window.click_element("actor Ben");
    window.key(Key::Delete);
    window
}

#[test]
fn closing_with_unsaved_changes_asks() {
    let mut window = changed();
    window.ask_to_close();
    assert!(window.commands().contains(&ViewportCommand::CancelClose));
    window.settle();
    assert!(window.shows_any(|said| said.starts_with("Save changes to ")));
    for answer in ["Save", "Don’t save", "Cancel"] {
        window.harness.get_by_role_and_label(Role::Button, answer);
    }
    window.press_button("Cancel");
    assert!(!window.shows_any(|said| said.starts_with("Save changes to ")));
    assert_eq!(window.project().elements.len(), 2);
}

#[test]
fn do_not_save_closes() {
    let mut window = changed();
    window.ask_to_close();
    window.settle();
    window.press_button("Don’t save");
    // The window asks its frame to close, which then closes without another question.
    window.ask_to_close();
    assert!(!window.commands().contains(&ViewportCommand::CancelClose));
}

#[test]
fn save_writes_the_file_and_closes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kept.linchpin");
    let header = linchpin::file::Header::default();
    std::fs::write(&path, linchpin::file::to_bytes(&actors(), &header)).unwrap();
    let mut window = Window::at(Some(path.clone()), Some(folder));
    window.click_element("actor Ben");
    window.key(Key::Delete);
    window.ask_to_close();
    window.settle();
    window.press_button("Save");
    window.wait_until("the file is written", |_| {
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        !text.contains("\"Ben\"") && text.contains("\"Ann\"")
    });
    window.harness.run_steps(10);
    window.ask_to_close();
    assert!(!window.commands().contains(&ViewportCommand::CancelClose));
}

#[test]
fn ctrl_s_saves_without_asking() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kept.linchpin");
    let header = linchpin::file::Header::default();
    std::fs::write(&path, linchpin::file::to_bytes(&actors(), &header)).unwrap();
    let mut window = Window::at(Some(path.clone()), Some(folder));
    window.click_element("actor Cleo");
    window.key(Key::Delete);
    window.key_with(crate::window::CTRL, Key::S);
    window.wait_until("the file is written", |_| {
        !std::fs::read_to_string(&path).unwrap_or_default().contains("\"Cleo\"")
    });
    window.settle();
    // Saved work can be closed at once.
    window.harness.run_steps(10);
    window.ask_to_close();
    assert!(!window.commands().contains(&ViewportCommand::CancelClose));
}

#[test]
fn closing_without_changes_asks_nothing() {
    for mut window in [Window::empty(), Window::on(&actors())] {
        window.ask_to_close();
        assert!(!window.commands().contains(&ViewportCommand::CancelClose));
    }
}
