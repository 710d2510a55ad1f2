//! Where figures lie, so that what is near a place is found without looking at all of them.

use kurbo::Rect;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::badge::LoopBadge;
use super::build::MapScene;
use super::link::LinkFigure;
use crate::model::{ElementId, LinkId};

type Item = GeomWithData<Rectangle<[f64; 2]>, usize>;

/// Boxes by number, in a tree of boxes (R-tree): a question costs about log n plus the answers.
#[derive(Clone, Debug, Default)]
struct Boxes(RTree<Item>);

impl Boxes {
    fn new(boxes: impl Iterator<Item = Option<Rect>>) -> Self {
        let finite =
            boxes.enumerate().filter_map(|(number, rect)| Some((number, rect.filter(Rect::is_finite)?)));
        Self(RTree::bulk_load(finite.map(|(number, rect)| Self::item(number, rect)).collect()))
    }

    fn item(number: usize, rect: Rect) -> Item {
        GeomWithData::new(Rectangle::from_corners([rect.x0, rect.y0], [rect.x1, rect.y1]), number)
    }

    fn enter(&mut self, number: usize, rect: Rect) {
        if rect.is_finite() {
            self.0.insert(Self::item(number, rect));
        }
    }

    fn leave(&mut self, number: usize, rect: Rect) {
        self.0.remove(&Self::item(number, rect));
    }

    /// The numbers of the boxes that touch `rect`, in ascending order.
    fn touching(&self, rect: Rect) -> Vec<usize> {
        let envelope = AABB::from_corners([rect.x0, rect.y0], [rect.x1, rect.y1]);
        let found = self.0.locate_in_envelope_intersecting(&envelope);
        let mut numbers: Vec<usize> = found.map(|item| item.data).collect();
        numbers.sort_unstable();
        numbers
    }
}

/// Where the figures of a map lie.
#[derive(Clone, Debug, Default)]
pub(super) struct Near {
    elements: Boxes,
    links: Boxes,
    /// The links at each element, by number.
    ends: Vec<Vec<usize>>,
}

impl Near {
    /// The figures of a finished scene. O(n log n).
    pub fn new(scene: &MapScene) -> Self {
        let mut ends: Vec<Vec<usize>> = vec![Vec::new(); scene.elements.len()];
        for (number, link) in scene.links.iter().enumerate() {
            let to = link.to.element().filter(|to| **to != link.from);
            for end in std::iter::once(&link.from).chain(to) {
                if let Some(links) = scene.element_number(end).and_then(|end| ends.get_mut(end)) {
                    links.push(number);
                }
            }
        }
        Self {
            elements: Boxes::new(scene.elements.iter().map(|element| Some(element.bounds))),
            links: Boxes::new(scene.links.iter().map(LinkFigure::bounds)),
            ends,
        }
    }

    /// An element stands at `rect` from now on.
    pub fn enter_element(&mut self, number: usize, rect: Rect) {
        self.elements.enter(number, rect);
    }

    /// An element stands at `rect` no longer.
    pub fn leave_element(&mut self, number: usize, rect: Rect) {
        self.elements.leave(number, rect);
    }

    /// A link runs through `rect` from now on.
    pub fn enter_link(&mut self, number: usize, rect: Rect) {
        self.links.enter(number, rect);
    }

    /// A link runs through `rect` no longer.
    pub fn leave_link(&mut self, number: usize, rect: Rect) {
        self.links.leave(number, rect);
    }
}

impl MapScene {
    /// The place of an element in [`Self::elements`].
    pub fn element_number(&self, id: &ElementId) -> Option<usize> {
        self.element_index.get(id).copied()
    }

    /// The place of a link in [`Self::links`].
    pub fn link_number(&self, id: &LinkId) -> Option<usize> {
        self.link_index.get(id).copied()
    }

    /// The numbers of the links that start or end at an element.
    pub fn links_at(&self, element: usize) -> &[usize] {
        self.near.ends.get(element).map_or(&[], Vec::as_slice)
    }

    /// The numbers of the elements whose bounds touch `rect`, in ascending order.
    pub fn elements_in(&self, rect: Rect) -> Vec<usize> {
        self.near.elements.touching(rect)
    }

    /// The numbers of the links whose bounds touch `rect`, in ascending order.
    pub fn links_in(&self, rect: Rect) -> Vec<usize> {
        self.near.links.touching(rect)
    }

    /// The badges whose bounds touch `rect`.
    pub fn badges_in(&self, rect: Rect) -> impl Iterator<Item = &LoopBadge> {
        self.badges.iter().filter(move |badge| badge.bounds().overlaps(rect))
    }
}
