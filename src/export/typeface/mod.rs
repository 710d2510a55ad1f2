//! The typefaces that a file brings with it, cut down to what is written in it.
//!
//! A picture is laid out with the widths of the bundled fonts. Where they are missing, another font makes names wider
//! than their boxes; so an SVG and a web page carry them. [`Typefaces`] gathers what is written and gives it as CSS.

mod subset;
mod woff;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use harfrust::{ShapeOptions, ShaperData, UnicodeBuffer};
use skrifa::{FontRef, GlyphId, MetadataProvider as _};

use crate::scene::text::{INTER, MONO, MONO_SEMIBOLD, visible};
use crate::scene::{Font, Mark, Picture};

/// A file of the bundled fonts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Face {
    Inter,
    Mono,
    MonoSemibold,
}

impl Face {
    fn of(font: Font) -> Self {
        match font {
            Font::Inter(_) => Self::Inter,
            Font::Mono(weight) if weight >= 550 => Self::MonoSemibold,
            Font::Mono(_) => Self::Mono,
        }
    }

    fn bytes(self) -> &'static [u8] {
        match self {
            Self::Inter => INTER,
            Self::Mono => MONO,
            Self::MonoSemibold => MONO_SEMIBOLD,
        }
    }

    /// Family and weights, as CSS.
    fn descriptors(self) -> &'static str {
        match self {
            Self::Inter => "font-family:Inter;font-weight:100 900",
            Self::Mono => "font-family:'JetBrains Mono';font-weight:400",
            Self::MonoSemibold => "font-family:'JetBrains Mono';font-weight:600",
        }
    }
}

/// What is written in each face.
#[derive(Clone, Debug, Default)]
pub struct Typefaces {
    written: BTreeMap<Face, BTreeSet<String>>,
}

impl Typefaces {
    /// Those of a picture.
    pub fn of(picture: &Picture) -> Self {
        let mut faces = Self::default();
        faces.add_marks(&picture.marks);
        faces
    }

    /// Adds what is written in a picture.
    pub fn add_marks(&mut self, marks: &[Mark]) {
        for mark in marks {
            if let Mark::Text(text) = mark {
                self.add(text.font, &text.text);
            }
        }
    }

    /// Adds a line that is written in a font.
    pub fn add(&mut self, font: Font, line: &str) {
        let line = visible(line);
        let written = self.written.entry(Face::of(font)).or_default();
        if !written.contains(line.as_ref()) {
            written.insert(line.into_owned());
        }
    }

    /// `@font-face` rules that hold the fonts; empty when nothing is written. The same lines give the same bytes.
    pub fn css(&self) -> String {
        let mut css = String::new();
        for (face, lines) in &self.written {
            // A face that cannot be cut is left out: the reader's own stands in.
            let Some(font) = cut(*face, lines) else { continue };
            let (descriptors, data) = (face.descriptors(), STANDARD.encode(font));
            let _ = write!(
                css,
                "@font-face{{{descriptors};src:url(data:font/woff;base64,{data}) format('woff')}}"
            );
        }
        css
    }
}

/// A face with the glyphs of these lines, as WOFF.
fn cut(face: Face, lines: &BTreeSet<String>) -> Option<Vec<u8>> {
    let font = FontRef::new(face.bytes()).ok()?;
    let charmap = font.charmap();
    let mut letters: BTreeMap<char, GlyphId> = BTreeMap::new();
    for letter in lines.iter().flat_map(|line| line.chars()) {
        if let Some(glyph) = charmap.map(letter) {
            letters.insert(letter, glyph);
        }
    }
    let mut glyphs: BTreeSet<GlyphId> = letters.values().copied().collect();
    // Letters side by side may become others: an arrow of a hyphen and a bracket, a cross between figures.
    let data = ShaperData::new(&font);
    let shaper = data.shaper(&font).build();
    let mut buffer = UnicodeBuffer::new();
    for line in lines {
        buffer.push_str(line);
        buffer.guess_segment_properties();
        let run = shaper.shape(buffer, ShapeOptions::new());
        glyphs.extend(run.glyph_infos().iter().map(|info| GlyphId::new(info.glyph_id)));
        buffer = run.clear();
    }
    woff::pack(&subset::tables(&font, &letters, &glyphs)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut_of(face: Face, line: &str) -> Vec<u8> {
        cut(face, &[line.to_owned()].into()).expect("bundled fonts can be cut")
    }

    #[test]
    fn a_face_holds_what_is_written_and_little_else() {
        for (face, whole) in [(Face::Inter, 500_000), (Face::Mono, 200_000), (Face::MonoSemibold, 200_000)] {
            let cut = cut_of(face, "Waste pickers -> BBMP, 12×4");
            assert!(cut.starts_with(b"wOFF"));
            assert!(cut.len() * 3 < whole, "{face:?}: {}", cut.len());
            assert_eq!(cut, cut_of(face, "Waste pickers -> BBMP, 12×4"));
        }
    }

    #[test]
    fn nothing_written_gives_no_rules_and_each_face_one() {
        let mut faces = Typefaces::default();
        assert_eq!(faces.css(), "");
        faces.add(Font::Inter(600), "CAIF");
        faces.add(Font::Inter(400), "CAIF");
        faces.add(Font::Mono(400), "85");
        let css = faces.css();
        assert_eq!(css.matches("@font-face").count(), 2);
        assert!(css.contains("font-family:Inter;font-weight:100 900"));
    }
}
