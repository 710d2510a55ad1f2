//! The window, driven as people and screen readers drive it: by what things are called, by keys and by the pointer.
//!
//! Every test looks at the project and at how it is looked at, never at pixels.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a helper that fails fails its test")]

mod areas;
mod arranging;
mod camera;
mod capture;
mod causal;
mod coalition;
mod copies;
mod damaged;
mod drawing;
mod empty;
mod encoding;
mod export;
mod files;
mod findings;
mod grid;
mod idle;
mod importing;
mod inspector;
mod keys;
mod killed;
mod layouts;
mod lookup;
mod loops;
mod many;
mod matrix;
mod menus;
mod names;
mod network;
mod over_time;
mod pasting;
mod presenting;
mod projects;
mod reading;
mod recovering;
mod replacing;
mod several_maps;
mod story;
mod table;
mod teams;
mod touch;
mod typing;
mod window;
