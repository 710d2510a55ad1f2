//! The figures of elements: boxes, names and tags, with sizes and places but without colours.

use kurbo::{Point, Rect, Vec2};

use crate::model::{Body, Element, ElementId, ElementKind, Issue, Project, Scale, TermKind, Variable};

use super::actor::{self, ActorFigure};
use super::encoding::{Encoded, Extent, Ink, Sizing};
use super::label::Label;
use super::level::Level;
use super::mark::{Anchor, Font};
use super::shape::{Corners, Outline};
use super::text::TextMeasurer;

/// More lines than this end in an ellipsis; the full name is in the tooltip.
pub(super) const MOST_LINES: usize = 6;

/// What is needed to lay out one element.
pub(super) struct Layout<'a> {
    pub project: &'a Project,
    pub text: &'a mut TextMeasurer,
    pub level: Level,
    /// Map units per point of the specification, text scale included.
    pub unit: f64,
    /// What colours and sizes say.
    pub encoded: &'a Encoded,
}

/// What only one kind of element shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Figure {
    /// An actor.
    Actor(ActorFigure),
    /// A variable: bare text.
    Variable {
        /// Its name, centred.
        name: Label,
        /// Where the goal's icon stands.
        goal: Option<Point>,
        /// It is driven from outside.
        external: bool,
    },
    /// An issue: a note with a folded corner.
    Issue {
        /// Its name.
        name: Label,
        /// The box of the letter, and the letter of its category.
        letter: Option<(Rect, Label)>,
        /// How many sources stand behind it, on near maps.
        sources: Option<Label>,
    },
}

/// An element as it stands on a map.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "independent flags that meet in every combination")]
pub struct ElementFigure {
    /// Which element.
    pub id: ElementId,
    /// What it is.
    pub kind: ElementKind,
    /// What pointers hit and where links end.
    pub outline: Outline,
    /// What the element covers, a label outside its outline included.
    pub bounds: Rect,
    /// What only its kind shows.
    pub figure: Figure,
    /// Assessors disagree about it by two steps or more.
    pub contested: bool,
    /// A merge left something in it to decide.
    pub conflict: bool,
    /// It leads to another map.
    pub portal: bool,
    /// How near one looks.
    pub level: Level,
    /// Map units per point of the specification.
    pub unit: f64,
    /// The label under a far element finds room. Always true nearer.
    pub label_shown: bool,
    /// What its colour says; `None` is its usual look.
    pub ink: Option<Ink>,
    /// What its size says.
    pub extent: Extent,
}

/// The radius of the sign of an element that leads to another map, in points.
pub(super) const PORTAL_RADIUS: f64 = 9.0;

impl ElementFigure {
    /// The middle of the element, where its placement says.
    pub fn center(&self) -> Point {
        self.outline.rect.center()
    }

    /// The middle of the sign that it leads to another map; none where there is no such sign or it is too far to see.
    pub fn portal_sign(&self) -> Option<Point> {
        let rect = self.outline.rect;
        let inset = 3.0 * self.unit;
        (self.portal && !self.level.is_far()).then(|| Point::new(rect.x1 - inset, rect.y1))
    }

    /// The name as it is broken into lines.
    pub fn name(&self) -> &Label {
        match &self.figure {
            Figure::Actor(actor) => &actor.name,
            Figure::Variable { name, .. } | Figure::Issue { name, .. } => name,
        }
    }

    /// Lays out an element whose middle is at `center`.
    pub(super) fn new(id: &ElementId, element: &Element, center: Point, layout: &mut Layout<'_>) -> Self {
        let name = layout.project.name_of(id);
        let extent = layout.encoded.extent(id);
        let usual = layout.unit;
        let far_actor = layout.level.is_far() && element.kind() == ElementKind::Actor;
        if !far_actor {
            layout.unit *= Sizing::factor(extent);
        }
        let (outline, figure) = match &element.body {
            Body::Actor(actor) => actor::layout(actor, &name, (center, extent), layout),
            Body::Variable(variable) => variable_figure(variable, &name, center, layout),
            Body::Issue(issue) => issue_figure(issue, element.evidence.len(), &name, center, layout),
        };
        let contested = element.actor().is_some_and(|actor| {
            let disagree = |scale| actor.spread(scale).is_some_and(|spread| spread.is_disagreement());
            disagree(Scale::Interest) || disagree(Scale::Influence)
        });
        let near_actor = layout.level == Level::Near && element.kind() == ElementKind::Actor;
        let mut new = Self {
            id: id.clone(),
            kind: element.kind(),
            outline,
            bounds: outline.rect,
            figure,
            contested,
            conflict: false,
            portal: element.portal.is_some(),
            level: layout.level,
            unit: if near_actor { actor::NEAR * layout.unit } else { layout.unit },
            label_shown: true,
            ink: layout.encoded.ink(id),
            extent,
        };
        layout.unit = usual;
        new.bounds = outline.rect.union(new.name().bounds);
        if let Some(sign) = new.portal_sign() {
            let side = 2.0 * PORTAL_RADIUS * new.unit;
            new.bounds = new.bounds.union(Rect::from_center_size(sign, (side, side)));
        }
        new
    }
}

fn variable_figure(
    variable: &Variable,
    name: &str,
    center: Point,
    layout: &mut Layout<'_>,
) -> (Outline, Figure) {
    let u = layout.unit;
    let (size, pitch) = match layout.level {
        Level::Far { .. } => (12.0, 15.0),
        Level::Normal => (14.0, 18.0),
        Level::Near => (16.0, 20.0),
    };
    let broken = layout.text.wrap(name, Font::Inter(500), size * u, 92.0 * u * size / 14.0, MOST_LINES);
    let lines = broken.lines.len() as f64;
    let icon = if variable.goal { (size + 5.0) * u } else { 0.0 };
    // Room for the heavier weight of lit and selected variables, so that lighting a loop moves nothing.
    let width = broken.width() * 1.03 + icon + 12.0 * u;
    let height = (pitch * lines + 6.0) * u;
    let rect = Rect::from_center_size(center, (width, height));
    let middle = center + Vec2::new(icon / 2.0, 0.0);
    let goal = variable.goal.then(|| Point::new(rect.x0 + (6.0 + size / 2.0) * u, center.y));
    let name = Label::stacked(broken, Font::Inter(500), size * u, pitch * u, Anchor::Middle, middle);
    let figure = Figure::Variable { name, goal, external: variable.external };
    (Outline { rect, corners: Corners::Round(6.0 * u) }, figure)
}

fn issue_figure(
    issue: &Issue,
    sources: usize,
    name: &str,
    center: Point,
    layout: &mut Layout<'_>,
) -> (Outline, Figure) {
    let u = layout.unit;
    let letter = issue.category.as_ref().and_then(|category| {
        let word = layout.project.word(TermKind::Issue, category);
        word.chars().find(|c| c.is_alphanumeric()).map(|c| c.to_uppercase().to_string())
    });
    let letter_at = |middle: Point, layout: &mut Layout<'_>| {
        letter.as_ref().map(|letter| {
            let at = Rect::from_center_size(middle, (18.0 * u, 18.0 * u));
            let label = Label::line(
                layout.text,
                letter,
                (Font::Inter(700), 11.0 * u),
                18.0 * u,
                Anchor::Middle,
                middle,
            );
            (at, label)
        })
    };
    if layout.level.is_far() {
        let rect = Rect::from_center_size(center, (22.0 * u, 22.0 * u));
        let name = far_label(name, rect, layout);
        let letter = letter_at(center, layout);
        let outline = Outline { rect, corners: Corners::Folded(6.0 * u) };
        return (outline, Figure::Issue { name, letter, sources: None });
    }
    let broken = layout.text.wrap(name, Font::Inter(500), 13.0 * u, 116.0 * u, MOST_LINES);
    let lines = broken.lines.len() as f64;
    let head = if letter.is_some() { 36.0 } else { 12.0 };
    let footed = layout.level == Level::Near && sources > 0;
    let foot = if footed { 18.0 } else { 0.0 };
    let width = broken.width().max(40.0 * u) + (head + 21.0) * u;
    let height = ((16.0 * lines + 17.0).max(40.0) + foot) * u;
    let rect = Rect::from_center_size(center, (width, height));
    let middle = center - Vec2::new(0.0, foot * u / 2.0);
    let letter = letter_at(Point::new(rect.x0 + 19.5 * u, middle.y), layout);
    let x = rect.x0 + head * u;
    let name =
        Label::stacked(broken, Font::Inter(500), 13.0 * u, 16.0 * u, Anchor::Start, Point::new(x, middle.y));
    let sources = footed.then(|| {
        let words = if sources == 1 { "1 source".to_owned() } else { format!("{sources} sources") };
        let at = Point::new(x, rect.y1 - 15.0 * u);
        Label::line(layout.text, &words, (Font::Inter(500), 11.0 * u), 116.0 * u, Anchor::Start, at)
    });
    (Outline { rect, corners: Corners::Folded(14.0 * u) }, Figure::Issue { name, letter, sources })
}

/// The one-line label under a far shape.
pub(super) fn far_label(name: &str, shape: Rect, layout: &mut Layout<'_>) -> Label {
    let u = layout.unit;
    let at = Point::new(shape.center().x, shape.y1 + 11.0 * u);
    Label::line(layout.text, name, (Font::Inter(500), 11.0 * u), 140.0 * u, Anchor::Middle, at)
}
