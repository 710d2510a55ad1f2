//! The corpus of the fuzz targets, and damaged fixtures: no reader fails badly, and what is read can be written.

use std::path::Path;

use linchpin::exchange::{self, Format, Options};

/// Reads bytes as every format; gives in how many they can be read.
fn read_all(bytes: &[u8]) -> usize {
    let read = |format: &Format| {
        let options = Options { from: Some(*format), ..Options::default() };
        exchange::read_bytes(Path::new("fuzz"), bytes, &options).is_ok()
    };
    Format::ALL.iter().filter(|format| read(format)).count()
}

fn replay(name: &str, bytes: &[u8]) {
    read_all(bytes);
    let Ok(imported) = exchange::read_bytes(Path::new(name), bytes, &Options::default()) else { return };
    for format in Format::ALL.iter().copied().filter(|format| format.can_write()) {
        if let Ok(written) = exchange::write(&imported.project, &imported.header, format) {
            let options = Options { from: Some(format), ..Options::default() };
            let _ = exchange::read_bytes(Path::new("fuzz"), &written.bytes, &options);
        }
    }
}

#[test]
fn the_corpus_of_every_format_is_replayed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus/read");
    let mut seen = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        replay("fuzz", &std::fs::read(&path).unwrap());
        seen.push(path.file_stem().unwrap().to_string_lossy().into_owned());
    }
    for format in Format::ALL.iter().filter(|format| **format != Format::Linchpin) {
        assert!(seen.iter().any(|name| name == format.name()), "no file for {}", format.name());
    }
}

#[test]
fn damaged_fixtures_are_read_or_refused() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    for file in [
        "exchange/kumu.json",
        "corpus/vensim_mdl/SIR.mdl",
        "corpus/loopy/example1.url.txt",
        "corpus/fcm/fcmpy_8_concepts_matrix.csv",
    ] {
        let whole = std::fs::read(folder.join(file)).unwrap();
        for part in 1..6 {
            let end = whole.len() * part / 6;
            replay(file, &whole[..end]);
            let mut torn = whole.clone();
            torn[end] = b'"';
            replay(file, &torn);
        }
    }
}
