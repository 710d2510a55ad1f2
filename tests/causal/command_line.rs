//! The verbs `predict` and `simulate`, and `loops --agreement`.

use std::ffi::OsString;

use linchpin::cli;
use serde_json::Value;

const VEHICLES: &str = "samples/electric-vehicles-india.linchpin";

fn run(arguments: &[&str]) -> (i32, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = cli::run(["linchpin"].iter().chain(arguments).map(OsString::from), &mut out, &mut err);
    (code, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

fn json(arguments: &[&str]) -> Value {
    let (code, out, _) = run(&[arguments, &["--json"]].concat());
    assert_eq!(code, 0, "{arguments:?}");
    serde_json::from_str(&out).unwrap()
}

fn some_variable() -> String {
    let found = json(&["loops", VEHICLES]);
    found["loops"][0]["names"][0].as_str().unwrap().to_owned()
}

#[test]
fn predict_prints_the_contract_and_repeats() {
    let name = some_variable();
    let asked = ["predict", VEHICLES, "--raise", &name, "--draws", "200", "--seed", "7"];
    let found = json(&asked);
    assert_eq!(found["draws"], 200);
    assert_eq!(found["stable"], 200);
    for variable in found["variables"].as_array().unwrap() {
        let share = |key: &str| variable[key].as_f64().unwrap();
        assert!((share("rises") + share("falls") + share("unchanged") - 1.0).abs() < 1e-9, "{variable}");
        assert!(variable["verdict"].is_string() && variable["id"].is_string());
    }
    assert_eq!(found, json(&asked));
    let (code, out, _) = run(&asked);
    assert!(code == 0 && out.starts_with("200 stable draws of 200 count."), "{out}");
}

#[test]
fn predict_without_a_press_says_what_to_give() {
    let (code, out, err) = run(&["predict", VEHICLES]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("--raise NAME"), "{err}");
}

#[test]
fn simulate_prints_the_contract() {
    let name = some_variable();
    let clamp = format!("{name}=1");
    let found = json(&["simulate", VEHICLES, "--clamp", &clamp, "--rule", "modified", "--steps", "50"]);
    assert!(["fixed point", "limit cycle", "not converged"].contains(&found["outcome"].as_str().unwrap()));
    let steps = found["steps"].as_u64().unwrap() as usize;
    for series in found["series"].as_object().unwrap().values() {
        assert_eq!(series.as_array().unwrap().len(), steps + 1);
    }
    let (code, _, err) = run(&["simulate", VEHICLES, "--clamp", "nonsense"]);
    assert!(code == 2 && err.contains("NAME=V"), "{err}");
}

#[test]
fn maps_of_several_files_are_compared() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, lines: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, format!("from,to,polarity\n{lines}")).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let ana = file("ana.csv", "Rules,Cost,+\nCost,Rules,-\n");
    let ben = file("ben.csv", "rules,cost,-\nCost,Rules,-\nCost,Price,+\n");
    let found = json(&["loops", &ana, "--with", &ben]);
    assert_eq!(found["loops"].as_array().unwrap().len(), 1);
    let agreement = &found["agreement"];
    assert_eq!(agreement["maps"], 2);
    let links: Vec<(&str, Value)> = agreement["links"]
        .as_array()
        .unwrap()
        .iter()
        .map(|link| (link["to"].as_str().unwrap(), link["by_map"].clone()))
        .collect();
    let expected = [
        ("Rules", serde_json::json!(["-", "-"])),
        ("Cost", serde_json::json!(["+", "-"])),
        ("Price", serde_json::json!([null, "+"])),
    ];
    assert_eq!(links, expected);
    let (code, out, _) = run(&["loops", &ana, "--with", &ben]);
    assert_eq!(code, 0);
    assert!(
        out.contains("Agreement of 2 maps: 3 links. Signs differ on 1, all draw 1, 1 in one map alone."),
        "{out}"
    );

    assert_eq!(json(&["loops", &ana])["agreement"], Value::Null);
    let (code, _, err) = run(&["loops", &ana, "--agreement"]);
    assert!(code == 2 && err.contains("name other files with --with"), "{err}");
}
