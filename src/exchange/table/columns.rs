//! What the columns of a table mean, and saying it where their names do not.

use std::collections::BTreeMap;

use csv::StringRecord;

use super::{cells, elements, links, workbook};
use crate::exchange::source;

/// What a column of a table means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Where a link starts.
    From,
    /// Where it ends.
    To,
    /// The name of an element.
    Name,
    /// The sign of a link.
    Polarity,
    /// Whether the effect takes its time.
    Delay,
    /// Weight or strength.
    Strength,
    /// The kind of a link or element.
    Kind,
    /// Whether a link runs one way.
    Directed,
    /// Notes.
    Notes,
    /// A field of its own.
    Field,
    /// Nothing: the column is left out.
    Nothing,
}

impl Role {
    /// Every role, in the order in which people look for them.
    pub const ALL: &'static [Self] = &[
        Self::From,
        Self::To,
        Self::Name,
        Self::Polarity,
        Self::Delay,
        Self::Strength,
        Self::Kind,
        Self::Directed,
        Self::Notes,
        Self::Field,
        Self::Nothing,
    ];

    /// The word for it, which is also the name of its column.
    pub fn word(self) -> &'static str {
        match self {
            Self::From => "from",
            Self::To => "to",
            Self::Name => "name",
            Self::Polarity => "polarity",
            Self::Delay => "delay",
            Self::Strength => "strength",
            Self::Kind => "kind",
            Self::Directed => "directed",
            Self::Notes => "notes",
            Self::Field => "field",
            Self::Nothing => "left out",
        }
    }

    /// The role of this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|role| role.word() == word)
    }

    /// What a column of this name means by itself.
    pub fn of_name(name: &str) -> Self {
        let known: [(&[&str], Self); 9] = [
            (links::FROM, Self::From),
            (links::TO, Self::To),
            (elements::NAME, Self::Name),
            (links::POLARITY, Self::Polarity),
            (links::DELAY, Self::Delay),
            (links::STRENGTH, Self::Strength),
            (links::KIND, Self::Kind),
            (links::DIRECTED, Self::Directed),
            (links::NOTES, Self::Notes),
        ];
        let found = known.iter().find(|(names, _)| cells::is_one_of(name, names));
        found.map_or(Self::Field, |(_, role)| *role)
    }
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The sheet of a workbook that it stands in; empty for a table of its own.
    pub sheet: String,
    /// Its name in the header.
    pub name: String,
    /// What it means by its name.
    pub role: Role,
    /// Its first cells.
    pub cells: Vec<String>,
}

impl Column {
    /// What [`Options::columns`](crate::exchange::Options::columns) calls it: its name, in a workbook behind that of its
    /// sheet, as in `Links!Weight`.
    pub fn key(&self) -> String {
        key(&self.sheet, &self.name)
    }

    /// The columns of a header, with the cells below it.
    pub(super) fn all(sheet: &str, header: &StringRecord, rows: &[StringRecord]) -> Vec<Self> {
        let column = |(at, name): (usize, &str)| {
            let name = cells::unguarded(name.trim()).to_owned();
            let cells = rows.iter().map(|row| row.get(at).unwrap_or_default().trim().to_owned());
            Self { sheet: sheet.to_owned(), role: Role::of_name(&name), cells: cells.collect(), name }
        };
        header.iter().enumerate().map(column).filter(|column| !column.name.is_empty()).collect()
    }
}

fn key(sheet: &str, name: &str) -> String {
    if sheet.is_empty() { name.to_owned() } else { format!("{sheet}!{name}") }
}

/// The cells of each column that are shown.
pub(super) const CELLS: usize = 3;

/// The columns of a table or of the sheets of a workbook: none for anything that has no header of at least two names.
/// Takes O(n) of the text.
pub fn columns(bytes: &[u8]) -> Vec<Column> {
    if super::is_workbook(bytes) {
        return workbook::columns(bytes);
    }
    let mut account = crate::exchange::Account::default();
    let Ok(text) = source::decode(bytes, &mut account) else { return Vec::new() };
    let mut best: Vec<Column> = Vec::new();
    for separator in super::SEPARATORS {
        let mut reader =
            csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes());
        let Ok(header) = reader.headers().cloned() else { continue };
        if header.len() < 2 || header.len() <= best.len() {
            continue;
        }
        let rows: Vec<_> = reader.records().take(CELLS).filter_map(Result::ok).collect();
        best = Column::all("", &header, &rows);
    }
    best
}

/// The header with the names that the roles stand for. A column that is no longer what its name says is told apart.
pub(super) fn renamed(sheet: &str, header: &[String], roles: &BTreeMap<String, Role>) -> Vec<String> {
    let role = |name: &str| roles.get(&key(sheet, name)).or_else(|| roles.get(name));
    let name = |name: &String| match role(name) {
        Some(Role::Nothing) => super::LEFT_OUT.to_owned(),
        Some(Role::Field) if Role::of_name(name) != Role::Field => format!("{name} (field)"),
        None | Some(Role::Field) => name.clone(),
        Some(role) => role.word().to_owned(),
    };
    header.iter().map(name).collect()
}
