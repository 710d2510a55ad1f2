//! What can still be read of a damaged file. The file itself is never touched.
//!
//! Two ways, and the one that reads more holds: the records one by one, as the canonical form writes them, and the
//! beginning of the file up to the last whole record.

use serde_json::{Value, json};

use super::document::{Document, parse};
use super::strict;
use crate::model::json::Object;

/// A project that was read from a damaged file.
#[derive(Debug)]
pub struct Salvaged {
    /// What could be read.
    pub document: Document,
    /// How many records that is.
    pub records: usize,
    /// How many records had the key of another one and were given a key of their own.
    pub doubled: usize,
}

/// Reads what can be read of the bytes of a damaged project file. `None` when that is no record at all. Takes O(n).
pub fn salvage(bytes: &[u8]) -> Option<Salvaged> {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}').trim_end_matches('\0');
    if !text.get(..text.len().min(400)).unwrap_or(text).contains("linchpin") {
        return None;
    }
    // A whole file in which only keys are doubled.
    let whole = strict::lenient(text);
    let ways = match whole {
        Ok(whole) => vec![whole],
        Err(_) => vec![by_records(text), beginning(text).unwrap_or_default()],
    };
    let read = ways.into_iter().filter_map(|(file, doubled)| {
        let records = count(&file);
        let document = (records > 0).then(|| as_document(file))??;
        Some(Salvaged { document, records, doubled })
    });
    read.max_by_key(|salvaged| salvaged.records)
}

fn as_document(mut file: Object) -> Option<Document> {
    file.insert("format".to_owned(), json!("linchpin"));
    parse(Value::Object(file).to_string().as_bytes()).ok()
}

/// How many records there are.
fn count(file: &Object) -> usize {
    let collections =
        file.iter().filter(|(key, _)| *key != "project").filter_map(|(_, value)| value.as_object());
    collections.filter(|records| records.values().all(Value::is_object)).map(Object::len).sum()
}

/// Reads each record of the canonical form for itself: it starts with its key two spaces in, and ends with a brace there.
fn by_records(text: &str) -> (Object, usize) {
    let mut file = Object::new();
    let mut doubled = 0;
    let mut collection: Option<String> = None;
    let mut record: Option<(String, String)> = None;
    for line in text.lines() {
        let depth = line.len() - line.trim_start_matches(' ').len();
        let inner = line.trim_start_matches(' ').trim_end_matches('\r');
        match depth {
            1 => {
                record = None;
                collection = member(inner).filter(|(_, rest)| *rest == "{").map(|(key, _)| key);
                if collection.is_none()
                    && let Some((key, rest)) = member(inner)
                    && let Ok(value) = serde_json::from_str::<Value>(rest.trim_end_matches(','))
                {
                    file.insert(key, value);
                }
            }
            2 if matches!(inner, "}" | "},") => {
                if let (Some(collection), Some((key, body))) = (&collection, record.take())
                    && let Ok((value, _)) = strict::lenient(&format!("{body}}}"))
                {
                    doubled += put(&mut file, collection, key, Value::Object(value));
                }
            }
            2 => {
                record = None;
                match member(inner) {
                    Some((key, "{")) => record = Some((key, "{".to_owned())),
                    Some((key, rest)) => {
                        let value = serde_json::from_str::<Value>(rest.trim_end_matches(','));
                        if let (Some(collection), Ok(value)) = (&collection, value) {
                            doubled += put(&mut file, collection, key, value);
                        }
                    }
                    None => {}
                }
            }
            _ => {
                if let Some((_, body)) = &mut record {
                    body.push_str(inner);
                    body.push('\n');
                }
            }
        }
    }
    (file, doubled)
}

/// A line that starts with a key: the key, and what follows the colon.
fn member(line: &str) -> Option<(String, &str)> {
    let (key, rest) = line.strip_prefix('"')?.split_once("\": ")?;
    let key = serde_json::from_str::<String>(&format!("\"{key}\"")).ok()?;
    Some((key, rest))
}

/// Puts a record into a collection, under a key of its own when there is one with its key; gives how many had to.
fn put(file: &mut Object, collection: &str, key: String, value: Value) -> usize {
    let records = file.entry(collection).or_insert_with(|| Value::Object(Object::new()));
    let Value::Object(records) = records else { return 0 };
    match records.get(&key) {
        Some(old) if *old == value => 0,
        Some(_) => {
            let key = strict::free_key(records, &key);
            records.insert(key, value);
            1
        }
        None => {
            records.insert(key, value);
            0
        }
    }
}

/// The beginning up to the last comma between whole records or fields of the file, closed there.
fn beginning(text: &str) -> Option<(Object, usize)> {
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    let mut open: Vec<char> = Vec::new();
    let mut last: Option<(usize, Vec<char>)> = None;
    for (at, character) in text.char_indices() {
        if in_text {
            match character {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => in_text = false,
                _ => {}
            }
            continue;
        }
        match character {
            '"' => in_text = true,
            '{' | '[' => {
                depth += 1;
                open.push(if character == '{' { '}' } else { ']' });
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                open.pop();
                if depth <= 2 {
                    last = Some((at + 1, open.clone()));
                }
            }
            ',' if depth <= 2 => last = Some((at, open.clone())),
            _ => {}
        }
    }
    let (end, open) = last?;
    let mut closed = text.get(..end)?.to_owned();
    closed.extend(open.iter().rev());
    strict::lenient(&closed).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::{Header, to_bytes};
    use crate::model::Project;

    fn sample() -> Vec<u8> {
        include_bytes!("../../samples/waste-pickers-bengaluru.linchpin").to_vec()
    }

    #[test]
    fn every_beginning_of_a_file_gives_its_whole_records() {
        let bytes = sample();
        let mut last = 0;
        for cut in (1..32).map(|part| bytes.len() * part / 32) {
            let records = salvage(&bytes[..cut]).map_or(0, |salvaged| salvaged.records);
            assert!(records >= last, "{records} records of {cut} bytes, {last} of fewer");
            last = records;
        }
        let all = salvage(&bytes).unwrap().records;
        assert!(last > all / 2 && last < all);
    }

    #[test]
    fn zeros_at_the_end_and_a_hole_in_the_middle_cost_only_what_they_cover() {
        let bytes = sample();
        let all = salvage(&bytes).unwrap().records;
        let mut torn = bytes[..bytes.len() * 3 / 4].to_vec();
        torn.resize(bytes.len(), 0);
        assert!(salvage(&torn).unwrap().records > all / 2);
        let mut holed = bytes.clone();
        let middle = bytes.len() / 4;
        holed[middle..middle + 40].fill(b'#');
        let records = salvage(&holed).unwrap().records;
        assert!(records < all && records + 4 >= all, "{records} of {all}");
    }

    #[test]
    fn doubled_records_are_both_kept() {
        let text = r#"{"format": "linchpin", "elements": {"e_a": {"kind": "actor", "name": "A"},
            "e_a": {"kind": "actor", "name": "B"}}}"#;
        let salvaged = salvage(text.as_bytes()).unwrap();
        assert_eq!((salvaged.records, salvaged.doubled), (2, 1));
        let names: Vec<String> =
            salvaged.document.project.elements.values().map(|element| element.name.clone()).collect();
        assert!(names.contains(&"A".to_owned()) && names.contains(&"B".to_owned()), "{names:?}");
    }

    #[test]
    fn what_is_no_project_gives_nothing() {
        for bytes in [&b""[..], b"{}", b"\0\0\0", b"{\"format\": \"linchpin\"", b"[1, 2, 3]"] {
            assert!(salvage(bytes).is_none());
        }
        let empty = to_bytes(&Project::default(), &Header::default());
        assert!(salvage(&empty).is_none());
    }
}
