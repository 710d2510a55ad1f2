//! `linchpin render`

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use super::input::Input;
use super::lookup;
use super::places::placed;
use super::session::{Answer, Failure, Session, is_stdout};
use crate::analysis::{Watch, measured};
use crate::model::Project;
use crate::scene::tokens::Theme;
use crate::scene::{Encoded, Encoding, Field, Picture, PictureOptions, TextMeasurer, picture};
use crate::{export, file};

/// Pixels per point when nothing else is said: sharp on the screens of today.
const SCALE: f64 = 2.0;

/// Draw a map as a picture: OUT.svg or OUT.png.
#[derive(Args)]
pub(super) struct Render {
    #[command(flatten)]
    input: Input,
    /// The picture to write; its ending says the format. `-` prints an SVG.
    out: PathBuf,
    /// The map to draw, by id or title; the first one if absent.
    #[arg(long, value_name = "M")]
    map: Option<String>,
    /// The colours.
    #[arg(long, value_name = "T", default_value = "light", value_parser = ["light", "dark", "projector"])]
    theme: String,
    /// What colours show: a field or a measure, such as `interest`, `asset:policy`, `field:Budget`, `community` or
    /// `betweenness_centrality`.
    #[arg(long, visible_alias = "color", value_name = "FIELD", default_value = "sector")]
    colour: String,
    /// What sizes show: a field or a measure that is a number.
    #[arg(long, value_name = "FIELD")]
    size: Option<String>,
    /// Pixels per point of a PNG; 2 if absent. An SVG has no pixels.
    #[arg(long, value_name = "N")]
    scale: Option<f64>,
}

/// What kind of file a picture becomes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PictureFormat {
    Svg,
    Png,
}

impl PictureFormat {
    fn of(out: &Path) -> Result<Self, Failure> {
        if is_stdout(out) {
            return Ok(Self::Svg);
        }
        let ending = out.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        let refuse = |why: &str| Err(Failure::Usage(format!("{}: {why}", out.display())));
        match ending.as_deref() {
            Some("svg") => Ok(Self::Svg),
            Some("png") => Ok(Self::Png),
            Some("pdf") => {
                refuse("PDF pictures cannot be written yet; choose a name ending in .svg or .png.")
            }
            _ => refuse("a picture needs a name ending in .svg or .png."),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
        }
    }
}

impl Render {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        session.check_out(&self.out)?;
        let format = PictureFormat::of(&self.out)?;
        if self.scale.is_some_and(|scale| !scale.is_finite() || scale <= 0.0) {
            return Err(Failure::Usage("--scale takes a number above 0, such as 2.".to_owned()));
        }
        let mut warnings = Vec::new();
        if self.scale.is_some() && format == PictureFormat::Svg {
            warnings.push("An SVG has no pixels, so --scale changes nothing.".to_owned());
        }
        session.warn(&warnings);
        let imported = self.input.read(session)?;
        warnings.extend(imported.warnings);
        let project = &placed(imported.project);
        let map = match &self.map {
            Some(map) => lookup::map(project, map)?,
            None => match project.maps_in_order().first() {
                Some((id, _)) => (*id).clone(),
                None => return Err(Failure::Usage("this file has no map to draw.".to_owned())),
            },
        };
        let theme = Theme::from_name(&self.theme).unwrap_or_default();
        let encoding = self.encoding(project)?;
        let measured = measured(project, &map, &encoding.wanted(), &Watch::default())
            .map_err(|error| Failure::Usage(error.to_string()))?;
        let encoded = Encoded::of(project, &map, &encoding, &measured);
        let options = PictureOptions { theme, encoded, ..PictureOptions::default() };
        let picture = picture(project, &map, &options, &mut TextMeasurer::new());
        let scale = if format == PictureFormat::Svg { 1.0 } else { self.scale.unwrap_or(SCALE) };
        let bytes = match format {
            PictureFormat::Svg => export::svg::write(&picture).into_bytes(),
            PictureFormat::Png => export::png::write(&picture, scale)?,
        };
        if is_stdout(&self.out) {
            session.out.write_all(&bytes)?;
            return Ok(Answer::Yes);
        }
        file::replace(&self.out, &bytes)?;
        let title = project.maps.get(&map).map_or("", |map| map.title.as_str());
        self.report(session, (format, scale), title, &picture, &warnings)
    }

    /// What colours and sizes show.
    fn encoding(&self, project: &Project) -> Result<Encoding, Failure> {
        let find = |text: &str| Field::find(project, text).map_err(|error| Failure::Usage(error.to_string()));
        let size = self.size.as_deref().map(find).transpose()?;
        if let Some(field) = size.as_ref().filter(|field| !field.is_number()) {
            let title = field.title(project);
            return Err(Failure::Usage(format!(
                "--size takes a number, and “{title}” is none; choose a rating, an asset or a measure, or use --colour."
            )));
        }
        Ok(Encoding { colour: find(&self.colour)?, size })
    }

    fn report(
        &self,
        session: &mut Session<'_>,
        (format, scale): (PictureFormat, f64),
        map: &str,
        picture: &Picture,
        warnings: &[String],
    ) -> Result<Answer, Failure> {
        let pixels = |points: f64| (points * scale).ceil() as u64;
        let (width, height) = (pixels(picture.size.width), pixels(picture.size.height));
        if session.json {
            session.print_json(&json!({
                "format": format.name(), "map": map, "theme": self.theme,
                "width": width, "height": height, "warnings": warnings,
            }))?;
        } else {
            let unit = if format == PictureFormat::Png { "pixels" } else { "points" };
            let out = self.out.display();
            writeln!(session.out, "{out}: “{map}”, {width} × {height} {unit}, {} theme", self.theme)?;
        }
        Ok(Answer::Yes)
    }
}
