//! Where elements stand: pure functions from a [`Board`] (boxes as large as they are drawn, and what joins them) to
//! places.
//!
//! [`arrange`] runs any [`Method`]; [`Simulation`] is the force layout step by step, for a window that shows it move.
//! Every method keeps fixed elements where they are, to the bit, gives finite places, and gives the same places for
//! the same board and seed on any machine and any number of threads. Lengths are map units; y grows downwards.

mod arrange;
mod blocks;
mod board;
mod circle;
mod field;
mod first;
mod force;
mod layered;
mod line;
mod newcomers;
mod overlap;
mod pack;
mod quality;
mod rings;
mod room;
mod round;

pub use arrange::{Method, arrange};
pub use board::{Board, Item, Join, Key};
pub use first::{first_places, suited, wants_places};
pub use force::Simulation;
pub use overlap::remove_overlaps;
pub use quality::{Quality, quality};
pub use round::round_loops;

/// The clear space between two boxes that a link joins: enough for an arrowhead, a sign and the name of a tie.
pub const LINK_GAP: f64 = 76.0;

/// The least clear space between two boxes.
pub const BOX_GAP: f64 = 20.0;
