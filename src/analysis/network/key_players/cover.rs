//! The fewest elements that reach everyone: a smallest dominating set.

/// Words of 64 bits that the search may touch before it settles for what it has.
const WORK: usize = 100_000_000;

/// A set that reaches everyone.
pub(super) struct Cover {
    /// Ascending.
    pub(super) members: Vec<usize>,
    /// No smaller set does.
    pub(super) exact: bool,
}

/// A bit for each element.
type Bits = Vec<u64>;

/// Finds a smallest set that everyone is within `steps` of: by adding who reaches most, then by trying for whoever has
/// the fewest ways to be reached all of them, and giving up where even the widest reach could not make up for it.
pub(super) fn smallest_cover(distances: &[Vec<Option<u32>>], steps: u32) -> Cover {
    let n = distances.len();
    let words = n.div_ceil(64);
    let reach = |from: &Vec<Option<u32>>| {
        let mut bits = vec![0; words];
        for (to, distance) in from.iter().enumerate() {
            if distance.is_some_and(|distance| distance <= steps) {
                bits[to / 64] |= 1 << (to % 64);
            }
        }
        bits
    };
    let reach: Vec<Bits> = distances.iter().map(reach).collect();
    let mut everyone = vec![0; words];
    (0..n).for_each(|v| everyone[v / 64] |= 1 << (v % 64));
    let best = greedy(&reach, &everyone);
    let mut search = Search { reach: &reach, best, chosen: Vec::new(), looks: WORK / (n * words).max(1) + 1 };
    search.go_on(&everyone);
    let exact = search.looks > 0;
    let mut members = search.best;
    members.sort_unstable();
    Cover { members, exact }
}

fn size(bits: &Bits) -> usize {
    bits.iter().map(|word| word.count_ones() as usize).sum()
}

fn shared(a: &Bits, b: &Bits) -> usize {
    a.iter().zip(b).map(|(a, b)| (a & b).count_ones() as usize).sum()
}

fn without(a: &Bits, b: &Bits) -> Bits {
    a.iter().zip(b).map(|(a, b)| a & !b).collect()
}

/// The elements in a set.
fn each(bits: &Bits) -> impl Iterator<Item = usize> {
    let count = bits.len() * 64;
    (0..count).filter(|v| bits[v / 64] >> (v % 64) & 1 == 1)
}

fn greedy(reach: &[Bits], everyone: &Bits) -> Vec<usize> {
    let mut left = everyone.clone();
    let mut chosen = Vec::new();
    while size(&left) > 0 {
        let best = (0..reach.len()).max_by_key(|v| (shared(&reach[*v], &left), std::cmp::Reverse(*v)));
        let Some(best) = best else { break };
        left = without(&left, &reach[best]);
        chosen.push(best);
    }
    chosen
}

struct Search<'a> {
    reach: &'a [Bits],
    best: Vec<usize>,
    chosen: Vec<usize>,
    /// How often it may still look.
    looks: usize,
}

impl Search<'_> {
    fn go_on(&mut self, left: &Bits) {
        let missing = size(left);
        if missing == 0 {
            if self.chosen.len() < self.best.len() {
                self.best.clone_from(&self.chosen);
            }
            return;
        }
        self.looks = self.looks.saturating_sub(1);
        if self.looks == 0 {
            return;
        }
        let gains: Vec<usize> = self.reach.iter().map(|bits| shared(bits, left)).collect();
        let widest = gains.iter().copied().max().unwrap_or(1).max(1);
        if self.chosen.len() + missing.div_ceil(widest) >= self.best.len() {
            return;
        }
        // Reaching is mutual, so whoever reaches an element is whom it reaches.
        let Some(hardest) = each(left).min_by_key(|v| size(&self.reach[*v])) else { return };
        let mut ways: Vec<usize> = each(&self.reach[hardest]).collect();
        ways.sort_by_key(|v| (std::cmp::Reverse(gains[*v]), *v));
        for way in ways {
            self.chosen.push(way);
            self.go_on(&without(left, &self.reach[way]));
            self.chosen.pop();
        }
    }
}
