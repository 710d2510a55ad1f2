//! What a slide shows: stubs of what is hidden, ink that fades, pictures under the map.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use egui::epaint::{ColorMode, Shape};
use egui::{Key, Modifiers, TextureId, pos2};
use linchpin::app::theme::color;
use linchpin::edit::{AreaChange, Edit};
use linchpin::model::{Area, Point, Project, Step, StepId, Underlay};
use linchpin::scene::tokens::Theme;

use crate::projects::variables;
use crate::window::Window;

/// What the last frame painted, one by one.
fn painted(window: &Window) -> Vec<Shape> {
    fn flat(shape: &Shape, out: &mut Vec<Shape>) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| flat(shape, out)),
            shape => out.push(shape.clone()),
        }
    }
    let mut all = Vec::new();
    window.harness.output().shapes.iter().for_each(|clipped| flat(&clipped.shape, &mut all));
    all
}

/// Some painted text is this.
fn says(window: &Window, text: &str) -> bool {
    painted(window).iter().any(|shape| matches!(shape, Shape::Text(said) if said.galley.text() == text))
}

/// Painted lines in the colour of ink.
fn ink(window: &Window) -> usize {
    let ink = ColorMode::Solid(color(Theme::Projector.tokens().danger));
    let is_ink =
        |shape: &&Shape| matches!(shape, Shape::Path(path) if path.stroke.color == ink && !path.closed);
    painted(window).iter().filter(is_ink).count()
}

/// Painted pictures.
fn pictures(window: &Window) -> usize {
    // Letters are in the first texture.
    let is_picture =
        |shape: &&Shape| matches!(shape, Shape::Mesh(mesh) if mesh.texture_id != TextureId::default());
    painted(window).iter().filter(is_picture).count()
}

/// Two variables with a causal link, and a story of two steps: the first shows one of them, the second both.
fn story() -> Project {
    let (project, _) = variables();
    let map = project.maps_in_order()[0].0.clone();
    let ids: Vec<_> = project.elements.keys().cloned().collect();
    let step = |order: &str, shown: usize| Step {
        title: format!("Step of {shown}"),
        map: Some(map.clone()),
        order: order.to_owned(),
        revealed: ids.iter().take(shown).cloned().collect(),
        ..Step::default()
    };
    let first = Edit::SetStep(StepId::from("s_1"), Box::new(step("a", 1)));
    let second = Edit::SetStep(StepId::from("s_2"), Box::new(step("b", 2)));
    second.apply(&first.apply(&project).unwrap()).unwrap()
}

#[test]
fn what_is_not_revealed_yet_is_a_counted_stub() {
    let mut window = Window::on(&story());
    window.key(Key::F5);
    window.harness.run_steps(60);
    assert!(says(&window, "Price") && !says(&window, "Income"));
    assert!(says(&window, "+ 1 more link"), "the link to it is a stub");
    window.key(Key::Space);
    window.harness.run_steps(60);
    assert!(says(&window, "Price") && says(&window, "Income"));
    assert!(!says(&window, "+ 1 more link"));
}

#[test]
fn ink_stays_for_a_while_and_fades() {
    let mut window = Window::on(&story());
    window.key(Key::F5);
    window.key(Key::I);
    window.harness.run_steps(60);
    assert_eq!(ink(&window), 0);
    window.drag(pos2(700.0, 300.0), pos2(900.0, 420.0), Modifiers::NONE);
    assert_eq!(ink(&window), 1);
    window.harness.run_steps(120);
    assert_eq!(ink(&window), 1, "it stays for a while");
    window.harness.run_steps(240);
    assert_eq!(ink(&window), 0, "and is gone");
    window.drag(pos2(700.0, 300.0), pos2(900.0, 420.0), Modifiers::NONE);
    window.key(Key::Space);
    window.harness.run_steps(2);
    assert_eq!(ink(&window), 0, "the next step is clean");
}

#[test]
fn the_picture_under_a_map_is_under_its_slides() {
    let project = story();
    let map = project.maps_in_order()[0].0.clone();
    let mut png = Vec::new();
    let image = image::RgbaImage::from_pixel(8, 8, image::Rgba([200, 30, 30, 255]));
    image.write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png).unwrap();
    let area = Some(Area { corner: Point::new(-100.0, -100.0), size: Point::new(400.0, 300.0) });
    let source = format!("data:image/png;base64,{}", STANDARD.encode(png)).into();
    let change = AreaChange::Underlay("u_1".into(), Underlay { source, area, ..Underlay::default() });
    let project = Edit::OnMap { map, change }.apply(&project).unwrap();
    let mut window = Window::on(&project);
    window.key(Key::F5);
    window.wait_until("the picture is decoded", |window| pictures(window) == 1);
    window.key_with(Modifiers::NONE, Key::Escape);
    window.key_with(Modifiers::SHIFT, Key::F5);
    window.wait_until("slide, next slide and audience show it", |window| pictures(window) == 3);
}

/// Measures are worked out beside the window; the slide is there at once, and what they dim follows.
#[test]
fn a_step_that_a_measure_filters_dims_the_others() {
    let file = std::fs::read("samples/waste-pickers-bengaluru.linchpin").unwrap();
    let mut project = linchpin::file::parse(&file).unwrap().project;
    project.story.clear();
    let map = project.maps_in_order()[0].0.clone();
    let mut step = Step { title: "Go-betweens".to_owned(), map: Some(map), ..Step::default() };
    step.filter.top.insert("betweenness_centrality".into(), 3.into());
    let project = Edit::SetStep(StepId::from("s_1"), Box::new(step)).apply(&project).unwrap();
    let mut window = Window::on(&project);
    let pale = |window: &Window, name: &str| {
        let texts = painted(window);
        let named = texts.iter().filter_map(|shape| match shape {
            Shape::Text(said) if said.galley.text().contains(name) => Some(said),
            _ => None,
        });
        named.map(|said| said.fallback_color.a() < 255 || said.opacity_factor < 1.0).collect::<Vec<_>>()
    };
    window.key(Key::F5);
    window.harness.run_steps(2);
    assert!(says(&window, "Go-betweens"), "the slide does not wait");
    window.wait_until("the measure dims all but the three highest", |window| {
        pale(window, "Scrap") == [true] && pale(window, "CAIF") == [false] && pale(window, "BBMP") == [false]
    });
}
