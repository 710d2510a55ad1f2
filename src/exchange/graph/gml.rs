//! GML: nested lists of keys and values. Ids are numbers; older files have no labels, or quote their ids.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;

use super::token::{Token, Tokens};
use crate::exchange::account::Account;
use crate::exchange::attributes::COLOUR;
use crate::exchange::fault::Fault;
use crate::exchange::flat::{ATTRIBUTED, Flat, Item, Join, number, plain, value_of};
use crate::exchange::format::Handler;
use crate::exchange::source::Source;

pub(in crate::exchange) const FORMAT: Handler = Handler {
    name: "gml",
    title: "GML",
    endings: &["gml"],
    origin: "gml",
    holds: ATTRIBUTED,
    sniff: |source| {
        let text = source.text.trim_start();
        text.contains("graph")
            && text.contains("node")
            && text.contains('[')
            && !text.starts_with(['<', '{', '['])
            && source.text.lines().any(|line| line.trim().trim_end_matches('[').trim() == "graph")
    },
    read,
    write: Some(|flat, _| Ok(write(flat))),
};

/// The longest entity, with its marks.
const LONGEST: usize = 11;
/// The deepest nesting that is read.
const DEEPEST: usize = 64;

/// A list of keys and values.
#[derive(Default)]
struct List {
    line: usize,
    plain: Vec<(String, Value)>,
    lists: Vec<(String, List)>,
}

impl List {
    fn get(&self, key: &str) -> Option<&Value> {
        self.plain.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    fn list(&self, key: &str) -> Option<&List> {
        self.lists.iter().find(|(name, _)| name == key).map(|(_, list)| list)
    }
}

fn parse(tokens: &mut Tokens<'_>, depth: usize) -> Result<List, Fault> {
    let mut list = List { line: tokens.line(), ..List::default() };
    if depth > DEEPEST {
        return Err(Fault::new(list.line, "lists are nested too deeply", "check the file"));
    }
    while let Some(token) = tokens.next() {
        let key = match token {
            Token::Word(word) => word.to_owned(),
            Token::Mark(']') => break,
            _ => {
                return Err(Fault::new(
                    tokens.line(),
                    "a key is missing",
                    "correct it there, or export it again",
                ));
            }
        };
        match tokens.next() {
            Some(Token::Mark('[')) => list.lists.push((key, parse(tokens, depth + 1)?)),
            Some(Token::Word(word)) => {
                list.plain.push((key, word.parse().map_or_else(|_| Value::from(word), value_of)));
            }
            Some(Token::Text(text)) => list.plain.push((key, Value::from(unescaped(&text)))),
            _ => {
                let what = format!("“{key}” has no value");
                return Err(Fault::new(tokens.line(), what, "correct it there, or export it again"));
            }
        }
    }
    Ok(list)
}

/// GML writes characters beyond ASCII as numbered entities.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let end = after.bytes().take(LONGEST).position(|byte| byte == b';');
        let entity = end.and_then(|end| after.get(1..end));
        let character = entity.and_then(|entity| match entity {
            "quot" => Some('"'),
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "apos" => Some('\''),
            _ => entity.strip_prefix('#').and_then(|n| n.parse().ok()).and_then(char::from_u32),
        });
        let known = character.zip(end);
        out.push(known.map_or('&', |(character, _)| character));
        rest = after.get(known.map_or(1, |(_, end)| end + 1)..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            ' '..='~' => out.push(character),
            other => {
                let _ = write!(out, "&#{};", u32::from(other));
            }
        }
    }
    out
}

fn read(source: &Source<'_>, account: &mut Account) -> Result<Flat, Fault> {
    let file = parse(&mut Tokens::gml(source.text), 0)?;
    let graph = file.list("graph").ok_or_else(|| Fault::shape("GML", "graph"))?;
    let directed = graph.get("directed").and_then(number) == Some(1.0);
    let mut flat = Flat { directed, ..Flat::default() };
    flat.title = graph.get("label").or_else(|| graph.get("name")).map(plain).unwrap_or_default();
    for (name, list) in &graph.lists {
        match name.as_str() {
            "node" => match list.get("id").map(plain) {
                Some(key) => flat.items.push(node(key, list)),
                None => account.lose("nodes without an id"),
            },
            "edge" => match list.get("source").zip(list.get("target")) {
                Some((from, to)) => flat.joins.push(edge(&plain(from), &plain(to), list)),
                None => account.lose("edges without an end"),
            },
            _ => {}
        }
    }
    // Linchpin writes its own ids beside the numbers.
    let ours: BTreeMap<String, String> = flat
        .items
        .iter_mut()
        .filter_map(|item| {
            let own = item.fields.remove("linchpinId")?;
            Some((std::mem::replace(&mut item.key, plain(&own)), plain(&own)))
        })
        .collect();
    for join in &mut flat.joins {
        for end in [&mut join.from, &mut join.to] {
            if let Some(own) = ours.get(end) {
                end.clone_from(own);
            }
        }
        if let Some(own) = join.fields.remove("linchpinId") {
            join.key = plain(&own);
        }
    }
    Ok(flat)
}

fn node(key: String, list: &List) -> Item {
    let mut item = Item { line: list.line, ..Item::new(key, "") };
    for (name, value) in list.plain.iter().filter(|(name, _)| name != "id") {
        item.set(&own_name(name), value.clone());
    }
    if let Some(graphics) = list.list("graphics") {
        let of = |name: &str| graphics.get(name).and_then(number);
        item.place = of("x").zip(of("y")).or(item.place);
        if let Some(fill) = graphics.get("fill") {
            item.set(COLOUR, fill.clone());
        }
    }
    item
}

fn edge(from: &str, to: &str, list: &List) -> Join {
    let mut join = Join { line: list.line, ..Join::new(from, to) };
    for (name, value) in
        list.plain.iter().filter(|(name, _)| !matches!(name.as_str(), "source" | "target" | "id"))
    {
        if name == "value" && join.weight.is_none() {
            join.set("weight", value.clone());
        } else {
            join.set(&own_name(name), value.clone());
        }
    }
    join
}

/// Keys hold letters and digits only: others are written as `Uxx` with their number in hexadecimal.
fn key(name: &str) -> String {
    let mut out = String::new();
    for character in name.chars() {
        match character {
            'U' => out.push_str("U55U"),
            c if c.is_ascii_alphabetic() || (c.is_ascii_digit() && !out.is_empty()) => out.push(c),
            c => {
                let _ = write!(out, "U{:x}U", u32::from(c));
            }
        }
    }
    out
}

/// The name that [`key`] spelled; other keys stand for themselves.
fn own_name(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    let mut rest = key;
    while let Some((before, after)) = rest.split_once('U') {
        let code = after.split_once('U');
        let character =
            code.and_then(|(code, _)| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        let (Some(character), Some((_, tail))) = (character, code) else { return key.to_owned() };
        out.push_str(before);
        out.push(character);
        rest = tail;
    }
    out.push_str(rest);
    out
}

fn put(out: &mut String, name: &str, value: &Value) {
    let name = key(name);
    let _ = match value {
        Value::Number(number) => writeln!(out, "    {name} {number}"),
        other => writeln!(out, "    {name} \"{}\"", escaped(&plain(other))),
    };
}

fn write(flat: &Flat) -> Vec<u8> {
    let mut out = "graph [\n  directed 1\n  multigraph 1\n".to_owned();
    let ids: BTreeMap<&str, usize> =
        flat.items.iter().enumerate().map(|(at, item)| (item.key.as_str(), at)).collect();
    for (at, item) in flat.items.iter().enumerate() {
        let _ = writeln!(out, "  node [\n    id {at}\n    label \"{}\"", escaped(&item.name));
        let _ = writeln!(out, "    linchpinId \"{}\"", escaped(&item.key));
        if let Some((x, y)) = item.place {
            let _ = writeln!(out, "    graphics [\n      x {x}\n      y {y}\n    ]");
        }
        for (name, value) in item.attributes() {
            put(&mut out, &name, &value);
        }
        out.push_str("  ]\n");
    }
    for join in &flat.joins {
        let (Some(from), Some(to)) = (ids.get(join.from.as_str()), ids.get(join.to.as_str())) else {
            continue;
        };
        let _ = writeln!(out, "  edge [\n    source {from}\n    target {to}");
        let _ = writeln!(out, "    linchpinId \"{}\"", escaped(&join.key));
        for (name, value) in join.attributes() {
            put(&mut out, &name, &value);
        }
        out.push_str("  ]\n");
    }
    out.push_str("]\n");
    out.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_name_makes_a_key_and_comes_back() {
        for name in ["notes", "asset Market access", "Übung 2", "U", "9x", "a_b"] {
            assert!(key(name).bytes().all(|b| b.is_ascii_alphanumeric()), "{}", key(name));
            assert_eq!(own_name(&key(name)), name);
        }
        assert_eq!(own_name("URL"), "URL");
    }
}
