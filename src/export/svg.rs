//! Pictures as SVG: real text in Inter and `JetBrains Mono`, icons as paths that are said once and used wherever they
//! stand, typefaces inside, the same bytes for the same picture.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use kurbo::{BezPath, PathEl, Point, Rect, Vec2};

use crate::scene::text::visible;
use crate::scene::tokens::Color;
use crate::scene::{Anchor, Font, Icon, Mark, Picture, Stroke, Text};

use super::glyph::{Glyphs, SYMBOL};
use super::typeface::Typefaces;

/// Writes a picture that stands alone: with its typefaces inside, so that names are as wide as their boxes everywhere.
/// Numbers are rounded to 0.01; text is escaped, and characters that would act unseen are shown.
pub fn write(picture: &Picture) -> String {
    with_style(picture, &picture.marks, &Typefaces::of(picture).css(), "")
}

/// Writes a picture for a place that brings the typefaces itself.
pub fn bare(picture: &Picture) -> String {
    with_style(picture, &picture.marks, "", "")
}

/// Writes some of the marks of a picture, as [`bare`] writes them all: in their places and on the background.
pub fn marks(picture: &Picture, marks: &[&Mark]) -> String {
    with_style(picture, marks.iter().copied(), "", "")
}

/// Writes a picture as [`bare`] for a page with several: `prefix` begins the names within, which must be the only ones of
/// their kind on a page.
pub fn part(picture: &Picture, prefix: &str) -> String {
    with_style(picture, &picture.marks, "", prefix)
}

/// Writes marks one after the other.
struct Pen<'a> {
    out: String,
    glyphs: Glyphs,
    prefix: &'a str,
}

fn with_style<'m, M>(picture: &Picture, marks: M, style: &str, prefix: &str) -> String
where
    M: IntoIterator<Item = &'m Mark, IntoIter: Clone>,
{
    let marks = marks.into_iter();
    let mut pen = Pen { out: String::new(), glyphs: Glyphs::new(), prefix };
    let out = &mut pen.out;
    let (width, height) = (number(picture.size.width), number(picture.size.height));
    // Programs that know only the first SVG find what is used by the older name alone.
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"Inter, sans-serif\" fill=\"none\">"
    );
    if !picture.title.is_empty() {
        let _ = writeln!(out, "<title>{}</title>", escape(&picture.title));
    }
    if !style.is_empty() {
        let _ = writeln!(out, "<style>{style}</style>");
    }
    let whole = Rect::from_origin_size(Point::ZERO, picture.size);
    let fill = Some(picture.background).filter(|color| color.alpha > 0);
    let background = fill.map(|_| Mark::Rect { rect: whole, radius: 0.0, fill, stroke: None });
    pen.define_icons(marks.clone());
    if let Some(background) = background {
        pen.write(&background);
    }
    marks.for_each(|mark| pen.write(mark));
    pen.out.push_str("</svg>\n");
    pen.out
}

impl Pen<'_> {
    /// Says what the icons look like that stand in a picture.
    fn define_icons<'m>(&mut self, marks: impl Iterator<Item = &'m Mark>) {
        let icon = |mark: &Mark| if let Mark::Icon { icon, .. } = mark { Some(*icon) } else { None };
        let icons: BTreeSet<Icon> = marks.filter_map(icon).collect();
        if icons.is_empty() {
            return;
        }
        self.out.push_str("<defs>\n");
        for icon in icons {
            let data = path_data(self.glyphs.symbol(icon));
            let _ = writeln!(self.out, "<path id=\"{}{}\" d=\"{data}\"/>", self.prefix, icon.name());
        }
        self.out.push_str("</defs>\n");
    }

    fn write(&mut self, mark: &Mark) {
        let out = &mut self.out;
        match mark {
            Mark::Path { path, fill, stroke } => {
                let _ = write!(out, "<path d=\"{}\"{}", path_data(path), paint(*fill, stroke.as_ref()));
            }
            Mark::Line { from, to, stroke } => {
                let ends = [("x1", from.x), ("y1", from.y), ("x2", to.x), ("y2", to.y)];
                let _ = write!(out, "<line{}{}", numbers(&ends), paint(None, Some(stroke)));
            }
            Mark::Arc { center, radius, start, sweep, stroke } => {
                let data = arc_data(*center, *radius, *start, *sweep);
                let _ = write!(out, "<path d=\"{data}\"{}", paint(None, Some(stroke)));
            }
            Mark::Rect { rect, radius, fill, stroke } => {
                let mut sides =
                    vec![("x", rect.x0), ("y", rect.y0), ("width", rect.width()), ("height", rect.height())];
                if *radius > 0.0 {
                    sides.push(("rx", *radius));
                }
                let _ = write!(out, "<rect{}{}", numbers(&sides), paint(*fill, stroke.as_ref()));
            }
            Mark::Disc { center, radius, fill, stroke } => {
                let sizes = [("cx", center.x), ("cy", center.y), ("r", *radius)];
                let _ = write!(out, "<circle{}{}", numbers(&sizes), paint(*fill, stroke.as_ref()));
            }
            Mark::Icon { center, icon, size, color } => {
                let (name, scale) = (icon.name(), fine(*size / SYMBOL));
                let place = format!("translate({}) scale({scale})", pair(*center));
                let fill = paint(Some(*color), None);
                let href = format!("#{}{name}", self.prefix);
                let _ = write!(out, "<use xlink:href=\"{href}\" transform=\"{place}\"{fill}");
            }
            Mark::Text(text) => {
                write_text(text, out);
                return;
            }
            Mark::Picture { rect, source, opacity } => {
                if is_picture(source) {
                    write_picture(*rect, source, *opacity, out);
                }
                return;
            }
        }
        out.push_str("/>\n");
    }
}

/// A data URL of a picture that we would take in ourselves. Anything else could make a reader of the file fetch or run
/// something.
fn is_picture(source: &str) -> bool {
    let kinds = ["png", "jpeg", "gif", "webp"];
    let data = kinds
        .iter()
        .find_map(|kind| source.strip_prefix("data:image/")?.strip_prefix(kind)?.strip_prefix(";base64,"));
    data.is_some_and(|data| {
        data.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='))
    })
}

fn write_picture(rect: Rect, source: &str, opacity: f32, out: &mut String) {
    let sides = [("x", rect.x0), ("y", rect.y0), ("width", rect.width()), ("height", rect.height())];
    let pale = if opacity < 1.0 { numbers(&[("opacity", f64::from(opacity))]) } else { String::new() };
    let _ = writeln!(out, "<image{}{pale} preserveAspectRatio=\"none\" href=\"{source}\"/>", numbers(&sides));
}

fn write_text(text: &Text, out: &mut String) {
    let family =
        if matches!(text.font, Font::Mono(_)) { " font-family=\"JetBrains Mono, monospace\"" } else { "" };
    let anchor = match text.anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    };
    let strike = if text.strike { " text-decoration=\"line-through\"" } else { "" };
    let place = if text.italic {
        // Inter comes without an italic: slanted around its own baseline.
        format!(" transform=\"translate({} {}) skewX(-12)\"", number(text.pos.x), number(text.pos.y))
    } else {
        numbers(&[("x", text.pos.x), ("y", text.pos.y)])
    };
    let _ = writeln!(
        out,
        "<text{place} font-size=\"{}\" font-weight=\"{}\"{family}{anchor}{strike}{}>{}</text>",
        number(text.size),
        text.font.weight(),
        paint(Some(text.color), None),
        escape(&text.text),
    );
}

/// Fill and stroke as attributes. The picture's own fill is none.
fn paint(fill: Option<Color>, stroke: Option<&Stroke>) -> String {
    let mut out = String::new();
    if let Some(color) = fill {
        let _ = write!(out, " fill=\"{}\"", color.css());
        if color.alpha < 255 {
            let _ = write!(out, " fill-opacity=\"{}\"", number(f64::from(color.opacity())));
        }
    }
    if let Some(stroke) = stroke {
        let _ = write!(out, " stroke=\"{}\" stroke-width=\"{}\"", stroke.color.css(), number(stroke.width));
        if stroke.color.alpha < 255 {
            let _ = write!(out, " stroke-opacity=\"{}\"", number(f64::from(stroke.color.opacity())));
        }
        if let Some([dash, gap]) = stroke.dash {
            let _ = write!(out, " stroke-dasharray=\"{} {}\"", number(dash), number(gap));
        }
        if stroke.round {
            out.push_str(" stroke-linecap=\"round\"");
        }
    }
    out
}

fn numbers(named: &[(&str, f64)]) -> String {
    named.iter().fold(String::new(), |mut out, (name, value)| {
        let _ = write!(out, " {name}=\"{}\"", number(*value));
        out
    })
}

/// A number rounded to 0.01, without needless zeros; 0 for what is no number.
fn number(value: f64) -> String {
    rounded(value, 100.0)
}

/// A factor: a hundredth of a point is less than it shows in an icon of any size.
fn fine(value: f64) -> String {
    rounded(value, 1e6)
}

fn rounded(value: f64, parts: f64) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    // Adding zero turns -0 into 0.
    let rounded = (value * parts).round() / parts + 0.0;
    format!("{rounded}")
}

fn pair(point: Point) -> String {
    format!("{} {}", number(point.x), number(point.y))
}

fn path_data(path: &BezPath) -> String {
    let parts = path.iter().map(|element| match element {
        PathEl::MoveTo(to) => format!("M{}", pair(to)),
        PathEl::LineTo(to) => format!("L{}", pair(to)),
        PathEl::QuadTo(by, to) => format!("Q{} {}", pair(by), pair(to)),
        PathEl::CurveTo(by, and, to) => format!("C{} {} {}", pair(by), pair(and), pair(to)),
        PathEl::ClosePath => "Z".to_owned(),
    });
    parts.collect()
}

/// An arc as SVG's own, in two halves: one alone cannot be a whole circle.
fn arc_data(center: Point, radius: f64, start: f64, sweep: f64) -> String {
    let at = |angle: f64| center + Vec2::from_angle(angle) * radius;
    let flags = format!("{0} {0} 0 0 {1}", number(radius), u8::from(sweep > 0.0));
    let (middle, end) = (at(start + sweep / 2.0), at(start + sweep));
    format!("M{}A{flags} {}A{flags} {}", pair(at(start)), pair(middle), pair(end))
}

/// Text for XML, with unseen characters shown.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_never_odd() {
        for (value, written) in [(1.0, "1"), (1.005, "1"), (-0.001, "0"), (2.345, "2.35"), (f64::NAN, "0")] {
            assert_eq!(number(value), written);
        }
    }

    #[test]
    fn text_cannot_break_out() {
        assert_eq!(escape("<b a=\"1\">&\u{202e}\u{0}"), "&lt;b a=&quot;1&quot;&gt;&amp;‹U+202E›‹U+0000›");
    }

    #[test]
    fn arcs_are_two_halves() {
        let whole = arc_data(Point::ZERO, 10.0, 0.0, std::f64::consts::TAU);
        assert_eq!(whole, "M10 0A10 10 0 0 1 -10 0A10 10 0 0 1 10 0");
    }
}
