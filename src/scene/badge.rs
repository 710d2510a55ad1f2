//! Loop badges: a loop's label, its kind and which way it turns.

use kurbo::{Point, Rect, Vec2};

use crate::analysis::LoopPolarity;
use crate::model::{LinkId, LoopId, Polarity, Project};

use super::build::MapScene;
use super::label::Label;
use super::mark::{Anchor, Font};
use super::text::TextMeasurer;

/// What the loop through these links does. `None` when a link is missing or is no causal link.
pub(super) fn kind_of(project: &Project, links: &[LinkId]) -> Option<LoopPolarity> {
    let signs: Option<Vec<Polarity>> = links
        .iter()
        .map(|id| project.links.get(id)?.causal().map(crate::model::Causal::effective_polarity))
        .collect();
    signs.map(LoopPolarity::of)
}

/// A loop's badge on a map.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "independent flags that meet in every combination")]
pub struct LoopBadge {
    /// The loop, if people named it.
    pub id: Option<LoopId>,
    /// People put it where it is.
    pub by_hand: bool,
    /// What it does.
    pub kind: LoopPolarity,
    /// The middle of the badge.
    pub center: Point,
    /// The loop turns clockwise on the screen.
    pub clockwise: bool,
    /// The label inside, such as `R1`.
    pub label: Label,
    /// The name below; absent far away and without a name.
    pub name: Option<Label>,
    /// The name lies on a line and needs a gap in it.
    pub on_line: bool,
    /// The links of the loop, in order.
    pub links: Vec<LinkId>,
    /// The map is drawn far.
    pub far: bool,
    /// Map units per point of the specification.
    pub unit: f64,
}

/// What a badge says.
#[derive(Clone, Copy, Debug)]
pub struct BadgeWords<'a> {
    /// The label inside, such as `R1`.
    pub label: &'a str,
    /// The name below; may be empty.
    pub name: &'a str,
    /// What the loop does.
    pub kind: LoopPolarity,
}

impl LoopBadge {
    /// The badge of the loop through `links`, at `center` or else in the middle of the loop. `None` when the map does
    /// not show all its links.
    pub fn new(
        scene: &MapScene,
        links: &[LinkId],
        words: BadgeWords<'_>,
        center: Option<Point>,
        text: &mut TextMeasurer,
    ) -> Option<Self> {
        let starts: Vec<Point> = links
            .iter()
            .map(|id| {
                scene.link(id).and_then(|link| scene.element(&link.from)).map(super::ElementFigure::center)
            })
            .collect::<Option<_>>()?;
        let count = starts.len().max(1) as f64;
        let middle = (starts.iter().fold(Vec2::ZERO, |sum, point| sum + point.to_vec2()) / count).to_point();
        let center = center.unwrap_or(middle);
        let nexts = starts.iter().cycle().skip(1);
        // Twice the signed area: positive is clockwise with y downwards.
        let turn: f64 = starts.iter().zip(nexts).map(|(a, b)| (*a - middle).cross(*b - middle)).sum();
        let u = scene.unit();
        let far = scene.level().is_far();
        let label =
            Label::line(text, words.label, (Font::Inter(700), 12.0 * u), 40.0 * u, Anchor::Middle, center);
        let name = (!far && !words.name.is_empty()).then(|| {
            let broken = text.wrap(words.name, Font::Inter(600), 12.0 * u, 132.0 * u, 2);
            let down = 27.0 + 8.0 * broken.lines.len() as f64;
            let at = center + Vec2::new(0.0, down * u);
            Label::stacked(broken, Font::Inter(600), 12.0 * u, 16.0 * u, Anchor::Middle, at)
        });
        let clockwise = turn >= 0.0;
        Some(Self {
            id: None,
            by_hand: false,
            kind: words.kind,
            center,
            clockwise,
            label,
            name,
            on_line: false,
            links: links.to_vec(),
            far,
            unit: u,
        })
    }

    /// Moves the badge.
    pub fn shift(&mut self, by: Vec2) {
        self.center += by;
        self.label.shift(by);
        if let Some(name) = &mut self.name {
            name.shift(by);
        }
    }

    /// Puts the name above, to the right or to the left of the badge: side 1, 2 or 3. On side 0 it stands below.
    #[must_use]
    pub(super) fn with_name_on(&self, side: u8) -> Self {
        let mut badge = self.clone();
        if let Some(name) = &mut badge.name {
            let aside = name.bounds.width() / 2.0 + 29.0 * badge.unit;
            let down = name.bounds.center().y - badge.center.y;
            let by = match side {
                0 => Vec2::ZERO,
                1 => Vec2::new(0.0, -2.0 * down),
                2 => Vec2::new(aside, -down),
                _ => Vec2::new(-aside, -down),
            };
            name.shift(by);
        }
        badge
    }

    /// Half the width of the badge itself.
    pub fn radius(&self) -> f64 {
        self.unit * if self.far { 11.0 } else { 13.0 }
    }

    /// The boxes of the badge with its turning arrow, and of its name.
    pub fn parts(&self) -> Vec<Rect> {
        let reach = if self.far { self.radius() } else { 25.0 * self.unit };
        let disc = Rect::from_center_size(self.center, (2.0 * reach, 2.0 * reach));
        std::iter::once(disc).chain(self.name.as_ref().map(|name| name.bounds)).collect()
    }

    /// What the badge covers, turning arrow and name included.
    pub fn bounds(&self) -> Rect {
        self.parts().into_iter().reduce(|all, one| all.union(one)).unwrap_or(Rect::ZERO)
    }
}
