//! Slides: a step of the story as the audience sees it, words at the left and the live map beside them.
//!
//! A slide is [`HIGH`] points high and as wide as the screen's shape asks for. Words and map are kept apart, so that the
//! window can move from the map of one slide to that of the next.

use kurbo::{Point, Rect, Size, Vec2};

use crate::analysis::LoopPolarity;
use crate::model::{MapId, Project};

use super::draw::loop_color;
use super::label::Label;
use super::legend::legend_of;
use super::level::Level;
use super::mark::{Anchor, Font, Mark};
use super::picture::{PictureOptions, drawn};
use super::text::TextMeasurer;
use super::tokens::{Color, Tokens};

/// How high every slide is.
pub const HIGH: f64 = 1080.0;
/// The shapes that a slide has at least and at most: taller than 4:3 and wider than 21:9 is left empty.
const SHAPES: (f64, f64) = (4.0 / 3.0, 21.0 / 9.0);
/// How far everything stays from the edges.
const SAFE: f64 = 97.0;
/// No type is smaller.
const SMALLEST: f64 = 24.0;
/// The names of a loop that is lit are as large as the sentence beside them.
const LIT: f64 = 36.0;

/// Which part of the map a slide shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Frame {
    /// All of what is revealed.
    All,
    /// This part, and whatever the shape of the room adds to it.
    Part(Rect),
}

/// What stands above the title: the loop that the slide is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// The loop's label, such as `R1`.
    pub label: String,
    /// What it does.
    pub kind: LoopPolarity,
}

/// What a slide shows.
#[derive(Clone, Debug)]
pub struct Staging {
    /// Its title; may be empty.
    pub title: String,
    /// What the audience reads below it; may be empty.
    pub text: String,
    /// The loop it is about.
    pub head: Option<Head>,
    /// The map.
    pub map: MapId,
    /// Which part of it.
    pub frame: Frame,
    /// How the map is drawn. Level, scale of text, title and margin follow from the slide.
    pub options: PictureOptions,
    /// Which slide this is, from 0, and how many there are.
    pub place: (usize, usize),
}

/// A slide, with its words in points of the slide and its map in map units.
#[derive(Clone, Debug, PartialEq)]
pub struct Slide {
    /// Width and height.
    pub size: Size,
    /// What fills it.
    pub background: Color,
    /// Words, legend and dots.
    pub words: Vec<Mark>,
    /// The map, in map units.
    pub map: Vec<Mark>,
    /// The boxes of the elements on the map, in map units.
    pub boxes: Vec<(crate::model::ElementId, Rect)>,
    /// Where on the slide the middle of the map stands.
    pub middle: Point,
    /// Which place of the map is there.
    pub centre: Point,
    /// Points of the slide per map unit.
    pub zoom: f64,
    /// Which map it is.
    pub map_id: MapId,
    /// The part of the slide that the map is fitted into.
    pub room: Rect,
    /// The part in which it shows: up to the edges, clear of the words.
    pub sight: Rect,
}

impl Slide {
    /// All marks in points of the slide.
    pub fn marks(&self) -> Vec<Mark> {
        let mut marks = self.map.clone();
        let shift = self.middle.to_vec2() - self.zoom * self.centre.to_vec2();
        for mark in &mut marks {
            mark.scale(self.zoom);
            mark.shift(shift);
        }
        marks.extend(self.words.iter().cloned());
        marks
    }
}

/// Lays out a slide for a screen of this shape (width over height).
pub fn slide(project: &Project, staging: &Staging, shape: f64, text: &mut TextMeasurer) -> Slide {
    let shape = if shape.is_finite() { shape.clamp(SHAPES.0, SHAPES.1) } else { 16.0 / 9.0 };
    let size = Size::new((HIGH * shape).round(), HIGH);
    let tokens = staging.options.theme.tokens();
    let mut words = Vec::new();
    let column = words_of(staging, size, tokens, text, &mut words);
    let foot = legend_at_foot(project, staging, size, column, tokens, text, &mut words);
    dots(staging.place, size, tokens, text, &mut words);
    let left = if column > 0.0 { SAFE + column + 90.0 } else { SAFE };
    let bottom = if column > 0.0 { SAFE } else { SAFE + foot };
    let room = Rect::new(left, SAFE, size.width - SAFE, HIGH - bottom - 24.0);
    let sight = Rect::new(if column > 0.0 { room.x0 - 40.0 } else { 0.0 }, 0.0, size.width, room.y1 + 8.0);
    let (scene, marks, view, zoom) = fitted(project, staging, (room, sight), text);
    let boxes = scene.elements.iter().map(|element| (element.id.clone(), element.bounds)).collect();
    Slide {
        size,
        background: tokens.canvas,
        words,
        map: marks,
        boxes,
        middle: room.center(),
        centre: view.center(),
        zoom,
        map_id: staging.map.clone(),
        room,
        sight,
    }
}

/// The map drawn so large that its part fits the room, with type that can be read from the back row.
fn fitted(
    project: &Project,
    staging: &Staging,
    (room, sight): (Rect, Rect),
    text: &mut TextMeasurer,
) -> (super::MapScene, Vec<Mark>, Rect, f64) {
    // Of names, in points at 100 %, how large they are to be on the slide, and how much they may grow. Type that grows
    // more covers what is beside it; around a loop that is lit there is only what is pale.
    let (base, readable, most_larger) = if staging.options.lit.is_empty() || !staging.options.dim_rest {
        (13.0, SMALLEST, 1.5)
    } else {
        (14.0, LIT, 2.0)
    };
    let (mut scale, mut drawing) = (1.0, None);
    let options = |text_scale: f64| PictureOptions {
        level: Level::Normal,
        text_scale,
        legend: false,
        title: None,
        ..staging.options.clone()
    };
    // Larger type needs more room, which makes the map smaller: the second look settles it.
    for _ in 0..2 {
        let (scene, marks) = drawn(project, &staging.map, &options(scale), text);
        let covered = marks.iter().map(Mark::bounds).reduce(|all, one| all.union(one));
        let all = covered.unwrap_or(Rect::new(0.0, 0.0, 100.0, 100.0)).inflate(8.0, 8.0);
        let view = match staging.frame {
            Frame::All => all,
            // Empty space at the edges would only make the rest smaller.
            Frame::Part(part) => Some(part.intersect(all)).filter(|both| both.area() > 1.0).unwrap_or(part),
        };
        let zoom = (room.width() / view.width().max(1.0)).min(room.height() / view.height().max(1.0));
        let zoom = zoom.clamp(0.05, 3.0);
        let wanted = (readable / (base * zoom)).clamp(1.0, most_larger);
        drawing = Some((scene, marks, view, zoom, scale));
        if (wanted - scale).abs() < 0.02 {
            break;
        }
        scale = wanted;
    }
    let Some((scene, marks, view, zoom, scale)) = drawing else {
        let none = super::MapScene::build(&Project::new(""), &staging.map, Level::Normal, text, 1.0);
        return (none, Vec::new(), Rect::ZERO, 1.0);
    };
    if !staging.options.dim_rest {
        return (scene, marks, view, zoom);
    }
    let place = |at: Point| view.center() + (at - room.center()) / zoom;
    let frame = Rect::from_points(place(sight.origin()), place(Point::new(sight.x1, sight.y1)));
    let options = PictureOptions { frame: Some(frame), ..options(scale) };
    let (scene, marks) = drawn(project, &staging.map, &options, text);
    (scene, marks, view, zoom)
}

/// The loop, the title and the sentence; gives how wide their column is, 0 when there are no words.
fn words_of(
    staging: &Staging,
    size: Size,
    tokens: &Tokens,
    text: &mut TextMeasurer,
    words: &mut Vec<Mark>,
) -> f64 {
    if staging.title.is_empty() && staging.text.is_empty() && staging.head.is_none() {
        return 0.0;
    }
    let column = (size.width * 0.31).round();
    let mut y = SAFE + 50.0;
    if let Some(head) = &staging.head {
        let ink = loop_color(head.kind, tokens);
        let center = Point::new(SAFE + 34.0, y);
        match head.kind {
            LoopPolarity::Balancing => words.push(Mark::Rect {
                rect: Rect::from_center_size(center, (64.0, 64.0)),
                radius: 14.0,
                fill: Some(ink),
                stroke: None,
            }),
            _ => words.push(Mark::Disc { center, radius: 34.0, fill: Some(ink), stroke: None }),
        }
        let label = Label::line(text, &head.label, (Font::Inter(700), 28.0), 60.0, Anchor::Middle, center);
        label.draw(tokens.canvas, words);
        let kind = match head.kind {
            LoopPolarity::Reinforcing => "Reinforcing loop",
            LoopPolarity::Balancing => "Balancing loop",
            LoopPolarity::Unknown => "Loop without a clear sign",
        };
        let at = Point::new(SAFE + 90.0, y);
        Label::line(text, kind, (Font::Inter(600), 28.0), column - 90.0, Anchor::Start, at).draw(ink, words);
        y += 74.0;
    }
    let font = Font::Inter(700);
    // A long title is set smaller rather than cut.
    let sizes = [76.0, 64.0, 54.0, 46.0];
    let fits = |size: &f64, text: &mut TextMeasurer| {
        let broken = text.wrap(&staging.title, font, *size, column, 12);
        let widest = staging.title.split_whitespace().map(|word| text.width(word, font, *size));
        broken.lines.len() <= 3 && widest.fold(0.0, f64::max) <= column
    };
    let mut type_size = sizes.into_iter().find(|size| fits(size, text)).unwrap_or(46.0);
    let count =
        |size: f64, text: &mut TextMeasurer| text.wrap(&staging.title, font, size, column, 12).lines.len();
    // A little smaller on one line less looks better.
    if count(type_size * 0.86, text) < count(type_size, text) {
        type_size *= 0.86;
    }
    if !staging.title.is_empty() {
        let broken = text.wrap(&staging.title, font, type_size, column, 4);
        let pitch = type_size * 1.16;
        let high = broken.lines.len() as f64 * pitch;
        let middle = Point::new(SAFE, y + high / 2.0 - 10.0);
        Label::stacked(broken, font, type_size, pitch, Anchor::Start, middle).draw(tokens.text, words);
        y += high + 32.0;
    }
    for paragraph in staging.text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let broken = text.wrap(paragraph, Font::Inter(400), 36.0, column, 9);
        let high = broken.lines.len() as f64 * 50.0;
        let middle = Point::new(SAFE, y + high / 2.0);
        Label::stacked(broken, Font::Inter(400), 36.0, 50.0, Anchor::Start, middle).draw(tokens.text2, words);
        y += high + 18.0;
    }
    column
}

/// The legend at the lower left; gives how high it is.
fn legend_at_foot(
    project: &Project,
    staging: &Staging,
    size: Size,
    column: f64,
    tokens: &Tokens,
    text: &mut TextMeasurer,
    words: &mut Vec<Mark>,
) -> f64 {
    const SCALE: f64 = SMALLEST / 11.0;
    if !staging.options.legend {
        return 0.0;
    }
    let encoded = &staging.options.encoded;
    let Some(mut legend) = legend_of(project, &staging.map, encoded, text, tokens) else { return 0.0 };
    let room = if column > 0.0 { column + 60.0 } else { size.width / 2.0 };
    let scale = SCALE.min(room / legend.size.width.max(1.0));
    let high = scale * legend.size.height;
    let corner = Vec2::new(SAFE, HIGH - 56.0 - high);
    for mark in &mut legend.marks {
        mark.scale(scale);
        mark.shift(corner);
    }
    words.append(&mut legend.marks);
    (high - (SAFE - 56.0)).max(0.0)
}

/// Where in the story one is, at the lower right.
fn dots(
    (at, count): (usize, usize),
    size: Size,
    tokens: &Tokens,
    text: &mut TextMeasurer,
    words: &mut Vec<Mark>,
) {
    const MOST: usize = 16;
    const STEP: f64 = 24.0;
    if count < 2 {
        return;
    }
    let y = HIGH - 80.0;
    let right = size.width - SAFE;
    if count > MOST {
        let said = format!("{} of {count}", at + 1);
        let place = Point::new(right, y);
        Label::line(text, &said, (Font::Inter(500), SMALLEST), 200.0, Anchor::End, place)
            .draw(tokens.text3, words);
        return;
    }
    let mut x = right - 6.0;
    for number in (0..count).rev() {
        if number == at {
            let rect = Rect::new(x - 30.0, y - 6.0, x + 6.0, y + 6.0);
            words.push(Mark::Rect { rect, radius: 6.0, fill: Some(tokens.text), stroke: None });
            x -= STEP + 24.0;
        } else {
            let center = Point::new(x, y);
            words.push(Mark::Disc { center, radius: 6.0, fill: Some(tokens.border), stroke: None });
            x -= STEP;
        }
    }
}
