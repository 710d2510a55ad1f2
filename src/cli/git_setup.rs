//! `linchpin git-setup`

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;
use serde_json::json;

use super::session::{Answer, Failure, Session};
use crate::file;

/// What git does with project files.
const ATTRIBUTES: &str = "*.linchpin text eol=lf merge=linchpin diff=linchpin";

/// Teach git to merge and compare projects by meaning, in this repository or everywhere. Attributes are committed and
/// shared; the settings are for this computer.
#[derive(Args)]
pub(super) struct GitSetup {
    /// For all repositories of this user.
    #[arg(long)]
    global: bool,
    /// Take it back.
    #[arg(long)]
    undo: bool,
}

impl GitSetup {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        let attributes = self.attributes_file()?;
        self.write_attributes(&attributes)?;
        let program =
            std::env::current_exe()?.display().to_string().replace('\\', "/").replace('\'', r"'\''");
        let settings = [
            ("merge.linchpin.name", "systems map".to_owned()),
            ("merge.linchpin.driver", format!("'{program}' merge-driver %O %A %B %P")),
            ("diff.linchpin.textconv", format!("'{program}' outline")),
        ];
        let scope = if self.global { "--global" } else { "--local" };
        if self.undo {
            for section in ["merge.linchpin", "diff.linchpin"] {
                // Git answers with an error when there is no such section: then there is nothing to take back.
                let _ = git(&["config", scope, "--remove-section", section]);
            }
        } else {
            for (key, value) in &settings {
                git(&["config", scope, key, value])?;
            }
        }
        let what = if self.undo { "no longer merges" } else { "merges" };
        if session.json {
            session.print_json(&json!({"attributes": attributes, "undone": self.undo}))?;
        } else {
            writeln!(session.out, "git {what} *.linchpin by meaning ({})", attributes.display())?;
        }
        Ok(Answer::Yes)
    }

    fn attributes_file(&self) -> Result<PathBuf, Failure> {
        if !self.global {
            return Ok(Path::new(&git(&["rev-parse", "--show-toplevel"])?).join(".gitattributes"));
        }
        if let Ok(path) = git(&["config", "--global", "--path", "core.attributesFile"]) {
            return Ok(PathBuf::from(path));
        }
        let home = directories::BaseDirs::new().map(|dirs| dirs.config_dir().join("git").join("attributes"));
        home.ok_or_else(|| {
            Failure::Usage("there is no home folder; use git-setup inside a repository.".to_owned())
        })
    }

    fn write_attributes(&self, path: &Path) -> Result<(), Failure> {
        let old = match fs::read_to_string(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            read => read?,
        };
        let mut lines: Vec<&str> = old.lines().filter(|line| line.trim() != ATTRIBUTES).collect();
        if !self.undo {
            lines.push(ATTRIBUTES);
        }
        let new = lines.iter().fold(String::new(), |text, line| text + line + "\n");
        if new != old {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            file::replace(path, new.as_bytes())?;
        }
        Ok(())
    }
}

/// What git answers, without the line end.
fn git(arguments: &[&str]) -> Result<String, Failure> {
    let output = Command::new("git").args(arguments).output();
    let output = output.map_err(|_| Failure::Usage("git was not found; install it first.".to_owned()))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr).trim().replace('\n', " ");
    Err(Failure::Usage(format!(
        "git {} failed: {said}; run git-setup inside a repository.",
        arguments.join(" ")
    )))
}
