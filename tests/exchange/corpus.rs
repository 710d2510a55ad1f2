//! Real files made by others: every one imports with the elements that its listing counts.

use std::path::{Path, PathBuf};

use linchpin::exchange::{self, Fate};
use linchpin::model::{Polarity, problems};

struct Listed {
    file: String,
    format: String,
    elements: Option<usize>,
    links: Option<usize>,
    note: String,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/corpus")
}

fn listed() -> Vec<Listed> {
    let mut reader = csv::Reader::from_path(folder().join("MANIFEST.csv")).unwrap();
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        let number = |at: usize| row[at].parse().ok();
        Listed {
            file: row[1].to_owned(),
            format: row[0].to_owned(),
            elements: number(8),
            links: number(9),
            note: row[10].to_owned(),
        }
    });
    rows.collect()
}

#[test]
fn the_listing_names_every_file() {
    let mut files: Vec<String> = Vec::new();
    for entry in std::fs::read_dir(folder()).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            let format = entry.file_name().into_string().unwrap();
            let inside = std::fs::read_dir(entry.path()).unwrap();
            files.extend(
                inside.map(|file| format!("{format}/{}", file.unwrap().file_name().to_string_lossy())),
            );
        }
    }
    let mut named: Vec<String> = listed().into_iter().map(|listed| listed.file).collect();
    files.sort();
    named.sort();
    assert_eq!(files, named);
}

/// Signed arrows stand in the notes of the listing. Of a Vensim sketch every arrow that is drawn is a link, or comes from or
/// to a cloud or a comment.
#[test]
fn arrows_and_their_signs_are_as_many_as_the_listing_counts() {
    for Listed { file, format, links, note, .. } in listed() {
        let imported = exchange::read_any(&folder().join(&file)).unwrap();
        let project = &imported.project;
        let signed = project
            .links
            .values()
            .filter(|link| link.causal().is_some_and(|causal| causal.polarity.is_some()));
        let lost = |part: &str| imported.account.count(Fate::Lost, part);
        if let Some(listed) = note.split_once(" signed").and_then(|(count, _)| count.parse::<usize>().ok()) {
            // The ends of pipes have signs of their own.
            assert!(signed.count() >= listed, "{file}: {listed} are signed");
        }
        match format.as_str() {
            "loopy" | "gexf" => {
                assert_eq!(Some(project.links.len()), links.or(Some(project.links.len())), "{file}");
            }
            "vensim_mdl" => {
                let drawn = project.links.len() + lost("clouds") + lost("arrows from or to a comment");
                let bytes = std::fs::read(folder().join(&file)).unwrap();
                let text = String::from_utf8_lossy(&bytes);
                assert_eq!(drawn, text.lines().filter(|line| line.starts_with("1,")).count(), "{file}");
                assert!(Some(drawn) >= links, "{file}");
            }
            _ => {}
        }
    }
}

#[test]
fn every_file_imports_with_the_elements_that_its_listing_counts() {
    let mut wrong = Vec::new();
    for Listed { file, format, elements, links, .. } in listed() {
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
