//! Reading and writing project files: what is damaged is named, what is unknown survives, the form is one.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::path::Path;

use linchpin::file::{self, Header};
use linchpin::model::json::{Json as _, Reader};
use linchpin::model::{ElementKind, Project};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// A project as the file's JSON, without the three header lines.
fn project(value: Value) -> Project {
    Project::from_json(value, &mut Reader::default()).unwrap().0
}

fn any_scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_filter("finite", |number| number.is_finite()).prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        "[a-z\\\\\"\n\t\u{0}é→]{0,12}".prop_map(Value::from),
    ]
}

fn any_value() -> impl Strategy<Value = Value> {
    any_scalar().prop_recursive(3, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map("[a-z]{1,6}", inner, 0..5)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

/// A record: `known` fields that mostly fit, and any others that do not or are unknown.
fn record(known: Value) -> impl Strategy<Value = Value> {
    let names = prop_oneof![
        Just("name".to_owned()),
        Just("pos".to_owned()),
        Just("ratings".to_owned()),
        Just("elements".to_owned()),
        "x_[a-z]{1,5}",
    ];
    prop::collection::btree_map(names, any_value(), 0..4).prop_map(move |others| {
        let mut object: Map<String, Value> = known.as_object().cloned().unwrap_or_default();
        object.extend(others);
        Value::Object(object)
    })
}

fn collection(id: &'static str, known: Value) -> impl Strategy<Value = Value> {
    let id = "[0-9a-z]{4}".prop_map(move |tail| format!("{id}_{tail}"));
    prop::collection::btree_map(id, record(known), 0..4)
        .prop_map(|records| Value::Object(records.into_iter().collect()))
}

fn any_project() -> impl Strategy<Value = Value> {
    let actor = json!({"kind": "actor", "sector": "t_ngo", "assets": {"t_policy": 85.25, "t_capital": "much"},
                       "ratings": {"s_a": {"interest": 4, "new": [1, {"deep": null}]}}});
    let variable = json!({"kind": "variable", "goal": true});
    let tie = json!({"kind": "tie", "ends": ["e_a", "e_b"], "direction": "mutual", "trust": {"s_a": 2}});
    let causal = json!({"kind": "causal", "ends": ["e_a", "e_b"], "polarity": "-", "weight": 0.1,
                        "claims": {"c_a": {"who": "x", "polarity": "sideways"}}});
    let map = json!({"kind": "causal", "title": "t", "order": "V", "elements": {"e_a": {"pos": [1.5, -2], "z": 1}}});
    (
        record(json!({"title": "T", "outcomes": ["a", "b"]})),
        prop_oneof![collection("e", actor), collection("e", variable)],
        prop_oneof![collection("l", tie), collection("l", causal)],
        collection("m", map),
        collection("q", json!({})),
        any_value(),
    )
        .prop_map(|(about, elements, links, maps, unknown, odd)| {
            json!({"project": about, "elements": elements, "links": links, "maps": maps, "quarks": unknown,
                   "loops": odd})
        })
}

/// Every value of `before` stands in `after` at the same place. Defaults may be left out: they say nothing.
fn survives(before: &Value, after: Option<&Value>, at: &str) -> Result<(), String> {
    let says_nothing = |value: &Value| match value {
        Value::Bool(on) => !on,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(object) => object.is_empty(),
        _ => false,
    };
    match (before, after) {
        (Value::Object(before), Some(Value::Object(after))) => {
            // Points are rounded to 0.01 by design.
            let mut fields = before.iter().filter(|(key, _)| *key != "pos");
            fields.try_for_each(|(key, value)| survives(value, after.get(key), &format!("{at}/{key}")))
        }
        (Value::Number(before), Some(Value::Number(after))) if before.as_f64() == after.as_f64() => Ok(()),
        (before, Some(after)) if before == after => Ok(()),
        (before, None) if says_nothing(before) => Ok(()),
        _ => Err(format!("{at}: {before} became {after:?}")),
    }
}

/// How many cases each property is tried on: 400, or `LINCHPIN_CASES`.
fn cases() -> u32 {
    std::env::var("LINCHPIN_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(400)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn saving_opening_and_saving_again_gives_the_same_bytes(value in any_project()) {
        let first = file::to_bytes(&project(value), &Header::default());
        let read = file::parse(&first).unwrap();
        let second = file::to_bytes(&read.project, &read.header());
        prop_assert_eq!(String::from_utf8(first), String::from_utf8(second));
    }

    #[test]
    fn unknown_and_misshapen_fields_survive_at_every_level(value in any_project()) {
        let mut file_value = value.clone();
        file_value["format"] = "linchpin".into();
        let read = file::parse(file_value.to_string().as_bytes()).unwrap();
        let saved: Value = serde_json::from_slice(&file::to_bytes(&read.project, &read.header())).unwrap();
        let lost = survives(&value, Some(&saved), "");
        prop_assert_eq!(lost, Ok(()));
    }

    #[test]
    fn no_bytes_make_the_reader_fail_badly(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Err(error) = file::parse(&bytes) {
            prop_assert!(error.to_string().starts_with("the file: "));
        }
    }

    #[test]
    fn a_file_cut_anywhere_is_refused_with_its_place(cut in 0.0..1.0_f64) {
        let bytes = std::fs::read("tests/data/file/canonical.linchpin").unwrap();
        let cut = ((bytes.len() - 2) as f64 * cut) as usize;
        let message = file::parse(&bytes[..cut]).unwrap_err().to_string();
        let named = message.contains("ends in the middle (line ") || message.contains("is empty");
        prop_assert!(named, "{}", message);
    }
}

#[test]
fn the_canonical_form_is_as_agreed() {
    let path = Path::new("tests/data/file/canonical.linchpin");
    let golden = std::fs::read_to_string(path).unwrap();
    let document = file::open(path).unwrap();
    assert_eq!(document.misfits, []);
    assert_eq!(document.notices, Vec::<String>::new());
    // The order of keys and the line breaks of the file that is read do not matter.
    let compact: Value = serde_json::from_str(&golden).unwrap();
    let again = file::parse(compact.to_string().as_bytes()).unwrap();
    assert_eq!(String::from_utf8(file::to_bytes(&again.project, &again.header())).unwrap(), golden);
    assert!(golden.contains("\"pos\": [120.5, -48]"));
    assert_eq!(document.project.elements_of(ElementKind::Actor).count(), 2);
}

fn refused(bytes: &[u8]) -> String {
    file::parse(bytes).unwrap_err().to_string()
}

#[test]
fn every_kind_of_damage_is_named_with_its_place_and_its_cure() {
    let head = "{\n \"format\": \"linchpin\",\n";
    let deep = format!("{head} \"x\": {}", "[".repeat(200));
    let utf16: Vec<u8> = "{\"format\"".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let nul_tail = format!("{head} \"elements\": {{\0\0\0");
    let ours = "Correct it there, or take an earlier version of the file from a backup.";
    let cases: Vec<(Vec<u8>, String)> = vec![
        (b"".to_vec(), "the file is empty; take an earlier version of it from a backup.".into()),
        (b" \n ".to_vec(), "the file is empty; take an earlier version of it from a backup.".into()),
        (vec![0; 40], "the file holds nothing but zero bytes; take an earlier version of it from a backup.".into()),
        (utf16, "the file is in UTF-16; save it as UTF-8 with the editor that wrote it.".into()),
        (b"\x1f\x8b\x08\0".to_vec(), "this is a gzip archive; unpack it first.".into()),
        (b"PK\x03\x04rest".to_vec(), "this is a zip archive; unpack it first.".into()),
        (b"\x7fELF\x02\0\x01\x02".to_vec(), "this is a binary file, not a Linchpin project; check that it is the right one.".into()),
        (b"{\n\"a\": \"caf\xe9\"}".to_vec(), "line 2: this is not UTF-8 text; save the file as UTF-8 with the editor that wrote it.".into()),
        (
            format!("{head}<<<<<<< ours\n=======\n>>>>>>> theirs\n}}").into_bytes(),
            "line 3: this file holds an unfinished git merge; `linchpin resolve` merges it by meaning.".into(),
        ),
        (format!("{head} \"elements\": {{").into_bytes(), "the file ends in the middle (line 3); take an earlier version of it from a backup.".into()),
        (nul_tail.into_bytes(), "the file ends in the middle (line 3); take an earlier version of it from a backup.".into()),
        (format!("{head} \"a\": 1 \"b\": 2}}").into_bytes(), format!("line 3, column 9: expected `,` or `}}`. {ours}")),
        (b"Dear all,\nhere is the map".to_vec(), "line 1, column 1: expected value. This does not look like a Linchpin project.".into()),
        (format!("{head} \"a\": 1}} more").into_bytes(), format!("line 3, column 10: trailing characters. {ours}")),
        (format!("{head} \"a\": 1e999}}").into_bytes(), format!("line 3, column 11: number out of range. {ours}")),
        (format!("{head} \"a\": NaN}}").into_bytes(), format!("line 3, column 7: expected value. {ours}")),
        (deep.into_bytes(), "line 3: values are nested more than 127 deep, which no Linchpin project is; check the file.".into()),
        (
            format!("{head} \"elements\": {{\n  \"e_a\": {{\"name\": \"a\",\n \"name\": \"b\"}}}}}}").into_bytes(),
            "line 5: elements/e_a has “name” a second time; delete one of the two or give it another name.".into(),
        ),
        (
            format!("{head} \"links\": {{}}, \"links\": {{}}}}").into_bytes(),
            "line 3: the file has “links” a second time; delete one of the two or give it another name.".into(),
        ),
        (
            b"{\"nodes\": []}".to_vec(),
            "this is JSON of another program, not a Linchpin project (it does not say \"format\": \"linchpin\"); open it with the program that made it.".into(),
        ),
        (
            b"[1, 2]".to_vec(),
            "this is JSON of another program, not a Linchpin project (it does not say \"format\": \"linchpin\"); open it with the program that made it.".into(),
        ),
    ];
    for (bytes, expected) in cases {
        assert_eq!(refused(&bytes), format!("the file: {expected}"));
    }
}

#[test]
fn files_that_cannot_be_opened_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("plan.linchpin");
    let message = file::open(&missing).unwrap_err().to_string();
    assert!(
        message.ends_with("plan.linchpin: there is no such file; check the name and the folder."),
        "{message}"
    );
    let message = file::open(folder.path()).unwrap_err().to_string();
    assert!(message.ends_with(": this is a folder; name a file in it."), "{message}");
    let large = std::fs::File::create(&missing).unwrap();
    large.set_len(file::MOST_BYTES + 1).unwrap();
    let message = file::open(&missing).unwrap_err().to_string();
    assert!(message.contains("larger than 64 MiB"), "{message}");
}

#[test]
fn marks_and_line_ends_of_other_systems_are_read() {
    let plain =
        b"{\r\n\"format\": \"linchpin\",\r\n\"version\": 1, \"project\": {\"title\": \"T\"}}\r\n".to_vec();
    let marked = [b"\xef\xbb\xbf".to_vec(), plain.clone()].concat();
    let (plain, marked) = (file::parse(&plain).unwrap(), file::parse(&marked).unwrap());
    assert_eq!(plain.project, marked.project);
    assert_eq!(plain.project.about.title, "T");
    assert_ne!(plain.hash, marked.hash);
}

#[test]
fn newer_files_open_and_keep_their_version() {
    let read = |text: &str| file::parse(text.as_bytes()).unwrap();
    let newer = read(r#"{"format": "linchpin", "version": 7, "min_reader": 1, "novelty": {"a": {}}}"#);
    assert!(!newer.read_only);
    assert_eq!(newer.notices.len(), 1);
    let saved = String::from_utf8(file::to_bytes(&newer.project, &newer.header())).unwrap();
    assert!(
        saved.starts_with("{\n \"format\": \"linchpin\",\n \"version\": 7,\n \"min_reader\": 1,\n"),
        "{saved}"
    );
    assert!(saved.contains("novelty"));

    let locked = read(r#"{"format": "linchpin", "version": 7, "min_reader": 7}"#);
    assert!(locked.read_only);
    assert!(locked.notices[0].contains("version 7; you have 1. You can look, but not change it"));
    let folder = tempfile::tempdir().unwrap();
    let bytes = file::to_bytes(&locked.project, &locked.header());
    let error = file::save(&folder.path().join("x.linchpin"), &bytes).unwrap_err();
    assert!(matches!(error, file::SaveError::NeedsNewer { .. }));

    let unclear = read(r#"{"format": "linchpin", "version": "new"}"#);
    assert!(unclear.read_only);
    assert_eq!(unclear.misfits[0].at, "version");
}
