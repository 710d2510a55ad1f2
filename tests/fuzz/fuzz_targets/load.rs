//! No bytes make opening fail badly, and what opens is written as it is.

#![no_main]

#[path = "../../safety/hostile.rs"]
mod hostile;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| hostile::load(data));
