//! Places on a line.

/// The places nearest to `wanted` that keep the order and lie at least `gaps[i]` apart between `i` and `i + 1`: those
/// with the least sum of `weights · (place − wanted)²`. Weights must be positive, the three lists as long as each other
/// (the last gap is not looked at). O(n).
///
/// Without the gaps summed up before each, this is isotonic regression, solved by pooling adjacent violators (Ayer et
/// al. 1955).
pub(super) fn spread(wanted: &[f64], weights: &[f64], gaps: &[f64]) -> Vec<f64> {
    struct Pool {
        mean: f64,
        weight: f64,
        count: usize,
    }
    let mut pools: Vec<Pool> = Vec::with_capacity(wanted.len());
    let mut before = 0.0;
    for ((wanted, weight), gap) in wanted.iter().zip(weights).zip(gaps) {
        let mut pool = Pool { mean: wanted - before, weight: *weight, count: 1 };
        while let Some(last) = pools.pop_if(|last| last.mean >= pool.mean) {
            let weight = last.weight + pool.weight;
            let mean = (last.mean * last.weight + pool.mean * pool.weight) / weight;
            pool = Pool { mean, weight, count: last.count + pool.count };
        }
        pools.push(pool);
        before += gap;
    }
    let means = pools.iter().flat_map(|pool| std::iter::repeat_n(pool.mean, pool.count));
    let mut before = 0.0;
    let place = |(mean, gap): (f64, &f64)| {
        let place = mean + before;
        before += gap;
        place
    };
    means.zip(gaps).map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_room_stays_and_who_has_none_gives_way_by_weight() {
        assert_eq!(spread(&[0.0, 10.0, 30.0], &[1.0; 3], &[5.0; 3]), [0.0, 10.0, 30.0]);
        assert_eq!(spread(&[0.0, 0.0], &[1.0, 1.0], &[8.0; 2]), [-4.0, 4.0]);
        assert_eq!(spread(&[0.0, 0.0], &[3.0, 1.0], &[8.0; 2]), [-2.0, 6.0]);
        assert_eq!(spread(&[9.0, 0.0, 40.0], &[1.0; 3], &[1.0; 3]), [4.0, 5.0, 40.0]);
        assert!(spread(&[], &[], &[]).is_empty());
    }
}
