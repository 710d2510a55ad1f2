//! Graphviz DOT: statements for nodes and edges with attributes; subgraphs are read through.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;

use super::token::{Token, Tokens};
use crate::exchange::account::{Account, Fate};
use crate::exchange::attributes::COLOUR;
use crate::exchange::bounded::Copies;
use crate::exchange::fault::Fault;
use crate::exchange::flat::{ATTRIBUTED, Flat, Item, Join, plain, spelled_number};
use crate::exchange::format::Handler;
use crate::exchange::source::Source;
use crate::model::{Direction, Polarity};

pub(in crate::exchange) const FORMAT: Handler = Handler {
    name: "dot",
    title: "Graphviz DOT",
    endings: &["dot", "gv"],
    origin: "dot",
    holds: ATTRIBUTED,
    sniff: |source| {
        let mut tokens = Tokens::dot(source.text);
        let mut first = tokens.next();
        if matches!(&first, Some(Token::Word(word)) if word.eq_ignore_ascii_case("strict")) {
            first = tokens.next();
        }
        matches!(&first, Some(Token::Word(word)) if ["graph", "digraph"].contains(&word.to_lowercase().as_str()))
            && source.text.contains('{')
    },
    read,
    write: Some(|flat, _| Ok(write(flat))),
};

/// Pieces with their lines.
struct Lined<'a>(Tokens<'a>);

impl<'a> Iterator for Lined<'a> {
    type Item = (Token<'a>, usize);

    fn next(&mut self) -> Option<(Token<'a>, usize)> {
        let token = self.0.next()?;
        Some((token, self.0.line()))
    }
}

struct Reading<'a> {
    flat: Flat,
    index: BTreeMap<String, usize>,
    /// Every link of a chain takes the attributes of its statement.
    copies: Copies,
    account: &'a mut Account,
}

type Attributes = Vec<(String, String)>;

fn read(source: &Source<'_>, account: &mut Account) -> Result<Flat, Fault> {
    let mut tokens = Lined(Tokens::dot(source.text));
    let (flat, index, copies) = (Flat::default(), BTreeMap::new(), Copies::new());
    let mut reading = Reading { flat, index, copies, account };
    let mut graph = tokens.next();
    if matches!(&graph, Some((Token::Word(word), _)) if word.eq_ignore_ascii_case("strict")) {
        graph = tokens.next();
    }
    reading.flat.directed =
        matches!(&graph, Some((Token::Word(word), _)) if word.eq_ignore_ascii_case("digraph"));
    for (token, line) in tokens.by_ref() {
        match token {
            Token::Mark('{') => break,
            Token::Word(word) => word.clone_into(&mut reading.flat.title),
            Token::Text(text) => reading.flat.title = text,
            Token::Mark(_) => {
                return Err(Fault::new(line, "a { is missing", "correct it there, or export it again"));
            }
        }
    }
    let mut ends: Vec<String> = Vec::new();
    let mut arrows: Vec<Option<Direction>> = Vec::new();
    let mut attributes = Attributes::new();
    let mut started = 1;
    while let Some((token, line)) = tokens.next() {
        match token {
            Token::Mark('>') => arrows.push(Some(Direction::Forward)),
            Token::Mark('-') => arrows.push(Some(Direction::Mutual)),
            Token::Mark('[') => attributes.extend(read_attributes(&mut tokens)),
            Token::Mark(':') => {
                tokens.next();
            }
            Token::Mark('=') => {
                tokens.next();
                ends.clear();
            }
            Token::Mark(mark) => {
                reading.statement(&mut ends, &mut arrows, &mut attributes, started);
                if mark == '{' {
                    reading.account.lose("subgraphs (their elements were kept)");
                }
            }
            Token::Word(_) | Token::Text(_) => {
                // Two names without an arrow between them are two statements.
                if ends.len() > arrows.len() {
                    reading.statement(&mut ends, &mut arrows, &mut attributes, started);
                }
                started = line;
                match token {
                    Token::Word("subgraph" | "graph" | "node" | "edge") => ends.push(String::new()),
                    Token::Word(word) => ends.push(word.to_owned()),
                    Token::Text(text) => ends.push(text),
                    Token::Mark(_) => {}
                }
            }
        }
    }
    reading.statement(&mut ends, &mut arrows, &mut attributes, started);
    Ok(reading.flat)
}

fn read_attributes<'a>(tokens: &mut impl Iterator<Item = (Token<'a>, usize)>) -> Attributes {
    let mut found = Attributes::new();
    let mut name: Option<String> = None;
    let mut value = false;
    for (token, _) in tokens {
        let text = match token {
            Token::Mark(']') => break,
            Token::Mark('=') => {
                value = true;
                continue;
            }
            Token::Mark(_) => continue,
            Token::Word(word) => word.to_owned(),
            Token::Text(text) => text,
        };
        match name.take().filter(|_| value) {
            Some(name) => found.push((name, text)),
            None => name = Some(text),
        }
        value = false;
    }
    found
}

impl Reading<'_> {
    /// Ends a statement: a node with attributes, or a chain of edges.
    fn statement(
        &mut self,
        ends: &mut Vec<String>,
        arrows: &mut Vec<Option<Direction>>,
        attributes: &mut Attributes,
        line: usize,
    ) {
        let ends = std::mem::take(ends);
        let arrows = std::mem::take(arrows);
        let attributes = std::mem::take(attributes);
        if ends.iter().any(String::is_empty) {
            return;
        }
        for end in &ends {
            let next = self.flat.items.len();
            if *self.index.entry(end.clone()).or_insert(next) == next {
                self.flat.items.push(Item { line, ..Item::new(end.clone(), end.clone()) });
            }
        }
        if let ([only], true) = (ends.as_slice(), arrows.is_empty()) {
            let item = self.index.get(only).and_then(|at| self.flat.items.get_mut(*at));
            if let Some(item) = item {
                for (name, value) in attributes {
                    node_attribute(item, &name, &value);
                }
            }
            return;
        }
        for (pair, arrow) in ends.windows(2).zip(arrows) {
            let [from, to] = pair else { continue };
            let direction = arrow.filter(|_| !self.flat.directed || arrow == Some(Direction::Mutual));
            let mut join = Join { direction, line, ..Join::new(from.clone(), to.clone()) };
            if !self.copies.take(attributes.len()) {
                self.account.add(Fate::Lost, "attributes of very long chains", attributes.len());
                self.flat.joins.push(join);
                continue;
            }
            for (name, value) in &attributes {
                edge_attribute(&mut join, name, value);
            }
            self.flat.joins.push(join);
        }
    }
}

fn node_attribute(item: &mut Item, name: &str, value: &str) {
    match name {
        "label" if value == "\\N" => {}
        "label" => value.clone_into(&mut item.name),
        // Graphviz counts y upwards.
        "pos" => {
            let mut numbers =
                value.trim_end_matches('!').split(',').map(|number| number.trim().parse::<f64>().ok());
            if let (Some(Some(x)), Some(Some(y))) = (numbers.next(), numbers.next()) {
                item.place = Some((x, if y == 0.0 { 0.0 } else { -y }));
            }
        }
        "fillcolor" | "color" => item.set(COLOUR, Value::from(value)),
        "width" | "height" | "shape" | "style" | "fontname" | "fontsize" | "fontcolor" => {}
        _ => item.set(name, spelled_number(value)),
    }
}

fn edge_attribute(join: &mut Join, name: &str, value: &str) {
    match (name, value.trim()) {
        ("label" | "xlabel", "+") => join.polarity = join.polarity.or(Some(Polarity::Plus)),
        ("label" | "xlabel", "-" | "−") => join.polarity = join.polarity.or(Some(Polarity::Minus)),
        ("dir", "both" | "none") => join.direction = Some(Direction::Mutual),
        ("linchpinId", id) => id.clone_into(&mut join.key),
        ("pos" | "lp" | "dir" | "style" | "arrowhead" | "penwidth" | "fontsize" | "fontname", _) => {}
        (name, _) => join.set(name, spelled_number(value)),
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\r', "").replace('\n', "\\n"))
}

/// The name of an attribute: bare where it is a word, since some readers take the quotes for a part of it.
fn attribute(name: &str) -> String {
    const OWN: [&str; 6] = ["node", "edge", "graph", "digraph", "subgraph", "strict"];
    let word = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !OWN.contains(&name.to_lowercase().as_str());
    if word { name.to_owned() } else { quoted(name) }
}

fn write(flat: &Flat) -> Vec<u8> {
    let mut out = format!("digraph {} {{\n", quoted(&flat.title));
    for item in &flat.items {
        let mut all = vec![format!("label={}", quoted(&item.name))];
        if let Some((x, y)) = item.place {
            all.push(format!("pos=\"{x},{}!\"", -y));
        }
        for (name, value) in item.attributes() {
            // Names that Graphviz reads itself keep their meaning.
            all.push(format!("{}={}", attribute(&name), quoted(&plain(&value))));
        }
        let _ = writeln!(out, "  {} [{}];", quoted(&item.key), all.join(", "));
    }
    for join in &flat.joins {
        let mut all = vec![format!("linchpinId={}", quoted(&join.key))];
        if join.direction == Some(Direction::Mutual) {
            all.push("dir=both".to_owned());
        }
        for (name, value) in join.attributes() {
            all.push(format!("{}={}", attribute(&name), quoted(&plain(&value))));
        }
        let _ = writeln!(out, "  {} -> {} [{}];", quoted(&join.from), quoted(&join.to), all.join(", "));
    }
    out.push_str("}\n");
    out.into_bytes()
}
