//! More of what people do with git: every way to bring branches together, and files that git merged by itself.

use std::fs;
use std::process::Command;

use serde_json::{Value, json};

use crate::cases::Draft;
use crate::git::{Repository, project};
use crate::random::{Random, cases};

fn rename(id: &'static str, name: &'static str) -> impl Fn(&mut Value) {
    move |file| file["elements"][id]["name"] = json!(name)
}

fn add(name: &'static str) -> impl Fn(&mut Value) {
    move |file| file["elements"][format!("e_{name}")] = json!({"kind": "actor", "name": name})
}

fn remove(id: &'static str) -> impl Fn(&mut Value) {
    move |file| drop(file["elements"].as_object_mut().unwrap().remove(id))
}

impl Repository {
    /// A change of the file as a commit of its own.
    fn step(&self, change: impl FnOnce(&mut Value), message: &str) {
        self.change(change);
        self.commit(message);
    }

    fn must(&self, arguments: &[&str]) {
        assert!(self.git(arguments), "git {arguments:?}");
    }

    /// What git prints.
    fn said(&self, arguments: &[&str]) -> String {
        let mut command = Command::new("git");
        command.current_dir(self.path()).env("GIT_CONFIG_GLOBAL", "/dev/null").args(arguments);
        String::from_utf8_lossy(&command.output().unwrap().stdout).into_owned()
    }

    /// The names of the elements by id, sorted.
    fn names(&self) -> Vec<String> {
        let file = self.read();
        file["elements"]
            .as_object()
            .unwrap()
            .values()
            .map(|one| one["name"].as_str().unwrap().to_owned())
            .collect()
    }

    /// How `linchpin VERB FILE …` ends.
    fn ends(&self, verb: &str, arguments: &[&str]) -> i32 {
        self.program().arg(verb).arg(self.file()).args(arguments).output().unwrap().status.code().unwrap()
    }
}

#[test]
fn several_commits_are_rebased_one_after_the_other() {
    let Some(repository) = Repository::new(true) else { return };
    repository.must(&["checkout", "-q", "-b", "theirs"]);
    repository.step(rename("e_a", "A"), "one");
    repository.step(add("x"), "two");
    repository.step(remove("e_c"), "three");
    repository.must(&["checkout", "-q", "main"]);
    repository.step(rename("e_b", "B"), "ours");
    repository.must(&["checkout", "-q", "theirs"]);
    repository.must(&["rebase", "-q", "main"]);
    assert_eq!(repository.names(), ["A", "B", "x"]);
    assert_eq!(repository.said(&["log", "--format=%s"]).lines().count(), 5);
}

#[test]
fn one_commit_of_another_branch_is_picked() {
    let Some(repository) = Repository::new(true) else { return };
    repository.must(&["checkout", "-q", "-b", "theirs"]);
    repository.step(add("x"), "not this one");
    repository.step(rename("e_a", "A"), "this one");
    repository.must(&["checkout", "-q", "main"]);
    repository.step(rename("e_b", "B"), "ours");
    repository.must(&["cherry-pick", "theirs"]);
    assert_eq!(repository.names(), ["A", "B", "c"]);
}

#[test]
fn an_old_commit_is_taken_back_and_later_ones_stay() {
    let Some(repository) = Repository::new(true) else { return };
    repository.step(rename("e_a", "A"), "wrong");
    repository.step(|file| file["elements"]["e_a"]["notes"] = json!("noted"), "right");
    repository.step(add("x"), "right too");
    repository.must(&["revert", "--no-edit", "HEAD~2"]);
    assert_eq!(repository.names(), ["a", "b", "c", "x"]);
    assert_eq!(repository.read()["elements"]["e_a"]["notes"], "noted");
}

#[test]
fn branches_that_merged_each_other_merge_again() {
    let Some(repository) = Repository::new(true) else { return };
    repository.branches(rename("e_a", "A"), rename("e_b", "B"));
    repository.must(&["branch", "before"]);
    repository.must(&["merge", "-q", "--no-edit", "theirs"]);
    repository.must(&["checkout", "-q", "theirs"]);
    repository.must(&["merge", "-q", "--no-edit", "before"]);
    // Two bases now, of which git makes one.
    repository.step(rename("e_c", "C"), "theirs again");
    repository.must(&["checkout", "-q", "main"]);
    repository.step(add("x"), "ours again");
    repository.must(&["merge", "-q", "--no-edit", "theirs"]);
    assert_eq!(repository.names(), ["A", "B", "C", "x"]);
}

#[test]
fn branches_that_decided_otherwise_and_merged_each_other_leave_it_to_decide() {
    let Some(repository) = Repository::new(true) else { return };
    repository.branches(rename("e_a", "Ours"), rename("e_a", "Theirs"));
    repository.must(&["branch", "before"]);
    assert!(!repository.git(&["merge", "-q", "theirs"]));
    assert_eq!(repository.ends("resolve", &["--choose", "elements/e_a/name=Ours"]), 0);
    repository.commit("ours holds");
    repository.must(&["checkout", "-q", "theirs"]);
    assert!(!repository.git(&["merge", "-q", "before"]));
    assert_eq!(repository.ends("resolve", &["--choose", "elements/e_a/name=Theirs"]), 0);
    repository.commit("theirs holds");
    repository.must(&["checkout", "-q", "main"]);
    assert!(!repository.git(&["merge", "-q", "theirs"]));
    let file = repository.read();
    let values = &file["conflicts"]["elements/e_a/name"]["values"];
    assert_eq!(values, &json!(["Ours", "Theirs"]));
}

#[test]
fn three_branches_come_together_at_once() {
    let Some(repository) = Repository::new(true) else { return };
    for (branch, id, name) in [("one", "e_a", "A"), ("two", "e_b", "B"), ("three", "e_c", "C")] {
        repository.must(&["checkout", "-q", "-b", branch, "main"]);
        repository.step(rename(id, name), branch);
    }
    repository.must(&["checkout", "-q", "main"]);
    repository.must(&["merge", "-q", "--no-edit", "one", "two", "three"]);
    assert_eq!(repository.names(), ["A", "B", "C"]);
}

#[test]
fn a_branch_comes_in_as_one_commit() {
    let Some(repository) = Repository::new(true) else { return };
    repository.branches(rename("e_a", "A"), add("x"));
    repository.must(&["merge", "-q", "--squash", "theirs"]);
    repository.commit("squashed");
    assert_eq!(repository.names(), ["A", "b", "c", "x"]);
}

#[test]
fn a_file_that_one_branch_moved_is_merged_where_it_is() {
    let Some(repository) = Repository::new(true) else { return };
    repository.must(&["checkout", "-q", "-b", "theirs"]);
    fs::create_dir(repository.path().join("my maps")).unwrap();
    repository.must(&["mv", "plan.linchpin", "my maps/it's \"the\" plan.linchpin"]);
    repository.commit("moved");
    repository.must(&["checkout", "-q", "main"]);
    repository.step(rename("e_a", "A"), "ours");
    repository.must(&["checkout", "-q", "theirs"]);
    let moved = repository.path().join("my maps/it's \"the\" plan.linchpin");
    let mut file: Value = serde_json::from_slice(&fs::read(&moved).unwrap()).unwrap();
    add("x")(&mut file);
    fs::write(&moved, file.to_string()).unwrap();
    assert!(repository.program().arg("fmt").arg(&moved).status().unwrap().success());
    repository.commit("theirs");
    repository.must(&["merge", "-q", "--no-edit", "main"]);
    let merged: Value = serde_json::from_slice(&fs::read(&moved).unwrap()).unwrap();
    assert_eq!(
        (&merged["elements"]["e_a"]["name"], &merged["elements"]["e_x"]["name"]),
        (&json!("A"), &json!("x"))
    );
}

#[test]
fn a_file_that_one_branch_deleted_and_the_other_changed_stays_whole() {
    let Some(repository) = Repository::new(true) else { return };
    repository.must(&["checkout", "-q", "-b", "theirs"]);
    repository.must(&["rm", "-q", "plan.linchpin"]);
    repository.commit("gone");
    repository.must(&["checkout", "-q", "main"]);
    repository.step(rename("e_a", "A"), "ours");
    assert!(!repository.git(&["merge", "-q", "theirs"]), "git asks");
    assert_eq!(repository.names(), ["A", "b", "c"]);
    assert_eq!(repository.ends("check", &[]), 0);
}

#[test]
fn a_merge_that_is_called_off_leaves_what_was() {
    let Some(repository) = Repository::new(true) else { return };
    repository.branches(rename("e_a", "Ours"), rename("e_a", "Theirs"));
    let before = fs::read(repository.file()).unwrap();
    assert!(!repository.git(&["merge", "-q", "theirs"]));
    assert_ne!(fs::read(repository.file()).unwrap(), before);
    repository.must(&["merge", "--abort"]);
    assert_eq!(fs::read(repository.file()).unwrap(), before);
}

#[test]
fn a_rebase_stops_is_resolved_and_goes_on() {
    let Some(repository) = Repository::new(true) else { return };
    repository.branches(rename("e_a", "Ours"), rename("e_a", "Theirs"));
    repository.must(&["checkout", "-q", "theirs"]);
    repository.step(add("x"), "later");
    assert!(!repository.git(&["rebase", "-q", "main"]));
    assert_eq!(repository.ends("resolve", &["--choose", "elements/e_a/name=Theirs"]), 0);
    repository.must(&["add", "-A"]);
    repository.must(&["rebase", "--continue"]);
    assert_eq!(repository.names(), ["Theirs", "b", "c", "x"]);
    assert!(repository.read().get("conflicts").is_none());
}

#[test]
fn a_stash_that_meets_another_change_of_the_same_keeps_both() {
    let Some(repository) = Repository::new(true) else { return };
    repository.change(rename("e_a", "Stashed"));
    repository.must(&["stash"]);
    repository.step(rename("e_a", "Committed"), "other");
    assert!(!repository.git(&["stash", "pop"]));
    let values = &repository.read()["conflicts"]["elements/e_a/name"]["values"];
    assert_eq!(values, &json!(["Committed", "Stashed"]));
}

#[test]
fn what_was_left_to_decide_on_two_branches_is_united() {
    let Some(repository) = Repository::new(true) else { return };
    let entry = |path: &'static str, one: &'static str, other: &'static str| {
        move |file: &mut Value| {
            file["conflicts"] = json!({path: {"base": "x", "values": [one, other]}});
        }
    };
    repository.branches(entry("elements/e_a/name", "a", "b"), entry("elements/e_b/name", "b", "c"));
    repository.must(&["merge", "-q", "--no-edit", "theirs"]);
    assert_eq!(repository.read()["conflicts"].as_object().unwrap().len(), 2);
}

#[test]
fn two_clones_that_merge_each_other_hold_the_same_bytes() {
    let Some(repository) = Repository::new(true) else { return };
    let clone = repository.path().join("clone");
    repository.must(&["clone", "-q", ".", "clone"]);
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command
            .current_dir(&clone)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_EDITOR", "true")
            .args(arguments);
        assert!(command.output().unwrap().status.success(), "{arguments:?}");
    };
    for (key, value) in [("user.name", "B"), ("user.email", "b@b.c"), ("commit.gpgsign", "false")] {
        git(&["config", key, value]);
    }
    let setup = repository.program().arg("git-setup").current_dir(&clone).output().unwrap();
    assert!(setup.status.success());
    let theirs = clone.join("plan.linchpin");
    let mut file: Value = serde_json::from_slice(&fs::read(&theirs).unwrap()).unwrap();
    add("y")(&mut file);
    fs::write(&theirs, file.to_string()).unwrap();
    assert!(repository.program().arg("fmt").arg(&theirs).status().unwrap().success());
    git(&["commit", "-q", "-am", "theirs"]);
    fs::write(repository.path().join(".git/info/exclude"), "clone\n").unwrap();
    repository.step(add("x"), "ours");
    // Each merges the other's, at the same time.
    git(&["fetch", "-q"]);
    repository.must(&["fetch", "-q", "clone", "HEAD"]);
    repository.must(&["merge", "-q", "--no-edit", "FETCH_HEAD"]);
    git(&["merge", "-q", "--no-edit", "origin/main"]);
    assert_eq!(fs::read(repository.file()).unwrap(), fs::read(&theirs).unwrap());
    assert_eq!(repository.names(), ["a", "b", "c", "x", "y"]);
}

#[test]
fn line_ends_of_other_systems_are_no_change() {
    let Some(repository) = Repository::new(true) else { return };
    repository.must(&["config", "core.autocrlf", "true"]);
    repository.branches(rename("e_a", "A"), rename("e_b", "B"));
    repository.must(&["merge", "-q", "--no-edit", "theirs"]);
    assert_eq!(repository.names(), ["A", "B", "c"]);
    assert!(!repository.said(&["show", "HEAD:plan.linchpin"]).contains('\r'));
}

#[test]
fn differences_are_shown_as_lines_that_people_read() {
    let Some(repository) = Repository::new(true) else { return };
    // git runs the program by the name that setting up gave it.
    repository.change(rename("e_a", "Anna"));
    let difference = repository.said(&["diff", "--no-color"]);
    assert!(difference.contains("Anna"), "{difference}");
    assert!(!difference.contains("\"name\""), "{difference}");
}

#[test]
fn marks_of_each_style_are_resolved() {
    for style in ["merge", "diff3", "zdiff3"] {
        let Some(repository) = Repository::new(false) else { return };
        repository.must(&["config", "merge.conflictStyle", style]);
        repository.branches(
            |file| {
                rename("e_a", "Ours")(file);
                add("x")(file);
            },
            |file| {
                rename("e_a", "Theirs")(file);
                remove("e_c")(file);
            },
        );
        assert!(!repository.git(&["merge", "theirs"]), "{style}");
        assert!(fs::read_to_string(repository.file()).unwrap().contains("<<<<<<< "), "{style}");
        assert_eq!(repository.ends("resolve", &["--take", "theirs"]), 0, "{style}");
        assert_eq!(repository.names(), ["Theirs", "b", "x"], "{style}");
        assert_eq!(repository.ends("check", &[]), 0, "{style}");
    }
}

#[test]
fn marks_without_any_base_are_resolved() {
    let Some(repository) = Repository::new(false) else { return };
    repository.must(&["rm", "-q", "plan.linchpin"]);
    repository.commit("gone");
    repository.must(&["checkout", "-q", "-b", "theirs"]);
    repository.write(&project(&["a", "b", "y"]));
    repository.commit("theirs");
    repository.must(&["checkout", "-q", "main"]);
    repository.write(&project(&["a", "b", "x"]));
    repository.commit("ours");
    let clean = repository.git(&["merge", "-q", "--no-edit", "theirs"]);
    if !clean {
        assert_eq!(repository.ends("resolve", &["--take", "ours"]), 0);
    }
    assert_eq!(repository.names(), ["a", "b", "x", "y"]);
}

/// Text alone merges without a word what does not go together: that is found when it is read.
#[test]
fn a_link_to_nowhere_that_git_merged_is_told() {
    let Some(repository) = Repository::new(false) else { return };
    repository.branches(
        |file| file["links"]["l_z"] = json!({"kind": "tie", "ends": ["e_a", "e_c"]}),
        remove("e_c"),
    );
    assert!(repository.git(&["merge", "-q", "--no-edit", "theirs"]));
    assert_eq!(repository.read()["links"].as_object().unwrap().len(), 2, "the link is there");
    assert_eq!(repository.ends("check", &[]), 1);
    // With the driver the element stays, and what to do about it is asked.
    let Some(repository) = Repository::new(true) else { return };
    repository.branches(
        |file| file["links"]["l_z"] = json!({"kind": "tie", "ends": ["e_a", "e_c"]}),
        remove("e_c"),
    );
    assert!(!repository.git(&["merge", "-q", "--no-edit", "theirs"]));
    assert_eq!(repository.names(), ["a", "b", "c"]);
}

/// Whatever two people do on two branches, git brings it together into a whole project, alike from both sides.
#[test]
fn random_branches_merge_alike_from_both_sides() {
    for seed in 0..cases(200) / 20 {
        let Some(repository) = Repository::new(true) else { return };
        let random = &mut Random::new(seed ^ (9 << 40));
        let draft = Draft::new(random);
        let header = json!({"format": "linchpin", "version": 1, "min_reader": 1});
        let whole = |draft: &Draft| {
            let mut file = header.clone();
            file.as_object_mut().unwrap().extend(draft.file.as_object().unwrap().clone());
            file
        };
        repository.write(&whole(&draft));
        repository.git(&["commit", "-q", "-am", "start"]);
        repository.must(&["checkout", "-q", "-b", "theirs"]);
        repository.write(&whole(&draft.edited(random)));
        repository.git(&["commit", "-q", "-am", "theirs"]);
        repository.must(&["checkout", "-q", "main"]);
        repository.write(&whole(&draft.edited(random)));
        repository.git(&["commit", "-q", "-am", "ours"]);
        repository.must(&["tag", "ours"]);
        repository.git(&["merge", "-q", "--no-edit", "theirs"]);
        let one = fs::read(repository.file()).unwrap();
        assert_eq!(repository.ends("check", &["--json"]) & !1, 0, "seed {seed}");
        repository.must(&["reset", "-q", "--hard", "ours"]);
        repository.must(&["checkout", "-q", "theirs"]);
        repository.git(&["merge", "-q", "--no-edit", "main"]);
        assert_eq!(
            String::from_utf8(fs::read(repository.file()).unwrap()),
            String::from_utf8(one),
            "seed {seed}"
        );
    }
}
