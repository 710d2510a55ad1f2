//! The empty map: one question, three things to do, and other ways to start.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Align2, Rect, Response, Sense, Stroke, StrokeKind, Ui, UiBuilder, pos2, vec2};

use super::eye::Eye;
use super::paint;
use crate::app::App;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, corners, tokens};
use crate::app::widgets;
use crate::model::{
    Actor, Body, Bond, Camera, Course, Element, ElementId, ElementKind, Ends, Link, Map, MapId, MapKind,
    Placement, Point, Project, Rating, Tie,
};
use crate::scene::icon::Icon;
use crate::scene::tokens::{radius, type_size};
use crate::scene::{Level, MapScene, State, draw};

/// The question and the cards.
pub(super) fn welcome_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    let canvas = ui.max_rect();
    let t = tokens(ui);
    let project = app.session.history.project();
    let kind =
        app.view.map.as_ref().and_then(|map| project.maps.get(map)).map_or(MapKind::Actors, |map| map.kind());
    let (question, lead) = words(kind);
    let width = (canvas.width() - 64.0).min(968.0);
    let roomy = canvas.height() >= 640.0 && width >= 720.0;
    let top = canvas.top() + if roomy { (canvas.height() - 560.0).max(48.0) * 0.35 } else { 20.0 };
    let left = canvas.center().x - width / 2.0;
    let head = Rect::from_min_size(pos2(left, top), vec2(width, 72.0));
    let spoken = ui.interact(head, ui.id().with("question"), Sense::hover());
    spoken.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Label, true, question));
    let title = fonts::text(question, type_size::HERO.0, Weight::SemiBold, color(t.text));
    widgets::text_at(ui, head.left_top(), Align2::LEFT_TOP, fonts::elided(title, width, 1));
    let lead = fonts::text(lead, type_size::TITLE.0, Weight::Regular, color(t.text2));
    widgets::text_at(ui, head.left_top() + vec2(0.0, 42.0), Align2::LEFT_TOP, fonts::elided(lead, width, 1));
    let cards_height = if roomy { 234.0 } else { 200.0 };
    let gap = 16.0;
    let card_width = (width - 2.0 * gap) / 3.0;
    for (index, step) in steps(kind).iter().enumerate() {
        let corner = pos2(left + index as f32 * (card_width + gap), head.bottom() + 12.0);
        let rect = Rect::from_min_size(corner, vec2(card_width, cards_height));
        if card(ui, app, kind, index, step, rect).clicked() {
            match index {
                0 => actions.push(Action::Run(Command::AddElement)),
                1 => actions.push(Action::Run(Command::AddLink)),
                _ => actions.push(Action::Run(Command::Help)),
            }
        }
    }
    let below = head.bottom() + 12.0 + cards_height + if roomy { 32.0 } else { 16.0 };
    starts(ui, Rect::from_min_size(pos2(left, below), vec2(width, 140.0)), kind, actions);
}

/// The question of a kind of map, and how to answer it.
fn words(kind: MapKind) -> (&'static str, &'static str) {
    match kind {
        MapKind::Actors => (
            "Who is in this system?",
            "Name the people and organisations that shape the problem, and those who live with it.",
        ),
        MapKind::Causal => (
            "What drives what?",
            "Name quantities that can rise or fall, and draw how each moves the others.",
        ),
        MapKind::Issues => (
            "What stands in the way?",
            "Name the political, economic and social barriers, and what they bear on.",
        ),
    }
}

struct Step {
    title: &'static str,
    keys: &'static [&'static str],
    text: &'static str,
}

fn steps(kind: MapKind) -> [Step; 3] {
    let link = Step {
        title: "Link two",
        keys: &["L"],
        text: "Pull from the edge of one to the other. Drop on nothing to make a new one.",
    };
    match kind {
        MapKind::Actors => [
            Step {
                title: "Draw an actor",
                keys: &["E"],
                text: "Press E, type a name, press Enter. Double-click works too.",
            },
            link,
            Step {
                title: "Rate it",
                keys: &["R", "4", "5"],
                text: "Press R, then 1 to 5 for interest and 1 to 5 for influence.",
            },
        ],
        MapKind::Causal | MapKind::Issues => [
            Step {
                title: if kind == MapKind::Causal { "Draw a variable" } else { "Draw an issue" },
                keys: &["E"],
                text: "Press E, type a name, press Enter. Double-click works too.",
            },
            link,
            Step {
                title: "Sign the link",
                keys: &["+", "−", "D"],
                text: "+ when both move the same way, − when they move apart, D when it takes long.",
            },
        ],
    }
}

fn card(ui: &mut Ui, app: &mut App, kind: MapKind, index: usize, step: &Step, rect: Rect) -> Response {
    let t = tokens(ui);
    let response = ui.interact(rect, ui.id().with(("step", index)), Sense::click());
    let rim = if response.hovered() { t.accent } else { t.border };
    ui.painter().rect(
        rect,
        corners(radius::CARD),
        color(t.raised),
        Stroke::new(1.0, color(rim)),
        StrokeKind::Inside,
    );
    let drawing = Rect::from_min_max(rect.min, pos2(rect.right(), rect.bottom() - 100.0)).shrink(1.0);
    let mut round = corners(radius::CARD - 1.0);
    (round.sw, round.se) = (0, 0);
    ui.painter().rect_filled(drawing, round, color(t.sunken));
    picture(ui, app, kind, index, drawing);
    let text_left = rect.left() + 16.0;
    let title = fonts::text(step.title, type_size::TITLE.0, Weight::SemiBold, color(t.text));
    widgets::text_at(ui, pos2(text_left, drawing.bottom() + 24.0), Align2::LEFT_CENTER, title);
    let caps = Rect::from_min_size(
        pos2(rect.right() - 16.0 - 26.0 * step.keys.len() as f32, drawing.bottom() + 13.0),
        vec2(26.0 * step.keys.len() as f32, 22.0),
    );
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    let mut row = ui.new_child(UiBuilder::new().id_salt(("caps", index)).max_rect(caps).layout(layout));
    row.spacing_mut().item_spacing.x = 4.0;
    for key in step.keys {
        widgets::key_cap(&mut row, key);
    }
    let body = Rect::from_min_max(pos2(text_left, drawing.bottom() + 42.0), rect.max - vec2(16.0, 8.0));
    let mut text = ui.new_child(UiBuilder::new().id_salt(("text", index)).max_rect(body));
    widgets::paragraph(&mut text, step.text, type_size::BODY, Weight::Regular, t.text2);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, step.title));
    response
}

/// A drawing of the step, by the same scene that draws maps.
fn picture(ui: &Ui, app: &mut App, kind: MapKind, index: usize, rect: Rect) {
    let (project, map, selected) = example(kind, index);
    let scene = MapScene::build(&project, &map, Level::Normal, app.canvas.text_mut(), 1.0);
    let Some(bounds) = scene.bounds() else { return };
    let t = tokens(ui);
    let mut marks = Vec::new();
    for link in &scene.links {
        draw::link(link, State::default(), t, &mut marks);
        draw::link_sign(link, State::default(), t, &mut marks);
    }
    for element in &scene.elements {
        let state = State { selected: selected.as_ref() == Some(&element.id), ..State::default() };
        draw::element(element, state, t, &mut marks);
        draw::element_rings(element, state, t, &mut marks);
    }
    let zoom = (f64::from(rect.width() - 40.0) / bounds.width()).min(1.0);
    let centre = bounds.center();
    let eye = Eye { rect, camera: Camera { centre: Point::new(centre.x, centre.y), zoom } };
    ui.painter().with_clip_rect(rect).extend(paint::shapes(ui.ctx(), eye, &marks));
}

/// A tiny project for a card's drawing.
fn example(kind: MapKind, index: usize) -> (Project, MapId, Option<ElementId>) {
    let mut project = Project::default();
    let map_id = MapId::from("m_example");
    let mut map = Map::new(kind, "", "V");
    let names: [&str; 2] = match (kind, index) {
        (MapKind::Actors, 0) => ["Informal waste pickers", ""],
        (MapKind::Actors, 1) => ["H&M Foundation", "CAIF"],
        (MapKind::Actors, _) => ["BBMP municipality", ""],
        (MapKind::Causal, 0) => ["Pickers’ income", ""],
        (MapKind::Causal, _) => ["Steady buyers", "Pickers’ income"],
        (MapKind::Issues, 0) => ["No contracts for small recyclers", ""],
        (MapKind::Issues, _) => ["No contracts", "Low prices"],
    };
    let sectors = match index {
        0 => ["t_community", ""],
        1 => ["t_funder", "t_ngo"],
        _ => ["t_government", ""],
    };
    let ids = [ElementId::from("e_first"), ElementId::from("e_second")];
    for (slot, (name, sector)) in
        names.into_iter().zip(sectors).enumerate().filter(|(_, (name, _))| !name.is_empty())
    {
        let mut element = Element::new(kind.element_kind(), name);
        if kind == MapKind::Actors {
            let mut actor = Actor { sector: Some(sector.into()), ..Actor::default() };
            if index == 2 {
                let rating = Rating { interest: Some(4.0), influence: Some(5.0), ..Rating::default() };
                actor.ratings.insert("s_example".into(), rating);
            }
            element.body = Body::Actor(actor);
        }
        let x = if slot == 0 { 0.0 } else { 190.0 };
        map.elements.insert(ids[slot].clone(), Placement::at(Point::new(x, 0.0)));
        project.elements.insert(ids[slot].clone(), Arc::new(element));
    }
    if index >= 1 && project.elements.len() == 2 {
        let bond = match (kind, index) {
            (MapKind::Actors, _) => {
                Bond::Tie(Tie { tie: Some("funds".into()), strength: Some(3.0), ..Tie::default() })
            }
            (_, 1) => Bond::new(crate::model::LinkKind::Causal),
            _ => Bond::Causal(crate::model::Causal {
                polarity: Some(crate::model::Polarity::Plus),
                delay: true,
                ..crate::model::Causal::default()
            }),
        };
        let link = Link::new(Ends::elements(ids[0].clone(), ids[1].clone()), bond);
        project.links.insert("l_example".into(), Arc::new(link));
        map.links.insert("l_example".into(), Course::default());
    }
    project.maps.insert(map_id.clone(), Arc::new(map));
    let selected = (kind.element_kind() == ElementKind::Actor && index != 1).then(|| ids[0].clone());
    (project, map_id, selected)
}

/// Other ways to start: paste, open, another kind of map, samples.
fn starts(ui: &mut Ui, rect: Rect, kind: MapKind, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let title = fonts::text("Or start from", type_size::SMALL.0, Weight::SemiBold, color(t.text));
    widgets::text_at(ui, rect.left_top(), Align2::LEFT_TOP, title);
    let other = if kind == MapKind::Causal {
        (Icon::Graph, "Actors", "who is in the system", Command::AddActorMap)
    } else {
        (Icon::ArrowsClockwise, "Causal loops", "variables and signed links", Command::AddCausalMap)
    };
    let ways = [
        (Icon::ClipboardText, "Paste a list", "one name a line", Command::Paste),
        (Icon::FolderOpen, "Open", "a project or a table of links", Command::Open),
        other,
    ];
    let gap = 12.0;
    let width = (rect.width() - gap * (ways.len() - 1) as f32) / ways.len() as f32;
    for (index, (icon, title, detail, command)) in ways.into_iter().enumerate() {
        let corner = rect.left_top() + vec2(index as f32 * (width + gap), 24.0);
        let place = Rect::from_min_size(corner, vec2(width, 56.0));
        let response = ui.interact(place, ui.id().with(("start", index)), Sense::click());
        let rim = if response.hovered() { t.accent } else { t.border };
        let rim = Stroke::new(1.0, color(rim));
        ui.painter().rect(place, corners(radius::CARD), color(t.raised), rim, StrokeKind::Inside);
        widgets::glyph(ui, pos2(place.left() + 24.0, place.center().y), icon.char(), 18.0, color(t.text2));
        let title_job = fonts::text(title, type_size::BODY.0, Weight::SemiBold, color(t.text));
        widgets::text_at(
            ui,
            pos2(place.left() + 46.0, place.center().y - 9.0),
            Align2::LEFT_CENTER,
            title_job,
        );
        let detail = fonts::elided(
            fonts::text(detail, type_size::SMALL.0, Weight::Regular, color(t.text3)),
            width - 54.0,
            1,
        );
        widgets::text_at(ui, pos2(place.left() + 46.0, place.center().y + 9.0), Align2::LEFT_CENTER, detail);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, title));
        if response.clicked() {
            actions.push(Action::Run(command));
        }
    }
    samples(ui, pos2(rect.left(), rect.top() + 98.0), actions);
}

/// Samples lie beside the program, or in the folder it was started from.
fn sample_path(file: &str) -> Option<PathBuf> {
    let beside = std::env::current_exe().ok().and_then(|exe| exe.parent().map(|dir| dir.join("samples")));
    let folders = beside
        .into_iter()
        .chain([PathBuf::from("samples"), Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")]);
    folders.map(|folder| folder.join(file)).find(|path| path.is_file())
}

fn samples(ui: &mut Ui, at: egui::Pos2, actions: &mut Vec<Action>) {
    const SAMPLES: [(&str, &str); 3] = [
        ("Waste pickers in Bengaluru", "waste-pickers-bengaluru.linchpin"),
        ("Electric vehicles in India", "electric-vehicles-india.linchpin"),
        ("Five Collective Impact Coalitions", "five-coalitions.linchpin"),
    ];
    let found: Vec<(&str, PathBuf)> =
        SAMPLES.iter().filter_map(|(name, file)| sample_path(file).map(|path| (*name, path))).collect();
    if found.is_empty() {
        return;
    }
    let t = tokens(ui);
    let row = Rect::from_min_size(at, vec2(ui.max_rect().right() - at.x, 28.0));
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    let mut row = ui.new_child(UiBuilder::new().id_salt("samples").max_rect(row).layout(layout));
    row.spacing_mut().item_spacing.x = 24.0;
    widgets::label(&mut row, "Look around a sample:", type_size::SMALL, Weight::Regular, t.text3);
    for (name, path) in found {
        if widgets::link_button(&mut row, name, false).clicked() {
            actions.push(Action::OpenPath(path));
        }
    }
}
