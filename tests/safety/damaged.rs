//! Files as accidents leave them: what opening each comes to. Opening never changes a file.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use linchpin::exchange::{self, ImportError, Options};
use linchpin::file::{self, Header, ReadFault};
use serde_json::{Value, json};
use tempfile::tempdir;

use crate::cases::project;

fn base() -> Value {
    json!({
        "project": {"id": "p_a", "title": "Plan"},
        "elements": {
            "e_a": {"kind": "actor", "name": "Ann"}, "e_b": {"kind": "actor", "name": "Ben"},
            "e_c": {"kind": "variable", "name": "Cost"}, "e_d": {"kind": "variable", "name": "Demand"},
        },
        "links": {
            "l_a": {"kind": "tie", "ends": ["e_a", "e_b"], "strength": 3},
            "l_b": {"kind": "causal", "ends": ["e_c", "e_d"], "polarity": "+"},
        },
        "maps": {"m_a": {"kind": "actors", "title": "Who", "order": "V",
            "elements": {"e_a": {"pos": [0, 0]}, "e_b": {"pos": [150, 0]}}, "links": {"l_a": {}}}},
    })
}

/// The canonical text of the base.
pub fn text() -> String {
    String::from_utf8(file::to_bytes(&project(&base()), &Header::default())).unwrap()
}

/// The canonical text with some of it written otherwise.
pub fn with(from: &str, to: &str) -> Vec<u8> {
    let text = text();
    assert!(text.contains(from), "the text has no {from}");
    text.replace(from, to).into_bytes()
}

/// What opening a file comes to, in a few words.
fn outcome(path: &Path) -> String {
    let bytes = fs::read(path).unwrap();
    let read = exchange::read_bytes(path, &bytes, &Options::default());
    let counts = |project: &linchpin::model::Project| {
        format!("{} elements, {} links", project.elements.len(), project.links.len())
    };
    let told = match read {
        Ok(read) => {
            let mut told = format!("opens: {}", counts(&read.project));
            for (count, what) in [(read.misfits.len(), "odd fields"), (read.warnings.len(), "notices")] {
                if count > 0 {
                    let _ = write!(told, ", {count} {what}");
                }
            }
            let problems = linchpin::model::problems(&read.project);
            let errors =
                problems.iter().filter(|problem| problem.severity == linchpin::model::Severity::Error);
            match errors.count() {
                0 => {}
                count => {
                    let _ = write!(told, ", {count} problems");
                }
            }
            if read.read_only {
                told.push_str(", read only");
            }
            told
        }
        Err(ImportError::Read(file::ReadError { fault: ReadFault::ConflictMarkers { .. }, .. })) => {
            match file::open_marked(path, None) {
                Ok((merged, _)) => format!("merges: {} to decide", merged.conflicts.len()),
                Err(error) => format!("refused: {error}"),
            }
        }
        Err(error) => match file::salvage(&bytes) {
            Some(salvaged) => {
                format!("recovers: {}, {} doubled", counts(&salvaged.document.project), salvaged.doubled)
            }
            None => format!("refused: {error}"),
        },
    };
    assert_eq!(fs::read(path).unwrap(), bytes, "opening changed {}", path.display());
    told.replace(&path.display().to_string(), "FILE")
}

/// Looks at each file; its outcome begins as said.
pub fn check(name: &str, cases: &[(&str, Vec<u8>, &str)]) {
    let folder = tempdir().unwrap();
    let mut wrong = String::new();
    for (what, bytes, expected) in cases {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let found = outcome(&path);
        if !found.starts_with(expected) {
            let _ = writeln!(wrong, "{what}\n  expected {expected}\n  found    {found}");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

fn utf16(text: &str, big: bool, mark: bool) -> Vec<u8> {
    let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
    units.flat_map(|unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

/// What opening the whole base comes to.
pub const WHOLE: &str = "opens: 4 elements, 2 links";

#[test]
fn text_in_the_ways_of_other_systems_opens() {
    let text = text();
    let latin: Vec<u8> = text.replace("Ann", "Jos\u{e9}").chars().map(|letter| letter as u8).collect();
    let compact = serde_json::from_str::<Value>(&text).unwrap().to_string();
    check(
        "plan.linchpin",
        &[
            ("as it is", text.clone().into_bytes(), WHOLE),
            ("compact", compact.into_bytes(), WHOLE),
            ("with a mark", [b"\xef\xbb\xbf", text.as_bytes()].concat(), WHOLE),
            ("CRLF", text.replace('\n', "\r\n").into_bytes(), WHOLE),
            ("CR", text.replace('\n', "\r").into_bytes(), WHOLE),
            ("tabs", text.replace(' ', "\t").into_bytes(), WHOLE),
            ("no last line break", text.trim_end().as_bytes().to_owned(), WHOLE),
            ("empty lines after it", format!("{text}\n \n\n").into_bytes(), WHOLE),
            ("empty lines before it", format!("\n\n{text}").into_bytes(), WHOLE),
            ("UTF-16, little, marked", utf16(&text, false, true), "opens: 4 elements, 2 links, 1 notices"),
            ("UTF-16, big, marked", utf16(&text, true, true), "opens: 4 elements, 2 links, 1 notices"),
            ("UTF-16, little", utf16(&text, false, false), "opens: 4 elements, 2 links, 1 notices"),
            ("UTF-16, big", utf16(&text, true, false), "opens: 4 elements, 2 links, 1 notices"),
            ("Latin-1", latin, "opens: 4 elements, 2 links, 1 notices"),
            ("escaped letters", with("Ann", "\\u0041nn"), WHOLE),
            ("a letter in two halves", with("Ann", "\\ud83d\\ude00"), WHOLE),
        ],
    );
}

#[test]
fn files_that_were_cut_off_or_overwritten_are_recovered_as_far_as_they_go() {
    let text = text();
    let at = |mark: &str| text.find(mark).unwrap();
    let cut = |end: usize| text.as_bytes()[..end].to_owned();
    let filled = |end: usize, byte: u8| {
        let mut bytes = cut(end);
        bytes.resize(text.len(), byte);
        bytes
    };
    let mut holed = text.clone().into_bytes();
    let hole = at("\"Ben\"");
    holed[hole..hole + 5].fill(0xff);
    let mut flipped = text.clone().into_bytes();
    flipped[at("\"e_b\"")] ^= 0x02;
    check(
        "plan.linchpin",
        &[
            ("nothing", Vec::new(), "refused: FILE: the file is empty"),
            ("spaces", b" \n\t\n ".to_vec(), "refused: FILE: the file is empty"),
            ("one letter", b"{".to_vec(), "refused: FILE: the file ends in the middle"),
            ("one zero", vec![0], "refused: FILE: the file holds nothing but zero"),
            ("zeros", vec![0; 4096], "refused: FILE: the file holds nothing but zero"),
            ("only the head", cut(at("\"elements\"")), "refused: FILE: the file ends in the middle"),
            ("cut in an element", cut(at("\"Ben\"")), "recovers: 1 elements, 0 links"),
            ("cut in a link", cut(at("\"polarity\"")), "recovers: 4 elements, 1 links"),
            ("cut after the links", cut(at("\"maps\"")), "recovers: 4 elements, 2 links"),
            ("cut in a word", cut(at("Demand") + 3), "recovers: 3 elements, 0 links"),
            ("without its last brace", cut(text.trim_end().len() - 1), "recovers: 4 elements, 2 links"),
            ("zeros after the links", filled(at("\"maps\""), 0), "recovers: 4 elements, 2 links"),
            ("zeros in an element", filled(at("\"Ben\""), 0), "recovers: 1 elements, 0 links"),
            ("spaces after the links", filled(at("\"maps\""), b' '), "recovers: 4 elements, 2 links"),
            ("garbage in an element", holed, "recovers: 3 elements, 2 links"),
            ("a flipped bit in a key", flipped, "recovers: 3 elements, 2 links"),
            ("twice", [text.as_bytes(), text.as_bytes()].concat(), "recovers: 4 elements, 2 links"),
            (
                "with the end of a longer one",
                [text.as_bytes(), b"}\n}\n"].concat(),
                "recovers: 4 elements, 2 links",
            ),
            ("a letter after it", format!("{text}x").into_bytes(), "recovers: 4 elements, 2 links"),
            ("its second half", text.as_bytes()[at("\"links\"")..].to_owned(), "refused: FILE: line 1"),
        ],
    );
}

/// A real map cut at 32 places: never fewer records than from a shorter piece.
#[test]
fn every_piece_of_a_real_map_gives_what_is_in_it() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/waste-pickers-bengaluru.linchpin");
    let bytes = fs::read(sample).unwrap();
    let folder = tempdir().unwrap();
    let path = folder.path().join("plan.linchpin");
    let mut last = 0;
    for part in 1..=32 {
        fs::write(&path, &bytes[..bytes.len() * part / 32]).unwrap();
        let found = outcome(&path);
        let elements = found.split(' ').nth(1).and_then(|count| count.parse().ok()).unwrap_or(0);
        assert!(elements >= last, "{part} of 32: {found}, {last} before");
        assert!(part < 32 || found.starts_with("opens"), "{found}");
        last = elements;
    }
    assert!(last >= 18);
}

#[test]
fn records_that_are_not_as_they_should_be_are_kept_and_listed() {
    let deep = |levels: usize| with("\"Ann\"", &format!("{}1{}", "[".repeat(levels), "]".repeat(levels)));
    check(
        "plan.linchpin",
        &[
            (
                "a link to nowhere",
                with("[\"e_a\", \"e_b\"]", "[\"e_a\", \"e_gone\"]"),
                "opens: 4 elements, 2 links, 1 problems",
            ),
            (
                "a link with one end",
                with("[\"e_a\", \"e_b\"]", "[\"e_a\"]"),
                "opens: 4 elements, 1 links, 1 odd fields",
            ),
            (
                "ends that are no list",
                with("[\"e_a\", \"e_b\"]", "7"),
                "opens: 4 elements, 1 links, 1 odd fields",
            ),
            ("a place that is null", with("[150, 0]", "null"), "opens: 4 elements, 2 links"),
            (
                "a place with one number",
                with("[150, 0]", "[150]"),
                "opens: 4 elements, 2 links, 1 odd fields",
            ),
            ("a place far away", with("[150, 0]", "[1e300, -1e300]"), "opens: 4 elements, 2 links"),
            ("a strength of 300", with("\"strength\": 3", "\"strength\": 300"), "opens: 4 elements, 2 links"),
            (
                "a strength in words",
                with("\"strength\": 3", "\"strength\": \"three\""),
                "opens: 4 elements, 2 links, 1 odd fields",
            ),
            (
                "a sign that nobody knows",
                with("\"polarity\": \"+\"", "\"polarity\": \"sideways\""),
                "opens: 4 elements, 2 links, 1 odd fields",
            ),
            ("a name that is a number", with("\"Ann\"", "17"), "opens: 4 elements, 2 links, 1 odd fields"),
            ("a name that is null", with("\"Ann\"", "null"), "opens: 4 elements, 2 links"),
            ("an empty name", with("\"Ann\"", "\"\""), "opens: 4 elements, 2 links"),
            (
                "a kind that nobody knows",
                with(
                    "\"kind\": \"actor\",\n   \"name\": \"Ann\"",
                    "\"kind\": \"ghost\",\n   \"name\": \"Ann\"",
                ),
                "opens: ",
            ),
            (
                "a record that is text",
                with("\"e_b\": {\n   \"kind\": \"actor\",\n   \"name\": \"Ben\"\n  }", "\"e_b\": \"Ben\""),
                "opens: ",
            ),
            (
                "elements that are a list",
                with("\"elements\": {\n  \"e_a\"", "\"elephants\": [],\n \"elements\": {\n  \"e_a\""),
                WHOLE,
            ),
            ("a name with control letters", with("Ann", "A\\u0000\\u001b[31mnn\\u202e"), WHOLE),
            ("120 levels", deep(110), "opens: 4 elements, 2 links, 1 odd fields"),
            ("10,000 levels", deep(10_000), "recovers: 3 elements"),
            ("half a letter", with("Ann", "\\ud83d"), "recovers: 3 elements"),
            ("NaN", with("[150, 0]", "[NaN, 0]"), "recovers: 4 elements"),
            ("infinity", with("[150, 0]", "[1e999, 0]"), "recovers: 4 elements"),
            (
                "a whole number of 30 digits",
                with("\"strength\": 3", "\"strength\": 123456789012345678901234567890"),
                "opens: 4 elements, 2 links",
            ),
            (
                "a comma too much",
                with("\"name\": \"Ann\"\n", "\"name\": \"Ann\",\n"),
                "recovers: 3 elements, 2 links",
            ),
            (
                "a comma too few",
                with(
                    "\"kind\": \"actor\",\n   \"name\": \"Ann\"",
                    "\"kind\": \"actor\"\n   \"name\": \"Ann\"",
                ),
                "recovers: 3 elements, 2 links",
            ),
            ("a remark", with("\"Ann\"\n", "\"Ann\" // our host\n"), "recovers: 3 elements, 2 links"),
            ("quotes of a word processor", with("\"Ann\"", "“Ann”"), "recovers: 3 elements, 2 links"),
        ],
    );
}

#[test]
fn doubled_keys_lose_nothing() {
    check(
        "plan.linchpin",
        &[
            (
                "two elements with one id",
                with("\"e_b\": {", "\"e_a\": {"),
                "recovers: 4 elements, 2 links, 2 doubled",
            ),
            (
                "the same element twice",
                with(
                    "\"e_b\": {\n   \"kind\": \"actor\",\n   \"name\": \"Ben\"",
                    "\"e_a\": {\n   \"kind\": \"actor\",\n   \"name\": \"Ann\"",
                ),
                "recovers: 3 elements, 2 links, 0 doubled",
            ),
            (
                "two collections of a name",
                with(
                    "\"links\": {",
                    "\"elements\": {\"e_x\": {\"kind\": \"actor\", \"name\": \"Xu\"}},\n \"links\": {",
                ),
                "recovers: 5 elements, 2 links, 0 doubled",
            ),
            (
                "a field twice",
                with("\"name\": \"Ann\"", "\"name\": \"Ann\",\n   \"name\": \"Anna\""),
                "recovers: 4 elements, 2 links, 1 doubled",
            ),
            (
                "two titles",
                with("\"title\": \"Plan\"", "\"title\": \"Plan\",\n  \"title\": \"Plan B\""),
                "recovers: 4 elements, 2 links, 1 doubled",
            ),
        ],
    );
}
