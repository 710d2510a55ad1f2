//! `linchpin render`

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use super::input::Input;
use super::lookup;
use super::places::placed;
use super::session::{Answer, Failure, Session, is_stdout};
use super::since::since;
use crate::analysis::{Watch, measured};
use crate::exchange::{self, Options};
use crate::export::pdf::{Pages, Paper};
use crate::model::{MapId, Project};
use crate::scene::tokens::Theme;
use crate::scene::{Change, Encoded, Encoding, Field, Picture, PictureOptions, TextMeasurer, picture};
use crate::{export, file};

/// Pixels per point when nothing else is said: sharp on the screens of today.
const SCALE: f64 = 2.0;

/// Draw a map as a picture: OUT.svg, OUT.png or OUT.pdf.
#[derive(Args)]
#[expect(clippy::struct_excessive_bools, reason = "independent switches of the command line")]
pub(super) struct Render {
    #[command(flatten)]
    input: Input,
    /// The picture to write; its ending says the format. `-` prints an SVG.
    out: PathBuf,
    /// The map to draw, by id or title; the first one if absent.
    #[arg(long, value_name = "M", conflicts_with = "all")]
    map: Option<String>,
    /// Draw all maps: the pages of a PDF, or files with the number of the map in their names.
    #[arg(long)]
    all: bool,
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
    /// Pixels per point of a PNG, 2 if absent; of a poster, how large it is, 1 = 100 %. An SVG has no pixels.
    #[arg(long, value_name = "N")]
    scale: Option<f64>,
    /// Nothing behind the map of an SVG or PNG.
    #[arg(long)]
    transparent: bool,
    /// The map's title above it.
    #[arg(long)]
    title: bool,
    /// No legend below the map.
    #[arg(long)]
    no_legend: bool,
    /// No typefaces inside an SVG: a smaller file, for places where Inter is installed.
    #[arg(long)]
    no_fonts: bool,
    /// Mark what came, went and changed since this earlier version of the file.
    #[arg(long, value_name = "EARLIER")]
    since: Option<PathBuf>,
    /// Paper for a PDF, on which the map is as large as it fits; without it the page is as large as the map.
    #[arg(long, value_name = "P", value_parser = ["a4", "a3", "letter"])]
    paper: Option<String>,
    /// Several sheets of the paper, to be glued together; --scale says how large.
    #[arg(long, requires = "paper")]
    poster: bool,
    /// A line below with the date and the file's SHA-256.
    #[arg(long)]
    stamp: bool,
}

/// What kind of file a picture becomes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PictureFormat {
    Svg,
    Png,
    Pdf,
}

impl PictureFormat {
    fn of(out: &Path) -> Result<Self, Failure> {
        if is_stdout(out) {
            return Ok(Self::Svg);
        }
        let ending = out.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        match ending.as_deref() {
            Some("svg") => Ok(Self::Svg),
            Some("png") => Ok(Self::Png),
            Some("pdf") => Ok(Self::Pdf),
            _ => Err(Failure::Usage(format!(
                "{}: a picture needs a name ending in .svg, .png or .pdf.",
                out.display()
            ))),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Pdf => "pdf",
        }
    }
}

impl Render {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        session.check_out(&self.out)?;
        let format = PictureFormat::of(&self.out)?;
        if self.paper.is_some() && format != PictureFormat::Pdf {
            return Err(Failure::Usage("--paper is for a PDF; choose a name ending in .pdf.".to_owned()));
        }
        if self.scale.is_some_and(|scale| !scale.is_finite() || scale <= 0.0) {
            return Err(Failure::Usage("--scale takes a number above 0, such as 2.".to_owned()));
        }
        if self.all && is_stdout(&self.out) {
            return Err(Failure::Usage("--all writes several pictures; give a file's name.".to_owned()));
        }
        let mut warnings = Vec::new();
        if self.scale.is_some() && format == PictureFormat::Svg {
            warnings.push("An SVG has no pixels, so --scale changes nothing.".to_owned());
        }
        session.warn(&warnings);
        let imported = self.input.read(session)?;
        warnings.extend(imported.warnings);
        let project = &placed(imported.project);
        let maps: Vec<MapId> = if let Some(map) = &self.map {
            vec![lookup::map(project, map)?]
        } else {
            let count = if self.all { usize::MAX } else { 1 };
            project.maps_in_order().into_iter().take(count).map(|(id, _)| id.clone()).collect()
        };
        if maps.is_empty() {
            return Err(Failure::Usage("this file has no map to draw.".to_owned()));
        }
        let mut text = TextMeasurer::new();
        let earlier =
            self.since.as_deref().map(|path| exchange::read(path, &Options::default())).transpose()?;
        let pictures = maps.iter().map(|map| match &earlier {
            Some(earlier) => {
                let (project, changes) = since(&earlier.project, project, map);
                self.picture(&project, map, changes, &mut text)
            }
            None => self.picture(project, map, BTreeMap::new(), &mut text),
        });
        let pictures: Vec<Picture> = pictures.collect::<Result<_, _>>()?;
        // Everything is drawn before anything is written: a picture that fails leaves no part of the others.
        let files = self.files(format, &pictures)?;
        for (path, bytes) in &files {
            if is_stdout(path) {
                session.out.write_all(bytes)?;
                return Ok(Answer::Yes);
            }
            file::replace(path, bytes)?;
        }
        let title = |map: &MapId| project.maps.get(map).map_or("", |map| map.title.as_str());
        let titles: Vec<&str> = maps.iter().map(title).collect();
        let scale = if format == PictureFormat::Png { self.scale.unwrap_or(SCALE) } else { 1.0 };
        self.report(session, (format, scale), &titles, &pictures, (&files, &warnings))
    }

    /// A map as a picture.
    fn picture(
        &self,
        project: &Project,
        map: &MapId,
        changes: BTreeMap<String, Change>,
        text: &mut TextMeasurer,
    ) -> Result<Picture, Failure> {
        let encoding = self.encoding(project)?;
        let measured = measured(project, map, &encoding.wanted(), &Watch::default())
            .map_err(|error| Failure::Usage(error.to_string()))?;
        let title = project.maps.get(map).map(|map| map.title.clone());
        let options = PictureOptions {
            theme: Theme::from_name(&self.theme).unwrap_or_default(),
            encoded: Encoded::of(project, map, &encoding, &measured),
            legend: !self.no_legend,
            title: title.filter(|_| self.title),
            foot: self.stamp.then(|| self.stamp()),
            changes,
            ..PictureOptions::default()
        };
        let mut drawn = picture(project, map, &options, text);
        if self.transparent {
            drawn.background = drawn.background.faded(0.0);
        }
        Ok(drawn)
    }

    /// When the picture was made, and from what.
    fn stamp(&self) -> String {
        let today = chrono::Local::now().date_naive();
        let hash = self.input.bytes().map(|bytes| file::hash_text(&bytes)).unwrap_or_default();
        format!("{today} · {} · SHA-256 {hash}", self.input.name())
    }

    /// What is written, and where.
    fn files(&self, format: PictureFormat, pictures: &[Picture]) -> Result<Vec<(PathBuf, Vec<u8>)>, Failure> {
        if format == PictureFormat::Pdf {
            let paper = self.paper.as_deref().and_then(Paper::from_name);
            let pages = match paper {
                None => Pages::AsDrawn,
                Some(paper) if self.poster => Pages::Poster(paper, self.scale.unwrap_or(1.0)),
                Some(paper) => Pages::Fit(paper),
            };
            return Ok(vec![(self.out.clone(), export::pdf::write(pictures, pages)?)]);
        }
        let bytes = |picture: &Picture| -> Result<Vec<u8>, Failure> {
            Ok(match format {
                PictureFormat::Png => export::png::write(picture, self.scale.unwrap_or(SCALE))?,
                _ if self.no_fonts => export::svg::bare(picture).into_bytes(),
                _ => export::svg::write(picture).into_bytes(),
            })
        };
        let path = |number: usize| {
            if !self.all {
                return self.out.clone();
            }
            let stem = self.out.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
            self.out.with_file_name(format!("{stem}-{}.{}", number + 1, format.name()))
        };
        pictures.iter().enumerate().map(|(at, picture)| Ok((path(at), bytes(picture)?))).collect()
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
        maps: &[&str],
        pictures: &[Picture],
        (files, warnings): (&[(PathBuf, Vec<u8>)], &[String]),
    ) -> Result<Answer, Failure> {
        let pixels = |points: f64| (points * scale).ceil() as u64;
        let size = |picture: &Picture| (pixels(picture.size.width), pixels(picture.size.height));
        let Some(((width, height), map)) = pictures.first().map(size).zip(maps.first()) else {
            return Ok(Answer::Yes);
        };
        if session.json {
            let mut said = json!({
                "format": format.name(), "map": map, "theme": self.theme,
                "width": width, "height": height, "warnings": warnings,
            });
            if self.all {
                let files: Vec<String> = files.iter().map(|(path, _)| path.display().to_string()).collect();
                said["maps"] = json!(maps);
                said["files"] = json!(files);
            }
            session.print_json(&said)?;
            return Ok(Answer::Yes);
        }
        let unit = if format == PictureFormat::Png { "pixels" } else { "points" };
        for (number, (picture, map)) in pictures.iter().zip(maps).enumerate() {
            let path = files.get(number).or(files.first()).map_or(&self.out, |(path, _)| path);
            let (width, height) = size(picture);
            let out = path.display();
            writeln!(session.out, "{out}: “{map}”, {width} × {height} {unit}, {} theme", self.theme)?;
        }
        Ok(Answer::Yes)
    }
}
