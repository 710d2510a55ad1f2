//! Real files made by others: every one imports with the elements that its listing counts.

use std::path::{Path, PathBuf};

use linchpin::exchange;
use linchpin::model::{Polarity, problems};

struct Listed {
    file: String,
    format: String,
    elements: Option<usize>,
    links: Option<usize>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/corpus")
}

fn listed() -> Vec<Listed> {
    let mut reader = csv::Reader::from_path(folder().join("MANIFEST.csv")).unwrap();
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        let number = |at: usize| row[at].parse().ok();
        Listed { file: row[1].to_owned(), format: row[0].to_owned(), elements: number(8), links: number(9) }
    });
    rows.collect()
}

#[test]
fn every_file_imports_with_the_elements_that_its_listing_counts() {
    let mut wrong = Vec::new();
    for Listed { file, format, elements, links } in listed() {
        // Arrows to clouds and between clouds are drawn, but join no two variables; the listing of the matrix counts columns.
        let links = links.filter(|_| !matches!(format.as_str(), "vensim_mdl" | "fcm"));
        let imported = exchange::read_any(&folder().join(&file)).unwrap();
        let expected = match format.as_str() {
            "vensim_mdl" => "mdl",
            "simlin_json" => "simlin",
            format => format,
        };
        assert_eq!(imported.format, expected, "{file}");
        let project = &imported.project;
        // The matrix has eight concepts; an address holds what the file of the same name holds.
        let elements = elements.or((format == "fcm").then_some(8));
        if elements.is_some_and(|elements| elements != project.elements.len()) {
            wrong.push(format!("{file}: {} elements, not {elements:?}", project.elements.len()));
        }
        if links.is_some_and(|links| links > project.links.len()) {
            wrong.push(format!("{file}: {} links, not {links:?}", project.links.len()));
        }
        let errors = problems(project).into_iter().filter(|problem| problem.code != "duplicate_name");
        assert_eq!(errors.map(|problem| problem.message).collect::<Vec<_>>(), Vec::<String>::new(), "{file}");
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// What the handbook says of single files, checked by hand against their text.
#[test]
fn signs_places_and_pipes_are_those_of_the_files() {
    let read = |file: &str| exchange::read_any(&folder().join(file)).unwrap().project;
    let arrows = |project: &linchpin::model::Project, sign: Option<Polarity>| {
        project.links.values().filter(|link| link.causal().unwrap().polarity == sign).count()
    };
    let sir = read("vensim_mdl/SIR.mdl");
    // Two pipes of two ends each; the seven arrows have no sign.
    assert_eq!((arrows(&sir, Some(Polarity::Plus)), arrows(&sir, Some(Polarity::Minus))), (2, 2));
    assert_eq!(arrows(&sir, None), 7);
    let (id, found) = sir.find_element("Contact Infectivity").unwrap();
    assert!(found.notes.starts_with("A joint parameter"));
    assert_eq!(found.fields["units"], "Persons/Persons/Day");
    assert!(sir.maps.values().next().unwrap().elements[id].pos.is_some());
    // 18 signed arrows, and two ends of pipes for each of Rookies, Experts and Task Backlog.
    let workforce = read("vensim_mdl/workforce.mdl");
    let signed = workforce.links.len() - arrows(&workforce, None);
    assert_eq!(signed, 18 + 6);
    let stella = read("xmile/GeneratedByAIThenEdited.stmx");
    let notes = stella.links.values().filter(|link| link.notes.starts_with("Reasoning:")).count();
    assert!(notes > 80, "{notes}");
    let loopy = read("loopy/example1.url.txt");
    assert_eq!(arrows(&loopy, Some(Polarity::Minus)), 1);
    let map = loopy.maps.values().next().unwrap();
    assert!(map.notes.values().any(|note| note.text.starts_with("A basic ecological\nfeedback loop.")));
    let same = |a: &str, b: &str| {
        let names =
            |file: &str| read(file).elements.values().map(|found| found.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(a), names(b));
    };
    same("loopy/example2.url.txt", "loopy/example2.json");
    same("loopy/example3.url.txt", "loopy/example3.json");
    let fcm = read("fcm/fcmpy_8_concepts_matrix.csv");
    let (from, to) = (fcm.find_element("C5").unwrap().0, fcm.find_element("C6").unwrap().0);
    let link = fcm.links.values().find(|link| link.ends.pair() == Some((from, to))).unwrap();
    let causal = link.causal().unwrap();
    assert_eq!((causal.polarity, causal.weight), (Some(Polarity::Minus), Some(0.9)));
}
