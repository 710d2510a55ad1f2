//! How records become JSON and back without losing what they do not understand.
//!
//! Reading is per field: a field that is unknown, or known but of the wrong shape, stays as it was in the
//! record's `extra` and is written back unchanged. So a file made by a newer version, or damaged in one place,
//! keeps everything through opening, editing and saving.

mod record;
mod values;

use serde_json::Value;

pub(super) use self::record::{record, words};
pub use self::values::Key;
pub(super) use self::values::number;

/// A JSON object with its keys in order.
pub type Object = serde_json::Map<String, Value>;

/// A field that could not be understood. Its value is kept, and written back as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The path of the field, such as `elements/e_x/ratings/s_y/interest`.
    pub at: String,
    /// What the field should hold, in words.
    pub expected: &'static str,
    /// What it holds, shortened.
    pub found: String,
}

/// Knows where in the file the reading is, and collects what did not fit.
#[derive(Debug, Default)]
pub struct Reader {
    path: Vec<String>,
    misfits: Vec<Misfit>,
}

impl Reader {
    /// Reads one field. Gives the value, if it fits, and whatever must be kept as it was.
    fn field<T: Json>(&mut self, key: &str, value: Value) -> (Option<T>, Option<Value>) {
        self.path.push(key.to_owned());
        let read = match T::from_json(value, self) {
            Ok((value, kept)) => (Some(value), kept),
            Err(value) => {
                self.misfits.push(Misfit {
                    at: self.path.join("/"),
                    expected: T::EXPECTED,
                    found: shorten(&value),
                });
                (None, Some(value))
            }
        };
        self.path.pop();
        read
    }

    /// Takes the field `key` out of `object`, or leaves there what of it does not fit.
    pub fn take<T: Json + Default>(&mut self, object: &mut Object, key: &str) -> T {
        let Some(value) = object.remove(key) else {
            return T::default();
        };
        let (value, kept) = self.field(key, value);
        if let Some(kept) = kept {
            object.insert(key.to_owned(), kept);
        }
        value.unwrap_or_default()
    }

    /// Everything that did not fit, in the order of reading.
    pub fn into_misfits(self) -> Vec<Misfit> {
        self.misfits
    }
}

/// A value as an error message shows it.
fn shorten(value: &Value) -> String {
    const LONGEST: usize = 40;
    let text = value.to_string();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// A value that lives in the project file.
pub trait Json: Sized {
    /// What the field should hold, in words, for messages.
    const EXPECTED: &'static str;

    /// Reads a value, together with the parts of it that must be kept as they were.
    ///
    /// # Errors
    /// Gives the value back when it has the wrong shape.
    fn from_json(value: Value, reader: &mut Reader) -> Result<(Self, Option<Value>), Value>;

    /// The value as the file holds it.
    fn to_json(&self) -> Value;
}

/// Writes `value` under `key` unless it is the default; what was kept under the key and does not contradict it stays.
pub(super) fn put<T: Json + Default + PartialEq>(object: &mut Object, key: &str, value: &T) {
    if *value != T::default() {
        overlay(object, key, value.to_json());
    }
}

fn overlay(object: &mut Object, key: &str, value: Value) {
    match (object.get_mut(key), value) {
        (Some(Value::Object(kept)), Value::Object(new)) => {
            for (inner_key, inner) in new {
                overlay(kept, &inner_key, inner);
            }
        }
        (_, value) => {
            object.insert(key.to_owned(), value);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::*;

    record! {
        /// A record for the tests.
        Sample {
            /// A name.
            name: String = "name",
            /// Levels by key.
            levels: BTreeMap<String, f64> = "levels",
        }
    }

    fn read(value: Value) -> (Sample, Vec<Misfit>) {
        let mut reader = Reader::default();
        let (sample, _) = Sample::from_json(value, &mut reader).unwrap();
        (sample, reader.into_misfits())
    }

    #[test]
    fn unknown_fields_are_written_back() {
        let value = json!({"name": "a", "new": {"x": [1, 2]}});
        assert_eq!(read(value.clone()).0.to_json(), value);
    }

    #[test]
    fn a_field_of_the_wrong_shape_is_kept_and_reported() {
        let value = json!({"name": 7, "levels": {"a": 1, "b": "high"}});
        let (sample, misfits) = read(value.clone());
        assert_eq!(sample.levels.get("a"), Some(&1.0));
        assert_eq!(sample.to_json(), value);
        let places: Vec<&str> = misfits.iter().map(|m| m.at.as_str()).collect();
        assert_eq!(places, ["name", "levels/b"]);
    }

    #[test]
    fn defaults_are_left_out_and_whole_numbers_have_no_point() {
        let mut sample = Sample::default();
        assert_eq!(sample.to_json(), json!({}));
        sample.levels.insert("a".into(), -0.0);
        assert_eq!(sample.to_json().to_string(), r#"{"levels":{"a":0}}"#);
    }
}
