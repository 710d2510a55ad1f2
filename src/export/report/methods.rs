//! How the figures were worked out.

use super::{Block, Found, ReportOptions, cells};
use crate::analysis::network::definition;
use crate::analysis::{LoopOptions, PartnerOptions};

/// The measures that the report shows.
const MEASURES: [&str; 2] = ["betweenness_centrality", "constraint"];

/// Formulas, parameters, seeds, and the file.
pub(super) fn methods(found: &Found, options: &ReportOptions) -> Vec<Block> {
    let mut blocks = vec![Block::Heading("Formulas".to_owned())];
    let mut rows: Vec<Vec<String>> = MEASURES
        .into_iter()
        .filter_map(definition)
        .map(|known| {
            vec![
                known.key.to_owned(),
                known.answers.to_owned(),
                known.formula.to_owned(),
                known.range.to_owned(),
                known.source.to_owned(),
            ]
        })
        .collect();
    rows.extend(
        [
            [
                "pairs parted",
                "Who would lose whom?",
                "pairs of the others joined before and not after the actor left",
                "0 up",
                "articulation points",
            ],
            [
                "fragmentation",
                "How far would the rest fall apart?",
                "DF(G − S) − DF(G); DF = 1 − 2 Σ 1/d / (n (n − 1))",
                "−1 to 1",
                "Borgatti 2006",
            ],
            [
                "loop polarity",
                "Does a loop strengthen or dampen a change?",
                "product of the signs of its links",
                "R, B, U",
                "Sterman 2000",
            ],
            [
                "effective number of sectors",
                "How evenly are the members spread?",
                "1 / Σ p²",
                "1 up",
                "Hill 1973; Herfindahl and Hirschman",
            ],
            [
                "score of partners",
                "Which set could move it?",
                "Σ weight × part; parts are shares of 0 to 1, redundancy in full levels, cost in members",
                "about 0 to 1",
                "ratings (r − 1)/4, levels /100, alignment /2",
            ],
            [
                "governance fit",
                "Which way of deciding fits?",
                "mean of the lines that are known",
                "0 to 1",
                "Provan and Kenis 2008",
            ],
        ]
        .map(cells),
    );
    blocks.push(Block::Table { head: cells(["Figure", "Answers", "Formula", "Range", "Source"]), rows });
    blocks.push(Block::Heading("Parameters and seeds".to_owned()));
    let PartnerOptions { trials, seed, .. } = found.partner_options;
    let loops = LoopOptions::default();
    let mut said = vec![
        format!(
            "Partners: {trials} trials with other weights, ratings and assets, ChaCha seed {seed}; every set is \
             tried up to 15 free candidates, beyond that greedily with exchanges."
        ),
        format!(
            "Loops: at most {} loops in {} seconds; the list says where it ended.",
            loops.max_count, loops.seconds
        ),
        "Distances and bottlenecks: ties count both ways, without strength; parallel ties count once."
            .to_owned(),
        "Not rated is not zero: a member without a rating has the mean of the rated ones, and is marked."
            .to_owned(),
    ];
    let weights =
        found.partners.weights.iter().map(|(part, weight)| format!("{} {weight:.3}", part.as_str()));
    let weights: Vec<String> = weights.collect();
    if !weights.is_empty() {
        said.push(format!("Weights of the score: {}.", weights.join(", ")));
    }
    blocks.push(Block::List(said));
    if !options.hash.is_empty() {
        blocks.push(Block::Text(format!(
            "The same file (SHA-256 {}) and the same version of Linchpin ({}) give the same figures: on the \
             command line, linchpin bottlenecks, loops, partners and coalition with --json.",
            options.hash,
            env!("CARGO_PKG_VERSION")
        )));
    }
    blocks
}
