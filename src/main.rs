//! The `linchpin` program: a window, or a verb on the command line.

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use linchpin::{app, cli};

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    match arguments.as_slice() {
        [] | [_] => app::run(None),
        [_, file] if !cli::is_verb(file) => app::run(Some(PathBuf::from(file))),
        _ => {
            let code = cli::run(arguments, &mut io::stdout().lock(), &mut io::stderr().lock());
            u8::try_from(code).map_or(ExitCode::FAILURE, ExitCode::from)
        }
    }
}
