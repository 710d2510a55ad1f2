//! A map as every foreign format sees it: items with keys, joins between them, places, plain fields.
//!
//! Readers make a [`Flat`] and know nothing of projects; writers get one. [`super::build`] and [`super::gather`] are the
//! two ways between it and a project, the same for all formats.

use serde_json::Value;

use super::bounded::{Bounded, MOST};
use super::fault::Fault;
use crate::model::{Direction, ElementKind, LinkKind, MapKind, Object, Polarity};

/// A part that some formats have a place for and others have not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Actors and the ties between them.
    Actors,
    /// Ties and causal links beside each other.
    Mixed,
    /// Levers between actors and what they move.
    Levers,
    /// Elements without a link.
    Alone,
    /// Whether an element is an actor, a variable or an issue.
    Kinds,
    /// Notes of elements.
    Notes,
    /// Places of elements.
    Places,
    /// Tags, ratings and custom fields of elements.
    Fields,
    /// Colours of elements.
    Colours,
    /// Signs of causal links.
    Signs,
    /// Delay marks.
    Delays,
    /// Weights and strengths.
    Weights,
    /// Whether ties run one way or both.
    Directions,
    /// Kinds of tie and lever.
    Words,
    /// Notes of links.
    LinkNotes,
    /// Custom fields of links.
    LinkFields,
    /// Several links between the same two.
    Parallels,
    /// Links that make more than a tree.
    Webs,
    /// Loops that people named.
    Loops,
    /// Free notes on the map.
    Texts,
    /// Several maps.
    Maps,
}

/// What a format with free attributes for elements and links has a place for.
pub(super) const ATTRIBUTED: &[Part] = &[
    Part::Actors,
    Part::Mixed,
    Part::Levers,
    Part::Alone,
    Part::Kinds,
    Part::Notes,
    Part::Places,
    Part::Fields,
    Part::Colours,
    Part::Signs,
    Part::Delays,
    Part::Weights,
    Part::Directions,
    Part::Words,
    Part::LinkNotes,
    Part::LinkFields,
    Part::Parallels,
    Part::Webs,
];

/// An actor, variable or issue.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Item {
    /// What joins call it; no two items have the same.
    pub(super) key: String,
    /// The name as people read it.
    pub(super) name: String,
    /// What it is, if the file says so.
    pub(super) kind: Option<ElementKind>,
    /// Notes.
    pub(super) notes: String,
    /// Its middle; y grows downwards.
    pub(super) place: Option<(f64, f64)>,
    /// Everything else. Tags and ratings have the names of [`super::attributes`].
    pub(super) fields: Object,
    /// The line in the file, 0 when there is none.
    pub(super) line: usize,
}

/// A tie, causal link or lever.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Join {
    /// Its own key; may be empty.
    pub(super) key: String,
    /// The key of the item where it starts.
    pub(super) from: String,
    /// The key of the item where it ends.
    pub(super) to: String,
    /// What it is, if the file says so.
    pub(super) kind: Option<LinkKind>,
    /// The kind of tie or lever, in words.
    pub(super) word: String,
    /// The sign.
    pub(super) polarity: Option<Polarity>,
    /// The effect takes its time.
    pub(super) delay: bool,
    /// The weight of a causal link, the strength of a tie or lever.
    pub(super) weight: Option<f64>,
    /// One way or both; absent means what the graph says.
    pub(super) direction: Option<Direction>,
    /// Notes.
    pub(super) notes: String,
    /// Everything else.
    pub(super) fields: Object,
    /// The line in the file, 0 when there is none.
    pub(super) line: usize,
}

/// Free text on a map.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Text {
    pub(super) text: String,
    /// Its middle.
    pub(super) place: (f64, f64),
}

/// A loop that people named.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Ring {
    /// Its own key; may be empty.
    pub(super) key: String,
    pub(super) label: String,
    pub(super) name: String,
    pub(super) story: String,
    /// The keys of its joins, in order.
    pub(super) joins: Vec<String>,
}

/// One of several maps.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Sheet {
    pub(super) key: String,
    pub(super) title: String,
    pub(super) kind: Option<MapKind>,
    /// The keys of the items that it shows, with their places.
    pub(super) items: Vec<(String, Option<(f64, f64)>)>,
    /// The keys of the joins that it shows; absent means all that run between its items.
    pub(super) joins: Option<Vec<String>>,
    /// The keys of the loops whose badges were put somewhere, with their places.
    pub(super) loops: Vec<(String, (f64, f64))>,
}

/// A map as every format sees it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Flat {
    pub(super) title: String,
    /// What the map is about.
    pub(super) about: String,
    /// Items without a kind are variables (true) or actors (false); absent: variables if a join has a sign.
    pub(super) causal: Option<bool>,
    /// Joins without a direction run one way.
    pub(super) directed: bool,
    pub(super) items: Bounded<Item>,
    pub(super) joins: Bounded<Join>,
    pub(super) texts: Vec<Text>,
    pub(super) loops: Vec<Ring>,
    /// Empty means one map that shows everything.
    pub(super) sheets: Vec<Sheet>,
}

impl Flat {
    /// The map has no more elements and links than a project can hold.
    ///
    /// # Errors
    /// Names the line where it is too much.
    pub(super) fn within(&self) -> Result<(), Fault> {
        let item = self.items.beyond().map(|item| (item.line, "elements"));
        let join = self.joins.beyond().map(|join| (join.line, "links"));
        match item.or(join) {
            None => Ok(()),
            Some((line, what)) => Err(Fault::new(
                line,
                format!("here the map has more than {MOST} {what}"),
                "split it, and take the part that you need",
            )),
        }
    }
}

impl Item {
    pub(super) fn new(key: impl Into<String>, name: impl Into<String>) -> Self {
        Self { key: key.into(), name: name.into(), ..Self::default() }
    }

    /// The text of a field.
    pub(super) fn field(&self, name: &str) -> Option<&str> {
        self.fields.get(name).and_then(Value::as_str)
    }
}

impl Join {
    pub(super) fn new(from: impl Into<String>, to: impl Into<String>) -> Self {
        Self { from: from.into(), to: to.into(), ..Self::default() }
    }

    /// The join is drawn with an arrow at its end only.
    pub(super) fn is_forward(&self, directed: bool) -> bool {
        self.direction.map_or(directed, |direction| direction == Direction::Forward)
    }

    /// The text of a field.
    pub(super) fn field(&self, name: &str) -> Option<&str> {
        self.fields.get(name).and_then(Value::as_str)
    }
}

/// The text of a value without quotes; lists are joined by `|`, as tables hold several values.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join("|"),
        other => other.to_string(),
    }
}

/// A finite number, also one written as text.
pub(super) fn number(value: &Value) -> Option<f64> {
    let number = value.as_f64().or_else(|| value.as_str()?.trim().parse().ok());
    number.filter(|number| number.is_finite())
}

/// A whole number without a fraction, so that texts and numbers look alike everywhere.
pub(super) fn value_of(number: f64) -> Value {
    if number.fract() == 0.0 && number.abs() < 9e15 {
        Value::from(number as i64)
    } else {
        Value::from(number)
    }
}

/// A number from text that spells one as it would be written; other text stays text.
pub(super) fn spelled_number(text: &str) -> Value {
    let number = text.parse::<f64>().ok().filter(|number| number.is_finite()).map(value_of);
    // A number spelled in another way (007, 1e3) may be a name.
    let same = |number: &Value| {
        let spelled = number.to_string();
        spelled == text
    };
    number.filter(same).unwrap_or_else(|| Value::from(text))
}
