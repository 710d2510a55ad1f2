//! Link tables and lists of elements.

use linchpin::exchange::{Format, Imported, Options};
use linchpin::model::{Direction, ElementKind, Link, MapKind, Polarity, Project, Scale, TermKind, problems};
use proptest::prelude::*;

use crate::{read, read_as, written};

/// The links as `from → to`, sorted.
fn arrows(project: &Project) -> Vec<String> {
    let ends = project.links.values().filter_map(|link| link.ends.pair());
    let mut arrows: Vec<String> =
        ends.map(|(from, to)| format!("{} → {}", project.name_of(from), project.name_of(to))).collect();
    arrows.sort();
    arrows
}

fn link<'a>(project: &'a Project, from: &str, to: &str) -> &'a Link {
    let is = |id, name: &str| project.name_of(id) == name;
    let found = project
        .links
        .values()
        .find(|link| link.ends.pair().is_some_and(|(one, other)| is(one, from) && is(other, to)));
    found.unwrap()
}

#[test]
fn a_polarity_column_makes_a_causal_map_of_variables() {
    let text = "POLARITY,Delay,Target,weight,Source,Note\n\
                positive,yes,Sales,0.5,Staff,seen\n\
                -,,Staff,,Costs,\n\
                ?,0,Costs,,Staff,\n\
                ,,Sales,,Costs,\n";
    let Imported { project, warnings, format, .. } = read("plan.csv", text);
    assert_eq!((format, warnings), ("csv", vec![]));
    assert_eq!(arrows(&project), ["Costs → Sales", "Costs → Staff", "Staff → Costs", "Staff → Sales"]);
    let first = link(&project, "Staff", "Sales");
    let causal = first.causal().unwrap();
    assert_eq!((causal.polarity, causal.delay, causal.weight), (Some(Polarity::Plus), true, Some(0.5)));
    assert_eq!(first.notes, "seen");
    assert_eq!(link(&project, "Costs", "Staff").causal().unwrap().polarity, Some(Polarity::Minus));
    assert_eq!(link(&project, "Staff", "Costs").causal().unwrap().polarity, Some(Polarity::Unknown));
    assert_eq!(link(&project, "Costs", "Sales").causal().unwrap().polarity, None);
    assert_eq!(project.elements_of(ElementKind::Variable).count(), 3);
    let (_, map) = project.maps_in_order()[0];
    assert_eq!((map.kind(), map.elements.len(), map.links.len()), (MapKind::Causal, 3, 4));
    assert_eq!(problems(&project), []);
}

#[test]
fn without_one_it_makes_ties_between_actors_which_run_both_ways() {
    let text =
        "from;to;kind;strength;directed\n Ana ;Ben;funds;3;\nBen;Cem;godparent of;;yes\nAna;Cem;;2,5;no\n";
    let imported = read("net.csv", text);
    let project = &imported.project;
    assert_eq!(imported.warnings, Vec::<String>::new());
    let direction = |from, to| link(project, from, to).tie().unwrap().direction.unwrap();
    assert_eq!(direction("Ana", "Ben"), Direction::Mutual);
    assert_eq!(direction("Ben", "Cem"), Direction::Forward);
    let tie = link(project, "Ana", "Ben").tie().unwrap();
    assert_eq!((tie.tie.as_ref().unwrap().to_string(), tie.strength), ("funds".to_owned(), Some(3.0)));
    assert_eq!(link(project, "Ana", "Cem").tie().unwrap().strength, Some(2.5));
    let own = link(project, "Ben", "Cem").tie().unwrap().tie.clone().unwrap();
    assert_eq!(project.word(TermKind::Tie, &own), "godparent of");
    assert_eq!(problems(project), []);

    let directed =
        read_as("net.csv", text, &Options { directed: true, ..Options::default() }).unwrap().project;
    assert_eq!(link(&directed, "Ana", "Ben").tie().unwrap().direction, Some(Direction::Forward));
    assert_eq!(link(&directed, "Ana", "Cem").tie().unwrap().direction, Some(Direction::Mutual));
}

#[test]
fn gephi_writes_the_direction_as_a_type() {
    let project = read("net.csv", "Source,Target,Type,Weight\na,b,Directed,1\nb,c,Undirected,2\n").project;
    assert_eq!(link(&project, "a", "b").tie().unwrap().direction, Some(Direction::Forward));
    assert_eq!(link(&project, "b", "c").tie().unwrap().direction, Some(Direction::Mutual));
    assert!(project.vocabulary.is_empty());
}

#[test]
fn what_is_wrong_is_reported_with_its_line_and_never_guessed() {
    let text = "from,to,polarity,strength,delay\n\
                a,b,negatve,high,perhaps\n\
                ,b,+,,\n\
                a,,+,,\n\
                \n\
                a,b,-,3,\n";
    for text in [text.to_owned(), text.replace('\n', "\r\n")] {
        let imported = read("x.csv", &text);
        assert_eq!(
            imported.warnings,
            [
                "Line 2: the strength “high” is not a plain number and was left out.",
                "Line 2: the polarity “negatve” is not known; the link has the sign ?.",
                "Line 2: delay is “perhaps”, neither yes nor no; it was left out.",
                "Line 3 was left out: it does not say where its link starts.",
                "Line 4 was left out: it does not say where its link ends.",
                "Line 6 repeats the link “a” → “b” of line 2 with another sign; both were kept.",
                "Strengths outside 0 to 1 were kept as they are: 1.",
            ]
        );
        assert_eq!(imported.project.links.len(), 2);
    }
}

#[test]
fn a_table_without_its_columns_says_which_it_has() {
    let error = read_as("x.csv", "who,whom\na,b\n", &Options::default()).unwrap_err().to_string();
    assert!(error.ends_with("the column `name`; this one has `who`, `whom`."), "{error}");
    let error = read_as("x.csv", "", &Options::default()).unwrap_err().to_string();
    assert!(
        error.ends_with("x.csv: the file is empty; take an earlier version of it from a backup."),
        "{error}"
    );
    let error = read_as("x.csv", "from\0to", &Options::default()).unwrap_err().to_string();
    assert!(error.contains("binary"), "{error}");
}

#[test]
fn a_list_of_elements_brings_names_tags_and_ratings() {
    let text = "\u{feff}Name,kind,sector,Interest,influence,district\n\
                Council,actor,Host government,4,5,North\n\
                Waste,variable,,,,\n\
                Choir,,Choirs,x,,\n\
                Council,actor,,,,\n";
    let imported = read("people.csv", text);
    let project = &imported.project;
    assert_eq!(
        imported.warnings,
        [
            "Line 4: the interest “x” is not a plain number and was left out.",
            "Line 5 was left out: “Council” stands further up already."
        ]
    );
    let (_, council) = project.find_element("Council").unwrap();
    let actor = council.actor().unwrap();
    assert_eq!(actor.sector.as_ref().unwrap().to_string(), "t_government");
    assert_eq!(actor.spread(Scale::Influence).map(|spread| spread.mean), Some(5.0));
    assert_eq!(council.fields["district"], "North");
    assert_eq!(project.maps.len(), 2);
    assert_eq!(problems(project), []);
}

#[test]
fn the_content_decides_when_the_name_does_not() {
    assert_eq!(read("links", "from\tto\na\tb\n").format, "csv");
    assert_eq!(read("links.TSV", "from\tto\na\tb\n").format, "tsv");
    assert_eq!(read("plan", "{\"format\": \"linchpin\"}").format, "linchpin");
    let error = read_as("letter", "Dear all", &Options::default()).unwrap_err().to_string();
    assert!(error.contains("This does not look like a Linchpin project."), "{error}");
}

#[test]
fn importing_twice_gives_the_same_bytes() {
    let text = "from,to,kind\nb,a,likes\na,c,likes\na,c,funds\n";
    let bytes = || written(&read("x.csv", text).project, Format::Linchpin);
    assert_eq!(bytes(), bytes());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn a_written_table_reads_back_as_it_was(
        rows in prop::collection::vec(("[a-c='@+\",;→-]{1,4}", "[a-c='@+\",;→-]{1,4}", 0..4_usize, any::<bool>()), 1..12),
        causal in any::<bool>(),
        tabs in any::<bool>(),
    ) {
        let signs = ["positive", "negative", "unknown", ""];
        let mut out = csv::Writer::from_writer(Vec::new());
        out.write_record(["from", "to", if causal { "polarity" } else { "kind" }, if causal { "delay" } else { "directed" }]).unwrap();
        for (from, to, sign, flag) in &rows {
            let guard = |name: &str| format!("'{name}");
            let kinds = ["funds", "=SUM(A1)", "serves", ""];
            let word = if causal { signs[*sign] } else { kinds[*sign] };
            out.write_record([guard(from).as_str(), &guard(to), word, if *flag { "yes" } else { "no" }]).unwrap();
        }
        let text = String::from_utf8(out.into_inner().unwrap()).unwrap();
        let first = read("x.csv", &text).project;
        let (name, format) = if tabs { ("x.tsv", Format::Tsv) } else { ("x.csv", Format::Csv) };
        let table = written(&first, format);
        let table = String::from_utf8(table).unwrap();
        let separator = if tabs { b'\t' } else { b',' };
        let mut cells = csv::ReaderBuilder::new().delimiter(separator).from_reader(table.as_bytes());
        for cell in cells.records().flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()) {
            prop_assert!(!cell.starts_with(['=', '+', '-', '@']), "{}", cell);
        }
        let second = read(name, &table).project;
        prop_assert_eq!(arrows(&second), arrows(&first));
        let again = written(&second, format);
        let sorted = |text: &str| { let mut lines: Vec<String> = text.lines().map(str::to_owned).collect(); lines.sort(); lines };
        prop_assert_eq!(sorted(&String::from_utf8(again).unwrap()), sorted(&table));
    }

    #[test]
    fn no_text_makes_a_table_fail_badly(text in "(from|to|name|polarity|[,;\t\n\"']|\\PC){0,60}") {
        let _ = read_as("x.csv", &text, &Options::default());
        let _ = read_as("x.csv", &format!("from,to,strength,delay\n{text}"), &Options::default());
    }
}

/// People know a file again by how it begins.
#[test]
fn a_preview_shows_the_first_rows_of_the_file() {
    let rows =
        (0..40).map(|row| format!("Actor {row},Actor {}\n", row + 1)).collect::<Vec<String>>().concat();
    let preview = read("ties.csv", &format!("from,to\n{rows}")).preview();
    let names: Vec<&str> = preview.first_elements.iter().map(|row| row.cells[0].as_str()).collect();
    assert_eq!(names[..3], ["Actor 0", "Actor 1", "Actor 2"]);
    let starts: Vec<&str> = preview.first_links.iter().map(|row| row.cells[0].as_str()).collect();
    assert_eq!(starts[..3], ["Actor 0", "Actor 1", "Actor 2"]);
}
