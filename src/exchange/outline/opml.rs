//! OPML, of outliners and mind maps.

use roxmltree::Node;

use super::{DEEPEST, Outline, lines};
use crate::exchange::account::Account;
use crate::exchange::fault::Fault;
use crate::exchange::flat::Flat;
use crate::exchange::source::Source;
use crate::exchange::xml::{self, Lines, Writer, attribute, child, children};
use crate::model::ElementKind;

pub(super) fn read(source: &Source<'_>, account: &mut Account) -> Result<Flat, Fault> {
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
        outline.note(attribute(node, "_note").unwrap_or_default(), false);
        let kind = attribute(node, "type").and_then(|word| ElementKind::from_word(&word.to_lowercase()));
        if let Some(item) = outline.flat.items.last_mut() {
            item.kind = kind.or(item.kind);
        }
        let below: Vec<_> = children(node, "outline").map(|node| (depth + 1, node)).collect();
        open.extend(below.into_iter().rev());
    }
    Ok(outline.flat)
}

/// The bytes of an outline.
pub(super) fn write(flat: &Flat) -> Vec<u8> {
    let mut out = Writer::new();
    out.open("opml", &[("version", "2.0")]);
    out.open("head", &[]);
    out.leaf("title", &[], &flat.title);
    out.close();
    out.open("body", &[]);
    let lines = lines(flat);
    let mut open = 0;
    for (at, (depth, item)) in lines.iter().enumerate() {
        while open > *depth {
            out.close();
            open -= 1;
        }
        let mut said = vec![("text", item.name.as_str())];
        said.extend(item.kind.map(|kind| ("type", kind.as_str())));
        said.extend((!item.notes.is_empty()).then_some(("_note", item.notes.as_str())));
        if lines.get(at + 1).is_some_and(|(next, _)| next > depth) {
            out.open("outline", &said);
            open += 1;
        } else {
            out.empty("outline", &said);
        }
    }
    out.finish()
}
