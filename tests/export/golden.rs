//! Pictures of the samples, byte for byte: people keep exports under version control.
//!
//! `UPDATE_GOLDEN=1 cargo test --test export golden` writes them anew; look at them before committing.

use std::fs;
use std::path::Path;

use crate::{SAMPLES, run};

#[test]
fn every_map_of_every_sample_is_drawn_as_before() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/golden");
    let mut changed = Vec::new();
    for sample in SAMPLES {
        let stem = Path::new(sample).file_stem().unwrap().to_str().unwrap();
        let project = linchpin::file::parse(&fs::read(sample).unwrap()).unwrap().project;
        for (number, (id, _)) in project.maps_in_order().into_iter().enumerate() {
            // Typefaces have tests of their own, and would bury what changed in a picture.
            let (code, out, err) = run(&["render", sample, "-", "--map", &id.to_string(), "--no-fonts"]);
            assert_eq!((code, err.as_str()), (0, ""), "{sample}");
            let path = folder.join(format!("{stem}-{}.svg", number + 1));
            if std::env::var_os("UPDATE_GOLDEN").is_some() {
                fs::write(&path, &out).unwrap();
            }
            let golden = fs::read(&path).unwrap_or_default();
            if out != golden {
                changed.push(difference(&path, &golden, &out));
            }
        }
    }
    assert!(
        changed.is_empty(),
        "pictures changed; look at them, then set UPDATE_GOLDEN=1 to keep them:\n{}",
        changed.join("\n")
    );
}

/// Which picture changed, and its first line that did.
fn difference(path: &Path, golden: &[u8], now: &[u8]) -> String {
    let lines = |bytes: &[u8]| String::from_utf8_lossy(bytes).lines().map(str::to_owned).collect::<Vec<_>>();
    let (before, after) = (lines(golden), lines(now));
    let at = before.iter().zip(&after).take_while(|(before, after)| before == after).count();
    let line = |lines: &[String]| lines.get(at).cloned().unwrap_or_default();
    format!(
        "{}, line {}:\n  was {}\n  is  {}",
        path.file_name().unwrap().display(),
        at + 1,
        line(&before),
        line(&after)
    )
}
