//! Unpacking text that LZ-string packed with `compressToUTF16`: 15 bits a character, each 32 above its value.
//!
//! The packed text is a dictionary coder after Lempel, Ziv and Welch over UTF-16 units, with codes that grow as the
//! dictionary does. Packed text can stand for very much more, so the result is bounded.

/// Bits in one character.
const BITS: u32 = 15;

/// Why a text cannot be unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    /// It ends early, or a code names nothing.
    Broken,
    /// It stands for more than may be unpacked.
    TooLong,
}

/// Reads bits, the highest of a character first.
struct Bits<'a> {
    rest: std::str::Chars<'a>,
    value: u32,
    left: u32,
}

impl<'a> Bits<'a> {
    fn new(text: &'a str) -> Self {
        Self { rest: text.chars(), value: 0, left: 0 }
    }

    /// A number of `count` bits, the lowest first.
    fn take(&mut self, count: u32) -> Result<usize, Flaw> {
        let mut number = 0;
        for at in 0..count {
            if self.left == 0 {
                let next = self.rest.next().ok_or(Flaw::Broken)?;
                self.value = u32::from(next).checked_sub(32).ok_or(Flaw::Broken)?;
                self.left = BITS;
            }
            self.left -= 1;
            number |= (self.value as usize >> self.left & 1) << at;
        }
        Ok(number)
    }

    /// A unit of the text that stands as it is, of 8 or 16 bits by its marker; `None` for the mark of the end.
    fn unit(&mut self, marker: usize) -> Result<Option<u16>, Flaw> {
        let bits = match marker {
            0 => 8,
            1 => 16,
            _ => return Ok(None),
        };
        // At most 16 bits were read.
        Ok(Some(self.take(bits)? as u16))
    }
}

/// The unpacked text begins with this character.
pub(super) fn begins_with(text: &str, first: char) -> bool {
    let mut bits = Bits::new(text);
    let unit = bits.take(2).and_then(|marker| bits.unit(marker));
    unit == Ok(u16::try_from(u32::from(first)).ok())
}

/// The unpacked text, of at most `most` units. Takes O(n) of what comes out.
///
/// # Errors
/// When the text is not packed in this way, or stands for more than `most` units.
pub(super) fn unpack(text: &str, most: usize) -> Result<String, Flaw> {
    let mut bits = Bits::new(text);
    let mut out: Vec<u16> = Vec::new();
    let marker = bits.take(2)?;
    let Some(first) = bits.unit(marker)? else { return Ok(String::new()) };
    out.push(first);
    // Every word of the dictionary stands in the text so far: its start and length. The first three codes are markers.
    let mut words: Vec<(usize, usize)> = vec![(0, 0), (0, 0), (0, 0), (0, 1)];
    let (mut width, mut until_wider) = (3, 4_usize);
    let mut last = (0, 1);
    loop {
        let code = bits.take(width)?;
        let start = out.len();
        if code < 3 {
            let Some(unit) = bits.unit(code)? else { break };
            out.push(unit);
            words.push((start, 1));
            count_down(&mut until_wider, &mut width);
        } else if code < words.len() {
            let (from, length) = words.get(code).copied().ok_or(Flaw::Broken)?;
            room(&out, length, most)?;
            out.extend_from_within(from..from + length);
        } else if code == words.len() {
            // The word that is being made: the last one and its own beginning.
            room(&out, last.1 + 1, most)?;
            out.extend_from_within(last.0..last.0 + last.1);
            out.extend_from_within(last.0..=last.0);
        } else {
            return Err(Flaw::Broken);
        }
        room(&out, 0, most)?;
        words.push((last.0, last.1 + 1));
        count_down(&mut until_wider, &mut width);
        last = (start, out.len() - start);
    }
    Ok(String::from_utf16_lossy(&out))
}

fn room(out: &[u16], more: usize, most: usize) -> Result<(), Flaw> {
    if out.len() + more > most { Err(Flaw::TooLong) } else { Ok(()) }
}

/// Codes become one bit wider each time the dictionary has filled them.
fn count_down(until_wider: &mut usize, width: &mut u32) {
    *until_wider -= 1;
    if *until_wider == 0 {
        *until_wider = 1 << *width;
        *width += 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn packed(text: &str) -> String {
        let units: Vec<u16> = text.encode_utf16().collect();
        String::from_utf16(&lz_str::compress_to_utf16(&units).encode_utf16().collect::<Vec<_>>()).unwrap()
    }

    proptest! {
        #[test]
        fn what_another_packed_is_unpacked(text in "(ab|abc|[a-zé€😀{}\":,0-9]){0,80}") {
            let packed = packed(&text);
            prop_assert_eq!(unpack(&packed, 1000).unwrap(), text.clone());
            prop_assert_eq!(begins_with(&packed, '{'), text.starts_with('{'));
        }

        #[test]
        fn nothing_unpacks_badly(text in "\\PC{0,60}") {
            let _ = unpack(&text, 100);
        }
    }

    #[test]
    fn little_that_stands_for_much_is_refused() {
        let packed = packed(&"a".repeat(100_000));
        assert!(packed.chars().count() < 1000);
        assert_eq!(unpack(&packed, 50_000), Err(Flaw::TooLong));
        let half: String = packed.chars().take(100).collect();
        assert_eq!(unpack(&half, 200_000), Err(Flaw::Broken));
    }
}
