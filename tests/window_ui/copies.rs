//! Copies of the project beside its file, as sync programs leave them.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use egui::Key;
use linchpin::app::settings::Settings;
use linchpin::file::{Header, Store, open, to_bytes};
use linchpin::model::{Project, ProjectId};

use crate::projects::{actors, row_of};
use crate::window::{CTRL, Window};

const COPY: &str = "plan (Ann's conflicted copy 2026-11-22).linchpin";

/// A folder with the project's file and a user's own folder.
struct Place {
    folder: tempfile::TempDir,
}

/// The version that everybody started from: the same one, since a new map has a new id.
fn start() -> Project {
    static START: LazyLock<Project> = LazyLock::new(|| {
        let mut project = actors();
        project.about.id = Some(ProjectId::from("p_plan"));
        project
    });
    START.clone()
}

/// What the file holds.
fn ours() -> Project {
    let mut project = start();
    "Buses".clone_into(&mut project.about.title);
    project
}

/// The start with an element called otherwise.
fn renamed(from: &str, to: &str) -> Project {
    let mut project = start();
    let id = project.find_element(from).unwrap().0.clone();
    std::sync::Arc::make_mut(project.elements.get_mut(&id).unwrap()).name = to.into();
    project
}

fn write(path: &Path, project: &Project) {
    let next = path.with_extension("next");
    std::fs::write(&next, to_bytes(project, &Header::default())).unwrap();
    std::fs::rename(next, path).unwrap();
}

impl Place {
    /// The project's file, a copy of it, and what both started from in the history.
    fn new(name: &str, copy: &Project) -> Self {
        let place = Self { folder: tempfile::tempdir().unwrap() };
        let store = Store::at(place.at("user/history"));
        store.put(&ProjectId::from("p_plan"), &to_bytes(&start(), &Header::default())).unwrap();
        write(&place.file(), &ours());
        write(&place.at(name), copy);
        place
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn file(&self) -> PathBuf {
        self.at("plan.linchpin")
    }

    /// What is in the trash.
    fn trash(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.at("user/trash")).into_iter().flatten().flatten();
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
    }

    fn window(&self, file: &str) -> Window {
        Window::with(Settings::in_folder(self.at("user")), Some(self.at(file)), None)
    }

    /// The window on the file, once it has told of the copy.
    fn told(&self, sentence: &str) -> Window {
        let mut window = self.window("plan.linchpin");
        window.wait_until("the copy is told of", |window| window.shows(sentence));
        window
    }

    /// The window after the copy was merged.
    fn merged(&self) -> Window {
        let mut window = self.told(&format!("{COPY} is another version of this map."));
        window.press_button("Merge…");
        assert!(window.shows(&format!("Merge {COPY}?")));
        assert!(window.shows_any(|said| said.contains("made by Ann") && said.contains("brings 1 edit")));
        window.press_button("Merge");
        window.wait_until("the copy is in the window", |window| has(window, "Chloe"));
        window
    }
}

fn has(window: &Window, name: &str) -> bool {
    window.project().find_element(name).is_some()
}

fn save(window: &mut Window, file: &Path) {
    window.key_with(CTRL, Key::S);
    let file = file.to_owned();
    window.wait_until("it is saved", |window| open(&file).unwrap().project == *window.project());
}

/// Enough time for what is done in the background.
fn wait(window: &mut Window) {
    for _ in 0..30 {
        std::thread::sleep(std::time::Duration::from_millis(20));
        window.harness.run_steps(1);
    }
}

#[test]
fn a_copy_is_merged_as_one_step_and_goes_to_the_trash_once_that_is_saved() {
    let place = Place::new(COPY, &renamed("Cleo", "Chloe"));
    let mut window = place.merged();
    assert!(window.shows("Ann’s 1 edit is in."));
    let name = format!("merging {COPY}");
    assert_eq!(window.undo_name().as_deref(), Some(name.as_str()));
    window.undo();
    assert!(has(&window, "Cleo"));
    window.redo();
    wait(&mut window);
    assert!(place.at(COPY).exists(), "it is not in the file yet");
    assert_eq!(open(&place.file()).unwrap().project, ours(), "only saving writes");
    save(&mut window, &place.file());
    window.wait_until("the copy is put away", |_| !place.at(COPY).exists());
    assert_eq!(place.trash(), [COPY]);
    window.wait_until("it is told", |window| {
        window.shows(&format!("{COPY} is in the trash. All it held is in the map."))
    });
    assert!(open(&place.file()).unwrap().project.find_element("Chloe").is_some());
}

#[test]
fn a_merge_that_was_taken_back_leaves_the_copy() {
    let place = Place::new(COPY, &renamed("Cleo", "Chloe"));
    let mut window = place.merged();
    window.undo();
    window.click_element("actor Ben");
    window.key(Key::Delete);
    save(&mut window, &place.file());
    wait(&mut window);
    assert!(place.at(COPY).exists() && place.trash().is_empty());
    // It can be merged after all.
    window.press_button("File");
    window.press_button("Merge a copy…");
    window.press_button("Merge");
    window.wait_until("the copy is in the window", |window| has(window, "Chloe") && !has(window, "Ben"));
    save(&mut window, &place.file());
    window.wait_until("the copy is put away", |_| !place.at(COPY).exists());
}

#[test]
fn a_copy_that_changed_after_it_was_merged_stays_and_is_offered_again() {
    let place = Place::new(COPY, &renamed("Cleo", "Chloe"));
    let mut window = place.merged();
    let mut later = renamed("Cleo", "Chloe");
    later.about.problem = "Too few buses".to_owned();
    write(&place.at(COPY), &later);
    save(&mut window, &place.file());
    wait(&mut window);
    assert_eq!(open(&place.at(COPY)).unwrap().project, later);
    window.wait_until("it is offered again", |window| {
        window.shows(&format!("{COPY} is another version of this map."))
    });
    window.press_button("Merge…");
    window.press_button("Merge");
    window.wait_until("the rest is in too", |window| window.project().about.problem == "Too few buses");
    save(&mut window, &place.file());
    window.wait_until("the copy is put away", |_| !place.at(COPY).exists());
}

#[test]
fn what_both_changed_is_left_to_decide() {
    let place = Place::new(COPY, &renamed("Cleo", "Chloe"));
    write(&place.file(), &renamed("Cleo", "Clea"));
    let mut window = place.told(&format!("{COPY} is another version of this map."));
    window.press_button("Merge…");
    assert!(window.shows_any(|said| said.contains("One thing is left to decide.")));
    window.press_button("Merge");
    window.wait_until("it is told", |window| window.shows_any(|said| said.ends_with("1 thing to decide.")));
    assert_eq!(window.project().conflicts.len(), 1);
}

#[test]
fn later_asks_no_more_and_changes_nothing() {
    let place = Place::new(COPY, &renamed("Cleo", "Chloe"));
    let mut window = place.told(&format!("{COPY} is another version of this map."));
    window.press_button("Merge…");
    window.press_button("Later");
    assert!(!window.shows(&format!("Merge {COPY}?")));
    assert!(has(&window, "Cleo") && place.at(COPY).exists());
    window.press_button("File");
    window.press_button("Merge a copy…");
    assert!(!window.shows(&format!("Merge {COPY}?")));
}

#[test]
fn a_copy_becomes_a_map_of_its_own() {
    let copy = renamed("Cleo", "Chloe");
    let place = Place::new("plan for Mysuru.linchpin", &copy);
    let mut window = place.told("plan for Mysuru.linchpin is another version of this map.");
    window.press_button("Merge…");
    window.press_button("It is a separate map");
    let path = place.at("plan for Mysuru.linchpin");
    window.wait_until("it has an id of its own", |_| {
        open(&path).unwrap().project.about.id != Some(ProjectId::from("p_plan"))
    });
    assert!(open(&path).unwrap().project.find_element("Chloe").is_some());
    assert!(has(&window, "Cleo"));
}

#[test]
fn a_conflicted_copy_with_nothing_new_is_only_cleared_up() {
    let place = Place::new(COPY, &ours());
    let mut window = place.told(&format!("Everything in {COPY} is in this map."));
    window.press_button("Clear up");
    window.press_button("Move to the trash");
    window.wait_until("the copy is put away", |_| !place.at(COPY).exists());
    assert_eq!(place.trash(), [COPY]);
    assert!(window.undo_name().is_none());
}

#[test]
fn a_backup_that_the_map_went_on_from_is_left_in_peace() {
    let place = Place::new("plan, before the workshop.linchpin", &start());
    let mut window = place.window("plan.linchpin");
    window.click_element("actor Ben");
    window.key(Key::Delete);
    save(&mut window, &place.file());
    drop(window);
    let mut window = place.window("plan.linchpin");
    wait(&mut window);
    assert!(!window.shows_any(|said| said.contains("before the workshop")));
}

#[test]
fn the_copy_itself_leads_to_the_file_that_it_is_a_copy_of() {
    let place = Place::new(COPY, &renamed("Cleo", "Chloe"));
    let mut window = place.window(COPY);
    window.wait_until("it is told", |window| window.shows("This file is a copy of plan.linchpin."));
    window.press_button("Show");
    window.press_button("Open plan.linchpin");
    assert!(has(&window, "Cleo"));
    window.wait_until("the copy is told of", |window| {
        window.shows(&format!("{COPY} is another version of this map."))
    });
}

#[test]
fn other_projects_in_the_folder_are_no_copies() {
    let mut other = row_of(linchpin::model::MapKind::Actors, &["Dan"]);
    other.about.id = Some(ProjectId::from("p_other"));
    let place = Place::new("plan (conflicted copy).linchpin", &other);
    let mut window = place.window("plan.linchpin");
    wait(&mut window);
    assert!(!window.shows_any(|said| said.contains("conflicted copy")));
}

/// The file under another name is a project of its own, and not taken for a copy.
#[test]
fn saving_under_another_name_makes_a_map_of_its_own() {
    let place = Place::new("other.linchpin", &start());
    std::fs::remove_file(place.at("other.linchpin")).unwrap();
    let mut window = place.window("plan.linchpin");
    window.click_element("actor Ben");
    window.key(Key::Delete);
    window.key_with(CTRL | egui::Modifiers::SHIFT, Key::S);
    assert!(window.shows("Save to which file?"));
    window.key_with(CTRL, Key::A);
    let other = place.at("plan for Mysuru.linchpin");
    window.type_text(&other.display().to_string());
    window.key(Key::Enter);
    window.wait_until("it is saved", |_| other.exists());
    window.wait_until("it is known as saved", |window| open(&other).unwrap().project == *window.project());
    assert_ne!(window.project().about.id, start().about.id);
    assert_eq!(open(&place.file()).unwrap().project, ours(), "the old file is as it was");
    wait(&mut window);
    assert!(!window.shows_any(|said| said.contains("another version") || said.contains("is a copy")));
    // Going back in time does not make it the old one again.
    window.undo();
    assert!(has(&window, "Ben"));
    assert_ne!(window.project().about.id, start().about.id);
    save(&mut window, &other);
    // The same file by another path is no other file.
    let id = window.project().about.id.clone();
    window.key_with(CTRL | egui::Modifiers::SHIFT, Key::S);
    window.key_with(CTRL, Key::A);
    window.type_text(&place.folder.path().join("user/../plan for Mysuru.linchpin").display().to_string());
    window.key(Key::Enter);
    wait(&mut window);
    assert_eq!(open(&other).unwrap().project.about.id, id);
}
