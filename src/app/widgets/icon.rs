//! The icons the widgets themselves need: codepoints of Phosphor Regular (MIT).

/// Adds one.
pub const PLUS: char = '\u{E3D4}';
/// Closes or clears.
pub const CLOSE: char = '\u{E4F6}';
/// Opens a list below.
pub const CARET_DOWN: char = '\u{E136}';
/// Opens a folded section.
pub const CARET_RIGHT: char = '\u{E13A}';
/// Goes there.
pub const ARROW_RIGHT: char = '\u{E06C}';
/// Searches.
pub const SEARCH: char = '\u{E30C}';
/// Is shown on the map.
pub const EYE: char = '\u{E220}';
/// More commands.
pub const MORE: char = '\u{E1FE}';
/// Done.
pub const CHECK: char = '\u{E182}';
/// Complete.
pub const CHECK_CIRCLE: char = '\u{E184}';
/// A gap.
pub const WARNING_CIRCLE: char = '\u{E4E2}';
/// A warning.
pub const WARNING: char = '\u{E4E0}';
/// An explanation.
pub const INFO: char = '\u{E2CE}';
/// Filters.
pub const FILTER: char = '\u{E268}';
