//! Presenting: the story on the live map, full screen or on a second window with notes in this one.
//!
//! [`steps`] keeps the steps, [`staging`] says what a step shows on the map as it is now, [`stage`] paints the slide that
//! the scene lays out, [`desk`] is what the presenter sees, [`keys`] are its own. The map stays open to edits: whatever
//! comes in meanwhile is shown on the slide in front.

mod desk;
mod follow;
mod keys;
mod notes;
mod stage;
mod staging;
pub mod steps;

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Context, Id, Ui, ViewportBuilder, ViewportCommand, ViewportId};

pub use self::follow::Follow;
pub(super) use self::keys::row_keys;
use self::stage::{Motion, Pen};
pub(super) use self::staging::lit_by;
use self::staging::{Live, StoryFigures, staging};
use super::App;
use super::action::Action;
use super::canvas::Textures;
use super::inquiry::Inquiry;
use super::view_state::{Face, Spotlight, ViewState};
use crate::edit::History;
use crate::model::{Camera, ElementId, MapId, Project, Step, StepId};
use crate::scene::tokens::Theme;
use crate::scene::{Slide, slide};

/// How many slides are kept laid out.
const KEPT: usize = 6;

/// The key of a step's row as the active card.
pub(super) fn step_card(id: &StepId) -> String {
    format!("step {id}")
}

/// The id of a step's row in the panel.
pub(super) fn row_id(id: &StepId) -> Id {
    Id::new(("step row", id))
}

/// What the pointer does on a slide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hand {
    /// Nothing.
    #[default]
    Free,
    /// It is a red dot.
    Laser,
    /// It draws lines that fade.
    Ink,
    /// What it is on is lit, with its neighbours.
    Spotlight,
}

/// A place of the map that a link in the notes leads to.
#[derive(Clone, Debug, PartialEq)]
struct Aim(ElementId);

/// What a slide was laid out from.
#[derive(Clone, Debug, PartialEq)]
struct SlideKey {
    revision: u64,
    at: usize,
    live: Live,
    shape: i64,
    /// The revision whose figures it shows.
    figures: Option<u64>,
}

/// A presentation.
pub struct Show {
    at: usize,
    /// When it began, by the window's clock.
    began: f64,
    /// How long it is to take, in minutes.
    minutes: f64,
    blank: bool,
    hand: Hand,
    with_notes: bool,
    /// What the map showed when it began.
    known: BTreeSet<ElementId>,
    /// The revision at which it began.
    revision: u64,
    pen: Pen,
    pointed: Option<ElementId>,
    aim: Option<Aim>,
    /// A number being typed, and when.
    number: Option<(usize, f64)>,
    note_size: f32,
    motion: Motion,
    /// The pictures under the maps of the slides.
    pictures: Textures,
    kept: Vec<(SlideKey, Arc<Slide>)>,
    /// What filters, colours and sizes of the story ask for, with its revision.
    figures: Inquiry<u64, (u64, StoryFigures)>,
    /// How the window looked before.
    before: Before,
}

/// What presenting changes about how the window looks.
struct Before {
    map: Option<MapId>,
    face: Face,
    camera: Option<Camera>,
    spotlight: Option<Spotlight>,
}

impl Show {
    /// A presentation that begins with the `at`th step.
    pub(super) fn new(view: &ViewState, history: &History, at: usize, with_notes: bool, now: f64) -> Self {
        Self {
            at,
            began: now,
            minutes: 20.0,
            blank: false,
            hand: Hand::Free,
            with_notes,
            known: history.project().elements.keys().cloned().collect(),
            revision: history.revision(),
            pen: Pen::default(),
            pointed: None,
            aim: None,
            number: None,
            note_size: 18.0,
            motion: Motion::default(),
            pictures: Textures::default(),
            kept: Vec::new(),
            figures: Inquiry::default(),
            before: Before {
                map: view.map.clone(),
                face: view.face,
                camera: view.map.as_ref().and_then(|map| view.cameras.get(map)).copied(),
                spotlight: view.spotlight.clone(),
            },
        }
    }

    /// Which step is shown, from 0.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Nothing is shown.
    pub fn is_blank(&self) -> bool {
        self.blank
    }

    /// What the pointer does.
    pub fn hand(&self) -> Hand {
        self.hand
    }

    /// The presenter has notes in one window, the audience the slides in another.
    pub fn with_notes(&self) -> bool {
        self.with_notes
    }

    /// Looks again as before the presentation.
    pub(super) fn give_back(mut self, view: &mut ViewState) {
        self.figures.cancel();
        let Before { map, face, camera, spotlight } = self.before;
        view.face = face;
        view.spotlight = spotlight;
        if let (Some(map), Some(camera)) = (map.clone(), camera) {
            view.cameras.insert(map, camera);
        }
        view.map = map;
    }
}

/// The steps that are presented; without any, one that shows the map in front whole.
fn presented(project: &Project, show: &Show) -> Vec<Step> {
    let steps: Vec<Step> = steps::in_order(project).into_iter().map(|(_, step)| step.clone()).collect();
    if !steps.is_empty() {
        return steps;
    }
    let map = show.before.map.clone();
    let title = map.as_ref().and_then(|map| project.maps.get(map)).map(|map| map.title.clone());
    vec![Step { title: title.unwrap_or_default(), map, ..Step::default() }]
}

impl App {
    /// The slide of a step for a screen of this shape; laid out again only when something changed.
    fn slide_of(&mut self, at: usize, shape: f64, live: &Live) -> Option<Arc<Slide>> {
        let revision = self.session.history.revision();
        let project = Arc::clone(self.session.history.project());
        let show = self.show.as_mut()?;
        // Older figures stay until their successors arrive, so that nothing lit goes out meanwhile.
        let known = show.figures.latest().filter(|known| !known.1.is_empty());
        let figures = known.as_ref().map(|known| known.0);
        let shape_key = (shape * 1000.0).round() as i64;
        let key = SlideKey { revision, at, live: live.clone(), shape: shape_key, figures };
        if let Some((_, kept)) = show.kept.iter().find(|(known, _)| *known == key) {
            return Some(Arc::clone(kept));
        }
        let steps = presented(&project, show);
        let step = steps.get(at)?;
        let none = StoryFigures::default();
        let known = known.as_ref().map_or(&none, |known| &known.1);
        let staging = staging(&project, step, (at, steps.len()), (live, known), Theme::Projector)?;
        let made = Arc::new(slide(&project, &staging, shape, self.canvas.text_mut()));
        show.kept.retain(|(known, _)| known.revision == revision);
        show.kept.truncate(KEPT - 1);
        show.kept.insert(0, (key, Arc::clone(&made)));
        Some(made)
    }

    /// What the presenter did to the slide in front.
    fn live(&self) -> Live {
        let Some(show) = &self.show else { return Live::default() };
        let project = self.session.history.project();
        let new = project.elements.keys().filter(|id| !show.known.contains(*id));
        let pointed = show.pointed.clone().filter(|_| show.hand == Hand::Spotlight);
        Live { newcomers: new.cloned().collect(), pointed }
    }

    /// Goes to a step; the map of it comes to the front, so that what is typed goes there.
    pub(super) fn go_to_step(&mut self, at: usize) {
        let project = Arc::clone(self.session.history.project());
        let Some(show) = &mut self.show else { return };
        let steps = presented(&project, show);
        let at = at.min(steps.len().saturating_sub(1));
        if at != show.at {
            show.at = at;
            show.aim = None;
            show.pointed = None;
            show.pen.clear();
            // What came in before is part of the story now only where it is shown.
            show.blank = false;
        }
    }
}

/// Everything while presenting.
pub(super) fn present_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    let ctx = ui.ctx().clone();
    keys::read(&ctx, app, actions);
    let project = Arc::clone(app.session.history.project());
    let Some(show) = &mut app.show else { return };
    let steps = presented(&project, show);
    show.at = show.at.min(steps.len().saturating_sub(1));
    let step = steps.get(show.at).cloned().unwrap_or_default();
    let revision = app.session.history.revision();
    let (asked, of) = (Arc::clone(&project), steps.clone());
    show.figures.ask(&ctx, &revision, move |watch| (revision, staging::figures(&asked, &of, watch)));
    let with_notes = show.with_notes;
    if let Some(map) = step.map.clone().filter(|map| project.maps.contains_key(map)) {
        app.view.map = Some(map);
    }
    app.view.face = Face::Map;
    if !with_notes {
        let rect = ui.max_rect();
        stage::stage_ui(ui, app, rect, true);
        follow::trouble_ui(ui, app, rect);
        desk::capture_over(ui, app, rect, actions);
        return;
    }
    desk::desk_ui(ui, app, &steps, actions);
    audience(&ctx, app, actions);
}

/// The window that the audience sees.
fn audience(ctx: &Context, app: &mut App, actions: &mut Vec<Action>) {
    let builder =
        ViewportBuilder::default().with_title("Linchpin: audience").with_inner_size([1280.0, 720.0]);
    ctx.show_viewport_immediate(audience_id(), builder, |ui, class| {
        let inside = class == egui::ViewportClass::EmbeddedWindow;
        if !inside {
            let ctx = ui.ctx().clone();
            keys::read(&ctx, app, actions);
            if ctx.input(|input| input.viewport().close_requested()) {
                actions.push(Action::Present(PresentAction::Leave));
            }
            if ctx.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::F11)) {
                let full = ctx.input(|input| input.viewport().fullscreen).unwrap_or(false);
                ctx.send_viewport_cmd(ViewportCommand::Fullscreen(!full));
            }
        }
        let rect = if inside {
            let width = ui.available_width().clamp(320.0, 960.0);
            ui.allocate_exact_size(egui::vec2(width, width * 9.0 / 16.0), egui::Sense::hover()).0
        } else {
            ui.max_rect()
        };
        stage::stage_ui(ui, app, rect, true);
    });
}

fn audience_id() -> ViewportId {
    ViewportId::from_hash_of("audience")
}

/// What is asked for while presenting.
#[derive(Clone, Debug, PartialEq)]
pub enum PresentAction {
    /// The next step.
    Next,
    /// The step before.
    Back,
    /// This step, from 0.
    To(usize),
    /// Nothing is shown, or the step again.
    Blank,
    /// The pointer does this, or nothing again.
    Take(Hand),
    /// The capture line takes the keyboard.
    Capture,
    /// Flies to an element.
    Aim(ElementId),
    /// It is to take so many minutes.
    Minutes(f64),
    /// The clock starts anew.
    Restart,
    /// Notes are this large.
    NoteSize(f32),
    /// Ends.
    Leave,
}

impl App {
    /// Does what was asked while presenting.
    pub(super) fn run_present(&mut self, ctx: &Context, action: &PresentAction) {
        let Some(show) = &mut self.show else { return };
        let at = show.at;
        match action {
            PresentAction::Next => self.go_to_step(at + 1),
            PresentAction::Back => self.go_to_step(at.saturating_sub(1)),
            PresentAction::To(at) => self.go_to_step(*at),
            PresentAction::Blank => show.blank = !show.blank,
            PresentAction::Take(hand) => {
                show.hand = if show.hand == *hand { Hand::Free } else { *hand };
                show.pointed = None;
            }
            PresentAction::Capture => self.capture.wanted = true,
            PresentAction::Aim(id) => show.aim = Some(Aim(id.clone())),
            PresentAction::Minutes(minutes) => show.minutes = minutes.clamp(1.0, 600.0),
            PresentAction::Restart => show.began = ctx.input(|input| input.time),
            PresentAction::NoteSize(size) => show.note_size = size.clamp(14.0, 32.0),
            PresentAction::Leave => self.leave_show(ctx),
        }
        // The other window is painted with this one.
        ctx.request_repaint();
    }
}
