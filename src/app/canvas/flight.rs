//! The camera flies: it comes to another place in a moment, so that one sees where that is.

use egui::{Context, emath::easing};

use super::Canvas;
use crate::app::App;
use crate::app::theme;
use crate::model::{Camera, MapId, Point};

/// How long a flight takes, in seconds.
const SECONDS: f32 = 0.32;

/// A flight under way.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Flight {
    map: MapId,
    from: Camera,
    to: Camera,
    /// When it began, by the window's clock; the first frame sets it.
    start: Option<f64>,
}

impl Flight {
    /// Where the camera is after a share of the way. The zoom goes by factors, so that it seems even.
    fn at(&self, share: f64) -> Camera {
        let between = |from: f64, to: f64| from + (to - from) * share;
        let (from, to) = (self.from.centre, self.to.centre);
        let zoom = between(self.from.zoom.max(1e-6).ln(), self.to.zoom.max(1e-6).ln()).exp();
        Camera { centre: Point::new(between(from.x(), to.x()), between(from.y(), to.y())), zoom }
    }
}

impl Canvas {
    /// Ends a flight where it is: something else moves the camera now.
    pub(in crate::app) fn land(&mut self) {
        self.flight = None;
    }
}

impl App {
    /// Flies to a camera on a map; without motion, or where the map was never looked at, it is there at once.
    pub(in crate::app) fn fly(&mut self, map: MapId, to: Camera) {
        self.view.fit_next = false;
        match self.view.cameras.get(&map).copied() {
            Some(from) => self.canvas.flight = Some(Flight { map, from, to, start: None }),
            None => drop(self.view.cameras.insert(map, to)),
        }
    }
}

/// Moves the camera on by this frame.
pub(super) fn advance(ctx: &Context, app: &mut App) {
    let Some(mut flight) = app.canvas.flight.take() else { return };
    if app.view.map.as_ref() != Some(&flight.map) {
        return;
    }
    let now = ctx.input(|input| input.time);
    let start = *flight.start.get_or_insert(now);
    let length = theme::seconds(ctx, SECONDS);
    let share = if length > 0.0 { ((now - start) as f32 / length).clamp(0.0, 1.0) } else { 1.0 };
    let eased = if share < 0.5 {
        easing::cubic_in(2.0 * share) / 2.0
    } else {
        1.0 - easing::cubic_in(2.0 - 2.0 * share) / 2.0
    };
    let camera = if share < 1.0 { flight.at(f64::from(eased)) } else { flight.to };
    app.view.cameras.insert(flight.map.clone(), camera);
    if share < 1.0 {
        app.canvas.flight = Some(flight);
        ctx.request_repaint();
    }
}
