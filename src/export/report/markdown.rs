//! The report as Markdown, with its pictures inside.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{Block, Report};
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
        Block::Picture { title, svg } => {
            write!(out, "![{}](data:image/svg+xml;base64,{})\n\n", escape(title), STANDARD.encode(svg))
        }
    };
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
    for letter in visible(&text.replace(['\n', '\r'], " ")).chars() {
        match letter {
            '<' => out.push_str("&lt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' => out.extend(['\\', letter]),
            letter => out.push(letter),
        }
    }
    out
}

/// The same at the beginning of a line, where more letters are markup.
fn escape(text: &str) -> String {
    let text = inline(text);
    if text.starts_with(['#', '-', '+', '>']) { format!("\\{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_people_wrote_becomes_markup() {
        assert_eq!(inline("a | b *c* <d> [e]"), "a \\| b \\*c\\* &lt;d> \\[e\\]");
        assert_eq!(escape("# no heading"), "\\# no heading");
        assert_eq!(inline("-0.5"), "-0.5");
    }
}
