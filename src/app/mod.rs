//! The window.

pub mod fonts;
pub mod theme;
pub mod widgets;
