//! LOOPY: an address `…?data=[nodes, edges, labels, uid]`, or that list as a file.
//!
//! A node is `[id, x, y, start, label, hue]`, an edge `[from, to, arc, strength, rotation]`, a label `[x, y, text]`. Texts
//! are percent-encoded in the list, and in an address once more. The sign of the strength is the polarity.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::exchange::account::{Account, Fate};
use crate::exchange::attributes::COLOUR;
use crate::exchange::fault::Fault;
use crate::exchange::flat::{Flat, Item, Join, Part, Text, number, plain, value_of};
use crate::exchange::format::Handler;
use crate::exchange::source::Source;
use crate::model::Polarity;

pub(in crate::exchange) const FORMAT: Handler = Handler {
    name: "loopy",
    title: "LOOPY",
    endings: &["json", "txt", "url", "loopy"],
    origin: "loopy",
    holds: &[Part::Alone, Part::Places, Part::Signs, Part::Texts, Part::Parallels, Part::Webs],
    sniff: |source| data(source.text).is_some(),
    read,
    write: Some(|flat, _| Ok(write(flat))),
};

/// The six colours of LOOPY's nodes.
const HUES: [&str; 6] = ["#ee3322", "#eeaa22", "#ddbb33", "#33cc66", "#3377cc", "#7722aa"];

/// Where a node starts unless it was moved.
const START: f64 = 0.5;

/// Text with its percent-encoding undone; what is no encoding stays.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let hex = (*byte == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        let value = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(value.unwrap_or(*byte));
        at += if value.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Text percent-encoded as JavaScript's `encodeURIComponent` does.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The list, from an address or a file.
fn data(text: &str) -> Option<Value> {
    let text = text.trim();
    let list = match text.split_once("data=") {
        Some((before, list)) if !before.contains(['[', '{', '\n']) => {
            let list = decoded(list.split('&').next().unwrap_or(list));
            // Some shared addresses lose their end.
            if list.trim_end().ends_with("]]") || list.matches('[').count() == list.matches(']').count() {
                list
            } else {
                format!("{list}]")
            }
        }
        _ if text.starts_with('[') => text.to_owned(),
        _ => return None,
    };
    let value: Value = serde_json::from_str(&list).ok()?;
    let parts = value.as_array()?;
    let lists = parts.get(..3)?.iter().all(Value::is_array);
    let nodes =
        parts.first()?.as_array()?.iter().all(|node| node.as_array().is_some_and(|node| node.len() >= 5));
    (lists && nodes).then_some(value)
}

fn read(source: &Source<'_>, account: &mut Account) -> Result<Flat, Fault> {
    let value = data(source.text).ok_or_else(|| Fault::shape("LOOPY", "list of nodes, edges and labels"))?;
    let mut flat = Flat { causal: Some(true), directed: true, ..Flat::default() };
    let rows = |at: usize| value.get(at).and_then(Value::as_array).into_iter().flatten();
    for node in rows(0) {
        let of = |at: usize| node.get(at).and_then(number);
        let key = node.get(0).map(plain).unwrap_or_default();
        let mut item = Item::new(key, decoded(&node.get(4).map(plain).unwrap_or_default()));
        item.place = of(1).zip(of(2));
        if let Some(hue) = of(5).and_then(|hue| HUES.get(hue as usize)) {
            item.set(COLOUR, Value::from(*hue));
        }
        if let Some(start) = of(3).filter(|start| (start - START).abs() > f64::EPSILON) {
            item.set("start value", value_of(start));
        }
        flat.items.push(item);
    }
    for edge in rows(1) {
        let end = |at: usize| edge.get(at).map(plain).unwrap_or_default();
        let strength = edge.get(3).and_then(number).unwrap_or(1.0);
        let polarity = Some(if strength < 0.0 { Polarity::Minus } else { Polarity::Plus });
        let mut join = Join { polarity, ..Join::new(end(0), end(1)) };
        if strength.abs() > 1.0 {
            join.set("LOOPY strength", value_of(strength.abs()));
        }
        flat.joins.push(join);
    }
    for label in rows(2) {
        let of = |at: usize| label.get(at).and_then(number).unwrap_or_default();
        let text = decoded(&label.get(2).map(plain).unwrap_or_default());
        flat.texts.push(Text { text, place: (of(0), of(1)) });
    }
    let bent = rows(1).filter(|edge| edge.get(2).and_then(number).is_some_and(|arc| arc != 0.0)).count();
    account.add(Fate::Lost, "bends of links", bent);
    Ok(flat)
}

/// The list as a file. Numbers stand in for ids; an unsigned link is drawn as a positive one, as LOOPY knows no other.
fn write(flat: &Flat) -> Vec<u8> {
    let nodes: Vec<Value> = flat
        .items
        .iter()
        .enumerate()
        .map(|(at, item)| {
            let (x, y) = item.place.unwrap_or_default();
            json!([at + 1, value_of(x), value_of(y), START, encoded(&item.name), 5])
        })
        .collect();
    let ids: BTreeMap<&str, usize> =
        flat.items.iter().enumerate().map(|(at, item)| (item.key.as_str(), at + 1)).collect();
    let edges: Vec<Value> = flat
        .joins
        .iter()
        .map(|join| {
            let sign = if join.polarity == Some(Polarity::Minus) { -1 } else { 1 };
            json!([ids.get(join.from.as_str()), ids.get(join.to.as_str()), 90, sign, 0])
        })
        .collect();
    let labels: Vec<Value> = flat
        .texts
        .iter()
        .map(|text| json!([value_of(text.place.0), value_of(text.place.1), encoded(&text.text)]))
        .collect();
    json!([nodes, edges, labels, flat.items.len() + 1]).to_string().into_bytes()
}
