//! The desk on which coalitions are designed: which one is in hand, and what is asked about it.
//!
//! Everything is asked only while it is shown, off the window's thread, of the project as it is, and again whenever the
//! project changes; while a slider is dragged the next question waits for the answer to the last.

mod change;

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::Context;

use super::App;
use super::inquiry::Inquiry;
use super::view_state::Panel;
use crate::analysis::{
    Composition, Covers, LoadOptions, PartnerOptions, Partners, Party, Place, Review, Suggestion, WeakPoints,
    WhyNot, composition, covers, evaluate, load, partners, review, weak_points, why_not,
};
use crate::model::{Coalition, CoalitionId, ElementId, Project, TermId};

/// A project as it was when something was asked about it.
#[derive(Clone, Debug)]
pub(super) struct Asked(Arc<Project>);

impl PartialEq for Asked {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// What a question about a coalition depends on.
type OfCoalition = (Asked, Option<CoalitionId>);
/// What a question about a set depends on.
type OfSet = (Asked, Option<CoalitionId>, BTreeSet<ElementId>);

/// What is shown of a set beside its members.
#[derive(Clone, Debug)]
pub(super) struct Checks {
    pub composition: Composition,
    pub weak_points: WeakPoints,
}

/// Which set is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shown {
    /// The members of the coalition as they are.
    Members,
    /// A suggestion by its place: 0 is the best.
    #[default]
    Best,
    Other(usize),
}

impl Shown {
    /// The place among the suggestions.
    pub fn place(self) -> Option<usize> {
        match self {
            Self::Members => None,
            Self::Best => Some(0),
            Self::Other(place) => Some(place),
        }
    }
}

/// The left side of the desk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Side {
    /// What is wanted.
    #[default]
    Brief,
    /// The six steps.
    Steps,
}

/// What stands on the desk.
#[derive(Default)]
pub(super) struct CoalitionDesk {
    /// The coalition that was chosen; it may be gone since.
    pub chosen: Option<CoalitionId>,
    pub shown: Shown,
    /// The sets stand beside each other.
    pub comparing: bool,
    pub side: Side,
    /// By region instead of by sector.
    pub by_region: bool,
    /// "Why not?" is asked about this actor.
    pub why: Option<ElementId>,
    /// Its answer is to come into view.
    pub show_why: bool,
    /// The wish whose target and weight are open.
    pub open_wish: Option<String>,
    /// The member whose charter is open.
    pub open_charter: Option<ElementId>,
    /// The workstream, promise, indicator or change that is open, by its id.
    pub open_record: Option<String>,
    /// What is typed in a field of a record, with the field's key.
    pub draft: Option<(String, String)>,
    /// The first actor of a pair to keep apart, while the second is chosen.
    pub apart: Option<ElementId>,
    /// The name while it is typed.
    pub naming: Option<String>,
    sets: Inquiry<OfCoalition, Partners>,
    trials: Inquiry<OfCoalition, Partners>,
    covers: Inquiry<OfCoalition, Covers>,
    why_not: Inquiry<(Asked, Option<CoalitionId>, ElementId), Option<WhyNot>>,
    members: Inquiry<OfSet, Option<Suggestion>>,
    checks: Inquiry<OfSet, Checks>,
    review: Inquiry<OfCoalition, Review>,
}

impl CoalitionDesk {
    /// Forgets everything, for another project.
    pub fn forget(&mut self) {
        *self = Self::default();
    }
}

/// What is known while the desk is painted.
#[derive(Clone, Default)]
pub(super) struct Answers {
    /// The suggestions; of an earlier question while `working`.
    pub sets: Option<Arc<Partners>>,
    /// How often each candidate is in.
    pub trials: Option<Arc<Partners>>,
    /// The set that is looked at.
    pub set: Option<Suggestion>,
    pub checks: Option<Arc<Checks>>,
    pub why_not: Option<Arc<Option<WhyNot>>>,
    pub covers: Option<Arc<Covers>>,
    /// The suggestions are being worked out; the rest speaks of the ones that are there.
    pub working: bool,
}

impl App {
    /// The coalition in hand: the chosen one, or the first by name.
    pub(super) fn coalition(&self) -> Option<(CoalitionId, Arc<Coalition>)> {
        let project = self.session.history.project();
        let chosen = self.partnering.chosen.as_ref().and_then(|id| project.coalitions.get_key_value(id));
        let first =
            || project.coalitions.iter().min_by_key(|(id, found)| (found.name.clone(), (*id).clone()));
        chosen.or_else(first).map(|(id, found)| (id.clone(), Arc::clone(found)))
    }

    /// A page of the desk is in front instead of a map.
    pub(super) fn is_partnering(&self) -> bool {
        self.view.panel.is_some_and(Panel::is_of_the_desk) && !self.view.panels_hidden
    }

    /// Puts the map in front again.
    pub(super) fn leave_desk(&mut self) {
        if self.view.panel.is_some_and(Panel::is_of_the_desk) {
            self.view.panel = None;
        }
    }

    /// Asks everything that the builder shows, and gathers what is known.
    pub(super) fn ask_partners(&mut self, ctx: &Context) -> Answers {
        let in_gesture = self.session.history.in_gesture();
        let project = Arc::clone(self.session.history.project());
        let coalition = self.coalition();
        let id = coalition.as_ref().map(|(id, _)| id.clone());
        let members: BTreeSet<ElementId> =
            coalition.iter().flat_map(|(_, found)| found.members.keys().cloned()).collect();
        let desk = &mut self.partnering;
        if desk.shown == Shown::Members && members.is_empty() {
            desk.shown = Shown::Best;
        }
        let options = PartnerOptions { coalition: id.clone(), trials: 0, ..PartnerOptions::default() };
        let asked = Asked(Arc::clone(&project));
        let key = (asked.clone(), id.clone());

        // A drag asks faster than answers come: each would cancel the one before, and none would ever be shown.
        if !(in_gesture && desk.sets.progress().is_some()) {
            let (project, options) = (Arc::clone(&project), options.clone());
            desk.sets.ask(ctx, &key, move |watch| partners(&project, &options, watch));
        }
        // Older sets stand until the new ones come, and say so; those of another coalition do not.
        let is_its = |(_, of): &OfCoalition| *of == id;
        let sets = desk.sets.latest_if(is_its);
        let working = desk.sets.latest_if(|asked| *asked == key).is_none();
        if !working && !in_gesture {
            let trial = PartnerOptions {
                trials: PartnerOptions::default().trials,
                alternatives: 1,
                ..options.clone()
            };
            let (snapshot, covering) = (Arc::clone(&project), options.clone());
            let of_trials = Arc::clone(&project);
            desk.trials.ask(ctx, &key, move |watch| partners(&of_trials, &trial, watch));
            desk.covers.ask(ctx, &key, move |watch| covers(&snapshot, &covering, watch));
            if let Some(actor) = desk.why.clone().filter(|id| project.elements.contains_key(id)) {
                let (snapshot, options) = (Arc::clone(&project), options.clone());
                let key = (asked.clone(), id.clone(), actor.clone());
                desk.why_not.ask(ctx, &key, move |watch| why_not(&snapshot, &options, &actor, watch));
            }
        }
        let set = if let Some(place) = desk.shown.place() {
            sets.as_ref().and_then(|sets| {
                let place = place.min(sets.suggestions.len().saturating_sub(1));
                sets.suggestions.get(place).cloned()
            })
        } else {
            let key = (asked.clone(), id.clone(), members.clone());
            let (snapshot, options) = (Arc::clone(&project), options);
            desk.members.ask(ctx, &key, move |_| evaluate(&snapshot, &options, &members));
            desk.members.latest_if(|(_, of, _)| *of == id).and_then(|found| Option::clone(&found))
        };
        let mut checks = None;
        if let Some(set) = &set {
            let ids: BTreeSet<ElementId> = set.members.iter().map(|member| member.id.clone()).collect();
            let of_set = (asked.clone(), id.clone(), ids.clone());
            if !(in_gesture && desk.checks.progress().is_some()) {
                let (project, id, ids) = (Arc::clone(&project), id.clone(), ids.clone());
                desk.checks.ask(ctx, &of_set, move |_| check(&project, id.as_ref(), ids));
            }
            checks = desk.checks.latest_if(|(at, of, whom)| {
                *of == id && *whom == ids && (working || in_gesture || *at == asked)
            });
        }
        let why_not = desk.why.as_ref().and_then(|why| {
            desk.why_not.latest_if(|(of_asked, of, who)| *of_asked == asked && *of == id && who == why)
        });
        // What was found for older sets is shown only beside them.
        let goes_along = |asked: &OfCoalition| if working { is_its(asked) } else { *asked == key };
        let trials = desk.trials.latest_if(goes_along);
        let covers = desk.covers.latest_if(goes_along);
        Answers { sets, trials, set, checks, why_not, covers, working }
    }

    /// Asks for everything about the coalition in hand. An older answer stands until the new one comes: see
    /// [`App::is_reviewing`].
    pub(super) fn ask_review(&mut self, ctx: &Context) -> Option<Arc<Review>> {
        let project = Arc::clone(self.session.history.project());
        let id = self.coalition().map(|(id, _)| id);
        let desk = &mut self.partnering;
        if !(self.session.history.in_gesture() && desk.review.progress().is_some()) {
            let key = (Asked(Arc::clone(&project)), id.clone());
            let options = LoadOptions { today: today(), ..LoadOptions::default() };
            let id = id.clone();
            desk.review.ask(ctx, &key, move |watch| review(&project, id.as_ref(), &options, watch));
        }
        desk.review.latest_if(|(_, of)| *of == id)
    }

    /// What the pages say of the coalition in hand is being worked out again.
    pub(super) fn is_reviewing(&mut self) -> bool {
        let key = (Asked(Arc::clone(self.session.history.project())), self.coalition().map(|(id, _)| id));
        self.partnering.review.latest_if(|asked| *asked == key).is_none()
    }
}

/// Today's date, by which promises are due and members have left.
fn today() -> String {
    chrono::Local::now().format("%Y-%m-%d").to_string()
}

/// How a set is made up and where it is weak. Its members keep the seats that they have in the coalition.
fn check(project: &Project, id: Option<&CoalitionId>, ids: BTreeSet<ElementId>) -> Checks {
    let coalition = id.and_then(|id| project.coalitions.get(id));
    let place = |who: &ElementId| {
        let member = coalition.and_then(|coalition| coalition.members.get(who));
        let heads = member.and_then(|member| member.heads).filter(|heads| heads.is_finite() && *heads >= 0.0);
        Place { seat: member.is_some_and(|member| member.seat), heads: heads.unwrap_or(1.0) }
    };
    let party = Party {
        id: id.cloned(),
        name: coalition.map(|coalition| coalition.name.clone()).unwrap_or_default(),
        members: ids.into_iter().map(|who| (who.clone(), place(&who))).collect(),
    };
    let load = load(project, id, &LoadOptions { today: today(), ..LoadOptions::default() });
    Checks { composition: composition(project, &party), weak_points: weak_points(project, &party, &load) }
}

/// Everything that some actor holds of an asset, for wishes that are made of it.
pub(super) fn held_assets(project: &Project) -> BTreeSet<TermId> {
    let actors = project.elements.values().filter_map(|element| element.actor());
    let held = actors.flat_map(|actor| actor.assets.iter().filter(|(_, level)| **level > 0.0));
    held.map(|(id, _)| project.resolve(crate::model::TermKind::Asset, id)).collect()
}
