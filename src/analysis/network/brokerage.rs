//! Brokerage roles (Gould and Fernandez 1989, "Structures of mediation").

use super::graph::TieGraph;
use super::groups::Grouping;
use super::parallel::for_each_element;

/// How often an element is each kind of broker, on open two-step paths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Roles {
    /// All three of one group.
    pub(super) coordinator: u64,
    /// The ends of one group, the broker of another.
    pub(super) itinerant: u64,
    /// The broker and whom it leads to of one group.
    pub(super) gatekeeper: u64,
    /// The broker and whom it comes from of one group.
    pub(super) representative: u64,
    /// Three groups.
    pub(super) liaison: u64,
}

/// Counts open two-step paths a → b → c without a → c, by the role that b plays. Without direction a tie leads both ways,
/// so that every path counts twice. Elements without a group take no part. O(Σ d²).
pub(super) fn brokerage(graph: &TieGraph, by: Grouping) -> Vec<Roles> {
    let (out, into) = (graph.out(), graph.into());
    let group = &graph.groups(by).of;
    let one = |reached: &mut Vec<u64>, b: usize| {
        let mut roles = Roles::default();
        let Some(broker) = group[b] else { return roles };
        for (&a, mark) in into.of(b).iter().zip((b as u64) << 32..) {
            let a = a as usize;
            let Some(from) = group[a] else { continue };
            // No other pair of broker and start has this mark; 0 is that of nobody.
            let mark = mark + 1;
            out.of(a).iter().for_each(|c| reached[*c as usize] = mark);
            for &c in out.of(b) {
                let c = c as usize;
                if c == a || reached[c] == mark {
                    continue;
                }
                let Some(to) = group[c] else { continue };
                let role = match (from == broker, to == broker, from == to) {
                    (true, true, _) => &mut roles.coordinator,
                    (true, false, _) => &mut roles.representative,
                    (false, true, _) => &mut roles.gatekeeper,
                    (false, false, true) => &mut roles.itinerant,
                    (false, false, false) => &mut roles.liaison,
                };
                *role += 1;
            }
        }
        roles
    };
    for_each_element(graph.len(), || vec![0; graph.len()], one)
}
