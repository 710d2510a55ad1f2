//! Saved views and the story that a presenter tells.

use std::collections::BTreeSet;

use super::geometry::Camera;
use super::id::{ElementId, LinkId, LoopId, MapId, ViewId};
use super::json::{Object, record};

record! {
    /// A way of looking at a map, kept under a name.
    View {
        /// Its name.
        title: String = "title",
        /// Its place in the list, a fractional index.
        order: String = "order",
        /// The map it looks at.
        map: Option<MapId> = "map",
        /// Where it looks.
        camera: Option<Camera> = "camera",
        /// The elements in focus.
        focus: BTreeSet<ElementId> = "focus",
        /// How many links away from the focus still shows.
        distance: Option<f64> = "distance",
        /// What is filtered, by field.
        filter: Object = "filter",
    }
}

record! {
    /// One step of the story.
    Step {
        /// Its title.
        title: String = "title",
        /// Its place in the story, a fractional index.
        order: String = "order",
        /// What the speaker says, in Markdown.
        notes: String = "notes",
        /// The map it shows.
        map: Option<MapId> = "map",
        /// Where it looks.
        camera: Option<Camera> = "camera",
        /// The saved view it shows.
        view: Option<ViewId> = "view",
        /// The elements in focus.
        focus: BTreeSet<ElementId> = "focus",
        /// The elements that the story has revealed by now; empty means all.
        revealed: BTreeSet<ElementId> = "revealed",
        /// The links it lights.
        links: BTreeSet<LinkId> = "links",
        /// The loop it lights.
        highlight: Option<LoopId> = "loop",
        /// The findings it opens.
        findings: Vec<String> = "findings",
    }
}
