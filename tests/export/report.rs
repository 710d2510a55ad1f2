//! The report says what the panels and `--json` say, stands alone, and leaves out what it is told to.

use std::fs;

use serde_json::Value;
use tempfile::tempdir;

use crate::{COALITIONS, PICKERS, SAMPLES, VEHICLES, json, refused, run};

fn report(sample: &str, ending: &str, more: &[&str]) -> String {
    let folder = tempdir().unwrap();
    let out = folder.path().join(format!("report.{ending}"));
    let path = out.to_str().unwrap();
    let arguments = [&["report", sample, path, "--today", "2026-03-01"], more].concat();
    let (code, _, err) = run(&arguments);
    assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
    fs::read_to_string(out).unwrap()
}

/// The cells of the row that begins with this name, in the first table that has one after `heading`.
fn row(report: &str, heading: &str, name: &str) -> Vec<String> {
    let at = report.find(&format!("## {heading}")).unwrap();
    let begins = format!("| {name} |");
    let line = report[at..].lines().find(|line| line.starts_with(&begins));
    let line = line.unwrap_or_else(|| panic!("no row of {name} under {heading}"));
    line.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect()
}

/// A figure of `--json` to three places.
fn rounded(value: &Value) -> String {
    let Some(value) = value.as_f64() else { return "–".to_owned() };
    let text = format!("{value:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

#[test]
fn figures_are_those_of_json() {
    let said = report(PICKERS, "md", &[]);
    let bottlenecks = json(&["bottlenecks", PICKERS]);
    let actors = bottlenecks["actors"].as_array().unwrap();
    assert!(actors.len() > 10);
    for actor in actors {
        let cells = row(&said, "Bottlenecks", actor["name"].as_str().unwrap());
        let figures = ["disconnected_pairs", "fragmentation", "betweenness", "constraint"];
        for (cell, key) in cells[2..6].iter().zip(figures) {
            assert_eq!(*cell, rounded(&actor[key]), "{key} of {}", actor["name"]);
        }
    }
    let partners = json(&["partners", PICKERS]);
    let best = &partners["suggestions"][0];
    assert!(said.contains(&format!("Score {}.", rounded(&best["score"]))));
    for member in best["members"].as_array().unwrap() {
        let cells = row(&said, "Coalition", member["name"].as_str().unwrap());
        // The member may stand in the stored coalition's table too, which comes first.
        let marginal = rounded(&member["marginal"]);
        assert!(cells.contains(&marginal) || said.contains(&format!("| {marginal} |")), "{cells:?}");
    }
    let coalition = json(&["coalition", PICKERS, "--today", "2026-03-01"]);
    for model in coalition["governance"]["models"].as_array().unwrap() {
        let heading = format!("{}: {}", model["name"].as_str().unwrap(), rounded(&model["fit"]));
        assert!(said.contains(&heading), "{heading}");
    }
}

#[test]
fn loops_are_counted_and_told_as_the_command_line_lists_them() {
    let said = report(VEHICLES, "md", &[]);
    let loops = json(&["loops", VEHICLES]);
    let all = loops["loops"].as_array().unwrap();
    let of = |kind: &str| all.iter().filter(|one| one["polarity"] == kind).count();
    let counts = format!(
        "{} loops: {} reinforcing, {} balancing, {} without a clear sign.",
        all.len(),
        of("R"),
        of("B"),
        of("U")
    );
    assert!(said.contains(&counts), "{counts}");
    for one in all.iter().filter(|one| one["named"] != Value::Null) {
        let heading = format!("### {} {}", one["label"].as_str().unwrap(), one["name"].as_str().unwrap());
        assert!(said.contains(&heading), "{heading}");
    }
}

#[test]
fn the_page_stands_alone_and_names_the_file_by_its_hash() {
    for sample in SAMPLES {
        let page = report(sample, "html", &[]);
        for outside in ["src=\"http", "href=\"http", "@import", "url(http", "<script"] {
            assert!(!page.contains(outside), "{sample}: {outside}");
        }
        let hash = linchpin::file::hash_text(&fs::read(sample).unwrap());
        assert!(page.contains(&hash), "{sample}");
        assert!(page.contains("<svg role=\"img\""), "{sample}");
        assert!(page.contains("name=\"viewport\""), "{sample}");
        assert_eq!(page, report(sample, "html", &[]), "the same report twice");
    }
}

#[test]
fn parts_are_left_out_by_name() {
    let whole = report(PICKERS, "html", &[]);
    for part in ["maps", "loops", "methods", "blind-spots", "actors"] {
        let heading = format!("<section id=\"{part}\">");
        assert!(whole.contains(&heading), "{part}");
        assert!(!report(PICKERS, "html", &["--without", part]).contains(&heading), "{part}");
    }
    let error = refused(&["report", PICKERS, "x.html", "--without", "weather"]);
    assert!(error.contains("weather") && error.contains("blind-spots"), "{error}");
}

#[test]
fn nothing_is_left_behind_where_a_report_cannot_be_written() {
    let folder = tempdir().unwrap();
    let missing = folder.path().join("no such folder").join("report.html");
    refused(&["report", COALITIONS, missing.to_str().unwrap()]);
    let odd = folder.path().join("report.docx");
    assert!(refused(&["report", COALITIONS, odd.to_str().unwrap()]).contains(".html or .md"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn markdown_that_people_wrote_is_set_and_cannot_act() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("written.linchpin");
    let bytes = fs::read(PICKERS).unwrap();
    let mut project: Value = serde_json::from_slice(&bytes).unwrap();
    project["project"]["problem"] = Value::from(
        "Incomes **stay low**.\n\n- traders set *prices*\n- [sources](https://example.org/a?b=1&c=2)\n\n\
         <script>alert(1)</script>\n\n[no](javascript:alert(2)) ![seen](https://example.org/x.png)",
    );
    fs::write(&file, serde_json::to_vec(&project).unwrap()).unwrap();
    let path = file.to_str().unwrap();
    let page = report(path, "html", &["--without", "maps"]);
    for set in [
        "Incomes <strong>stay low</strong>.",
        "<li>traders set <em>prices</em></li>",
        "<a href=\"https://example.org/a?b=1&amp;c=2\" rel=\"noopener noreferrer\">sources</a>",
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
        "<p>no seen</p>",
    ] {
        assert!(page.contains(set), "{set}");
    }
    assert!(!page.contains("<script") && !page.contains("javascript:") && !page.contains("<img"));
    let said = report(path, "md", &["--without", "maps"]);
    assert!(said.contains("Incomes **stay low**.") && said.contains("- traders set *prices*"), "{said}");
    assert!(said.contains("[sources](<https://example.org/a?b=1&c=2>)"));
    assert!(!said.contains("<script") && !said.contains("javascript:") && !said.contains("x.png"));
}

#[test]
fn an_empty_project_and_odd_names_make_a_report_too() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("odd.csv");
    fs::write(&file, "from,to\n<script>alert(1)</script>,*and* stars\n").unwrap();
    let page = report(file.to_str().unwrap(), "html", &[]);
    assert!(!page.contains("<script>") && page.contains("&lt;script&gt;"));
    let said = report(file.to_str().unwrap(), "md", &["--without", "maps"]);
    assert!(said.contains("\\*and\\* stars") && !said.contains("<script>"), "{said}");
    let empty = folder.path().join("empty.linchpin");
    let (code, _, _) = run(&["new", empty.to_str().unwrap()]);
    assert_eq!(code, 0);
    assert!(report(empty.to_str().unwrap(), "html", &[]).contains("No problem statement yet."));
}
