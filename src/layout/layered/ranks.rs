//! Which layer each element lies on.

/// Rounds of drawing elements nearer to what they are joined to.
const ROUNDS: usize = 12;

/// Layers such that every arc leads to a later one: first as early as possible (longest path), then each element as
/// near to those it is joined to as its arcs allow, while that makes the arcs shorter in sum. The arcs must have no
/// cycle. O(rounds · (n + m)).
pub(super) fn ranks(count: usize, arcs: &[(usize, usize)]) -> Vec<usize> {
    let (mut ins, mut outs) = (vec![Vec::new(); count], vec![Vec::new(); count]);
    for (from, to) in arcs {
        outs[*from].push(*to);
        ins[*to].push(*from);
    }
    let mut waiting: Vec<usize> = ins.iter().map(Vec::len).collect();
    let mut order: Vec<usize> = (0..count).filter(|node| waiting[*node] == 0).collect();
    let mut rank = vec![0; count];
    let mut next = 0;
    while let Some(node) = order.get(next).copied() {
        next += 1;
        for to in &outs[node] {
            rank[*to] = rank[*to].max(rank[node] + 1);
            waiting[*to] -= 1;
            if waiting[*to] == 0 {
                order.push(*to);
            }
        }
    }
    for round in 0..ROUNDS {
        let mut changed = false;
        // Backwards first: sources follow what they lead to.
        let step: Box<dyn Iterator<Item = &usize>> =
            if round % 2 == 0 { Box::new(order.iter().rev()) } else { Box::new(order.iter()) };
        for node in step {
            let first = ins[*node].iter().map(|from| rank[*from] + 1).max();
            let last = outs[*node].iter().map(|to| rank[*to] - 1).min();
            let best = match ins[*node].len().cmp(&outs[*node].len()) {
                std::cmp::Ordering::Less => last,
                std::cmp::Ordering::Greater => first,
                std::cmp::Ordering::Equal => None,
            };
            if let Some(best) = best.filter(|best| *best != rank[*node]) {
                rank[*node] = best;
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    // Layers count from 0, without empty ones.
    let mut used: Vec<usize> = rank.clone();
    used.sort_unstable();
    used.dedup();
    rank.iter().map(|rank| used.partition_point(|other| other < rank)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_lie_beside_what_they_lead_to() {
        // A chain of four, and a source that leads only to its end.
        assert_eq!(ranks(5, &[(0, 1), (1, 2), (2, 3), (4, 3)]), [0, 1, 2, 3, 2]);
        assert_eq!(ranks(2, &[]), [0, 0]);
    }
}
