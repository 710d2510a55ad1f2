//! Writing the map in front as a picture.

use std::path::Path;

use crate::export;
use crate::file;
use crate::model::{MapId, Project};
use crate::scene::{PictureOptions, TextMeasurer, picture};

/// Writes the map to `path`, as SVG or PNG by its ending, with dimmed what the options dim.
///
/// # Errors
/// A sentence that says what went wrong and what to do.
pub(super) fn export(
    project: &Project,
    map: &MapId,
    options: &PictureOptions,
    path: &Path,
) -> Result<(), String> {
    const PNG_SCALE: f64 = 2.0;
    let mut text = TextMeasurer::new();
    let picture = picture(project, map, options, &mut text);
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let bytes = match ending.as_deref() {
        Some("svg") => export::svg::write(&picture).into_bytes(),
        Some("png") => export::png::write(&picture, PNG_SCALE).map_err(|error| error.to_string())?,
        _ => return Err("Give the picture a name that ends in .svg or .png.".to_owned()),
    };
    file::replace(path, &bytes).map_err(|error| error.to_string())
}
