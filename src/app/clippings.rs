//! The full records behind copied text, kept on this computer.
//!
//! The clipboard carries plain text that any program can read. What the text leaves out waits here under the SHA-256 of
//! the text, in memory and in the system's folder for local data, so that pasting in another window finds it too.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use sha2::{Digest as _, Sha256};

use super::settings::Settings;
use crate::edit::Clipping;

/// How many copies are kept.
const MOST: usize = 20;
/// How many bytes all of them may have together on disk.
const MOST_BYTES: u64 = 8 * 1024 * 1024;

/// The full records behind copied text.
#[derive(Debug, Default)]
pub(super) struct Clippings {
    latest: VecDeque<(String, Clipping)>,
    folder: Option<PathBuf>,
}

impl Clippings {
    /// Those kept where the preferences say.
    pub fn new(settings: &Settings) -> Self {
        Self {
            latest: VecDeque::new(),
            folder: settings.local_folder().map(|folder| folder.join("clippings")),
        }
    }

    /// Keeps a clipping under its text. The file is written on a thread of its own; a failure only means that another
    /// window pastes the text.
    pub fn keep(&mut self, text: &str, clipping: Clipping) {
        let key = key(text);
        self.latest.retain(|(other, _)| *other != key);
        if let Some(folder) = self.folder.clone() {
            let (name, records) = (key.clone(), clipping.clone());
            let write = move || drop(write(&folder, &name, &records.to_text()));
            drop(std::thread::Builder::new().name("clipping".to_owned()).spawn(write));
        }
        self.latest.push_front((key, clipping));
        self.latest.truncate(MOST);
    }

    /// The clipping behind this text, if it was copied here unchanged.
    pub fn find(&self, text: &str) -> Option<Clipping> {
        let key = key(text);
        if let Some((_, clipping)) = self.latest.iter().find(|(other, _)| *other == key) {
            return Some(clipping.clone());
        }
        let path = self.folder.as_ref()?.join(format!("{key}.json"));
        if std::fs::metadata(&path).ok()?.len() > MOST_BYTES {
            return None;
        }
        Clipping::from_text(&std::fs::read_to_string(path).ok()?)
    }
}

/// The SHA-256 of a text as hexadecimal digits. Clipboards change line ends and drop the last one, so those do not count.
fn key(text: &str) -> String {
    let mut hasher = Sha256::new();
    for line in text.trim_end().lines() {
        hasher.update(line.trim_end().as_bytes());
        hasher.update(b"\n");
    }
    let hash: [u8; 32] = hasher.finalize().into();
    hash.iter().fold(String::with_capacity(64), |mut digits, byte| {
        // Writing to a string cannot fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// Writes one clipping, then drops the oldest until number and size are within bounds.
fn write(folder: &Path, name: &str, text: &str) -> std::io::Result<()> {
    if text.len() as u64 > MOST_BYTES {
        return Ok(());
    }
    std::fs::create_dir_all(folder)?;
    let file = tempfile::NamedTempFile::new_in(folder)?;
    std::fs::write(file.path(), text)?;
    file.persist(folder.join(format!("{name}.json")))?;
    let mut kept: Vec<(SystemTime, PathBuf, u64)> = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let about = entry.metadata()?;
            kept.push((about.modified()?, path, about.len()));
        }
    }
    kept.sort();
    kept.reverse();
    let mut bytes = 0;
    for (number, (_, path, size)) in kept.into_iter().enumerate() {
        bytes += size;
        if number >= MOST || bytes > MOST_BYTES {
            std::fs::remove_file(path)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Edit, Selection};
    use crate::model::{Element, ElementId, ElementKind, Point, Project};

    fn clipping(name: &str) -> Clipping {
        let project = Project::new("");
        let map = project.maps.keys().next().expect("a map").clone();
        let id = ElementId::random();
        let element = Element::new(ElementKind::Actor, name);
        let add = Edit::AddElement { id: id.clone(), element, map: map.clone(), pos: Point::default() };
        Clipping::copy(&add.apply(&project).expect("added"), &map, &Selection::element(id))
    }

    #[test]
    fn a_text_is_known_again_with_other_line_ends() {
        let mut kept = Clippings::default();
        let both = clipping("Ann and Ben");
        kept.keep("Ann\nBen", both.clone());
        assert_eq!(kept.find("Ann\r\nBen\r\n"), Some(both));
        assert_eq!(kept.find("Ann\nBenn"), None);
    }

    #[test]
    fn another_window_finds_what_was_written_and_only_the_latest_are_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        for number in 0..MOST + 5 {
            let name = format!("Actor {number}");
            write(folder.path(), &key(&name), &clipping(&name).to_text()).expect("written");
            // File times may be coarse; the order of writing must show in them.
            let path = folder.path().join(format!("{}.json", key(&name)));
            let file = std::fs::File::options().write(true).open(path).expect("opened");
            let when = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000 + number as u64);
            file.set_modified(when).expect("dated");
        }
        let other = Clippings { latest: VecDeque::new(), folder: Some(folder.path().to_owned()) };
        assert!(other.find("Actor 24").is_some());
        assert!(other.find("Actor 0").is_none());
        // The last write came before its date was set back, so one more than the bound may stand here.
        assert!(std::fs::read_dir(folder.path()).expect("listed").count() <= MOST + 1);
    }
}
