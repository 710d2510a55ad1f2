//! `linchpin predict`

use std::collections::BTreeSet;
use std::io::Write;

use clap::Args;

use super::columns::{Columns, counted};
use super::input::Input;
use super::lookup;
use super::session::{Answer, Failure, Session};
use crate::analysis::{self, PredictOptions, Prediction, Verdict, Watch};
use crate::scene::text::visible;

const FEWER: &str =
    "Fewer draws were made than for a smaller map, so shares may be some points off: --draws asks for more.";

/// Say what rises and falls when a variable is pressed, from the signs alone.
#[derive(Args)]
pub(super) struct Predict {
    #[command(flatten)]
    input: Input,
    /// A variable or issue that is pressed up, by id or name; can be given again.
    #[arg(long, value_name = "NAME")]
    raise: Vec<String>,
    /// A variable or issue that is pressed down; can be given again.
    #[arg(long, value_name = "NAME")]
    lower: Vec<String>,
    /// Only what this map shows, by id or title.
    #[arg(long, value_name = "M")]
    map: Option<String>,
    /// How many draws of magnitudes count: 1000 unless the map is very large.
    #[arg(long, value_name = "N")]
    draws: Option<usize>,
    /// The same seed gives the same draws.
    #[arg(long, value_name = "S", default_value_t = PredictOptions::default().seed)]
    seed: u64,
    /// Damp only where a link to itself is drawn, and throw unstable draws away (Levins 1974).
    #[arg(long)]
    levins: bool,
}

impl Predict {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        if self.raise.is_empty() && self.lower.is_empty() {
            return Err(Failure::Usage("name what is pressed: --raise NAME or --lower NAME.".to_owned()));
        }
        let imported = self.input.read(session)?;
        let project = &imported.project;
        let find = |names: &[String]| {
            names.iter().map(|name| lookup::variable(project, name)).collect::<Result<BTreeSet<_>, _>>()
        };
        let options = PredictOptions {
            map: self.map.as_deref().map(|map| lookup::map(project, map)).transpose()?,
            raise: find(&self.raise)?,
            lower: find(&self.lower)?,
            draws: self.draws,
            seed: self.seed,
            levins: self.levins,
        };
        let found = analysis::predict(project, &options, &Watch::default());
        if session.json {
            session.print_result(&found, &imported.warnings)?;
        } else {
            print(session.out, &found)?;
            if self.draws.is_none() && found.fewer_draws() {
                writeln!(session.out, "{FEWER}")?;
            }
        }
        Ok(Answer::Yes)
    }
}

fn print(out: &mut dyn Write, found: &Prediction) -> Result<(), Failure> {
    writeln!(out, "{} of {} count.", counted(found.stable, "stable draw"), found.draws)?;
    if let Some(why) = &found.undefined {
        writeln!(out, "The prediction is {}.", visible(why))?;
    }
    if !found.skipped_links.is_empty() {
        let count = counted(found.skipped_links.len(), "causal link");
        writeln!(out, "Left out: {count} without an agreed sign.")?;
    }
    writeln!(out)?;
    let mut columns = Columns::new(["verdict", "#rises", "#falls", "#unchanged"]).open_ended("variable");
    for variable in &found.variables {
        let share = |share: f64| format!("{:.1} %", share * 100.0);
        columns.row([
            word(variable.verdict).to_owned(),
            share(variable.rises),
            share(variable.falls),
            share(variable.unchanged),
            variable.name.clone(),
        ]);
    }
    columns.print(out)?;
    for variable in found.variables.iter().filter(|variable| !variable.deciders.is_empty()) {
        writeln!(out, "{}", visible(&variable.sentence()))?;
    }
    Ok(())
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Rises => "rises",
        Verdict::Falls => "falls",
        Verdict::Unchanged => "unchanged",
        Verdict::Undecided => "undecided",
    }
}
