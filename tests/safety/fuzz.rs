//! The corpora of the fuzz targets of files are replayed, as they are and with some of their bytes changed.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use linchpin::file::{Header, Origin, Recovery, to_bytes};

use crate::cases::Draft;
use crate::hostile;
use crate::random::{Random, cases};

/// No input takes longer, in a build for tests and on a busy machine.
const LONGEST: Duration = Duration::from_secs(20);

fn corpus(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(target);
    let mut found: Vec<(String, Vec<u8>)> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap()))
        .collect();
    found.sort();
    assert!(found.len() >= 3, "{target} has only {} files", found.len());
    found
}

/// The bytes with a few of them changed, taken out, doubled, or put elsewhere.
fn changed(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=random.below(4) {
        if bytes.is_empty() {
            break;
        }
        let at = random.below(bytes.len());
        let end = (at + random.below(40)).min(bytes.len());
        match random.below(6) {
            0 => bytes[at] ^= 1 << random.below(8),
            1 => bytes[at] = *random.pick(b"{}[]\",:\\\n\0\xff0-<=>|").unwrap(),
            2 => drop(bytes.drain(at..end)),
            3 => {
                let piece = bytes[at..end].to_vec();
                let to = random.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            4 => bytes.truncate(at),
            _ => bytes[at..end].fill(random.next() as u8),
        }
    }
    bytes
}

fn replay(target: &str, check: impl Fn(&[u8])) {
    let each = cases(2_000) / 20;
    for (place, (name, bytes)) in corpus(target).into_iter().enumerate() {
        let began = Instant::now();
        check(&bytes);
        assert!(began.elapsed() < LONGEST, "{target}/{name} took {:?}", began.elapsed());
        for number in 0..each {
            let random = &mut Random::new(number ^ ((place as u64) << 32));
            check(&changed(&bytes, random));
        }
    }
}

#[test]
fn files_are_opened_or_refused() {
    replay("load", hostile::load);
}

#[test]
fn damaged_files_are_rescued_or_refused() {
    replay("rescue", hostile::rescue);
}

#[test]
fn whatever_three_files_hold_they_merge_by_the_laws() {
    assert!(corpus("merge").iter().all(|(_, bytes)| hostile::merging(bytes)), "three files each");
    replay("merge", |bytes| {
        hostile::merging(bytes);
    });
}

#[test]
fn marks_of_git_are_taken_apart_or_refused() {
    replay("marks", hostile::marks);
}

#[test]
fn unsaved_work_is_offered_or_left_alone() {
    replay("unsaved", hostile::unsaved);
}

/// Writes the corpora anew, from drafts: `cargo test --test safety write_corpora -- --ignored`.
#[test]
#[ignore = "writes into the sources"]
fn write_corpora() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus");
    let write = |target: &str, name: String, bytes: Vec<u8>| {
        fs::create_dir_all(root.join(target)).unwrap();
        fs::write(root.join(target).join(name), bytes).unwrap();
    };
    for seed in 0..4 {
        let random = &mut Random::new(seed);
        let draft = Draft::new(random);
        let [base, x, y] = [draft.clone(), draft.edited(random), draft.edited(random)]
            .map(|draft| to_bytes(&draft.project(), &Header::default()));
        write("load", format!("draft{seed}"), x.clone());
        let torn = x[..x.len() * (seed as usize + 3) / 8].to_vec();
        write("rescue", format!("torn{seed}"), torn);
        let mut holed = y.clone();
        holed[y.len() / 2..y.len() / 2 + 9].fill(0);
        write("rescue", format!("holed{seed}"), holed);
        let lines = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let whole = format!(
            "<<<<<<< HEAD\n{}||||||| base\n{}=======\n{}>>>>>>> other\n",
            lines(&x),
            lines(&base),
            lines(&y)
        );
        write("marks", format!("whole{seed}"), whole.into_bytes());
        let (a, b) = (lines(&x), lines(&y));
        let same = a.lines().zip(b.lines()).take_while(|(a, b)| a == b).count();
        let rest = |text: &str| text.split_inclusive('\n').skip(same).collect::<String>();
        let head: String = a.split_inclusive('\n').take(same).collect();
        let two = format!("{head}<<<<<<< HEAD\n{}=======\n{}>>>>>>> other\n", rest(&a), rest(&b));
        write("marks", format!("two{seed}"), two.into_bytes());
        write("merge", format!("three{seed}"), [&base[..], &x, &y].join(hostile::BETWEEN));
        let folder = tempfile::tempdir().unwrap();
        let recovery = Recovery::start(folder.path()).unwrap();
        let origin = Origin { path: Some("/tmp/plan.linchpin".into()), ..Origin::default() };
        recovery.write(&draft.edited(random).project(), &Header::default(), &origin).unwrap();
        write("unsaved", format!("left{seed}"), fs::read(recovery.file()).unwrap());
    }
    let deep = format!("{{\"format\": \"linchpin\", \"x\": {}}}", "[".repeat(3_000));
    write("load", "deep".to_owned(), deep.into_bytes());
    write(
        "load",
        "newer".to_owned(),
        br#"{"format": "linchpin", "version": 9, "min_reader": 9, "new": {}}"#.to_vec(),
    );
    write("load", "odd".to_owned(), br#"{"format": "linchpin", "elements": {"e_a": 7, "e_b": {"kind": []}}, "links": [1], "maps": {"m_a": {"elements": null}}}"#.to_vec());
}
