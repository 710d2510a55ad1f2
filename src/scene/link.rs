//! The figures of links: their courses, ends, signs and words, without colours.

use std::f64::consts::{PI, TAU};

use kurbo::{Point, Rect, Vec2};

use crate::model::{
    Bond, Causal, ElementId, End, Id as _, Intent, LeverKind, Link, LinkId, LinkKind, Polarity, TermId,
    TermKind, Tie,
};

use super::actor::NEAR;
use super::bend::side_of;
use super::curve::Curve;
use super::element::{ElementFigure, Layout};
use super::encoding::Ink;
use super::icon::Icon;
use super::label::Label;
use super::level::Level;
use super::mark::{Anchor, Font};

/// Ties end so far outside an outline.
pub const TIE_GAP: f64 = 3.0;
/// Causal links end so far outside an outline.
pub const CAUSAL_GAP: f64 = 4.0;
/// The radius of a sign.
pub const SIGN_RADIUS: f64 = 8.0;
/// The radius of a loop from an element back to itself.
const OWN_RADIUS: f64 = 18.0;
/// The gap in a tie that holds its glyph.
pub const GLYPH_GAP: f64 = 18.0;

/// What a causal link's disc says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// The same way.
    Plus,
    /// The opposite way.
    Minus,
    /// Not signed.
    Unknown,
    /// Groups give different signs.
    Contested,
}

/// What ends a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tip {
    /// Nothing.
    None,
    /// An arrowhead.
    Head,
    /// A disc.
    Dot,
    /// A filled square.
    Filled,
    /// A hollow square.
    Hollow,
}

/// What only one kind of link shows.
#[derive(Clone, Debug, PartialEq)]
pub enum LinkLook {
    /// A tie.
    Tie {
        /// The glyph of its kind.
        icon: Icon,
        /// Its kind, written, starting at x 0, with its capitals centred on y 0.
        word: Label,
        /// It is a conflict between the two.
        hostile: bool,
    },
    /// A causal link.
    Causal {
        /// What the disc says.
        sign: Sign,
        /// It takes long.
        delay: bool,
        /// What the team means to do with it.
        mark: Option<Intent>,
        /// The middle of the disc; absent far away.
        at: Option<Point>,
    },
    /// A lever.
    Lever(LeverKind),
}

/// A link as it runs on a map.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkFigure {
    /// Which link.
    pub id: LinkId,
    /// What it is.
    pub kind: LinkKind,
    /// Where it starts.
    pub from: ElementId,
    /// Where it ends.
    pub to: End,
    /// The visible course, tip to tip; absent when the ends overlap or lie too close for anything to show.
    pub curve: Option<Curve>,
    /// How far it bends, as a share of the distance between the ends' middles; positive is to the left of the way. Of
    /// a link from an element to itself: its side, in turns clockwise from the top.
    pub bend: f64,
    /// The share of the course where a tie's glyph, delay strokes or a mark stand: the middle, unless something is
    /// there.
    pub middle: f64,
    /// Thickness of the line at rest.
    pub width: f64,
    /// What stands at the start.
    pub start: Tip,
    /// What stands at the end.
    pub end: Tip,
    /// Length and width of an arrowhead.
    pub head: (f64, f64),
    /// What only its kind shows.
    pub look: LinkLook,
    /// Where the kind of a tie has room to be written: on its course, clear of elements.
    pub pill: Option<Rect>,
    /// Groups disagree about its sign.
    pub contested: bool,
    /// A merge left something in it to decide.
    pub conflict: bool,
    /// What its colour says; `None` is its usual look.
    pub ink: Option<Ink>,
    /// How near one looks.
    pub level: Level,
    /// Map units per point of the specification.
    pub unit: f64,
}

impl LinkFigure {
    /// A figure with the words of the link but without a course.
    pub(super) fn new(id: &LinkId, link: &Link, bend: f64, layout: &mut Layout<'_>) -> Self {
        let u = layout.unit;
        let mut figure = Self {
            id: id.clone(),
            kind: link.kind(),
            from: link.ends.from.clone(),
            to: link.ends.to.clone(),
            curve: None,
            bend,
            middle: 0.5,
            width: 1.75 * u,
            start: Tip::None,
            end: Tip::Head,
            head: (10.0 * u, 9.0 * u),
            look: LinkLook::Lever(LeverKind::Controls),
            pill: None,
            contested: false,
            conflict: false,
            ink: None,
            level: layout.level,
            unit: u,
        };
        match &link.bond {
            Bond::Tie(tie) => figure.be_tie(tie, layout),
            Bond::Causal(causal) => figure.be_causal(causal),
            Bond::Lever(lever) => {
                let kind = lever.lever.unwrap_or(LeverKind::Influences);
                (figure.start, figure.end) = match kind {
                    LeverKind::Controls => (Tip::None, Tip::Filled),
                    LeverKind::Influences => (Tip::None, Tip::Hollow),
                    LeverKind::AffectedBy => (Tip::Head, Tip::None),
                    LeverKind::KnowsAbout => (Tip::None, Tip::Dot),
                };
                figure.look = LinkLook::Lever(kind);
            }
        }
        figure
    }

    fn be_tie(&mut self, tie: &Tie, layout: &mut Layout<'_>) {
        let u = self.unit;
        let id = tie.tie.as_ref().map(|tie| layout.project.resolve(TermKind::Tie, tie));
        let word = tie.tie.as_ref().map_or("tie".to_owned(), |tie| layout.project.word(TermKind::Tie, tie));
        let strength = if tie.weight().is_finite() { tie.weight().clamp(1.0, 5.0) } else { 1.0 };
        let width = 0.9 + 0.45 * (strength - 1.0);
        self.width = if self.level.is_far() { (width / 2.0).max(0.8) } else { width } * u;
        let length = if self.level.is_far() { 5.0 } else { 9.0 + 0.6 * width };
        self.head = (length * u, 0.9 * length * u);
        // Near, words are as large as those on the cards.
        let written = if self.level == Level::Near { NEAR * u } else { u };
        if tie.is_mutual() {
            (self.start, self.end) = (Tip::Dot, Tip::Dot);
        }
        let word = Label::line(
            layout.text,
            &word,
            (Font::Inter(500), 12.0 * written),
            160.0 * u,
            Anchor::Start,
            Point::ZERO,
        );
        let kind = id.as_ref().map(TermId::as_str);
        self.look = LinkLook::Tie { icon: Icon::of_tie(kind), word, hostile: kind == Some("conflicts") };
    }

    fn be_causal(&mut self, causal: &Causal) {
        self.contested = causal.is_contested();
        let sign = match (self.contested, causal.effective_polarity()) {
            (true, _) => Sign::Contested,
            (_, Polarity::Plus) => Sign::Plus,
            (_, Polarity::Minus) => Sign::Minus,
            (_, Polarity::Unknown) => Sign::Unknown,
        };
        if self.level.is_far() {
            self.width = 1.25 * self.unit;
            self.head = (7.0 * self.unit, 6.3 * self.unit);
        }
        self.look = LinkLook::Causal { sign, delay: causal.delay, mark: causal.mark, at: None };
    }

    fn gap(&self) -> f64 {
        self.unit * if self.kind == LinkKind::Causal { CAUSAL_GAP } else { TIE_GAP }
    }

    /// Runs the link between two elements, or from an element round to itself.
    pub(super) fn run(&mut self, from: &ElementFigure, to: &ElementFigure) {
        let whole = if from.id == to.id {
            round(from, self.bend, self.unit)
        } else {
            Curve::bent(from.center(), to.center(), self.bend)
        };
        let leave = whole.leaves(&from.outline, self.gap());
        let arrive = whole.reversed().leaves(&to.outline, self.gap());
        self.trim(whole, leave, arrive.map(|share| 1.0 - share));
    }

    /// Runs a lever from an element to the middle of a link.
    pub(super) fn run_to_link(&mut self, from: &ElementFigure, target: Point) {
        let whole = Curve::bent(from.center(), target, self.bend);
        let leave = whole.leaves(&from.outline, self.gap());
        let back = whole.share_of(9.0 * self.unit);
        self.trim(whole, leave, Some(1.0 - back));
    }

    fn trim(&mut self, whole: Curve, leave: Option<f64>, arrive: Option<f64>) {
        self.curve = match (leave, arrive) {
            (Some(leave), Some(arrive)) if arrive > leave => Some(whole.part(leave, arrive)),
            _ => None,
        };
        // Between far shapes that nearly touch, a stub would read as dirt.
        let shortest = if self.level.is_far() { 6.0 * self.unit } else { self.unit };
        self.curve = self.curve.filter(|curve| curve.length() >= shortest);
    }

    /// The middle of the course.
    pub fn middle(&self) -> Option<Point> {
        self.curve.as_ref().map(|curve| curve.point(0.5))
    }

    /// Where the handle that bends the link stands: the middle of its course, or beside what is written there.
    pub fn handle(&self) -> Option<Point> {
        const ASIDE: [f64; 6] = [22.0, -22.0, 34.0, -34.0, 60.0, -60.0];
        let curve = self.curve.as_ref()?;
        let middle = curve.point(0.5);
        if self.kind != LinkKind::Tie || self.level.is_far() {
            return Some(middle);
        }
        let clear = 8.0 * self.unit;
        let free = |share: &f64| {
            let at = curve.point(*share);
            let off_pill = self.pill.is_none_or(|pill| !pill.inflate(clear, clear).contains(at));
            let off_glyph = self.pill.is_some() || (at - curve.point(self.middle)).hypot() > 2.0 * clear;
            off_pill && off_glyph
        };
        let room = curve.share_of(16.0 * self.unit);
        let aside = ASIDE.map(|by| 0.5 + by.signum() * curve.share_of(by.abs() * self.unit));
        let shares = std::iter::once(0.5).chain(aside).filter(|share| share.min(1.0 - share) >= room);
        Some(shares.into_iter().find(free).map_or(middle, |share| curve.point(share)))
    }

    /// What the link covers, its sign included.
    pub fn bounds(&self) -> Option<Rect> {
        let reach = 8.0 * self.unit;
        let course = self.curve.as_ref()?.bounds().inflate(reach, reach);
        match self.look {
            LinkLook::Causal { at: Some(at), .. } => {
                let radius = (SIGN_RADIUS + 1.0) * self.unit;
                Some(course.union(Rect::from_center_size(at, (2.0 * radius, 2.0 * radius))))
            }
            _ => Some(course),
        }
    }

    /// The link starts and ends at the same element.
    pub fn is_own(&self) -> bool {
        self.to.element() == Some(&self.from)
    }

    /// The side of an element, in turns clockwise from its top, that a loop of one takes to come towards `point`.
    pub fn side_towards(center: Point, point: Point) -> f64 {
        let way = point - center;
        let turns = (way.y.atan2(way.x) / TAU + 0.25).rem_euclid(1.0);
        if turns > 0.5 { turns - 1.0 } else { turns }
    }

    /// The bend that would carry the middle of the link through `point`, for dragging its handle; `None` when the ends
    /// coincide. Clamped to ±0.7.
    pub fn bend_through(from: Point, to: Point, point: Point) -> Option<f64> {
        let way = to - from;
        let chord = way.hypot();
        if chord < 1.0 {
            return None;
        }
        let left = Vec2::new(way.y, -way.x) / chord;
        Some(((point - from.midpoint(to)).dot(left) / chord).clamp(-0.7, 0.7))
    }
}

/// A loop from an element back to itself, on the side that lies `turns` clockwise from its top.
fn round(element: &ElementFigure, turns: f64, unit: f64) -> Curve {
    let rect = element.outline.rect;
    let way = side_of(turns);
    let radius = OWN_RADIUS * unit;
    // Towards the corners of the box, not of a square: boxes are wide.
    let half = rect.size() / 2.0;
    let reach = 1.0 / way.x.abs().max(way.y.abs()).max(1e-9);
    let mut rim = rect.center() + Vec2::new(way.x * half.width, way.y * half.height) * reach;
    let inwards = rect.center() - rim;
    for _ in 0..16 {
        let outside = element.outline.distance(rim);
        if outside < 0.1 {
            break;
        }
        rim += inwards * (outside / inwards.hypot().max(1e-9)).min(1.0);
    }
    let center = rim + way * (0.6 * radius);
    Curve::Arc { center, radius, start: way.atan2() + PI, sweep: TAU }
}

impl LinkFigure {
    /// How far a point is from the course or the sign's disc; infinite for a link that does not show.
    pub fn distance(&self, point: Point) -> f64 {
        let course = self.curve.as_ref().map_or(f64::INFINITY, |curve| curve.distance(point));
        match self.look {
            LinkLook::Causal { at: Some(at), .. } => {
                course.min(((point - at).hypot() - SIGN_RADIUS * self.unit).max(0.0))
            }
            _ => course,
        }
    }
}
