//! Saving where files are links, protected, oddly named or no files at all.

use std::fs;
use std::path::{Path, PathBuf};

use linchpin::file::{self, Header, Known, SaveError, Store};
use linchpin::model::{Project, ProjectId};
use tempfile::{TempDir, tempdir};

fn project(title: &str) -> Project {
    let mut project = Project::new(title);
    project.about.id = Some(ProjectId::from("p_a"));
    project
}

fn bytes(title: &str) -> Vec<u8> {
    file::to_bytes(&project(title), &Header::default())
}

fn title(path: &Path) -> String {
    file::open(path).unwrap().project.about.title
}

/// Every name in a folder, hidden ones too.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name != "history")
        .collect();
    names.sort();
    names
}

/// Saves in the three ways there are: as it is, with a history, and together with others.
fn save_each_way(path: &Path, check: impl Fn(&str, Result<(), SaveError>)) {
    let folder = tempdir().unwrap();
    let store = Store::at(folder.path());
    check("one", file::save(path, &bytes("one")));
    check("two", file::save_kept(Some(&store), path, &bytes("two")).map(drop));
    let known = file::open(path).map(|document| (document.hash, document.project));
    let (hash, base) = known.unwrap_or_else(|_| ([0; 32], project("none")));
    let known = Known { hash, project: &base };
    let ours = project("three");
    check("three", file::save_together(Some(&store), path, known, &ours, &Header::default()).map(drop));
}

/// Saving under each name gives this one file and nothing else.
fn saves_as_itself(folder: &TempDir, name: &str) {
    let path = folder.path().join(name);
    save_each_way(&path, |expected, result| {
        assert!(result.is_ok(), "{name}: {result:?}");
        assert_eq!(title(&path), expected, "{name}");
        assert_eq!(names(folder.path()), [name], "{name}");
    });
    fs::remove_file(&path).unwrap();
}

#[test]
fn every_name_that_a_disk_takes_can_be_saved() {
    let folder = tempdir().unwrap();
    let long = format!("{}.linchpin", "é".repeat(123));
    let names = [
        "plan.linchpin",
        "plan",
        ".plan.linchpin",
        "a plan.linchpin",
        " plan .linchpin",
        "plan 100%20.linchpin",
        "it's \"the\" plan.linchpin",
        "plan;rm -rf $HOME.linchpin",
        "plan*?[a].linchpin",
        "plan\\back.linchpin",
        "line\nbreak.linchpin",
        "-o.linchpin",
        "plan.linchpin.linchpin",
        "caf\u{e9}.linchpin",
        "cafe\u{301}.linchpin",
        "योजना → ü.linchpin",
        "\u{202e}nalp.linchpin",
        ".~plan.abc.tmp",
        long.as_str(),
    ];
    for name in names {
        saves_as_itself(&folder, name);
    }
}

#[test]
fn the_two_ways_to_write_an_accent_are_two_files() {
    let folder = tempdir().unwrap();
    let [one, two] = ["caf\u{e9}.linchpin", "cafe\u{301}.linchpin"].map(|name| folder.path().join(name));
    file::save(&one, &bytes("one")).unwrap();
    file::save(&two, &bytes("two")).unwrap();
    // Some systems take them for one; then the later one holds.
    let expected = if names(folder.path()).len() == 2 { "one" } else { "two" };
    assert_eq!(title(&one), expected);
}

#[test]
fn paths_through_folders_are_followed() {
    let folder = tempdir().unwrap();
    fs::create_dir_all(folder.path().join("a b/c")).unwrap();
    for path in ["a b/c/plan.linchpin", "a b/../a b/./c/plan.linchpin", "a b/c//plan.linchpin"] {
        let path = folder.path().join(path);
        save_each_way(&path, |expected, result| {
            result.unwrap();
            assert_eq!(title(&path), expected);
        });
    }
    assert_eq!(names(&folder.path().join("a b/c")), ["plan.linchpin"]);
}

#[test]
fn what_is_no_file_is_refused_and_left_alone() {
    let folder = tempdir().unwrap();
    fs::create_dir(folder.path().join("plan.linchpin")).unwrap();
    save_each_way(&folder.path().join("plan.linchpin"), |_, result| {
        assert!(matches!(result, Err(SaveError::Folder { .. })), "{result:?}");
    });
    save_each_way(&folder.path().join("missing/plan.linchpin"), |_, result| {
        assert!(result.unwrap_err().to_string().contains("plan.linchpin was not saved"));
    });
    fs::write(folder.path().join("file"), "text").unwrap();
    save_each_way(&folder.path().join("file/plan.linchpin"), |_, result| assert!(result.is_err()));
    assert_eq!(names(folder.path()), ["file", "plan.linchpin"]);
    assert_eq!(fs::read(folder.path().join("file")).unwrap(), b"text");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
    use std::process::Command;

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o7777
    }

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    /// A link `link` that says `target`, and what saving through it comes to in `real`.
    fn saves_through(folder: &Path, link: &str, real: &str) {
        let (link, real) = (folder.join(link), folder.join(real));
        let before = fs::read_link(&link).unwrap();
        save_each_way(&link, |expected, result| {
            result.unwrap();
            assert_eq!(title(&real), expected, "{}", link.display());
            assert!(!fs::symlink_metadata(&real).unwrap().is_symlink());
            assert_eq!(fs::read_link(&link).unwrap(), before, "{} is another link", link.display());
        });
    }

    #[test]
    fn links_are_followed_to_the_end_and_stay() {
        let folder = tempdir().unwrap();
        let here = folder.path();
        fs::create_dir(here.join("shared")).unwrap();
        file::save(&here.join("shared/plan.linchpin"), &bytes("start")).unwrap();
        symlink("shared/plan.linchpin", here.join("relative.linchpin")).unwrap();
        symlink(here.join("shared/plan.linchpin"), here.join("absolute.linchpin")).unwrap();
        let chain = ["relative.linchpin", "1", "2", "3", "4"];
        for pair in chain.windows(2) {
            symlink(pair[0], here.join(pair[1])).unwrap();
        }
        symlink("shared", here.join("folder")).unwrap();
        symlink("../relative.linchpin", here.join("shared/back")).unwrap();
        for link in ["relative.linchpin", "absolute.linchpin", "1", "2", "3", "4", "shared/back"] {
            saves_through(here, link, "shared/plan.linchpin");
        }
        save_each_way(&here.join("folder/plan.linchpin"), |expected, result| {
            result.unwrap();
            assert_eq!(title(&here.join("shared/plan.linchpin")), expected);
        });
        assert_eq!(names(&here.join("shared")), ["back", "plan.linchpin"]);
    }

    #[test]
    fn links_to_nothing_make_the_file_that_they_mean() {
        let folder = tempdir().unwrap();
        let here = folder.path();
        fs::create_dir(here.join("shared")).unwrap();
        symlink("shared/new.linchpin", here.join("a")).unwrap();
        symlink("a", here.join("b")).unwrap();
        saves_through(here, "b", "shared/new.linchpin");
        symlink("nowhere/new.linchpin", here.join("lost")).unwrap();
        symlink("round", here.join("round")).unwrap();
        for link in ["lost", "round"] {
            save_each_way(&here.join(link), |_, result| assert!(result.is_err()));
            assert!(fs::symlink_metadata(here.join(link)).unwrap().is_symlink());
        }
    }

    #[test]
    fn another_name_of_the_same_file_keeps_the_version_before() {
        let folder = tempdir().unwrap();
        let (one, other) = (folder.path().join("plan.linchpin"), folder.path().join("other.linchpin"));
        file::save(&one, &bytes("start")).unwrap();
        fs::hard_link(&one, &other).unwrap();
        file::save(&one, &bytes("next")).unwrap();
        assert_eq!((title(&one), title(&other)), ("next".to_owned(), "start".to_owned()));
    }

    #[test]
    fn rights_are_kept() {
        let folder = tempdir().unwrap();
        let path = folder.path().join("plan.linchpin");
        file::save(&path, &bytes("start")).unwrap();
        for kept in [0o600, 0o640, 0o644, 0o660, 0o664, 0o666, 0o700, 0o755] {
            set_mode(&path, kept);
            save_each_way(&path, |_, result| {
                result.unwrap();
                assert_eq!(mode(&path), kept);
            });
        }
        for protected in [0o400, 0o444] {
            set_mode(&path, protected);
            let before = fs::read(&path).unwrap();
            save_each_way(&path, |_, result| {
                assert!(matches!(result, Err(SaveError::Protected { .. })), "{result:?}");
            });
            assert_eq!((fs::read(&path).unwrap(), mode(&path)), (before, protected));
        }
    }

    /// Whoever may write everywhere, as root may, is not stopped by the rights of a folder.
    #[test]
    fn a_folder_that_may_not_be_written_is_told() {
        let folder = tempdir().unwrap();
        let path = folder.path().join("plan.linchpin");
        file::save(&path, &bytes("start")).unwrap();
        set_mode(folder.path(), 0o555);
        let mighty = fs::write(folder.path().join("probe"), "").is_ok();
        let result = file::save(&path, &bytes("next"));
        set_mode(folder.path(), 0o755);
        if mighty {
            assert_eq!(title(&path), "next");
        } else {
            assert!(matches!(result, Err(SaveError::Protected { .. })), "{result:?}");
            assert_eq!(title(&path), "start");
        }
    }

    #[test]
    fn files_in_a_folder_of_a_group_belong_to_the_group() {
        let folder = tempdir().unwrap();
        set_mode(folder.path(), 0o2775);
        let path = folder.path().join("plan.linchpin");
        save_each_way(&path, |_, result| {
            result.unwrap();
            assert_eq!(fs::metadata(&path).unwrap().gid(), fs::metadata(folder.path()).unwrap().gid());
        });
    }

    /// What the system takes away from the rights of new files is taken away from ours too.
    #[test]
    fn new_files_have_the_rights_that_the_user_wants() {
        for (mask, expected) in
            [("077", 0o600), ("027", 0o640), ("022", 0o644), ("002", 0o664), ("000", 0o666)]
        {
            let folder = tempdir().unwrap();
            let path = folder.path().join("plan.linchpin");
            let script = format!("umask {mask}; exec \"$0\" new \"$1\"");
            let mut shell = Command::new("sh");
            shell.env("LINCHPIN_DATA", folder.path().join("history"));
            let program = env!("CARGO_BIN_EXE_linchpin");
            assert!(shell.args(["-c", &script, program]).arg(&path).status().unwrap().success());
            assert_eq!(mode(&path), expected, "umask {mask}");
        }
    }

    /// Reading from a pipe waits for somebody who writes; replacing a device is worse.
    #[test]
    fn pipes_and_devices_are_refused_at_once() {
        let folder = tempdir().unwrap();
        let pipe = folder.path().join("pipe.linchpin");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let mut odd = vec![pipe.clone()];
        if Path::new("/dev/null").exists() {
            odd.push(PathBuf::from("/dev/null"));
        }
        for path in &odd {
            let store = Store::at(folder.path().join("history"));
            let base = project("base");
            let known = Known { hash: [0; 32], project: &base };
            let results = [
                file::save(path, &bytes("one")),
                file::save_kept(Some(&store), path, &bytes("two")).map(drop),
                file::save_together(Some(&store), path, known, &base, &Header::default()).map(drop),
            ];
            for result in results {
                assert!(matches!(result, Err(SaveError::Device { .. })), "{result:?}");
            }
        }
        assert_eq!(names(folder.path()), ["pipe.linchpin"]);
        assert!(!fs::metadata(&pipe).unwrap().is_file());
    }
}
