//! The cards of the legend that say what colours and sizes mean, with ranges and counts.

use kurbo::{Point, Rect, Size};

use super::encoding::{ColourEntry, Colouring, Encoded, Extent, Ink, Sizing};
use super::label::Label;
use super::legend::{FONT, Legend, ROW, WIDTH};
use super::mark::{Anchor, Font, Mark, Stroke};
use super::text::TextMeasurer;
use super::tokens::Tokens;

const LEFT: f64 = 12.0;
const HEAD: f64 = 28.0;

/// A card for colours and one for sizes, as far as they say something.
pub(super) fn cards(encoded: &Encoded, text: &mut TextMeasurer, tokens: &Tokens) -> Vec<Legend> {
    let colour = encoded.colour.as_ref().map(|colour| colours(colour, text, tokens));
    let size = encoded.size.as_ref().map(|size| sizes(size, text, tokens));
    colour.into_iter().chain(size).collect()
}

/// A card with a title; the rows come below it.
fn card(title: &str, height: f64, text: &mut TextMeasurer, tokens: &Tokens) -> Legend {
    let size = Size::new(WIDTH, height);
    let rect = Rect::from_origin_size(Point::ZERO, size).inset(-0.5);
    let rim = Stroke::new(1.0, tokens.border);
    let mut marks = vec![Mark::Rect { rect, radius: 10.0, fill: Some(tokens.panel), stroke: Some(rim) }];
    let at = Point::new(LEFT, 16.0);
    Label::line(text, title, (Font::Inter(600), 11.0), WIDTH - 2.0 * LEFT, Anchor::Start, at)
        .draw(tokens.text, &mut marks);
    Legend { marks, size }
}

fn words(
    text: &mut TextMeasurer,
    said: &str,
    (at, room): (Point, f64),
    tokens: &Tokens,
    marks: &mut Vec<Mark>,
) {
    Label::line(text, said, (FONT, 11.0), room, Anchor::Start, at).draw(tokens.text2, marks);
}

fn count(text: &mut TextMeasurer, number: usize, at: Point, tokens: &Tokens, marks: &mut Vec<Mark>) {
    let font = (Font::Mono(400), 11.0);
    Label::line(text, &number.to_string(), font, 60.0, Anchor::End, at).draw(tokens.text3, marks);
}

/// A row for each colour: what it means, and how many have it.
fn colours(colour: &Colouring, text: &mut TextMeasurer, tokens: &Tokens) -> Legend {
    let rows = colour.entries.len().max(1);
    let title = format!("Colour: {}", colour.title);
    let mut legend = card(&title, HEAD + ROW * rows as f64 + 8.0, text, tokens);
    let links = !colour.links.is_empty();
    for (row, entry) in colour.entries.iter().enumerate() {
        let y = HEAD + ROW * (row as f64 + 0.5);
        swatch(entry, links, Point::new(LEFT + 9.0, y), tokens, &mut legend.marks);
        words(text, &entry.words, (Point::new(37.0, y), 130.0), tokens, &mut legend.marks);
        count(text, entry.count, Point::new(WIDTH - LEFT, y), tokens, &mut legend.marks);
    }
    if colour.entries.is_empty() {
        let at = Point::new(LEFT, HEAD + ROW / 2.0);
        words(text, "Nothing here has it", (at, WIDTH - 2.0 * LEFT), tokens, &mut legend.marks);
    }
    legend
}

fn swatch(entry: &ColourEntry, links: bool, center: Point, tokens: &Tokens, marks: &mut Vec<Mark>) {
    let (color, tint) = tokens.ink(entry.ink);
    let rect = Rect::from_center_size(center, (18.0, 12.0));
    let (fill, stroke) = match entry.ink {
        _ if links => {
            let color = if entry.ink == Ink::Hollow { tokens.link } else { color };
            let stroke = Stroke::new(2.0, color);
            let (from, to) = (Point::new(rect.x0, center.y), Point::new(rect.x1, center.y));
            marks.push(Mark::Line { from, to, stroke });
            return;
        }
        Ink::Step(_) | Ink::Side(_) => (color, None),
        Ink::Hollow => (tint, Some(Stroke::new(1.5, color))),
        Ink::Category(_) | Ink::Other => (tint, Some(Stroke::new(2.0, color))),
    };
    let rect = if stroke.is_some() { rect.inset(-0.75) } else { rect };
    marks.push(Mark::Rect { rect, radius: 3.0, fill: Some(fill), stroke });
}

/// Three discs of the scale, with their values, and how what has no value looks.
fn sizes(size: &Sizing, text: &mut TextMeasurer, tokens: &Tokens) -> Legend {
    const RADIUS: f64 = 8.0;
    let known = size.shares.len() - size.missing;
    let missing = if size.missing > 0 { ROW } else { 0.0 };
    let title = format!("Size: {}", size.title);
    let mut legend = card(&title, HEAD + 34.0 + missing + 6.0, text, tokens);
    count(text, known, Point::new(WIDTH - LEFT, 16.0), tokens, &mut legend.marks);
    let middle = HEAD + 15.0;
    if known == 0 {
        let at = Point::new(LEFT, middle);
        words(text, "Nothing here has it", (at, WIDTH - 2.0 * LEFT), tokens, &mut legend.marks);
    } else {
        let rim = Stroke::new(1.5, tokens.control);
        for (step, share) in [0.0, 0.5, 1.0].into_iter().enumerate() {
            let radius = RADIUS * Sizing::factor(Extent::Share(share));
            let center = Point::new(LEFT + 11.0 + 65.0 * step as f64, middle);
            let fill = Some(tokens.sunken);
            legend.marks.push(Mark::Disc { center, radius, fill, stroke: Some(rim) });
            let value = size.words(size.low + share * (size.high - size.low));
            let at = Point::new(center.x + radius + 5.0, middle);
            words(text, &value, (at, 40.0), tokens, &mut legend.marks);
        }
    }
    if size.missing > 0 {
        let y = HEAD + 34.0 + ROW / 2.0;
        let rect = Rect::from_center_size((LEFT + 9.0, y), (16.5, 10.5));
        let stroke = Some(Stroke::new(1.5, tokens.control).dashed(4.0, 3.0));
        legend.marks.push(Mark::Rect { rect, radius: 3.0, fill: Some(tokens.raised), stroke });
        words(text, "No value", (Point::new(37.0, y), 130.0), tokens, &mut legend.marks);
        count(text, size.missing, Point::new(WIDTH - LEFT, y), tokens, &mut legend.marks);
    }
    legend
}
