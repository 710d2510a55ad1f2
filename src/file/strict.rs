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
