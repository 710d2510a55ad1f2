//! Writing statements as text that [`parse`](super::parse()) reads as the same statements.

use std::fmt::Write as _;

use super::lex::in_quotes;
use super::parse::parse;
use super::statement::{Arrow, Joint, LinkWords, Mention, Said, Sign, Statement, Tags};
use super::tags::written;
use crate::model::{ElementKind, MapKind};

/// The lines of some statements, each ended.
pub fn print(statements: &[Statement]) -> String {
    let mut text = String::new();
    for statement in statements {
        match statement {
            Statement::Map { kind, title } => {
                if !text.is_empty() {
                    text.push('\n');
                }
                let word = match kind {
                    MapKind::Actors => "[actors]",
                    MapKind::Causal => "[causal]",
                    MapKind::Issues => "[issues]",
                };
                text.push_str(word);
                if !title.is_empty() {
                    text.push(' ');
                    text.push_str(title);
                }
            }
            Statement::Chain { first, rest, .. } => {
                mention(first, None, &mut text);
                for (joint, next) in rest {
                    text.push_str(match joint.arrow {
                        Arrow::Forward => " -> ",
                        Arrow::Back => " <- ",
                        Arrow::Mutual => " -- ",
                    });
                    mention(next, Some(joint), &mut text);
                }
            }
        }
        text.push('\n');
    }
    text
}

/// A name as a line writes it: in quotes only if it would be read as something else without.
pub fn name_text(name: &str) -> String {
    if is_plain(name) { name.to_owned() } else { in_quotes(name) }
}

/// The name means itself, whether it stands alone, before an arrow, after one, or before other words.
fn is_plain(name: &str) -> bool {
    let says = |text: &str, number: Option<f64>| {
        let words = LinkWords { number, ..LinkWords::default() };
        let parsed = parse(text);
        let own = |mention: &Mention| mention.tags.is_empty() && mention.name == name;
        match parsed.statements.as_slice() {
            [Statement::Chain { first, rest, .. }] => match rest.as_slice() {
                [] => own(first),
                [(joint, last)] => {
                    (own(first) && last.name == "x" || first.name == "x" && own(last)) && joint.words == words
                }
                _ => false,
            },
            _ => false,
        }
    };
    // Letters, digits and single spaces need no trial.
    let harmless = |c: char| c.is_alphanumeric() || c == ' ' || c == '.' || c == '&' || c == '/' || c == '’';
    if name.chars().all(harmless) && name.starts_with(char::is_alphanumeric) && !name.ends_with(' ') {
        return !name.contains("  ");
    }
    says(name, None)
        && says(&format!("{name} -> x"), None)
        && says(&format!("x -> {name}"), None)
        && says(&format!("x -> {name} : 1"), Some(1.0))
}

fn mention(mention: &Mention, joint: Option<&Joint>, text: &mut String) {
    text.push_str(&name_text(&mention.name));
    tags(&mention.tags, text);
    if let Some(joint) = joint {
        link_words(&joint.words, text);
    }
}

fn tags(tags: &Tags, text: &mut String) {
    // Writing to a string cannot fail.
    if let Some(kind) = tags.kind {
        text.push_str(match kind {
            ElementKind::Actor => " (actor)",
            ElementKind::Variable => " (variable)",
            ElementKind::Issue => " (issue)",
        });
    }
    if tags.goal {
        text.push_str(" (goal)");
    }
    if tags.external {
        text.push_str(" (external)");
    }
    if let Some(sector) = &tags.sector {
        let _ = write!(text, " #{}", written(sector));
    }
    if let Some(influence) = tags.influence {
        let _ = write!(text, " !{influence}");
    }
    if let Some(interest) = tags.interest {
        let _ = write!(text, " ?{interest}");
    }
    for (number, (asset, level)) in tags.assets.iter().enumerate() {
        text.push_str(if number == 0 { " $" } else { "," });
        text.push_str(&written(asset));
        if let Some(level) = level {
            let _ = write!(text, ":{level}");
        }
    }
    if let Some(region) = &tags.region {
        let _ = write!(text, " @{}", written(region));
    }
}

fn link_words(words: &LinkWords, text: &mut String) {
    let sign = words.sign.map(|sign| match sign {
        Sign::Plus => "+",
        Sign::Minus => "-",
        Sign::Unknown => "?",
    });
    // A sign needs no colon, if nothing but a delay comes with it.
    if words.kind.is_some() || words.number.is_some() || (sign.is_none() && words.delay) {
        text.push_str(" :");
    }
    if let Some(sign) = sign {
        text.push(' ');
        text.push_str(sign);
    }
    if words.delay {
        text.push_str(" delay");
    }
    if let Some(kind) = &words.kind {
        text.push(' ');
        text.push_str(&kind_text(kind));
    }
    if let Some(number) = words.number {
        let _ = write!(text, " {number}");
    }
}

fn kind_text(kind: &Said) -> String {
    if kind.exact { in_quotes(&kind.text) } else { kind.text.clone() }
}
