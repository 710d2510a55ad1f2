//! Tables as spreadsheets put them on the clipboard.

use linchpin::exchange::capture::print::print;
use linchpin::exchange::capture::{Note, statements_of_table};

fn lines(table: &str) -> Vec<String> {
    let (statements, _) = statements_of_table(table).unwrap();
    print(&statements).lines().map(str::to_owned).collect()
}

#[test]
fn a_header_names_the_columns() {
    assert_eq!(
        lines("from\tto\tkind\tstrength\tdirected\nBBMP\tDry-waste centres\tfunds\t3\tyes\nA\tB\t\t\t\n"),
        ["BBMP -> Dry-waste centres : \"funds\" 3", "A -- B"]
    );
    assert_eq!(
        lines("name,sector,influence,interest\nCAIF,NGO,3,5\nBBMP,Host government,5,\n"),
        ["CAIF #\"NGO\" !3 ?5", "BBMP #\"Host government\" !5"]
    );
    assert_eq!(
        lines("from\tto\tpolarity\tdelay\nIncome\tHealth\tpositive\tyes\nHealth\tDebt\t-\t\n"),
        ["Income (variable) -> Health (variable) + delay", "Health (variable) -> Debt (variable) -"]
    );
}

#[test]
fn without_a_header_the_cells_say_what_they_are() {
    assert_eq!(lines("A\tB\nB\tC"), ["A -- B", "B -- C"]);
    assert_eq!(lines("A\tB\tfunds\t3\nB\tC\t\t"), ["A -- B : \"funds\" 3", "B -- C"]);
    assert_eq!(
        lines("A\tB\t+\nB\tC\t-"),
        ["A (variable) -> B (variable) +", "B (variable) -> C (variable) -"]
    );
    assert_eq!(lines("CAIF\tNGO\nBBMP\tHost government"), ["CAIF #\"NGO\"", "BBMP #\"Host government\""]);
    assert_eq!(lines("CAIF\tNGO\t4\t2"), ["CAIF #\"NGO\" !2 ?4"]);
    assert_eq!(lines("\"two\nlines\"\tB\nA\t\n"), ["two lines -- B", "A"]);
}

#[test]
fn lines_of_the_language_are_no_table() {
    for text in ["A -> B", "name", "A\nB\nC", "", "A, B\nC, D"] {
        assert!(statements_of_table(text).is_none(), "{text}");
    }
}

#[test]
fn what_is_not_understood_is_noted() {
    let (_, notes) = statements_of_table("name\tcolour\nA\tred\n").unwrap();
    assert!(matches!(notes.as_slice(), [Note::Table(said)] if said.contains("left out: 1")));
    let many = (0..6_000).map(|n| format!("A{n}\tB{n}\n")).collect::<Vec<String>>().concat();
    let (statements, notes) = statements_of_table(&many).unwrap();
    assert!(statements.len() <= 5_001);
    assert!(matches!(notes.first(), Some(Note::TooManyLines { .. })));
}
