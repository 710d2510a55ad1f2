//! Random and odd maps: nothing panics, everything stays finite, the bytes stay the same.

use linchpin::export::svg;
use linchpin::model::{Bond, Causal, Course, MapKind, Polarity, Tie};
use linchpin::scene::{Level, MapScene, PictureOptions, TextMeasurer, picture};
use proptest::prelude::*;

use crate::samples::Sketch;

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z ]{0,30}",
        Just(String::new()),
        Just("👩🏽‍🌾🚜 família".to_owned()),
        Just("שלום עולם مرحبا".to_owned()),
        Just("pay\u{202e}<&>\u{0}\u{7f}\n\tx".to_owned()),
        Just("x".repeat(2000)),
        Just("very long ".repeat(200)),
        any::<String>(),
    ]
}

pub(crate) fn map() -> impl Strategy<Value = Sketch> {
    let place = prop_oneof![(-900.0..900.0, -900.0..900.0), Just((0.0, 0.0)), Just((1e7, -1e7))];
    let elements = prop::collection::vec((name(), place, 0..3_u8), 1..7);
    let links =
        prop::collection::vec((0..7_usize, 0..7_usize, any::<bool>(), prop::option::of(any::<f64>())), 0..9);
    (elements, links).prop_map(|(elements, links)| {
        let mut s = Sketch::new(MapKind::Causal);
        let count = elements.len();
        for (index, (name, at, kind)) in elements.into_iter().enumerate() {
            let key = index.to_string();
            match kind {
                0 => s.variable(&key, &name, at),
                1 => s.actor(&key, &name, "t_funder", (f64::NAN, 9.0), at),
                _ => s.actor(&key, &name, "none of ours", (0.0, 0.0), at),
            };
        }
        for (index, (from, to, causal, bend)) in links.into_iter().enumerate() {
            let (from, to) = ((from % count).to_string(), (to % count).to_string());
            let bond = if causal {
                Bond::Causal(Causal { polarity: Some(Polarity::Minus), delay: true, ..Causal::default() })
            } else {
                Bond::Tie(Tie { strength: bend, ..Tie::default() })
            };
            let id = s.link(&index.to_string(), &from, &to, bond);
            s.map_mut().links.insert(id, Course { bend, ..Course::default() });
        }
        s
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_map_has_finite_bounds_and_a_picture(sketch in map(), zoom in 0.05..4.0) {
        let mut text = TextMeasurer::new();
        let level = Level::for_zoom(zoom);
        let scene = MapScene::build(&sketch.project, &sketch.map, level, &mut text, 1.0);
        prop_assert!(scene.bounds().is_some_and(|bounds| bounds.is_finite() && bounds.area() > 0.0));
        prop_assert!(scene.links.iter().all(|link| link.bounds().is_none_or(|bounds| bounds.is_finite())));
        let options = PictureOptions { level, ..PictureOptions::default() };
        let made = picture(&sketch.project, &sketch.map, &options, &mut text);
        prop_assert!(made.marks.iter().all(|mark| mark.bounds().is_finite()));
        let written = svg::bare(&made);
        prop_assert!(!written.contains("NaN") && !written.contains("inf\""));
        prop_assert!(!written.chars().any(|c| c.is_control() && c != '\n'));
        let turned = written.contains('\u{202e}');
        prop_assert!(!turned);
        let again = picture(&sketch.project, &sketch.map, &options, &mut TextMeasurer::new());
        prop_assert_eq!(written, svg::bare(&again));
    }
}
