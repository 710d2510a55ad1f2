//! Saved views: how the map in front is looked at, as a record of the project and back.

use std::collections::BTreeSet;

use super::{Focus, Reading};
use crate::analysis::LoopPolarity;
use crate::app::view_state::{Spotlight, ViewState};
use crate::model::{Light, LinkId, Object, Polarity, Project, Side, View, ViewId, order};
use crate::scene::Encoding;

/// The saved views in their order.
pub fn in_order(project: &Project) -> Vec<(&ViewId, &View)> {
    let mut views: Vec<(&ViewId, &View)> =
        project.views.iter().map(|(id, view)| (id, view.as_ref())).collect();
    views.sort_by(|a, b| a.1.order.cmp(&b.1.order).then_with(|| a.0.cmp(b.0)));
    views
}

/// A title that no other view has: "View 3".
pub fn free_title(project: &Project) -> String {
    let taken = |title: &str| project.views.values().any(|view| view.title == title);
    let titles = (project.views.len() + 1..).map(|number| format!("View {number}"));
    titles.into_iter().find(|title| !taken(title)).unwrap_or_default()
}

/// `view` with everything that shows now in place of what it showed; title, order and what this version does not
/// understand stay.
pub fn showing(state: &ViewState, view: &View) -> View {
    let reading = state.reading();
    let focus = reading.focus.as_ref();
    let light = state.spotlight.as_ref().map(|spotlight| Light {
        title: spotlight.title.clone(),
        elements: spotlight.elements.clone(),
        links: spotlight.links.clone(),
        is_loop: spotlight.kind.is_some(),
        ..Light::default()
    });
    View {
        map: state.map.clone(),
        camera: state.map.as_ref().and_then(|map| state.cameras.get(map)).copied(),
        focus: focus.map(|focus| focus.around.clone()).unwrap_or_default(),
        distance: focus.map(|focus| focus.steps as f64),
        side: focus.map(|focus| focus.side).filter(|side| *side != Side::Both),
        filter: reading.filter.clone(),
        light,
        style: style_of(state, &view.style),
        ..view.clone()
    }
}

/// What colours and sizes show, over what `kept` says besides; the usual look leaves no trace.
fn style_of(state: &ViewState, kept: &Object) -> Object {
    let mut style = kept.clone();
    for key in ["colour", "size"] {
        style.remove(key);
    }
    let encoding = state.map.as_ref().map(|map| state.encoding_of(map)).unwrap_or_default();
    if encoding != Encoding::default()
        && let Ok(serde_json::Value::Object(said)) = serde_json::to_value(&encoding)
    {
        style.extend(said);
    }
    style
}

/// What colours and sizes show in a view; what this version does not know shows as usual.
pub fn encoding_of(view: &View) -> Encoding {
    serde_json::from_value(serde_json::Value::Object(view.style.clone())).unwrap_or_default()
}

/// A new view of what shows now, after the others.
pub fn new(project: &Project, state: &ViewState, title: String) -> View {
    let last = in_order(project).last().map(|(_, view)| view.order.clone()).unwrap_or_default();
    showing(state, &View { title, order: order::between(&last, ""), ..View::default() })
}

/// How a view reads its map, and what it lights.
pub fn reading_of(project: &Project, view: &View) -> (Reading, Option<Spotlight>) {
    let focus = (!view.focus.is_empty()).then(|| Focus {
        around: view.focus.clone(),
        steps: view.distance.map_or(1, |steps| steps.clamp(0.0, 99.0).round() as usize),
        side: view.side.unwrap_or(Side::Both),
    });
    let spotlight = view.light.as_ref().map(|light| Spotlight {
        title: light.title.clone(),
        elements: light.elements.clone(),
        links: light.links.clone(),
        kind: light.is_loop.then(|| kind_of(project, &light.links)),
    });
    (Reading { focus, filter: view.filter.clone(), ..Reading::default() }, spotlight)
}

/// The kind of the loop that these links make, by their signs as they are now.
fn kind_of(project: &Project, links: &BTreeSet<LinkId>) -> LoopPolarity {
    let sign = |id: &LinkId| project.links.get(id)?.causal().map(crate::model::Causal::effective_polarity);
    let signs: Vec<Polarity> = links.iter().map(|id| sign(id).unwrap_or(Polarity::Unknown)).collect();
    if signs.contains(&Polarity::Unknown) {
        LoopPolarity::Unknown
    } else if signs.iter().filter(|sign| **sign == Polarity::Minus).count() % 2 == 0 {
        LoopPolarity::Reinforcing
    } else {
        LoopPolarity::Balancing
    }
}
