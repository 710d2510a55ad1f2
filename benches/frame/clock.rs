//! The processor time of this thread.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// How long this thread has been running on a processor; elsewhere than on Linux, the time that has passed.
pub(crate) fn spent() -> Duration {
    // The count is brought up to date when the thread lets others run.
    std::thread::yield_now();
    let read = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = read.as_deref().and_then(|text| text.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(passed, Duration::from_nanos)
}

fn passed() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}
