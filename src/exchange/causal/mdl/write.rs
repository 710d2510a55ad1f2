//! Writing a Vensim model: variables as functions of what acts on them, and one sketch.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::exchange::account::Account;
use crate::exchange::causal::quoted;
use crate::exchange::flat::{Flat, Item};
use crate::exchange::gather::unique_names;
use crate::model::Polarity;

/// Settings that every model needs.
const CONTROL: &str = "FINAL TIME = 100 ~ Month ~ |\nINITIAL TIME = 0 ~ Month ~ |\nSAVEPER = TIME STEP ~ Month ~ |\n\
                       TIME STEP = 1 ~ Month ~ |\n\n";

/// The name as equations and records write it: in quotes unless it is plain words.
fn spelled(name: &str) -> String {
    let plain = name.starts_with(char::is_alphabetic)
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '\''));
    if plain { name.to_owned() } else { quoted(name) }
}

/// Text without what ends an equation or a record.
fn safe(text: &str) -> String {
    text.replace(['|', '~'], "/").split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn write(flat: &Flat, account: &mut Account) -> Vec<u8> {
    let names: BTreeMap<&str, String> =
        unique_names(&flat.items, |name| name.replace(['|', '~'], "/"), account)
            .into_iter()
            .map(|(key, name)| (key, spelled(&name)))
            .collect();
    let name = |key: &str| names.get(key).map(String::as_str).unwrap_or_default();
    let mut out = "{UTF-8}\n".to_owned();
    let mut acting: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for join in &flat.joins {
        let sign = if join.polarity == Some(Polarity::Minus) { "-" } else { "" };
        if seen.insert((&join.to, sign, &join.from)) {
            acting.entry(&join.to).or_default().push(format!("{sign}{}", name(&join.from)));
        }
    }
    for item in &flat.items {
        let causes = acting.remove(item.key.as_str()).unwrap_or_default();
        let right =
            if causes.is_empty() { "0".to_owned() } else { format!("A FUNCTION OF( {})", causes.join(",")) };
        let _ = writeln!(out, "{} = {right}\n\t~\t\n\t~\t{}\n\t|\n", name(&item.key), safe(&item.notes));
    }
    out.push_str(CONTROL);
    out.push_str("\\\\\\---/// Sketch information - do not modify anything except names\n");
    out.push_str("V300  Do not put anything below this section - it will be ignored\n*View 1\n");
    out.push_str("$192-192-192,0,Arial|10||0-0-0|0-0-0|0-0-255|-1--1--1|-1--1--1|96,96,100,0\n");
    sketch(flat, &names, &mut out);
    out.push_str("///---\\\\\\\n");
    out.into_bytes()
}

fn sketch(flat: &Flat, names: &BTreeMap<&str, String>, out: &mut String) {
    let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, item) in flat.items.iter().enumerate() {
        let id = index + 1;
        ids.insert(&item.key, id);
        let (x, y) = place(item);
        let name = names.get(item.key.as_str()).map(String::as_str).unwrap_or_default();
        let _ = writeln!(out, "10,{id},{name},{x},{y},60,20,8,3,0,0,0,0,0,0");
    }
    let mut id = flat.items.len();
    for join in &flat.joins {
        id += 1;
        let (Some(from), Some(to)) = (ids.get(join.from.as_str()), ids.get(join.to.as_str())) else {
            continue;
        };
        let sign = match join.polarity {
            Some(Polarity::Plus) => 43,
            Some(Polarity::Minus) => 45,
            _ => 0,
        };
        // The lowest bit is the delay mark.
        let kind = if join.delay { 65 } else { 64 };
        let _ = writeln!(out, "1,{id},{from},{to},0,0,{sign},0,0,{kind},0,-1--1--1,,1|(0,0)|");
    }
    for text in &flat.texts {
        id += 1;
        let (x, y) = (text.place.0.round(), text.place.1.round());
        let said = text.text.replace('\r', "").replace('\n', "\\n");
        let _ = writeln!(out, "12,{id},0,{x},{y},110,45,8,4,0,0,-1,0,0,0\n{said}");
    }
}

/// Vensim counts in whole points.
fn place(item: &Item) -> (f64, f64) {
    let (x, y) = item.place.unwrap_or_default();
    (x.round(), y.round())
}
