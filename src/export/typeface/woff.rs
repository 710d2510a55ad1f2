//! Fonts as WOFF 1.0 (W3C recommendation, 2012): the tables of a font, each packed by itself.

use miniz_oxide::deflate::compress_to_vec_zlib;
use skrifa::raw::types::Tag;

use super::subset::Table;

/// How hard it is packed, of 10: more takes longer and saves nothing.
const EFFORT: u8 = 8;
/// What the sum of a whole font is made to be (`OpenType`, `head`).
const WHOLE: u32 = 0xB1B0_AFBA;

/// Packs tables, which are in the order of their tags. `None` when they are no font.
pub(super) fn pack(tables: &[Table]) -> Option<Vec<u8>> {
    let tables = summed(tables)?;
    let count = u16::try_from(tables.len()).ok()?;
    let start = 44 + 20 * tables.len();
    let whole = 12 + tables.iter().map(|(_, bytes)| 16 + bytes.len().next_multiple_of(4)).sum::<usize>();
    let (mut directory, mut data) = (Vec::new(), Vec::new());
    for (tag, bytes) in &tables {
        let packed = compress_to_vec_zlib(bytes, EFFORT);
        let stored = if packed.len() < bytes.len() { &packed } else { bytes };
        directory.extend(tag.to_be_bytes());
        for number in [start + data.len(), stored.len(), bytes.len()] {
            directory.extend(u32::try_from(number).ok()?.to_be_bytes());
        }
        directory.extend(sum_of(*tag, bytes).to_be_bytes());
        data.extend_from_slice(stored);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut out = b"wOFF\x00\x01\x00\x00".to_vec();
    out.extend(u32::try_from(start + data.len()).ok()?.to_be_bytes());
    out.extend(count.to_be_bytes());
    out.extend([0, 0]);
    out.extend(u32::try_from(whole).ok()?.to_be_bytes());
    // The version of the font, and no metadata or private block.
    out.extend([0, 1, 0, 0]);
    out.resize(44, 0);
    out.extend(directory);
    out.extend(data);
    Some(out)
}

/// The tables with the sum of the whole font in `head`.
fn summed(tables: &[Table]) -> Option<Vec<Table>> {
    let mut tables = tables.to_vec();
    let head = Tag::new(b"head");
    let at = tables.iter().position(|(tag, _)| *tag == head)?;
    set_sum(&mut tables, at, 0)?;
    let adjusted = WHOLE.wrapping_sub(sum(&unpacked_directory(&tables)));
    let adjusted = tables.iter().fold(adjusted, |rest, (_, bytes)| rest.wrapping_sub(sum(bytes)));
    set_sum(&mut tables, at, adjusted)?;
    Some(tables)
}

fn set_sum(tables: &mut [Table], head: usize, sum: u32) -> Option<()> {
    tables.get_mut(head)?.1.get_mut(8..12)?.copy_from_slice(&sum.to_be_bytes());
    Some(())
}

/// The header and the directory that the font has once it is unpacked.
fn unpacked_directory(tables: &[Table]) -> Vec<u8> {
    let count = tables.len() as u16;
    let log = count.max(1).ilog2() as u16;
    let range = 16 << log;
    let mut out = vec![0, 1, 0, 0];
    for number in [count, range, log, (16 * count).saturating_sub(range)] {
        out.extend(number.to_be_bytes());
    }
    let mut at = 12 + 16 * tables.len();
    for (tag, bytes) in tables {
        out.extend(tag.to_be_bytes());
        for number in [sum_of(*tag, bytes), at as u32, bytes.len() as u32] {
            out.extend(number.to_be_bytes());
        }
        at += bytes.len().next_multiple_of(4);
    }
    out
}

/// The sum of a table as directories have it: for `head`, without that of the whole font.
fn sum_of(tag: Tag, bytes: &[u8]) -> u32 {
    let whole = bytes.get(8..12).filter(|_| tag == Tag::new(b"head")).map_or(0, sum);
    sum(bytes).wrapping_sub(whole)
}

/// The sum of a table, in words of four bytes.
fn sum(bytes: &[u8]) -> u32 {
    let word = |part: &[u8]| {
        let mut word = [0; 4];
        for (to, from) in word.iter_mut().zip(part) {
            *to = *from;
        }
        u32::from_be_bytes(word)
    };
    bytes.chunks(4).map(word).fold(0, u32::wrapping_add)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The font as it is before it is packed.
    pub(in super::super) fn unpacked(tables: &[Table]) -> Vec<u8> {
        let mut out = unpacked_directory(tables);
        for (_, bytes) in tables {
            out.extend_from_slice(bytes);
            out.resize(out.len().next_multiple_of(4), 0);
        }
        out
    }

    #[test]
    fn a_packed_font_has_the_sum_that_readers_expect() {
        let tables = [(Tag::new(b"head"), vec![7; 54]), (Tag::new(b"name"), vec![1, 2, 3])];
        let whole = unpacked(&summed(&tables).unwrap());
        assert_eq!(sum(&whole), WHOLE);
        let packed = pack(&tables).unwrap();
        assert_eq!(&packed[8..12], (packed.len() as u32).to_be_bytes());
        assert_eq!(&packed[16..20], (whole.len() as u32).to_be_bytes());
    }

    #[test]
    fn tables_without_a_head_are_no_font() {
        assert!(pack(&[(Tag::new(b"name"), vec![1, 2, 3])]).is_none());
    }
}
