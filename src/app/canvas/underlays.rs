//! Pictures under the map as textures, decoded off the window's thread.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use egui::{Color32, ColorImage, Rect, Stroke, StrokeKind, TextureHandle, Ui, pos2};
use smol_str::SmolStr;

use super::eye::Eye;
use crate::app::theme::{color, tokens};
use crate::app::underlay;
use crate::model::UnderlayId;
use crate::scene::MapScene;

/// How far a picture has come.
enum Shown {
    /// It is being decoded.
    Waiting(Receiver<Option<ColorImage>>),
    /// It can be painted.
    Ready(TextureHandle),
    /// It is no picture that we can show.
    Damaged,
}

/// The pictures of the map in front.
#[derive(Default)]
pub(super) struct Textures {
    known: BTreeMap<UnderlayId, (SmolStr, Shown)>,
}

impl Textures {
    /// Paints the pictures of a map, below everything else.
    pub fn paint(&mut self, ui: &Ui, eye: Eye, scene: &MapScene) {
        self.known.retain(|id, (source, _)| {
            scene.underlays.iter().any(|figure| figure.id == *id && figure.source == *source)
        });
        for figure in &scene.underlays {
            let (_, shown) = self
                .known
                .entry(figure.id.clone())
                .or_insert_with(|| (figure.source.clone(), decode(ui, figure.source.clone())));
            if let Shown::Waiting(answer) = shown {
                match answer.try_recv() {
                    Ok(Some(image)) => {
                        let options = egui::TextureOptions::LINEAR;
                        *shown = Shown::Ready(ui.ctx().load_texture(figure.id.to_string(), image, options));
                    }
                    Ok(None) | Err(TryRecvError::Disconnected) => *shown = Shown::Damaged,
                    Err(TryRecvError::Empty) => {}
                }
            }
            let corner = kurbo::Point::new(figure.rect.x1, figure.rect.y1);
            let rect = Rect::from_two_pos(eye.to_screen(figure.rect.origin()), eye.to_screen(corner));
            match shown {
                Shown::Ready(texture) => {
                    let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
                    let tint = Color32::WHITE.gamma_multiply(figure.opacity);
                    ui.painter().image(texture.id(), rect, whole, tint);
                }
                Shown::Waiting(_) | Shown::Damaged => {
                    let rim = Stroke::new(1.0, color(tokens(ui).border));
                    ui.painter().rect_stroke(rect, 2.0, rim, StrokeKind::Inside);
                }
            }
        }
    }
}

fn decode(ui: &Ui, source: SmolStr) -> Shown {
    let (sender, answer) = channel();
    let ctx = ui.ctx().clone();
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
