//! What leaves the program: reports and pictures.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a helper that fails fails its test")]

mod golden;
mod odd;
mod pictures;
mod report;
mod typefaces;

use std::ffi::OsString;

use linchpin::cli;
use serde_json::Value;

/// The sample of a city and its waste pickers.
pub const PICKERS: &str = "samples/waste-pickers-bengaluru.linchpin";
/// The sample about electric vehicles.
pub const VEHICLES: &str = "samples/electric-vehicles-india.linchpin";
/// The sample of five coalitions.
pub const COALITIONS: &str = "samples/five-coalitions.linchpin";
/// Every sample.
pub const SAMPLES: [&str; 3] = [PICKERS, VEHICLES, COALITIONS];

/// Runs the program: exit code, stdout, stderr.
pub(crate) fn run(arguments: &[&str]) -> (i32, Vec<u8>, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let all = ["linchpin"].iter().chain(arguments).map(OsString::from);
    let code = cli::run(all, &mut out, &mut err);
    (code, out, String::from_utf8(err).unwrap())
}

/// Runs something that succeeds, with `--json`.
pub(crate) fn json(arguments: &[&str]) -> Value {
    let (code, out, err) = run(&[arguments, &["--json"]].concat());
    assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
    serde_json::from_slice(&out).unwrap()
}

/// Runs something that is refused, and gives why.
pub(crate) fn refused(arguments: &[&str]) -> String {
    let (code, out, err) = run(arguments);
    assert_eq!((code, out.len()), (2, 0), "{arguments:?}: {err}");
    err
}
