//! A project, or part of a map, as statements.

use std::collections::{BTreeMap, BTreeSet};

use super::name::{clean, folded};
use super::plan::LEVEL;
use super::sayable::Sayable;
use super::statement::{Arrow, Joint, LinkWords, Mention, Said, Sign, Statement, Tags};
use super::vocabulary::said;
use crate::model::{
    Actor, Body, Bond, Causal, Element, ElementId, LeverKind, Link, LinkId, Map, MapId, MapKind, Point,
    Polarity, Project, Scale, TermKind,
};

/// Names as lines write them: no two elements share one.
struct Names<'a> {
    project: &'a Project,
    by_id: BTreeMap<ElementId, String>,
    /// How many had to be told apart.
    doubled: usize,
}

impl<'a> Names<'a> {
    fn of(project: &'a Project, elements: impl Iterator<Item = &'a ElementId>) -> Self {
        let mut names = Self { project, by_id: BTreeMap::new(), doubled: 0 };
        let mut taken = BTreeSet::new();
        // The next number of each name, so that a name of thousands is not counted from the start each time.
        let mut next: BTreeMap<String, usize> = BTreeMap::new();
        for id in elements {
            let visible: String =
                project.name_of(id).chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            let name = clean(&visible).0;
            let mut unique = name.clone();
            while !taken.insert(folded(&unique)) {
                let number = next.entry(folded(&name)).or_insert(2);
                unique = format!("{name} ({number})");
                *number += 1;
            }
            names.doubled += usize::from(unique != name);
            names.by_id.insert(id.clone(), unique);
        }
        names
    }

    fn mention(&self, id: &ElementId, tags: Tags) -> Mention {
        let name = self.by_id.get(id).cloned().unwrap_or_else(|| self.project.name_of(id));
        Mention { name, tags, span: 0..0 }
    }
}

fn within(value: f64, (low, high): (f64, f64)) -> Option<f64> {
    let rounded = (value * 100.0).round() / 100.0;
    rounded.is_finite().then(|| rounded.clamp(low, high))
}

/// What a line says about an element on a map of this kind.
fn tags(project: &Project, element: &Element, on: MapKind) -> Tags {
    let mut tags = Tags::default();
    if element.kind() != on.element_kind() {
        tags.kind = Some(element.kind());
    }
    match &element.body {
        Body::Actor(actor) => actor_tags(project, actor, &mut tags),
        Body::Variable(variable) => {
            tags.goal = variable.goal;
            tags.external = variable.external;
        }
        Body::Issue(issue) => {
            tags.sector = issue.category.as_ref().map(|id| said(project, TermKind::Issue, id));
        }
    }
    tags
}

fn actor_tags(project: &Project, actor: &Actor, tags: &mut Tags) {
    tags.sector = actor.sector.as_ref().map(|id| said(project, TermKind::Sector, id));
    tags.region = actor.region.as_ref().map(|id| said(project, TermKind::Region, id));
    for (id, level) in &actor.assets {
        if let Some(level) = within(*level, (0.0, 100.0)) {
            let given = ((level - LEVEL).abs() > f64::EPSILON).then_some(level);
            tags.assets.push((said(project, TermKind::Asset, id), given));
        }
    }
    let mean = |scale: Scale| actor.spread(scale).and_then(|spread| within(spread.mean, scale.range()));
    tags.influence = mean(Scale::Influence);
    tags.interest = mean(Scale::Interest);
}

/// What a line says about a link between elements; `None` for a lever on a link.
fn statement(project: &Project, names: &Names<'_>, link: &Link) -> Option<Statement> {
    let (from, to) = link.ends.pair()?;
    let number = |value: Option<f64>, range| value.and_then(|value| within(value, range));
    let mut arrow = Arrow::Forward;
    let words = match &link.bond {
        Bond::Tie(tie) => {
            if tie.is_mutual() {
                arrow = Arrow::Mutual;
            }
            let kind = tie.tie.as_ref().map(|id| said(project, TermKind::Tie, id));
            LinkWords { kind, number: number(tie.strength, (1.0, 5.0)), ..LinkWords::default() }
        }
        Bond::Causal(causal) => causal_words(causal),
        Bond::Lever(lever) => {
            let kind = lever.lever.map(|kind| match kind {
                LeverKind::Controls => "controls",
                LeverKind::Influences => "influences",
                LeverKind::AffectedBy => "affected by",
                LeverKind::KnowsAbout => "knows about",
            });
            let kind = kind.map(|kind| Said { text: kind.to_owned(), exact: false });
            LinkWords { kind, number: number(lever.strength, (1.0, 5.0)), ..LinkWords::default() }
        }
    };
    let next = names.mention(to, Tags::default());
    let rest = vec![(Joint { arrow, words }, next)];
    Some(Statement::Chain { line: 0, first: names.mention(from, Tags::default()), rest })
}

fn causal_words(causal: &Causal) -> LinkWords {
    let sign = causal.polarity.map(|sign| match sign {
        Polarity::Plus => Sign::Plus,
        Polarity::Minus => Sign::Minus,
        Polarity::Unknown => Sign::Unknown,
    });
    let number = causal.weight.and_then(|weight| within(weight, (0.0, 1.0)));
    LinkWords { sign, delay: causal.delay, kind: None, number }
}

/// Elements and links of a map: a line for each element that has tags or stands alone, then a line for each link.
fn lines(
    project: &Project,
    (names, sayable): (&Names<'_>, &Sayable<'_>),
    (map, kind): (Option<&Map>, MapKind),
    elements: &BTreeSet<ElementId>,
    links: &[&LinkId],
    tagged: &mut BTreeSet<ElementId>,
) -> Vec<Statement> {
    let place = |id: &ElementId| {
        let place = map.and_then(|map| map.elements.get(id)).and_then(|placement| placement.pos);
        place.unwrap_or_else(Point::default)
    };
    let mut in_order: Vec<(&ElementId, Point)> = elements.iter().map(|id| (id, place(id))).collect();
    in_order.sort_by(|(_, a), (_, b)| a.y().total_cmp(&b.y()).then(a.x().total_cmp(&b.x())));
    let joined: BTreeSet<&ElementId> = links
        .iter()
        .filter(|id| sayable.has(id))
        .filter_map(|id| project.links.get(*id)?.ends.pair())
        .flat_map(|(from, to)| [from, to])
        .collect();
    let mut written = Vec::new();
    for (id, _) in &in_order {
        let Some(element) = project.elements.get(*id) else { continue };
        let tags = if tagged.insert((*id).clone()) { tags(project, element, kind) } else { Tags::default() };
        if !tags.is_empty() || !joined.contains(id) {
            written.push(Statement::Chain { line: 0, first: names.mention(id, tags), rest: Vec::new() });
        }
    }
    // In the order in which their starts were named, then their ends.
    let rank: BTreeMap<&ElementId, usize> =
        in_order.iter().enumerate().map(|(rank, (id, _))| (*id, rank)).collect();
    let mut drawn: Vec<(Option<&usize>, Option<&usize>, &LinkId, &Link)> = links
        .iter()
        .filter(|id| sayable.has(id))
        .filter_map(|id| {
            let link = project.links.get(*id)?;
            let (from, to) = link.ends.pair()?;
            Some((rank.get(from), rank.get(to), *id, &**link))
        })
        .collect();
    drawn.sort_by_key(|(from, to, id, _)| (*from, *to, *id));
    written.extend(drawn.into_iter().filter_map(|(.., link)| statement(project, names, link)));
    written
}

/// Part of a map as statements: the elements and the links between them. A map of anything but actors has a heading.
pub fn selection_statements(
    project: &Project,
    map: &MapId,
    elements: &BTreeSet<ElementId>,
) -> Vec<Statement> {
    let record = project.maps.get(map);
    let kind = record.map_or(MapKind::Actors, |map| map.kind());
    let names = Names::of(project, elements.iter());
    let inside = |link: &Link| {
        link.ends.pair().is_some_and(|(from, to)| elements.contains(from) && elements.contains(to))
    };
    let links: Vec<&LinkId> =
        project.links.iter().filter(|(_, link)| inside(link)).map(|(id, _)| id).collect();
    let said = (&names, &Sayable::of(project));
    let all = lines(project, said, (record.map(|map| &**map), kind), elements, &links, &mut BTreeSet::new());
    let heading = (kind != MapKind::Actors).then_some(Statement::Map { kind, title: String::new() });
    heading.into_iter().chain(all).collect()
}

/// A whole project as statements, map by map, and what they leave out.
pub fn project_statements(project: &Project) -> (Vec<Statement>, Vec<String>) {
    let names = Names::of(project, project.elements.keys());
    let sayable = Sayable::of(project);
    let said = (&names, &sayable);
    let mut statements = Vec::new();
    let mut tagged = BTreeSet::new();
    let mut written: BTreeSet<&LinkId> = BTreeSet::new();
    let mut homeless: BTreeSet<ElementId> = project.elements.keys().cloned().collect();
    for (_, map) in project.maps_in_order() {
        for id in map.elements.keys() {
            homeless.remove(id);
        }
    }
    let off_maps = homeless.len();
    for (_, map) in project.maps_in_order() {
        let mut shown: BTreeSet<ElementId> =
            map.elements.keys().filter(|id| project.elements.contains_key(*id)).cloned().collect();
        let own = map.kind().element_kind();
        let fits = |id: &ElementId| project.elements.get(id).is_some_and(|element| element.kind() == own);
        shown.extend(homeless.iter().filter(|id| fits(id)).cloned());
        homeless.retain(|id| !fits(id));
        let links: Vec<&LinkId> = map.links.keys().collect();
        statements.push(Statement::Map { kind: map.kind(), title: title(&map.title) });
        let kind = (Some(&**map), map.kind());
        statements.extend(lines(project, said, kind, &shown, &links, &mut tagged));
        written.extend(links);
    }
    let left: Vec<&LinkId> = project.links.keys().filter(|id| !written.contains(id)).collect();
    if !homeless.is_empty() || !left.is_empty() {
        if !statements.is_empty() {
            statements.push(Statement::Map { kind: MapKind::Actors, title: "Not on a map".to_owned() });
        }
        let on = (None, MapKind::Actors);
        statements.extend(lines(project, said, on, &homeless, &left, &mut tagged));
    }
    let warnings = left_out(project, said, off_maps);
    (statements, warnings)
}

fn title(text: &str) -> String {
    clean(&text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>()).0
}

/// What the language has no words for, as far as the project has it.
fn left_out(project: &Project, (names, sayable): (&Names<'_>, &Sayable<'_>), off_maps: usize) -> Vec<String> {
    let elements = || project.elements.values();
    let actors = || elements().filter_map(|element| element.actor());
    let causal = || project.links.values().filter_map(|link| link.causal());
    let noted = elements().any(|e| !e.notes.is_empty() || !e.evidence.is_empty() || !e.fields.is_empty());
    let rated = |scale: Scale| actors().any(|actor| actor.spread(scale).is_some());
    let several = actors().any(|actor| actor.ratings.len() > 1);
    let at_links = project.links.values().filter(|link| link.ends.pair().is_none()).count();
    let checks = [
        (noted, "notes, sources and own fields of elements"),
        (actors().any(|actor| actor.role.is_some() || !actor.stages.is_empty()), "roles and stages"),
        (rated(Scale::Alignment), "alignment"),
        (rated(Scale::Legitimacy) || rated(Scale::Urgency), "legitimacy and urgency"),
        (
            causal().any(|link| !link.claims.is_empty() || link.mark.is_some()),
            "claims and marks of causal links",
        ),
        (at_links > 0, "levers on links"),
        (sayable.parallel > 0, "further links of one kind between the same two"),
        (sayable.own > 0, "ties of actors to themselves"),
        (!project.loops.is_empty(), "names of loops"),
        (!project.coalitions.is_empty(), "coalitions"),
        (!project.story.is_empty(), "the story"),
    ];
    let mut warnings: Vec<String> = Vec::new();
    let missing: Vec<&str> = checks.iter().filter(|(there, _)| *there).map(|(_, what)| *what).collect();
    if !missing.is_empty() {
        warnings.push(format!("Text has no words for these, so they were left out: {}.", missing.join(", ")));
    }
    if several {
        warnings.push("Ratings of several assessors were written as their means.".to_owned());
    }
    if names.doubled > 0 {
        let count = names.doubled;
        warnings.push(format!("Elements with a name that another has were numbered: {count}."));
    }
    if off_maps > 0 {
        warnings.push(format!("Elements on no map were written to the first map of their kind: {off_maps}."));
    }
    warnings
}
