//! Reading Kumu's JSON.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::sign;
use crate::exchange::account::{Account, Fate};
use crate::exchange::fault::Fault;
use crate::exchange::flat::{Flat, Item, Join, Ring, Sheet, number, plain};
use crate::exchange::mapping::{count, list, text};
use crate::exchange::source::Source;

/// The elements have labels, as those of a blueprint do.
pub(super) fn labelled(source: &Source<'_>) -> bool {
    let first = source.json().and_then(|value| value.get("elements")?.as_array()?.first());
    first.is_some_and(|element| attributes(element).contains_key("label"))
}

/// What an element, connection or loop says: an object of its own in an export, beside the ids in a blueprint.
fn attributes(value: &Value) -> Map<String, Value> {
    let inner = value.get("attributes").and_then(Value::as_object);
    inner.or_else(|| value.as_object()).cloned().unwrap_or_default()
}

/// The id of a record; our own stand behind Kumu's prefix.
fn id(value: &Value) -> String {
    own(&["_id", "id"].iter().find_map(|key| value.get(*key)).map(plain).unwrap_or_default())
}

fn own(id: &str) -> String {
    let kept = ["elem-", "conn-", "loop-", "map-"].iter().find_map(|prefix| id.strip_prefix(prefix));
    kept.filter(|rest| rest.get(1..2) == Some("_")).unwrap_or(id).to_owned()
}

pub(super) fn read(source: &Source<'_>, account: &mut Account) -> Result<Flat, Fault> {
    let value = source.need_json()?;
    if !value.get("elements").is_some_and(Value::is_array) {
        return Err(Fault::shape("a Kumu project or blueprint", "list of elements"));
    }
    let mut flat = Flat {
        title: text(value, "name").to_owned(),
        about: text(value, "description").to_owned(),
        directed: true,
        ..Flat::default()
    };
    let labels = elements(value, &mut flat, account);
    for connection in list(value, "connections") {
        if let Some(join) = connection_of(connection, &labels, account) {
            flat.joins.push(join);
        }
    }
    for one in list(value, "loops") {
        let said = attributes(one);
        let part = |key: &str| said.get(key).map(plain).unwrap_or_default();
        let joins = list(one, "connections").map(|id| own(&plain(id))).collect();
        let (label, name) = split_label(&part("label"));
        flat.loops.push(Ring { key: id(one), label, name, story: part("description"), joins });
    }
    flat.sheets = list(value, "maps").map(|map| sheet(map, account)).collect();
    if let Some(first) = flat.sheets.first() {
        let places: BTreeMap<&String, (f64, f64)> =
            first.items.iter().filter_map(|(key, place)| Some((key, (*place)?))).collect();
        for item in &mut flat.items {
            item.place = places.get(&item.key).copied().or(item.place);
        }
    }
    account.add(Fate::Lost, "views (perspectives)", count(value, "perspectives"));
    Ok(flat)
}

/// Adds the elements; gives the key of each label, by which a blueprint may name the ends of connections.
fn elements(value: &Value, flat: &mut Flat, account: &mut Account) -> BTreeMap<String, String> {
    let mut labels = BTreeMap::new();
    for element in list(value, "elements") {
        let said = attributes(element);
        let label = said.get("label").map(plain).unwrap_or_default();
        let key = Some(id(element)).filter(|id| !id.is_empty()).unwrap_or_else(|| label.trim().to_owned());
        if key.is_empty() {
            account.lose("elements without an id and a label");
            continue;
        }
        let mut item = Item::new(key.clone(), label.clone());
        for (name, value) in said {
            if !matches!(name.as_str(), "label" | "_id" | "id") {
                item.set(&name, value);
            }
        }
        labels.entry(label.trim().to_owned()).or_insert(key);
        flat.items.push(item);
    }
    labels
}

fn connection_of(
    connection: &Value,
    labels: &BTreeMap<String, String>,
    account: &mut Account,
) -> Option<Join> {
    let end = |key: &str| {
        let end = own(connection.get(key).map(plain).unwrap_or_default().trim());
        labels.get(&end).cloned().unwrap_or(end)
    };
    let (mut from, mut to) = (end("from"), end("to"));
    if from.is_empty() || to.is_empty() {
        account.lose("connections without an end");
        return None;
    }
    let is = |key: &str| connection.get(key).and_then(Value::as_bool) == Some(true);
    if is("reversed") {
        std::mem::swap(&mut from, &mut to);
        account.add(Fate::Mapped, "reversed connections, turned round", 1);
    }
    let mut join = Join { key: id(connection), ..Join::new(from, to) };
    join.delay = is("delayed");
    if let Some(direction) = connection.get("direction") {
        join.set("direction", direction.clone());
    }
    let said = attributes(connection);
    for kind in ["connection type", "type", "label"] {
        join.polarity = join.polarity.or_else(|| sign(&said.get(kind).map(plain)?));
    }
    for (name, value) in said {
        let spells = |value: &Value| join.polarity.is_some() && sign(&plain(value)) == join.polarity;
        match name.as_str() {
            "_id" | "id" | "from" | "to" | "direction" | "delayed" | "reversed" => {}
            "connection type" | "type" | "label" if spells(&value) => {}
            "connection type" | "type" => join.set("relation", value),
            _ => join.set(&name, value),
        }
    }
    Some(join)
}

/// "R1: Growth" is the label R1 of the loop “Growth”.
fn split_label(label: &str) -> (String, String) {
    let label = label.trim();
    let (first, rest) = label.split_at(label.find([' ', ':', '-']).unwrap_or(label.len()));
    let number = first.strip_prefix(['R', 'B', 'U', 'r', 'b', 'u']);
    let numbered = number.is_some_and(|digits| {
        !digits.is_empty() && digits.len() < 7 && digits.bytes().all(|byte| byte.is_ascii_digit())
    });
    if numbered {
        let name = rest.trim_start_matches([' ', ':', '-', '–']).to_owned();
        return (first.to_uppercase(), name);
    }
    (String::new(), label.to_owned())
}

fn sheet(map: &Value, account: &mut Account) -> Sheet {
    let position = |shown: &Value| {
        let at = |axis: &str| shown.pointer(&format!("/position/{axis}")).and_then(number);
        at("x").zip(at("y"))
    };
    let of = |shown: &Value, what: &str| own(&shown.get(what).map(plain).unwrap_or_default());
    let items = list(map, "elements").map(|shown| (of(shown, "element"), position(shown))).collect();
    let loops = list(map, "loops").filter_map(|shown| Some((of(shown, "loop"), position(shown)?))).collect();
    // A map without a list of connections shows all of them; an empty list shows none.
    let listed = map.get("connections").is_some_and(Value::is_array);
    let joins = listed.then(|| list(map, "connections").map(|shown| of(shown, "connection")).collect());
    let curved = list(map, "connections").filter(|shown| shown.get("curvature").and_then(number).is_some());
    account.add(Fate::Lost, "curvatures of connections", curved.count());
    Sheet { key: id(map), title: text(map, "name").to_owned(), kind: None, items, joins, loops }
}
