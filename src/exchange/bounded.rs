//! Lists that a foreign file fills, and that no file makes larger than a computer can hold.

use std::ops::{Deref, DerefMut};

/// The most elements, and the most links, of a foreign file. A million links take about a gigabyte as a project.
pub(super) const MOST: usize = 1_000_000;

/// The most that all cells and attributes of a file which stand for several links or elements may be copied out to.
const MOST_COPIES: usize = 4_000_000;

/// A list of at most [`MOST`]. What comes after is dropped, but for the first, which says where it was too much.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bounded<T> {
    all: Vec<T>,
    beyond: Option<T>,
}

impl<T> Bounded<T> {
    /// Adds one at the end.
    pub(super) fn push(&mut self, one: T) {
        if self.all.len() < MOST {
            self.all.push(one);
        } else if self.beyond.is_none() {
            self.beyond = Some(one);
        }
    }

    /// The first one that was too much.
    pub(super) fn beyond(&self) -> Option<&T> {
        self.beyond.as_ref()
    }

    /// Keeps those that are to stay.
    pub(super) fn retain(&mut self, stays: impl FnMut(&T) -> bool) {
        self.all.retain(stays);
    }
}

impl<T> Default for Bounded<T> {
    fn default() -> Self {
        Self { all: Vec::new(), beyond: None }
    }
}

impl<T> Extend<T> for Bounded<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, more: I) {
        for one in more {
            if self.beyond.is_some() {
                return;
            }
            self.push(one);
        }
    }
}

impl<T> FromIterator<T> for Bounded<T> {
    fn from_iter<I: IntoIterator<Item = T>>(all: I) -> Self {
        let mut list = Self::default();
        list.extend(all);
        list
    }
}

impl<T> Deref for Bounded<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.all
    }
}

impl<T> DerefMut for Bounded<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.all
    }
}

impl<T> IntoIterator for Bounded<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.all.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Bounded<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.all.iter()
    }
}

impl<'a, T> IntoIterator for &'a mut Bounded<T> {
    type Item = &'a mut T;
    type IntoIter = std::slice::IterMut<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.all.iter_mut()
    }
}

/// How much may still be copied out: a little text can stand for much, such as one cell of many starts beside one of many
/// ends, or a default that every element takes.
pub(super) struct Copies(usize);

impl Copies {
    pub(super) fn new() -> Self {
        Self(MOST_COPIES)
    }

    /// There is room for this many more.
    pub(super) fn take(&mut self, count: usize) -> bool {
        let left = self.0.checked_sub(count);
        self.0 = left.unwrap_or(self.0);
        left.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_much_is_dropped_and_the_first_of_it_kept() {
        let list: Bounded<usize> = (0..MOST + 5).collect();
        assert_eq!((list.len(), list.beyond()), (MOST, Some(&MOST)));
        let mut copies = Copies::new();
        assert!(copies.take(MOST_COPIES - 1) && !copies.take(2) && copies.take(1) && !copies.take(1));
    }
}
