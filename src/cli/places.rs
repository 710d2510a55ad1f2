//! Places for what is shown or written: elements as large as they are drawn.

use crate::edit::Edit;
use crate::layout::{Board, first_places, wants_places};
use crate::model::{MapId, Project};
use crate::scene::{MapScene, TextMeasurer};

/// A map's elements, as large as they are drawn at 100 %.
pub(super) fn measured(project: &Project, map: &MapId, text: &mut TextMeasurer) -> Board {
    let scene = MapScene::of_elements(project, map, text);
    Board::of(project, map, |id| scene.element(id).map(|figure| figure.outline.rect))
}

/// The project with places for all elements that had none on their maps.
pub(super) fn placed(mut project: Project) -> Project {
    let maps: Vec<_> = project.maps.iter().map(|(id, map)| (id.clone(), map.kind())).collect();
    for (map, kind) in maps {
        if !project.maps.get(&map).is_some_and(|map| wants_places(map)) {
            continue;
        }
        let places = first_places(measured(&project, &map, &mut TextMeasurer::new()), kind);
        // Moving what is there cannot fail, and moving nothing changes nothing.
        if let Ok(next) = (Edit::Move { map, places }).apply(&project) {
            project = next;
        }
    }
    project
}
