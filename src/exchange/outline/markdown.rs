//! Headings and lists in Markdown.

use std::fmt::Write as _;

use super::{DEEPEST, Outline, lines};
use crate::exchange::account::{Account, Fate};
use crate::exchange::fault::Fault;
use crate::exchange::flat::Flat;
use crate::exchange::source::Source;

/// What begins a heading, an entry of a list, code or something that Markdown takes as it is.
const BEGINNINGS: [char; 6] = ['#', '-', '*', '+', '`', '\\'];
/// What has a meaning within a line.
const MARKS: [char; 6] = ['\\', '*', '_', '[', ']', '`'];

pub(super) fn read(source: &Source<'_>, account: &mut Account) -> Result<Flat, Fault> {
    let mut outline = Outline::new();
    let (mut heading, mut fenced, mut apart) = (0, false, false);
    let mut indents: Vec<usize> = Vec::new();
    for (at, text) in source.text.lines().enumerate() {
        let indent: usize =
            text.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum();
        let rest = text.trim();
        if rest.starts_with("```") {
            fenced = !fenced;
            continue;
        }
        if fenced {
            account.add(Fate::Lost, "lines of code", 1);
            continue;
        }
        let level = rest.bytes().take_while(|byte| *byte == b'#').count();
        if (1..=6).contains(&level) && rest.get(level..).is_some_and(|rest| rest.starts_with(' ')) {
            let text = plain(rest.trim_matches(['#', ' ']));
            (heading, indents) = (level, Vec::new());
            if level == 1 && outline.flat.title.is_empty() && outline.flat.items.is_empty() {
                // The first heading is what the outline is called.
                outline.flat.title = text;
                continue;
            }
            outline.line(level, &text, at + 1);
        } else if let Some(text) = bullet(rest) {
            while indents.last().is_some_and(|last| *last > indent) {
                indents.pop();
            }
            if indents.last().is_none_or(|last| *last < indent) {
                indents.push(indent);
            }
            let depth = (heading + indents.len()).min(DEEPEST);
            outline.line(depth, &plain(text), at + 1);
        } else {
            outline.note(&unguarded(rest), apart);
        }
        apart = rest.is_empty();
    }
    if outline.flat.items.is_empty() {
        return Err(Fault::shape("an outline", "heading or list below its title"));
    }
    Ok(outline.flat)
}

/// The text behind the mark of a list, with its box to tick.
fn bullet(text: &str) -> Option<&str> {
    let marked = ["- ", "* ", "+ "].iter().find_map(|mark| text.strip_prefix(mark));
    let numbered = || {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let rest = text.get(digits..).filter(|_| digits > 0 && digits < 6)?;
        rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") "))
    };
    let text = marked.or_else(numbered)?.trim();
    let unticked = ["[ ] ", "[x] ", "[X] "].iter().find_map(|mark| text.strip_prefix(mark)).unwrap_or(text);
    Some(unticked).filter(|text| !text.is_empty())
}

/// A line of notes as it is written: nothing in it is taken for a line of the outline.
fn guarded(line: &str) -> String {
    if line.starts_with(BEGINNINGS) {
        return format!("\\{line}");
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = line.split_at(digits);
    if digits > 0 && rest.starts_with(['.', ')', '\\']) {
        format!("{number}\\{rest}")
    } else {
        line.to_owned()
    }
}

/// The line without the sign that [`guarded`] or a person put there.
fn unguarded(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = line.split_at(digits);
    match rest.strip_prefix('\\').filter(|rest| rest.starts_with(|c: char| c.is_ascii_punctuation())) {
        Some(rest) => format!("{number}{rest}"),
        None => line.to_owned(),
    }
}

/// The words without marks of emphasis and without the targets of links. Takes O(n).
fn plain(text: &str) -> String {
    let marks = marks(text);
    let is = |at: usize, mark: char| marks.get(at) == Some(&(mark, false));
    let next = |from: usize, known: &mut usize, fits: &dyn Fn(usize) -> bool| {
        if *known < from {
            *known = (from..marks.len()).find(|at| fits(*at)).unwrap_or(usize::MAX);
        }
        *known
    };
    let (mut shown, mut at) = (Vec::new(), 0);
    // The ends of links further on are looked for once, however many brackets open before them.
    let (mut next_close, mut next_end, mut inside) = (0, 0, None);
    while let Some(mark) = marks.get(at) {
        if is(at, '[') && inside.is_none() {
            let close = next(at + 1, &mut next_close, &|at| is(at, ']'));
            if close != usize::MAX && is(close + 1, '(') {
                let end = next(close + 2, &mut next_end, &|at| is(at, ')'));
                if end != usize::MAX {
                    inside = Some((close, end));
                    at += 1;
                    continue;
                }
            }
        }
        if let Some((_, end)) = inside.filter(|(close, _)| *close == at) {
            inside = None;
            at = end + 1;
        } else if ['*', '_'].into_iter().any(|mark| is(at, mark) && is(at + 1, mark)) {
            at += 2;
        } else {
            shown.push(*mark);
            at += 1;
        }
    }
    let emphasis = |(mark, literal): &(char, bool)| !literal && matches!(mark, '*' | '_' | '`');
    let start = shown.iter().take_while(|mark| emphasis(mark)).count();
    let cut = shown.iter().rev().take_while(|mark| emphasis(mark)).count();
    let kept = shown.iter().take(shown.len() - cut.min(shown.len() - start)).skip(start);
    kept.map(|(mark, _)| mark).collect::<String>().trim().to_owned()
}

/// The characters, and whether each stands for itself whatever it means otherwise.
fn marks(text: &str) -> Vec<(char, bool)> {
    let mut marks = Vec::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(mark) = rest.next() {
        match rest.next_if(|next| mark == '\\' && next.is_ascii_punctuation()) {
            Some(next) => marks.push((next, true)),
            None => marks.push((mark, false)),
        }
    }
    marks
}

/// The bytes of a list, an entry for each element.
pub(super) fn write(flat: &Flat) -> Vec<u8> {
    let mut out = String::new();
    // Writing to a text cannot fail.
    if !flat.title.trim().is_empty() {
        let _ = writeln!(out, "# {}\n", name(&flat.title));
    }
    notes(&mut out, "", &flat.about);
    for (depth, item) in lines(flat) {
        let indent = "  ".repeat(depth);
        let _ = writeln!(out, "{indent}- {}", name(&item.name));
        if !item.notes.trim().is_empty() {
            out.push('\n');
            notes(&mut out, &format!("{indent}  "), &item.notes);
        }
    }
    out.into_bytes()
}

/// A name whose marks stand for themselves.
fn name(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if MARKS.contains(&character) {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

fn notes(out: &mut String, indent: &str, text: &str) {
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    for line in text.lines().map(str::trim) {
        let line = guarded(line);
        // A line of nothing but room would be taken for one with words by some programs.
        let _ = if line.is_empty() { writeln!(out) } else { writeln!(out, "{indent}{line}") };
    }
    out.push('\n');
}
