//! Leaving out of a flat map what a format has no place for.

use std::collections::{BTreeMap, BTreeSet};

use super::forest;
use crate::exchange::account::{Account, Fate};
use crate::exchange::attributes::COLOUR;
use crate::exchange::flat::{Flat, Item, Join, Part};
use crate::model::{Direction, ElementKind, LinkKind};

/// Takes out every part that is not in `holds`, and writes into the account what becomes of every part. Takes
/// O(n log n).
pub(in crate::exchange) fn restrict(flat: &mut Flat, holds: &[Part], account: &mut Account) {
    let has = |part: Part| holds.contains(&part);
    if !has(Part::Actors) {
        let before = flat.items.len();
        flat.items.retain(|item| item.kind != Some(ElementKind::Actor));
        account.add(Fate::Lost, "actors", before - flat.items.len());
    }
    let ties = flat.joins.iter().any(|join| join.kind == Some(LinkKind::Tie));
    let kept: BTreeSet<String> = flat.items.iter().map(|item| item.key.clone()).collect();
    let lost = |join: &Join| {
        !kept.contains(&join.from)
            || !kept.contains(&join.to)
            || (join.kind == Some(LinkKind::Lever) && !has(Part::Levers))
            || (join.kind == Some(LinkKind::Causal) && ties && !has(Part::Mixed) && has(Part::Actors))
    };
    for (kind, part) in
        [(LinkKind::Tie, "ties"), (LinkKind::Causal, "causal links"), (LinkKind::Lever, "levers")]
    {
        let gone = flat.joins.iter().filter(|join| join.kind == Some(kind) && lost(join)).count();
        account.add(Fate::Lost, part, gone);
    }
    flat.joins.retain(|join| !lost(join));
    if !has(Part::Webs) {
        forest::thin(flat, account);
    } else if !has(Part::Parallels) {
        merge_parallels(flat, account);
    }
    if !has(Part::Alone) {
        let ends: BTreeSet<String> =
            flat.joins.iter().flat_map(|join| [join.from.clone(), join.to.clone()]).collect();
        let before = flat.items.len();
        flat.items.retain(|item| ends.contains(&item.key));
        account.add(Fate::Lost, "elements without a link", before - flat.items.len());
    }
    items(flat, &has, account);
    joins(flat, &has, account);
    rest(flat, &has, account);
    account.add(Fate::Mapped, "elements", flat.items.len());
    account.add(Fate::Mapped, "links", flat.joins.len());
}

/// Only the first of several links between the same two stays.
fn merge_parallels(flat: &mut Flat, account: &mut Account) {
    let mut seen = BTreeSet::new();
    let before = flat.joins.len();
    flat.joins.retain(|join| {
        let back =
            join.direction == Some(Direction::Mutual) && seen.contains(&(join.to.clone(), join.from.clone()));
        !back && seen.insert((join.from.clone(), join.to.clone()))
    });
    account.add(Fate::Lost, "further links between the same two", before - flat.joins.len());
}

/// Counts a part in the account and says whether it goes.
fn judge(account: &mut Account, held: bool, there: bool, part: &str) -> bool {
    let fate = if held { Fate::Mapped } else { Fate::Lost };
    account.add(fate, part, usize::from(there));
    there && !held
}

fn items(flat: &mut Flat, has: &impl Fn(Part) -> bool, account: &mut Account) {
    let kinds: BTreeSet<ElementKind> = flat.items.iter().filter_map(|item| item.kind).collect();
    for item in &mut flat.items {
        if judge(account, has(Part::Kinds), kinds.len() > 1, "kinds of elements") || !has(Part::Kinds) {
            item.kind = None;
        }
        if judge(account, has(Part::Notes), !item.notes.is_empty(), "notes of elements") {
            item.notes.clear();
        }
        if judge(account, has(Part::Places), item.place.is_some(), "positions") {
            item.place = None;
        }
        fields_of(item, has, account);
    }
}

fn fields_of(item: &mut Item, has: &impl Fn(Part) -> bool, account: &mut Account) {
    let colour = item.field(COLOUR).is_some();
    let held = has(Part::Colours) || has(Part::Fields);
    if judge(account, held, colour, "colours") {
        item.fields.remove(COLOUR);
    }
    let names: Vec<String> = item.fields.keys().filter(|name| *name != COLOUR).cloned().collect();
    for name in names {
        if judge(account, has(Part::Fields), true, "tags, ratings and fields of elements") {
            item.fields.remove(&name);
        }
    }
}

fn joins(flat: &mut Flat, has: &impl Fn(Part) -> bool, account: &mut Account) {
    for join in &mut flat.joins {
        if !has(Part::Kinds) {
            join.kind = None;
        }
        if judge(account, has(Part::Signs), join.polarity.is_some(), "signs") {
            join.polarity = None;
        }
        if judge(account, has(Part::Delays), join.delay, "delays") {
            join.delay = false;
        }
        if judge(account, has(Part::Weights), join.weight.is_some(), "weights") {
            join.weight = None;
        }
        if judge(account, has(Part::Directions), join.direction.is_some(), "directions") {
            join.direction = None;
        }
        if judge(account, has(Part::Words), !join.word.is_empty(), "kinds of links") {
            join.word.clear();
        }
        if judge(account, has(Part::LinkNotes), !join.notes.is_empty(), "notes of links") {
            join.notes.clear();
        }
        if judge(account, has(Part::LinkFields), !join.fields.is_empty(), "fields of links") {
            join.fields.clear();
        }
    }
}

fn rest(flat: &mut Flat, has: &impl Fn(Part) -> bool, account: &mut Account) {
    for (part, name, count) in [
        (Part::Loops, "loops that people named", flat.loops.len()),
        (Part::Texts, "notes on maps", flat.texts.len()),
        (Part::Maps, "maps beyond the first", flat.sheets.len().saturating_sub(1)),
    ] {
        account.add(if has(part) { Fate::Mapped } else { Fate::Lost }, name, count);
    }
    if !has(Part::Loops) {
        flat.loops.clear();
    }
    if !has(Part::Texts) {
        flat.texts.clear();
    }
    if !has(Part::Maps) {
        flat.sheets.clear();
    }
}

/// The name of each item by its key, as the format can spell it (`spell`) and different from all others, also in lower
/// case; the account says which had to change. Takes O(n log n).
pub(in crate::exchange) fn unique_names<'i>(
    items: &'i [Item],
    spell: impl Fn(&str) -> String,
    account: &mut Account,
) -> BTreeMap<&'i str, String> {
    let mut taken = BTreeSet::new();
    let mut names = BTreeMap::new();
    // The next number of each name, so that a name of thousands is not counted from the start each time.
    let mut next: BTreeMap<String, usize> = BTreeMap::new();
    for item in items {
        let spelled = spell(&item.name);
        let mut name = spelled.clone();
        while !taken.insert(name.to_lowercase()) {
            let number = next.entry(spelled.to_lowercase()).or_insert(2);
            name = format!("{spelled} ({number})");
            *number += 1;
        }
        if name != item.name {
            account.notice(format!("The name “{}” had to be written as “{name}”.", item.name));
        }
        names.insert(item.key.as_str(), name);
    }
    names
}
