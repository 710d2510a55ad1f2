//! Icons as outlines.

use std::collections::HashMap;

use kurbo::{Affine, BezPath, Point};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider as _};

use crate::scene::Icon;
use crate::scene::text::PHOSPHOR;

/// How wide the square is in which [`Glyphs::symbol`] draws: about the units of the font, so that places in it are short.
pub(super) const SYMBOL: f64 = 1024.0;

/// Draws icons from the icon font, and remembers them.
pub(super) struct Glyphs {
    font: Option<FontRef<'static>>,
    units: f64,
    /// Where the square that icons are drawn in ends below, in font units (Phosphor: -64).
    below: f64,
    outlines: HashMap<Icon, BezPath>,
}

impl Glyphs {
    pub(super) fn new() -> Self {
        let font = FontRef::new(PHOSPHOR).ok();
        let metrics = font.as_ref().map(|font| font.metrics(Size::unscaled(), LocationRef::default()));
        let (units, below) =
            metrics.map_or((1024.0, 0.0), |m| (f64::from(m.units_per_em.max(1)), f64::from(m.descent)));
        Self { font, units, below, outlines: HashMap::new() }
    }

    /// The outline of an icon, [`SYMBOL`] high, around the origin: drawn once, shown anywhere in any size.
    pub(super) fn symbol(&mut self, icon: Icon) -> &BezPath {
        let (font, units, below) = (&self.font, self.units, self.below);
        self.outlines.entry(icon).or_insert_with(|| {
            let mut pen = Pen(BezPath::new());
            let glyph = font.as_ref().and_then(|font| Some((font, font.charmap().map(icon.char())?)));
            if let Some(outline) = glyph.and_then(|(font, glyph)| font.outline_glyphs().get(glyph)) {
                let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
                // A glyph that cannot be drawn stays empty: a picture without one icon is better than none.
                if outline.draw(settings, &mut pen).is_err() {
                    pen.0 = BezPath::new();
                }
            }
            // The square that icons are drawn in stands on the descender.
            pen.0.apply_affine(Affine::translate((0.0, -below)));
            pen.0.apply_affine(Affine::scale_non_uniform(SYMBOL / units, -SYMBOL / units));
            pen.0.apply_affine(Affine::translate((-SYMBOL / 2.0, SYMBOL / 2.0)));
            pen.0
        })
    }
}

struct Pen(BezPath);

fn at(x: f32, y: f32) -> Point {
    Point::new(f64::from(x), f64::from(y))
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(at(x, y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(at(x, y));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.quad_to(at(cx, cy), at(x, y));
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.0.curve_to(at(cx0, cy0), at(cx1, cy1), at(x, y));
    }

    fn close(&mut self) {
        self.0.close_path();
    }
}

#[cfg(test)]
mod tests {
    use kurbo::Shape as _;

    use super::*;

    #[test]
    fn every_icon_fills_its_square_and_stays_inside() {
        let mut glyphs = Glyphs::new();
        for icon in Icon::ALL {
            let bounds = glyphs.symbol(*icon).bounding_box();
            assert!(bounds.width().max(bounds.height()) > 0.4 * SYMBOL, "{}: {bounds:?}", icon.name());
            let (inside, name) = (0.525 * SYMBOL, icon.name());
            assert!(bounds.x0 >= -inside && bounds.x1 <= inside, "{name}: {bounds:?}");
            assert!(bounds.y0 >= -inside && bounds.y1 <= inside, "{name}: {bounds:?}");
        }
    }
}
