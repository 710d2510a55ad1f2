//! A pasted table as statements: spreadsheets put tabs between the cells that they copy.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord};

use super::fault::Note;
use super::name::clean;
use super::parse::MOST_LINES;
use super::statement::{Arrow, Joint, LinkWords, Mention, Said, Sign, Statement, Tags};
use crate::exchange::table::{self, cells};
use crate::model::{ElementKind, Polarity, Project, TermId, TermKind};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Name,
    From,
    To,
    Sign,
    Delay,
    Strength,
    Kind,
    Directed,
    Sector,
    Region,
    Interest,
    Influence,
    Other,
}

/// The column that a header names.
fn named(header: &str) -> Column {
    match header.trim().to_lowercase().as_str() {
        "name" | "label" => Column::Name,
        "from" | "source" => Column::From,
        "to" | "target" => Column::To,
        "polarity" | "sign" => Column::Sign,
        "delay" | "delayed" => Column::Delay,
        "strength" | "weight" => Column::Strength,
        "kind" | "type" | "tie" => Column::Kind,
        "directed" => Column::Directed,
        "sector" => Column::Sector,
        "region" => Column::Region,
        "interest" => Column::Interest,
        "influence" => Column::Influence,
        _ => Column::Other,
    }
}

/// Reads a text that is a table: one with a header that names its columns, or lines of cells with tabs between them.
/// Without a header, two columns are the ends of ties (or names and their sectors), a third is their sign, strength or
/// kind. `None` when the text is no table.
pub fn statements_of_table(text: &str) -> Option<(Vec<Statement>, Vec<Note>)> {
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let (count, tabbed) = (lines().count(), lines().filter(|line| line.contains('\t')).count());
    let headed = count > 1 && table::is_table(text, &BTreeMap::new());
    // A cell may hold several lines.
    let spread = tabbed > 0 && 2 * tabbed >= count;
    if !headed && !spread {
        return None;
    }
    let comma = if lines().next().is_some_and(|line| line.contains(';')) { b';' } else { b',' };
    let separator = if spread { b'\t' } else { comma };
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut rows: Vec<(usize, StringRecord)> = Vec::new();
    let mut left = 0;
    for record in reader.records() {
        let Ok(record) = record else { continue };
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if rows.len() > MOST_LINES {
            left += 1;
            continue;
        }
        let line = record.position().map_or(0, |position| position.line() as usize);
        rows.push((line, record));
    }
    let columns: Vec<Column> = if headed {
        rows.remove(0).1.iter().map(named).collect()
    } else {
        let records: Vec<&StringRecord> = rows.iter().map(|(_, record)| record).collect();
        guessed(&records)
    };
    let mut table = Reading { columns, statements: Vec::new(), notes: Vec::new() };
    for (line, record) in &rows {
        table.row(*line, record);
    }
    if left > 0 {
        table.notes.insert(0, Note::TooManyLines { most: MOST_LINES, left });
    }
    let lost = table.columns.iter().filter(|column| **column == Column::Other).count();
    if lost > 0 {
        table.notes.push(Note::Table(format!(
            "Columns that Linchpin does not know were left out: {lost}. Import the table as a file to keep them."
        )));
    }
    Some((table.statements, table.notes))
}

/// What columns without a header hold, judged by their cells.
fn guessed(rows: &[&StringRecord]) -> Vec<Column> {
    const LOOKED_AT: usize = 200;
    let width = rows.iter().map(|row| row.len()).max().unwrap_or(0);
    let all = |column: usize, fits: &dyn Fn(&str) -> bool| {
        let cells = rows.iter().take(LOOKED_AT).filter_map(|row| row.get(column)).map(str::trim);
        let mut filled = cells.filter(|cell| !cell.is_empty()).peekable();
        filled.peek().is_some() && filled.all(fits)
    };
    let words = Project::default();
    let is_sector = |cell: &str| words.knows_word(TermKind::Sector, &TermId::from(cell));
    let mut columns =
        if all(1, &is_sector) { vec![Column::Name, Column::Sector] } else { vec![Column::From, Column::To] };
    for column in 2..width {
        let is = |wanted: Column| columns.contains(&wanted);
        let links = columns.first() == Some(&Column::From);
        let found = if !links {
            match (all(column, &|cell| cells::number(cell).is_some()), is(Column::Interest)) {
                (true, false) => Column::Interest,
                (true, true) if !is(Column::Influence) => Column::Influence,
                _ => Column::Other,
            }
        } else if !is(Column::Strength) && all(column, &|cell| cells::number(cell).is_some()) {
            Column::Strength
        } else if !is(Column::Sign) && all(column, &|cell| cells::polarity(cell).is_some()) {
            Column::Sign
        } else if !is(Column::Delay) && all(column, &|cell| cells::yes_or_no(cell).is_some()) {
            Column::Delay
        } else if !is(Column::Kind) {
            Column::Kind
        } else {
            Column::Other
        };
        columns.push(found);
    }
    columns
}

struct Reading {
    columns: Vec<Column>,
    statements: Vec<Statement>,
    notes: Vec<Note>,
}

impl Reading {
    fn row(&mut self, line: usize, row: &StringRecord) {
        let at = |wanted: Column| self.columns.iter().position(|column| *column == wanted);
        let text = |wanted: Column| {
            let cell = at(wanted).and_then(|at| row.get(at)).unwrap_or_default();
            let visible: String = cell.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            cells::unguarded(visible.trim()).to_owned()
        };
        let said = |text: String| (!text.is_empty()).then_some(Said { text, exact: true });
        let number = |wanted: Column| cells::number(&text(wanted));
        let rating = |wanted: Column| number(wanted).filter(|rating| (1.0..=5.0).contains(rating));
        let mut cut = None;
        let mut name = |wanted: Column| {
            let (name, was_cut) = clean(&text(wanted));
            if was_cut {
                cut = Some(Note::Cut { line, start: name.chars().take(24).collect() });
            }
            name
        };
        if at(Column::From).is_some() && at(Column::To).is_some() {
            let causal = at(Column::Sign).is_some();
            let tags = Tags { kind: causal.then_some(ElementKind::Variable), ..Tags::default() };
            let mention = |name: String| Mention { name, tags: tags.clone(), span: 0..0 };
            let (from, to) = (name(Column::From), name(Column::To));
            let rest = match (from.is_empty(), to.is_empty()) {
                (true, true) => return,
                (false, false) => {
                    let directed = cells::yes_or_no(&text(Column::Directed)).unwrap_or(causal);
                    let arrow = if directed { Arrow::Forward } else { Arrow::Mutual };
                    let sign = cells::polarity(&text(Column::Sign)).map(|polarity| match polarity {
                        Polarity::Plus => Sign::Plus,
                        Polarity::Minus => Sign::Minus,
                        Polarity::Unknown => Sign::Unknown,
                    });
                    let delay = cells::yes_or_no(&text(Column::Delay)).unwrap_or(false);
                    let kind = if causal { None } else { said(text(Column::Kind)) };
                    let words = LinkWords { sign, delay, kind, number: number(Column::Strength) };
                    vec![(Joint { arrow, words }, mention(to.clone()))]
                }
                _ => Vec::new(),
            };
            let first = mention(if from.is_empty() { to } else { from });
            self.statements.push(Statement::Chain { line, first, rest });
        } else {
            let shown = name(Column::Name);
            if shown.is_empty() {
                return;
            }
            let tags = Tags {
                kind: ElementKind::from_word(&text(Column::Kind).to_lowercase()),
                sector: said(text(Column::Sector)),
                region: said(text(Column::Region)),
                interest: rating(Column::Interest),
                influence: rating(Column::Influence),
                ..Tags::default()
            };
            let first = Mention { name: shown, tags, span: 0..0 };
            self.statements.push(Statement::Chain { line, first, rest: Vec::new() });
        }
        self.notes.extend(cut);
    }
}
