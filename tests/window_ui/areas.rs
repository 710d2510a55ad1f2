//! Groups, notes, pictures, badges, bends and round loops, by hand and by key: each is one step.

use base64::Engine as _;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Vec2};
use egui_kittest::kittest::Queryable as _;
use linchpin::edit::{AreaChange, Edit};
use linchpin::model::{
    Area, AreaId, Bond, ElementId, Ends, Link, LinkId, LinkKind, Map, MapKind, NamedLoop, Point, Project,
    Underlay,
};

use linchpin::scene::{Level, MapScene, TextMeasurer};

use crate::projects::{actors, row_of, variables};
use crate::window::{CTRL, Window};

const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..CTRL };
const ALT: Modifiers = Modifiers { alt: true, ..Modifiers::NONE };

fn map(window: &Window) -> Map {
    Map::clone(&window.project().maps[window.view().map.as_ref().unwrap()])
}

/// Where a place of the map is in the window.
fn on_screen(window: &Window, x: f64, y: f64) -> Pos2 {
    // Two elements tell where the camera is: names on the screen stand where the map has them.
    let names: Vec<String> = window.project().elements.values().map(|element| element.name.clone()).collect();
    let kind = window.project().elements.values().next().unwrap().kind().as_str();
    let of = |name: &str| (window.place(name), window.rect(&format!("{kind} {name}")).center());
    let ((a, at_a), (b, at_b)) = (of(&names[0]), of(&names[1]));
    let zoom = f64::from((at_b - at_a).length()) / (b.x() - a.x()).hypot(b.y() - a.y());
    at_a + Vec2::new(((x - a.x()) * zoom) as f32, ((y - a.y()) * zoom) as f32)
}

/// Four variables in a square, joined to a loop that is called R1.
fn square() -> Project {
    let mut project = row_of(MapKind::Causal, &["North", "East", "South", "West"]);
    let map = project.maps_in_order()[0].0.clone();
    let places = [(0.0, -150.0), (150.0, 0.0), (0.0, 150.0), (-150.0, 0.0)];
    let id = |number: usize| ElementId::from(format!("e_{}", number % 4).as_str());
    let moves = places.iter().enumerate().map(|(number, (x, y))| (id(number), Point::new(*x, *y))).collect();
    project = Edit::Move { map: map.clone(), places: moves }.apply(&project).unwrap();
    let mut key = Vec::new();
    for number in 0..4 {
        let link = Link::new(Ends::elements(id(number), id(number + 1)), Bond::new(LinkKind::Causal));
        let name = LinkId::from(format!("l_{number}").as_str());
        key.push(name.clone());
        project = Edit::AddLink { id: name, link, map: map.clone() }.apply(&project).unwrap();
    }
    let named = NamedLoop { label: "U1".to_owned(), key, name: "Round".to_owned(), ..NamedLoop::default() };
    Edit::SetLoop("o_1".into(), named).apply(&project).unwrap()
}

#[test]
fn a_group_is_made_renamed_moved_resized_and_dissolved() {
    let mut window = Window::on(&actors());
    window.click_element("actor Ann");
    window.click_element_with("actor Ben", Modifiers::SHIFT);
    window.key_with(CTRL, Key::G);
    window.type_text("City");
    window.key(Key::Enter);
    let (id, group) = map(&window).groups.into_iter().next().expect("a group was made");
    assert_eq!((group.title.as_str(), group.members.len()), ("City", 2));
    assert_eq!(window.view().area, Some(AreaId::Group(id.clone())));
    assert_eq!(window.undo_name().as_deref(), Some("Group “City”"));

    // Its upper border, right of the title: the boxes end 44 points above the middles with 34 of room.
    let (ann, ben) = (window.place("Ann"), window.place("Ben"));
    let top = window.rect("actor Ann").top() - 33.0;
    let border = Pos2::new(window.rect("actor Ben").left(), top);
    window.drag(border, border + Vec2::new(60.0, 40.0), Modifiers::NONE);
    assert!((window.place("Ann").x() - ann.x() - 60.0).abs() < 2.0);
    assert!((window.place("Ben").y() - ben.y() - 40.0).abs() < 2.0);
    assert_eq!(window.undo_name().as_deref(), Some("Move group “City”"));
    window.undo();
    assert_eq!((window.place("Ann"), window.place("Ben")), (ann, ben));

    let title = Pos2::new(window.rect("actor Ann").left() - 4.0, top + 14.0);
    window.double_click_at(title);
    window.key_with(CTRL, Key::A);
    window.type_text("Town");
    window.key(Key::Enter);
    assert_eq!(map(&window).groups[&id].title, "Town");
    assert_eq!(window.undo_name().as_deref(), Some("Rename group to “Town”"));

    let corner = Pos2::new(window.rect("actor Ben").right() + 20.0, window.rect("actor Ben").bottom() + 20.0);
    window.drag(corner, corner + Vec2::new(50.0, 50.0), Modifiers::NONE);
    let area = map(&window).groups[&id].area.expect("it has a place of its own now");
    assert!(area.size.y() > 100.0);
    assert_eq!(window.undo_name().as_deref(), Some("Resize group “Town”"));

    window.key_with(CTRL_SHIFT, Key::G);
    assert!(map(&window).groups.is_empty());
    assert_eq!(window.project().elements.len(), 3);
}

#[test]
fn a_group_in_a_group_knows_its_parent() {
    let mut window = Window::on(&actors());
    window.key_with(CTRL, Key::A);
    window.key_with(CTRL, Key::G);
    window.type_text("All");
    window.key(Key::Enter);
    window.click_element("actor Ann");
    window.key_with(CTRL, Key::G);
    window.type_text("One");
    window.key(Key::Enter);
    let groups = map(&window).groups;
    let id = |title: &str| groups.iter().find(|(_, group)| group.title == title).unwrap().0.clone();
    assert_eq!(groups[&id("One")].parent, Some(id("All")));
}

#[test]
fn escape_drops_the_title_of_a_group_that_is_not_made_yet() {
    let mut window = Window::on(&actors());
    window.click_element("actor Ann");
    window.key_with(CTRL, Key::G);
    window.type_text("City");
    window.key(Key::Escape);
    assert!(map(&window).groups.is_empty());
    assert_eq!(window.undo_name(), None);
}

#[test]
fn a_note_is_written_moved_edited_and_deleted() {
    let mut window = Window::on(&actors());
    let at = window.rect("actor Ben").center() + Vec2::new(-100.0, 120.0);
    window.hover(at);
    window.letter(Key::T, "t");
    window.type_text("First line");
    window.key(Key::Enter);
    window.type_text("second line");
    window.key_with(CTRL, Key::Enter);
    let (id, note) = map(&window).notes.into_iter().next().expect("a note was written");
    assert_eq!(note.text, "First line\nsecond line");
    assert_eq!(window.undo_name().as_deref(), Some("Add note"));

    let inside = at + Vec2::new(60.0, 20.0);
    let before = note.area.unwrap();
    window.drag(inside, inside + Vec2::new(40.0, 30.0), Modifiers::NONE);
    let after = map(&window).notes[&id].area.unwrap();
    assert!((after.corner.x() - before.corner.x() - 40.0).abs() < 2.0);
    assert_eq!(window.undo_name().as_deref(), Some("Move note"));

    window.double_click_at(inside + Vec2::new(40.0, 30.0));
    window.key_with(CTRL, Key::A);
    window.type_text("Other");
    window.key(Key::Escape);
    assert_eq!(map(&window).notes[&id].text, "Other");

    window.click_at(inside + Vec2::new(40.0, 20.0), Modifiers::NONE);
    assert_eq!(window.view().area, Some(AreaId::Note(id)));
    window.key(Key::Delete);
    assert!(map(&window).notes.is_empty());
    window.undo();
    assert_eq!(map(&window).notes.len(), 1);
}

#[test]
fn links_of_every_kind_bend_by_their_handle() {
    let mut project = actors();
    let on = project.maps_in_order()[0].0.clone();
    let tie = Link::new(Ends::elements("e_0".into(), "e_2".into()), Bond::new(LinkKind::Tie));
    project = Edit::AddLink { id: "l_tie".into(), link: tie, map: on.clone() }.apply(&project).unwrap();
    project = Edit::Move { map: on, places: vec![("e_1".into(), Point::new(180.0, 200.0))] }
        .apply(&project)
        .unwrap();
    let (causal, _) = variables();
    for (project, link, middle) in [(project, "l_tie", (180.0, 0.0)), (causal, "l_test", (90.0, -32.4))] {
        let link = LinkId::from(link);
        let mut window = Window::on(&project);
        let handle = on_screen(&window, middle.0, middle.1);
        window.click_at(handle, Modifiers::NONE);
        assert_eq!(window.view().selection.single_link(), Some(&link));
        let bend_of = |window: &Window| map(window).links[&link].bend;
        // The handle of a tie stands beside what is written in its middle.
        let scene = MapScene::build(
            &project,
            window.view().map.as_ref().unwrap(),
            Level::Normal,
            &mut TextMeasurer::new(),
            1.0,
        );
        let place = scene.link(&link).unwrap().handle().unwrap();
        let handle = on_screen(&window, place.x, place.y);
        window.drag(handle, handle + Vec2::new(0.0, 60.0), Modifiers::NONE);
        let bent = bend_of(&window).expect("the link is bent");
        assert!(bent < -0.05, "{bent}");
        assert_eq!(window.undo_name().as_deref(), Some("Bend link"));
        window.undo();
        assert_eq!(bend_of(&window), None);
    }
}

#[test]
fn a_double_click_on_the_handle_gives_the_default_curve_back() {
    let (project, link) = variables();
    let on = project.maps_in_order()[0].0.clone();
    let project = Edit::Bend { map: on, link: link.clone(), bend: Some(-0.3) }.apply(&project).unwrap();
    let mut window = Window::on(&project);
    let handle = on_screen(&window, 90.0, 54.0);
    window.click_at(handle, Modifiers::NONE);
    window.double_click_at(handle);
    assert_eq!(map(&window).links[&link].bend, None);
    assert_eq!(window.project().elements.len(), 2, "no element was drawn");
}

#[test]
fn a_variable_can_be_linked_to_itself_but_not_by_a_slip() {
    let mut window = Window::on(&variables().0);
    window.click_element("variable Price");
    window.letter(Key::L, "l");
    window.click_element("variable Price");
    let own: Vec<_> = window
        .project()
        .links
        .values()
        .filter(|link| link.ends.pair().is_some_and(|(from, to)| from == to))
        .collect();
    assert_eq!((own.len(), own[0].kind()), (1, LinkKind::Causal));
    window.undo();
    let rect = window.rect("variable Income");
    let from = rect.left_center() + Vec2::new(0.0, 3.0);
    window.drag(from, from + Vec2::new(9.0, 0.0), Modifiers::NONE);
    assert_eq!(window.project().links.len(), 1, "a slip on the rim draws nothing");
    window.drag(from, rect.right_center() - Vec2::new(6.0, 0.0), Modifiers::NONE);
    assert_eq!(window.project().links.len(), 2, "pulled over to the other side it is meant");
}

#[test]
fn round_my_loops_is_one_step() {
    let mut window = Window::on(&square());
    window.press_button("Arrange");
    window.harness.get_by_label_contains("Round my loops").click();
    window.settle();
    let bends: Vec<f64> = map(&window).links.values().map(|course| course.bend.unwrap()).collect();
    assert!(bends.len() == 4 && bends.iter().all(|bend| (bend - 0.207).abs() < 0.002), "{bends:?}");
    assert_eq!(window.undo_name().as_deref(), Some("Round my loops"));
    window.undo();
    assert!(map(&window).links.values().all(|course| course.bend.is_none()));
}

#[test]
fn a_badge_is_dragged_and_with_alt_its_whole_loop() {
    let mut window = Window::on(&square());
    let middle = on_screen(&window, 0.0, 0.0);
    let names = ["North", "East", "South", "West"];
    let before: Vec<Point> = names.iter().map(|name| window.place(name)).collect();
    window.drag(middle, middle + Vec2::new(30.0, 20.0), Modifiers::NONE);
    let pos = map(&window).loops[&linchpin::model::LoopId::from("o_1")].pos.expect("the badge has a place");
    assert!((pos.x() - 30.0).abs() < 2.0 && (pos.y() - 20.0).abs() < 2.0, "{pos:?}");
    assert_eq!(window.undo_name().as_deref(), Some("Move loop badge"));

    let at = middle + Vec2::new(30.0, 20.0);
    window.drag(at, at + Vec2::new(50.0, -20.0), ALT);
    for (name, before) in names.iter().zip(&before) {
        let now = window.place(name);
        assert!((now.x() - before.x() - 50.0).abs() < 2.0 && (now.y() - before.y() + 20.0).abs() < 2.0);
    }
    assert_eq!(window.undo_name().as_deref(), Some("Move loop U1"));
    window.undo();
    assert_eq!(names.map(|name| window.place(name)).to_vec(), before);
}

#[test]
fn a_loop_is_named_from_the_list_of_loops() {
    let mut project = square();
    // The same loop without its name.
    project.loops = Project::new("").loops;
    let mut window = Window::on(&project);
    window.press_button("Loops");
    window.wait_until("loops are listed", |window| window.shows_any(|said| said.starts_with("U1")));
    let row = window.find(|said| said.starts_with("U1") && said.contains("links")).unwrap();
    window.harness.get_by_label(&row).click_secondary();
    window.settle();
    window.harness.get_by_label("Name this loop…").click();
    window.settle();
    window.type_text("Steady work");
    window.key(Key::Enter);
    let named = window.project().loops.values().next().expect("the loop is named").clone();
    assert_eq!((named.label.as_str(), named.name.as_str(), named.key.len()), ("U1", "Steady work", 4));
}

#[test]
fn a_picture_lets_the_pointer_through_until_it_is_to_be_moved() {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let pixels = image::RgbaImage::from_pixel(40, 30, image::Rgba([9, 99, 9, 255]));
    pixels.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    let data = base64::engine::general_purpose::STANDARD.encode(bytes.into_inner());
    let area = Some(Area { corner: Point::new(0.0, -150.0), size: Point::new(400.0, 300.0) });
    let source = format!("data:image/png;base64,{data}").into();
    let picture = Underlay { source, area, ..Underlay::default() };
    let project = actors();
    let on = project.maps_in_order()[0].0.clone();
    let change = AreaChange::Underlay("u_1".into(), picture);
    let project = Edit::OnMap { map: on, change }.apply(&project).unwrap();
    let mut window = Window::on(&project);
    let at = window.rect("actor Ben").center() + Vec2::new(0.0, 90.0);
    let corner = |window: &Window| map(window).underlays.values().next().unwrap().area.unwrap().corner;
    window.drag(at, at + Vec2::new(30.0, 0.0), Modifiers::NONE);
    assert_eq!(corner(&window), Point::new(0.0, -150.0), "the map was moved, not the picture");

    let at = window.rect("actor Ben").center() + Vec2::new(0.0, 90.0);
    secondary_click(&mut window, at);
    window.press_button("Move picture");
    window.drag(at, at + Vec2::new(30.0, 10.0), Modifiers::NONE);
    assert!((corner(&window).x() - 30.0).abs() < 2.0, "{:?}", corner(&window));
    assert_eq!(window.undo_name().as_deref(), Some("Move picture"));
    window.key(Key::Delete);
    assert!(map(&window).underlays.is_empty());
    window.undo();
    assert_eq!(map(&window).underlays.len(), 1);
}

#[test]
fn the_menu_of_a_causal_link_says_what_to_do_with_it() {
    let (project, link) = variables();
    let mut window = Window::on(&project);
    let at = on_screen(&window, 90.0, -32.4);
    secondary_click(&mut window, at);
    window.press_button("Straight");
    assert_eq!(map(&window).links[&link].bend, Some(0.0));
    assert_eq!(window.undo_name().as_deref(), Some("Straighten link"));
}

fn secondary_click(window: &mut Window, at: Pos2) {
    window.harness.run_steps(30);
    window.harness.event(Event::PointerMoved(at));
    for pressed in [true, false] {
        let button = PointerButton::Secondary;
        window.harness.event(Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE });
    }
    window.settle();
}
