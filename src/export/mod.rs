//! Pictures, written from scenes.
//!
//! [`svg::write`] gives the marks of a [`crate::scene::Picture`] as SVG with real text and its typefaces inside
//! ([`typeface`]), [`png::write`] paints that with the bundled fonts, [`pdf::write`] puts it on pages. What is exported is
//! what the screen shows. [`report`] says what a project holds and what the analyses find in it.

mod glyph;
pub mod pdf;
pub mod png;
pub mod report;
pub mod svg;
pub mod typeface;
