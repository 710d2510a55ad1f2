//! Whatever lies in the folder of unsaved work, it is offered or left alone.

#![no_main]

#[path = "../../safety/hostile.rs"]
mod hostile;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| hostile::unsaved(data));
