//! Output that cannot be written, and maps that are empty or have names without end.

use std::fs;
use std::path::Path;

use linchpin::export::{pdf, svg};
use linchpin::scene::{PictureOptions, TextMeasurer, picture};
use serde_json::json;
use tempfile::tempdir;

use crate::{PICKERS, VEHICLES, run};

/// Everything that writes a picture or a report, by the ending of the file.
const ENDINGS: [(&str, &str); 5] =
    [("render", "svg"), ("render", "png"), ("render", "pdf"), ("report", "html"), ("report", "md")];

/// What lies in a folder, with its bytes.
#[cfg(unix)]
fn holds(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap()))
        .collect();
    all.sort();
    all
}

/// Runs the program where no file can grow beyond 4 KB, as on a disk that is nearly full.
#[cfg(unix)]
fn on_a_full_disk(arguments: &[&str]) -> (Option<i32>, String) {
    let script = "trap '' XFSZ; ulimit -f 8; exec \"$0\" \"$@\"";
    let mut shell = std::process::Command::new("sh");
    let done = shell.args(["-c", script, env!("CARGO_BIN_EXE_linchpin")]).args(arguments).output().unwrap();
    (done.status.code(), String::from_utf8(done.stderr).unwrap())
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_said_and_leaves_what_was_there() {
    let folder = tempdir().unwrap();
    for (verb, ending) in ENDINGS {
        let out = folder.path().join(format!("out.{ending}"));
        fs::write(&out, "what was there").unwrap();
        let before = holds(folder.path());
        let (code, said) = on_a_full_disk(&[verb, VEHICLES, out.to_str().unwrap()]);
        assert_eq!(code, Some(2), "{verb} {ending}: {said}");
        assert!(said.contains(&format!("out.{ending}")), "{said}");
        assert!(said.lines().count() == 1, "one clear line: {said}");
        assert!(holds(folder.path()) == before, "{verb} {ending} left something behind");
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_said_and_stays_empty() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempdir().unwrap();
    let mode = |mode| fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode)).unwrap();
    mode(0o555);
    // Who may do everything is not kept out: then there is nothing to see here.
    let kept_out = fs::write(folder.path().join("try"), "").is_err();
    for (verb, ending) in ENDINGS.into_iter().filter(|_| kept_out) {
        let out = folder.path().join(format!("out.{ending}"));
        let (code, _, said) = run(&[verb, VEHICLES, out.to_str().unwrap()]);
        assert_eq!(code, 2, "{verb} {ending}");
        assert!(said.contains(&format!("out.{ending}")), "{said}");
    }
    mode(0o755);
    if kept_out {
        assert_eq!(holds(folder.path()).len(), 0);
    }
}

/// Writes everything from a file, and gives the texts of the SVG and the reports.
fn all_of(file: &Path) -> Vec<String> {
    let folder = tempdir().unwrap();
    ENDINGS
        .into_iter()
        .filter_map(|(verb, ending)| {
            let out = folder.path().join(format!("out.{ending}"));
            let (code, _, said) = run(&[verb, file.to_str().unwrap(), out.to_str().unwrap()]);
            assert_eq!((code, said.as_str()), (0, ""), "{verb} {ending}");
            assert!(fs::metadata(&out).unwrap().len() > 100, "{verb} {ending}");
            fs::read_to_string(&out).ok()
        })
        .collect()
}

#[test]
fn an_empty_map_becomes_a_picture_and_a_report() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("empty.linchpin");
    assert_eq!(run(&["new", file.to_str().unwrap()]).0, 0);
    let texts = all_of(&file);
    assert!(texts[0].starts_with("<svg"));
    assert!(texts.iter().any(|text| text.contains("This map is empty.")));
}

#[test]
fn names_without_end_stay_in_their_boxes_and_whole_in_the_report() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("long.csv");
    let (word, words) = ("x".repeat(3000), "many words ".repeat(300));
    fs::write(&file, format!("from,to\n{word},{words}\n{words},The end\n")).unwrap();
    let texts = all_of(&file);
    let svg = &texts[0];
    let size = |name: &str| -> f64 {
        let at = svg.find(&format!("{name}=\"")).unwrap() + name.len() + 2;
        svg[at..].split('"').next().unwrap().parse().unwrap()
    };
    assert!(size("width") < 2000.0 && size("height") < 2000.0, "boxes stay small");
    assert!(svg.contains('…'));
    assert!(texts.iter().skip(1).all(|text| text.contains(&word)), "the report has all of it");
}

#[test]
fn five_thousand_elements_become_pictures() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("large.linchpin");
    let (mut elements, mut places) = (serde_json::Map::new(), serde_json::Map::new());
    let (mut links, mut courses) = (serde_json::Map::new(), serde_json::Map::new());
    for number in 0..5000 {
        let id = format!("e_{number:04}");
        let pos = [200 * (number % 71), 120 * (number / 71)];
        elements.insert(id.clone(), json!({ "kind": "actor", "name": format!("Actor {number}") }));
        places.insert(id.clone(), json!({ "pos": pos }));
        let ends = [id, format!("e_{:04}", number / 2)];
        if ends[0] != ends[1] {
            links.insert(format!("l_{number:04}"), json!({ "kind": "tie", "ends": ends, "tie": "funds" }));
            courses.insert(format!("l_{number:04}"), json!({}));
        }
    }
    let map = json!({ "kind": "actors", "title": "Large", "elements": places, "links": courses });
    let project = json!({
        "format": "linchpin", "version": 1, "min_reader": 1, "elements": elements, "links": links, "maps": { "m_1": map },
    });
    fs::write(&file, project.to_string()).unwrap();
    // Laid out once: that takes longest.
    let project = linchpin::file::parse(&fs::read(&file).unwrap()).unwrap().project;
    let map = project.maps_in_order()[0].0.clone();
    let drawn = picture(&project, &map, &PictureOptions::default(), &mut TextMeasurer::new());
    assert!(drawn.marks.len() > 20_000);
    assert!(svg::write(&drawn).len() > 1_000_000);
    assert!(pdf::write(&[drawn], pdf::Pages::AsDrawn).unwrap().len() > 100_000);
}

#[test]
fn the_picture_under_a_map_is_in_every_picture() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("under.linchpin");
    let mut project: serde_json::Value = serde_json::from_slice(&fs::read(PICKERS).unwrap()).unwrap();
    let mut png = Vec::new();
    let image = image::RgbaImage::from_pixel(4, 4, image::Rgba([200, 30, 30, 255]));
    image.write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png).unwrap();
    let source = {
        use base64::Engine as _;
        format!("data:image/png;base64,{}", base64::engine::general_purpose::STANDARD.encode(png))
    };
    for map in project["maps"].as_object_mut().unwrap().values_mut() {
        map["underlays"] = json!({ "u_1": { "source": source, "area": [-900, -700, 300, 200] } });
    }
    fs::write(&file, serde_json::to_vec(&project).unwrap()).unwrap();
    let texts = all_of(&file);
    assert!(texts[0].contains("<image ") && texts[0].contains(&source));
    assert!(texts[1].matches("<image ").count() == 3, "each map of the web page");
    let out = folder.path().join("out.png");
    run(&["render", file.to_str().unwrap(), out.to_str().unwrap(), "--no-legend"]);
    let pixels = image::open(&out).unwrap().into_rgb8();
    assert!(pixels.pixels().any(|pixel| pixel.0 == [200, 30, 30]), "the PNG shows it");
    let out = folder.path().join("out.pdf");
    run(&["render", file.to_str().unwrap(), out.to_str().unwrap()]);
    let pdf = fs::read(&out).unwrap();
    assert!(
        pdf.windows(14).any(|part| part == b"/Subtype/Image")
            || pdf.windows(15).any(|part| part == b"/Subtype /Image")
    );
}
