//! Why a partner is in and what a group lacks, in sentences made from the figures.

use super::facts::{Facts, HOLDER, SCALES, Want};
use super::partners::{Gap, Supply};
use super::phrases::{per_cent, plain};
use super::rules::Rules;
use super::score::{Group, Part};
use crate::model::{Project, Scale, TermKind};

/// Ratings from here on are worth a mention.
const HIGH: f64 = 3.5;

/// “Two partners”, “One partner”, “14 partners”.
fn partners_in_words(count: usize) -> String {
    const WORDS: [&str; 13] = [
        "No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven",
        "Twelve",
    ];
    let number = WORDS.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned());
    format!("{number} partner{}", if count == 1 { "" } else { "s" })
}

/// Why `actor` is in the group; the strongest reasons first. Never empty.
pub(super) fn reasons(
    project: &Project,
    facts: &Facts,
    group: &Group<'_>,
    actor: usize,
    is_required: bool,
    marginal: f64,
) -> Vec<String> {
    let mut reasons = Vec::new();
    if is_required {
        reasons.push("Must be in".to_owned());
    }
    assets(facts, group, actor, &mut reasons);
    place(project, facts, group, actor, &mut reasons);
    ratings(facts, actor, &mut reasons);
    if reasons.is_empty() {
        let change = if marginal < 0.0 { "Lowers" } else { "Raises" };
        reasons.push(format!("{change} the score by {:.3}", marginal.abs()));
    }
    reasons
}

fn assets(facts: &Facts, group: &Group<'_>, actor: usize, reasons: &mut Vec<String>) {
    let level = |actor: usize, asset: usize| facts.levels[actor][asset];
    let mut shared = Vec::new();
    for (asset, wanted) in facts.wanted.iter().enumerate() {
        let own = level(actor, asset);
        if own < HOLDER {
            continue;
        }
        let holds = |other: usize| other != actor && level(other, asset) >= HOLDER;
        let is_only = !(0..facts.ids.len()).any(holds);
        let is_only_member = !group.members.iter().any(|member| holds(*member));
        let others: f64 =
            group.members.iter().filter(|member| **member != actor).map(|member| level(*member, asset)).sum();
        let own = plain(own);
        let name = match &wanted.what {
            Want::Asset(_) => wanted.name.clone(),
            Want::Lever(_) => format!("a lever on {}", wanted.name),
        };
        if is_only {
            reasons.push(format!("Only holder of {name} ({own})"));
        } else if is_only_member {
            shared.push(format!("Only member who holds {name} ({own})"));
        } else if others / 100.0 < wanted.target {
            shared.push(format!("Adds {name} ({own}) to the group"));
        }
    }
    reasons.append(&mut shared);
}

fn place(project: &Project, facts: &Facts, group: &Group<'_>, actor: usize, reasons: &mut Vec<String>) {
    let others: Vec<usize> = group.members.iter().copied().filter(|member| *member != actor).collect();
    let sector_name = |sector: usize| {
        facts.sectors.get(sector).map(|id| project.word(TermKind::Sector, id)).unwrap_or_default()
    };
    if let Some(sector) = facts.sector[actor]
        && !others.is_empty()
        && others.iter().all(|other| facts.sector[*other] != Some(sector))
    {
        reasons.push(format!("Only member from the {} sector", sector_name(sector)));
    }
    if let Some((first, second)) = joined_sectors(facts, &others, actor) {
        reasons.push(format!("Joins the {} and {} sectors", sector_name(first), sector_name(second)));
    }
    let tied = others.iter().filter(|other| facts.joined[actor].contains(**other)).count();
    if tied >= 2 {
        reasons.push(format!("Tied to {tied} of the other {} members", others.len()));
    }
    let beside = |who: usize, other: usize| {
        facts.within[who].first().is_some_and(|near| near.contains(other)) && who != other
    };
    let alone = (0..facts.ids.len())
        .filter(|other| !group.bits.contains(*other) && beside(actor, *other))
        .filter(|other| !others.iter().any(|member| beside(*member, *other)))
        .count();
    if alone >= 2 {
        reasons.push(format!("Tied to {alone} actors that no other member is tied to"));
    }
}

/// Two sectors among the other members that meet only through this one: it is tied to both, they are not to each other.
fn joined_sectors(facts: &Facts, others: &[usize], actor: usize) -> Option<(usize, usize)> {
    let tied: Vec<(usize, usize)> = others
        .iter()
        .filter(|other| facts.joined[actor].contains(**other))
        .filter_map(|other| Some((*other, facts.sector[*other]?)))
        .collect();
    tied.iter().enumerate().find_map(|(at, (first, one))| {
        let mut rest = tied.iter().skip(at + 1);
        rest.find(|(second, two)| one != two && !facts.joined[*first].contains(*second))
            .map(|(_, two)| (*one.min(two), *one.max(two)))
    })
}

fn ratings(facts: &Facts, actor: usize, reasons: &mut Vec<String>) {
    let rated = |scale: Scale| {
        let at = SCALES.iter().position(|s| *s == scale)?;
        let rated = facts.ratings[at].get(actor)?;
        (!rated.assumed).then_some(rated.value)
    };
    if let Some(interest) = rated(Scale::Interest).filter(|interest| *interest >= HIGH) {
        reasons.push(format!("Interest {} of 5", plain(interest)));
    }
    let alignment = rated(Scale::Alignment);
    if let Some(influence) = rated(Scale::Influence).filter(|influence| *influence >= HIGH) {
        let stance = if alignment.is_some_and(|alignment| alignment > 0.0) { " and in favour" } else { "" };
        reasons.push(format!("Influence {} of 5{stance}", plain(influence)));
    }
    if let Some(alignment) = alignment.filter(|alignment| *alignment < 0.0) {
        reasons.push(format!("Stands against it (alignment {}), so expect objections", plain(alignment)));
    }
}

/// What was found, in one sentence.
pub(super) fn headline(facts: &Facts, group: &Group<'_>) -> String {
    let [coverage, ..] = group.parts(None);
    let partners = partners_in_words(group.members.len());
    if facts.wanted.is_empty() {
        return format!("{partners}, chosen by their ties and ratings alone");
    }
    let verb = if group.members.len() == 1 { "covers" } else { "cover" };
    format!("{partners} {verb} {} of the wanted assets", per_cent(coverage))
}

/// What the reader should know before trusting the suggestion.
pub(super) fn note(facts: &Facts, rules: &Rules, group: &Group<'_>) -> Option<String> {
    if let Some(one) = rules.contradicted.first() {
        let name = &facts.names[*one];
        return Some(format!("{name} must be in and must stay out: it is left out. Clear one of the two."));
    }
    let candidates = rules.required.len() + rules.free.len() + rules.passed_over.len();
    if rules.broken(group, None) > 0.0 {
        return Some(
            "Not every rule can be kept: look at who must be in, who will not sit together, and the quotas."
                .to_owned(),
        );
    }
    if candidates < rules.min {
        return Some(format!(
            "Only {candidates} actors can be chosen, fewer than the {} asked for.",
            rules.min
        ));
    }
    if !rules.passed_over.is_empty() {
        return Some(format!(
            "Of {candidates} actors, the {} that help most alone or hold most of something were looked at.",
            rules.required.len() + rules.free.len()
        ));
    }
    facts.wanted.is_empty().then(|| {
        format!(
            "No actor holds an asset at {HOLDER} or more: tag actors with assets, so that {} can count.",
            Part::Coverage.as_str()
        )
    })
}

/// The wanted assets of which the group has less than the target, the largest gap first.
pub(super) fn gaps(facts: &Facts, group: &Group<'_>) -> Vec<Gap> {
    let mut gaps = Vec::new();
    for (asset, wanted) in facts.wanted.iter().enumerate() {
        let held = group.members.iter().map(|member| facts.levels[*member][asset] / 100.0).sum::<f64>();
        if held < wanted.target - 1e-9 {
            let share = held / wanted.target;
            let (named_asset, lever) = match &wanted.what {
                Want::Asset(id) => (Some(id.clone()), None),
                Want::Lever(end) => (None, Some(end.clone())),
            };
            let outside = outside(facts, group, asset);
            gaps.push(Gap {
                asset: named_asset,
                lever,
                could_bring: outside.iter().map(|(actor, _)| facts.ids[*actor].clone()).collect(),
                name: wanted.name.clone(),
                target: wanted.target,
                held,
                share,
                sentence: sentence(facts, &outside, asset, share),
            });
        }
    }
    gaps.sort_by(|a, b| {
        a.share.total_cmp(&b.share).then_with(|| (&a.asset, &a.lever).cmp(&(&b.asset, &b.lever)))
    });
    gaps
}

/// Who outside the group holds something that is wanted, the most of it first.
fn outside(facts: &Facts, group: &Group<'_>, asset: usize) -> Vec<(usize, f64)> {
    let mut outside: Vec<(usize, f64)> = (0..facts.ids.len())
        .filter(|actor| !group.bits.contains(*actor))
        .map(|actor| (actor, facts.levels[actor][asset]))
        .filter(|(_, level)| *level >= HOLDER)
        .collect();
    outside.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    outside
}

/// How much of each wish a group holds.
pub(super) fn supply(facts: &Facts, group: &Group<'_>) -> Vec<Supply> {
    let held = |at: usize| group.members.iter().map(|member| facts.levels[*member][at] / 100.0).sum::<f64>();
    let wanted = facts.wanted.iter().enumerate();
    wanted
        .map(|(at, wanted)| {
            let (asset, lever) = match &wanted.what {
                Want::Asset(id) => (Some(id.clone()), None),
                Want::Lever(end) => (None, Some(end.clone())),
            };
            let (name, target, weight) = (wanted.name.clone(), wanted.target, wanted.weight);
            Supply { asset, lever, name, target, weight, held: held(at) }
        })
        .collect()
}

/// What is said about an asset that falls short, with who outside the group could bring it.
fn sentence(facts: &Facts, outside: &[(usize, f64)], asset: usize, share: f64) -> String {
    let name = facts.wanted.get(asset).map_or("", |wanted| wanted.name.as_str());
    let covered = format!("{name}: {} of what is wanted.", per_cent(share));
    match outside {
        [] => format!("{covered} No actor outside the group holds it; look for one, or build it up."),
        [(actor, level)] => {
            format!("{covered} {} ({}) could bring more.", facts.names[*actor], plain(*level))
        }
        [(actor, level), rest @ ..] => format!(
            "{covered} {} ({}) or {} other{} could bring more.",
            facts.names[*actor],
            plain(*level),
            rest.len(),
            if rest.len() == 1 { "" } else { "s" }
        ),
    }
}
