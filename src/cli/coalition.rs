//! `linchpin coalition`

use std::io::Write;

use clap::Args;

use super::columns::{Columns, counted};
use super::input::Input;
use super::lookup;
use super::session::{Answer, Failure, Session};
use crate::analysis::{
    self, Concentration, CountedBy, Finding, LoadOptions, Review, Standpoint, Tag, Tone, Watch,
};
use crate::model::TermId;
use crate::scene::text::visible;

/// Say how a coalition is made up, who is missing, how it could decide, who carries it and how it lasts.
#[derive(Args)]
pub(super) struct Coalition {
    #[command(flatten)]
    input: Input,
    /// The coalition, by id or name; the first by name, or the best suggestion when none is stored.
    #[arg(long = "coalition", value_name = "C")]
    which: Option<String>,
    /// Coalitions and workstreams together that one actor can carry.
    #[arg(long, value_name = "N", default_value_t = LoadOptions::default().limit)]
    limit: usize,
    /// The date that commitments are held against, YYYY-MM-DD; today.
    #[arg(long, value_name = "DATE", value_parser = date)]
    today: Option<String>,
}

/// A date as the file writes it.
pub(super) fn date(text: &str) -> Result<String, String> {
    chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .map(|date| date.to_string())
        .map_err(|_| "give a date as YYYY-MM-DD".to_owned())
}

impl Coalition {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        let imported = self.input.read(session)?;
        let project = &imported.project;
        let coalition = self.which.as_deref().map(|name| lookup::coalition(project, name)).transpose()?;
        let today = self.today.clone().unwrap_or_else(|| chrono::Local::now().date_naive().to_string());
        let options = LoadOptions { limit: self.limit, today };
        let found = analysis::review(project, coalition.as_ref(), &options, &Watch::default());
        if session.json {
            session.print_result(&found, &imported.warnings)?;
        } else {
            print(session.out, &found)?;
        }
        Ok(Answer::Yes)
    }
}

fn print(out: &mut dyn Write, found: &Review) -> Result<(), Failure> {
    let name = if found.party.name.is_empty() { "Coalition" } else { &found.party.name };
    writeln!(
        out,
        "{}: {}, {} with a decision seat.",
        visible(name),
        counted(found.party.members.len(), "member"),
        found.composition.seats
    )?;
    if let Some(note) = &found.note {
        writeln!(out, "{}", visible(note))?;
    }
    if !found.party.members.is_empty() {
        composition(out, found)?;
        said(out, "Who is missing", &found.missing.findings)?;
        governance(out, found)?;
        load(out, found)?;
        said(out, "What would be lost", &found.weak_points.findings)?;
        life_cycle(out, found)?;
    }
    levers(out, found)?;
    said(out, "Shared indicators", &found.metrics.findings)?;
    let disagreements: Vec<Finding> = found.disagreements.iter().map(|found| found.finding.clone()).collect();
    said(out, "Where assessors disagree", &disagreements)?;
    health(out, found)?;
    path(out, found)
}

fn heading(out: &mut dyn Write, title: &str) -> Result<(), Failure> {
    writeln!(out, "\n{title}")?;
    Ok(())
}

/// A heading with findings under it; nothing when there are none.
fn said(out: &mut dyn Write, title: &str, findings: &[Finding]) -> Result<(), Failure> {
    if findings.is_empty() {
        return Ok(());
    }
    heading(out, title)?;
    sentences(out, findings)
}

/// Each finding on a line, with a mark for what it is.
fn sentences(out: &mut dyn Write, findings: &[Finding]) -> Result<(), Failure> {
    for finding in findings {
        let mark = match finding.tone {
            Tone::Warning => '!',
            Tone::Gap => '–',
            Tone::Question => '?',
            Tone::Note => '·',
        };
        writeln!(out, "  {mark} {}", visible(&finding.sentence))?;
    }
    Ok(())
}

fn per_cent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

fn composition(out: &mut dyn Write, found: &Review) -> Result<(), Failure> {
    heading(out, "Composition")?;
    for tag in [Tag::Sector, Tag::Region] {
        shares(out, &found.composition.concentrations, tag)?;
    }
    let civil = found.composition.civil_society;
    if let Some(share) = civil.share {
        writeln!(out, "Civil society: {} of {}, {}.", civil.part, civil.of, per_cent(share))?;
    }
    sentences(out, &found.composition.findings)
}

/// The kinds of one tag, as shares of heads, influence and seats.
fn shares(out: &mut dyn Write, all: &[Concentration], tag: Tag) -> Result<(), Failure> {
    let by = |by| all.iter().find(|found| found.tag == tag && found.by == by);
    let counted = [by(CountedBy::Heads), by(CountedBy::Influence), by(CountedBy::Seats)];
    let Some(heads) = counted[0].filter(|heads| !heads.kinds.is_empty()) else { return Ok(()) };
    let word = match tag {
        Tag::Sector => "sector",
        Tag::Region => "region",
    };
    let share = |counted: &Concentration, id: &TermId| {
        let kind = counted.kinds.iter().find(|kind| kind.id == *id).filter(|kind| kind.share > 0.0);
        kind.map_or_else(|| "–".to_owned(), |kind| per_cent(kind.share))
    };
    let mut columns = Columns::new([word, "#heads", "#of influence", "#of seats"]);
    for kind in &heads.kinds {
        let cells = counted.iter().flatten().map(|counted| share(counted, &kind.id));
        columns.row(std::iter::once(kind.name.clone()).chain(cells));
    }
    let effective = |counted: &Concentration| {
        counted.effective_kinds.map_or_else(|| "–".to_owned(), |kinds| format!("{kinds:.2}"))
    };
    let cells = counted.iter().flatten().map(|counted| effective(counted));
    columns.row(std::iter::once("effective number".to_owned()).chain(cells));
    columns.print(out)?;
    writeln!(out)?;
    Ok(())
}

fn governance(out: &mut dyn Write, found: &Review) -> Result<(), Failure> {
    heading(out, "Governance: four models and how they fit")?;
    for model in &found.governance.models {
        let fit = model.fit.map_or_else(|| "–".to_owned(), |fit| format!("{fit:.2}"));
        let bar = "#".repeat((model.fit.unwrap_or(0.0) * 20.0).round() as usize);
        let chosen = if model.chosen { "  (chosen)" } else { "" };
        writeln!(out, "  {:<28}{fit:>5}  {bar}{chosen}", model.name)?;
        for (side, word) in [(Some(true), "for"), (Some(false), "against")] {
            for line in model.lines.iter().filter(|line| line.speaks_for == side) {
                writeln!(out, "    {word:<8}{}", visible(&line.sentence))?;
            }
        }
    }
    if !found.governance.unknown.is_empty() {
        writeln!(out, "  Not known, so not counted: {}.", found.governance.unknown.join(", "))?;
    }
    sentences(out, &found.governance.findings)
}

fn load(out: &mut dyn Write, found: &Review) -> Result<(), Failure> {
    heading(out, "Load over all coalitions")?;
    let mut columns =
        Columns::new(["actor", "#coalitions", "#leads", "#supports", "#open", "#overdue", "#delivered"]);
    let members = found.load.actors.iter().filter(|row| {
        row.id.as_ref().is_some_and(|id| found.party.members.contains_key(id)) || row.overloaded
    });
    for row in members {
        let numbers = [row.coalitions.len(), row.leads, row.supports, row.open, row.overdue, row.delivered];
        columns.row(std::iter::once(row.name.clone()).chain(numbers.map(|number| number.to_string())));
    }
    columns.print(out)?;
    let ledger = found.load.ledger.iter().filter(|row| found.party.id.as_ref() == Some(&row.coalition));
    for row in ledger {
        let state = match row.state {
            Standpoint::Overdue => "overdue",
            Standpoint::Open => "open",
            Standpoint::Delivered => "delivered",
            Standpoint::Withdrawn => "withdrawn",
        };
        let due = if row.due.is_empty() { "no date" } else { &row.due };
        writeln!(out, "  {:<10}  {state:<9}  {}: {}", visible(due), visible(&row.name), visible(&row.what))?;
    }
    sentences(out, &found.load.findings)
}

fn life_cycle(out: &mut dyn Write, found: &Review) -> Result<(), Failure> {
    heading(out, "Life cycle")?;
    let mut columns =
        Columns::new(["stage", "now", "#present", "#join", "#leave"]).open_ended("needs (holders)");
    for row in &found.life_cycle.stages {
        let needs = row.needs.iter().map(|need| format!("{} ({})", need.name, need.holders.len()));
        columns.row([
            row.name.clone(),
            if row.now { "now" } else { "" }.to_owned(),
            row.present.len().to_string(),
            row.joins.len().to_string(),
            row.leaves.len().to_string(),
            needs.collect::<Vec<_>>().join(", "),
        ]);
    }
    columns.print(out)?;
    sentences(out, &found.life_cycle.findings)
}

fn levers(out: &mut dyn Write, found: &Review) -> Result<(), Failure> {
    if !found.loops.is_empty() {
        heading(out, "Levers on the named loops")?;
        for named in &found.loops {
            writeln!(out, "  {} {}", visible(&named.label), visible(&named.name))?;
            for finding in &named.reach.findings {
                writeln!(out, "    {}", visible(&finding.sentence))?;
            }
        }
    }
    said(out, "Levers on the marked links", &found.levers.findings)?;
    if !found.levers.links.is_empty() {
        heading(out, "Scaling pathways")?;
        for row in &found.scaling.pathways {
            writeln!(out, "  · {}", visible(&row.sentence))?;
        }
    }
    sentences(out, &found.scaling.findings)
}

fn health(out: &mut dyn Write, found: &Review) -> Result<(), Failure> {
    heading(out, "Health: five principles")?;
    for row in &found.health {
        let good = row.lines.iter().filter(|line| line.good).count();
        writeln!(out, "  {} ({good} of {})", row.name, row.lines.len())?;
        for line in row.lines.iter().filter(|line| !line.good) {
            writeln!(out, "    – {}", visible(&line.sentence))?;
        }
    }
    Ok(())
}

fn path(out: &mut dyn Write, found: &Review) -> Result<(), Failure> {
    heading(out, "The path, from the problem to scale")?;
    for (number, row) in found.guide.iter().enumerate() {
        writeln!(out, "  {}. {} ({} of {})", number + 1, row.name, row.done, row.items.len())?;
        for item in row.items.iter().filter(|item| !item.done) {
            writeln!(out, "     – {}", visible(&item.sentence))?;
        }
    }
    Ok(())
}
