//! What different groups say about the sign of a causal link, and what hangs on who is right.

use std::collections::BTreeSet;

use egui::{Align2, Popup, Ui, pos2, vec2};

use super::typing;
use crate::analysis::{FeedbackLoop, LoopPolarity, Turn};
use crate::app::App;
use crate::app::action::Action;
use crate::app::fonts::{self, Weight};
use crate::app::panels::cards::{loop_name, loop_spotlight};
use crate::app::theme::{color, corners, tokens};
use crate::app::widgets::{self, Segment};
use crate::edit::{Edit, LinkChange, Selection};
use crate::model::{Causal, Claim, ClaimId, LinkId, Polarity, Project};
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// More loops than this are counted and not listed.
const MOST: usize = 6;

/// The section of a causal link.
pub(super) fn claims_ui(
    ui: &mut Ui,
    app: &mut App,
    project: &Project,
    id: &LinkId,
    causal: &Causal,
    actions: &mut Vec<Action>,
) {
    let t = tokens(ui);
    let right = if causal.is_contested() { "contested" } else { "" };
    widgets::section(ui, "Who says what", right, |ui| {
        let set = |claim: &ClaimId, to: Option<Claim>| Edit::ChangeLinks {
            ids: vec![id.clone()],
            change: LinkChange::Claim(claim.clone(), to),
        };
        for (claim_id, claim) in &causal.claims {
            ui.push_id(claim_id, |ui| claim_ui(ui, claim, |to| set(claim_id, to), actions));
            ui.add_space(6.0);
        }
        if causal.claims.is_empty() {
            let said = "Where groups see the sign differently, let each say its own: the link is then contested, and \
                        nothing is averaged away.";
            widgets::paragraph(ui, said, type_size::SMALL, Weight::Regular, t.text3);
            ui.add_space(4.0);
        }
        let add = widgets::link_button(ui, "Add a view", false);
        Popup::menu(&add).width(220.0).show(|ui| {
            for who in groups(project, causal) {
                if widgets::menu_row(ui, None, &who, "").clicked() {
                    actions.push(Action::Edit(set(&ClaimId::random(), Some(first_claim(causal, who)))));
                }
            }
            let number = causal.claims.len() + 1;
            if widgets::menu_row(ui, Some(Icon::Plus.char()), "Another group", "").clicked() {
                let claim = first_claim(causal, format!("Group {number}"));
                actions.push(Action::Edit(set(&ClaimId::random(), Some(claim))));
            }
        });
    });
    if causal.is_contested() {
        turns_ui(ui, app, id, actions);
    }
}

/// A group's view before the group has said its sign: the drawn one for the first, none for those who come to object.
fn first_claim(causal: &Causal, who: String) -> Claim {
    let polarity = causal.polarity.filter(|_| causal.claims.is_empty());
    Claim { who, polarity, ..Claim::default() }
}

/// Who has a view elsewhere in the project, or rates its actors, and says nothing here yet.
fn groups(project: &Project, causal: &Causal) -> BTreeSet<String> {
    let claims = project.links.values().filter_map(|link| link.causal()).flat_map(|one| one.claims.values());
    let names = claims.map(|claim| claim.who.clone());
    let raters = project.assessors.values().map(|assessor| assessor.name.clone());
    let here = |who: &String| causal.claims.values().any(|claim| claim.who == *who);
    names.chain(raters).filter(|who| !who.trim().is_empty() && !here(who)).collect()
}

/// Who, with which sign, and what takes it back.
fn claim_ui(ui: &mut Ui, claim: &Claim, set: impl Fn(Option<Claim>) -> Edit, actions: &mut Vec<Action>) {
    const SIGNS: f32 = 128.0;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let mut who = claim.who.clone();
        let room = (ui.available_width() - SIGNS - 4.0).max(60.0);
        let field = ui
            .allocate_ui(vec2(room, 28.0), |ui| {
                widgets::text_field(ui, "Who says it", &mut who, "Who says it")
            })
            .inner;
        typing(&field, actions, || set(Some(Claim { who, ..claim.clone() })));
        let mut sign = claim.polarity;
        let choices = [(Polarity::Plus, "+"), (Polarity::Minus, "−"), (Polarity::Unknown, "?")]
            .map(|(value, label)| Segment { value: Some(value), icon: None, label });
        if widgets::segmented(ui, &choices, &mut sign, true).changed() {
            actions.push(Action::Edit(set(Some(Claim { polarity: sign, ..claim.clone() }))));
        }
        let name = format!("Take back what {} says", claim.who);
        if widgets::icon_button(ui, Icon::X.char(), &name, None).clicked() {
            actions.push(Action::Edit(set(None)));
        }
    });
}

/// The loops that turn with the link, one row each.
fn turns_ui(ui: &mut Ui, app: &mut App, id: &LinkId, actions: &mut Vec<Action>) {
    app.ask_contested(ui.ctx());
    let Some(contested) = app.desk.contested.latest() else { return };
    let Some(about) = contested.iter().find(|one| one.link == *id) else { return };
    let Some(loops) = app.worker.findings().loops.clone() else { return };
    let t = tokens(ui);
    let decided: Vec<(&Turn, &FeedbackLoop)> = about
        .turns
        .iter()
        .filter(|turn| turn.if_plus != turn.if_minus)
        .filter_map(|turn| Some((turn, loops.loops.iter().find(|one| one.links == turn.links)?)))
        .collect();
    let open = about.turns.len() - decided.len();
    widgets::section(ui, "If the other side is right", "", |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (turn, found) in decided.iter().take(MOST) {
            turn_ui(ui, turn, found, actions);
        }
        let more = decided.len().saturating_sub(MOST);
        let mut said = Vec::new();
        if about.turns.is_empty() {
            said.push("No loop runs over this link.".to_owned());
        }
        if more > 0 {
            said.push(format!("{more} more loops turn with it."));
        }
        if open > 0 {
            let noun = if open == 1 { "loop runs" } else { "loops run" };
            said.push(format!(
                "{open} more {noun} over it, but cannot be told: other links there have no agreed sign."
            ));
        }
        for sentence in said {
            widgets::paragraph(ui, &sentence, type_size::SMALL, Weight::Regular, t.text3);
        }
    });
}

/// "R1 Made in India — balances if +, reinforces if −", which lights the loop.
fn turn_ui(ui: &mut Ui, turn: &Turn, found: &FeedbackLoop, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let size = vec2(ui.available_width(), 40.0);
    let (rect, response) =
        ui.push_id(&turn.links, |ui| ui.allocate_exact_size(size, egui::Sense::click())).inner;
    if response.hovered() {
        ui.painter().rect_filled(rect.expand2(vec2(6.0, 0.0)), corners(6.0), color(t.hover));
        actions.push(Action::Preview(loop_spotlight(found)));
    }
    let middle = rect.center().y;
    widgets::paint_loop_badge(
        ui,
        pos2(rect.left() + 12.0, middle),
        22.0,
        (found.polarity, &found.label),
        false,
    );
    let room = rect.width() - 32.0;
    let name = loop_name(found);
    let word = |kind: LoopPolarity| match kind {
        LoopPolarity::Reinforcing => "reinforces",
        LoopPolarity::Balancing => "balances",
        LoopPolarity::Unknown => "is unknown",
    };
    let said = format!("{} if +, {} if −", word(turn.if_plus), word(turn.if_minus));
    for (text, weight, ink, down) in
        [(&name, Weight::Medium, t.text, -8.0), (&said, Weight::Regular, t.text3, 8.0)]
    {
        let job = fonts::text(text, type_size::SMALL.0, weight, color(ink));
        let at = pos2(rect.left() + 30.0, middle + down);
        widgets::text_at(ui, at, Align2::LEFT_CENTER, fonts::elided(job, room, 1));
    }
    let label = format!("{} {name} {said}", found.label);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, label.clone()));
    if response.clicked() {
        actions.push(Action::Select(Selection::default()));
        actions.push(Action::Light(Some(loop_spotlight(found))));
        actions.push(Action::Activate(Some(format!("loop {}", found.label))));
    }
    response.on_hover_text(label);
}
