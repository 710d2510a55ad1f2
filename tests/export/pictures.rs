//! Pictures repeat byte by byte, their text is text, and nothing half written stays behind.

use std::fs;

use tempfile::tempdir;

use linchpin::export::pdf::{Pages, Paper, PdfError, write};
use linchpin::scene::{PictureOptions, TextMeasurer, picture};

use crate::{PICKERS, SAMPLES, VEHICLES, json, refused, run};

#[test]
fn a_pdf_repeats_and_has_a_page_for_each_map() {
    let folder = tempdir().unwrap();
    for sample in SAMPLES {
        let out = folder.path().join("maps.pdf");
        let path = out.to_str().unwrap();
        let said = json(&["render", sample, path, "--all", "--paper", "a3", "--title"]);
        let first = fs::read(&out).unwrap();
        assert!(first.starts_with(b"%PDF-") && first.len() > 10_000, "{sample}");
        json(&["render", sample, path, "--all", "--paper", "a3", "--title"]);
        assert_eq!(first, fs::read(&out).unwrap(), "{sample}: other bytes the second time");
        let pages =
            first.windows(12).filter(|part| part == b"/Type /Page\n" || part == b"/Type/Page/R").count();
        let maps = said["maps"].as_array().unwrap().len();
        assert!(pages == maps || pages == 0, "{sample}: {pages} pages for {maps} maps");
    }
}

#[test]
fn a_poster_takes_as_many_sheets_as_it_needs_and_no_more_than_sense() {
    let bytes = fs::read(VEHICLES).unwrap();
    let project = linchpin::file::parse(&bytes).unwrap().project;
    let map = project.maps_in_order()[0].0.clone();
    let drawn = picture(&project, &map, &PictureOptions::default(), &mut TextMeasurer::new());
    let pictures = [drawn];
    let fit = write(&pictures, Pages::Fit(Paper::A4)).unwrap();
    let poster = write(&pictures, Pages::Poster(Paper::A4, 2.0)).unwrap();
    assert!(poster.len() > fit.len());
    assert!(
        matches!(write(&pictures, Pages::Poster(Paper::A4, 200.0)), Err(PdfError::Sheets(count)) if count > 400)
    );
    assert!(write(&pictures, Pages::AsDrawn).is_ok());
}

#[test]
fn all_maps_become_files_with_numbers() {
    let folder = tempdir().unwrap();
    let out = folder.path().join("map.svg");
    let said = json(&["render", PICKERS, out.to_str().unwrap(), "--all", "--stamp"]);
    let files = said["files"].as_array().unwrap();
    assert_eq!(files.len(), 3);
    let hash = linchpin::file::hash_text(&fs::read(PICKERS).unwrap());
    for file in files {
        let svg = fs::read_to_string(file.as_str().unwrap()).unwrap();
        assert!(svg.contains(&hash), "the stamp names the file");
    }
    assert!(!out.exists());
}

#[test]
fn a_transparent_picture_has_no_ground() {
    let (code, out, _) = run(&["render", VEHICLES, "-", "--transparent"]);
    assert_eq!(code, 0);
    let clear = String::from_utf8(out).unwrap();
    let (_, out, _) = run(&["render", VEHICLES, "-"]);
    let ground = String::from_utf8(out).unwrap();
    assert_eq!(ground.lines().count(), clear.lines().count() + 1);
}

/// An actor has half a dozen icons; their outlines made pictures of large maps as heavy as films.
#[test]
fn an_icon_is_drawn_once_however_often_it_stands_there() {
    const ACTORS: usize = 300;
    let folder = tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let rows = (0..ACTORS).map(|row| format!("Actor {row},Actor {},funds\n", row * 7 % ACTORS));
    fs::write(path("many.csv"), format!("from,to,kind\n{}", rows.collect::<String>())).unwrap();
    json(&["render", &path("many.csv"), &path("many.svg"), "--no-fonts"]);
    let svg = fs::read_to_string(path("many.svg")).unwrap();
    let uses = svg.matches("<use xlink:href=\"#coins\"").count();
    assert!(uses > 250, "a tie is marked with its kind: {uses}");
    assert_eq!(svg.matches("id=\"coins\"").count(), 1);
    assert!(svg.len() / ACTORS < 1_500, "{} bytes for each actor", svg.len() / ACTORS);
    json(&["render", &path("many.csv"), &path("many.pdf")]);
    let pdf = fs::read(path("many.pdf")).unwrap();
    assert!(pdf.len() / ACTORS < 900, "{} bytes for each actor", pdf.len() / ACTORS);
}

/// Every name in a picture means something, and on a page of several pictures it means one thing.
#[test]
fn what_is_used_in_a_picture_is_there_once() {
    let page = String::from_utf8(run(&["report", PICKERS, "-"]).1).unwrap();
    let picture = String::from_utf8(run(&["render", PICKERS, "-", "--no-fonts"]).1).unwrap();
    assert!(page.matches("<figure").count() > 2);
    for text in [page, picture] {
        let all = |mark: &str| -> Vec<String> {
            let after = text.split(mark).skip(1);
            after.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
        };
        let ids = all(" id=\"");
        let unique: std::collections::BTreeSet<&String> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{ids:?}");
        let used = all("<use xlink:href=\"#");
        assert!(used.len() > 20);
        assert!(used.iter().all(|name| unique.contains(name)), "{used:?}");
    }
}

#[test]
fn what_cannot_be_drawn_leaves_no_file() {
    let folder = tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let error = refused(&["render", VEHICLES, &path("map.png"), "--scale", "100000"]);
    let most = error.split("at most ").nth(1).unwrap().trim_end_matches(|c: char| !c.is_ascii_digit());
    assert!((1.0..100.0).contains(&most.parse::<f64>().unwrap()), "a scale that would do: {error}");
    refused(&["render", VEHICLES, &path("map.docx")]);
    refused(&["render", VEHICLES, &path("nowhere/map.pdf")]);
    refused(&["render", VEHICLES, &path("map.pdf"), "--paper", "a4", "--poster", "--scale", "400"]);
    refused(&["render", VEHICLES, &path("map.svg"), "--paper", "a4"]);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn what_came_and_went_since_an_earlier_version_is_marked() {
    use linchpin::edit::Edit;
    use linchpin::file::{Header, parse, to_bytes};
    use linchpin::model::{Element, ElementId, ElementKind, Point};

    let folder = tempdir().unwrap();
    let path = folder.path().join("now.linchpin");
    let before = parse(&fs::read(VEHICLES).unwrap()).unwrap().project;
    let map = before.maps_in_order()[0].0.clone();
    let gone = before.find_element("Cheap loans").unwrap().0.clone();
    let delete = Edit::Delete { elements: [gone].into(), links: std::collections::BTreeSet::new() };
    let element = Element::new(ElementKind::Variable, "Scrap value");
    let add = Edit::AddElement { id: ElementId::from("e_new"), element, map, pos: Point::new(0.0, 0.0) };
    let now = add.apply(&delete.apply(&before).unwrap()).unwrap();
    fs::write(&path, to_bytes(&now, &Header::default())).unwrap();
    let draw = |more: &[&str]| {
        let (code, out, err) = run(&[&["render", path.to_str().unwrap(), "-"], more].concat());
        assert_eq!((code, err.as_str()), (0, ""));
        String::from_utf8(out).unwrap()
    };
    let plain = draw(&[]);
    assert!(plain.contains("Scrap value") && !plain.contains("Cheap loans"));
    let marked = draw(&["--since", VEHICLES]);
    let struck = |name: &str| marked.lines().any(|line| line.contains(name) && line.contains("line-through"));
    assert!(struck("Cheap loans"), "what went is there, struck out");
    assert!(marked.contains("Scrap value") && !struck("Scrap value"));
}
