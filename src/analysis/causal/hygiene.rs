//! Gentle hints about how a causal map is drawn, after the habits of good causal-loop diagrams (Kim 1992, "Guidelines for
//! drawing causal loop diagrams"; Sterman 2000, "Business dynamics", chapter 5): sign every link, name variables as nouns
//! that can rise or fall, show the goal of a balancing loop.

mod contradictions;
mod fixes;
mod goals;
mod names;

use std::collections::BTreeSet;

use serde::Serialize;

pub use self::fixes::HintFix;
use crate::analysis::Watch;
use crate::model::{
    Causal, Element, ElementId, ElementKind, Link, LinkId, LinkKind, Map, MapId, Polarity, Project,
};

/// What a hint is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HintKind {
    /// Links from one element to another with opposite signs.
    Contradiction,
    /// Groups give a link different signs.
    Contested,
    /// A link without a sign.
    Unsigned,
    /// A name with a direction or a verb in it.
    Name,
    /// Nothing moves a variable, though it is not marked as coming from outside.
    NoCause,
    /// A variable moves nothing, though it is not a goal.
    NoEffect,
    /// A balancing loop in which nothing is marked as a goal.
    NoGoal,
    /// A link without evidence.
    NoEvidence,
}

impl HintKind {
    /// Every kind, the gravest first.
    pub const ALL: [Self; 8] = [
        Self::Contradiction,
        Self::Contested,
        Self::Unsigned,
        Self::Name,
        Self::NoCause,
        Self::NoEffect,
        Self::NoGoal,
        Self::NoEvidence,
    ];

    /// What such hints are called together.
    pub fn label(self) -> &'static str {
        match self {
            Self::Contradiction => "Links that contradict",
            Self::Contested => "Contested links",
            Self::Unsigned => "No sign",
            Self::Name => "Names with a direction",
            Self::NoCause => "No cause",
            Self::NoEffect => "No effect",
            Self::NoGoal => "No goal",
            Self::NoEvidence => "No evidence",
        }
    }
}

/// One hint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hint {
    /// What it is about.
    pub kind: HintKind,
    /// The hint as a sentence.
    pub sentence: String,
    /// The elements it speaks of.
    pub elements: BTreeSet<ElementId>,
    /// The links it speaks of.
    pub links: BTreeSet<LinkId>,
    /// What can be done about it.
    pub fix: Option<HintFix>,
}

/// Looks a causal map over: the whole project, or what `map` shows. By kind, then in the order of ids.
///
/// Linear in elements and links but for the search for balancing loops of up to six links, which `watch` can end.
pub fn hints(project: &Project, map: Option<&MapId>, watch: &Watch) -> Vec<Hint> {
    let look = Look::new(project, map);
    let mut hints = look.contradictions();
    hints.extend(look.links.iter().flat_map(|(id, link, causal)| look.about_link(id, link, causal)));
    hints.extend(look.elements.iter().flat_map(|(id, element)| look.about_element(id, element)));
    hints.extend(look.loops_without_goal(map, watch));
    hints.sort_by_key(|hint| hint.kind);
    hints
}

/// What is looked at.
struct Look<'a> {
    project: &'a Project,
    elements: Vec<(&'a ElementId, &'a Element)>,
    links: Vec<(&'a LinkId, &'a Link, &'a Causal)>,
    caused: BTreeSet<&'a ElementId>,
    causing: BTreeSet<&'a ElementId>,
}

impl<'a> Look<'a> {
    fn new(project: &'a Project, map: Option<&MapId>) -> Self {
        let shown: Option<&Map> = map.and_then(|map| project.maps.get(map)).map(AsRef::as_ref);
        let elements = project.elements.iter().filter(|(id, element)| {
            element.kind() != ElementKind::Actor && shown.is_none_or(|map| map.elements.contains_key(*id))
        });
        let links: Vec<_> = project
            .links_of(LinkKind::Causal)
            .filter(|(id, _)| shown.is_none_or(|map| map.links.contains_key(*id)))
            .filter_map(|(id, link)| Some((id, link.as_ref(), link.causal()?)))
            .collect();
        let pairs: Vec<_> = links.iter().filter_map(|(_, link, _)| link.ends.pair()).collect();
        Self {
            project,
            elements: elements.map(|(id, element)| (id, element.as_ref())).collect(),
            links,
            caused: pairs.iter().map(|(_, to)| *to).collect(),
            causing: pairs.iter().map(|(from, _)| *from).collect(),
        }
    }

    fn way(&self, link: &Link) -> String {
        let Some((from, to)) = link.ends.pair() else { return String::new() };
        format!("{} → {}", self.project.name_of(from), self.project.name_of(to))
    }

    fn about_link(&self, id: &LinkId, link: &Link, causal: &Causal) -> Vec<Hint> {
        let way = self.way(link);
        let of = |kind, sentence, fix: fn(LinkId) -> HintFix| {
            self.hint(kind, sentence, [], [id.clone()].into(), Some(fix(id.clone())))
        };
        let mut hints = Vec::new();
        if causal.is_contested() {
            let sentence = format!("Groups disagree about {way}. Loops through it count as undetermined.");
            hints.push(of(HintKind::Contested, sentence, HintFix::Compare));
        } else if causal.polarity.is_none_or(|sign| sign == Polarity::Unknown) {
            let sentence = format!("{way} has no sign. Select it and press + or −.");
            hints.push(of(HintKind::Unsigned, sentence, HintFix::Sign));
        }
        let is_shown = link.evidence.is_empty()
            && link.notes.trim().is_empty()
            && causal.claims.values().all(|claim| claim.evidence.is_empty());
        if is_shown {
            let sentence = format!("Nothing yet says why {way} holds.");
            hints.push(of(HintKind::NoEvidence, sentence, HintFix::AddSource));
        }
        hints
    }

    fn about_element(&self, id: &ElementId, element: &Element) -> Vec<Hint> {
        let name = self.project.name_of(id);
        let of = |kind, sentence, fix| self.hint(kind, sentence, [id.clone()], BTreeSet::new(), fix);
        let mut hints = Vec::new();
        if let Some(better) = names::without_direction(&element.name) {
            let sentence = format!(
                "“{name}” already says which way it goes. “{better}” can rise and fall, and signs stay readable."
            );
            hints.push(of(HintKind::Name, sentence, Some(HintFix::Rename(id.clone(), better))));
        }
        let variable = element.variable();
        let (is_goal, is_external) = variable.map_or((false, false), |v| (v.goal, v.external));
        let (caused, causing) = (self.caused.contains(id), self.causing.contains(id));
        if !caused && !causing {
            let sentence = format!("“{name}” is not linked to anything on this map.");
            hints.push(of(HintKind::NoCause, sentence, Some(HintFix::Join(id.clone()))));
        } else if !caused && !is_external {
            let fix = variable.map(|_| HintFix::MarkExternal(id.clone()));
            let sentence = format!("Nothing moves “{name}”. What does, or does it come from outside?");
            hints.push(of(HintKind::NoCause, sentence, fix));
        } else if !causing && !is_goal {
            let fix = variable.map(|_| HintFix::MarkGoal(id.clone()));
            let sentence = format!("“{name}” moves nothing. What follows from it, or is it a goal?");
            hints.push(of(HintKind::NoEffect, sentence, fix));
        }
        hints
    }

    fn hint(
        &self,
        kind: HintKind,
        sentence: String,
        elements: impl IntoIterator<Item = ElementId>,
        links: BTreeSet<LinkId>,
        fix: Option<HintFix>,
    ) -> Hint {
        let mut elements: BTreeSet<ElementId> = elements.into_iter().collect();
        let ends = links.iter().filter_map(|id| self.project.links.get(id)?.ends.pair());
        elements.extend(ends.flat_map(|(from, to)| [from.clone(), to.clone()]));
        Hint { kind, sentence, elements, links, fix }
    }
}
