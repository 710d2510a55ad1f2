//! `linchpin convert` and `linchpin import`

use std::path::PathBuf;

use clap::Args;

use super::places::placed;
use super::session::{Answer, Failure, Session, format_for, format_named};
use crate::exchange::{self, Format, Options};

/// Turn a file of one format into another; the endings of the names say which.
#[derive(Args)]
#[command(visible_alias = "import")]
pub(super) struct Convert {
    /// The file to read.
    #[arg(value_name = "IN")]
    input: PathBuf,
    /// The file to write; `-` prints it.
    out: PathBuf,
    /// The format of IN; a name that is none lists them.
    #[arg(long, value_name = "F", value_parser = format_named)]
    from: Option<Format>,
    /// The format of OUT; a name that is none lists them.
    #[arg(long, value_name = "F", value_parser = format_named)]
    to: Option<Format>,
    /// Ties of a link table run one way unless a column says otherwise.
    #[arg(long)]
    directed: bool,
}

impl Convert {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        session.check_out(&self.out)?;
        let to = format_for(&self.out, self.to)?;
        let options = Options { from: self.from, directed: self.directed };
        let mut imported = exchange::read(&self.input, &options)?;
        if imported.format != to.name() {
            imported.project = placed(imported.project);
        }
        let written = exchange::write(&imported.project, &imported.header, to)
            .map_err(|fault| Failure::Usage(fault.to_string()))?;
        session.write_file(&self.out, to, &written.bytes)?;
        let warnings = [imported.warnings, written.account.warnings()].concat();
        let (elements, links) = (imported.project.elements.len(), imported.project.links.len());
        session.report(&self.out, elements, links, &warnings)?;
        Ok(Answer::Yes)
    }
}
