//! XML in and out, without what makes XML dangerous.

mod shape;

use std::fmt::Write as _;

use roxmltree::{Document, Error, Node, ParsingOptions};

use super::fault::Fault;

/// The most elements, texts and attributes of a file; a map of 100,000 elements needs about two million.
const MOST_NODES: u32 = 8_000_000;

/// Parses XML. External entities are never read and none of a file's own are expanded; memory stays below about 100
/// bytes for each element.
///
/// # Errors
/// When the text is not XML, declares entities, or is too large, too deep or too wide.
pub(super) fn parse(text: &str) -> Result<Document<'_>, Fault> {
    let text = text.trim_start();
    shape::check(text)?;
    let options =
        |allow_dtd| ParsingOptions { allow_dtd, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let parsed = match Document::parse_with_options(text, options(false)) {
        Err(Error::DtdDetected) => {
            // Old GraphML and mind-map files name their DTD; that alone does no harm, and it is not fetched.
            if let Some(before) = text.find("<!ENTITY") {
                let line = text.get(..before).unwrap_or_default().matches('\n').count() + 1;
                return Err(Fault::new(
                    line,
                    "the file declares entities, which can make it explode or read other files",
                    "delete its <!DOCTYPE …> and open it again",
                ));
            }
            Document::parse_with_options(text, options(true))
        }
        parsed => parsed,
    };
    parsed.map_err(|error| match error {
        Error::NodesLimitReached => Fault::new(
            0,
            format!("the file holds more than {MOST_NODES} XML elements"),
            "export a part of it",
        ),
        error => {
            let line = error.pos().row as usize;
            let said = error.to_string();
            let said = said.split(" at ").next().unwrap_or_default();
            Fault::new(
                line,
                format!("this is not well-formed XML ({said})"),
                "correct it there, or export it again",
            )
        }
    })
}

/// Counts lines up to places that only go forward. Takes O(n) over all calls.
pub(super) struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    pub(super) fn new(document: &'a Document<'_>) -> Self {
        Self { text: document.input_text(), at: 0, line: 1 }
    }

    /// The line of a node, counted from 1.
    pub(super) fn of(&mut self, node: Node<'_, '_>) -> usize {
        let start = node.range().start;
        if start > self.at {
            self.line += self.text.get(self.at..start).unwrap_or_default().matches('\n').count();
            self.at = start;
        }
        self.line
    }
}

/// The child elements of this local name, whatever their namespace.
pub(super) fn children<'a, 'i: 'a>(
    node: Node<'a, 'i>,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| child.is_element() && child.tag_name().name() == name)
}

/// The first child element of this local name.
pub(super) fn child<'a, 'i: 'a>(node: Node<'a, 'i>, name: &'static str) -> Option<Node<'a, 'i>> {
    children(node, name).next()
}

/// The descendants of this local name.
pub(super) fn all<'a, 'i: 'a>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.descendants().filter(move |child| child.is_element() && child.tag_name().name() == name)
}

/// An attribute by its local name.
pub(super) fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

/// A number in an attribute.
pub(super) fn number(node: Node<'_, '_>, name: &str) -> Option<f64> {
    attribute(node, name)?.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

/// All text in a node.
pub(super) fn text(node: Node<'_, '_>) -> String {
    let parts: Vec<&str> = node.descendants().filter(Node::is_text).filter_map(|part| part.text()).collect();
    parts.concat()
}

/// The text as XML holds it. Characters that XML cannot hold are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\t' => out.push_str("&#9;"),
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

/// XML being written, an element a line.
pub(super) struct Writer {
    text: String,
    open: Vec<&'static str>,
}

impl Writer {
    pub(super) fn new() -> Self {
        Self { text: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(), open: Vec::new() }
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)]) {
        for _ in &self.open {
            self.text.push_str("  ");
        }
        self.text.push('<');
        self.text.push_str(name);
        for (name, value) in attributes {
            let _ = write!(self.text, " {name}=\"{}\"", escaped(value));
        }
    }

    /// Opens an element.
    pub(super) fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes);
        self.text.push_str(">\n");
        self.open.push(name);
    }

    /// Closes the element opened last.
    pub(super) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            for _ in &self.open {
                self.text.push_str("  ");
            }
            let _ = writeln!(self.text, "</{name}>");
        }
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes);
        self.text.push_str("/>\n");
    }

    /// An element with text.
    pub(super) fn leaf(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.tag(name, attributes);
        let _ = writeln!(self.text, ">{}</{name}>", escaped(text));
    }

    /// Closes everything.
    pub(super) fn finish(mut self) -> Vec<u8> {
        while !self.open.is_empty() {
            self.close();
        }
        self.text.into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bombs_and_outside_entities_are_refused() {
        let bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE a [\n<!ENTITY b \"bb\">\n]>\n<a>&b;</a>";
        assert!(parse(bomb).unwrap_err().to_string().starts_with("line 3: the file declares entities"));
        assert!(parse("<!DOCTYPE a SYSTEM \"http://example.org/a.dtd\"><a/>").is_ok());
        assert!(parse("<a>\n<b></a>").unwrap_err().line == 2);
    }

    #[test]
    fn what_is_written_reads_back() {
        let mut writer = Writer::new();
        writer.open("a", &[("b", "1 < 2 & \"3\"\n")]);
        writer.leaf("c", &[], "x\u{1}\ny");
        let bytes = writer.finish();
        let text = String::from_utf8(bytes).unwrap();
        let document = parse(&text).unwrap();
        assert_eq!(attribute(document.root_element(), "b"), Some("1 < 2 & \"3\"\n"));
        assert_eq!(child(document.root_element(), "c").map(super::text).as_deref(), Some("x\ny"));
    }
}
