//! What is at each element, in one list.

/// The ways at each element, one element after the other.
pub(super) struct Lists<W> {
    /// Where each element's ways begin; one more at the end.
    pub begins: Vec<usize>,
    pub ways: Vec<W>,
}

impl<W> Lists<W> {
    /// Of ways with the element that each is at; those of an element stay in the order given. O(n + m).
    pub fn new(count: usize, ways: impl Iterator<Item = (u32, W)>) -> Self {
        let mut lists: Vec<Vec<W>> = (0..count).map(|_| Vec::new()).collect();
        for (at, way) in ways {
            lists[at as usize].push(way);
        }
        let mut begins = vec![0];
        let mut all = Vec::new();
        for list in lists {
            all.extend(list);
            begins.push(all.len());
        }
        Self { begins, ways: all }
    }

    /// Where the ways of an element end.
    pub fn end(&self, element: u32) -> usize {
        self.begins[element as usize + 1]
    }
}
