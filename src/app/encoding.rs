//! What colours and sizes say on the map in front: chosen by chips, worked out in the background, kept until something
//! changes.

mod chips;

use std::sync::Arc;

pub(super) use self::chips::encoding_chips;
use super::App;
use super::worker::{Figures, Source};
use crate::analysis::figures_of;
use crate::model::MapId;
use crate::scene::{Encoded, Encoding};

/// What was worked out last.
struct Kept {
    source: Source,
    encoding: Encoding,
    figures: Figures,
    shown: Shown,
}

/// Colours and sizes as they are shown.
#[derive(Clone, Default)]
pub(super) struct Shown {
    /// What they say.
    pub encoded: Arc<Encoded>,
    /// Another number whenever they say something else.
    pub stamp: u64,
    /// They are being worked out again: what is shown is not of now.
    pub updating: bool,
}

/// Keeps what colours and sizes say.
#[derive(Default)]
pub(super) struct Encodings {
    kept: Option<Kept>,
    last: u64,
}

impl App {
    /// What colours and sizes say on a map.
    pub(super) fn encoded(&mut self, map: &MapId) -> Shown {
        let encoding = self.view.encoding_of(map);
        if encoding == Encoding::default() {
            return Shown::default();
        }
        let project = self.session.history.project();
        let source = Source::new(project, map);
        let figures = self.worker.figures(&source, &encoding.wanted());
        let same = |kept: &&Kept| {
            kept.encoding == encoding
                && kept.source.is_same(&source)
                && kept.source.has_same_words(&source)
                && Arc::ptr_eq(&kept.figures.measured, &figures.measured)
        };
        if let Some(kept) = self.encodings.kept.as_ref().filter(same) {
            return Shown { updating: figures.updating, ..kept.shown.clone() };
        }
        let encoded = Encoded::of(project, map, &encoding, &figures.measured);
        let before = self.encodings.kept.as_ref().filter(|kept| *kept.shown.encoded == encoded);
        let stamp = before.map_or(self.encodings.last + 1, |kept| kept.shown.stamp);
        self.encodings.last = self.encodings.last.max(stamp);
        let shown = Shown { encoded: Arc::new(encoded), stamp, updating: figures.updating };
        self.encodings.kept = Some(Kept { source, encoding, figures, shown: shown.clone() });
        shown
    }

    /// Asks for the figures that are looked at.
    pub(super) fn ask_for_figures(&mut self) {
        let Some(map) = self.view.map.clone() else { return };
        let wanted = self.view.encoding_of(&map).wanted().and(&self.faces.wanted(self.view.face));
        let wanted = wanted.and(&figures_of(&self.view.reading().filter));
        let source = Source::new(self.session.history.project(), &map);
        self.worker.ask_figures(&source, &wanted);
    }
}
