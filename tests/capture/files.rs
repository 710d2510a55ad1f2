//! Text files: a project written as text is the same project when it is read again, as far as the language goes.

use std::path::Path;

use linchpin::exchange::capture::{read, write};
use linchpin::exchange::{self, Format};
use linchpin::model::{MapKind, Project, Scale};
use proptest::prelude::*;

/// What the language carries, in words.
fn told(project: &Project) -> Vec<String> {
    let mut told: Vec<String> = project
        .elements
        .values()
        .map(|element| {
            let actor = element.actor();
            let rated = |scale| {
                actor.and_then(|actor| actor.spread(scale)).map(|spread| (spread.mean * 100.0).round())
            };
            let assets: Vec<String> = actor.map_or(Vec::new(), |actor| {
                actor.assets.iter().map(|(id, level)| format!("{id}:{level}")).collect()
            });
            let sector = actor
                .and_then(|actor| actor.sector.as_ref())
                .map(|id| project.word(linchpin::model::TermKind::Sector, id));
            format!(
                "{} {} {sector:?} {assets:?} {:?} {:?}",
                element.kind().as_str(),
                element.name,
                rated(Scale::Interest),
                rated(Scale::Influence)
            )
        })
        .collect();
    told.extend(project.links.values().filter_map(|link| {
        let (from, to) = link.ends.pair()?;
        let tie = link.tie().map(|tie| (tie.tie.clone(), tie.strength, tie.is_mutual()));
        let causal = link.causal().map(|causal| (causal.polarity, causal.delay, causal.weight));
        let lever = link.lever().map(|lever| (lever.lever, lever.strength));
        Some(format!("{} {} {tie:?} {causal:?} {lever:?}", project.name_of(from), project.name_of(to)))
    }));
    told.extend(project.maps.values().map(|map| {
        format!("map {} {} {} {}", map.title, map.kind().as_str(), map.elements.len(), map.links.len())
    }));
    told.sort();
    told
}

#[test]
fn the_samples_survive_as_text() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut read_some = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "linchpin") {
            continue;
        }
        let project = exchange::read_any(&path).unwrap().project;
        let (text, _) = write(&project);
        let (again, warnings) = read(&text, &project.about.title);
        assert!(warnings.is_empty(), "{}: {warnings:?}", path.display());
        let before = told(&project);
        // Links that no map shows get a map of their own.
        let after: Vec<String> =
            told(&again).into_iter().filter(|line| !line.starts_with("map Not on a map")).collect();
        for (before, after) in before.iter().zip(&after) {
            assert_eq!(before, after, "{}:\n{text}", path.display());
        }
        assert_eq!(before.len(), after.len());
        read_some += 1;
    }
    assert!(read_some > 1);
}

#[test]
fn a_text_file_is_a_format_of_exchange() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.txt");
    std::fs::write(&path, "Policy pressure -> Supplier audits + delay\nSupplier audits -> Costs -\n")
        .unwrap();
    let imported = exchange::read_any(&path).unwrap();
    assert_eq!((imported.format, imported.project.links.len()), ("txt", 2));
    // Signs and no ratings make a causal map.
    assert_eq!(imported.project.maps_in_order()[0].1.kind(), MapKind::Causal);
    let bytes = exchange::write(&imported.project, &imported.header, Format::Text).unwrap().bytes;
    let text = String::from_utf8(bytes).unwrap();
    assert_eq!(
        text.lines().collect::<Vec<_>>(),
        ["[causal] Causal loops", "Policy pressure -> Supplier audits + delay", "Supplier audits -> Costs -"]
    );
    // A table under this ending stays a table.
    std::fs::write(&path, "from,to\nA,B\n").unwrap();
    assert_eq!(exchange::read_any(&path).unwrap().project.links.len(), 1);
}

#[test]
fn reading_twice_gives_the_same_project() {
    let text = "A #ngo !4 -> B : funds\n[issues]\nNo land -> A";
    assert_eq!(read(text, "x"), read(text, "x"));
}

#[test]
fn what_the_language_has_no_words_for_is_said() {
    let (mut project, _) = read("A -> B\n", "x");
    assert!(write(&project).1.is_empty());
    let id = project.elements.keys().next().unwrap().clone();
    let mut element = (*project.elements[&id]).clone();
    element.notes = "A note".to_owned();
    project.elements.insert(id, std::sync::Arc::new(element));
    assert!(write(&project).1.iter().any(|warning| warning.contains("notes")));
}

#[test]
fn elements_of_one_name_are_told_apart() {
    let (project, _) = read("Ann (actor)\n[causal]\nAnn (variable)\n", "x");
    assert_eq!(project.elements.len(), 2);
    let (text, warnings) = write(&project);
    assert!(
        text.contains("Ann (2)") && warnings.iter().any(|warning| warning.contains("numbered: 1")),
        "{text}"
    );
}

proptest! {
    #[test]
    fn any_lines_survive_being_written(lines in prop::collection::vec("[A-D]( (->|--) [A-D]( [-+?])?( : (funds|x) [1-5])?)?( #ngo)?( !3)?", 1..8)) {
        let (project, _) = read(&lines.join("\n"), "x");
        let (text, _) = write(&project);
        let (again, warnings) = read(&text, "x");
        prop_assert!(warnings.is_empty(), "{:?}", warnings);
        prop_assert_eq!(told(&project), told(&again), "{}", text);
    }
}
