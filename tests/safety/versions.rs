//! Earlier versions of a project, who has it open, and noticing that somebody else saved it.

use std::fs;
use std::time::{Duration, Instant, UNIX_EPOCH};

use linchpin::file::{self, Change, Header, Person, Presence, Store, Watch, Watcher};
use linchpin::model::{Project, ProjectId};
use tempfile::tempdir;

fn bytes(title: &str) -> Vec<u8> {
    let mut project = Project::new(title);
    project.about.id = Some(ProjectId::from("p_a"));
    file::to_bytes(&project, &Header::default())
}

#[test]
fn versions_are_kept_listed_read_and_checked() {
    let folder = tempdir().unwrap();
    let store = Store::at(folder.path());
    let id = ProjectId::from("p_a");
    assert!(store.list(&id).unwrap().is_empty());
    let (one, two) = (bytes("one"), bytes("two"));
    let hash = store.put(&id, &one).unwrap();
    assert_eq!(store.put(&id, &one).unwrap(), hash, "the same bytes again are the same version");
    store.put(&id, &two).unwrap();
    let versions = store.list(&id).unwrap();
    assert_eq!(versions.len(), 2);
    assert_eq!(versions[1].hash, hash);
    assert_eq!(store.read(&id, &hash).unwrap(), one);
    assert_eq!(store.open(&id, &hash).unwrap().project.about.title, "one");
    assert!(store.read(&id, "ffff").is_err());
    fs::write(&versions[1].path, "x").unwrap();
    assert!(store.read(&id, &hash).unwrap_err().to_string().contains("damaged"));
}

#[test]
fn needed_versions_outlive_pruning_and_ids_are_no_paths() {
    let folder = tempdir().unwrap();
    let store = Store::at(folder.path().join("history"));
    let id = ProjectId::from("../../p_a");
    let day = Duration::from_hours(24);
    let hashes: Vec<String> = (0..30_u32)
        .map(|step| store.put_at(&id, &bytes(&step.to_string()), UNIX_EPOCH + day * (1_000 + step)).unwrap())
        .collect();
    let much_later = UNIX_EPOCH + day * 3_000;
    assert_eq!(store.prune(&id, &[hashes[0].clone()], much_later).unwrap(), 9);
    assert_eq!(store.list(&id).unwrap().len(), 21);
    assert!(store.read(&id, &hashes[0]).is_ok());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing stands outside of the history");
}

#[test]
fn the_version_that_unsaved_work_started_from_is_never_pruned() {
    let folder = tempdir().unwrap();
    let store = Store::at(folder.path().join("history"));
    let id = ProjectId::from("p_a");
    let (start, other) = (bytes("start"), bytes("other"));
    store.keep(&start).unwrap();
    store.keep(&other).unwrap();
    let recovery = file::Recovery::start(&folder.path().join("recovery")).unwrap();
    let origin = file::Origin { base: Some(file::short_hash(&start)), ..file::Origin::default() };
    recovery.write(&Project::new("work"), &Header::default(), &origin).unwrap();
    for step in 0..40 {
        store.keep(&bytes(&step.to_string())).unwrap();
    }
    assert!(store.read(&id, &file::short_hash(&start)).is_ok());
    assert!(store.list(&id).unwrap().len() < 25, "others are thinned out");
}

#[test]
fn what_is_replaced_is_kept_before_it_goes() {
    let folder = tempdir().unwrap();
    let store = Store::at(folder.path().join("history"));
    let path = folder.path().join("plan.linchpin");
    let hashes = |id: &str| {
        let versions = store.list(&ProjectId::from(id)).unwrap();
        versions.into_iter().map(|version| version.hash).collect::<Vec<_>>()
    };
    let (one, two, three) = (bytes("one"), bytes("two"), bytes("three"));
    fs::write(&path, &one).unwrap();
    store.keep(&one).unwrap();
    assert!(file::save_kept(Some(&store), &path, &two).unwrap().is_none());
    assert!(
        file::save_kept(Some(&store), &path, &two).unwrap().is_none(),
        "the same again is no new version"
    );
    let short = |bytes: &[u8]| file::short_hash(bytes);
    assert_eq!(hashes("p_a"), [short(&two), short(&one)]);
    // Another project is in the way of a save under another name: it goes to its own history.
    let mut other = Project::new("other");
    other.about.id = Some(ProjectId::from("p_b"));
    let other = file::to_bytes(&other, &Header::default());
    fs::write(&path, &other).unwrap();
    assert!(file::save_kept(Some(&store), &path, &three).unwrap().is_none());
    assert_eq!(hashes("p_a"), [short(&three), short(&two), short(&one)]);
    assert_eq!(hashes("p_b"), [short(&other)]);
}

#[test]
fn a_history_that_cannot_be_written_stops_no_save() {
    let folder = tempdir().unwrap();
    let history = folder.path().join("history");
    fs::write(&history, "no folder").unwrap();
    let path = folder.path().join("plan.linchpin");
    let one = bytes("one");
    let trouble = file::save_kept(Some(&Store::at(&history)), &path, &one).unwrap();
    assert!(trouble.unwrap().to_string().contains("history"));
    assert_eq!(fs::read(&path).unwrap(), one);
}

#[test]
fn another_program_is_noticed_by_content_and_own_writes_are_not() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("plan.linchpin");
    let (one, two) = (bytes("one"), bytes("two"));
    fs::write(&path, &one).unwrap();
    let start = Instant::now();
    let at = |seconds: u64| start + Duration::from_secs(seconds);
    let mut watch = Watch::new(&path, file::open(&path).unwrap().hash);
    assert!(watch.look(at(0)).is_none());
    // The same size and an old time, as sync programs write it.
    let time = fs::metadata(&path).unwrap().modified().unwrap();
    fs::write(&path, &two).unwrap();
    fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    let change = watch.look(at(16));
    assert!(
        matches!(&change, Some(Change::Changed(arrived)) if arrived.document.project.about.title == "two")
    );
    assert!(watch.look(at(17)).is_none());
    watch.own_write(file::parse(&one).unwrap().hash);
    fs::write(&path, &one).unwrap();
    assert!(watch.look(at(18)).is_none());
    // Half a file is waited for.
    fs::write(&path, &two[..two.len() / 2]).unwrap();
    assert!(watch.look(at(19)).is_none());
    assert!(watch.look(at(20)).is_none());
    assert!(matches!(watch.look(at(23)), Some(Change::Damaged(_))));
    assert!(watch.look(at(24)).is_none(), "told once");
    fs::write(&path, &one).unwrap();
    assert!(matches!(watch.look(at(25)), Some(Change::Back)));
    fs::remove_file(&path).unwrap();
    assert!(watch.look(at(26)).is_none());
    assert!(matches!(watch.look(at(30)), Some(Change::Missing)));
}

#[test]
fn the_watching_thread_tells_within_its_time() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("plan.linchpin");
    fs::write(&path, bytes("one")).unwrap();
    let known = file::open(&path).unwrap().hash;
    let (woken, wake) = std::sync::mpsc::channel();
    let watcher = Watcher::start(&path, known, Duration::from_millis(20), move || {
        // The test may be over.
        let _ = woken.send(());
    })
    .unwrap();
    file::save(&path, &bytes("two, longer")).unwrap();
    wake.recv_timeout(Duration::from_secs(10)).unwrap();
    assert!(matches!(watcher.poll(), Some(Change::Changed(_))));
}

#[test]
fn others_are_seen_until_they_go_or_go_silent() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("plan.linchpin");
    let start = Instant::now();
    let at = |seconds: u64| start + Duration::from_secs(seconds);
    let person = |user: &str| Person {
        user: user.to_owned(),
        host: "h".to_owned(),
        session: user.to_owned(),
        heartbeat: 0,
    };
    let mut ana = Presence::at(&path, person("ana"));
    let mut ben = Presence::at(&path, person("ben"));
    assert_eq!(ana.tick(at(0)), None);
    assert_eq!(ben.tick(at(1)).map(|person| person.user), Some("ana".to_owned()));
    ana.tick(at(100));
    assert!(ben.tick(at(190)).is_some(), "a heartbeat came between");
    assert!(ben.tick(at(200)).is_some());
    assert_eq!(ben.tick(at(400)), None, "silent for more than three minutes");
    drop(ana);
    assert!(folder.path().join(".~lock.plan.linchpin#").exists(), "it is Ben's by now");
    drop(ben);
    assert!(!folder.path().join(".~lock.plan.linchpin#").exists());
}
