//! Pictures, written from scenes.
//!
//! [`svg::write`] gives the marks of a [`crate::scene::Picture`] as SVG with real text, [`png::write`] paints that with
//! the bundled fonts. What is exported is what the screen shows.

mod glyph;
pub mod png;
pub mod svg;
