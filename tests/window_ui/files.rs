//! Opening what is damaged, and closing what is not saved.

use egui::accesskit::Role;
use egui::{Key, ViewportCommand};
use egui_kittest::kittest::Queryable as _;
use linchpin::app::settings::Settings;
use linchpin::file::{Header, short_hash, to_bytes};
use linchpin::model::{MapKind, ProjectId};

use crate::projects::{actors, row_of};
use crate::window::{CTRL, Window};

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

/// A window on three actors, with two files in the menu of recent ones: one good, one torn.
fn with_recent_files() -> Window {
    let folder = tempfile::tempdir().unwrap();
    let mut settings = Settings::in_memory();
    let [good, torn] = ["good.linchpin", "torn.linchpin"].map(|name| folder.path().join(name));
    std::fs::write(&good, to_bytes(&row_of(MapKind::Actors, &["Dan"]), &Header::default())).unwrap();
    std::fs::write(&torn, b"{\"format\": \"linch").unwrap();
    settings.add_recent(&good);
    settings.add_recent(&torn);
    let path = folder.path().join("open.linchpin");
    std::fs::write(&path, to_bytes(&actors(), &Header::default())).unwrap();
    Window::with(settings, Some(path), Some(folder))
}

fn open_recent(window: &mut Window, file: &str) {
    window.press_button("File");
    let submenu = window.find(|said| said.starts_with("Open recent")).unwrap();
    window.press_button(&submenu);
    window.press_button(file);
}

#[test]
fn a_damaged_file_leaves_the_project_that_is_open() {
    let mut window = with_recent_files();
    let opened = window.project().clone();
    window.click_element("actor Ann");
    window.key_with(CTRL, Key::D);
    let changed = window.project().clone();
    // Without unsaved changes the file would be read at once; with them the question comes first.
    open_recent(&mut window, "torn.linchpin");
    assert!(window.shows_any(|said| said.starts_with("Save changes to ")));
    window.press_button("Cancel");
    assert_eq!(*window.project(), changed);
    window.undo();
    assert_eq!(*window.project(), opened);
    open_recent(&mut window, "torn.linchpin");
    if window.shows_any(|said| said.starts_with("Save changes to ")) {
        window.press_button("Don’t save");
    }
    assert!(window.shows("This file could not be opened"));
    window.press_button("OK");
    assert_eq!(*window.project(), opened);
    window.redo();
    assert_eq!(*window.project(), changed, "the history is whole too");
}

#[test]
fn another_file_replaces_the_project() {
    let mut window = with_recent_files();
    window.click_element("actor Ann");
    open_recent(&mut window, "good.linchpin");
    assert!(window.project().find_element("Dan").is_some());
    assert_eq!(window.project().elements.len(), 1);
    assert!(window.view().selection.is_empty());
    assert_eq!(window.undo_name(), None);
    window.harness.get_by_label("actor Dan");
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
    std::fs::write(&path, to_bytes(&actors(), &Header::default())).unwrap();
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
    std::fs::write(&path, to_bytes(&actors(), &Header::default())).unwrap();
    let mut window = Window::at(Some(path.clone()), Some(folder));
    window.click_element("actor Cleo");
    window.key(Key::Delete);
    window.key_with(CTRL, Key::S);
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
fn opened_and_saved_versions_are_in_the_history() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kept.linchpin");
    let mut project = actors();
    let id = project.about.id.get_or_insert_with(|| ProjectId::from("p_kept")).clone();
    let opened = to_bytes(&project, &Header::default());
    std::fs::write(&path, &opened).unwrap();
    let settings = Settings::in_folder(folder.path().join("user"));
    let store = settings.histories().unwrap();
    let kept =
        || -> Vec<String> { store.list(&id).unwrap().into_iter().map(|version| version.hash).collect() };
    let mut window = Window::with(settings, Some(path.clone()), Some(folder));
    window.wait_until("the opened version is kept", |_| kept().len() == 1);
    let mut expected = vec![short_hash(&opened)];
    for (count, actor) in [(2, "actor Cleo"), (3, "actor Ben")] {
        window.click_element(actor);
        window.key(Key::Delete);
        window.key_with(CTRL, Key::S);
        window.wait_until("the saved version is kept", |_| kept().len() == count);
        expected.insert(0, short_hash(&std::fs::read(&path).unwrap()));
    }
    assert_eq!(kept(), expected);
}

#[test]
fn a_history_that_cannot_be_written_is_a_note_and_the_file_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kept.linchpin");
    let mut project = actors();
    project.about.id = Some(ProjectId::from("p_kept"));
    std::fs::write(&path, to_bytes(&project, &Header::default())).unwrap();
    let user = folder.path().join("user");
    std::fs::create_dir(&user).unwrap();
    std::fs::write(user.join("history"), "no folder").unwrap();
    let mut window = Window::with(Settings::in_folder(user), Some(path.clone()), Some(folder));
    let told = |window: &Window| window.shows_any(|said| said.starts_with("No earlier version was kept: "));
    window.wait_until("the failure on opening is told", told);
    window.click_element("actor Cleo");
    window.key(Key::Delete);
    window.key_with(CTRL, Key::S);
    window.wait_until("the file is written", |_| {
        !std::fs::read_to_string(&path).unwrap_or_default().contains("\"Cleo\"")
    });
    window.harness.run_steps(10);
    assert!(!window.shows("Not saved"));
}

#[test]
fn closing_without_changes_asks_nothing() {
    let closes = |mut window: Window| {
        window.ask_to_close();
        assert!(!window.commands().contains(&ViewportCommand::CancelClose));
    };
    closes(Window::empty());
    closes(Window::on(&actors()));
}
