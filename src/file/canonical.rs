//! The one canonical form of a project file.
//!
//! UTF-8 with LF line ends and one at the end, one space of indent a level, one field a line, records and fields sorted
//! by key, short lists on one line. The same project always gives the same bytes, so that a text comparison or a line
//! merge sees only what changed.

use std::fmt::Write as _;

use serde_json::Value;

use super::document::Header;
use crate::model::Project;
use crate::model::json::{Json as _, Object};

/// The top-level keys in the order of the file. Unknown ones follow, sorted.
pub(super) const ORDER: &[&str] = &[
    "project",
    "assessors",
    "elements",
    "links",
    "loops",
    "maps",
    "coalitions",
    "vocabulary",
    "evidence",
    "views",
    "story",
    "indicators",
    "changes",
    "blind_spots",
    "conflicts",
];

/// The longest list that stands on one line, in bytes.
const INLINE: usize = 100;

/// The bytes of a project's file. Takes O(n log n).
pub fn to_bytes(project: &Project, header: &Header) -> Vec<u8> {
    let mut object = match project.to_json() {
        Value::Object(object) => object,
        _ => Object::new(),
    };
    let mut out = String::new();
    // These three may also stand among the unknown fields of a project that was put together by hand.
    for key in ["format", "version", "min_reader"] {
        object.remove(key);
    }
    let head = format!(
        "{{\n \"format\": \"linchpin\",\n \"version\": {},\n \"min_reader\": {}",
        header.version, header.min_reader
    );
    out.push_str(&head);
    for key in ORDER {
        if let Some(value) = object.remove(*key) {
            out.push(',');
            field(&mut out, key, &value, 1);
        }
    }
    for (key, value) in &object {
        out.push(',');
        field(&mut out, key, value, 1);
    }
    out.push_str("\n}\n");
    out.into_bytes()
}

fn field(out: &mut String, key: &str, value: &Value, depth: usize) {
    new_line(out, depth);
    text(out, key);
    out.push_str(": ");
    write_value(out, value, depth);
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', depth));
}

fn text(out: &mut String, text: &str) {
    let plain = |byte: u8| byte.is_ascii_graphic() && byte != b'"' && byte != b'\\';
    if text.bytes().all(|byte| plain(byte) || byte == b' ') {
        out.push('"');
        out.push_str(text);
        out.push('"');
    } else {
        scalar(out, &Value::from(text));
    }
}

fn scalar(out: &mut String, value: &Value) {
    // Writing to a string cannot fail.
    let _ = write!(out, "{value}");
}

fn write_value(out: &mut String, value: &Value, depth: usize) {
    match value {
        Value::Object(object) if !object.is_empty() => {
            out.push('{');
            for (place, (key, value)) in object.iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                field(out, key, value, depth + 1);
            }
            new_line(out, depth);
            out.push('}');
        }
        Value::Array(items) if !items.is_empty() => list(out, items, depth),
        Value::String(string) => text(out, string),
        _ => scalar(out, value),
    }
}

fn list(out: &mut String, items: &[Value], depth: usize) {
    let start = out.len();
    let is_scalar = |value: &Value| !value.is_array() && !value.is_object();
    if items.iter().all(is_scalar) {
        out.push('[');
        for (place, item) in items.iter().enumerate() {
            if place > 0 {
                out.push_str(", ");
            }
            write_value(out, item, depth);
        }
        out.push(']');
        if out.len() - start <= INLINE {
            return;
        }
        out.truncate(start);
    }
    out.push('[');
    for (place, item) in items.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        new_line(out, depth + 1);
        write_value(out, item, depth + 1);
    }
    new_line(out, depth);
    out.push(']');
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn written(value: &Value) -> String {
        let mut out = String::new();
        write_value(&mut out, value, 0);
        out
    }

    #[test]
    fn short_lists_stand_on_one_line_and_long_ones_do_not() {
        assert_eq!(written(&json!([120.5, -48])), "[120.5, -48]");
        assert_eq!(written(&json!([])), "[]");
        let long = vec!["x".repeat(60); 2];
        assert_eq!(written(&json!(long)), format!("[\n \"{0}\",\n \"{0}\"\n]", long[0]));
        assert_eq!(written(&json!([["a", "b"], ["c"]])), "[\n [\"a\", \"b\"],\n [\"c\"]\n]");
    }

    #[test]
    fn text_is_escaped_as_json_asks() {
        for sample in ["plain", "q\"uote", "back\\slash", "line\nend", "\u{0}\u{1f}\u{7f}", "Ünï", "\u{2028}"]
        {
            let value = json!({ sample: sample });
            let read: Value = serde_json::from_str(&written(&value)).unwrap();
            assert_eq!(read, value);
        }
    }

    /// With `preserve_order` keys would keep the order of insertion, and files would depend on history.
    #[test]
    fn the_json_library_sorts_keys() {
        let object: Value = serde_json::from_str(r#"{"b": 1, "a": 2}"#).unwrap();
        assert_eq!(object.to_string(), r#"{"a":2,"b":1}"#);
    }

    /// With `arbitrary_precision` numbers would keep the digits they were written with.
    #[test]
    fn the_json_library_reads_plain_numbers() {
        let number: Value = serde_json::from_str("1.50000").unwrap();
        assert_eq!(number.to_string(), "1.5");
        let number: Value = serde_json::from_str("0.30000000000000004").unwrap();
        assert_eq!(number.as_f64(), Some(0.1 + 0.2));
    }
}
