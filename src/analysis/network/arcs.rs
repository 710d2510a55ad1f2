//! Arcs in compressed sparse rows: what every measure runs on.

/// One arc with its strength: from, to, strength.
pub(crate) type Arc = (u32, u32, f64);

/// The arcs that leave each element, in order of their far ends.
#[derive(Clone, Debug, Default)]
pub(crate) struct Arcs {
    /// Where the arcs of each element begin; one more entry than there are elements.
    start: Vec<u32>,
    to: Vec<u32>,
    strength: Vec<f64>,
    /// How many arcs were merged into this one: 2 for a mutual tie in the undirected view of a directed network.
    folded: Vec<f64>,
}

impl Arcs {
    /// Sorts and merges the arcs; strengths of merged arcs add up.
    pub(crate) fn new(elements: usize, mut arcs: Vec<Arc>) -> Self {
        arcs.sort_by_key(|a| (a.0, a.1));
        let mut built = Self { start: Vec::with_capacity(elements + 1), ..Self::default() };
        built.start.push(0);
        let mut last = None;
        for (from, to, strength) in arcs {
            if last == Some((from, to)) {
                if let (Some(sum), Some(count)) = (built.strength.last_mut(), built.folded.last_mut()) {
                    *sum += strength;
                    *count += 1.0;
                }
                continue;
            }
            while built.start.len() <= from as usize {
                built.start.push(built.to.len() as u32);
            }
            built.to.push(to);
            built.strength.push(strength);
            built.folded.push(1.0);
            last = Some((from, to));
        }
        built.start.resize(elements + 1, built.to.len() as u32);
        built
    }

    /// Counts every arc as one, however many were merged into it.
    pub(super) fn unfold(&mut self) {
        self.folded.fill(1.0);
    }

    /// The number of arcs.
    pub(crate) fn len(&self) -> usize {
        self.to.len()
    }

    /// The number of elements.
    pub(crate) fn elements(&self) -> usize {
        self.start.len().saturating_sub(1)
    }

    /// The number of arcs that leave `element`.
    pub(crate) fn degree(&self, element: usize) -> usize {
        (self.start[element + 1] - self.start[element]) as usize
    }

    /// The places of the arcs of `element` among all arcs.
    pub(crate) fn range(&self, element: usize) -> std::ops::Range<usize> {
        self.start[element] as usize..self.start[element + 1] as usize
    }

    /// The far ends of the arcs of `element`, in ascending order.
    pub(crate) fn of(&self, element: usize) -> &[u32] {
        &self.to[self.range(element)]
    }

    /// The strengths of all arcs, in order.
    pub(crate) fn strengths(&self) -> &[f64] {
        &self.strength
    }

    /// The far ends with the strength of each arc.
    pub(crate) fn with_strength(&self, element: usize) -> impl Iterator<Item = (usize, f64)> {
        let range = self.range(element);
        self.to[range.clone()].iter().map(|to| *to as usize).zip(self.strength[range].iter().copied())
    }

    /// The far ends with the number of arcs folded into each.
    pub(crate) fn with_folded(&self, element: usize) -> impl Iterator<Item = (usize, f64)> {
        let range = self.range(element);
        self.to[range.clone()].iter().map(|to| *to as usize).zip(self.folded[range].iter().copied())
    }

    /// The far ends with what a tie counts: its strength, or how many arcs it is.
    pub(crate) fn with(&self, element: usize, counted: Counted) -> impl Iterator<Item = (usize, f64)> {
        let range = self.range(element);
        let counts = match counted {
            Counted::Ties => &self.folded,
            Counted::Strength => &self.strength,
        };
        self.to[range.clone()].iter().map(|to| *to as usize).zip(counts[range].iter().copied())
    }

    /// There is an arc from `element` to `other`.
    pub(crate) fn has(&self, element: usize, other: usize) -> bool {
        self.place(element, other).is_some()
    }

    /// The place of the arc from `element` to `other` among all arcs.
    pub(crate) fn place(&self, element: usize, other: usize) -> Option<usize> {
        let found = self.of(element).binary_search(&(other as u32)).ok()?;
        Some(self.start[element] as usize + found)
    }
}

/// What a tie counts in measures that come unweighted and by strength.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counted {
    /// Every tie counts one.
    Ties,
    /// Every tie counts its strength.
    Strength,
}
