//! Eigenvalues of a matrix of causal effects, part by part: those of the whole are those of its strongly connected parts.

use nalgebra::{DMatrix, Schur};
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::signed::SignedMap;

/// How many rounds the eigenvalue iteration may take; it converges in a few for each row.
const ROUNDS: usize = 20_000;

/// The strongly connected parts of a causal map, as numbers of its elements.
pub(super) struct Parts(Vec<Vec<usize>>);

impl Parts {
    /// Finds the parts. O(n + m).
    pub fn of(map: &SignedMap) -> Self {
        let mut graph = DiGraph::<(), ()>::with_capacity(map.ids.len(), map.arcs.len());
        for _ in &map.ids {
            graph.add_node(());
        }
        for arc in &map.arcs {
            graph.add_edge(NodeIndex::new(arc.from), NodeIndex::new(arc.to), ());
        }
        let mut parts: Vec<Vec<usize>> = kosaraju_scc(&graph)
            .into_iter()
            .map(|part| {
                let mut part: Vec<usize> = part.into_iter().map(NodeIndex::index).collect();
                part.sort_unstable();
                part
            })
            .collect();
        parts.sort_unstable();
        Self(parts)
    }

    /// The elements that stand alone: not in any loop with another.
    pub fn alone(&self) -> impl Iterator<Item = usize> {
        self.0.iter().filter(|part| part.len() == 1).filter_map(|part| part.first().copied())
    }

    /// The eigenvalues as pairs of real and imaginary part; `None` if the iteration did not converge. O(s³) for each
    /// part of s elements.
    pub fn eigenvalues(&self, matrix: &DMatrix<f64>) -> Option<Vec<(f64, f64)>> {
        let mut values = Vec::with_capacity(matrix.nrows());
        for part in &self.0 {
            if let [only] = part.as_slice() {
                values.push((matrix[(*only, *only)], 0.0));
                continue;
            }
            let block =
                DMatrix::from_fn(part.len(), part.len(), |row, column| matrix[(part[row], part[column])]);
            let schur = Schur::try_new(block, f64::EPSILON, ROUNDS)?;
            values.extend(schur.complex_eigenvalues().iter().map(|value| (value.re, value.im)));
        }
        Some(values)
    }

    /// The spectral radius: the largest magnitude of an eigenvalue.
    pub fn spectral_radius(&self, matrix: &DMatrix<f64>) -> Option<f64> {
        let values = self.eigenvalues(matrix)?;
        Some(values.iter().map(|(re, im)| re.hypot(*im)).fold(0.0, f64::max))
    }

    /// Disturbances die away: every eigenvalue has a negative real part.
    pub fn is_stable(&self, matrix: &DMatrix<f64>) -> bool {
        self.eigenvalues(matrix).is_some_and(|values| values.iter().all(|(re, _)| *re < 0.0))
    }
}
