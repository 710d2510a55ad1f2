//! Copies of a project beside its file, as sync programs leave them.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use linchpin::file::{self, Header, PutAway, Sibling, Siblings, Store, Trash};
use linchpin::model::{Id as _, Project, ProjectId};
use serde_json::{Value, json};
use tempfile::tempdir;

use crate::cases::project;

/// A project with an actor for each name.
fn actors(names: &[&str]) -> Project {
    let each = |name: &&str| (format!("e_{name}"), json!({"kind": "actor", "name": name}));
    let elements: serde_json::Map<String, Value> = names.iter().map(each).collect();
    project(&json!({"project": {"id": "p_plan", "title": "Plan"}, "elements": elements}))
}

fn bytes(project: &Project) -> Vec<u8> {
    file::to_bytes(project, &Header::default())
}

fn write(path: &Path, project: &Project) -> [u8; 32] {
    fs::write(path, bytes(project)).unwrap();
    file::open(path).unwrap().hash
}

fn names(siblings: &[Arc<Sibling>]) -> Vec<String> {
    siblings.iter().map(|one| one.name()).collect()
}

/// What sync programs call a copy, with who made it where the name tells.
const STYLES: &[(&str, Option<&str>)] = &[
    ("plan (Ann's conflicted copy 2026-11-22).linchpin", Some("Ann")),
    ("plan (Zoë Ng’s conflicted copy 2026-11-22).linchpin", Some("Zoë Ng")),
    ("plan (conflicted copy 2018-04-10 093612).linchpin", None),
    ("plan (Conflicted copy DESK 202611221200).linchpin", None),
    ("plan.sync-conflict-20261122-120000-ABCDEFG.linchpin", None),
    ("plan-DESK-safeBackup-0001.linchpin", None),
    ("plan (2).linchpin", None),
    ("plan (còpia en conflicte).linchpin", None),
    ("another name altogether.linchpin", None),
];

#[test]
fn copies_are_known_by_the_project_whatever_they_are_called() {
    let folder = tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    write(&at("plan.linchpin"), &actors(&["a"]));
    for (name, _) in STYLES {
        write(&at(name), &actors(&["a", "b"]));
    }
    let mut other = actors(&["a"]);
    other.about.id = Some(ProjectId::from("p_other"));
    write(&at("other.linchpin"), &other);
    // It names the project, and is another.
    other.about.problem = "like p_plan".to_owned();
    write(&at("mentions.linchpin"), &other);
    fs::write(at("torn.linchpin"), &bytes(&actors(&["a"]))[..60]).unwrap();
    fs::write(at("plan.txt"), bytes(&actors(&["a"]))).unwrap();
    fs::write(at(".~plan.abc.linchpin"), bytes(&actors(&["a"]))).unwrap();
    let newer =
        String::from_utf8(bytes(&actors(&["a"]))).unwrap().replace("\"min_reader\": 1", "\"min_reader\": 9");
    fs::write(at("newer.linchpin"), newer).unwrap();
    fs::create_dir(at("folder.linchpin")).unwrap();
    fs::hard_link(at("plan.linchpin"), at("plan hard link.linchpin")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("plan.linchpin", at("plan link.linchpin")).unwrap();
    let mut expected: Vec<&str> = STYLES.iter().map(|(name, _)| *name).collect();
    expected.sort_unstable();
    let mut siblings = Siblings::of(&at("plan.linchpin"));
    let found = siblings.look(&ProjectId::from("p_plan"));
    assert_eq!(names(&found), expected);
    for (name, who) in STYLES {
        let one = found.iter().find(|one| one.name() == *name).unwrap();
        assert_eq!(one.who().as_deref(), *who, "{name}");
        assert!(!one.is_original_of(&at("plan.linchpin")), "{name}");
    }
    // What changed is read again, what went is gone.
    fs::remove_file(at("plan (2).linchpin")).unwrap();
    write(&at("another name altogether.linchpin"), &actors(&["a", "b", "c"]));
    let found = siblings.look(&ProjectId::from("p_plan"));
    assert_eq!(found.len(), expected.len() - 1);
    let renewed = found.iter().find(|one| one.name().starts_with("another")).unwrap();
    assert_eq!(renewed.document.project.elements.len(), 3);
}

#[test]
fn the_file_that_a_copy_is_called_after_is_its_original() {
    let original = |of: &str, file: &str| {
        let document = file::parse(&bytes(&actors(&[]))).unwrap();
        Sibling { path: PathBuf::from(of), document }.is_original_of(Path::new(file))
    };
    assert!(original("plan.linchpin", "plan (conflicted copy).linchpin"));
    assert!(original("plan.linchpin", "plan.sync-conflict-1.linchpin"));
    assert!(!original("plan (conflicted copy).linchpin", "plan.linchpin"));
    assert!(!original("plan.linchpin", "plans.linchpin"));
}

/// A folder with a history, and versions that are put into it in order.
fn store(folder: &Path, versions: &[&Project]) -> Store {
    let store = Store::at(folder.join("history"));
    for version in versions {
        store.put(&ProjectId::from("p_plan"), &bytes(version)).unwrap();
    }
    store
}

fn elements(project: &Project) -> Vec<String> {
    project.elements.keys().map(|id| id.as_str().trim_start_matches("e_").to_owned()).collect()
}

#[test]
fn a_copy_is_merged_from_where_both_went_apart() {
    let folder = tempdir().unwrap();
    let start = actors(&["a", "b"]);
    // We added c and deleted b; a colleague, on the same beginning, added d.
    let (ours, theirs) = (actors(&["a", "c"]), actors(&["a", "b", "d"]));
    let history = store(folder.path(), &[&start, &ours]);
    let merged = file::merge_copy(Some(&history), &ours, &theirs);
    assert_eq!(elements(&merged.project), ["a", "c", "d"]);
    // Without a history nothing counts as deleted.
    assert_eq!(elements(&file::merge_copy(None, &ours, &theirs).project), ["a", "b", "c", "d"]);
}

/// A sync program put a colleague's version into our file and ours beside it: nothing of either goes, although the
/// colleague's version is as near to both sides as the one before.
#[test]
fn our_own_version_in_a_copy_takes_nothing_of_theirs_back() {
    let folder = tempdir().unwrap();
    let start = actors(&["a"]);
    let (ours, theirs) = (actors(&["a", "o", "p"]), actors(&["a", "t", "u", "v"]));
    let history = store(folder.path(), &[&start, &ours, &theirs]);
    // The window had merged both already.
    let both = actors(&["a", "o", "p", "t", "u", "v"]);
    let merged = file::merge_copy(Some(&history), &both, &ours);
    assert_eq!(merged.project, both);
    // It had not, since it was closed.
    let merged = file::merge_copy(Some(&history), &theirs, &ours);
    assert_eq!(elements(&merged.project), elements(&both));
}

#[test]
fn an_earlier_version_that_somebody_keeps_is_known_as_one() {
    let folder = tempdir().unwrap();
    let id = ProjectId::from("p_plan");
    let versions = [actors(&["a"]), actors(&["a", "b"]), actors(&["a", "b", "c"])];
    let history = store(folder.path(), &versions.iter().collect::<Vec<_>>());
    let now = actors(&["a", "b", "c", "d"]);
    for version in &versions {
        assert!(history.is_earlier(&id, version, &now));
    }
    assert!(!history.is_earlier(&id, &actors(&["a", "x"]), &now), "nobody here has seen it");
    assert!(
        !history.is_earlier(&id, &versions[2], &actors(&["a", "b", "x"])),
        "what it brought is not there"
    );
}

/// A project's file and a copy whose contents are in it.
struct Pair {
    folder: tempfile::TempDir,
    file: PathBuf,
    copy: PathBuf,
    saved: [u8; 32],
    merged: [u8; 32],
    store: Store,
}

impl Pair {
    fn new() -> Self {
        let folder = tempdir().unwrap();
        let (file, copy) = (folder.path().join("plan.linchpin"), folder.path().join("plan (2).linchpin"));
        let saved = write(&file, &actors(&["a", "b", "c"]));
        let merged = write(&copy, &actors(&["a", "c"]));
        let store = Store::at(folder.path().join("history"));
        Self { folder, file, copy, saved, merged, store }
    }

    fn trash(&self) -> PathBuf {
        self.folder.path().join("trash")
    }

    fn put_away(&self) -> PutAway {
        let (project, copy) = ((self.file.as_path(), self.saved), (self.copy.as_path(), self.merged));
        file::put_away(&Trash::Folder(self.trash()), Some(&self.store), project, copy)
    }
}

#[test]
fn a_merged_copy_goes_to_the_trash_and_into_the_history() {
    let pair = Pair::new();
    let held = fs::read(&pair.copy).unwrap();
    assert!(matches!(pair.put_away(), PutAway::Done));
    assert!(!pair.copy.exists());
    assert_eq!(fs::read(pair.trash().join("plan (2).linchpin")).unwrap(), held);
    assert_eq!(pair.store.read(&ProjectId::from("p_plan"), &file::short_hash(&held)).unwrap(), held);
    assert!(matches!(pair.put_away(), PutAway::Gone));
    // Another of the same name does not replace it.
    fs::write(&pair.copy, &held).unwrap();
    assert!(matches!(pair.put_away(), PutAway::Done));
    assert_eq!(fs::read_dir(pair.trash()).unwrap().count(), 2);
}

#[test]
fn a_copy_stays_unless_all_of_it_is_known_to_be_in_the_file() {
    let pair = Pair::new();
    let late = actors(&["a", "c", "late"]);
    write(&pair.copy, &late);
    assert!(matches!(pair.put_away(), PutAway::Changed));
    assert_eq!(file::open(&pair.copy).unwrap().project, late);

    let pair = Pair::new();
    write(&pair.file, &actors(&["a"]));
    assert!(matches!(pair.put_away(), PutAway::Waits), "somebody wrote the file after us");
    fs::remove_file(&pair.file).unwrap();
    assert!(matches!(pair.put_away(), PutAway::Waits));
    assert!(pair.copy.exists());

    let pair = Pair::new();
    fs::write(pair.trash(), "no folder").unwrap();
    let outcome = pair.put_away();
    assert!(matches!(&outcome, PutAway::Refused(why) if why.contains("trash")), "{outcome:?}");
    assert!(pair.copy.exists());

    // A history that cannot be written is no reason to keep the copy: the trash holds it.
    let pair = Pair::new();
    fs::write(pair.folder.path().join("history"), "no folder").unwrap();
    assert!(matches!(pair.put_away(), PutAway::Done));
    assert!(pair.trash().join("plan (2).linchpin").exists());
}

#[test]
fn a_copy_becomes_a_project_of_its_own_and_nothing_else() {
    let pair = Pair::new();
    let before = file::open(&pair.copy).unwrap().project;
    file::set_apart(Some(&pair.store), &pair.copy, pair.merged).unwrap();
    let mut after = file::open(&pair.copy).unwrap().project;
    assert_ne!(after.about.id, before.about.id);
    after.about.id.clone_from(&before.about.id);
    assert_eq!(after, before);
    assert!(Siblings::of(&pair.file).look(&ProjectId::from("p_plan")).is_empty());
    // What is not what it was is left alone.
    let now = fs::read(&pair.copy).unwrap();
    assert!(file::set_apart(None, &pair.copy, pair.merged).is_err());
    assert_eq!(fs::read(&pair.copy).unwrap(), now);
    fs::remove_file(&pair.copy).unwrap();
    assert!(file::set_apart(None, &pair.copy, pair.merged).is_err());
    assert!(!pair.copy.exists());
}
