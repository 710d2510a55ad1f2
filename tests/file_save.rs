//! Saving on the computer's own disk: rights, links and odd names.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::fs;
use std::path::Path;

use linchpin::file::{self, Header, SaveError};
use linchpin::model::Project;
use tempfile::tempdir;

fn bytes(title: &str) -> Vec<u8> {
    file::to_bytes(&Project::new(title), &Header::default())
}

fn only_name_in(folder: &Path) -> String {
    let names: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 1, "{names:?}");
    names[0].to_string_lossy().into_owned()
}

#[test]
fn what_is_saved_is_what_is_read() {
    let folder = tempdir().unwrap();
    for name in ["plan.linchpin", "a b'c\"%20.linchpin", "ü→.linchpin", "noending"] {
        let path = folder.path().join(name);
        for title in ["one", "two, longer than one"] {
            let bytes = bytes(title);
            file::save(&path, &bytes).unwrap();
            assert_eq!(fs::read(&path).unwrap(), bytes);
            assert_eq!(file::open(&path).unwrap().project.about.title, title);
        }
        assert_eq!(only_name_in(folder.path()), name);
        fs::remove_file(&path).unwrap();
    }
}

#[test]
fn a_name_of_255_bytes_can_be_saved() {
    let folder = tempdir().unwrap();
    let path = folder.path().join(format!("{}.linchpin", "é".repeat(123)));
    file::save(&path, &bytes("x")).unwrap();
    file::save(&path, &bytes("y")).unwrap();
    assert_eq!(file::open(&path).unwrap().project.about.title, "y");
}

#[test]
fn nothing_unreadable_is_ever_written() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("plan.linchpin");
    let old = bytes("old");
    file::save(&path, &old).unwrap();
    let error = file::save(&path, b"{\"format\": \"linchpin\"").unwrap_err();
    assert!(matches!(error, SaveError::Unreadable { .. }));
    assert_eq!(fs::read(&path).unwrap(), old);
}

#[test]
fn a_folder_or_a_missing_folder_is_refused() {
    let folder = tempdir().unwrap();
    assert!(matches!(file::save(folder.path(), &bytes("x")), Err(SaveError::Folder { .. })));
    let error = file::save(&folder.path().join("no/where.linchpin"), &bytes("x")).unwrap_err();
    assert!(error.to_string().contains("where.linchpin was not saved"), "{error}");
}

#[test]
fn a_file_that_holds_the_bytes_is_left_alone() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("plan.linchpin");
    let bytes = bytes("x");
    file::save(&path, &bytes).unwrap();
    let before = fs::metadata(&path).unwrap().modified().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(20));
    file::save(&path, &bytes).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), before);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o7777
    }

    #[test]
    fn rights_are_kept_and_new_files_get_the_usual_ones() {
        let folder = tempdir().unwrap();
        let usual = folder.path().join("usual");
        fs::write(&usual, "x").unwrap();
        let path = folder.path().join("plan.linchpin");
        file::save(&path, &bytes("x")).unwrap();
        assert_eq!(mode(&path), mode(&usual));
        for kept in [0o640, 0o664, 0o600, 0o666] {
            fs::set_permissions(&path, fs::Permissions::from_mode(kept)).unwrap();
            file::save(&path, &bytes(&format!("{kept:o}"))).unwrap();
            assert_eq!(mode(&path), kept);
        }
    }

    #[test]
    fn a_protected_file_is_not_replaced() {
        let folder = tempdir().unwrap();
        let path = folder.path().join("plan.linchpin");
        let old = bytes("old");
        file::save(&path, &old).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        assert!(matches!(file::save(&path, &bytes("new")), Err(SaveError::Protected { .. })));
        assert_eq!(fs::read(&path).unwrap(), old);
    }

    #[test]
    fn links_are_followed_to_the_end_and_stay_links() {
        let folder = tempdir().unwrap();
        fs::create_dir(folder.path().join("shared")).unwrap();
        let real = folder.path().join("shared/real.linchpin");
        for (link, target) in [("a", "shared/real.linchpin"), ("b", "a"), ("c", "b")] {
            symlink(target, folder.path().join(link)).unwrap();
        }
        // First the target is missing, then it exists.
        for title in ["new", "again"] {
            file::save(&folder.path().join("c"), &bytes(title)).unwrap();
            assert_eq!(file::open(&real).unwrap().project.about.title, title);
            assert!(fs::symlink_metadata(folder.path().join("c")).unwrap().is_symlink());
            assert_eq!(only_name_in(&folder.path().join("shared")), "real.linchpin");
        }
        symlink("round", folder.path().join("round")).unwrap();
        assert!(file::save(&folder.path().join("round"), &bytes("x")).is_err());
    }
}
