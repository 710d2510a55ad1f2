//! What is asked of causal maps beyond the findings: hints about drawing, archetypes, dossiers, predictions and runs.
//!
//! Each is asked only while a panel shows it, of the map in front, and again when the project or the question changes.

pub(super) mod agreement;
pub(super) mod list;
pub(super) mod play;
pub(super) mod what_if;

use std::sync::Arc;

use egui::Context;

use self::agreement::AgreementDesk;
use self::list::LoopList;
use self::what_if::WhatIf;
use super::App;
use super::inquiry::Inquiry;
use crate::analysis::{Archetypes, ContestedLink, Dossiers, FeedbackLoop, Hint};
use crate::edit::Selection;
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
    /// What several people's maps agree on.
    pub agreement: AgreementDesk,
    /// The link whose field for a new source takes the keyboard when it shows next.
    pub asks_source: Option<LinkId>,
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

    /// Shows a link in the inspector, ready to type where it is known from.
    pub(super) fn ask_source(&mut self, link: LinkId) {
        self.view.selection = Selection::link(link.clone());
        self.view.area = None;
        self.view.panels_hidden = false;
        self.desk.asks_source = Some(link);
    }

    /// Asks which loops hang on contested links.
    pub(super) fn ask_contested(&mut self, ctx: &Context) {
        // Loops of an older revision, or the first few, would answer for this one for good.
        let Some(loops) = self.worker.settled_loops(self.session.history.revision()).map(Arc::clone) else {
            return;
        };
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
