//! From a project to a flat map: what every export has in common.

mod forest;
mod restrict;

use std::collections::BTreeMap;

use serde_json::Value;

use super::account::{Account, Fate};
use super::flat::{Flat, Item, Join, Ring, Sheet, Text, value_of};
use crate::model::{
    Actor, Body, Bond, Direction, Element, ElementId, End, Id as _, Link, LinkId, Map, Object, Point,
    Project, Scale, TermKind,
};

pub(super) use forest::DEEPEST;
pub(super) use restrict::{restrict, unique_names};

/// Everything of a project that a flat map can hold. Keys are ids, places those of the first map that shows an element.
/// What no foreign format holds is lost, and the account says so. Takes O(n log n).
pub(super) fn gather(project: &Project, account: &mut Account) -> Flat {
    let mut flat = Flat {
        title: project.about.title.clone(),
        about: project.about.problem.clone(),
        directed: true,
        ..Flat::default()
    };
    let maps = project.maps_in_order();
    let mut places: BTreeMap<&ElementId, Point> = BTreeMap::new();
    for (_, map) in maps.iter().rev() {
        for (id, placement) in &map.elements {
            if let Some(pos) = placement.pos {
                places.insert(id, pos);
            }
        }
    }
    for (id, element) in &project.elements {
        flat.items.push(item(project, id, element, places.get(id).copied(), account));
    }
    for (id, link) in &project.links {
        match join(project, id, link) {
            Some(join) if project.elements.contains_key(&link.ends.from) => flat.joins.push(join),
            _ => account.lose("levers that end at links, and links without an end"),
        }
        account.add(Fate::Lost, "what groups claim about signs", link.causal().map_or(0, |c| c.claims.len()));
        account.add(Fate::Lost, "marks of what to do with a link", {
            usize::from(link.causal().is_some_and(|causal| causal.mark.is_some()))
        });
    }
    for (id, named) in &project.loops {
        flat.loops.push(Ring {
            key: id.to_string(),
            label: named.label.clone(),
            name: named.name.clone(),
            story: named.story.clone(),
            joins: named.key.iter().map(ToString::to_string).collect(),
        });
    }
    for (id, map) in maps {
        flat.sheets.push(sheet(id.as_str(), map));
        flat.texts.extend(map.notes.values().map(text));
        account.add(Fate::Lost, "groups", map.groups.len());
        account.add(Fate::Lost, "pictures under maps", map.underlays.len());
        account.add(
            Fate::Lost,
            "bends of links",
            map.links.values().filter(|course| course.bend.is_some()).count(),
        );
    }
    for (part, count) in [
        ("coalitions", project.coalitions.len()),
        ("sources", project.evidence.len()),
        ("saved views", project.views.len()),
        ("steps of the story", project.story.len()),
        ("indicators", project.indicators.len()),
        ("changes", project.changes.len()),
        ("blind spots", project.blind_spots.len()),
    ] {
        account.add(Fate::Lost, part, count);
    }
    flat
}

fn sheet(key: &str, map: &Map) -> Sheet {
    let place = |pos: Point| (pos.x(), pos.y());
    let items = map.elements.iter().map(|(id, at)| (id.to_string(), at.pos.map(place))).collect();
    let joins = map.links.keys().map(ToString::to_string).collect();
    let loops = map.loops.iter().filter_map(|(id, badge)| Some((id.to_string(), place(badge.pos?))));
    Sheet {
        key: key.to_owned(),
        title: map.title.clone(),
        kind: Some(map.kind()),
        items,
        joins: Some(joins),
        loops: loops.collect(),
    }
}

fn text(note: &crate::model::Note) -> Text {
    let area = note.area.unwrap_or_default();
    let place = (area.corner.x() + area.size.x() / 2.0, area.corner.y() + area.size.y() / 2.0);
    Text { text: note.text.clone(), place }
}

fn item(
    project: &Project,
    id: &ElementId,
    element: &Element,
    place: Option<Point>,
    account: &mut Account,
) -> Item {
    let mut fields = element.fields.clone();
    match &element.body {
        Body::Actor(actor) => actor_fields(project, actor, &mut fields, account),
        Body::Variable(variable) => {
            for (name, on) in [("goal", variable.goal), ("external", variable.external)] {
                if on {
                    fields.insert(name.to_owned(), Value::from(true));
                }
            }
        }
        Body::Issue(issue) => {
            if let Some(category) = &issue.category {
                fields.insert("category".to_owned(), project.word(TermKind::Issue, category).into());
            }
        }
    }
    Item {
        key: id.to_string(),
        name: project.name_of(id),
        kind: Some(element.kind()),
        notes: element.notes.clone(),
        place: place.map(|place| (place.x(), place.y())),
        fields,
        line: 0,
    }
}

fn actor_fields(project: &Project, actor: &Actor, fields: &mut Object, account: &mut Account) {
    for (name, kind, word) in [
        ("sector", TermKind::Sector, &actor.sector),
        ("region", TermKind::Region, &actor.region),
        ("role", TermKind::Role, &actor.role),
    ] {
        if let Some(word) = word {
            fields.insert(name.to_owned(), project.word(kind, word).into());
        }
    }
    if !actor.stages.is_empty() {
        let stages: Vec<String> =
            actor.stages.iter().map(|stage| project.word(TermKind::Stage, stage)).collect();
        fields.insert("stages".to_owned(), stages.join("|").into());
    }
    for (asset, level) in &actor.assets {
        fields.insert(format!("asset {}", project.word(TermKind::Asset, asset)), value_of(*level));
    }
    for scale in Scale::ALL {
        if let Some(spread) = actor.spread(*scale) {
            fields.insert(scale.as_str().to_owned(), value_of(spread.mean));
        }
    }
    account.add(
        Fate::Lost,
        "ratings of single assessors (their mean is written)",
        usize::from(actor.ratings.len() > 1),
    );
}

fn join(project: &Project, id: &LinkId, link: &Link) -> Option<Join> {
    let End::Element(to) = &link.ends.to else { return None };
    if !project.elements.contains_key(to) {
        return None;
    }
    let mut join = Join::new(link.ends.from.to_string(), to.to_string());
    join.key = id.to_string();
    join.kind = Some(link.kind());
    join.notes.clone_from(&link.notes);
    join.fields.clone_from(&link.fields);
    match &link.bond {
        Bond::Tie(tie) => {
            join.word = tie.tie.as_ref().map(|word| project.word(TermKind::Tie, word)).unwrap_or_default();
            join.direction = Some(if tie.is_mutual() { Direction::Mutual } else { Direction::Forward });
            join.weight = tie.strength;
        }
        Bond::Causal(causal) => {
            join.polarity =
                if causal.is_contested() { Some(causal.effective_polarity()) } else { causal.polarity };
            join.delay = causal.delay;
            join.weight = causal.weight;
        }
        Bond::Lever(lever) => {
            join.word = lever.lever.map(|kind| kind.as_str().replace('_', " ")).unwrap_or_default();
            join.weight = lever.strength;
        }
    }
    Some(join)
}
