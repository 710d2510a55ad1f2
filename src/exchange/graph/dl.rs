//! UCINET's DL files: a header (`dl n=5 format=edgelist1`), labels, and data as a matrix or as lists.
//!
//! DL knows arcs only: a tie that runs both ways stands as two of them, and two of the same weight are read as one tie
//! that runs both ways.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::exchange::account::Account;
use crate::exchange::bounded::{Bounded, MOST as MOST_ARCS};
use crate::exchange::fault::Fault;
use crate::exchange::flat::{Flat, Item, Join, Part, value_of};
use crate::exchange::format::Handler;
use crate::exchange::gather::unique_names;
use crate::exchange::source::Source;
use crate::model::{Direction, Polarity};

pub(in crate::exchange) const FORMAT: Handler = Handler {
    name: "dl",
    title: "UCINET DL",
    endings: &["dl", "dat", "txt"],
    origin: "dl",
    holds: &[Part::Actors, Part::Alone, Part::Weights, Part::Directions, Part::Webs],
    sniff: |source| {
        let mut words = source.text.split(separates).filter(|word| !word.is_empty());
        words.next().is_some_and(|word| word.eq_ignore_ascii_case("dl"))
            && words.take(8).any(|word| {
                let word = word.to_lowercase();
                word.starts_with("n=")
                    || word == "n"
                    || word.starts_with("format=")
                    || word.starts_with("nr=")
            })
    },
    read,
    write: Some(|flat, account| Ok(write(flat, account))),
};

/// The most elements of a matrix, whose cells are their square.
const MOST: usize = 4000;

fn separates(c: char) -> bool {
    c.is_whitespace() || c == ','
}

/// The words of a text with their lines; one in quotes is one word.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().flat_map(|(at, line)| {
        let mut rest = line.trim_start_matches(separates);
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let (word, after) = match rest.strip_prefix('"') {
                Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
                None => rest.split_at(rest.find(separates).unwrap_or(rest.len())),
            };
            rest = after.trim_start_matches(separates);
            Some((at + 1, word))
        })
    })
}

#[derive(Default)]
struct Header {
    count: usize,
    format: String,
    embedded: bool,
    labels: Vec<String>,
}

fn read(source: &Source<'_>, account: &mut Account) -> Result<Flat, Fault> {
    // The words of a header are ASCII: where they stand is the same in lower case.
    let lower = source.text.to_ascii_lowercase();
    let at = data_line(&lower).or_else(|| lower.find("data:"));
    let at = at.ok_or_else(|| Fault::shape("a UCINET DL file", "line “data:”"))?;
    let (head, data) =
        (source.text.get(..at).unwrap_or_default(), source.text.get(at + 5..).unwrap_or_default());
    // What a short header can ask for is bounded: more elements take more text.
    let header = header(head, source.text.len().clamp(MOST, MOST_ARCS))?;
    let first = head.matches('\n').count();
    let mut arcs = Arcs::new(&header);
    match header.format.as_str() {
        "" | "fullmatrix" | "fm" if header.count > MOST => {
            let what = format!("the matrix has {} rows, above {MOST}", header.count);
            return Err(Fault::new(0, what, "export it as an edge list (edgelist1)"));
        }
        "" | "fullmatrix" | "fm" => matrix(data, first, &header, &mut arcs)?,
        "edgelist1" | "el1" | "edgelist" => {
            each_line(data, first, |line, words| {
                if let [from, to, rest @ ..] = words {
                    let weight = rest.first().and_then(|weight| weight.parse().ok());
                    arcs.add(from, to, weight, line);
                }
            });
        }
        "nodelist1" | "nl1" | "nodelist" => {
            each_line(data, first, |line, words| {
                if let [from, ends @ ..] = words {
                    for to in ends {
                        arcs.add(from, to, None, line);
                    }
                }
            });
        }
        other => {
            let what = format!("the DL format “{other}” is not known");
            return Err(Fault::new(0, what, "export it as fullmatrix, edgelist1 or nodelist1"));
        }
    }
    arcs.into_flat(account)
}

/// Where the data are announced on a line of their own: a label may have the word in it.
fn data_line(lower: &str) -> Option<usize> {
    let mut at = 0;
    for line in lower.split_inclusive('\n') {
        let said = line.trim_start();
        if said.starts_with("data:") {
            return Some(at + line.len() - said.len());
        }
        at += line.len();
    }
    None
}

/// Calls with the words of every line that has some.
fn each_line(data: &str, first: usize, mut with: impl FnMut(usize, &[&str])) {
    for (at, line) in data.lines().enumerate() {
        let words: Vec<&str> = words(line).map(|(_, word)| word).collect();
        if !words.is_empty() {
            with(first + at + 1, &words);
        }
    }
}

fn header(head: &str, most: usize) -> Result<Header, Fault> {
    let mut header = Header::default();
    let spaced = head.replace('=', " = ");
    let words: Vec<(usize, &str)> = words(&spaced).collect();
    let mut at = 0;
    while let Some((line, word)) = words.get(at) {
        let word = word.to_lowercase();
        at += 1;
        match word.trim_end_matches(':') {
            "n" if words.get(at).is_some_and(|(_, next)| *next == "=") => {
                let number = words.get(at + 1).and_then(|(_, number)| number.parse::<usize>().ok());
                header.count = number.filter(|number| *number <= most).ok_or_else(|| {
                    let what = format!("n is missing or above {most}, the most that this file can hold");
                    Fault::new(*line, what, "write n= and the number of elements")
                })?;
                at += 2;
            }
            "format" => {
                header.format = words.get(at + 1).map(|(_, word)| word.to_lowercase()).unwrap_or_default();
                at += 2;
            }
            "labels"
                if words.get(at).is_some_and(|(_, next)| next.to_lowercase().starts_with("embedded")) =>
            {
                header.embedded = true;
                at += 1;
            }
            "labels" => {
                // Labels as they stand: signs of equality in them have no meaning.
                let after = words_after_labels(head);
                header.labels = after.map(ToOwned::to_owned).collect();
                break;
            }
            "nr" | "nc" | "nm" => {
                let what = "the file holds matrices with rows and columns of different kinds, or several";
                return Err(Fault::new(*line, what, "export one square matrix or an edge list"));
            }
            _ => {}
        }
    }
    Ok(header)
}

/// The words behind the first that says that labels follow.
fn words_after_labels(head: &str) -> impl Iterator<Item = &str> {
    let says = |word: &str| word.trim_end_matches(':').eq_ignore_ascii_case("labels");
    words(head).map(|(_, word)| word).skip_while(move |word| !says(word)).skip(1)
}

/// Arcs in the making; elements are known by number or label.
struct Arcs {
    items: Bounded<Item>,
    index: BTreeMap<String, usize>,
    found: Bounded<(usize, usize, Option<f64>, usize)>,
}

impl Arcs {
    fn new(header: &Header) -> Self {
        let mut arcs = Self { items: Bounded::default(), index: BTreeMap::new(), found: Bounded::default() };
        if header.embedded {
            // Labels may be given beside embedded ones: they keep elements without arcs.
            for label in &header.labels {
                arcs.item(label);
            }
        } else {
            for at in 0..header.count {
                let number = (at + 1).to_string();
                let name = header.labels.get(at).cloned().unwrap_or_else(|| number.clone());
                arcs.index.insert(number.clone(), at);
                arcs.items.push(Item::new(number, name));
            }
        }
        arcs
    }

    fn item(&mut self, label: &str) -> usize {
        if let Some(at) = self.index.get(&label.to_lowercase()) {
            return *at;
        }
        let at = self.items.len();
        self.index.insert(label.to_lowercase(), at);
        self.items.push(Item::new(label, label));
        at
    }

    fn add(&mut self, from: &str, to: &str, weight: Option<f64>, line: usize) {
        let (from, to) = (self.item(from), self.item(to));
        self.found.push((from, to, weight, line));
    }

    /// Arcs there and back of the same weight are one tie.
    fn into_flat(self, account: &mut Account) -> Result<Flat, Fault> {
        if let Some((.., line)) = self.found.beyond() {
            let what = format!("here the file has more than {MOST_ARCS} arcs");
            return Err(Fault::new(*line, what, "split it, and take the part that you need"));
        }
        let mut flat = Flat { directed: true, ..Flat::default() };
        let mut open: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        let mut doubled = 0;
        for (from, to, weight, line) in self.found {
            let back = open.get(&(to, from)).copied().filter(|_| from != to);
            let same =
                back.and_then(|at| flat.joins.get_mut(at)).filter(|join| join.weight == weight.map(f64::abs));
            if let Some(join) = same {
                join.direction = Some(Direction::Mutual);
                open.remove(&(to, from));
                doubled += 1;
                continue;
            }
            let name = |at: usize| self.items.get(at).map(|item| item.key.clone()).unwrap_or_default();
            let mut join = Join::new(name(from), name(to));
            join.line = line;
            join.direction = Some(Direction::Forward);
            join.weight = weight.map(f64::abs);
            join.polarity = weight.filter(|weight| *weight < 0.0).map(|_| Polarity::Minus);
            open.insert((from, to), flat.joins.len());
            flat.joins.push(join);
        }
        account.add(crate::exchange::account::Fate::Mapped, "arcs there and back, as one tie", doubled);
        flat.items = self.items;
        Ok(flat)
    }
}

fn matrix(data: &str, first: usize, header: &Header, arcs: &mut Arcs) -> Result<(), Fault> {
    let mut cells = words(data);
    let size = if header.embedded {
        // The first line names the columns.
        let line = data.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let labels: Vec<(usize, &str)> = words(line).collect();
        for (_, label) in &labels {
            arcs.item(label);
            cells.next();
        }
        labels.len()
    } else {
        header.count
    };
    for row in 0..size {
        if header.embedded {
            cells.next();
        }
        for column in 0..size {
            let Some((line, cell)) = cells.next() else {
                let what = format!("the matrix ends in row {} of {size}", row + 1);
                return Err(Fault::new(0, what, "correct n or the data"));
            };
            let weight: f64 = cell.parse().map_err(|_| {
                Fault::new(first + line, format!("“{cell}” is not a number"), "correct it there")
            })?;
            if weight != 0.0 && weight.is_finite() {
                arcs.found.push((row, column, Some(weight), first + line));
            }
        }
    }
    Ok(())
}

/// An edge list with labels; all labels stand in the header, so that elements without links stay.
fn write(flat: &Flat, account: &mut Account) -> Vec<u8> {
    // There is no sign for a quote within quotes.
    let names = unique_names(&flat.items, |name| name.replace('"', "'"), account);
    let quoted = |key: &str| format!("\"{}\"", names.get(key).map(String::as_str).unwrap_or_default());
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    let mut out = format!("dl n={} format=edgelist1\nlabels:\n", flat.items.len());
    for (at, item) in flat.items.iter().enumerate() {
        numbers.insert(&item.key, at + 1);
        let _ = writeln!(out, "{}", quoted(&item.key));
    }
    out.push_str("data:\n");
    for join in &flat.joins {
        let (Some(from), Some(to)) = (numbers.get(&*join.from), numbers.get(&*join.to)) else { continue };
        let weight = join.weight.map(|weight| format!(" {}", value_of(weight))).unwrap_or_default();
        let _ = writeln!(out, "{from} {to}{weight}");
        if join.direction == Some(Direction::Mutual) && from != to {
            let _ = writeln!(out, "{to} {from}{weight}");
        }
    }
    out.into_bytes()
}
