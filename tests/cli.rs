//! The command line as a contract: exit codes, one line on stderr, one JSON object on stdout.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use assert_cmd::Command;
use linchpin::cli;
use serde_json::{Value, json};
use tempfile::tempdir;

/// Runs the program's library: exit code, stdout, stderr.
fn run(arguments: &[&str]) -> (i32, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let all = ["linchpin"].iter().chain(arguments).map(OsString::from);
    let code = cli::run(all, &mut out, &mut err);
    (code, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

fn ok(arguments: &[&str]) -> String {
    let (code, out, err) = run(arguments);
    assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
    out
}

/// Runs with `--json`: exit code and the one object.
fn json(arguments: &[&str]) -> (i32, Value) {
    let (code, out, err) = run(&[arguments, &["--json"]].concat());
    assert_eq!(err, "", "{arguments:?}");
    let value: Value = serde_json::from_str(&out).unwrap();
    assert!(value.is_object());
    (code, value)
}

/// Runs something that is refused: exit code 2, nothing on stdout, one line on stderr.
fn refused(arguments: &[&str]) -> String {
    let (code, out, err) = run(arguments);
    assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}: {err}");
    assert_eq!(err.lines().count(), 1, "{arguments:?}: {err}");
    let line = err.trim_end().strip_prefix("linchpin: ").unwrap().to_owned();
    assert!(line.ends_with('.'), "{line}");
    line
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

const DAMAGED: &str = "tests/data/cli/damaged.linchpin";
const TIES: &str = "tests/data/cli/ties.csv";
const CAUSAL: &str = "tests/data/cli/causal.csv";

#[test]
fn a_new_project_is_valid_and_canonical() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("Waste in the bay.linchpin");
    let file = text(&path);
    assert_eq!(ok(&["new", file]), format!("{file}: 0 elements, 0 links\n"));
    let (code, info) = json(&["info", file]);
    assert_eq!(code, 0);
    assert_eq!(info["title"], "Waste in the bay");
    assert_eq!((&info["version"], &info["maps"], &info["elements"]), (&json!(1), &json!(1), &json!(0)));
    assert_eq!(json(&["check", file]), (0, json!({"problems": []})));
    assert_eq!(json(&["fmt", file]), (0, json!({"changed": false})));
    let before = fs::read(&path).unwrap();
    assert!(refused(&["new", file]).contains("such a file already"));
    assert_eq!(fs::read(&path).unwrap(), before);
    assert_eq!(
        refused(&["new", "x.linchpin", "--template", "nope"]),
        "there is no template “nope”; there are: empty."
    );
}

#[test]
fn a_new_project_can_be_printed() {
    let printed = ok(&["new", "-"]);
    assert!(printed.starts_with("{\n \"format\": \"linchpin\",\n \"version\": 1,\n"), "{printed}");
    assert!(refused(&["new", "-", "--json"]).contains("both write to stdout"));
}

#[test]
fn check_lists_every_problem_with_its_place() {
    let (code, out, err) = run(&["check", DAMAGED]);
    assert_eq!((code, err.as_str()), (1, ""));
    let expected = "\
tests/data/cli/damaged.linchpin: elements/e_a/name: warning unreadable_field: This should be text, but is 7; it is kept as it is.
tests/data/cli/damaged.linchpin: elements/e_a: warning unnamed: This actor has no name.
tests/data/cli/damaged.linchpin: elements/e_a/assets/t_policy: warning out_of_range: The level is 120; it goes from 0 to 100.
tests/data/cli/damaged.linchpin: links/l_a/ends: error dangling_link: The link ends at e_gone, which is not in the project. Delete it or redraw it.
tests/data/cli/damaged.linchpin: 1 error and 3 warnings
";
    assert_eq!(out, expected);
    let (code, value) = json(&["check", DAMAGED]);
    assert_eq!(code, 1);
    let problem = json!({"severity": "error", "code": "dangling_link", "at": "links/l_a/ends",
        "message": "The link ends at e_gone, which is not in the project. Delete it or redraw it."});
    assert_eq!(value["problems"][3], problem);
    let (code, value) = json(&["check", TIES, DAMAGED]);
    assert_eq!((code, &value["problems"][0]["file"]), (1, &json!(DAMAGED)));
    assert!(ok(&["check", TIES, CAUSAL]).ends_with("causal.csv: no errors and no warnings\n"));
}

#[test]
fn info_counts_what_is_there() {
    let expected = "\
title     ties
format    csv, version 1
elements  4 (4 actors, 0 variables, 0 issues)
links     3 (3 ties, 0 causal, 0 levers)
map       Actors (actors, 4 elements, 3 links)
";
    assert_eq!(ok(&["info", TIES]), expected);
    let (code, info) = json(&["info", CAUSAL]);
    assert_eq!(code, 0);
    assert_eq!((&info["elements"], &info["links"], &info["variables"]), (&json!(3), &json!(3), &json!(3)));
    assert_eq!(info["format"], "csv");
    assert_eq!(info["map_list"][0]["kind"], "causal");
}

#[test]
fn diff_answers_no_when_files_differ() {
    assert_eq!(ok(&["diff", TIES, TIES]), "");
    let (code, value) = json(&["diff", TIES, TIES]);
    assert_eq!((code, value), (0, json!({"added": [], "removed": [], "changed": []})));
    let (code, out, err) = run(&["diff", TIES, CAUSAL]);
    assert_eq!((code, err.as_str()), (1, ""));
    assert!(out.contains("+ variable “Waste”\n") && out.contains("- tie “Ministry → Council”\n"), "{out}");
    let (code, value) = json(&["diff", TIES, CAUSAL]);
    assert_eq!(code, 1);
    assert!(value["added"].as_array().unwrap().iter().any(|record| record["name"] == "Waste"), "{value}");
}

#[test]
fn fmt_is_idempotent_and_changes_no_meaning() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("plan.linchpin");
    let file = text(&path);
    let compact: Value = serde_json::from_slice(&fs::read(DAMAGED).unwrap()).unwrap();
    fs::write(&path, compact.to_string()).unwrap();
    assert_eq!(run(&["fmt", "--check", file]).0, 1);
    assert_eq!(fs::read_to_string(&path).unwrap(), compact.to_string());
    assert_eq!(ok(&["fmt", file]), format!("{file}: rewritten in canonical form\n"));
    let once = fs::read_to_string(&path).unwrap();
    assert_eq!(once, fs::read_to_string(DAMAGED).unwrap());
    assert_eq!(ok(&["fmt", file]), "");
    assert_eq!(fs::read_to_string(&path).unwrap(), once);
    assert_eq!(ok(&["fmt", "--check", file]), "");
    assert!(refused(&["fmt", TIES]).contains("use `linchpin convert`"));
}

#[test]
fn files_are_imported_into_a_project_that_is_there() {
    let folder = tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let (project, first, second) = (path("town.linchpin"), path("a.csv"), path("b.csv"));
    fs::write(&first, "from,to,kind\nAnn,Municipality,funds\n").unwrap();
    fs::write(&second, "from,to,kind\nann,Municpality,funds\nann,Dan,serves\nDan,,\n").unwrap();
    ok(&["convert", text(&first), text(&project)]);
    let before = fs::read(&project).unwrap();
    let (code, report) = json(&["import", text(&second), "--into", text(&project)]);
    assert_eq!(code, 0);
    assert_eq!((&report["elements"], &report["links"], &report["known"]), (&2.into(), &2.into(), &1.into()));
    assert_eq!(report["near"][0]["new"]["name"], "Municpality");
    assert_eq!(report["near"][0]["known"]["name"], "Municipality");
    assert_eq!(report["warnings"].as_array().unwrap().len(), 1, "{report}");
    assert_eq!(report["maps"].as_array().unwrap().len(), 1);
    assert_eq!(report["files"][0]["account"]["mapped"]["elements"], 3);
    fs::write(&project, &before).unwrap();
    let map = ["--into", text(&project), "--map", "Actors", "--take-near"];
    let (code, out, err) = run(&[&["import", text(&second), text(&first)][..], &map].concat());
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("1 elements and 1 links came, 4 were there already"), "{out}");
    assert!(out.contains("taken as the same: “Municpality” and “Municipality”"), "{out}");
    assert!(err.contains("b.csv: Line 4 was left out"), "{err}");
    let after = fs::read(&project).unwrap();
    let (code, out, _) = run(&[&["import", text(&second)][..], &map].concat());
    assert_eq!((code, fs::read(&project).unwrap()), (0, after));
    assert!(out.contains("all of it is there already"), "{out}");
    // All of the files or none, and only into a project of ours.
    let broken = refused(&["import", text(&first), "nowhere.csv", "--into", text(&project)]);
    assert!(broken.contains("nowhere.csv: there is no such file"), "{broken}");
    assert!(
        refused(&["import", text(&second), "--into", text(&first)])
            .contains("does not look like a Linchpin project")
    );
    assert!(refused(&["import", text(&second)]).contains("name a file to read and one to write"));
    assert!(refused(&["import", text(&second), text(&first), "--map", "x"]).contains("--into"));
}

#[test]
fn converting_there_and_back_gives_the_table_again() {
    for (table, elements) in [(TIES, 4), (CAUSAL, 3)] {
        let folder = tempdir().unwrap();
        let (project, back) = (folder.path().join("x.linchpin"), folder.path().join("x.tsv"));
        let (code, report) = json(&["convert", table, text(&project)]);
        assert_eq!((code, &report["warnings"], &report["links"]), (0, &json!([]), &json!(3)));
        assert_eq!(json(&["fmt", "--check", text(&project)]), (0, json!({"changed": false})));
        let (code, report) = json(&["import", text(&project), text(&back)]);
        assert_eq!(code, 0);
        assert_eq!(report["warnings"], json!([format!("Could not be carried: positions ({elements}).")]));
        // The project is called after its table, and so is its map.
        let again = folder.path().join(Path::new(table).file_name().unwrap()).with_extension("tsv");
        fs::rename(&back, &again).unwrap();
        // Rows are written in the order of ids, so the first layout may differ; nothing else does.
        let (_, found) = json(&["diff", table, text(&again)]);
        assert_eq!((&found["added"], &found["removed"]), (&json!([]), &json!([])));
        let changed = found["changed"].as_array().unwrap();
        assert!(changed.iter().all(|record| record["collection"] == "maps"), "{found}");
    }
}

#[test]
fn a_table_can_be_printed_and_its_signs_are_words() {
    let (code, out, err) = run(&["convert", CAUSAL, "-", "--to", "csv"]);
    assert_eq!(code, 0);
    // A table holds no places, so none are lost between two tables.
    assert_eq!(err, "");
    let mut lines: Vec<&str> = out.lines().collect();
    lines.sort_unstable();
    let expected = [
        "Policy,Waste,negative,no,,",
        "Pressure,Policy,positive,yes,,",
        "Waste,Pressure,positive,no,0.5,",
        "from,to,polarity,delay,strength,label",
    ];
    assert_eq!(lines, expected);
    let (_, out, _) = run(&["convert", TIES, "-", "--to", "csv"]);
    assert!(out.contains("Pickers union,Buyers,'=SUM(A1),2,yes,\n"), "{out}");
}

#[test]
fn several_files_go_into_a_folder_and_say_what_became_of_everything() {
    let folder = tempdir().unwrap();
    let out = text(folder.path());
    let kumu = "tests/data/exchange/kumu.json";
    let (code, report) = json(&["convert", TIES, CAUSAL, kumu, out, "--to", "xlsx"]);
    assert_eq!(code, 0);
    let files = report["files"].as_array().unwrap();
    assert_eq!(files.len(), 3);
    assert_eq!((&files[2]["file"], &files[2]["elements"]), (&json!(kumu), &json!(4)));
    assert_eq!(files[2]["account"]["read"]["mapped"]["loops"], 1);
    assert_eq!(files[2]["account"]["read"]["kept"]["element field “owner”"], 1);
    assert_eq!(files[2]["account"]["written"]["lost"]["loops that people named"], 1);
    // Every verb reads what was written.
    let book = folder.path().join("kumu.xlsx");
    assert_eq!(json(&["check", text(&book)]), (0, json!({"problems": []})));
    let (_, found) = json(&["loops", text(&book)]);
    assert_eq!(found["loops"].as_array().unwrap().len(), 2);

    let (code, out_text, err) = run(&["convert", TIES, "nowhere.csv", out, "--to", "graphml"]);
    assert_eq!(code, 2);
    assert!(err.contains("1 of 2 files were not converted: nowhere.csv: there is no such file"), "{err}");
    assert!(out_text.contains(".graphml: 4 elements, 3 links"), "{out_text}");
    assert!(refused(&["convert", TIES, CAUSAL, "nowhere", "--to", "csv"]).contains("make it first"));
    assert!(
        refused(&["convert", TIES, CAUSAL, out]).contains("name the format of the files in it with --to")
    );
}

#[test]
fn wrong_use_is_said_in_one_line() {
    assert_eq!(
        refused(&["info", "no such.linchpin"]),
        "no such.linchpin: there is no such file; check the name and the folder."
    );
    assert_eq!(refused(&[]), "name a verb; `linchpin --help` lists them.");
    assert!(refused(&["frobnicate", "x"]).contains("'frobnicate'"));
    assert!(refused(&["info"]).contains("<FILE>"));
    assert!(refused(&["info", DAMAGED, "--loud"]).contains("'--loud'"));
    assert!(refused(&["convert", TIES, "out.xyz"]).contains("name one with --to (linchpin, txt, kumu, kumu-blueprint, prsm, graphml, gexf, gml, dot, graphology, nodelink, xmile, mdl, loopy, simlin, insight, pajek, dl, opml, markdown, csv, tsv, xlsx, prsm-xlsx, fcm)"));
    assert!(
        refused(&["convert", TIES, "-", "--to", "xyz"])
            .contains("the formats are linchpin, txt, kumu, kumu-blueprint, prsm, graphml")
    );
    assert!(refused(&["check", ".clippy.toml"]).contains("does not look like a Linchpin project"));
    assert!(refused(&["check", "--json", "tests"]).contains("this is a folder"));
}

#[test]
fn the_help_lists_the_verbs_and_the_contract_of_the_window() {
    let help = ok(&["--help"]);
    for verb in ["new", "check", "info", "convert", "diff", "fmt", "import"] {
        assert!(help.contains(verb), "{verb}: {help}");
        assert!(cli::is_verb(verb.as_ref()));
        assert!(ok(&[verb, "--help"]).contains("Usage: linchpin"));
    }
    assert!(ok(&["--version"]).starts_with("linchpin "));
    assert!(cli::is_verb("--help".as_ref()));
    assert!(!cli::is_verb("plan.linchpin".as_ref()));
}

/// A reader that stops listening, such as `head`.
struct Closed;

impl Write for Closed {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_reader_that_stops_listening_is_no_error() {
    let mut err = Vec::new();
    for arguments in
        [&["linchpin", "info", TIES][..], &["linchpin", "check", DAMAGED], &["linchpin", "--help"]]
    {
        let code = cli::run(arguments.iter().map(OsString::from), &mut Closed, &mut err);
        assert_eq!((code, err.as_slice()), (0, &b""[..]), "{arguments:?}");
    }
}

fn program() -> Command {
    Command::cargo_bin("linchpin").unwrap()
}

#[test]
fn the_program_itself_keeps_the_contract() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("plan.linchpin");
    let program = || {
        let mut program = program();
        program.env("LINCHPIN_DATA", folder.path().join("data"));
        program
    };
    program().arg("new").arg(&path).assert().code(0).stderr("");
    program().arg("info").arg(&path).assert().code(0).stderr("");
    program().arg("check").arg(&path).assert().code(0).stderr("");
    program().args(["check", DAMAGED]).assert().code(1).stderr("");
    program().args(["info", "--loud"]).assert().code(2).stdout("");
    let missing = "linchpin: gone.linchpin: there is no such file; check the name and the folder.\n";
    program().args(["info", "gone.linchpin"]).assert().code(2).stdout("").stderr(missing);
}

#[test]
fn the_program_itself_keeps_what_it_writes_and_brings_it_back() {
    let folder = tempdir().unwrap();
    let (path, data) = (folder.path().join("plan.linchpin"), folder.path().join("data"));
    let run = |arguments: &[&str]| {
        let output =
            program().args(arguments).arg(&path).env("LINCHPIN_DATA", &data).assert().code(0).stderr("");
        String::from_utf8(output.get_output().stdout.clone()).unwrap()
    };
    run(&["new"]);
    let first = fs::read(&path).unwrap();
    assert_eq!(run(&["restore", "--list"]).lines().count(), 1);
    // Somebody changed the file by hand; putting it in order replaces a version that was never kept.
    let mut by_hand: Value = serde_json::from_slice(&first).unwrap();
    by_hand["project"]["title"] = json!("By hand");
    fs::write(&path, by_hand.to_string()).unwrap();
    run(&["fmt"]);
    assert_eq!(run(&["restore", "--list"]).lines().count(), 3);
    run(&["restore", "--version", &linchpin::file::short_hash(&first)]);
    assert_eq!(fs::read(&path).unwrap(), first);
}

#[test]
fn a_history_that_cannot_be_written_is_told_and_the_file_saved() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("plan.linchpin");
    let data = folder.path().join("data");
    fs::write(&data, "a file where the folder should be").unwrap();
    let told = program().arg("new").arg(&path).env("LINCHPIN_DATA", &data).assert().code(0);
    let err = String::from_utf8(told.get_output().stderr.clone()).unwrap();
    assert!(err.starts_with("linchpin: warning: no earlier version was kept: "), "{err}");
    assert_eq!(err.lines().count(), 1);
    ok(&["check", text(&path)]);
}

const SAMPLE: &str = "samples/waste-pickers-bengaluru.linchpin";

/// An element's name, its place, and whether it is pinned.
type Placed = (String, Option<(f64, f64)>, bool);

/// The places of a map's elements.
fn places(file: &str, map: usize) -> Vec<Placed> {
    let project = linchpin::exchange::read_any(Path::new(file)).unwrap().project;
    let (_, map) = project.maps_in_order()[map];
    let place = |(id, at): (&_, &linchpin::model::Placement)| {
        (project.name_of(id), at.pos.map(|pos| (pos.x(), pos.y())), at.pinned)
    };
    map.elements.iter().map(place).collect()
}

#[test]
fn layout_gives_new_places_and_says_how_many() {
    let folder = tempdir().unwrap();
    let out = folder.path().join("out.linchpin");
    let out = text(&out);
    let before = places(SAMPLE, 0);
    for method in ["force", "layered", "radial", "circle", "grid", "columns", "clusters"] {
        let (code, said) = json(&["layout", SAMPLE, "-o", out, "--method", method]);
        assert_eq!((code, &said["method"]), (0, &json!(method)));
        let after = places(out, 0);
        let moved = before.iter().zip(&after).filter(|(before, after)| before.1 != after.1).count();
        assert_eq!(said["moved"], json!(moved), "{method}");
        assert!(moved > before.len() / 2, "{method} moved {moved}");
        assert_eq!(places(SAMPLE, 1), places(out, 1), "{method}: other maps stay");
        let first = fs::read(out).unwrap();
        ok(&["layout", SAMPLE, "-o", out, "--method", method]);
        assert_eq!(fs::read(out).unwrap(), first, "{method} gives the same places each time");
    }
    let said = ok(&["layout", SAMPLE, "-o", out, "--map", "Why incomes stay low"]);
    assert!(said.ends_with("elements moved, method force\n"), "{said}");
    assert_eq!(before, places(out, 0));
    assert_ne!(places(SAMPLE, 1), places(out, 1));
}

#[test]
fn layout_keeps_what_is_pinned_and_what_does_not_overlap() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("pinned.linchpin");
    let file = text(&path);
    let project = linchpin::exchange::read_any(Path::new(SAMPLE)).unwrap().project;
    let (map, record) = project.maps_in_order()[0];
    let elements = record.elements.keys().take(1).cloned().collect();
    let pin = linchpin::edit::Edit::Pin { map: map.clone(), elements, pinned: true };
    let pinned = pin.apply(&project).unwrap();
    fs::write(&path, linchpin::file::to_bytes(&pinned, &linchpin::file::Header::default())).unwrap();
    let before = places(file, 0);
    let kept = before.iter().position(|(_, _, pinned)| *pinned).unwrap();
    ok(&["layout", file, "-o", file, "--method", "force"]);
    let after = places(file, 0);
    assert_eq!(after[kept], before[kept]);
    assert!(before.iter().zip(&after).any(|(before, after)| before != after));
    // Nothing overlaps any more, so taking overlaps away moves nothing.
    let (_, said) = json(&["layout", file, "-o", file, "--method", "remove-overlaps"]);
    assert_eq!(said["moved"], json!(0));
    let (_, said) = json(&["layout", file, "-o", file, "--method", "newcomers"]);
    assert_eq!((&said["moved"], &said["movable"]), (&json!(0), &json!(0)), "all of them have places");
}

#[test]
fn layout_refuses_what_it_cannot_do() {
    assert!(refused(&["layout", SAMPLE, "-o", "x.csv"]).contains("only a project keeps places"));
    assert!(
        refused(&["layout", SAMPLE, "-o", "x.linchpin", "--map", "Nowhere"]).contains("no map “Nowhere”")
    );
    assert!(
        refused(&["layout", SAMPLE, "-o", "x.linchpin", "--method", "radial", "--around", "Nobody"])
            .contains("no element “Nobody”")
    );
    assert!(refused(&["layout", SAMPLE, "-o", "x.linchpin", "--method", "magic"]).contains("magic"));
    assert!(refused(&["layout", SAMPLE, "-o", "-", "--json"]).contains("both write to stdout"));
}

#[test]
fn tables_get_places_by_what_they_join() {
    let folder = tempdir().unwrap();
    let out = folder.path().join("out.linchpin");
    for table in [TIES, CAUSAL, "tests/data/tables/karate.csv"] {
        ok(&["convert", table, text(&out)]);
        let project = linchpin::exchange::read_any(&out).unwrap().project;
        let (_, map) = project.maps_in_order()[0];
        let place = |id| map.elements.get(id).unwrap().pos.unwrap();
        let far = |a, b| (place(a).x() - place(b).x()).hypot(place(a).y() - place(b).y());
        let ids: Vec<_> = map.elements.keys().collect();
        let pairs = ids.iter().enumerate().flat_map(|(at, a)| ids[at + 1..].iter().map(|b| (*a, *b)));
        let all: Vec<f64> = pairs.map(|(a, b)| far(a, b)).collect();
        let joined: Vec<f64> =
            project.links.values().filter_map(|link| link.ends.pair()).map(|(a, b)| far(a, b)).collect();
        let mean = |of: &[f64]| of.iter().sum::<f64>() / of.len() as f64;
        assert!(all.iter().all(|far| *far > 40.0), "{table}: nothing lies on anything");
        assert!(ids.len() < 10 || mean(&joined) < mean(&all), "{table}: what is joined is near");
    }
}
