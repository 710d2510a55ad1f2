//! Linchpin draws actor maps, causal-loop diagrams and issue maps in one project, and asks them questions: who is the
//! bottleneck, which loops drive this, which set of partners could move it.
//!
//! # Code map, in reading order
//!
//! Reading order is data order: bytes become a [`model::Project`], edits make the next one, analyses turn it into
//! findings, and a scene shows it.
//!
//! | room | what lives there | may know |
//! |---|---|---|
//! | [`model`] | the document as plain values: elements, links, maps, vocabulary; stable ids; `problems()` | nothing else of ours |
//! | [`edit`] | the only way a project changes: named edits, history, gestures | model |
//! | [`mod@file`] | Linchpin's own JSON: canonical form, versions, safe saving, differences | model |
//! | [`exchange`] | foreign formats in and out | model |
//! | [`analysis`] | pure functions from a project to plain results | model |
//! | [`layout`] | pure functions from a map and its element sizes to places | model |
//! | [`scene`] | what a map looks like, as geometry; colours, sizes and text measuring | model, analysis results |
//! | [`export`] | pictures, written from scenes | model, scene, analysis |
//! | [`app`] | the window: canvas, widgets, panels, commands | everything but cli |
//! | [`cli`] | the same core without a window | everything but app |
//!
//! # Invariants
//!
//! Each is a test in `tests/layers.rs` or a type.
//!
//! - No `egui` outside `app` (headless `epaint` in `scene/text` excepted); no `egui_graphs` outside `app/canvas`.
//! - No petgraph index leaves `analysis`: the outside speaks in ids.
//! - Only `edit` changes a project. Selection, camera and open panels are view state, never saved in the project.
//! - Results are never written into the project; they are keyed by the project's revision.
//! - Nothing depends on hash order: the same project gives the same bytes, the same results, the same picture.
//! - Long work runs off the window's thread on a snapshot, can be cancelled, and a stale answer is dropped.
//! - Nothing that came from a file or a user can panic.

pub mod analysis;
pub mod app;
pub mod cli;
pub mod edit;
pub mod exchange;
pub mod export;
pub mod file;
pub mod layout;
pub mod model;
pub mod scene;
