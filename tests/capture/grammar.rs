//! Lines, and what each means.

use std::fmt::Write as _;

use linchpin::exchange::capture::print::{name_text, print};
use linchpin::exchange::capture::{
    Arrow, Joint, LinkWords, Mention, Note, Said, Sign, Statement, Tags, folded, parse,
};
use linchpin::model::{ElementKind, MapKind};
use proptest::prelude::*;

/// A statement as a short text of its own, so that the table below can be read.
fn shown(statement: &Statement) -> String {
    match statement {
        Statement::Map { kind, title } => format!("MAP {} {title}", kind.as_str()),
        Statement::Chain { first, rest, .. } => {
            let mut text = mention(first);
            for (joint, next) in rest {
                let arrow = match joint.arrow {
                    Arrow::Forward => ">",
                    Arrow::Back => "<",
                    Arrow::Mutual => "=",
                };
                let _ = write!(text, " {arrow}{} {}", words(&joint.words), mention(next));
            }
            text
        }
    }
}

fn mention(mention: &Mention) -> String {
    let tags = &mention.tags;
    let mut text = format!("[{}]", mention.name);
    let word = |said: &Said| if said.exact { format!("={}", said.text) } else { said.text.clone() };
    if let Some(kind) = tags.kind {
        let _ = write!(text, " kind {}", kind.as_str());
    }
    if tags.goal {
        text.push_str(" goal");
    }
    if tags.external {
        text.push_str(" external");
    }
    if let Some(sector) = &tags.sector {
        let _ = write!(text, " sector {}", word(sector));
    }
    if let Some(rating) = tags.influence {
        let _ = write!(text, " influence {rating}");
    }
    if let Some(rating) = tags.interest {
        let _ = write!(text, " interest {rating}");
    }
    for (asset, level) in &tags.assets {
        let _ = write!(text, " asset {} {}", word(asset), level.map_or("-".to_owned(), |l| l.to_string()));
    }
    if let Some(region) = &tags.region {
        let _ = write!(text, " region {}", word(region));
    }
    text
}

fn words(words: &LinkWords) -> String {
    let sign = words.sign.map_or("", |sign| match sign {
        Sign::Plus => "+",
        Sign::Minus => "-",
        Sign::Unknown => "?",
    });
    let delay = if words.delay { " delay" } else { "" };
    let kind = words
        .kind
        .as_ref()
        .map_or(String::new(), |kind| format!(" {}{}", if kind.exact { "=" } else { "" }, kind.text));
    let number = words.number.map_or(String::new(), |number| format!(" {number}"));
    let inside = format!("{sign}{delay}{kind}{number}");
    if inside.is_empty() { inside } else { format!("({})", inside.trim()) }
}

/// Every form of the language once.
const TABLE: &[(&str, &str)] = &[
    ("BBMP municipality", "[BBMP municipality]"),
    ("  spaced \t out  ", "[spaced out]"),
    ("A -> B", "[A] > [B]"),
    ("A->B", "[A] > [B]"),
    ("A → B", "[A] > [B]"),
    ("A => B", "[A] > [B]"),
    ("A <- B", "[A] < [B]"),
    ("A -- B", "[A] = [B]"),
    ("A <-> B", "[A] = [B]"),
    ("A -> B -> C", "[A] > [B] > [C]"),
    ("A--B", "[A--B]"),
    ("well-known - thing", "[well-known - thing]"),
    ("A -> B : funds 3", "[A] >(funds 3) [B]"),
    ("A -> B: funds 3", "[A] >(funds 3) [B]"),
    ("A -> B :", "[A] > [B]"),
    ("A -> Project: Phoenix", "[A] > [Project: Phoenix]"),
    ("Project : Phoenix", "[Project : Phoenix]"),
    ("A -- B : collaborates", "[A] =(collaborates) [B]"),
    ("A -> B : gives money to 2", "[A] >(gives money to 2) [B]"),
    ("A -> B : \"level 2\" 3", "[A] >(=level 2 3) [B]"),
    ("A -> B : funds 3 -> C : serves", "[A] >(funds 3) [B] >(serves) [C]"),
    ("Policy pressure -> Supplier audits + delay", "[Policy pressure] >(+ delay) [Supplier audits]"),
    ("A -> B -", "[A] >(-) [B]"),
    ("A -> B −", "[A] >(-) [B]"),
    ("A -> B ?", "[A] >(?) [B]"),
    ("A -> B : delay", "[A] >(delay) [B]"),
    ("A -> B : + 0.7", "[A] >(+ 0.7) [B]"),
    ("A -> B + -> C - delay", "[A] >(+) [B] >(- delay) [C]"),
    ("A -> Policy delay", "[A] > [Policy delay]"),
    ("A +", "[A +]"),
    ("A -> R + D unit", "[A] > [R + D unit]"),
    (
        "H&M Foundation #funder !4 ?3 $policy,capital @south",
        "[H&M Foundation] sector funder influence 4 interest 3 asset policy - asset capital - region south",
    ),
    ("A $policy:85", "[A] asset policy 85"),
    ("A $policy:85, capital", "[A] asset policy 85 asset capital -"),
    ("A #\"host government\"", "[A] sector =host government"),
    ("A !4.5", "[A] influence 4.5"),
    ("A -> B #ngo !2 : funds 3", "[A] >(funds 3) [B] sector ngo influence 2"),
    ("A -> B : funds 3 #ngo", "[A] >(funds 3) [B] sector ngo"),
    ("A -> B #ngo + delay", "[A] >(+ delay) [B] sector ngo"),
    ("No land (issue) #political", "[No land] kind issue sector political"),
    ("Income (variable) (goal)", "[Income] kind variable goal"),
    ("Rain (external)", "[Rain] external"),
    ("Costs $5", "[Costs $5]"),
    ("Priority #1", "[Priority #1]"),
    ("What now ?", "[What now ?]"),
    ("C#", "[C#]"),
    ("bob@example.org", "[bob@example.org]"),
    ("\"A -> B\" -> C", "[A -> B] > [C]"),
    ("\"say \"\"hi\"\"\"", "[say \"hi\"]"),
    ("\"Big\" Pharma", "[\"Big\" Pharma]"),
    ("5\" pipe", "[5\" pipe]"),
    ("- A bullet", "[A bullet]"),
    ("• A bullet", "[A bullet]"),
    ("[causal] Why incomes stay low", "MAP causal Why incomes stay low"),
    ("[draft] A", "[[draft] A]"),
    ("ويست بيكرز -> 政府", "[ويست بيكرز] > [政府]"),
    ("👩‍👩‍👧 families -> e\u{301}cole", "[👩‍👩‍👧 families] > [e\u{301}cole]"),
];

#[test]
fn every_form_means_what_it_says() {
    for (line, expected) in TABLE {
        let parsed = parse(line);
        let found: Vec<String> = parsed.statements.iter().map(shown).collect();
        assert_eq!(found, [*expected], "{line}: {:?}", parsed.notes);
    }
}

#[test]
fn a_line_that_cannot_be_understood_says_where_and_what_helps() {
    for (line, said) in [
        ("A ->", "Write a name after “->”."),
        ("-> B", "Write a name before “->”."),
        ("A -> -> B", "Write a name after “->”."),
        ("#MeToo", "“#MeToo” needs a name before it, or quotes if it is the name: \"#MeToo\"."),
        ("A -> \"B", "Close the quote that opens at “\"B”."),
        ("A !9", "“!9”: influence runs from 1 to 5."),
        ("A ?0", "“?0”: interest runs from 1 to 5."),
        ("A $policy:400", "“$policy:400”: an asset runs from 0 to 100."),
        ("A #", "Write a sector after “#”, or put the name in quotes."),
        ("\"\"", "There is nothing to read here; write a name."),
    ] {
        let parsed = parse(line);
        assert!(parsed.statements.is_empty(), "{line}");
        let [Note::Skipped { line: 1, fault }] = parsed.notes.as_slice() else {
            panic!("{line}: {:?}", parsed.notes)
        };
        assert_eq!(fault.to_string(), said, "{line}");
        assert!(line.get(fault.span()).is_some(), "{line}: {:?} is no part of it", fault.span());
    }
    let parsed = parse("A\n\nB ->\nC");
    assert_eq!(parsed.statements.len(), 2);
    assert!(matches!(parsed.notes.as_slice(), [Note::Skipped { line: 3, .. }]));
}

#[test]
fn odd_text_is_cut_or_skipped_with_a_note_and_never_stops_anything() {
    let parsed = parse("A\u{0}\u{7}B\u{1b}\r\nC\rD\u{2028}E\u{feff}");
    let names: Vec<&str> =
        parsed.statements.iter().flat_map(Statement::mentions).map(|m| m.name.as_str()).collect();
    assert_eq!(names, ["AB", "C", "D", "E"]);
    assert!(matches!(parsed.notes.as_slice(), [Note::Control { lines: 2 }]));

    let parsed = parse(&format!("{} -> B", "x".repeat(10_000)));
    assert!(matches!(parsed.notes.as_slice(), [Note::Cut { line: 1, .. }]));
    let first = parsed.statements.iter().flat_map(Statement::mentions).next().unwrap();
    assert_eq!(first.name.chars().count(), 200);

    let many = (0..6_000).map(|number| format!("Actor {number}\n")).collect::<Vec<String>>().concat();
    let parsed = parse(&many);
    assert_eq!(parsed.statements.len(), 5_000);
    assert_eq!(parsed.notes, [Note::TooManyLines { most: 5_000, left: 1_000 }]);
    assert!(parse(&"->".repeat(100_000)).statements.is_empty());
    assert!(parse("\u{0}\u{1}\n \n\t").statements.is_empty());
}

/// Words that a line may hold anywhere, nasty ones first.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("->".to_owned()),
        Just("--".to_owned()),
        Just("+".to_owned()),
        Just(":".to_owned()),
        Just("delay".to_owned()),
        Just("#ngo".to_owned()),
        Just("$a,b:3".to_owned()),
        Just("(issue)".to_owned()),
        Just("\"".to_owned()),
        Just("[actors]".to_owned()),
        Just("- x".to_owned()),
        "[-!?#$@:+\"<>=,.()\\[\\]a-zA-Z0-9äß→政ا]{1,6}",
    ]
}

fn name() -> impl Strategy<Value = String> {
    prop::collection::vec(word(), 1..4)
        .prop_map(|words| words.join(" "))
        .prop_filter("a name has no space at its ends", |name| name.trim() == name && !name.is_empty())
}

fn said() -> impl Strategy<Value = Said> {
    prop_oneof![
        "[a-z]{1,8}"
            .prop_filter("the word for a delay is no kind", |text| text != "delay" && text != "delayed")
            .prop_map(|text| Said { text, exact: false }),
        name().prop_map(|text| Said { text, exact: true }),
    ]
}

fn rating() -> impl Strategy<Value = Option<f64>> {
    prop::option::of((2..=10u8).prop_map(|half| f64::from(half) / 2.0))
}

fn tags() -> impl Strategy<Value = Tags> {
    let kind = prop::option::of(prop::sample::select(ElementKind::ALL));
    let assets = prop::collection::vec((said(), prop::option::of((0..=100u8).prop_map(f64::from))), 0..3);
    (
        kind,
        any::<bool>(),
        any::<bool>(),
        prop::option::of(said()),
        prop::option::of(said()),
        assets,
        rating(),
        rating(),
    )
        .prop_map(|(kind, goal, external, sector, region, assets, influence, interest)| Tags {
            kind,
            goal,
            external,
            sector,
            region,
            assets,
            influence,
            interest,
        })
}

fn link_words() -> impl Strategy<Value = LinkWords> {
    let sign = prop::option::of(prop::sample::select(vec![Sign::Plus, Sign::Minus, Sign::Unknown]));
    let number = prop::option::of((0..=20u8).prop_map(|quarter| f64::from(quarter) / 4.0));
    (sign, any::<bool>(), prop::option::of(said()), number)
        .prop_map(|(sign, delay, kind, number)| LinkWords { sign, delay, kind, number })
}

fn joint() -> impl Strategy<Value = Joint> {
    let arrow = prop::sample::select(vec![Arrow::Forward, Arrow::Back, Arrow::Mutual]);
    (arrow, link_words()).prop_map(|(arrow, words)| Joint { arrow, words })
}

fn mentioned() -> impl Strategy<Value = Mention> {
    (name(), tags()).prop_map(|(name, tags)| Mention { name, tags, span: 0..0 })
}

fn statement() -> impl Strategy<Value = Statement> {
    let title = "[a-zA-Zäß0-9:#]{0,8}( [a-z]{1,5})?".prop_map(|title| title.trim().to_owned());
    let kind = prop::sample::select(MapKind::ALL);
    prop_oneof![
        1 => (kind, title).prop_map(|(kind, title)| Statement::Map { kind, title }),
        9 => (mentioned(), prop::collection::vec((joint(), mentioned()), 0..3))
            .prop_map(|(first, rest)| Statement::Chain { line: 0, first, rest }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_as_the_same(statements in prop::collection::vec(statement(), 1..5)) {
        let text = print(&statements);
        let parsed = parse(&text);
        let read: Vec<Statement> = parsed.statements.into_iter().map(Statement::without_places).collect();
        prop_assert_eq!(&read, &statements, "{}\n{:?}", text, parsed.notes);
        prop_assert!(parsed.notes.is_empty());
    }

    #[test]
    fn no_text_stops_the_reader(text in "\\PC{0,60}", lines in prop::collection::vec(word(), 0..12)) {
        parse(&text);
        let parsed = parse(&lines.join(" "));
        for mention in parsed.statements.iter().flat_map(Statement::mentions) {
            prop_assert!(!mention.name.is_empty());
            prop_assert!(lines.join(" ").get(mention.span.clone()).is_some());
        }
    }

    #[test]
    fn plain_names_stay_without_quotes(name in "[A-Z][a-z]{1,8}( (of|&|the|[a-z]{2,6})){0,3}") {
        prop_assume!(!name.ends_with('&'));
        prop_assert_eq!(name_text(&name), name.clone());
        prop_assert_eq!(folded(&name.to_uppercase()), name.to_lowercase());
    }
}
