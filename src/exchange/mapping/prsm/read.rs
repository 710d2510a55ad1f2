//! Reading a PRSM map.

use serde_json::Value;

use super::lz::{self, Flaw};
use crate::exchange::account::{Account, Fate};
use crate::exchange::attributes::COLOUR;
use crate::exchange::fault::Fault;
use crate::exchange::flat::{Flat, Item, Join, number, plain};
use crate::exchange::mapping::{count, list, text};
use crate::exchange::source::Source;
use crate::exchange::table::cells;
use crate::model::{Direction, ElementKind, Polarity};

/// The most that a packed file may unpack to, in UTF-16 units.
const MOST: usize = 64 << 20;

pub(super) fn read(source: &Source<'_>, account: &mut Account) -> Result<Flat, Fault> {
    if source.text.trim_start().starts_with('{') {
        return map(source.need_json()?, account);
    }
    let unpacked = lz::unpack(source.text, MOST).map_err(|flaw| match flaw {
        Flaw::Broken => Fault::new(
            0,
            "this is neither JSON nor a packed PRSM map",
            "check that it is the right file, or export it again",
        ),
        Flaw::TooLong => {
            Fault::new(0, "the packed map unpacks to more than 128 MiB", "check where it comes from")
        }
    })?;
    let value = serde_json::from_str(&unpacked).map_err(|error| {
        Fault::new(0, format!("the unpacked map is not JSON ({error})"), "export it again")
    })?;
    map(&value, account)
}

fn map(value: &Value, account: &mut Account) -> Result<Flat, Fault> {
    if !value.get("nodes").is_some_and(Value::is_array) || !value.get("edges").is_some_and(Value::is_array) {
        return Err(Fault::shape("a PRSM map", "lists of nodes and edges"));
    }
    let mut flat = Flat {
        title: text(value, "mapTitle").to_owned(),
        about: about(value),
        // PRSM calls what it draws factors.
        causal: Some(true),
        directed: true,
        ..Flat::default()
    };
    for node in list(value, "nodes") {
        match node.get("id").map(plain) {
            Some(id) if !id.is_empty() => flat.items.push(item(node, id, value)),
            _ => account.lose("factors without an id"),
        }
    }
    for edge in list(value, "edges") {
        match join(edge, value) {
            Some(join) => flat.joins.push(join),
            None => account.lose("links without an end"),
        }
    }
    let unsigned = flat.joins.iter().filter(|join| join.polarity.is_none()).count();
    if unsigned > 0 && unsigned == flat.joins.len() {
        account.notice(
            "No title of a link style names a sign (such as “Positive influence”), so no link has one."
                .to_owned(),
        );
    }
    account.add(Fate::Lost, "entries of the history", count(value, "history"));
    let drawn: Option<Value> = serde_json::from_str(text(value, "background")).ok();
    let objects = drawn.map_or(0, |drawn| match drawn {
        Value::Array(all) => all.len(),
        Value::Object(all) => all.len(),
        _ => 0,
    });
    account.add(Fate::Lost, "drawings in the background", objects + count(value, "underlay"));
    Ok(flat)
}

fn about(value: &Value) -> String {
    let said = value.get("description");
    let inner = said.and_then(|said| said.get("text"));
    rich(inner.or(said))
}

/// The title of the style of a factor or link.
fn style<'a>(part: &Value, of: &str, map: &'a Value) -> &'a str {
    let group = text(part, "grp");
    let found = map.get("styles").and_then(|styles| styles.get(of)?.get(group)?.get("groupLabel"));
    found.and_then(Value::as_str).unwrap_or_default().trim()
}

/// Text that may be a Quill document, which is a list of insertions.
fn rich(value: Option<&Value>) -> String {
    let Some(value) = value else { return String::new() };
    if value.get("ops").is_none() {
        return value.as_str().unwrap_or_default().trim().to_owned();
    }
    let inserted: String = list(value, "ops").filter_map(|op| op.get("insert")?.as_str()).collect();
    inserted.trim().to_owned()
}

fn item(node: &Value, id: String, map: &Value) -> Item {
    let mut item = Item::new(id, text(node, "label"));
    let at = |axis: &str| node.get(axis).and_then(number);
    item.place = at("x").zip(at("y"));
    item.notes = rich(node.get("note"));
    let title = style(node, "nodes", map);
    let word = title.to_lowercase();
    item.kind = ElementKind::from_word(&word).or_else(|| ElementKind::from_word(word.strip_suffix('s')?));
    if item.kind.is_none() && !title.is_empty() && title != "Sample" {
        item.set("style", Value::from(title));
    }
    let usual = map.get("styles").and_then(|styles| styles.get("nodes")?.get(text(node, "grp")));
    let colour = background(node).filter(|colour| Some(colour) != usual.and_then(background).as_ref());
    if let Some(colour) = colour.filter(|colour| !matches!(colour.as_str(), "#ffffff" | "white")) {
        item.set(COLOUR, Value::from(colour));
    }
    for (key, title) in map.get("attributeTitles").and_then(Value::as_object).into_iter().flatten() {
        if let Some(value) = node.get(key) {
            let name = title.as_str().filter(|title| !title.trim().is_empty()).unwrap_or(key);
            item.set(name, value.clone());
        }
    }
    for (key, name) in [("thumbUp", "thumbs up"), ("thumbDown", "thumbs down")] {
        if count(node, key) > 0 {
            item.set(name, Value::from(count(node, key)));
        }
    }
    item
}

/// The colour that a factor or a style of factors is filled with.
fn background(part: &Value) -> Option<String> {
    let colour = part.get("color")?;
    colour.get("background").unwrap_or(colour).as_str().map(hex)
}

/// A colour as `#rrggbb` when it is written as `rgb(…)`; otherwise as it is.
fn hex(colour: &str) -> String {
    let inner = colour.split_once('(').and_then(|(name, rest)| {
        name.trim().starts_with("rgb").then(|| rest.trim_end_matches(')').split(',').map(str::trim))
    });
    let parts: Option<Vec<u8>> =
        inner.and_then(|parts| parts.take(3).map(|part| part.parse().ok()).collect());
    match parts.as_deref() {
        Some([r, g, b]) => format!("#{r:02x}{g:02x}{b:02x}"),
        _ => colour.to_lowercase(),
    }
}

fn join(edge: &Value, map: &Value) -> Option<Join> {
    let end = |key: &str| edge.get(key).map(plain).filter(|end| !end.is_empty());
    let mut join = Join::new(end("from")?, end("to")?);
    join.key = edge.get("id").map(plain).unwrap_or_default();
    join.notes = rich(edge.get("note"));
    join.direction = Some(direction(edge.get("arrows")));
    let title = style(edge, "edges", map);
    (join.polarity, join.delay) = meaning(title);
    let label = text(edge, "label").trim();
    if join.polarity.is_none() && !is_plain(title) && title != "Sample" {
        title.clone_into(&mut join.word);
    }
    // Our own writing puts what styles cannot say into the label.
    for part in label.split(" · ").map(str::trim).filter(|part| !part.is_empty()) {
        match part.strip_prefix("strength ").and_then(|number| number.parse().ok()) {
            Some(weight) => join.weight = Some(weight),
            None if join.polarity.is_none() && join.word.is_empty() => part.clone_into(&mut join.word),
            None => join.set("label", Value::from(part)),
        }
    }
    Some(join)
}

/// The title of a style says nothing of its own.
fn is_plain(title: &str) -> bool {
    matches!(title.to_lowercase().trim_end_matches(", delayed"), "" | "influence" | "link" | "delayed")
}

/// The sign and the delay that the title of a style names.
fn meaning(title: &str) -> (Option<Polarity>, bool) {
    let title = title.to_lowercase();
    let starts = |beginnings: &[&str]| beginnings.iter().any(|beginning| title.starts_with(beginning));
    let polarity = if starts(&["positive", "+", "pos ", "increase"]) {
        Some(Polarity::Plus)
    } else if starts(&["negative", "-ve", "−", "neg ", "decrease"]) {
        Some(Polarity::Minus)
    } else if starts(&["unknown", "unclear", "uncertain"]) {
        Some(Polarity::Unknown)
    } else {
        cells::polarity(&title)
    };
    (polarity, title.contains("delay"))
}

/// The arrows of the drawing: at the end, at both, or at none.
fn direction(arrows: Option<&Value>) -> Direction {
    let on = |side: &str| match arrows {
        Some(Value::String(sides)) => sides.split(',').any(|one| one.trim() == side),
        Some(Value::Object(sides)) => match sides.get(side) {
            Some(Value::Object(side)) => side.get("enabled").and_then(Value::as_bool) != Some(false),
            Some(Value::Bool(on)) => *on,
            _ => false,
        },
        _ => side == "to",
    };
    if on("to") && !on("from") { Direction::Forward } else { Direction::Mutual }
}
