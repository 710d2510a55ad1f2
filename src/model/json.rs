//! How records become JSON and back without losing what they do not understand.
//!
//! Reading is per field: a field that is unknown, or known but of the wrong shape, stays as it was in the
//! record's `extra` and is written back unchanged. So a file made by a newer version, or damaged in one place,
//! keeps everything through opening, editing and saving.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use imbl::OrdMap;
use serde_json::{Number, Value};

use super::id::Id;

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

impl Json for Value {
    const EXPECTED: &'static str = "a value";

    fn from_json(value: Value, _: &mut Reader) -> Result<(Self, Option<Value>), Value> {
        Ok((value, None))
    }

    fn to_json(&self) -> Value {
        self.clone()
    }
}

impl Json for Object {
    const EXPECTED: &'static str = "an object";

    fn from_json(value: Value, _: &mut Reader) -> Result<(Self, Option<Value>), Value> {
        match value {
            Value::Object(object) => Ok((object, None)),
            other => Err(other),
        }
    }

    fn to_json(&self) -> Value {
        Value::Object(self.clone())
    }
}

impl Json for String {
    const EXPECTED: &'static str = "text";

    fn from_json(value: Value, _: &mut Reader) -> Result<(Self, Option<Value>), Value> {
        match value {
            Value::String(text) => Ok((text, None)),
            other => Err(other),
        }
    }

    fn to_json(&self) -> Value {
        Value::String(self.clone())
    }
}

impl Json for bool {
    const EXPECTED: &'static str = "true or false";

    fn from_json(value: Value, _: &mut Reader) -> Result<(Self, Option<Value>), Value> {
        value.as_bool().map(|b| (b, None)).ok_or(value)
    }

    fn to_json(&self) -> Value {
        Value::Bool(*self)
    }
}

impl Json for f64 {
    const EXPECTED: &'static str = "a number";

    fn from_json(value: Value, _: &mut Reader) -> Result<(Self, Option<Value>), Value> {
        match value.as_f64() {
            Some(number) if number.is_finite() => Ok((number, None)),
            _ => Err(value),
        }
    }

    fn to_json(&self) -> Value {
        number(*self)
    }
}

/// A number in canonical form: whole numbers without a decimal point, no negative zero. What is not a number becomes 0.
pub(super) fn number(value: f64) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() < EXACT {
        Value::Number(Number::from(value as i64))
    } else {
        Value::Number(Number::from_f64(value).unwrap_or_else(|| Number::from(0)))
    }
}

impl<T: Json> Json for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn from_json(value: Value, reader: &mut Reader) -> Result<(Self, Option<Value>), Value> {
        T::from_json(value, reader).map(|(value, kept)| (Some(value), kept))
    }

    fn to_json(&self) -> Value {
        self.as_ref().map_or(Value::Null, Json::to_json)
    }
}

impl<T: Json> Json for Arc<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn from_json(value: Value, reader: &mut Reader) -> Result<(Self, Option<Value>), Value> {
        T::from_json(value, reader).map(|(value, kept)| (Self::new(value), kept))
    }

    fn to_json(&self) -> Value {
        self.as_ref().to_json()
    }
}

impl<I: Id> Json for I {
    const EXPECTED: &'static str = "an id";

    fn from_json(value: Value, _: &mut Reader) -> Result<(Self, Option<Value>), Value> {
        match value.as_str() {
            Some(text) if !text.is_empty() => Ok((Self::from(text), None)),
            _ => Err(value),
        }
    }

    fn to_json(&self) -> Value {
        Value::String(self.as_str().to_owned())
    }
}

/// Reads every item of an array, or gives the array back.
fn items<T: Json>(value: Value, reader: &mut Reader) -> Result<Vec<T>, Value> {
    let Value::Array(array) = value else {
        return Err(value);
    };
    let mut read = Vec::with_capacity(array.len());
    for item in &array {
        match T::from_json(item.clone(), reader) {
            Ok((item, None)) => read.push(item),
            _ => return Err(Value::Array(array)),
        }
    }
    Ok(read)
}

impl<T: Json> Json for Vec<T> {
    const EXPECTED: &'static str = "a list";

    fn from_json(value: Value, reader: &mut Reader) -> Result<(Self, Option<Value>), Value> {
        items(value, reader).map(|items| (items, None))
    }

    fn to_json(&self) -> Value {
        Value::Array(self.iter().map(Json::to_json).collect())
    }
}

impl<T: Json + Ord> Json for BTreeSet<T> {
    const EXPECTED: &'static str = "a list";

    fn from_json(value: Value, reader: &mut Reader) -> Result<(Self, Option<Value>), Value> {
        items(value, reader).map(|items| (items.into_iter().collect(), None))
    }

    fn to_json(&self) -> Value {
        Value::Array(self.iter().map(Json::to_json).collect())
    }
}

/// Keys of an object in the file.
pub trait Key: Ord + Clone {
    /// The key for a name in the file.
    fn from_key(text: String) -> Self;
    /// The name in the file.
    fn to_key(&self) -> String;
}

impl Key for String {
    fn from_key(text: String) -> Self {
        text
    }

    fn to_key(&self) -> String {
        self.clone()
    }
}

impl<I: Id> Key for I {
    fn from_key(text: String) -> Self {
        Self::from(text.as_str())
    }

    fn to_key(&self) -> String {
        self.as_str().to_owned()
    }
}

/// Reads the entries that fit; the others are kept as they were.
fn entries<K: Key, V: Json>(
    value: Value,
    reader: &mut Reader,
    mut insert: impl FnMut(K, V),
) -> Result<Option<Value>, Value> {
    let Value::Object(object) = value else {
        return Err(value);
    };
    let mut kept = Object::new();
    for (key, value) in object {
        let (value, rest) = reader.field(&key, value);
        if let Some(rest) = rest {
            kept.insert(key.clone(), rest);
        }
        if let Some(value) = value {
            insert(K::from_key(key), value);
        }
    }
    Ok((!kept.is_empty()).then_some(Value::Object(kept)))
}

impl<K: Key, V: Json> Json for BTreeMap<K, V> {
    const EXPECTED: &'static str = "an object";

    fn from_json(value: Value, reader: &mut Reader) -> Result<(Self, Option<Value>), Value> {
        let mut map = Self::new();
        let kept = entries(value, reader, |key, value| {
            map.insert(key, value);
        })?;
        Ok((map, kept))
    }

    fn to_json(&self) -> Value {
        Value::Object(self.iter().map(|(k, v)| (k.to_key(), v.to_json())).collect())
    }
}

impl<K: Key, V: Json + Clone> Json for OrdMap<K, V> {
    const EXPECTED: &'static str = "an object";

    fn from_json(value: Value, reader: &mut Reader) -> Result<(Self, Option<Value>), Value> {
        let mut map = Self::new();
        let kept = entries(value, reader, |key, value| {
            map.insert(key, value);
        })?;
        Ok((map, kept))
    }

    fn to_json(&self) -> Value {
        Value::Object(self.iter().map(|(k, v)| (k.to_key(), v.to_json())).collect())
    }
}

/// Declares a struct of the document: its fields, their names in the file, and how they are read and written.
///
/// `record!` makes a whole record with an `extra` for what it does not understand; `part` inside it makes a group of
/// fields that a larger record owns.
macro_rules! record {
    ($(#[$doc:meta])* part $name:ident {
        $($(#[$field_doc:meta])* $field:ident : $type:ty = $key:literal,)*
    }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)*
        }

        impl $name {
            pub(super) fn take(object: &mut $crate::model::json::Object, reader: &mut $crate::model::json::Reader) -> Self {
                Self { $($field: reader.take(object, $key),)* }
            }

            pub(super) fn put(&self, object: &mut $crate::model::json::Object) {
                $($crate::model::json::put(object, $key, &self.$field);)*
            }
        }
    };
    ($(#[$doc:meta])* $name:ident {
        $($(#[$field_doc:meta])* $field:ident : $type:ty = $key:literal,)*
    }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)*
            /// Fields of the file that this version does not understand; saved as they were.
            pub extra: $crate::model::json::Object,
        }

        impl $crate::model::json::Json for $name {
            const EXPECTED: &'static str = "an object";

            fn from_json(
                value: serde_json::Value,
                reader: &mut $crate::model::json::Reader,
            ) -> Result<(Self, Option<serde_json::Value>), serde_json::Value> {
                let serde_json::Value::Object(mut object) = value else {
                    return Err(value);
                };
                let record = Self {
                    $($field: reader.take(&mut object, $key),)*
                    extra: object,
                };
                Ok((record, None))
            }

            fn to_json(&self) -> serde_json::Value {
                let mut object = self.extra.clone();
                $($crate::model::json::put(&mut object, $key, &self.$field);)*
                serde_json::Value::Object(object)
            }
        }
    };
}
pub(super) use record;

/// Declares an enum that the file writes as a word.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident {
        $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)*
    }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)*
        }

        impl $name {
            /// Every value, in order.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The word in the file.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// The value of a word in the file.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl $crate::model::json::Json for $name {
            const EXPECTED: &'static str = concat!("one of", $(" ", $word,)*);

            fn from_json(
                value: serde_json::Value,
                _: &mut $crate::model::json::Reader,
            ) -> Result<(Self, Option<serde_json::Value>), serde_json::Value> {
                value.as_str().and_then(Self::from_word).map(|word| (word, None)).ok_or(value)
            }

            fn to_json(&self) -> serde_json::Value {
                serde_json::Value::String(self.as_str().to_owned())
            }
        }
    };
}
pub(super) use words;

#[cfg(test)]
mod tests {
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
