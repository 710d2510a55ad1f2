//! The shape of XML before it is parsed: the parser compares each attribute of an element with all others of it, and
//! readers look through all that is below an element, so both are bounded here.

use crate::exchange::fault::Fault;

/// The deepest that elements may be nested.
const DEEPEST: usize = 500;
/// The most attributes of an element.
const MOST_ATTRIBUTES: usize = 256;
/// The most namespaces that may be in force at one place.
const MOST_NAMESPACES: usize = 64;

/// Looks through tags without parsing what is in them. Takes O(n).
///
/// # Errors
/// When elements are nested too deeply, or have too many attributes or namespaces.
pub(super) fn check(text: &str) -> Result<(), Fault> {
    // How many namespaces the elements around this place declare.
    let mut around: Vec<usize> = Vec::new();
    let (mut in_force, mut at) = (0, 0);
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('<')) {
        at += found;
        let rest = text.get(at..).unwrap_or_default();
        if let Some(end) = passed_over(rest) {
            at += end;
            continue;
        }
        if rest.starts_with("</") {
            in_force -= around.pop().unwrap_or_default();
            at += rest.find('>').map_or(rest.len(), |end| end + 1);
            continue;
        }
        let tag = Tag::of(rest);
        if tag.attributes > MOST_ATTRIBUTES {
            return Err(fault(text, at, &format!("an element has more than {MOST_ATTRIBUTES} attributes")));
        }
        if in_force + tag.namespaces > MOST_NAMESPACES {
            let what = format!("more than {MOST_NAMESPACES} namespaces are in force");
            return Err(fault(text, at, &what));
        }
        at += tag.length;
        if !tag.closes {
            around.push(tag.namespaces);
            in_force += tag.namespaces;
            if around.len() > DEEPEST {
                let what = format!("elements are nested more than {DEEPEST} deep");
                return Err(fault(text, at, &what));
            }
        }
    }
    Ok(())
}

fn fault(text: &str, at: usize, what: &str) -> Fault {
    let line = text.get(..at).unwrap_or_default().matches('\n').count() + 1;
    Fault::new(line, what, "check where the file comes from, or export it again")
}

/// The length of a comment, of text as it is, of an instruction or a declaration; `None` for a tag.
fn passed_over(rest: &str) -> Option<usize> {
    let pairs = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">")];
    let (start, end) = pairs.into_iter().find(|(start, _)| rest.starts_with(start))?;
    let inner = rest.get(start.len()..).unwrap_or_default();
    Some(inner.find(end).map_or(rest.len(), |at| start.len() + at + end.len()))
}

/// What an opening tag holds.
struct Tag {
    length: usize,
    attributes: usize,
    namespaces: usize,
    /// It has no contents.
    closes: bool,
}

impl Tag {
    fn of(rest: &str) -> Self {
        let mut tag = Self { length: rest.len(), attributes: 0, namespaces: 0, closes: false };
        let (mut quote, mut before) = (None, ' ');
        for (at, character) in rest.char_indices().skip(1) {
            if quote.is_some() {
                quote = quote.filter(|quote| *quote != character);
            } else {
                match character {
                    '"' | '\'' => quote = Some(character),
                    '=' => tag.attributes += 1,
                    'x' if before.is_whitespace()
                        && rest.get(at..).is_some_and(|rest| rest.starts_with("xmlns")) =>
                    {
                        tag.namespaces += 1;
                    }
                    '>' => {
                        tag.length = at + 1;
                        tag.closes = before == '/';
                        return tag;
                    }
                    _ => {}
                }
            }
            before = character;
        }
        tag
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repeated(count: usize, piece: impl Fn(usize) -> String) -> String {
        (0..count).map(piece).collect()
    }

    #[test]
    fn deep_and_wide_elements_are_refused_and_others_are_not() {
        let line = |text: &str| check(text).unwrap_err().to_string();
        let deep = "\n<a>".repeat(1000);
        assert!(
            line(&deep).starts_with("line 502: elements are nested more than 500 deep"),
            "{}",
            line(&deep)
        );
        let wide: String = repeated(300, |at| format!(" a{at}='>'"));
        assert!(line(&format!("<a>\n<b{wide}/></a>")).starts_with("line 2: an element has more than 256"));
        let spaces: String = repeated(70, |at| format!(" xmlns:a{at}='u'"));
        assert!(line(&format!("<b{spaces}/>")).contains("64 namespaces"));
        for text in
            ["<a/>".repeat(2000), "<a><!-- <b> --></a>".repeat(600), "<a><![CDATA[<b><b>]]></a>".repeat(600)]
        {
            assert_eq!(check(&text), Ok(()));
        }
        assert_eq!(check(&format!("<a>{}</a>", "<b xmlns:v='w' c='='></b>".repeat(1000))), Ok(()));
    }
}
