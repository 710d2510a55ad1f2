//! Whatever is left of a file, what can be read of it is a whole project.

#![no_main]

#[path = "../../safety/hostile.rs"]
mod hostile;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| hostile::rescue(data));
