//! Pictures as PNG: the same bytes on every computer.

use png::{BitDepth, ColorType, DeflateCompression, Encoder, Filter};
use std::io::Write as _;

use crate::scene::Picture;

use super::pixels::{PaintError, Painter};

/// How many bytes of packed pixels stand together in the file.
const CHUNK: usize = 1 << 20;

/// Paints a picture at `scale` pixels per point.
///
/// # Errors
/// When the picture has no size or too many pixels, or painting fails.
pub fn write(picture: &Picture, scale: f64) -> Result<Vec<u8>, PaintError> {
    let painter = Painter::new(picture, scale)?;
    let (width, height) = painter.size();
    let opaque = painter.is_opaque();
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, width, height);
    encoder.set_color(if opaque { ColorType::Rgb } else { ColorType::Rgba });
    encoder.set_depth(BitDepth::Eight);
    // Maps are mostly flat: rows that are as the row above pack well without a long search.
    encoder.set_deflate_compression(DeflateCompression::FdeflateUltraFast);
    encoder.set_filter(Filter::Up);
    let mut file = encoder.write_header().map_err(|error| PaintError::said(&error))?;
    let mut packed = file.stream_writer_with_size(CHUNK).map_err(|error| PaintError::said(&error))?;
    let made = |band: Vec<u8>| if opaque { without_opacity(&band) } else { band };
    painter.each_band(made, |band| packed.write_all(band).map_err(|error| PaintError::said(&error)))?;
    packed.finish().map_err(|error| PaintError::said(&error))?;
    file.finish().map_err(|error| PaintError::said(&error))?;
    Ok(bytes)
}

/// Red, green and blue of each pixel.
fn without_opacity(rgba: &[u8]) -> Vec<u8> {
    let mut rgb = vec![0; rgba.len() / 4 * 3];
    for (to, from) in rgb.chunks_exact_mut(3).zip(rgba.chunks_exact(4)) {
        to.copy_from_slice(&from[..3]);
    }
    rgb
}
