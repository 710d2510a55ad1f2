//! What maps look like: geometry, pictures and their files.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that lacks what it made may stop")]

mod carry;
mod encoding;
mod geometry;
mod labels;
mod near;
mod odd;
mod samples;
mod slides;
mod states;

use std::collections::BTreeMap;
use std::path::Path;

use linchpin::analysis::LoopPolarity;
use linchpin::export::{png, svg};
use linchpin::model::MapKind;
use linchpin::scene::tokens::Theme;
use linchpin::scene::{Level, Picture, PictureOptions, TextMeasurer, picture};

use samples::Sketch;

fn draw(sketch: &Sketch, options: &PictureOptions) -> Picture {
    picture(&sketch.project, &sketch.map, options, &mut TextMeasurer::new())
}

/// Writes a picture where a developer can look at it, and checks that it is one.
fn keep(name: &str, picture: &Picture, scale: f64) {
    let bytes = png::write(picture, scale).unwrap();
    assert!(bytes.starts_with(b"\x89PNG"));
    let folder = std::env::temp_dir().join("linchpin-pictures");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(format!("{name}.png")), bytes).unwrap();
    std::fs::write(folder.join(format!("{name}.svg")), svg::write(picture)).unwrap();
}

#[test]
fn the_maps_of_the_design_become_pictures() {
    let mut options = PictureOptions { title: Some("Saamuhika Shakti".into()), ..PictureOptions::default() };
    options.selected.insert("e_bbmp".into());
    keep("actors-light", &draw(&samples::actors(), &options), 1.0);
    let lit = ["sales_output", "output_cost", "cost_price", "price_sales"];
    let lit = lit.map(|link| (format!("l_{link}").as_str().into(), LoopPolarity::Reinforcing));
    let options = PictureOptions {
        theme: Theme::Dark,
        dim_rest: true,
        lit_loop: Some("o_R1".into()),
        lit: lit.into_iter().collect::<BTreeMap<_, _>>(),
        ..PictureOptions::default()
    };
    keep("causal-dark", &draw(&samples::causal(), &options), 1.0);
}

#[test]
fn every_state_has_its_own_look() {
    for theme in [Theme::Light, Theme::Dark] {
        let sheet = states::sheet(theme, Level::Normal);
        keep(&format!("states-{}", theme.as_str()), &sheet, 1.0);
    }
}

/// The bytes of a small picture are part of the contract: people keep exports under version control.
#[test]
fn the_same_map_gives_the_same_svg() {
    let mut sketch = Sketch::new(MapKind::Actors);
    sketch.actor("caif", "CAIF", "t_ngo", (5.0, 3.0), (0.0, 0.0));
    sketch.actor("bbmp", "BBMP municipality", "t_government", (2.7, 4.5), (260.0, 80.0));
    sketch.actor("brand", "Brands <&> \u{202e}", "t_company", (0.0, 0.0), (0.0, 140.0));
    sketch.tie("collaborates", "caif", "bbmp", 3.0);
    sketch.tie("funds", "brand", "bbmp", 1.0);
    let written = svg::bare(&draw(&sketch, &PictureOptions::default()));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/golden/small-actors.svg");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &written).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap();
    assert!(written == golden, "the picture changed; look at it, then set UPDATE_GOLDEN=1 to keep it");
}

#[test]
fn every_level_draws_what_the_one_before_does_not() {
    let marks = |zoom: f64| {
        let options =
            PictureOptions { level: Level::for_zoom(zoom), legend: false, ..PictureOptions::default() };
        svg::bare(&draw(&samples::actors(), &options))
    };
    let [far, normal, near] = [0.3, 1.0, 1.7].map(marks);
    assert!(!far.contains(">supplies<") && !normal.contains(">supplies<") && near.contains(">supplies<"));
    assert!(far.matches("<text").count() < normal.matches("<text").count());
}
