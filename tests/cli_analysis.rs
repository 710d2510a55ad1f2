//! The verbs that answer questions: keys of `--json`, known figures, budgets, names, and pictures that repeat.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::Path;

use linchpin::analysis::network::Measure;
use linchpin::cli;
use serde_json::{Value, json};
use tempfile::tempdir;

const PICKERS: &str = "samples/waste-pickers-bengaluru.linchpin";
const VEHICLES: &str = "samples/electric-vehicles-india.linchpin";
const COALITIONS: &str = "samples/five-coalitions.linchpin";
const SAMPLES: [&str; 3] = [PICKERS, VEHICLES, COALITIONS];
const ARMS: &str = "tests/data/tables/arms_race.csv";
const COMPLETE: &str = "tests/data/tables/complete_5.csv";
const KITE: &str = "tests/data/tables/kite.csv";
const KARATE: &str = "tests/data/tables/karate.csv";

fn run(arguments: &[&str]) -> (i32, Vec<u8>, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let all = ["linchpin"].iter().chain(arguments).map(OsString::from);
    let code = cli::run(all, &mut out, &mut err);
    (code, out, String::from_utf8(err).unwrap())
}

fn text(arguments: &[&str]) -> String {
    let (code, out, err) = run(arguments);
    assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
    String::from_utf8(out).unwrap()
}

/// Runs with `--json`: stdout is one object and nothing else, stderr is silent.
fn json(arguments: &[&str]) -> Value {
    let printed = text(&[arguments, &["--json"]].concat());
    let value: Value = serde_json::from_str(&printed).unwrap();
    assert!(value.is_object(), "{arguments:?}");
    value
}

/// Runs something that is refused: exit code 2, nothing on stdout, one line on stderr.
fn refused(arguments: &[&str]) -> String {
    let (code, out, err) = run(arguments);
    assert_eq!((code, out.len()), (2, 0), "{arguments:?}: {err}");
    assert_eq!(err.lines().count(), 1, "{arguments:?}: {err}");
    err.trim_end().strip_prefix("linchpin: ").unwrap().to_owned()
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap()
}

fn oracle(name: &str) -> Value {
    serde_json::from_slice(&fs::read(format!("tests/data/oracles/{name}.json")).unwrap()).unwrap()
}

/// A figure of each element by name.
fn figures(network: &Value, measure: &str) -> BTreeMap<String, f64> {
    let figure = |row: &Value| (row["name"].as_str().unwrap().to_owned(), row[measure].as_f64().unwrap());
    list(network, "elements").iter().map(figure).collect()
}

#[test]
fn analyze_has_the_keys_of_the_contract() {
    for sample in SAMPLES {
        let network = json(&["analyze", sample]);
        let expected = [
            "biconnected",
            "bridges",
            "cautions",
            "communities",
            "cut_vertices",
            "directed",
            "elements",
            "equivalent",
            "estimates",
            "findings",
            "key_players",
            "kind",
            "left_out_self",
            "merged_parallel",
            "micmac",
            "mixing",
            "network",
            "ties",
            "undefined",
            "warnings",
        ];
        assert_eq!(keys(&network), expected, "{sample}");
        assert_eq!(network["kind"], "actor");
        let first = &list(&network, "elements")[0];
        let directed = network["directed"].as_bool().unwrap();
        for measure in Measure::ALL {
            let is_one_way = measure.needs_direction();
            let shown = first.get(measure.as_str()).is_some();
            assert_eq!(shown, directed || !is_one_way, "{sample}: {measure}");
        }
        let members: usize =
            list(&network, "communities").iter().map(|community| community.as_array().unwrap().len()).sum();
        assert_eq!(members, list(&network, "elements").len(), "everybody is in one community");
        let chosen = json(&["analyze", sample, "--measures", "pagerank,core_number"]);
        assert_eq!(keys(&list(&chosen, "elements")[0]), ["core_number", "id", "name", "pagerank"]);
        assert!(text(&["analyze", sample]).contains("Measures are those of NetworkX 3"));
    }
}

#[test]
fn the_kite_and_the_karate_club_have_their_published_figures() {
    for (table, name) in [(KITE, "krackhardt_kite"), (KARATE, "zachary_karate")] {
        let oracle = oracle(name);
        let expected = &oracle["expected"];
        let network = json(&["analyze", table]);
        assert_eq!(network["directed"], false);
        assert_eq!(network["network"]["ties"], json!(list(&oracle, "edges").len()));
        let names =
            ["Andre", "Beverley", "Carol", "Diane", "Ed", "Fernando", "Garth", "Heather", "Ike", "Jane"];
        let member = |at: usize| match table {
            KITE => names[at].to_owned(),
            _ => format!("Member {}", at + 1),
        };
        for (measure, key) in [
            ("betweenness_centrality", "betweenness_normalized"),
            ("closeness_centrality", "closeness"),
            ("pagerank", "pagerank_085"),
            ("constraint", "constraint"),
        ] {
            let found = figures(&network, measure);
            let expected = list(expected, key);
            assert_eq!(found.len(), expected.len());
            for (at, expected) in expected.iter().enumerate() {
                let (found, expected) = (found[&member(at)], expected.as_f64().unwrap());
                assert!((found - expected).abs() < 1e-9, "{table} {measure} {at}: {found} {expected}");
            }
        }
        assert_eq!(list(&network, "cut_vertices").len(), list(expected, "articulation_points").len());
        assert_eq!(list(&network, "bridges").len(), list(expected, "bridges").len());
    }
    let shown = text(&["analyze", KITE, "--measures", "betweenness_centrality"]);
    let expected = "\
10 actors, 18 ties; direction does not count.
density 0.400, 1 part, 3 communities (modularity 0.222), diameter 4, mean distance 1.978

name      betweenness_centrality
Heather                    0.389
Fernando                   0.231
Garth                      0.231
";
    assert!(shown.starts_with(expected), "{shown}");
}

#[test]
fn questions_about_the_kite_have_their_answers() {
    let pairs = ["--between", "Diane", "Jane", "--compare", "Andre", "Beverley", "--explain"];
    let found = json(&[&["analyze", KITE], &pairs[..]].concat());
    assert_eq!(
        found["between"]["sentence"],
        "Heather stands between Diane and Jane: without it no path joins them"
    );
    assert_eq!(list(&found["between"], "paths").len(), 1);
    assert_eq!(found["comparison"]["tied"], true);
    assert!(found["definitions"]["pagerank"]["formula"].as_str().unwrap().contains("0.85"));
    let said = text(&["analyze", KITE]);
    let connects = "Heather connects the others: it is on 39 % of the shortest paths";
    assert!(said.contains(&format!("Who connects the others?\n  {connects}")), "{said}");
    assert!(said.contains("Without Heather, 14 pairs of others would no longer be joined"), "{said}");
    assert!(refused(&["analyze", KITE, "--between", "Diane", "Diane"]).contains("twice"));
    assert!(refused(&["analyze", KITE, "--between", "Diane", "Nobody"]).contains("there is no actor"));
    let same = json(&["analyze", KITE, "--since", KITE]);
    assert_eq!(same["changes"]["elements"], json!([]));
    assert_eq!(same["changes"]["sentences"], json!([]));
}

#[test]
fn several_can_leave_at_once() {
    let arguments = ["bottlenecks", KITE, "--leaving", "Fernando,Garth"];
    let found = json(&arguments);
    let leaving = &found["leaving"];
    // Without the two who lead to Heather, her tail of three falls off: 5 times 3 pairs.
    assert_eq!(leaving["disconnected_pairs"], 15);
    let sizes = list(leaving, "parts").iter().map(|part| part.as_array().unwrap().len());
    assert_eq!(sizes.collect::<Vec<_>>(), [5, 3]);
    let said = text(&arguments);
    let first = "Without Garth and Fernando the others are in 2 parts, and 15 pairs are no longer joined.\n";
    assert!(said.starts_with(first), "{said}");
}

#[test]
fn direction_and_kind_can_be_chosen() {
    assert_eq!(json(&["analyze", KITE, "--directed"])["directed"], true);
    assert_eq!(json(&["analyze", PICKERS])["directed"], true);
    assert_eq!(json(&["analyze", PICKERS, "--undirected"])["directed"], false);
    let causal = json(&["analyze", PICKERS, "--kind", "causal"]);
    assert_eq!((&causal["kind"], list(&causal, "elements").len()), (&json!("causal"), 22));
    let map = json(&["analyze", PICKERS, "--kind", "causal", "--map", "Why incomes stay low"]);
    assert_eq!(list(&map, "elements").len(), 14);
    let nobody = json(&["analyze", KITE, "--measures", "in_degree_centrality"]);
    assert_eq!(list(&nobody, "elements")[0]["in_degree_centrality"], Value::Null);
    assert!(nobody["undefined"]["in_degree_centrality"].as_str().unwrap().contains("direction"));
    assert!(refused(&["analyze", KITE, "--directed", "--undirected"]).contains("cannot be used with"));
    assert!(refused(&["analyze", KITE, "--kind", "issue"]).contains("[possible values: actor, causal]"));
    let line = refused(&["analyze", KITE, "--measures", "pagerank,fame"]);
    assert!(line.contains("“fame”") && line.contains("core_number"), "{line}");
}

#[test]
fn bottlenecks_have_the_keys_of_the_contract_and_reasons_in_words() {
    let found = json(&["bottlenecks", KITE]);
    assert_eq!(keys(&found), ["actors", "note", "warnings"]);
    let worst = &list(&found, "actors")[0];
    for key in
        ["id", "name", "cut_vertex", "disconnected_pairs", "fragmentation", "sole_holder_of", "reasons"]
    {
        assert!(worst.get(key).is_some(), "{key}");
    }
    // Without Heather, Ike and Jane are cut off from the seven others.
    assert_eq!((&worst["name"], &worst["cut_vertex"]), (&json!("Heather"), &json!(true)));
    assert_eq!(worst["disconnected_pairs"], 14);
    assert_eq!(worst["loses"], json!(["Ike", "Jane"]));
    let said = text(&["bottlenecks", KITE]);
    assert!(
        said.contains("\nHeather\n  Without Heather, Ike and Jane are cut off from the rest.\n"),
        "{said}"
    );
    assert!(said.contains("Ties count both ways and all alike."), "{said}");
    for sample in SAMPLES {
        let found = json(&["bottlenecks", sample]);
        let rows = list(&found, "actors");
        assert!(rows.len() > 5, "{sample}");
        let pairs: Vec<u64> = rows.iter().map(|row| row["disconnected_pairs"].as_u64().unwrap()).collect();
        assert!(pairs.is_sorted_by(|a, b| a >= b), "{sample}: {pairs:?}");
    }
    let map = json(&["bottlenecks", PICKERS, "--map", "Actors"]);
    assert_eq!(list(&map, "actors").len(), 18);
}

#[test]
fn partners_have_the_keys_of_the_contract_and_say_why() {
    let found = json(&["partners", PICKERS]);
    let expected = [
        "by_size",
        "candidates",
        "exact",
        "gaps",
        "headline",
        "inclusion",
        "knee",
        "note",
        "suggestions",
        "trials",
        "warnings",
        "weights",
    ];
    assert_eq!(keys(&found), expected);
    let best = &list(&found, "suggestions")[0];
    assert_eq!(keys(best), ["gaps", "members", "parts", "score", "supply"]);
    let members = list(best, "members");
    assert!((3..=7).contains(&members.len()));
    for member in members {
        assert_eq!(keys(member), ["assumed", "id", "marginal", "name", "reasons"]);
        assert!(!list(member, "reasons").is_empty());
        let share = found["inclusion"][member["id"].as_str().unwrap()].as_f64().unwrap();
        assert!((0.0..=1.0).contains(&share));
    }
    assert_eq!(found, json(&["partners", PICKERS]), "the same answer every time");
    assert_eq!(found["trials"], 200);
    let said = text(&["partners", PICKERS]);
    assert!(said.contains("Wanted by default: every asset"), "{said}");
    assert!(said.contains("200 trials with other weights and ratings, seed 0"), "{said}");
}

#[test]
fn partners_list_covers_and_say_why_not_when_asked() {
    let quick = ["--trials", "0", "--covers", "--why-not", "Scrap aggregators"];
    let asked = [&["partners", PICKERS], &quick[..]].concat();
    let found = json(&asked);
    assert_eq!(found["exact"], true);
    assert_eq!(found["candidates"], 18);
    let covers = list(&found["covers"], "sets");
    assert!(!covers.is_empty() && found["covers"]["complete"] == true);
    let answer = &list(&found, "why_not")[0];
    assert_eq!(answer["name"], "Scrap aggregators");
    assert!(answer["is_in"] == false && answer["loss"].as_f64().unwrap() > 0.0);
    let said = text(&asked);
    assert!(said.contains("The smallest coalition that holds every wanted asset has "), "{said}");
    assert!(said.contains("Scrap aggregators would best take the place of "), "{said}");
    assert!(refused(&["partners", PICKERS, "--why-not", "nobody"]).contains("nobody"));
}

#[test]
fn partners_keep_to_sizes_and_to_who_must_be_in_or_out() {
    let names = |found: &Value| -> Vec<String> {
        let members = list(&list(found, "suggestions")[0], "members").to_vec();
        members.iter().map(|member| member["name"].as_str().unwrap().to_owned()).collect()
    };
    let quick = ["--trials", "0", "--min", "4", "--max", "4"];
    let with = |more: &[&str]| names(&json(&[&["partners", PICKERS], &quick[..], more].concat()));
    let free = with(&[]);
    assert_eq!(free.len(), 4);
    let without = with(&["--exclude", &free[0]]);
    assert!(!without.contains(&free[0]), "{without:?}");
    let required = with(&["--require", "university researchers", "--require", "Scrap aggregators"]);
    assert!(required.contains(&"University researchers".to_owned()), "{required:?}");
    assert!(required.contains(&"Scrap aggregators".to_owned()), "{required:?}");
    let line = refused(&["partners", PICKERS, "--require", &free[0], "--exclude", &free[0]]);
    assert!(line.contains("both required and excluded"), "{line}");
    assert_eq!(refused(&["partners", PICKERS, "--min", "5", "--max", "4"]), "--min 5 is more than --max 4.");
    assert!(refused(&["partners", PICKERS, "--max", "0"]).contains("--max"));
    let stored = json(&["partners", COALITIONS, "--coalition", "Food loss and waste", "--trials", "5"]);
    assert_eq!(stored["trials"], 5);
    let said = text(&["partners", COALITIONS, "--coalition", "food loss and waste", "--trials", "5"]);
    assert!(said.contains("those of “Food loss and waste”"), "{said}");
}

#[test]
fn a_coalition_is_told_by_the_keys_of_the_contract() {
    let all = ["coalition", PICKERS, "--today", "2026-11-25"];
    let found = json(&all);
    for key in ["composition", "missing", "governance", "load", "life_cycle", "health", "guide", "warnings"] {
        assert!(found.get(key).is_some(), "{key}");
    }
    assert_eq!(found["coalition"]["name"], "Saamuhika Shakti");
    assert_eq!(list(&found["governance"], "models").len(), 4);
    assert_eq!(list(&found, "guide").len(), 6);
    assert_eq!(found, json(&all), "the same answer every time");
    let said = text(&all);
    for line in [
        "Saamuhika Shakti: 8 members, 4 with a decision seat.\n",
        "Civil society: 6 of 8, 75.0 %.\n",
        "  ! Community organisations are present without a decision seat: Informal waste pickers and Waste-picker groups.",
        "  2026-09-30  delivered  The/Nudge Institute: Publish the shared dashboard\n",
        "  1. State the problem (4 of 4)\n",
    ] {
        assert!(said.contains(line), "{line} in {said}");
    }
    // What is due on the day itself is not overdue; the day after it is.
    let late = |today| json(&["coalition", PICKERS, "--today", today])["load"]["ledger"][1]["state"].clone();
    assert_eq!((late("2027-03-31"), late("2027-04-01")), (json!("open"), json!("overdue")));
    assert!(refused(&["coalition", PICKERS, "--today", "soon"]).contains("YYYY-MM-DD"));
    let thin = text(&["coalition", COALITIONS, "--coalition", "ethical ai"]);
    assert!(thin.contains("Civil society: 6 of 74, 8.1 %.\n"), "{thin}");
    let suggested = text(&["coalition", KITE]);
    assert!(suggested.contains("No coalition is stored: the best suggestion is looked at."), "{suggested}");
}

#[test]
fn the_arms_race_has_eight_loops() {
    let found = json(&["loops", ARMS]);
    assert_eq!(keys(&found), ["broken", "complete", "limit", "loops", "skipped_links", "warnings"]);
    assert_eq!((&found["complete"], &found["limit"]), (&json!(true), &Value::Null));
    let loops = list(&found, "loops");
    let expected =
        ["delayed", "elements", "label", "length", "links", "name", "named", "names", "now", "polarity"];
    assert_eq!(keys(&loops[0]), expected);
    let mut kinds: Vec<(u64, &str)> = loops
        .iter()
        .map(|found| (found["length"].as_u64().unwrap(), found["polarity"].as_str().unwrap()))
        .collect();
    kinds.sort_unstable();
    let expected = [(1, "B"), (1, "B"), (1, "B"), (2, "R"), (2, "R"), (2, "R"), (3, "R"), (3, "R")];
    assert_eq!(kinds, expected);
    let said = text(&["loops", ARMS]);
    assert!(
        said.starts_with("8 loops: 5 reinforcing, 3 balancing, 0 unknown.\nThe list is complete.\n"),
        "{said}"
    );
    let through = json(&["loops", ARMS, "--through", "jets arms"]);
    assert_eq!(list(&through, "loops").len(), 5);
    assert_eq!(list(&json(&["loops", ARMS, "--independent"]), "loops").len(), 6);
}

#[test]
fn budgets_say_that_the_list_is_not_complete() {
    let all = json(&["loops", COMPLETE]);
    assert_eq!((&all["complete"], list(&all, "loops").len()), (&json!(true), 84));
    let few = json(&["loops", COMPLETE, "--max-count", "20"]);
    assert_eq!((&few["complete"], list(&few, "loops").len()), (&json!(false), 20));
    assert_eq!(few["limit"], json!({"kind": "count", "value": 20, "complete_to_length": 2}));
    let short = json(&["loops", COMPLETE, "--max-length", "3"]);
    assert_eq!(short["limit"], json!({"kind": "length", "value": 3, "complete_to_length": 3}));
    assert_eq!(list(&short, "loops").len(), 30);
    let no_time = json(&["loops", COMPLETE, "--seconds", "0"]);
    assert_eq!((&no_time["complete"], &no_time["limit"]["kind"]), (&json!(false), &json!("time")));
    let said = text(&["loops", COMPLETE, "--max-length", "3"]);
    assert!(
        said.contains("The list is not complete: longer loops were not looked for (--max-length 3)."),
        "{said}"
    );
    assert!(said.contains("Every loop of up to 3 links is there."), "{said}");
    assert!(refused(&["loops", COMPLETE, "--seconds=-1"]).contains("--seconds takes a number from 0 up"));
    assert!(refused(&["loops", COMPLETE, "--seconds", "soon"]).contains("--seconds"));
}

#[test]
fn named_loops_of_the_samples_are_listed_and_whole() {
    for (sample, named) in [(PICKERS, 6), (VEHICLES, 1)] {
        let found = json(&["loops", sample]);
        assert_eq!(found["complete"], true, "{sample}");
        assert_eq!(found["broken"], json!([]), "{sample}");
        let names = list(&found, "loops").iter().filter(|found| !found["named"].is_null()).count();
        assert!(names >= named, "{sample}: {names}");
    }
    assert_eq!(list(&json(&["loops", COALITIONS]), "loops").len(), 0);
    assert!(text(&["loops", COALITIONS]).starts_with("no loops: "));
}

#[test]
fn unknown_names_are_refused_with_the_nearest_ones() {
    for (arguments, near) in [
        (&["analyze", PICKERS, "--map", "Acters"][..], "“Actors”"),
        (&["bottlenecks", PICKERS, "--map", "barrier"], "“Barriers”"),
        (&["loops", PICKERS, "--map", "m_nowhere"], "“Why incomes stay low”"),
        (&["loops", PICKERS, "--through", "Pickers income"], "“Pickers’ income”"),
        (&["partners", PICKERS, "--require", "CAF"], "“CAIF”"),
        (&["partners", PICKERS, "--exclude", "recyclers"], "“Textile recyclers”"),
        (&["partners", COALITIONS, "--coalition", "Food loss"], "“Food loss and waste”"),
        (&["render", PICKERS, "-", "--map", "Actor"], "“Actors”"),
    ] {
        let line = refused(arguments);
        assert!(line.starts_with("there is no ") && line.contains(near), "{arguments:?}: {line}");
    }
    let line = refused(&["loops", PICKERS, "--through", "zzz"]);
    assert_eq!(line, "there is no variable or issue “zzz” in this file; none has a name like it.");
    assert_eq!(
        refused(&["loops", PICKERS, "--through", "CAIF"]),
        "“CAIF” is an actor; name a variable or issue."
    );
    let line = refused(&["partners", PICKERS, "--require", "Pickers’ income"]);
    assert_eq!(line, "“Pickers’ income” is a variable; name an actor.");
    // An id is as good as a name.
    let id = list(&json(&["analyze", PICKERS]), "elements")[0]["id"].as_str().unwrap().to_owned();
    json(&["partners", PICKERS, "--trials", "0", "--require", &id]);
}

#[test]
fn a_name_that_two_actors_have_asks_for_the_id() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("twins.linchpin");
    let actor = json!({"kind": "actor", "name": "Twin"});
    let file = json!({"format": "linchpin", "version": 1, "elements": {"e_a": actor, "e_b": actor}});
    fs::write(&path, file.to_string()).unwrap();
    let line = refused(&["partners", path.to_str().unwrap(), "--require", "twin"]);
    assert!(line.contains("e_a, e_b"), "{line}");
}

#[test]
fn pictures_are_the_same_bytes_every_time() {
    let folder = tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let twice = |sample: &str, names: [&str; 2], more: &[&str]| {
        let written = names.map(|name| {
            assert_eq!(run(&[&["render", sample, &path(name)], more].concat()).0, 0);
            fs::read(path(name)).unwrap()
        });
        assert!(written[0] == written[1], "{sample}: {names:?}");
    };
    twice(COALITIONS, ["one.png", "two.png"], &["--scale", "0.5"]);
    for sample in SAMPLES {
        twice(sample, ["one.svg", "two.svg"], &[]);
        let (code, printed, err) = run(&["render", sample, "-"]);
        assert_eq!((code, err.as_str()), (0, ""));
        assert_eq!(printed, fs::read(path("one.svg")).unwrap(), "{sample}: printed as written");
    }
}

#[test]
fn a_picture_shows_the_map_that_was_asked_for() {
    let folder = tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let svg = |arguments: &[&str]| text(&[&["render", PICKERS, "-"], arguments].concat());
    // Without --map, the first map by order.
    assert!(svg(&[]).contains("<title>Actors</title>"));
    let causal = svg(&["--map", "Why incomes stay low"]);
    assert!(causal.contains("<title>Why incomes stay low</title>") && causal.contains("income"));
    assert_ne!(svg(&["--theme", "dark"]), svg(&["--theme", "projector"]));
    let (small, large) = (path("small.png"), path("large.png"));
    let said = json(&["render", COMPLETE, &small, "--scale", "0.5"]);
    assert_eq!(keys(&said), ["format", "height", "map", "theme", "warnings", "width"]);
    let width = |path: &str| {
        let bytes = fs::read(path).unwrap();
        u32::from_be_bytes(bytes[16..20].try_into().unwrap())
    };
    assert_eq!(u64::from(width(&small)), said["width"].as_u64().unwrap());
    text(&["render", COMPLETE, &large]);
    let (small, large) = (f64::from(width(&small)), f64::from(width(&large)));
    // Widths are whole pixels.
    assert!((large / 4.0 - small).abs() <= 0.5, "twice as many pixels per point by default: {small} {large}");
    let table = path("table.svg");
    assert!(text(&["render", COMPLETE, &table]).contains("light theme"));
    assert!(Path::new(&table).exists());
}

#[test]
fn pictures_that_cannot_be_made_are_refused() {
    let folder = tempdir().unwrap();
    let out = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    assert!(refused(&["render", PICKERS, &out("x.gif")]).contains(".svg, .png or .pdf"));
    assert!(refused(&["render", PICKERS, &out("x")]).contains(".svg, .png or .pdf"));
    assert!(refused(&["render", PICKERS, &out("x.svg"), "--theme", "pink"]).contains("projector"));
    assert!(refused(&["render", PICKERS, &out("x.png"), "--scale", "0"]).contains("--scale"));
    assert!(refused(&["render", PICKERS, &out("x.png"), "--scale", "NaN"]).contains("--scale"));
    assert!(refused(&["render", PICKERS, &out("x.png"), "--scale", "1000"]).contains("scale of at most"));
    assert!(refused(&["render", PICKERS, "-", "--json"]).contains("both write to stdout"));
    assert!(fs::read_dir(folder.path()).unwrap().next().is_none(), "nothing was written");
    let (code, _, err) = run(&["render", PICKERS, &out("x.svg"), "--scale", "3"]);
    assert_eq!(
        (code, err.as_str()),
        (0, "linchpin: warning: An SVG has no pixels, so --scale changes nothing.\n")
    );
}

#[test]
fn what_begins_with_a_dash_is_never_a_file() {
    for argument in ["-", "--loud", "-x", "--json"] {
        assert!(cli::is_verb(argument.as_ref()), "{argument}");
        refused(&[argument]);
    }
    assert!(!cli::is_verb("./-x".as_ref()));
    let help = text(&["--help"]);
    for verb in ["analyze", "bottlenecks", "partners", "loops", "archetypes", "predict", "simulate", "render"]
    {
        assert!(help.contains(&format!("\n  {verb} ")), "{verb}");
        assert!(cli::is_verb(verb.as_ref()));
    }
    for word in ["predictions", "map.json", "divine"] {
        assert!(!help.contains(&format!("\n  {word} ")), "{word}");
        assert!(!cli::is_verb(word.as_ref()), "{word}");
        refused(&[word, PICKERS]);
    }
}

#[test]
fn warnings_go_to_stderr_or_into_the_object() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("ties.csv");
    fs::write(&path, "from,to,strength\nA,B,much\nB,C,2\n").unwrap();
    let file = path.to_str().unwrap();
    let (code, _, err) = run(&["analyze", file]);
    assert_eq!(code, 0);
    assert!(err.starts_with("linchpin: warning: Line 2:") && err.lines().count() == 1, "{err}");
    for verb in ["analyze", "bottlenecks", "partners", "loops"] {
        assert_eq!(list(&json(&[verb, file]), "warnings").len(), 1, "{verb}");
    }
}

#[test]
fn pictures_show_any_field_or_measure_by_colour_and_size() {
    let svg = |arguments: &[&str]| text(&[&["render", PICKERS, "-"], arguments].concat());
    let encoded = svg(&["--colour", "Betweenness", "--size", "influence"]);
    assert!(encoded.contains("Colour: Betweenness") && encoded.contains("Size: Influence"));
    assert_eq!(svg(&["--color", "policy"]), svg(&["--colour", "asset:t_policy"]));
    assert_eq!(svg(&["--colour", "sector"]), svg(&[]));
    assert!(refused(&["render", PICKERS, "-", "--colour", "shoe size"]).contains("would_be_missed"));
    assert!(refused(&["render", PICKERS, "-", "--size", "sector"]).contains("takes a number"));
}
