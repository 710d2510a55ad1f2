//! How long work is followed and stopped from outside.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// A handle on running work. Clones share it: one side works, the other reads the progress and may cancel.
///
/// The default is fresh: not cancelled, nothing done.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    cancelled: Arc<AtomicBool>,
    /// The bits of an `f32`; all zeros are 0.0.
    progress: Arc<AtomicU32>,
}

impl Watch {
    /// Asks the work to stop soon. It cannot be taken back: start again with a new watch.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Somebody asked the work to stop.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// How much is done, 0 to 1. An estimate: it is meant for a bar on a screen.
    pub fn progress(&self) -> f32 {
        f32::from_bits(self.progress.load(Ordering::Relaxed))
    }

    /// Says how much is done; what lies outside 0 to 1 is clamped, and what is not a number counts as nothing.
    pub fn report(&self, share: f64) {
        let share = if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) };
        self.progress.store((share as f32).to_bits(), Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clones_share_the_flag_and_the_progress() {
        let watch = Watch::default();
        let other = watch.clone();
        assert!(!other.is_cancelled());
        watch.cancel();
        watch.report(0.25);
        assert!(other.is_cancelled());
        assert!((other.progress() - 0.25).abs() < 1e-6);
    }

    #[test]
    fn progress_stays_between_nothing_and_all() {
        let watch = Watch::default();
        watch.report(7.0);
        assert!((watch.progress() - 1.0).abs() < 1e-6);
        watch.report(f64::NAN);
        assert!(watch.progress().abs() < 1e-6);
    }
}
