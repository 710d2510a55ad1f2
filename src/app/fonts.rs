//! The typefaces of the window, and text laid out in them.
//!
//! Inter is one variable file, so a weight is a coordinate on its `wght` axis and not another font. Figures in columns
//! use `JetBrains Mono`, because tabular figures of Inter cannot be switched on here. Icons are glyphs of Phosphor.

use std::sync::Arc;

use egui::epaint::text::VariationCoords;
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Color32, Context, FontData, FontDefinitions, FontFamily, FontId, Galley, Stroke};

const INTER: &[u8] = include_bytes!("../../assets/fonts/Inter.ttf");
const MONO: &[u8] = include_bytes!("../../assets/fonts/JetBrainsMono-Regular.ttf");
const MONO_SEMIBOLD: &[u8] = include_bytes!("../../assets/fonts/JetBrainsMono-SemiBold.ttf");
const PHOSPHOR: &[u8] = include_bytes!("../../assets/fonts/Phosphor.ttf");

/// How heavy Inter is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Weight {
    /// 400: sentences, evidence.
    #[default]
    Regular,
    /// 500: labels, rows.
    Medium,
    /// 600: titles, names of actors, buttons.
    SemiBold,
    /// 700: letters in badges.
    Bold,
}

impl Weight {
    /// The nearest weight to a number of the `wght` axis.
    pub fn of(weight: u16) -> Self {
        match weight {
            ..450 => Self::Regular,
            450..550 => Self::Medium,
            550..650 => Self::SemiBold,
            650.. => Self::Bold,
        }
    }

    /// The coordinate on the `wght` axis.
    fn coordinate(self) -> f32 {
        match self {
            Self::Regular => 400.0,
            Self::Medium => 500.0,
            Self::SemiBold => 600.0,
            Self::Bold => 700.0,
        }
    }
}

/// The family with nothing but icons.
pub fn icons() -> FontFamily {
    FontFamily::Name("icons".into())
}

/// The family of figures that must stand out: scores, values.
pub fn mono_semibold() -> FontFamily {
    FontFamily::Name("mono-semibold".into())
}

/// Gives the typefaces to egui. Once, when the window opens; they are there from the next frame.
pub fn install(ctx: &Context) {
    let mut fonts = FontDefinitions::empty();
    for (name, bytes) in
        [("inter", INTER), ("mono", MONO), ("mono-semibold", MONO_SEMIBOLD), ("phosphor", PHOSPHOR)]
    {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let chains: [(FontFamily, &[&str]); 4] = [
        (FontFamily::Proportional, &["inter", "phosphor"]),
        (FontFamily::Monospace, &["mono", "inter", "phosphor"]),
        (mono_semibold(), &["mono-semibold", "inter", "phosphor"]),
        (icons(), &["phosphor", "inter"]),
    ];
    for (family, chain) in chains {
        fonts.families.insert(family, chain.iter().map(|&name| name.to_owned()).collect());
    }
    ctx.set_fonts(fonts);
}

/// The format of a run of Inter at `size` points.
pub fn format(size: f32, weight: Weight, color: Color32) -> TextFormat {
    TextFormat {
        font_id: FontId::new(size, FontFamily::Proportional),
        color,
        coords: VariationCoords::new([(b"wght", weight.coordinate())]),
        ..TextFormat::default()
    }
}

/// One line of Inter, as wide as it needs to be.
pub fn text(content: &str, size: f32, weight: Weight, color: Color32) -> LayoutJob {
    single(content, format(size, weight, color))
}

/// One line of figures in `JetBrains Mono`; `strong` is its semibold cut.
pub fn mono(content: &str, size: f32, strong: bool, color: Color32) -> LayoutJob {
    let family = if strong { mono_semibold() } else { FontFamily::Monospace };
    single(content, TextFormat { font_id: FontId::new(size, family), color, ..TextFormat::default() })
}

/// One icon: a glyph of Phosphor.
pub fn icon(glyph: char, size: f32, color: Color32) -> LayoutJob {
    single(
        glyph.encode_utf8(&mut [0; 4]),
        TextFormat { font_id: FontId::new(size, icons()), color, ..TextFormat::default() },
    )
}

/// The same text cut to `width` points, on `rows` lines at most, with an ellipsis where it was cut.
#[must_use]
pub fn elided(mut job: LayoutJob, width: f32, rows: usize) -> LayoutJob {
    job.wrap = TextWrapping {
        max_width: width,
        max_rows: rows,
        break_anywhere: rows == 1,
        ..TextWrapping::default()
    };
    job
}

/// The same text wrapped at `width` points, its baselines `line` points apart.
#[must_use]
pub fn wrapped(mut job: LayoutJob, width: f32, line: f32) -> LayoutJob {
    job.wrap = TextWrapping { max_width: width, ..TextWrapping::default() };
    for section in &mut job.sections {
        section.format.line_height = Some(line);
    }
    job
}

/// The same text struck through in `color`.
#[must_use]
pub fn struck(mut job: LayoutJob, color: Color32) -> LayoutJob {
    for section in &mut job.sections {
        section.format.strikethrough = Stroke::new(1.0, color);
    }
    job
}

/// The text measured and ready to paint.
pub fn galley(ctx: &Context, job: LayoutJob) -> Arc<Galley> {
    ctx.fonts_mut(|fonts| fonts.layout_job(job))
}

fn single(content: &str, format: TextFormat) -> LayoutJob {
    LayoutJob::single_section(content.to_owned(), format)
}
