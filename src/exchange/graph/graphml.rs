//! GraphML: plain, as Gephi and SocNetV write it, and with yEd's own drawing data.
//!
//! Keys are declared once and used by id; the same id may mean one thing for nodes and another for edges. yEd puts label,
//! place and colour into its own elements below `data`.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;
use serde_json::Value;

use super::join_of;
use crate::exchange::account::{Account, Fate};
use crate::exchange::attributes::COLOUR;
use crate::exchange::bounded::Copies;
use crate::exchange::fault::Fault;
use crate::exchange::flat::{ATTRIBUTED, Flat, Item, Join, plain, spelled_number};
use crate::exchange::format::Handler;
use crate::exchange::source::Source;
use crate::exchange::xml::{self, Lines, Writer, all, attribute, child, children};
use crate::model::Direction;

pub(in crate::exchange) const FORMAT: Handler = Handler {
    name: "graphml",
    title: "GraphML",
    endings: &["graphml", "xml"],
    origin: "graphml",
    holds: ATTRIBUTED,
    sniff: |source| source.root() == "graphml",
    read,
    write: Some(|flat, _| Ok(write(flat))),
};

/// The declared attributes of one domain: id → name, and defaults.
#[derive(Default)]
struct Keys<'a> {
    names: BTreeMap<&'a str, &'a str>,
    defaults: Vec<(&'a str, String)>,
}

fn keys<'a>(root: Node<'a, '_>, domain: &str) -> Keys<'a> {
    let mut keys = Keys::default();
    for key in children(root, "key") {
        let of = attribute(key, "for").unwrap_or("all");
        let (Some(id), true) = (attribute(key, "id"), of == domain || of == "all") else { continue };
        let name = attribute(key, "attr.name").or_else(|| attribute(key, "yfiles.type")).unwrap_or(id);
        keys.names.insert(id, name);
        if let Some(default) = child(key, "default") {
            keys.defaults.push((name, xml::text(default)));
        }
    }
    keys
}

fn read(source: &Source<'_>, account: &mut Account) -> Result<Flat, Fault> {
    let document = xml::parse(source.text)?;
    let root = document.root_element();
    let graph = child(root, "graph").ok_or_else(|| Fault::shape("GraphML", "graph"))?;
    let (node_keys, edge_keys) = (keys(root, "node"), keys(root, "edge"));
    let directed = attribute(graph, "edgedefault") != Some("undirected");
    let mut flat = Flat { directed, ..Flat::default() };
    let (mut lines, mut copies) = (Lines::new(&document), Copies::new());
    for node in all(graph, "node") {
        let Some(id) = attribute(node, "id") else {
            account.lose("nodes without an id");
            continue;
        };
        let mut item = Item { line: lines.of(node), ..Item::new(id, "") };
        for (name, value) in values(node, &node_keys, &mut copies, account) {
            item.set(name, value);
        }
        drawn(node, &mut item);
        if let Some(text) = child(node, "desc").map(xml::text).filter(|text| !text.is_empty()) {
            if item.name.is_empty() { item.name = text } else { item.notes = text }
        }
        channels(&mut item);
        flat.items.push(item);
    }
    let mut lines = Lines::new(&document);
    for edge in all(graph, "edge") {
        let Some(mut join) = join_of(edge, &mut lines, account) else { continue };
        join.direction = match attribute(edge, "directed") {
            Some("true") => Some(Direction::Forward),
            Some("false") => Some(Direction::Mutual),
            _ => None,
        };
        for (name, value) in values(edge, &edge_keys, &mut copies, account) {
            join.set(name, value);
        }
        if let Some(label) = all(edge, "EdgeLabel").next() {
            join.set("label", Value::from(xml::text(label).trim()));
        }
        flat.joins.push(join);
    }
    for (name, lost) in [("hyperedge", "hyperedges"), ("port", "ports")] {
        all(graph, name).for_each(|_| account.lose(lost));
    }
    Ok(flat)
}

/// The plain data of a node or edge under their declared names; defaults stand in for what is absent.
fn values<'a>(
    node: Node<'a, '_>,
    keys: &Keys<'a>,
    copies: &mut Copies,
    account: &mut Account,
) -> Vec<(&'a str, Value)> {
    let mut found = Vec::new();
    for data in children(node, "data") {
        // yEd's own elements are read elsewhere.
        if data.children().any(|child| child.is_element()) {
            continue;
        }
        let id = attribute(data, "key").unwrap_or_default();
        let Some(name) = keys.names.get(id) else {
            account.lose("data under an undeclared key");
            continue;
        };
        found.push((*name, typed(xml::text(data).trim())));
    }
    if keys.defaults.is_empty() {
        return found;
    }
    if !copies.take(keys.defaults.len()) {
        account.add(Fate::Lost, "defaults of very many elements", keys.defaults.len());
        return found;
    }
    let given: BTreeSet<&str> = found.iter().map(|(name, _)| *name).collect();
    let absent = keys.defaults.iter().filter(|(name, _)| !given.contains(name));
    found.extend(absent.map(|(name, default)| (*name, typed(default.trim()))));
    found
}

/// Text that is a plain number or a truth value, as such.
fn typed(text: &str) -> Value {
    match text {
        "true" => Value::from(true),
        "false" => Value::from(false),
        _ => spelled_number(text),
    }
}

/// What yEd draws: label, place (its corner and size) and colour.
fn drawn(node: Node<'_, '_>, item: &mut Item) {
    let Some(label) = all(node, "NodeLabel").next() else { return };
    let text = xml::text(label);
    if !text.trim().is_empty() {
        text.trim().clone_into(&mut item.name);
    }
    if let Some(geometry) = all(node, "Geometry").next() {
        let of = |name: &str| xml::number(geometry, name);
        if let (Some(x), Some(y)) = (of("x"), of("y")) {
            let (width, height) = (of("width").unwrap_or_default(), of("height").unwrap_or_default());
            item.place = Some((x + width / 2.0, y + height / 2.0));
        }
    }
    if let Some(colour) = all(node, "Fill").next().and_then(|fill| attribute(fill, "color")) {
        item.set(COLOUR, Value::from(colour));
    }
}

/// Gephi writes a colour as three numbers.
fn channels(item: &mut Item) {
    let channel =
        |name: &str| item.fields.get(name).and_then(Value::as_u64).and_then(|n| u8::try_from(n).ok());
    if let (Some(r), Some(g), Some(b)) = (channel("r"), channel("g"), channel("b")) {
        for name in ["r", "g", "b"] {
            item.fields.remove(name);
        }
        item.set(COLOUR, Value::from(format!("#{r:02x}{g:02x}{b:02x}")));
    }
}

type Attributes = Vec<(String, Value)>;

/// The attributes of a node as they are written.
fn of_item(item: &Item) -> Attributes {
    let mut all = vec![("label".to_owned(), Value::from(item.name.clone()))];
    if let Some((x, y)) = item.place {
        all.push(("x".to_owned(), Value::from(x)));
        all.push(("y".to_owned(), Value::from(y)));
    }
    all.extend(item.attributes());
    all
}

/// Declares a key for every attribute name; gives their ids.
fn declare(out: &mut Writer, domain: &str, all: &[Attributes]) -> BTreeMap<String, String> {
    let mut types: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (name, value) in all.iter().flatten() {
        types.entry(name).or_default().insert(match value {
            Value::Bool(_) => "boolean",
            Value::Number(_) => "double",
            _ => "string",
        });
    }
    let mut ids = BTreeMap::new();
    for (index, (name, types)) in types.into_iter().enumerate() {
        let id = format!("{}{index}", domain.get(..1).unwrap_or_default());
        let mut types = types.into_iter();
        let kind = match (types.next(), types.next()) {
            (Some(kind), None) => kind,
            _ => "string",
        };
        let attributes = [("id", id.as_str()), ("for", domain), ("attr.name", name), ("attr.type", kind)];
        out.empty("key", &attributes);
        ids.insert(name.to_owned(), id);
    }
    ids
}

fn data(out: &mut Writer, ids: &BTreeMap<String, String>, attributes: &Attributes) {
    for (name, value) in attributes {
        if let Some(id) = ids.get(name) {
            out.leaf("data", &[("key", id)], &plain(value));
        }
    }
}

fn write(flat: &Flat) -> Vec<u8> {
    let mut out = Writer::new();
    out.open("graphml", &[("xmlns", "http://graphml.graphdrawing.org/xmlns")]);
    let nodes: Vec<Attributes> = flat.items.iter().map(of_item).collect();
    let edges: Vec<Attributes> = flat.joins.iter().map(Join::attributes).collect();
    let node_ids = declare(&mut out, "node", &nodes);
    let edge_ids = declare(&mut out, "edge", &edges);
    out.open("graph", &[("id", &flat.title), ("edgedefault", "directed")]);
    for (item, attributes) in flat.items.iter().zip(&nodes) {
        out.open("node", &[("id", &item.key)]);
        data(&mut out, &node_ids, attributes);
        out.close();
    }
    for (join, attributes) in flat.joins.iter().zip(&edges) {
        out.open("edge", &[("id", &join.key), ("source", &join.from), ("target", &join.to)]);
        data(&mut out, &edge_ids, attributes);
        out.close();
    }
    out.finish()
}
