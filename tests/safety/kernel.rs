//! The real program on the real system, with faults: each call of the kernel fails or ends it, and files may not grow.
//!
//! Where calls cannot be traced (no strace, or not allowed), that is said and left out.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use linchpin::file::{Header, Origin, Recovery, Store, left_behind, parse, short_hash, to_bytes};
use linchpin::model::{Project, ProjectId};
use serde_json::{Map, Value, json};
use tempfile::{TempDir, tempdir};

const PROGRAM: &str = env!("CARGO_BIN_EXE_linchpin");

/// Tells the test below which folder it works in when it is a process of its own.
const FOLDER: &str = "LINCHPIN_TEST_FOLDER";

/// Everything that a save calls; names that a system does not have are left out.
const CALLS: &[&str] = &[
    "openat",
    "read",
    "write",
    "fsync",
    "close",
    "rename",
    "renameat",
    "renameat2",
    "unlink",
    "unlinkat",
    "fchmod",
    "fchown",
    "statx",
    "readlink",
    "readlinkat",
    "mkdir",
    "mkdirat",
    "getdents64",
    "lseek",
];

/// What happens at a call.
const ENDS: &[&str] = &["signal=KILL", "error=EIO", "error=ENOSPC", "error=EACCES", "error=EINTR"];

/// A project file that is not in canonical form, which `linchpin fmt` saves anew.
struct Place {
    folder: TempDir,
    old: Vec<u8>,
    new: Vec<u8>,
}

impl Place {
    fn new(elements: usize) -> Self {
        let each = |number: usize| {
            (format!("e_{number:05}"), json!({"kind": "actor", "name": format!("Actor {number}")}))
        };
        let elements: Map<String, Value> = (0..elements).map(each).collect();
        let file = json!({"format": "linchpin", "version": 1, "min_reader": 1,
            "project": {"id": "p_a", "title": "Plan"}, "elements": elements});
        let old = file.to_string().into_bytes();
        let document = parse(&old).unwrap();
        let new = to_bytes(&document.project, &document.header());
        let place = Self { folder: tempdir().unwrap(), old, new };
        place.reset();
        place
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("maps/plan.linchpin")
    }

    /// As at the beginning.
    fn reset(&self) {
        let maps = self.folder.path().join("maps");
        drop(fs::remove_dir_all(self.folder.path().join("data")));
        drop(fs::remove_dir_all(&maps));
        fs::create_dir(&maps).unwrap();
        fs::write(self.file(), &self.old).unwrap();
    }

    fn run(&self, command: &mut Command) -> Output {
        command.env("LINCHPIN_DATA", self.folder.path().join("data")).output().unwrap()
    }

    fn save(&self) -> Output {
        self.run(Command::new(PROGRAM).arg("fmt").arg(self.file()))
    }

    /// The file is the old one or the new one, and the new one after a success; no kept version is a part of one.
    fn check(&self, success: bool, case: &str) {
        let found = fs::read(self.file()).unwrap();
        assert!(found == self.new || !success && found == self.old, "{case}: {} bytes", found.len());
        for path in files(&self.folder.path().join("data/history")) {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            if let Some((_, hash)) = name.split_once('-').filter(|_| !name.starts_with('.')) {
                assert_eq!(short_hash(&fs::read(&path).unwrap()), hash, "{case}");
            }
        }
    }

    fn left_over(&self) -> Vec<PathBuf> {
        files(&self.folder.path().join("maps")).into_iter().filter(|path| *path != self.file()).collect()
    }
}

/// All files in a folder and in its folders.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// `strace` with its arguments; `None`, and a note, where nothing can be traced.
fn strace(log: &Path, arguments: &[String]) -> Option<Command> {
    let mut probe = Command::new("strace");
    if !probe.arg("-o").arg("/dev/null").arg("true").output().is_ok_and(|output| output.status.success()) {
        println!("skipped: calls cannot be traced here (strace is missing or not allowed)");
        return None;
    }
    let mut command = Command::new("strace");
    command.args(["-f", "-y", "-o"]).arg(log).args(arguments);
    Some(command)
}

fn all_calls() -> String {
    CALLS.iter().map(|call| format!("?{call}")).collect::<Vec<_>>().join(",")
}

#[test]
fn each_call_of_the_kernel_may_fail_or_end_the_program() {
    let place = Place::new(20);
    let log = place.folder.path().join("calls");
    let Some(mut traced) = strace(&log, &[format!("--trace={}", all_calls())]) else { return };
    let output = place.run(traced.arg(PROGRAM).arg("fmt").arg(place.file()));
    assert!(output.status.success(), "{output:?}");
    place.check(true, "without a fault");
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for line in fs::read_to_string(&log).unwrap().lines() {
        let called = line.split_once(' ').map_or("", |(_, call)| call.trim_start());
        if let Some(call) = CALLS.iter().find(|call| called.starts_with(&format!("{call}("))) {
            *counts.entry(call).or_default() += 1;
        }
    }
    assert!(counts["fsync"] >= 6 && counts.len() > 8, "{counts:?}");
    let mut runs = 0;
    for (call, count) in counts {
        // Loading the program opens and reads too; what it does with files comes last.
        for when in (1..=count).rev().take(6) {
            for end in ENDS {
                place.reset();
                let inject = format!("--inject={call}:{end}:when={when}");
                let arguments = [format!("--trace={call}"), inject];
                let Some(mut traced) = strace(&log, &arguments) else { return };
                let output = place.run(traced.arg(PROGRAM).arg("fmt").arg(place.file()));
                let case = format!("{call} number {when} of {count}, {end}");
                place.check(output.status.success(), &case);
                if !end.starts_with("signal") && !call.starts_with("unlink") {
                    assert_eq!(place.left_over(), Vec::<PathBuf>::new(), "{case}");
                }
                runs += 1;
            }
        }
        // What a fault left behind is in nobody's way.
        assert!(place.save().status.success(), "after {call}");
        place.check(true, call);
    }
    assert!(runs >= 190, "{runs}");
    println!("{runs} runs with a fault each");
}

#[test]
fn a_save_waits_for_the_file_then_renames_then_waits_for_the_folder() {
    let place = Place::new(5);
    let log = place.folder.path().join("calls");
    let trace = "--trace=?openat,?fsync,?fdatasync,?rename,?renameat,?renameat2,?unlink,?unlinkat,?truncate,?ftruncate";
    let Some(mut traced) = strace(&log, &[trace.to_owned()]) else { return };
    assert!(place.run(traced.arg(PROGRAM).arg("fmt").arg(place.file())).status.success());
    let calls = fs::read_to_string(&log).unwrap();
    let calls: Vec<&str> = calls.lines().filter(|line| line.contains("/maps")).collect();
    let first = |like: &dyn Fn(&str) -> bool| calls.iter().position(|line| like(line));
    let renamed = first(&|line| line.contains("rename") && line.contains("plan.linchpin")).unwrap();
    let file_synced = first(&|line| line.contains("fsync(") && line.contains("/maps/.~plan")).unwrap();
    let folder_synced = first(&|line| line.contains("fsync(") && line.contains("/maps>")).unwrap();
    assert!(file_synced < renamed && renamed < folder_synced, "{calls:#?}");
    assert!(
        !calls.iter().any(|line| line.contains("plan.linchpin\"") && line.contains("O_TRUNC")),
        "{calls:#?}"
    );
    let gone = |line: &&str| line.contains("unlink") && line.contains("plan.linchpin");
    assert!(!calls.iter().any(|line| gone(line) || line.contains("truncate(")), "{calls:#?}");
}

/// Runs `program` where no file may grow beyond `kilobytes`: a write then fails, or ends the program.
fn limited(program: &Path, arguments: &[&str], kilobytes: usize, ends: bool) -> Command {
    let trap = if ends { "" } else { "trap '' XFSZ; " };
    let mut shell = Command::new("bash");
    shell
        .arg("-c")
        .arg(format!("{trap}ulimit -c 0; ulimit -f {kilobytes}; exec \"$0\" \"$@\""))
        .arg(program)
        .args(arguments);
    shell
}

fn bash_is_there() -> bool {
    let there = Command::new("bash").arg("--version").output().is_ok();
    if !there {
        println!("skipped: bash is not installed, which limits how far files may grow");
    }
    there
}

#[test]
fn a_disk_that_is_full_leaves_the_old_file() {
    if !bash_is_there() {
        return;
    }
    let place = Place::new(900);
    assert!(place.new.len() > 48 << 10, "{}", place.new.len());
    let file = place.file().display().to_string();
    let (mut kept, mut saved) = (0, 0);
    for kilobytes in (0..=2 * (place.new.len() >> 10)).step_by(4) {
        for ends in [false, true] {
            place.reset();
            let output = place.run(&mut limited(Path::new(PROGRAM), &["fmt", &file], kilobytes, ends));
            let case = format!("{kilobytes} KiB, ends {ends}: {output:?}");
            place.check(output.status.success(), &case);
            if output.status.success() {
                saved += 1;
            } else {
                kept += 1;
            }
            if !ends && !output.status.success() {
                assert!(
                    String::from_utf8_lossy(&output.stderr).contains("plan.linchpin was not saved"),
                    "{case}"
                );
                assert_eq!(place.left_over(), Vec::<PathBuf>::new(), "{case}");
            }
        }
    }
    assert!(kept >= 20 && saved >= 20, "{kept} {saved}");
}

fn work(title: &str, notes: usize) -> Project {
    let mut project = Project::new(title);
    project.about.id = Some(ProjectId::from("p_a"));
    project.about.problem = "Too few buses. ".repeat(notes);
    project
}

/// The process that the test below starts: it keeps work twice, and a version.
#[test]
fn a_process_that_keeps_work() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let recovery = Recovery::start(&folder.join("recovery")).unwrap();
    let keep = |project: &Project| recovery.write(project, &Header::default(), &Origin::default());
    if keep(&work("before", 1)).is_ok() {
        fs::write(folder.join("before"), "").unwrap();
    }
    let kept = keep(&work("after", 4_000)).is_ok();
    let id = ProjectId::from("p_a");
    let put =
        Store::at(folder.join("history")).put(&id, &to_bytes(&work("version", 4_000), &Header::default()));
    if kept && put.is_ok() {
        fs::write(folder.join("after"), "").unwrap();
    }
}

#[test]
fn work_is_kept_as_far_as_a_full_disk_lets_it() {
    if !bash_is_there() {
        return;
    }
    let program = std::env::current_exe().unwrap();
    for kilobytes in (0..=128).step_by(8) {
        for ends in [false, true] {
            let folder = tempdir().unwrap();
            let arguments = ["--exact", "kernel::a_process_that_keeps_work"];
            let mut child = limited(&program, &arguments, kilobytes, ends);
            child.env(FOLDER, folder.path()).output().unwrap();
            let case = format!("{kilobytes} KiB, ends {ends}");
            let left = left_behind(&folder.path().join("recovery"));
            let title = left.first().map(|left| left.document.project.about.title.clone());
            if folder.path().join("before").exists() {
                assert!(matches!(title.as_deref(), Some("before" | "after")), "{case}: {title:?}");
            }
            if folder.path().join("after").exists() {
                assert_eq!(title.as_deref(), Some("after"), "{case}");
            }
            let store = Store::at(folder.path().join("history"));
            for version in store.list(&ProjectId::from("p_a")).unwrap() {
                assert!(store.read(&ProjectId::from("p_a"), &version.hash).is_ok(), "{case}");
            }
            assert!(kilobytes < 72 || folder.path().join("after").exists(), "{case}: there was room");
        }
    }
}
