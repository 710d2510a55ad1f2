//! Work that was not saved when the window ended, offered at the next start.

use std::path::{Path, PathBuf};

use egui::Key;
use egui_kittest::kittest::Queryable as _;
use linchpin::app::settings::Settings;
use linchpin::file::{Header, open, to_bytes};
use linchpin::model::ProjectId;

use crate::projects::actors;
use crate::window::{CTRL, Window};

/// A folder with a project's file, and the user's own folder.
struct Place {
    folder: tempfile::TempDir,
    file: PathBuf,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("plan.linchpin");
        let mut project = actors();
        project.about.id = Some(ProjectId::from("p_plan"));
        std::fs::write(&file, to_bytes(&project, &Header::default())).unwrap();
        Self { folder, file }
    }

    fn window(&self, file: Option<&Path>) -> Window {
        let settings = Settings::in_folder(self.folder.path().join("user"));
        Window::with(settings, file.map(Path::to_owned), None)
    }

    /// How many windows' work is kept.
    fn kept(&self) -> usize {
        let files =
            std::fs::read_dir(self.folder.path().join("user/recovery")).into_iter().flatten().flatten();
        files.filter(|file| file.path().extension().is_some_and(|ending| ending == "linchpin")).count()
    }

    /// A window that ended with Cleo deleted and not saved.
    fn crash(&self) {
        let mut window = self.window(Some(&self.file));
        window.click_element("actor Cleo");
        window.key(Key::Delete);
        window.wait_until("the work is kept", |_| self.kept() == 1);
    }
}

fn asks(window: &Window) -> bool {
    window.shows_any(|said| said.starts_with("Recover unsaved work on "))
}

#[test]
fn work_is_recovered_unsaved_and_goes_once_it_is_saved() {
    let place = Place::new();
    place.crash();
    let before = std::fs::read(&place.file).unwrap();
    let mut window = place.window(None);
    window.wait_until("the work is offered", asks);
    assert!(window.shows_any(|said| said.contains("1 deletion")), "what it brings is said");
    assert_eq!(std::fs::read(&place.file).unwrap(), before, "nothing is written in silence");
    window.press_button("Recover");
    assert!(window.project().find_element("Cleo").is_none());
    window.undo();
    assert!(window.project().find_element("Cleo").is_some(), "undo leads to what the file holds");
    window.redo();
    window.wait_until("the new window keeps it", |_| place.kept() == 1);
    window.key_with(CTRL, Key::S);
    window.wait_until("it is saved, and kept no longer", |_| place.kept() == 0);
    assert!(open(&place.file).unwrap().project.find_element("Cleo").is_none());
}

#[test]
fn recovering_merges_with_a_file_that_changed_since() {
    let place = Place::new();
    place.crash();
    let mut theirs = open(&place.file).unwrap().project;
    theirs.about.problem = "Too few buses".to_owned();
    std::fs::write(&place.file, to_bytes(&theirs, &Header::default())).unwrap();
    let mut window = place.window(Some(&place.file));
    window.wait_until("the work is offered", asks);
    assert!(window.shows_any(|said| said.contains("recovering merges both")));
    window.press_button("Recover");
    assert!(window.project().find_element("Cleo").is_none());
    assert_eq!(window.project().about.problem, "Too few buses");
}

#[test]
fn discarded_work_is_not_offered_again() {
    let place = Place::new();
    place.crash();
    let mut window = place.window(Some(&place.file));
    window.wait_until("the work is offered", asks);
    window.press_button("Discard");
    assert!(window.project().find_element("Cleo").is_some());
    assert_eq!(place.kept(), 0);
    drop(window);
    let mut window = place.window(Some(&place.file));
    window.harness.run_steps(20);
    assert!(!asks(&window));
    window.harness.get_by_label("actor Cleo");
}

#[test]
fn work_put_off_is_offered_at_the_next_start() {
    let place = Place::new();
    place.crash();
    let mut window = place.window(None);
    window.wait_until("the work is offered", asks);
    window.press_button("Later");
    assert!(!asks(&window));
    drop(window);
    let mut window = place.window(None);
    window.wait_until("the work is offered again", asks);
}

#[test]
fn choosing_not_to_save_offers_nothing() {
    let place = Place::new();
    let mut window = place.window(Some(&place.file));
    window.click_element("actor Cleo");
    window.key(Key::Delete);
    window.ask_to_close();
    window.settle();
    window.press_button("Don’t save");
    drop(window);
    assert_eq!(place.kept(), 0);
}

#[test]
fn work_that_cannot_be_kept_is_said_for_as_long_as_it_is_so() {
    let place = Place::new();
    let mut window = place.window(Some(&place.file));
    window.click_element("actor Cleo");
    window.key(Key::Delete);
    window.wait_until("the work is kept", |_| place.kept() == 1);
    // A file stands where the folder was: nothing can be written there.
    let folder = place.folder.path().join("user/recovery");
    std::fs::rename(&folder, place.folder.path().join("elsewhere")).unwrap();
    std::fs::write(&folder, "").unwrap();
    window.undo();
    window.redo();
    let says =
        |window: &Window| window.shows_any(|said| said.starts_with("Your latest changes are only in memory"));
    window.wait_until("it is said", says);
    // It stays, with what can be done, while work goes on.
    window.click_element("actor Ann");
    assert!(says(&window) && window.shows("Save as…"));
    std::fs::remove_file(&folder).unwrap();
    std::fs::rename(place.folder.path().join("elsewhere"), &folder).unwrap();
    window.wait_until("the work is kept again", |window| !says(window));
    assert_eq!(place.kept(), 1);
}
