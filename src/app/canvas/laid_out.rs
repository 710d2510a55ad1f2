//! The map's geometry, kept until something in it changes; what is dragged is carried along without laying out the rest.

use std::sync::Arc;

use crate::app::encoding::Shown;
use crate::model::{MapId, Project};
use crate::scene::{Carried, Level, MapScene, TextMeasurer};

/// What a scene was built from.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    revision: u64,
    map: MapId,
    level: Level,
    encoded: u64,
}

/// A state of the project.
#[derive(Clone, Copy)]
pub(super) struct Moment<'a> {
    pub project: &'a Arc<Project>,
    pub revision: u64,
    /// Something is being dragged: more states follow at once.
    pub in_gesture: bool,
}

/// A scene, and what it shows.
pub(super) struct LaidOut {
    key: Key,
    project: Arc<Project>,
    scene: Arc<MapScene>,
    /// Another number whenever all was laid out anew.
    built: u64,
    /// What is not where it was laid out.
    carried: Carried,
}

impl LaidOut {
    /// The geometry.
    pub fn scene(&self) -> &Arc<MapScene> {
        &self.scene
    }

    /// The number of the layout, and what was carried along since.
    pub fn state(&self) -> (u64, Carried) {
        (self.built, self.carried.clone())
    }

    /// What `kept` shows, brought to a moment: kept, carried, or else laid out.
    pub fn at(
        kept: Option<Self>,
        moment: Moment<'_>,
        map: &MapId,
        (level, shown): (Level, &Shown),
        text: &mut TextMeasurer,
    ) -> Self {
        let key = Key { revision: moment.revision, map: map.clone(), level, encoded: shown.stamp };
        let built = kept.as_ref().map_or(0, |kept| kept.built);
        let brought = kept.and_then(|kept| kept.brought(&key, moment, shown, text));
        brought.unwrap_or_else(|| {
            let scene = MapScene::build_encoded(moment.project, map, level, text, 1.0, &shown.encoded);
            Self {
                key,
                project: Arc::clone(moment.project),
                scene: Arc::new(scene),
                built: built + 1,
                carried: Carried::default(),
            }
        })
    }

    fn brought(
        mut self,
        key: &Key,
        moment: Moment<'_>,
        shown: &Shown,
        text: &mut TextMeasurer,
    ) -> Option<Self> {
        let at_rest = self.carried == Carried::default();
        if self.key == *key && (at_rest || moment.in_gesture) {
            return Some(self);
        }
        let only_later = Key { revision: key.revision, ..self.key.clone() } == *key;
        if !only_later || !moment.in_gesture {
            return None;
        }
        let scene = Arc::make_mut(&mut self.scene);
        let states = (&*self.project, &**moment.project);
        let carried = scene.carry(states, &key.map, text, &shown.encoded)?;
        self.carried.extend(carried);
        self.key = key.clone();
        self.project = Arc::clone(moment.project);
        Some(self)
    }
}
