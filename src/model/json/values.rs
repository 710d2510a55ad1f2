//! Plain values, ids and collections as JSON.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use imbl::OrdMap;
use serde_json::{Number, Value};

use super::{Json, Object, Reader};
use crate::model::id::Id;

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

impl Json for smol_str::SmolStr {
    const EXPECTED: &'static str = "text";

    fn from_json(value: Value, _: &mut Reader) -> Result<(Self, Option<Value>), Value> {
        match value {
            Value::String(text) => Ok((text.into(), None)),
            other => Err(other),
        }
    }

    fn to_json(&self) -> Value {
        Value::String(self.to_string())
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
pub(in crate::model) fn number(value: f64) -> Value {
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
