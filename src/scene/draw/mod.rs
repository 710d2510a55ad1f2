//! The marks of one figure in a state.
//!
//! Paint order: pictures, groups, notes, link bands, links, elements, link signs and badges, element rings. Each layer has its
//! function here; [`super::picture()`] calls them in that order, and the window does the same.
//!
//! When states meet: conflict before selected before hover before lit; a dimmed figure is pale in all of them, unless it
//! is hovered or selected.

mod area;
mod badge;
mod element;
mod link;
mod sign;

pub use area::{group, note, underlay};
pub use badge::badge;
pub use element::{element, element_color, element_rings};
pub(super) use element::{influence_stack, interest_arc};
pub use link::{link, link_band, link_color, link_sign, shows};
pub use sign::{mark, sign};

use super::mark::Mark;
use super::tokens::{Color, Tokens};
use crate::analysis::LoopPolarity;

/// How a dimmed figure shows: shares of its opacity.
pub mod dim {
    /// Actors, issues, groups and badges.
    pub const ELEMENT: f32 = 0.28;
    /// Variables.
    pub const VARIABLE: f32 = 0.30;
    /// Links.
    pub const LINK: f32 = 0.24;
}

/// What a merge did to a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// It is new.
    Added,
    /// Something in it changed.
    Changed,
    /// It is gone.
    Removed,
}

/// What is going on with a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent flags that meet in every combination")]
pub struct State {
    /// The pointer is over it.
    pub hover: bool,
    /// It is selected.
    pub selected: bool,
    /// It belongs to what is selected: a tie of a selected actor.
    pub neighbour: bool,
    /// A lit loop runs through it.
    pub lit: Option<LoopPolarity>,
    /// Something else is in focus.
    pub dimmed: bool,
    /// What a merge did to it.
    pub change: Option<Change>,
}

impl State {
    /// The figure is painted pale.
    pub fn is_pale(self) -> bool {
        self.dimmed && !self.hover && !self.selected
    }
}

/// The colour of a kind of loop.
pub fn loop_color(kind: LoopPolarity, tokens: &Tokens) -> Color {
    match kind {
        LoopPolarity::Reinforcing => tokens.reinforcing,
        LoopPolarity::Balancing => tokens.balancing,
        LoopPolarity::Unknown => tokens.undetermined,
    }
}

/// The colour behind a kind of loop.
pub fn loop_soft(kind: LoopPolarity, tokens: &Tokens) -> Color {
    match kind {
        LoopPolarity::Reinforcing => tokens.reinforcing_soft,
        LoopPolarity::Balancing => tokens.balancing_soft,
        LoopPolarity::Unknown => tokens.undetermined_soft,
    }
}

/// Makes all marks from `first` on paler.
fn fade(marks: &mut [Mark], first: usize, share: f32) {
    for mark in marks.iter_mut().skip(first) {
        mark.fade(share);
    }
}
