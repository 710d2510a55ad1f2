//! What `linchpin analyze` says beside the figures: answers to questions, two actors, who stands between, and what changed.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Map, Value, json};

use super::lookup;
use super::session::Failure;
use crate::analysis::Watch;
use crate::analysis::network::{
    self, Answer, Between, Comparison, KeyPlayers, Kind, Measure, Network, NetworkChanges, NetworkOptions,
    TieGraph, answers, changes, compare, key_players, stands_between,
};
use crate::exchange::{self, Options};
use crate::model::{ElementId, Project};
use crate::scene::text::visible;

/// Questions about a network, besides its figures.
#[derive(Args)]
pub(super) struct Questions {
    /// Who stands between these two?
    #[arg(long, num_args = 2, value_names = ["FROM", "TO"])]
    between: Vec<String>,
    /// Compare these two.
    #[arg(long, num_args = 2, value_names = ["A", "B"])]
    compare: Vec<String>,
    /// Who gained and lost since this earlier version of the file?
    #[arg(long, value_name = "EARLIER")]
    since: Option<PathBuf>,
    /// How many to look for in sets of key players.
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..=20))]
    players: u8,
    /// Say what each measure means, where it comes from and what to beware of.
    #[arg(long)]
    pub(super) explain: bool,
}

/// The answers.
pub(super) struct Answers {
    said: Vec<Answer>,
    players: Option<KeyPlayers>,
    between: Option<Between>,
    comparison: Option<Comparison>,
    changes: Option<NetworkChanges>,
}

impl Questions {
    /// Answers what was asked. Questions and key players are worked out unless only some measures were asked for.
    pub(super) fn answer(
        &self,
        project: &Project,
        graph: &TieGraph,
        network: &Network,
        options: &NetworkOptions,
    ) -> Result<Answers, Failure> {
        let watch = Watch::default();
        let usage = |error: network::NetworkError| Failure::Usage(error.to_string());
        let pair = |names: &[String]| -> Result<Option<[ElementId; 2]>, Failure> {
            let [a, b] = names else { return Ok(None) };
            let find = |name: &str| match graph.kind() {
                Kind::Actor => lookup::actor(project, name),
                Kind::Causal => lookup::variable(project, name),
            };
            Ok(Some([find(a)?, find(b)?]))
        };
        let between = pair(&self.between)?;
        let compared = pair(&self.compare)?;
        let whole = options.measures.is_none();
        let size = usize::from(self.players);
        let players = if whole { key_players(graph, size, &watch).map_err(usage)? } else { None };
        let said = if whole { answers(graph, network, players.as_ref()) } else { Vec::new() };
        let between = between.map(|[a, b]| stands_between(graph, &a, &b, &watch));
        let comparison = compared.map(|[a, b]| compare(graph, network, [&a, &b]));
        let changed = match &self.since {
            Some(path) => Some(since(path, network, options)?),
            None => None,
        };
        Ok(Answers {
            said,
            players,
            between: between.transpose().map_err(usage)?,
            comparison: comparison.transpose().map_err(usage)?,
            changes: changed,
        })
    }
}

/// What changed since an earlier version, measured alike.
fn since(path: &Path, network: &Network, options: &NetworkOptions) -> Result<NetworkChanges, Failure> {
    let read = Options { directed: options.directed == Some(true), ..Options::default() };
    let earlier = exchange::read(path, &read)?;
    // The two are read alike, whatever the earlier one would be taken for.
    let options =
        NetworkOptions { kind: Some(network.kind), directed: Some(network.directed), ..options.clone() };
    let before = network::analyze(&earlier.project, &options, &Watch::default());
    let before = before.map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))?;
    Ok(changes(&before, network))
}

impl Answers {
    /// The answers as keys of the one object.
    pub(super) fn json(&self, explained: Option<&[Measure]>) -> Result<Map<String, Value>, Failure> {
        let value = |value: Result<Value, serde_json::Error>| value.map_err(io::Error::from);
        let mut object = Map::new();
        object.insert("findings".to_owned(), value(serde_json::to_value(&self.said))?);
        object.insert("key_players".to_owned(), value(serde_json::to_value(&self.players))?);
        if let Some(between) = &self.between {
            object.insert("between".to_owned(), value(serde_json::to_value(between))?);
        }
        if let Some(comparison) = &self.comparison {
            object.insert("comparison".to_owned(), value(serde_json::to_value(comparison))?);
        }
        if let Some(changes) = &self.changes {
            object.insert("changes".to_owned(), value(serde_json::to_value(changes))?);
        }
        if let Some(measures) = explained {
            let entry = |measure: &Measure| (measure.to_string(), json!(measure.definition()));
            object.insert("definitions".to_owned(), Value::Object(measures.iter().map(entry).collect()));
        }
        Ok(object)
    }

    /// The answers as sentences.
    pub(super) fn print(&self, out: &mut dyn Write) -> Result<(), Failure> {
        for answer in &self.said {
            writeln!(out, "{}\n  {}.", answer.question.text(), visible(&answer.sentence))?;
        }
        if let Some(between) = &self.between {
            writeln!(out, "Who stands between these two?\n  {}.", visible(&between.sentence))?;
        }
        let compared = self.comparison.iter().flat_map(|comparison| &comparison.sentences);
        for sentence in compared {
            writeln!(out, "{}.", visible(sentence))?;
        }
        for sentence in self.changes.iter().flat_map(|changes| &changes.sentences) {
            writeln!(out, "{}.", visible(sentence))?;
        }
        if !self.said.is_empty() {
            writeln!(out)?;
        }
        Ok(())
    }
}

/// Says what measures mean.
pub(super) fn explain(out: &mut dyn Write, measures: &[Measure]) -> Result<(), Failure> {
    for measure in measures {
        let definition = measure.definition();
        writeln!(out, "{measure}: {}", measure.meaning())?;
        writeln!(out, "  {}", definition.formula)?;
        writeln!(out, "  {}; {}", definition.range, definition.source)?;
        if !definition.caution.is_empty() {
            writeln!(out, "  {}", definition.caution)?;
        }
    }
    Ok(())
}
