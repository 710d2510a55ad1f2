//! Everything that writes, while the disk fails or the program ends at each operation in turn: nobody's work goes.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tempfile::TempDir;

use super::fault::{Ended, Fault, with};
use super::{
    Header, Known, Origin, PutAway, Recovery, Store, Together, Trash, left_behind, parse, put_away,
    save_kept, save_together, set_apart, short_hash, to_bytes,
};
use crate::model::{Project, ProjectId};

const FAULTS: &[Fault] = &[
    Fault::Once(io::ErrorKind::StorageFull),
    Fault::Once(io::ErrorKind::PermissionDenied),
    Fault::Once(io::ErrorKind::Interrupted),
    Fault::Once(io::ErrorKind::Other),
    Fault::Once(io::ErrorKind::Unsupported),
    Fault::Once(io::ErrorKind::CrossesDevices),
    Fault::FromThere(io::ErrorKind::StorageFull),
    Fault::FromThere(io::ErrorKind::PermissionDenied),
    Fault::FromThere(io::ErrorKind::Other),
    Fault::End,
];

/// A folder with a project's file and a history.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn file(&self) -> PathBuf {
        self.at("plan.linchpin")
    }

    fn store(&self) -> Store {
        Store::at(self.at("history"))
    }

    /// The bytes of every kept version; a damaged one fails the test.
    fn kept(&self, case: &str) -> Vec<Vec<u8>> {
        let (store, id) = (self.store(), id());
        let versions = store.list(&id).unwrap();
        versions
            .iter()
            .map(|version| store.read(&id, &version.hash).unwrap_or_else(|error| panic!("{case}: {error}")))
            .collect()
    }
}

fn id() -> ProjectId {
    ProjectId::from("p_plan")
}

fn project(title: &str, problem: &str) -> Project {
    let mut project = Project::new(title);
    // The same in every run.
    project.maps = Project::default().maps;
    project.about.id = Some(id());
    problem.clone_into(&mut project.about.problem);
    project
}

fn bytes(project: &Project) -> Vec<u8> {
    to_bytes(project, &Header::default())
}

fn read(path: &Path) -> Option<Vec<u8>> {
    fs::read(path).ok()
}

/// Does something in a new place with every fault at each of its operations; gives how many cases that were.
fn everywhere<T>(
    prepare: impl Fn(&Place),
    run: impl Fn(&Place) -> T,
    check: impl Fn(&Place, Ended<T>, &str),
) -> usize {
    let mut cases = 0;
    for fault in FAULTS {
        for at in 0.. {
            let place = Place::new();
            prepare(&place);
            let ended = with(*fault, at, || run(&place));
            let failed = ended.failed;
            check(&place, ended, &format!("{fault:?} at operation {at}"));
            cases += 1;
            if !failed {
                break;
            }
        }
    }
    cases
}

#[test]
fn a_save_that_merges_keeps_ours_theirs_and_the_history() {
    let (base, ours, theirs) = (project("Plan", ""), project("Ours", ""), project("Plan", "Theirs"));
    let both = bytes(&project("Ours", "Theirs"));
    let known = parse(&bytes(&base)).unwrap().hash;
    let cases = everywhere(
        |place| {
            place.store().put(&id(), &bytes(&base)).unwrap();
            fs::write(place.file(), bytes(&theirs)).unwrap();
        },
        |place| {
            let known = Known { hash: known, project: &base };
            save_together(Some(&place.store()), &place.file(), known, &ours, &Header::default())
        },
        |place, ended, case| {
            let found = read(&place.file()).unwrap();
            assert!(found == bytes(&theirs) || found == both, "{case}");
            let kept = place.kept(case);
            assert!(kept.contains(&bytes(&base)), "{case}: the base is gone");
            match ended.result {
                Some(Ok(Together { trouble, .. })) => {
                    assert_eq!(found, both, "{case}: said to be saved");
                    assert!(
                        trouble.is_some() || kept.contains(&bytes(&theirs)),
                        "{case}: theirs is not kept"
                    );
                    assert!(trouble.is_some() || kept.contains(&both), "{case}: the new one is not kept");
                }
                Some(Err(error)) => {
                    assert!(error.to_string().contains("plan.linchpin"), "{case}: {error}");
                }
                None => {}
            }
        },
    );
    assert!(cases > 150, "{cases}");
}

#[test]
fn a_plain_save_keeps_what_it_replaces() {
    let (old, new) = (bytes(&project("Old", "")), bytes(&project("New", "")));
    let cases = everywhere(
        |place| fs::write(place.file(), &old).unwrap(),
        |place| save_kept(Some(&place.store()), &place.file(), &new),
        |place, ended, case| {
            let found = read(&place.file()).unwrap();
            assert!(found == old || found == new, "{case}");
            let kept = place.kept(case);
            if let Some(Ok(trouble)) = ended.result {
                assert_eq!(found, new, "{case}");
                assert!(trouble.is_some() || kept.contains(&old) && kept.contains(&new), "{case}");
            }
        },
    );
    assert!(cases > 150, "{cases}");
}

#[test]
fn recovery_holds_the_work_before_or_after() {
    let origin = Origin { path: Some("/maps/plan.linchpin".into()), ..Origin::default() };
    let (before, after) = (project("Before", ""), project("After", ""));
    let cases = everywhere(
        |_| {},
        |place| {
            // Starting and the first write are not what is tried here.
            let recovery = Recovery::start(&place.at("recovery")).ok()?;
            recovery.write(&before, &Header::default(), &origin).ok()?;
            Some(recovery.write(&after, &Header::default(), &origin).is_ok())
        },
        |place, ended, case| {
            let left = left_behind(&place.at("recovery"));
            assert!(left.len() <= 1, "{case}");
            let held = left.first().map(|left| &left.document.project);
            match ended.result {
                Some(Some(true)) => assert_eq!(held, Some(&after), "{case}"),
                Some(Some(false)) => assert!(held == Some(&before) || held == Some(&after), "{case}"),
                _ => assert!(held.is_none_or(|held| *held == before || *held == after), "{case}"),
            }
        },
    );
    assert!(cases > 100, "{cases}");
}

#[test]
fn what_was_held_back_is_given_up_for_the_work_when_the_disk_is_full() {
    for at in 0.. {
        let place = Place::new();
        let recovery = Recovery::start(&place.at("recovery")).unwrap();
        recovery.hold_back();
        let held_back = place.at("recovery/ballast");
        assert_eq!(fs::metadata(&held_back).unwrap().len(), 8 << 20);
        let full = Fault::Once(io::ErrorKind::StorageFull);
        let work = project("Work", "");
        let ended = with(full, at, || recovery.write(&work, &Header::default(), &Origin::default()));
        if !ended.failed {
            assert!(at > 2, "{at} operations");
            break;
        }
        // The last operation reads what was written, which a full disk does not hinder.
        if let Err(error) = ended.result.unwrap() {
            assert!(error.to_string().contains("does not give back"), "operation {at}: {error}");
        }
        let left = parse(&fs::read(recovery.file()).unwrap()).unwrap();
        assert_eq!(left.project.about.title, "Work", "operation {at}");
    }
}

#[test]
fn work_that_is_put_aside_is_in_one_place_or_the_other() {
    everywhere(
        |place| {
            let recovery = Recovery::start(&place.at("recovery")).unwrap();
            recovery.write(&project("Work", ""), &Header::default(), &Origin::default()).unwrap();
        },
        |place| {
            for left in left_behind(&place.at("recovery")) {
                super::discard_left(&left.file);
            }
        },
        |place, _, case| {
            let here = left_behind(&place.at("recovery")).len();
            let aside = fs::read_dir(place.at("recovery/discarded")).map_or(0, Iterator::count);
            assert_eq!(here + aside, 1, "{case}");
        },
    );
}

#[test]
fn thinning_out_the_history_takes_nothing_that_is_to_stay() {
    let day = Duration::from_hours(24);
    let at = |step: u32| UNIX_EPOCH + day * (1_000 + step);
    let versions: Vec<Vec<u8>> = (0..25).map(|step| bytes(&project(&format!("{step}"), ""))).collect();
    everywhere(
        |place| {
            for (step, version) in (0..).zip(&versions) {
                place.store().put_at(&id(), version, at(step)).unwrap();
            }
        },
        |place| place.store().prune(&id(), &[short_hash(&versions[0])], at(3_000)),
        |place, ended, case| {
            let kept = place.kept(case);
            assert!(versions[5..].iter().all(|version| kept.contains(version)), "{case}: a new one is gone");
            assert!(kept.contains(&versions[0]), "{case}: a needed one is gone");
            if !ended.failed {
                assert_eq!(kept.len(), 21, "{case}");
            }
        },
    );
}

#[test]
fn a_copy_that_is_put_away_is_in_the_folder_or_in_the_trash() {
    let (saved, copy) = (bytes(&project("Both", "")), bytes(&project("Copy", "")));
    let hash = |bytes: &[u8]| parse(bytes).unwrap().hash;
    everywhere(
        |place| {
            fs::write(place.file(), &saved).unwrap();
            fs::write(place.at("copy.linchpin"), &copy).unwrap();
        },
        |place| {
            let (project, sibling) = (place.file(), place.at("copy.linchpin"));
            let trash = Trash::Folder(place.at("trash"));
            put_away(&trash, Some(&place.store()), (&project, hash(&saved)), (&sibling, hash(&copy)))
        },
        |place, ended, case| {
            assert_eq!(read(&place.file()).as_ref(), Some(&saved), "{case}");
            let here = read(&place.at("copy.linchpin"));
            let there = read(&place.at("trash/copy.linchpin"));
            assert_eq!(here.as_ref().or(there.as_ref()), Some(&copy), "{case}");
            if let Some(PutAway::Done) = ended.result {
                assert_eq!(there.as_ref(), Some(&copy), "{case}");
            }
            place.kept(case);
        },
    );
}

#[test]
fn a_copy_that_is_set_apart_is_as_it_was_or_as_it_should_be() {
    let copy = bytes(&project("Copy", ""));
    let hash = parse(&copy).unwrap().hash;
    everywhere(
        |place| fs::write(place.file(), &copy).unwrap(),
        |place| set_apart(Some(&place.store()), &place.file(), hash),
        |place, ended, case| {
            let found = read(&place.file()).unwrap();
            let apart = parse(&found).unwrap().project;
            assert_eq!(apart.about.title, "Copy", "{case}");
            assert!(found == copy || apart.about.id != Some(id()), "{case}");
            if let Some(Ok(())) = ended.result {
                assert_ne!(found, copy, "{case}");
            }
        },
    );
}

/// A clock that stands before 1970 stops nothing.
#[test]
fn an_odd_clock_stops_no_save() {
    let place = Place::new();
    let long_ago = UNIX_EPOCH.checked_sub(Duration::from_hours(1)).unwrap_or(SystemTime::UNIX_EPOCH);
    let one = bytes(&project("One", ""));
    place.store().put_at(&id(), &one, long_ago).unwrap();
    assert_eq!(place.kept(""), [one]);
}
