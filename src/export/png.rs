//! Pictures as PNG, painted with the bundled fonts alone: the same bytes on every computer.

use std::sync::Arc;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder as _};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use crate::scene::Picture;
use crate::scene::text::{INTER, MONO, MONO_SEMIBOLD};

use super::svg;

/// More pixels than this make no picture: a quarter of a billion take a gigabyte.
const MOST_PIXELS: f64 = 2.5e8;

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum PngError {
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

/// Paints a picture at `scale` pixels per point.
///
/// # Errors
/// When the picture has no size or too many pixels, or painting fails.
pub fn write(picture: &Picture, scale: f64) -> Result<Vec<u8>, PngError> {
    let (width, height) = ((picture.size.width * scale).ceil(), (picture.size.height * scale).ceil());
    let too_large = || {
        // Rounded down, and a pixel less on each side than would just fit.
        let fits = (MOST_PIXELS.sqrt() - 1.0) / (picture.size.width * picture.size.height).sqrt();
        let most = if fits.is_finite() { (fits * 100.0).floor() / 100.0 } else { 1.0 };
        PngError::Size { width, height, most }
    };
    if !(width >= 1.0 && height >= 1.0 && width * height <= MOST_PIXELS) {
        return Err(too_large());
    }
    let mut fonts = fontdb::Database::new();
    for font in [INTER, MONO, MONO_SEMIBOLD] {
        fonts.load_font_source(fontdb::Source::Binary(Arc::new(font)));
    }
    let options = Options { font_family: "Inter".to_owned(), fontdb: Arc::new(fonts), ..Options::default() };
    let paint = |error: &dyn std::fmt::Display| PngError::Paint(error.to_string());
    let tree = Tree::from_str(&svg::bare(picture), &options).map_err(|error| paint(&error))?;
    let mut pixels = Pixmap::new(width as u32, height as u32).ok_or_else(too_large)?;
    resvg::render(&tree, Transform::from_scale(scale as f32, scale as f32), &mut pixels.as_mut());
    let (across, down) = (pixels.width(), pixels.height());
    let mut bytes = Vec::new();
    // Maps are mostly flat: rows that are as the row above pack well without a long search.
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Up)
        .write_image(&pixels.take_demultiplied(), across, down, ExtendedColorType::Rgba8)
        .map_err(|error| paint(&error))?;
    Ok(bytes)
}
