//! What must hold whatever bytes stand in a file: shared by the fuzz targets and by the tests that replay what they found.

use std::fs;

use linchpin::file::{self, Header, left_behind, merge, open_marked, parse, salvage, to_bytes, unmark};
use linchpin::model::Project;

/// A file opens or is refused with a sentence; what opens is written in a form that opens again as the same.
pub fn load(bytes: &[u8]) {
    match parse(bytes) {
        Ok(document) => {
            let written = to_bytes(&document.project, &document.header());
            let again = parse(&written).unwrap();
            assert_eq!(to_bytes(&again.project, &again.header()), written);
            file::diff(&document.project, &again.project);
            file::outline(&document.project);
            linchpin::model::problems(&document.project);
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// What is read of a damaged file can be saved and opened.
pub fn rescue(bytes: &[u8]) {
    if let Some(salvaged) = salvage(bytes) {
        let written = to_bytes(&salvaged.document.project, &salvaged.document.header());
        assert_eq!(parse(&written).unwrap().project, salvaged.document.project);
    }
}

/// What stands between the three files of a case for merging.
pub const BETWEEN: &[u8] = b"\n----\n";

fn three(bytes: &[u8]) -> Option<[Project; 3]> {
    let cut = |bytes: &[u8]| bytes.windows(BETWEEN.len()).position(|part| part == BETWEEN);
    let first = cut(bytes)?;
    let rest = &bytes[first + BETWEEN.len()..];
    let second = cut(rest)?;
    let [base, x, y] = [&bytes[..first], &rest[..second], &rest[second + BETWEEN.len()..]];
    let read = |bytes: &[u8]| {
        // As it stands after it was saved once: what a merge compares.
        let project = parse(bytes).ok()?.project;
        parse(&to_bytes(&project, &Header::default())).ok().map(|document| document.project)
    };
    Some([read(base)?, read(x)?, read(y)?])
}

/// Three files merge by the laws that hold for any content: 1, 2 and 3. Gives whether they were three files.
pub fn merging(bytes: &[u8]) -> bool {
    let Some([base, x, y]) = three(bytes) else { return false };
    let both = |base: &Project, x: &Project, y: &Project| merge(Some(base), x, y).project;
    let written = |project: &Project| to_bytes(project, &Header::default());
    assert_eq!(both(&base, &base, &x), x);
    assert_eq!(both(&base, &x, &base), x);
    assert_eq!(both(&base, &x, &x), x);
    let merged = both(&base, &x, &y);
    assert_eq!(written(&merged), written(&both(&base, &y, &x)));
    assert_eq!(written(&parse(&written(&merged)).unwrap().project), written(&merged));
    merge(None, &x, &y);
    for decision in file::decisions(&merged) {
        for choice in [file::Choice::Kept, file::Choice::Base, file::Choice::Both] {
            if let Ok(decided) = file::decide(&merged, &decision.path, &choice) {
                assert!(!decided.conflicts.contains_key(&decision.path));
            }
        }
    }
    true
}

/// Marks of git are taken apart or refused; the file stays as it is.
pub fn marks(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Some(marked) = unmark(&text) {
        assert!(marked.ours.len() + marked.theirs.len() <= 2 * (text.len() + 2));
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.linchpin");
    fs::write(&path, bytes).unwrap();
    drop(open_marked(&path, None));
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

/// Whatever lies in the folder of unsaved work, it is offered or left alone.
pub fn unsaved(bytes: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x_left.linchpin");
    fs::write(&path, bytes).unwrap();
    for left in left_behind(folder.path()) {
        assert!(!left.document.project.extra.contains_key("recovery"));
        to_bytes(&left.document.project, &left.document.header());
    }
    assert_eq!(fs::read(&path).unwrap(), bytes);
}
