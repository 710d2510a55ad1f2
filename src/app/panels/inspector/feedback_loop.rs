//! The inspector of a loop: its story, its links, who holds its levers, and what can be shown of it.

use egui::{Align2, Ui, pos2, vec2};

use super::typing;
use crate::analysis::{FeedbackLoop, LeverActor, LeverReach, LeverScope, LoopPolarity, lever_reach};
use crate::app::App;
use crate::app::action::Action;
use crate::app::causal::named_loop;
use crate::app::causal::play::Pulse;
use crate::app::fonts::{self, Weight};
use crate::app::overlay::Overlay;
use crate::app::panels::cards::{loop_name, loop_reason};
use crate::app::theme::{color, corners, tokens};
use crate::app::widgets::{self, SignMark};
use crate::edit::{Edit, Selection};
use crate::model::{Causal, ElementId, End, LeverKind, LinkId, NamedLoop, Polarity, Project};
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// The inspector of one loop.
pub(super) fn loop_ui(ui: &mut Ui, app: &mut App, found: &FeedbackLoop, actions: &mut Vec<Action>) {
    let project = app.session.history.project().clone();
    head(ui, app, found);
    story_ui(ui, &project, found, actions);
    links_ui(ui, &project, found, actions);
    levers_ui(ui, &project, found, actions);
    doing_ui(ui, app, &project, found, actions);
}

fn head(ui: &mut Ui, app: &mut App, found: &FeedbackLoop) {
    let t = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 56.0), egui::Sense::click());
    let middle = pos2(rect.left() + 32.0, rect.center().y);
    widgets::paint_loop_badge(ui, middle, 32.0, (found.polarity, &found.label), false);
    let width = rect.width() - 72.0;
    let name = loop_name(found);
    let job =
        fonts::elided(fonts::text(&name, type_size::TITLE.0, Weight::SemiBold, color(t.text)), width, 1);
    widgets::text_at(ui, pos2(rect.left() + 60.0, rect.center().y - 9.0), Align2::LEFT_CENTER, job);
    let kind = match found.polarity {
        LoopPolarity::Reinforcing => "Reinforcing loop",
        LoopPolarity::Balancing => "Balancing loop",
        LoopPolarity::Unknown => "Loop without an agreed sign",
    };
    let kind = if found.delayed { format!("{kind} · delayed") } else { kind.to_owned() };
    let job = fonts::text(&kind, type_size::SMALL.0, Weight::Regular, color(t.text3));
    widgets::text_at(ui, pos2(rect.left() + 60.0, rect.center().y + 10.0), Align2::LEFT_CENTER, job);
    widgets::hairline(ui, rect.left_bottom(), rect.right_bottom());
    response.widget_info(|| {
        let said = format!("Name loop {}: {name}", found.label);
        egui::WidgetInfo::labeled(egui::WidgetType::Button, true, said)
    });
    if response.clicked() {
        app.overlay = Some(Overlay::NameLoop {
            key: found.links.clone(),
            label: found.label.clone(),
            text: found.name.clone(),
        });
    }
    response.on_hover_text(format!("{name}\nClick to name the loop"));
}

/// What the loop does, told by people. Writing it keeps the loop in the project under its label.
fn story_ui(ui: &mut Ui, project: &Project, found: &FeedbackLoop, actions: &mut Vec<Action>) {
    widgets::section(ui, "Story", "", |ui| {
        let (id, named) = named_loop(project, &found.links, &found.label);
        let mut story = named.story.clone();
        let hint = "What happens around this loop? Tell it once around.";
        let response = widgets::notes_field(ui, "Story", &mut story, hint, 4);
        typing(&response, actions, || Edit::SetLoop(id, NamedLoop { story, ..named }));
    });
}

fn mark(causal: &Causal) -> SignMark {
    match causal.effective_polarity() {
        _ if causal.is_contested() => SignMark::Contested,
        Polarity::Plus => SignMark::Plus,
        Polarity::Minus => SignMark::Minus,
        Polarity::Unknown => SignMark::Unsigned,
    }
}

fn links_ui(ui: &mut Ui, project: &Project, found: &FeedbackLoop, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    widgets::section(ui, "Links", &found.length.to_string(), |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for id in &found.links {
            let Some(link) = project.links.get(id) else { continue };
            let (Some(causal), Some((from, to))) = (link.causal(), link.ends.pair()) else { continue };
            link_row(ui, project, id, causal, (from, to), actions);
        }
        ui.add_space(8.0);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let (rect, _) = ui.allocate_exact_size(vec2(16.0, 16.0), egui::Sense::hover());
            widgets::glyph(ui, rect.center(), Icon::Info.char(), 14.0, color(t.text3));
            let reason = loop_reason(project, found);
            widgets::paragraph(ui, &reason, type_size::SMALL, Weight::Regular, t.text3);
        });
        if found.delayed && found.polarity == LoopPolarity::Balancing {
            ui.add_space(4.0);
            let said = "A balancing loop with a delay tends to overshoot and swing.";
            widgets::paragraph(ui, said, type_size::SMALL, Weight::Regular, t.text3);
        }
    });
}

/// "+ EV sales → Battery output", which selects the link.
fn link_row(
    ui: &mut Ui,
    project: &Project,
    id: &LinkId,
    causal: &Causal,
    (from, to): (&ElementId, &ElementId),
    actions: &mut Vec<Action>,
) {
    let t = tokens(ui);
    let (from, to) = (project.name_of(from), project.name_of(to));
    let size = vec2(ui.available_width(), 28.0);
    let (rect, response) = ui.push_id(id, |ui| ui.allocate_exact_size(size, egui::Sense::click())).inner;
    if response.hovered() {
        ui.painter().rect_filled(rect.expand2(vec2(6.0, 0.0)), corners(6.0), color(t.hover));
    }
    let middle = rect.center().y;
    widgets::paint_sign(ui, pos2(rect.left() + 8.0, middle), 16.0, mark(causal));
    let trail = if causal.delay { 20.0 } else { 0.0 };
    let room = rect.width() - 28.0 - trail;
    let job = fonts::text(&format!("{from}  →  {to}"), type_size::SMALL.0, Weight::Medium, color(t.text));
    widgets::text_at(ui, pos2(rect.left() + 26.0, middle), Align2::LEFT_CENTER, fonts::elided(job, room, 1));
    if causal.delay {
        widgets::glyph(ui, pos2(rect.right() - 8.0, middle), Icon::Pause.char(), 14.0, color(t.text2));
    }
    let said = format!("{} {from} → {to}", mark(causal).word());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, said.clone()));
    if response.clicked() {
        actions.push(Action::Select(Selection::link(id.clone())));
    }
    let delayed = if causal.delay { ", with a delay" } else { "" };
    response.on_hover_text(format!("{from} → {to}: {}{delayed}", mark(causal).word()));
}

/// An actor, how it stands to something of the loop, and to what.
struct Holding<'a> {
    actor: &'a LeverActor,
    kind: LeverKind,
    what: String,
}

/// One for each lever on the loop: those who control first.
fn holdings<'a>(project: &Project, reach: &'a LeverReach) -> Vec<Holding<'a>> {
    let text = |end: &End| match end {
        End::Element(id) => project.name_of(id),
        End::Link(id) => super::link::ends_text(project, id),
    };
    let of = |actor: &'a LeverActor| {
        let lists = [
            (LeverKind::Controls, &actor.controls),
            (LeverKind::Influences, &actor.influences),
            (LeverKind::AffectedBy, &actor.affected_by),
            (LeverKind::KnowsAbout, &actor.knows_about),
        ];
        lists.into_iter().flat_map(move |(kind, ends)| ends.iter().map(move |end| (actor, kind, end)))
    };
    let all = reach.actors.iter().flat_map(of);
    let mut holdings: Vec<Holding<'_>> =
        all.map(|(actor, kind, end)| Holding { actor, kind, what: text(end) }).collect();
    holdings.sort_by(|a, b| (a.kind, &a.what, &a.actor.id).cmp(&(b.kind, &b.what, &b.actor.id)));
    holdings
}

fn levers_ui(ui: &mut Ui, project: &Project, found: &FeedbackLoop, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let reach = lever_reach(project, &LeverScope::of_links(project, &found.links));
    let holdings = holdings(project, &reach);
    widgets::section(ui, "Who holds the levers", "", |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for holding in &holdings {
            let Some(element) = project.elements.get(&holding.actor.id) else { continue };
            let look = {
                let sector = element.actor().and_then(|actor| actor.sector.as_ref());
                let sector = sector.map(|id| project.resolve(crate::model::TermKind::Sector, id));
                t.sector(sector.as_ref())
            };
            let (icon, _) = crate::app::panels::elements::glyph(project, element, t);
            let size = vec2(ui.available_width(), 38.0);
            let (rect, response) = ui
                .push_id((&holding.actor.id, &holding.what), |ui| {
                    ui.allocate_exact_size(size, egui::Sense::click())
                })
                .inner;
            if response.hovered() {
                ui.painter().rect_filled(rect.expand2(vec2(6.0, 0.0)), corners(6.0), color(t.hover));
            }
            widgets::disc_glyph(ui, pos2(rect.left() + 12.0, rect.center().y), 24.0, icon.char(), look);
            let name = &holding.actor.name;
            let room = rect.width() - 34.0;
            let job = fonts::text(name, type_size::SMALL.0, Weight::Medium, color(t.text));
            let at = pos2(rect.left() + 34.0, rect.center().y - 8.0);
            widgets::text_at(ui, at, Align2::LEFT_CENTER, fonts::elided(job, room, 1));
            let said = format!("{} {}", super::link::lever_word(Some(holding.kind)), holding.what);
            let job = fonts::text(&said, type_size::SMALL.0, Weight::Regular, color(t.text3));
            let at = pos2(rect.left() + 34.0, rect.center().y + 8.0);
            widgets::text_at(ui, at, Align2::LEFT_CENTER, fonts::elided(job, room, 1));
            let label = format!("{name} {said}");
            response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, label.clone()));
            if response.clicked() {
                actions.push(Action::Reveal(holding.actor.id.clone()));
            }
            response.on_hover_text(label);
        }
        let free: Vec<String> = reach.uncontrolled.iter().map(|id| project.name_of(id)).collect();
        if !free.is_empty() {
            ui.add_space(6.0);
            let who = match free.as_slice() {
                [one] => format!("Nobody on the actor map controls {one}."),
                _ if free.len() == reach.elements.len() => {
                    "Nobody on the actor map controls any variable of this loop. Draw a lever link from an actor \
                     to a variable: L, then both."
                        .to_owned()
                }
                [.., last] => {
                    let others = free.get(..free.len() - 1).unwrap_or_default().join(", ");
                    format!("Nobody on the actor map controls {others} or {last}.")
                }
                [] => String::new(),
            };
            let frame = egui::Frame::new()
                .fill(color(t.warn_soft))
                .corner_radius(corners(8.0))
                .inner_margin(egui::Margin::symmetric(10, 8));
            frame.show(ui, |ui| widgets::paragraph(ui, &who, type_size::SMALL, Weight::Medium, t.warn));
        }
    });
}

/// What can be shown of the loop.
fn doing_ui(ui: &mut Ui, app: &mut App, project: &Project, found: &FeedbackLoop, actions: &mut Vec<Action>) {
    widgets::section(ui, "", "", |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            let running = app.desk.pulse.is_some();
            let (icon, word) = if running { (Icon::Pause, "Stop") } else { (Icon::Play, "Animate") };
            let animate = widgets::button(ui, Some(icon.char()), word);
            if animate.clicked() {
                let delayed = |id: &LinkId| {
                    project.links.get(id).and_then(|link| link.causal()).is_some_and(|causal| causal.delay)
                };
                let links = found.links.iter().map(|id| (id.clone(), delayed(id))).collect();
                let began = ui.input(|input| input.time);
                app.desk.pulse = (!running).then_some(Pulse { links, began });
            }
            animate.on_hover_text("A dot runs around the loop three times and rests at delays");
            let name = "Bring the whole loop into view";
            let zoom = widgets::icon_button(ui, Icon::CrosshairSimple.char(), name, None);
            if zoom.clicked() {
                actions.push(Action::ZoomTo(found.elements.iter().cloned().collect()));
            }
            let story = widgets::button(ui, Some(Icon::Presentation.char()), "To story");
            if story.clicked() {
                actions.push(Action::CaptureLoop { key: found.links.clone(), label: found.label.clone() });
            }
            story.on_hover_text("Keep what shows now as a step of the story, with this loop lit");
        });
    });
}
