//! What lies under a pointer. Only figures near it are looked at.

use kurbo::{Point, Rect};

use crate::model::{ElementId, LinkId};

use super::area::GroupFigure;
use super::badge::LoopBadge;
use super::build::MapScene;
use super::element::{ElementFigure, PORTAL_RADIUS};

impl MapScene {
    /// The element under a point; the one painted last where several overlap.
    pub fn element_at(&self, point: Point) -> Option<&ElementId> {
        let near = self.elements_in(around(point, 0.0));
        let mut near = near.into_iter().rev().filter_map(|number| self.elements.get(number));
        near.find(|element| element.outline.contains(point)).map(|element| &element.id)
    }

    /// The element whose rim is within `margin` of a point, inside or outside; the nearest where several are, the one
    /// painted first of those that are as near.
    pub fn near_rim(&self, point: Point, margin: f64) -> Option<&ElementId> {
        let near = self.elements_in(around(point, margin));
        let near = near.into_iter().filter_map(|number| self.elements.get(number)).filter_map(|element| {
            let near = element.outline.rect.inflate(margin, margin).contains(point);
            let distance = near.then(|| element.outline.distance(point).abs())?;
            (distance <= margin).then_some((distance, &element.id))
        });
        near.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, id)| id)
    }

    /// The link whose course or sign is within `margin` of a point; the nearest where several are, the one painted
    /// first of those that are as near.
    pub fn link_at(&self, point: Point, margin: f64) -> Option<&LinkId> {
        let near = self.links_in(around(point, margin));
        let near = near.into_iter().filter_map(|number| self.links.get(number)).filter_map(|link| {
            let around = link.bounds()?.inflate(margin, margin);
            let distance = around.contains(point).then(|| link.distance(point))?;
            (distance <= margin).then_some((distance, &link.id))
        });
        near.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, id)| id)
    }

    /// The element under whose sign of leading to another map a point lies; the one painted last where several are.
    pub fn portal_at(&self, point: Point) -> Option<&ElementId> {
        let near = self.elements_in(around(point, 0.0));
        let near = near.into_iter().rev().filter_map(|number| self.elements.get(number));
        let mut signs = near.filter_map(|element| Some((element, element.portal_sign()?)));
        let under = |(element, sign): &(&ElementFigure, Point)| {
            (point - *sign).hypot() <= (PORTAL_RADIUS + 2.0) * element.unit
        };
        signs.find(under).map(|(element, _)| &element.id)
    }

    /// The loop badge under a point.
    pub fn badge_at(&self, point: Point) -> Option<&LoopBadge> {
        self.badges.iter().rev().find(|badge| (point - badge.center).hypot() <= badge.radius())
    }

    /// The group whose title or border is within `margin` of a point. Its inside is the map's, so that one can drag
    /// the map and lasso elements there.
    pub fn group_at(&self, point: Point, margin: f64) -> Option<&GroupFigure> {
        self.groups.iter().rev().find(|group| {
            let outer = group.rect.inflate(margin, margin).contains(point);
            let inner = group.rect.inflate(-margin, -margin).contains(point);
            outer && !inner || group.title.bounds.inflate(margin, margin).contains(point)
        })
    }
}

/// What is within `margin` of a point, and a little more for what rounding takes.
fn around(point: Point, margin: f64) -> Rect {
    let side = 2.0 * margin.max(0.0) * (1.0 + 1e-9) + 1e-9;
    Rect::from_center_size(point, (side, side))
}
