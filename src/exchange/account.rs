//! What became of everything in a file: the loss account of an import or export.

use std::collections::BTreeMap;
use std::fmt;

use serde::ser::{Serialize, SerializeMap as _, Serializer};

/// The most notices that are listed one by one.
const MOST_NOTICES: usize = 50;

/// What became of a part of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// It has a place of its own on the other side.
    Mapped,
    /// It is kept as custom fields.
    Kept,
    /// It could not be carried.
    Lost,
}

impl Fate {
    /// Every fate, the best first.
    pub const ALL: &'static [Self] = &[Self::Mapped, Self::Kept, Self::Lost];

    /// The heading in a printed account.
    pub fn title(self) -> &'static str {
        match self {
            Self::Mapped => "Mapped",
            Self::Kept => "Kept as custom fields",
            Self::Lost => "Could not be carried",
        }
    }

    /// The key in JSON.
    pub fn key(self) -> &'static str {
        match self {
            Self::Mapped => "mapped",
            Self::Kept => "kept",
            Self::Lost => "lost",
        }
    }
}

/// What was mapped, kept and lost, by name and number, and what was noticed on the way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    entries: BTreeMap<(Fate, String), usize>,
    notices: Vec<String>,
    more: usize,
}

impl Account {
    /// Adds `count` of a part (a plural such as "positions"); none adds nothing.
    pub(super) fn add(&mut self, fate: Fate, part: &str, count: usize) {
        if count == 0 {
            return;
        }
        match self.entries.get_mut(&(fate, part.to_owned())) {
            Some(sum) => *sum += count,
            None => {
                self.entries.insert((fate, part.to_owned()), count);
            }
        }
    }

    /// Adds one part that could not be carried.
    pub(super) fn lose(&mut self, part: &str) {
        self.add(Fate::Lost, part, 1);
    }

    /// Adds a sentence about one place of the file. A long list ends in a number.
    pub(super) fn notice(&mut self, sentence: String) {
        if self.notices.len() < MOST_NOTICES {
            self.notices.push(sentence);
        } else {
            self.more += 1;
        }
    }

    /// The parts with this fate and how many there were, by name.
    pub fn parts(&self, fate: Fate) -> impl Iterator<Item = (&str, usize)> {
        let of = self.entries.iter().filter(move |((is, _), _)| *is == fate);
        of.map(|((_, part), count)| (part.as_str(), *count))
    }

    /// How many of a part had this fate.
    pub fn count(&self, fate: Fate, part: &str) -> usize {
        self.entries.get(&(fate, part.to_owned())).copied().unwrap_or_default()
    }

    /// Nothing was noticed and nothing lost.
    pub fn is_clean(&self) -> bool {
        self.notices.is_empty() && self.parts(Fate::Lost).next().is_none()
    }

    /// What the user should know, as sentences: the notices, then what could not be carried.
    pub fn warnings(&self) -> Vec<String> {
        let mut warnings = self.notices.clone();
        if self.more > 0 {
            warnings.push(format!("And {} more like these.", self.more));
        }
        let lost: Vec<String> =
            self.parts(Fate::Lost).map(|(part, count)| format!("{part} ({count})")).collect();
        if !lost.is_empty() {
            warnings.push(format!("Could not be carried: {}.", lost.join(", ")));
        }
        warnings
    }
}

/// One line for each fate, such as "Mapped: elements (3), links (2)."
impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for fate in Fate::ALL {
            let parts: Vec<String> =
                self.parts(*fate).map(|(part, count)| format!("{part} ({count})")).collect();
            let parts = if parts.is_empty() { "nothing".to_owned() } else { parts.join(", ") };
            writeln!(f, "{}: {parts}.", fate.title())?;
        }
        Ok(())
    }
}

impl Serialize for Account {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(Fate::ALL.len()))?;
        for fate in Fate::ALL {
            map.serialize_entry(fate.key(), &self.parts(*fate).collect::<BTreeMap<_, _>>())?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_prints_what_became_of_everything() {
        let mut account = Account::default();
        account.add(Fate::Mapped, "elements", 3);
        account.add(Fate::Kept, "element field “units”", 0);
        account.lose("equations");
        account.lose("equations");
        assert_eq!(
            account.to_string(),
            "Mapped: elements (3).\nKept as custom fields: nothing.\nCould not be carried: equations (2).\n"
        );
        assert_eq!(account.warnings(), ["Could not be carried: equations (2)."]);
        assert_eq!(
            serde_json::to_string(&account).unwrap(),
            r#"{"mapped":{"elements":3},"kept":{},"lost":{"equations":2}}"#
        );
    }

    #[test]
    fn a_long_list_ends_in_a_number() {
        let mut account = Account::default();
        for line in 0..60 {
            account.notice(format!("Line {line}."));
        }
        assert_eq!(account.warnings().last().unwrap(), "And 10 more like these.");
        assert_eq!(account.warnings().len(), 51);
    }
}
