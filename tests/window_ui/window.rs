//! A window without a screen, and the hands that drive it.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, Vec2, ViewportId};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use linchpin::app::App;
use linchpin::app::settings::Settings;
use linchpin::app::view_state::ViewState;
use linchpin::file::{Header, to_bytes};
use linchpin::model::{ElementId, Point, Project};

/// The control key as a real keyboard reports it.
pub const CTRL: Modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };

/// A place of the map where the small projects have nothing, clear of panels and bars.
pub const NOWHERE: Pos2 = Pos2::new(900.0, 740.0);

/// How long an answer from another thread may take on a busy machine.
const PATIENCE: Duration = Duration::from_mins(3);

/// A window of 1440 by 900.
pub struct Window {
    pub harness: Harness<'static, App>,
    // Kept so that the file outlives the window.
    _folder: Option<tempfile::TempDir>,
}

impl Window {
    /// The window as it first opens.
    pub fn empty() -> Self {
        Self::at(None, None)
    }

    /// The window on a project that was saved to a file.
    pub fn on(project: &Project) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("test.linchpin");
        std::fs::write(&path, to_bytes(project, &Header::default())).unwrap();
        Self::at(Some(path), Some(folder))
    }

    /// The window on a sample that comes with the program.
    pub fn on_sample(file: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(file);
        Self::at(Some(path), None)
    }

    /// The window on a file, which lies in a folder that is kept as long.
    pub fn at(path: Option<PathBuf>, folder: Option<tempfile::TempDir>) -> Self {
        Self::with(Settings::in_memory(), path, folder)
    }

    /// The window with preferences of its own.
    pub fn with(settings: Settings, path: Option<PathBuf>, folder: Option<tempfile::TempDir>) -> Self {
        let harness = Harness::builder()
            .with_size([1440.0, 900.0])
            .with_step_dt(1.0 / 60.0)
            .build_eframe(|creation| App::new(&creation.egui_ctx, settings, path));
        let mut window = Self { harness, _folder: folder };
        window.settle();
        window
    }

    /// The window that a harness already has; the folder is kept as long.
    pub fn around(harness: Harness<'static, App>, folder: tempfile::TempDir) -> Self {
        let mut window = Self { harness, _folder: Some(folder) };
        window.settle();
        window
    }

    /// Enough frames for what was asked for to be done and shown.
    pub fn settle(&mut self) {
        self.harness.step();
        self.harness.run_steps(4);
    }

    pub fn project(&self) -> &Project {
        self.harness.state().project()
    }

    pub fn view(&self) -> &ViewState {
        self.harness.state().view()
    }

    /// The id of the element with this name.
    pub fn id(&self, name: &str) -> ElementId {
        let found = self.project().find_element(name);
        found.unwrap_or_else(|| panic!("no element is called {name}")).0.clone()
    }

    /// Where an element stands on the map in front.
    pub fn place(&self, name: &str) -> Point {
        let map = &self.project().maps[self.view().map.as_ref().unwrap()];
        map.elements[&self.id(name)].pos.unwrap()
    }

    /// The names of the selected elements, sorted.
    pub fn selected(&self) -> Vec<String> {
        let mut names: Vec<String> =
            self.view().selection.elements.iter().map(|id| self.project().name_of(id)).collect();
        names.sort();
        names
    }

    /// Whether some text or widget on the screen says exactly this.
    pub fn shows(&self, text: &str) -> bool {
        self.shows_any(|said| said == text)
    }

    /// Whether some text or widget on the screen says something like this.
    pub fn shows_any(&self, like: impl Fn(&str) -> bool) -> bool {
        self.find(like).is_some()
    }

    /// The first text on the screen that is like this.
    pub fn find(&self, like: impl Fn(&str) -> bool) -> Option<String> {
        let texts = self.harness.query_all(egui_kittest::kittest::by());
        texts
            .flat_map(|node| {
                let node = node.accesskit_node();
                [node.label(), node.value()]
            })
            .flatten()
            .find(|said| like(said))
    }

    /// Where a widget is.
    pub fn rect(&self, label: &str) -> Rect {
        self.harness.get_by_label(label).rect()
    }

    /// Clicks the button with this name.
    pub fn press_button(&mut self, label: &str) {
        self.harness.get_by_role_and_label(Role::Button, label).click();
        self.settle();
    }

    /// Clicks an element on the map.
    pub fn click_element(&mut self, label: &str) {
        self.click_element_with(label, Modifiers::NONE);
    }

    pub fn click_element_with(&mut self, label: &str, modifiers: Modifiers) {
        let at = self.rect(label).center();
        self.click_at(at, modifiers);
    }

    /// Clicks a place of the window. Two clicks at one place are apart in time, so that they are no double click.
    pub fn click_at(&mut self, at: Pos2, modifiers: Modifiers) {
        self.harness.run_steps(30);
        self.pointer(at, modifiers, &[true, false]);
        self.settle();
    }

    pub fn double_click_at(&mut self, at: Pos2) {
        self.harness.run_steps(30);
        self.pointer(at, Modifiers::NONE, &[true, false, true, false]);
        self.settle();
    }

    fn pointer(&mut self, at: Pos2, modifiers: Modifiers, presses: &[bool]) {
        self.harness.event(Event::ModifiersChanged(modifiers));
        self.harness.event(Event::PointerMoved(at));
        for pressed in presses {
            let button = PointerButton::Primary;
            self.harness.event(Event::PointerButton { pos: at, button, pressed: *pressed, modifiers });
        }
        self.harness.event(Event::ModifiersChanged(Modifiers::NONE));
        self.harness.step();
    }

    /// Presses at one place and lets go at another, with moves between.
    pub fn drag(&mut self, from: Pos2, to: Pos2, modifiers: Modifiers) {
        self.drag_begin(from, to, modifiers);
        self.drag_end(to, modifiers);
    }

    /// Presses and moves, and holds on.
    pub fn drag_begin(&mut self, from: Pos2, to: Pos2, modifiers: Modifiers) {
        const MOVES: usize = 5;
        self.harness.run_steps(30);
        self.harness.event(Event::ModifiersChanged(modifiers));
        self.harness.event(Event::PointerMoved(from));
        let button = PointerButton::Primary;
        self.harness.event(Event::PointerButton { pos: from, button, pressed: true, modifiers });
        for step in 1..=MOVES {
            let share = step as f32 / MOVES as f32;
            self.harness.event(Event::PointerMoved(from + (to - from) * share));
        }
        self.harness.step();
    }

    /// Lets go.
    pub fn drag_end(&mut self, to: Pos2, modifiers: Modifiers) {
        let button = PointerButton::Primary;
        self.harness.event(Event::PointerButton { pos: to, button, pressed: false, modifiers });
        self.harness.event(Event::ModifiersChanged(Modifiers::NONE));
        self.settle();
    }

    /// Rests the pointer on a place.
    pub fn hover(&mut self, at: Pos2) {
        self.harness.hover_at(at);
        self.settle();
    }

    /// Turns the wheel over whatever is under the pointer.
    pub fn scroll(&mut self, delta: Vec2) {
        let unit = egui::MouseWheelUnit::Point;
        let phase = egui::TouchPhase::Move;
        self.harness.event(Event::MouseWheel { unit, delta, phase, modifiers: Modifiers::NONE });
        self.settle();
    }

    /// Presses and lets go of a key.
    pub fn key(&mut self, key: Key) {
        self.key_with(Modifiers::NONE, key);
    }

    pub fn key_with(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.settle();
    }

    /// A key pressed and let go, with its modifiers, within one frame.
    pub fn quick_key(&mut self, modifiers: Modifiers, key: Key) {
        for pressed in [true, false] {
            let event = Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
            self.harness.input_mut().events.push(event);
        }
        self.settle();
    }

    /// A letter as a keyboard sends it: the key and its text in one frame.
    pub fn letter(&mut self, key: Key, text: &str) {
        let events = &mut self.harness.input_mut().events;
        events.push(key_event(key, true));
        events.push(Event::Text(text.to_owned()));
        self.harness.run_steps(1);
        self.harness.input_mut().events.push(key_event(key, false));
        self.harness.run_steps(1);
    }

    /// Types into whatever has the keyboard.
    pub fn type_text(&mut self, text: &str) {
        for letter in text.chars() {
            self.harness.event(Event::Text(letter.to_string()));
        }
        self.settle();
    }

    /// Pastes from the clipboard.
    pub fn paste(&mut self, text: &str) {
        self.harness.event(Event::Paste(text.to_owned()));
        self.settle();
    }

    /// Copies; gives what is now in the clipboard.
    pub fn copy(&mut self) -> Option<String> {
        self.harness.event(Event::Copy);
        self.harness.step();
        self.copied_text()
    }

    /// What the last frame put into the clipboard.
    pub fn copied_text(&self) -> Option<String> {
        self.harness.output().platform_output.commands.iter().find_map(|command| match command {
            egui::OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        })
    }

    pub fn undo(&mut self) {
        self.key_with(CTRL, Key::Z);
    }

    pub fn redo(&mut self) {
        self.key_with(CTRL, Key::Y);
    }

    /// What the Edit menu says it would undo; `None` when there is nothing.
    pub fn undo_name(&mut self) -> Option<String> {
        self.press_button("Edit");
        let row = self.find(|said| said.starts_with("Undo")).unwrap();
        self.press_button("Edit");
        let name = row.trim_start_matches("Undo").trim();
        let name = name.split(" Ctrl+").next().unwrap_or_default().trim_start_matches("Ctrl+Z").trim();
        (!name.is_empty()).then(|| name.to_owned())
    }

    /// Runs frames until `done`, while other threads work.
    pub fn wait_until(&mut self, what: &str, done: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !done(self) {
            assert!(start.elapsed() < PATIENCE, "waited too long until {what}");
            std::thread::sleep(Duration::from_millis(10));
            self.harness.run_steps(1);
        }
        // What has just come is measured in its first frame and stands in its place from the next.
        self.harness.run_steps(2);
    }

    /// Asks the window to close, as its frame does.
    pub fn ask_to_close(&mut self) {
        let viewport = self.harness.input_mut().viewports.get_mut(&ViewportId::ROOT).unwrap();
        viewport.events.push(egui::ViewportEvent::Close);
        self.harness.run_steps(1);
    }

    /// What the last frame asked of the window.
    pub fn commands(&self) -> Vec<egui::ViewportCommand> {
        self.harness.output().viewport_output[&ViewportId::ROOT].commands.clone()
    }
}

fn key_event(key: Key, pressed: bool) -> Event {
    Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE }
}

/// A little below the middle of the left rim of an element's figure.
pub fn rim(rect: Rect) -> Pos2 {
    rect.left_center() + Vec2::new(0.0, 4.0)
}
