//! The `linchpin` program: a window, or a verb on the command line.

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use linchpin::cli;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    match arguments.as_slice() {
        [] | [_] => open_window(None),
        [_, file] if !cli::is_verb(file) => open_window(Some(PathBuf::from(file))),
        _ => {
            let code = cli::run(arguments, &mut io::stdout().lock(), &mut io::stderr().lock());
            u8::try_from(code).map_or(ExitCode::FAILURE, ExitCode::from)
        }
    }
}

/// Opens the window, with the file if one is given.
///
/// The seam between the program and `app`: the window's entry point is called here and nowhere else.
fn open_window(file: Option<PathBuf>) -> ExitCode {
    let what = file.map_or_else(|| "a window".to_owned(), |file| file.display().to_string());
    let message =
        format!("linchpin: this build cannot open {what}: it has no window; `linchpin --help` lists verbs.");
    // When stderr is closed there is nobody left to tell.
    let _ = writeln!(io::stderr(), "{message}");
    ExitCode::from(2)
}
