//! Layouts: what every method promises, and what each one is for.

mod boards;
mod force;
mod layered;
mod methods;
mod overlaps;
mod radial;
