//! Positions for the elements of a map.
