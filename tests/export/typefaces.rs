//! An SVG brings the typefaces that it was measured with.

use std::fs;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tempfile::tempdir;

use crate::{PICKERS, SAMPLES, run};

fn drawn(sample: &str, more: &[&str]) -> String {
    let (code, out, err) = run(&[&["render", sample, "-"], more].concat());
    assert_eq!((code, err.as_str()), (0, ""));
    String::from_utf8(out).unwrap()
}

/// The fonts inside a file.
fn fonts(text: &str) -> Vec<Vec<u8>> {
    text.split("data:font/woff;base64,")
        .skip(1)
        .map(|rest| STANDARD.decode(rest.split(')').next().unwrap()).unwrap())
        .collect()
}

#[test]
fn a_picture_carries_its_typeface_cut_to_what_it_says() {
    for sample in SAMPLES {
        let svg = drawn(sample, &[]);
        let fonts = fonts(&svg);
        assert_eq!(fonts.len(), 1, "{sample}: Inter is all that maps are written in");
        assert!(fonts[0].starts_with(b"wOFF"));
        assert!(fonts[0].len() < 120_000, "{sample}: {} bytes", fonts[0].len());
        assert_eq!(svg, drawn(sample, &[]), "the same bytes twice");
        assert!(roxmltree::Document::parse(&svg).is_ok());
    }
}

#[test]
fn a_picture_without_typefaces_is_the_same_picture() {
    let with = drawn(PICKERS, &[]);
    let without = drawn(PICKERS, &["--no-fonts"]);
    assert!(fonts(&without).is_empty() && !without.contains("<style>"));
    let stripped: Vec<&str> = with.lines().filter(|line| !line.starts_with("<style>")).collect();
    assert_eq!(stripped, without.lines().collect::<Vec<_>>());
}

#[test]
fn a_page_carries_its_typefaces_once_and_markdown_in_each_picture() {
    let folder = tempdir().unwrap();
    let write = |name: &str| {
        let path = folder.path().join(name);
        let (code, _, err) = run(&["report", PICKERS, path.to_str().unwrap()]);
        assert_eq!((code, err.as_str()), (0, ""));
        fs::read_to_string(path).unwrap()
    };
    let page = write("report.html");
    assert_eq!(fonts(&page).len(), 2, "text and figures");
    assert!(page.len() < 900_000, "{}", page.len());
    let markdown = write("report.md");
    let pictures: Vec<String> = markdown
        .split("data:image/svg+xml;base64,")
        .skip(1)
        .map(|rest| String::from_utf8(STANDARD.decode(rest.split(')').next().unwrap()).unwrap()).unwrap())
        .collect();
    assert_eq!(pictures.len(), 3);
    assert!(pictures.iter().all(|picture| fonts(picture).len() == 1));
}
