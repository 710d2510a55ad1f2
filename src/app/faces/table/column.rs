//! The columns: what each says about a row.
//!
//! A computed measure is a column without an editor: its number comes from [`Figures`], and it shows when it was chosen.

use super::sheet::{Figures, RowId};
use crate::analysis::network::Measure;
use crate::app::faces::rate;
use crate::model::{
    Bond, Element, End, LeverKind, Link, LinkId, Polarity, Project, Scale, Spread, TermId, TermKind,
};

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Column {
    Name,
    Sector,
    Role,
    Region,
    Interest,
    Influence,
    Alignment,
    Assets,
    /// How many ties an actor has.
    Degree,
    /// How many causal links end here.
    Incoming,
    /// How many causal links start here.
    Outgoing,
    Goal,
    External,
    Category,
    From,
    To,
    TieKind,
    LeverKind,
    Direction,
    Strength,
    Sign,
    Delay,
    Weight,
    Notes,
    /// A measure of the network.
    Measure(Measure),
    /// The number of the community, the largest first.
    Community,
    /// How many pairs of others would be parted without the actor.
    Missed,
}

impl Column {
    /// What stands in the header.
    pub fn title(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Sector => "Sector",
            Self::Role => "Role",
            Self::Region => "Region",
            Self::Interest => "Interest",
            Self::Influence => "Influence",
            Self::Alignment => "Alignment",
            Self::Assets => "Assets",
            Self::Degree => "Ties",
            Self::Incoming => "Links in",
            Self::Outgoing => "Links out",
            Self::Goal => "Goal",
            Self::External => "External",
            Self::Category => "Category",
            Self::From => "From",
            Self::To => "To",
            Self::TieKind | Self::LeverKind => "Kind",
            Self::Direction => "Direction",
            Self::Strength => "Strength",
            Self::Sign => "Sign",
            Self::Delay => "Delay",
            Self::Weight => "Weight",
            Self::Notes => "Notes",
            Self::Measure(measure) => measure.label(),
            Self::Community => "Community",
            Self::Missed => "Would be missed",
        }
    }

    /// What the column means and what may stand in it.
    pub fn help(self) -> &'static str {
        match self {
            Self::Name => "The name",
            Self::Sector => "The kind of organisation",
            Self::Role => "What the actor does in the coalition",
            Self::Region => "Where the actor is at home",
            Self::Interest => {
                "How committed to solving the problem, 1 to 5: the mean of all assessors. You set your own"
            }
            Self::Influence => {
                "How far the actor can shift policy, markets or communities, 1 to 5: the mean of all assessors. You set your own"
            }
            Self::Alignment => "Against (−2) or in favour (+2): the mean of all assessors. You set your own",
            Self::Assets => "What the actor brings, each at a level of 0 to 100: Policy 85, Capital 40",
            Self::Degree => "How many ties start or end here",
            Self::Incoming => "How many causal links end here",
            Self::Outgoing => "How many causal links start here",
            Self::Goal => "Whether the work is meant to move it",
            Self::External => "Whether it is driven from outside",
            Self::Category => "Political, economic, social or another kind of barrier",
            Self::From => "Where the link starts",
            Self::To => "Where the link ends",
            Self::TieKind => "The kind of relationship",
            Self::LeverKind => "How the actor stands to the other end",
            Self::Direction => "One way or both ways",
            Self::Strength => "1 to 5",
            Self::Sign => "+ the same way, − the opposite way, ? not known",
            Self::Delay => "Whether the effect takes long enough to matter",
            Self::Weight => "How strong the effect is, 0 to 1",
            Self::Notes => "Notes, in Markdown",
            Self::Measure(measure) => measure.meaning().trim_end_matches('.'),
            Self::Community => "Which others it is most closely joined with; the largest community is 1",
            Self::Missed => "How many pairs of others would lose every way to each other without the actor",
        }
    }

    /// How wide it is, in points.
    pub fn width(self) -> f32 {
        match self {
            Self::Name | Self::From | Self::To => 216.0,
            Self::Sector | Self::Role | Self::Region => 160.0,
            Self::Interest | Self::Influence => 112.0,
            Self::Alignment | Self::Strength | Self::Category | Self::Direction => 100.0,
            Self::Assets => 190.0,
            Self::Degree => 64.0,
            Self::Incoming | Self::Outgoing | Self::Goal | Self::External => 84.0,
            Self::Sign | Self::Delay | Self::Weight => 80.0,
            Self::TieKind | Self::LeverKind => 130.0,
            Self::Notes => 240.0,
            Self::Measure(measure) if measure.label().len() > 14 => 176.0,
            Self::Measure(_) | Self::Community => 120.0,
            Self::Missed => 140.0,
        }
    }

    /// Numbers stand at the right.
    pub fn is_number(self) -> bool {
        matches!(
            self,
            Self::Interest
                | Self::Influence
                | Self::Alignment
                | Self::Degree
                | Self::Incoming
                | Self::Outgoing
                | Self::Strength
                | Self::Weight
        ) || self.is_computed()
    }

    /// An analysis works it out.
    pub fn is_computed(self) -> bool {
        matches!(self, Self::Measure(_) | Self::Community | Self::Missed)
    }

    /// The cells can be changed.
    pub fn is_editable(self) -> bool {
        !matches!(self, Self::Degree | Self::Incoming | Self::Outgoing) && !self.is_computed()
    }

    /// What is rated in the column.
    pub fn scale(self) -> Option<Scale> {
        match self {
            Self::Interest => Some(Scale::Interest),
            Self::Influence => Some(Scale::Influence),
            Self::Alignment => Some(Scale::Alignment),
            _ => None,
        }
    }

    /// The vocabulary that the column's words come from.
    pub fn vocabulary(self) -> Option<TermKind> {
        match self {
            Self::Sector => Some(TermKind::Sector),
            Self::Role => Some(TermKind::Role),
            Self::Region => Some(TermKind::Region),
            Self::Category => Some(TermKind::Issue),
            Self::TieKind => Some(TermKind::Tie),
            _ => None,
        }
    }

    /// What the assessors say, in a column of ratings.
    pub fn spread(self, project: &Project, row: &RowId) -> Option<Spread> {
        element(project, row)?.actor()?.spread(self.scale()?)
    }

    /// What can be chosen, as it reads in the cell.
    pub fn choices(self, project: &Project) -> Vec<String> {
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        match self {
            Self::Goal | Self::External | Self::Delay => owned(&["yes", "no"]),
            Self::Direction => owned(&["one way", "both ways"]),
            Self::Sign => owned(&["+", "\u{2212}", "?"]),
            Self::LeverKind => owned(&["controls", "influences", "affected by", "knows about"]),
            _ => self.vocabulary().map_or_else(Vec::new, |kind| {
                project.words(kind).into_iter().map(|word| word.name.into_owned()).collect()
            }),
        }
    }

    /// The number in the cell, for ordering.
    pub fn number(self, project: &Project, row: &RowId, figures: &Figures) -> Option<f64> {
        if self.scale().is_some() {
            return self.spread(project, row).map(|spread| spread.mean);
        }
        if let (true, RowId::Element(id)) = (self.is_computed(), row) {
            return figures.computed(self, id);
        }
        let degree = || match row {
            RowId::Element(id) => figures.degree(id),
            RowId::Link(_) => (0, 0),
        };
        match (self, link(project, row).map(|link| &link.bond)) {
            (Self::Degree, _) => Some((degree().0 + degree().1) as f64),
            (Self::Incoming, _) => Some(degree().0 as f64),
            (Self::Outgoing, _) => Some(degree().1 as f64),
            (Self::Strength, Some(Bond::Tie(tie))) => tie.strength,
            (Self::Strength, Some(Bond::Lever(lever))) => lever.strength,
            (Self::Weight, Some(Bond::Causal(causal))) => causal.weight,
            _ => None,
        }
    }

    /// The cell as text: what is copied, and what is searched.
    pub fn text(self, project: &Project, row: &RowId, figures: &Figures) -> String {
        if let Some(number) = self.number(project, row, figures) {
            return match self.scale() {
                Some(scale) => rate::text(scale, number),
                None if self.is_computed() && number.fract().abs() > 1e-9 => format!("{number:.3}"),
                None if self.is_computed() => number.round().to_string(),
                None => number.to_string(),
            };
        }
        let text = match row {
            RowId::Element(id) => project.elements.get(id).map(|element| self.element_text(project, element)),
            RowId::Link(id) => project.links.get(id).map(|link| self.link_text(project, link)),
        };
        text.unwrap_or_default()
    }

    fn element_text(self, project: &Project, element: &Element) -> String {
        use crate::model::Body;
        let word = |kind, id: Option<&TermId>| id.map_or_else(String::new, |id| project.word(kind, id));
        match (self, &element.body) {
            (Self::Name, _) => element.name.clone(),
            (Self::Notes, _) => element.notes.clone(),
            (Self::Sector, Body::Actor(actor)) => word(TermKind::Sector, actor.sector.as_ref()),
            (Self::Role, Body::Actor(actor)) => word(TermKind::Role, actor.role.as_ref()),
            (Self::Region, Body::Actor(actor)) => word(TermKind::Region, actor.region.as_ref()),
            (Self::Assets, Body::Actor(actor)) => {
                let one = |(id, level): (&TermId, &f64)| {
                    format!("{} {level:.0}", project.word(TermKind::Asset, id))
                };
                actor.assets.iter().map(one).collect::<Vec<_>>().join(", ")
            }
            (Self::Goal, Body::Variable(variable)) => yes(variable.goal).to_owned(),
            (Self::External, Body::Variable(variable)) => yes(variable.external).to_owned(),
            (Self::Category, Body::Issue(issue)) => word(TermKind::Issue, issue.category.as_ref()),
            _ => String::new(),
        }
    }

    fn link_text(self, project: &Project, link: &Link) -> String {
        match (self, &link.bond) {
            (Self::From, _) => project.name_of(&link.ends.from),
            (Self::To, _) => match &link.ends.to {
                End::Element(to) => project.name_of(to),
                End::Link(to) => ends(project, to),
            },
            (Self::Notes, _) => link.notes.clone(),
            (Self::TieKind, Bond::Tie(tie)) => {
                tie.tie.as_ref().map_or_else(String::new, |id| project.word(TermKind::Tie, id))
            }
            (Self::Direction, Bond::Tie(tie)) => {
                if tie.is_mutual() {
                    "both ways".to_owned()
                } else {
                    "one way".to_owned()
                }
            }
            (Self::Sign, Bond::Causal(causal)) => match causal.polarity {
                Some(Polarity::Plus) => "+".to_owned(),
                Some(Polarity::Minus) => "\u{2212}".to_owned(),
                Some(Polarity::Unknown) => "?".to_owned(),
                None => String::new(),
            },
            (Self::Delay, Bond::Causal(causal)) => yes(causal.delay).to_owned(),
            (Self::LeverKind, Bond::Lever(lever)) => lever.lever.map_or("", lever_word).to_owned(),
            _ => String::new(),
        }
    }
}

/// "Scrap price → Pickers' income".
fn ends(project: &Project, id: &LinkId) -> String {
    let pair = project.links.get(id).and_then(|link| link.ends.pair());
    pair.map_or_else(
        || id.to_string(),
        |(from, to)| format!("{} → {}", project.name_of(from), project.name_of(to)),
    )
}

/// A lever's kind in words.
pub(super) fn lever_word(kind: LeverKind) -> &'static str {
    match kind {
        LeverKind::Controls => "controls",
        LeverKind::Influences => "influences",
        LeverKind::AffectedBy => "affected by",
        LeverKind::KnowsAbout => "knows about",
    }
}

fn yes(on: bool) -> &'static str {
    if on { "yes" } else { "no" }
}

/// The element of a row.
pub(super) fn element<'a>(project: &'a Project, row: &RowId) -> Option<&'a Element> {
    match row {
        RowId::Element(id) => project.elements.get(id).map(AsRef::as_ref),
        RowId::Link(_) => None,
    }
}

/// The link of a row.
pub(super) fn link<'a>(project: &'a Project, row: &RowId) -> Option<&'a Link> {
    match row {
        RowId::Link(id) => project.links.get(id).map(AsRef::as_ref),
        RowId::Element(_) => None,
    }
}
