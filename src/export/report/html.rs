//! The report as one web page: nothing is loaded, it reads on a phone and prints on paper.

use std::fmt::Write as _;

use super::{Block, Passage, PassageKind, Report, Span};
use crate::export::svg;
use crate::export::typeface::Typefaces;
use crate::scene::Font;
use crate::scene::text::visible;

/// The style: the light tokens, one column, tables (and on a phone maps) that scroll by themselves, pages that break
/// between sections.
const STYLE: &str = "\
:root{color-scheme:light;--text:#171C26;--text2:#454E5E;--text3:#5F6979;--border:#DFE3E9;--sunken:#F1F3F6;--accent:#5227C6}\
*{box-sizing:border-box}\
body{margin:0;background:#fff;color:var(--text);font:16px/1.6 Inter,system-ui,-apple-system,'Segoe UI',sans-serif}\
main{max-width:920px;margin:0 auto;padding:40px 24px 80px}\
h1{font-size:34px;line-height:1.2;margin:0 0 12px}\
h2{font-size:24px;line-height:1.3;margin:56px 0 16px;padding-top:20px;border-top:1px solid var(--border)}\
h3{font-size:17px;line-height:1.4;margin:28px 0 8px}h4{font-size:16px;margin:20px 0 6px}\
p,ul,ol,pre,blockquote{margin:0 0 14px;color:var(--text2);overflow-wrap:anywhere}ul,ol{padding-left:22px}li{margin:4px 0}li>ul,li>ol{margin-bottom:4px}\
blockquote{padding-left:14px;border-left:3px solid var(--border)}pre{white-space:pre-wrap}\
code,pre{font-family:'JetBrains Mono',ui-monospace,monospace;font-size:14px}a{color:var(--accent)}\
.origin{color:var(--text3);font-size:13px;overflow-wrap:anywhere;margin:2px 0}\
nav{margin:28px 0 0}nav ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:8px}nav li{margin:0}\
nav a{display:block;padding:5px 12px;border:1px solid var(--border);border-radius:16px;color:var(--accent);text-decoration:none;font-size:14px}\
.table{overflow-x:auto;margin:0 0 20px;border:1px solid var(--border);border-radius:8px}\
table{border-collapse:collapse;width:100%;font-size:14px;line-height:1.45}\
th,td{padding:8px 12px;text-align:left;vertical-align:top;border-bottom:1px solid var(--border)}\
tr:last-child td{border-bottom:0}th{background:var(--sunken);font-weight:600;color:var(--text)}\
td{color:var(--text2)}td:first-child{color:var(--text);font-weight:500}\
.n{text-align:right;font-family:'JetBrains Mono',ui-monospace,monospace;font-size:13px;white-space:nowrap}\
th.n{font-family:inherit;font-size:14px;white-space:normal}\
figure{margin:0 0 24px}figure svg{display:block;width:100%;height:auto;max-height:90vh;border:1px solid var(--border);border-radius:8px}\
@media(max-width:600px){main{padding:24px 16px 56px}h1{font-size:27px}h2{font-size:21px;margin-top:40px}th,td{padding:7px 9px}table{font-size:13px}\
figure{overflow-x:auto;border:1px solid var(--border);border-radius:8px}figure svg{width:auto;min-width:720px;max-width:none;max-height:none;border:0}\
td:first-child,th:first-child{position:sticky;left:0;max-width:40vw;min-width:5em;overflow-wrap:break-word}td:first-child{background:#fff}}\
@media print{body{font-size:11pt}main{max-width:none;padding:0}nav{display:none}h2{break-after:avoid;margin-top:28px}h3{break-after:avoid}\
figure,tr{break-inside:avoid}.table{overflow:visible}th{background:none}@page{margin:18mm 16mm}}";

/// Sets a report as a web page.
pub fn write(report: &Report) -> String {
    let mut out = String::new();
    let title = escape(&report.title);
    // Once for the page: without them names in the pictures would be wider than the boxes they stand in.
    let faces = typefaces(report).css();
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>{faces}{STYLE}</style>\n</head>\n<body>\n<main>\n<header>\n<h1>{title}</h1>\n"
    );
    for line in &report.origin {
        let _ = writeln!(out, "<p class=\"origin\">{}</p>", escape(line));
    }
    out.push_str("</header>\n<nav aria-label=\"Sections\"><ul>\n");
    for section in &report.sections {
        let (name, title) = (section.part.name(), section.part.title());
        let _ = writeln!(out, "<li><a href=\"#{name}\">{title}</a></li>");
    }
    out.push_str("</ul></nav>\n");
    let mut pictures = 0;
    for section in &report.sections {
        let (name, title) = (section.part.name(), section.part.title());
        let _ = writeln!(out, "<section id=\"{name}\">\n<h2>{title}</h2>");
        for block in &section.blocks {
            write_block(block, &mut pictures, &mut out);
        }
        out.push_str("</section>\n");
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

/// What the page writes, in each typeface.
fn typefaces(report: &Report) -> Typefaces {
    let text = Font::Inter(400);
    let mut faces = Typefaces::default();
    faces.add(text, &report.title);
    // Points of a list have signs that are nowhere in the text.
    faces.add(text, "0123456789.•◦");
    report.origin.iter().for_each(|line| faces.add(text, line));
    for section in &report.sections {
        faces.add(text, section.part.title());
        for block in &section.blocks {
            match block {
                Block::Heading(line) => faces.add(text, line),
                Block::Text(lines) => lines.lines().for_each(|line| faces.add(text, line)),
                Block::Prose(passages) => {
                    for span in passages.iter().flat_map(|passage| &passage.spans) {
                        let font = if span.code { Font::Mono(400) } else { text };
                        span.text.lines().for_each(|line| faces.add(font, line));
                    }
                }
                Block::List(lines) => lines.iter().for_each(|line| faces.add(text, line)),
                Block::Table { head, rows } => {
                    for cell in head {
                        faces.add(text, cell);
                    }
                    for (cell, head) in rows.iter().flat_map(|row| row.iter().zip(head)) {
                        faces.add(if is_figure(head) { Font::Mono(400) } else { text }, cell);
                    }
                }
                Block::Picture { picture, .. } => faces.add_marks(&picture.marks),
            }
        }
    }
    faces
}

fn write_block(block: &Block, pictures: &mut usize, out: &mut String) {
    let _ = match block {
        Block::Heading(text) => writeln!(out, "<h3>{}</h3>", escape(text)),
        Block::Text(text) => writeln!(out, "<p>{}</p>", escape(text).replace('\n', "<br>")),
        Block::Prose(passages) => {
            write_prose(passages, out);
            Ok(())
        }
        Block::List(lines) => {
            let lines = lines.iter().map(|line| format!("<li>{}</li>\n", escape(line)));
            writeln!(out, "<ul>\n{}</ul>", lines.collect::<String>())
        }
        Block::Table { head, rows } => write_table(head, rows, out),
        Block::Picture { title, picture } => {
            let label = escape(title);
            *pictures += 1;
            let prefix = format!("picture-{pictures}-");
            // The picture says its own title to a screen reader.
            let svg = svg::part(picture, &prefix).trim_end().replacen("<svg ", "<svg role=\"img\" ", 1);
            writeln!(out, "<figure aria-label=\"{label}\" tabindex=\"0\">{svg}</figure>")
        }
    };
}

/// Passages; points of a list stand inside those that they belong to.
fn write_prose(passages: &[Passage], out: &mut String) {
    /// The lists that are open, from the outside: how each ends.
    fn close(open: &mut Vec<&'static str>, depth: usize, out: &mut String) {
        while open.len() > depth {
            let _ = writeln!(out, "</li></{}>", open.pop().unwrap_or("ul"));
        }
    }
    let mut open: Vec<&'static str> = Vec::new();
    for passage in passages {
        let said: String = passage.spans.iter().map(span).collect();
        let element = match passage.kind {
            PassageKind::Point | PassageKind::Number(_) => {
                let (list, start) = match passage.kind {
                    PassageKind::Number(number) if number != 1 => ("ol", format!(" start=\"{number}\"")),
                    PassageKind::Number(_) => ("ol", String::new()),
                    _ => ("ul", String::new()),
                };
                close(&mut open, passage.depth + 1, out);
                if open.len() == passage.depth + 1 && open.last() == Some(&list) {
                    out.push_str("</li>\n");
                } else {
                    close(&mut open, passage.depth, out);
                    open.push(list);
                    let _ = write!(out, "<{list}{start}>");
                }
                let _ = write!(out, "<li>{said}");
                continue;
            }
            PassageKind::Paragraph => ("<p>", "</p>"),
            PassageKind::Heading => ("<h4>", "</h4>"),
            PassageKind::Quote => ("<blockquote>", "</blockquote>"),
            PassageKind::Code => ("<pre>", "</pre>"),
        };
        close(&mut open, 0, out);
        let _ = writeln!(out, "{}{said}{}", element.0, element.1);
    }
    close(&mut open, 0, out);
}

/// A run of text with its marks.
fn span(span: &Span) -> String {
    let mut said = escape(&span.text);
    if !span.code {
        said = said.replace('\n', "<br>");
    }
    let marks = [(span.code, "code"), (span.struck, "s"), (span.emphasis, "em"), (span.strong, "strong")];
    for (_, mark) in marks.into_iter().filter(|(on, _)| *on) {
        said = format!("<{mark}>{said}</{mark}>");
    }
    match &span.link {
        Some(link) => format!("<a href=\"{}\" rel=\"noopener noreferrer\">{said}</a>", escape(link)),
        None => said,
    }
}

/// The column holds figures.
fn is_figure(head: &str) -> bool {
    head.starts_with('#')
}

fn write_table(head: &[String], rows: &[Vec<String>], out: &mut String) -> std::fmt::Result {
    let class = |head: &str| if is_figure(head) { " class=\"n\"" } else { "" };
    out.push_str("<div class=\"table\" tabindex=\"0\"><table>\n<thead><tr>");
    for cell in head {
        write!(out, "<th scope=\"col\"{}>{}</th>", class(cell), escape(cell.trim_start_matches('#')))?;
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in rows {
        out.push_str("<tr>");
        for (cell, head) in row.iter().zip(head) {
            write!(out, "<td{}>{}</td>", class(head), escape(cell))?;
        }
        out.push_str("</tr>\n");
    }
    writeln!(out, "</tbody></table></div>")
}

/// Text that cannot become markup; characters that would act unseen are shown.
fn escape(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(|line| visible(line).into_owned()).collect();
    lines.join("\n").replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
