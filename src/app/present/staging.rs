//! From a step to what its slide shows, on the map as it is now.

use std::collections::{BTreeMap, BTreeSet};

use super::steps;
use crate::analysis::{LoopPolarity, Measured, Wanted, Watch, figures_of, measured};
use crate::app::perform::options_of;
use crate::app::reading::answers::Answers;
use crate::app::reading::{Lit, views};
use crate::app::view_state::{Spotlight, ViewState};
use crate::model::{Causal, ElementId, LinkId, MapId, Polarity, Project, Step, View};
use crate::scene::tokens::Theme;
use crate::scene::{Encoded, Frame, Head, Staging};

/// How much of the map a step shows that says only where it looks: what a window of this size would show.
const WINDOW: (f64, f64) = (1120.0, 720.0);

/// What the presenter does to a slide beyond what its step says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Live {
    /// Elements that came into the map while presenting: shown whatever the step shows.
    pub newcomers: BTreeSet<ElementId>,
    /// The element under the pointer while the spotlight is on.
    pub pointed: Option<ElementId>,
}

/// The figures that filters, colours and sizes of a story ask for, by the map they speak of.
pub(super) type StoryFigures = BTreeMap<MapId, Measured>;

/// Works out what the steps of a story ask for. As expensive as the costliest measure of each map: no work for the
/// thread of a window.
pub(super) fn figures(project: &Project, steps: &[Step], watch: &Watch) -> StoryFigures {
    let mut wanted: BTreeMap<MapId, Wanted> = BTreeMap::new();
    for step in steps {
        let Some(map) = map_of(project, step) else { continue };
        let view = view_of(project, step);
        let (reading, _) = views::reading_of(project, &view);
        let here = figures_of(&reading.filter).and(&views::encoding_of(&view).wanted());
        if !here.is_empty() {
            let all = wanted.entry(map).or_default();
            *all = std::mem::take(all).and(&here);
        }
    }
    let found = wanted.into_iter().map(|(map, wanted)| {
        // What cannot be worked out is not said, as on the map.
        let found = measured(project, &map, &wanted, watch).unwrap_or_default();
        (map, found)
    });
    found.collect()
}

/// The map of a step: the one it names, or else the first.
fn map_of(project: &Project, step: &Step) -> Option<MapId> {
    let first = || project.maps_in_order().first().map(|(id, _)| (*id).clone());
    step.map.clone().filter(|map| project.maps.contains_key(map)).or_else(first)
}

/// What a step shows of its map: the view it names, or else its own.
fn view_of(project: &Project, step: &Step) -> View {
    let saved = step.view.as_ref().and_then(|id| project.views.get(id));
    saved.map_or_else(|| steps::as_view(step), |view| (**view).clone())
}

/// What the slide of a step shows, with as many figures as are known; `None` when the project has no map.
pub(super) fn staging(
    project: &Project,
    step: &Step,
    place: (usize, usize),
    (live, known): (&Live, &StoryFigures),
    theme: Theme,
) -> Option<Staging> {
    let map = map_of(project, step)?;
    let record = project.maps.get(&map)?;
    let measured = known.get(&map);
    let newcomers: BTreeSet<ElementId> =
        live.newcomers.iter().filter(|id| record.elements.contains_key(*id)).cloned().collect();
    let view = view_of(project, step);
    let (mut reading, spotlight) = views::reading_of(project, &view);
    reading.settle(record);
    let state = ViewState {
        map: Some(map.clone()),
        readings: [(map.clone(), reading)].into(),
        spotlight: lit_by(project, step).or(spotlight),
        ..ViewState::default()
    };
    let lit = if let Some(pointed) = &live.pointed {
        let spot = Spotlight { elements: [pointed.clone()].into(), ..Spotlight::default() };
        Lit::of_spotlight(project, record, &spot).map(std::sync::Arc::new)
    } else {
        let network = measured.and_then(|measured| measured.network.as_deref());
        Answers::new(project, &state, network).lit
    };
    let mut options = options_of(project, lit.as_deref(), theme);
    options.kept.extend(newcomers.iter().cloned());
    if let Some(kept) = &mut options.kept_links {
        let new = record.links.keys().filter(|id| {
            project.links.get(*id).is_some_and(|link| newcomers.iter().any(|new| link.ends.touch(new)))
        });
        kept.extend(new.cloned());
    }
    let revealed: BTreeSet<ElementId> =
        step.revealed.iter().filter(|id| record.elements.contains_key(*id)).cloned().collect();
    options.revealed = (!revealed.is_empty()).then(|| revealed.union(&newcomers).cloned().collect());
    options.encoded = encoded(project, &map, &view, measured);
    let head = step
        .highlight
        .as_ref()
        .and_then(|id| project.loops.get(id))
        .map(|named| Head { label: named.label.clone(), kind: kind_of(project, &named.key) });
    let story = step.highlight.as_ref().and_then(|id| project.loops.get(id)).map(|named| named.story.clone());
    let text = if step.text.trim().is_empty() { story.unwrap_or_default() } else { step.text.clone() };
    Some(Staging {
        title: step.title.clone(),
        text,
        head,
        frame: frame(project, &map, step, (lit.as_deref(), &newcomers)),
        map,
        options,
        place,
    })
}

/// The loop or the links that a step lights.
pub(in crate::app) fn lit_by(project: &Project, step: &Step) -> Option<Spotlight> {
    let named = step.highlight.as_ref().and_then(|id| project.loops.get(id));
    let (links, title): (BTreeSet<LinkId>, String) = match named {
        Some(named) => (named.key.iter().cloned().collect(), named.label.clone()),
        None => (step.links.clone(), step.title.clone()),
    };
    let elements: BTreeSet<ElementId> = links
        .iter()
        .filter_map(|id| project.links.get(id))
        .flat_map(|link| [Some(link.ends.from.clone()), link.ends.to.element().cloned()])
        .flatten()
        .collect();
    let kind = named.map(|named| kind_of(project, &named.key));
    (!elements.is_empty()).then_some(Spotlight { title, elements, links, kind })
}

fn kind_of(project: &Project, key: &[LinkId]) -> LoopPolarity {
    let sign = |id: &LinkId| project.links.get(id)?.causal().map(Causal::effective_polarity);
    LoopPolarity::of(key.iter().map(|id| sign(id).unwrap_or(Polarity::Unknown)))
}

/// What colours and sizes say in a step.
fn encoded(project: &Project, map: &MapId, view: &View, measured: Option<&Measured>) -> Encoded {
    let encoding = views::encoding_of(view);
    if encoding == crate::scene::Encoding::default() {
        return Encoded::default();
    }
    Encoded::of(project, map, &encoding, measured.unwrap_or(&Measured::default()))
}

/// Which part of the map a step shows, and what came in beside it. A step that does not say how much it shows shows what
/// it lights.
fn frame(
    project: &Project,
    map: &MapId,
    step: &Step,
    (lit, newcomers): (Option<&Lit>, &BTreeSet<ElementId>),
) -> Frame {
    const AROUND: (f64, f64) = (220.0, 130.0);
    let place = |id: &ElementId| {
        let pos = project.maps.get(map)?.elements.get(id)?.pos?;
        Some(kurbo::Rect::from_center_size(kurbo::Point::new(pos.x(), pos.y()), AROUND))
    };
    let around = |ids: &BTreeSet<ElementId>| ids.iter().filter_map(place).reduce(|all, one| all.union(one));
    let camera = step.camera.filter(|camera| camera.zoom > 0.0);
    let said = camera.map(|camera| kurbo::Point::new(camera.centre.x(), camera.centre.y()));
    let part = match (said, step.wide, step.high) {
        (Some(centre), Some(wide), Some(high)) if wide > 1.0 && high > 1.0 => {
            kurbo::Rect::from_center_size(centre, (wide, high))
        }
        // What was revealed one by one is seen as a whole.
        _ if !step.revealed.is_empty() => return Frame::All,
        _ => match lit.and_then(|lit| around(&lit.elements)) {
            Some(lit) => lit,
            None => match (said, camera) {
                (Some(centre), Some(camera)) => {
                    let size = (WINDOW.0 / camera.zoom, WINDOW.1 / camera.zoom);
                    kurbo::Rect::from_center_size(centre, size)
                }
                _ => return Frame::All,
            },
        },
    };
    Frame::Part(around(newcomers).map_or(part, |new| part.union(new)))
}
