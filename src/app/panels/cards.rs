//! What the analyses say, as cards: a sentence, the evidence, and what it lights on the map.

use std::collections::BTreeSet;

use crate::analysis::{BottleneckRow, FeedbackLoop, LoopPolarity, Loops, Tone};
use crate::app::view_state::{FindingFilter, Spotlight};
use crate::app::worker::{Findings, Found};
use crate::model::{ElementId, Project, Scale};
use crate::scene::icon::Icon;
use crate::scene::tokens::{Color, Tokens};

/// How many cards of one kind the panel shows; the rest stand in their own panels and on the command line.
const MOST_OF_A_KIND: usize = 6;

/// One finding.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    /// Tells cards apart.
    pub key: String,
    /// Which filter shows it.
    pub filter: FindingFilter,
    /// Its icon.
    pub icon: Icon,
    /// Its kind in a word.
    pub kind: &'static str,
    /// The colour of icon and kind.
    pub color: Color,
    /// What can be done about it.
    pub action: &'static str,
    /// The finding.
    pub sentence: String,
    /// The figures behind it.
    pub evidence: String,
    /// The full reasons, for the tooltip.
    pub reasons: Vec<String>,
    /// What it lights.
    pub spotlight: Spotlight,
}

/// How many findings there are.
pub(in crate::app) fn finding_count(project: &Project, findings: &Findings, t: &Tokens) -> usize {
    collect(project, findings, t).len()
}

/// An actor whose leaving would break something.
fn is_bottleneck(row: &BottleneckRow) -> bool {
    row.cut_vertex || !row.sole_holder_of.is_empty()
}

/// Named loops first, as people gave them names for a reason.
fn listed(loops: &Loops) -> impl Iterator<Item = &FeedbackLoop> {
    let named = loops.loops.iter().filter(|found| found.named.is_some());
    named.chain(loops.loops.iter().filter(|found| found.named.is_none()))
}

/// All findings, most telling first.
pub(super) fn collect(project: &Project, findings: &Findings, t: &Tokens) -> Vec<Finding> {
    let mut cards = Vec::new();
    partners(findings, t, &mut cards);
    bottlenecks(findings, t, &mut cards);
    levers(findings, t, &mut cards);
    disagreements(project, t, &mut cards);
    if let Some(loops) = &findings.loops {
        cards.extend(listed(loops).take(MOST_OF_A_KIND).map(|found| loop_card(found, t)));
    }
    cards
}

fn partners(findings: &Findings, t: &Tokens, cards: &mut Vec<Finding>) {
    let Some(partners) = findings.partners.as_ref().map(Found::latest) else { return };
    let Some(best) = partners.suggestions.first() else { return };
    let gap = partners.gaps.first().map(|gap| gap.sentence.clone());
    cards.push(Finding {
        key: "partners".to_owned(),
        filter: FindingFilter::Partners,
        icon: Icon::Handshake,
        kind: "Partners",
        color: t.success,
        action: "Open",
        sentence: partners.headline.clone(),
        evidence: match gap {
            Some(gap) => format!("Score {:.2} · {gap}", best.score),
            None => format!("Score {:.2}", best.score),
        },
        reasons: best
            .members
            .iter()
            .map(|member| format!("{}: {}", member.name, member.reasons.join(" ")))
            .collect(),
        spotlight: Spotlight {
            title: format!("{} suggested partners", best.members.len()),
            elements: best.members.iter().map(|member| member.id.clone()).collect(),
            ..Spotlight::default()
        },
    });
}

fn bottlenecks(findings: &Findings, t: &Tokens, cards: &mut Vec<Finding>) {
    let Some(bottlenecks) = findings.bottlenecks.as_ref().map(Found::latest) else { return };
    for row in bottlenecks.actors.iter().filter(|row| is_bottleneck(row)).take(MOST_OF_A_KIND) {
        cards.push(Finding {
            key: format!("bottleneck {}", row.id),
            filter: FindingFilter::Bottlenecks,
            icon: Icon::WarningCircle,
            kind: "Bottleneck",
            color: t.warn,
            action: "Show",
            sentence: row.headline(),
            evidence: row.evidence(),
            reasons: row.reasons.clone(),
            spotlight: around(row),
        });
    }
}

/// The actor and whom it alone keeps in the map.
fn around(row: &BottleneckRow) -> Spotlight {
    let elements: BTreeSet<ElementId> = std::iter::once(row.id.clone()).collect();
    Spotlight { title: row.name.clone(), elements, ..Spotlight::default() }
}

/// Levers that nobody holds, and actors who feel much and control none of it.
fn levers(findings: &Findings, t: &Tokens, cards: &mut Vec<Finding>) {
    let Some(levers) = findings.levers.as_ref().map(Found::latest) else { return };
    let gaps = levers.findings.iter().filter(|found| found.tone != Tone::Note);
    for (number, found) in gaps.enumerate().take(MOST_OF_A_KIND / 2) {
        let (is_voice, first) = (found.code == "voice_gap", found.elements.first());
        let elements: BTreeSet<ElementId> = found.elements.iter().cloned().collect();
        let title = if is_voice { "a voice gap" } else { "what nobody controls" };
        cards.push(Finding {
            key: format!(
                "lever {} {}",
                found.code,
                first.map_or_else(|| number.to_string(), ToString::to_string)
            ),
            filter: FindingFilter::All,
            icon: if is_voice { Icon::Megaphone } else { Icon::LinkBreak },
            kind: if is_voice { "Voice gap" } else { "Nobody controls" },
            color: t.warn,
            action: "Show",
            sentence: found.sentence.trim_end_matches('.').to_owned(),
            evidence: match levers.control {
                Some(share) => format!("{:.0} % of the variables of the loops are controlled", share * 100.0),
                None => String::new(),
            },
            reasons: Vec::new(),
            spotlight: Spotlight { title: title.to_owned(), elements, ..Spotlight::default() },
        });
    }
}

/// Actors whom assessors see two steps or more apart: worth talking about, never averaged away in silence.
fn disagreements(project: &Project, t: &Tokens, cards: &mut Vec<Finding>) {
    let mut found: Vec<(f64, String, Finding)> = Vec::new();
    for (id, element) in &project.elements {
        let Some(actor) = element.actor() else { continue };
        for scale in [Scale::Interest, Scale::Influence, Scale::Alignment] {
            let Some(spread) = actor.spread(scale).filter(crate::model::Spread::is_disagreement) else {
                continue;
            };
            let steps = spread.high - spread.low;
            let finding = Finding {
                key: format!("spread {id} {}", scale.as_str()),
                filter: FindingFilter::All,
                icon: Icon::ChatCircleText,
                kind: "To talk about",
                color: t.text3,
                action: "Show",
                sentence: format!(
                    "{} people rate {}’s {} from {} to {}",
                    count_word(spread.count),
                    element.name,
                    scale.as_str(),
                    spread.low,
                    spread.high
                ),
                evidence: format!("Spread {steps} steps, mean {:.1}", spread.mean),
                reasons: Vec::new(),
                spotlight: Spotlight {
                    title: element.name.clone(),
                    elements: [id.clone()].into(),
                    ..Spotlight::default()
                },
            };
            found.push((steps, element.name.clone(), finding));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    cards.extend(found.into_iter().take(2).map(|(.., finding)| finding));
}

fn count_word(count: usize) -> String {
    const WORDS: [&str; 10] = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];
    WORDS.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

/// "4 links · delayed".
pub(in crate::app) fn loop_detail(found: &FeedbackLoop) -> String {
    let links = if found.length == 1 { "1 link".to_owned() } else { format!("{} links", found.length) };
    let mut detail = links;
    if found.delayed {
        detail.push_str(" · delayed");
    }
    if let Some(now) = found.now {
        detail.push_str(match now {
            LoopPolarity::Reinforcing => " · now reinforcing",
            LoopPolarity::Balancing => " · now balancing",
            LoopPolarity::Unknown => " · sign now unknown",
        });
    }
    detail
}

/// What people call a loop, or the elements it runs through.
pub(in crate::app) fn loop_name(found: &FeedbackLoop) -> String {
    if found.name.is_empty() { found.names.join(" → ") } else { found.name.clone() }
}

/// Why a loop has its polarity.
pub(super) fn loop_reason(project: &Project, found: &FeedbackLoop) -> String {
    use crate::model::Polarity;
    let signs = found.links.iter().filter_map(|id| project.links.get(id)?.causal());
    let (mut minus, mut unknown) = (0, 0);
    for causal in signs {
        match causal.effective_polarity() {
            Polarity::Minus => minus += 1,
            Polarity::Unknown => unknown += 1,
            Polarity::Plus => {}
        }
    }
    let counted = |count: usize, noun: &str| {
        if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
    };
    if unknown > 0 {
        return format!(
            "{} without an agreed sign, so nobody can say which way the loop turns.",
            counted(unknown, "link")
        );
    }
    let links = if minus == 0 { "No minus links".to_owned() } else { counted(minus, "minus link") };
    if minus % 2 == 0 {
        format!("{links}, an even number, so the loop reinforces.")
    } else {
        format!("{links}, an odd number, so the loop balances.")
    }
}

/// What a loop lights.
pub(in crate::app) fn loop_spotlight(found: &FeedbackLoop) -> Spotlight {
    Spotlight {
        title: found.label.clone(),
        elements: found.elements.iter().cloned().collect(),
        links: found.links.iter().cloned().collect(),
        kind: Some(found.polarity),
    }
}

fn loop_card(found: &FeedbackLoop, t: &Tokens) -> Finding {
    let color = match found.polarity {
        LoopPolarity::Reinforcing => t.reinforcing,
        LoopPolarity::Balancing => t.balancing,
        LoopPolarity::Unknown => t.undetermined,
    };
    Finding {
        key: format!("loop {}", found.label),
        filter: FindingFilter::Loops,
        icon: Icon::ArrowsClockwise,
        kind: "Loop",
        color,
        action: "Show",
        sentence: format!("{} {}", found.label, loop_name(found)),
        evidence: loop_detail(found),
        reasons: Vec::new(),
        spotlight: loop_spotlight(found),
    }
}
