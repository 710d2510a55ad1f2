//! `linchpin simulate`

use std::io::Write;

use clap::{Args, ValueEnum};

use super::columns::{Columns, counted};
use super::input::Input;
use super::lookup;
use super::session::{Answer, Failure, Session};
use crate::analysis::{self, Outcome, Rule, SimulateOptions, Simulation, Squash};

/// Run a causal map as a fuzzy cognitive map.
#[derive(Args)]
pub(super) struct Simulate {
    #[command(flatten)]
    input: Input,
    /// How new levels are made from old ones.
    #[arg(long, value_enum, default_value_t = RuleWord::Kosko)]
    rule: RuleWord,
    /// How what comes in is squashed into a level.
    #[arg(long, value_enum, default_value_t = SquashWord::Sigmoid)]
    squash: SquashWord,
    /// The steepness of the squashing.
    #[arg(long, value_name = "L", default_value_t = SimulateOptions::default().lambda)]
    lambda: f64,
    /// Hold a variable at a level, as NAME=V; can be given again.
    #[arg(long, value_name = "NAME=V")]
    clamp: Vec<String>,
    /// Start a variable at a level, as NAME=V; can be given again.
    #[arg(long, value_name = "NAME=V")]
    start: Vec<String>,
    /// The most steps.
    #[arg(long, value_name = "N", default_value_t = SimulateOptions::default().steps)]
    steps: usize,
    /// How many steps later a delayed link acts.
    #[arg(long, value_name = "N", default_value_t = SimulateOptions::default().delay)]
    delay: usize,
    /// Only what this map shows, by id or title.
    #[arg(long, value_name = "M")]
    map: Option<String>,
}

/// A [`Rule`] on the command line.
#[derive(Clone, Copy, ValueEnum)]
enum RuleWord {
    Kosko,
    Modified,
    Rescaled,
}

/// A [`Squash`] on the command line.
#[derive(Clone, Copy, ValueEnum)]
enum SquashWord {
    Sigmoid,
    Tanh,
    Bivalent,
    Trivalent,
}

impl Simulate {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        // A run keeps every level of every step.
        const MOST_STEPS: usize = 1_000_000;
        if self.steps > MOST_STEPS {
            return Err(Failure::Usage(format!("--steps takes at most {MOST_STEPS}.")));
        }
        let imported = self.input.read(session)?;
        let project = &imported.project;
        let level = |(name, level): (&str, f64)| Ok((lookup::variable(project, name)?, level));
        let levels = |given: &[String]| {
            given.iter().map(|given| split(given).and_then(level)).collect::<Result<_, _>>()
        };
        let options = SimulateOptions {
            map: self.map.as_deref().map(|map| lookup::map(project, map)).transpose()?,
            rule: match self.rule {
                RuleWord::Kosko => Rule::Kosko,
                RuleWord::Modified => Rule::Modified,
                RuleWord::Rescaled => Rule::Rescaled,
            },
            squash: match self.squash {
                SquashWord::Sigmoid => Squash::Sigmoid,
                SquashWord::Tanh => Squash::Tanh,
                SquashWord::Bivalent => Squash::Bivalent,
                SquashWord::Trivalent => Squash::Trivalent,
            },
            lambda: self.lambda,
            clamp: levels(&self.clamp)?,
            start: levels(&self.start)?,
            steps: self.steps,
            delay: self.delay,
            ..SimulateOptions::default()
        };
        let run = analysis::simulate(project, &options).map_err(|error| Failure::Usage(error.to_string()))?;
        if session.json {
            session.print_result(&run, &imported.warnings)?;
        } else {
            print(session.out, &run)?;
        }
        Ok(Answer::Yes)
    }
}

/// `NAME=V`; names may hold `=` themselves.
fn split(given: &str) -> Result<(&str, f64), Failure> {
    let wrong = || Failure::Usage(format!("“{given}” is not NAME=V; write, for example, Trust=0.8."));
    let (name, level) = given.rsplit_once('=').ok_or_else(wrong)?;
    Ok((name.trim(), level.trim().parse().map_err(|_| wrong())?))
}

fn print(out: &mut dyn Write, run: &Simulation) -> Result<(), Failure> {
    let steps = counted(run.steps, "step");
    match (run.outcome, run.period) {
        (Outcome::FixedPoint, _) => writeln!(out, "A fixed point after {steps}.")?,
        (Outcome::LimitCycle, Some(period)) => {
            writeln!(out, "A limit cycle of {period} steps, seen after {steps}.")?;
        }
        _ => writeln!(out, "Not converged within {steps}.")?,
    }
    if !run.skipped_links.is_empty() {
        let count = counted(run.skipped_links.len(), "causal link");
        writeln!(out, "Left out: {count} without an agreed sign.")?;
    }
    writeln!(out, "Levels are rough; compare runs rather than read them.\n")?;
    let mut columns = Columns::new(["#start", "#end"]).open_ended("variable");
    for (id, series) in &run.series {
        let level = |level: Option<&f64>| level.map_or_else(String::new, |level| format!("{level:.4}"));
        let name = run.names.get(id).cloned().unwrap_or_default();
        columns.row([level(series.first()), level(series.last()), name]);
    }
    columns.print(out)?;
    Ok(())
}
