//! Pajek's network files (.net): numbered vertices, arcs (one way), edges (both ways), lists and matrices of them.
//!
//! A relation has a number and may have a name (`*Arcs :1 "funds"`). Pajek has no signs: a negative weight is read as a
//! minus, and we write the sign as the label of the line.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::exchange::account::Account;
use crate::exchange::attributes::COLOUR;
use crate::exchange::fault::Fault;
use crate::exchange::flat::{Flat, Item, Join, Part, value_of};
use crate::exchange::format::Handler;
use crate::exchange::gather::unique_names;
use crate::exchange::source::Source;
use crate::exchange::table::cells;
use crate::model::{Direction, LinkKind, Polarity};

pub(in crate::exchange) const FORMAT: Handler = Handler {
    name: "pajek",
    title: "Pajek network",
    endings: &["net", "paj"],
    origin: "pajek",
    holds: &[
        Part::Actors,
        Part::Alone,
        Part::Places,
        Part::Colours,
        Part::Signs,
        Part::Weights,
        Part::Directions,
        Part::Words,
        Part::Parallels,
        Part::Webs,
    ],
    sniff: |source| {
        let mut lines =
            source.text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('%'));
        lines.next().is_some_and(|line| starts(line, "*network") || starts(line, "*vertices"))
    },
    read,
    write: Some(|flat, account| Ok(write(flat, account))),
};

/// The name of the relation that holds causal links.
const CAUSAL: &str = "causal";
/// The most vertices, which bounds what a header can ask for.
const MOST: usize = 1_000_000;

fn starts(line: &str, word: &str) -> bool {
    line.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
}

/// The words of a line; one in quotes is one word without them, with backslashes before quotes inside.
fn words(line: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut rest = line.trim();
    while !rest.is_empty() {
        let Some(quoted) = rest.strip_prefix('"') else {
            let (word, after) = rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len()));
            all.push(word.to_owned());
            rest = after.trim_start();
            continue;
        };
        let (mut word, mut chars) = (String::new(), quoted.chars());
        while let Some(c) = chars.next() {
            let escaped = c == '\\' && chars.as_str().starts_with(['"', '\\']);
            match c {
                '"' => break,
                _ if escaped => word.extend(chars.next()),
                _ => word.push(c),
            }
        }
        all.push(word);
        rest = chars.as_str().trim_start();
    }
    all
}

/// What the lines of a section are.
#[derive(Clone, Copy, PartialEq)]
enum Section {
    Vertices,
    /// One line each; one way or both.
    Lines(Direction),
    /// One start and many ends.
    Lists(Direction),
    Matrix,
    Other,
}

fn read(source: &Source<'_>, account: &mut Account) -> Result<Flat, Fault> {
    let mut flat = Flat { directed: true, ..Flat::default() };
    let (mut section, mut relation, mut row) = (Section::Other, String::new(), 0);
    let mut seen = false;
    for (at, text) in source.text.lines().enumerate() {
        let (line, text) = (at + 1, text.trim());
        if text.is_empty() || text.starts_with('%') {
            continue;
        }
        if text.starts_with('*') {
            (section, relation, row) = (start(text, line, &mut flat)?, relation_of(text), 0);
            seen |= section == Section::Vertices;
            if section == Section::Other && !starts(text, "*network") {
                account.lose("sections that are no network");
            }
            if relation.eq_ignore_ascii_case(CAUSAL) {
                flat.causal = Some(true);
            }
            continue;
        }
        let words = words(text);
        match section {
            Section::Vertices => vertex(&words, line, &mut flat, account),
            Section::Lines(direction) => {
                let mut join = Join { line, direction: Some(direction), ..ends(&words, line)? };
                read_line(&words, &relation, &mut join, account);
                flat.joins.push(join);
            }
            Section::Lists(direction) => {
                let (from, tos) = words.split_first().ok_or_else(|| bad(line))?;
                for to in tos {
                    let mut join = Join { line, direction: Some(direction), ..Join::new(from, to) };
                    read_line(&[], &relation, &mut join, account);
                    flat.joins.push(join);
                }
            }
            Section::Matrix => {
                row += 1;
                for (column, cell) in words.iter().enumerate() {
                    let weight: f64 = cell.parse().map_err(|_| bad(line))?;
                    if weight != 0.0 {
                        let mut join = Join { line, ..Join::new(row.to_string(), (column + 1).to_string()) };
                        weigh(weight, &mut join);
                        flat.joins.push(join);
                    }
                }
            }
            Section::Other => {}
        }
    }
    if seen { Ok(flat) } else { Err(Fault::shape("a Pajek network", "line *Vertices")) }
}

fn bad(line: usize) -> Fault {
    Fault::new(line, "this line cannot be read", "correct it there, or export the network again")
}

/// The section that a line with a star starts. `*Vertices 5` makes five vertices, which the lines after it may name.
fn start(text: &str, line: usize, flat: &mut Flat) -> Result<Section, Fault> {
    let head = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    Ok(match head.as_str() {
        "*vertices" => {
            let count = text.split_whitespace().nth(1).and_then(|count| count.parse::<usize>().ok());
            let count = count.filter(|count| *count <= MOST).ok_or_else(|| {
                Fault::new(line, "the number of vertices is missing or too large", "write it after *Vertices")
            })?;
            // Lines for vertices may be left out; a text cannot name more than it has room for.
            flat.items = (1..=count).map(|at| Item::new(at.to_string(), "")).collect();
            Section::Vertices
        }
        "*arcs" => Section::Lines(Direction::Forward),
        "*edges" => Section::Lines(Direction::Mutual),
        "*arcslist" => Section::Lists(Direction::Forward),
        "*edgeslist" => Section::Lists(Direction::Mutual),
        "*matrix" => Section::Matrix,
        "*network" => {
            if let Some((_, title)) = text.split_once(char::is_whitespace) {
                title.trim().trim_matches('"').clone_into(&mut flat.title);
            }
            Section::Other
        }
        _ => Section::Other,
    })
}

/// The name of the relation in quotes behind its number.
fn relation_of(text: &str) -> String {
    text.find('"').and_then(|at| words(text.get(at..)?).into_iter().next()).unwrap_or_default()
}

fn vertex(words: &[String], line: usize, flat: &mut Flat, account: &mut Account) {
    let place = words.first().and_then(|number| number.parse::<usize>().ok());
    let Some(item) = place.and_then(|at| flat.items.get_mut(at.checked_sub(1)?)) else {
        account.notice(format!("Line {line} was left out: it is no vertex from 1 to {}.", flat.items.len()));
        return;
    };
    item.line = line;
    if let Some(name) = words.get(1) {
        item.name.clone_from(name);
    }
    let numbers: Vec<f64> = words.iter().skip(2).map_while(|word| word.parse().ok()).collect();
    if let [x, y, ..] = numbers[..] {
        item.place = Some((x, y));
    }
    let mut rest = words.iter().skip(2 + numbers.len());
    while let Some(word) = rest.next() {
        if word == "ic" {
            if let Some(colour) = rest.next() {
                let colour = colour
                    .strip_prefix("RGB")
                    .map_or_else(|| colour.to_lowercase(), |hex| format!("#{}", hex.to_lowercase()));
                item.set(COLOUR, colour.into());
            }
        } else {
            account.lose("shapes and looks of vertices");
        }
    }
}

fn ends(words: &[String], line: usize) -> Result<Join, Fault> {
    match words {
        [from, to, ..] => Ok(Join::new(from, to)),
        _ => Err(bad(line)),
    }
}

/// Reads what a line says besides its ends: a weight, then names with values.
fn read_line(words: &[String], relation: &str, join: &mut Join, account: &mut Account) {
    if !relation.eq_ignore_ascii_case(CAUSAL) {
        relation.clone_into(&mut join.word);
    }
    let mut rest = words.iter().skip(2).peekable();
    if let Some(weight) = rest.peek().and_then(|word| word.parse::<f64>().ok()) {
        rest.next();
        weigh(weight, join);
    }
    while let (Some(name), value) = (rest.next(), rest.next()) {
        match (name.as_str(), value) {
            ("l", Some(label)) if matches!(label.as_str(), "+" | "-" | "?") => {
                join.polarity = cells::polarity(label);
            }
            ("l", Some(label)) => join.set("label", label.as_str().into()),
            _ => account.lose("looks of lines"),
        }
    }
}

fn weigh(weight: f64, join: &mut Join) {
    join.weight = Some(weight.abs()).filter(|weight| weight.is_finite());
    if weight < 0.0 {
        join.polarity = Some(Polarity::Minus);
    }
}

/// Places run from 0 to 1 in Pajek, and the y axis downwards as ours.
fn write(flat: &Flat, account: &mut Account) -> Vec<u8> {
    let names = unique_names(&flat.items, str::to_owned, account);
    let plain = |text: &str| {
        let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
        escaped.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mut out = String::new();
    if !flat.title.is_empty() {
        let _ = writeln!(out, "*Network {}", plain(&flat.title));
    }
    let _ = writeln!(out, "*Vertices {}", flat.items.len());
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, item) in flat.items.iter().enumerate() {
        numbers.insert(&item.key, at + 1);
        let name = names.get(item.key.as_str()).map(|name| plain(name)).unwrap_or_default();
        let _ = write!(out, "{} \"{name}\"", at + 1);
        if let Some((x, y)) = item.place {
            let _ = write!(out, " {} {} 0.5", value_of(x), value_of(y));
        }
        if let Some(hex) = item.field(COLOUR).and_then(|colour| colour.strip_prefix('#')) {
            let _ = write!(out, " ic RGB{}", hex.to_uppercase());
        }
        out.push('\n');
    }
    let relation = |join: &Join| match join.kind {
        Some(LinkKind::Causal) | None if join.word.is_empty() && join.direction.is_none() => {
            CAUSAL.to_owned()
        }
        _ => plain(&join.word),
    };
    let mut relations: BTreeMap<String, [Vec<&Join>; 2]> = BTreeMap::new();
    for join in &flat.joins {
        let [arcs, edges] = relations.entry(relation(join)).or_default();
        if join.direction == Some(Direction::Mutual) { edges } else { arcs }.push(join);
    }
    for (number, (name, lines)) in relations.iter().enumerate() {
        for (head, lines) in ["*Arcs", "*Edges"].into_iter().zip(lines) {
            if lines.is_empty() {
                continue;
            }
            let _ = write!(out, "{head} :{}", number + 1);
            let _ = if name.is_empty() { writeln!(out) } else { writeln!(out, " \"{name}\"") };
            for join in lines {
                let (Some(from), Some(to)) = (numbers.get(&*join.from), numbers.get(&*join.to)) else {
                    continue;
                };
                let _ = write!(out, "{from} {to}");
                if let Some(weight) = join.weight {
                    let _ = write!(out, " {}", value_of(weight));
                }
                if let Some(polarity) = join.polarity {
                    let weight = if join.weight.is_some() { "" } else { " 1" };
                    let _ = write!(out, "{weight} l \"{}\"", polarity.as_str());
                }
                out.push('\n');
            }
        }
    }
    out.into_bytes()
}
