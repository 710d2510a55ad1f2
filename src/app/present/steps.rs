//! Steps of the story: their order, capturing one from what shows, moving them, and what they showed that is gone.

use std::collections::BTreeSet;

use crate::app::reading::views;
use crate::app::view_state::ViewState;
use crate::edit::Edit;
use crate::model::{ElementId, LinkId, Project, Step, StepId, View, order};

/// The steps in their order.
pub fn in_order(project: &Project) -> Vec<(&StepId, &Step)> {
    let mut steps: Vec<(&StepId, &Step)> =
        project.story.iter().map(|(id, step)| (id, step.as_ref())).collect();
    steps.sort_by(|a, b| a.1.order.cmp(&b.1.order).then_with(|| a.0.cmp(b.0)));
    steps
}

/// What a step shows, in the words of a view.
pub fn as_view(step: &Step) -> View {
    View {
        title: step.title.clone(),
        map: step.map.clone(),
        camera: step.camera,
        focus: step.focus.clone(),
        distance: step.distance,
        side: step.side,
        filter: step.filter.clone(),
        light: step.light.clone(),
        style: step.style.clone(),
        ..View::default()
    }
}

/// `step` with everything that shows now in place of what it showed; its words stay. `seen` is how much of the map is on
/// the screen. What the story has revealed before stays revealed, together with what is lit and selected now.
pub fn showing(project: &Project, state: &ViewState, seen: Option<(f64, f64)>, step: &Step) -> Step {
    let view = views::showing(state, &View { style: step.style.clone(), ..View::default() });
    let lit: BTreeSet<LinkId> = state.spotlight.iter().flat_map(|lit| lit.links.clone()).collect();
    let is_lit = |key: &[LinkId]| key.len() == lit.len() && key.iter().all(|id| lit.contains(id));
    let named = project.loops.iter().find(|(_, named)| !named.key.is_empty() && is_lit(&named.key));
    let highlight = named.map(|(id, _)| id.clone());
    let mut revealed = step.revealed.clone();
    if !revealed.is_empty() {
        revealed.extend(state.spotlight.iter().flat_map(|lit| lit.elements.clone()));
        revealed.extend(state.selection.elements.iter().cloned());
    }
    Step {
        map: view.map,
        camera: view.camera,
        wide: seen.map(|seen| seen.0.round()),
        high: seen.map(|seen| seen.1.round()),
        view: None,
        focus: view.focus,
        distance: view.distance,
        side: view.side,
        filter: view.filter,
        // A loop that people named is followed when it changes.
        light: if highlight.is_some() { None } else { view.light },
        style: view.style,
        revealed,
        links: BTreeSet::new(),
        highlight,
        findings: state.active_card.iter().filter(|card| !card.starts_with("step ")).cloned().collect(),
        ..step.clone()
    }
}

/// A new step of what shows now, after `after` or else at the end.
pub fn captured(
    project: &Project,
    state: &ViewState,
    seen: Option<(f64, f64)>,
    after: Option<&StepId>,
) -> Step {
    let steps = in_order(project);
    let at = after.and_then(|id| steps.iter().position(|(step, _)| *step == id));
    let at = at.or_else(|| steps.len().checked_sub(1));
    let key = |at: usize| steps.get(at).map_or("", |(_, step)| step.order.as_str());
    let order = match at {
        Some(at) => order::between(key(at), key(at + 1)),
        None => order::between("", ""),
    };
    let before = at.and_then(|at| steps.get(at)).filter(|(_, step)| step.map == state.map);
    // Reveals build up: what the step before has shown stays.
    let revealed = before.map(|(_, step)| step.revealed.clone()).unwrap_or_default();
    let mut step = showing(project, state, seen, &Step { order, revealed, ..Step::default() });
    let named = step.highlight.as_ref().and_then(|id| project.loops.get(id));
    let map = step.map.as_ref().and_then(|id| project.maps.get(id));
    step.title = match (named, &state.spotlight) {
        (Some(named), _) if !named.name.is_empty() => named.name.clone(),
        (Some(named), _) => named.label.clone(),
        (None, Some(lit)) => lit.title.clone(),
        (None, None) => map.map(|map| map.title.clone()).unwrap_or_default(),
    };
    step
}

/// The edit that puts a step before the one that is `to`th now; beyond the last, at the end. `None` when it stays where
/// it is.
pub fn moved(project: &Project, id: &StepId, to: usize) -> Option<Edit> {
    let steps = in_order(project);
    let from = steps.iter().position(|(step, _)| *step == id)?;
    let to = to.min(steps.len());
    if to == from || to == from + 1 {
        return None;
    }
    let key = |at: Option<usize>| at.and_then(|at| steps.get(at)).map_or("", |(_, step)| step.order.as_str());
    let order = order::between(key(to.checked_sub(1)), key(Some(to)));
    let step = Step { order, ..Step::clone(steps.get(from)?.1) };
    Some(Edit::SetStep(id.clone(), Box::new(step)))
}

/// What a step showed that is not there any more, one sentence each.
pub fn gone(project: &Project, step: &Step) -> Vec<String> {
    let mut said = Vec::new();
    let map = step.map.as_ref().and_then(|id| project.maps.get(id));
    if map.is_none() {
        said.push("Its map was deleted. Show another map and capture the view again.".to_owned());
    }
    if step.view.as_ref().is_some_and(|view| !project.views.contains_key(view)) {
        said.push("Its saved view was deleted.".to_owned());
    }
    if let Some(id) = &step.highlight {
        match project.loops.get(id) {
            None => said.push("The loop it lit is no longer named.".to_owned()),
            Some(named) => {
                let missing = named.key.iter().filter(|link| !project.links.contains_key(*link)).count();
                if missing > 0 {
                    said.push(format!("Loop {} is broken: {}.", named.label, counted(missing, "link")));
                }
            }
        }
    }
    let shown: BTreeSet<&ElementId> = step
        .focus
        .iter()
        .chain(&step.revealed)
        .chain(step.light.iter().flat_map(|light| &light.elements))
        .collect();
    let deleted = shown.iter().filter(|id| !project.elements.contains_key(**id)).count();
    if deleted > 0 {
        said.push(format!("{} that it showed.", counted(deleted, "element")));
    }
    if let Some(map) = map {
        let off = shown
            .iter()
            .filter(|id| project.elements.contains_key(**id) && !map.elements.contains_key(**id))
            .count();
        if off > 0 {
            said.push(format!("{off} of what it showed is no longer on “{}”.", map.title));
        }
    }
    let links = step.links.iter().chain(step.light.iter().flat_map(|light| &light.links));
    let links = links.filter(|id| !project.links.contains_key(*id)).count();
    if links > 0 {
        said.push(format!("{} that it lit.", counted(links, "link")));
    }
    said
}

/// "1 element is gone", "3 elements are gone".
fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun} is gone") } else { format!("{count} {noun}s are gone") }
}
