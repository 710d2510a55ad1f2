//! The story: capturing steps, looking as a step does, presenting.

use egui::{Context, ViewportCommand};

use crate::app::App;
use crate::app::causal::named_loop;
use crate::app::command::Command;
use crate::app::present::{Show, step_card, steps};
use crate::app::reading::views;
use crate::app::view_state::{Face, Panel};
use crate::edit::Edit;
use crate::model::{LinkId, LoopId, NamedLoop, StepId};
use crate::scene::Encoding;

impl App {
    /// Runs a command that is about the story.
    pub(in crate::app) fn run_story(&mut self, ctx: &Context, command: Command) {
        match command {
            Command::CaptureStep => self.capture_step(None),
            Command::ShowWorkshop => self.show_panel(Panel::Workshop),
            Command::ShowStory => self.show_panel(Panel::Story),
            _ => self.present(ctx, command == Command::PresentWithNotes),
        }
    }

    /// Keeps what shows now as a step that lights a loop. The loop is kept under its label, so that the step follows it.
    pub(in crate::app) fn capture_loop(&mut self, key: &[LinkId], label: &str) {
        self.capture_step(Some(&named_loop(self.session.history.project(), key, label)));
    }

    /// Keeps what shows now as a step, after the one that is chosen; with a loop, it tells the loop's story.
    fn capture_step(&mut self, about: Option<&(LoopId, NamedLoop)>) {
        self.view.preview = None;
        let before = std::sync::Arc::clone(self.session.history.project());
        let keep = about.map(|(id, named)| Edit::SetLoop(id.clone(), named.clone()));
        // A loop that is kept already stays as it is.
        let project =
            keep.as_ref().and_then(|keep| keep.apply(&before).ok()).map_or(before, std::sync::Arc::new);
        let chosen = self.chosen_step();
        let seen = self.canvas.seen();
        let mut step = steps::captured(&project, &self.view, seen, chosen.as_ref());
        if let Some((_, named)) = about {
            step.text.clone_from(&named.story);
        }
        let id = StepId::random();
        let set = Edit::SetStep(id.clone(), Box::new(step));
        let edit = match keep {
            Some(keep) => Edit::Many(set.name(&project), vec![keep, set]),
            None => set,
        };
        self.edit(&edit);
        let place = steps::in_order(self.session.history.project()).iter().position(|(step, _)| **step == id);
        let said = format!("Captured as step {}.", place.map_or(1, |place| place + 1));
        self.view.active_card = Some(step_card(&id));
        if self.view.panel == Some(Panel::Story) {
            return;
        }
        self.toasts.offer(said, "Show the story", Command::ShowStory);
    }

    /// The step that is chosen in the panel.
    pub(in crate::app) fn chosen_step(&self) -> Option<StepId> {
        let card = self.view.active_card.as_deref()?;
        let project = self.session.history.project();
        project.story.keys().find(|id| step_card(id) == card).cloned()
    }

    /// Looks at the map as a step does, and chooses the step.
    pub(in crate::app) fn show_step(&mut self, id: &StepId) {
        let project = std::sync::Arc::clone(self.session.history.project());
        let Some(step) = project.story.get(id) else { return };
        if let Some(map) = step.map.clone().filter(|map| project.maps.contains_key(map)) {
            let flies = self.view.map.as_ref() == Some(&map);
            self.show_map(map.clone());
            self.view.face = Face::Map;
            let saved = step.view.as_ref().and_then(|view| project.views.get(view));
            let view = saved.map_or_else(|| steps::as_view(step), |view| (**view).clone());
            let (mut reading, spotlight) = views::reading_of(&project, &view);
            if let Some(record) = project.maps.get(&map) {
                reading.settle(record);
            }
            self.view.read(reading);
            self.view.spotlight = crate::app::present::lit_by(&project, step).or(spotlight);
            let encoding = views::encoding_of(&view);
            if encoding == Encoding::default() {
                self.view.encodings.remove(&map);
            } else {
                self.view.encodings.insert(map.clone(), encoding);
            }
            if let Some(camera) = step.camera {
                let zoom = crate::app::canvas::clamp_zoom(camera.zoom);
                let camera = crate::model::Camera { zoom, ..camera };
                self.view.fit_next = false;
                if flies {
                    self.fly(map, camera);
                } else {
                    self.view.cameras.insert(map, camera);
                }
            }
        }
        self.view.active_card = Some(step_card(id));
    }

    /// Starts to present: with the step that is chosen, or the first.
    fn present(&mut self, ctx: &Context, with_notes: bool) {
        let project = self.session.history.project();
        let chosen = self.chosen_step();
        let at = chosen
            .and_then(|id| steps::in_order(project).iter().position(|(step, _)| **step == id))
            .filter(|_| self.view.panel == Some(Panel::Story))
            .unwrap_or(0);
        let now = ctx.input(|input| input.time);
        self.session.history.commit();
        self.show = Some(Show::new(&self.view, &self.session.history, at, with_notes, now));
        if !with_notes {
            ctx.send_viewport_cmd(ViewportCommand::Fullscreen(true));
        }
        ctx.request_repaint();
    }

    /// Goes back to the window as it was.
    pub(in crate::app) fn leave_show(&mut self, ctx: &Context) {
        let Some(show) = self.show.take() else { return };
        // In the open window what others save must not replace what is drawn here.
        self.follow = None;
        if !show.with_notes() {
            ctx.send_viewport_cmd(ViewportCommand::Fullscreen(false));
        }
        self.capture.focused = false;
        show.give_back(&mut self.view);
        // The canvas did not see the map meanwhile; it must not take the slide's place for its own.
        self.canvas.forget();
        self.view.settle(&std::sync::Arc::clone(self.session.history.project()));
        ctx.request_repaint();
    }
}
