//! Reading a project file.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::disk::pass;
use super::error::{ReadError, ReadFault, io_fault};
use super::{sniff, strict};
use crate::model::Project;
use crate::model::json::{Json as _, Misfit, Object, Reader};

/// The version of the form that this program writes.
pub const VERSION: u32 = 1;

/// The newest `min_reader` that this program satisfies: files that ask for more open read-only.
pub const READER: u32 = 1;

/// The largest file that is read: 64 MiB.
pub const MOST_BYTES: u64 = 64 << 20;

/// The first lines of a file. Saving keeps those of the file, so that one updated colleague does not lock out a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// The version of the form.
    pub version: u32,
    /// The oldest reader that may write the file.
    pub min_reader: u32,
}

impl Header {
    /// The first lines of a file that holds what files with these and with `other` first lines hold.
    #[must_use]
    pub fn newest(self, other: Self) -> Self {
        Self { version: self.version.max(other.version), min_reader: self.min_reader.max(other.min_reader) }
    }
}

impl Default for Header {
    fn default() -> Self {
        Self { version: VERSION, min_reader: READER }
    }
}

/// A project as it was read, with what there is to say about its file.
#[derive(Clone, Debug)]
pub struct Document {
    /// The project.
    pub project: Project,
    /// The version of the form that the file says.
    pub version: u32,
    /// The oldest reader that may write the file.
    pub min_reader: u32,
    /// The file may be looked at and exported, but this program is too old to save it.
    pub read_only: bool,
    /// Fields that could not be understood; they are kept as they were.
    pub misfits: Vec<Misfit>,
    /// What the user should know, as sentences.
    pub notices: Vec<String>,
    /// The SHA-256 of the file's bytes, to notice when another program changes it.
    pub hash: [u8; 32],
}

impl Document {
    /// The first lines to save the project with.
    pub fn header(&self) -> Header {
        Header { version: self.version, min_reader: self.min_reader }
    }

    /// The first 16 digits of the hash of the file's bytes, as the history names versions.
    pub fn short_hash(&self) -> String {
        super::history::short(&self.hash)
    }

    /// The file that was read holds exactly `bytes`.
    pub fn is_from(&self, bytes: &[u8]) -> bool {
        let hash: [u8; 32] = Sha256::digest(bytes).into();
        hash == self.hash
    }
}

/// The SHA-256 of some bytes in hexadecimal, as reports name the file that they were made from.
pub fn hash_text(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Reads the project file at `path`.
///
/// # Errors
/// When the file is missing, too large, damaged or not a Linchpin project; the message names the file, the place and
/// what helps. Unknown and misshapen fields are no errors.
pub fn open(path: &Path) -> Result<Document, ReadError> {
    let bytes = read_bounded(path).map_err(|fault| ReadError::new(path, fault))?;
    read(&bytes).map_err(|fault| ReadError::new(path, fault))
}

/// Reads a project from the bytes of a file. Takes O(n log n).
///
/// # Errors
/// As [`open`]; the file is called "the file".
pub fn parse(bytes: &[u8]) -> Result<Document, ReadError> {
    read(bytes).map_err(|fault| ReadError { file: "the file".to_owned(), fault })
}

/// The bytes of a file of at most [`MOST_BYTES`].
pub(crate) fn read_bounded(path: &Path) -> Result<Vec<u8>, ReadFault> {
    pass().map_err(io_fault)?;
    let metadata = std::fs::metadata(path).map_err(io_fault)?;
    if metadata.is_dir() {
        return Err(ReadFault::Folder);
    }
    if metadata.len() > MOST_BYTES {
        return Err(ReadFault::TooLarge);
    }
    let mut bytes = Vec::with_capacity(metadata.len() as usize);
    // The size can lie (pipes, files that grow), so the reading is bounded too.
    File::open(path).and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes)).map_err(io_fault)?;
    if bytes.len() as u64 > MOST_BYTES { Err(ReadFault::TooLarge) } else { Ok(bytes) }
}

fn read(bytes: &[u8]) -> Result<Document, ReadFault> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(ReadFault::TooLarge);
    }
    let Value::Object(mut object) = strict::value(sniff::text(bytes)?)? else {
        return Err(ReadFault::OtherJson);
    };
    if object.remove("format").as_ref().and_then(Value::as_str) != Some("linchpin") {
        return Err(ReadFault::OtherJson);
    }
    let mut misfits = Vec::new();
    let version = take_version(&mut object, "version", &mut misfits);
    let min_reader = take_version(&mut object, "min_reader", &mut misfits);
    let unclear = !misfits.is_empty();
    let mut reader = Reader::default();
    let (project, _) =
        Project::from_json(Value::Object(object), &mut reader).map_err(|_| ReadFault::OtherJson)?;
    misfits.append(&mut reader.into_misfits());
    let header = Header { version: version.unwrap_or(VERSION), min_reader: min_reader.unwrap_or(READER) };
    Ok(Document {
        project,
        version: header.version,
        min_reader: header.min_reader,
        read_only: unclear || header.min_reader > READER,
        misfits,
        notices: notices(header, unclear),
        hash: Sha256::digest(bytes).into(),
    })
}

/// Takes a version number; a file without one is from the first version.
fn take_version(object: &mut Object, key: &str, misfits: &mut Vec<Misfit>) -> Option<u32> {
    let value = object.remove(key)?;
    let number = value.as_u64().and_then(|number| u32::try_from(number).ok()).filter(|number| *number > 0);
    if number.is_none() {
        misfits.push(Misfit {
            at: key.to_owned(),
            expected: "a whole number from 1",
            found: value.to_string().chars().take(40).collect(),
        });
    }
    number
}

fn notices(header: Header, unclear: bool) -> Vec<String> {
    let mut notices = Vec::new();
    if unclear {
        notices.push(
            "The version of this file is unreadable, so you can look, but not change it; correct `version` and \
             `min_reader` in the file, or save a copy under another name."
                .to_owned(),
        );
    }
    if header.min_reader > READER {
        notices.push(format!(
            "This file was made with version {}; you have {VERSION}. You can look, but not change it; update Linchpin \
             to edit it.",
            header.version
        ));
    } else if header.version > VERSION {
        notices.push(format!(
            "This file was made with the newer version {}; you have {VERSION}. What this version does not know is kept.",
            header.version
        ));
    }
    notices
}
