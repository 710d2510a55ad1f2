//! Sets of numbered actors, for counting overlaps fast.

/// A set of small numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    /// An empty set for numbers below `count`.
    pub fn new(count: usize) -> Self {
        Self(vec![0; count.div_ceil(64)])
    }

    pub fn insert(&mut self, number: usize) {
        if let Some(word) = self.0.get_mut(number / 64) {
            *word |= 1 << (number % 64);
        }
    }

    pub fn contains(&self, number: usize) -> bool {
        self.0.get(number / 64).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    pub fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// How many numbers are in both sets.
    pub fn count_both(&self, other: &Self) -> u32 {
        self.0.iter().zip(&other.0).map(|(a, b)| (a & b).count_ones()).sum()
    }

    /// How many numbers are in either set.
    pub fn count_either(&self, other: &Self) -> u32 {
        self.0.iter().zip(&other.0).map(|(a, b)| (a | b).count_ones()).sum()
    }

    /// Takes in every number of the other set.
    pub fn add_all(&mut self, other: &Self) {
        for (word, more) in self.0.iter_mut().zip(&other.0) {
            *word |= more;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_count_what_they_share() {
        let (mut a, mut b) = (Bits::new(130), Bits::new(130));
        for number in [0, 64, 129] {
            a.insert(number);
        }
        b.insert(64);
        b.insert(65);
        assert!(a.contains(129) && !a.contains(128) && !a.contains(1000));
        assert_eq!((a.count(), a.count_both(&b), a.count_either(&b)), (3, 1, 4));
        a.add_all(&b);
        assert_eq!(a.count(), 4);
    }
}
