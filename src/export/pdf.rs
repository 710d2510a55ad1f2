//! Pictures as PDF: vector pages with the bundled fonts embedded and text that can be selected and searched.

use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use krilla::Document;
use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point as At, Size as Extent, Transform};
use krilla::graphic::Graphic;
use krilla::image::Image;
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, LineCap, LineJoin, Stroke as Line, StrokeDash};
use krilla::surface::Surface;
use krilla::text::{Font as Face, Tag, TextDirection};
use kurbo::{BezPath, PathEl, Point, Rect, Shape as _, Size};

use super::glyph::{Glyphs, SYMBOL};
use crate::scene::text::{INTER, MONO, MONO_SEMIBOLD, visible};
use crate::scene::tokens::Color;
use crate::scene::{Anchor, Font, Icon, Mark, Picture, Stroke, Text};

/// How far a curve of an arc or a circle may stray.
const TOLERANCE: f64 = 0.02;
/// The space at the edges of paper that printers leave white, in points.
const EDGE: f64 = 28.0;
/// A poster of more sheets is refused: nobody glues it.
const MOST_SHEETS: usize = 400;

/// A size of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// 210 × 297 mm.
    A4,
    /// 297 × 420 mm.
    A3,
    /// 8.5 × 11 inches.
    Letter,
}

impl Paper {
    /// Every size.
    pub const ALL: [Self; 3] = [Self::A4, Self::A3, Self::Letter];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::A3 => "a3",
            Self::Letter => "letter",
        }
    }

    /// The size with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|paper| paper.name() == name)
    }

    /// Width and height upright, in points.
    pub fn size(self) -> Size {
        match self {
            Self::A4 => Size::new(595.276, 841.89),
            Self::A3 => Size::new(841.89, 1190.551),
            Self::Letter => Size::new(612.0, 792.0),
        }
    }
}

/// How pictures come onto pages.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Pages {
    /// A page as large as the picture.
    #[default]
    AsDrawn,
    /// One sheet, upright or across, on which the picture is as large as it fits.
    Fit(Paper),
    /// As many sheets as the picture needs at this scale (1 = 100 %), to be glued together.
    Poster(Paper, f64),
}

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// The poster would have too many sheets, or the picture has no size.
    #[error("the poster would have {0} sheets; choose a smaller scale or larger paper")]
    Sheets(usize),
    /// A bundled font could not be read.
    #[error("a font that comes with the program could not be read; install the program anew")]
    Font,
    /// The document could not be written.
    #[error("the PDF could not be written ({0}); export the picture as SVG instead")]
    Write(String),
}

/// Writes pictures, each on a page of its own or on the sheets of a poster. The same pictures give the same bytes.
///
/// # Errors
/// When a poster has more than 400 sheets, or the document cannot be written.
pub fn write(pictures: &[Picture], pages: Pages) -> Result<Vec<u8>, PdfError> {
    let mut document = Document::new();
    if let Some(first) = pictures.first() {
        document.set_metadata(Metadata::new().title(visible(&first.title).into_owned()));
    }
    let mut pen = Pen { glyphs: Glyphs::new(), faces: BTreeMap::new(), icons: BTreeMap::new() };
    for picture in pictures {
        for sheet in sheets(picture, pages)? {
            let (width, height) = (sheet.size.width as f32, sheet.size.height as f32);
            let settings = PageSettings::from_wh(width, height).ok_or(PdfError::Sheets(0))?;
            let mut page = document.start_page_with(settings);
            let mut surface = page.surface();
            let background = Mark::Rect {
                rect: Rect::from_origin_size(Point::ZERO, picture.size),
                radius: 0.0,
                fill: Some(picture.background).filter(|color| color.alpha > 0),
                stroke: None,
            };
            let clip = sheet.room.to_path(TOLERANCE);
            if let Some(clip) = outline(&clip) {
                surface.push_clip_path(&clip, &FillRule::NonZero);
                let [x, y] = [sheet.shift.0 as f32, sheet.shift.1 as f32];
                surface.push_transform(&Transform::from_row(
                    sheet.scale as f32,
                    0.0,
                    0.0,
                    sheet.scale as f32,
                    x,
                    y,
                ));
                for mark in std::iter::once(&background).chain(&picture.marks) {
                    pen.draw(&mut surface, mark)?;
                }
                surface.pop();
                surface.pop();
            }
            surface.finish();
            page.finish();
        }
    }
    document.finish().map_err(|error| PdfError::Write(format!("{error:?}")))
}

/// A page, and where the picture stands on it.
struct Sheet {
    size: Size,
    /// The part of the page that is drawn on.
    room: Rect,
    scale: f64,
    shift: (f64, f64),
}

fn sheets(picture: &Picture, pages: Pages) -> Result<Vec<Sheet>, PdfError> {
    let size = picture.size;
    let (paper, poster) = match pages {
        Pages::AsDrawn => {
            let room = Rect::from_origin_size(Point::ZERO, size);
            return Ok(vec![Sheet { size, room, scale: 1.0, shift: (0.0, 0.0) }]);
        }
        Pages::Fit(paper) => (paper, None),
        Pages::Poster(paper, scale) => (paper, Some(scale)),
    };
    let upright = paper.size();
    let across = Size::new(upright.height, upright.width);
    let page = if size.width > size.height { across } else { upright };
    let room = Rect::from_origin_size(Point::ZERO, page).inset(-EDGE);
    let Some(scale) = poster else {
        let scale = (room.width() / size.width).min(room.height() / size.height);
        let shift = (room.center().x - scale * size.width / 2.0, room.center().y - scale * size.height / 2.0);
        return Ok(vec![Sheet { size: page, room, scale, shift }]);
    };
    let columns = (size.width * scale / room.width()).ceil().max(1.0) as usize;
    let rows = (size.height * scale / room.height()).ceil().max(1.0) as usize;
    let count = columns.saturating_mul(rows);
    if !scale.is_finite() || scale <= 0.0 || count > MOST_SHEETS {
        return Err(PdfError::Sheets(count));
    }
    let sheet = |number: usize| {
        let (column, row) = ((number % columns) as f64, (number / columns) as f64);
        let shift = (room.x0 - column * room.width(), room.y0 - row * room.height());
        Sheet { size: page, room, scale, shift }
    };
    Ok((0..count).map(sheet).collect())
}

/// Draws marks, and keeps the faces it has read.
struct Pen {
    glyphs: Glyphs,
    faces: BTreeMap<Font, Face>,
    /// Icons in their colours, which stand in the document once.
    icons: BTreeMap<(Icon, [u8; 4]), Graphic>,
}

impl Pen {
    fn face(&mut self, font: Font) -> Result<Face, PdfError> {
        if let Some(face) = self.faces.get(&font) {
            return Ok(face.clone());
        }
        let (bytes, weight): (&'static [u8], Option<f32>) = match font {
            Font::Inter(weight) => (INTER, Some(f32::from(weight))),
            Font::Mono(weight) if weight >= 550 => (MONO_SEMIBOLD, None),
            Font::Mono(_) => (MONO, None),
        };
        let coordinates: Vec<(Tag, f32)> =
            weight.into_iter().map(|weight| (Tag::new(b"wght"), weight)).collect();
        let face = Face::new_variable(Arc::new(bytes.to_vec()).into(), 0, &coordinates);
        let face = face.ok_or(PdfError::Font)?;
        self.faces.insert(font, face.clone());
        Ok(face)
    }

    fn draw(&mut self, surface: &mut Surface<'_>, mark: &Mark) -> Result<(), PdfError> {
        match mark {
            Mark::Path { path, fill, stroke } => shape(surface, path, *fill, stroke.as_ref()),
            Mark::Line { from, to, stroke } => {
                let mut path = BezPath::new();
                path.move_to(*from);
                path.line_to(*to);
                shape(surface, &path, None, Some(stroke));
            }
            Mark::Arc { center, radius, start, sweep, stroke } => {
                let arc = kurbo::Arc::new(*center, (*radius, *radius), *start, *sweep, 0.0);
                shape(surface, &arc.to_path(TOLERANCE), None, Some(stroke));
            }
            Mark::Rect { rect, radius, fill, stroke } => {
                let path = if *radius > 0.0 {
                    kurbo::RoundedRect::from_rect(*rect, *radius).to_path(TOLERANCE)
                } else {
                    rect.to_path(TOLERANCE)
                };
                shape(surface, &path, *fill, stroke.as_ref());
            }
            Mark::Disc { center, radius, fill, stroke } => {
                let path = kurbo::Circle::new(*center, *radius).to_path(TOLERANCE);
                shape(surface, &path, *fill, stroke.as_ref());
            }
            Mark::Icon { center, icon, size, color } => {
                self.icon(surface, (*icon, *color), *center, *size);
            }
            Mark::Text(text) => self.text(surface, text)?,
            Mark::Picture { rect, source, opacity } => {
                if let Some(image) = image(source) {
                    let size = Extent::from_wh(rect.width() as f32, rect.height() as f32);
                    if let Some(size) = size {
                        surface.push_transform(&Transform::from_translate(rect.x0 as f32, rect.y0 as f32));
                        surface.push_opacity(opacity_of(*opacity));
                        surface.draw_image(image, size);
                        surface.pop();
                        surface.pop();
                    }
                }
            }
        }
        Ok(())
    }

    fn icon(&mut self, surface: &mut Surface<'_>, (icon, color): (Icon, Color), center: Point, size: f64) {
        let [red, green, blue] = color.rgb;
        let graphic = self.icons.entry((icon, [red, green, blue, color.alpha])).or_insert_with(|| {
            let mut builder = surface.stream_builder();
            let mut drawn = builder.surface();
            shape(&mut drawn, self.glyphs.symbol(icon), Some(color), None);
            drawn.finish();
            Graphic::new(builder.finish(), false)
        });
        let scale = (size / SYMBOL) as f32;
        surface.push_transform(&Transform::from_row(
            scale,
            0.0,
            0.0,
            scale,
            center.x as f32,
            center.y as f32,
        ));
        surface.draw_graphic(graphic.clone());
        surface.pop();
    }

    fn text(&mut self, surface: &mut Surface<'_>, text: &Text) -> Result<(), PdfError> {
        let face = self.face(text.font)?;
        let left = match text.anchor {
            Anchor::Start => text.pos.x,
            Anchor::Middle => text.pos.x - text.width / 2.0,
            Anchor::End => text.pos.x - text.width,
        };
        surface.set_stroke(None);
        surface.set_fill(Some(filled(text.color)));
        // Inter comes without an italic: slanted around its own baseline.
        let slant = if text.italic { -(12.0_f32.to_radians().tan()) } else { 0.0 };
        surface.push_transform(&Transform::from_row(1.0, 0.0, slant, 1.0, left as f32, text.pos.y as f32));
        let (at, size) = (At::from_xy(0.0, 0.0), text.size as f32);
        surface.draw_text(at, face, size, &visible(&text.text), false, TextDirection::Auto);
        surface.pop();
        if text.strike {
            let y = text.pos.y - text.size * 0.3;
            let line = Stroke::new(text.size / 14.0, text.color);
            let mut path = BezPath::new();
            path.move_to((left, y));
            path.line_to((left + text.width, y));
            shape(surface, &path, None, Some(&line));
        }
        Ok(())
    }
}

/// Fills and strokes a path.
fn shape(surface: &mut Surface<'_>, path: &BezPath, fill: Option<Color>, stroke: Option<&Stroke>) {
    if fill.is_none() && stroke.is_none() {
        return;
    }
    let Some(path) = outline(path) else { return };
    surface.set_fill(fill.map(filled));
    surface.set_stroke(stroke.map(stroked));
    surface.draw_path(&path);
}

fn outline(path: &BezPath) -> Option<Path> {
    let mut built = PathBuilder::new();
    let at = |point: Point| (point.x as f32, point.y as f32);
    for element in path.elements() {
        match element {
            PathEl::MoveTo(to) => {
                let (x, y) = at(*to);
                built.move_to(x, y);
            }
            PathEl::LineTo(to) => {
                let (x, y) = at(*to);
                built.line_to(x, y);
            }
            PathEl::QuadTo(a, to) => {
                let ((ax, ay), (x, y)) = (at(*a), at(*to));
                built.quad_to(ax, ay, x, y);
            }
            PathEl::CurveTo(a, b, to) => {
                let ((ax, ay), (bx, by), (x, y)) = (at(*a), at(*b), at(*to));
                built.cubic_to(ax, ay, bx, by, x, y);
            }
            PathEl::ClosePath => built.close(),
        }
    }
    built.finish()
}

fn ink(color: Color) -> rgb::Color {
    let [red, green, blue] = color.rgb;
    rgb::Color::new(red, green, blue)
}

fn opacity_of(opacity: f32) -> NormalizedF32 {
    NormalizedF32::new(opacity.clamp(0.0, 1.0)).unwrap_or(NormalizedF32::ONE)
}

fn filled(color: Color) -> Fill {
    Fill { paint: ink(color).into(), opacity: opacity_of(color.opacity()), rule: FillRule::NonZero }
}

fn stroked(stroke: &Stroke) -> Line {
    let dash =
        stroke.dash.map(|dash| StrokeDash { array: dash.map(|length| length as f32).to_vec(), offset: 0.0 });
    Line {
        paint: ink(stroke.color).into(),
        width: stroke.width as f32,
        line_cap: if stroke.round { LineCap::Round } else { LineCap::Butt },
        line_join: LineJoin::Miter,
        opacity: opacity_of(stroke.color.opacity()),
        dash,
        ..Line::default()
    }
}

/// The picture in a data URL; what cannot be read is left out.
fn image(source: &str) -> Option<Image> {
    let (kind, data) = source.strip_prefix("data:image/")?.split_once(";base64,")?;
    let bytes = STANDARD.decode(data).ok()?;
    let data = Arc::new(bytes).into();
    match kind {
        "png" => Image::from_png(data, true).ok(),
        "jpeg" => Image::from_jpeg(data, true).ok(),
        "gif" => Image::from_gif(data, true).ok(),
        "webp" => Image::from_webp(data, true).ok(),
        _ => None,
    }
}
