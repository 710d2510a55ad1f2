//! What the figures say, in sentences, each named by the question that it answers.

mod groups;
mod people;

use serde::Serialize;

use super::definitions::{Definition, definition};
use super::graph::TieGraph;
use super::{Between, KeyPlayers, Network};
use crate::model::{ElementId, LinkId};

/// A question that an analysis of a network answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// Who connects the others?
    Connects,
    /// Who would break the map by leaving?
    Breaks,
    /// Which few would break the map by leaving together?
    BreakTogether,
    /// Who hears first?
    HearsFirst,
    /// Who is a gatekeeper between which groups?
    Gatekeeper,
    /// Which groups barely talk?
    BarelyTalk,
    /// Which groups hang together?
    HangTogether,
    /// Who is the smallest set that reaches everyone?
    ReachEveryone,
    /// Which ties carry most?
    CarriesMost,
    /// Who could stand in for whom?
    StandIn,
    /// Who drives the system?
    Drives,
    /// Who stands between these two?
    StandsBetween,
}

impl Question {
    /// The question as people read it.
    pub fn text(self) -> &'static str {
        match self {
            Self::Connects => "Who connects the others?",
            Self::Breaks => "Who would break the map by leaving?",
            Self::BreakTogether => "Which few would break the map by leaving together?",
            Self::HearsFirst => "Who hears first?",
            Self::Gatekeeper => "Who is a gatekeeper between groups?",
            Self::BarelyTalk => "Which groups barely talk?",
            Self::HangTogether => "Which groups hang together?",
            Self::ReachEveryone => "Who is the smallest set that reaches everyone?",
            Self::CarriesMost => "Which ties carry most?",
            Self::StandIn => "Who could stand in for whom?",
            Self::Drives => "Who drives the system?",
            Self::StandsBetween => "Who stands between these two?",
        }
    }
}

/// A figure behind an answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figure {
    /// What it is a figure of.
    pub label: String,
    /// The figure.
    pub value: f64,
}

/// Something that the figures say.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// The question that it answers.
    pub question: Question,
    /// The answer, a sentence without a full stop.
    pub sentence: String,
    /// The figures behind it.
    pub figures: Vec<Figure>,
    /// The key of the definition; see [`definition`].
    pub definition: &'static str,
    /// The elements to show, by weight.
    pub elements: Vec<ElementId>,
    /// The links to show.
    pub links: Vec<LinkId>,
    /// Where it does not mean what people think.
    pub cautions: Vec<String>,
}

impl Answer {
    fn new(question: Question, sentence: String, key: &'static str) -> Self {
        let caution = definition(key).map(|found| found.caution).filter(|caution| !caution.is_empty());
        Self {
            question,
            sentence,
            figures: Vec::new(),
            definition: key,
            elements: Vec::new(),
            links: Vec::new(),
            cautions: caution.map(str::to_owned).into_iter().collect(),
        }
    }

    fn figure(mut self, label: impl Into<String>, value: f64) -> Self {
        self.figures.push(Figure { label: label.into(), value });
        self
    }

    fn showing(mut self, elements: Vec<ElementId>, links: Vec<LinkId>) -> Self {
        self.elements = elements;
        self.links = links;
        self
    }

    /// What the figures mean.
    pub fn meaning(&self) -> Option<&'static Definition> {
        definition(self.definition)
    }
}

/// What the figures of a network say, question by question. Only questions with an answer are there: an empty map says
/// nothing. `players` are the sets of [`super::key_players`], if they were looked for.
pub fn answers(graph: &TieGraph, network: &Network, players: Option<&KeyPlayers>) -> Vec<Answer> {
    let mut found = Vec::new();
    if graph.ties() == 0 {
        return found;
    }
    found.extend(people::connects(graph, network));
    found.extend(people::breaks(graph));
    found.extend(players.and_then(|players| people::break_together(graph, players)));
    found.extend(people::hears_first(graph, network));
    found.extend(groups::gatekeepers(graph, network));
    found.extend(groups::barely_talk(graph, network));
    found.extend(groups::hang_together(graph, network));
    found.extend(players.and_then(|players| people::reach_everyone(graph, players)));
    found.extend(people::carries_most(graph, network));
    found.extend(people::stand_in(graph, network));
    found.extend(people::drives(graph, network));
    found
}

impl Between {
    /// The same as an answer.
    pub fn answer(&self) -> Answer {
        let ends = [self.from.clone(), self.to.clone()];
        Answer::new(Question::StandsBetween, self.sentence.clone(), "stands_between")
            .figure("others between them", self.cut.len() as f64)
            .showing(self.cut.iter().cloned().chain(ends).collect(), self.links.clone())
    }
}
