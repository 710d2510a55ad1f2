//! How the window looks at the project: never saved in the project file.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::reading::Reading;
use super::reading::search::Search;
use crate::analysis::LoopPolarity;
use crate::edit::Selection;
use crate::model::{AreaId, Camera, ElementId, LinkId, LoopId, MapId, Point, Project, UnderlayId};
use crate::scene::Encoding;
use crate::scene::draw::Change;

/// The panel beside the rail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// Every element, with search.
    Elements,
    /// What the analyses say.
    Findings,
    /// Feedback loops.
    Loops,
    /// What the figures of the network say.
    Network,
    /// Which set of partners, and why these.
    Partners,
    /// Who is missing from the coalition.
    Missing,
    /// How the coalition decides, and what each partner brings.
    Governance,
    /// What each stage of the work needs, and how it scales.
    Stages,
    /// Who carries how much, what was promised, and where the shared indicators stand.
    Load,
    /// What several people say about the actors.
    Ratings,
    /// What follows when variables rise or fall.
    WhatIf,
    /// What others changed, what is to decide, and earlier versions.
    History,
    /// What came, went and changed since an earlier state.
    Time,
    /// The steps of the story.
    Story,
    /// Scripts, timer and dots for working with a group.
    Workshop,
    /// Causes and uses of a variable, or paths between two elements.
    Trace,
}

impl Panel {
    /// The panel is a page of the coalition desk, which stands in the place of the map.
    pub fn is_of_the_desk(self) -> bool {
        matches!(
            self,
            Self::Partners | Self::Missing | Self::Governance | Self::Stages | Self::Load | Self::Ratings
        )
    }
}

/// How the map in front is shown: every face shows the same elements and links, and changes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Face {
    /// Drawn.
    #[default]
    Map,
    /// Its actors by interest and influence.
    Grid,
    /// A row for each element or link.
    Table,
    /// Who or what is linked to what, as a square of cells.
    Matrix,
}

/// What became of elements and links, by id.
pub type Changes = BTreeMap<String, Change>;

/// Part of a map that is lit while the rest is dimmed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spotlight {
    /// What is lit, in words for the chip: "R1", "3 bottlenecks".
    pub title: String,
    /// The lit elements.
    pub elements: BTreeSet<ElementId>,
    /// The lit links.
    pub links: BTreeSet<LinkId>,
    /// Links take the loop's colour.
    pub kind: Option<LoopPolarity>,
}

/// What the pointer does on the canvas.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Tool {
    /// Select and move.
    #[default]
    Select,
    /// The next click adds an element.
    Element,
    /// Clicks join two elements; the first end may be chosen already.
    Link(Option<ElementId>),
    /// Drag round what is to be selected.
    Lasso,
    /// Drag a box round what is to be selected.
    Box,
    /// A click gives an element a dot.
    Vote,
    /// The next digits rate: interest, then influence.
    Rate {
        /// Interest is rated; influence is next.
        interest_done: bool,
    },
}

/// A name being typed on the canvas.
#[derive(Clone, Debug, PartialEq)]
pub struct Naming {
    /// Whose name.
    pub target: NamingTarget,
    /// What was typed so far.
    pub text: String,
    /// The field has had its first frame, in which it takes the keyboard.
    pub focused: bool,
}

/// Whose name is typed.
#[derive(Clone, Debug, PartialEq)]
pub enum NamingTarget {
    /// A new element at this place, joined from another if a link was pulled into empty space.
    New {
        /// Its middle.
        pos: Point,
        /// Where the link to it starts.
        linked_from: Option<ElementId>,
        /// Enter goes on with the next one from the same start.
        chain: bool,
    },
    /// An element of the project.
    Existing(ElementId),
}

/// A title or a note being typed on the canvas.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaTyping {
    /// Whose text.
    pub target: TypedArea,
    /// What was typed so far.
    pub text: String,
    /// The field has had its first frame, in which it takes the keyboard.
    pub focused: bool,
}

/// Whose title or text is typed.
#[derive(Clone, Debug, PartialEq)]
pub enum TypedArea {
    /// A new group around the selection.
    NewGroup,
    /// A new note with its corner here.
    NewNote(Point),
    /// A group or note of the map in front.
    Area(AreaId),
}

/// The menu of a chip that says what colours or sizes show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EncodingMenu {
    /// What colours show.
    Colour,
    /// What sizes show.
    Size,
}

/// The half beside the map in front while the view is split.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    /// Its map, never the one in front.
    pub map: MapId,
    /// The map in front is the right half.
    pub front_right: bool,
    /// The share of the width that the left half has.
    pub share: f32,
}

/// How the window looks at the project.
#[derive(Clone, Debug, Default)]
pub struct ViewState {
    /// The map in front.
    pub map: Option<MapId>,
    /// Another map beside it, while the view is split.
    pub beside: Option<Beside>,
    /// The maps from which portals and links led here, latest last.
    pub way_back: Vec<MapId>,
    /// How it is shown.
    pub face: Face,
    /// What is selected.
    pub selection: Selection,
    /// The element under the pointer.
    pub hovered_element: Option<ElementId>,
    /// The link under the pointer.
    pub hovered_link: Option<LinkId>,
    /// The panel beside the rail, if one is open.
    pub panel: Option<Panel>,
    /// Panels are hidden to give the map the window.
    pub panels_hidden: bool,
    /// What is lit until its chip is closed.
    pub spotlight: Option<Spotlight>,
    /// What is lit while a card is hovered.
    pub preview: Option<Spotlight>,
    /// How each map is read: focus, filters, paths and trees.
    pub readings: BTreeMap<MapId, Reading>,
    /// A search under way.
    pub search: Option<Search>,
    /// The key of the card or row that is active.
    pub active_card: Option<String>,
    /// Where each map was looked at.
    pub cameras: BTreeMap<MapId, Camera>,
    /// The next frame fits the map to the window.
    pub fit_next: bool,
    /// What a merge or another version did to elements and links, shown as rings and bands.
    pub changes: Option<Arc<Changes>>,
    /// Another version whose elements and links are painted pale where this one has none.
    pub ghosts: Option<Arc<Project>>,
    /// What the pointer does.
    pub tool: Tool,
    /// A name being typed on the canvas.
    pub naming: Option<Naming>,
    /// The group, note or picture that is chosen; never together with selected elements or links.
    pub area: Option<AreaId>,
    /// A title or a note being typed on the canvas.
    pub area_typing: Option<AreaTyping>,
    /// The picture that the pointer can move; others let the pointer through.
    pub unlocked: Option<UnderlayId>,
    /// The loop whose badge the open menu speaks of.
    pub menu_badge: Option<LoopId>,
    /// What the elements panel searches for.
    pub element_search: String,
    /// How many bottleneck, partner and loop cards the findings panel shows.
    pub finding_filter: FindingFilter,
    /// Which loops the loop panel shows.
    pub loop_filter: Option<LoopPolarity>,
    /// The first or only legend is folded to a chip.
    pub legend_folded: bool,
    /// What colours and sizes say on each map; a map that is not listed has the usual look.
    pub encodings: BTreeMap<MapId, Encoding>,
    /// The menu of a chip that is to open in this frame.
    pub encoding_menu: Option<EncodingMenu>,
    /// The menu of a chip that is to open in the next frame.
    pub next_encoding_menu: Option<EncodingMenu>,
    /// Where the pointer was last on the canvas, in map units.
    pub pointer: Option<Point>,
}

/// Which findings the panel shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FindingFilter {
    /// All of them.
    #[default]
    All,
    /// Partner suggestions.
    Partners,
    /// Bottlenecks.
    Bottlenecks,
    /// Loops.
    Loops,
}

impl ViewState {
    /// Looks at a newly opened project: its first map, fitted.
    pub fn for_project(project: &Project, panel: Option<Panel>) -> Self {
        Self {
            map: project.maps_in_order().first().map(|(id, _)| (*id).clone()),
            panel,
            fit_next: true,
            ..Self::default()
        }
    }

    /// Keeps only what the project still has, after an edit or an undo.
    pub fn settle(&mut self, project: &Project) {
        self.selection.retain_existing(project);
        if self.map.as_ref().is_none_or(|map| !project.maps.contains_key(map)) {
            self.map = project.maps_in_order().first().map(|(id, _)| (*id).clone());
            self.fit_next = true;
        }
        let front = self.map.clone();
        self.beside = self
            .beside
            .take()
            .filter(|beside| project.maps.contains_key(&beside.map) && front.as_ref() != Some(&beside.map));
        self.way_back.retain(|map| project.maps.contains_key(map));
        let map = self.map.as_ref().and_then(|map| project.maps.get(map));
        let stands = |area: &AreaId| {
            map.is_some_and(|map| match area {
                AreaId::Group(id) => map.groups.contains_key(id),
                AreaId::Note(id) => map.notes.contains_key(id),
                AreaId::Underlay(id) => map.underlays.contains_key(id),
            })
        };
        self.area = self.area.take().filter(stands);
        self.unlocked = self.unlocked.take().filter(|id| stands(&AreaId::Underlay(id.clone())));
        self.readings.retain(|id, reading| {
            project.maps.get(id).is_some_and(|map| {
                reading.settle(map);
                !reading.is_empty()
            })
        });
        let exists = |id: &ElementId| project.elements.contains_key(id);
        self.hovered_element = self.hovered_element.take().filter(exists);
        self.hovered_link = self.hovered_link.take().filter(|id| project.links.contains_key(id));
        if let Tool::Link(Some(from)) = &self.tool
            && !exists(from)
        {
            self.tool = Tool::Link(None);
        }
    }

    /// What colours and sizes say on a map.
    pub fn encoding_of(&self, map: &MapId) -> Encoding {
        self.encodings.get(map).cloned().unwrap_or_default()
    }

    /// How the map in front is read.
    pub fn reading(&self) -> Cow<'_, Reading> {
        let reading = self.map.as_ref().and_then(|map| self.readings.get(map));
        reading.map_or_else(Cow::default, Cow::Borrowed)
    }

    /// Reads the map in front in this way.
    pub fn read(&mut self, reading: Reading) {
        let Some(map) = self.map.clone() else { return };
        if reading.is_empty() {
            self.readings.remove(&map);
        } else {
            self.readings.insert(map, reading);
        }
    }

    /// Something is dimmed, or would be on a map that shows it.
    pub fn dims(&self) -> bool {
        self.spotlight.is_some() || !self.reading().is_empty()
    }
}
