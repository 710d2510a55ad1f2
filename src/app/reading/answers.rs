//! What a reading comes to on the map in front.

use std::sync::Arc;

use super::{Between, Lit, Reading, Tracing};
use crate::analysis::network::Network;
use crate::analysis::{PathOptions, Paths, Trace, TraceOptions, TraceRow, matching, near, paths, trace};
use crate::app::view_state::{Spotlight, ViewState};
use crate::model::{ElementKind, Map, MapId, Polarity, Project};

/// What a reading comes to.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// The lit part; `None` when nothing is dimmed.
    pub lit: Option<Arc<Lit>>,
    /// The paths between two elements.
    pub paths: Option<Arc<Paths>>,
    /// The tree of causes or uses.
    pub trace: Option<Arc<Trace>>,
    /// The map has elements, and none of them is lit.
    pub is_all_dimmed: bool,
}

impl Answers {
    /// Works out what is lit: a preview alone, or else what spotlight, focus, filter, paths and tree have in common.
    /// `network` has the figures that the filter asks for, as far as they are known.
    pub fn new(project: &Project, view: &ViewState, network: Option<&Network>) -> Self {
        let shown = view.map.as_ref().and_then(|id| Some((id, project.maps.get(id)?)));
        let Some((id, map)) = shown else { return Self::default() };
        let reading = view.reading();
        let find_paths = |between| Arc::new(find_paths(project, id, between));
        let find_trace = |tracing| Arc::new(find_trace(project, id, tracing));
        let mut answers = Self {
            paths: reading.between.as_ref().map(find_paths),
            trace: reading.tracing.as_ref().map(find_trace),
            ..Self::default()
        };
        let spot = |spot: &Spotlight| Lit::of_spotlight(project, map, spot);
        if let Some(preview) = view.preview.as_ref().and_then(spot) {
            answers.lit = Some(Arc::new(preview));
            return answers;
        }
        let focus = reading.focus.as_ref();
        let focus = focus.map(|focus| near(project, Some(id), &focus.around, focus.steps, focus.side).into());
        let filter = (!reading.filter.is_empty())
            .then(|| matching(project, Some(id), &reading.filter, network).into());
        let between = reading.between.as_ref().zip(answers.paths.as_deref());
        let between = between.map(|(between, paths)| lit_paths(between, paths));
        let tracing = reading.tracing.as_ref().zip(answers.trace.as_deref());
        let tracing = tracing.map(|(tracing, trace)| lit_trace(tracing, trace));
        let parts = [view.spotlight.as_ref().and_then(spot), focus, filter, between, tracing];
        let lit = parts.into_iter().flatten().reduce(|all, part| all.and(&part));
        answers.is_all_dimmed =
            lit.as_ref().is_some_and(|lit| lit.elements.is_empty() && !map.elements.is_empty());
        answers.lit = lit.map(Arc::new);
        answers
    }
}

fn find_paths(project: &Project, map: &MapId, between: &Between) -> Paths {
    let options = PathOptions {
        map: Some(map.clone()),
        directed: is_causal(project, between),
        ..PathOptions::default()
    };
    paths(project, &between.from, &between.to, &options)
}

fn find_trace(project: &Project, map: &MapId, tracing: &Tracing) -> Trace {
    let options = TraceOptions { map: Some(map.clone()), way: tracing.way, depth: tracing.depth };
    trace(project, &tracing.root, &options)
}

/// Between variables and issues, paths go the way that causes work; who knows whom goes both ways.
pub fn is_causal(project: &Project, between: &Between) -> bool {
    let is_actor = |id| project.elements.get(id).is_some_and(|element| element.kind() == ElementKind::Actor);
    !is_actor(&between.from) && !is_actor(&between.to)
}

fn lit_paths(between: &Between, paths: &Paths) -> Lit {
    let mut lit = Lit { elements: [between.from.clone(), between.to.clone()].into(), ..Lit::default() };
    let shortest = paths.shortest();
    let shown = paths.paths.iter().filter(|path| !between.shortest || Some(path.links.len()) == shortest);
    for path in shown {
        lit.elements.extend(path.elements.iter().cloned());
        lit.links.extend(path.links.iter().flatten().cloned());
    }
    lit
}

fn lit_trace(tracing: &Tracing, trace: &Trace) -> Lit {
    let mut lit = Lit { elements: [tracing.root.clone()].into(), ..Lit::default() };
    for TraceRow { element, link, .. } in &trace.rows {
        lit.elements.extend([element.clone()]);
        lit.links.extend(link.clone());
    }
    lit
}

/// How the paths between two elements are summed up: "2 of 9 paths lower it".
pub fn paths_sentence(paths: &Paths, causal: bool) -> String {
    let count = paths.paths.len();
    let more = if paths.limit.is_some() { "at least " } else { "" };
    if count == 0 {
        let none = if paths.limit.is_some() { "no path found in time" } else { "no path" };
        return none.to_owned();
    }
    let noun = if count == 1 { "path" } else { "paths" };
    if !causal {
        return format!("{more}{count} {noun}, the shortest has {}", links(paths.shortest().unwrap_or(0)));
    }
    let (lower, raise) = (paths.with_sign(Polarity::Minus), paths.with_sign(Polarity::Plus));
    let unknown = count - lower - raise;
    let verb = |number: usize, verb: &str| if number == 1 { format!("{verb}s") } else { verb.to_owned() };
    let said = match (raise, lower) {
        (0, 0) => return format!("{more}{count} {noun}, none signed throughout"),
        (_, 0) if unknown == 0 => format!("{more}{count} {noun} {} it", verb(count, "raise")),
        (0, _) if unknown == 0 => format!("{more}{count} {noun} {} it", verb(count, "lower")),
        (_, 0) => format!("{raise} of {more}{count} {noun} {} it", verb(raise, "raise")),
        _ => format!("{lower} of {more}{count} {noun} {} it", verb(lower, "lower")),
    };
    if unknown > 0 { format!("{said}, {unknown} not signed") } else { said }
}

/// "1 link", "3 links".
pub fn links(count: usize) -> String {
    if count == 1 { "1 link".to_owned() } else { format!("{count} links") }
}

/// What the answers were worked out from.
#[derive(Clone, Debug)]
struct Source {
    project: Project,
    map: Option<MapId>,
    spotlight: Option<Spotlight>,
    preview: Option<Spotlight>,
    reading: Reading,
    network: Option<Arc<Network>>,
}

impl Source {
    fn of(project: &Project, view: &ViewState, network: Option<Arc<Network>>) -> Self {
        Self {
            project: project.clone(),
            map: view.map.clone(),
            spotlight: view.spotlight.clone(),
            preview: view.preview.clone(),
            reading: view.reading().into_owned(),
            network,
        }
    }

    /// The answers are still the same. While elements are dragged only their places change, which no answer speaks of.
    fn is(
        &self,
        project: &Project,
        view: &ViewState,
        network: Option<&Arc<Network>>,
        dragging: bool,
    ) -> bool {
        let known = &self.project;
        let records = known.elements.ptr_eq(&project.elements)
            && known.links.ptr_eq(&project.links)
            && known.loops.ptr_eq(&project.loops)
            && known.vocabulary.ptr_eq(&project.vocabulary);
        let size = |map: &Map| (map.elements.len(), map.links.len());
        let sizes =
            |project: &Project| self.map.as_ref().and_then(|id| project.maps.get(id)).map(|map| size(map));
        let maps = known.maps.ptr_eq(&project.maps) || dragging && sizes(known) == sizes(project);
        let figures = self.network.as_ref().map(Arc::as_ptr) == network.map(Arc::as_ptr);
        records
            && maps
            && figures
            && self.map == view.map
            && self.spotlight == view.spotlight
            && self.preview == view.preview
            && self.reading == *view.reading()
    }
}

/// Answers that are kept until what they came from changes.
#[derive(Debug, Default)]
pub struct Kept {
    source: Option<Box<Source>>,
    answers: Answers,
}

impl Kept {
    /// Brings the answers up to date.
    pub fn update(
        &mut self,
        project: &Project,
        view: &ViewState,
        network: Option<Arc<Network>>,
        dragging: bool,
    ) {
        if !self.source.as_ref().is_some_and(|source| source.is(project, view, network.as_ref(), dragging)) {
            self.answers = Answers::new(project, view, network.as_deref());
            self.source = Some(Box::new(Source::of(project, view, network)));
        }
    }

    /// The answers as they were last brought up to date.
    pub fn answers(&self) -> &Answers {
        &self.answers
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Path;

    fn found(signs: &[Polarity]) -> Paths {
        let path = |sign: &Polarity| Path {
            elements: Vec::new(),
            links: vec![Vec::new()],
            sign: Some(*sign),
            delayed: false,
        };
        Paths { paths: signs.iter().map(path).collect(), limit: None }
    }

    #[test]
    fn paths_are_summed_up_in_words() {
        let (plus, minus, unknown) = (Polarity::Plus, Polarity::Minus, Polarity::Unknown);
        for (signs, sentence) in [
            (vec![], "no path"),
            (vec![plus], "1 path raises it"),
            (vec![minus, minus], "2 paths lower it"),
            (vec![plus, minus, plus], "1 of 3 paths lowers it"),
            (vec![plus, unknown], "1 of 2 paths raises it, 1 not signed"),
            (vec![unknown, unknown], "2 paths, none signed throughout"),
        ] {
            assert_eq!(paths_sentence(&found(&signs), true), sentence);
        }
        assert_eq!(paths_sentence(&found(&[plus, plus]), false), "2 paths, the shortest has 1 link");
    }
}
