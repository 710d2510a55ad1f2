//! Importing into the open project: the preview, what is decided in it, and one step back.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use linchpin::app::settings::Settings;
use linchpin::file::{Header, to_bytes};
use linchpin::model::MapKind;

use crate::projects::row_of;
use crate::window::{CTRL, Window};

/// A file that somebody lets go over the window.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

/// Presses the button and waits until all of it is in the project.
fn import(window: &mut Window) {
    window.press_button("Import");
    window.wait_until("it is in the project", |window| !window.shows("Cancel"));
    window.settle();
}

const TIES: &str = "from,to,kind\nann,Dan,funds\nDan,Municpality,serves\n";

/// A window on a foreign file, as if the program was started with it.
fn started_with(name: &str, bytes: &[u8], settings: Settings) -> Window {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let mut window = Window::with(settings, Some(path), Some(folder));
    window.wait_until("the file is read", |window| {
        window.shows("Cancel") && !window.shows("Reading the file …")
    });
    window.settle();
    window
}

/// A window on Ann, a municipality and Cleo, with a file dropped on it.
fn with_dropped(name: &str, text: &str, settings: Settings) -> Window {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("open.linchpin");
    std::fs::write(
        &path,
        to_bytes(&row_of(MapKind::Actors, &["Ann", "Municipality", "Cleo"]), &Header::default()),
    )
    .unwrap();
    let foreign = folder.path().join(name);
    std::fs::write(&foreign, text).unwrap();
    let mut window = Window::with(settings, Some(path), Some(folder));
    window.harness.input_mut().dropped_files.push(Arc::new(Dropped(foreign)));
    window.settle();
    window.wait_until("the file is read", |window| window.shows_any(|said| said.starts_with("CSV: ")));
    window.settle();
    window
}

#[test]
fn a_dropped_table_is_shown_before_it_enters_as_one_step() {
    let mut window = with_dropped("town.csv", TIES, Settings::in_memory());
    let before = window.project().clone();
    assert!(window.shows("Import town.csv"));
    assert!(window.shows("CSV: 3 actors, 2 ties"));
    assert!(window.shows_any(|said| said.starts_with("1 element is in this project already")));
    assert!(window.shows("“Municpality” is “Municipality”"));
    assert_eq!(*window.project(), before, "nothing entered yet");
    import(&mut window);
    // Ann was there; Dan and a slip of the pen are new, on a map of their own.
    let project = window.project();
    assert_eq!((project.elements.len(), project.links.len(), project.maps.len()), (5, 2, 2));
    let shown = window.view().map.clone().unwrap();
    assert_eq!(project.maps[&shown].title, "town");
    assert!(project.maps[&shown].elements.contains_key(&window.id("Ann")));
    assert!(
        window.shows_any(|said| said.starts_with("Imported 2 elements and 2 links; 1 was there already"))
    );
    window.key_with(CTRL, egui::Key::Z);
    assert_eq!(*window.project(), before);
}

#[test]
fn near_duplicates_can_be_taken_as_the_same_and_all_of_it_onto_this_map() {
    let mut window = with_dropped("town.csv", TIES, Settings::in_memory());
    window.press_button("“Municpality” is “Municipality”");
    window.harness.get_by_role_and_label(Role::RadioButton, "This map").click();
    window.settle();
    import(&mut window);
    let project = window.project();
    assert_eq!((project.elements.len(), project.links.len(), project.maps.len()), (4, 2, 1));
    let map = project.maps.values().next().unwrap();
    assert_eq!((map.elements.len(), map.links.len()), (4, 2));
    assert!(window.place("Dan").x() > window.place("Cleo").x(), "it stands to the right of what is there");
    assert!(window.place("Ann").x().abs() < 1e-9, "what is there stays where it is");
}

#[test]
fn cancelling_leaves_the_project_as_it_was() {
    let mut window = with_dropped("town.csv", TIES, Settings::in_memory());
    let before = window.project().clone();
    window.press_button("Cancel");
    let left = window.find(|said| said.contains("town.csv"));
    assert_eq!(left, None);
    assert_eq!(*window.project(), before);
}

#[test]
fn what_a_column_means_is_chosen_and_remembered() {
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("settings");
    let text = "from,to,effect\nAnn,Dan,positive\n";
    let mut window = with_dropped("a.csv", text, Settings::in_folder(kept.clone()));
    assert!(window.shows("CSV: 2 actors, 1 tie"));
    let column = window.harness.get_by_role_and_label(Role::ComboBox, "Meaning of effect");
    column.click();
    window.settle();
    window.press_button("polarity");
    window.wait_until("the table is read again", |window| window.shows("CSV: 2 variables, 1 causal link"));
    // The dialog finds its new size before the button is where it is pressed.
    window.settle();
    import(&mut window);
    window.wait_until("it is in the project", |window| window.project().links.len() == 1);
    let settings = std::fs::read_to_string(kept.join("settings.json")).unwrap();
    assert!(settings.contains("\"effect\": \"polarity\""), "{settings}");
}

#[test]
fn a_foreign_file_that_is_opened_is_shown_first_and_then_a_project_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("settings");
    let mut window = started_with("town.csv", TIES.as_bytes(), Settings::in_folder(kept.clone()));
    assert!(window.shows("CSV: 3 actors, 2 ties"));
    assert!(window.project().elements.is_empty(), "nothing entered yet");
    import(&mut window);
    assert_eq!((window.project().elements.len(), window.project().maps.len()), (3, 1));
    assert_eq!(window.undo_name(), None, "it is where the project begins");
    let settings = std::fs::read_to_string(kept.join("settings.json")).unwrap();
    assert!(settings.contains("town.csv"), "it is a recent file: {settings}");
}

#[test]
fn what_the_columns_of_a_workbook_mean_is_said_of_each_sheet_and_remembered() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheets: [(&str, &[[&str; 3]]); 2] = [
        ("Leute", &[["Wer", "Art", "Ort"], ["Ana", "Choir", "Graz"]]),
        ("Faden", &[["Wer", "Wen", "Art"], ["Ana", "Ben", "funds"]]),
    ];
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (line, row) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(row) {
                sheet.write_string(line, column, *cell).unwrap();
            }
        }
    }
    let bytes = book.save_to_buffer().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("settings");
    let mut window = started_with("town.xlsx", &bytes, Settings::in_folder(kept.clone()));
    assert!(window.shows("Columns of Leute") && window.shows("Columns of Faden"));
    let choices = [("Leute!Wer", "name"), ("Faden!Wer", "from"), ("Faden!Wen", "to")];
    for (column, role) in choices {
        let name = format!("Meaning of {column}");
        window.harness.get_by_role_and_label(Role::ComboBox, &name).scroll_to_me();
        window.settle();
        window.harness.get_by_role_and_label(Role::ComboBox, &name).click();
        window.settle();
        window.press_button(role);
        window.wait_until("the workbook is read again", |window| !window.shows("Reading the file …"));
        window.settle();
    }
    window.wait_until("both sheets are read", |window| window.shows("Excel workbook: 2 actors, 1 tie"));
    window.settle();
    import(&mut window);
    window.wait_until("it is the project", |window| window.project().links.len() == 1);
    let settings = std::fs::read_to_string(kept.join("settings.json")).unwrap();
    assert!(settings.contains("\"Faden!Wen\": \"to\""), "{settings}");
}
