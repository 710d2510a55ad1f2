//! Colours and sizes that say something: what has no value is hollow, the legend says what is shown, and the same map
//! gives the same picture.

use linchpin::analysis::network::Measure;
use linchpin::analysis::{Measured, Watch, measured};
use linchpin::export::{png, svg};
use linchpin::model::{Causal, Element, ElementId, ElementKind, Intent, MapKind, Scale};
use linchpin::scene::encoding::{CATEGORIES, Sizing};
use linchpin::scene::tokens::Theme;
use linchpin::scene::{
    Encoded, Encoding, Extent, Field, Ink, Level, MapScene, PictureOptions, TextMeasurer, picture,
};
use proptest::prelude::*;

use crate::samples::{Sketch, actors, causal};

fn encode(sketch: &Sketch, colour: Field, size: Option<Field>) -> Encoded {
    let encoding = Encoding { colour, size };
    let found = measured(&sketch.project, &sketch.map, &encoding.wanted(), &Watch::default()).unwrap();
    Encoded::of(&sketch.project, &sketch.map, &encoding, &found)
}

/// "words: count" of every entry of the legend.
fn entries(encoded: &Encoded) -> Vec<String> {
    let colour = encoded.colour.as_ref().unwrap();
    colour.entries.iter().map(|entry| format!("{}: {}", entry.words, entry.count)).collect()
}

fn options(encoded: Encoded) -> PictureOptions {
    PictureOptions { encoded, ..PictureOptions::default() }
}

/// Actors with a number in a field of the project's own; `None` leaves the field out.
fn numbered(values: &[Option<f64>]) -> Sketch {
    let mut sketch = Sketch::new(MapKind::Actors);
    for (index, value) in values.iter().enumerate() {
        let mut element = Element::new(ElementKind::Actor, format!("A{index}"));
        if let Some(value) = value {
            element.fields.insert("Budget".to_owned(), serde_json::json!(value));
        }
        sketch.add(&format!("{index:03}"), element, (150.0 * index as f64, 0.0));
    }
    sketch
}

fn budget() -> Field {
    Field::Custom("Budget".to_owned())
}

#[test]
fn by_sector_everything_looks_as_ever() {
    for sketch in [actors(), causal()] {
        let plain =
            picture(&sketch.project, &sketch.map, &PictureOptions::default(), &mut TextMeasurer::new());
        let encoded = encode(&sketch, Field::Sector, None);
        assert_eq!(encoded, Encoded::default());
        let same = picture(&sketch.project, &sketch.map, &options(encoded), &mut TextMeasurer::new());
        assert_eq!(plain, same);
    }
}

#[test]
fn the_legend_of_ratings_lists_every_step_and_counts_the_unrated_apart() {
    let mut sketch = actors();
    sketch.actor("new", "Newcomer", "t_ngo", (0.0, 0.0), (0.0, 0.0));
    let encoded = encode(&sketch, Field::Rating(Scale::Influence), None);
    let said = entries(&encoded);
    assert_eq!(said.len(), 6);
    assert!(said[0].starts_with("5 high: ") && said[4].starts_with("1 low: "), "{said:?}");
    assert_eq!(said[5], "Not rated: 1");
    assert_eq!(encoded.ink(&"e_new".into()), Some(Ink::Hollow));
    let total: usize = encoded.colour.as_ref().unwrap().entries.iter().map(|entry| entry.count).sum();
    assert_eq!(total, sketch.project.elements.len());
}

#[test]
fn alignment_has_two_sides_and_nought_in_the_middle() {
    let mut sketch = numbered(&[None, None, None]);
    for (key, rating) in [("e_000", -2.0), ("e_001", 0.0), ("e_002", 2.0)] {
        let element =
            std::sync::Arc::make_mut(sketch.project.elements.get_mut(&ElementId::from(key)).unwrap());
        let linchpin::model::Body::Actor(actor) = &mut element.body else { continue };
        actor.ratings.entry("s_a".into()).or_default().alignment = Some(rating);
    }
    let encoded = encode(&sketch, Field::Rating(Scale::Alignment), None);
    let inks: Vec<_> = ["e_000", "e_001", "e_002"].map(|id| encoded.ink(&id.into()).unwrap()).to_vec();
    assert_eq!(inks, [Ink::Side(0), Ink::Side(2), Ink::Side(4)]);
}

#[test]
fn an_asset_that_is_not_held_is_hollow_and_a_level_of_nought_is_low() {
    let mut sketch = numbered(&[None, None]);
    let element =
        std::sync::Arc::make_mut(sketch.project.elements.get_mut(&ElementId::from("e_000")).unwrap());
    let linchpin::model::Body::Actor(actor) = &mut element.body else { return };
    actor.assets.insert("t_policy".into(), 0.0);
    let encoded = encode(&sketch, Field::Asset("t_policy".into()), Some(Field::Asset("t_policy".into())));
    assert_eq!(encoded.ink(&"e_000".into()), Some(Ink::Step(0)));
    assert_eq!(encoded.ink(&"e_001".into()), Some(Ink::Hollow));
    assert_eq!(encoded.extent(&"e_000".into()), Extent::Share(0.0));
    assert_eq!(encoded.extent(&"e_001".into()), Extent::Unknown);
}

#[test]
fn measures_that_are_not_worked_out_yet_are_hollow_and_never_low() {
    let sketch = actors();
    let encoding = Encoding { colour: Field::Measure(Measure::Betweenness), size: Some(Field::Missed) };
    let early = Encoded::of(&sketch.project, &sketch.map, &encoding, &Measured::default());
    assert!(sketch.project.elements.keys().all(|id| early.ink(id) == Some(Ink::Hollow)));
    assert!(sketch.project.elements.keys().all(|id| early.extent(id) == Extent::Unknown));
    let late = encode(&sketch, encoding.colour, encoding.size);
    assert!(late.colour.unwrap().elements.values().all(|ink| *ink != Ink::Hollow));
}

#[test]
fn the_golden_legends_of_the_actor_map() {
    let sketch = actors();
    let said = |field: Field| entries(&encode(&sketch, field, None));
    let golden: [(Field, &[&str]); 6] = [
        (
            Field::Measure(Measure::DegreeCentrality),
            &["0.56–0.71: 1", "0.42–0.56: 1", "0.28–0.42: 3", "0.14–0.28: 8", "0.00–0.14: 5"],
        ),
        (Field::Measure(Measure::Core), &["3: 13", "2: 3", "1: 2"]),
        (Field::Community, &["Community 1: 7", "Community 2: 6", "Community 3: 5"]),
        (Field::Missed, &["16: 2", "12–15: 0", "8–11: 0", "4–7: 0", "0–3: 16"]),
        (Field::Kind, &["Actor: 18"]),
        (Field::Evidence, &["0: 18"]),
    ];
    for (field, expected) in golden {
        assert_eq!(said(field.clone()), expected, "{field}");
    }
}

#[test]
fn more_words_than_hues_are_gathered_and_equals_keep_the_earlier_word() {
    let mut sketch = Sketch::new(MapKind::Actors);
    for index in 0..24 {
        let mut element = Element::new(ElementKind::Actor, format!("A{index}"));
        // Twelve towns, two actors each.
        element.fields.insert("Town".to_owned(), serde_json::json!(format!("Town {:02}", index % 12)));
        sketch.add(&format!("{index:03}"), element, (0.0, 100.0 * f64::from(index)));
    }
    let encoded = encode(&sketch, Field::Custom("Town".to_owned()), None);
    let said = entries(&encoded);
    assert_eq!(said.len(), CATEGORIES + 1);
    assert_eq!(said[0], "Town 00: 2");
    assert_eq!(said[8], "Town 08: 2");
    assert_eq!(said[9], "3 others: 6");
    assert_eq!(encoded.ink(&"e_011".into()), Some(Ink::Other));
}

#[test]
fn marks_colour_causal_links_and_say_so() {
    let mut sketch = causal();
    let id = sketch.project.links.keys().next().unwrap().clone();
    let link = std::sync::Arc::make_mut(sketch.project.links.get_mut(&id).unwrap());
    if let linchpin::model::Bond::Causal(causal) = &mut link.bond {
        *causal = Causal { mark: Some(Intent::Weaken), ..causal.clone() };
    }
    let encoded = encode(&sketch, Field::Mark, None);
    assert_eq!(encoded.link_ink(&id), Some(Ink::Category(1)));
    assert_eq!(entries(&encoded)[0], "to weaken: 1");
    assert!(entries(&encoded)[1].starts_with("Not marked: "));
}

#[test]
fn a_larger_value_is_drawn_larger_at_every_level() {
    let sketch = numbered(&[Some(0.0), Some(5.0), Some(10.0), None]);
    let encoded = encode(&sketch, Field::Sector, Some(budget()));
    for level in [Level::Far { px: 4.0 }, Level::Normal, Level::Near] {
        let scene = MapScene::build_encoded(
            &sketch.project,
            &sketch.map,
            level,
            &mut TextMeasurer::new(),
            1.0,
            &encoded,
        );
        let widths: Vec<f64> = scene.elements.iter().map(|figure| figure.outline.rect.width()).collect();
        assert!(widths[0] < widths[1] && widths[1] < widths[2], "{level:?} {widths:?}");
        assert!((widths[3] - widths[0]).abs() < 1e-6, "no value is small");
        assert_eq!(scene.elements[3].extent, Extent::Unknown);
        assert_eq!(scene.elements[0].extent, Extent::Share(0.0));
    }
}

#[test]
fn exports_say_what_colours_and_sizes_mean() {
    let sketch = actors();
    for theme in Theme::ALL {
        let encoded = encode(&sketch, Field::Community, Some(Field::Measure(Measure::DegreeCentrality)));
        let options = PictureOptions { theme, ..options(encoded) };
        let drawn = picture(&sketch.project, &sketch.map, &options, &mut TextMeasurer::new());
        let written = svg::bare(&drawn);
        for said in ["Colour: Community", "Community 1", "Size: Degree", "Interest", "Influence"] {
            assert!(written.contains(said), "{theme:?}: {said}");
        }
        crate::keep(&format!("encoded-{}", theme.as_str()), &drawn, 1.0);
        assert!(png::write(&drawn, 1.0).is_ok());
    }
}

proptest! {
    #[test]
    fn colours_and_sizes_follow_the_order_of_values(
        values in prop::collection::vec(prop::option::weighted(0.8, -1e3..1e3_f64), 1..24),
    ) {
        let sketch = numbered(&values);
        let encoded = encode(&sketch, budget(), Some(budget()));
        prop_assert_eq!(&encoded, &encode(&sketch, budget(), Some(budget())));
        let seen: Vec<(Option<f64>, Ink, Option<f64>)> = values
            .iter()
            .enumerate()
            .map(|(index, value)| {
                let id = format!("e_{index:03}").as_str().into();
                (*value, encoded.ink(&id).unwrap(), encoded.size.as_ref().unwrap().shares[&id])
            })
            .collect();
        for (value, ink, share) in &seen {
            prop_assert_eq!(value.is_none(), *ink == Ink::Hollow);
            prop_assert_eq!(value.is_none(), share.is_none());
            prop_assert!(share.is_none_or(|share| (0.0..=1.0).contains(&share)));
            for (other, other_ink, other_share) in &seen {
                if let (Some(value), Some(other)) = (value, other) {
                    if value < other {
                        prop_assert!(ink <= other_ink && share <= other_share);
                    } else if value.total_cmp(other).is_eq() {
                        prop_assert_eq!((ink, share), (other_ink, other_share));
                    }
                }
            }
        }
        let colour = encoded.colour.as_ref().unwrap();
        prop_assert_eq!(colour.entries.iter().map(|entry| entry.count).sum::<usize>(), values.len());
    }

    #[test]
    fn areas_grow_evenly_with_shares(share in 0.0..=1.0_f64) {
        let area = |share: f64| Sizing::factor(Extent::Share(share)).powi(2);
        let even = area(0.0) + share * (area(1.0) - area(0.0));
        prop_assert!((area(share) - even).abs() < 1e-9);
    }
}
