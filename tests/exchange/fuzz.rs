//! The corpus of the fuzz targets, and damaged fixtures: no reader fails badly, and what is read can be written.

use std::path::Path;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

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

/// Damages bytes in one of the ways in which files are damaged, or people try readers out.
fn damage(bytes: &mut Vec<u8>, other: &[u8], chance: &mut ChaCha8Rng) {
    const ODD: [&[u8]; 12] = [
        b"\"",
        b"<",
        b"]",
        b"\0",
        b"\xff\xfe",
        b"1e999",
        b"-1",
        b"99999999999",
        b"\n\n",
        b"\\",
        b"&#0;",
        b"\xe2\x80\xae",
    ];
    let mut below = |most: usize| (chance.next_u64() % most.max(1) as u64) as usize;
    let (at, until) = (below(bytes.len() + 1), below(bytes.len() + 1));
    let (start, end) = (at.min(until), at.max(until));
    match below(6) {
        0 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << below(8);
            }
        }
        1 => bytes.truncate(at),
        2 => drop(bytes.splice(at..at, ODD[below(ODD.len())].iter().copied())),
        3 => drop(bytes.drain(start..end.min(start + 40))),
        4 => {
            let again = bytes[start..end.min(start + 200)].to_vec();
            drop(bytes.splice(at..at, again));
        }
        _ => {
            let from = below(other.len() + 1);
            let to = (from + below(60)).min(other.len());
            drop(bytes.splice(at..at, other[from..to].iter().copied()));
        }
    }
}

/// Coverage leads the fuzz targets further, where there is a compiler for them; this runs everywhere. `LINCHPIN_CASES`
/// says how often each file is damaged.
#[test]
fn files_damaged_by_chance_are_read_or_refused() {
    let cases = std::env::var("LINCHPIN_CASES").ok().and_then(|cases| cases.parse::<u64>().ok());
    let cases = cases.unwrap_or(200) / 10;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut files = Vec::new();
    for folder in
        ["fuzz/corpus/read", "data/exchange", "data/corpus/gexf", "data/corpus/loopy", "data/corpus/fcm"]
    {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            files.push((
                path.file_name().unwrap().to_string_lossy().into_owned(),
                std::fs::read(&path).unwrap(),
            ));
        }
    }
    files.sort();
    for (number, (name, whole)) in files.iter().enumerate() {
        let stem = name.split('.').next().unwrap_or_default();
        let from = Format::from_name(stem).or_else(|| Format::from_path(Path::new(name)));
        let options = Options { from, ..Options::default() };
        for case in 0..cases {
            let mut chance = ChaCha8Rng::seed_from_u64(number as u64 * 1_000_003 + case);
            let mut bytes = whole.clone();
            for _ in 0..=case % 4 {
                let other = &files[(chance.next_u64() % files.len() as u64) as usize].1;
                damage(&mut bytes, other, &mut chance);
            }
            let Ok(read) = exchange::read_bytes(Path::new(name), &bytes, &options) else { continue };
            // What was made of it can be written in another format, and that is read again.
            let formats: Vec<Format> =
                Format::ALL.iter().copied().filter(|format| format.can_write()).collect();
            let to = formats[(chance.next_u64() % formats.len() as u64) as usize];
            if let Ok(written) = exchange::write(&read.project, &read.header, to) {
                let options = Options { from: Some(to), ..Options::default() };
                let _ = exchange::read_bytes(Path::new("again"), &written.bytes, &options);
            }
        }
    }
}
