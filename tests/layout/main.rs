//! Layouts: what every method promises, and what each one is for.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod boards;
mod force;
mod layered;
mod methods;
mod overlaps;
mod radial;
