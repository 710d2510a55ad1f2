//! What statements would change in a project.

use std::collections::{BTreeMap, BTreeSet};

use super::fault::Note;
use super::name::folded;
use super::near::{Compare, Near};
use super::scope::Scope;
use super::statement::{Joint, Mention, Statement, Tags};
use super::vocabulary::word;
use crate::exchange::derive::id_bytes;
use crate::model::{
    AssessorId, Body, Bond, Element, ElementId, ElementKind, Id as _, LeverKind, Link, LinkId, LinkKind,
    MapKind, Polarity, Project, Scale, Term, TermId, TermKind,
};

mod links;

/// The level of an asset that is named without one.
pub(super) const LEVEL: f64 = 60.0;

/// Where the ids of new records come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ids {
    /// New ones, for drawing.
    Random,
    /// From the names, so that importing the same text twice gives the same records.
    Derived,
}

/// How statements are understood.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// New names that look like known ones mean those.
    pub unite: bool,
    /// Where ids come from.
    pub ids: Ids,
    /// What a new name is when nothing else says so.
    pub kind: MapKind,
}

/// What is said about an element.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// An actor's sector.
    Sector(TermId),
    /// An actor's region.
    Region(TermId),
    /// An issue's category.
    Category(TermId),
    /// An asset and its level, 0 to 100.
    Asset(TermId, f64),
    /// A rating, 1 to 5, by whoever rates.
    Rating(Scale, f64),
    /// A variable is a goal.
    Goal,
    /// A variable is driven from outside.
    External,
}

/// An element to be made.
#[derive(Clone, Debug, PartialEq)]
pub struct Newcomer {
    /// Its id.
    pub id: ElementId,
    /// What it is.
    pub kind: ElementKind,
    /// Its name.
    pub name: String,
    /// What is said about it.
    pub changes: Vec<Change>,
}

impl Change {
    /// Makes the change, as far as the element has such a field; ratings are those of `assessor`.
    pub(super) fn apply(&self, element: &mut Element, assessor: &AssessorId) {
        match (self, &mut element.body) {
            (Self::Sector(term), Body::Actor(actor)) => actor.sector = Some(term.clone()),
            (Self::Region(term), Body::Actor(actor)) => actor.region = Some(term.clone()),
            (Self::Asset(term, level), Body::Actor(actor)) => {
                actor.assets.insert(term.clone(), *level);
            }
            (Self::Rating(scale, value), Body::Actor(actor)) => {
                actor.ratings.entry(assessor.clone()).or_default().set(*scale, Some(*value));
            }
            (Self::Category(term), Body::Issue(issue)) => issue.category = Some(term.clone()),
            (Self::Goal, Body::Variable(variable)) => variable.goal = true,
            (Self::External, Body::Variable(variable)) => variable.external = true,
            _ => {}
        }
    }
}

impl Newcomer {
    /// The element; ratings are those of `assessor`.
    pub fn element(&self, assessor: &AssessorId) -> Element {
        let mut element = Element::new(self.kind, self.name.as_str());
        for change in &self.changes {
            change.apply(&mut element, assessor);
        }
        element
    }
}

/// What is said about a link that is there already.
#[derive(Clone, Debug, PartialEq)]
pub enum LinkTrait {
    /// Its sign.
    Sign(Polarity),
    /// It is delayed.
    Delay,
    /// Its weight, 0 to 1.
    Weight(f64),
    /// Its strength, 1 to 5.
    Strength(f64),
    /// Its kind of tie.
    Tie(TermId),
    /// Its kind of lever.
    Lever(LeverKind),
}

impl LinkTrait {
    /// Gives a link what is said about it.
    pub(super) fn apply(&self, link: &mut Link) {
        match (self, &mut link.bond) {
            (Self::Sign(sign), Bond::Causal(causal)) => causal.polarity = Some(*sign),
            (Self::Delay, Bond::Causal(causal)) => causal.delay = true,
            (Self::Weight(weight), Bond::Causal(causal)) => causal.weight = Some(*weight),
            (Self::Tie(term), Bond::Tie(tie)) => tie.tie = Some(term.clone()),
            (Self::Strength(strength), Bond::Tie(tie)) => tie.strength = Some(*strength),
            (Self::Lever(kind), Bond::Lever(lever)) => lever.lever = Some(*kind),
            (Self::Strength(strength), Bond::Lever(lever)) => lever.strength = Some(*strength),
            _ => {}
        }
    }
}

/// What statements would change: nothing is changed yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// Elements to be made, in the order in which they are named.
    pub newcomers: Vec<Newcomer>,
    /// Known elements that are named, in that order.
    pub known: Vec<ElementId>,
    /// What is said about known elements.
    pub changes: Vec<(ElementId, Change)>,
    /// Links to be made.
    pub links: Vec<(LinkId, Link)>,
    /// Known links that are named.
    pub known_links: Vec<LinkId>,
    /// What is said about known links.
    pub link_changes: Vec<(LinkId, LinkTrait)>,
    /// Words to be added to the vocabulary.
    pub words: Vec<(TermId, Term)>,
    /// New names that look like known ones.
    pub near: Vec<Near>,
    /// What could not be used.
    pub notes: Vec<Note>,
}

impl Plan {
    /// Something is rated.
    pub fn rates(&self) -> bool {
        let mut all = self.newcomers.iter().flat_map(|newcomer| &newcomer.changes);
        let rating = |change: &Change| matches!(change, Change::Rating(..));
        all.any(rating) || self.changes.iter().any(|(_, change)| rating(change))
    }

    /// Nothing is named.
    pub fn is_empty(&self) -> bool {
        self.newcomers.is_empty() && self.known.is_empty()
    }
}

/// What `statements` would change in `project`, whose names `scope` knows. Headings of maps say the kind of what
/// follows. Takes O(n log n), and looks for slips only while that is quick.
pub fn plan(statements: &[Statement], project: &Project, scope: &Scope, options: &Options) -> Plan {
    let mut planner = Planner {
        project,
        scope,
        options,
        kind: options.kind,
        plan: Plan::default(),
        compare: Compare::default(),
        named: BTreeMap::new(),
        seen: BTreeSet::new(),
        drawn: BTreeMap::new(),
    };
    for statement in statements {
        match statement {
            Statement::Map { kind, .. } => planner.kind = *kind,
            Statement::Chain { line, first, rest } => planner.chain(*line, first, rest),
        }
    }
    planner.plan
}

/// An element that a line names.
#[derive(Clone, Debug)]
struct Whom {
    id: ElementId,
    kind: ElementKind,
    name: String,
}

struct Planner<'a> {
    project: &'a Project,
    scope: &'a Scope,
    options: &'a Options,
    /// The kind of the map that the lines stand on.
    kind: MapKind,
    plan: Plan,
    compare: Compare,
    /// Newcomers by folded name.
    named: BTreeMap<String, Vec<usize>>,
    /// Known elements that were named already.
    seen: BTreeSet<ElementId>,
    /// New links by their ends.
    drawn: BTreeMap<(ElementId, ElementId), Vec<usize>>,
}

impl Planner<'_> {
    fn chain(&mut self, line: usize, first: &Mention, rest: &[(Joint, Mention)]) {
        let mentions: Vec<(&Mention, Option<&Joint>)> = std::iter::once((first, None))
            .chain(rest.iter().map(|(joint, next)| (next, Some(joint))))
            .collect();
        let kinds = self.kinds(&mentions);
        let mut before: Option<Whom> = None;
        for ((mention, joint), kind) in mentions.into_iter().zip(kinds) {
            let whom = self.whom(mention, kind);
            self.tag(line, &whom, &mention.tags);
            if let (Some(from), Some(joint)) = (before.take(), joint) {
                self.link(line, &from, &whom, joint);
            }
            before = Some(whom);
        }
    }

    /// What each name of a chain is: as written, as known, as its neighbour asks for, or as the map's kind.
    fn kinds(&self, mentions: &[(&Mention, Option<&Joint>)]) -> Vec<ElementKind> {
        let own = self.kind.element_kind();
        let known = |mention: &Mention| {
            let key = folded(&mention.name);
            let new = self.find_new(&key, mention.tags.kind).and_then(|at| self.plan.newcomers.get(at));
            let there = || self.scope.find(&key, mention.tags.kind).map(|named| named.kind);
            mention.tags.kind.or_else(|| new.map(|new| new.kind)).or_else(there)
        };
        let mut kinds: Vec<Option<ElementKind>> =
            mentions.iter().map(|(mention, _)| known(mention)).collect();
        let beside = |neighbour: ElementKind, joint: Option<&Joint>| {
            let words = joint.map(|joint| &joint.words);
            let causal = words.is_some_and(|words| words.sign.is_some() || words.delay);
            let lever = words
                .and_then(|words| words.kind.as_ref())
                .is_some_and(|kind| links::lever(&kind.text).is_some());
            let moves = if own == ElementKind::Actor { ElementKind::Variable } else { own };
            match neighbour {
                ElementKind::Actor if lever => moves,
                ElementKind::Actor if causal => own,
                ElementKind::Actor => ElementKind::Actor,
                other if own == ElementKind::Actor => other,
                _ => own,
            }
        };
        // From known ends outwards, first along the chain, then against it.
        for at in 1..kinds.len() {
            if let (Some(before), None) = (kinds[at - 1], kinds[at]) {
                kinds[at] = Some(beside(before, mentions[at].1));
            }
        }
        for at in (1..kinds.len()).rev() {
            if let (None, Some(after)) = (kinds[at - 1], kinds[at]) {
                kinds[at - 1] = Some(beside(after, mentions[at].1));
            }
        }
        kinds.into_iter().map(|kind| kind.unwrap_or(own)).collect()
    }

    fn find_new(&self, key: &str, kind: Option<ElementKind>) -> Option<usize> {
        let mut same = self.named.get(key)?.iter().copied();
        let fits = |at: &usize| {
            let new = self.plan.newcomers.get(*at);
            kind.is_none_or(|kind| new.is_some_and(|new| new.kind == kind))
        };
        same.find(fits)
    }

    fn whom(&mut self, mention: &Mention, kind: ElementKind) -> Whom {
        let key = folded(&mention.name);
        if let Some(new) = self.find_new(&key, mention.tags.kind).and_then(|at| self.plan.newcomers.get(at)) {
            return Whom { id: new.id.clone(), kind: new.kind, name: new.name.clone() };
        }
        let found = self.scope.find(&key, mention.tags.kind);
        if let Some(named) = found {
            return self.known(named.id.clone());
        }
        if let Some(near) = self.compare.find(self.scope, &mention.name, kind) {
            let id = near.id.clone();
            self.plan.near.push(near);
            if self.options.unite {
                return self.known(id);
            }
        }
        let id = match self.options.ids {
            Ids::Random => ElementId::random(),
            Ids::Derived => ElementId::from_bytes(id_bytes(&["capture", kind.as_str(), &key])),
        };
        let name = mention.name.clone();
        self.named.entry(key).or_default().push(self.plan.newcomers.len());
        self.plan.newcomers.push(Newcomer { id: id.clone(), kind, name: name.clone(), changes: Vec::new() });
        Whom { id, kind, name }
    }

    fn known(&mut self, id: ElementId) -> Whom {
        if self.seen.insert(id.clone()) {
            self.plan.known.push(id.clone());
        }
        let kind = self.project.elements.get(&id).map_or(ElementKind::Actor, |element| element.kind());
        Whom { kind, name: self.project.name_of(&id), id }
    }

    /// What a line says about an element.
    fn tag(&mut self, line: usize, whom: &Whom, tags: &Tags) {
        if tags.is_empty() {
            return;
        }
        let is = |kind: ElementKind| whom.kind == kind;
        let mut changes = Vec::new();
        let mut unfit = Vec::new();
        let added = &mut self.plan.words;
        if let Some(said) = &tags.sector {
            match whom.kind {
                ElementKind::Actor => {
                    changes.push(Change::Sector(word(self.project, TermKind::Sector, said, added)));
                }
                ElementKind::Issue => {
                    changes.push(Change::Category(word(self.project, TermKind::Issue, said, added)));
                }
                ElementKind::Variable => unfit.push("its sector"),
            }
        }
        if is(ElementKind::Actor) {
            if let Some(said) = &tags.region {
                changes.push(Change::Region(word(self.project, TermKind::Region, said, added)));
            }
            for (said, level) in &tags.assets {
                let asset = word(self.project, TermKind::Asset, said, added);
                changes.push(Change::Asset(asset, level.unwrap_or(LEVEL)));
            }
            changes.extend(tags.influence.map(|value| Change::Rating(Scale::Influence, value)));
            changes.extend(tags.interest.map(|value| Change::Rating(Scale::Interest, value)));
        } else {
            unfit.extend(tags.region.as_ref().map(|_| "its region"));
            unfit.extend(tags.assets.first().map(|_| "what it holds"));
            unfit.extend(tags.influence.or(tags.interest).map(|_| "its rating"));
        }
        if is(ElementKind::Variable) {
            changes.extend(tags.goal.then_some(Change::Goal));
            changes.extend(tags.external.then_some(Change::External));
        } else if tags.goal || tags.external {
            unfit.push("“goal” or “external”");
        }
        let kind = match whom.kind {
            ElementKind::Actor => "an actor",
            ElementKind::Variable => "a variable",
            ElementKind::Issue => "an issue",
        };
        for what in unfit {
            self.plan.notes.push(Note::Unfit { line, name: whom.name.clone(), kind, what });
        }
        match self.plan.newcomers.iter_mut().rev().find(|new| new.id == whom.id) {
            Some(new) => new.changes.extend(changes),
            None => self.plan.changes.extend(changes.into_iter().map(|change| (whom.id.clone(), change))),
        }
    }

    /// The id of a new link.
    fn link_id(&self, from: &ElementId, to: &ElementId, kind: LinkKind, number: usize) -> LinkId {
        match self.options.ids {
            Ids::Random => LinkId::random(),
            Ids::Derived => {
                let number = number.to_string();
                let parts = ["capture", kind.as_str(), from.as_str(), to.as_str(), &number];
                LinkId::from_bytes(id_bytes(&parts))
            }
        }
    }
}
