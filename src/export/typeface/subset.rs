//! A font cut down to some of its glyphs.
//!
//! Glyphs keep their numbers, so that kerning and the rules of shaping stay as they are: text is as wide as it was
//! measured. Outlines that are not needed become empty, which costs next to nothing once packed.

use std::collections::{BTreeMap, BTreeSet};

use skrifa::raw::TableProvider as _;
use skrifa::raw::tables::glyf::Glyph;
use skrifa::raw::types::Tag;
use skrifa::{FontRef, GlyphId};

/// A table: its tag and its bytes.
pub(super) type Table = (Tag, Vec<u8>);

/// The tables of `font`, ordered by tag, with the outlines of `glyphs` and of those that they are put together from,
/// found by `letters`. `None` for a font that is not of TrueType outlines, or damaged.
pub(super) fn tables(
    font: &FontRef<'_>,
    letters: &BTreeMap<char, GlyphId>,
    glyphs: &BTreeSet<GlyphId>,
) -> Option<Vec<Table>> {
    let kept = closed(font, glyphs)?;
    let (glyf, loca) = outlines(font, &kept)?;
    let mut tables: Vec<Table> = Vec::new();
    for record in font.table_directory().table_records() {
        let tag = record.tag();
        let bytes = font.table_data(tag)?.as_bytes();
        let bytes = match &tag.to_be_bytes() {
            // A signature of the whole file would no longer hold.
            b"DSIG" => continue,
            b"cmap" => cmap(letters),
            b"glyf" => glyf.clone(),
            b"loca" => loca.clone(),
            b"gvar" => variations(bytes, &kept)?,
            b"hmtx" => widths(font, bytes, &kept)?,
            b"post" => nameless(bytes)?,
            b"head" => long_offsets(bytes)?,
            _ => bytes.to_vec(),
        };
        tables.push((tag, bytes));
    }
    tables.sort_by_key(|(tag, _)| *tag);
    Some(tables)
}

/// With glyph 0, which stands for what is missing, and with the parts that glyphs are put together from.
fn closed(font: &FontRef<'_>, glyphs: &BTreeSet<GlyphId>) -> Option<BTreeSet<GlyphId>> {
    let (glyf, loca) = (font.glyf().ok()?, font.loca(None).ok()?);
    let mut kept = BTreeSet::new();
    let mut open: Vec<GlyphId> = glyphs.iter().copied().chain([GlyphId::NOTDEF]).collect();
    while let Some(glyph) = open.pop() {
        if kept.insert(glyph)
            && let Ok(Some(Glyph::Composite(parts))) = loca.get_glyf(glyph, &glyf)
        {
            open.extend(parts.components().map(|part| GlyphId::from(part.glyph)));
        }
    }
    Some(kept)
}

/// The tables of outlines, and of where each begins (in the long form).
fn outlines(font: &FontRef<'_>, kept: &BTreeSet<GlyphId>) -> Option<(Vec<u8>, Vec<u8>)> {
    let count = u32::from(font.maxp().ok()?.num_glyphs());
    let bytes = font.table_data(Tag::new(b"glyf"))?.as_bytes();
    let starts = font.loca(None).ok()?;
    let (mut glyf, mut loca) = (Vec::new(), Vec::new());
    for glyph in 0..count {
        put_u32(&mut loca, glyf.len());
        if kept.contains(&GlyphId::new(glyph)) {
            let (start, end) = (starts.get_raw(glyph as usize)?, starts.get_raw(glyph as usize + 1)?);
            glyf.extend_from_slice(bytes.get(start as usize..end as usize)?);
            glyf.resize(glyf.len().next_multiple_of(4), 0);
        }
    }
    put_u32(&mut loca, glyf.len());
    Some((glyf, loca))
}

/// How outlines change with weight, for the glyphs that are kept.
fn variations(gvar: &[u8], kept: &BTreeSet<GlyphId>) -> Option<Vec<u8>> {
    /// The parts of the table before its offsets.
    const HEAD: usize = 20;
    let (axes, shared) = (u16_at(gvar, 4)?, u16_at(gvar, 6)?);
    let (shared_at, count) = (u32_at(gvar, 8)?, u16_at(gvar, 12)?);
    let (long, data_at) = (u16_at(gvar, 14)? & 1 == 1, u32_at(gvar, 16)?);
    let start_of = |glyph: usize| {
        if long { u32_at(gvar, HEAD + 4 * glyph) } else { Some(2 * u16_at(gvar, HEAD + 2 * glyph)?) }
    };
    let (mut offsets, mut data) = (Vec::new(), Vec::new());
    for glyph in 0..count {
        put_u32(&mut offsets, data.len());
        if kept.contains(&GlyphId::new(u32::try_from(glyph).ok()?)) {
            let (start, end) = (data_at + start_of(glyph)?, data_at + start_of(glyph + 1)?);
            data.extend_from_slice(gvar.get(start..end)?);
        }
    }
    put_u32(&mut offsets, data.len());
    let tuples = gvar.get(shared_at..shared_at + 2 * axes * shared)?;
    let mut out = gvar.get(..HEAD)?.to_vec();
    out.get_mut(14..16)?.copy_from_slice(&1_u16.to_be_bytes());
    let shared_at = HEAD + offsets.len();
    set_u32(&mut out, 8, shared_at)?;
    set_u32(&mut out, 16, shared_at + tuples.len())?;
    out.extend(offsets);
    out.extend_from_slice(tuples);
    out.extend(data);
    Some(out)
}

/// The advance of each glyph that is kept, and nothing for the others.
fn widths(font: &FontRef<'_>, hmtx: &[u8], kept: &BTreeSet<GlyphId>) -> Option<Vec<u8>> {
    let long = usize::from(font.hhea().ok()?.number_of_h_metrics());
    let mut out = hmtx.to_vec();
    // The last of the long ones holds for all that follow it.
    for glyph in (0..long.saturating_sub(1)).filter(|glyph| !kept.contains(&GlyphId::new(*glyph as u32))) {
        out.get_mut(4 * glyph..4 * glyph + 4)?.fill(0);
    }
    Some(out)
}

/// Without the names of glyphs.
fn nameless(post: &[u8]) -> Option<Vec<u8>> {
    let mut out = post.get(..32)?.to_vec();
    set_u32(&mut out, 0, 0x0003_0000)?;
    Some(out)
}

/// Says that `loca` is in the long form.
fn long_offsets(head: &[u8]) -> Option<Vec<u8>> {
    let mut out = head.to_vec();
    out.get_mut(50..52)?.copy_from_slice(&1_u16.to_be_bytes());
    Some(out)
}

/// Which glyph stands for which letter (format 12).
fn cmap(letters: &BTreeMap<char, GlyphId>) -> Vec<u8> {
    let mut groups: Vec<(u32, u32, u32)> = Vec::new();
    for (letter, glyph) in letters {
        let (letter, glyph) = (u32::from(*letter), glyph.to_u32());
        match groups.last_mut() {
            Some((first, last, start)) if *last + 1 == letter && *start + (letter - *first) == glyph => {
                *last = letter;
            }
            _ => groups.push((letter, letter, glyph)),
        }
    }
    let mut out = Vec::new();
    // Version 0, one table: Windows, all of Unicode, 12 bytes from the start.
    for number in [0_u16, 1, 3, 10, 0, 12, 12, 0] {
        out.extend(number.to_be_bytes());
    }
    put_u32(&mut out, 16 + 12 * groups.len());
    put_u32(&mut out, 0);
    put_u32(&mut out, groups.len());
    for (first, last, glyph) in groups {
        out.extend([first, last, glyph].into_iter().flat_map(u32::to_be_bytes));
    }
    out
}

fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?)))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?)).ok()
}

fn put_u32(out: &mut Vec<u8>, number: usize) {
    out.extend((number as u32).to_be_bytes());
}

fn set_u32(out: &mut [u8], at: usize, number: usize) -> Option<()> {
    out.get_mut(at..at + 4)?.copy_from_slice(&(number as u32).to_be_bytes());
    Some(())
}

#[cfg(test)]
mod tests {
    use kurbo::{BezPath, Shape as _};
    use skrifa::MetadataProvider as _;
    use skrifa::instance::Size;
    use skrifa::outline::{DrawSettings, OutlinePen};

    use super::super::woff::tests::unpacked;
    use super::*;
    use crate::scene::text::{INTER, MONO};

    struct Pen(BezPath);

    impl OutlinePen for Pen {
        fn move_to(&mut self, x: f32, y: f32) {
            self.0.move_to((x, y));
        }

        fn line_to(&mut self, x: f32, y: f32) {
            self.0.line_to((x, y));
        }

        fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
            self.0.quad_to((cx, cy), (x, y));
        }

        fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
            self.0.curve_to((ax, ay), (bx, by), (x, y));
        }

        fn close(&mut self) {
            self.0.close_path();
        }
    }

    fn outline(font: &FontRef<'_>, glyph: GlyphId, weight: f32) -> BezPath {
        let location = font.axes().location([("wght", weight)]);
        let mut pen = Pen(BezPath::new());
        let settings = DrawSettings::unhinted(Size::unscaled(), &location);
        font.outline_glyphs().get(glyph).unwrap().draw(settings, &mut pen).unwrap();
        pen.0
    }

    #[test]
    fn letters_that_are_kept_look_the_same_in_every_weight_and_others_are_empty() {
        for bytes in [INTER, MONO] {
            let whole = FontRef::new(bytes).unwrap();
            let letters: BTreeMap<char, GlyphId> =
                "Äé→ Waste".chars().map(|letter| (letter, whole.charmap().map(letter).unwrap())).collect();
            let glyphs = letters.values().copied().collect();
            let cut = unpacked(&tables(&whole, &letters, &glyphs).unwrap());
            let font = FontRef::new(&cut).unwrap();
            for (letter, glyph) in &letters {
                assert_eq!(font.charmap().map(*letter), Some(*glyph), "{letter}");
                for weight in [400.0, 600.0, 700.0] {
                    assert_eq!(outline(&font, *glyph, weight), outline(&whole, *glyph, weight), "{letter}");
                }
            }
            assert_eq!(font.charmap().map('Q'), None);
            let other = whole.charmap().map('Q').unwrap();
            assert!(outline(&whole, other, 400.0).area().abs() > 1.0);
            assert!(outline(&font, other, 400.0).is_empty());
        }
    }
}
