//! The report as Markdown, with its pictures inside.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{Block, Passage, PassageKind, Report, Span};
use crate::export::svg;
use crate::scene::text::visible;

/// Sets a report as Markdown (tables as on GitHub). Pictures are data URLs, so that the file stands alone.
pub fn write(report: &Report) -> String {
    let mut out = format!("# {}\n\n", escape(&report.title));
    for line in &report.origin {
        let _ = writeln!(out, "{}  ", escape(line));
    }
    for section in &report.sections {
        let _ = write!(out, "\n## {}\n\n", section.part.title());
        for block in &section.blocks {
            write_block(block, &mut out);
        }
    }
    out
}

fn write_block(block: &Block, out: &mut String) {
    let _ = match block {
        Block::Heading(text) => write!(out, "### {}\n\n", escape(text)),
        Block::Text(text) => {
            let lines: Vec<String> = text.lines().map(escape).collect();
            write!(out, "{}\n\n", lines.join("  \n"))
        }
        Block::List(lines) => {
            let lines = lines.iter().map(|line| format!("- {}\n", escape(line)));
            writeln!(out, "{}", lines.collect::<String>())
        }
        Block::Table { head, rows } => write_table(head, rows, out),
        Block::Prose(passages) => write_prose(passages, out),
        Block::Picture { title, picture } => {
            let data = STANDARD.encode(svg::write(picture));
            write!(out, "![{}](data:image/svg+xml;base64,{data})\n\n", escape(title))
        }
    };
}

fn write_prose(passages: &[Passage], out: &mut String) -> std::fmt::Result {
    for (at, passage) in passages.iter().enumerate() {
        let indent = "    ".repeat(passage.depth);
        let said: String = passage.spans.iter().map(span).collect();
        let lines: Vec<&str> = said.split('\n').collect();
        match passage.kind {
            PassageKind::Paragraph => {
                let lines: Vec<String> = lines.iter().map(|line| guarded(line)).collect();
                write!(out, "{}\n\n", lines.join("  \n"))?;
            }
            PassageKind::Heading => write!(out, "#### {}\n\n", lines.join(" "))?,
            PassageKind::Quote => write!(out, "> {}\n\n", lines.join("  \n> "))?,
            PassageKind::Point => writeln!(out, "{indent}- {}", lines.join(&format!("  \n{indent}  ")))?,
            PassageKind::Number(number) => {
                writeln!(out, "{indent}{number}. {}", lines.join(&format!("  \n{indent}   ")))?;
            }
            PassageKind::Code => {
                let code: String = passage.spans.iter().map(|span| span.text.as_str()).collect();
                let lines: Vec<String> = code.lines().map(|line| format!("    {}", visible(line))).collect();
                write!(out, "{}\n\n", lines.join("\n"))?;
            }
        }
        // A list ends where something else follows.
        let in_list = |passage: &Passage| matches!(passage.kind, PassageKind::Point | PassageKind::Number(_));
        if in_list(passage) && !passages.get(at + 1).is_some_and(in_list) {
            out.push('\n');
        }
    }
    Ok(())
}

/// A run of text with its marks.
fn span(span: &Span) -> String {
    let lines: Vec<String> = span.text.split('\n').map(inline).collect();
    let text = lines.join("\n");
    let (before, rest) = text.split_at(text.len() - text.trim_start().len());
    let (core, after) = rest.split_at(rest.trim_end().len());
    if core.is_empty() {
        return text;
    }
    let mut core = core.to_owned();
    for (on, mark) in [(span.struck, "~~"), (span.emphasis, "*"), (span.strong, "**")] {
        if on {
            core = format!("{mark}{core}{mark}");
        }
    }
    if let Some(link) = &span.link {
        let place = link.replace(['<', '>', ' ', '\n'], "");
        core = format!("[{core}](<{place}>)");
    }
    format!("{before}{core}{after}")
}

fn write_table(head: &[String], rows: &[Vec<String>], out: &mut String) -> std::fmt::Result {
    let line = |cells: &mut dyn Iterator<Item = String>| {
        let cells: Vec<String> = cells.collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let cell = inline;
    out.push_str(&line(&mut head.iter().map(|head| cell(head.trim_start_matches('#')))));
    let rule = |head: &String| if head.starts_with('#') { "--:" } else { "---" }.to_owned();
    out.push_str(&line(&mut head.iter().map(rule)));
    for row in rows {
        out.push_str(&line(&mut row.iter().map(|text| cell(text))));
    }
    writeln!(out)
}

/// Text that cannot become markup; characters that would act unseen are shown.
fn inline(text: &str) -> String {
    let mut out = String::new();
    let shown = visible(&text.replace(['\n', '\r'], " ")).into_owned();
    for (at, letter) in shown.char_indices() {
        match letter {
            '<' => out.push_str("&lt;"),
            '&' if is_reference(&shown[at + 1..]) => out.push_str("&amp;"),
            '\\' | '~' | '`' | '*' | '_' | '[' | ']' | '|' => out.extend(['\\', letter]),
            letter => out.push(letter),
        }
    }
    out
}

/// What follows an ampersand makes it stand for another letter, as `lt;` does.
fn is_reference(rest: &str) -> bool {
    rest.split_once(';').is_some_and(|(name, _)| {
        !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '#')
    })
}

/// The same at the beginning of a line, where more letters are markup.
fn escape(text: &str) -> String {
    guarded(&inline(text))
}

/// A line that is not taken for a heading, a list or a quotation.
fn guarded(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    match line.split_at(digits) {
        (number, rest) if digits > 0 && rest.starts_with(['.', ')']) => format!("{number}\\{rest}"),
        _ if line.starts_with(['#', '-', '+', '>']) => format!("\\{line}"),
        _ => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_people_wrote_becomes_markup() {
        assert_eq!(inline("a | b *c* <d> [e]"), "a \\| b \\*c\\* &lt;d> \\[e\\]");
        assert_eq!(escape("# no heading"), "\\# no heading");
        assert_eq!(escape("1. no list"), "1\\. no list");
        assert_eq!(inline("-0.5"), "-0.5");
        assert_eq!(inline("H&M &lt; all"), "H&M &amp;lt; all");
    }
}
