//! Writing Kumu's JSON.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::exchange::attributes::TAGS;
use crate::exchange::flat::{Flat, Item, Join, Ring, Sheet, value_of};
use crate::model::Direction;

/// The bytes of a full project.
pub(super) fn project(flat: &Flat) -> Vec<u8> {
    let element = |item: &Item| json!({"_id": format!("elem-{}", item.key), "attributes": of_item(item, "element type")});
    let connection = |join: &Join| {
        json!({
            "_id": format!("conn-{}", join.key),
            "from": format!("elem-{}", join.from),
            "to": format!("elem-{}", join.to),
            "direction": direction(join),
            "delayed": join.delay,
            "reversed": false,
            "attributes": of_join(join, "connection type"),
        })
    };
    let ring = |ring: &Ring| {
        let label = [ring.label.as_str(), ring.name.as_str()].join(" ");
        let connections: Vec<String> = ring.joins.iter().map(|key| format!("conn-{key}")).collect();
        let attributes = json!({"label": label.trim(), "description": ring.story});
        json!({"_id": format!("loop-{}", ring.key), "attributes": attributes, "connections": connections})
    };
    let whole;
    let sheets = if flat.sheets.is_empty() {
        let items = flat.items.iter().map(|item| (item.key.clone(), item.place)).collect();
        whole = [Sheet { key: "1".to_owned(), title: flat.title.clone(), items, ..Sheet::default() }];
        &whole[..]
    } else {
        &flat.sheets
    };
    let map_id = |sheet: &Sheet| format!("map-{}", sheet.key);
    let value = json!({
        "name": flat.title,
        "description": flat.about,
        "defaultMap": sheets.first().map(map_id),
        "defaultPerspective": null,
        "attributes": [],
        "elements": flat.items.iter().map(element).collect::<Vec<_>>(),
        "connections": flat.joins.iter().map(connection).collect::<Vec<_>>(),
        "loops": flat.loops.iter().map(ring).collect::<Vec<_>>(),
        "maps": sheets.iter().map(|sheet| map(sheet, flat, &map_id(sheet))).collect::<Vec<_>>(),
        "perspectives": [],
    });
    format!("{value:#}\n").into_bytes()
}

/// What a map shows: the key of an element, and its place.
type Shown = (String, Option<(f64, f64)>);

fn map(sheet: &Sheet, flat: &Flat, id: &str) -> Value {
    let shown: BTreeSet<&str> = sheet.items.iter().map(|(key, _)| key.as_str()).collect();
    let element = |(at, (key, place)): (usize, &Shown)| {
        let position = place.map(|(x, y)| json!({"x": value_of(x), "y": value_of(y)}));
        let (id, element) = (format!("{id}-e{at}"), format!("elem-{key}"));
        json!({"_id": id, "element": element, "position": position, "pinned": place.is_some()})
    };
    let listed: Option<BTreeSet<&String>> = sheet.joins.as_ref().map(|keys| keys.iter().collect());
    let is_listed = |join: &Join| listed.as_ref().is_none_or(|listed| listed.contains(&join.key));
    let joins = flat.joins.iter().filter(|join| is_listed(join)).enumerate();
    let drawn = joins
        .filter(|(_, join)| shown.contains(join.from.as_str()) && shown.contains(join.to.as_str()))
        .map(|(at, join)| json!({"_id": format!("{id}-c{at}"), "connection": format!("conn-{}", join.key)}));
    let badge = |(at, (key, (x, y))): (usize, &(String, (f64, f64)))| {
        let (id, position) = (format!("{id}-l{at}"), json!({"x": value_of(*x), "y": value_of(*y)}));
        json!({"_id": id, "loop": format!("loop-{key}"), "position": position})
    };
    json!({
        "_id": id,
        "name": sheet.title,
        "elements": sheet.items.iter().enumerate().map(element).collect::<Vec<_>>(),
        "connections": drawn.collect::<Vec<_>>(),
        "loops": sheet.loops.iter().enumerate().map(badge).collect::<Vec<_>>(),
    })
}

/// The bytes of a blueprint.
pub(super) fn blueprint(flat: &Flat) -> Vec<u8> {
    let element = |item: &Item| {
        let mut object = of_item(item, "type");
        object.insert("id".to_owned(), Value::from(item.key.clone()));
        Value::Object(object)
    };
    let connection = |join: &Join| {
        let mut object = of_join(join, "type");
        for (name, text) in
            [("id", &*join.key), ("from", &*join.from), ("to", &*join.to), ("direction", direction(join))]
        {
            object.insert(name.to_owned(), Value::from(text));
        }
        if join.delay {
            object.insert("delayed".to_owned(), Value::from(true));
        }
        Value::Object(object)
    };
    let value = json!({
        "elements": flat.items.iter().map(element).collect::<Vec<_>>(),
        "connections": flat.joins.iter().map(connection).collect::<Vec<_>>(),
    });
    format!("{value:#}\n").into_bytes()
}

/// What an element says. Kumu's names are in lower case.
fn of_item(item: &Item, kind: &str) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("label".to_owned(), Value::from(item.name.clone()));
    for (name, value) in item.attributes() {
        let (name, value) = match (name.as_str(), value) {
            ("kind", value) => (kind.to_owned(), value),
            ("notes", value) => ("description".to_owned(), value),
            (TAGS, Value::String(tags)) => {
                let tags: Vec<&str> = tags.split('|').map(str::trim).collect();
                (name, Value::from(tags))
            }
            (_, value) => (free(&name), value),
        };
        object.insert(name, value);
    }
    object
}

fn of_join(join: &Join, kind: &str) -> Map<String, Value> {
    let mut object = Map::new();
    for (name, value) in join.attributes() {
        match name.as_str() {
            "kind" | "direction" | "delay" => {}
            "relation" | "polarity" => {
                object.insert(kind.to_owned(), value);
            }
            "notes" => {
                object.insert("description".to_owned(), value);
            }
            "weight" => {
                object.insert("strength".to_owned(), value);
            }
            _ => {
                object.insert(free(&name), value);
            }
        }
    }
    // A sign says more than the kind of a causal link, which nothing but the text keeps.
    if join.polarity.is_some() && !join.word.is_empty() {
        object.insert("relation".to_owned(), Value::from(join.word.clone()));
    }
    object
}

/// A name of a field that is none of Kumu's own.
fn free(name: &str) -> String {
    let lower = name.to_lowercase();
    let taken = ["id", "_id", "label", "type", "element type", "connection type", "from", "to", "direction"];
    if taken.contains(&lower.as_str()) && lower != "label" { format!("{lower} (field)") } else { lower }
}

fn direction(join: &Join) -> &'static str {
    if join.direction == Some(Direction::Mutual) { "mutual" } else { "directed" }
}
