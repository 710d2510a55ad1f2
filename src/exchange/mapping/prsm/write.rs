//! Writing a PRSM map, as plain JSON, which every version of PRSM reads.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::exchange::attributes::COLOUR;
use crate::exchange::flat::{Flat, Item, Join, plain, value_of};
use crate::model::{Direction, ElementKind, Polarity};

/// PRSM has this many styles of links.
const STYLES: usize = 9;

const KINDS: [(ElementKind, &str, &str); 3] = [
    (ElementKind::Actor, "Actors", "#dbe7f6"),
    (ElementKind::Variable, "Variables", "#ffffff"),
    (ElementKind::Issue, "Issues", "#f6e3db"),
];

/// The title of the style that says what a link means, and its colour.
fn meaning(join: &Join) -> (String, &'static str) {
    let (word, colour) = match join.polarity {
        Some(Polarity::Plus) => ("Positive influence", "#2e7d32"),
        Some(Polarity::Minus) => ("Negative influence", "#c62828"),
        Some(Polarity::Unknown) => ("Unknown influence", "#6b7280"),
        None if join.word.is_empty() => ("Influence", "#1f2937"),
        None => (join.word.as_str(), "#1f2937"),
    };
    (if join.delay { format!("{word}, delayed") } else { word.to_owned() }, colour)
}

/// The bytes of a map.
pub(super) fn write(flat: &Flat) -> Vec<u8> {
    let mut uses: BTreeMap<(String, &str), usize> = BTreeMap::new();
    for join in &flat.joins {
        *uses.entry(meaning(join)).or_default() += 1;
    }
    let mut styles: Vec<((String, &str), usize)> = uses.into_iter().collect();
    // Signs and delays first: they have no other place, while a word can stand in the label.
    let signed = |title: &str| title.contains("nfluence");
    styles.sort_by_key(|((title, _), uses)| (!signed(title), std::cmp::Reverse(*uses)));
    styles.truncate(STYLES);
    let styles: Vec<(String, &str)> = styles.into_iter().map(|(style, _)| style).collect();
    let names: BTreeSet<&String> = flat.items.iter().flat_map(|item| item.fields.keys()).collect();
    let names: Vec<&String> = names.into_iter().filter(|name| *name != COLOUR).collect();
    let titles: Map<String, Value> = names
        .iter()
        .enumerate()
        .map(|(at, name)| (format!("att{}", at + 1), Value::from((*name).clone())))
        .collect();
    let node_styles: Map<String, Value> = KINDS
        .iter()
        .enumerate()
        .map(|(at, (_, title, colour))| {
            (format!("group{at}"), json!({"groupLabel": title, "color": colours(colour), "shape": "box"}))
        })
        .collect();
    let edge_styles: Map<String, Value> = styles
        .iter()
        .enumerate()
        .map(|(at, (title, colour))| {
            (format!("edge{at}"), json!({"groupLabel": title, "color": {"color": colour}, "arrows": "to"}))
        })
        .collect();
    let value = json!({
        "version": "1.9.1",
        "mapTitle": flat.title,
        "description": flat.about,
        "lastNodeSample": "group0",
        "lastLinkSample": "edge0",
        "attributeTitles": titles,
        "styles": {"nodes": node_styles, "edges": edge_styles},
        "nodes": flat.items.iter().map(|item| node(item, &names)).collect::<Vec<_>>(),
        "edges": flat.joins.iter().map(|join| edge(join, &styles)).collect::<Vec<_>>(),
        "underlay": [],
        "history": [],
    });
    format!("{value:#}\n").into_bytes()
}

fn colours(colour: &str) -> Value {
    json!({"background": colour, "border": "#1f2937"})
}

fn note(text: &str) -> Value {
    json!({"ops": [{"insert": format!("{text}\n")}]})
}

fn node(item: &Item, names: &[&String]) -> Value {
    let kind = KINDS.iter().position(|(kind, ..)| Some(*kind) == item.kind).unwrap_or(1);
    let own = item.field(COLOUR);
    let colour = own.or_else(|| KINDS.get(kind).map(|(.., colour)| *colour)).unwrap_or_default();
    let mut object = Map::new();
    let mut put = |name: &str, value: Value| object.insert(name.to_owned(), value);
    put("id", Value::from(item.key.clone()));
    put("label", Value::from(item.name.clone()));
    put("grp", Value::from(format!("group{kind}")));
    put("shape", Value::from("box"));
    put("color", colours(colour));
    if let Some((x, y)) = item.place {
        put("x", value_of(x));
        put("y", value_of(y));
    }
    if !item.notes.is_empty() {
        put("note", note(&item.notes));
    }
    for (at, name) in names.iter().enumerate() {
        if let Some(value) = item.fields.get(*name) {
            put(&format!("att{}", at + 1), Value::from(plain(value)));
        }
    }
    Value::Object(object)
}

fn edge(join: &Join, styles: &[(String, &str)]) -> Value {
    let (title, colour) = meaning(join);
    let style = styles.iter().position(|(style, _)| *style == title);
    let mut label = Vec::new();
    if style.is_none() || join.polarity.is_some() {
        label.push(join.word.clone());
    }
    label.extend(join.weight.map(|weight| format!("strength {}", value_of(weight))));
    label.retain(|part| !part.is_empty());
    let both = join.direction == Some(Direction::Mutual);
    let mut object = Map::new();
    let mut put = |name: &str, value: Value| object.insert(name.to_owned(), value);
    put("id", Value::from(join.key.clone()));
    put("from", Value::from(join.from.clone()));
    put("to", Value::from(join.to.clone()));
    put("grp", Value::from(style.map_or_else(|| "edge0".to_owned(), |at| format!("edge{at}"))));
    put("arrows", Value::from(if both { "to, from" } else { "to" }));
    put("color", json!({"color": colour}));
    if !label.is_empty() {
        put("label", Value::from(label.join(" · ")));
    }
    if !join.notes.is_empty() {
        put("note", note(&join.notes));
    }
    Value::Object(object)
}
