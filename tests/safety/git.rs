//! Real git: branches merge by meaning through the driver, and without it the marked file can be resolved.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use tempfile::{TempDir, tempdir};

const PROGRAM: &str = env!("CARGO_BIN_EXE_linchpin");

pub struct Repository {
    folder: TempDir,
}

impl Repository {
    /// A repository with one project in it; `None`, and a note, where there is no git.
    pub fn new(driver: bool) -> Option<Self> {
        if Command::new("git").arg("--version").output().is_err() {
            println!("skipped: git is not installed");
            return None;
        }
        let repository = Self { folder: tempdir().unwrap() };
        repository.git(&["init", "-q", "-b", "main"]);
        for (key, value) in [("user.name", "A"), ("user.email", "a@b.c"), ("commit.gpgsign", "false")] {
            repository.git(&["config", key, value]);
        }
        if driver {
            let status =
                Command::new(PROGRAM).arg("git-setup").current_dir(repository.path()).output().unwrap();
            assert!(status.status.success(), "{status:?}");
        }
        repository.write(&project(&["a", "b", "c"]));
        repository.commit("start");
        Some(repository)
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn file(&self) -> std::path::PathBuf {
        self.path().join("plan.linchpin")
    }

    /// The program, with its history inside of the repository, where neither git nor the user's own history sees it.
    pub fn program(&self) -> Command {
        let mut command = Command::new(PROGRAM);
        command.env("LINCHPIN_DATA", self.path().join(".git/linchpin-data"));
        command
    }

    /// Runs git; gives whether it succeeded.
    pub fn git(&self, arguments: &[&str]) -> bool {
        let mut command = Command::new("git");
        command.current_dir(self.path()).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_EDITOR", "true");
        command.args(arguments).output().unwrap().status.success()
    }

    pub fn write(&self, value: &Value) {
        fs::write(self.file(), value.to_string()).unwrap();
        let status = self.program().arg("fmt").arg(self.file()).output().unwrap();
        assert!(status.status.success());
    }

    pub fn read(&self) -> Value {
        serde_json::from_slice(&fs::read(self.file()).unwrap()).unwrap()
    }

    pub fn change(&self, change: impl FnOnce(&mut Value)) {
        let mut value = self.read();
        change(&mut value);
        self.write(&value);
    }

    pub fn commit(&self, message: &str) {
        assert!(self.git(&["add", "-A"]));
        assert!(self.git(&["commit", "-q", "-m", message]), "{message}");
    }

    /// Two branches from here, each with one change; main stands on ours.
    pub fn branches(&self, ours: impl FnOnce(&mut Value), theirs: impl FnOnce(&mut Value)) {
        assert!(self.git(&["checkout", "-q", "-b", "theirs"]));
        self.change(theirs);
        self.commit("theirs");
        assert!(self.git(&["checkout", "-q", "main"]));
        self.change(ours);
        self.commit("ours");
    }
}

pub fn project(names: &[&str]) -> Value {
    let element = |name: &&str| (format!("e_{name}"), json!({"kind": "actor", "name": name}));
    json!({
        "format": "linchpin", "version": 1, "min_reader": 1,
        "project": {"id": "p_a", "title": "Plan"},
        "elements": names.iter().map(element).collect::<serde_json::Map<_, _>>(),
        "links": {"l_a": {"kind": "tie", "ends": ["e_a", "e_b"]}},
    })
}

#[test]
fn additions_edits_and_deletions_on_both_sides_merge() {
    let Some(repository) = Repository::new(true) else { return };
    repository.branches(
        |file| {
            file["elements"]["e_x"] = json!({"kind": "actor", "name": "x"});
            file["elements"]["e_a"]["name"] = json!("A");
        },
        |file| {
            file["elements"]["e_y"] = json!({"kind": "actor", "name": "y"});
            file["elements"]["e_a"]["notes"] = json!("noted");
            file["elements"].as_object_mut().unwrap().remove("e_c");
        },
    );
    assert!(repository.git(&["merge", "-q", "--no-edit", "theirs"]));
    let merged = repository.read();
    let ids: Vec<&String> = merged["elements"].as_object().unwrap().keys().collect();
    assert_eq!(ids, ["e_a", "e_b", "e_x", "e_y"]);
    assert_eq!(merged["elements"]["e_a"], json!({"kind": "actor", "name": "A", "notes": "noted"}));
}

#[test]
fn what_cannot_both_hold_stops_the_merge_and_is_resolved() {
    for operation in ["merge", "rebase", "cherry-pick"] {
        let Some(repository) = Repository::new(true) else { return };
        repository.branches(
            |file| file["elements"]["e_a"]["name"] = json!("Ours"),
            |file| file["elements"]["e_a"]["name"] = json!("Theirs"),
        );
        assert!(!repository.git(&[operation, "theirs"]), "{operation}");
        let merged = repository.read();
        assert_eq!(merged["elements"]["e_a"]["name"], "Theirs");
        let entry = json!({"base": "a", "values": ["Ours", "Theirs"]});
        assert_eq!(merged["conflicts"]["elements/e_a/name"], entry, "{operation}");
        let choice = "elements/e_a/name=Ours";
        let resolve =
            repository.program().arg("resolve").arg(repository.file()).args(["--choose", choice]).output();
        assert_eq!(resolve.unwrap().status.code(), Some(0), "{operation}");
        let resolved = repository.read();
        assert_eq!((&resolved["elements"]["e_a"]["name"], resolved.get("conflicts")), (&json!("Ours"), None));
    }
}

#[test]
fn a_stash_comes_back_over_another_change() {
    let Some(repository) = Repository::new(true) else { return };
    repository.change(|file| file["elements"]["e_a"]["name"] = json!("Stashed"));
    assert!(repository.git(&["stash"]));
    repository.change(|file| file["elements"]["e_a"]["notes"] = json!("committed"));
    repository.commit("other");
    assert!(repository.git(&["stash", "pop"]));
    let file = repository.read();
    assert_eq!(file["elements"]["e_a"], json!({"kind": "actor", "name": "Stashed", "notes": "committed"}));
}

#[test]
fn a_file_added_on_both_branches_has_no_base_and_merges() {
    let Some(repository) = Repository::new(true) else { return };
    assert!(repository.git(&["rm", "-q", "plan.linchpin"]));
    assert!(repository.git(&["commit", "-q", "-m", "gone"]));
    assert!(repository.git(&["checkout", "-q", "-b", "theirs"]));
    repository.write(&project(&["a", "b", "y"]));
    repository.commit("theirs");
    assert!(repository.git(&["checkout", "-q", "main"]));
    repository.write(&project(&["a", "b", "x"]));
    repository.commit("ours");
    assert!(repository.git(&["merge", "-q", "--no-edit", "theirs"]));
    let ids: Vec<String> = repository.read()["elements"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(ids, ["e_a", "e_b", "e_x", "e_y"]);
}

#[test]
fn without_the_driver_the_marked_file_is_resolved() {
    let Some(repository) = Repository::new(false) else { return };
    repository.branches(
        |file| {
            file["elements"]["e_a"]["name"] = json!("Ours");
            file["elements"].as_object_mut().unwrap().remove("e_c");
        },
        |file| file["elements"]["e_a"]["name"] = json!("Theirs"),
    );
    assert!(!repository.git(&["merge", "theirs"]));
    assert!(fs::read_to_string(repository.file()).unwrap().contains("<<<<<<< "));
    let resolve = |arguments: &[&str]| {
        repository
            .program()
            .arg("resolve")
            .arg(repository.file())
            .args(arguments)
            .output()
            .unwrap()
            .status
            .code()
    };
    assert_eq!(resolve(&["--list"]), Some(1));
    assert!(fs::read_to_string(repository.file()).unwrap().contains("<<<<<<< "), "listing changes nothing");
    assert_eq!(resolve(&["--take", "theirs"]), Some(0));
    let resolved = repository.read();
    assert_eq!(resolved["elements"]["e_a"]["name"], "Theirs");
    assert!(resolved["elements"].get("e_c").is_none(), "git knew the base");
}

#[test]
fn what_cannot_be_read_is_left_to_git_as_it_was() {
    let folder = tempdir().unwrap();
    let (good, bad) = (folder.path().join("good"), folder.path().join("bad"));
    let bytes = project(&["a", "b"]).to_string();
    fs::write(&good, &bytes).unwrap();
    fs::write(&bad, "{").unwrap();
    let driver =
        Command::new(PROGRAM).arg("merge-driver").args([&bad, &good, &bad]).arg("x").output().unwrap();
    assert_eq!(driver.status.code(), Some(129));
    assert_eq!(fs::read_to_string(&good).unwrap(), bytes);
}

#[test]
fn git_setup_is_taken_back_without_a_trace() {
    let Some(repository) = Repository::new(true) else { return };
    let attributes = repository.path().join(".gitattributes");
    fs::write(&attributes, format!("*.txt text\n{}", fs::read_to_string(&attributes).unwrap())).unwrap();
    let outcome =
        Command::new(PROGRAM).args(["git-setup", "--undo"]).current_dir(repository.path()).output().unwrap();
    assert!(outcome.status.success());
    assert_eq!(fs::read_to_string(&attributes).unwrap(), "*.txt text\n");
    assert!(!fs::read_to_string(repository.path().join(".git/config")).unwrap().contains("linchpin"));
}
