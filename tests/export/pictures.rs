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

#[test]
fn what_cannot_be_drawn_leaves_no_file() {
    let folder = tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    refused(&["render", VEHICLES, &path("map.png"), "--scale", "100000"]);
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
