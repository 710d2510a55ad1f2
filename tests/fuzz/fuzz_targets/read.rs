//! No bytes make a reader fail badly: the first byte chooses the format, the rest is the file.

#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use linchpin::exchange::{self, Format, Options};

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else { return };
    let format = Format::ALL[usize::from(*first) % Format::ALL.len()];
    let options = Options { from: Some(format), ..Options::default() };
    let _ = exchange::read_bytes(Path::new("fuzz"), rest, &options);
});
