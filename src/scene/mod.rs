//! What a map looks like, as geometry.
pub mod tokens;
