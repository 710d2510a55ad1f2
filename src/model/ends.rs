//! Where links start and end.

use serde_json::Value;

use super::id::{ElementId, Id as _, LinkId};
use super::json::{Json, Key, Reader};

/// Where a link ends: at an element, or (a lever) at another link.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// An element.
    Element(ElementId),
    /// A link.
    Link(LinkId),
}

impl End {
    /// The end that an id in the file means, by its prefix.
    fn from_id(text: &str) -> Self {
        let is_link = text.strip_prefix(LinkId::PREFIX).is_some_and(|rest| rest.starts_with('_'));
        if is_link { Self::Link(text.into()) } else { Self::Element(text.into()) }
    }

    /// The element, if the link ends at one.
    pub fn element(&self) -> Option<&ElementId> {
        match self {
            Self::Element(id) => Some(id),
            Self::Link(_) => None,
        }
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Element(id) => id.as_str(),
            Self::Link(id) => id.as_str(),
        }
    }
}

impl serde::Serialize for End {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Key for End {
    fn from_key(text: String) -> Self {
        Self::from_id(&text)
    }

    fn to_key(&self) -> String {
        self.as_str().to_owned()
    }
}

/// Both ends of a link, kept as one value: merging half of two changes would make a link that nobody drew.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Ends {
    /// Where the link starts.
    pub from: ElementId,
    /// Where it ends.
    pub to: End,
}

impl Ends {
    /// A link between two elements.
    pub fn elements(from: ElementId, to: ElementId) -> Self {
        Self { from, to: End::Element(to) }
    }

    /// The elements at both ends, if the link does not end at another link.
    pub fn pair(&self) -> Option<(&ElementId, &ElementId)> {
        self.to.element().map(|to| (&self.from, to))
    }

    /// The link starts or ends at this element.
    pub fn touch(&self, id: &ElementId) -> bool {
        self.from == *id || self.to.element() == Some(id)
    }
}

impl Json for Ends {
    const EXPECTED: &'static str = "two ids [from, to]";

    fn from_json(value: Value, _: &mut Reader) -> Result<(Self, Option<Value>), Value> {
        let ends = match value.as_array().map(Vec::as_slice) {
            Some([Value::String(from), Value::String(to)]) if !from.is_empty() && !to.is_empty() => {
                Self { from: from.as_str().into(), to: End::from_id(to) }
            }
            _ => return Err(value),
        };
        Ok((ends, None))
    }

    fn to_json(&self) -> Value {
        Value::Array(vec![self.from.to_json(), Value::String(self.to.as_str().to_owned())])
    }
}
