//! Every cell of the tables of merging: each kind of record and of field, in each way that two people can change it, both
//! ways round.

use linchpin::file::merge;
use linchpin::model::json::Json as _;
use serde_json::{Value, json};

use crate::cases::project;

fn base() -> Value {
    json!({
        "project": {"id": "p_a", "title": "Plan", "problem": "one\ntwo\nthree", "outcomes": ["first", "second"]},
        "assessors": {"s_a": {"name": "Team"}, "s_b": {"name": "Others"}},
        "elements": {
            "e_a": {"kind": "actor", "name": "Rent", "notes": "one\ntwo\nthree", "evidence": ["v_a"], "stages": ["t_s"],
                    "sector": "t_ngo", "assets": {"t_policy": 20}, "ratings": {"s_a": {"interest": 2, "influence": 3}},
                    "fields": {"Phone": "1"}, "odd": "x"},
            "e_b": {"kind": "actor", "name": "Bank"},
            "e_c": {"kind": "variable", "name": "Debt"},
            "e_d": {"kind": "variable", "name": "Hope"},
        },
        "links": {
            "l_a": {"kind": "tie", "ends": ["e_a", "e_b"], "strength": 2, "trust": {"s_a": 2}},
            "l_b": {"kind": "causal", "ends": ["e_c", "e_d"], "polarity": "+", "weight": 0.5},
        },
        "loops": {"o_a": {"label": "R1", "key": ["l_b"], "name": "Spiral", "story": "one\ntwo\nthree"}},
        "evidence": {"v_a": {"title": "Census"}, "v_b": {"title": "Survey"}, "v_c": {"title": "Poll"}},
        "maps": {"m_a": {"kind": "actors", "title": "Who", "order": "V",
                "elements": {"e_a": {"pos": [0, 0]}, "e_b": {"pos": [1, 1]}, "e_c": {"pos": [2, 2]}, "e_d": {"pos": [3, 3]}},
                "links": {"l_a": {"bend": 0.1}, "l_b": {}},
                "groups": {"g_a": {"title": "A", "members": ["e_a"]}},
                "notes": {"n_a": {"text": "one\ntwo\nthree"}}},
            "m_b": {"kind": "causal", "title": "What", "order": "W"}},
        "coalitions": {"k_a": {"name": "Core", "must_in": ["e_a"], "wanted": {"t_policy": 1}}},
        "vocabulary": {"t_x": {"kind": "sector", "name": "Guild"}},
        "views": {"w_a": {"name": "Near", "map": "m_a"}},
        "story": {"z_a": {"title": "First", "order": "V", "focus": ["e_a"]}},
        "indicators": {"i_a": {"name": "Trips"}},
        "changes": {"h_a": {"title": "New law"}},
        "quarks": {"q_a": {"spin": 1}},
    })
}

fn at<'a>(file: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('/').try_fold(file, |value, key| value.get(key))
}

/// The base with the value at `path` set, or taken away.
fn with(path: &str, value: Option<&Value>) -> Value {
    let mut file = base();
    let (owner, field) = path.rsplit_once('/').unwrap();
    let mut place = &mut file;
    for key in owner.split('/') {
        place = &mut place[key];
    }
    match value {
        Some(value) => place[field] = value.clone(),
        None => drop(place.as_object_mut().unwrap().remove(field)),
    }
    file
}

/// Merges both ways round, which must give the same; gives the value at `path` and its entry among what is to decide.
fn merged(base: &Value, x: &Value, y: &Value, path: &str) -> (Option<Value>, Option<Value>) {
    let (base, x, y) = (project(base), project(x), project(y));
    let one = merge(Some(&base), &x, &y).project;
    assert_eq!(one, merge(Some(&base), &y, &x).project, "{path}: both ways round");
    let file = one.to_json();
    let entries = file.get("conflicts").and_then(Value::as_object).cloned().unwrap_or_default();
    let only = entries.get(path).or_else(|| entries.get(&format!("{path}/exists")));
    assert!(entries.len() <= 1 && entries.len() == usize::from(only.is_some()), "{path}: {entries:?}");
    (at(&file, path).cloned(), only.cloned())
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Hard,
    Soft,
    Set,
    Text,
}

/// Each field: where it stands, what it is, and two values beside the one in the base; the second is the greater.
fn fields() -> Vec<(&'static str, Kind, Value, Value)> {
    use Kind::{Hard, Set, Soft, Text};
    let text = ["ONE\ntwo\nthree", "one\ntwo\nTHREE"];
    vec![
        ("project/title", Hard, json!("Plan A"), json!("Plan B")),
        ("elements/e_a/name", Hard, json!("Burden"), json!("Rents")),
        ("elements/e_a/sector", Hard, json!("t_government"), json!("t_labour")),
        ("elements/e_a/ratings/s_a/interest", Hard, json!(4), json!(5)),
        ("elements/e_a/assets/t_policy", Hard, json!(40), json!(80)),
        ("elements/e_a/fields/Phone", Hard, json!("2"), json!("3")),
        ("elements/e_a/odd", Hard, json!("y"), json!("z")),
        ("links/l_a/strength", Hard, json!(4), json!(5)),
        ("links/l_a/ends", Hard, json!(["e_b", "e_a"]), json!(["e_b", "e_b"])),
        ("links/l_a/trust/s_a", Hard, json!(4), json!(5)),
        ("links/l_b/polarity", Hard, json!("-"), json!("?")),
        ("links/l_b/weight", Hard, json!(0.25), json!(0.75)),
        ("loops/o_a/name", Hard, json!("Circle"), json!("Whirl")),
        ("maps/m_a/title", Hard, json!("People"), json!("Whom")),
        ("maps/m_a/groups/g_a/title", Hard, json!("B"), json!("C")),
        ("coalitions/k_a/name", Hard, json!("Allies"), json!("Team")),
        ("coalitions/k_a/wanted/t_policy", Hard, json!(2), json!(3)),
        ("evidence/v_a/title", Hard, json!("Count"), json!("Register")),
        ("story/z_a/title", Hard, json!("Begin"), json!("Start")),
        ("quarks/q_a/spin", Hard, json!(2), json!(3)),
        ("maps/m_a/elements/e_a/pos", Soft, json!([4, 9]), json!([5, 0])),
        ("maps/m_a/links/l_a/bend", Soft, json!(0.2), json!(0.3)),
        ("maps/m_a/order", Soft, json!("W"), json!("X")),
        ("story/z_a/order", Soft, json!("W"), json!("X")),
        ("elements/e_a/evidence", Set, json!(["v_a", "v_b"]), json!(["v_c"])),
        ("elements/e_a/stages", Set, json!(["t_agenda", "t_s"]), json!(["t_design"])),
        ("coalitions/k_a/must_in", Set, json!(["e_a", "e_b"]), json!(["e_b"])),
        ("maps/m_a/groups/g_a/members", Set, json!(["e_a", "e_b"]), json!(["e_d"])),
        ("story/z_a/focus", Set, json!(["e_a", "e_b"]), json!(["e_c"])),
        ("elements/e_a/notes", Text, json!(text[0]), json!(text[1])),
        ("project/problem", Text, json!(text[0]), json!(text[1])),
        ("loops/o_a/story", Text, json!(text[0]), json!(text[1])),
        ("maps/m_a/notes/n_a/text", Text, json!(text[0]), json!(text[1])),
    ]
}

fn members(value: Option<&Value>) -> Vec<Value> {
    value.and_then(Value::as_array).cloned().unwrap_or_default()
}

/// A set of two sides: what stayed with both and what either added.
fn set(base: Option<&Value>, x: Option<&Value>, y: Option<&Value>) -> Option<Value> {
    let (base, x, y) = (members(base), members(x), members(y));
    let mut all: Vec<Value> = x
        .iter()
        .chain(&y)
        .filter(|item| !base.contains(item) || x.contains(item) && y.contains(item))
        .cloned()
        .collect();
    all.sort_by_key(ToString::to_string);
    all.dedup();
    (!all.is_empty()).then_some(Value::Array(all))
}

#[test]
fn each_field_merges_as_its_kind_says_in_every_way_that_it_can_change() {
    let mut cells = 0;
    let mut cell = |base: &Value,
                    path: &str,
                    x: Option<&Value>,
                    y: Option<&Value>,
                    expected: (Option<Value>, Option<Value>)| {
        let set = |value: Option<&Value>| {
            let mut file = base.clone();
            let (owner, field) = path.rsplit_once('/').unwrap();
            let owner = owner.split('/').fold(&mut file, |place, key| &mut place[key]);
            match value {
                Some(value) => owner[field] = value.clone(),
                None => drop(owner.as_object_mut().unwrap().remove(field)),
            }
            file
        };
        let found = merged(base, &set(x), &set(y), path);
        assert_eq!(found, expected, "{path}: {x:?} and {y:?}");
        cells += 1;
    };
    for (path, kind, a, b) in fields() {
        let full = base();
        let old = at(&full, path).cloned().unwrap();
        let (a, b, old) = (Some(&a), Some(&b), Some(&old));
        let entry = |x: Option<&Value>, y: Option<&Value>, base: Option<&Value>| {
            let mut values: Vec<Value> =
                [x, y].into_iter().map(|value| value.cloned().unwrap_or_default()).collect();
            values.sort_by_key(|value| if value.is_null() { String::new() } else { value.to_string() });
            Some(base.map_or_else(
                || json!({ "values": values }),
                |base| json!({ "base": base, "values": values }),
            ))
        };
        // One side, or both the same.
        cell(&full, path, a, a, (a.cloned(), None));
        cell(&full, path, a, old, (a.cloned(), None));
        cell(&full, path, old, b, (b.cloned(), None));
        cell(&full, path, None, old, (None, None));
        cell(&full, path, None, None, (None, None));
        // Both, each otherwise.
        let both = match kind {
            Kind::Hard => (b.cloned(), entry(a, b, old)),
            Kind::Soft => (b.cloned(), None),
            Kind::Set => (set(old, a, b), None),
            Kind::Text => (Some(json!("ONE\ntwo\nTHREE")), None),
        };
        cell(&full, path, a, b, both);
        // One takes away what the other changes.
        let removed = match kind {
            Kind::Hard | Kind::Text => (a.cloned(), entry(a, None, old)),
            Kind::Soft => (a.cloned(), None),
            Kind::Set => (set(old, a, None), None),
        };
        cell(&full, path, a, None, removed);
        // Both add what was not there.
        let empty = with(path, None);
        let added = match kind {
            Kind::Hard | Kind::Text => (
                [a, b].into_iter().max_by_key(|value| value.unwrap().to_string()).unwrap().cloned(),
                entry(a, b, None),
            ),
            Kind::Soft => (b.cloned(), None),
            Kind::Set => (set(None, a, b), None),
        };
        cell(&empty, path, a, b, added);
        cell(&empty, path, a, None, (a.cloned(), None));
    }
    assert!(cells >= 290, "{cells}");
}

/// Each kind of record that nothing else needs, with a field of it.
fn records() -> Vec<(&'static str, &'static str)> {
    vec![
        ("assessors/s_b", "name"),
        ("elements/e_x", "name"),
        ("links/l_b", "weight"),
        ("loops/o_a", "name"),
        ("maps/m_b", "title"),
        ("coalitions/k_a", "name"),
        ("vocabulary/t_x", "name"),
        ("evidence/v_b", "title"),
        ("views/w_a", "name"),
        ("story/z_a", "title"),
        ("indicators/i_a", "name"),
        ("changes/h_a", "title"),
        ("quarks/q_a", "spin"),
        ("elements/e_a/ratings/s_a", "interest"),
        ("maps/m_a/notes/n_a", "text"),
        ("maps/m_a/groups/g_a", "title"),
    ]
}

#[test]
fn each_record_merges_as_agreed_whoever_adds_edits_or_deletes_it() {
    let mut base = base();
    base["elements"]["e_x"] = json!({"kind": "variable", "name": "Lonely"});
    let mut cells = 0;
    for (path, field) in records() {
        let set = |value: Option<&Value>, from: &Value| {
            let mut file = from.clone();
            let (owner, id) = path.rsplit_once('/').unwrap();
            let owner = owner.split('/').fold(&mut file, |place, key| &mut place[key]);
            match value {
                Some(value) => owner[id] = value.clone(),
                None => drop(owner.as_object_mut().unwrap().remove(id)),
            }
            file
        };
        let old = at(&base, path).unwrap().clone();
        let mut edited = old.clone();
        edited[field] = if old[field].is_number() { json!(5) } else { json!("Edited") };
        let mut other = old.clone();
        other["note_of_another"] = json!("theirs");
        let mut both = edited.clone();
        both["note_of_another"] = json!("theirs");
        let (deleted, there, edit, theirs) =
            (set(None, &base), base.clone(), set(Some(&edited), &base), set(Some(&other), &base));
        let exists = Some(json!({"values": ["deleted", "kept"]}));
        for (x, y, expected, entry) in [
            (&edit, &edit, Some(&edited), None),
            (&edit, &there, Some(&edited), None),
            (&deleted, &there, None, None),
            (&deleted, &deleted, None, None),
            (&deleted, &edit, Some(&edited), exists),
            (&edit, &theirs, Some(&both), None),
        ] {
            assert_eq!(merged(&base, x, y, path), (expected.cloned(), entry), "{path}");
            cells += 1;
        }
        // Added by one, by both alike, and by both with more.
        let none = deleted.clone();
        for (x, y, expected) in [(&there, &none, &old), (&there, &there, &old), (&there, &theirs, &other)] {
            assert_eq!(merged(&none, x, y, path), (Some(expected.clone()), None), "{path} added");
            cells += 1;
        }
    }
    assert!(cells >= 140, "{cells}");
}

/// What lies on a map alone is looks: it comes and goes without a question.
#[test]
fn places_on_a_map_ask_nothing() {
    let (path, moved) = ("maps/m_a/elements/e_d", json!({"pos": [7, 7]}));
    let (gone, there, moved_file) = (with(path, None), base(), with(path, Some(&moved)));
    let without_link = |mut file: Value| {
        file["maps"]["m_a"]["links"].as_object_mut().unwrap().remove("l_b");
        file
    };
    let gone = without_link(gone);
    assert_eq!(merged(&there, &gone, &there, path), (None, None));
    assert_eq!(merged(&there, &gone, &moved_file, path), (Some(moved), None));
}
