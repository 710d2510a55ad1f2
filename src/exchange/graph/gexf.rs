//! GEXF 1.1 to 1.3. The versions differ in their namespaces; elements are known by their local names.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;
use serde_json::Value;

use super::join_of;
use crate::exchange::account::{Account, Fate};
use crate::exchange::attributes::COLOUR;
use crate::exchange::bounded::Copies;
use crate::exchange::fault::Fault;
use crate::exchange::flat::{ATTRIBUTED, Flat, Item, Join, plain};
use crate::exchange::format::Handler;
use crate::exchange::source::Source;
use crate::exchange::xml::{self, Lines, Writer, all, attribute, child, children};
use crate::model::Direction;

pub(in crate::exchange) const FORMAT: Handler = Handler {
    name: "gexf",
    title: "GEXF",
    endings: &["gexf", "xml"],
    origin: "gexf",
    holds: ATTRIBUTED,
    sniff: |source| source.root() == "gexf",
    read,
    write: Some(|flat, _| Ok(write(flat))),
};

/// The declared attributes of a class.
#[derive(Default)]
struct Declared<'a> {
    /// The name and type of each id.
    names: BTreeMap<&'a str, (&'a str, &'a str)>,
    /// Id, name and value of those that stand in where nothing is said.
    defaults: Vec<(&'a str, &'a str, Value)>,
}

fn declared<'a>(graph: Node<'a, '_>, class: &str) -> Declared<'a> {
    let mut declared = Declared::default();
    let lists = children(graph, "attributes").filter(|list| attribute(*list, "class") == Some(class));
    for one in lists.flat_map(|list| children(list, "attribute")) {
        let Some(id) = attribute(one, "id") else { continue };
        let title = attribute(one, "title").unwrap_or(id);
        let kind = attribute(one, "type").unwrap_or("string");
        declared.names.insert(id, (title, kind));
        if let Some(default) = child(one, "default") {
            declared.defaults.push((id, title, typed(kind, &xml::text(default))));
        }
    }
    declared
}

fn values<'a>(
    node: Node<'a, '_>,
    declared: &Declared<'a>,
    copies: &mut Copies,
    account: &mut Account,
) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    let mut given = BTreeSet::new();
    for value in children(node, "attvalues").flat_map(|list| children(list, "attvalue")) {
        // Version 1.1 calls it id.
        let Some(id) = attribute(value, "for").or_else(|| attribute(value, "id")) else { continue };
        let (title, kind) = declared.names.get(id).copied().unwrap_or((id, "string"));
        given.insert(id);
        found.push((title.to_owned(), typed(kind, attribute(value, "value").unwrap_or_default())));
    }
    if !copies.take(declared.defaults.len()) {
        account.add(Fate::Lost, "defaults of very many elements", declared.defaults.len());
        return found;
    }
    let absent = declared.defaults.iter().filter(|(id, ..)| !given.contains(id));
    found.extend(absent.map(|(_, title, default)| ((*title).to_owned(), default.clone())));
    found
}

fn typed(kind: &str, text: &str) -> Value {
    let number = || text.parse::<f64>().ok().filter(|number| number.is_finite());
    match kind {
        "boolean" => Value::from(text == "true"),
        "integer" | "long" | "float" | "double" => {
            number().map_or_else(|| Value::from(text), crate::exchange::flat::value_of)
        }
        _ => Value::from(text),
    }
}

fn read(source: &Source<'_>, account: &mut Account) -> Result<Flat, Fault> {
    let document = xml::parse(source.text)?;
    let root = document.root_element();
    let graph = child(root, "graph").ok_or_else(|| Fault::shape("GEXF", "graph"))?;
    let mut flat =
        Flat { directed: attribute(graph, "defaultedgetype") == Some("directed"), ..Flat::default() };
    if let Some(about) = child(root, "meta").and_then(|meta| child(meta, "description")) {
        flat.about = xml::text(about);
    }
    let (of_nodes, of_edges) = (declared(graph, "node"), declared(graph, "edge"));
    let (mut lines, mut copies) = (Lines::new(&document), Copies::new());
    for node in all(graph, "node") {
        let Some(id) = attribute(node, "id") else {
            account.lose("nodes without an id");
            continue;
        };
        let mut item =
            Item { line: lines.of(node), ..Item::new(id, attribute(node, "label").unwrap_or_default()) };
        for (name, value) in values(node, &of_nodes, &mut copies, account) {
            item.set(&name, value);
        }
        drawn(node, &mut item);
        flat.items.push(item);
    }
    let mut lines = Lines::new(&document);
    for edge in all(graph, "edge") {
        let Some(mut join) = join_of(edge, &mut lines, account) else { continue };
        join.weight = xml::number(edge, "weight");
        join.direction = match attribute(edge, "type") {
            Some("directed") => Some(Direction::Forward),
            Some("undirected" | "mutual") => Some(Direction::Mutual),
            _ => None,
        };
        attribute(edge, "kind").unwrap_or_default().clone_into(&mut join.word);
        join.set("label", Value::from(attribute(edge, "label").unwrap_or_default()));
        for (name, value) in values(edge, &of_edges, &mut copies, account) {
            join.set(&name, value);
        }
        flat.joins.push(join);
    }
    all(graph, "spells").for_each(|_| account.lose("times at which something is there"));
    Ok(flat)
}

/// What the drawing says: place (Gephi's y grows upwards) and colour.
fn drawn(node: Node<'_, '_>, item: &mut Item) {
    if let Some(place) = child(node, "position")
        && let (Some(x), Some(y)) = (xml::number(place, "x"), xml::number(place, "y"))
    {
        item.place = Some((x, if y == 0.0 { 0.0 } else { -y }));
    }
    if let Some(colour) = child(node, "color") {
        let channel = |name| xml::number(colour, name).unwrap_or_default().clamp(0.0, 255.0) as u8;
        let hex = format!("#{:02x}{:02x}{:02x}", channel("r"), channel("g"), channel("b"));
        let hex = attribute(colour, "hex").map_or(hex, str::to_owned);
        item.set(COLOUR, Value::from(hex));
    }
}

type Attributes = Vec<(String, Value)>;

/// Attributes that have no place of their own in the format.
fn of_join(join: &Join) -> Attributes {
    let own = |name: &str| matches!(name, "weight" | "label");
    join.attributes().into_iter().filter(|(name, _)| !own(name)).collect()
}

fn declare(out: &mut Writer, class: &str, all: &[Attributes]) -> BTreeMap<String, String> {
    let mut types: BTreeMap<&str, &str> = BTreeMap::new();
    for (name, value) in all.iter().flatten() {
        let kind = match value {
            Value::Bool(_) => "boolean",
            Value::Number(_) => "double",
            _ => "string",
        };
        types
            .entry(name)
            .and_modify(|before| {
                if *before != kind {
                    *before = "string";
                }
            })
            .or_insert(kind);
    }
    out.open("attributes", &[("class", class)]);
    let mut ids = BTreeMap::new();
    for (index, (name, kind)) in types.into_iter().enumerate() {
        let id = index.to_string();
        out.empty("attribute", &[("id", &id), ("title", name), ("type", kind)]);
        ids.insert(name.to_owned(), id);
    }
    out.close();
    ids
}

fn attvalues(out: &mut Writer, ids: &BTreeMap<String, String>, attributes: &Attributes) {
    if attributes.is_empty() {
        return;
    }
    out.open("attvalues", &[]);
    for (name, value) in attributes {
        if let Some(id) = ids.get(name) {
            out.empty("attvalue", &[("for", id), ("value", &plain(value))]);
        }
    }
    out.close();
}

/// The three channels of `#rrggbb`.
fn channels(colour: &str) -> Option<[String; 3]> {
    let hex = colour.strip_prefix('#').filter(|hex| hex.len() == 6 && hex.is_ascii())?;
    let channel = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok().map(|c| c.to_string());
    Some([channel(0)?, channel(2)?, channel(4)?])
}

fn write(flat: &Flat) -> Vec<u8> {
    let mut out = Writer::new();
    let spaces =
        [("xmlns", "http://gexf.net/1.3"), ("xmlns:viz", "http://gexf.net/1.3/viz"), ("version", "1.3")];
    out.open("gexf", &spaces);
    out.open("meta", &[]);
    out.leaf("creator", &[], "Linchpin");
    out.leaf("description", &[], &flat.about);
    out.close();
    out.open("graph", &[("defaultedgetype", "directed"), ("mode", "static")]);
    let nodes: Vec<Attributes> = flat.items.iter().map(Item::attributes).collect();
    let edges: Vec<Attributes> = flat.joins.iter().map(of_join).collect();
    let node_ids = declare(&mut out, "node", &nodes);
    let edge_ids = declare(&mut out, "edge", &edges);
    out.open("nodes", &[]);
    for (item, attributes) in flat.items.iter().zip(&nodes) {
        out.open("node", &[("id", &item.key), ("label", &item.name)]);
        attvalues(&mut out, &node_ids, attributes);
        if let Some([r, g, b]) = item.field(COLOUR).and_then(channels) {
            out.empty("viz:color", &[("r", &r), ("g", &g), ("b", &b)]);
        }
        if let Some((x, y)) = item.place {
            out.empty("viz:position", &[("x", &x.to_string()), ("y", &(-y).to_string()), ("z", "0")]);
        }
        out.close();
    }
    out.close();
    out.open("edges", &[]);
    for (join, attributes) in flat.joins.iter().zip(&edges) {
        let weight = join.weight.map(|weight| weight.to_string());
        let kind = if join.is_forward(true) { "directed" } else { "mutual" };
        let mut of =
            vec![("id", join.key.as_str()), ("source", &join.from), ("target", &join.to), ("type", kind)];
        of.extend(weight.as_deref().map(|weight| ("weight", weight)));
        of.extend(join.field("label").map(|label| ("label", label)));
        out.open("edge", &of);
        attvalues(&mut out, &edge_ids, attributes);
        out.close();
    }
    out.finish()
}
