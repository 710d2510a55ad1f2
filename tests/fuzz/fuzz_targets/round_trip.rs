//! Whatever is read can be written in every format, and that is read again.

#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use linchpin::exchange::{self, Format, Options};

fuzz_target!(|data: &[u8]| {
    let Ok(imported) = exchange::read_bytes(Path::new("fuzz"), data, &Options::default()) else { return };
    for format in Format::ALL.iter().copied().filter(|format| format.can_write()) {
        if let Ok(written) = exchange::write(&imported.project, &imported.header, format) {
            let options = Options { from: Some(format), ..Options::default() };
            let _ = exchange::read_bytes(Path::new("fuzz"), &written.bytes, &options);
        }
    }
});
