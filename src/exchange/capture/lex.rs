//! Cutting a line into words and arrows.

use std::ops::Range;

use super::fault::Fault;
use super::statement::Arrow;

/// A word, or several in quotes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Word<'a> {
    /// As written, quotes included.
    pub raw: &'a str,
    /// Where, in bytes.
    pub span: Range<usize>,
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece<'a> {
    Word(Word<'a>),
    Arrow(Arrow, Word<'a>),
}

/// Arrows that need no space around them.
const TIGHT: [(&str, Arrow); 10] = [
    ("<-->", Arrow::Mutual),
    ("<->", Arrow::Mutual),
    ("-->", Arrow::Forward),
    ("<--", Arrow::Back),
    ("->", Arrow::Forward),
    ("=>", Arrow::Forward),
    ("<-", Arrow::Back),
    ("→", Arrow::Forward),
    ("↔", Arrow::Mutual),
    ("←", Arrow::Back),
];

/// The arrow at the beginning of `rest`. Two dashes within a word are no arrow.
fn arrow(rest: &str, at_start: bool) -> Option<(Arrow, usize)> {
    if let Some((text, arrow)) = TIGHT.iter().find(|(text, _)| rest.starts_with(text)) {
        return Some((*arrow, text.len()));
    }
    let after = rest.strip_prefix("--").filter(|_| at_start)?;
    after.chars().next().is_none_or(char::is_whitespace).then_some((Arrow::Mutual, 2))
}

/// How far a quoted part reaches that opens at the beginning of `rest`, both quotes included.
fn quoted(rest: &str) -> Option<usize> {
    let mut at = 1;
    loop {
        at += rest.get(at..)?.find('"')? + 1;
        if !rest.get(at..)?.starts_with('"') {
            return Some(at);
        }
        at += 1;
    }
}

/// The word without its quotes, if all of it is quoted.
pub(super) fn unquoted(raw: &str) -> Option<String> {
    let whole = raw.starts_with('"') && quoted(raw) == Some(raw.len());
    let inner = raw.get(1..raw.len().checked_sub(1)?).filter(|_| whole)?;
    Some(inner.replace("\"\"", "\""))
}

/// The text in quotes.
pub(super) fn in_quotes(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// Cuts a line. A quote opens only where a name, the word of a tag or what is said about a link begins, so that inches
/// and nicknames stay as they are.
///
/// # Errors
/// When such a quote is never closed.
pub(super) fn lex(line: &str) -> Result<Vec<Piece<'_>>, Fault> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    let mut at = 0;
    let mut after_colon = false;
    while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
        let trimmed = rest.trim_start();
        at += rest.len() - trimmed.len();
        if trimmed.is_empty() {
            break;
        }
        if let Some((kind, length)) = arrow(trimmed, true) {
            let span = at..at + length;
            let raw = line.get(span.clone()).unwrap_or_default();
            pieces.push(Piece::Arrow(kind, Word { raw, span }));
            after_colon = false;
            at += length;
            continue;
        }
        let opens = match pieces.last() {
            None | Some(Piece::Arrow(..)) => true,
            Some(Piece::Word(word)) => after_colon || word.raw.ends_with(':'),
        };
        let end = at + word_end(trimmed, opens, at)?;
        let span = at..end;
        let raw = line.get(span.clone()).unwrap_or_default();
        after_colon |= raw == ":";
        pieces.push(Piece::Word(Word { raw, span }));
        at = end;
    }
    Ok(pieces)
}

/// Where the word at the beginning of `rest` ends. `opens`: a quote at its beginning counts.
fn word_end(rest: &str, opens: bool, offset: usize) -> Result<usize, Fault> {
    let tag = rest.starts_with(['#', '@', '$']);
    let mut at = 0;
    let mut before = None;
    while let Some(c) = rest.get(at..).and_then(|rest| rest.chars().next()) {
        let here = rest.get(at..).unwrap_or_default();
        if c.is_whitespace() {
            // "$policy, capital" is one list of assets.
            let next = here.trim_start();
            let goes_on = rest.starts_with('$')
                && before == Some(',')
                && next.starts_with(|c: char| c.is_alphabetic() || c == '"');
            if !goes_on {
                break;
            }
            at += here.len() - next.len();
            continue;
        }
        if at > 0 && arrow(here, false).is_some() {
            break;
        }
        let opens = (at == 0 && opens) || (tag && matches!(before, Some('#' | '@' | '$' | ',')));
        if c == '"' && opens {
            let Some(length) = quoted(here) else {
                let start: String = here.chars().take(16).collect();
                return Err(Fault::OpenQuote { start, span: offset + at..offset + rest.trim_end().len() });
            };
            at += length;
        } else {
            at += c.len_utf8();
        }
        before = Some(c);
    }
    Ok(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<String> {
        let show = |piece: &Piece<'_>| match piece {
            Piece::Word(word) => word.raw.to_owned(),
            Piece::Arrow(arrow, _) => format!("<{arrow:?}>"),
        };
        lex(line).unwrap().iter().map(show).collect()
    }

    #[test]
    fn arrows_stand_alone_or_tight_and_dashes_within_words_stay() {
        assert_eq!(words("A->B"), ["A", "<Forward>", "B"]);
        assert_eq!(words("A -- B--C"), ["A", "<Mutual>", "B--C"]);
        assert_eq!(words("A <- B ↔ C"), ["A", "<Back>", "B", "<Mutual>", "C"]);
        assert_eq!(words("well-known - thing"), ["well-known", "-", "thing"]);
    }

    #[test]
    fn quotes_open_where_a_name_or_tag_begins() {
        assert_eq!(words("\"A -> B\" -> C"), ["\"A -> B\"", "<Forward>", "C"]);
        assert_eq!(words("5\" pipe \"big"), ["5\"", "pipe", "\"big"]);
        assert_eq!(words("A #\"host gov\" $\"a b\":3, c"), ["A", "#\"host gov\"", "$\"a b\":3, c"]);
        assert!(matches!(lex("A -> \"B"), Err(Fault::OpenQuote { .. })));
        assert_eq!(unquoted("\"say \"\"hi\"\"\"").as_deref(), Some("say \"hi\""));
        assert_eq!(unquoted("\"a\" b\""), None);
        assert_eq!(unquoted("\""), None);
    }
}
