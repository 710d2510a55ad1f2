//! Signed prediction and rough runs, against hand-solved matrices and published runs.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod agreement;
mod archetypes;
mod as_found;
mod command_line;
mod communities;
mod counting;
mod hygiene;
mod leverage;
mod predict;
mod simulate;

use std::sync::Arc;

use linchpin::model::{Bond, Causal, Element, ElementId, ElementKind, Ends, Link, LinkId, Polarity, Project};

/// The id of the variable with this number.
fn id(number: usize) -> ElementId {
    format!("e_{number:04}").as_str().into()
}

/// Variables `V0`, `V1`, … with links `(from, to, weight)`; a weight of 0 stands for a link without a sign.
fn project(count: usize, links: &[(usize, usize, f64)]) -> Project {
    let mut project = Project::default();
    for number in 0..count {
        let variable = Element::new(ElementKind::Variable, format!("V{number}"));
        project.elements.insert(id(number), Arc::new(variable));
    }
    for (number, (from, to, weight)) in links.iter().enumerate() {
        let sign = match *weight {
            weight if weight > 0.0 => Polarity::Plus,
            weight if weight < 0.0 => Polarity::Minus,
            _ => Polarity::Unknown,
        };
        let causal = Causal { polarity: Some(sign), weight: Some(weight.abs()), ..Causal::default() };
        let link = Link::new(Ends::elements(id(*from), id(*to)), Bond::Causal(causal));
        project.links.insert(LinkId::from(format!("l_{number:05}").as_str()), Arc::new(link));
    }
    project
}
