//! Others save the same file while the window is open.

use std::path::PathBuf;

use egui::Key;
use egui_kittest::kittest::Queryable as _;
use linchpin::app::settings::Settings;
use linchpin::file::{Header, open, to_bytes};
use linchpin::model::{Project, ProjectId};

use crate::projects::actors;
use crate::window::{CTRL, Window};

/// A window on a file in a folder, whose versions are kept.
fn watched() -> (Window, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("plan.linchpin");
    let mut project = actors();
    project.about.id = Some(ProjectId::from("p_plan"));
    write(&file, &project);
    let settings = Settings::in_folder(folder.path().join("user"));
    (Window::with(settings, Some(file.clone()), Some(folder)), file)
}

fn write(file: &PathBuf, project: &Project) {
    // In one step, as every program that cares does.
    let next = file.with_extension("next");
    std::fs::write(&next, to_bytes(project, &Header::default())).unwrap();
    std::fs::rename(next, file).unwrap();
}

/// Somebody else renames an element in the file.
fn rename(file: &PathBuf, from: &str, to: &str) {
    let mut project = open(file).unwrap().project;
    let id = project.find_element(from).unwrap().0.clone();
    std::sync::Arc::make_mut(project.elements.get_mut(&id).unwrap()).name = to.into();
    write(file, &project);
}

/// Somebody renames the selected element here.
fn rename_here(window: &mut Window, label: &str, to: &str) {
    window.click_element(label);
    window.key(Key::F2);
    window.key_with(CTRL, Key::A);
    window.type_text(to);
    window.key(Key::Enter);
}

fn has(window: &Window, name: &str) -> bool {
    window.project().find_element(name).is_some()
}

#[test]
fn what_others_save_comes_in_as_one_step_and_is_told() {
    let (mut window, file) = watched();
    rename(&file, "Cleo", "Chloe");
    let start = std::time::Instant::now();
    window.wait_until("the other version comes in", |window| has(window, "Chloe"));
    assert!(start.elapsed().as_secs_f64() < 5.0, "{:?}", start.elapsed());
    assert!(window.shows("1 edit came in."));
    assert_eq!(window.undo_name().as_deref(), Some("what came in from the file"));
    window.undo();
    assert!(has(&window, "Cleo") && !has(&window, "Chloe"));
    window.redo();
    // It is what the file holds, so closing asks nothing.
    window.ask_to_close();
    assert!(!window.commands().contains(&egui::ViewportCommand::CancelClose));
}

#[test]
fn unsaved_changes_here_and_saved_ones_there_are_both_kept() {
    let (mut window, file) = watched();
    window.click_element("actor Ben");
    window.key(Key::Delete);
    rename(&file, "Cleo", "Chloe");
    window.wait_until("the other version comes in", |window| has(window, "Chloe"));
    assert!(!has(&window, "Ben"));
    window.key_with(CTRL, Key::S);
    window.wait_until("both are in the file", |_| {
        let project = open(&file).unwrap().project;
        project.find_element("Chloe").is_some() && project.find_element("Ben").is_none()
    });
}

#[test]
fn saving_over_a_version_nobody_saw_merges_it_in_first() {
    let (mut window, file) = watched();
    window.click_element("actor Ben");
    window.key(Key::Delete);
    rename(&file, "Cleo", "Chloe");
    // At once, before the window looks at the file again.
    window.key_with(CTRL, Key::S);
    window.wait_until("both are in the file", |_| {
        let project = open(&file).unwrap().project;
        project.find_element("Chloe").is_some() && project.find_element("Ben").is_none()
    });
    window.wait_until("and in the window", |window| has(window, "Chloe") && !has(window, "Ben"));
    window.harness.run_steps(20);
    assert_eq!(*window.project(), open(&file).unwrap().project);
}

#[test]
fn what_both_changed_is_decided_in_the_panel_by_keys_and_kept_in_the_file_until_then() {
    let (mut window, file) = watched();
    rename_here(&mut window, "actor Cleo", "Clea");
    assert!(has(&window, "Clea"));
    rename(&file, "Cleo", "Chloe");
    window.wait_until("the conflict is told", |window| {
        window.shows_any(|said| said.ends_with("1 thing to decide."))
    });
    assert_eq!(window.project().conflicts.len(), 1);
    window.key_with(CTRL, Key::S);
    window.wait_until("it is kept in the file", |_| open(&file).unwrap().project.conflicts.len() == 1);
    window.press_button("Show");
    assert!(window.shows("To decide 1 of 1"));
    assert!(window.shows_any(|said| said.starts_with("Signs on the map: ") && said.ends_with("to decide")));
    for way in ["Yours: Clea", "Theirs: Chloe", "Base: Cleo", "Both: keep both texts"] {
        window.harness.get_by_label(way);
    }
    window.key(Key::Escape);
    window.key(Key::Num1);
    assert!(has(&window, "Clea") && window.project().conflicts.is_empty());
    window.undo();
    assert_eq!(window.project().conflicts.len(), 1, "deciding is one step");
    window.key(Key::Num2);
    assert!(has(&window, "Chloe") && window.project().conflicts.is_empty());
    window.undo();
    window.key(Key::Num3);
    assert!(has(&window, "Cleo") && window.project().conflicts.is_empty());
    window.undo();
    window.key(Key::Num4);
    assert!(window.project().conflicts.is_empty());
    window.press_button("Done");
    assert!(!window.shows("To decide 1 of 1"));
}

#[test]
fn our_saved_change_that_vanished_can_be_put_back() {
    let (mut window, file) = watched();
    let (actor, gone) = ("actor Ben", "Ben");
    window.click_element(actor);
    window.key(Key::Delete);
    window.key_with(CTRL, Key::S);
    window.wait_until("it is saved", |_| open(&file).unwrap().project.find_element(gone).is_none());
    rename_here(&mut window, "actor Cleo", "Clea");
    window.key_with(CTRL, Key::S);
    window.wait_until("it is saved", |_| open(&file).unwrap().project.find_element("Clea").is_some());
    window.harness.run_steps(20);
    // Somebody goes on from our first save and keeps its deletion, but has the name as it was.
    rename(&file, "Clea", "Cleo");
    window.wait_until("the loss is told", |window| {
        window.shows_any(|said| said.contains("no longer in the map")) || has(window, "Clea")
    });
    if has(&window, "Cleo") {
        window.press_button("Show");
        window.press_button("Put back");
    }
    assert!(has(&window, "Clea") && !has(&window, "Ben"));
}

#[test]
fn a_drag_is_never_interrupted() {
    let (mut window, file) = watched();
    let from = window.rect("actor Cleo").center();
    let to = from + egui::vec2(60.0, 90.0);
    window.drag_begin(from, to, egui::Modifiers::NONE);
    rename(&file, "Ben", "Bert");
    std::thread::sleep(std::time::Duration::from_millis(1500));
    window.harness.run_steps(10);
    assert!(has(&window, "Ben"), "what comes in waits");
    window.drag_end(to, egui::Modifiers::NONE);
    window.wait_until("it comes in after the drag", |window| has(window, "Bert"));
}

#[test]
fn another_project_in_the_file_is_left_alone() {
    let (mut window, file) = watched();
    let mut other = actors();
    other.about.id = Some(ProjectId::from("p_other"));
    write(&file, &other);
    window.wait_until("it is told", |window| {
        window.shows_any(|said| said.contains("holds another project now"))
    });
    window.click_element("actor Ben");
    window.key(Key::Delete);
    window.key_with(CTRL, Key::S);
    window.wait_until("saving says why not", |window| window.shows("Not saved"));
    assert_eq!(open(&file).unwrap().project, other);
}

/// Somebody else has the file open, as the hint beside it says.
fn greet(file: &std::path::Path, name: &str) {
    let hint = file.with_file_name(".~lock.plan.linchpin#");
    std::fs::write(
        hint,
        format!(r#"{{"user": "{name}", "host": "desk", "session": "w_b", "heartbeat": 1}}"#),
    )
    .unwrap();
}

#[test]
fn who_else_has_the_file_open_is_told_and_what_comes_in_is_theirs() {
    let (mut window, file) = watched();
    let hint = file.with_file_name(".~lock.plan.linchpin#");
    window.wait_until("we say that we are here", |_| hint.exists());
    greet(&file, "Ben");
    window.wait_until("it is told", |window| {
        window.shows("Ben has this map open too. What both of you save is merged.")
    });
    rename(&file, "Cleo", "Chloe");
    window.wait_until("the other version comes in", |window| has(window, "Chloe"));
    assert!(window.shows("Ben’s 1 edit is in."));
}

#[test]
fn a_file_that_is_gone_is_written_again() {
    let (mut window, file) = watched();
    std::fs::remove_file(&file).unwrap();
    window.wait_until("it is told", |window| {
        window.shows("plan.linchpin was moved or deleted. Your map is safe here.")
    });
    window.press_button("Write it again");
    window.wait_until("it is there again", |_| file.exists());
    assert_eq!(open(&file).unwrap().project, *window.project());
}

#[test]
fn over_a_damaged_file_the_map_is_saved_elsewhere() {
    let (mut window, file) = watched();
    window.click_element("actor Ben");
    window.key(Key::Delete);
    std::fs::write(&file, b"{\"format\": \"linch").unwrap();
    window.wait_until("it is told", |window| {
        window.shows("plan.linchpin cannot be read just now. The map here is its last good version.")
    });
    window.press_button("Save as…");
    assert!(window.shows("Save to which file?"));
    let other = file.with_file_name("rescued.linchpin");
    window.key_with(CTRL, Key::A);
    window.type_text(&other.display().to_string());
    window.key(Key::Enter);
    window.wait_until("it is saved", |_| other.exists());
    assert!(open(&other).unwrap().project.find_element("Ben").is_none());
    assert_eq!(std::fs::read(&file).unwrap(), b"{\"format\": \"linch", "the damaged file is left as it is");
}

#[test]
fn a_damaged_file_that_is_mended_is_no_longer_a_matter() {
    let (mut window, file) = watched();
    let whole = std::fs::read(&file).unwrap();
    std::fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    window
        .wait_until("it is told", |window| window.shows_any(|said| said.contains("cannot be read just now")));
    std::fs::write(&file, &whole).unwrap();
    window.wait_until("it is told", |window| window.shows("plan.linchpin is back as it was."));
    assert!(has(&window, "Cleo"));
}

#[test]
fn another_file_is_compared_in_a_list_and_on_the_map() {
    let (mut window, file) = watched();
    let other = file.with_file_name("other.linchpin");
    std::fs::copy(&file, &other).unwrap();
    rename(&other, "Cleo", "Chloe");
    let mut more = open(&other).unwrap().project;
    more.about.id = Some(ProjectId::from("p_other"));
    write(&other, &more);
    let before = window.project().clone();
    window.press_button("File");
    window.press_button("Compare with…");
    assert!(window.shows("Compare with which file?"));
    window.key_with(CTRL, Key::A);
    window.type_text(&other.display().to_string());
    window.key(Key::Enter);
    window.wait_until("it is read", |window| window.shows("Compared with other.linchpin"));
    assert!(window.shows_any(|said| said.ends_with("differ")));
    assert!(window.shows("Signs on the map: differs"));
    assert!(window.view().changes.as_ref().is_some_and(|changes| !changes.is_empty()));
    assert_eq!(*window.project(), before, "comparing changes nothing");
    window.press_button("Done");
    assert!(window.view().changes.is_none());
    // What is no map is told.
    std::fs::write(&other, b"no map").unwrap();
    window.press_button("File");
    window.press_button("Compare with…");
    window.key_with(CTRL, Key::A);
    window.type_text(&other.display().to_string());
    window.key(Key::Enter);
    window.wait_until("it is told", |window| window.shows_any(|said| said.contains("other.linchpin")));
    assert_eq!(*window.project(), before);
}
