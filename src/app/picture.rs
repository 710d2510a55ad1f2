//! Writing maps as pictures, and copying one to the clipboard: painted on a thread of their own, since a map of thousands
//! takes seconds.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread;

use egui::{ColorImage, Context};

use super::App;
use super::export_dialog::{ExportChoice, ExportPart};
use super::overlay::Overlay;
use crate::export::{self, pixels::Pixels};
use crate::file::{self, Header};
use crate::model::{MapId, Project};
use crate::scene::{Picture, PictureOptions, TextMeasurer, picture};

/// How many pixels a point of a copied picture has.
const COPY_SCALE: f64 = 2.0;

/// What became of a picture.
pub(super) enum Painted {
    /// It is in these files.
    Written(Vec<PathBuf>),
    /// It is to go to the clipboard.
    ToCopy(ColorImage),
}

/// The outcome that a picture under way will have, or why there is none.
pub(super) type Painting = Receiver<Result<Painted, String>>;

/// Pixels as egui has them.
pub(super) fn color_image(pixels: &Pixels) -> ColorImage {
    let size = [pixels.width as usize, pixels.height as usize];
    ColorImage::from_rgba_unmultiplied(size, &pixels.rgba)
}

/// What is written for some pictures, and where: one file each, but a PDF has a page for each.
fn files(drawn: &[Picture], path: &Path, choice: &ExportChoice) -> Result<Vec<(PathBuf, Vec<u8>)>, String> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    if ending == "pdf" {
        let bytes = export::pdf::write(drawn, choice.pages).map_err(|error| error.to_string())?;
        return Ok(vec![(path.to_owned(), bytes)]);
    }
    let bytes = |picture: &Picture| match ending.as_str() {
        "svg" => Ok(export::svg::write(picture).into_bytes()),
        "png" => export::png::write(picture, choice.scale).map_err(|error| error.to_string()),
        _ => Err("Give the picture a name that ends in .svg, .png or .pdf.".to_owned()),
    };
    let place = |number: usize| {
        if choice.part != ExportPart::AllMaps {
            return path.to_owned();
        }
        let stem = path.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
        path.with_file_name(format!("{stem}-{}.{ending}", number + 1))
    };
    drawn.iter().enumerate().map(|(number, picture)| Ok((place(number), bytes(picture)?))).collect()
}

/// Draws maps and writes their pictures; gives the files.
fn write(
    project: &Project,
    maps: Vec<(MapId, PictureOptions)>,
    path: &Path,
    choice: &ExportChoice,
) -> Result<Vec<PathBuf>, String> {
    let mut text = TextMeasurer::new();
    let foot = choice.stamp.then(|| {
        let hash = file::hash_text(&file::to_bytes(project, &Header::default()));
        format!("{} · SHA-256 {hash}", chrono::Local::now().date_naive())
    });
    let draw = |(map, options): (MapId, PictureOptions)| {
        let options = PictureOptions { foot: foot.clone(), ..options };
        let mut drawn = picture(project, &map, &options, &mut text);
        if choice.transparent {
            drawn.background = drawn.background.faded(0.0);
        }
        drawn
    };
    let pictures: Vec<Picture> = maps.into_iter().map(draw).collect();
    let files = files(&pictures, path, choice)?;
    for (path, bytes) in &files {
        file::replace(path, bytes).map_err(|error| error.to_string())?;
    }
    Ok(files.into_iter().map(|(path, _)| path).collect())
}

impl App {
    /// The options of a picture of what is in front: what is dimmed on the screen is dimmed there.
    fn shown_options(&mut self, map: &MapId) -> Option<PictureOptions> {
        let shown = self.encoded(map);
        if shown.updating {
            self.toasts
                .say("What colours or sizes show is still being worked out. Export again in a moment.");
            return None;
        }
        let mut options = self.picture_options(self.settings.theme());
        options.encoded = (*shown.encoded).clone();
        Some(options)
    }

    /// Begins to write what the export dialog asked for.
    pub fn export_picture(&mut self, ctx: &Context, path: &Path) {
        let choice = self.export;
        let front = self.view.map.clone();
        let project = Arc::clone(self.session.history.project());
        let mut maps: Vec<(MapId, PictureOptions)> = Vec::new();
        for map in self.exported_maps(choice.part) {
            let options = if Some(&map) == front.as_ref() {
                let Some(options) = self.shown_options(&map) else { return };
                options
            } else {
                PictureOptions { theme: self.settings.theme(), ..PictureOptions::default() }
            };
            let title = project.maps.get(&map).map(|map| map.title.clone());
            let options = PictureOptions {
                title: title.filter(|_| choice.title),
                legend: choice.legend,
                revealed: self.exported(choice.part),
                ..options
            };
            maps.push((map, options));
        }
        let path = path.to_owned();
        self.paint_beside(ctx, move || write(&project, maps, &path, &choice).map(Painted::Written));
    }

    /// Paints on a thread of its own, one picture after the other.
    fn paint_beside(
        &mut self,
        ctx: &Context,
        work: impl FnOnce() -> Result<Painted, String> + Send + 'static,
    ) {
        if self.painting.is_some() {
            self.toasts.say("A picture is still being painted. Try again when it is there.");
            return;
        }
        let (sender, receiver) = channel();
        let wake = ctx.clone();
        let run = move || {
            drop(sender.send(work()));
            wake.request_repaint();
        };
        match thread::Builder::new().name("picture".to_owned()).spawn(run) {
            Ok(_) => {
                self.painting = Some(receiver);
                self.toasts.say("Painting the picture …");
            }
            Err(error) => self.no_picture(format!("The system gave no thread for it: {error}.")),
        }
    }

    /// Says what became of the picture under way.
    pub(super) fn poll_painting(&mut self, ctx: &Context) {
        let Some(painting) = &self.painting else { return };
        match painting.try_recv() {
            Ok(Ok(Painted::Written(files))) => match files.as_slice() {
                [path] => self.toasts.say(format!("The picture is in {}.", path.display())),
                [path, ..] => {
                    let folder = path.parent().unwrap_or(path).display();
                    self.toasts.say(format!("{} pictures are in {folder}.", files.len()));
                }
                [] => {}
            },
            Ok(Ok(Painted::ToCopy(image))) => {
                ctx.copy_image(image);
                self.toasts.say("The picture of the map is in the clipboard.");
            }
            Ok(Err(body)) => self.no_picture(body),
            Err(TryRecvError::Empty) => return,
            Err(TryRecvError::Disconnected) => self.no_picture("Please try again.".to_owned()),
        }
        self.painting = None;
    }

    fn no_picture(&mut self, body: String) {
        self.overlay = Some(Overlay::Message { title: "The picture was not written".to_owned(), body });
    }

    /// The map in front as a picture, dimmed as it is on the screen; `None` while its colours are being worked out.
    pub fn front_picture(&mut self) -> Option<Picture> {
        let map = self.view.map.clone()?;
        let options = self.shown_options(&map)?;
        Some(picture(self.session.history.project(), &map, &options, &mut TextMeasurer::new()))
    }

    /// Puts a picture of the map in front into the clipboard.
    pub(super) fn copy_picture(&mut self, ctx: &Context) {
        let Some(map) = self.view.map.clone() else { return };
        let Some(options) = self.shown_options(&map) else { return };
        let project = Arc::clone(self.session.history.project());
        self.paint_beside(ctx, move || {
            let drawn = picture(&project, &map, &options, &mut TextMeasurer::new());
            let pixels = export::pixels::paint(&drawn, COPY_SCALE).map_err(|error| error.to_string())?;
            Ok(Painted::ToCopy(color_image(&pixels)))
        });
    }
}
