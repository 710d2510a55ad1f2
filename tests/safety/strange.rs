//! Files of git, of newer versions and of other programs under our name, and hostile ones: what opening each comes to.

use crate::damaged::{WHOLE, check, text, with};

#[test]
fn what_git_left_unmerged_is_merged() {
    let text = text();
    let name = text.lines().find(|line| line.contains("\"Ann\"")).unwrap();
    let (ours, theirs) = (name.replace("Ann", "Anna"), name.replace("Ann", "Anne"));
    let two = format!("<<<<<<< HEAD\n{ours}\n=======\n{theirs}\n>>>>>>> side");
    let three = format!("<<<<<<< HEAD\n{ours}\n||||||| 12ab\n{name}\n=======\n{theirs}\n>>>>>>> side");
    let marked = |marks: &str| text.replace(name, marks);
    let other = text.replace("\"Ann\"", "\"Anne\"").replace("\"Cost\"", "\"Costs\"");
    let whole = format!("<<<<<<< HEAD\n{text}||||||| empty\n=======\n{other}>>>>>>> side\n");
    check(
        "plan.linchpin",
        &[
            ("two versions", marked(&two).into_bytes(), "merges: 1 to decide"),
            ("with the base", marked(&three).into_bytes(), "merges: 1 to decide"),
            ("with CRLF", marked(&three).replace('\n', "\r\n").into_bytes(), "merges: 1 to decide"),
            ("the file as a whole", whole.into_bytes(), "merges: 2 to decide"),
            ("two places", marked(&two).replace("\"Cost\"", "\"Costs\"").into_bytes(), "merges: 1 to decide"),
            ("a mark that does not end", marked(&two).replace(">>>>>>> side", "").into_bytes(), "recovers: "),
            ("only the last mark", marked(&two).replace("<<<<<<< HEAD\n", "").into_bytes(), "recovers: "),
        ],
    );
}

#[test]
fn newer_and_foreign_files_are_told_apart() {
    let newer = with("\"version\": 1", "\"version\": 7");
    let locked = String::from_utf8(newer.clone()).unwrap().replace("\"min_reader\": 1", "\"min_reader\": 7");
    check(
        "plan.linchpin",
        &[
            ("a newer version", newer, "opens: 4 elements, 2 links, 1 notices"),
            (
                "one that asks for a newer program",
                locked.into_bytes(),
                "opens: 4 elements, 2 links, 1 notices, read only",
            ),
            (
                "a version in words",
                with("\"version\": 1", "\"version\": \"new\""),
                "opens: 4 elements, 2 links, 1 odd fields, 1 notices, read only",
            ),
            (
                "version 0",
                with("\"version\": 1", "\"version\": 0"),
                "opens: 4 elements, 2 links, 1 odd fields, 1 notices, read only",
            ),
            ("no version", with("\"version\": 1,\n", ""), WHOLE),
            ("another format", with("\"format\": \"linchpin\"", "\"format\": \"other\""), "refused: FILE: "),
            ("{}", b"{}".to_vec(), "refused: FILE: "),
            ("[]", b"[]".to_vec(), "refused: FILE: "),
            ("null", b"null".to_vec(), "refused: FILE: "),
            ("a number", b"42".to_vec(), "refused: FILE: "),
            ("a letter to somebody", b"Dear all,\nhere is the map".to_vec(), "refused: FILE: "),
            ("a web page", b"<!DOCTYPE html><html><body>Sign in</body></html>".to_vec(), "refused: FILE: "),
            ("gzip", b"\x1f\x8b\x08\0\0\0\0\0".to_vec(), "refused: FILE: this is a gzip archive"),
            ("zip", b"PK\x03\x04\x14\0\0\0".to_vec(), "refused: FILE: "),
            ("a program", b"\x7fELF\x02\x01\x01\0\0\0".to_vec(), "refused: FILE: "),
            ("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), "refused: FILE: "),
        ],
    );
}

/// Inputs made to cost more than they should, in the formats that can hold them.
#[test]
fn hostile_files_of_other_formats_are_refused_or_read_within_bounds() {
    let laughs = "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">\
                  <!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><graphml>&c;</graphml>";
    let outside = "<?xml version=\"1.0\"?><!DOCTYPE g [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>\
                   <graphml><graph><node id=\"&x;\"/></graph></graphml>";
    check(
        "map.graphml",
        &[
            ("billion laughs", laughs.as_bytes().to_vec(), "refused: FILE"),
            ("a file from outside", outside.as_bytes().to_vec(), "refused: FILE"),
            ("a million open tags", "<graphml>".repeat(100_000).into_bytes(), "refused: FILE"),
            ("nothing", Vec::new(), "refused: FILE"),
        ],
    );
    check(
        "map.csv",
        &[
            ("a formula", b"from,to\n=1+1,+2\n-3,@x\n".to_vec(), "opens: 4 elements, 2 links"),
            ("only a head", b"from,to\n".to_vec(), "opens: 0 elements, 0 links"),
            ("nothing", Vec::new(), "refused: FILE"),
        ],
    );
}
