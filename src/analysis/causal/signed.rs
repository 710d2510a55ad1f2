//! The causal links as numbers: every variable and issue in scope, and the signed arcs between them.

use std::collections::BTreeMap;

use crate::analysis::scope::Scope;
use crate::model::{ElementId, ElementKind, LinkId, LinkKind, MapId, Polarity, Project};

/// One signed causal link.
#[derive(Clone, Debug)]
pub(super) struct SignedArc {
    pub link: LinkId,
    pub from: usize,
    pub to: usize,
    /// 1 or −1.
    pub sign: f64,
    /// How strong the link is, 0 to 1; 1 where nobody said.
    pub weight: f64,
    /// The effect takes time.
    pub delay: bool,
}

/// Variables and issues in the order of their ids, with the signed links between them.
#[derive(Debug, Default)]
pub(super) struct SignedMap {
    pub ids: Vec<ElementId>,
    pub names: Vec<String>,
    pub arcs: Vec<SignedArc>,
    /// Links without a sign, or whose sign groups disagree about.
    pub skipped: Vec<LinkId>,
}

impl SignedMap {
    /// What the project holds, or what `map` shows of it. A map that is not there shows nothing.
    pub fn new(project: &Project, map: Option<&MapId>) -> Self {
        let scope = Scope::new(project, map);
        let in_scope = project.elements.iter().filter(|(id, element)| {
            matches!(element.kind(), ElementKind::Variable | ElementKind::Issue) && scope.shows_element(id)
        });
        let ids: Vec<ElementId> = in_scope.map(|(id, _)| id.clone()).collect();
        let number: BTreeMap<&ElementId, usize> = ids.iter().zip(0..).collect();
        let (mut arcs, mut skipped) = (Vec::new(), Vec::new());
        for (id, link) in project.links_of(LinkKind::Causal).filter(|(id, _)| scope.shows_link(id)) {
            let Some((from, to)) = link.ends.pair() else { continue };
            let (Some(from), Some(to), Some(causal)) = (number.get(from), number.get(to), link.causal())
            else {
                continue;
            };
            let sign = match causal.effective_polarity() {
                Polarity::Plus => 1.0,
                Polarity::Minus => -1.0,
                Polarity::Unknown => {
                    skipped.push(id.clone());
                    continue;
                }
            };
            let weight = causal.weight.filter(|weight| weight.is_finite()).map_or(1.0, f64::abs);
            arcs.push(SignedArc {
                link: id.clone(),
                from: *from,
                to: *to,
                sign,
                weight,
                delay: causal.delay,
            });
        }
        let names = ids.iter().map(|id| project.name_of(id)).collect();
        Self { ids, names, arcs, skipped }
    }

    /// The number of an element in scope.
    pub fn number(&self, id: &ElementId) -> Option<usize> {
        self.ids.binary_search(id).ok()
    }
}
