//! What is typed into a cell, as edits.

use std::collections::BTreeMap;

use super::column::{Column, element, lever_word, link};
use super::sheet::RowId;
use crate::edit::{Edit, ElementChange, LinkChange};
use crate::model::{
    AssessorId, Direction, ElementId, Ends, LeverKind, Link, LinkId, MapId, Polarity, Project, TermId,
    TermKind,
};

/// Where a cell's text goes to.
pub(super) struct Writer<'a> {
    pub project: &'a Project,
    pub map: &'a MapId,
    /// Who rates on this computer.
    pub who: &'a AssessorId,
}

impl Writer<'_> {
    /// The edits that make a cell say `text`.
    ///
    /// # Errors
    /// One sentence that says what the cell may hold.
    pub fn write(&self, row: &RowId, column: Column, text: &str) -> Result<Vec<Edit>, String> {
        let text = text.trim();
        if !column.is_editable() {
            return Err(format!("“{}” is counted and cannot be typed.", column.title()));
        }
        match row {
            RowId::Element(id) => Ok(self
                .element(id, column, text)?
                .into_iter()
                .map(|change| Edit::ChangeElements { ids: vec![id.clone()], change })
                .collect()),
            RowId::Link(id) if matches!(column, Column::From | Column::To) => self.move_end(id, column, text),
            RowId::Link(id) => {
                let change = self.link(row, column, text)?;
                Ok(vec![Edit::ChangeLinks { ids: vec![id.clone()], change }])
            }
        }
    }

    fn element(&self, id: &ElementId, column: Column, text: &str) -> Result<Vec<ElementChange>, String> {
        let row = RowId::Element(id.clone());
        let one = |change| Ok(vec![change]);
        if let Some(scale) = column.scale() {
            let value = number(text, scale.range(), column.title())?;
            return one(ElementChange::Rating(self.who.clone(), scale, value));
        }
        match column {
            Column::Name if text.is_empty() => {
                Err("A name cannot be empty. To delete the row, click its number and press Delete."
                    .to_owned())
            }
            Column::Name => one(ElementChange::Name(text.to_owned())),
            Column::Notes => one(ElementChange::Notes(text.to_owned())),
            Column::Sector => one(ElementChange::Sector(self.word(column, text)?)),
            Column::Role => one(ElementChange::Role(self.word(column, text)?)),
            Column::Region => one(ElementChange::Region(self.word(column, text)?)),
            Column::Category => one(ElementChange::Category(self.word(column, text)?)),
            Column::Goal => one(ElementChange::Goal(yes(text, column.title())?)),
            Column::External => one(ElementChange::External(yes(text, column.title())?)),
            Column::Assets => {
                let before = element(self.project, &row).and_then(|element| element.actor());
                let before = before.map(|actor| actor.assets.clone()).unwrap_or_default();
                self.assets(&before, text)
            }
            _ => Ok(Vec::new()),
        }
    }

    fn link(&self, row: &RowId, column: Column, text: &str) -> Result<LinkChange, String> {
        let known = link(self.project, row).is_some();
        Ok(match column {
            Column::TieKind => LinkChange::Tie(self.word(column, text)?),
            Column::Notes => LinkChange::Notes(text.to_owned()),
            Column::Direction => LinkChange::Direction(match text.to_lowercase().as_str() {
                "" | "one way" | "forward" | "→" => Direction::Forward,
                "both ways" | "mutual" | "both" | "↔" => Direction::Mutual,
                _ => return Err(format!("“{text}” is no direction. Type “one way” or “both ways”.")),
            }),
            Column::Strength => LinkChange::Strength(number(text, (1.0, 5.0), "Strength")?),
            Column::Weight => LinkChange::Weight(number(text, (0.0, 1.0), "Weight")?),
            Column::Sign => LinkChange::Polarity(match text {
                "" => None,
                "+" | "positive" => Some(Polarity::Plus),
                "-" | "\u{2212}" | "–" | "negative" => Some(Polarity::Minus),
                "?" | "unknown" => Some(Polarity::Unknown),
                _ => return Err(format!("“{text}” is no sign. Type +, − or ?.")),
            }),
            Column::Delay => LinkChange::Delay(yes(text, "Delay")?),
            Column::LeverKind if known => {
                let kinds = [
                    LeverKind::Controls,
                    LeverKind::Influences,
                    LeverKind::AffectedBy,
                    LeverKind::KnowsAbout,
                ];
                let found = kinds.into_iter().find(|kind| lever_word(*kind).eq_ignore_ascii_case(text));
                LinkChange::Lever(found.ok_or_else(|| {
                    format!(
                        "“{text}” is no kind of lever. Type controls, influences, affected by or knows about."
                    )
                })?)
            }
            _ => return Err("This cell cannot be changed.".to_owned()),
        })
    }

    /// A link with another end is another link: the old one goes, and one that is otherwise the same comes.
    fn move_end(&self, id: &LinkId, column: Column, text: &str) -> Result<Vec<Edit>, String> {
        let Some(before) = self.project.links.get(id) else { return Ok(Vec::new()) };
        let Some((from, to)) = before.ends.pair() else {
            return Err("This lever ends at a causal link. Change it on the map.".to_owned());
        };
        let end = find(self.project, text)?;
        let ends = if column == Column::From {
            Ends::elements(end, to.clone())
        } else {
            Ends::elements(from.clone(), end)
        };
        let after = Link { ends, ..Link::clone(before) };
        let new = LinkId::random();
        let edits = vec![
            Edit::Delete { elements: std::iter::empty().collect(), links: [id.clone()].into() },
            Edit::AddLink { id: new, link: after, map: self.map.clone() },
        ];
        // A tie cannot end at a variable: better said here than half done.
        Edit::Many(String::new(), edits.clone()).apply(self.project).map_err(|error| error.to_string())?;
        Ok(edits)
    }

    /// The word of the vocabulary that `text` means.
    fn word(&self, column: Column, text: &str) -> Result<Option<TermId>, String> {
        let Some(kind) = column.vocabulary().filter(|_| !text.is_empty()) else { return Ok(None) };
        known_word(self.project, kind, text)
            .map(Some)
            .ok_or_else(|| unknown_word(self.project, column, kind, text))
    }

    /// "Policy 85, Capital 40": what is not named goes.
    fn assets(&self, before: &BTreeMap<TermId, f64>, text: &str) -> Result<Vec<ElementChange>, String> {
        const SOME: f64 = 60.0;
        let mut after: BTreeMap<TermId, f64> = BTreeMap::new();
        for part in text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()) {
            let split = part.rsplit_once([' ', ':', '=']);
            let (name, level) = match split.and_then(|(name, level)| Some((name, level.trim().parse().ok()?)))
            {
                Some((name, level)) => (name.trim().trim_end_matches([':', '=']).trim(), level),
                None => (part, SOME),
            };
            if !(0.0..=100.0).contains(&level) {
                return Err(format!("{name} {level} is out of range. A level is 0 to 100."));
            }
            let id = known_word(self.project, TermKind::Asset, name)
                .ok_or_else(|| unknown_word(self.project, Column::Assets, TermKind::Asset, name))?;
            after.insert(id, level);
        }
        let same = |id: &TermId| self.project.resolve(TermKind::Asset, id);
        let gone = before
            .keys()
            .filter(|id| !after.contains_key(&same(id)))
            .map(|id| ElementChange::Asset(id.clone(), None));
        let set = after
            .iter()
            .filter(|(id, level)| {
                !before.iter().any(|(old, was)| same(old) == **id && was.total_cmp(level).is_eq())
            })
            .map(|(id, level)| ElementChange::Asset(id.clone(), Some(*level)));
        Ok(gone.chain(set).collect())
    }
}

/// A word that the project offers or knows.
pub(super) fn known_word(project: &Project, kind: TermKind, text: &str) -> Option<TermId> {
    let offered = project.words(kind).into_iter().find(|word| word.name.eq_ignore_ascii_case(text));
    let id = || TermId::from(text);
    offered
        .map(|word| word.id)
        .or_else(|| project.knows_word(kind, &id()).then(|| project.resolve(kind, &id())))
}

fn unknown_word(project: &Project, column: Column, kind: TermKind, text: &str) -> String {
    const MOST: usize = 5;
    let words = project.words(kind);
    let mut some: Vec<&str> = words.iter().take(MOST).map(|word| word.name.as_ref()).collect();
    if words.len() > MOST {
        some.push("…");
    }
    format!("“{text}” is not among the {} here. Choose from {}.", plural(column), some.join(", "))
}

fn plural(column: Column) -> &'static str {
    match column {
        Column::Sector => "sectors",
        Column::Role => "roles",
        Column::Region => "regions",
        Column::Category => "categories",
        Column::TieKind => "kinds of tie",
        _ => "assets",
    }
}

/// The element with this name.
///
/// # Errors
/// One sentence when there is none.
pub(super) fn find(project: &Project, name: &str) -> Result<ElementId, String> {
    let found = project.find_element(name.trim()).map(|(id, _)| id.clone());
    found.ok_or_else(|| {
        format!("Nothing is called “{}”. Type the name of something in this project.", name.trim())
    })
}

/// A number in a range; empty clears.
fn number(text: &str, (low, high): (f64, f64), what: &str) -> Result<Option<f64>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let plain = text.replace('\u{2212}', "-").replace(',', ".");
    let value: Option<f64> = plain.trim_start_matches('+').parse().ok();
    value.filter(|value| value.is_finite() && (low..=high).contains(value)).map(Some).ok_or_else(|| {
        let low = low.to_string().replace('-', "\u{2212}");
        format!("“{text}” will not do: {what} is a number from {low} to {high}.")
    })
}

fn yes(text: &str, what: &str) -> Result<bool, String> {
    match text.to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "x" => Ok(true),
        "" | "no" | "n" | "false" | "0" => Ok(false),
        _ => Err(format!("“{text}” will not do: {what} is yes or no.")),
    }
}
