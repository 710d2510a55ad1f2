//! Joins become links.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::Value;

use super::{Builder, Drawn, at, is_ours};
use crate::exchange::account::Fate;
use crate::exchange::derive::id_bytes;
use crate::exchange::flat::{Join, Ring};
use crate::exchange::preview::ROWS;
use crate::model::{
    Bond, Causal, Direction, ElementId, Ends, Id as _, Lever, LeverKind, Link, LinkId, LinkKind, LoopId,
    NamedLoop, Object, Polarity, TermKind, Tie,
};

impl Builder<'_> {
    /// Adds the link of a join, or says why it cannot.
    pub(super) fn join(&mut self, join: Join) {
        let (Some(from), Some(to)) = (self.elements.get(&join.from), self.elements.get(&join.to)) else {
            let missing = if self.elements.contains_key(&join.from) { &join.to } else { &join.from };
            let line = at(join.line);
            self.account.notice(format!(
                "{line}the link “{}” → “{}” was left out: there is no element “{missing}”. Add it to the file.",
                join.from, join.to
            ));
            return;
        };
        let (mut from, mut to) = (from.clone(), to.clone());
        let kind_of = |id: &ElementId| self.project.elements.get(id).map(|element| element.kind());
        let (Some(start), Some(end)) = (kind_of(&from), kind_of(&to)) else { return };
        let mut join = join;
        let kind = LinkKind::joining(start, end).unwrap_or_else(|| {
            // What moves an actor is what the actor is affected by.
            std::mem::swap(&mut from, &mut to);
            if join.word.is_empty() {
                LeverKind::AffectedBy.as_str().clone_into(&mut join.word);
            }
            self.account.add(Fate::Mapped, "links from a variable to an actor, as “affected by”", 1);
            LinkKind::Lever
        });
        let both_ways = kind == LinkKind::Causal && join.direction == Some(Direction::Mutual);
        let key = std::mem::take(&mut join.key);
        let mut fields = std::mem::take(&mut join.fields);
        let bond = self.bond(kind, &join, &mut fields);
        self.count(kind, &join);
        for name in fields.keys() {
            self.account.add(Fate::Kept, &format!("link field “{name}”"), 1);
        }
        let mut link = Link::new(Ends::elements(from.clone(), to.clone()), bond);
        link.notes = join.notes;
        link.fields = fields;
        if both_ways {
            let back = Link { ends: Ends::elements(to, from), ..link.clone() };
            self.account.add(Fate::Mapped, "causal links that ran both ways, as two links", 1);
            let forth = self.draw(&key, link, join.line);
            if let Some((forth, back)) = forth.zip(self.draw("", back, 0)) {
                self.ways_back.insert(forth, back);
            }
        } else {
            self.draw(&key, link, join.line);
        }
    }

    fn count(&mut self, kind: LinkKind, join: &Join) {
        let causal = kind == LinkKind::Causal;
        for (part, there) in [
            ("signs", causal && join.polarity.is_some()),
            ("delays", causal && join.delay),
            ("weights", join.weight.is_some()),
            ("directions", kind == LinkKind::Tie && join.direction.is_some()),
            ("notes of links", !join.notes.is_empty()),
            ("kinds of links", kind != LinkKind::Causal && !join.word.is_empty()),
        ] {
            self.account.add(Fate::Mapped, part, usize::from(there));
        }
    }

    fn bond(&mut self, kind: LinkKind, join: &Join, fields: &mut Object) -> Bond {
        let mut keep = |name: &str, text: &str| {
            if !text.is_empty() {
                fields.insert(name.to_owned(), Value::from(text));
            }
        };
        let sign = join.polarity.map_or("", |polarity| polarity.as_str());
        let delay = if join.delay { "yes" } else { "" };
        let (low, high) = if kind == LinkKind::Causal { (0.0, 1.0) } else { (1.0, 5.0) };
        if join.weight.is_some_and(|weight| !(low..=high).contains(&weight)) {
            self.strange_weights[usize::from(kind != LinkKind::Causal)] += 1;
        }
        match kind {
            LinkKind::Causal => {
                keep("kind", &join.word);
                let (polarity, delay, weight) = (join.polarity, join.delay, join.weight);
                Bond::Causal(Causal { polarity, delay, weight, ..Causal::default() })
            }
            LinkKind::Tie => {
                keep("polarity", sign);
                keep("delay", delay);
                let forward = if self.directed { Direction::Forward } else { Direction::Mutual };
                let direction = Some(join.direction.unwrap_or(forward));
                let word = join.word.trim();
                let tie = (!word.is_empty()).then(|| self.word(TermKind::Tie, word));
                Bond::Tie(Tie { tie, direction, strength: join.weight, ..Tie::default() })
            }
            LinkKind::Lever => {
                keep("polarity", sign);
                keep("delay", delay);
                let lever = LeverKind::from_word(&join.word.trim().to_lowercase().replace(' ', "_"));
                if lever.is_none() {
                    keep("kind", &join.word);
                }
                Bond::Lever(Lever { lever, strength: join.weight })
            }
        }
    }

    fn draw(&mut self, key: &str, link: Link, at: usize) -> Option<LinkId> {
        let (from, to) = link.ends.pair().map(|(from, to)| (from.clone(), to.clone()))?;
        let sign = link.causal().and_then(|causal| causal.polarity);
        let drawn =
            self.drawn.entry((from.clone(), to.clone())).or_insert(Drawn { line: at, sign, count: 0 });
        if drawn.count > 0 && at > 0 {
            let names = format!("“{}” → “{}”", self.project.name_of(&from), self.project.name_of(&to));
            let signs = if drawn.sign == sign { "" } else { " with another sign" };
            let first = drawn.line;
            self.account.notice(format!(
                "Line {at} repeats the link {names} of line {first}{signs}; both were kept."
            ));
        }
        let number = drawn.count.to_string();
        drawn.count += 1;
        let parallel = id_bytes(&[self.format, "link", from.as_str(), to.as_str(), &number]);
        let id = match key {
            key if is_ours::<LinkId>(key) => LinkId::from(key),
            "" => LinkId::from_bytes(parallel),
            key => LinkId::from_bytes(id_bytes(&[self.format, "link", key])),
        };
        // Files give one id to several links now and then; the links are kept.
        let id = if self.project.links.contains_key(&id) { LinkId::from_bytes(parallel) } else { id };
        if !key.is_empty() {
            self.links.insert(key.to_owned(), id.clone());
        }
        self.project.links.insert(id.clone(), Arc::new(link));
        if self.first_links.len() < ROWS {
            self.first_links.push(id.clone());
        }
        Some(id)
    }

    /// Says how many weights lie outside the range that Linchpin uses.
    pub(super) fn report_weights(&mut self) {
        for (count, range) in self.strange_weights.into_iter().zip(["0 to 1", "1 to 5"]) {
            if count > 0 {
                self.account.notice(format!("Strengths outside {range} were kept as they are: {count}."));
            }
        }
    }

    /// Adds the loops that people named; one whose links are not there or make no circle is lost.
    pub(super) fn rings(&mut self, rings: Vec<Ring>) {
        let mut taken: BTreeSet<String> = rings.iter().map(|ring| ring.label.clone()).collect();
        for ring in rings {
            let links: Option<Vec<LinkId>> =
                ring.joins.iter().map(|join| self.links.get(join).cloned()).collect();
            let Some(mut key) = links.and_then(|links| self.circle(&links)) else {
                self.account.lose("loops whose links are not there or make no circle");
                continue;
            };
            let first = key.iter().enumerate().min_by_key(|(_, id)| (*id).clone()).map_or(0, |(at, _)| at);
            key.rotate_left(first);
            let spelled: Vec<&str> = key.iter().map(LinkId::as_str).collect();
            let id = if is_ours::<LoopId>(&ring.key) {
                LoopId::from(ring.key.as_str())
            } else {
                LoopId::from_bytes(id_bytes(&[self.format, "loop", &spelled.join(" ")]))
            };
            if !ring.key.is_empty() {
                self.loops.insert(ring.key, id.clone());
            }
            let label = if ring.label.is_empty() { self.free_label(&key, &taken) } else { ring.label };
            taken.insert(label.clone());
            let named = NamedLoop { label, key, name: ring.name, story: ring.story, ..NamedLoop::default() };
            self.account.add(Fate::Mapped, "loops", 1);
            self.project.loops.insert(id, Arc::new(named));
        }
    }

    /// The links in the order in which they follow each other round a circle; `None` when they make none. Files list
    /// them in any order. Takes O(n log n).
    fn circle(&self, links: &[LinkId]) -> Option<Vec<LinkId>> {
        let mut next: BTreeMap<&ElementId, (&ElementId, &LinkId)> = BTreeMap::new();
        for id in links {
            let (from, to) = self.project.links.get(id)?.ends.pair()?;
            next.insert(from, (to, id));
        }
        let start = self.project.links.get(links.first()?)?.ends.pair()?.0;
        let (mut at, mut round) = (start, Vec::with_capacity(links.len()));
        while round.len() < links.len() {
            let (to, id) = next.get(at)?;
            round.push((*id).clone());
            at = to;
            if at == start {
                break;
            }
        }
        (at == start && round.len() == links.len()).then_some(round)
    }

    /// The next free label for a loop without one: R when it reinforces, B when it balances, U when a sign is missing.
    fn free_label(&self, key: &[LinkId], taken: &BTreeSet<String>) -> String {
        let sign = |id: &LinkId| self.project.links.get(id).and_then(|link| link.causal()?.polarity);
        let signs: Option<Vec<bool>> = key
            .iter()
            .map(|id| match sign(id)? {
                Polarity::Plus => Some(false),
                Polarity::Minus => Some(true),
                Polarity::Unknown => None,
            })
            .collect();
        let letter = match signs {
            Some(signs) if signs.iter().filter(|minus| **minus).count() % 2 == 0 => 'R',
            Some(_) => 'B',
            None => 'U',
        };
        let mut labels = (1_usize..).map(|number| format!("{letter}{number}"));
        labels.find(|label| !taken.contains(label)).unwrap_or_default()
    }
}
