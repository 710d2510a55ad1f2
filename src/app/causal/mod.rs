//! What is asked of causal maps beyond the findings: hints about drawing, archetypes, dossiers, predictions and runs.
//!
//! Each is asked only while a panel shows it, of the map in front, and again when the project or the question changes.

pub(super) mod play;
pub(super) mod what_if;

use egui::Context;

use self::what_if::WhatIf;
use super::App;
use super::inquiry::Inquiry;
use crate::analysis::{Archetypes, ContestedLink, Dossiers, FeedbackLoop, Hint};
use crate::model::{LinkId, LoopId, MapId, NamedLoop, Project};

/// What a question about a map depends on: the project's revision and the map.
pub(super) type OfMap = (u64, Option<MapId>);

/// The questions and how they are asked.
#[derive(Default)]
pub(super) struct CausalDesk {
    /// Hints about how the map is drawn.
    pub hints: Inquiry<OfMap, Vec<Hint>>,
    /// Loops whose joint shape is known for its troubles.
    pub archetypes: Inquiry<OfMap, Archetypes>,
    /// What is known about each variable as a place to intervene.
    pub dossiers: Inquiry<OfMap, Dossiers>,
    /// Links about whose sign people disagree.
    pub contested: Inquiry<OfMap, Vec<ContestedLink>>,
    /// What is pressed, and what follows.
    pub what_if: WhatIf,
    /// The loop that dots run around, and since when.
    pub pulse: Option<play::Pulse>,
    /// What the list of loops shows.
    pub list: LoopList,
}

/// How loops are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum LoopSort {
    /// As people count them: R1, R2 … B1 ….
    #[default]
    Label,
    /// The shortest first.
    Length,
    /// Named ones first.
    Name,
}

/// What the list of loops shows.
#[derive(Debug, Default)]
pub(super) struct LoopList {
    /// Only loops whose name or elements hold this text.
    pub search: String,
    /// The search field is open.
    pub searching: bool,
    /// Only loops with a delay.
    pub delayed: bool,
    /// All loops, not only the shortest independent set and what people named.
    pub all: bool,
    /// The order.
    pub sort: LoopSort,
}

impl CausalDesk {
    /// Forgets everything, for another project.
    pub fn forget(&mut self) {
        *self = Self::default();
    }
}

impl App {
    /// What questions about the map in front depend on.
    pub(super) fn of_map(&self) -> OfMap {
        (self.session.history.revision(), self.view.map.clone())
    }

    /// Asks for hints about the map in front.
    pub(super) fn ask_hints(&mut self, ctx: &Context) {
        let (project, key) = (self.session.history.project().clone(), self.of_map());
        let map = key.1.clone();
        self.desk.hints.ask(ctx, &key, move |watch| crate::analysis::hints(&project, map.as_ref(), watch));
    }

    /// Asks for the archetypes of the map in front.
    pub(super) fn ask_archetypes(&mut self, ctx: &Context) {
        let (project, key) = (self.session.history.project().clone(), self.of_map());
        let map = key.1.clone();
        let run =
            move |watch: &crate::analysis::Watch| crate::analysis::archetypes(&project, map.as_ref(), watch);
        self.desk.archetypes.ask(ctx, &key, run);
    }

    /// Asks for the dossiers of the map in front.
    pub(super) fn ask_dossiers(&mut self, ctx: &Context) {
        let (project, key) = (self.session.history.project().clone(), self.of_map());
        let map = key.1.clone();
        let run =
            move |watch: &crate::analysis::Watch| crate::analysis::dossiers(&project, map.as_ref(), watch);
        self.desk.dossiers.ask(ctx, &key, run);
    }

    /// Asks which loops hang on contested links.
    pub(super) fn ask_contested(&mut self, ctx: &Context) {
        let findings = self.worker.findings();
        // Loops of an older revision would answer for this one for good.
        let current = findings.revision == Some(self.session.history.revision());
        let Some(loops) = findings.loops.clone().filter(|_| current) else { return };
        let (project, key) = (self.session.history.project().clone(), self.of_map());
        self.desk.contested.ask(ctx, &key, move |_| crate::analysis::contested(&project, &loops.loops));
    }
}

/// The record of a loop, or a new one under its label.
pub(super) fn named_loop(project: &Project, key: &[LinkId], label: &str) -> (LoopId, NamedLoop) {
    let known = project.loops.iter().find(|(_, named)| named.key == key);
    if let Some((id, named)) = known {
        return (id.clone(), NamedLoop::clone(named));
    }
    let named = NamedLoop { label: label.to_owned(), key: key.to_vec(), ..NamedLoop::default() };
    (LoopId::random(), named)
}

impl App {
    /// The loop that is lit until its chip is closed: the inspector speaks of it while nothing is selected.
    pub(super) fn chosen_loop(&self) -> Option<FeedbackLoop> {
        let lit = self.view.spotlight.as_ref().filter(|lit| lit.kind.is_some() && !lit.links.is_empty())?;
        let loops = self.worker.findings().loops.as_ref()?;
        let same = |one: &&FeedbackLoop| {
            one.label == lit.title
                && one.length == lit.links.len()
                && one.links.iter().all(|id| lit.links.contains(id))
        };
        loops.loops.iter().find(same).cloned()
    }
}
