//! Names that look like slips of the pen for a name that is there already.

use strsim::osa_distance;

use super::scope::Scope;
use crate::model::{ElementId, ElementKind};

/// The most pairs of names that are compared for one text.
const MOST_PAIRS: usize = 400_000;

/// A new name that looks like a known one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    /// The name as typed.
    pub typed: String,
    /// The element that may be meant.
    pub id: ElementId,
    /// Its name.
    pub name: String,
}

/// A name as it is compared: lower case, in words, without signs and without an article in front.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::exchange) struct Shape {
    words: Vec<String>,
    joined: String,
}

impl Shape {
    pub fn of(name: &str) -> Self {
        let lower = name.to_lowercase();
        let mut words: Vec<String> = lower
            .split_whitespace()
            .map(|word| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>())
            .filter(|word| !word.is_empty())
            .collect();
        if words.len() > 1 && words.first().is_some_and(|word| word == "the") {
            words.remove(0);
        }
        let joined = words.concat();
        Self { words, joined }
    }

    /// The two look like one name written twice.
    pub fn is_near(&self, other: &Self) -> bool {
        if self.joined.is_empty() || other.joined.is_empty() {
            return false;
        }
        if self.joined == other.joined {
            return true;
        }
        self.words.len() == other.words.len()
            && self.words.iter().zip(&other.words).filter(|(a, b)| a != b).count() == 1
            && self.words.iter().zip(&other.words).all(|(a, b)| a == b || is_slip(a, b))
    }
}

/// One word may be a slip for the other. Numbers never are, nor short words, nor words that differ by what stands in
/// front of them (formal, informal).
fn is_slip(a: &str, b: &str) -> bool {
    let (long, short) = if a.chars().count() >= b.chars().count() { (a, b) } else { (b, a) };
    let length = short.chars().count();
    let digits = |word: &str| word.contains(|c: char| c.is_numeric());
    if length < 4 || long.chars().count() - length > 2 || digits(a) || digits(b) || long.ends_with(short) {
        return false;
    }
    osa_distance(a, b) <= if length < 8 { 1 } else { 2 }
}

/// Compares new names with known ones, as long as that takes no time that anyone notices.
#[derive(Debug, Default)]
pub(super) struct Compare {
    pairs: usize,
}

impl Compare {
    /// The known name that a new one looks like.
    pub fn find(&mut self, scope: &Scope, name: &str, kind: ElementKind) -> Option<Near> {
        self.pairs += scope.len();
        if self.pairs > MOST_PAIRS {
            return None;
        }
        let shape = Shape::of(name);
        let named = scope.all().find(|named| named.kind == kind && named.shape.is_near(&shape))?;
        Some(Near { typed: name.to_owned(), id: named.id.clone(), name: named.name.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_found_and_different_names_are_not() {
        let near = |a: &str, b: &str| Shape::of(a).is_near(&Shape::of(b));
        for (a, b) in [
            ("Supplier audit", "Supplier audits"),
            ("H & M Foundation", "H&M foundation"),
            ("The Pollution Board", "Pollution board"),
            ("Waste pickers", "Waste-pickers"),
            ("Municpality", "Municipality"),
            ("Univeristy researchers", "University researchers"),
        ] {
            assert!(near(a, b), "{a} / {b}");
        }
        for (a, b) in [
            ("Ward 11", "Ward 12"),
            ("Buyer A", "Buyer B"),
            ("North district", "South district"),
            ("Formal recyclers", "Informal recyclers"),
            ("Regulated market", "Unregulated market"),
            ("Imports", "Exports"),
            ("Ann", "Anne"),
            ("", "x"),
        ] {
            assert!(!near(a, b), "{a} / {b}");
        }
    }
}
