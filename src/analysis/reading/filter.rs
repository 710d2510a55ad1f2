//! What passes a filter.

use std::collections::BTreeSet;

use crate::analysis::measured::Wanted as Figures;
use crate::analysis::network::{Measure, Network};
use crate::analysis::scope::Scope;
use crate::model::{
    Actor, Element, ElementId, Filter, Link, LinkId, MapId, Project, Scale, TermId, TermKind,
};

/// An actor holds an asset from this level on.
const HOLDS_FROM: f64 = 45.0;

/// What passes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matching {
    /// The elements.
    pub elements: BTreeSet<ElementId>,
    /// The links: those between elements that pass, and of the kinds that the filter names if it names any.
    pub links: BTreeSet<LinkId>,
}

/// What passes the filter, in the project or on `map`; a map that is not there shows nothing.
///
/// An element passes if it meets every field. Fields of actors are met by actors only. A filter that speaks of links
/// lets pass the links of those kinds, and of the elements only those at their ends. Without the figures of `network` a
/// filter by a measure lets everything pass. Linear in elements and links, n log n by a measure.
pub fn matching(
    project: &Project,
    map: Option<&MapId>,
    filter: &Filter,
    network: Option<&Network>,
) -> Matching {
    let scope = Scope::new(project, map);
    let mut wanted = Wanted::new(project, filter);
    wanted.highest = network.map(|network| highest(filter, network)).unwrap_or_default();
    let passing = project
        .elements
        .iter()
        .filter(|(id, element)| scope.shows_element(id) && wanted.element(id, element));
    let mut elements: BTreeSet<ElementId> = passing.map(|(id, _)| id.clone()).collect();
    let joins = |link: &Link| {
        let ends_inside = match link.ends.pair() {
            Some((from, to)) => elements.contains(from) && elements.contains(to),
            None => elements.contains(&link.ends.from),
        };
        ends_inside && wanted.link(link)
    };
    let links: BTreeSet<LinkId> = project
        .links
        .iter()
        .filter(|(id, link)| scope.shows_link(id) && joins(link) && wanted.on_loop(id))
        .map(|(id, _)| id.clone())
        .collect();
    if filter.is_about_links() {
        let mut ends = BTreeSet::new();
        for link in links.iter().filter_map(|id| project.links.get(id)) {
            ends.insert(&link.ends.from);
            ends.extend(link.ends.to.element());
        }
        elements.retain(|id| ends.contains(id));
    }
    Matching { elements, links }
}

/// The figures that a filter asks for.
pub fn figures_of(filter: &Filter) -> Figures {
    Figures { measures: measures(filter).map(|(measure, _)| measure).collect(), ..Figures::default() }
}

/// The measures that a filter names, and how many pass. Names that no measure has count as nothing.
fn measures(filter: &Filter) -> impl Iterator<Item = (Measure, usize)> {
    filter.top.iter().filter_map(|(name, count)| Some((name.parse().ok()?, *count as usize)))
}

/// For each measure that was worked out, the elements that are among the highest.
fn highest(filter: &Filter, network: &Network) -> Vec<BTreeSet<ElementId>> {
    let known = |measure: &Measure| network.elements.iter().any(|one| one.values.contains_key(measure));
    measures(filter)
        .filter(|(measure, _)| known(measure))
        .map(|(measure, count)| {
            let all = network.top(measure, usize::MAX);
            let lowest = count.checked_sub(1).and_then(|place| all.get(place).or(all.last()));
            let bound = lowest.map_or(f64::INFINITY, |(_, value)| *value);
            all.iter().take_while(|(_, value)| *value >= bound).map(|(one, _)| one.id.clone()).collect()
        })
        .collect()
}

/// A filter made ready to be asked often.
struct Wanted<'a> {
    project: &'a Project,
    filter: &'a Filter,
    sectors: BTreeSet<TermId>,
    regions: BTreeSet<TermId>,
    roles: BTreeSet<TermId>,
    stages: BTreeSet<TermId>,
    assets: BTreeSet<TermId>,
    ties: BTreeSet<TermId>,
    ranges: Vec<Scale>,
    highest: Vec<BTreeSet<ElementId>>,
    loop_links: BTreeSet<&'a LinkId>,
    loop_elements: BTreeSet<&'a ElementId>,
    text: String,
}

impl<'a> Wanted<'a> {
    fn new(project: &'a Project, filter: &'a Filter) -> Self {
        let words = |kind: TermKind, ids: &BTreeSet<TermId>| -> BTreeSet<TermId> {
            ids.iter().map(|id| project.resolve(kind, id)).collect()
        };
        let named = filter.loops.iter().filter_map(|id| project.loops.get(id));
        let loop_links: BTreeSet<&LinkId> = named.flat_map(|named| &named.key).collect();
        let pairs = loop_links.iter().filter_map(|id| project.links.get(*id)?.ends.pair());
        let loop_elements = pairs.flat_map(|(from, to)| [from, to]).collect();
        Self {
            project,
            filter,
            sectors: words(TermKind::Sector, &filter.sectors),
            regions: words(TermKind::Region, &filter.regions),
            roles: words(TermKind::Role, &filter.roles),
            stages: words(TermKind::Stage, &filter.stages),
            assets: words(TermKind::Asset, &filter.assets),
            ties: words(TermKind::Tie, &filter.ties),
            ranges: Scale::ALL.iter().copied().filter(|scale| filter.range(*scale).is_some()).collect(),
            highest: Vec::new(),
            loop_links,
            loop_elements,
            text: filter.text.trim().to_lowercase(),
        }
    }

    fn element(&self, id: &ElementId, element: &Element) -> bool {
        let filter = self.filter;
        let kind = filter.kinds.is_empty() || filter.kinds.contains(&element.kind());
        let on_loop = filter.loops.is_empty() || self.loop_elements.contains(id);
        let says = |text: &str| text.to_lowercase().contains(&self.text);
        let text = self.text.is_empty() || says(&element.name) || says(&element.notes);
        kind && on_loop
            && text
            && self.highest.iter().all(|highest| highest.contains(id))
            && (!self.speaks_of_actors() || element.actor().is_some_and(|a| self.actor(a)))
    }

    fn speaks_of_actors(&self) -> bool {
        let words = [&self.sectors, &self.regions, &self.roles, &self.stages, &self.assets];
        words.iter().any(|words| !words.is_empty()) || !self.ranges.is_empty() || self.filter.unrated
    }

    fn actor(&self, actor: &Actor) -> bool {
        let is = |kind: TermKind, wanted: &BTreeSet<TermId>, word: Option<&TermId>| {
            wanted.is_empty() || word.is_some_and(|word| wanted.contains(&self.project.resolve(kind, word)))
        };
        let stages = self.stages.is_empty()
            || actor.stages.iter().any(|stage| is(TermKind::Stage, &self.stages, Some(stage)));
        let holds = |(asset, level): (&TermId, &f64)| {
            *level >= HOLDS_FROM && is(TermKind::Asset, &self.assets, Some(asset))
        };
        let rated = |scale: &Scale| {
            let mean = actor.spread(*scale).map(|spread| spread.mean);
            self.filter.range(*scale).zip(mean).is_some_and(|(range, mean)| range.holds(mean))
        };
        let unrated =
            || [Scale::Interest, Scale::Influence].iter().any(|scale| actor.spread(*scale).is_none());
        is(TermKind::Sector, &self.sectors, actor.sector.as_ref())
            && is(TermKind::Region, &self.regions, actor.region.as_ref())
            && is(TermKind::Role, &self.roles, actor.role.as_ref())
            && stages
            && (self.assets.is_empty() || actor.assets.iter().any(holds))
            && self.ranges.iter().all(rated)
            && (!self.filter.unrated || unrated())
    }

    /// The link is of a kind that the filter names, if it names any.
    fn link(&self, link: &Link) -> bool {
        if !self.filter.is_about_links() {
            return true;
        }
        let tie = link.tie().and_then(|tie| tie.tie.as_ref());
        tie.is_some_and(|tie| self.ties.contains(&self.project.resolve(TermKind::Tie, tie)))
            || link
                .causal()
                .is_some_and(|causal| self.filter.polarities.contains(&causal.effective_polarity()))
    }

    fn on_loop(&self, id: &LinkId) -> bool {
        self.filter.loops.is_empty() || self.loop_links.contains(id)
    }
}
