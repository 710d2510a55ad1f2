//! Graphs in JSON: Graphology (which Gephi writes) and node-link (NetworkX, d3).
//!
//! Both are a list of nodes and a list of edges. Graphology puts attributes into an object of their own, node-link beside
//! the key; NetworkX calls the edges `links` or `edges`.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::exchange::account::Account;
use crate::exchange::fault::Fault;
use crate::exchange::flat::{ATTRIBUTED, Flat, Item, Join, plain};
use crate::exchange::format::Handler;
use crate::exchange::source::Source;
use crate::model::Direction;

pub(in crate::exchange) const GRAPHOLOGY: Handler = Handler {
    name: "graphology",
    title: "Graphology JSON (Gephi)",
    endings: &["json"],
    origin: "graphology",
    holds: ATTRIBUTED,
    sniff: |source| source.has_keys(&["nodes", "edges"]) && has_key(source, "key"),
    read,
    write: Some(|flat, _| Ok(write_graphology(flat))),
};

pub(in crate::exchange) const NODE_LINK: Handler = Handler {
    name: "nodelink",
    title: "Node-link JSON (NetworkX, d3)",
    endings: &["json"],
    origin: "nodelink",
    holds: ATTRIBUTED,
    sniff: |source| {
        (source.has_keys(&["nodes", "links"]) || source.has_keys(&["nodes", "edges"]))
            && !has_key(source, "key")
    },
    read,
    write: Some(|flat, _| Ok(write_node_link(flat))),
};

/// The first node is an object with this key.
fn has_key(source: &Source<'_>, key: &str) -> bool {
    let first = source.json().and_then(|value| value.get("nodes")?.as_array()?.first());
    first.is_some_and(|node| node.get(key).is_some())
}

/// The key of a node, under whatever name.
fn key(node: &Value) -> Option<String> {
    if !node.is_object() {
        return Some(plain(node)).filter(|key| !key.is_empty());
    }
    let found = ["key", "id", "name", "label"].iter().find_map(|name| node.get(*name));
    found.map(plain).filter(|key| !key.is_empty())
}

fn read(source: &Source<'_>, account: &mut Account) -> Result<Flat, Fault> {
    let value = source.need_json()?;
    let list = |name: &str| value.get(name).and_then(Value::as_array);
    let nodes = list("nodes").ok_or_else(|| Fault::shape("a graph in JSON", "list of nodes"))?;
    let edges = list("links").or_else(|| list("edges"));
    let edges = edges.ok_or_else(|| Fault::shape("a graph in JSON", "list of links or edges"))?;
    let graphology = nodes.first().is_some_and(|node| node.get("key").is_some());
    let directed = match value.get("directed").and_then(Value::as_bool) {
        Some(directed) => directed,
        None => value.pointer("/options/type").and_then(Value::as_str) != Some("undirected") && graphology,
    };
    let mut flat = Flat { directed, ..Flat::default() };
    let named =
        ["/graph/name", "/attributes/name", "/attributes/title"].iter().find_map(|at| value.pointer(at));
    flat.title = named.map(plain).unwrap_or_default();
    // Links of d3 may name their ends by place in the list instead of by key.
    let keys: Vec<Option<String>> = nodes.iter().map(key).collect();
    let named: BTreeSet<&String> = keys.iter().flatten().collect();
    for (node, key) in nodes.iter().zip(&keys) {
        let Some(key) = key else {
            account.lose("nodes without an id");
            continue;
        };
        let mut item = Item::new(key.clone(), "");
        for (name, value) in attributes(node, &["key", "id"]) {
            item.set(name, value.clone());
        }
        flat.items.push(item);
    }
    let end = |edge: &Value, name: &str| -> Option<String> {
        let end = edge.get(name)?;
        let text = key(end)?;
        if named.contains(&text) {
            return Some(text);
        }
        let by_place = end.as_u64().and_then(|place| keys.get(place as usize)).cloned().flatten();
        Some(by_place.unwrap_or(text))
    };
    for edge in edges {
        let (Some(from), Some(to)) = (end(edge, "source"), end(edge, "target")) else {
            account.lose("edges without an end");
            continue;
        };
        let mut join = Join::new(from, to);
        join.key = edge
            .get("id")
            .or_else(|| graphology.then(|| edge.get("key")).flatten())
            .map(plain)
            .unwrap_or_default();
        if edge.get("undirected").and_then(Value::as_bool) == Some(true) {
            join.direction = Some(Direction::Mutual);
        }
        // In a multigraph of NetworkX the key of an edge only counts the parallel ones.
        for (name, value) in attributes(edge, &["id", "key", "source", "target", "undirected"]) {
            if name == "value" && join.weight.is_none() {
                join.set("weight", value.clone());
            } else {
                join.set(name, value.clone());
            }
        }
        flat.joins.push(join);
    }
    Ok(flat)
}

/// What a node or edge says besides its keys; Graphology has it one level down.
fn attributes<'a>(value: &'a Value, keys: &'a [&str]) -> impl Iterator<Item = (&'a str, &'a Value)> {
    let inner = value.get("attributes").and_then(Value::as_object);
    let object = inner.or_else(|| value.as_object());
    let all = object.into_iter().flatten().map(|(name, value)| (name.as_str(), value));
    all.filter(move |(name, _)| inner.is_some() || !keys.contains(name))
}

fn of_item(item: &Item) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("label".to_owned(), Value::from(item.name.clone()));
    if let Some((x, y)) = item.place {
        object.insert("x".to_owned(), Value::from(x));
        object.insert("y".to_owned(), Value::from(y));
    }
    object.extend(item.attributes());
    object
}

fn write_graphology(flat: &Flat) -> Vec<u8> {
    let node = |item: &Item| json!({"key": item.key, "attributes": of_item(item)});
    let edge = |join: &Join| {
        let attributes: Map<String, Value> = join.attributes().into_iter().collect();
        json!({"key": join.key, "source": join.from, "target": join.to, "attributes": attributes})
    };
    let value = json!({
        "attributes": {"name": flat.title},
        "options": {"type": "directed", "multi": true, "allowSelfLoops": true},
        "nodes": flat.items.iter().map(node).collect::<Vec<_>>(),
        "edges": flat.joins.iter().map(edge).collect::<Vec<_>>(),
    });
    format!("{value:#}\n").into_bytes()
}

fn write_node_link(flat: &Flat) -> Vec<u8> {
    let node = |item: &Item| {
        let mut object = of_item(item);
        object.insert("id".to_owned(), Value::from(item.key.clone()));
        Value::Object(object)
    };
    let edge = |join: &Join| {
        let mut object: Map<String, Value> = join.attributes().into_iter().collect();
        for (name, value) in
            [("id", &join.key), ("key", &join.key), ("source", &join.from), ("target", &join.to)]
        {
            object.insert(name.to_owned(), Value::from(value.clone()));
        }
        Value::Object(object)
    };
    let value = json!({
        "directed": true,
        "multigraph": true,
        "graph": {"name": flat.title},
        "nodes": flat.items.iter().map(node).collect::<Vec<_>>(),
        "edges": flat.joins.iter().map(edge).collect::<Vec<_>>(),
    });
    format!("{value:#}\n").into_bytes()
}
