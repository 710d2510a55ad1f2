//! Kinds of places to intervene in a system, as people tag variables with them (Meadows 1999, "Leverage points: places to
//! intervene in a system"). A tag is somebody's reading of the variable; nothing computes it.

use serde_json::Value;

use crate::model::{Element, Object};

/// The element's own field that holds the number of the place.
const FIELD: &str = "Leverage point (Meadows)";

/// One of the twelve places. The smaller its number, the more a change there can move, and the harder it is to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(transparent)]
pub struct MeadowsPlace(u8);

impl MeadowsPlace {
    /// All places, from the twelfth, where a change does least, to the first.
    pub fn all() -> impl Iterator<Item = Self> {
        (1..=12).rev().map(Self)
    }

    /// Its number, 1 to 12.
    pub fn number(self) -> u8 {
        self.0
    }

    /// What it is called in a few words.
    pub fn title(self) -> &'static str {
        match self.0 {
            1 => "Power to transcend paradigms",
            2 => "Mindset or paradigm",
            3 => "Goals of the system",
            4 => "Self-organization",
            5 => "Rules",
            6 => "Information flows",
            7 => "Gain of reinforcing loops",
            8 => "Strength of balancing loops",
            9 => "Lengths of delays",
            10 => "Stocks and flows",
            11 => "Sizes of buffers",
            _ => "Numbers",
        }
    }

    /// What belongs to it.
    pub fn meaning(self) -> &'static str {
        match self.0 {
            1 => "To stay free of any one view of the world.",
            2 => "The shared ideas from which goals, rules and structures arise.",
            3 => "What the whole system is for.",
            4 => "Who can add, change or evolve the structure of the system.",
            5 => "Incentives, punishments, constraints: laws, contracts, customs.",
            6 => "Who learns what, and when.",
            7 => "How fast a reinforcing loop drives itself.",
            8 => "How strong a balancing loop is beside what it has to correct.",
            9 => "How long things take, beside how fast the system changes.",
            10 => "How stocks and flows are built: networks, buildings, age structures.",
            11 => "How large stabilizing stocks are beside their flows.",
            _ => "Parameters such as subsidies, taxes and standards.",
        }
    }

    /// The place that an element is tagged with, if it is one.
    pub fn of(element: &Element) -> Option<Self> {
        let number = match element.fields.get(FIELD)? {
            Value::Number(number) => number.as_u64()?,
            // As a table or another program may have written it.
            Value::String(text) => text.split_whitespace().next()?.parse().ok()?,
            _ => return None,
        };
        Self::all().find(|place| u64::from(place.0) == number)
    }

    /// The element's own fields with this place as its tag; `None` takes the tag away.
    pub fn tagged(element: &Element, place: Option<Self>) -> Object {
        let mut fields = element.fields.clone();
        match place {
            Some(place) => fields.insert(FIELD.to_owned(), Value::from(place.0)),
            None => fields.remove(FIELD),
        };
        fields
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ElementKind;

    #[test]
    fn a_tag_is_read_as_it_was_written_and_other_fields_stay() {
        let mut element = Element::new(ElementKind::Variable, "Subsidy");
        element.fields.insert("Unit".to_owned(), Value::from("€"));
        assert_eq!(MeadowsPlace::of(&element), None);
        for place in MeadowsPlace::all() {
            element.fields = MeadowsPlace::tagged(&element, Some(place));
            assert_eq!(MeadowsPlace::of(&element), Some(place));
        }
        assert_eq!(
            MeadowsPlace::all().map(MeadowsPlace::number).collect::<Vec<_>>(),
            (1..=12).rev().collect::<Vec<_>>()
        );
        element.fields = MeadowsPlace::tagged(&element, None);
        assert_eq!(element.fields.keys().collect::<Vec<_>>(), ["Unit"]);
    }

    #[test]
    fn a_tag_from_elsewhere_is_read_where_it_says_a_number() {
        let mut element = Element::new(ElementKind::Variable, "Subsidy");
        let mut read = |value: Value| {
            element.fields.insert(FIELD.to_owned(), value);
            MeadowsPlace::of(&element).map(MeadowsPlace::number)
        };
        assert_eq!(read(Value::from("6 Information flows")), Some(6));
        assert_eq!(read(Value::from(13)), None);
        assert_eq!(read(Value::from(-1)), None);
        assert_eq!(read(Value::from("rules")), None);
        assert_eq!(read(Value::Null), None);
    }
}
