//! Who else has a project open: a hint, never a lock.
//!
//! A file `.~lock.NAME#` beside the project says who has it open. Many sync programs do not send it around, so nothing
//! but a hint may rest on it: opening and saving never wait for it, and every error about it is ignored.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::document::read_bounded;

/// How often the file is written anew while the project is open.
const HEARTBEAT: Duration = Duration::from_mins(1);

/// A file that did not change for so long belongs to a program that is gone.
const STALE: Duration = Duration::from_mins(3);

/// The largest file that is looked at.
const MOST_BYTES: usize = 32_000;

/// Somebody who has the project open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The name that the computer knows them by.
    pub user: String,
    /// The computer.
    pub host: String,
    /// Tells two windows of one person apart.
    pub session: String,
    /// Grows while the project is open.
    pub heartbeat: u64,
}

impl Person {
    /// The user of this computer, with a new session.
    pub fn here() -> Self {
        let named = |keys: &[&str]| {
            keys.iter().find_map(|key| std::env::var(key).ok()).filter(|name| !name.is_empty())
        };
        let host = fs::read_to_string("/etc/hostname").ok().map(|name| name.trim().to_owned());
        let host = named(&["COMPUTERNAME", "HOSTNAME"]).or(host).unwrap_or_default();
        Self {
            user: named(&["USER", "USERNAME", "LOGNAME"]).unwrap_or_default(),
            host,
            session: crate::model::ViewId::random().to_string(),
            heartbeat: 0,
        }
    }
}

/// Our presence at one file, and our view of others'. Dropping it takes our file away.
#[derive(Debug)]
pub struct Presence {
    path: PathBuf,
    me: Person,
    beaten: Option<Instant>,
    /// What was seen last, and since when it has not changed.
    seen: Option<(Vec<u8>, Instant)>,
}

impl Presence {
    /// Presence at the project in `file`. Nothing is written before [`tick`](Self::tick).
    pub fn at(file: &Path, me: Person) -> Self {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        Self { path: file.with_file_name(format!(".~lock.{name}#")), me, beaten: None, seen: None }
    }

    /// To be called every few seconds off the window's thread: looks who is there and says that we are. Gives the
    /// other, if there is one.
    pub fn tick(&mut self, now: Instant) -> Option<Person> {
        let bytes = read_bounded(&self.path).unwrap_or_default();
        let other = self.judge(&bytes, now);
        let due = self.beaten.is_none_or(|at| now.duration_since(at) >= HEARTBEAT);
        if other.is_none() && due {
            self.me.heartbeat += 1;
            if let Ok(text) = serde_json::to_string(&self.me) {
                // Its loss costs nothing, so it is not worth the care of a save.
                let _ = fs::write(&self.path, text);
            }
            self.beaten = Some(now);
        }
        other
    }

    fn judge(&mut self, bytes: &[u8], now: Instant) -> Option<Person> {
        let person: Person =
            if bytes.len() > MOST_BYTES { None } else { serde_json::from_slice(bytes).ok() }?;
        if person.session == self.me.session {
            self.seen = None;
            return None;
        }
        let since = match &self.seen {
            Some((seen, since)) if seen == bytes => *since,
            _ => {
                self.seen = Some((bytes.to_vec(), now));
                now
            }
        };
        (now.duration_since(since) < STALE).then_some(person)
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        let bytes = read_bounded(&self.path).unwrap_or_default();
        let ours =
            serde_json::from_slice(&bytes).is_ok_and(|person: Person| person.session == self.me.session);
        if ours {
            let _ = fs::remove_file(&self.path);
        }
    }
}
