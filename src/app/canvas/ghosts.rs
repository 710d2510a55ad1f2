//! Elements and links that another version has and this one has not, painted pale where they stand there.

use std::sync::Arc;

use crate::app::view_state::Changes;
use crate::model::{Id as _, MapId, Project};
use crate::scene::draw::State;
use crate::scene::mark::Mark;
use crate::scene::tokens::{Theme, Tokens};
use crate::scene::{Level, MapScene, TextMeasurer, draw};

/// How much of a ghost shows.
const SHARE: f32 = 0.5;

/// What the marks depend on.
#[derive(Clone)]
struct Key {
    other: Arc<Project>,
    changes: Arc<Changes>,
    map: MapId,
    level: Level,
    theme: Theme,
}

impl Key {
    fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.other, &other.other)
            && Arc::ptr_eq(&self.changes, &other.changes)
            && (&self.map, self.level, self.theme) == (&other.map, other.level, other.theme)
    }
}

/// The ghosts on one map, kept between frames.
#[derive(Default)]
pub(super) struct Ghosts {
    kept: Option<(Key, Vec<Mark>)>,
}

impl Ghosts {
    /// The marks of what `other` has on this map and `scene` has not, of all that changed.
    pub fn marks(
        &mut self,
        (other, changes): (&Arc<Project>, &Arc<Changes>),
        (map, level): (&MapId, Level),
        scene: &MapScene,
        t: &Tokens,
    ) -> &[Mark] {
        let key = Key {
            other: Arc::clone(other),
            changes: Arc::clone(changes),
            map: map.clone(),
            level,
            theme: t.theme,
        };
        if self.kept.as_ref().is_none_or(|(kept, _)| !kept.is(&key)) {
            let marks = paint(&key, scene, t);
            self.kept = Some((key, marks));
        }
        self.kept.as_ref().map_or(&[], |(_, marks)| marks)
    }
}

fn paint(key: &Key, scene: &MapScene, t: &Tokens) -> Vec<Mark> {
    if !key.other.maps.contains_key(&key.map) {
        return Vec::new();
    }
    let there = MapScene::build(&key.other, &key.map, key.level, &mut TextMeasurer::new(), 1.0);
    let state = |id: &str| State { change: key.changes.get(id).copied(), ..State::default() };
    let (mut marks, mut rings) = (Vec::new(), Vec::new());
    for figure in there.links.iter().filter(|figure| scene.link_number(&figure.id).is_none()) {
        let state = state(figure.id.as_str());
        if state.change.is_some() {
            draw::link_band(figure, state, t, &mut marks);
            draw::link(figure, state, t, &mut marks);
        }
    }
    for figure in there.elements.iter().filter(|figure| scene.element_number(&figure.id).is_none()) {
        let state = state(figure.id.as_str());
        if state.change.is_some() {
            draw::element(figure, state, t, &mut marks);
            draw::element_rings(figure, state, t, &mut rings);
        }
    }
    for mark in &mut marks {
        mark.fade(SHARE);
    }
    marks.append(&mut rings);
    marks
}
