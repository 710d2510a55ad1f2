//! The `linchpin` program: a window, or a verb on the command line.

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use linchpin::file::Store;
use linchpin::{app, cli};

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    match arguments.as_slice() {
        [] | [_] => app::run(None),
        [_, file] if !cli::is_verb(file) => app::run(Some(PathBuf::from(file))),
        _ => {
            // A file that cannot be read is told on the command line; in the window nothing is in the way.
            if let Some(asked) = cli::presentation(&arguments)
                && linchpin::file::open(&asked.file).is_ok()
            {
                return app::present(asked.file, asked.follow);
            }
            let (out, err) = (&mut io::stdout().lock(), &mut io::stderr().lock());
            let code = cli::run_keeping(Store::of_user(), arguments, out, err);
            u8::try_from(code).map_or(ExitCode::FAILURE, ExitCode::from)
        }
    }
}
