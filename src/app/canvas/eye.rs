//! Where one looks from: between places on the map and points of the screen.

use egui::{Pos2, Rect, Vec2};

use crate::model::{Camera, Point};

/// The farthest and the nearest zoom.
const ZOOM: (f64, f64) = (0.05, 4.0);

/// A zoom that the canvas can show.
pub(in crate::app) fn clamp_zoom(zoom: f64) -> f64 {
    if zoom.is_finite() { zoom.clamp(ZOOM.0, ZOOM.1) } else { 1.0 }
}

/// A camera in front of a rectangle of the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::app) struct Eye {
    /// The part of the screen that the map fills.
    pub rect: Rect,
    /// Where it looks.
    pub camera: Camera,
}

impl Eye {
    /// The zoom: 1 is 100 %.
    pub fn zoom(&self) -> f64 {
        self.camera.zoom
    }

    /// Where a place of the map is on the screen.
    pub fn to_screen(self, point: kurbo::Point) -> Pos2 {
        let centre = self.camera.centre;
        let offset = Vec2::new(
            ((point.x - centre.x()) * self.camera.zoom) as f32,
            ((point.y - centre.y()) * self.camera.zoom) as f32,
        );
        self.rect.center() + offset
    }

    /// Which place of the map is at a point of the screen.
    pub fn to_map(self, pos: Pos2) -> kurbo::Point {
        let offset = (pos - self.rect.center()) / self.camera.zoom as f32;
        let centre = self.camera.centre;
        kurbo::Point::new(centre.x() + f64::from(offset.x), centre.y() + f64::from(offset.y))
    }

    /// The part of the map that is on the screen, and a little more.
    pub fn visible(self) -> kurbo::Rect {
        let reach = 40.0 / self.camera.zoom;
        kurbo::Rect::from_points(self.to_map(self.rect.min), self.to_map(self.rect.max)).inflate(reach, reach)
    }

    /// The camera moved by a drag of the screen.
    pub fn panned(self, delta: Vec2) -> Camera {
        let zoom = self.camera.zoom;
        let centre = self.camera.centre.moved(-f64::from(delta.x) / zoom, -f64::from(delta.y) / zoom);
        Camera { centre, zoom }
    }

    /// The camera zoomed by `factor` so that what is at `pos` stays there.
    pub fn zoomed(self, factor: f64, pos: Pos2) -> Camera {
        let fixed = self.to_map(pos);
        let zoom = clamp_zoom(self.camera.zoom * factor);
        let offset = (pos - self.rect.center()) / zoom as f32;
        Camera { centre: Point::new(fixed.x - f64::from(offset.x), fixed.y - f64::from(offset.y)), zoom }
    }

    /// The camera that shows all of `bounds`, at 100 % at most, clear of the floating bars.
    pub fn fitting(rect: Rect, bounds: kurbo::Rect) -> Camera {
        const MARGIN: f64 = 40.0;
        const BARS: f64 = 64.0;
        let width = (f64::from(rect.width()) - 2.0 * MARGIN).max(80.0);
        let height = (f64::from(rect.height()) - 2.0 * MARGIN - BARS).max(80.0);
        let zoom = (width / bounds.width().max(1.0)).min(height / bounds.height().max(1.0)).min(1.0);
        let zoom = clamp_zoom(zoom);
        let centre = bounds.center();
        // The bars lie at the bottom, so the map's middle goes up by half their height.
        Camera { centre: Point::new(centre.x, centre.y + BARS / 4.0 / zoom), zoom }
    }
}

#[cfg(test)]
mod tests {
    use egui::pos2;

    use super::*;

    fn eye() -> Eye {
        let rect = Rect::from_min_max(pos2(100.0, 50.0), pos2(900.0, 650.0));
        Eye { rect, camera: Camera { centre: Point::new(10.0, -20.0), zoom: 0.5 } }
    }

    #[test]
    fn zooming_keeps_the_place_under_the_pointer() {
        let pos = pos2(300.0, 400.0);
        let before = eye().to_map(pos);
        let after = Eye { camera: eye().zoomed(1.7, pos), ..eye() }.to_map(pos);
        assert!((before - after).hypot() < 0.02, "{before} {after}");
    }

    #[test]
    fn the_screen_and_the_map_agree() {
        let place = kurbo::Point::new(33.0, 44.0);
        assert!((eye().to_map(eye().to_screen(place)) - place).hypot() < 1e-3);
    }

    #[test]
    fn fitting_shows_everything() {
        let bounds = kurbo::Rect::new(-2000.0, -300.0, 2000.0, 900.0);
        let eye = Eye { camera: Eye::fitting(eye().rect, bounds), ..eye() };
        for corner in [kurbo::Point::new(bounds.x0, bounds.y0), kurbo::Point::new(bounds.x1, bounds.y1)] {
            assert!(eye.rect.contains(eye.to_screen(corner)));
        }
    }
}
