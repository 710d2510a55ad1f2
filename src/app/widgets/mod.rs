//! The parts every panel is built from, painted from the tokens.
//!
//! A widget takes plain values and gives back what was done to it; it keeps no state of the project and changes none.
//! Each says its role and name to a screen reader, can be reached by keyboard, shows its focus ring only after a key was
//! pressed, and has a hit area of 28 points or more. Icons are given as glyphs of Phosphor, see [`icon`].

mod badge;
mod button;
mod chip;
mod dialog;
mod field;
mod finding;
pub mod icon;
mod ink;
mod key;
mod loop_row;
mod member;
mod option_row;
mod palette;
mod rail;
mod rating;
mod rating_paint;
mod section;
mod segmented;
mod share_bar;
mod size_strip;
mod slider;
mod toast;
mod touch;

pub use badge::{SignMark, loop_badge, paint_loop_badge, paint_sign, polarity_disc};
pub use button::{button, icon_button, link_button, primary_button, tool_button};
pub use chip::{Tone, asset_chip, chip, clear_chip, icon_chip, kind_chip};
pub use dialog::{ButtonKind, Choice, DialogButton, dialog, dialog_frame};
pub use field::{dropdown, notes_field, search_field, text_field};
pub use finding::{Card, CardResponse, finding_card};
pub use ink::{disc_glyph, glyph, hairline, label, paragraph, text_at};
pub use key::{key_cap, keys, tip};
pub use loop_row::{LoopRow, loop_row};
pub use member::{Member, bar, labelled_bar, member_row, score_bar};
pub use option_row::option_row;
pub use palette::{PaletteRow, menu_row, palette_row};
pub use rail::{rail_item, tab, tab_width};
pub use rating::{Gesture, RatingEdit, RatingResponse, rating_slider};
pub use section::{row_label_value, section, section_with};
pub use segmented::{Segment, segmented};
pub use share_bar::{Share, share_bar};
pub use size_strip::{SizePoint, size_strip};
pub use slider::{Slide, slider};
pub use toast::{Toast, ToastAction, toast};
pub use touch::{focus_ring, keyboard_in_use};
