//! How far an analysis is, and whether it should go on.

use std::sync::atomic::{AtomicU64, Ordering};

use super::NetworkError;
use crate::analysis::Watch;

/// Work of known length that reports to a [`Watch`], from several threads.
pub(in crate::analysis) struct Progress<'a> {
    watch: &'a Watch,
    done: AtomicU64,
    all: u64,
}

impl<'a> Progress<'a> {
    /// Work of `all` parts.
    pub(in crate::analysis) fn new(watch: &'a Watch, all: usize) -> Self {
        Self { watch, done: AtomicU64::new(0), all: all.max(1) as u64 }
    }

    /// Says that so many parts more are done.
    pub(in crate::analysis) fn advance(&self, parts: usize) {
        let done = self.done.fetch_add(parts as u64, Ordering::Relaxed) + parts as u64;
        self.watch.report(done as f64 / self.all as f64);
    }

    /// # Errors
    /// [`NetworkError::Cancelled`] if the caller wants no answer any more.
    pub(in crate::analysis) fn check(&self) -> Result<(), NetworkError> {
        if self.watch.is_cancelled() { Err(NetworkError::Cancelled) } else { Ok(()) }
    }
}
