//! Links between what a line names: new ones, and known ones that it says more about.

use super::{LinkTrait, Planner, Whom};
use crate::exchange::capture::fault::Note;
use crate::exchange::capture::statement::{Arrow, Joint, LinkWords, Sign};
use crate::exchange::capture::vocabulary::word;
use crate::model::{
    Bond, Causal, Direction, Ends, Lever, LeverKind, Link, LinkId, LinkKind, Polarity, TermId, TermKind, Tie,
};

/// The kind of lever that a word means.
pub(super) fn lever(text: &str) -> Option<LeverKind> {
    match text.to_lowercase().replace('_', " ").as_str() {
        "controls" | "control" => Some(LeverKind::Controls),
        "influences" | "influence" => Some(LeverKind::Influences),
        "affected by" | "affected" => Some(LeverKind::AffectedBy),
        "knows about" | "knows" => Some(LeverKind::KnowsAbout),
        _ => None,
    }
}

fn polarity(sign: Sign) -> Polarity {
    match sign {
        Sign::Plus => Polarity::Plus,
        Sign::Minus => Polarity::Minus,
        Sign::Unknown => Polarity::Unknown,
    }
}

impl Planner<'_> {
    /// What a line says about the link between two elements.
    pub(super) fn link(&mut self, line: usize, from: &Whom, to: &Whom, joint: &Joint) {
        let (from, to) = if joint.arrow == Arrow::Back { (to, from) } else { (from, to) };
        let (kind, from, to) = match LinkKind::joining(from.kind, to.kind) {
            Some(kind) => (kind, from, to),
            // A lever starts at its actor.
            None => (LinkKind::Lever, to, from),
        };
        if kind == LinkKind::Tie && from.id == to.id {
            self.plan.notes.push(Note::OwnTie { line, name: from.name.clone() });
            return;
        }
        let mutual = kind == LinkKind::Tie && joint.arrow == Arrow::Mutual;
        let traits = self.traits(line, kind, (from, to), &joint.words);
        if let Some(id) = self.known_link(kind, from, to, mutual, &traits) {
            if !self.plan.known_links.contains(&id) {
                self.plan.known_links.push(id.clone());
            }
            self.plan.link_changes.extend(traits.into_iter().map(|one| (id.clone(), one)));
            return;
        }
        if let Some(at) = self.new_link(kind, from, to, mutual, &traits) {
            if let Some((_, link)) = self.plan.links.get_mut(at) {
                set(link, &traits);
            }
            return;
        }
        let bond = match kind {
            LinkKind::Tie => {
                Bond::Tie(Tie { direction: mutual.then_some(Direction::Mutual), ..Tie::default() })
            }
            LinkKind::Causal => Bond::Causal(Causal::default()),
            LinkKind::Lever => Bond::Lever(Lever::default()),
        };
        let ends = (from.id.clone(), to.id.clone());
        let number = self.drawn.get(&ends).map_or(0, Vec::len) + self.scope.links(&ends.0, &ends.1).len();
        let id = self.link_id(&ends.0, &ends.1, kind, number);
        let mut new = Link::new(Ends::elements(ends.0.clone(), ends.1.clone()), bond);
        set(&mut new, &traits);
        self.drawn.entry(ends).or_default().push(self.plan.links.len());
        self.plan.links.push((id, new));
    }

    /// What is said about a link, as far as its kind has it.
    fn traits(
        &mut self,
        line: usize,
        kind: LinkKind,
        (from, to): (&Whom, &Whom),
        words: &LinkWords,
    ) -> Vec<LinkTrait> {
        let mut traits = Vec::new();
        let name = || format!("{} → {}", from.name, to.name);
        let mut unfit = |what| {
            let kind = match kind {
                LinkKind::Tie => "a tie between actors",
                LinkKind::Causal => "a causal link",
                LinkKind::Lever => "a lever",
            };
            self.plan.notes.push(Note::Unfit { line, name: name(), kind, what });
        };
        if kind == LinkKind::Causal {
            traits.extend(words.sign.map(|sign| LinkTrait::Sign(polarity(sign))));
            traits.extend(words.delay.then_some(LinkTrait::Delay));
            if words.kind.is_some() {
                unfit("its kind of tie");
            }
        } else {
            if words.sign.is_some() {
                unfit("the sign");
            }
            if words.delay {
                unfit("the delay");
            }
        }
        match (&words.kind, kind) {
            (Some(said), LinkKind::Tie) => {
                let term = word(self.project, TermKind::Tie, said, &mut self.plan.words);
                traits.push(LinkTrait::Tie(term));
            }
            (Some(said), LinkKind::Lever) => match lever(&said.text) {
                Some(kind) => traits.push(LinkTrait::Lever(kind)),
                None => self.plan.notes.push(Note::NoLever { line, word: said.text.clone() }),
            },
            _ => {}
        }
        if let Some(number) = words.number {
            let (what, low, high) =
                if kind == LinkKind::Causal { ("a weight", 0, 1) } else { ("a strength", 1, 5) };
            if !(f64::from(low)..=f64::from(high)).contains(&number) {
                self.plan.notes.push(Note::Range { line, what, low, high, number });
            } else if kind == LinkKind::Causal {
                traits.push(LinkTrait::Weight(number));
            } else {
                traits.push(LinkTrait::Strength(number));
            }
        }
        traits
    }

    /// The link of the project that a line means: the same ends and direction, and no other kind of tie or lever.
    fn known_link(
        &self,
        kind: LinkKind,
        from: &Whom,
        to: &Whom,
        mutual: bool,
        traits: &[LinkTrait],
    ) -> Option<LinkId> {
        let there = self.scope.links(&from.id, &to.id).iter();
        let back = mutual.then(|| self.scope.links(&to.id, &from.id).iter());
        let all: Vec<&LinkId> = there.chain(back.into_iter().flatten()).collect();
        let fits = |exact: bool| {
            all.iter().find(|id| {
                self.project.links.get(**id).is_some_and(|link| is_same(link, kind, mutual, traits, exact))
            })
        };
        fits(true).or_else(|| fits(false)).map(|id| (*id).clone())
    }

    /// The new link that a line says more about.
    fn new_link(
        &self,
        kind: LinkKind,
        from: &Whom,
        to: &Whom,
        mutual: bool,
        traits: &[LinkTrait],
    ) -> Option<usize> {
        let drawn = |a: &Whom, b: &Whom| self.drawn.get(&(a.id.clone(), b.id.clone()));
        let there = drawn(from, to).into_iter().flatten();
        let back = drawn(to, from).filter(|_| mutual).into_iter().flatten();
        let all: Vec<usize> = there.chain(back).copied().collect();
        let fits = |exact: bool| {
            all.iter().copied().find(|at| {
                let link = self.plan.links.get(*at);
                link.is_some_and(|(_, link)| is_same(link, kind, mutual, traits, exact))
            })
        };
        fits(true).or_else(|| fits(false))
    }
}

/// A link may be the one that is meant. Without `exact`, one that has no kind yet may be too.
fn is_same(link: &Link, kind: LinkKind, mutual: bool, traits: &[LinkTrait], exact: bool) -> bool {
    if link.kind() != kind {
        return false;
    }
    match &link.bond {
        Bond::Causal(_) => true,
        Bond::Tie(tie) => {
            let wanted: Option<&TermId> = traits.iter().find_map(|one| match one {
                LinkTrait::Tie(term) => Some(term),
                _ => None,
            });
            tie.is_mutual() == mutual && same_kind(tie.tie.as_ref(), wanted, exact)
        }
        Bond::Lever(lever) => {
            let wanted = traits.iter().find_map(|one| match one {
                LinkTrait::Lever(kind) => Some(kind),
                _ => None,
            });
            same_kind(lever.lever.as_ref(), wanted, exact)
        }
    }
}

fn same_kind<T: PartialEq>(there: Option<&T>, wanted: Option<&T>, exact: bool) -> bool {
    there == wanted || (!exact && (there.is_none() || wanted.is_none()))
}

/// Gives a new link what is said about it.
fn set(link: &mut Link, traits: &[LinkTrait]) {
    for one in traits {
        one.apply(link);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ElementKind;

    #[test]
    fn every_two_kinds_can_be_joined_one_way_or_the_other() {
        for from in ElementKind::ALL {
            for to in ElementKind::ALL {
                assert!(LinkKind::joining(*from, *to).or(LinkKind::joining(*to, *from)).is_some());
            }
        }
    }
}
