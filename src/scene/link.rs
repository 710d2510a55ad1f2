//! The figures of links: their courses, ends, signs and words, without colours.

use std::f64::consts::{FRAC_PI_2, TAU};

use kurbo::{Point, Rect, Vec2};

use crate::model::{
    Bond, Causal, ElementId, End, Id as _, LeverKind, Link, LinkId, LinkKind, Polarity, TermId, TermKind, Tie,
};

use super::actor::NEAR;
use super::curve::Curve;
use super::element::{ElementFigure, Layout};
use super::icon::Icon;
use super::label::Label;
use super::level::Level;
use super::mark::{Anchor, Font};

/// Ties end so far outside an outline.
pub const TIE_GAP: f64 = 3.0;
/// Causal links end so far outside an outline.
pub const CAUSAL_GAP: f64 = 4.0;
/// A sign stands so far back from the tip, along the link.
const SIGN_BACK: f64 = 18.0;
/// A sign stands so far beside the link.
const SIGN_ASIDE: f64 = 15.0;
/// The radius of a sign.
pub const SIGN_RADIUS: f64 = 8.0;
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
    /// How far it bends, as a share of the distance between the ends' middles; positive is to the left of the way.
    pub bend: f64,
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
            width: 1.75 * u,
            start: Tip::None,
            end: Tip::Head,
            head: (10.0 * u, 9.0 * u),
            look: LinkLook::Lever(LeverKind::Controls),
            pill: None,
            contested: false,
            conflict: false,
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
        self.look = LinkLook::Causal { sign, delay: causal.delay, at: None };
    }

    fn gap(&self) -> f64 {
        self.unit * if self.kind == LinkKind::Causal { CAUSAL_GAP } else { TIE_GAP }
    }

    /// Runs the link between two elements, or from an element round to itself.
    pub(super) fn run(&mut self, from: &ElementFigure, to: &ElementFigure) {
        let whole = if from.id == to.id {
            round(from, self.unit)
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

    /// The places for the sign's disc, the better one first: outside and inside of the bend.
    pub(super) fn sign_places(&self) -> Option<[Point; 2]> {
        let curve = self.curve.as_ref()?;
        if self.level.is_far() {
            return None;
        }
        let share = (1.0 - curve.share_of(SIGN_BACK * self.unit)).max(0.5);
        let (at, out) = (curve.point(share), curve.outwards(share) * SIGN_ASIDE * self.unit);
        Some([at + out, at - out])
    }

    /// The places where the kind of a tie could be written, the best one first.
    pub(super) fn pill_places(&self) -> Vec<Rect> {
        const SHARES: [f64; 9] = [0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72, 0.22, 0.78];
        let (LinkLook::Tie { word, .. }, Some(curve), false) = (&self.look, &self.curve, self.level.is_far())
        else {
            return Vec::new();
        };
        let u = word.size / 12.0;
        let (width, height) = (word.bounds.width() + 36.0 * u, 22.0 * u);
        let fits = |share: f64| {
            let way = curve.direction(share);
            // How much of the line the pill hides there: its height where the line is steep, else its width.
            let across = (height / way.y.abs().max(1e-6)).min(width / way.x.abs().max(1e-6));
            curve.length() * share.min(1.0 - share) > across / 2.0 + 16.0 * u
        };
        let fitting = SHARES.into_iter().filter(|share| fits(*share));
        fitting.map(|share| Rect::from_center_size(curve.point(share), (width, height))).collect()
    }

    /// Where the handle that bends the link stands: the middle of its course.
    pub fn handle(&self) -> Option<Point> {
        self.curve.as_ref().map(|curve| curve.point(0.5))
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

/// A loop from an element back to itself, over its top right corner.
fn round(element: &ElementFigure, unit: f64) -> Curve {
    let rect = element.outline.rect;
    let radius = 18.0 * unit;
    let center = Point::new(rect.center().x + rect.width() / 4.0, rect.y0 - 0.5 * radius);
    Curve::Arc { center, radius, start: FRAC_PI_2, sweep: TAU }
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
