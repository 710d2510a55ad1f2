//! Three files, one below the other, merge by the laws that hold for any content.

#![no_main]

#[path = "../../safety/hostile.rs"]
mod hostile;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    hostile::merging(data);
});
