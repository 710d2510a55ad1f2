//! How a map is read: focus, filters, paths and trees, and what all of them together leave lit.
//!
//! A [`Reading`] is view state, one for each map. [`answers::Answers`] says what it comes to: the lit part of the map,
//! the paths, the tree. It is worked out again only when the project or the reading changed.

pub mod answers;
pub mod fields;
mod lit;
pub mod search;
pub mod views;

use std::collections::BTreeSet;

pub use self::lit::Lit;
use crate::analysis::{TraceWay, figures_of};
use crate::app::App;
use crate::app::worker::Source;
use crate::model::{ElementId, Filter, Map, Side};

/// What is in focus: some elements and what stands near them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Focus {
    /// The elements in the middle.
    pub around: BTreeSet<ElementId>,
    /// How many links away still shows.
    pub steps: usize,
    /// Which way one goes.
    pub side: Side,
}

/// Two elements whose paths are lit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Between {
    /// Where the paths start.
    pub from: ElementId,
    /// Where they end.
    pub to: ElementId,
    /// Only the shortest are lit.
    pub shortest: bool,
}

/// The variable that trees are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tracing {
    /// The variable or issue.
    pub root: ElementId,
    /// Its causes or its uses.
    pub way: TraceWay,
    /// How many links deep.
    pub depth: usize,
}

/// How a map is read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// What is in focus.
    pub focus: Option<Focus>,
    /// What passes.
    pub filter: Filter,
    /// Paths between two elements.
    pub between: Option<Between>,
    /// Causes or uses of a variable.
    pub tracing: Option<Tracing>,
}

impl Reading {
    /// Nothing is dimmed by it.
    pub fn is_empty(&self) -> bool {
        self.focus.is_none() && self.filter.is_empty() && self.between.is_none() && self.tracing.is_none()
    }

    /// Drops what the map no longer shows.
    pub fn settle(&mut self, map: &Map) {
        let shown = |id: &ElementId| map.elements.contains_key(id);
        if let Some(focus) = &mut self.focus {
            focus.around.retain(shown);
        }
        self.focus = self.focus.take().filter(|focus| !focus.around.is_empty());
        self.between = self.between.take().filter(|pair| shown(&pair.from) && shown(&pair.to));
        self.tracing = self.tracing.take().filter(|tracing| shown(&tracing.root));
    }
}

impl App {
    /// Brings what is lit up to date.
    pub(in crate::app) fn read_map(&mut self) {
        let history = &self.session.history;
        let wanted = figures_of(&self.view.reading().filter);
        let network = self.view.map.as_ref().and_then(|map| {
            let figures = self.worker.figures(&Source::new(history.project(), map), &wanted);
            figures.measured.network.clone()
        });
        self.answers.update(history.project(), &self.view, network, history.in_gesture());
    }
}
