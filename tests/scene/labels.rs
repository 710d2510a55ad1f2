//! Signs, glyphs, delay strokes, badges and written kinds never lie on names, arrowheads or each other.

use std::path::Path;

use kurbo::{Point, Rect};
use linchpin::file::open;
use linchpin::model::{MapId, MapKind, Project};
use linchpin::scene::{Level, LinkFigure, LinkLook, MapScene, TextMeasurer, Tip};
use proptest::prelude::*;

use crate::samples::{self, Sketch};

/// Something that has to be read.
#[derive(Debug)]
enum Read {
    Disc(Point, f64),
    Words(Rect),
}

impl Read {
    fn overlaps(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Disc(a, r), Self::Disc(b, s)) => (*a - *b).hypot() < r + s,
            (Self::Words(a), Self::Words(b)) => a.overlaps(*b),
            (Self::Words(rect), Self::Disc(at, r)) | (Self::Disc(at, r), Self::Words(rect)) => {
                let near = Point::new(at.x.clamp(rect.x0, rect.x1), at.y.clamp(rect.y0, rect.y1));
                (*at - near).hypot() < *r
            }
        }
    }
}

fn sign(link: &LinkFigure) -> Option<Read> {
    match link.look {
        LinkLook::Causal { at: Some(at), .. } => Some(Read::Disc(at, 7.5)),
        _ => None,
    }
}

/// The glyph of a tie, or the strokes of a delay.
fn middle(link: &LinkFigure) -> Option<Read> {
    let at = link.curve?.point(link.middle);
    match link.look {
        // Too short for a glyph.
        LinkLook::Tie { .. } if link.curve?.length() < 18.0 + 2.0 * link.head.0 => None,
        LinkLook::Tie { .. } => Some(Read::Disc(at, 6.5)),
        LinkLook::Causal { delay: true, .. } => Some(Read::Disc(at, 7.5)),
        _ => None,
    }
}

fn head(link: &LinkFigure) -> Option<Read> {
    let curve = link.curve?;
    let at = curve.point((1.0 - curve.share_of(link.head.0 / 2.0)).max(0.5));
    (link.end == Tip::Head).then_some(Read::Disc(at, link.head.1 / 2.0 - 0.5))
}

/// Everything on a map that has to be read, with what it is.
fn all(scene: &MapScene) -> Vec<(String, Read)> {
    let mut all = Vec::new();
    for element in &scene.elements {
        all.push((format!("name of {}", element.id), Read::Words(element.name().bounds)));
    }
    for link in &scene.links {
        for (what, read) in [("sign", sign(link)), ("middle", middle(link)), ("head", head(link))] {
            all.extend(read.map(|read| (format!("{what} of {}", link.id), read)));
        }
    }
    for badge in &scene.badges {
        let name = badge.label.lines[0].text.clone();
        all.push((format!("badge {name}"), Read::Disc(badge.center, 22.0)));
        all.extend(badge.name.as_ref().map(|label| (format!("name of {name}"), Read::Words(label.bounds))));
    }
    all.extend(
        scene.groups.iter().map(|group| (format!("title of {}", group.id), Read::Words(group.title.bounds))),
    );
    all.extend(scene.notes.iter().map(|note| (format!("note {}", note.id), Read::Words(note.rect))));
    all
}

/// What lies on what.
fn overlaps(scene: &MapScene) -> Vec<String> {
    let all = all(scene);
    let mut found = Vec::new();
    for (index, (name, read)) in all.iter().enumerate() {
        let others = all.iter().skip(index + 1);
        found.extend(
            others.filter(|(_, other)| read.overlaps(other)).map(|(other, _)| format!("{name} on {other}")),
        );
    }
    found
}

fn build(project: &Project, map: &MapId, level: Level) -> MapScene {
    MapScene::build(project, map, level, &mut TextMeasurer::new(), 1.0)
}

#[test]
fn nothing_lies_on_anything_on_the_samples() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut found = Vec::new();
    let mut maps = 0;
    for file in files {
        let project = open(&file).unwrap().project;
        for (id, map) in &project.maps {
            maps += 1;
            let on = overlaps(&build(&project, id, Level::Normal));
            found.extend(on.into_iter().map(|on| format!("{}: {on}", map.title)));
        }
    }
    assert!(maps >= 6 && found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn nothing_lies_on_anything_on_the_maps_of_the_design() {
    for sketch in [samples::actors(), samples::causal()] {
        let found = overlaps(&build(&sketch.project, &sketch.map, Level::Normal));
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}

/// Variables on a grid with room between them, and causal links between neighbours.
fn roomy() -> impl Strategy<Value = Sketch> {
    let links = prop::collection::vec((0..12_usize, 0..4_usize, any::<bool>(), any::<bool>()), 1..14);
    let jitter = prop::collection::vec((-18.0..18.0_f64, -18.0..18.0_f64), 12);
    (links, jitter).prop_map(|(links, jitter)| {
        let mut s = Sketch::new(MapKind::Causal);
        for (index, (dx, dy)) in jitter.iter().enumerate() {
            let at = ((index % 4) as f64 * 230.0 + dx, (index / 4) as f64 * 190.0 + dy);
            s.variable(&index.to_string(), &format!("Variable {index}"), at);
        }
        let mut joined = std::collections::BTreeSet::new();
        for (from, way, plus, delay) in links {
            let (column, row) = (from % 4, from / 4);
            let to = match way {
                0 if column < 3 => from + 1,
                1 if column > 0 => from - 1,
                2 if row < 2 => from + 4,
                3 if row > 0 => from - 4,
                _ => continue,
            };
            if joined.insert((from, to)) {
                s.causal(&from.to_string(), &to.to_string(), if plus { "+" } else { "-" }, delay);
            }
        }
        s
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Where elements have room between them and links join neighbours, nothing lies on anything.
    #[test]
    fn nothing_lies_on_anything_on_roomy_maps(sketch in roomy()) {
        let found = overlaps(&build(&sketch.project, &sketch.map, Level::Normal));
        prop_assert!(found.is_empty(), "{}", found.join("\n"));
    }
}
