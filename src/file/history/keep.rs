//! Which old versions are worth keeping: all of the newest, then ever fewer.

/// So many of the newest versions are always kept.
pub(super) const NEWEST: usize = 20;

const HOUR: u64 = 3_600_000;
const DAY: u64 = 24 * HOUR;

/// Looks at versions from the newest to the oldest and says which to keep: the newest 20, then one an hour for 48
/// hours, one a day for 60 days, one a week for a year; not more bytes than allowed.
pub(super) struct Kept {
    now: u64,
    most: u64,
    seen: usize,
    bytes: u64,
    last: Option<(u64, u64)>,
}

impl Kept {
    /// Nothing seen yet. `now` in milliseconds since 1970.
    pub(super) fn new(now: u64, most: u64) -> Self {
        Self { now, most, seen: 0, bytes: 0, last: None }
    }

    /// The next older version is to be kept.
    pub(super) fn keep(&mut self, millis: u64, bytes: u64) -> bool {
        let newest = self.seen < NEWEST;
        self.seen += 1;
        let every = match self.now.saturating_sub(millis) {
            age if age <= 48 * HOUR => HOUR,
            age if age <= 60 * DAY => DAY,
            age if age <= 365 * DAY => 7 * DAY,
            _ => 0,
        };
        let slot = millis.checked_div(every).map(|slot| (every, slot));
        let keep = newest || (slot.is_some() && slot != self.last && self.bytes + bytes <= self.most);
        if keep {
            self.bytes += bytes;
            self.last = slot;
        }
        keep
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_thin_out_with_age() {
        let now = 1_000 * DAY;
        // One version every ten minutes for 500 days.
        let ages = (0..500 * 24 * 6).map(|step| step * HOUR / 6);
        let mut kept = Kept::new(now, u64::MAX);
        let kept: Vec<u64> = ages.filter(|age| kept.keep(now - age, 1)).collect();
        let between = |from: u64, to: u64| kept.iter().filter(|age| (from..to).contains(age)).count();
        assert!(between(0, 4 * HOUR) >= 20);
        assert!((44..=46).contains(&between(4 * HOUR, 48 * HOUR + 1)), "{}", between(4 * HOUR, 48 * HOUR));
        assert!((57..=60).contains(&between(48 * HOUR + 1, 60 * DAY + 1)));
        assert!((43..=45).contains(&between(60 * DAY + 1, 365 * DAY + 1)));
        assert_eq!(between(366 * DAY, 500 * DAY), 0);
    }

    #[test]
    fn the_newest_stay_whatever_they_take() {
        let mut kept = Kept::new(100 * DAY, 10);
        let count = (0..40).filter(|step| kept.keep(100 * DAY - step * DAY, 100)).count();
        assert_eq!(count, NEWEST);
    }
}
