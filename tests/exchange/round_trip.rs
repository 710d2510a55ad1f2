//! Ours → format → ours: a format keeps whatever it says that it holds.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use linchpin::exchange::{self, Fate, Format, Options, Part};
use linchpin::file::Header;
use linchpin::model::{
    Actor, Body, Bond, Causal, Course, Direction, Element, ElementId, ElementKind, Ends, Link, LinkId,
    LinkKind, Map, MapId, MapKind, Note, NoteId, Placement, Point, Polarity, Project, Tie, problems,
};
use proptest::prelude::*;

const SIGNS: [Option<Polarity>; 3] = [Some(Polarity::Plus), Some(Polarity::Minus), None];

/// An element: name, kind, notes, place, a field, a colour.
type Drawn = (String, u8, String, (i16, i16), String, bool);
/// A link: ends, sign, delay, weight, notes, direction.
type Joined = (prop::sample::Index, prop::sample::Index, usize, bool, u8, String, bool);

/// Text with single spaces: modelling programs wrap their comments.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn id<I: for<'a> From<&'a str>>(prefix: &str, number: usize) -> I {
    I::from(format!("{prefix}_{number:016}").as_str())
}

fn project(elements: &[Drawn], links: &[Joined], only_causal: bool, note: &str) -> Project {
    let mut project = Project::default();
    "Water".clone_into(&mut project.about.title);
    let kind = if only_causal { MapKind::Causal } else { MapKind::Actors };
    let mut map = Map::new(kind, "Map", "V");
    for (number, (name, kind, notes, (x, y), field, colour)) in elements.iter().enumerate() {
        let kinds = [ElementKind::Variable, ElementKind::Issue, ElementKind::Actor];
        let kind = if only_causal { ElementKind::Variable } else { kinds[usize::from(*kind) % 3] };
        let mut element = Element::new(kind, format!("{name} {number}"));
        element.notes = words(notes);
        if !field.is_empty() {
            element.fields.insert("district".to_owned(), field.clone().into());
        }
        if *colour {
            element.fields.insert("color".to_owned(), "#12ab9f".into());
        }
        if let Body::Actor(actor) = &mut element.body {
            *actor = Actor { sector: Some("t_ngo".into()), ..Actor::default() };
            actor.assets.insert("t_market".into(), 40.0);
        }
        let id: ElementId = id("e", number);
        // Beside each other: foreign elements that lie on top of each other are spread, which has its own test.
        let x = f64::from(x % 100) + 400.0 * number as f64 - 1000.0;
        map.elements.insert(id.clone(), Placement::at(Point::new(x, f64::from(*y))));
        project.elements.insert(id, Arc::new(element));
    }
    let ids: Vec<ElementId> = project.elements.keys().cloned().collect();
    for (number, (from, to, sign, delay, weight, notes, mutual)) in links.iter().enumerate() {
        let (from, to) = (from.get(&ids), to.get(&ids));
        let kind = LinkKind::joining(project.elements[from].kind(), project.elements[to].kind());
        let (weight, polarity) = (Some(f64::from(*weight % 4 + 1)), SIGNS[sign % 3]);
        let bond = match kind {
            Some(LinkKind::Causal) => {
                let weight = weight.map(|weight| weight / 4.0);
                Bond::Causal(Causal { polarity, delay: *delay, weight, ..Causal::default() })
            }
            Some(LinkKind::Tie) => {
                let direction = Some(if *mutual { Direction::Mutual } else { Direction::Forward });
                Bond::Tie(Tie { tie: Some("funds".into()), direction, strength: weight, ..Tie::default() })
            }
            Some(LinkKind::Lever) => Bond::new(LinkKind::Lever),
            None => continue,
        };
        let mut link = Link::new(Ends::elements(from.clone(), to.clone()), bond);
        link.notes = words(notes);
        let id: LinkId = id("l", number);
        map.links.insert(id.clone(), Course::default());
        project.links.insert(id, Arc::new(link));
    }
    if !note.is_empty() {
        map.notes.insert(NoteId::from("n_1"), Note { text: note.to_owned(), ..Note::default() });
    }
    project.maps.insert(MapId::from("m_0000000000000001"), Arc::new(map));
    project
}

/// The format has a place for this. The capture language, which is no table of parts, has no words for these.
fn holds(format: Format, part: Part) -> bool {
    let wordless = [Part::Notes, Part::Places, Part::Colours, Part::LinkNotes, Part::LinkFields, Part::Texts];
    format.holds(part) && !(format == Format::Text && wordless.contains(&part))
}

/// A name as the format spells it: DL has no sign for quotes within quotes.
fn spelled(name: &str, format: Format) -> String {
    if format == Format::Dl { name.replace('"', "'") } else { name.to_owned() }
}

/// Every element that the format holds, by name, as what the format holds of it.
fn elements(project: &Project, format: Format) -> BTreeMap<String, String> {
    let holds = |part| holds(format, part);
    let ends: Vec<ElementId> = of_a_held_kind(project, format)
        .filter_map(|link| link.ends.pair().map(|(a, b)| [a.clone(), b.clone()]))
        .flatten()
        .collect();
    let map = project.maps.values().next().unwrap();
    let held = project.elements.iter().filter(|(id, element)| {
        (holds(Part::Actors) || element.kind() != ElementKind::Actor)
            && (holds(Part::Alone) || ends.contains(id))
    });
    held.map(|(id, element)| {
        let mut said = Vec::new();
        if holds(Part::Kinds) {
            said.push(element.kind().as_str().to_owned());
        }
        if holds(Part::Notes) {
            said.push(element.notes.clone());
        }
        if holds(Part::Places) {
            said.push(format!("{:?}", map.elements.get(id).and_then(|at| at.pos)));
        }
        if holds(Part::Fields) {
            // The capture language knows no fields but those of actors.
            if format != Format::Text {
                said.push(format!("{:?}", element.fields));
            }
            said.push(element.actor().map(|a| format!("{:?} {:?}", a.sector, a.assets)).unwrap_or_default());
        }
        (spelled(&element.name, format), said.join(" / "))
    })
    .collect()
}

/// The links of a kind that the format has a place for.
fn of_a_held_kind(project: &Project, format: Format) -> impl Iterator<Item = &Arc<Link>> {
    let ties = project.links.values().any(|link| link.kind() == LinkKind::Tie);
    project.links.values().filter(move |link| match link.kind() {
        LinkKind::Tie => format.holds(Part::Actors),
        LinkKind::Causal => !ties || format.holds(Part::Mixed) || !format.holds(Part::Actors),
        LinkKind::Lever => format.holds(Part::Levers),
    })
}

/// The links that are written: of several between the same two, a format may hold only the first.
fn carried(project: &Project, format: Format) -> Vec<&Arc<Link>> {
    let mut seen = BTreeSet::new();
    let mut lines = BTreeSet::new();
    of_a_held_kind(project, format)
        .filter(|link| {
            let (from, to) = link.ends.pair().unwrap();
            // A mutual tie is the same seen from its other end.
            let mut first = || {
                let back = link.tie().is_some_and(Tie::is_mutual) && seen.contains(&(to, from));
                !back && seen.insert((from, to))
            };
            (format.holds(Part::Parallels) || first())
                && (format != Format::Text || said_once(link, &mut lines))
        })
        .collect()
}

/// Every one of these links, as what the format holds of it.
fn said<'a>(
    project: &Project,
    links: impl IntoIterator<Item = &'a Arc<Link>>,
    format: Format,
) -> Vec<String> {
    let holds = |part| holds(format, part);
    if format == Format::Dl {
        return arcs(project, links);
    }
    let mut all: Vec<String> = links
        .into_iter()
        .map(|link| {
            let (from, to) = link.ends.pair().unwrap();
            let mut said = vec![project.name_of(from), project.name_of(to), link.kind().as_str().to_owned()];
            if let Some(causal) = link.causal() {
                // Where signs are all there is, an unsigned link comes back with one.
                if holds(Part::Signs) && (causal.polarity.is_some() || knows_unsigned(format)) {
                    said.push(format!("{:?}", causal.polarity));
                }
                if holds(Part::Delays) {
                    said.push(causal.delay.to_string());
                }
                if holds(Part::Weights) {
                    said.push(format!("{:?}", causal.weight));
                }
            }
            if let Some(tie) = link.tie() {
                said.push(format!("{:?} {:?} {:?}", tie.tie, tie.is_mutual(), tie.strength));
            }
            if holds(Part::LinkNotes) {
                said.push(link.notes.clone());
            }
            said.join(" / ")
        })
        .collect();
    all.sort();
    all
}

/// A line of text says one link of each kind between two, and no tie of an actor to itself.
fn said_once(link: &Link, lines: &mut BTreeSet<String>) -> bool {
    let (from, to) = link.ends.pair().unwrap();
    let mutual = link.tie().is_some_and(Tie::is_mutual);
    let ends = if mutual { [from.min(to), from.max(to)] } else { [from, to] };
    (link.kind() != LinkKind::Tie || from != to) && lines.insert(format!("{ends:?} {mutual}"))
}

/// DL knows arcs and their weights, whatever they stand for; what runs both ways is two of them.
fn arcs<'a>(project: &Project, links: impl IntoIterator<Item = &'a Arc<Link>>) -> Vec<String> {
    let mut all = Vec::new();
    for link in links {
        let (from, to) = link.ends.pair().unwrap();
        let names = [from, to].map(|end| spelled(&project.name_of(end), Format::Dl));
        let weight = link.causal().and_then(|causal| causal.weight);
        let weight = weight.or_else(|| link.tie().and_then(|tie| tie.strength));
        let mut arc = |from: &str, to: &str| all.push(format!("{from} / {to} / {weight:?}"));
        arc(&names[0], &names[1]);
        if from != to && link.tie().is_some_and(Tie::is_mutual) {
            arc(&names[1], &names[0]);
        }
    }
    all.sort();
    all
}

/// LOOPY and matrices have no link without a sign.
fn knows_unsigned(format: Format) -> bool {
    !matches!(format, Format::Loopy | Format::Matrix)
}

fn check(before: &Project, format: Format) {
    // A matrix of nothing is an empty file, which nobody could tell from any other.
    if format == Format::Matrix && elements(before, format).is_empty() {
        return;
    }
    let export = exchange::write(before, &Header::default(), format).unwrap();
    let name = format!("Water.{}", format.endings()[0]);
    let options = Options { from: Some(format), directed: true, ..Options::default() };
    let shown = String::from_utf8_lossy(&export.bytes).into_owned();
    let after = exchange::read_bytes(Path::new(&name), &export.bytes, &options);
    assert!(after.is_ok(), "{}: {after:?}\n{shown}", format.name());
    let after = after.unwrap();
    let at = format!("{}: {:?}\n{shown}", format.name(), after.warnings);
    assert_eq!(elements(&after.project, format), elements(before, format), "{at}");
    // All that came back is asked for: a link that was written once must not come back twice.
    let returned = said(&after.project, after.project.links.values(), format);
    let written = said(before, carried(before, format), format);
    if knows_unsigned(format) {
        assert_eq!(returned, written, "{at}");
    } else {
        assert_eq!(returned.len(), written.len(), "{at}");
    }
    if holds(format, Part::Texts) {
        let texts = |project: &Project| -> Vec<String> {
            project.maps.values().flat_map(|map| map.notes.values().map(|note| note.text.clone())).collect()
        };
        assert_eq!(texts(&after.project), texts(before), "{at}");
    }
    let dangling = problems(&after.project).into_iter().filter(|problem| problem.code == "dangling_link");
    assert_eq!(dangling.count(), 0, "{at}");
}

/// How many projects go through every format: 40, or `LINCHPIN_CASES`.
fn cases() -> u32 {
    std::env::var("LINCHPIN_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(40)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn every_format_keeps_what_it_holds(
        elements in prop::collection::vec(
            ("[A-Z][a-zé,;&<'\"()=+-]{0,6}", 0..3_u8, "[A-Z]?[a-z<&\" ]{0,8}", (-2000..2000_i16, -2000..2000_i16), "([A-Z][a-z\"& |]{0,5}[a-z])?", any::<bool>()),
            1..7,
        ),
        links in prop::collection::vec(
            (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..3_usize, any::<bool>(), any::<u8>(), "[A-Z]?[a-z ]{0,6}", any::<bool>()),
            0..9,
        ),
        only_causal in any::<bool>(),
        note in "([A-Z][a-z]{1,5}( [a-z]{1,4})?)?",
    ) {
        let before = project(&elements, &links, only_causal, &note);
        // Outlines, which make a tree of a map, have their own tests.
        for format in Format::ALL.iter().copied().filter(|format| format.can_write() && !matches!(format, Format::Opml | Format::Markdown)) {
            check(&before, format);
        }
    }
}

#[test]
fn an_export_says_what_it_could_not_carry() {
    let mut project = project(
        &[
            ("Rain".to_owned(), 0, "Falls.".to_owned(), (0, 0), "North".to_owned(), false),
            ("Town".to_owned(), 2, String::new(), (5, 5), String::new(), false),
        ],
        &[],
        false,
        "",
    );
    project.coalitions.insert("k_1".into(), Arc::default());
    let account = exchange::write(&project, &Header::default(), Format::Loopy).unwrap().account;
    for (part, count) in [("actors", 1), ("notes of elements", 1), ("coalitions", 1)] {
        assert_eq!(account.count(Fate::Lost, part), count, "{part}: {account}");
    }
    assert_eq!(account.count(Fate::Mapped, "positions"), 1);
    let own = exchange::write(&project, &Header::default(), Format::Linchpin).unwrap().account;
    assert!(own.is_clean());
}

/// Whatever we write, we read again, however large: no reader has a limit that its writer passes without a word.
#[test]
fn what_is_written_of_a_large_map_is_read_again() {
    const ROWS: usize = 6_000;
    let rows = (0..ROWS)
        .map(|row| format!("Var {row},Var {},+\n", row * 31 % ROWS))
        .collect::<Vec<String>>()
        .concat();
    let large = exchange::read_bytes(
        Path::new("large.csv"),
        format!("from,to,polarity\n{rows}").as_bytes(),
        &Options::default(),
    );
    let large = large.unwrap().project;
    for format in Format::ALL.iter().copied().filter(|format| format.can_write()) {
        // A matrix says that it would be too large.
        let Ok(written) = exchange::write(&large, &Header::default(), format) else {
            assert_eq!(format, Format::Matrix);
            continue;
        };
        let name = format!("large.{}", format.endings()[0]);
        let options = Options { from: Some(format), ..Options::default() };
        let again = exchange::read_bytes(Path::new(&name), &written.bytes, &options);
        let again = again.unwrap_or_else(|error| panic!("{}: {error}", format.name()));
        assert_eq!(again.project.elements.len(), large.elements.len(), "{}", format.name());
        // DL makes one tie of two arcs.
        if format.holds(Part::Webs) && format != Format::Dl {
            assert_eq!(again.project.links.len(), large.links.len(), "{}", format.name());
        }
    }
}

#[test]
fn an_export_says_which_names_had_to_change() {
    let named = |names: &[&str]| {
        let mut project = Project::default();
        for (number, name) in names.iter().enumerate() {
            project.elements.insert(id("e", number), Arc::new(Element::new(ElementKind::Variable, *name)));
        }
        project
    };
    let said = |names: &[&str], format| {
        exchange::write(&named(names), &Header::default(), format).unwrap().account.warnings().join("\n")
    };
    let quoted = said(&["The \"deal\"", "Rain"], Format::Dl);
    assert!(quoted.contains("“The \"deal\"” had to be written as “The 'deal'”"), "{quoted}");
    assert!(!quoted.contains("Rain"), "{quoted}");
    assert!(said(&["a_b"], Format::Xmile).contains("“a_b” had to be written as “a b”"));
    assert!(said(&["a|b"], Format::Mdl).contains("“a|b” had to be written as “a/b”"));
    assert!(said(&["Rain", "rain"], Format::Pajek).contains("“rain” had to be written as “rain (2)”"));
    assert_eq!(said(&["Rain", "rain"], Format::GraphMl), "");
}
