//! `linchpin analyze`

use std::fmt::Display;
use std::io::Write;

use clap::Args;

use super::answers::{self, Answers, Questions};
use super::columns::{Columns, counted, figure};
use super::input::Input;
use super::lookup;
use super::session::{Answer, Failure, Session};
use crate::analysis::Watch;
use crate::analysis::network::{Kind, Measure, Network, NetworkElement, NetworkOptions, TieGraph, measure};
use crate::model::ElementId;
use crate::scene::text::visible;

/// The measures shown to people when none are asked for; `--json` has all that apply.
const SHOWN: [Measure; 5] = [
    Measure::DegreeCentrality,
    Measure::Betweenness,
    Measure::Closeness,
    Measure::Eigenvector,
    Measure::Constraint,
];

/// The most rows shown to people.
const ROWS: usize = 20;

/// Measure a network: who is central, which parts hold together.
#[derive(Args)]
pub(super) struct Analyze {
    #[command(flatten)]
    input: Input,
    /// Only what stands on this map, by id or title.
    #[arg(long, value_name = "M")]
    map: Option<String>,
    /// Only these measures, with commas between, such as `degree_centrality,pagerank`.
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    measures: Vec<String>,
    /// Actors and ties, or variables, issues and causal links; actors if there are ties.
    #[arg(long, value_parser = ["actor", "causal"])]
    kind: Option<String>,
    /// Every tie counts both ways.
    #[arg(long, conflicts_with = "directed")]
    undirected: bool,
    #[command(flatten)]
    questions: Questions,
}

impl Analyze {
    pub(super) fn run(&self, session: &mut Session<'_>) -> Result<Answer, Failure> {
        let usage = |error: &dyn Display| Failure::Usage(error.to_string());
        let measures = self.measures.iter().map(|name| name.parse::<Measure>());
        let measures = measures.collect::<Result<Vec<Measure>, _>>().map_err(|error| usage(&error))?;
        let kind = self.kind.as_deref().map(str::parse::<Kind>).transpose().map_err(|error| usage(&error))?;
        let imported = self.input.read(session)?;
        let map = self.map.as_deref().map(|map| lookup::map(&imported.project, map)).transpose()?;
        let options = NetworkOptions {
            map,
            kind,
            directed: (self.input.directed || self.undirected).then_some(self.input.directed),
            measures: (!measures.is_empty()).then_some(measures),
        };
        let graph = TieGraph::new(&imported.project, &options).map_err(|error| usage(&error))?;
        let network = measure(&graph, options.measures.as_deref(), &Watch::default());
        let network = network.map_err(|error| usage(&error))?;
        let answers = self.questions.answer(&imported.project, &graph, &network, &options)?;
        if session.json {
            let first = network.elements.first();
            let all: Vec<Measure> =
                first.map_or_else(Vec::new, |first| first.values.keys().copied().collect());
            let explained = self.questions.explain.then_some(all.as_slice());
            let mut result = serde_json::to_value(&network).map_err(std::io::Error::from)?;
            if let Some(object) = result.as_object_mut() {
                object.extend(answers.json(explained)?);
            }
            session.print_result(&result, &imported.warnings)?;
        } else {
            self.print(session.out, &network, &answers)?;
        }
        Ok(Answer::Yes)
    }

    fn print(&self, out: &mut dyn Write, network: &Network, answers: &Answers) -> Result<(), Failure> {
        let whole = &network.network;
        let links = if network.kind == Kind::Actor { "tie" } else { "causal link" };
        let elements = if network.kind == Kind::Actor { "actor" } else { "variable or issue" };
        let direction = if network.directed { "direction counts" } else { "direction does not count" };
        let (count, ties) = (counted(whole.elements, elements), counted(whole.ties, links));
        let count = count.replace("variable or issues", "variables and issues");
        writeln!(out, "{count}, {ties}; {direction}.")?;
        writeln!(
            out,
            "density {:.3}, {}, {} (modularity {}), diameter {}, mean distance {}",
            whole.density,
            counted(whole.components, "part"),
            counted(network.communities.len(), "communitie").replace("1 communitie", "1 community"),
            figure(whole.modularity),
            whole.diameter.map_or_else(|| "–".to_owned(), |steps| format!("{steps:.0}")),
            figure(whole.average_shortest_path_length),
        )?;
        let measures: Vec<Measure> = match self.measures.as_slice() {
            [] => SHOWN.to_vec(),
            names => names.iter().filter_map(|name| name.parse().ok()).collect(),
        };
        writeln!(out)?;
        print_elements(out, network, &measures)?;
        answers.print(out)?;
        print_structure(out, network)?;
        for caution in &network.cautions {
            writeln!(out, "{caution}")?;
        }
        for (measure, estimate) in &network.estimates {
            writeln!(out, "{measure}: {}", estimate.note)?;
        }
        if network.merged_parallel > 0 {
            writeln!(out, "Parallel {links}s merged: {}.", network.merged_parallel)?;
        }
        let all = self.measures.is_empty();
        let shown = |name: &str| !all || measures.iter().any(|measure| measure.as_str() == name);
        for (measure, reason) in network.undefined.iter().filter(|(name, _)| shown(name)) {
            writeln!(out, "{measure}: {reason}")?;
        }
        if self.questions.explain {
            answers::explain(out, &measures)?;
        }
        writeln!(
            out,
            "Measures are those of NetworkX 3, without strength unless the name begins with weighted_."
        )?;
        Ok(())
    }
}

/// The elements with the highest figures first.
fn print_elements(out: &mut dyn Write, network: &Network, measures: &[Measure]) -> Result<(), Failure> {
    if network.elements.is_empty() {
        return Ok(());
    }
    let header: Vec<String> = measures.iter().map(|measure| format!("#{measure}")).collect();
    let mut columns = Columns::new(std::iter::once("name").chain(header.iter().map(String::as_str)));
    let first = measures.first().copied();
    let mut rows: Vec<_> = network.elements.iter().collect();
    // What differs only by rounding counts as equal, so that equals stand by name.
    let value = |element: &NetworkElement| {
        let value = first.and_then(|measure| element.values.get(&measure).copied().flatten());
        value.map_or(f64::MIN, |value| (value * 1e9).round())
    };
    rows.sort_by(|a, b| value(b).total_cmp(&value(a)).then_with(|| (&a.name, &a.id).cmp(&(&b.name, &b.id))));
    for element in rows.iter().take(ROWS) {
        let figures = measures.iter().map(|measure| figure(element.values.get(measure).copied().flatten()));
        columns.row(std::iter::once(element.name.clone()).chain(figures));
    }
    columns.print(out)?;
    if let Some(more) = rows.len().checked_sub(ROWS).filter(|more| *more > 0) {
        writeln!(out, "… and {more} more; --json lists all, with every measure.")?;
    }
    writeln!(out)?;
    Ok(())
}

/// What holds the network together, as sentences.
fn print_structure(out: &mut dyn Write, network: &Network) -> Result<(), Failure> {
    let name = |id: &ElementId| network.element(id).map_or("", |element| element.name.as_str());
    if !network.cut_vertices.is_empty() {
        let names: Vec<_> = network.cut_vertices.iter().map(|id| visible(name(id))).collect();
        writeln!(out, "Without one of these a part would fall off: {}.", names.join(", "))?;
    }
    if !network.bridges.is_empty() {
        let pairs = network.bridges.iter().take(ROWS);
        let pairs: Vec<String> =
            pairs.map(|[a, b]| format!("{} – {}", visible(name(a)), visible(name(b)))).collect();
        let more = network.bridges.len() - pairs.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        writeln!(out, "Bridges, the only link between two parts: {}{more}.", pairs.join(", "))?;
    }
    Ok(())
}
