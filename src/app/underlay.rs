//! Taking pictures in, to lie under a map.

use std::io::{Cursor, Read as _};
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use image::{ImageFormat, ImageReader, Limits, RgbaImage};

/// Larger files are refused: every save writes the picture, and every copy of the project carries it.
const MOST_BYTES: u64 = 4 * 1024 * 1024;
/// Pixels across or down. Beyond this a small file may unpack into gigabytes.
const MOST_PIXELS: u32 = 12_000;
/// Bytes that decoding may take.
const MOST_MEMORY: u64 = 512 * 1024 * 1024;
/// Larger pictures are shown smaller: graphics cards have their limits.
const MOST_SHOWN: u32 = 4096;

/// A picture that was taken in.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Taken {
    /// Its bytes as a data URL.
    pub source: String,
    /// Width and height in pixels.
    pub size: (u32, u32),
}

fn format_word(format: ImageFormat) -> Option<&'static str> {
    match format {
        ImageFormat::Png => Some("png"),
        ImageFormat::Jpeg => Some("jpeg"),
        ImageFormat::Gif => Some("gif"),
        ImageFormat::WebP => Some("webp"),
        _ => None,
    }
}

fn reader(bytes: &[u8]) -> Option<ImageReader<Cursor<&[u8]>>> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_PIXELS);
    limits.max_image_height = Some(MOST_PIXELS);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    Some(reader)
}

/// Reads a picture from a file and decodes it once, so that only pictures that show get into a project.
///
/// # Errors
/// A sentence that names the file, says what is wrong and what to do.
pub(super) fn take_in(path: &Path) -> Result<Taken, String> {
    let name = path
        .file_name()
        .map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    let unreadable = |error: std::io::Error| format!("{name} could not be read: {error}.");
    let file = std::fs::File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(format!(
            "{name} is larger than 4 MB. Make it smaller or save it as JPEG, then choose it again."
        ));
    }
    let odd = || {
        format!("{name} is no PNG, JPEG, GIF or WebP picture. Save it as one of these, then choose it again.")
    };
    let reader = reader(&bytes).ok_or_else(odd)?;
    let word = reader.format().and_then(format_word).ok_or_else(odd)?;
    let image = reader.decode().map_err(|error| match error {
        image::ImageError::Limits(_) => {
            format!("{name} has too many pixels. Make it at most {MOST_PIXELS} wide and high, then choose it again.")
        }
        _ => format!("{name} is damaged. Open it in a picture program, save it again, then choose it."),
    })?;
    let source = format!("data:image/{word};base64,{}", STANDARD.encode(&bytes));
    Ok(Taken { source, size: (image.width(), image.height()) })
}

/// The pixels of a data URL, made smaller if they are very many; `None` when it is no picture that we take in.
pub(super) fn decode(source: &str) -> Option<RgbaImage> {
    let data = source.strip_prefix("data:image/")?.split_once(";base64,")?.1;
    let bytes = STANDARD.decode(data).ok()?;
    let reader = reader(&bytes)?;
    reader.format().and_then(format_word)?;
    let image = reader.decode().ok()?;
    let image = if image.width().max(image.height()) > MOST_SHOWN {
        image.thumbnail(MOST_SHOWN, MOST_SHOWN)
    } else {
        image
    };
    Some(image.into_rgba8())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(bytes: &[u8]) -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.png");
        std::fs::write(&path, bytes).unwrap();
        (folder, path)
    }

    fn png() -> Vec<u8> {
        let mut bytes = Vec::new();
        RgbaImage::from_pixel(30, 20, image::Rgba([9, 8, 7, 255]))
            .write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)
            .unwrap();
        bytes
    }

    #[test]
    fn pictures_come_in_whole() {
        let (_folder, path) = file(&png());
        let taken = take_in(&path).unwrap();
        assert_eq!(taken.size, (30, 20));
        let image = decode(&taken.source).unwrap();
        assert_eq!((image.dimensions(), image.get_pixel(3, 3).0), ((30, 20), [9, 8, 7, 255]));
    }

    #[test]
    fn what_is_damaged_too_large_or_no_picture_is_refused_with_the_cure() {
        let half = &png()[..40];
        for (bytes, says) in [
            (half, "is damaged"),
            (&b"hello"[..], "no PNG, JPEG, GIF or WebP"),
            (&vec![0; 5 * 1024 * 1024][..], "larger than 4 MB"),
        ] {
            let (_folder, path) = file(bytes);
            let error = take_in(&path).unwrap_err();
            assert!(
                error.contains(says) && error.contains("plan.png") && error.contains("choose it"),
                "{error}"
            );
        }
        assert!(take_in(Path::new("/nowhere/plan.png")).unwrap_err().contains("could not be read"));
    }

    #[test]
    fn odd_sources_show_nothing() {
        for source in ["", "plan.png", "data:image/png;base64,%%%", "data:image/svg+xml;base64,PHN2Zy8+"] {
            assert_eq!(decode(source), None, "{source}");
        }
    }
}
