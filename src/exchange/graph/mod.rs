//! Formats of graph programs: nodes, edges and free attributes for both.

pub(super) mod dl;
pub(super) mod dot;
pub(super) mod gexf;
pub(super) mod gml;
pub(super) mod graphml;
pub(super) mod json;
pub(super) mod pajek;
mod token;

use roxmltree::Node;

use super::account::Account;
use super::flat::Join;
use super::xml::{Lines, attribute};

/// The ends, key and line of an edge; one without an end is counted as lost.
fn join_of(edge: Node<'_, '_>, lines: &mut Lines<'_>, account: &mut Account) -> Option<Join> {
    let (Some(from), Some(to)) = (attribute(edge, "source"), attribute(edge, "target")) else {
        account.lose("edges without an end");
        return None;
    };
    let mut join = Join { line: lines.of(edge), ..Join::new(from, to) };
    attribute(edge, "id").unwrap_or_default().clone_into(&mut join.key);
    Some(join)
}
