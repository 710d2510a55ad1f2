//! Marks: the few simple shapes that a picture of a map is made of.
//!
//! The window paints them and the exporter writes them, so both show the same. Lengths are points at 100 %; `y` grows
//! downwards; angles are in radians, clockwise on the screen from the positive x axis.

use kurbo::{Affine, Arc, BezPath, Point, Rect, Shape as _, Vec2};

use smol_str::SmolStr;

use super::icon::Icon;
use super::tokens::Color;

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Thickness.
    pub width: f64,
    /// Colour.
    pub color: Color,
    /// Lengths of dash and gap; absent means solid.
    pub dash: Option<[f64; 2]>,
    /// The ends are half discs; otherwise they are cut off. [`round_cap`] gives them to painters that have none.
    pub round: bool,
}

impl Stroke {
    /// A solid line.
    pub fn new(width: f64, color: Color) -> Self {
        Self { width, color, dash: None, round: false }
    }

    /// The same line, dashed.
    #[must_use]
    pub fn dashed(self, dash: f64, gap: f64) -> Self {
        Self { dash: Some([dash, gap]), ..self }
    }

    /// The same line with round ends.
    #[must_use]
    pub fn rounded(self) -> Self {
        Self { round: true, ..self }
    }
}

/// A typeface and its weight (400 to 700).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Font {
    /// Inter, for everything that is read. Any weight.
    Inter(u16),
    /// `JetBrains Mono`, for figures in columns: 400 and 600.
    Mono(u16),
}

impl Font {
    /// The weight.
    pub fn weight(self) -> u16 {
        match self {
            Self::Inter(weight) | Self::Mono(weight) => weight,
        }
    }
}

/// Which part of a line of text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// The left end.
    Start,
    /// The middle.
    Middle,
    /// The right end.
    End,
}

/// One line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// Where it stands: x by [`Text::anchor`], y is the baseline.
    pub pos: Point,
    /// What it says; one line without control characters.
    pub text: String,
    /// Typeface and weight.
    pub font: Font,
    /// Height of the type (em).
    pub size: f64,
    /// Colour.
    pub color: Color,
    /// What of the line stands at `pos.x`.
    pub anchor: Anchor,
    /// Slanted.
    pub italic: bool,
    /// Struck out.
    pub strike: bool,
    /// The measured width.
    pub width: f64,
}

/// One simple shape.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// Any path. A path with a fill is convex and closed, so that every painter can fill it.
    Path {
        /// The path.
        path: BezPath,
        /// What fills it.
        fill: Option<Color>,
        /// Its rim.
        stroke: Option<Stroke>,
    },
    /// A straight line.
    Line {
        /// One end.
        from: Point,
        /// The other end.
        to: Point,
        /// How it is drawn.
        stroke: Stroke,
    },
    /// A part of a circle.
    Arc {
        /// The middle of the circle.
        center: Point,
        /// Its radius.
        radius: f64,
        /// The angle at which the arc starts.
        start: f64,
        /// How far it turns; positive is clockwise.
        sweep: f64,
        /// How it is drawn.
        stroke: Stroke,
    },
    /// A rectangle.
    Rect {
        /// Where it lies.
        rect: Rect,
        /// How round its corners are.
        radius: f64,
        /// What fills it.
        fill: Option<Color>,
        /// Its rim, centred on its border.
        stroke: Option<Stroke>,
    },
    /// A disc or a ring.
    Disc {
        /// The middle.
        center: Point,
        /// The radius, to the middle of the rim.
        radius: f64,
        /// What fills it.
        fill: Option<Color>,
        /// Its rim.
        stroke: Option<Stroke>,
    },
    /// A line of text.
    Text(Text),
    /// An icon.
    Icon {
        /// Its middle.
        center: Point,
        /// Which.
        icon: Icon,
        /// Its width and height.
        size: f64,
        /// Its colour.
        color: Color,
    },
    /// A picture.
    Picture {
        /// Where it lies; the picture fills it.
        rect: Rect,
        /// Its bytes as a data URL.
        source: SmolStr,
        /// How far it shows, 0 to 1.
        opacity: f32,
    },
}

impl Mark {
    /// A filled convex polygon.
    pub fn polygon(points: &[Point], fill: Option<Color>, stroke: Option<Stroke>) -> Self {
        Self::Path { path: polygon(points), fill, stroke }
    }

    /// Makes the mark paler: `share` (0 to 1) of its opacity stays.
    pub fn fade(&mut self, share: f32) {
        let pale = |color: &mut Color| *color = color.faded(share);
        let (fill, stroke) = match self {
            Self::Path { fill, stroke, .. }
            | Self::Rect { fill, stroke, .. }
            | Self::Disc { fill, stroke, .. } => (fill.as_mut(), stroke.as_mut()),
            Self::Line { stroke, .. } | Self::Arc { stroke, .. } => (None, Some(stroke)),
            Self::Text(text) => (Some(&mut text.color), None),
            Self::Icon { color, .. } => (Some(color), None),
            Self::Picture { opacity, .. } => {
                *opacity *= share;
                (None, None)
            }
        };
        if let Some(fill) = fill {
            pale(fill);
        }
        if let Some(stroke) = stroke {
            pale(&mut stroke.color);
        }
    }

    /// Moves the mark.
    pub fn shift(&mut self, by: Vec2) {
        match self {
            Self::Path { path, .. } => path.apply_affine(Affine::translate(by)),
            Self::Line { from, to, .. } => {
                *from += by;
                *to += by;
            }
            Self::Rect { rect, .. } | Self::Picture { rect, .. } => *rect = *rect + by,
            Self::Arc { center, .. } | Self::Disc { center, .. } | Self::Icon { center, .. } => *center += by,
            Self::Text(text) => text.pos += by,
        }
    }

    /// Makes the mark larger or smaller around the origin, lines and type included.
    pub fn scale(&mut self, by: f64) {
        let line = |stroke: &mut Stroke| {
            stroke.width *= by;
            stroke.dash = stroke.dash.map(|[dash, gap]| [dash * by, gap * by]);
        };
        let place = |point: &mut Point| *point = (by * point.to_vec2()).to_point();
        let grow = |rect: &mut Rect| *rect = rect.scale_from_origin(by);
        match self {
            Self::Path { path, stroke, .. } => {
                path.apply_affine(Affine::scale(by));
                stroke.iter_mut().for_each(line);
            }
            Self::Line { from, to, stroke } => {
                place(from);
                place(to);
                line(stroke);
            }
            Self::Arc { center, radius, stroke, .. } => {
                place(center);
                *radius *= by;
                line(stroke);
            }
            Self::Rect { rect, radius, stroke, .. } => {
                grow(rect);
                *radius *= by;
                stroke.iter_mut().for_each(line);
            }
            Self::Disc { center, radius, stroke, .. } => {
                place(center);
                *radius *= by;
                stroke.iter_mut().for_each(line);
            }
            Self::Text(text) => {
                place(&mut text.pos);
                text.size *= by;
                text.width *= by;
            }
            Self::Icon { center, size, .. } => {
                place(center);
                *size *= by;
            }
            Self::Picture { rect, .. } => grow(rect),
        }
    }

    /// What the mark covers, its rim included.
    pub fn bounds(&self) -> Rect {
        let rim = |stroke: &Option<Stroke>| stroke.as_ref().map_or(0.0, |stroke| stroke.width / 2.0);
        match self {
            Self::Path { path, stroke, .. } => path.bounding_box().inflate(rim(stroke), rim(stroke)),
            Self::Line { from, to, stroke } => {
                Rect::from_points(*from, *to).inflate(stroke.width / 2.0, stroke.width / 2.0)
            }
            Self::Arc { center, radius, start, sweep, stroke } => {
                let arc = Arc::new(*center, (*radius, *radius), *start, *sweep, 0.0);
                arc.bounding_box().inflate(stroke.width / 2.0, stroke.width / 2.0)
            }
            Self::Rect { rect, stroke, .. } => rect.inflate(rim(stroke), rim(stroke)),
            Self::Disc { center, radius, stroke, .. } => {
                let reach = radius + rim(stroke);
                Rect::from_center_size(*center, (2.0 * reach, 2.0 * reach))
            }
            Self::Text(text) => {
                let left = match text.anchor {
                    Anchor::Start => 0.0,
                    Anchor::Middle => text.width / 2.0,
                    Anchor::End => text.width,
                };
                let corner = text.pos - Vec2::new(left, text.size);
                Rect::from_origin_size(corner, (text.width, 1.3 * text.size))
            }
            Self::Icon { center, size, .. } => Rect::from_center_size(*center, (*size, *size)),
            Self::Picture { rect, .. } => *rect,
        }
    }
}

/// A closed polygon as a path.
pub fn polygon(points: &[Point]) -> BezPath {
    let mut path = BezPath::new();
    for (index, point) in points.iter().enumerate() {
        if index == 0 {
            path.move_to(*point);
        } else {
            path.line_to(*point);
        }
    }
    path.close_path();
    path
}

/// The half disc that ends a thick line at `end`, where it runs in the direction `outwards`.
pub fn round_cap(end: Point, outwards: Vec2, width: f64) -> BezPath {
    let mut path = Arc::new(
        end,
        (width / 2.0, width / 2.0),
        outwards.atan2() - std::f64::consts::FRAC_PI_2,
        std::f64::consts::PI,
        0.0,
    )
    .to_path(0.05);
    path.close_path();
    path
}
