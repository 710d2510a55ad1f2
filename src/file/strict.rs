//! JSON read strictly: an object that has one key twice is refused, where other readers silently keep the last.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Number, Value, error::Category};

use super::error::ReadFault;
use crate::model::json::Object;

/// Where the reading is: the keys from the top. After an error it still points at the place.
#[derive(Default)]
struct Trail {
    keys: RefCell<Vec<String>>,
    doubled: Cell<bool>,
    /// Keep what has the key of another under a key of its own, and count it, instead of refusing.
    lenient: bool,
    kept: Cell<usize>,
}

/// Reads JSON text. Takes O(n); at most 127 levels deep.
///
/// # Errors
/// Says where the text stops being JSON, or which key stands twice.
pub(super) fn value(text: &str) -> Result<Value, ReadFault> {
    let trail = Trail::default();
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = Strict(&trail).deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    read.map_err(|error| fault(&error, &trail, text))
}

/// Reads the JSON text of an object, and keeps everything in it: a record with the key of another one is put under a key
/// of its own. Gives how many were.
///
/// # Errors
/// As [`value`], but for keys that stand twice.
pub(super) fn lenient(text: &str) -> Result<(Object, usize), ReadFault> {
    let trail = Trail { lenient: true, ..Trail::default() };
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = Strict(&trail).deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    match read.map_err(|error| fault(&error, &trail, text))? {
        Value::Object(object) => Ok((object, trail.kept.get())),
        _ => Err(ReadFault::OtherJson),
    }
}

/// A key like `key` that `object` does not have: ids stay ids of their kind.
pub(super) fn free_key(object: &Object, key: &str) -> String {
    let stem = key.get(..key.len().saturating_sub(3)).filter(|stem| stem.len() > 2).unwrap_or(key);
    let numbers = 2..=object.len() + 2;
    let free = numbers.map(|number| format!("{stem}{number:03}")).find(|key| !object.contains_key(key));
    free.unwrap_or_else(|| key.to_owned())
}

fn fault(error: &serde_json::Error, trail: &Trail, text: &str) -> ReadFault {
    let line = error.line().max(1);
    if trail.doubled.get() {
        let mut keys = trail.keys.borrow_mut();
        let key = keys.pop().unwrap_or_default();
        return ReadFault::DuplicateKey { line, key, within: keys.join("/") };
    }
    if error.classify() == Category::Eof {
        return ReadFault::Truncated { line };
    }
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default().to_owned();
    if message.starts_with("recursion limit") {
        return ReadFault::TooDeep { line };
    }
    let ours = text.lines().take(4).any(|line| line.contains("\"linchpin\""));
    ReadFault::Syntax { line, column: error.column().max(1), message, ours }
}

struct Strict<'a>(&'a Trail);

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        while let Some(item) = items.next_element_seed(Strict(self.0))? {
            array.push(item);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = Object::new();
        while let Some(key) = entries.next_key::<String>()? {
            self.0.keys.borrow_mut().push(key.clone());
            if self.0.lenient && object.contains_key(&key) {
                let value = entries.next_value_seed(Strict(self.0))?;
                self.0.keys.borrow_mut().pop();
                add(&mut object, &key, value, &self.0.kept);
                continue;
            }
            if object.contains_key(&key) {
                self.0.doubled.set(true);
                return Err(A::Error::custom("the same key twice"));
            }
            let value = entries.next_value_seed(Strict(self.0))?;
            object.insert(key, value);
            self.0.keys.borrow_mut().pop();
        }
        Ok(Value::Object(object))
    }
}

/// Adds what has a key that is there already. Collections are united; what is equal is there once.
fn add(object: &mut Object, key: &str, value: Value, kept: &Cell<usize>) {
    let is_records = |value: &Value| value.as_object().is_some_and(|all| all.values().all(Value::is_object));
    match (object.get_mut(key), value) {
        (Some(old), value) if *old == value => {}
        (Some(old), Value::Object(new)) if is_records(old) && new.values().all(Value::is_object) => {
            let Value::Object(old) = old else { return };
            for (key, value) in new {
                if old.contains_key(&key) {
                    add(old, &key, value, kept);
                } else {
                    old.insert(key, value);
                }
            }
        }
        (_, value) => {
            kept.set(kept.get() + 1);
            let key = free_key(object, key);
            object.insert(key, value);
        }
    }
}
