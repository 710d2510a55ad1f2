//! Short messages at the bottom that go away by themselves.

use std::time::{Duration, Instant};

use super::command::Command;

/// How long a message stays when nobody hovers it.
const STAY: Duration = Duration::from_secs(6);

/// A short message.
#[derive(Clone, Debug)]
pub struct Toast {
    /// The sentence.
    pub text: String,
    /// What can be done about it.
    pub action: Option<(&'static str, Command)>,
    until: Instant,
}

/// The messages on show; the newest is at the bottom.
#[derive(Clone, Debug, Default)]
pub struct Toasts {
    list: Vec<Toast>,
}

impl Toasts {
    /// Shows a message.
    pub fn say(&mut self, text: impl Into<String>) {
        self.push(text.into(), None);
    }

    /// Shows a message with something to do about it.
    pub fn offer(&mut self, text: impl Into<String>, label: &'static str, command: Command) {
        self.push(text.into(), Some((label, command)));
    }

    fn push(&mut self, text: String, action: Option<(&'static str, Command)>) {
        const MOST: usize = 3;
        self.list.retain(|toast| toast.text != text);
        self.list.push(Toast { text, action, until: Instant::now() + STAY });
        let surplus = self.list.len().saturating_sub(MOST);
        self.list.drain(..surplus);
    }

    /// Drops what has had its time; gives the time until the next one goes.
    pub fn expire(&mut self) -> Option<Duration> {
        let now = Instant::now();
        self.list.retain(|toast| toast.until > now);
        self.list.iter().map(|toast| toast.until - now).min()
    }

    /// Keeps a hovered message for its full time again.
    pub fn keep(&mut self, index: usize) {
        if let Some(toast) = self.list.get_mut(index) {
            toast.until = Instant::now() + STAY;
        }
    }

    /// Takes a message away.
    pub fn dismiss(&mut self, index: usize) {
        if index < self.list.len() {
            self.list.remove(index);
        }
    }

    /// The messages, oldest first.
    pub fn list(&self) -> &[Toast] {
        &self.list
    }
}
