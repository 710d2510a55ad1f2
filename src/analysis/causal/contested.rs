//! Links about whose sign people disagree, and what hangs on who is right.

use serde::Serialize;

use super::loops::{FeedbackLoop, LoopPolarity};
use crate::model::{Causal, LinkId, LinkKind, Polarity, Project};

/// A loop that turns with a contested link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Turn {
    /// The loop's label.
    pub label: String,
    /// Its links.
    pub links: Vec<LinkId>,
    /// What the loop is if the link is +.
    pub if_plus: LoopPolarity,
    /// What it is if the link is −.
    pub if_minus: LoopPolarity,
}

/// A causal link to which groups give different signs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ContestedLink {
    /// The link.
    pub link: LinkId,
    /// “Local-content rules → Battery cost”.
    pub way: String,
    /// Who says what, by name.
    pub claims: Vec<(String, Polarity)>,
    /// The loops that hang on it; both sides are unknown where another link of the loop has no agreed sign either.
    pub turns: Vec<Turn>,
}

impl ContestedLink {
    /// What hangs on it, in a sentence.
    pub fn sentence(&self) -> String {
        let decided = |turn: &&Turn| turn.if_plus != LoopPolarity::Unknown;
        let turns: Vec<&Turn> = self.turns.iter().filter(decided).collect();
        let Some(first) = turns.first() else {
            return match self.turns.len() {
                0 => "No loop hangs on it.".to_owned(),
                count => format!("{count} loops run over it, but other links of theirs have no agreed sign."),
            };
        };
        let word = |kind: LoopPolarity| match kind {
            LoopPolarity::Reinforcing => "reinforces",
            LoopPolarity::Balancing => "balances",
            LoopPolarity::Unknown => "is unknown",
        };
        let (label, plus, minus) = (&first.label, word(first.if_plus), word(first.if_minus));
        let more = match turns.len() - 1 {
            0 => String::new(),
            1 => " 1 more loop turns with it.".to_owned(),
            more => format!(" {more} more loops turn with it."),
        };
        format!("If it is +, {label} {plus}; if −, it {minus}.{more}")
    }
}

/// The contested links of a project, by id, with the loops among `found` that hang on them.
///
/// O(k · l) for k contested links and l links in all loops.
pub fn contested(project: &Project, found: &[FeedbackLoop]) -> Vec<ContestedLink> {
    let disputed = project.links_of(LinkKind::Causal).filter_map(|(id, link)| {
        let causal = link.causal().filter(|causal| causal.is_contested())?;
        Some((id, link.ends.pair()?, causal))
    });
    disputed
        .map(|(id, (from, to), causal)| ContestedLink {
            link: id.clone(),
            way: format!("{} → {}", project.name_of(from), project.name_of(to)),
            claims: claims(causal),
            turns: turns(project, found, id),
        })
        .collect()
}

/// The loops among `found` that run over a link, with what each would be by its sign. O(l) for l links in all loops.
pub fn turns(project: &Project, found: &[FeedbackLoop], link: &LinkId) -> Vec<Turn> {
    found.iter().filter(|one| one.links.contains(link)).map(|one| turn(project, one, link)).collect()
}

fn claims(causal: &Causal) -> Vec<(String, Polarity)> {
    let said = causal.claims.values().filter_map(|claim| Some((claim.who.clone(), claim.polarity?)));
    let mut said: Vec<_> = said.collect();
    said.sort();
    said
}

fn turn(project: &Project, one: &FeedbackLoop, link: &LinkId) -> Turn {
    let kind = |sign: Polarity| {
        LoopPolarity::of(one.links.iter().map(|id| {
            let drawn =
                || project.links.get(id).and_then(|link| link.causal()).map(Causal::effective_polarity);
            if id == link { sign } else { drawn().unwrap_or(Polarity::Unknown) }
        }))
    };
    Turn {
        label: one.label.clone(),
        links: one.links.clone(),
        if_plus: kind(Polarity::Plus),
        if_minus: kind(Polarity::Minus),
    }
}
