//! What is asked of the network of actors, or of the causal network, while its panel is open.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::Context;

use super::App;
use crate::analysis::Watch;
use crate::analysis::network::{
    self, Answer, Between, Comparison, Kind, Network, NetworkError, NetworkOptions, TieGraph,
};
use crate::analysis::{BottleneckRow, Bottlenecks, Departure, departure};
use crate::model::{ElementId, MapKind, Project};

/// How many actors the sets of key players have.
const PLAYERS: usize = 3;

/// What a question about a network depends on: the project's revision, and what the network is made of.
pub(super) type OfNetwork = (u64, Kind);

/// A part of the panel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Part {
    /// What the figures say, question by question.
    #[default]
    Questions,
    /// "If this actor leaves".
    Leaving,
    /// Two side by side.
    Compare,
}

/// By what the table "If they leave" is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Order {
    /// Pairs of others that would be joined no more.
    #[default]
    Pairs,
    /// How much the distances of the others grow.
    Fragmentation,
    /// The share of the shortest ways between others.
    Between,
    /// By name.
    Name,
}

/// The rows of "If they leave" in their order, kept until there are others.
pub(super) struct Rows {
    found: Arc<Bottlenecks>,
    order: Order,
    /// Places in the list of actors.
    pub places: Arc<[usize]>,
}

impl Rows {
    /// The greatest first; what was not worked out last.
    pub fn new(found: &Arc<Bottlenecks>, order: Order) -> Self {
        let split = |row: &BottleneckRow| row.fragmentation.unwrap_or(f64::NEG_INFINITY);
        let mut rows: Vec<(usize, &BottleneckRow, String)> = found
            .actors
            .iter()
            .enumerate()
            .map(|(place, row)| (place, row, row.name.to_lowercase()))
            .collect();
        rows.sort_by(|(_, a, a_name), (_, b, b_name)| {
            let by = match order {
                Order::Pairs => b.disconnected_pairs.cmp(&a.disconnected_pairs),
                Order::Fragmentation => split(b).total_cmp(&split(a)),
                Order::Between => b.betweenness.total_cmp(&a.betweenness),
                Order::Name => std::cmp::Ordering::Equal,
            };
            by.then_with(|| a_name.cmp(b_name)).then_with(|| a.id.cmp(&b.id))
        });
        let places = rows.into_iter().map(|(place, ..)| place).collect();
        Self { found: Arc::clone(found), order, places }
    }

    /// These are the rows of what was found, in this order.
    pub fn is(&self, found: &Arc<Bottlenecks>, order: Order) -> bool {
        Arc::ptr_eq(&self.found, found) && self.order == order
    }
}

/// A network with its figures and what they say.
pub(super) struct Answered {
    graph: TieGraph,
    /// The figures.
    pub network: Network,
    /// What they say.
    pub answers: Vec<Answer>,
}

/// Two elements side by side, and who stands between them.
pub(super) struct Pair {
    /// Side by side.
    pub comparison: Comparison,
    /// Who stands between them.
    pub between: Between,
}

/// The questions, and how they are asked.
#[derive(Default)]
pub(super) struct NetworkDesk {
    /// Figures and answers.
    pub answered: Inquired<OfNetwork, Option<Answered>>,
    /// What is left when some leave.
    pub departure: Inquired<(u64, BTreeSet<ElementId>), Option<Departure>>,
    /// Two side by side.
    pub pair: Inquired<(OfNetwork, [ElementId; 2]), Option<Pair>>,
    /// Which part shows.
    pub part: Part,
    /// The order of the table.
    pub order: Order,
    /// The table in that order.
    pub rows: Option<Rows>,
    /// Who is thought away.
    pub leaving: BTreeSet<ElementId>,
    /// The answer whose definition is open, by its place.
    pub explained: Option<usize>,
}

type Inquired<K, T> = super::inquiry::Inquiry<K, T>;

impl NetworkDesk {
    /// Forgets everything, for another project.
    pub fn forget(&mut self) {
        *self = Self::default();
    }
}

impl App {
    /// What the network of the map in front is made of.
    pub(super) fn network_kind(&self) -> Kind {
        let causal = self.current_map().is_some_and(|(_, map)| map.kind() != MapKind::Actors);
        if causal { Kind::Causal } else { Kind::Actor }
    }

    fn of_network(&self) -> OfNetwork {
        (self.session.history.revision(), self.network_kind())
    }

    /// Asks for figures and answers.
    pub(super) fn ask_network(&mut self, ctx: &Context) {
        let (project, key) = (self.session.history.project().clone(), self.of_network());
        let kind = key.1;
        self.network.answered.ask(ctx, &key, move |watch| answered(&project, kind, watch).ok());
    }

    /// Asks what is left without those who are thought away.
    pub(super) fn ask_departure(&mut self, ctx: &Context) {
        let project = self.session.history.project().clone();
        self.network.leaving.retain(|id| project.elements.contains_key(id));
        let leaving = self.network.leaving.clone();
        let key = (self.session.history.revision(), leaving.clone());
        self.network.departure.ask(ctx, &key, move |watch| {
            let options = NetworkOptions {
                kind: Some(Kind::Actor),
                directed: Some(false),
                ..NetworkOptions::default()
            };
            let graph = TieGraph::new(&project, &options).ok()?;
            let leaving: Vec<ElementId> = leaving.into_iter().collect();
            departure(&project, &graph, &leaving, watch).ok()
        });
    }

    /// Asks for two elements side by side, once the figures are there.
    pub(super) fn ask_pair(&mut self, ctx: &Context, two: [ElementId; 2]) {
        let key = (self.of_network(), two.clone());
        let Some(answered) = self.network.answered.answer() else { return };
        self.network.pair.ask(ctx, &key, move |watch| {
            let Answered { graph, network, .. } = (*answered).as_ref()?;
            let [a, b] = &two;
            let comparison = network::compare(graph, network, [a, b]).ok()?;
            let between = network::stands_between(graph, a, b, watch).ok()?;
            Some(Pair { comparison, between })
        });
    }
}

fn answered(project: &Project, kind: Kind, watch: &Watch) -> Result<Answered, NetworkError> {
    let options = NetworkOptions { kind: Some(kind), ..NetworkOptions::default() };
    let graph = TieGraph::new(project, &options)?;
    let network = network::measure(&graph, None, watch)?;
    let players = network::key_players(&graph, PLAYERS, watch)?;
    let answers = network::answers(&graph, &network, players.as_ref());
    Ok(Answered { graph, network, answers })
}
