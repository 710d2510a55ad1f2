//! Outlines: OPML of outliners and mind maps, and headings and lists in Markdown.
//!
//! Every line becomes an issue, and what stands under it hangs on it by a link without a sign. The text below a line is
//! its notes.

use roxmltree::Node;

use super::account::Account;
use super::fault::Fault;
use super::flat::{Flat, Item, Join, Part};
use super::format::Handler;
use super::source::Source;
use super::xml::{self, Lines, attribute, child, children};
use crate::model::ElementKind;

pub(super) const OPML: Handler = Handler {
    name: "opml",
    title: "OPML outline",
    endings: &["opml", "xml"],
    origin: "outline",
    holds: &[Part::Alone, Part::Notes, Part::Parallels],
    sniff: |source| source.root() == "opml",
    read: opml,
    write: None,
};

pub(super) const MARKDOWN: Handler = Handler {
    name: "markdown",
    title: "Markdown outline",
    endings: &["md", "markdown"],
    // Any text could be Markdown, so only the ending says so.
    sniff: |_| false,
    read: markdown,
    ..OPML
};

/// The deepest that lines may be nested.
const DEEPEST: usize = 200;

/// Makes items of lines that know how deep they stand.
struct Outline {
    flat: Flat,
    /// The keys of the lines that the next one may hang on, with their depths.
    above: Vec<(usize, String)>,
}

impl Outline {
    fn new() -> Self {
        let flat = Flat { causal: Some(true), directed: true, ..Flat::default() };
        Self { flat, above: Vec::new() }
    }

    fn line(&mut self, depth: usize, text: &str, line: usize) {
        while self.above.last().is_some_and(|(above, _)| *above >= depth) {
            self.above.pop();
        }
        // The way down and the place say which line it is, whatever else changes in the file.
        let key = format!("{} {text}", self.flat.items.len());
        let mut item = Item { line, ..Item::new(key.clone(), text) };
        item.kind = Some(ElementKind::Issue);
        self.flat.items.push(item);
        if let Some((_, above)) = self.above.last() {
            self.flat.joins.push(Join { line, ..Join::new(above, &key) });
        }
        self.above.push((depth, key));
    }

    fn note(&mut self, text: &str) {
        if let Some(item) = self.flat.items.last_mut().filter(|_| !text.trim().is_empty()) {
            if !item.notes.is_empty() {
                item.notes.push('\n');
            }
            item.notes.push_str(text.trim());
        }
    }
}

fn opml(source: &Source<'_>, account: &mut Account) -> Result<Flat, Fault> {
    let document = xml::parse(source.text)?;
    let body = child(document.root_element(), "body").ok_or_else(|| Fault::shape("an outline", "body"))?;
    let mut lines = Lines::new(&document);
    let mut outline = Outline::new();
    let title = child(document.root_element(), "head").and_then(|head| child(head, "title"));
    title.and_then(|title| title.text()).unwrap_or_default().trim().clone_into(&mut outline.flat.title);
    let mut open: Vec<(usize, Node<'_, '_>)> = children(body, "outline").map(|node| (0, node)).collect();
    open.reverse();
    while let Some((depth, node)) = open.pop() {
        let text = attribute(node, "text").or_else(|| attribute(node, "title")).unwrap_or_default().trim();
        if text.is_empty() || depth > DEEPEST {
            account.lose("lines without a text, or nested too deeply");
            continue;
        }
        outline.line(depth, text, lines.of(node));
        outline.note(attribute(node, "_note").unwrap_or_default());
        let below: Vec<_> = children(node, "outline").map(|node| (depth + 1, node)).collect();
        open.extend(below.into_iter().rev());
    }
    Ok(outline.flat)
}

fn markdown(source: &Source<'_>, account: &mut Account) -> Result<Flat, Fault> {
    let mut outline = Outline::new();
    let (mut heading, mut fenced) = (0, false);
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
            account.add(super::account::Fate::Lost, "lines of code", 1);
            continue;
        }
        let level = rest.bytes().take_while(|byte| *byte == b'#').count();
        if (1..=6).contains(&level) && rest.get(level..).is_some_and(|rest| rest.starts_with(' ')) {
            let text = rest.trim_matches(['#', ' ']);
            (heading, indents) = (level, Vec::new());
            if level == 1 && outline.flat.title.is_empty() && outline.flat.items.is_empty() {
                // The first heading is what the outline is called.
                text.clone_into(&mut outline.flat.title);
                continue;
            }
            outline.line(level, &plain(text), at + 1);
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
            outline.note(rest);
        }
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

/// The words without marks of emphasis and without the targets of links.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(before);
        let linked = after.split_once("](").and_then(|(shown, rest)| Some((shown, rest.split_once(')')?.1)));
        if let Some((shown, behind)) = linked {
            out.push_str(shown);
            rest = behind;
        } else {
            out.push('[');
            rest = after;
        }
    }
    out.push_str(rest);
    out.replace("**", "").replace("__", "").trim_matches(['*', '_', '`']).trim().to_owned()
}
