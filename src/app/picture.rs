//! Writing maps as pictures, and copying one to the clipboard.

use std::path::{Path, PathBuf};

use egui::{ColorImage, Context};

use super::App;
use super::export_dialog::{ExportChoice, ExportPart};
use super::overlay::Overlay;
use crate::export;
use crate::file::{self, Header};
use crate::model::MapId;
use crate::scene::{Picture, PictureOptions, TextMeasurer, picture};

/// How many pixels a point of a copied picture has.
const COPY_SCALE: f64 = 2.0;

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

    /// Writes what the export dialog asked for.
    pub fn export_picture(&mut self, path: &Path) {
        let choice = self.export;
        let front = self.view.map.clone();
        let maps = self.exported_maps(choice.part);
        let project = std::sync::Arc::clone(self.session.history.project());
        let mut text = TextMeasurer::new();
        let mut pictures: Vec<Picture> = Vec::new();
        for map in &maps {
            let options = if Some(map) == front.as_ref() {
                let Some(options) = self.shown_options(map) else { return };
                options
            } else {
                PictureOptions { theme: self.settings.theme(), ..PictureOptions::default() }
            };
            let title = project.maps.get(map).map(|map| map.title.clone());
            let foot = choice.stamp.then(|| {
                let hash = file::hash_text(&file::to_bytes(&project, &Header::default()));
                format!("{} · SHA-256 {hash}", chrono::Local::now().date_naive())
            });
            let options = PictureOptions {
                title: title.filter(|_| choice.title),
                legend: choice.legend,
                foot,
                revealed: self.exported(choice.part),
                ..options
            };
            let mut drawn = picture(&project, map, &options, &mut text);
            if choice.transparent {
                drawn.background = drawn.background.faded(0.0);
            }
            pictures.push(drawn);
        }
        let files = match files(&pictures, path, &choice) {
            Ok(files) => files,
            Err(body) => return self.no_picture(body),
        };
        for (path, bytes) in &files {
            if let Err(error) = file::replace(path, bytes) {
                return self.no_picture(error.to_string());
            }
        }
        match files.as_slice() {
            [(path, _)] => self.toasts.say(format!("The picture is in {}.", path.display())),
            [(path, _), ..] => {
                let folder = path.parent().unwrap_or(path).display();
                self.toasts.say(format!("{} pictures are in {folder}.", files.len()));
            }
            [] => {}
        }
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
        let Some(drawn) = self.front_picture() else { return };
        let pixels = export::png::write(&drawn, COPY_SCALE)
            .map_err(|error| error.to_string())
            .and_then(|png| image::load_from_memory(&png).map_err(|error| error.to_string()));
        match pixels {
            Ok(pixels) => {
                let pixels = pixels.into_rgba8();
                let size = [pixels.width() as usize, pixels.height() as usize];
                ctx.copy_image(ColorImage::from_rgba_unmultiplied(size, pixels.as_raw()));
                self.toasts.say("The picture of the map is in the clipboard.");
            }
            Err(body) => self.no_picture(body),
        }
    }
}
