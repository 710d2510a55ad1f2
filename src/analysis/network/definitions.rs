//! What every figure and analysis means: one table for the window's help, the command line and the report.

use serde::Serialize;

use super::Measure;

/// What a figure or an analysis means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Definition {
    /// The name in results, without `weighted_`.
    pub key: &'static str,
    /// The question that it answers.
    pub answers: &'static str,
    /// How it is worked out.
    pub formula: &'static str,
    /// Where the definition comes from.
    pub source: &'static str,
    /// Between what and what, and in which unit.
    pub range: &'static str,
    /// Where it does not mean what people think; empty if there is nothing to say.
    pub caution: &'static str,
}

impl Definition {
    /// Stands for a definition that nobody wrote.
    pub(super) const MISSING: Self =
        Self { key: "", answers: "", formula: "", source: "", range: "", caution: "" };

    /// All definitions, in the order of lists.
    pub const ALL: &[Self] = DEFINITIONS;
}

/// The definition of a figure or an analysis. What is by strength has the definition of what is not.
pub fn definition(key: &str) -> Option<&'static Definition> {
    let found = |key: &str| DEFINITIONS.iter().find(|definition| definition.key == key);
    found(key).or_else(|| found(key.strip_prefix("weighted_")?))
}

const PARTS: &str = "In a map of separate parts it says little across the parts; compare within one.";
const ASKED: &str = "Those who were asked about their ties seem better tied than those who were only named.";
const GROUPS: &str = "Elements without a group are left out; with few groups chance decides.";

macro_rules! definitions {
    ($($key:literal: $answers:literal, $formula:expr, $source:expr, $range:expr, $caution:expr;)*) => {
        const DEFINITIONS: &[Definition] = &[$(Definition {
            key: $key, answers: $answers, formula: $formula, source: $source, range: $range, caution: $caution,
        },)*];
    };
}

const NETWORKX: &str = "NetworkX 3";
const SHARE: &str = "0 to 1";

definitions! {
    "degree_centrality": "Who has most ties?", "ties / (n − 1); ties in and out both count", "Freeman 1978; NetworkX 3", "0 to 1, to 2 with direction", ASKED;
    "in_degree_centrality": "Whom do most ties lead to?", "ties in / (n − 1)", "Freeman 1978; NetworkX 3", SHARE, "";
    "out_degree_centrality": "Who reaches out most?", "ties out / (n − 1)", "Freeman 1978; NetworkX 3", SHARE, ASKED;
    "degree": "Whose ties are strongest in sum?", "Σ strength; ties in and out both count", "Barrat and others 2004; NetworkX 3 `degree(weight)`", "0 up, in strengths", ASKED;
    "in_degree": "Who is given most?", "Σ strength of ties in", "Barrat and others 2004", "0 up, in strengths", "";
    "out_degree": "Who gives most?", "Σ strength of ties out", "Barrat and others 2004", "0 up, in strengths", ASKED;
    "betweenness_centrality": "Who connects the others?", "Σ over pairs s, t of the share of their shortest paths that pass through, / ((n − 1)(n − 2)) ordered pairs", "Freeman 1977, by Brandes 2001; beyond 10,000 elements by a sample (Riondato and Kornaropoulos 2016)", SHARE, "It supposes that things take shortest paths; one tie that nobody drew can change it much.";
    "edge_betweenness_centrality": "Which ties carry most?", "Σ over pairs of the share of their shortest paths along the tie, / (n(n − 1)) ordered pairs", "Girvan and Newman 2002; NetworkX 3", SHARE, "";
    "closeness_centrality": "Who hears first?", "(r / Σ d) · (r / (n − 1)) over the r others that can reach here, d steps away", "Freeman 1978 with Wasserman and Faust 1994; NetworkX 3", SHARE, PARTS;
    "harmonic_centrality": "Who hears first, in a map of separate parts too?", "Σ 1 / d over all others; 0 for those who cannot reach here", "Marchiori and Latora 2000; NetworkX 3", "0 to n − 1", "";
    "eigenvector_centrality": "Who is tied to the well tied?", "the leading eigenvector of Aᵀ, of Euclidean length 1", "Bonacich 1972; NetworkX 3", SHARE, "Only the best tied part of a map counts; in the others all are near 0.";
    "pagerank": "Where would someone end up who follows ties?", "x = 0.15 / n + 0.85 · Σ x(u) / ties out of u over those u that lead here", "Page and others 1998; NetworkX 3", "0 to 1; all sum to 1", "";
    "katz_centrality": "Whom do most walks lead to?", "x = α·Aᵀx + 1 with α = 0.1, of Euclidean length 1", "Katz 1953; NetworkX 3", SHARE, "It has no value where α is 1 / λmax or more; katz_scaled has.";
    "katz_scaled": "Whom do most walks lead to?", "x = α·Aᵀx + 1 with α = 0.9 / λmax, of Euclidean length 1", "Katz 1953", SHARE, "";
    "hubs": "Who leads to the right others?", "h = A·a, a = Aᵀ·h, each summing to 1", "Kleinberg 1999; NetworkX 3 `hits`", "0 to 1; all sum to 1", PARTS;
    "authorities": "Whom do the best guides lead to?", "a = Aᵀ·h, h = A·a, each summing to 1", "Kleinberg 1999; NetworkX 3 `hits`", "0 to 1; all sum to 1", PARTS;
    "core_number": "Who is in the thick of it?", "the largest k for which it is in a part where all have k ties or more", "Seidman 1983; Batagelj and Zaveršnik 2003; NetworkX 3", "0 up, whole", "";
    "clustering": "Whose neighbours know each other?", "closed pairs of neighbours / all pairs; with direction all eight triangles", "Watts and Strogatz 1998; Fagiolo 2007; Onnela and others 2005; NetworkX 3", SHARE, "0 for those with fewer than two neighbours, who have no pair to close.";
    "constraint": "Whose hands are tied by their neighbours?", "Σⱼ (pᵢⱼ + Σ_q pᵢq·p_qj)² over the neighbours j", "Burt 1992; NetworkX 3", "0 up; over 1 in small dense groups", "Low for brokers; a leaf has 1. It looks two steps far only.";
    "effective_size": "Whose neighbours bring something new?", "neighbours less what is redundant among them: n − 2t/n for t ties among n neighbours", "Burt 1992; Borgatti 1997; NetworkX 3", "up to the number of neighbours", "";
    "eccentricity": "Who is never far from anyone?", "the largest distance to another", NETWORKX, "1 up, in steps", "It has no value where someone cannot be reached.";
    "micmac_influence": "Who drives the system, directly and indirectly?", "row sums of the first power of A at which no rank changes, as shares", "Duperrin and Godet 1973", "0 to 1; all sum to 1", "It counts paths, and says nothing of their sign.";
    "micmac_dependence": "Who is driven by the system, directly and indirectly?", "column sums of the first power of A at which no rank changes, as shares", "Duperrin and Godet 1973", "0 to 1; all sum to 1", "It counts paths, and says nothing of their sign.";
    "coordinator_sector": "Who brings its own sector together?", BROKERS, GOULD, COUNT, GROUPS;
    "itinerant_sector": "Who, as an outsider, brings a sector together?", BROKERS, GOULD, COUNT, GROUPS;
    "gatekeeper_sector": "Who decides what gets into its sector?", BROKERS, GOULD, COUNT, GROUPS;
    "representative_sector": "Who speaks for its sector?", BROKERS, GOULD, COUNT, GROUPS;
    "liaison_sector": "Who brings different sectors together, belonging to neither?", BROKERS, GOULD, COUNT, GROUPS;
    "coordinator_region": "Who brings its own region together?", BROKERS, GOULD, COUNT, GROUPS;
    "itinerant_region": "Who, as an outsider, brings a region together?", BROKERS, GOULD, COUNT, GROUPS;
    "gatekeeper_region": "Who decides what gets into its region?", BROKERS, GOULD, COUNT, GROUPS;
    "representative_region": "Who speaks for its region?", BROKERS, GOULD, COUNT, GROUPS;
    "liaison_region": "Who brings different regions together, belonging to neither?", BROKERS, GOULD, COUNT, GROUPS;
    "density": "How much of what could be tied is?", "ties / possible ties", NETWORKX, SHARE, "It falls as maps grow, for nobody can keep up ties with all; compare maps of one size only.";
    "reciprocity": "How many ties are answered?", "arcs with an arc back / arcs", NETWORKX, SHARE, "Ties that were asked of one side only look unanswered.";
    "transitivity": "Do the friends of friends know each other?", "3 · triangles / two-step paths", NETWORKX, SHARE, "";
    "average_clustering": "Do neighbours know each other, on average?", "the mean of clustering", NETWORKX, SHARE, "";
    "components": "How many separate parts are there?", "parts within which everyone is joined to everyone, whatever the direction", NETWORKX, "0 up, whole", "";
    "strong_components": "How many parts are there in which everyone reaches everyone?", "parts within which everyone reaches everyone along the direction of ties", "Tarjan 1972; NetworkX 3", "0 up, whole", "";
    "biconnected_components": "Which parts would hold without any one of them?", "parts of two or more that no single removal parts", "Hopcroft and Tarjan 1973; NetworkX 3", "0 up, whole", "";
    "diameter": "How far apart are the farthest?", "the largest distance", NETWORKX, "1 up, in steps", PARTS;
    "average_shortest_path_length": "How far apart are two on average?", "Σ d / (n(n − 1))", NETWORKX, "1 up, in steps", PARTS;
    "degree_centralization": "Does one hold all the ties?", "Σ (most − degree) / ((n − 1)(n − 2))", "Freeman 1978", SHARE, "";
    "betweenness_centralization": "Does one stand between all others?", "Σ (most − betweenness) / (n − 1)", "Freeman 1978", SHARE, "";
    "modularity": "How far do ties stay within communities?", "Σ over communities of ties inside / all − (ends / all ends)²", "Newman and Girvan 2004; communities by Leiden (Traag, Waltman and van Eck 2019)", "−0.5 to 1", "Maps without any plan have communities too; below 0.3 they mean little.";
    "degree_assortativity": "Do the well tied keep to the well tied?", "the correlation of degrees over ties", "Newman 2002; NetworkX 3 `degree_assortativity_coefficient`", "−1 to 1", "";
    "assortativity": "Do ties keep to their own kind?", "(Σ eᵢᵢ − Σ aᵢbᵢ) / (1 − Σ aᵢbᵢ) over the shares e of ties between groups", "Newman 2003; NetworkX 3 `attribute_assortativity_coefficient`", "−1 to 1; 0 by chance", GROUPS;
    "e_i_index": "Do ties go out of the group or stay inside?", "(external − internal) / (external + internal)", "Krackhardt and Stern 1988", "−1, all inside, to 1, all outside", "Small groups have more outsiders to be tied to; assortativity allows for that.";
    "communities": "Which groups hang together, whatever they are called?", "the partition of highest modularity found, every community joined within itself", "Leiden (Traag, Waltman and van Eck 2019)", "each element in one", "Other partitions can be nearly as good.";
    "cut_vertices": "Who would break the map by leaving?", "elements whose removal parts a component", "Tarjan 1972", "a set", "A tie that nobody drew makes a cut vertex out of anyone.";
    "bridges": "Which ties alone join two parts?", "ties whose removal parts a component", "Tarjan 1974", "a set", "";
    "disconnected_pairs": "How many would be parted?", "pairs of the others joined before and not after", "Borgatti 2006", "0 up, whole", "";
    "fragmentation": "How far apart would the others be?", "1 − Σ 1/d / (n(n − 1)) over ordered pairs; the rise is that of the others alone less that of all", "Borgatti 2006 (distance-weighted fragmentation)", "0, all joined, to 1, none", "";
    "key_players_reach": "Which few reach most, and soonest?", "the set S of largest (1/n) Σ 1/d(S, j), with d = 1 for the members", "Borgatti 2006 (KPP-Pos)", SHARE, "";
    "key_players_fragment": "Which few would break the map by leaving together?", "the set S of largest fragmentation of the others", "Borgatti 2006 (KPP-Neg)", SHARE, "";
    "smallest_reaching_set": "Who is the smallest set that reaches everyone?", "the fewest elements so that everyone else is within so many steps of one of them", "dominating set", "a set", "There may be other sets of the same size.";
    "stands_between": "Who stands between these two?", "the fewest others without whom no path joins them; as many paths share nobody", "Menger 1927; flow by Ford and Fulkerson 1956", "a set", "Those tied directly are joined whatever the others do.";
    "group_mixing": "Which groups barely talk?", "ties between two groups as a share of those that chance would give with the same numbers of ties", "Newman 2003", "1 by chance; 0 for none", GROUPS;
    "structural_equivalence": "Who could stand in for whom?", "√Σ (difference of ties in and out with each other element)²; 0 for the same ties with the same others", "Burt 1976; Wasserman and Faust 1994, section 9.2", "0 up", "";
    "compare": "How do these two differ?", "each measure side by side, with ranks", "", "", "";
    "change": "Who gained and who lost?", "each measure in both versions, by element", "", "", "Someone who is on one version only has neither gained nor lost.";
    "leaving": "What if these leave together?", "what is left of the map without them", "Borgatti 2006", "", "";
}

const BROKERS: &str = "two-step paths a → b → c without a → c: all of one group, coordinator; a and c alike, itinerant; b and c alike, gatekeeper; a and b alike, representative; all different, liaison";
const GOULD: &str = "Gould and Fernandez 1989";
const COUNT: &str = "0 up, whole; without direction every path counts both ways";

/// What to know before reading the figures of a network of this kind.
pub(super) fn cautions(elements: usize, ties: usize, components: usize, self_ties: usize) -> Vec<String> {
    let mut said = Vec::new();
    if elements > 0 && ties == 0 {
        said.push(
            "There are no ties yet, so there is nothing to measure. Draw ties between elements.".to_owned(),
        );
    } else if (1..10).contains(&elements) {
        said.push(format!(
            "With {elements} elements one tie more or less changes the ranks; read the map rather than the figures."
        ));
    }
    if ties > 0 && components > 1 {
        said.push(format!(
            "The map is in {components} separate parts: closeness, eigenvector and distances mean little across them; {} allows for that.",
            Measure::Harmonic
        ));
    }
    if self_ties > 0 {
        said.push(format!("Ties of an element with itself are left out: {self_ties}."));
    }
    said
}
