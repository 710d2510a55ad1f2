//! Pictures under a map as textures, decoded off the window's thread.

use std::sync::mpsc::{Receiver, TryRecvError, channel};

use egui::{Color32, ColorImage, Context, Painter, Rect, Stroke, StrokeKind, TextureHandle, pos2};
use smol_str::SmolStr;

use super::eye::Eye;
use crate::app::theme::{color, tokens};
use crate::app::underlay;
use crate::scene::{Mark, UnderlayFigure};

/// How far a picture has come.
enum Shown {
    /// It is being decoded.
    Waiting(Receiver<Option<ColorImage>>),
    /// It can be painted.
    Ready(TextureHandle),
    /// It is no picture that we can show.
    Damaged,
}

/// A picture: where it lies on the map, its data URL, and how much of it shows.
type Laid<'a> = (kurbo::Rect, &'a SmolStr, f32);

/// The pictures that are shown, by their sources.
#[derive(Default)]
pub(in crate::app) struct Textures {
    known: Vec<(SmolStr, Shown)>,
}

impl Textures {
    /// Paints the pictures of the map in front, below everything else, and forgets all others.
    pub fn paint_map(&mut self, painter: &Painter, eye: Eye, underlays: &[UnderlayFigure]) {
        self.known.retain(|(source, _)| underlays.iter().any(|figure| same(&figure.source, source)));
        for figure in underlays {
            self.paint(painter, eye, (figure.rect, &figure.source, figure.opacity));
        }
    }

    /// Paints the pictures among marks.
    pub fn paint_marks(&mut self, painter: &Painter, eye: Eye, marks: &[Mark]) {
        for mark in marks {
            if let Mark::Picture { rect, source, opacity } = mark {
                self.paint(painter, eye, (*rect, source, *opacity));
            }
        }
    }

    fn paint(&mut self, painter: &Painter, eye: Eye, (place, source, opacity): Laid<'_>) {
        let ctx = painter.ctx();
        let at = self.known.iter().position(|(known, _)| same(known, source)).unwrap_or_else(|| {
            self.known.push((source.clone(), decode(ctx, source.clone())));
            self.known.len() - 1
        });
        let Some((_, shown)) = self.known.get_mut(at) else { return };
        if let Shown::Waiting(answer) = shown {
            match answer.try_recv() {
                Ok(Some(image)) => {
                    let options = egui::TextureOptions::LINEAR;
                    *shown = Shown::Ready(ctx.load_texture("picture under the map", image, options));
                }
                Ok(None) | Err(TryRecvError::Disconnected) => *shown = Shown::Damaged,
                Err(TryRecvError::Empty) => {}
            }
        }
        let corner = kurbo::Point::new(place.x1, place.y1);
        let rect = Rect::from_two_pos(eye.to_screen(place.origin()), eye.to_screen(corner));
        match shown {
            Shown::Ready(texture) => {
                let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
                painter.image(texture.id(), rect, whole, Color32::WHITE.gamma_multiply(opacity));
            }
            Shown::Waiting(_) | Shown::Damaged => {
                let rim = Stroke::new(1.0, color(tokens(ctx).border));
                painter.rect_stroke(rect, 2.0, rim, StrokeKind::Inside);
            }
        }
    }
}

/// The same picture. Copies of a project share its bytes, so that most are known without reading megabytes.
fn same(one: &SmolStr, other: &SmolStr) -> bool {
    one.len() == other.len() && (std::ptr::eq(one.as_ptr(), other.as_ptr()) || one == other)
}

fn decode(ctx: &Context, source: SmolStr) -> Shown {
    let (sender, answer) = channel();
    let ctx = ctx.clone();
    let work = move || {
        let image = underlay::decode(&source).map(|image| {
            let size = [image.width() as usize, image.height() as usize];
            ColorImage::from_rgba_unmultiplied(size, image.as_raw())
        });
        drop(sender.send(image));
        ctx.request_repaint();
    };
    match std::thread::Builder::new().name("picture".to_owned()).spawn(work) {
        Ok(_) => Shown::Waiting(answer),
        Err(_) => Shown::Damaged,
    }
}
