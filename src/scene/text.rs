//! Measuring and breaking text with the bundled fonts.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::sync::Arc;

use epaint::text::{FontData, FontDefinitions, Fonts, LayoutJob, TextFormat, VariationCoords};
use epaint::{FontFamily, FontId, TextOptions};

use super::mark::Font;

/// Inter, a variable font with a weight axis of 100 to 900 (OFL-1.1).
pub const INTER: &[u8] = include_bytes!("../../assets/fonts/Inter.ttf");
/// `JetBrains Mono`, 400 (OFL-1.1).
pub const MONO: &[u8] = include_bytes!("../../assets/fonts/JetBrainsMono-Regular.ttf");
/// `JetBrains Mono`, 600 (OFL-1.1).
pub const MONO_SEMIBOLD: &[u8] = include_bytes!("../../assets/fonts/JetBrainsMono-SemiBold.ttf");
/// Phosphor Regular, the icons (MIT).
pub const PHOSPHOR: &[u8] = include_bytes!("../../assets/fonts/Phosphor.ttf");

/// How far capitals reach above the baseline, as a share of the type size (Inter: 2048 / 2816).
pub const CAP_HEIGHT: f64 = 0.727;

/// The size at which words are measured; widths at other sizes follow from it.
const MEASURED_AT: f32 = 16.0;
/// Longer names are cut before breaking: no card shows that much.
const LONGEST: usize = 600;
/// Width that may be missing through rounding.
const SLACK: f64 = 0.01;

/// Text broken into lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Broken {
    /// The lines with their widths, from top to bottom; never empty.
    pub lines: Vec<(String, f64)>,
    /// Not everything fits: the last line ends in an ellipsis.
    pub cut: bool,
}

impl Broken {
    /// The width of the widest line.
    pub fn width(&self) -> f64 {
        self.lines.iter().map(|(_, width)| *width).fold(0.0, f64::max)
    }
}

/// Measures text with the bundled fonts, and remembers widths. One per thread; building one reads the fonts and takes
/// some milliseconds.
pub struct TextMeasurer {
    fonts: Fonts,
    /// Widths of words at [`MEASURED_AT`].
    widths: HashMap<(Font, String), f64>,
    /// Broken text by how it was asked for: maps are laid out again at every step of a drag, with the same names.
    broken: HashMap<Asked, Broken>,
}

/// Text, typeface, size, greatest width and most lines.
type Asked = (String, Font, u64, u64, usize);

/// So many broken texts are remembered; a zoom asks for new sizes at every step.
const MOST_BROKEN: usize = 20_000;

impl std::fmt::Debug for TextMeasurer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "TextMeasurer({} words)", self.widths.len())
    }
}

impl Default for TextMeasurer {
    fn default() -> Self {
        Self::new()
    }
}

impl TextMeasurer {
    /// A measurer with the bundled fonts and no others.
    pub fn new() -> Self {
        let faces = [("inter", INTER), ("mono", MONO), ("mono-semibold", MONO_SEMIBOLD)];
        let mut definitions =
            FontDefinitions { font_data: BTreeMap::default(), families: BTreeMap::default() };
        for (name, bytes) in faces {
            definitions.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
            definitions.families.insert(FontFamily::Name(name.into()), vec![name.to_owned()]);
        }
        definitions.families.insert(FontFamily::Proportional, vec!["inter".to_owned()]);
        definitions.families.insert(FontFamily::Monospace, vec!["mono".to_owned()]);
        Self {
            fonts: Fonts::new(TextOptions::default(), definitions),
            widths: HashMap::new(),
            broken: HashMap::new(),
        }
    }

    /// The width of one line of text at a size. Linear in the text's length; words are remembered.
    pub fn width(&mut self, text: &str, font: Font, size: f64) -> f64 {
        let key = (font, text.to_owned());
        let known = self.widths.get(&key).copied();
        let width = known.unwrap_or_else(|| {
            let width = self.shape(text, font);
            self.widths.insert(key, width);
            width
        });
        width * size / f64::from(MEASURED_AT)
    }

    fn shape(&mut self, text: &str, font: Font) -> f64 {
        let (family, coords) = match font {
            Font::Inter(weight) => ("inter", VariationCoords::new([(b"wght", f32::from(weight))])),
            Font::Mono(weight) if weight >= 500 => ("mono-semibold", VariationCoords::default()),
            Font::Mono(_) => ("mono", VariationCoords::default()),
        };
        let font_id = FontId::new(MEASURED_AT, FontFamily::Name(family.into()));
        let job = LayoutJob::single_section(
            text.to_owned(),
            TextFormat { font_id, coords, ..TextFormat::default() },
        );
        let galley = self.fonts.with_pixels_per_point(1.0).layout_job(job);
        let width = f64::from(galley.size().x);
        // Frees the galleys, and the atlas when it is full: only widths are wanted.
        if self.widths.len() % 256 == 255 {
            self.fonts.begin_pass(TextOptions::default());
        }
        width
    }

    /// Breaks text into lines of at most `max_width`, at spaces; words that are too long, after hyphens and
    /// slashes or anywhere. Uses as few lines as possible, and of those breaks the most even one. What does not fit into
    /// `max_lines` is cut off with an ellipsis.
    pub fn wrap(&mut self, text: &str, font: Font, size: f64, max_width: f64, max_lines: usize) -> Broken {
        let asked = (text.to_owned(), font, size.to_bits(), max_width.to_bits(), max_lines);
        if let Some(known) = self.broken.get(&asked) {
            return known.clone();
        }
        let broken = self.break_lines(text, font, size, max_width, max_lines);
        if self.broken.len() >= MOST_BROKEN {
            self.broken.clear();
        }
        self.broken.insert(asked, broken.clone());
        broken
    }

    fn break_lines(&mut self, text: &str, font: Font, size: f64, max_width: f64, max_lines: usize) -> Broken {
        let shown = visible(text);
        let (shown, long) = match shown.char_indices().nth(LONGEST) {
            Some((end, _)) => (&shown[..end], true),
            None => (&*shown, false),
        };
        let pieces = self.pieces(shown, font, size, max_width);
        let mut breaks = fill(&pieces, max_width);
        let cut = long || breaks.len() > max_lines;
        if breaks.len() > 1 && !cut {
            // The narrowest width that needs no more lines gives the most even ones.
            let (mut low, mut high) = (max_width / breaks.len() as f64 / 2.0, max_width);
            for _ in 0..12 {
                let middle = f64::midpoint(low, high);
                let narrower = fill(&pieces, middle);
                if narrower.len() <= breaks.len() && widest(&pieces, &narrower) <= middle + SLACK {
                    (high, breaks) = (middle, narrower);
                } else {
                    low = middle;
                }
            }
        }
        let mut lines = Vec::with_capacity(breaks.len().min(max_lines));
        for line in breaks.iter().take(max_lines.max(1)) {
            let text: String = pieces
                .get(line.clone())
                .unwrap_or_default()
                .iter()
                .map(|piece| piece.text.as_str())
                .collect();
            lines.push(text.trim_end().to_owned());
        }
        if cut && let Some(last) = lines.last_mut() {
            last.push('…');
            while self.width(last, font, size) > max_width && last.chars().count() > 2 {
                last.pop();
                last.pop();
                last.truncate(last.trim_end().len());
                last.push('…');
            }
        }
        if lines.is_empty() {
            lines.push(String::new());
        }
        let lines = lines.into_iter().map(|line| (line.clone(), self.width(&line, font, size))).collect();
        Broken { lines, cut }
    }

    /// Shortens text to one line of at most `max_width`, with an ellipsis where something is missing.
    pub fn one_line(&mut self, text: &str, font: Font, size: f64, max_width: f64) -> (String, f64) {
        self.wrap(text, font, size, max_width, 1).lines.into_iter().next().unwrap_or_default()
    }

    /// The unbreakable pieces of a text, each with the space behind it.
    fn pieces(&mut self, text: &str, font: Font, size: f64, max_width: f64) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for word in text.split_inclusive([' ', '\u{200b}']) {
            let piece = self.piece(word, font, size);
            if piece.solid <= max_width {
                pieces.push(piece);
                continue;
            }
            for part in word.split_inclusive(['-', '/', '\u{2013}', '_', '.']) {
                let piece = self.piece(part, font, size);
                if piece.solid <= max_width {
                    pieces.push(piece);
                } else {
                    pieces.extend(
                        part.chars().map(|char| self.piece(char.encode_utf8(&mut [0; 4]), font, size)),
                    );
                }
            }
        }
        pieces
    }

    fn piece(&mut self, text: &str, font: Font, size: f64) -> Piece {
        let (width, solid) = (self.width(text, font, size), self.width(text.trim_end(), font, size));
        Piece { text: text.to_owned(), width, solid }
    }
}

/// Something that stays on one line.
struct Piece {
    text: String,
    /// With the space behind it.
    width: f64,
    /// Without.
    solid: f64,
}

/// Fills lines from the left: the pieces of each.
fn fill(pieces: &[Piece], max_width: f64) -> Vec<std::ops::Range<usize>> {
    let mut lines = Vec::new();
    let (mut start, mut width) = (0, 0.0);
    for (index, piece) in pieces.iter().enumerate() {
        if index > start && width + piece.solid > max_width + SLACK {
            lines.push(start..index);
            (start, width) = (index, 0.0);
        }
        width += piece.width;
    }
    if start < pieces.len() {
        lines.push(start..pieces.len());
    }
    lines
}

fn widest(pieces: &[Piece], lines: &[std::ops::Range<usize>]) -> f64 {
    let width = |line: &std::ops::Range<usize>| {
        let pieces = pieces.get(line.clone()).unwrap_or_default();
        let behind = pieces.last().map_or(0.0, |last| last.width - last.solid);
        pieces.iter().map(|piece| piece.width).sum::<f64>() - behind
    };
    lines.iter().map(width).fold(0.0, f64::max)
}

/// Text as it is shown: white space as single spaces, and characters that would act unseen (controls, marks that turn
/// the direction of reading) by their number, such as `‹U+202E›`.
pub fn visible(text: &str) -> Cow<'_, str> {
    let plain = |c: char| !c.is_control() && !is_unseen(c);
    if text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() {
            if !shown.ends_with(' ') {
                shown.push(' ');
            }
        } else if plain(c) {
            shown.push(c);
        } else {
            let _ = write!(shown, "‹U+{:04X}›", u32::from(c));
        }
    }
    Cow::Owned(shown)
}

/// Marks that change how text reads without showing: direction overrides and isolates, separators, byte order marks,
/// and characters that XML cannot hold.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: Font = Font::Inter(600);

    #[test]
    fn weights_change_widths() {
        let mut text = TextMeasurer::new();
        let widths: Vec<f64> =
            [400, 500, 600, 700].map(|w| text.width("Waste pickers", Font::Inter(w), 13.0)).into();
        assert!(widths.is_sorted() && widths[3] > widths[0] + 1.0, "{widths:?}");
    }

    #[test]
    fn lines_are_even_and_as_few_as_possible() {
        let mut text = TextMeasurer::new();
        let broken = text.wrap("Informal waste pickers", NAME, 13.0, 100.0, 6);
        let lines: Vec<&str> = broken.lines.iter().map(|(line, _)| line.as_str()).collect();
        assert_eq!(lines, ["Informal", "waste pickers"]);
        assert!(!broken.cut && broken.width() <= 100.0);
        assert_eq!(text.wrap("CAIF", NAME, 13.0, 100.0, 6).lines.len(), 1);
    }

    #[test]
    fn long_names_are_cut_and_long_words_broken() {
        let mut text = TextMeasurer::new();
        for name in ["x".repeat(2000), "word ".repeat(400), "長".repeat(300)] {
            let broken = text.wrap(&name, NAME, 13.0, 100.0, 5);
            assert_eq!(broken.lines.len(), 5);
            assert!(broken.cut && broken.lines[4].0.ends_with('…'));
            assert!(broken.width() <= 100.5, "{}", broken.width());
        }
        assert_eq!(text.wrap("", NAME, 13.0, 100.0, 5).lines, [(String::new(), 0.0)]);
    }

    #[test]
    fn unseen_characters_are_shown() {
        assert_eq!(visible("a\tb\n c"), "a b c");
        assert_eq!(visible("pay\u{202e}gnp"), "pay‹U+202E›gnp");
        assert_eq!(visible("\u{7}"), "‹U+0007›");
        assert!(matches!(visible("Ångström 日本 שלום"), Cow::Borrowed(_)));
    }
}
