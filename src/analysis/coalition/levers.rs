//! Levers join the maps: who controls, influences, feels or knows what a loop or a marked link is made of.
//!
//! control(L) = |{v ∈ L : somebody controls v}| / |L|; the voice gap of an actor is affected(i) − controls(i), counted over
//! what is looked at.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::party::holdings;
use super::phrases::{counted, listed, named};
use crate::analysis::finding::{Finding, Tone};
use crate::model::{
    Coalition, ElementId, End, Intent, LeverKind, Link, LinkId, LinkKind, Project, TermId, TermKind,
};

/// The strength of a lever that nobody rated: the middle of 1 to 5.
const MIDDLE: f64 = 3.0;

/// A lever's strength as formulas use it, s/5.
pub(super) fn lever_strength(link: &Link) -> f64 {
    let given = link.lever().and_then(|lever| lever.strength).filter(|strength| strength.is_finite());
    given.unwrap_or(MIDDLE).clamp(1.0, 5.0) / 5.0
}

/// How much of a lever an actor holds, 0 to 1: controls count s/5, influence half of that, the rest nothing.
pub(super) fn hold(link: &Link) -> f64 {
    match link.lever().and_then(|lever| lever.lever) {
        Some(LeverKind::Controls) => lever_strength(link),
        Some(LeverKind::Influences) => lever_strength(link) / 2.0,
        _ => 0.0,
    }
}

/// Who holds a lever, with how much; several levers of one actor count as the strongest.
pub(super) fn holders(project: &Project, end: &End) -> BTreeMap<ElementId, f64> {
    let mut holders = BTreeMap::new();
    for (_, link) in project.links_of(LinkKind::Lever).filter(|(_, link)| link.ends.to == *end) {
        let held = hold(link);
        if held > 0.0 {
            let entry = holders.entry(link.ends.from.clone()).or_insert(0.0_f64);
            *entry = entry.max(held);
        }
    }
    holders
}

/// What a lever is on, as people read it.
pub(super) fn end_name(project: &Project, end: &End) -> String {
    match end {
        End::Element(id) => project.name_of(id),
        End::Link(id) => link_name(project, id),
    }
}

/// "From → to".
pub(super) fn link_name(project: &Project, id: &LinkId) -> String {
    project.links.get(id).map_or_else(
        || id.to_string(),
        |link| {
            let to = match &link.ends.to {
                End::Element(to) => project.name_of(to),
                End::Link(to) => to.to_string(),
            };
            format!("{} → {to}", project.name_of(&link.ends.from))
        },
    )
}

/// The actors that a coalition needs to reach: holders of the levers it wants, else of the marked links, else of any.
pub(super) fn holders_of_levers(project: &Project, coalition: Option<&Coalition>) -> BTreeSet<ElementId> {
    let wanted: Vec<End> = coalition.map(|c| c.levers.keys().cloned().collect()).unwrap_or_default();
    let of =
        |ends: &[End]| ends.iter().flat_map(|end| holders(project, end).into_keys()).collect::<BTreeSet<_>>();
    if !wanted.is_empty() {
        return of(&wanted);
    }
    let marked: Vec<End> = marked(project).flat_map(|(id, link)| places(id, link)).collect();
    if !marked.is_empty() {
        return of(&marked);
    }
    let levers = project.links_of(LinkKind::Lever).filter(|(_, link)| hold(link) > 0.0);
    levers.map(|(_, link)| link.ends.from.clone()).collect()
}

/// The causal links that the team means to change.
pub(super) fn marked(project: &Project) -> impl Iterator<Item = (&LinkId, &Link)> {
    let causal = project.links_of(LinkKind::Causal);
    causal.filter(|(_, link)| link.causal().is_some_and(|c| c.mark.is_some())).map(|(id, link)| (id, &**link))
}

/// Where a lever on a link can be held: on the link itself, and on the variables at its ends.
fn places(id: &LinkId, link: &Link) -> Vec<End> {
    vec![End::Link(id.clone()), link.ends.to.clone(), End::Element(link.ends.from.clone())]
}

/// What is looked at: a loop, or any choice of variables, issues and causal links.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeverScope {
    /// The variables and issues.
    pub elements: BTreeSet<ElementId>,
    /// The causal links.
    pub links: BTreeSet<LinkId>,
}

impl LeverScope {
    /// A round of causal links, with the variables that they join.
    pub fn of_links<'a>(project: &Project, links: impl IntoIterator<Item = &'a LinkId>) -> Self {
        let links: BTreeSet<LinkId> = links.into_iter().cloned().collect();
        let ends = links.iter().filter_map(|id| project.links.get(id)).filter_map(|link| link.ends.pair());
        let elements = ends.flat_map(|(from, to)| [from.clone(), to.clone()]).collect();
        Self { elements, links }
    }
}

/// How an actor stands to what is looked at.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LeverActor {
    /// The actor.
    pub id: ElementId,
    /// Its name.
    pub name: String,
    /// What it controls.
    pub controls: Vec<End>,
    /// What it influences.
    pub influences: Vec<End>,
    /// What it is affected by.
    pub affected_by: Vec<End>,
    /// What it knows about.
    pub knows_about: Vec<End>,
    /// affected − controls.
    pub voice_gap: i64,
}

/// What [`lever_reach`] gives.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LeverReach {
    /// The variables and issues looked at.
    pub elements: Vec<ElementId>,
    /// Those that nobody controls.
    pub uncontrolled: Vec<ElementId>,
    /// The share of them that somebody controls, 0 to 1; `None` when there are none.
    pub control: Option<f64>,
    /// Every actor that stands to any of it, by falling voice gap.
    pub actors: Vec<LeverActor>,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// affected − controls.
fn gap(row: &LeverActor) -> i64 {
    let count = |ends: &[End]| i64::try_from(ends.len()).unwrap_or(i64::MAX);
    count(&row.affected_by) - count(&row.controls)
}

/// Who holds, feels and knows a choice of variables and causal links. Takes O(m) for m lever links.
pub fn lever_reach(project: &Project, scope: &LeverScope) -> LeverReach {
    let mut actors: BTreeMap<&ElementId, LeverActor> = BTreeMap::new();
    let mut controlled: BTreeSet<&ElementId> = BTreeSet::new();
    for (_, link) in project.links_of(LinkKind::Lever) {
        let is_in = match &link.ends.to {
            End::Element(id) => scope.elements.contains(id),
            End::Link(id) => scope.links.contains(id),
        };
        let Some(kind) = link.lever().and_then(|lever| lever.lever).filter(|_| is_in) else { continue };
        let from = &link.ends.from;
        let row = actors.entry(from).or_insert_with(|| LeverActor {
            id: from.clone(),
            name: project.name_of(from),
            controls: Vec::new(),
            influences: Vec::new(),
            affected_by: Vec::new(),
            knows_about: Vec::new(),
            voice_gap: 0,
        });
        let list = match kind {
            LeverKind::Controls => {
                controlled.extend(link.ends.to.element());
                &mut row.controls
            }
            LeverKind::Influences => &mut row.influences,
            LeverKind::AffectedBy => &mut row.affected_by,
            LeverKind::KnowsAbout => &mut row.knows_about,
        };
        if !list.contains(&link.ends.to) {
            list.push(link.ends.to.clone());
        }
    }
    let mut actors: Vec<LeverActor> =
        actors.into_values().map(|row| LeverActor { voice_gap: gap(&row), ..row }).collect();
    actors.sort_by(|a, b| b.voice_gap.cmp(&a.voice_gap).then_with(|| a.id.cmp(&b.id)));
    let elements: Vec<ElementId> = scope.elements.iter().cloned().collect();
    let uncontrolled: Vec<ElementId> =
        elements.iter().filter(|id| !controlled.contains(id)).cloned().collect();
    let share = (elements.len() - uncontrolled.len()) as f64 / elements.len().max(1) as f64;
    let control = (!elements.is_empty()).then_some(share);
    let findings = reach_findings(project, &elements, &uncontrolled, control, &actors);
    LeverReach { elements, uncontrolled, control, actors, findings }
}

fn reach_findings(
    project: &Project,
    elements: &[ElementId],
    uncontrolled: &[ElementId],
    control: Option<f64>,
    actors: &[LeverActor],
) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(control) = control {
        let held = elements.len() - uncontrolled.len();
        let mut sentence =
            format!("{} of {} have somebody who controls them", held, counted(elements.len(), "variable"));
        if uncontrolled.is_empty() {
            sentence.push('.');
        } else {
            sentence = format!("{sentence}; nobody controls {}.", named(project, uncontrolled));
        }
        let tone = if uncontrolled.is_empty() { Tone::Note } else { Tone::Gap };
        findings.push(Finding::new("control", tone, sentence).figure("control", control).about(uncontrolled));
    }
    for row in actors.iter().filter(|row| row.voice_gap > 0 && row.controls.is_empty()) {
        let what = listed(&row.affected_by.iter().map(|end| end_name(project, end)).collect::<Vec<_>>());
        let sentence = format!("{} is affected by {what}, and controls none of it.", row.name);
        findings.push(
            Finding::new("voice_gap", Tone::Warning, sentence)
                .figure("voice_gap", row.voice_gap as f64)
                .about([&row.id])
                .about(row.affected_by.iter().filter_map(End::element)),
        );
    }
    findings
}

/// What one marked link needs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MarkedLever {
    /// The link.
    pub link: LinkId,
    /// "From → to".
    pub name: String,
    /// What the team means to do with it.
    pub intent: Intent,
    /// Where a lever is held: on the link, or on a variable at its ends. The most direct is the one to want.
    pub lever: Option<End>,
    /// Who holds it, the strongest first.
    pub holders: Vec<ElementId>,
    /// The assets that the holders bring, with the highest level of each.
    pub assets: BTreeMap<TermId, f64>,
    /// What it means.
    pub sentence: String,
}

/// What [`marked_levers`] gives.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MarkedLevers {
    /// The marked links.
    pub links: Vec<MarkedLever>,
    /// The levers to want: one for each link of which somebody holds one.
    pub levers: Vec<End>,
    /// The assets of their holders, with the share of marked links they help with, 0 to 1: weights for wishes.
    pub assets: BTreeMap<TermId, f64>,
    /// What stands out.
    pub findings: Vec<Finding>,
}

/// Turns marked links into the levers and assets that a coalition needs.
pub fn marked_levers(project: &Project) -> MarkedLevers {
    let mut links = Vec::new();
    let mut findings = Vec::new();
    for (id, link) in marked(project) {
        let Some(intent) = link.causal().and_then(|causal| causal.mark) else { continue };
        let found = places(id, link).into_iter().find_map(|end| {
            let held = holders(project, &end);
            (!held.is_empty()).then_some((end, held))
        });
        let name = link_name(project, id);
        let task = match intent {
            Intent::Strengthen => "strengthen",
            Intent::Weaken => "weaken",
            Intent::Cut => "cut",
            Intent::ShortenDelay => "shorten the delay of",
        };
        let (lever, held) = found.map_or((None, BTreeMap::new()), |(end, held)| (Some(end), held));
        let mut ranked: Vec<(ElementId, f64)> = held.into_iter().collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let holders: Vec<ElementId> = ranked.into_iter().map(|(id, _)| id).collect();
        let mut assets: BTreeMap<TermId, f64> = BTreeMap::new();
        for actor in holders.iter().filter_map(|id| project.elements.get(id)?.actor()) {
            for (asset, level) in holdings(project, actor) {
                let best = assets.entry(asset).or_insert(level);
                *best = best.max(level);
            }
        }
        let sentence = match &lever {
            None => format!(
                "To {task} {name}: nobody holds a lever on it. Find who does, or choose another link."
            ),
            Some(end) => {
                let words: Vec<String> = assets.keys().map(|id| project.word(TermKind::Asset, id)).collect();
                let bring =
                    if words.is_empty() { String::new() } else { format!(", with {}", listed(&words)) };
                format!(
                    "To {task} {name}: {} hold{} a lever on {}{bring}.",
                    named(project, &holders),
                    if holders.len() == 1 { "s" } else { "" },
                    end_name(project, end)
                )
            }
        };
        let (code, tone) =
            if lever.is_some() { ("marked_lever", Tone::Note) } else { ("no_lever", Tone::Gap) };
        findings.push(Finding::new(code, tone, sentence.clone()).about(&holders).along([id]));
        links.push(MarkedLever { link: id.clone(), name, intent, lever, holders, assets, sentence });
    }
    let mut assets: BTreeMap<TermId, f64> = BTreeMap::new();
    for asset in links.iter().flat_map(|marked| marked.assets.keys()) {
        *assets.entry(asset.clone()).or_insert(0.0) += 1.0 / links.len() as f64;
    }
    let levers: BTreeSet<End> = links.iter().filter_map(|marked| marked.lever.clone()).collect();
    MarkedLevers { links, levers: levers.into_iter().collect(), assets, findings }
}
