//! What a map looks like, as geometry, for screen and export alike.
//!
//! [`MapScene::build`] lays out a map's elements and links at a [`Level`]; the functions of [`draw`] turn one figure in
//! a [`draw::State`] into [`Mark`]s; [`picture()`] puts a whole map together in paint order. Lengths are map units:
//! points at 100 % zoom, y growing downwards.

mod actor;
mod area;
mod badge;
mod bend;
mod beside;
mod build;
mod carry;
pub mod curve;
pub mod draw;
mod element;
pub mod encoding;
mod hit;
pub mod icon;
mod label;
mod legend;
mod legend_key;

mod level;
mod link;
pub mod mark;
mod near;
mod picture;
mod place;
mod room;

mod shape;
mod slide;
mod stub;
pub mod text;
pub mod tokens;

pub use actor::{ActorFigure, AssetChip, asset_bars};
pub use area::{GroupFigure, NOTE_WIDTH, NoteFigure, UnderlayFigure};
pub use badge::{BadgeWords, LoopBadge};
pub use bend::CAUSAL_BEND;
pub use build::MapScene;
pub use carry::Carried;
pub use curve::Curve;
pub use draw::{Change, State};
pub use element::{ElementFigure, Figure};
pub use encoding::{Encoded, Encoding, Extent, Field, Ink};
pub use icon::Icon;
pub use label::{Label, LabelLine};

pub use legend::{Legend, legend, legend_of};
pub use level::{FAR_BELOW, Level, NEAR_FROM};
pub use link::{LinkFigure, LinkLook, Sign, Tip};
pub use mark::{Anchor, Font, Mark, Stroke, Text};

pub use picture::{Picture, PictureOptions, map_marks, picture};
pub use shape::{Corners, Outline};
pub use slide::{Frame, Head, Slide, Staging, slide};
pub use text::TextMeasurer;
