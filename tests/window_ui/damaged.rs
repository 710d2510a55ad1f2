//! Files that are damaged, half merged or written oddly, and earlier versions.

use std::path::{Path, PathBuf};

use egui::Key;
use linchpin::app::settings::Settings;
use linchpin::file::{Header, open, to_bytes};
use linchpin::model::ProjectId;

use crate::projects::actors;
use crate::window::{CTRL, Window};

fn bytes() -> Vec<u8> {
    let mut project = actors();
    "Buses".clone_into(&mut project.about.title);
    project.about.id = Some(ProjectId::from("p_plan"));
    to_bytes(&project, &Header::default())
}

/// A window on a file with these bytes.
fn on(bytes: &[u8]) -> (Window, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("plan.linchpin");
    std::fs::write(&file, bytes).unwrap();
    let settings = Settings::in_folder(folder.path().join("user"));
    (Window::with(settings, Some(file.clone()), Some(folder)), file)
}

fn has(window: &Window, name: &str) -> bool {
    window.project().find_element(name).is_some()
}

#[test]
fn what_can_be_read_of_a_torn_file_is_open_and_the_file_stays() {
    let whole = String::from_utf8(bytes()).unwrap();
    let torn = &whole.as_bytes()[..whole.find("\"maps\"").unwrap()];
    let (mut window, file) = on(torn);
    assert!(window.shows("Part of this file was recovered"));
    assert!(window.shows_any(|said| said.contains("plan.linchpin") && said.contains("ends in the middle")));
    window.press_button("OK");
    assert_eq!(window.project().about.title, "Buses (recovered)");
    assert!(["Ann", "Ben", "Cleo"].iter().all(|name| has(&window, name)));
    assert_eq!(std::fs::read(&file).unwrap(), torn);
    window.ask_to_close();
    assert!(window.commands().contains(&egui::ViewportCommand::CancelClose), "it is unsaved");
}

#[test]
fn a_file_in_utf_16_opens_and_is_saved_in_utf_8() {
    let text = String::from_utf8(bytes()).unwrap();
    let wide: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let (mut window, file) = on(&wide);
    assert!(has(&window, "Cleo"));
    assert!(window.shows_any(|said| said.contains("UTF-16")));
    window.click_element("actor Cleo");
    window.key(Key::Delete);
    window.key_with(CTRL, Key::S);
    window.wait_until("it is saved", |_| {
        open(&file).is_ok_and(|document| document.project.find_element("Cleo").is_none())
    });
}

#[test]
fn an_unfinished_git_merge_opens_and_is_finished_in_the_window() {
    let text = String::from_utf8(bytes()).unwrap();
    let name = "   \"name\": \"Cleo\"";
    let line = text.lines().find(|line| line.starts_with(name)).unwrap();
    let (ours, theirs) = (line.replace("Cleo", "Clea"), line.replace("Cleo", "Chloe"));
    let marks = format!("<<<<<<< HEAD\n{ours}\n||||||| 12ab\n{line}\n=======\n{theirs}\n>>>>>>> side");
    let marked = text.replace(line, &marks);
    let (mut window, file) = on(marked.as_bytes());
    assert!(window.shows("To decide 1 of 1"));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), marked, "only saving writes");
    window.key(Key::Num2);
    assert!(has(&window, "Chloe"));
    window.key_with(CTRL, Key::S);
    window.wait_until("it is saved", |_| {
        open(&file).is_ok_and(|document| document.project.find_element("Chloe").is_some())
    });
    window.harness.run_steps(10);
    assert!(!window.shows("Not saved"));
}

/// The name of the version that was kept first, which is the last in the list.
fn oldest(window: &Window) -> Option<String> {
    let times =
        window.harness.query_all_by(|node| node.label().is_some_and(|said| said.starts_with("today, ")));
    times.last().and_then(|node| node.accesskit_node().label())
}

use egui_kittest::kittest::{NodeT as _, Queryable as _};

fn with_versions() -> (Window, PathBuf) {
    let (mut window, file) = on(&bytes());
    window.click_element("actor Cleo");
    window.key(Key::Delete);
    window.key_with(CTRL, Key::S);
    window.wait_until("it is saved", |_| open(&file).unwrap().project.find_element("Cleo").is_none());
    // The names of versions tell seconds apart.
    let kept = |file: &Path| std::fs::read_dir(file.with_file_name("user/history/p_plan")).unwrap().count();
    window.wait_until("both versions are kept", |_| kept(&file) == 2);
    window.press_button("File");
    window.press_button("Restore an earlier version…");
    window.wait_until("the versions are listed", |window| oldest(window).is_some());
    (window, file)
}

/// Chooses the last of the listed versions.
fn choose_oldest(window: &mut Window) {
    let rows =
        window.harness.query_all_by(|node| node.label().is_some_and(|said| said.starts_with("today, ")));
    rows.last().unwrap().click();
    window.settle();
    window
        .wait_until("the version is read", |window| window.shows_any(|said| said.starts_with("Restoring: ")));
}

#[test]
fn an_earlier_version_shows_what_differs_and_comes_back_as_one_step() {
    let (mut window, file) = with_versions();
    choose_oldest(&mut window);
    assert!(window.shows("+ actor “Cleo”"));
    window.press_button("Restore");
    assert!(has(&window, "Cleo"));
    assert!(open(&file).unwrap().project.find_element("Cleo").is_none(), "only saving writes");
    window.undo();
    assert!(!has(&window, "Cleo"));
}

#[test]
fn a_version_is_compared_in_a_list_and_on_the_map() {
    let (mut window, _) = with_versions();
    choose_oldest(&mut window);
    window.press_button("Compare");
    assert!(window.shows_any(|said| said.starts_with("Compared with the version of ")));
    assert!(window.shows("Cleo"));
    assert!(window.view().changes.as_ref().is_some_and(|changes| changes.len() == 1));
    assert!(!has(&window, "Cleo"), "comparing changes nothing");
    window.press_button("Done");
    assert!(window.view().changes.is_none());
}
