//! Slides: the map beside the words, without halves of names at its edges.

use kurbo::Rect;
use linchpin::analysis::LoopPolarity;
use linchpin::model::ElementId;
use linchpin::scene::{Font, Frame, Mark, PictureOptions, Slide, Staging, TextMeasurer, slide};

use crate::samples;

/// The slide of the loop of sales, output, cost and price, with the rest of the map pale.
fn staged(shape: f64) -> Slide {
    let sketch = samples::causal();
    let lit = ["sales_output", "output_cost", "cost_price", "price_sales"];
    let lit = lit.map(|link| (format!("l_{link}").as_str().into(), LoopPolarity::Reinforcing));
    let around = |name: &str| {
        let id = ElementId::from(format!("e_{name}").as_str());
        let place = sketch.project.maps[&sketch.map].elements[&id].pos.unwrap();
        Rect::from_center_size((place.x(), place.y()), (220.0, 130.0))
    };
    let part = ["sales", "output", "cost", "price"].map(around).into_iter().reduce(|all, one| all.union(one));
    let staging = Staging {
        title: "Scale cuts cost".to_owned(),
        text: "More sales make each battery cheaper.".to_owned(),
        head: None,
        map: sketch.map.clone(),
        frame: Frame::Part(part.unwrap()),
        options: PictureOptions { lit: lit.into(), dim_rest: true, ..PictureOptions::default() },
        place: (1, 4),
    };
    slide(&sketch.project, &staging, shape, &mut TextMeasurer::new())
}

#[test]
fn no_pale_name_is_cut_at_the_edge_of_what_shows() {
    for shape in [4.0 / 3.0, 16.0 / 9.0, 21.0 / 9.0] {
        let slide = staged(shape);
        let shift = slide.middle.to_vec2() - slide.zoom * slide.centre.to_vec2();
        let names = slide.map.iter().filter_map(|mark| match mark {
            Mark::Text(text) if text.color.alpha < 255 => Some((text.text.clone(), mark.bounds())),
            _ => None,
        });
        for (name, bounds) in names {
            let place = bounds.scale_from_origin(slide.zoom) + shift;
            let inside = place.intersect(slide.sight).area() / place.area();
            assert!(!(0.01..=0.99).contains(&inside), "{name} is cut at {shape:.2}: {inside:.2}");
        }
        assert!(slide.boxes.len() > 4, "what is left out is still there to be pointed at");
    }
}

#[test]
fn what_is_lit_shows_whole() {
    let slide = staged(16.0 / 9.0);
    let shift = slide.middle.to_vec2() - slide.zoom * slide.centre.to_vec2();
    let names: Vec<&Mark> =
        slide.map.iter().filter(|mark| matches!(mark, Mark::Text(text) if text.color.alpha == 255)).collect();
    assert!(names.len() >= 4);
    for mark in names {
        let place = mark.bounds().scale_from_origin(slide.zoom) + shift;
        assert!(slide.sight.contains_rect(place), "{mark:?}");
    }
}

/// The design's slide: names of variables at 36 points of 1080, as large as the sentence beside them.
#[test]
fn the_names_of_a_lit_loop_are_read_from_the_back_row() {
    for shape in [4.0 / 3.0, 16.0 / 9.0, 21.0 / 9.0] {
        let slide = staged(shape);
        let lit = |mark: &&Mark| matches!(mark, Mark::Text(text) if text.color.alpha == 255 && text.font == Font::Inter(600));
        let sizes: Vec<f64> = slide
            .map
            .iter()
            .filter(lit)
            .filter_map(|mark| if let Mark::Text(text) = mark { Some(text.size * slide.zoom) } else { None })
            .collect();
        assert!(sizes.len() >= 4, "the names of the loop stand there: {sizes:?}");
        assert!(sizes.iter().all(|size| (34.0..48.0).contains(size)), "{shape:.2}: {sizes:?}");
    }
}
