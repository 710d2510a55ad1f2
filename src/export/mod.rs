//! Pictures, written from scenes.
