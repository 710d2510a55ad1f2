//! Words and icons of the map, laid out once for each size.

use std::collections::HashMap;
use std::sync::Arc;

use egui::epaint::TextShape;
use egui::{Color32, Context, Galley, Pos2, Shape, Stroke};

use crate::app::fonts::{self, Weight};
use crate::app::theme::color;
use crate::scene::{Anchor, Font, Text};

/// Smaller words are left out.
const LEGIBLE: f32 = 3.0;
/// So many laid out words are kept.
const MOST: usize = 20_000;

/// What words look like, but for their colour.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Look {
    text: String,
    font: Font,
    /// In 1/64 of a point.
    size: u32,
    italic: bool,
    strike: Option<Color32>,
}

/// What the texture of letters was when the map was painted.
struct Watched {
    galley: Arc<Galley>,
    atlas: [usize; 2],
    pass: u64,
}

/// Words and icons that were laid out, as long as the letters that they point at are in the texture of letters.
pub(super) struct Letters {
    ctx: Context,
    words: HashMap<Look, (Arc<Galley>, f32)>,
    icons: HashMap<(char, u32), Arc<Galley>>,
    watched: Option<Watched>,
}

impl Letters {
    pub fn new(ctx: &Context) -> Self {
        Self { ctx: ctx.clone(), words: HashMap::new(), icons: HashMap::new(), watched: None }
    }

    /// Forgets all words if the texture of letters was emptied since this was asked in the last frame, or if it was
    /// not asked then. Gives whether triangles of words that were made before still hold.
    pub fn hold(&mut self) -> bool {
        // egui drops what was laid out when it empties the texture, and what was not used in a frame.
        let watched = fonts::galley(&self.ctx, fonts::text("\u{b7}", 13.0, Weight::Regular, Color32::WHITE));
        let atlas = atlas(&self.ctx);
        let known = self.watched.as_ref();
        let same = known.is_some_and(|known| Arc::ptr_eq(&known.galley, &watched));
        let holds = same && known.is_some_and(|known| known.atlas == atlas);
        if !same || self.words.len() > MOST {
            self.words.clear();
            self.icons.clear();
        }
        self.watched = Some(Watched { galley: watched, atlas, pass: self.ctx.cumulative_pass_nr() });
        holds
    }

    /// The texture of letters has another size than when [`Self::hold`] was asked in this frame: triangles of words
    /// point at the wrong places in it.
    pub fn outgrown(&self) -> bool {
        let atlas = atlas(&self.ctx);
        let now = self.ctx.cumulative_pass_nr();
        self.watched.as_ref().is_some_and(|known| known.pass == now && known.atlas != atlas)
    }

    /// Adds a line of words of `size` points whose anchor is at `at`.
    pub fn words(&mut self, text: &Text, size: f64, at: Pos2, shapes: &mut Vec<Shape>) {
        let size = stepped(size as f32);
        if size < LEGIBLE {
            return;
        }
        let ink = color(text.color);
        let look = Look {
            text: text.text.clone(),
            font: text.font,
            size: (size * 64.0).round() as u32,
            italic: text.italic,
            strike: text.strike.then_some(ink),
        };
        let (galley, baseline) = if let Some(known) = self.words.get(&look) {
            known.clone()
        } else {
            let new = lay_out(&self.ctx, &look, size);
            self.words.insert(look, new.clone());
            new
        };
        let left = match text.anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => galley.size().x / 2.0,
            Anchor::End => galley.size().x,
        };
        let corner = Pos2::new(at.x - left, at.y - baseline);
        shapes.push(Shape::Text(TextShape::new(corner, galley, ink)));
    }

    /// Adds an icon of `size` points whose middle is at `middle`.
    pub fn icon(&mut self, icon: char, size: f32, middle: Pos2, ink: Color32, shapes: &mut Vec<Shape>) {
        let size = stepped(size);
        let key = (icon, (size * 64.0).round() as u32);
        let ctx = &self.ctx;
        let lay_out = || fonts::galley(ctx, fonts::icon(icon, size, Color32::PLACEHOLDER));
        let galley = Arc::clone(self.icons.entry(key).or_insert_with(lay_out));
        let corner = middle - galley.size() / 2.0;
        shapes.push(Shape::Text(TextShape::new(corner, galley, ink)));
    }
}

/// The size of the texture of letters, in pixels.
pub(super) fn atlas(ctx: &Context) -> [usize; 2] {
    #[expect(
        clippy::redundant_closure_for_method_calls,
        reason = "a path has one lifetime, the call needs any"
    )]
    ctx.fonts(|fonts| fonts.font_image_size())
}

/// Sizes in steps, so that a zoom does not ask for every letter anew at each of its frames. What is lost is under 2 % of
/// sizes from 6.5 up; sizes in quarters of a point stay.
fn stepped(size: f32) -> f32 {
    let step = if size < 16.0 {
        0.25
    } else if size < 32.0 {
        0.5
    } else {
        1.0
    };
    (size / step).round() * step
}

fn lay_out(ctx: &Context, look: &Look, size: f32) -> (Arc<Galley>, f32) {
    let ink = Color32::PLACEHOLDER;
    let mut job = match look.font {
        Font::Inter(weight) => fonts::text(&look.text, size, Weight::of(weight), ink),
        Font::Mono(weight) => fonts::mono(&look.text, size, weight >= 600, ink),
    };
    for section in &mut job.sections {
        section.format.italics = look.italic;
        if let Some(ink) = look.strike {
            section.format.strikethrough = Stroke::new(1.0, ink);
        }
    }
    let galley = fonts::galley(ctx, job);
    let first = galley.rows.first();
    let baseline = first.and_then(|row| row.glyphs.first().map(|glyph| row.pos.y + glyph.pos.y));
    (galley, baseline.unwrap_or(size))
}
