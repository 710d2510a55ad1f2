//! Layouts under way: worked out on a thread of their own, then shown as elements move to where they lead.
//!
//! While elements move, a gesture is open in the history, so that a layout is one step and can be taken back midway.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;

use egui::Context;
use egui::emath::easing;
use kurbo::{Point, Rect};

use super::App;
use super::action::Action;
use super::command::Command;
use super::theme;
use crate::analysis::Watch;
use crate::edit::Edit;
use crate::layout::{self, Board, Method};
use crate::model::{self, Camera, ElementId, MapId};

/// Seconds in which elements move to their new places.
const SECONDS: f32 = 0.4;

/// From so many moving elements on they jump: each frame on the way would take longer than it shows.
const MOST_MOVING: usize = 1_500;

/// Work that takes longer than this, in seconds, is shown with a way to stop it.
const PATIENCE: f64 = 0.25;

/// What is to be laid out, and how.
pub(super) struct Plan {
    /// What the step is called.
    pub name: String,
    /// The map.
    pub map: MapId,
    /// Its elements.
    pub board: Board,
    /// How.
    pub method: Method,
}

/// A layout under way.
pub(super) struct Layouts {
    name: String,
    map: MapId,
    board: Arc<Board>,
    /// The revision that is laid out; while elements move, the one that shows them under way.
    revision: u64,
    began: f64,
    watch: Watch,
    phase: Phase,
}

enum Phase {
    /// The places are being worked out.
    Thinking(Receiver<Vec<Point>>),
    /// The elements are on their way.
    Moving { ways: Vec<Way>, camera: Option<[Camera; 2]>, seen: Option<Camera> },
}

/// The way of one element.
struct Way {
    id: ElementId,
    from: model::Point,
    to: model::Point,
}

impl Layouts {
    /// Whether it has been thinking for so long that it should be shown, and how far it is, 0 to 1.
    pub fn progress(&self, now: f64) -> Option<f32> {
        let thinking = matches!(self.phase, Phase::Thinking(_));
        (thinking && now - self.began > PATIENCE).then(|| self.watch.progress())
    }

    /// What the step is called.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl App {
    /// Starts to lay out. What was under way before is finished first.
    pub(super) fn lay_out(&mut self, ctx: &Context, plan: Plan) {
        self.finish_layout();
        let Plan { name, map, board, method } = plan;
        let board = Arc::new(board);
        let watch = Watch::default();
        let (sender, answer) = channel();
        let (work, told, wake) = (Arc::clone(&board), watch.clone(), ctx.clone());
        let run = move || {
            let go_on = |share: f64| {
                told.report(share);
                !told.is_cancelled()
            };
            drop(sender.send(layout::arrange(&work, &method, 0, &go_on)));
            wake.request_repaint();
        };
        if let Err(error) = thread::Builder::new().name("layout".to_owned()).spawn(run) {
            self.toasts.say(format!("The layout could not be started: {error}. Try again."));
            return;
        }
        self.layouts = Some(Layouts {
            name,
            map,
            board,
            revision: self.session.history.revision(),
            began: ctx.input(|input| input.time),
            watch,
            phase: Phase::Thinking(answer),
        });
    }

    /// Goes on with the layout under way, if there is one.
    pub(super) fn poll_layout(&mut self, ctx: &Context) {
        let Some(layouts) = &mut self.layouts else { return };
        if layouts.revision != self.session.history.revision() {
            layouts.watch.cancel();
            self.layouts = None;
            self.toasts.say("The map changed meanwhile, so the layout was dropped. Start it again.");
            return;
        }
        match &layouts.phase {
            Phase::Thinking(answer) => match answer.try_recv() {
                Ok(places) => self.set_out(ctx, &places),
                Err(TryRecvError::Empty) => {
                    ctx.request_repaint_after(std::time::Duration::from_millis(80));
                }
                Err(TryRecvError::Disconnected) => self.layouts = None,
            },
            Phase::Moving { .. } => self.move_on(ctx),
        }
    }

    /// The places are known: the elements set out.
    fn set_out(&mut self, ctx: &Context, places: &[Point]) {
        let Some(layouts) = &mut self.layouts else { return };
        let now: BTreeMap<&ElementId, Point> =
            layouts.board.items.iter().map(|item| (&item.id, item.rect.center())).collect();
        let way = |(id, to): (ElementId, model::Point)| {
            let from = now.get(&id)?;
            Some(Way { from: model::Point::new(from.x, from.y), id, to })
        };
        let ways: Vec<Way> = layouts.board.moves(places).into_iter().filter_map(way).collect();
        let boxes = layouts.board.items.iter().zip(places);
        let around =
            boxes.map(|(item, at)| Rect::from_center_size(*at, item.rect.size())).reduce(|a, b| a.union(b));
        let here = self.view.map.as_ref() == Some(&layouts.map);
        let from = self.view.cameras.get(&layouts.map).copied();
        let to = around.filter(|_| here).and_then(|around| self.canvas.fitted_if_hidden(around));
        let camera = from.zip(to).map(|(from, to)| [from, to]);
        layouts.began = ctx.input(|input| input.time);
        layouts.phase = Phase::Moving { ways, camera, seen: from };
        self.session.history.begin(&self.view.selection);
        self.move_on(ctx);
    }

    /// Moves the elements to where they are at this time; at the end the step is done.
    fn move_on(&mut self, ctx: &Context) {
        let Some(layouts) = &mut self.layouts else { return };
        let Phase::Moving { ways, camera, seen } = &mut layouts.phase else { return };
        let seconds = if ways.len() > MOST_MOVING { 0.0 } else { theme::seconds(ctx, SECONDS) };
        let passed = (ctx.input(|input| input.time) - layouts.began) as f32;
        let share = if seconds > 0.0 { (passed / seconds).clamp(0.0, 1.0) } else { 1.0 };
        let eased = f64::from(easing::cubic_out(share));
        let map = layouts.map.clone();
        if let Some([from, to]) = camera {
            // Whoever looks elsewhere meanwhile is not pulled back.
            if self.view.cameras.get(&map) == seen.as_ref() {
                let next = between(*from, *to, eased);
                self.view.cameras.insert(map.clone(), next);
                *seen = Some(next);
            } else {
                *camera = None;
            }
        }
        if share >= 1.0 {
            self.finish_layout();
            return;
        }
        let part = |from: f64, to: f64| from + (to - from) * eased;
        let place = |way: &Way| {
            let at = model::Point::new(part(way.from.x(), way.to.x()), part(way.from.y(), way.to.y()));
            (way.id.clone(), at)
        };
        let places = ways.iter().map(place).collect();
        let edit = Edit::Many(layouts.name.clone(), vec![Edit::Move { map, places }]);
        self.edit(&edit);
        if let Some(layouts) = &mut self.layouts {
            layouts.revision = self.session.history.revision();
        }
        ctx.request_repaint();
    }

    /// Ends the layout under way: elements that move are where they were to go, and what is still being worked out is
    /// dropped.
    pub(super) fn finish_layout(&mut self) {
        let Some(layouts) = self.layouts.take() else { return };
        layouts.watch.cancel();
        let Phase::Moving { ways, .. } = layouts.phase else { return };
        // Another gesture that began meanwhile has kept what this one did.
        if !self.session.history.in_gesture() || layouts.revision != self.session.history.revision() {
            return;
        }
        let places: Vec<_> = ways.into_iter().map(|way| (way.id, way.to)).collect();
        self.standing.settle(&layouts.map, places.iter().map(|(id, _)| id));
        let edit = Edit::Many(layouts.name, vec![Edit::Move { map: layouts.map, places }]);
        self.edit(&edit);
        self.session.history.commit();
    }

    /// Ends the working out as it stands; the elements go there.
    pub(super) fn stop_layout(&mut self) {
        if let Some(layouts) = &self.layouts {
            layouts.watch.cancel();
        }
    }

    /// Elements on the way make room for another edit: they arrive at once. Undo takes back the layout itself, and then
    /// there is nothing left to do for the action.
    pub(super) fn yields_to(&mut self, action: &Action) -> bool {
        if self.layouts.is_none() {
            return false;
        }
        match action {
            Action::Run(Command::Undo) => return self.cancel_layout(),
            Action::Run(Command::Fit | Command::ZoomIn | Command::ZoomOut | Command::ZoomReset) => {}
            Action::Run(_)
            | Action::Edit(_)
            | Action::EditAndSelect(..)
            | Action::Nudge(..)
            | Action::BeginGesture
            | Action::PasteText(_)
                if self.session.history.in_gesture() =>
            {
                self.finish_layout();
            }
            _ => {}
        }
        false
    }

    /// Takes the layout under way back. Gives whether there was one.
    pub(super) fn cancel_layout(&mut self) -> bool {
        let Some(layouts) = self.layouts.take() else { return false };
        layouts.watch.cancel();
        if let Phase::Moving { camera, .. } = layouts.phase {
            if let Some([from, _]) = camera {
                self.view.cameras.insert(layouts.map, from);
            }
            if let Some(selection) = self.session.history.cancel() {
                self.view.selection = selection;
                self.view.settle(self.session.history.project());
            }
        }
        true
    }
}

/// A camera on the way from one to the other.
fn between(from: Camera, to: Camera, share: f64) -> Camera {
    let part = |from: f64, to: f64| from + (to - from) * share;
    let centre =
        model::Point::new(part(from.centre.x(), to.centre.x()), part(from.centre.y(), to.centre.y()));
    // Zooms multiply: half way from 1 to 4 is 2.
    let zoom = from.zoom * (to.zoom / from.zoom).powf(share);
    if share >= 1.0 { to } else { Camera { centre, zoom } }
}
