//! One question at a time to a thread of its own. A new question cancels the one before, and late answers are dropped.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use egui::Context;

use crate::analysis::Watch;

/// A question that is asked again whenever `K` changes, and the latest answer to it.
pub(super) struct Inquiry<K, T> {
    sender: Sender<(K, T)>,
    answers: Receiver<(K, T)>,
    asked: Option<(K, Watch)>,
    latest: Option<(K, Arc<T>)>,
}

impl<K, T> Default for Inquiry<K, T> {
    fn default() -> Self {
        let (sender, answers) = channel();
        Self { sender, answers, asked: None, latest: None }
    }
}

impl<K: Clone + PartialEq + Send + 'static, T: Send + 'static> Inquiry<K, T> {
    /// Asks, unless the same was asked last. `run` must look at the watch now and then.
    pub fn ask(&mut self, ctx: &Context, key: &K, run: impl FnOnce(&Watch) -> T + Send + 'static) {
        self.collect();
        if self.asked.as_ref().is_some_and(|(asked, _)| asked == key) {
            return;
        }
        self.cancel();
        let watch = Watch::default();
        self.asked = Some((key.clone(), watch.clone()));
        let (sender, key, ctx) = (self.sender.clone(), key.clone(), ctx.clone());
        let work = move || {
            let answer = run(&watch);
            if !watch.is_cancelled() {
                drop(sender.send((key, answer)));
                ctx.request_repaint();
            }
        };
        // Without a thread there is no answer; everything else works.
        drop(thread::Builder::new().name("inquiry".to_owned()).spawn(work));
    }

    fn collect(&mut self) {
        while let Ok((key, answer)) = self.answers.try_recv() {
            if self.asked.as_ref().is_some_and(|(asked, _)| *asked == key) {
                self.latest = Some((key, Arc::new(answer)));
            }
        }
    }

    /// The answer to what was asked last; `None` while it is being worked on.
    pub fn answer(&mut self) -> Option<Arc<T>> {
        self.collect();
        let (asked, _) = self.asked.as_ref()?;
        self.latest.as_ref().filter(|(key, _)| key == asked).map(|(_, answer)| Arc::clone(answer))
    }

    /// The latest answer, though the question may have changed since.
    pub fn latest(&mut self) -> Option<Arc<T>> {
        self.collect();
        self.latest.as_ref().map(|(_, answer)| Arc::clone(answer))
    }

    /// The latest answer, if it is to a question like this.
    pub fn latest_if(&mut self, is_like: impl Fn(&K) -> bool) -> Option<Arc<T>> {
        self.collect();
        self.latest.as_ref().filter(|(key, _)| is_like(key)).map(|(_, answer)| Arc::clone(answer))
    }

    /// How far the work is, 0 to 1; `None` when nothing is being worked on.
    pub fn progress(&mut self) -> Option<f32> {
        if self.answer().is_some() {
            return None;
        }
        self.asked.as_ref().map(|(_, watch)| watch.progress())
    }

    /// Stops the work under way.
    pub fn cancel(&mut self) {
        if let Some((_, watch)) = self.asked.take() {
            watch.cancel();
        }
    }
}
