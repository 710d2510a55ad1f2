//! What a file is, judged from its bytes before anything is parsed.

use super::error::ReadFault;

/// Archives by their first bytes.
const ARCHIVES: &[(&[u8], &str)] =
    &[(b"\x1f\x8b", "gzip"), (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"7z\xbc\xaf", "7z")];

/// The text of a file, without a byte order mark.
///
/// # Errors
/// Says what the file is when it cannot be text in UTF-8. Takes O(n).
pub(crate) fn text(bytes: &[u8]) -> Result<&str, ReadFault> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadFault::Empty);
    }
    if bytes.iter().all(|byte| *byte == 0) {
        return Err(ReadFault::Blank);
    }
    if is_utf16(bytes) {
        return Err(ReadFault::Utf16);
    }
    if let Some((_, name)) = ARCHIVES.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(ReadFault::Archive(name));
    }
    if let Some(first) = bytes.iter().position(|byte| *byte == 0) {
        let (head, tail) = bytes.split_at(first);
        // A crash of the computer leaves a file at its full length, but with zeros where the disk was not written.
        let cut_off = tail.iter().all(|byte| *byte == 0) && std::str::from_utf8(head).is_ok();
        return Err(if cut_off { ReadFault::Truncated { line: last_line(head) } } else { ReadFault::Binary });
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return Err(not_utf8(bytes, &error)),
    };
    match conflict_line(text) {
        Some(line) => Err(ReadFault::ConflictMarkers { line }),
        None => Ok(text),
    }
}

fn is_utf16(bytes: &[u8]) -> bool {
    let marked = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    // Without a mark, JSON in UTF-16 still starts with an ASCII character and a zero.
    marked || matches!(bytes, [0, b'{' | b'[', ..] | [b'{' | b'[', 0, ..])
}

fn not_utf8(bytes: &[u8], error: &std::str::Utf8Error) -> ReadFault {
    let head = bytes.get(..error.valid_up_to()).unwrap_or_default();
    let is_control = |byte: &u8| *byte < 32 && !matches!(byte, b'\t' | b'\n' | b'\r' | 12);
    if bytes.iter().any(is_control) {
        ReadFault::Binary
    } else if error.error_len().is_none() {
        // The bytes stop inside a character.
        ReadFault::Truncated { line: last_line(head) }
    } else {
        ReadFault::NotUtf8 { line: last_line(head) }
    }
}

fn last_line(bytes: &[u8]) -> usize {
    bytes.split(|byte| *byte == b'\n').count()
}

/// The line of the first mark of an unfinished git merge. JSON strings hold no line breaks, so a line that starts like
/// this is never part of one.
fn conflict_line(text: &str) -> Option<usize> {
    let line = text.lines().position(|line| line.starts_with("<<<<<<< "))?;
    text.lines().skip(line).any(|line| line.starts_with(">>>>>>> ")).then_some(line + 1)
}
