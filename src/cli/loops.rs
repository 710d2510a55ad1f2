//! `linchpin loops`

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::agreement;
use super::columns::{Columns, counted};
use super::input::Input;
use super::lookup;
use super::session::{Answer, Failure, Session};
use crate::analysis::{self, FeedbackLoop, LimitKind, LoopOptions, LoopPolarity, Watch};
use crate::scene::text::visible;

/// The most loops shown to people.
const ROWS: usize = 60;

/// List the feedback loops, shortest first, and say whether the list is complete.
#[derive(Args)]
pub(super) struct Loops {
    #[command(flatten)]
    input: Input,
    /// Only links that this map shows, by id or title.
    #[arg(long, value_name = "M")]
    map: Option<String>,
    /// Only loops through this variable or issue, by id or name.
    #[arg(long, value_name = "NAME")]
    through: Option<String>,
    /// Of those, only the ones that also pass this variable or issue.
    #[arg(long, value_name = "NAME")]
    and_through: Option<String>,
    /// Only loops over this causal link, by id or as "CAUSE -> EFFECT".
    #[arg(long, value_name = "LINK")]
    over: Option<String>,
    /// Count the loops without listing them: also where there are millions.
    #[arg(long, conflicts_with_all = ["through", "and_through", "over", "independent"])]
    count: bool,
    /// The longest loops to look for, in links.
    #[arg(long, value_name = "N")]
    max_length: Option<usize>,
    /// The most loops to list.
    #[arg(long, value_name = "N", default_value_t = LoopOptions::default().max_count)]
    max_count: usize,
    /// The longest time to search, in seconds.
    #[arg(long, value_name = "S", default_value_t = LoopOptions::default().seconds)]
    seconds: f64,
    /// Only the shortest independent loop set (Oliva 2004).
    #[arg(long)]
    independent: bool,
    /// Also say what the causal maps of the project agree on: who draws which link, and where signs differ.
    #[arg(long)]
    agreement: bool,
    /// Another person's map to compare with; may be given several times.
    #[arg(long, value_name = "FILE")]
    with: Vec<PathBuf>,
}

/// What is printed as JSON.
#[derive(Serialize)]
struct Answered<'a> {
    #[serde(flatten)]
    found: &'a analysis::Loops,
    #[serde(skip_serializing_if = "Option::is_none")]
    agreement: Option<&'a agreement::Compared>,
}

impl Loops {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        if self.seconds.is_nan() || self.seconds < 0.0 {
            return Err(Failure::Usage("--seconds takes a number from 0 up.".to_owned()));
        }
        let imported = self.input.read(session)?;
        let project = &imported.project;
        let variable =
            |name: &Option<String>| name.as_deref().map(|name| lookup::variable(project, name)).transpose();
        let options = LoopOptions {
            map: self.map.as_deref().map(|map| lookup::map(project, map)).transpose()?,
            max_length: self.max_length,
            max_count: self.max_count,
            seconds: self.seconds,
            through: variable(&self.through)?,
            and_through: variable(&self.and_through)?,
            over: self.over.as_deref().map(|link| lookup::causal_link(project, link)).transpose()?,
            independent: self.independent,
        };
        if self.count {
            let counted = analysis::census(project, &options, &Watch::default());
            if session.json {
                session.print_result(&counted, &imported.warnings)?;
            } else {
                print_census(session.out, &counted)?;
            }
            return Ok(Answer::Yes);
        }
        let compared = (self.agreement || !self.with.is_empty())
            .then(|| agreement::compared(session, &imported, &self.input.name(), &self.with))
            .transpose()?;
        let found = analysis::loops(project, &options, &Watch::default());
        if session.json {
            let answered = Answered { found: &found, agreement: compared.as_ref() };
            session.print_result(&answered, &imported.warnings)?;
        } else {
            self.print(session.out, &found)?;
            compared.iter().try_for_each(|compared| compared.print(session.out))?;
        }
        Ok(Answer::Yes)
    }

    fn print(&self, out: &mut dyn Write, found: &analysis::Loops) -> Result<(), Failure> {
        let of = |polarity| found.loops.iter().filter(|one| one.polarity == polarity).count();
        let what = if self.independent { "independent loop" } else { "loop" };
        writeln!(
            out,
            "{}: {} reinforcing, {} balancing, {} unknown.",
            counted(found.loops.len(), what),
            of(LoopPolarity::Reinforcing),
            of(LoopPolarity::Balancing),
            of(LoopPolarity::Unknown)
        )?;
        writeln!(out, "{}", self.completeness(found))?;
        if !found.loops.is_empty() {
            writeln!(out)?;
        }
        let mut columns = Columns::new(["loop", "#length", "delay"]).open_ended("through");
        for one in found.loops.iter().take(ROWS) {
            columns.row([label(one), one.length.to_string(), delay(one), path(one)]);
        }
        if !found.loops.is_empty() {
            columns.print(out)?;
        }
        if let Some(more) = found.loops.len().checked_sub(ROWS).filter(|more| *more > 0) {
            writeln!(out, "… and {more} more; --json lists all.")?;
        }
        for broken in &found.broken {
            writeln!(out, "{}.", visible(&broken.reason))?;
        }
        if !found.skipped_links.is_empty() {
            let count = counted(found.skipped_links.len(), "causal link");
            writeln!(out, "Left out: {count} without a variable or issue at both ends.")?;
        }
        Ok(())
    }

    /// Whether all loops were found, and what the search was given.
    fn completeness(&self, found: &analysis::Loops) -> String {
        let Some(limit) = &found.limit else {
            return "The list is complete.".to_owned();
        };
        let ended = match limit.kind {
            LimitKind::Count => format!("it ends at {} loops (--max-count)", self.max_count),
            LimitKind::Length => format!("longer loops were not looked for (--max-length {})", limit.value),
            LimitKind::Time => format!("the search ended after {} s (--seconds)", self.seconds),
            LimitKind::Cancelled => "the search was stopped".to_owned(),
        };
        let up_to = match limit.complete_to_length {
            0 => "No length is complete.".to_owned(),
            length => format!("Every loop of up to {} is there.", counted(length, "link")),
        };
        format!("The list is not complete: {ended}. {up_to}")
    }
}

fn print_census(out: &mut dyn Write, counted: &analysis::LoopCensus) -> Result<(), Failure> {
    writeln!(
        out,
        "{} loops: {} reinforcing, {} balancing, {} unknown.",
        counted.total, counted.reinforcing, counted.balancing, counted.unknown
    )?;
    let said = match &counted.limit {
        None => "All were counted.".to_owned(),
        Some(limit) => match limit.kind {
            LimitKind::Length => format!("Loops of more than {} links were not counted.", limit.value),
            _ => format!("There are more: the count ended after {} s (--seconds).", limit.value),
        },
    };
    writeln!(out, "{said}")?;
    if counted.total > 0 {
        writeln!(out)?;
        let mut columns = Columns::new(["#length", "#loops"]);
        for (length, count) in &counted.by_length {
            columns.row([length.to_string(), count.to_string()]);
        }
        columns.print(out)?;
    }
    Ok(())
}

/// “R3 Trust builds trust”, “R3, now balancing”.
fn label(one: &FeedbackLoop) -> String {
    let now = match one.now {
        None => "",
        Some(LoopPolarity::Reinforcing) => ", now reinforcing",
        Some(LoopPolarity::Balancing) => ", now balancing",
        Some(LoopPolarity::Unknown) => ", now unknown",
    };
    let space = if one.name.is_empty() { "" } else { " " };
    format!("{}{now}{space}{}", one.label, one.name)
}

fn delay(one: &FeedbackLoop) -> String {
    if one.delayed { "yes" } else { "no" }.to_owned()
}

fn path(one: &FeedbackLoop) -> String {
    let names = one.names.iter().chain(one.names.first());
    names.map(String::as_str).collect::<Vec<_>>().join(" → ")
}
