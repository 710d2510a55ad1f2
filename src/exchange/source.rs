//! The bytes of a file as text, whatever their encoding.

use std::borrow::Cow;
use std::cell::OnceCell;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};
use serde_json::Value;

use super::Options;
use super::account::Account;
use super::fault::Fault;
use crate::file::{self, ReadFault};

/// What a format reads.
pub(super) struct Source<'a> {
    /// The bytes of the file.
    pub(super) bytes: &'a [u8],
    /// The text of the file without a byte order mark; empty for a workbook.
    pub(super) text: &'a str,
    /// How to read what the format leaves open.
    pub(super) options: &'a Options,
    parsed: OnceCell<Option<Value>>,
}

impl<'a> Source<'a> {
    pub(super) fn new(bytes: &'a [u8], text: &'a str, options: &'a Options) -> Self {
        Self { bytes, text, options, parsed: OnceCell::new() }
    }

    /// The text as JSON, if it is; parsed once.
    pub(super) fn json(&self) -> Option<&Value> {
        let looks = self.text.trim_start().starts_with(['{', '[']);
        self.parsed.get_or_init(|| if looks { serde_json::from_str(self.text).ok() } else { None }).as_ref()
    }

    /// The text as JSON that has to be it.
    ///
    /// # Errors
    /// Names the place where it stops being JSON.
    pub(super) fn need_json(&self) -> Result<&Value, Fault> {
        if let Some(value) = self.json() {
            return Ok(value);
        }
        let error = serde_json::from_str::<Value>(self.text).err();
        let line = error.as_ref().map_or(0, serde_json::Error::line);
        let said = error.map(|error| error.to_string()).unwrap_or_default();
        let said = said.split(" at line ").next().unwrap_or_default();
        Err(Fault::new(line, format!("this is not JSON ({said})"), "correct it there, or export it again"))
    }

    /// The JSON is an object with all of these keys.
    pub(super) fn has_keys(&self, keys: &[&str]) -> bool {
        self.json()
            .and_then(Value::as_object)
            .is_some_and(|object| keys.iter().all(|key| object.contains_key(*key)))
    }

    /// The local name of the root of an XML file, empty for others.
    pub(super) fn root(&self) -> &'a str {
        let mut rest = self.text.trim_start();
        while let Some(after) = rest.strip_prefix('<') {
            if !after.starts_with(['?', '!']) {
                let name = after.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next();
                let name = name.unwrap_or_default();
                return name.rsplit(':').next().unwrap_or_default();
            }
            let end = if after.starts_with("!--") { "-->" } else { ">" };
            let Some((_, tail)) = after.split_once(end) else { return "" };
            // What is left of an inner DTD comes before the next tag.
            rest = tail.get(tail.find('<').unwrap_or(tail.len())..).unwrap_or_default();
        }
        ""
    }
}

/// The text of a file. UTF-8 is taken as it is; UTF-16 and other encodings are turned into it, and the account says so.
/// Takes O(n).
///
/// # Errors
/// When the bytes are no text at all.
pub(super) fn decode<'a>(bytes: &'a [u8], account: &mut Account) -> Result<Cow<'a, str>, ReadFault> {
    match file::text(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(ReadFault::Utf16) => Ok(Cow::Owned(utf16(bytes, account))),
        Err(ReadFault::NotUtf8 { line }) => Ok(Cow::Owned(mixed(bytes, line, account))),
        Err(ReadFault::Truncated { line }) if !bytes.contains(&0) => {
            Ok(Cow::Owned(mixed(bytes, line, account)))
        }
        Err(fault) => Err(fault),
    }
}

fn utf16(bytes: &[u8], account: &mut Account) -> String {
    let big = bytes.starts_with(b"\xfe\xff") || bytes.first() == Some(&0);
    let (text, _) = if big { UTF_16BE } else { UTF_16LE }.decode_with_bom_removal(bytes);
    account.notice("The file is in UTF-16; it was read as such.".to_owned());
    text.into_owned()
}

/// The encoding that an XML declaration names, if it is another than UTF-8.
fn declaration(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(200))?;
    let head: String = head.iter().map(|byte| char::from(*byte)).collect();
    let (declared, _) =
        head.trim_start_matches(|c: char| !c.is_ascii()).strip_prefix("<?xml")?.split_once("?>")?;
    let (_, after) = declared.split_once("encoding=")?;
    let quote = after.chars().next()?;
    let name = after.get(1..)?.split(quote).next()?;
    Encoding::for_label(name.as_bytes()).filter(|encoding| *encoding != encoding_rs::UTF_8)
}

/// Text with bytes that are not UTF-8, in the encoding that it declares. Without a declaration those bytes, and only
/// those, are read as Windows-1252, in which old spreadsheets write.
fn mixed(bytes: &[u8], line: usize, account: &mut Account) -> String {
    if let Some(encoding) = declaration(bytes) {
        return encoding.decode_with_bom_removal(bytes).0.into_owned();
    }
    let (mut text, mut valid) = (String::with_capacity(bytes.len()), false);
    for chunk in bytes.utf8_chunks() {
        valid |= !chunk.valid().is_ascii();
        text.push_str(chunk.valid());
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    let name = WINDOWS_1252.name();
    account.notice(if valid {
        format!(
            "Line {line}: the file mixes encodings; what is not UTF-8 was read as {name}. Check names with accents, or \
             save the file as UTF-8."
        )
    } else {
        format!("Line {line}: the file is not UTF-8; it was read as {name}. Check names with accents.")
    });
    text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, Vec<String>) {
        let mut account = Account::default();
        let text = decode(bytes, &mut account).unwrap().into_owned();
        (text, account.warnings())
    }

    #[test]
    fn old_encodings_are_read_and_reported() {
        assert_eq!(read("\u{feff}né".as_bytes()), ("né".to_owned(), vec![]));
        let (text, warnings) = read(b"from,to\nn\xe9,b\n");
        assert_eq!(text, "from,to\nné,b\n");
        assert!(warnings[0].starts_with("Line 2: the file is not UTF-8; it was read as windows-1252."));
        let (text, warnings) = read(b"a\xc3\xa9\nb\xe9");
        assert_eq!(text, "aé\nbé");
        assert!(warnings[0].contains("mixes encodings"));
        let wide: Vec<u8> = "\u{feff}né".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&wide).0, "né");
        let (text, _) = read(b"<?xml version=\"1.0\" encoding=\"ISO-8859-2\"?><a>\xb1</a>");
        assert!(text.contains("<a>ą</a>"));
    }
}
