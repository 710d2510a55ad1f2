//! The figure of an actor: a shape by sector, the interest ring, the name, the influence stack, role and assets.

use kurbo::{Point, Rect, Vec2};

use crate::model::{Actor, Id as _, Scale, TermId, TermKind};

use super::element::{Figure, Layout, MOST_LINES, far_label};
use super::encoding::{Extent, Sizing};
use super::icon::Icon;
use super::label::Label;
use super::level::Level;
use super::mark::{Anchor, Font};
use super::shape::{Corners, Outline};
use super::text::Broken;
use super::tokens::{ActorShape, Theme};

/// The outer width of the interest ring.
const RING: f64 = 28.0;
const RING_GAP: f64 = 8.0;
const STACK_GAP: f64 = 10.0;
const STACK: f64 = 8.0;
const CHIP: f64 = 22.0;
/// Near cards hold more in smaller type: at their own size they would cover maps that were laid out at 100 %.
pub(super) const NEAR: f64 = 0.8;

/// What an actor shows inside its shape.
#[derive(Clone, Debug, PartialEq)]
pub struct ActorFigure {
    /// The sector, whose look the tokens know.
    pub sector: Option<TermId>,
    /// The sector's icon.
    pub icon: Icon,
    /// The middle of the interest ring; a far actor has none.
    pub ring: Option<Point>,
    /// How far the ring is filled, 0 to 1; `None` when interest is not rated.
    pub interest: Option<f64>,
    /// The name.
    pub name: Label,
    /// The top left corner of the influence stack, and how many half bars of ten are filled; absent when influence is
    /// not rated, and far.
    pub stack: Option<(Point, u8)>,
    /// What the actor does in the coalition; near only.
    pub role: Option<Label>,
    /// What the actor brings, the most first; near only.
    pub assets: Vec<AssetChip>,
}

/// An asset on a near actor.
#[derive(Clone, Debug, PartialEq)]
pub struct AssetChip {
    /// Where it lies.
    pub rect: Rect,
    /// The middle of its icon.
    pub at: Point,
    /// Its icon; absent on the chip that counts what found no room.
    pub icon: Option<Icon>,
    /// Its name, or the count.
    pub name: Option<Label>,
    /// How many of three bars are filled; 0 on the count.
    pub bars: u8,
}

/// Bars of an asset: 1 under a level of 45, 2 under 75, else 3.
pub fn asset_bars(level: f64) -> u8 {
    if level < 45.0 {
        1
    } else if level < 75.0 {
        2
    } else {
        3
    }
}

/// Padding left and right of an actor's parts.
fn padding(shape: ActorShape) -> (f64, f64) {
    match shape {
        ActorShape::Pill => (12.0, 16.0),
        ActorShape::Rounded | ActorShape::Square => (10.0, 10.0),
        ActorShape::Cut => (11.0, 12.0),
        ActorShape::Hexagon => (16.0, 16.0),
    }
}

/// Lays out an actor; `extent` is what its size says.
pub(super) fn layout(
    actor: &Actor,
    name: &str,
    (center, extent): (Point, Extent),
    layout: &mut Layout<'_>,
) -> (Outline, Figure) {
    let u = if layout.level == Level::Near { NEAR * layout.unit } else { layout.unit };
    let sector = actor.sector.as_ref().map(|sector| layout.project.resolve(TermKind::Sector, sector));
    let shape = Theme::Light.tokens().sector(sector.as_ref()).shape;
    let rated = |scale: Scale| {
        actor.spread(scale).map(|spread| scale.normalised(spread.mean)).filter(|share| share.is_finite())
    };
    let interest = rated(Scale::Interest).map(|share| share.clamp(0.0, 1.0));
    let influence = rated(Scale::Influence).map(|share| 1.0 + 4.0 * share.clamp(0.0, 1.0));
    let icon = Icon::of_sector(sector.as_ref().map(TermId::as_str));
    if layout.level.is_far() {
        let side = match extent {
            Extent::Usual => 14.0 + 4.4 * influence.unwrap_or(0.0),
            _ => 24.0 * Sizing::factor(extent),
        } * u;
        let rect = Rect::from_center_size(center, (side, side));
        let corners = match shape {
            ActorShape::Pill => Corners::Round(side / 2.0),
            ActorShape::Rounded => Corners::Round(side * 0.25),
            ActorShape::Square => Corners::Round(1.5 * u),
            ActorShape::Cut => Corners::Cut(side * 0.27),
            ActorShape::Hexagon => Corners::Pointed(side * 0.27),
        };
        let name = far_label(name, rect, layout);
        let figure = ActorFigure {
            sector,
            icon,
            ring: None,
            interest,
            name,
            stack: None,
            role: None,
            assets: Vec::new(),
        };
        return (Outline { rect, corners }, Figure::Actor(figure));
    }

    let near = layout.level == Level::Near;
    let text_width = if near { 132.0 } else { 100.0 };
    let (left, right) = padding(shape);
    let broken = layout.text.wrap(name, Font::Inter(600), 13.0 * u, text_width * u, MOST_LINES);
    let lines = broken.lines.len() as f64;
    let role = actor.role.as_ref().filter(|_| near).map(|role| layout.project.word(TermKind::Role, role));
    let role = role.map(|role| layout.text.one_line(&role, Font::Inter(500), 11.0 * u, text_width * u));
    let role_width = role.as_ref().map_or(0.0, |(_, width)| *width);
    let text = broken.width().max(role_width).max(24.0 * u);
    let stacked = influence.is_some();
    let head =
        (left + RING + RING_GAP) * u + text + (right + if stacked { STACK_GAP + STACK } else { 0.0 }) * u;
    let mut assets = if near { chips(actor, u, head - (left + right) * u, layout) } else { Vec::new() };
    let chips_width = assets.last().map_or(0.0, |chip| chip.rect.x1);
    let width = head.max(chips_width + (left + right) * u);

    let block = 16.0 * lines + if role.is_some() { 15.0 } else { 0.0 };
    let foot = if assets.is_empty() { 0.0 } else { CHIP + 9.0 };
    let height = match block {
        _ if near && foot > 0.0 => (block + 18.0 + foot).max(92.0),
        _ if block < 17.0 => 44.0,
        _ => 18.0 + block.max(32.0),
    } * u;
    let rect = Rect::from_center_size(center, (width, height));
    let middle = center.y - foot * u / 2.0;
    let ring = Point::new(rect.x0 + (left + RING / 2.0) * u, middle);
    let x = rect.x0 + (left + RING + RING_GAP) * u;
    let name_middle = middle - if role.is_some() { 7.5 * u } else { 0.0 };
    let name = Label::stacked(
        broken,
        Font::Inter(600),
        13.0 * u,
        16.0 * u,
        Anchor::Start,
        Point::new(x, name_middle),
    );
    let role = role.map(|line| {
        let at = Point::new(x, name_middle + (8.0 * lines + 7.5) * u);
        let broken = Broken { lines: vec![line], cut: false };
        Label::stacked(broken, Font::Inter(500), 11.0 * u, 15.0 * u, Anchor::Start, at)
    });
    let stack = influence.map(|influence| {
        let corner = Point::new(rect.x1 - (right + STACK) * u, middle - 14.0 * u);
        (corner, (influence * 2.0).round() as u8)
    });
    let corner = Vec2::new(rect.x0 + left * u, rect.y1 - (CHIP + 9.0) * u);
    for chip in &mut assets {
        chip.rect = chip.rect + corner;
        chip.at += corner;
        if let Some(name) = &mut chip.name {
            name.shift(corner);
        }
    }
    let figure = ActorFigure { sector, icon, ring: Some(ring), interest, name, stack, role, assets };
    (Outline::of_sector(shape, rect, u), Figure::Actor(figure))
}

/// The asset row from x 0, y 0: the strongest asset with its name, others by icon, and a count of what is left over.
fn chips(actor: &Actor, u: f64, room: f64, layout: &mut Layout<'_>) -> Vec<AssetChip> {
    let mut assets: Vec<_> = actor.assets.iter().filter(|(_, level)| **level > 0.0).collect();
    assets.sort_by(|a, b| b.1.total_cmp(a.1).then_with(|| a.0.cmp(b.0)));
    let mut chips: Vec<AssetChip> = Vec::new();
    let mut x = 0.0;
    let middle = CHIP / 2.0 * u;
    let total = assets.len();
    for (index, (asset, level)) in assets.into_iter().enumerate() {
        let id = layout.project.resolve(TermKind::Asset, asset);
        let word = layout.project.word(TermKind::Asset, asset);
        let name = (index == 0).then(|| {
            let at = Point::new(x + 27.0 * u, middle);
            Label::line(layout.text, &word, (Font::Inter(500), 11.0 * u), 100.0 * u, Anchor::Start, at)
        });
        let named = name.as_ref().map_or(0.0, |name| name.bounds.width() + 6.0 * u);
        let width = named + (27.0 + 12.0 + 9.0) * u;
        let left_over = total - index;
        if index > 0 && x + width > room.max(130.0 * u) {
            let at = Point::new(x + 4.0 * u, middle);
            let label = Label::line(
                layout.text,
                &format!("+{left_over}"),
                (Font::Inter(500), 11.0 * u),
                40.0 * u,
                Anchor::Start,
                at,
            );
            let rect = Rect::new(x, 0.0, x + label.bounds.width() + 8.0 * u, CHIP * u);
            chips.push(AssetChip { rect, at, icon: None, name: Some(label), bars: 0 });
            break;
        }
        chips.push(AssetChip {
            rect: Rect::new(x, 0.0, x + width, CHIP * u),
            at: Point::new(x + 15.0 * u, middle),
            icon: Some(Icon::of_asset(id.as_str())),
            name,
            bars: asset_bars(*level),
        });
        x += width + 4.0 * u;
    }
    chips
}
