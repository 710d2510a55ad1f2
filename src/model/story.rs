//! Saved views and the story that a presenter tells.

use std::collections::BTreeSet;

use super::filter::Filter;
use super::geometry::Camera;
use super::id::{ElementId, LinkId, LoopId, MapId, ViewId};
use super::json::{Object, record, words};

words! {
    /// Which way one goes from an element.
    Side {
        /// Against the direction of links: what leads to it.
        In = "in",
        /// With the direction of links: what it leads to.
        Out = "out",
        /// Both ways.
        Both = "both",
    }
}

record! {
    /// Part of a map that is lit while the rest is dimmed.
    Light {
        /// What is lit, in words.
        title: String = "title",
        /// The lit elements.
        elements: BTreeSet<ElementId> = "elements",
        /// The lit links; none means the links between the lit elements.
        links: BTreeSet<LinkId> = "links",
        /// The links are a feedback loop and take its colour.
        is_loop: bool = "loop",
    }
}

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
        /// Which way one goes from the focus; absent means both.
        side: Option<Side> = "side",
        /// What passes; the rest is dimmed.
        filter: Filter = "filter",
        /// What is lit, if anything is.
        light: Option<Light> = "light",
        /// How elements and links are coloured and sized, by the names that the canvas gives these choices.
        style: Object = "style",
    }
}

record! {
    /// One step of the story.
    Step {
        /// Its title.
        title: String = "title",
        /// Its place in the story, a fractional index.
        order: String = "order",
        /// What the audience reads below the title.
        text: String = "text",
        /// What the speaker says, in Markdown.
        notes: String = "notes",
        /// The map it shows.
        map: Option<MapId> = "map",
        /// Where it looks.
        camera: Option<Camera> = "camera",
        /// How much of the map is seen across, in map units; with [`Self::high`] it frames the same on every screen.
        wide: Option<f64> = "wide",
        /// How much of the map is seen from top to bottom, in map units.
        high: Option<f64> = "high",
        /// The saved view it shows.
        view: Option<ViewId> = "view",
        /// The elements in focus.
        focus: BTreeSet<ElementId> = "focus",
        /// How many links away from the focus still shows; absent means one.
        distance: Option<f64> = "distance",
        /// Which way one goes from the focus; absent means both.
        side: Option<Side> = "side",
        /// What passes; the rest is dimmed.
        filter: Filter = "filter",
        /// What is lit besides.
        light: Option<Light> = "light",
        /// How elements and links are coloured and sized, as in a [`View`].
        style: Object = "style",
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
