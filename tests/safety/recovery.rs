//! Work that a window left behind.

use std::fs;

use linchpin::file::{Header, Origin, Recovery, discard_left, left_behind, remove_left};
use linchpin::model::Project;
use tempfile::tempdir;

fn origin() -> Origin {
    Origin { path: Some("/maps/plan.linchpin".into()), base: Some("0123456789abcdef".to_owned()), millis: 0 }
}

#[test]
fn only_work_of_windows_that_are_gone_is_left_behind() {
    let folder = tempdir().unwrap();
    let recovery = Recovery::start(folder.path()).unwrap();
    let project = Project::new("half done");
    recovery.write(&project, &Header::default(), &origin()).unwrap();
    assert!(left_behind(folder.path()).is_empty(), "the window is still there");
    drop(recovery);
    let left = left_behind(folder.path());
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].document.project, project, "the additional key is no part of the project");
    assert_eq!((&left[0].origin.path, &left[0].origin.base), (&origin().path, &origin().base));
    assert!(left[0].origin.millis > 0);
    remove_left(&left[0].file);
    assert!(left_behind(folder.path()).is_empty());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing stays");
}

#[test]
fn work_that_is_saved_goes_and_discarded_work_is_put_aside() {
    let folder = tempdir().unwrap();
    let recovery = Recovery::start(folder.path()).unwrap();
    let write = |title: &str| recovery.write(&Project::new(title), &Header::default(), &origin()).unwrap();
    write("one");
    recovery.clear();
    assert!(!recovery.file().exists());
    write("two");
    recovery.discard();
    write("three");
    recovery.discard();
    assert!(!recovery.file().exists());
    drop(recovery);
    assert!(left_behind(folder.path()).is_empty());
    let aside: Vec<String> = fs::read_dir(folder.path().join("discarded"))
        .unwrap()
        .map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap())
        .collect();
    assert_eq!(aside.len(), 2);
    assert!(["two", "three"].iter().all(|title| aside.iter().any(|text| text.contains(title))));
}

#[test]
fn damaged_work_is_left_alone_and_stops_nothing() {
    let folder = tempdir().unwrap();
    fs::write(folder.path().join("torn.linchpin"), "{\"format\": \"linch").unwrap();
    let recovery = Recovery::start(folder.path()).unwrap();
    recovery.write(&Project::new("whole"), &Header::default(), &origin()).unwrap();
    drop(recovery);
    let left = left_behind(folder.path());
    assert_eq!(left.len(), 1);
    assert!(folder.path().join("torn.linchpin").exists());
    discard_left(&left[0].file);
    assert!(left_behind(folder.path()).is_empty());
}
