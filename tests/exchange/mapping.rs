//! Kumu and PRSM.

use linchpin::exchange::{self, Fate, Format, Imported, Options};
use linchpin::model::{ElementKind, Map, Point, Polarity, Project, problems};
use serde_json::json;

use crate::{read, read_as, written};

fn fixture(name: &str) -> Imported {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/exchange");
    exchange::read_any(&folder.join(name)).unwrap()
}

/// The causal links with sign and delay, sorted.
fn signed(project: &Project) -> Vec<String> {
    let mut all: Vec<String> = project
        .links
        .values()
        .filter_map(|link| {
            let (from, to) = link.ends.pair()?;
            let causal = link.causal()?;
            let sign = causal.polarity.map_or("", Polarity::as_str);
            let delay = if causal.delay { " delayed" } else { "" };
            Some(format!("{} → {} {sign}{delay}", project.name_of(from), project.name_of(to)))
        })
        .collect();
    all.sort();
    all
}

#[test]
fn a_kumu_export_brings_maps_loops_signs_and_places() {
    let imported = fixture("kumu.json");
    let project = &imported.project;
    assert_eq!((imported.format, project.elements.len()), ("kumu", 4));
    assert_eq!(
        (project.about.title.as_str(), project.about.problem.as_str()),
        ("Water board", "Why taps run dry")
    );
    assert_eq!(
        signed(project),
        [
            "Budget → Repairs + delayed",
            "Leaks in old pipes → Budget -",
            "Repairs → Leaks in old pipes -",
            "Repairs → Trust ",
            "Trust → Repairs "
        ]
    );
    let (leaks, element) = project.find_element("Leaks in old pipes").unwrap();
    assert_eq!(element.notes, "Counted **weekly**.");
    assert_eq!((&element.fields["tags"], &element.fields["owner"]), (&json!("pipes|costs"), &json!("Works")));
    let named = project.loops.values().next().unwrap();
    assert_eq!((named.label.as_str(), named.name.as_str(), named.key.len()), ("R1", "The squeeze", 3));
    assert_eq!(project.loops.len(), 1, "two links that make no circle are no loop");
    let maps = project.maps_in_order();
    let titles: Vec<&str> = maps.iter().map(|(_, map)| map.title.as_str()).collect();
    assert_eq!(titles, ["Main", "Trust"]);
    assert_eq!((maps[0].1.elements.len(), maps[1].1.elements.len()), (3, 2));
    assert!(maps[0].1.elements[leaks].pos.is_some());
    // The main map leaves a connection out; the other shows one that runs both ways, which is two links here.
    assert_eq!((maps[0].1.links.len(), maps[1].1.links.len()), (2, 2));
    let badges: Vec<_> =
        maps[0].1.loops.iter().map(|(id, badge)| (project.loops[id].label.as_str(), badge.pos)).collect();
    assert_eq!(badges, [("R1", Some(Point::new(150.0, 90.0)))]);
    assert_eq!(imported.account.count(Fate::Lost, "curvatures of connections"), 1);
    assert_eq!(imported.account.count(Fate::Lost, "views (perspectives)"), 1);
    assert_eq!(imported.account.count(Fate::Lost, "loops whose links are not there or make no circle"), 1);
    assert_eq!(problems(project), []);
}

#[test]
fn a_kumu_project_comes_back_with_its_maps_and_loops() {
    let before = fixture("kumu.json").project;
    let text = String::from_utf8(written(&before, Format::Kumu)).unwrap();
    let after = read("x.json", &text);
    assert_eq!(after.format, "kumu");
    let ids = |project: &Project| project.elements.keys().cloned().collect::<Vec<_>>();
    assert_eq!(ids(&after.project), ids(&before));
    assert_eq!(signed(&after.project), signed(&before));
    assert_eq!(after.project.loops, before.loops);
    let places = |project: &Project| {
        let maps = project.maps_in_order().into_iter();
        let shown =
            |map: &Map| (map.title.clone(), map.elements.clone(), map.links.clone(), map.loops.clone());
        maps.map(|(id, map)| (id.clone(), shown(map))).collect::<Vec<_>>()
    };
    assert_eq!(places(&after.project), places(&before));
}

#[test]
fn a_kumu_blueprint_names_ends_by_label_or_id() {
    let imported = fixture("blueprint.json");
    let project = &imported.project;
    assert_eq!((imported.format, project.elements_of(ElementKind::Actor).count()), ("kumu-blueprint", 3));
    assert_eq!(project.links.len(), 2);
    assert_eq!(
        imported.warnings,
        ["the link “Council” → “Mayor” was left out: there is no element “Mayor”. Add it to the file."]
    );
    let tie = |from: &str| {
        let link = project
            .links
            .values()
            .find(|link| link.ends.pair().is_some_and(|(id, _)| project.name_of(id) == from));
        link.unwrap().tie().unwrap()
    };
    assert_eq!(tie("Council").tie.as_ref().unwrap().to_string(), "funds");
    assert_eq!((tie("Choir").strength, tie("Choir").is_mutual()), (Some(2.0), true));
}

/// A map as PRSM 1.9 and later write it.
fn prsm() -> String {
    let map = json!({
        "saved": "2024-01-01", "version": "3.0.3", "room": "ABC-DEF", "mapTitle": "Flood",
        "lastNodeSample": "group0", "lastLinkSample": "edge0",
        "attributeTitles": {"att1": "Owner", "att2": ""},
        "styles": {
            "nodes": {"group0": {"groupLabel": "Sample", "color": {"background": "#ffffff"}}, "group1": {"groupLabel": "Driver"}},
            "edges": {"edge0": {"groupLabel": "+ve"}, "edge1": {"groupLabel": "Negative influence"}, "edge2": {"groupLabel": ""}},
        },
        "nodes": [
            {"id": "a-1", "label": "Rain\nfall", "grp": "group1", "x": -10.5, "y": 4, "color": {"background": "rgb(1, 2,255)"},
             "note": {"ops": [{"insert": "Wet "}, {"insert": "days\n"}]}, "att1": "Met office", "thumbUp": [{"id": 1}]},
            {"id": "b-2", "label": "Floods", "grp": "group0", "x": 90, "y": 4, "color": {"background": "#ffffff"}},
            {"id": "c-3", "label": "Parks", "grp": "group0", "x": 90, "y": 80},
        ],
        "edges": [
            {"id": "e1", "from": "a-1", "to": "b-2", "grp": "edge0", "arrows": {"to": {"enabled": true}, "from": {"enabled": false}}},
            {"id": "e2", "from": "c-3", "to": "b-2", "grp": "edge1", "note": "as sponge", "label": "slow"},
            {"id": "e3", "from": "b-2", "to": "c-3", "grp": "edge2"},
        ],
        "underlay": [{"text": "x"}], "history": [{"action": "add"}, {"action": "move"}],
    });
    map.to_string()
}

#[test]
fn a_prsm_map_brings_what_its_styles_mean() {
    let imported = read("flood.prsm", &prsm());
    let project = &imported.project;
    assert_eq!((imported.format, project.about.title.as_str()), ("prsm", "Flood"));
    assert_eq!(signed(project), ["Floods → Parks ", "Parks → Floods -", "Rain fall → Floods +"]);
    let (_, rain) = project.find_element("Rain fall").unwrap();
    assert_eq!(rain.notes, "Wet days");
    for (name, value) in
        [("Owner", json!("Met office")), ("style", json!("Driver")), ("color", json!("#0102ff"))]
    {
        assert_eq!(rain.fields[name], value, "{name}");
    }
    assert_eq!(imported.account.count(Fate::Lost, "entries of the history"), 2);
    assert_eq!(imported.account.count(Fate::Lost, "drawings in the background"), 1);
    assert_eq!(problems(project), []);
}

#[test]
fn a_packed_prsm_map_is_the_same_as_a_plain_one() {
    let units: Vec<u16> = prsm().encode_utf16().collect();
    let packed = lz_str::compress_to_utf16(&units);
    let text = packed.clone();
    let imported = read("flood.prsm", &text);
    assert_eq!(imported.project, read("flood.prsm", &prsm()).project);
    // Without its ending too.
    assert_eq!(read("flood", &text).format, "prsm");
    let half: String = text.chars().take(40).collect();
    let error = read_as("half.prsm", &half, &Options::default()).unwrap_err().to_string();
    assert!(
        error.ends_with(
            "this is neither JSON nor a packed PRSM map; check that it is the right file, or export it again."
        ),
        "{error}"
    );
}
