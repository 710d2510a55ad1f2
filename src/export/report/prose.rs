//! What people wrote in Markdown, as passages that a page and a Markdown file set alike.
//!
//! Only structure and emphasis are taken over. Markup of web pages stays text, pictures become their words, and links
//! lead only to places on the web or to a mailbox: a report that is opened fetches nothing and runs nothing.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// What a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassageKind {
    /// A paragraph.
    Paragraph,
    /// A heading under those of the report.
    Heading,
    /// A point of a list.
    Point,
    /// A point of a list with this number.
    Number(u64),
    /// What somebody else said.
    Quote,
    /// Lines that stay as they are.
    Code,
}

/// A run of text in one look.
#[expect(clippy::struct_excessive_bools, reason = "looks of text, each by itself")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// What it says; a line break within the passage is `\n`.
    pub text: String,
    /// Bold.
    pub strong: bool,
    /// Slanted.
    pub emphasis: bool,
    /// Struck out.
    pub struck: bool,
    /// In the typeface of code.
    pub code: bool,
    /// Where it leads.
    pub link: Option<String>,
}

/// A paragraph, a heading, or a point of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// What it is.
    pub kind: PassageKind,
    /// How many lists it is inside of, besides its own.
    pub depth: usize,
    /// What it says.
    pub spans: Vec<Span>,
}

/// Reads Markdown.
pub fn prose(text: &str) -> Vec<Passage> {
    let mut reader = Reader::default();
    for event in Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH) {
        reader.take(event);
    }
    reader.end();
    reader.passages
}

/// Places that a link may lead to.
fn safe(url: &str) -> Option<String> {
    let lower = url.trim().to_lowercase();
    let known = ["https://", "http://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme));
    known.then(|| url.trim().to_owned())
}

#[derive(Default)]
struct Reader {
    passages: Vec<Passage>,
    open: Option<Passage>,
    /// The lists that one is in, with the number of the next point.
    lists: Vec<Option<u64>>,
    quotes: usize,
    strong: usize,
    emphasis: usize,
    struck: usize,
    link: Option<String>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.finish(tag),
            // Markup of web pages is text here.
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.say(&text, false),
            Event::Code(text) => self.say(&text, true),
            // Who pressed Enter meant a new line.
            Event::SoftBreak | Event::HardBreak => self.say("\n", false),
            Event::Rule => self.end(),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            // The paragraph of a loose list belongs to its point.
            Tag::Paragraph if self.in_point() => self.say_break(),
            Tag::Paragraph if self.quotes > 0 => self.begin(PassageKind::Quote),
            Tag::Paragraph | Tag::HtmlBlock => self.begin(PassageKind::Paragraph),
            Tag::Heading { .. } => self.begin(PassageKind::Heading),
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.begin(PassageKind::Code);
            }
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::List(first) => {
                self.end();
                self.lists.push(first);
            }
            Tag::Item => {
                let kind = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        let kind = PassageKind::Number(*number);
                        *number += 1;
                        kind
                    }
                    _ => PassageKind::Point,
                };
                self.begin(kind);
            }
            Tag::Strong => self.strong += 1,
            Tag::Emphasis => self.emphasis += 1,
            Tag::Strikethrough => self.struck += 1,
            Tag::Link { dest_url, .. } => self.link = safe(&dest_url),
            _ => {}
        }
    }

    fn finish(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph if self.in_point() => {}
            TagEnd::Paragraph | TagEnd::HtmlBlock | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::Item => {
                self.end();
            }
            TagEnd::BlockQuote(_) => self.quotes = self.quotes.saturating_sub(1),
            TagEnd::List(_) => {
                self.end();
                self.lists.pop();
            }
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Strikethrough => self.struck = self.struck.saturating_sub(1),
            TagEnd::Link => self.link = None,
            _ => {}
        }
    }

    fn in_point(&self) -> bool {
        let kind = self.open.as_ref().map(|open| open.kind);
        matches!(kind, Some(PassageKind::Point | PassageKind::Number(_)))
    }

    fn begin(&mut self, kind: PassageKind) {
        self.end();
        self.open = Some(Passage { kind, depth: self.lists.len().saturating_sub(1), spans: Vec::new() });
    }

    /// A further paragraph of the point that is open.
    fn say_break(&mut self) {
        if self.open.as_ref().is_some_and(|open| !open.spans.is_empty()) {
            self.say("\n", false);
        }
    }

    fn say(&mut self, text: &str, code: bool) {
        let span = Span {
            text: text.to_owned(),
            strong: self.strong > 0,
            emphasis: self.emphasis > 0,
            struck: self.struck > 0,
            code,
            link: self.link.clone(),
        };
        let depth = self.lists.len().saturating_sub(1);
        let open = self.open.get_or_insert_with(|| Passage {
            kind: PassageKind::Paragraph,
            depth,
            spans: Vec::new(),
        });
        match open.spans.last_mut() {
            Some(last) if alike(last, &span) => last.text.push_str(&span.text),
            _ => open.spans.push(span),
        }
    }

    fn end(&mut self) {
        let Some(mut done) = self.open.take() else { return };
        if let Some(last) = done.spans.last_mut() {
            last.text.truncate(last.text.trim_end().len());
        }
        done.spans.retain(|span| !span.text.is_empty());
        if !done.spans.is_empty() {
            self.passages.push(done);
        }
    }
}

/// Two runs look the same.
fn alike(one: &Span, other: &Span) -> bool {
    let look = |span: &Span| (span.strong, span.emphasis, span.struck, span.code);
    look(one) == look(other) && one.link == other.link
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(passage: &Passage) -> String {
        passage.spans.iter().map(|span| span.text.as_str()).collect()
    }

    #[test]
    fn paragraphs_lists_and_emphasis_are_understood() {
        let read =
            prose("Incomes **stay low**\nand *fall*.\n\n- one\n  1. two\n- three\n\n## Why\n\n> they said");
        let kinds: Vec<(PassageKind, usize, String)> =
            read.iter().map(|passage| (passage.kind, passage.depth, said(passage))).collect();
        let expected = [
            (PassageKind::Paragraph, 0, "Incomes stay low\nand fall."),
            (PassageKind::Point, 0, "one"),
            (PassageKind::Number(1), 1, "two"),
            (PassageKind::Point, 0, "three"),
            (PassageKind::Heading, 0, "Why"),
            (PassageKind::Quote, 0, "they said"),
        ];
        assert_eq!(kinds, expected.map(|(kind, depth, text)| (kind, depth, text.to_owned())));
        assert!(read[0].spans[1].strong && read[0].spans[3].emphasis);
    }

    #[test]
    fn links_lead_to_the_web_or_nowhere() {
        let read = prose("[good](https://example.org) [bad](javascript:alert(1)) ![seen](http://x/y.png)");
        let links: Vec<Option<&str>> = read[0].spans.iter().map(|span| span.link.as_deref()).collect();
        assert_eq!(links, [Some("https://example.org"), None]);
        assert_eq!(said(&read[0]), "good bad seen");
    }

    #[test]
    fn markup_of_web_pages_is_text() {
        let read = prose("<script>alert(1)</script>\n\nA <b>bold</b> word");
        assert_eq!(said(&read[0]), "<script>alert(1)</script>");
        assert_eq!(said(&read[1]), "A <b>bold</b> word");
        assert!(prose("").is_empty() && prose("\n\n---\n").is_empty());
    }
}
