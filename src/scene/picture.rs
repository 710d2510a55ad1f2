//! A whole map as one picture, for exports and previews.

use std::collections::{BTreeMap, BTreeSet};

use kurbo::{Point, Rect, Size, Vec2};

use crate::model::{ElementId, Id as _, LinkId, LoopId, Map, MapId, Project};

use super::build::MapScene;
use super::draw::{self, Change, State};
use super::encoding::Encoded;
use super::label::Label;
use super::legend::legend_of;
use super::level::Level;
use super::mark::{Anchor, Font, Mark};
use super::stub;
use super::text::TextMeasurer;
use super::tokens::{Color, Theme, Tokens};
use crate::analysis::LoopPolarity;

/// The space between title, map and legend.
const SPACE: f64 = 24.0;

/// What a picture shows besides the map, and how.
#[derive(Clone, Debug)]
pub struct PictureOptions {
    /// The colours.
    pub theme: Theme,
    /// How near one looks.
    pub level: Level,
    /// 1 = 100 %.
    pub text_scale: f64,
    /// The legend stands below the map.
    pub legend: bool,
    /// A title above the map.
    pub title: Option<String>,
    /// A line below everything: when and from which file the picture was made.
    pub foot: Option<String>,
    /// Around everything.
    pub margin: f64,
    /// Selected elements.
    pub selected: BTreeSet<ElementId>,
    /// Selected links.
    pub selected_links: BTreeSet<LinkId>,
    /// Lit links, with the kind of their loop. Their elements are lit too.
    pub lit: BTreeMap<LinkId, LoopPolarity>,
    /// The loop whose badge is lit.
    pub lit_loop: Option<LoopId>,
    /// Everything is pale but what is selected, lit or listed in `kept`.
    pub dim_rest: bool,
    /// Elements that stay strong when the rest is dimmed, and the groups that hold some of them.
    pub kept: BTreeSet<ElementId>,
    /// What colours and sizes say.
    pub encoded: Encoded,
    /// Links that stay strong when the rest is dimmed; `None` means those between kept elements.
    pub kept_links: Option<BTreeSet<LinkId>>,
    /// The elements that are shown at all, with a count of the links that lead to others; `None` means all.
    pub revealed: Option<BTreeSet<ElementId>>,
    /// What came, went or changed, by the id of the element or link.
    pub changes: BTreeMap<String, Change>,
    /// Pale elements, notes and badges that lie across the edge of this part of the map are left out: half a name says
    /// nothing.
    pub frame: Option<Rect>,
}

impl Default for PictureOptions {
    fn default() -> Self {
        Self {
            theme: Theme::Light,
            level: Level::Normal,
            text_scale: 1.0,
            legend: true,
            title: None,
            foot: None,
            margin: 32.0,
            selected: BTreeSet::new(),
            selected_links: BTreeSet::new(),
            lit: BTreeMap::new(),
            lit_loop: None,
            dim_rest: false,
            kept: BTreeSet::new(),
            encoded: Encoded::default(),
            kept_links: None,
            revealed: None,
            changes: BTreeMap::new(),
            frame: None,
        }
    }
}

/// Marks in paint order, from 0, 0 to `size`.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// What the picture is called; for readers that cannot see it.
    pub title: String,
    /// The marks.
    pub marks: Vec<Mark>,
    /// Width and height.
    pub size: Size,
    /// What fills the picture.
    pub background: Color,
}

/// Draws a map. A map that does not exist gives an empty picture.
pub fn picture(project: &Project, map: &MapId, options: &PictureOptions, text: &mut TextMeasurer) -> Picture {
    let tokens = options.theme.tokens();
    let encoded = &options.encoded;
    let (_, mut marks) = drawn(project, map, options, text);
    let margin = if options.margin.is_finite() { options.margin.clamp(0.0, 1000.0) } else { 0.0 };
    let covered = marks.iter().map(Mark::bounds).reduce(|all, one| all.union(one)).unwrap_or(Rect::ZERO);
    let mut top = margin;
    let mut width = covered.width();
    let mut head = Vec::new();
    if let Some(title) = options.title.as_deref().filter(|title| !title.is_empty()) {
        let middle = Point::new(margin, margin + 13.0);
        let label = Label::line(text, title, (Font::Inter(600), 18.0), 1600.0, Anchor::Start, middle);
        label.draw(tokens.text, &mut head);
        width = width.max(label.bounds.width());
        top += 26.0 + SPACE;
    }
    let shift = Vec2::new(margin, top) - covered.origin().to_vec2();
    for mark in &mut marks {
        mark.shift(shift);
    }
    marks.extend(head);
    let mut bottom = top + covered.height();
    if let Some(legend) = options.legend.then(|| legend_of(project, map, encoded, text, tokens)).flatten() {
        let corner = Vec2::new(margin, bottom + SPACE);
        marks.extend(legend.marks.into_iter().map(|mut mark| {
            mark.shift(corner);
            mark
        }));
        bottom += SPACE + legend.size.height;
        width = width.max(legend.size.width);
    }
    if let Some(foot) = options.foot.as_deref().filter(|foot| !foot.is_empty()) {
        let middle = Point::new(margin, bottom + SPACE + 8.0);
        let label = Label::line(text, foot, (Font::Inter(400), 11.0), 2000.0, Anchor::Start, middle);
        label.draw(tokens.text3, &mut marks);
        width = width.max(label.bounds.width());
        bottom += SPACE + 16.0;
    }
    let size = Size::new((width + 2.0 * margin).ceil().max(1.0), (bottom + margin).ceil().max(1.0));
    let name = project.maps.get(map).map_or("", |map| map.title.as_str());
    let title = options.title.clone().unwrap_or_else(|| name.to_owned());
    Picture { title, marks, size, background: tokens.canvas }
}

/// The map's own marks in map units, without title, legend and margin. A map that does not exist has none.
pub fn map_marks(
    project: &Project,
    map: &MapId,
    options: &PictureOptions,
    text: &mut TextMeasurer,
) -> Vec<Mark> {
    drawn(project, map, options, text).1
}

/// The map's own marks in map units, and the figures they are of.
pub(super) fn drawn(
    project: &Project,
    map: &MapId,
    options: &PictureOptions,
    text: &mut TextMeasurer,
) -> (MapScene, Vec<Mark>) {
    let tokens = options.theme.tokens();
    let (level, scale) = (options.level, options.text_scale);
    let mut scene = MapScene::build_encoded(project, map, level, text, scale, &options.encoded);
    let stubs = match &options.revealed {
        Some(revealed) => stub::reveal(&mut scene, revealed, text),
        None => Vec::new(),
    };
    let mut marks = Vec::new();
    let record = project.maps.get(map).map(AsRef::as_ref);
    paint(&scene, record, &States::new(&scene, options), tokens, &mut marks);
    for stub in &stubs {
        stub.draw(tokens, &mut marks);
    }
    (scene, marks)
}

/// The states of everything in a picture.
struct States<'a> {
    options: &'a PictureOptions,
    lit_elements: BTreeMap<&'a ElementId, LoopPolarity>,
}

impl<'a> States<'a> {
    fn new(scene: &'a MapScene, options: &'a PictureOptions) -> Self {
        let mut lit_elements = BTreeMap::new();
        for (id, kind) in &options.lit {
            if let Some(link) = scene.link(id) {
                lit_elements.insert(&link.from, *kind);
                lit_elements.extend(link.to.element().map(|to| (to, *kind)));
            }
        }
        Self { options, lit_elements }
    }

    /// Something in this state lies across the edge of the frame, and is pale.
    fn is_cut(&self, state: State, bounds: Rect) -> bool {
        let across = |frame: &Rect| frame.overlaps(bounds) && !frame.contains_rect(bounds);
        state.dimmed && self.options.frame.as_ref().is_some_and(across)
    }

    fn strong(&self, id: &ElementId) -> bool {
        self.lit_elements.contains_key(id)
            || self.options.selected.contains(id)
            || self.options.kept.contains(id)
    }

    fn element(&self, id: &ElementId) -> State {
        State {
            selected: self.options.selected.contains(id),
            lit: self.lit_elements.get(id).copied(),
            dimmed: self.options.dim_rest && !self.strong(id),
            change: self.options.changes.get(id.as_str()).copied(),
            ..State::default()
        }
    }

    fn link(&self, link: &super::LinkFigure) -> State {
        let options = self.options;
        let touches = |set: &BTreeSet<ElementId>| {
            set.contains(&link.from) || link.to.element().is_some_and(|to| set.contains(to))
        };
        let between = || {
            let to = link.to.element();
            options.kept.contains(&link.from) && to.is_some_and(|to| options.kept.contains(to))
        };
        let kept = options.kept_links.as_ref().map_or_else(between, |kept| kept.contains(&link.id));
        let lit = options.lit.get(&link.id).copied();
        let selected = options.selected_links.contains(&link.id);
        let neighbour = touches(&options.selected);
        let dimmed = options.dim_rest && !(lit.is_some() || selected || neighbour || kept);
        let change = options.changes.get(link.id.as_str()).copied();
        State { selected, neighbour, lit, dimmed, change, ..State::default() }
    }
}

fn paint(scene: &MapScene, map: Option<&Map>, states: &States<'_>, tokens: &Tokens, marks: &mut Vec<Mark>) {
    let dimmed = State { dimmed: states.options.dim_rest, ..State::default() };
    for underlay in &scene.underlays {
        draw::underlay(underlay, dimmed, marks);
    }
    for group in &scene.groups {
        let members = map.map(|map| map.members_of(&group.id)).unwrap_or_default();
        let holds_kept = members.iter().any(|id| states.strong(id));
        let state = State { dimmed: dimmed.dimmed && !holds_kept, ..State::default() };
        draw::group(group, state, tokens, marks);
    }
    for note in scene.notes.iter().filter(|note| !states.is_cut(dimmed, note.rect)) {
        draw::note(note, dimmed, tokens, marks);
    }
    let links: Vec<_> = scene.links.iter().map(|link| (link, states.link(link))).collect();
    let elements: Vec<_> = scene
        .elements
        .iter()
        .map(|element| (element, states.element(&element.id)))
        .filter(|(element, state)| !states.is_cut(*state, element.bounds))
        .collect();
    for (link, state) in &links {
        draw::link_band(link, *state, tokens, marks);
    }
    for (link, state) in &links {
        draw::link(link, *state, tokens, marks);
    }
    for (element, state) in &elements {
        draw::element(element, *state, tokens, marks);
    }
    for (link, state) in &links {
        draw::link_sign(link, *state, tokens, marks);
    }
    for badge in &scene.badges {
        let lit = badge.id.is_some() && badge.id == states.options.lit_loop;
        // Without a loop that is lit, every loop that is kept as a whole stays strong.
        let kept = states.options.lit.is_empty()
            && states
                .options
                .kept_links
                .as_ref()
                .is_some_and(|kept| badge.links.iter().all(|id| kept.contains(id)));
        let state = State {
            lit: lit.then_some(badge.kind),
            dimmed: dimmed.dimmed && !lit && !kept,
            ..State::default()
        };
        if !states.is_cut(state, badge.bounds()) {
            draw::badge(badge, state, tokens, marks);
        }
    }
    for (element, state) in &elements {
        draw::element_rings(element, *state, tokens, marks);
    }
}
