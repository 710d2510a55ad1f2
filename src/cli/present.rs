//! `linchpin present`

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser as _};

use super::session::{Answer, Failure, Session};
use super::{Arguments, Verb};

/// Present the story in a window, full screen; with --follow what others save is shown as it comes.
#[derive(Args)]
pub(super) struct Present {
    /// The project to present.
    file: PathBuf,
    /// Show what another computer or person saves in the file, and keep the last good map while the file is away.
    #[arg(long)]
    follow: bool,
}

impl Present {
    pub(super) fn run(&self, _: &mut Session<'_>) -> Result<Answer, Failure> {
        crate::file::open(&self.file)?;
        let file = self.file.display();
        Err(Failure::Usage(format!(
            "presenting {file} needs the program's window, which is not at hand here."
        )))
    }
}

/// What is to be presented in the window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presentation {
    /// The file.
    pub file: PathBuf,
    /// What others save in it is shown.
    pub follow: bool,
}

/// The presentation that the arguments (the first is the program's own name) ask for, if they do. It belongs into a
/// window; everything else goes to [`super::run_keeping`].
pub fn presentation(arguments: &[OsString]) -> Option<Presentation> {
    match Arguments::try_parse_from(arguments).ok()?.verb {
        Verb::Present(Present { file, follow }) => Some(Presentation { file, follow }),
        _ => None,
    }
}
