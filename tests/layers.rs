//! The shape of the code: which room knows which, and what no file in `src` may hold.
//!
//! The rules are read off the source text. Every check is also run on made-up sources that break it, so that a check
//! that sees nothing fails.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

#[path = "layers/source.rs"]
mod source;

use std::fs;
use std::path::Path;

use source::Source;

/// Each room and the rooms it may know. `exchange` reads our own format through the door of `file`, bounded and checked
/// like every other format; `app` and `cli` are two faces of the same core and know nothing of each other.
const ROOMS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("edit", &["model"]),
    ("file", &["model"]),
    ("exchange", &["model", "file"]),
    ("analysis", &["model"]),
    ("layout", &["model"]),
    ("scene", &["model", "analysis"]),
    ("export", &["model", "scene", "analysis"]),
    ("app", &["model", "edit", "file", "exchange", "analysis", "layout", "scene", "export"]),
    ("cli", &["model", "edit", "file", "exchange", "analysis", "layout", "scene", "export"]),
];

/// Crates that only some places may name: the crate, and the beginnings of the paths where it is at home.
const CRATES: &[(&str, &[&str])] = &[
    ("egui", &["app/"]),
    ("eframe", &["app/"]),
    ("egui_extras", &["app/"]),
    // Headless, for measuring; the window has it through egui.
    ("epaint", &["scene/text", "app/"]),
    ("egui_graphs", &["app/canvas/", "app/canvas.rs"]),
    ("petgraph", &["analysis/", "app/canvas/", "app/canvas.rs"]),
];

/// What stops the program instead of answering.
const STOPS: &[&str] = &[".unwrap()", ".expect(", "panic!", "todo!", "unimplemented!", "unreachable!"];

/// What puts records into a project.
const INSERTS: &[&str] = &["elements.insert(", "links.insert(", "maps.insert("];

/// Who may do so: the editing room, the model's own constructors, and importers, which build a new project.
const BUILDERS: &[&str] = &["edit/", "model/", "exchange/"];

/// The welcome page draws a map that nobody has made yet.
const EXAMPLE: &str = "app/canvas/welcome.rs";

/// The most lines of a file.
const MOST_LINES: usize = 400;

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
                sources.push(Source::new(&name, &fs::read_to_string(&path).unwrap()));
            }
        }
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(sources.len() > 100, "the sources were not found");
    // Whole files can be for tests alone, as `#[cfg(test)] mod name;` says in the file above them.
    let only_tests: Vec<String> = sources.iter().flat_map(Source::test_files).collect();
    sources.retain(|source| !only_tests.contains(&source.path));
    sources
}

fn assert_none(rule: &str, found: &[String]) {
    assert!(found.is_empty(), "{rule}:\n{}", found.join("\n"));
}

fn all(check: impl Fn(&Source) -> Vec<String>) -> Vec<String> {
    sources().iter().flat_map(check).collect()
}

/// Rooms that a file knows though it may not.
fn strangers(source: &Source) -> Vec<String> {
    let Some(room) = source.room() else { return Vec::new() };
    let Some((_, known)) = ROOMS.iter().find(|(name, _)| *name == room) else {
        return vec![format!("{}: {room} is not in the list of rooms", source.path)];
    };
    let stranger = |(line, other): &(usize, String)| {
        let is_room = ROOMS.iter().any(|(name, _)| name == other);
        (is_room && other != room && !known.contains(&other.as_str()))
            .then(|| format!("{}:{line}: {room} knows {other}", source.path))
    };
    source.rooms_named().iter().filter_map(stranger).collect()
}

/// Crates that a file names away from their home.
fn crates_away(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    for (name, homes) in CRATES {
        if homes.iter().any(|home| source.path.starts_with(home)) {
            continue;
        }
        found.extend(
            source.crate_named(name).into_iter().map(|line| format!("{}:{line}: {name}", source.path)),
        );
    }
    found
}

fn stops(source: &Source) -> Vec<String> {
    let of = |stop: &&str| {
        source
            .lines_with(stop)
            .into_iter()
            .map(|line| format!("{}:{line}: {stop}", source.path))
            .collect::<Vec<_>>()
    };
    STOPS.iter().flat_map(of).collect()
}

fn inserts(source: &Source) -> Vec<String> {
    if BUILDERS.iter().any(|room| source.path.starts_with(room)) || source.path == EXAMPLE {
        return Vec::new();
    }
    let mut found = Vec::new();
    for insert in INSERTS {
        for line in source.lines_with(insert) {
            // A selection has fields of the same names, and choosing changes no project.
            let owner = source.line(line).split(insert).next().unwrap_or_default().trim();
            let owner =
                owner.trim_end_matches('.').rsplit([' ', '(', '.', '&', '*']).next().unwrap_or_default();
            if owner != "selection" {
                found.push(format!("{}:{line}: {owner}.{insert}", source.path));
            }
        }
    }
    found
}

fn too_long(source: &Source) -> Vec<String> {
    let lines = source.length;
    (lines > MOST_LINES).then(|| format!("{}: {lines} lines", source.path)).into_iter().collect()
}

#[test]
fn rooms_know_only_what_lies_above_them() {
    assert_none("A room knows what it may not", &all(strangers));
    // The other way round, so that the check is known to see what is there.
    let seen = all(|source| source.rooms_named().into_iter().map(|(_, room)| room).collect());
    for room in ["model", "analysis", "file", "exchange", "scene", "export"] {
        assert!(seen.iter().any(|other| other == room), "nobody was seen to know {room}");
    }
}

#[test]
fn crates_stay_in_their_rooms() {
    assert_none("A crate is used away from its home", &all(crates_away));
    let home = sources().into_iter().find(|source| source.path == "scene/text.rs").unwrap();
    assert!(!home.crate_named("epaint").is_empty(), "epaint was not seen at home");
}

#[test]
fn nothing_stops_the_program() {
    assert_none("This can stop the program; answer instead", &all(stops));
}

#[test]
fn only_editing_and_importing_build_projects() {
    assert_none("A project is changed outside of edit", &all(inserts));
}

#[test]
fn files_are_short_enough_to_read() {
    assert_none(&format!("Over {MOST_LINES} lines; split by meaning"), &all(too_long));
}

/// Each made-up source breaks its rule as often as it says.
#[test]
fn every_check_can_fail() {
    type Check = fn(&Source) -> Vec<String>;
    let broken: &[(&str, &str, usize, Check)] = &[
        ("model/map.rs", "use crate::edit::Edit;", 1, strangers),
        ("edit/name.rs", "use crate::{file, model};", 1, strangers),
        (
            "edit/name.rs",
            "use crate::{\n    analysis::{Watch, loops},\n    model,\n    scene,\n};",
            2,
            strangers,
        ),
        ("analysis/watch.rs", "use super::scene::Theme;", 0, strangers),
        ("analysis/watch.rs", "use super::super::scene::Theme;", 1, strangers),
        ("analysis/network/graph.rs", "use super::super::super::scene::Theme;", 1, strangers),
        ("analysis/network/mod.rs", "use super::super::{edit, model};", 1, strangers),
        ("analysis/network/mod.rs", "fn f() { let x = super::super::layout::place(); }", 1, strangers),
        (
            "scene/draw/mod.rs",
            "fn f() -> crate::file::Header { crate::file::Header::default() }",
            2,
            strangers,
        ),
        ("app/shell.rs", "use crate::cli;", 1, strangers),
        ("cli/info.rs", "use crate::app::run;", 1, strangers),
        ("cellar/wine.rs", "", 1, strangers),
        ("exchange/table/mod.rs", "use crate::file::Header;", 0, strangers),
        ("model/map.rs", "// use crate::edit::Edit;\n/// [`crate::edit`]", 0, strangers),
        ("model/map.rs", "#[cfg(test)]\nmod tests {\n    use crate::edit::Edit;\n}", 0, strangers),
        ("model/map.rs", "mod tests {\n    use crate::edit::Edit;\n}", 1, strangers),
        ("scene/mark.rs", "use egui::Color32;", 1, crates_away),
        ("scene/mark.rs", "use epaint::Color32;", 1, crates_away),
        ("scene/text.rs", "use epaint::text::FontId;", 0, crates_away),
        ("app/shell.rs", "use egui_graphs::GraphView;", 1, crates_away),
        ("app/shell.rs", "use egui::Ui;", 0, crates_away),
        ("layout/force.rs", "fn f(g: petgraph::graph::DiGraph<(), ()>) {}", 1, crates_away),
        ("cli/info.rs", "use {eframe::App, egui_extras::Column};", 2, crates_away),
        ("cli/info.rs", "let no_egui = \"egui::Ui\"; // egui::Ui", 0, crates_away),
        ("cli/info.rs", "let x = y.unwrap();\nlet x = y\n    .expect(\"z\");", 2, stops),
        ("cli/info.rs", "if bad { panic!(\"x\") } else { todo!() }", 2, stops),
        (
            "cli/info.rs",
            "let said = \"do not panic!\"; /* todo! */ let c = '\"'; let x = y.unwrap();",
            1,
            stops,
        ),
        ("cli/info.rs", "let raw = r#\"a \" .unwrap() \"#;\nlet x = y.unwrap_or(0);", 0, stops),
        (
            "cli/info.rs",
            "#[cfg(test)]\nmod tests {\n    fn f() { \"}\"; x.unwrap(); }\n}\nfn g() { x.unwrap(); }",
            1,
            stops,
        ),
        ("cli/info.rs", "#[cfg(test)]\nfn only_here() {\n    x.unwrap();\n}", 0, stops),
        ("app/session.rs", "project.elements.insert(id, element);", 1, inserts),
        ("app/session.rs", "self.project.maps.insert(id, map);", 1, inserts),
        ("app/session.rs", "Arc::make_mut(&mut project).links.insert(id, link);", 1, inserts),
        ("app/session.rs", "selection.links.insert(id); lit_elements.insert(id);", 0, inserts),
        ("edit/operation.rs", "project.elements.insert(id, element);", 0, inserts),
    ];
    for (path, text, expected, check) in broken {
        let found = check(&Source::new(path, text));
        assert_eq!(found.len(), *expected, "{path}:\n{text}\n{found:?}");
    }
    assert_eq!(too_long(&Source::new("cli/info.rs", &"//\n".repeat(401))).len(), 1);
    assert_eq!(too_long(&Source::new("cli/info.rs", &"//\n".repeat(400))).len(), 0);
}

#[test]
fn files_for_tests_alone_are_found() {
    let source = Source::new("file/mod.rs", "mod save;\n#[cfg(test)]\nmod fault_tests;\n");
    assert_eq!(source.test_files(), ["file/fault_tests.rs", "file/fault_tests/mod.rs"]);
    let source = Source::new("app/gallery.rs", "#[cfg(test)]\nmod tests;\n");
    assert_eq!(source.test_files(), ["app/gallery/tests.rs", "app/gallery/tests/mod.rs"]);
}
