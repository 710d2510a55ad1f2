//! `linchpin partners`

use std::collections::BTreeSet;
use std::io::Write;

use clap::Args;
use serde::Serialize;

use super::columns::{Columns, counted, figure};
use super::input::Input;
use super::lookup;
use super::session::{Answer, Failure, Session};
use crate::analysis::{
    self, Covers, Part, PartnerMember, PartnerOptions, Standing, Suggestion, Watch, WhyNot,
};
use crate::model::{ElementId, Project};
use crate::scene::text::visible;

/// Suggest which set of partners to bring in, and say why.
#[derive(Args)]
pub(super) struct Partners {
    #[command(flatten)]
    input: Input,
    /// The stored coalition whose wishes, rules and weights hold, by id or name.
    #[arg(long, value_name = "C")]
    coalition: Option<String>,
    /// The fewest members; the coalition's, or 3.
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u32).range(1..))]
    min: Option<u32>,
    /// The most members; the coalition's, or 7.
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u32).range(1..))]
    max: Option<u32>,
    /// An actor that must be in, by id or name; may be given several times.
    #[arg(long, value_name = "ID")]
    require: Vec<String>,
    /// An actor that must stay out, by id or name; may be given several times.
    #[arg(long, value_name = "ID")]
    exclude: Vec<String>,
    /// List the minimal covers too: the smallest sets that hold everything that is wanted.
    #[arg(long)]
    covers: bool,
    /// Say why this actor is not in the best set, by id or name; may be given several times.
    #[arg(long, value_name = "ID")]
    why_not: Vec<String>,
    /// How many trials tell how firm the suggestion is.
    #[arg(long, value_name = "N", default_value_t = PartnerOptions::default().trials)]
    trials: usize,
    /// The seed of the trials.
    #[arg(long, value_name = "S", default_value_t = PartnerOptions::default().seed)]
    seed: u64,
}

/// The suggestions, with what was asked besides.
#[derive(Serialize)]
struct Asked<'a> {
    #[serde(flatten)]
    found: &'a analysis::Partners,
    #[serde(skip_serializing_if = "Option::is_none")]
    covers: Option<Covers>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    why_not: Vec<WhyNot>,
}

impl Partners {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        if let (Some(min), Some(max)) = (self.min, self.max)
            && min > max
        {
            return Err(Failure::Usage(format!("--min {min} is more than --max {max}.")));
        }
        let imported = self.input.read(session)?;
        let project = &imported.project;
        let options = self.options(project)?;
        let found = analysis::partners(project, &options, &Watch::default());
        let covers = self.covers.then(|| analysis::covers(project, &options, &Watch::default()));
        let mut why_not = Vec::new();
        for name in &self.why_not {
            let id = lookup::actor(project, name)?;
            why_not.extend(analysis::why_not(project, &options, &id, &Watch::default()));
        }
        if session.json {
            session.print_result(&Asked { found: &found, covers, why_not }, &imported.warnings)?;
        } else {
            self.print(session.out, project, &options, &found)?;
            print_asked(session.out, project, covers.as_ref(), &why_not)?;
        }
        Ok(Answer::Yes)
    }

    fn options(&self, project: &Project) -> Result<PartnerOptions, Failure> {
        let actors = |names: &[String]| -> Result<BTreeSet<ElementId>, Failure> {
            names.iter().map(|name| lookup::actor(project, name)).collect()
        };
        let (require, exclude) = (actors(&self.require)?, actors(&self.exclude)?);
        if let Some(both) = require.intersection(&exclude).next() {
            let name = project.name_of(both);
            let message = format!("“{}” cannot be both required and excluded.", visible(&name));
            return Err(Failure::Usage(message));
        }
        let coalition = self.coalition.as_deref();
        Ok(PartnerOptions {
            coalition: coalition.map(|name| lookup::coalition(project, name)).transpose()?,
            min: self.min.map(|size| size as usize),
            max: self.max.map(|size| size as usize),
            require,
            exclude,
            trials: self.trials,
            seed: self.seed,
            ..PartnerOptions::default()
        })
    }

    fn print(
        &self,
        out: &mut dyn Write,
        project: &Project,
        options: &PartnerOptions,
        found: &analysis::Partners,
    ) -> Result<(), Failure> {
        if !found.headline.is_empty() {
            writeln!(out, "{}.", visible(&found.headline))?;
        }
        if let Some(note) = &found.note {
            writeln!(out, "{}", visible(note))?;
        }
        let Some((best, others)) = found.suggestions.split_first() else {
            return Ok(());
        };
        writeln!(out)?;
        print_best(out, best, found)?;
        for gap in &found.gaps {
            writeln!(out, "{}", visible(&gap.sentence))?;
        }
        print_others(out, best, others)?;
        self.print_basis(out, project, options, found)
    }

    /// What the answer rests on.
    fn print_basis(
        &self,
        out: &mut dyn Write,
        project: &Project,
        options: &PartnerOptions,
        found: &analysis::Partners,
    ) -> Result<(), Failure> {
        let stored = options.coalition.as_ref().and_then(|id| project.coalitions.get(id));
        match stored {
            Some(coalition) => {
                writeln!(out, "Wishes, rules and weights are those of “{}”.", visible(&coalition.name))?;
            }
            None => writeln!(
                out,
                "Wanted by default: every asset that some actor holds at 45 or more, 1.5 full levels of each."
            )?,
        }
        let weights = found.weights.iter().map(|(part, weight)| format!("{} {weight:.3}", part.as_str()));
        writeln!(out, "Weights: {}.", weights.collect::<Vec<_>>().join(", "))?;
        let sizes = found.by_size.first().zip(found.by_size.last());
        if let Some((first, last)) = sizes {
            let knee = found
                .knee
                .map_or_else(String::new, |size| format!("; a member more than {size} adds little"));
            writeln!(out, "Sizes looked at: {} to {}{knee}.", first.size, last.size)?;
        }
        if found.trials > 0 {
            let trials = counted(found.trials, "trial");
            writeln!(
                out,
                "In trials: the share of {trials} with other weights and ratings, seed {}.",
                self.seed
            )?;
        }
        Ok(())
    }
}

/// The covers, and why some are not in.
fn print_asked(
    out: &mut dyn Write,
    project: &Project,
    covers: Option<&Covers>,
    why_not: &[WhyNot],
) -> Result<(), Failure> {
    if let Some(covers) = covers {
        writeln!(out, "\n{}", visible(&covers.sentence))?;
        for set in covers.sets.iter().take(20) {
            let names: Vec<String> = set.iter().map(|id| project.name_of(id)).collect();
            writeln!(out, "  {}", visible(&names.join(", ")))?;
        }
        if covers.sets.len() > 20 {
            writeln!(out, "  … and {} more; --json lists them.", covers.sets.len() - 20)?;
        }
    }
    for answer in why_not {
        writeln!(out, "\n{}", visible(&answer.sentence))?;
    }
    Ok(())
}

fn print_best(out: &mut dyn Write, best: &Suggestion, found: &analysis::Partners) -> Result<(), Failure> {
    let mut columns = Columns::new(["partner", "#adds", "#in trials", "standing"]);
    for member in &best.members {
        let share = found.inclusion.get(&member.id).copied();
        let standing = share.map_or("–", |share| match Standing::of(share) {
            Standing::Core => "core",
            Standing::Swing => "swing",
            Standing::Outside => "outside",
        });
        let share = share.map_or_else(|| "–".to_owned(), |share| format!("{:.0} %", share * 100.0));
        columns.row([member.name.clone(), figure(Some(member.marginal)), share, standing.to_owned()]);
    }
    columns.print(out)?;
    writeln!(out)?;
    for member in &best.members {
        let reasons = visible(&member.reasons.join("; ")).into_owned();
        writeln!(out, "{}: {reasons}.{}", visible(&member.name), assumed(member))?;
    }
    let parts = best.parts.iter().map(|(part, value)| match part {
        Part::Cost => format!("{} {value}", part.as_str()),
        _ => format!("{} {value:.2}", part.as_str()),
    });
    writeln!(out, "\nScore {:.3}: {}.", best.score, parts.collect::<Vec<_>>().join(", "))?;
    Ok(())
}

/// Says which ratings nobody gave.
fn assumed(member: &PartnerMember) -> String {
    if member.assumed.is_empty() {
        return String::new();
    }
    let scales: Vec<&str> = member.assumed.iter().map(|scale| scale.as_str()).collect();
    format!(" (Not rated: {}; the mean of the others stands in.)", scales.join(", "))
}

/// The other sets, each as what changes against the best.
fn print_others(out: &mut dyn Write, best: &Suggestion, others: &[Suggestion]) -> Result<(), Failure> {
    let ids = |set: &Suggestion| set.members.iter().map(|member| member.id.clone()).collect::<BTreeSet<_>>();
    let names = |of: &Suggestion, without: &BTreeSet<ElementId>| {
        let names = of.members.iter().filter(|member| !without.contains(&member.id));
        names.map(|member| visible(&member.name).into_owned()).collect::<Vec<_>>().join(", ")
    };
    for (number, other) in others.iter().enumerate() {
        if number == 0 {
            writeln!(out, "\nOther sets:")?;
        }
        let (joins, leaves) = (names(other, &ids(best)), names(best, &ids(other)));
        let change = match (joins.is_empty(), leaves.is_empty()) {
            (false, false) => format!("with {joins}; without {leaves}"),
            (false, true) => format!("with {joins}"),
            (true, _) => format!("without {leaves}"),
        };
        writeln!(out, "  {:.3}  {change}", other.score)?;
    }
    writeln!(out)?;
    Ok(())
}
