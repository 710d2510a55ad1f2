//! The life cycle: the five stages with what they need and who is there, funding, pathways and the marked links.

use egui::{Align2, Rect, Sense, Ui, pos2, vec2};

use super::parts;
use crate::analysis::{LifeCycle, PathwayRow, StageRow};
use crate::app::App;
use crate::app::action::Action;
use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, corners, tokens};
use crate::app::widgets::{self, Segment, Tone};
use crate::edit::CoalitionChange;
use crate::model::{Funding, PathwayPlan, Phase, Project};
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// The page.
pub(super) fn stages_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    let Some(review) = app.ask_review(ui.ctx()) else {
        parts::working(ui);
        return;
    };
    parts::page_title(ui, app, "What each stage needs");
    if let Some(note) = &review.note {
        parts::hint(ui, note);
        ui.add_space(8.0);
    }
    let project = app.session.history.project().clone();
    let cycle = &review.life_cycle;
    strip(ui, app, &project, cycle, actions);
    ui.add_space(10.0);
    if !cycle.findings.is_empty() {
        parts::titled(ui, "Gaps and hand-overs", "", |ui| {
            for (at, finding) in cycle.findings.iter().enumerate() {
                ui.push_id(at, |ui| parts::finding_ui(ui, finding, actions));
            }
        });
        ui.add_space(10.0);
    }
    phase_ui(ui, app, cycle, actions);
    ui.add_space(10.0);
    parts::titled(ui, "Marked links", "what the team means to strengthen, weaken, cut or speed up", |ui| {
        if review.levers.links.is_empty() {
            parts::hint(
                ui,
                "No causal link is marked. Select one on the map and say what should become of it.",
            );
        }
        for (at, finding) in review.levers.findings.iter().enumerate() {
            ui.push_id(at, |ui| parts::finding_ui(ui, finding, actions));
        }
    });
    ui.add_space(10.0);
    parts::titled(ui, "Ways to scale", "a plan ties a way to the marked links", |ui| {
        for row in &review.scaling.pathways {
            ui.push_id(row.name, |ui| pathway_ui(ui, app, row, actions));
        }
        for (at, finding) in review.scaling.findings.iter().enumerate() {
            ui.push_id(("finding", at), |ui| parts::finding_ui(ui, finding, actions));
        }
    });
    ui.add_space(10.0);
    parts::titled(ui, "Health", "five principles of coalitions that last", |ui| {
        for row in &review.health {
            ui.push_id(row.name, |ui| {
                let shown = format!("{:.0} %", row.share * 100.0);
                widgets::label(ui, row.name, type_size::SMALL, Weight::SemiBold, tokens(ui).text);
                widgets::score_bar(ui, "", row.share.clamp(0.0, 1.0) as f32, &shown, row.share < 0.5);
                for line in &row.lines {
                    let t = tokens(ui);
                    let (icon, ink) = if line.good {
                        (Icon::CheckCircle, t.success)
                    } else {
                        (Icon::WarningCircle, t.warn)
                    };
                    parts::noted(ui, icon, ink, &line.sentence);
                }
                ui.add_space(6.0);
            });
        }
    });
}

/// How far the work has come, in a word.
pub(super) fn phase_word(phase: Phase) -> &'static str {
    match phase {
        Phase::Pilot => "Pilot stage",
        Phase::Growth => "Growth stage",
        Phase::Scale => "Scale stage",
    }
}

/// The five stages side by side. A click says that the work is at one.
fn strip(ui: &mut Ui, app: &App, project: &Project, cycle: &LifeCycle, actions: &mut Vec<Action>) {
    let count = cycle.stages.len().max(1);
    let gap = 8.0;
    let width = ((ui.available_width() - gap * (count as f32 - 1.0)) / count as f32).max(90.0);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        for row in &cycle.stages {
            let clicked = ui.push_id(&row.stage, |ui| stage_ui(ui, project, row, width)).inner;
            if clicked {
                let stage = (!row.now).then(|| row.stage.clone());
                app.change_coalition(vec![CoalitionChange::Stage(stage)], actions);
            }
        }
    });
    if !cycle.untagged.is_empty() {
        let names = parts::names(project, &cycle.untagged);
        parts::hint(ui, &format!("In every stage, since no stage is tagged: {names}."));
    }
}

fn stage_ui(ui: &mut Ui, project: &Project, row: &StageRow, width: f32) -> bool {
    let t = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(width, 128.0), Sense::click());
    let fill = if row.now { t.accent_soft } else { t.panel };
    let rim = if row.now || response.hovered() { t.accent } else { t.border };
    ui.painter().rect(
        rect,
        corners(8.0),
        color(fill),
        egui::Stroke::new(if row.now { 1.5 } else { 1.0 }, color(rim)),
        egui::StrokeKind::Inside,
    );
    let left = rect.left() + 12.0;
    let room = width - 24.0;
    let ink = if row.now { t.accent_text } else { t.text };
    let title = fonts::text(&row.name, type_size::SMALL.0, Weight::SemiBold, color(ink));
    widgets::text_at(ui, pos2(left, rect.top() + 18.0), Align2::LEFT_CENTER, fonts::elided(title, room, 1));
    let mut y = rect.top() + 40.0;
    for need in row.needs.iter().take(3) {
        let (icon, ink) =
            if need.holders.is_empty() { (Icon::WarningCircle, t.warn) } else { (Icon::Check, t.success) };
        widgets::glyph(ui, pos2(left + 6.0, y), icon.char(), 13.0, color(ink));
        let text = format!("{} · {}", need.name, need.holders.len());
        let job = fonts::text(&text, type_size::MICRO.0, Weight::Regular, color(t.text2));
        widgets::text_at(ui, pos2(left + 18.0, y), Align2::LEFT_CENTER, fonts::elided(job, room - 18.0, 1));
        y += 17.0;
    }
    let line = match (row.joins.len(), row.leaves.len()) {
        (0, 0) => format!("{} present", row.present.len()),
        (joins, leaves) => format!("{} present · +{joins} −{leaves}", row.present.len()),
    };
    let job = fonts::text(&line, type_size::MICRO.0, Weight::Regular, color(t.text3));
    let foot = Rect::from_min_max(pos2(left, rect.bottom() - 24.0), rect.max);
    widgets::text_at(ui, foot.left_center(), Align2::LEFT_CENTER, fonts::elided(job, room, 1));
    widgets::focus_ring(ui, &response, rect, 8.0);
    let gaps: Vec<String> =
        row.needs.iter().filter(|need| need.holders.is_empty()).map(|need| need.name.clone()).collect();
    let said = if gaps.is_empty() {
        format!("{}: everything is held", row.name)
    } else {
        format!("{}: nobody holds {}", row.name, gaps.join(", "))
    };
    response.widget_info(|| egui::WidgetInfo::selected(egui::WidgetType::Button, true, row.now, &said));
    let clicked = response.clicked();
    response.on_hover_ui(|ui| {
        ui.set_max_width(300.0);
        ui.label(&said);
        for need in &row.needs {
            ui.label(format!("{}: {}", need.name, or_nobody(project, &need.holders)));
            if need.holders.is_empty() && !need.outside.is_empty() {
                ui.label(format!("Outside: {}", parts::names(project, &need.outside)));
            }
        }
        if !row.joins.is_empty() {
            ui.label(format!("Comes in: {}", parts::names(project, &row.joins)));
        }
        if !row.leaves.is_empty() {
            ui.label(format!("Leaves: {}", parts::names(project, &row.leaves)));
        }
        ui.label("Click to say that the work is here.");
    });
    clicked
}

fn or_nobody(project: &Project, ids: &[crate::model::ElementId]) -> String {
    if ids.is_empty() { "nobody".to_owned() } else { parts::names(project, ids) }
}

/// How far the work has come, and who pays.
fn phase_ui(ui: &mut Ui, app: &App, cycle: &LifeCycle, actions: &mut Vec<Action>) {
    parts::titled(ui, "Phase and funding", "who pays changes with how far the work has come", |ui| {
        let segments = [
            Segment { value: Some(Phase::Pilot), icon: None, label: "Pilot" },
            Segment { value: Some(Phase::Growth), icon: None, label: "Growth" },
            Segment { value: Some(Phase::Scale), icon: None, label: "Scale" },
        ];
        let mut phase = cycle.phase;
        let switch = widgets::segmented(ui, &segments, &mut phase, true);
        if switch.changed() {
            app.change_coalition(vec![CoalitionChange::Phase(phase)], actions);
        }
        widgets::tip(switch, "How far the work has come", None);
        ui.add_space(4.0);
        for row in &cycle.funding {
            ui.push_id(row.funding.as_str(), |ui| {
                ui.horizontal(|ui| {
                    ui.set_min_height(26.0);
                    let chip = widgets::chip(ui, funding_word(row.funding), row.chosen);
                    if chip.clicked() {
                        let funding = (!row.chosen).then_some(row.funding);
                        app.change_coalition(vec![CoalitionChange::Funding(funding)], actions);
                    }
                    widgets::tip(chip, "Click to choose, and again to clear", None);
                    let suits: Vec<&str> = row.suits.iter().map(|phase| phase.as_str()).collect();
                    parts::hint(ui, &format!("suits {}", suits.join(" and ")));
                    if row.suits_now {
                        widgets::kind_chip(ui, "suits now", Tone::Success);
                    } else if row.chosen && cycle.phase.is_some() {
                        widgets::kind_chip(ui, "suits another phase", Tone::Warn);
                    }
                });
            });
        }
    });
}

fn funding_word(funding: Funding) -> &'static str {
    match funding {
        Funding::Grant => "Grants",
        Funding::Corporate => "Companies' own budgets",
        Funding::Pooled => "Pooled fund",
        Funding::Blended => "Blended finance",
    }
}

fn pathway_ui(ui: &mut Ui, app: &App, row: &PathwayRow, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    ui.horizontal(|ui| {
        ui.set_min_height(26.0);
        widgets::label(ui, row.name, type_size::SMALL, Weight::SemiBold, t.text);
        let detail = format!("{} · change {}", row.horizon, row.change);
        widgets::label(ui, &detail, type_size::MICRO, Weight::Regular, t.text3);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let stored =
                app.coalition().and_then(|(_, found)| found.pathways.get(row.pathway.as_str()).cloned());
            if stored.is_some() {
                let drop = widgets::link_button(ui, "Drop the plan", false);
                if drop.clicked() {
                    app.change_coalition(vec![CoalitionChange::Pathway(row.pathway, None)], actions);
                }
                widgets::tip(drop, "Nothing is planned on this way", None);
                widgets::kind_chip(ui, "planned", Tone::Accent);
            } else {
                let plan = widgets::link_button(ui, "Plan it", false);
                if plan.clicked() {
                    let links = row.could_move.iter().cloned().collect();
                    let plan = PathwayPlan { links, ..PathwayPlan::default() };
                    app.change_coalition(vec![CoalitionChange::Pathway(row.pathway, Some(plan))], actions);
                }
                widgets::tip(plan, "Plan it, for the marked links that it could move", None);
            }
        });
    });
    parts::say(ui, &row.sentence);
    if !row.notes.is_empty() {
        parts::hint(ui, &row.notes);
    }
    ui.add_space(6.0);
}
