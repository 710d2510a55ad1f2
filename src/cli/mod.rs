//! The same core without a window: `linchpin VERB …`.
//!
//! Each verb is a file with a clap struct and a `run` method, and a line in the list of [`verbs`]. A verb exits with 0,
//! with 1 when its answer is "no", and with 2 and one line on stderr when it was used wrongly or its input is bad. With
//! `--json` it prints one JSON object and nothing else.

mod agreement;
mod analyze;
mod answers;
mod archetypes;
mod bottlenecks;
mod check;
mod coalition;
mod columns;
mod convert;
mod diff;
mod fmt;
mod git_setup;
mod info;
mod input;
mod into;
mod layout;
mod lookup;
mod loops;
mod merge;
mod merge_driver;
mod new;
mod outline;
mod partners;
mod places;
mod predict;
mod present;
mod render;
mod report;
mod resolve;
mod restore;
mod session;
mod simulate;
mod since;

use std::ffi::{OsStr, OsString};
use std::io::{self, Write};

use clap::error::ErrorKind;
use clap::{CommandFactory as _, Parser, Subcommand};

use crate::file::Store;
pub use present::{Presentation, presentation};
use session::{Answer, Failure, Session};

/// Lists the verbs: the module and its struct of arguments, which has a `run` method.
macro_rules! verbs {
    ($($module:ident::$verb:ident,)*) => {
        #[derive(Subcommand)]
        enum Verb {
            $($verb($module::$verb),)*
        }

        impl Verb {
            fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
                match self {
                    $(Self::$verb(arguments) => arguments.run(session),)*
                }
            }
        }
    };
}

verbs! {
    new::New,
    check::Check,
    info::Info,
    analyze::Analyze,
    bottlenecks::Bottlenecks,
    partners::Partners,
    coalition::Coalition,
    loops::Loops,
    archetypes::Archetypes,
    predict::Predict,
    simulate::Simulate,
    layout::Layout,
    render::Render,
    report::Report,
    present::Present,
    convert::Convert,
    diff::Diff,
    fmt::Fmt,
    merge::Merge,
    merge_driver::MergeDriver,
    resolve::Resolve,
    restore::Restore,
    outline::Outline,
    git_setup::GitSetup,
}

/// Systems mapping: actor maps, causal loops and issue maps in one project file.
///
/// Without a verb, `linchpin [FILE]` opens the window.
#[derive(Parser)]
#[command(name = "linchpin", version, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
    /// Print one JSON object and nothing else.
    #[arg(long, global = true)]
    json: bool,
}

/// The argument is a verb or looks like an option, so the program is used on the command line. A file whose name begins
/// with `-` can be opened as `./-name`.
pub fn is_verb(argument: &OsStr) -> bool {
    let text = argument.to_string_lossy();
    text.starts_with('-') || Arguments::command().find_subcommand(&*text).is_some()
}

/// Runs as [`run_keeping`] does, without a history: nothing is kept, and there is nothing to restore.
pub fn run(arguments: impl IntoIterator<Item = OsString>, out: &mut dyn Write, err: &mut dyn Write) -> i32 {
    run_keeping(None, arguments, out, err)
}

/// Runs the program with `arguments` (the first is its own name), writing to `out` and `err`, and keeping the versions
/// of projects that it replaces and writes in `store`. Gives the exit code: 0, 1
/// when the answer is "no", 2 on a usage or input error. A reader of `out` that stops listening is no error.
pub fn run_keeping(
    store: Option<Store>,
    arguments: impl IntoIterator<Item = OsString>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> i32 {
    let answer = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => {
            let mut session = Session { out, err, json: arguments.json, store };
            arguments.verb.run(&mut session)
        }
        Err(error) => usage(&error, out),
    };
    match answer.and_then(|answer| out.flush().map(|()| answer).map_err(Failure::Out)) {
        Ok(Answer::Yes) => 0,
        Ok(Answer::No) => 1,
        Err(Failure::Out(error)) if error.kind() == io::ErrorKind::BrokenPipe => 0,
        Err(failure) => {
            // When stderr is closed too there is nobody left to tell.
            let _ = writeln!(err, "linchpin: {}", failure.to_string().replace('\n', " "));
            failure.code()
        }
    }
}

/// Prints the help that was asked for, or says in one line what is wrong with the arguments.
fn usage(error: &clap::Error, out: &mut dyn Write) -> Result<Answer, Failure> {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            write!(out, "{error}")?;
            Ok(Answer::Yes)
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Err(Failure::Usage("name a verb; `linchpin --help` lists them.".to_owned()))
        }
        _ => {
            let text = error.to_string();
            let lines = text.lines().map(str::trim).take_while(|line| !line.starts_with("Usage:"));
            let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
            let said = lines.join(" ");
            let said = said.strip_prefix("error: ").unwrap_or(&said);
            let said = said.split(" For more information").next().unwrap_or(said);
            Err(Failure::Usage(format!("{said}; see `linchpin --help`.")))
        }
    }
}
