//! Words, quoted texts and marks: the pieces of GML and DOT.

/// A piece of the text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token<'a> {
    /// A name or number without quotes.
    Word(&'a str),
    /// Text in quotes, without them.
    Text(String),
    /// A bracket or another mark; `>` and `-` stand for the arrows `->` and `--`.
    Mark(char),
}

/// Reads pieces one after another.
pub(super) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    dot: bool,
}

impl<'a> Tokens<'a> {
    /// Pieces of GML: only brackets are marks, and `#` starts a comment.
    pub(super) fn gml(text: &'a str) -> Self {
        Self { text, at: 0, line: 1, dot: false }
    }

    /// Pieces of DOT: arrows and `=;,:{}` are marks too; backslashes escape; comments are those of C.
    pub(super) fn dot(text: &'a str) -> Self {
        Self { text, at: 0, line: 1, dot: true }
    }

    /// The line of the piece read last.
    pub(super) fn line(&self) -> usize {
        self.line
    }

    /// What was not read yet.
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn pass(&mut self, bytes: usize) -> &'a str {
        let passed = self.rest().get(..bytes).unwrap_or_else(|| self.rest());
        self.line += passed.matches('\n').count();
        self.at += passed.len().max(usize::from(passed.is_empty() && bytes > 0));
        passed
    }

    fn skip(&mut self) {
        loop {
            let rest = self.rest();
            let blank = rest.len() - rest.trim_start().len();
            self.pass(blank);
            let rest = self.rest();
            let line_comment = rest.starts_with('#') || (self.dot && rest.starts_with("//"));
            if line_comment {
                self.pass(rest.find('\n').unwrap_or(rest.len()));
            } else if self.dot && rest.starts_with("/*") {
                self.pass(rest.find("*/").map_or(rest.len(), |end| end + 2));
            } else {
                return;
            }
        }
    }

    fn quoted(&mut self) -> String {
        let rest = self.rest();
        let mut out = String::new();
        let (mut escaped, mut end) = (false, rest.len());
        for (at, character) in rest.char_indices().skip(1) {
            if escaped {
                match character {
                    'n' | 'l' | 'r' => out.push('\n'),
                    '"' | '\\' => out.push(character),
                    '\n' => {}
                    other => out.extend(['\\', other]),
                }
                escaped = false;
            } else if character == '"' {
                end = at + 1;
                break;
            } else if character == '\\' && self.dot {
                escaped = true;
            } else {
                out.push(character);
            }
        }
        self.pass(end);
        out
    }

    /// A label in HTML: its text without the tags.
    fn html(&mut self) -> String {
        let rest = self.rest();
        let (mut depth, mut end, mut out) = (0_usize, rest.len(), String::new());
        for (at, character) in rest.char_indices() {
            match character {
                '<' => depth += 1,
                '>' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        end = at + 1;
                        break;
                    }
                    out.push(' ');
                }
                other if depth == 1 => out.push(other),
                _ => {}
            }
        }
        self.pass(end);
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        self.skip();
        let rest = self.rest();
        let first = rest.chars().next()?;
        if first == '"' {
            return Some(Token::Text(self.quoted()));
        }
        if self.dot {
            if first == '<' {
                return Some(Token::Text(self.html()));
            }
            for (arrow, mark) in [("->", '>'), ("--", '-')] {
                if rest.starts_with(arrow) {
                    self.pass(2);
                    return Some(Token::Mark(mark));
                }
            }
        }
        let is_mark = |c: char| matches!(c, '[' | ']') || (self.dot && "={};,:+".contains(c));
        if is_mark(first) {
            self.pass(first.len_utf8());
            return Some(Token::Mark(first));
        }
        let ends = |(at, c): (usize, char)| {
            let arrow = self.dot
                && c == '-'
                && at > 0
                && rest.get(at..at + 2).is_some_and(|two| matches!(two, "->" | "--"));
            c.is_whitespace() || is_mark(c) || c == '"' || arrow
        };
        let end = rest.char_indices().skip(1).find(|pair| ends(*pair)).map_or(rest.len(), |(at, _)| at);
        Some(Token::Word(self.pass(end)))
    }
}
