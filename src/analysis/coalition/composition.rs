//! The composition guard: does the coalition lean on one kind of member?
//!
//! With p the shares of the kinds: HHI = Σ p² (Herfindahl), effective number of kinds N = 1/HHI (the Hill number of
//! order 2). Taken by heads, by influence and by decision seats, over sectors and over regions. Shares are among the
//! members that are tagged; a member without a tag is no kind, and is told.

use std::collections::BTreeMap;

use serde::Serialize;

use super::party::{Party, rated};
use super::phrases::{counted, named, per_cent, plain};
use crate::analysis::finding::{Finding, Tone};
use crate::model::{Actor, ElementId, Project, Scale, TermId, TermKind};

/// Warned beyond this share of the largest kind.
const LARGEST: f64 = 0.5;
/// Warned below this effective number of kinds.
const FEWEST: f64 = 2.5;
/// A kind with this share of heads and no seat is told.
const SEATLESS: f64 = 0.2;
/// Sectors that together are civil society.
const CIVIL: [&str; 3] = ["t_community", "t_labour", "t_ngo"];

/// What members are told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tag {
    /// The kind of organisation.
    Sector,
    /// Where it is at home.
    Region,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CountedBy {
    /// Organisations.
    Heads,
    /// Influence, 0 to 1 for each organisation; members whom nobody rated are left out.
    Influence,
    /// Decision seats.
    Seats,
}

/// One kind of member.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KindShare {
    /// The sector or region.
    pub id: TermId,
    /// Its name.
    pub name: String,
    /// Heads, influence or seats.
    pub amount: f64,
    /// The share among the tagged, 0 to 1.
    pub share: f64,
    /// The members of this kind.
    pub members: Vec<ElementId>,
}

/// How evenly the coalition is spread over kinds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Concentration {
    /// What members are told apart by.
    pub tag: Tag,
    /// What is counted.
    pub by: CountedBy,
    /// The kinds, the largest first.
    pub kinds: Vec<KindShare>,
    /// The amount that members without a tag hold.
    pub untagged: f64,
    /// Members that cannot be counted: nobody rated their influence.
    pub unrated: Vec<ElementId>,
    /// Σ p² over the tagged; `None` when more than half is not tagged, or nothing can be counted.
    pub hhi: Option<f64>,
    /// 1/HHI.
    pub effective_kinds: Option<f64>,
}

/// A part of a whole.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Portion {
    /// The part.
    pub part: f64,
    /// The whole.
    pub of: f64,
    /// Part / whole, 0 to 1; `None` when the whole is nothing.
    pub share: Option<f64>,
}

/// What [`composition`] gives.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Composition {
    /// How many organisations are in.
    pub heads: f64,
    /// How many of the members have a decision seat.
    pub seats: usize,
    /// By sector and region, by heads, influence and seats.
    pub concentrations: Vec<Concentration>,
    /// Community organisations, organised labour and NGOs among all organisations, tagged or not.
    pub civil_society: Portion,
    /// What to watch.
    pub findings: Vec<Finding>,
}

/// How a coalition is made up. Takes O(m log m) for m members.
pub fn composition(project: &Project, party: &Party) -> Composition {
    let mut concentrations = Vec::new();
    for tag in [Tag::Sector, Tag::Region] {
        for by in [CountedBy::Heads, CountedBy::Influence, CountedBy::Seats] {
            concentrations.push(concentration(project, party, tag, by));
        }
    }
    let heads = party.members.values().fold(0.0, |sum, place| sum + place.heads);
    let civil = party.actors(project).into_iter().filter(|(_, actor, _)| {
        super::party::sector(project, actor)
            .is_some_and(|sector| CIVIL.iter().any(|id| sector == (*id).into()))
    });
    let part = civil.map(|(_, _, place)| place.heads).fold(0.0, |sum, heads| sum + heads);
    let mut findings = Vec::new();
    for found in &concentrations {
        findings.extend(concentrated(project, found));
    }
    findings.extend(without_seats(project, party, &concentrations));
    Composition {
        heads,
        seats: party.members.values().filter(|place| place.seat).count(),
        concentrations,
        civil_society: Portion { part, of: heads, share: (heads > 0.0).then(|| part / heads) },
        findings,
    }
}

fn concentration(project: &Project, party: &Party, tag: Tag, by: CountedBy) -> Concentration {
    let mut kinds: BTreeMap<TermId, (f64, Vec<ElementId>)> = BTreeMap::new();
    let (mut untagged, mut unrated) = (0.0, Vec::new());
    for (id, actor, place) in party.actors(project) {
        let amount = match by {
            CountedBy::Heads => Some(place.heads),
            CountedBy::Influence => rated(actor, Scale::Influence).map(|influence| influence * place.heads),
            CountedBy::Seats => Some(if place.seat { 1.0 } else { 0.0 }),
        };
        let Some(amount) = amount else {
            unrated.push(id.clone());
            continue;
        };
        match kind(project, actor, tag) {
            Some(kind) => {
                let entry = kinds.entry(kind).or_default();
                entry.0 += amount;
                entry.1.push(id.clone());
            }
            None => untagged += amount,
        }
    }
    let tagged = kinds.values().fold(0.0, |sum, (amount, _)| sum + amount);
    let hhi = (tagged > 0.0 && untagged <= tagged)
        .then(|| kinds.values().map(|(amount, _)| (amount / tagged).powi(2)).sum::<f64>());
    let kind_of = match tag {
        Tag::Sector => TermKind::Sector,
        Tag::Region => TermKind::Region,
    };
    let mut kinds: Vec<KindShare> = kinds
        .into_iter()
        .map(|(id, (amount, members))| KindShare {
            name: project.word(kind_of, &id),
            share: if tagged > 0.0 { amount / tagged } else { 0.0 },
            id,
            amount,
            members,
        })
        .collect();
    kinds.sort_by(|a, b| b.amount.total_cmp(&a.amount).then_with(|| a.id.cmp(&b.id)));
    Concentration { tag, by, kinds, untagged, unrated, hhi, effective_kinds: hhi.map(|hhi| 1.0 / hhi) }
}

fn kind(project: &Project, actor: &Actor, tag: Tag) -> Option<TermId> {
    match tag {
        Tag::Sector => super::party::sector(project, actor),
        Tag::Region => actor.region.as_ref().map(|id| project.resolve(TermKind::Region, id)),
    }
}

/// What is too concentrated, or cannot be told.
fn concentrated(project: &Project, found: &Concentration) -> Option<Finding> {
    let what = match found.by {
        CountedBy::Heads => "the organisations",
        CountedBy::Influence => "the influence",
        CountedBy::Seats => "the decision seats",
    };
    let word = match found.tag {
        Tag::Sector => "sector",
        Tag::Region => "region",
    };
    let tagged: f64 = found.kinds.iter().map(|kind| kind.amount).sum();
    let (Some(largest), Some(hhi), Some(effective)) = (found.kinds.first(), found.hhi, found.effective_kinds)
    else {
        let whole = tagged + found.untagged;
        let is_said = found.by == CountedBy::Heads && found.untagged > tagged && whole > 0.0;
        return is_said.then(|| {
            let share = per_cent(found.untagged / whole);
            let sentence =
                format!("{share} of {what} have no {word} yet: tag them before judging how mixed they are.");
            Finding::new("untagged", Tone::Question, sentence).figure("untagged", found.untagged / whole)
        });
    };
    let is_largest = largest.share > LARGEST;
    let is_few = effective < FEWEST;
    if !is_largest && !is_few {
        return None;
    }
    let sentence = if is_largest {
        format!("{} of {what} are with one {word}, {} (over 50 %).", per_cent(largest.share), largest.name)
    } else {
        format!(
            "By {what}, the coalition is as mixed as {} equal {word}s would be (fewer than 2.5): {}.",
            plain(effective),
            named_kinds(found)
        )
    };
    let sentence = sentence.replace("the influence are", "the influence is");
    let unrated = match found.unrated.as_slice() {
        [] => String::new(),
        unrated => format!(" Not rated, so left out: {}.", named(project, unrated)),
    };
    Some(
        Finding::new("concentration", Tone::Warning, format!("{sentence}{unrated}"))
            .figure("largest_share", largest.share)
            .figure("hhi", hhi)
            .figure("effective_kinds", effective)
            .about(&largest.members),
    )
}

fn named_kinds(found: &Concentration) -> String {
    let kinds = found.kinds.iter().filter(|kind| kind.amount > 0.0).take(3);
    kinds.map(|kind| format!("{} {}", kind.name, per_cent(kind.share))).collect::<Vec<_>>().join(", ")
}

/// Kinds that are in without a say. Community organisations are always told.
fn without_seats(project: &Project, party: &Party, concentrations: &[Concentration]) -> Vec<Finding> {
    let of = |by| concentrations.iter().find(|found| found.tag == Tag::Sector && found.by == by);
    let (Some(heads), Some(seats)) = (of(CountedBy::Heads), of(CountedBy::Seats)) else { return Vec::new() };
    let mut findings = Vec::new();
    for kind in &heads.kinds {
        let has_seat = seats.kinds.iter().any(|other| other.id == kind.id && other.amount > 0.0);
        if has_seat {
            continue;
        }
        let who = named(project, &kind.members);
        if kind.id == "t_community".into() {
            let sentence = format!(
                "{} present without a decision seat: {who}. They are decision-makers, not beneficiaries.",
                if kind.members.len() == 1 {
                    "One community organisation is"
                } else {
                    "Community organisations are"
                }
            );
            findings.push(
                Finding::new("community_without_seat", Tone::Warning, sentence)
                    .figure("members", kind.members.len() as f64)
                    .figure("share_of_heads", kind.share)
                    .about(&kind.members),
            );
        } else if party.has_seats() && kind.share >= SEATLESS {
            let sentence = format!(
                "{} of the organisations are {} ({who}), yet none has a decision seat.",
                per_cent(kind.share),
                kind.name
            );
            findings.push(
                Finding::new("kind_without_seat", Tone::Warning, sentence)
                    .figure("share_of_heads", kind.share)
                    .about(&kind.members),
            );
        }
    }
    if !party.has_seats() && !party.members.is_empty() {
        let sentence = format!(
            "Nobody has a decision seat yet among {}: say who decides.",
            counted(party.members.len(), "member")
        );
        findings.push(Finding::new("no_seats", Tone::Gap, sentence));
    }
    findings
}
