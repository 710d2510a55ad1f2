//! Counting loops, and loops over, through and between what is chosen.

use linchpin::analysis::{LimitKind, LoopOptions, LoopPolarity, Watch, census, loops};
use linchpin::model::{LinkId, Project};
use proptest::prelude::*;
use serde_json::Value;

use super::{id, project};

fn counted(project: &Project, max_length: Option<usize>) -> linchpin::analysis::LoopCensus {
    let options = LoopOptions { max_length, seconds: f64::INFINITY, ..LoopOptions::default() };
    census(project, &options, &Watch::default())
}

#[test]
fn counts_agree_with_networkx() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/oracles/cld_graphs");
    let counts: Value =
        serde_json::from_str(&std::fs::read_to_string(format!("{folder}/counts.json")).unwrap()).unwrap();
    let mut compared = 0;
    for (graph, expected) in counts["graphs"].as_object().unwrap() {
        let Ok(text) = std::fs::read_to_string(format!("{folder}/{graph}.txt")) else { continue };
        let mut lines =
            text.lines().map(|line| line.split(' ').map(|n| n.parse::<i64>().unwrap()).collect::<Vec<_>>());
        let head = lines.next().unwrap();
        let arrows: Vec<_> = lines.map(|line| (line[0] as usize, line[1] as usize, line[3] as f64)).collect();
        let map = project(head[0] as usize, &arrows);
        for (length, expected) in expected.as_object().unwrap() {
            let (length, expected) = (length.parse::<usize>().unwrap(), expected.as_u64().unwrap());
            // A debug build counts some hundred thousand loops a second.
            if expected > 200_000 {
                continue;
            }
            let found = counted(&map, (length > 0).then_some(length));
            assert_eq!(found.total, expected, "{graph} up to {length}");
            assert_eq!(found.by_length.values().sum::<u64>(), expected);
            assert_eq!(found.complete, length == 0, "{graph} up to {length}");
            compared += 1;
        }
    }
    assert!(compared >= 20, "only {compared} counts were compared");
}

#[test]
fn a_count_that_runs_out_of_time_says_so() {
    let pairs = (0..14).flat_map(|a| (0..14).filter(move |b| a != *b).map(move |b| (a, b, 1.0)));
    let map = project(14, &pairs.collect::<Vec<_>>());
    let options = LoopOptions { seconds: 0.05, ..LoopOptions::default() };
    let found = census(&map, &options, &Watch::default());
    assert!(!found.complete && found.total > 0);
    assert_eq!(found.limit.unwrap().kind, LimitKind::Time);
}

proptest! {
    #[test]
    fn the_count_is_that_of_the_list(
        count in 1_usize..8,
        raw in prop::collection::vec((0_usize..8, 0_usize..8, -1_i8..=1), 0..18),
        longest in 0_usize..7,
        through in 0_usize..8,
        also in 0_usize..8,
        over in 0_usize..18,
    ) {
        let links: Vec<_> = raw.iter().map(|(a, b, s)| (a % count, b % count, f64::from(*s))).collect();
        let map = project(count, &links);
        let find = |options: LoopOptions| {
            loops(&map, &LoopOptions { max_count: 1_000_000, seconds: f64::INFINITY, ..options }, &Watch::default())
        };
        let all = find(LoopOptions::default());
        let found = counted(&map, None);
        let of = |kind| all.loops.iter().filter(|one| one.polarity == kind).count() as u64;
        prop_assert!(found.complete);
        prop_assert_eq!(found.total, all.loops.len() as u64);
        prop_assert_eq!(found.reinforcing, of(LoopPolarity::Reinforcing));
        prop_assert_eq!(found.balancing, of(LoopPolarity::Balancing));
        prop_assert_eq!(found.unknown, of(LoopPolarity::Unknown));

        let bounded = counted(&map, Some(longest));
        let short = all.loops.iter().filter(|one| one.length <= longest).count();
        prop_assert_eq!(bounded.total, short as u64);
        prop_assert_eq!(bounded.complete, short == all.loops.len());
        let of_kind = |kind| all.loops.iter().filter(|one| one.length <= longest && one.polarity == kind).count();
        let kinds = [bounded.reinforcing, bounded.balancing, bounded.unknown];
        prop_assert_eq!(kinds.map(|count| count as usize), LoopPolarity::ALL.map(of_kind));
        for (length, count) in &bounded.by_length {
            prop_assert_eq!(*count as usize, all.loops.iter().filter(|one| one.length == *length).count());
        }
        let listed = find(LoopOptions { max_length: Some(longest), ..LoopOptions::default() });
        prop_assert_eq!(listed.loops.len(), short);
        prop_assert_eq!(listed.complete, short == all.loops.len());

        let (a, b) = (id(through % count), id(also % count));
        let between = find(LoopOptions {
            through: Some(a.clone()), and_through: Some(b.clone()), ..LoopOptions::default()
        });
        let expected = all.loops.iter().filter(|one| one.elements.contains(&a) && one.elements.contains(&b));
        prop_assert!(between.loops.iter().map(|one| &one.links).eq(expected.map(|one| &one.links)));

        if let Some(link) = map.links.keys().nth(over) {
            let over = find(LoopOptions { over: Some(link.clone()), ..LoopOptions::default() });
            let expected: Vec<&Vec<LinkId>> =
                all.loops.iter().map(|one| &one.links).filter(|links| links.contains(link)).collect();
            prop_assert_eq!(over.loops.iter().map(|one| &one.links).collect::<Vec<_>>(), expected);
        }
    }
}
