//! The hands that drive the window from frame to frame.

use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use egui::{Context, Event, Modifiers, PointerButton, Pos2, RawInput, Rect, Vec2};
use linchpin::app::App;
use linchpin::app::settings::Settings;
use linchpin::file::{Header, to_bytes};
use linchpin::model::{MapKind, Point};

use crate::clock::spent;
use crate::map::{element_id, project};

/// The window: bars of 76 above a map of 1440 by 900.
pub(crate) const WINDOW: (f32, f32) = (1440.0, 976.0);
const BARS: f32 = 76.0;

/// A project file for the window to open.
pub(crate) fn file(kind: MapKind, elements: usize) -> tempfile::NamedTempFile {
    let (project, _) = project(kind, elements);
    let file = tempfile::Builder::new().suffix(".linchpin").tempfile().expect("a temporary file");
    std::fs::write(file.path(), to_bytes(&project, &Header::default())).expect("a temporary file");
    file
}

/// A window without a screen.
pub(crate) struct Hands {
    ctx: Context,
    app: App,
    time: f64,
    step: u32,
    /// Places of two elements on the screen.
    places: [Pos2; 2],
    pressed: Option<PointerButton>,
}

/// The time of the first frame that shows the map.
pub(crate) fn first_frame(file: &tempfile::NamedTempFile, zoomed: bool) -> Duration {
    let mut hands = Hands::new(file.path());
    if !zoomed {
        let start = spent();
        hands.frame(Vec::new());
        return spent().saturating_sub(start);
    }
    hands.hide_panels();
    let factor = hands.to_full_size();
    let start = spent();
    hands.frame(factor);
    hands.frame(Vec::new());
    spent().saturating_sub(start)
}

impl Hands {
    fn new(path: &Path) -> Self {
        let ctx = Context::default();
        let app = App::new(&ctx, Settings::in_memory(), Some(path.to_owned()));
        Self { ctx, app, time: 0.0, step: 0, places: [Pos2::ZERO; 2], pressed: None }
    }

    /// Opens a file, hides the panels and looks at all of the map, or at its middle at 100 %.
    pub(crate) fn open(file: &tempfile::NamedTempFile, zoomed: bool) -> Self {
        let mut hands = Self::new(file.path());
        hands.hide_panels();
        if zoomed {
            let factor = hands.to_full_size();
            hands.frame(factor);
            hands.frame(Vec::new());
        }
        hands
    }

    /// Finds two elements near the middle of the screen.
    fn find_places(&mut self) {
        let middle = Self::middle();
        let mut places: Vec<Pos2> = (0..self.app.project().elements.len())
            .filter_map(|number| self.place(number))
            .filter(|place| Self::map_rect().shrink(100.0).contains(*place))
            .collect();
        places.sort_by(|a, b| a.distance(middle).total_cmp(&b.distance(middle)));
        self.places = [places[0], places[1]];
    }

    fn map_rect() -> Rect {
        Rect::from_min_max(Pos2::new(0.0, BARS), Pos2::from(WINDOW))
    }

    fn middle() -> Pos2 {
        Self::map_rect().center()
    }

    fn place(&self, number: usize) -> Option<Pos2> {
        let map = self.app.view().map.as_ref()?;
        let camera = self.app.view().cameras.get(map)?;
        let place: Point = self.app.project().maps.get(map)?.elements.get(&element_id(number))?.pos?;
        let x = (place.x() - camera.centre.x()) * camera.zoom;
        let y = (place.y() - camera.centre.y()) * camera.zoom;
        Some(Self::middle() + Vec2::new(x as f32, y as f32))
    }

    fn hide_panels(&mut self) {
        self.frame(Vec::new());
        let key = |key, pressed, modifiers| Event::Key {
            key,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers,
        };
        let ctrl = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };
        self.frame(vec![key(egui::Key::Backslash, true, ctrl), key(egui::Key::Backslash, false, ctrl)]);
        self.frame(vec![Event::PointerMoved(Self::middle())]);
        self.frame(vec![key(egui::Key::F, true, Modifiers::NONE), key(egui::Key::F, false, Modifiers::NONE)]);
        self.frame(Vec::new());
    }

    fn to_full_size(&self) -> Vec<Event> {
        let camera = self.app.view().map.as_ref().and_then(|map| self.app.view().cameras.get(map));
        let zoom = camera.map_or(1.0, |camera| camera.zoom);
        vec![Event::Zoom((1.0 / zoom) as f32)]
    }

    pub(crate) fn frame(&mut self, events: Vec<Event>) {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, Vec2::from(WINDOW))),
            time: Some(self.time),
            focused: true,
            events,
            ..RawInput::default()
        };
        let app = &mut self.app;
        let output = self.ctx.run_ui(input, |ui| app.paint(ui));
        black_box(self.ctx.tessellate(output.shapes, output.pixels_per_point));
    }

    /// Frames without input, until whatever moved has come to rest.
    pub(crate) fn calm(&mut self) {
        self.step = 0;
        for _ in 0..20 {
            self.frame(Vec::new());
        }
        self.find_places();
    }

    fn back_and_forth(&mut self) -> f32 {
        self.step += 1;
        if self.step.is_multiple_of(2) { 1.0 } else { -1.0 }
    }

    /// A frame in which nothing changes.
    pub(crate) fn still(&mut self) {
        self.frame(Vec::new());
    }

    /// The pointer goes from one element to the other.
    pub(crate) fn hover(&mut self) {
        let way = self.back_and_forth();
        let to = self.places[usize::from(way > 0.0)];
        self.frame(vec![Event::PointerMoved(to)]);
    }

    /// The map follows the pointer by 13 points.
    pub(crate) fn pan(&mut self) {
        self.press(Self::middle(), PointerButton::Middle);
        let by = Vec2::new(13.0, 7.0) * self.back_and_forth();
        self.frame(vec![Event::PointerMoved(Self::middle() + by)]);
    }

    /// The map comes a little nearer or goes a little farther.
    pub(crate) fn zoom(&mut self) {
        let factor = if self.back_and_forth() > 0.0 { 1.04 } else { 1.0 / 1.04 };
        self.frame(vec![Event::PointerMoved(Self::middle()), Event::Zoom(factor)]);
    }

    /// An element follows the pointer by 10 points.
    pub(crate) fn drag(&mut self) {
        self.press(self.places[0], PointerButton::Primary);
        let by = Vec2::new(10.0, 6.0) * self.back_and_forth();
        self.frame(vec![Event::PointerMoved(self.places[0] + by)]);
    }

    fn press(&mut self, pos: Pos2, button: PointerButton) {
        if self.pressed.is_some() {
            return;
        }
        self.pressed = Some(button);
        self.frame(vec![Event::PointerMoved(pos)]);
        self.frame(vec![Event::PointerButton { pos, button, pressed: true, modifiers: Modifiers::NONE }]);
        self.frame(vec![Event::PointerMoved(pos + Vec2::splat(9.0))]);
    }

    /// Lets go of whatever is held, and waits so long that the next press is no double click.
    pub(crate) fn let_go(&mut self) {
        if let Some(button) = self.pressed.take() {
            let pos = Self::middle();
            self.frame(vec![Event::PointerButton {
                pos,
                button,
                pressed: false,
                modifiers: Modifiers::NONE,
            }]);
        }
        self.time += 2.0;
        self.calm();
    }
}
