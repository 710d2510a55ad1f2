//! The window.
//!
//! [`App`] owns the open project ([`session`]), how it is looked at ([`view_state`]) and the work in the background
//! ([`worker`], [`chooser`]). Each frame, panels and the canvas read those and push [`action::Action`]s; `perform` does
//! them at the end. The [`command`] table feeds the menus, the palette, the keys and the help.

pub mod action;
mod assessor;
mod canvas;
mod capture;
mod causal;
mod chooser;
mod clippings;
mod coalition;
pub mod command;
mod dialogs;
mod encoding;
mod export_dialog;
mod faces;
mod files;
pub mod fonts;
#[cfg(test)]
mod gallery;
mod help;
mod importing;
mod inquiry;
mod keeper;
mod keys;
mod layouts;
mod map_chooser;
mod network;
mod overlay;
mod palette;
mod panels;
mod perform;
mod picture;
pub mod present;
pub mod reading;
mod recoverer;
mod reports;
pub mod session;
pub mod settings;
mod shell;
mod split;
mod standing;
mod tabs;
mod team;
pub mod theme;
mod timeline;
mod toasts;
mod top_bar;
mod underlay;
mod versions;
pub mod view_state;
pub mod widgets;
mod worker;
pub mod workshop;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use egui::{Context, ViewportCommand};

use self::action::Action;
use self::canvas::Canvas;
use self::capture::CaptureLine;
use self::causal::CausalDesk;
use self::chooser::Chooser;
use self::clippings::Clippings;
use self::coalition::CoalitionDesk;
use self::encoding::Encodings;
use self::faces::Faces;
use self::keeper::Keeper;
use self::layouts::Layouts;
use self::network::NetworkDesk;
use self::overlay::{Next, Overlay};
use self::perform::{Nudge, Pasted};
use self::present::Show;
use self::recoverer::Recoverer;
use self::session::Session;
use self::settings::Settings;
use self::standing::Standing;
use self::team::Team;
use self::toasts::Toasts;
use self::view_state::ViewState;
use self::worker::Worker;
use crate::model::Project;

/// Set to a file's path to have one byte written to it for every painted frame. A test counts them to show that an idle
/// window paints nothing.
pub const FRAMES_VARIABLE: &str = "LINCHPIN_FRAMES";

/// The window's state: the open project, how it is looked at, and what runs in the background.
pub struct App {
    session: Session,
    /// What puts opened and saved versions into the history.
    keeper: Keeper,
    /// What keeps unsaved work.
    recoverer: Recoverer,
    /// The file in others' hands.
    team: Team,
    /// Earlier versions, while they are looked at.
    versions: versions::Versions,
    /// Earlier states that the map is held against.
    timeline: timeline::Timeline,
    view: ViewState,
    settings: Settings,
    worker: Worker,
    canvas: Canvas,
    capture: CaptureLine,
    /// The canvas of the other half while the view is split.
    canvas_beside: Canvas,
    faces: Faces,
    encodings: Encodings,
    desk: CausalDesk,
    partnering: CoalitionDesk,
    network: NetworkDesk,
    /// What focus, filters and the like come to on the map in front.
    answers: reading::answers::Kept,
    /// The presentation under way.
    show: Option<Show>,
    /// The file whose versions it shows as they come.
    follow: Option<present::Follow>,
    /// The workshop under way.
    workshop: workshop::Workshop,
    /// What the last picture was to show.
    export: export_dialog::ExportChoice,
    toasts: Toasts,
    overlay: Option<Overlay>,
    chooser: Option<Chooser>,
    /// A picture that is being taken in.
    incoming: Option<std::sync::mpsc::Receiver<Result<underlay::Taken, String>>>,
    /// An import under way.
    import: Option<importing::Import>,
    /// A report that is being written.
    reporting: Option<reports::Reporting>,
    /// A picture that is being painted.
    painting: Option<picture::Painting>,
    /// What goes on once the save under way has succeeded.
    after_save: Option<Next>,
    /// Closing was confirmed.
    may_close: bool,
    clippings: Clippings,
    pasted: Option<Pasted>,
    /// The next text from the clipboard is pasted as copies.
    pastes_copies: bool,
    /// The last move by an arrow key.
    nudge: Nudge,
    /// A layout under way.
    layouts: Option<Layouts>,
    /// What has found its place.
    standing: Standing,
    title: String,
    first_frame: bool,
    frames: Option<std::fs::File>,
}

impl App {
    /// A window on an empty project, or on the file at `path`.
    pub fn new(ctx: &Context, settings: Settings, path: Option<PathBuf>) -> Self {
        keep_large_blocks();
        fonts::install(ctx);
        theme::apply(ctx, settings.theme());
        let wake = ctx.clone();
        let session = Session::new(Project::new(""));
        let waker = ctx.clone();
        let mut app = Self {
            view: ViewState::for_project(session.history.project(), None),
            session,
            keeper: Keeper::new(&settings),
            recoverer: Recoverer::start(&settings, move || waker.request_repaint()),
            clippings: Clippings::new(&settings),
            team: Team::default(),
            versions: versions::Versions::default(),
            timeline: timeline::Timeline::default(),
            settings,
            worker: Worker::start(move || wake.request_repaint()),
            canvas: Canvas::default(),
            capture: CaptureLine::default(),
            canvas_beside: Canvas::default(),
            faces: Faces::default(),
            encodings: Encodings::default(),
            desk: CausalDesk::default(),
            partnering: CoalitionDesk::default(),
            network: NetworkDesk::default(),
            answers: reading::answers::Kept::default(),
            show: None,
            follow: None,
            workshop: workshop::Workshop::default(),
            export: export_dialog::ExportChoice::default(),
            toasts: Toasts::default(),
            overlay: None,
            chooser: None,
            incoming: None,
            import: None,
            reporting: None,
            painting: None,
            after_save: None,
            may_close: false,
            pasted: None,
            pastes_copies: false,
            nudge: Nudge::default(),
            layouts: None,
            standing: Standing::default(),
            title: String::new(),
            first_frame: true,
            frames: std::env::var_os(FRAMES_VARIABLE).and_then(|path| std::fs::File::create(path).ok()),
        };
        if let Some(path) = path {
            app.open(ctx, &path);
        }
        if !app.session.is_untouched() {
            app.view.panel.get_or_insert(view_state::Panel::Findings);
        }
        app
    }

    /// A window that presents the file at `path` at once, and follows it if that is asked for.
    pub fn presenting(ctx: &Context, settings: Settings, path: &Path, follow: bool) -> Self {
        let mut app = Self::new(ctx, settings, Some(path.to_owned()));
        if follow {
            app.follow = present::Follow::start(ctx, path);
        }
        app.run_story(ctx, command::Command::Present);
        app
    }

    /// The file that is followed.
    pub fn following(&self) -> Option<&present::Follow> {
        self.follow.as_ref()
    }

    /// The project as it is.
    pub fn project(&self) -> &Project {
        self.session.history.project()
    }

    /// How the project is looked at.
    pub fn view(&self) -> &ViewState {
        &self.view
    }

    /// What is lit on the map in front, with the paths and the tree that light it.
    pub fn answers(&self) -> &reading::answers::Answers {
        self.answers.answers()
    }

    /// The presentation under way.
    pub fn show(&self) -> Option<&Show> {
        self.show.as_ref()
    }

    /// A layout is being worked out, or elements are on their way to their new places.
    pub fn is_laying_out(&self) -> bool {
        self.layouts.is_some()
    }

    /// Everything that is not painting: answers that arrived, keys, the wish to close.
    fn before_painting(&mut self, ctx: &Context) {
        self.worker.collect();
        self.poll_chooser(ctx);
        self.poll_picture();
        self.poll_import(ctx);
        self.take_dropped(ctx);
        self.poll_report();
        self.poll_painting(ctx);
        self.poll_follow();
        self.poll_layout(ctx);
        let before = self.session.base().map(|base| std::sync::Arc::clone(&base.project));
        if let Some(outcome) = self.session.poll_save() {
            self.saved(ctx, outcome, before);
        }
        // What is only presented is followed by showing it, not by merging.
        if self.follow.is_none() {
            self.follow_file(ctx);
        }
        self.poll_timeline();
        if let Some(note) = self.keeper.take_note() {
            self.toasts.say(note);
        }
        self.keep_work(ctx);
        if !self.session.history.in_gesture() {
            self.worker.ask(self.session.history.revision(), self.session.history.project());
            self.ask_for_figures();
        }
        let now = ctx.input(|input| input.time);
        if let Some(soon) = self.workshop.tick(now, &mut self.toasts) {
            ctx.request_repaint_after_secs(soon as f32);
        }
        if let Some(soon) = self.toasts.expire() {
            ctx.request_repaint_after(soon);
        }
        if ctx.input(|input| input.viewport().close_requested()) && !self.may_close {
            self.session.history.commit();
            if self.session.has_unsaved_work() || self.session.is_saving() {
                ctx.send_viewport_cmd(ViewportCommand::CancelClose);
                self.guarded(ctx, Next::Quit);
            }
        }
        let mark = if self.session.has_unsaved_work() { "● " } else { "" };
        let file = self.session.path().and_then(|path| path.file_name());
        let name = file.map_or_else(|| self.session.title(), |name| name.to_string_lossy().into_owned());
        let title = format!("{mark}{name} – Linchpin");
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    /// Paints the window and does what was asked in it.
    pub fn paint(&mut self, ui: &mut egui::Ui) {
        let ctx = ui.ctx().clone();
        if let Some(frames) = &mut self.frames {
            // A lost count only fails the test that asked for it.
            drop(frames.write_all(b"."));
        }
        self.before_painting(&ctx);
        let mut actions: Vec<Action> = Vec::new();
        let preview = self.view.preview.clone();
        self.view.encoding_menu = self.view.next_encoding_menu.take();
        if self.show.is_some() {
            present::present_ui(ui, self, &mut actions);
        } else {
            keys::read(&ctx, self, &mut actions);
            shell::shell_ui(ui, self, &mut actions);
        }
        dialogs::overlay_ui(&ctx, self, &mut actions);
        // What is hovered in this frame lights the map in the next one.
        self.view.preview = None;
        self.perform_all(&ctx, actions);
        if self.view.preview != preview {
            ctx.request_repaint();
        }
        if self.canvas.outgrown() || self.view.beside.is_some() && self.canvas_beside.outgrown() {
            ctx.request_discard("the texture of letters grew after the map was painted");
        }
    }
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.paint(ui);
    }

    fn clear_color(&self, _visuals: &egui::Visuals) -> [f32; 4] {
        theme::color(self.settings.theme().tokens().canvas).to_normalized_gamma_f32()
    }
}

/// Has the system's allocator keep blocks of some megabytes for the next frame. The triangles of a large map are such
/// blocks, made and dropped in every frame; glibc hands them back to the system each time, and gets them again page by
/// page, until a larger block than them was freed once. Elsewhere this does nothing. No page of the block is touched.
fn keep_large_blocks() {
    const LARGER: usize = 24 << 20;
    drop(std::hint::black_box(Vec::<u8>::with_capacity(LARGER)));
}

/// Opens the window and stays until it is closed.
pub fn run(path: Option<PathBuf>) -> ExitCode {
    open_window(move |ctx| App::new(ctx, Settings::load(), path))
}

/// Opens the window, presents the story of the file at once and stays until it is closed. With `follow`, what others save
/// in the file is shown as it comes.
pub fn present(path: PathBuf, follow: bool) -> ExitCode {
    open_window(move |ctx| App::presenting(ctx, Settings::load(), &path, follow))
}

fn open_window(make: impl FnOnce(&Context) -> App + 'static) -> ExitCode {
    let icon = eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon/linchpin-256.png"));
    let mut viewport = egui::ViewportBuilder::default()
        .with_title("Linchpin")
        .with_app_id("linchpin")
        .with_inner_size([1440.0, 900.0])
        .with_min_inner_size([860.0, 560.0]);
    if let Ok(icon) = icon {
        viewport = viewport.with_icon(icon);
    }
    let options = eframe::NativeOptions { viewport, ..eframe::NativeOptions::default() };
    let opened = eframe::run_native(
        "Linchpin",
        options,
        Box::new(move |creation| Ok(Box::new(make(&creation.egui_ctx)))),
    );
    match opened {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let mut stderr = std::io::stderr().lock();
            let hint = "Linchpin needs a screen; the verbs of `linchpin --help` work without one.";
            drop(writeln!(stderr, "linchpin: the window could not be opened: {error}. {hint}"));
            ExitCode::from(2)
        }
    }
}
