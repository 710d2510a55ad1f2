//! The window.

pub mod fonts;
#[cfg(test)]
mod gallery;
pub mod theme;
pub mod widgets;
