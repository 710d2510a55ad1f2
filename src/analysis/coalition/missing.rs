//! Who is missing: powers that cannot be circumvented, voices that nobody hears, and who stands in between.
//!
//! Outside the coalition C, with influence F, interest I and alignment A:
//!
//! - de facto powers: F · (1 − max(0, I · A))
//! - unseen voices: (Σ strength/5 of what it is affected by) · (1 − F)
//! - structural gatekeepers: the share of shortest paths from C to the holders of levers that run through the actor
//!
//! Unrated is not zero: what is not known is left out of a product and named. Mitchell, Agle and Wood (1997) classes need
//! legitimacy, urgency and influence rated, and are absent without.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde::Serialize;

use super::blind_spots::{BlindSpotRow, checklist};
use super::levers::{holders_of_levers, lever_strength};
use super::party::{Party, Ties, rated};
use super::phrases::{named, per_cent, plain};
use crate::analysis::finding::{Finding, Tone};
use crate::model::{Actor, ElementId, LeverKind, LinkKind, Project, Scale};

/// De facto powers and gatekeepers below this are not worth a mention.
const WORTH_NAMING: f64 = 0.25;
/// Ratings above the middle of the scale count as having power, legitimacy or urgency.
const MIDDLE: f64 = 0.5;
/// The most actors that findings name of each list.
const NAMED: usize = 3;

/// A class of stakeholders (Mitchell, Agle and Wood 1997).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Salience {
    /// Power only.
    Dormant,
    /// Legitimacy only.
    Discretionary,
    /// Urgency only.
    Demanding,
    /// Power and legitimacy.
    Dominant,
    /// Power and urgency.
    Dangerous,
    /// Legitimacy and urgency.
    Dependent,
    /// All three.
    Definitive,
    /// None of them.
    NonStakeholder,
}

impl Salience {
    /// The class of an actor; `None` unless influence, legitimacy and urgency are all rated. A mean above the middle of the
    /// scale (3) counts as having it.
    pub fn of(actor: &Actor) -> Option<Self> {
        let has = |scale| rated(actor, scale).map(|value| value > MIDDLE);
        let (power, legitimacy, urgency) =
            (has(Scale::Influence)?, has(Scale::Legitimacy)?, has(Scale::Urgency)?);
        Some(match (power, legitimacy, urgency) {
            (true, false, false) => Self::Dormant,
            (false, true, false) => Self::Discretionary,
            (false, false, true) => Self::Demanding,
            (true, true, false) => Self::Dominant,
            (true, false, true) => Self::Dangerous,
            (false, true, true) => Self::Dependent,
            (true, true, true) => Self::Definitive,
            (false, false, false) => Self::NonStakeholder,
        })
    }

    /// The word in sentences.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Dormant => "dormant",
            Self::Discretionary => "discretionary",
            Self::Demanding => "demanding",
            Self::Dominant => "dominant",
            Self::Dangerous => "dangerous",
            Self::Dependent => "dependent",
            Self::Definitive => "definitive",
            Self::NonStakeholder => "non-stakeholder",
        }
    }
}

/// An actor outside the coalition.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outsider {
    /// The actor.
    pub id: ElementId,
    /// Its name.
    pub name: String,
    /// The figure that it is ranked by; `None` where influence is not rated.
    pub value: Option<f64>,
    /// Its class, where it is rated.
    pub class: Option<Salience>,
    /// Scales that nobody rated and that would change the figure.
    pub unrated: Vec<Scale>,
    /// Why it is listed.
    pub sentence: String,
}

/// What [`missing`] gives.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Missing {
    /// Powerful actors that are unwilling, opposed or not asked; the most powerful first.
    pub de_facto: Vec<Outsider>,
    /// Actors that feel the problem and have little say; the most affected first.
    pub unseen: Vec<Outsider>,
    /// Actors through whom the coalition reaches the holders of levers; the most needed first.
    pub gatekeepers: Vec<Outsider>,
    /// The blind-spot checklist, open questions first.
    pub blind_spots: Vec<BlindSpotRow>,
    /// What to do about it.
    pub findings: Vec<Finding>,
}

/// Who is missing from a coalition. Takes O(t · m) for t holders of levers and m ties.
pub fn missing(project: &Project, party: &Party) -> Missing {
    let outside: Vec<(&ElementId, &Actor)> = project
        .elements
        .iter()
        .filter(|(id, _)| !party.members.contains_key(*id))
        .filter_map(|(id, element)| Some((id, element.actor()?)))
        .collect();
    let name = |id: &ElementId| project.name_of(id);
    let mut de_facto: Vec<Outsider> =
        outside.iter().filter_map(|(id, actor)| power(id, name(id), actor)).collect();
    let mut unseen = unseen(project, &outside);
    let mut gatekeepers = gatekeepers(project, party, &outside);
    for list in [&mut de_facto, &mut unseen, &mut gatekeepers] {
        let value = |outsider: &Outsider| outsider.value.unwrap_or(-1.0);
        list.sort_by(|a, b| value(b).total_cmp(&value(a)).then_with(|| a.id.cmp(&b.id)));
    }
    let blind_spots = checklist(project, party);
    let mut findings = Vec::new();
    let lists = [
        ("de_facto_power", Tone::Warning, &de_facto),
        ("unseen_voice", Tone::Gap, &unseen),
        ("gatekeeper", Tone::Note, &gatekeepers),
    ];
    for (code, tone, list) in lists {
        for outsider in list.iter().take(NAMED) {
            let mut finding = Finding::new(code, tone, outsider.sentence.clone()).about([&outsider.id]);
            if let Some(value) = outsider.value {
                finding = finding.figure("value", value);
            }
            findings.push(finding);
        }
    }
    findings.extend(blind_spots.iter().filter_map(BlindSpotRow::finding));
    Missing { de_facto, unseen, gatekeepers, blind_spots, findings }
}

/// A power that the coalition does not have: `None` where influence is low or nobody rated it.
fn power(id: &ElementId, name: String, actor: &Actor) -> Option<Outsider> {
    let influence = rated(actor, Scale::Influence)?;
    let (interest, alignment) = (rated(actor, Scale::Interest), rated(actor, Scale::Alignment));
    let willing = interest.zip(alignment).map(|(interest, alignment)| (interest * alignment).max(0.0));
    let value = influence * (1.0 - willing.unwrap_or(0.0));
    if influence < MIDDLE || value < WORTH_NAMING {
        return None;
    }
    let mut unrated = Vec::new();
    for (scale, given) in [(Scale::Interest, interest), (Scale::Alignment, alignment)] {
        if given.is_none() {
            unrated.push(scale);
        }
    }
    let class = Salience::of(actor);
    let influence = actor.spread(Scale::Influence).map_or(0.0, |spread| spread.mean);
    let why = match (alignment, interest) {
        (Some(alignment), _) if alignment < 0.0 => "and is opposed",
        (Some(_), Some(interest)) if interest < MIDDLE => "and shows little interest",
        (Some(alignment), _) if alignment <= 0.0 => "and is not in favour yet",
        (None, _) | (_, None) => "and nobody rated whether it is willing",
        _ => "and is only half won",
    };
    let class_word = class.map_or_else(String::new, |class| format!(" ({})", class.as_str()));
    let sentence = format!(
        "{name}{class_word} has influence {} of 5, {why}: it cannot be circumvented.",
        plain(influence)
    );
    Some(Outsider { id: id.clone(), name, value: Some(value), class, unrated, sentence })
}

fn unseen(project: &Project, outside: &[(&ElementId, &Actor)]) -> Vec<Outsider> {
    let mut affected: BTreeMap<&ElementId, (f64, usize)> = BTreeMap::new();
    for (_, link) in project.links_of(LinkKind::Lever) {
        if link.lever().is_some_and(|lever| lever.lever == Some(LeverKind::AffectedBy)) {
            let entry = affected.entry(&link.ends.from).or_default();
            entry.0 += lever_strength(link);
            entry.1 += 1;
        }
    }
    let mut unseen = Vec::new();
    for (id, actor) in outside {
        let Some((felt, count)) = affected.get(id) else { continue };
        let influence = rated(actor, Scale::Influence);
        let value = influence.map(|influence| felt * (1.0 - influence));
        if value.is_some_and(|value| value <= 0.0) {
            continue;
        }
        let name = project.name_of(id);
        let say = actor.spread(Scale::Influence).map_or_else(
            || "nobody rated its influence".to_owned(),
            |s| format!("influence {} of 5", plain(s.mean)),
        );
        let what = if *count == 1 {
            "something on the map".to_owned()
        } else {
            format!("{count} things on the map")
        };
        unseen.push(Outsider {
            id: (*id).clone(),
            sentence: format!("{name} lives with {what} and is not in ({say})."),
            name,
            value,
            class: Salience::of(actor),
            unrated: influence.map_or_else(|| vec![Scale::Influence], |_| Vec::new()),
        });
    }
    unseen
}

fn gatekeepers(project: &Project, party: &Party, outside: &[(&ElementId, &Actor)]) -> Vec<Outsider> {
    let holders: BTreeSet<ElementId> = holders_of_levers(project, party.coalition(project))
        .into_iter()
        .filter(|id| !party.members.contains_key(id))
        .collect();
    let ties = Ties::new(project);
    let shares = shares_between(&ties, party, &holders);
    let mut gatekeepers = Vec::new();
    for (id, actor) in outside {
        let Some((share, targets)) = shares.get(id).filter(|(share, _)| *share >= WORTH_NAMING / 2.0) else {
            continue;
        };
        let name = project.name_of(id);
        gatekeepers.push(Outsider {
            sentence: format!(
                "{} of the shortest ways from the coalition to lever holders run through {name}: to {}.",
                per_cent(*share),
                named(project, targets)
            ),
            id: (*id).clone(),
            name,
            value: Some(*share),
            class: Salience::of(actor),
            unrated: Vec::new(),
        });
    }
    gatekeepers
}

/// For each actor between: the share of shortest paths from the members to the holders that run through it (every
/// holder that can be reached counts alike), and the holders behind it.
fn shares_between(
    ties: &Ties,
    party: &Party,
    holders: &BTreeSet<ElementId>,
) -> BTreeMap<ElementId, (f64, Vec<ElementId>)> {
    // All members start at distance 0, each as one path.
    let mut steps: BTreeMap<&ElementId, usize> = party.members.keys().map(|id| (id, 0)).collect();
    let mut paths: BTreeMap<&ElementId, f64> = party.members.keys().map(|id| (id, 1.0)).collect();
    let mut order: Vec<&ElementId> = Vec::new();
    let mut queue: VecDeque<&ElementId> = party.members.keys().collect();
    while let Some(at) = queue.pop_front() {
        order.push(at);
        let (here, count) = (steps.get(at).copied().unwrap_or(0), paths.get(at).copied().unwrap_or(0.0));
        for next in ties.of(at) {
            let there = *steps.entry(next).or_insert_with(|| {
                queue.push_back(next);
                here + 1
            });
            if there == here + 1 {
                *paths.entry(next).or_insert(0.0) += count;
            }
        }
    }
    let reached: Vec<&ElementId> = holders.iter().filter(|id| steps.contains_key(*id)).collect();
    let mut shares: BTreeMap<ElementId, (f64, Vec<ElementId>)> = BTreeMap::new();
    for target in &reached {
        let mut through: BTreeMap<&ElementId, f64> = BTreeMap::from([(*target, 1.0)]);
        for at in order.iter().rev() {
            let Some(flow) = through.get(at).copied() else { continue };
            let (here, count) = (steps.get(at).copied().unwrap_or(0), paths.get(at).copied().unwrap_or(1.0));
            for before in ties.of(at).filter(|id| here > 0 && steps.get(*id) == Some(&(here - 1))) {
                let share = paths.get(before).copied().unwrap_or(0.0) / count;
                *through.entry(before).or_insert(0.0) += flow * share;
            }
        }
        for (id, share) in through.iter().filter(|(id, _)| *id != target && !party.members.contains_key(**id))
        {
            let entry = shares.entry((*id).clone()).or_default();
            entry.0 += share / reached.len() as f64;
            entry.1.push((*target).clone());
        }
    }
    shares
}
