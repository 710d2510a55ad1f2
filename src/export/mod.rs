//! Pictures, written from scenes.
//!
//! [`svg::write`] gives the marks of a [`crate::scene::Picture`] as SVG with real text and its typefaces inside
//! ([`typeface`]), [`pixels::paint`] paints that with the bundled fonts, [`png::write`] packs the pixels, [`pdf::write`]
//! puts marks on pages. What is exported is
//! what the screen shows. [`report`] says what a project holds and what the analyses find in it.

mod glyph;
pub mod pdf;
pub mod pixels;
pub mod png;
pub mod report;
pub mod svg;
pub mod typeface;
