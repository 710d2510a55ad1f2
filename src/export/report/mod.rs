//! The report: what a project says and what the analyses find in it, as one web page or as Markdown.
//!
//! [`report`] gathers [`Section`]s of plain [`Block`]s from the same functions that panels and the command line ask, so
//! every number is theirs; [`html::write`] and [`markdown::write`] only set them.

mod causes;
pub mod html;
pub mod markdown;
mod methods;
mod people;
mod prose;
mod together;
mod what;

use crate::analysis::{
    self, Bottlenecks, LoadOptions, LoopOptions, Loops, PartnerOptions, Partners, Review, Watch,
};
use crate::model::{CoalitionId, Project};
use crate::scene::{Picture, TextMeasurer};

pub use prose::{Passage, PassageKind, Span};

/// A part of the report that can be switched off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The problem and the outcomes.
    Problem,
    /// Pictures of the maps, with their legends.
    Maps,
    /// The actors with their ratings.
    Actors,
    /// The feedback loops with their stories.
    Loops,
    /// Who would be missed.
    Bottlenecks,
    /// The coalition, with reasons and gaps.
    Coalition,
    /// How it could decide.
    Governance,
    /// The shared indicators.
    Indicators,
    /// The links on whose sign people disagree.
    Contested,
    /// Whose voice could be missing.
    BlindSpots,
    /// The sources.
    Evidence,
    /// Formulas, parameters and seeds.
    Methods,
}

impl Part {
    /// Every part, in the order of the report.
    pub const ALL: [Self; 12] = [
        Self::Problem,
        Self::Maps,
        Self::Actors,
        Self::Loops,
        Self::Bottlenecks,
        Self::Coalition,
        Self::Governance,
        Self::Indicators,
        Self::Contested,
        Self::BlindSpots,
        Self::Evidence,
        Self::Methods,
    ];

    /// The word by which it is switched off.
    pub fn name(self) -> &'static str {
        match self {
            Self::Problem => "problem",
            Self::Maps => "maps",
            Self::Actors => "actors",
            Self::Loops => "loops",
            Self::Bottlenecks => "bottlenecks",
            Self::Coalition => "coalition",
            Self::Governance => "governance",
            Self::Indicators => "indicators",
            Self::Contested => "contested",
            Self::BlindSpots => "blind-spots",
            Self::Evidence => "evidence",
            Self::Methods => "methods",
        }
    }

    /// Its heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Problem => "Problem and outcomes",
            Self::Maps => "Maps",
            Self::Actors => "Actors",
            Self::Loops => "Feedback loops",
            Self::Bottlenecks => "Bottlenecks",
            Self::Coalition => "Coalition",
            Self::Governance => "Governance",
            Self::Indicators => "Shared indicators",
            Self::Contested => "Contested links",
            Self::BlindSpots => "Blind spots",
            Self::Evidence => "Evidence",
            Self::Methods => "Methods",
        }
    }
}

impl std::str::FromStr for Part {
    type Err = UnknownPart;

    fn from_str(text: &str) -> Result<Self, UnknownPart> {
        Self::ALL.into_iter().find(|part| part.name() == text).ok_or_else(|| UnknownPart(text.to_owned()))
    }
}

/// A part of the report that there is not.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the report has no part “{0}”; its parts are {names}", names = Part::ALL.map(Part::name).join(", "))]
pub struct UnknownPart(String);

/// What a report is made of.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading under that of the section.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// What people wrote in Markdown.
    Prose(Vec<Passage>),
    /// Lines that belong together.
    List(Vec<String>),
    /// Rows under a head; columns whose head begins with `#` hold figures and stand right.
    Table {
        /// The heads.
        head: Vec<String>,
        /// The rows, as long as the head.
        rows: Vec<Vec<String>>,
    },
    /// A picture of a map.
    Picture {
        /// What it shows, in words.
        title: String,
        /// The picture.
        picture: Picture,
    },
}

/// A section.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Which part of the report it is.
    pub part: Part,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// How a report is made.
#[derive(Clone, Debug, Default)]
pub struct ReportOptions {
    /// Parts that are left out.
    pub without: Vec<Part>,
    /// The coalition; the first by name, or the best suggestion when none is stored.
    pub coalition: Option<CoalitionId>,
    /// The day of the report, which commitments are held against (ISO 8601).
    pub today: String,
    /// The name of the file.
    pub file: String,
    /// SHA-256 of the file, in hexadecimal; empty when there is none.
    pub hash: String,
}

/// A report.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The project's title.
    pub title: String,
    /// Which file it was made from, when, and its hash.
    pub origin: Vec<String>,
    /// The sections that have something to say.
    pub sections: Vec<Section>,
}

/// What the analyses found, each once.
pub(super) struct Found {
    pub loops: Loops,
    pub bottlenecks: Option<Bottlenecks>,
    pub partners: Partners,
    pub partner_options: PartnerOptions,
    pub review: Review,
}

/// Gathers a report. What is not asked for is not worked out; parts without anything to say are left out.
///
/// A cancelled `watch` ends the analyses with what is there.
pub fn report(project: &Project, options: &ReportOptions, watch: &Watch, text: &mut TextMeasurer) -> Report {
    let load = LoadOptions { today: options.today.clone(), ..LoadOptions::default() };
    let partner_options =
        PartnerOptions { coalition: options.coalition.clone(), ..PartnerOptions::default() };
    let found = Found {
        loops: analysis::loops(project, &LoopOptions::default(), watch),
        bottlenecks: analysis::bottlenecks(project, None, watch).ok(),
        partners: analysis::partners(project, &partner_options, watch),
        partner_options,
        review: analysis::review(project, options.coalition.as_ref(), &load, watch),
    };
    let sections = Part::ALL
        .into_iter()
        .filter(|part| !options.without.contains(part))
        .map(|part| Section { part, blocks: blocks(part, project, &found, options, text) })
        .filter(|section| !section.blocks.is_empty())
        .collect();
    let title = if project.about.title.is_empty() { "Untitled project" } else { &project.about.title };
    let mut origin = Vec::new();
    if !options.file.is_empty() {
        origin.push(format!("Made from {} on {}", options.file, options.today));
    }
    if !options.hash.is_empty() {
        origin.push(format!("SHA-256 {}", options.hash));
    }
    origin.push(format!("Linchpin {}", env!("CARGO_PKG_VERSION")));
    Report { title: title.to_owned(), origin, sections }
}

fn blocks(
    part: Part,
    project: &Project,
    found: &Found,
    options: &ReportOptions,
    text: &mut TextMeasurer,
) -> Vec<Block> {
    match part {
        Part::Problem => what::problem(project),
        Part::Maps => what::maps(project, text),
        Part::Actors => people::actors(project),
        Part::Loops => causes::loops(project, &found.loops),
        Part::Bottlenecks => people::bottlenecks(found.bottlenecks.as_ref()),
        Part::Coalition => together::coalition(project, found),
        Part::Governance => together::governance(&found.review),
        Part::Indicators => together::indicators(project, &found.review),
        Part::Contested => causes::contested_links(project, &found.loops),
        Part::BlindSpots => together::blind_spots(project, &found.review),
        Part::Evidence => what::evidence(project),
        Part::Methods => methods::methods(found, options),
    }
}

/// A number for reading, to three places as on the command line; – for none.
pub(super) fn figure(value: impl Into<Option<f64>>) -> String {
    value.into().map_or_else(
        || "–".to_owned(),
        |value| {
            let text = format!("{value:.3}");
            let text = text.trim_end_matches('0').trim_end_matches('.');
            if text == "-0" { "0".to_owned() } else { text.to_owned() }
        },
    )
}

/// A share as people read it.
pub(super) fn per_cent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

/// The cells of a row.
pub(super) fn cells<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.into_iter().map(str::to_owned).collect()
}

/// What people wrote, in paragraphs and lists; nothing for nothing.
pub(super) fn written(markdown: &str) -> Option<Block> {
    let passages = prose::prose(markdown);
    (!passages.is_empty()).then_some(Block::Prose(passages))
}
