//! Where the map is looked at from in a frame.

use egui::{Rect, Vec2};

use super::eye::Eye;
use super::laid_out::Moment;
use crate::app::App;
use crate::app::encoding::Shown;
use crate::model::{Camera, MapId, Project};
use crate::scene::Level;

/// Where a map was looked at from by the program itself.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fitted {
    map: MapId,
    camera: Camera,
    /// The size of the whole window.
    window: Vec2,
}

/// The camera after panels opened or closed: what is on the screen stays where it is, and a selected element that a
/// panel would cover comes out from under it.
fn settled(app: &App, project: &Project, map: &MapId, camera: Camera, rect: Rect) -> Camera {
    const CLEAR: f32 = 90.0;
    let Some(before) = app.canvas.eye.filter(|before| before.rect != rect && before.rect.is_finite()) else {
        return camera;
    };
    let stay = Eye { rect, camera }.panned(before.rect.center() - rect.center());
    let eye = Eye { rect, camera: stay };
    let selected = app.view.selection.single_element();
    let place = selected.and_then(|id| project.maps.get(map)?.elements.get(id)?.pos);
    let Some(place) = place.map(|place| eye.to_screen(kurbo::Point::new(place.x(), place.y()))) else {
        return stay;
    };
    if !before.rect.contains(place) || rect.shrink(CLEAR).contains(place) {
        return stay;
    }
    let inside = rect.shrink(CLEAR.min(rect.width() / 3.0)).clamp(place);
    eye.panned(inside - place)
}

/// Where the map is looked at from in this frame. Fits the map if that was asked for, and if the window has another
/// size since the map was fitted while nobody moved the camera.
pub(super) fn look(
    app: &mut App,
    moment: Moment<'_>,
    shown: &Shown,
    map: &MapId,
    (rect, window): (Rect, Vec2),
) -> Eye {
    let known = app.view.cameras.get(map).copied().filter(|_| !app.view.fit_next);
    let fitted = app.canvas.fitted.take().filter(|fitted| fitted.map == *map && Some(fitted.camera) == known);
    let known = known.filter(|_| fitted.as_ref().is_none_or(|fitted| fitted.window == window));
    let untouched = known.is_none() || fitted.is_some();
    let camera = if let Some(camera) = known {
        settled(app, moment.project, map, camera, rect)
    } else {
        // Boxes are as large as at 100 % from 50 % up, so one look at that level is enough to fit.
        let scene = app.canvas.scene(moment, map, (Level::Normal, shown));
        scene.bounds().map_or_else(Default::default, |bounds| Eye::fitting(rect, bounds))
    };
    app.view.cameras.insert(map.clone(), camera);
    app.view.fit_next = false;
    app.canvas.fitted = untouched.then(|| Fitted { map: map.clone(), camera, window });
    Eye { rect, camera }
}
