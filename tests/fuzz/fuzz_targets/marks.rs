//! Marks of git, whole or torn, are taken apart or refused.

#![no_main]

#[path = "../../safety/hostile.rs"]
mod hostile;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| hostile::marks(data));
