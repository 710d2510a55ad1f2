//! A sheet of every state, like the design's.

use std::sync::Arc;

use kurbo::{Point, Size, Vec2};
use linchpin::analysis::LoopPolarity;
use linchpin::model::{Actor, Body, Element, ElementKind, Issue, LeverKind, MapKind, Rating};
use linchpin::scene::tokens::Theme;
use linchpin::scene::{
    BadgeWords, Change, Level, LoopBadge, MapScene, Mark, Picture, State, TextMeasurer, draw,
};

use crate::samples::Sketch;

/// Everything once, in one column.
fn column() -> Sketch {
    let mut s = Sketch::new(MapKind::Actors);
    s.actor("a_groups", "Waste-picker groups", "t_community", (4.6, 2.0), (90.0, 40.0));
    let caif = s.actor("b_caif", "CAIF", "t_ngo", (5.0, 3.0), (90.0, 130.0));
    let element = Arc::make_mut(s.project.elements.get_mut(&caif).unwrap());
    if let Body::Actor(actor) = &mut element.body {
        actor.role = Some("t_role_workstream_lead".into());
        actor.assets.insert("t_market".into(), 80.0);
    }
    let mut issue = Element::new(ElementKind::Issue, "No contracts for small recyclers");
    issue.body = Body::Issue(Issue { category: Some("t_economic".into()) });
    s.add("c_issue", issue, (90.0, 220.0));
    s.variable("d_anxiety", "Range anxiety", (90.0, 280.0));
    for (row, key) in [(330.0, "tie"), (380.0, "causal"), (430.0, "lever")] {
        s.variable(&format!("{key}_from"), "", (10.0, row));
        s.variable(&format!("{key}_to"), "", (170.0, row));
    }
    s.tie("funds", "tie_from", "tie_to", 4.0);
    s.causal("causal_from", "causal_to", "-", true);
    s.lever(LeverKind::Controls, "lever_from", "lever_to");
    s
}

/// All states side by side.
pub fn sheet(theme: Theme, level: Level) -> Picture {
    let tokens = theme.tokens();
    let mut text = TextMeasurer::new();
    let states = [
        State::default(),
        State { hover: true, ..State::default() },
        State { selected: true, neighbour: true, ..State::default() },
        State { dimmed: true, ..State::default() },
        State { lit: Some(LoopPolarity::Reinforcing), ..State::default() },
        State { lit: Some(LoopPolarity::Balancing), ..State::default() },
        State { lit: Some(LoopPolarity::Unknown), ..State::default() },
        State { change: Some(Change::Added), ..State::default() },
        State { change: Some(Change::Removed), ..State::default() },
    ];
    let mut marks = Vec::new();
    for column_index in 0..states.len() + 2 {
        let state = states.get(column_index).copied().unwrap_or_default();
        let mut sketch = column();
        if column_index == states.len() {
            let rating = Rating { interest: Some(1.0), ..Rating::default() };
            for key in ["e_a_groups", "e_b_caif"] {
                let element = Arc::make_mut(
                    sketch.project.elements.get_mut(&linchpin::model::ElementId::from(key)).unwrap(),
                );
                if let Body::Actor(Actor { ratings, .. }) = &mut element.body {
                    ratings.insert("s_other".into(), rating.clone());
                }
            }
        } else if column_index > states.len() {
            for path in [
                "elements/e_a_groups/name",
                "elements/e_b_caif/x",
                "elements/e_c_issue/x",
                "elements/e_d_anxiety/x",
                "links/l_tie_from_funds_tie_to/x",
                "links/l_causal_from_causal_to/x",
            ] {
                sketch.project.conflicts.insert(path.into(), serde_json::Value::Null);
            }
        }
        let scene = MapScene::build(&sketch.project, &sketch.map, level, &mut text, 1.0);
        let first = marks.len();
        for link in &scene.links {
            draw::link_band(link, state, tokens, &mut marks);
            draw::link(link, state, tokens, &mut marks);
            draw::link_sign(link, state, tokens, &mut marks);
        }
        for element in
            scene.elements.iter().filter(|element| !element.name().lines[0].text.starts_with("Unnamed"))
        {
            draw::element(element, state, tokens, &mut marks);
            draw::element_rings(element, state, tokens, &mut marks);
        }
        let kinds = [LoopPolarity::Reinforcing, LoopPolarity::Balancing, LoopPolarity::Unknown];
        for (index, (kind, label)) in kinds.into_iter().zip(["R1", "B1", "U1"]).enumerate() {
            let at = Point::new(30.0 + 60.0 * index as f64, 490.0);
            let words = BadgeWords { label, name: "", kind };
            let badge = LoopBadge::new(&scene, &[], words, Some(at), &mut text).unwrap();
            draw::badge(&badge, state, tokens, &mut marks);
        }
        let shift = Vec2::new(30.0 + 220.0 * column_index as f64, 20.0);
        marks[first..].iter_mut().for_each(|mark: &mut Mark| mark.shift(shift));
    }
    let size = Size::new(30.0 + 220.0 * (states.len() + 2) as f64, 560.0);
    Picture { title: "States".into(), marks, size, background: tokens.canvas }
}
