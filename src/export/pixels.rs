//! Pictures as pixels, painted with the bundled fonts alone: the same on every computer.
//!
//! A map of hundreds of elements has a hundred million pixels and more. They are painted in bands, each of the marks that
//! reach into it: all processors work, and no more than some bands are in memory at a time.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use crate::scene::text::{INTER, MONO, MONO_SEMIBOLD};
use crate::scene::{Mark, Picture, Stroke};

use super::svg;

/// More pixels than this make no picture: a quarter of a billion take a gigabyte.
const MOST_PIXELS: f64 = 2.5e8;

/// About how many pixels a band has.
const BAND: u32 = 1 << 21;

/// A band is so many times as high in a picture with others inside, each of which is unpacked for every band.
const TALLER: u32 = 8;

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum PaintError {
    /// The picture would be too large, or has no size.
    #[error("the picture would be {width} × {height} pixels; choose a scale of at most {most}")]
    Size {
        /// Pixels across.
        width: f64,
        /// Pixels down.
        height: f64,
        /// The largest scale that would do, in hundredths.
        most: f64,
    },
    /// The picture could not be painted.
    #[error("the picture could not be painted; export it as SVG instead: {0}")]
    Paint(String),
}

impl PaintError {
    /// What another library says of it.
    pub(super) fn said(error: &dyn std::fmt::Display) -> Self {
        Self::Paint(error.to_string())
    }
}

/// A painted picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Red, green, blue and opacity of each, row by row; colours are not darkened by their opacity.
    pub rgba: Vec<u8>,
}

/// Paints a picture at `scale` pixels per point.
///
/// # Errors
/// When the picture has no size or too many pixels, or painting fails.
pub fn paint(picture: &Picture, scale: f64) -> Result<Pixels, PaintError> {
    let painter = Painter::new(picture, scale)?;
    let (width, height) = painter.size();
    let mut rgba = Vec::with_capacity(width as usize * height as usize * 4);
    painter.each_band(
        |band| band,
        |band| {
            rgba.extend_from_slice(band);
            Ok(())
        },
    )?;
    Ok(Pixels { width, height, rgba })
}

/// Paints a picture, band by band.
pub(super) struct Painter<'a> {
    picture: &'a Picture,
    /// Which rows of the picture, in points, each mark may touch.
    reach: Vec<Range<f64>>,
    options: Options<'static>,
    scale: f64,
    width: u32,
    height: u32,
}

impl<'a> Painter<'a> {
    /// Prepares to paint at `scale` pixels per point.
    pub(super) fn new(picture: &'a Picture, scale: f64) -> Result<Self, PaintError> {
        let (width, height) = ((picture.size.width * scale).ceil(), (picture.size.height * scale).ceil());
        if !(width >= 1.0 && height >= 1.0 && width * height <= MOST_PIXELS) {
            // Rounded down, and a pixel less on each side than would just fit.
            let fits = (MOST_PIXELS.sqrt() - 1.0) / (picture.size.width * picture.size.height).sqrt();
            let most = if fits.is_finite() { (fits * 100.0).floor() / 100.0 } else { 1.0 };
            return Err(PaintError::Size { width, height, most });
        }
        let mut fonts = fontdb::Database::new();
        for font in [INTER, MONO, MONO_SEMIBOLD] {
            fonts.load_font_source(fontdb::Source::Binary(Arc::new(font)));
        }
        let options =
            Options { font_family: "Inter".to_owned(), fontdb: Arc::new(fonts), ..Options::default() };
        let reach = picture.marks.iter().map(reach).collect();
        Ok(Self { picture, reach, options, scale, width: width as u32, height: height as u32 })
    }

    /// Pixels across and down.
    pub(super) fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    /// Nothing shows through.
    pub(super) fn is_opaque(&self) -> bool {
        self.picture.background.alpha == u8::MAX
    }

    /// Paints band by band. The pixels of each, as they are in [`Pixels::rgba`], are made into what is wanted by `made`,
    /// of several at once; `with` takes that from the top down, while the next are painted.
    ///
    /// # Errors
    /// The first one of painting or of `with`.
    pub(super) fn each_band(
        &self,
        made: impl Fn(Vec<u8>) -> Vec<u8> + Sync,
        mut with: impl FnMut(&[u8]) -> Result<(), PaintError> + Send,
    ) -> Result<(), PaintError> {
        let holds_pictures = self.picture.marks.iter().any(|mark| matches!(mark, Mark::Picture { .. }));
        let pixels = if holds_pictures { BAND * TALLER } else { BAND };
        let rows = (pixels / self.width).max(1);
        let tops: Vec<u32> = (0..self.height).step_by(rows as usize).collect();
        let mut painted: Vec<Vec<u8>> = Vec::new();
        for batch in tops.chunks(2 * rayon::current_num_threads()) {
            let band = |top: &u32| self.band(*top, rows.min(self.height - top)).map(&made);
            let (done, next) = rayon::join(
                || painted.iter().try_for_each(|band| with(band)),
                || batch.par_iter().map(band).collect::<Result<Vec<_>, _>>(),
            );
            done?;
            painted = next?;
        }
        painted.iter().try_for_each(|band| with(band))
    }

    fn band(&self, top: u32, rows: u32) -> Result<Vec<u8>, PaintError> {
        let (from, to) = (f64::from(top) / self.scale, f64::from(top + rows) / self.scale);
        let reaches = |reach: &Range<f64>| !(reach.end < from || reach.start > to);
        let marks = self.picture.marks.iter().zip(&self.reach);
        let marks: Vec<&Mark> = marks.filter(|(_, reach)| reaches(reach)).map(|(mark, _)| mark).collect();
        let drawn = svg::marks(self.picture, &marks);
        let tree = Tree::from_str(&drawn, &self.options).map_err(|error| PaintError::said(&error))?;
        let mut pixels =
            Pixmap::new(self.width, rows).ok_or_else(|| PaintError::said(&"there is no memory for it"))?;
        let scale = self.scale as f32;
        let place = Transform::from_translate(0.0, -(top as f32)).pre_scale(scale, scale);
        resvg::render(&tree, place, &mut pixels.as_mut());
        Ok(if self.is_opaque() { pixels.take() } else { pixels.take_demultiplied() })
    }
}

/// The rows that a mark may touch: its own, and what corners of lines and accents of letters add to them.
fn reach(mark: &Mark) -> Range<f64> {
    // Two lines meet in a point that is at most so many times as far out as they are wide (SVG's limit of 4 halves).
    let corner = |stroke: Option<&Stroke>| 2.0 * stroke.map_or(0.0, |stroke| stroke.width);
    let beyond = match mark {
        Mark::Path { stroke, .. } | Mark::Rect { stroke, .. } | Mark::Disc { stroke, .. } => {
            corner(stroke.as_ref())
        }
        Mark::Line { stroke, .. } | Mark::Arc { stroke, .. } => corner(Some(stroke)),
        Mark::Text(text) => text.size,
        Mark::Icon { size, .. } => *size,
        Mark::Picture { .. } => 0.0,
    };
    // Edges are smoothed over the pixel beside them.
    let beyond = beyond + 2.0;
    let bounds = mark.bounds();
    bounds.y0 - beyond..bounds.y1 + beyond
}

#[cfg(test)]
mod tests {
    use kurbo::{BezPath, Point, Rect, Size};

    use super::*;
    use crate::scene::tokens::Color;
    use crate::scene::{Anchor, Font, Text};

    /// Everything that a mark can be, strewn over more than three bands.
    fn picture(background: Color) -> Picture {
        let ink = Color::hex(0x14_5a3c);
        let mut marks = Vec::new();
        for at in 0..60 {
            let (x, y) = (f64::from(at * 37 % 50) * 30.0, f64::from(at) * 31.7);
            let mut corner = BezPath::new();
            corner.move_to(Point::new(x, y));
            corner.line_to(Point::new(x + 4.0, y + 120.0));
            corner.line_to(Point::new(x + 8.0, y));
            let stroke = Some(Stroke::new(6.0, ink));
            marks.push(Mark::Path { path: corner, fill: None, stroke });
            marks.push(Mark::Line {
                from: Point::new(x, y),
                to: Point::new(1500.0 - x, 1900.0 - y),
                stroke: Stroke::new(1.5, ink).dashed(7.0, 3.0),
            });
            let rect = Rect::new(x, y, x + 130.0, y + 36.0);
            marks.push(Mark::Rect { rect, radius: 8.0, fill: Some(background.faded(0.5)), stroke });
            marks.push(Mark::Text(Text {
                pos: Point::new(x + 4.0, y + 26.0),
                text: "Ấçğ: Waste pickers".to_owned(),
                font: Font::Inter(600),
                size: 22.0,
                color: ink,
                anchor: Anchor::Start,
                italic: at % 2 == 0,
                strike: false,
                width: 200.0,
            }));
        }
        Picture { title: String::new(), marks, size: Size::new(1500.0, 1900.0), background }
    }

    #[test]
    fn bands_show_what_one_piece_shows() {
        for alpha in [255, 0] {
            let picture = picture(Color { rgb: [250; 3], alpha });
            let painter = Painter::new(&picture, 2.0).unwrap();
            let whole = painter.band(0, painter.height).unwrap();
            let bands = paint(&picture, 2.0).unwrap();
            assert!(bands.width * bands.height > 3 * BAND, "several bands");
            assert_eq!(bands.rgba.len(), whole.len());
            // Where a band cuts a line, the smoothing of its edge is rounded anew. The less opaque a pixel, the less its
            // colour is to be seen.
            let pixels = || bands.rgba.chunks_exact(4).zip(whole.chunks_exact(4));
            let seen = |pixel: &[u8], at: usize| match at {
                3 => i32::from(pixel[3]),
                _ => i32::from(pixel[at]) * i32::from(pixel[3]) / 255,
            };
            let off = |by: i32| {
                pixels()
                    .filter(|(one, other)| (0..4).any(|at| (seen(one, at) - seen(other, at)).abs() > by))
                    .count()
            };
            assert_eq!(off(64), 0);
            assert!(off(8) < pixels().len() / 10_000);
        }
    }
}
