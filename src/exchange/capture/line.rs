//! Reading one line.

use std::ops::Range;

use super::fault::{Fault, Note};
use super::lex::{Piece, Word, lex, unquoted};
use super::name::clean;
use super::statement::{Joint, LinkWords, Mention, Said, Sign, Statement, Tags};
use super::tags::tag;
use crate::model::MapKind;

/// What lists put before each line.
const BULLETS: [&str; 5] = ["- ", "* ", "• ", "· ", "– "];

/// Words after a colon that belong to a link even when the colon touches the name.
const LINK_WORDS: [&str; 17] = [
    "funds",
    "supplies",
    "regulates",
    "operates",
    "serves",
    "represents",
    "collaborates",
    "informs",
    "conflicts",
    "controls",
    "influences",
    "affected",
    "by",
    "knows",
    "about",
    "delay",
    "delayed",
];

/// The map that a heading such as `[causal] Title` starts.
fn heading(line: &str) -> Option<Statement> {
    let (word, title) = line.strip_prefix('[')?.split_once(']')?;
    let kind = match word.trim().to_lowercase().as_str() {
        "actors" | "actor map" | "actor" => MapKind::Actors,
        "causal" | "variables" | "causal map" | "causal loops" => MapKind::Causal,
        "issues" | "barriers" | "issue map" => MapKind::Issues,
        _ => return None,
    };
    Some(Statement::Map { kind, title: clean(title).0 })
}

/// Reads one line without control characters. `None` when it is blank.
///
/// # Errors
/// When it cannot be understood; the fault says where.
pub(super) fn line(number: usize, text: &str, notes: &mut Vec<Note>) -> Result<Option<Statement>, Fault> {
    let trimmed = text.trim();
    let bullet = BULLETS.iter().find(|bullet| trimmed.starts_with(**bullet)).map_or(0, |bullet| bullet.len());
    let start = text.len() - text.trim_start().len() + bullet;
    let Some(body) = text.get(start..).filter(|body| !body.trim().is_empty()) else { return Ok(None) };
    if let Some(heading) = heading(body.trim()) {
        return Ok(Some(heading));
    }
    let pieces = lex(body)?;
    let mut segments: Vec<Segment<'_>> = vec![(None, Vec::new())];
    for piece in &pieces {
        match piece {
            Piece::Arrow(arrow, word) => {
                let joint = Joint { arrow: *arrow, words: LinkWords::default() };
                segments.push((Some((joint, word)), Vec::new()));
            }
            Piece::Word(word) => {
                if let Some((_, words)) = segments.last_mut() {
                    words.push(word.clone());
                }
            }
        }
    }
    missing_ends(&segments)?;
    let mut read = Vec::with_capacity(segments.len());
    for (joint, words) in segments {
        let (mut mention, link_words) = segment(number, body, &words, joint.is_some(), notes)?;
        mention.span = mention.span.start + start..mention.span.end + start;
        read.push((joint.map(|(joint, _)| Joint { words: link_words, ..joint }), mention));
    }
    let mut read = read.into_iter();
    let Some((_, first)) = read.next() else { return Ok(None) };
    let rest = read.filter_map(|(joint, mention)| Some((joint?, mention))).collect();
    Ok(Some(Statement::Chain { line: number, first, rest }))
}

/// An element with what stands around its name, and the arrow that leads to it, with what was written for it.
type Segment<'a> = (Option<(Joint, &'a Word<'a>)>, Vec<Word<'a>>);

/// Says which arrow has nothing on one side.
fn missing_ends(segments: &[Segment<'_>]) -> Result<(), Fault> {
    let fault =
        |word: &Word<'_>, side| Fault::NoEnd { arrow: word.raw.to_owned(), side, span: word.span.clone() };
    for pair in segments.windows(2) {
        if let [(_, before), (Some((_, arrow)), after)] = pair {
            if before.is_empty() {
                return Err(fault(arrow, "before"));
            }
            if after.is_empty() {
                return Err(fault(arrow, "after"));
            }
        }
    }
    Ok(())
}

/// The sign that a word is.
fn sign(raw: &str) -> Option<Sign> {
    match raw {
        "+" => Some(Sign::Plus),
        "-" | "−" | "–" => Some(Sign::Minus),
        "?" => Some(Sign::Unknown),
        _ => None,
    }
}

fn is_delay(raw: &str) -> bool {
    raw.eq_ignore_ascii_case("delay") || raw.eq_ignore_ascii_case("delayed")
}

/// An element with its tags, and what is said about the link that leads to it.
fn segment(
    number: usize,
    line: &str,
    words: &[Word<'_>],
    joined: bool,
    notes: &mut Vec<Note>,
) -> Result<(Mention, LinkWords), Fault> {
    let mut tags = Tags::default();
    let mut said = LinkWords::default();
    let mut words = words.to_vec();
    if joined && let Some(after) = take_after_colon(&mut words) {
        link_words(&after, &mut tags, &mut said)?;
    }
    // From the right, as long as words are tags.
    while let Some(word) = words.last().cloned() {
        let found = tag(&word);
        if let Ok(Some(tag)) = &found {
            tag.clone().add_to(&mut tags);
            words.pop();
            continue;
        }
        let signed = if joined && said.sign.is_none() { trailing_sign(&words) } else { None };
        let Some((sign, delay, count)) = signed else {
            // A sign alone is a name, or part of it, unless a name stands before it.
            if words.len() > 1 {
                found?;
            } else if let Err(fault @ Fault::OutOfRange { .. }) = found {
                return Err(fault);
            }
            break;
        };
        said.sign = Some(sign);
        said.delay |= delay;
        words.truncate(words.len() - count);
    }
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        let start = line.trim();
        let tag = start.split_whitespace().next_back().unwrap_or(start).to_owned();
        return Err(Fault::NoName { tag, span: 0..line.len() });
    };
    let span = first.span.start..last.span.end;
    let (name, cut) = name_of(line, &words, &span);
    if name.is_empty() {
        return Err(Fault::Nothing { span });
    }
    if cut {
        notes.push(Note::Cut { line: number, start: name.chars().take(24).collect() });
    }
    Ok((Mention { name, tags, span }, said))
}

/// A sign at the end, perhaps with "delay" after it, with a name before: the sign, the delay, and how many words.
fn trailing_sign(words: &[Word<'_>]) -> Option<(Sign, bool, usize)> {
    let raw = |back: usize| words.len().checked_sub(back).and_then(|at| words.get(at)).map(|word| word.raw);
    let last = raw(1)?;
    if let Some(sign) = sign(last) {
        return Some((sign, false, 1));
    }
    let sign = raw(2).and_then(sign).filter(|_| is_delay(last))?;
    Some((sign, true, 2))
}

fn name_of(line: &str, words: &[Word<'_>], span: &Range<usize>) -> (String, bool) {
    if let [word] = words
        && let Some(name) = unquoted(word.raw)
    {
        return clean(&name);
    }
    clean(line.get(span.clone()).unwrap_or_default())
}

/// Takes the words after the colon that separates a name from what is said about the link.
fn take_after_colon<'a>(words: &mut Vec<Word<'a>>) -> Option<Vec<Word<'a>>> {
    let alone = words.iter().position(|word| word.raw == ":").filter(|at| *at > 0);
    if let Some(at) = alone {
        let after = words.split_off(at);
        return Some(after.into_iter().skip(1).collect());
    }
    // "CAIF: funds 3": only if all that follows speaks of links, because names have colons too.
    let speaks = |word: &Word<'_>| {
        let lower = word.raw.to_lowercase();
        LINK_WORDS.contains(&lower.as_str()) || sign(word.raw).is_some() || lower.parse::<f64>().is_ok()
    };
    let touches = |at: usize| {
        let word = words.get(at)?;
        let name = word.raw.strip_suffix(':').filter(|name| !name.is_empty())?;
        let after = words.get(at + 1..).filter(|after| !after.is_empty() && after.iter().all(speaks))?;
        Some((at, Word { raw: name, span: word.span.start..word.span.end - 1 }, after.to_vec()))
    };
    let (at, name, after) = (0..words.len()).find_map(touches)?;
    words.truncate(at);
    words.push(name);
    Some(after)
}

/// What stands after the colon: a kind, a number, a sign, a delay, and tags of the element.
fn link_words(words: &[Word<'_>], tags: &mut Tags, link: &mut LinkWords) -> Result<(), Fault> {
    let mut kind: Vec<&str> = Vec::new();
    for word in words.iter().rev() {
        if let Some(sign) = sign(word.raw) {
            link.sign = link.sign.or(Some(sign));
        } else if is_delay(word.raw) {
            link.delay = true;
        } else if let Some(tag) = tag(word)? {
            tag.add_to(tags);
        } else {
            kind.insert(0, word.raw);
        }
    }
    if let Some(number) = kind.last().and_then(|last| plain_number(last)) {
        link.number = Some(number);
        kind.pop();
    }
    link.kind = match kind.as_slice() {
        [] => None,
        [one] => match unquoted(one) {
            Some(text) => Some(Said { text: clean(&text).0, exact: true }),
            None => Some(Said { text: clean(one).0, exact: false }),
        },
        several => Some(Said { text: clean(&several.join(" ")).0, exact: false }),
    };
    link.kind = link.kind.take().filter(|kind| !kind.text.is_empty());
    Ok(())
}

/// A number as people write strengths; `None` for names of numbers such as "inf".
fn plain_number(text: &str) -> Option<f64> {
    let digits = text.starts_with(|c: char| c.is_ascii_digit());
    text.parse::<f64>().ok().filter(|number| digits && number.is_finite())
}
