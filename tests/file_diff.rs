//! Differences by meaning.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use linchpin::file::{self, diff};
use linchpin::model::Project;
use serde_json::json;

fn read(mut value: serde_json::Value) -> Project {
    value["format"] = "linchpin".into();
    file::parse(value.to_string().as_bytes()).unwrap().project
}

#[test]
fn records_and_fields_are_compared_by_id_and_shown_by_name() {
    let before = read(json!({
        "project": {"title": "Bay"},
        "assessors": {"s_a": {"name": "Ana"}},
        "elements": {
            "e_a": {"kind": "actor", "name": "Council", "ratings": {"s_a": {"interest": 3}}},
            "e_b": {"kind": "actor", "name": "Union"},
            "e_c": {"kind": "issue", "name": "Mistrust"}},
        "links": {"l_a": {"kind": "tie", "ends": ["e_a", "e_b"]}},
        "quarks": {"q_a": {"spin": 1}}}));
    let after = read(json!({
        "project": {"title": "The bay"},
        "assessors": {"s_a": {"name": "Ana"}},
        "elements": {
            "e_a": {"kind": "actor", "name": "Council", "ratings": {"s_a": {"interest": 4, "influence": 2}}},
            "e_b": {"kind": "actor", "name": "Pickers’ union"},
            "e_d": {"kind": "variable", "name": "Waste"}},
        "links": {"l_a": {"kind": "tie", "ends": ["e_b", "e_a"], "tie": "funds"}},
        "quarks": {"q_a": {"spin": 2}}}));
    let found = diff(&before, &after);
    let expected = "\
+ variable “Waste”
- issue “Mistrust”
~ actor “Council”
    ratings/Ana/influence: nothing → 2
    ratings/Ana/interest: 3 → 4
~ actor “Pickers’ union”
    name: “Union” → “Pickers’ union”
~ tie “Pickers’ union → Council”
    ends: [“Council”, “Pickers’ union”] → [“Pickers’ union”, “Council”]
    tie: nothing → “funds”
~ project “The bay”
    title: “Bay” → “The bay”
~ record of quarks “q_a”
    spin: 1 → 2
";
    assert_eq!(found.to_string(), expected);
    let value = serde_json::to_value(&found).unwrap();
    let keys: Vec<&String> = value.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["added", "changed", "removed"]);
    assert_eq!(value["changed"][1]["id"], "e_b");
    assert_eq!(
        value["changed"][1]["fields"][0],
        json!({"field": "name", "before": "Union", "after": "Pickers’ union"})
    );

    let back = diff(&after, &before);
    assert_eq!((back.added.len(), back.removed.len()), (found.removed.len(), found.added.len()));
}

#[test]
fn a_project_does_not_differ_from_itself() {
    let project = file::open("tests/data/file/canonical.linchpin".as_ref()).unwrap().project;
    assert!(diff(&project, &project.clone()).is_empty());
}

#[test]
fn what_is_left_to_decide_is_named_after_what_it_is_about() {
    let before = json!({"elements": {"e_a": {"kind": "actor", "name": "Rent"}}});
    let mut after = before.clone();
    after["conflicts"] = json!({"elements/e_a/name": {"base": "Rents", "values": ["Rent", "Burden"]}});
    assert_eq!(diff(&read(before), &read(after)).to_string(), "+ thing to decide “Rent: name”\n");
}
