//! Insight Maker: the older XML of a drawn graph, and the newer JSON whose elements know each other by name.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;
use serde_json::{Map, Value, json};

use super::{ROLE, put};
use crate::exchange::account::Account;
use crate::exchange::fault::Fault;
use crate::exchange::flat::{Flat, Item, Join, Part, number, plain, value_of};
use crate::exchange::format::Handler;
use crate::exchange::gather::unique_names;
use crate::exchange::source::Source;
use crate::exchange::xml::{self, Lines, attribute, child};
use crate::model::Polarity;

pub(in crate::exchange) const FORMAT: Handler = Handler {
    name: "insight",
    title: "Insight Maker model",
    endings: &["insightmaker", "json", "xml"],
    origin: "insight",
    holds: &[
        Part::Alone,
        Part::Notes,
        Part::Places,
        Part::Signs,
        Part::LinkNotes,
        Part::Parallels,
        Part::Webs,
    ],
    sniff: |source| source.root() == "InsightMakerModel" || is_json(source),
    read,
    write: Some(|flat, account| Ok(write(flat, account))),
};

/// Elements that stand for something which rises and falls.
const THINGS: [&str; 4] = ["variable", "stock", "converter", "state"];
/// Elements that join two others.
const JOINS: [&str; 3] = ["link", "flow", "transition"];
/// The size of an element that is drawn.
const SIZE: (f64, f64) = (120.0, 50.0);

/// The elements have a type that Insight Maker knows.
fn is_json(source: &Source<'_>) -> bool {
    let elements = source.json().and_then(|value| value.get("elements")?.as_array());
    let first =
        elements.and_then(|all| all.first()?.get("type")?.as_str()).unwrap_or_default().to_lowercase();
    source.has_keys(&["engine", "elements"])
        || THINGS.contains(&first.as_str()) && first.len() > 1 && {
            source.json().and_then(|value| value.pointer("/elements/0/name")).is_some()
        }
}

fn read(source: &Source<'_>, account: &mut Account) -> Result<Flat, Fault> {
    let mut flat = Flat { causal: Some(true), directed: true, ..Flat::default() };
    if source.text.trim_start().starts_with('{') {
        of_json(source.need_json()?, &mut flat, account)?;
    } else {
        of_xml(source.text, &mut flat, account)?;
    }
    Ok(flat)
}

/// A flow drains the stock where it starts and fills the one where it ends.
fn flow(key: &str, from: Option<&str>, to: Option<&str>, flat: &mut Flat) {
    for (stock, sign) in [(from, Polarity::Minus), (to, Polarity::Plus)] {
        if let Some(stock) = stock {
            flat.joins.push(Join { polarity: Some(sign), ..Join::new(key, stock) });
        }
    }
}

fn of_json(value: &Value, flat: &mut Flat, account: &mut Account) -> Result<(), Fault> {
    let elements = value.get("elements").and_then(Value::as_array);
    let elements = elements.ok_or_else(|| Fault::shape("an Insight Maker model", "list of elements"))?;
    value.get("name").map(plain).unwrap_or_default().clone_into(&mut flat.title);
    let text = |element: &Value, key: &str| element.get(key).map(plain).unwrap_or_default();
    let kind = |element: &Value| text(element, "type").to_lowercase();
    for element in elements {
        let (name, kind) = (text(element, "name"), kind(element));
        if !THINGS.contains(&kind.as_str()) && kind != "flow" && kind != "transition" {
            if !JOINS.contains(&kind.as_str()) {
                account.lose("pictures, folders and actions");
            }
            continue;
        }
        let mut item = Item::new(name.clone(), name);
        item.notes = text(element, "description");
        if kind != "variable" {
            put(&mut item, ROLE, &kind);
        }
        let at = |path: &str| element.pointer(path).and_then(number);
        let corner = at("/display/coordinates/0").zip(at("/display/coordinates/1"));
        let size = (at("/display/size/0").unwrap_or_default(), at("/display/size/1").unwrap_or_default());
        item.place = corner.map(|(x, y)| (x + size.0 / 2.0, y + size.1 / 2.0));
        if element.get("behavior").and_then(|behavior| behavior.get("value")).is_some() {
            account.lose("equations");
        }
        flat.items.push(item);
    }
    for element in elements {
        let end = |key: &str| element.get(key).map(plain).filter(|end| !end.is_empty());
        match (kind(element).as_str(), end("from"), end("to")) {
            ("link", Some(from), Some(to)) => {
                let said = element.pointer("/behavior/polarity").and_then(Value::as_str).unwrap_or_default();
                let mut join = Join::new(from, to);
                join.notes = text(element, "description");
                join.polarity = match said.to_lowercase().as_str() {
                    "positive" => Some(Polarity::Plus),
                    "negative" => Some(Polarity::Minus),
                    _ => None,
                };
                flat.joins.push(join);
            }
            ("link", ..) => account.lose("links without an end"),
            ("flow" | "transition", from, to) => {
                flow(&text(element, "name"), from.as_deref(), to.as_deref(), flat);
            }
            _ => {}
        }
    }
    Ok(())
}

fn of_xml(text: &str, flat: &mut Flat, account: &mut Account) -> Result<(), Fault> {
    let document = xml::parse(text)?;
    let mut lines = Lines::new(&document);
    let kind = |node: Node<'_, '_>| node.tag_name().name().to_lowercase();
    let all: Vec<Node<'_, '_>> =
        document.descendants().filter(|node| node.is_element() && child(*node, "mxCell").is_some()).collect();
    let mut known = BTreeSet::new();
    for node in &all {
        let (kind, id) = (kind(*node), attribute(*node, "id").unwrap_or_default());
        let thing = THINGS.contains(&kind.as_str()) || kind == "flow" || kind == "transition";
        if !thing || id.is_empty() {
            if !JOINS.contains(&kind.as_str()) {
                account.lose("pictures, folders and ghosts");
            }
            continue;
        }
        let mut item = Item::new(id, attribute(*node, "name").unwrap_or_default());
        item.line = lines.of(*node);
        attribute(*node, "Note").unwrap_or_default().clone_into(&mut item.notes);
        if kind != "variable" {
            put(&mut item, ROLE, &kind);
        }
        item.place = child(*node, "mxCell").and_then(|cell| place(child(cell, "mxGeometry")?));
        known.insert(id);
        flat.items.push(item);
    }
    for node in &all {
        let Some(cell) = child(*node, "mxCell") else { continue };
        let end = |key: &str| attribute(cell, key).filter(|id| known.contains(id));
        match (kind(*node).as_str(), end("source"), end("target")) {
            ("link", Some(from), Some(to)) => {
                let mut join = Join { line: lines.of(*node), ..Join::new(from, to) };
                attribute(*node, "Note").unwrap_or_default().clone_into(&mut join.notes);
                let style = attribute(cell, "style").unwrap_or_default();
                let sign = style.split(';').find_map(|part| part.trim().strip_prefix("END_ANNOTATION="));
                join.polarity = match sign.map(str::trim) {
                    Some("+") => Some(Polarity::Plus),
                    Some("-") => Some(Polarity::Minus),
                    _ => None,
                };
                flat.joins.push(join);
            }
            ("link", ..) => account.lose("links without an end"),
            ("flow" | "transition", from, to) => {
                flow(attribute(*node, "id").unwrap_or_default(), from, to, flat);
            }
            _ => {}
        }
    }
    if flat.items.is_empty() {
        return Err(Fault::shape("an Insight Maker model", "variables or stocks"));
    }
    Ok(())
}

/// The middle of a drawn cell.
fn place(geometry: Node<'_, '_>) -> Option<(f64, f64)> {
    let value = |key: &str| attribute(geometry, key).and_then(|value| value.parse::<f64>().ok());
    let size = (value("width").unwrap_or_default(), value("height").unwrap_or_default());
    let (x, y) = value("x").zip(value("y"))?;
    Some((x + size.0 / 2.0, y + size.1 / 2.0)).filter(|(x, y)| x.is_finite() && y.is_finite())
}

/// The newer JSON. Ends are names there, so names are made unique.
fn write(flat: &Flat, account: &mut Account) -> Vec<u8> {
    let names: BTreeMap<&str, String> = unique_names(&flat.items, str::to_owned, account);
    let name = |key: &str| names.get(key).cloned().unwrap_or_default();
    let thing = |item: &Item| {
        let mut object = Map::new();
        object.insert("type".to_owned(), Value::from("VARIABLE"));
        object.insert("name".to_owned(), Value::from(name(&item.key)));
        if !item.notes.is_empty() {
            object.insert("description".to_owned(), Value::from(item.notes.clone()));
        }
        if let Some((x, y)) = item.place {
            let corner = [value_of(x - SIZE.0 / 2.0), value_of(y - SIZE.1 / 2.0)];
            object.insert("display".to_owned(), json!({"coordinates": corner, "size": [SIZE.0, SIZE.1]}));
        }
        Value::Object(object)
    };
    let link = |join: &Join| {
        let polarity = match join.polarity {
            Some(Polarity::Plus) => "POSITIVE",
            Some(Polarity::Minus) => "NEGATIVE",
            Some(Polarity::Unknown) | None => "NEUTRAL",
        };
        let mut object = json!({
            "type": "LINK", "from": name(&join.from), "to": name(&join.to), "behavior": {"polarity": polarity},
        });
        if let Some(object) = object.as_object_mut().filter(|_| !join.notes.is_empty()) {
            object.insert("description".to_owned(), Value::from(join.notes.clone()));
        }
        object
    };
    let elements: Vec<Value> = flat.items.iter().map(thing).chain(flat.joins.iter().map(link)).collect();
    let value =
        json!({"engine": "SIMULATION_PACKAGE", "name": flat.title, "simulation": {}, "elements": elements});
    format!("{value:#}\n").into_bytes()
}
