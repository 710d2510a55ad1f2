//! The partner panel: the suggested set, each member with its contribution and reasons, and what is missing.

use egui::{Ui, vec2};

use crate::analysis::{Part, PartnerMember, Partners};
use crate::app::App;
use crate::app::action::Action;
use crate::app::fonts::Weight;
use crate::app::theme::tokens;
use crate::app::view_state::Spotlight;
use crate::app::widgets::{self, Member};
use crate::model::{Id as _, Project, TermKind};
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// In this share of the trials or more, a member is core; below it, swing.
const CORE: f64 = 0.8;

/// The panel.
pub(super) fn partners_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let Some(partners) = app.worker.findings().partners.clone() else {
        super::header(ui, "Partners", "Working…");
        return;
    };
    let Some(best) = partners.suggestions.first() else {
        super::header(ui, "Partners", "");
        super::body(ui, "partners", 16.0, |ui| {
            let note = partners.note.as_deref();
            super::empty(
                ui,
                note.unwrap_or("Tag at least three actors with the assets they bring; a set of partners is suggested here."),
            );
        });
        return;
    };
    super::header(ui, "Partners", &format!("Score {:.2}", best.score));
    let project = app.session.history.project().clone();
    super::body(ui, "partners", 16.0, |ui| {
        widgets::paragraph(ui, &partners.headline, type_size::BODY, Weight::Medium, t.text);
        ui.add_space(8.0);
        let spotlight = Spotlight {
            title: format!("{} suggested partners", best.members.len()),
            elements: best.members.iter().map(|member| member.id.clone()).collect(),
            ..Spotlight::default()
        };
        let lit = app.view.spotlight.as_ref() == Some(&spotlight);
        if widgets::button(ui, Some(Icon::Eye.char()), if lit { "Show all again" } else { "Show on the map" })
            .clicked()
        {
            actions.push(Action::Light((!lit).then(|| spotlight.clone())));
        }
        ui.add_space(12.0);
        let most = best.members.iter().map(|member| member.marginal).fold(f64::EPSILON, f64::max);
        for member in &best.members {
            member_ui(ui, &project, &partners, member, most, actions);
        }
        parts(ui, &partners);
        gaps(ui, &partners);
    });
}

fn member_ui(
    ui: &mut Ui,
    project: &Project,
    partners: &Partners,
    member: &PartnerMember,
    most: f64,
    actions: &mut Vec<Action>,
) {
    let t = tokens(ui);
    let actor = project.elements.get(&member.id).and_then(|element| element.actor());
    let sector =
        actor.and_then(|actor| actor.sector.as_ref()).map(|id| project.resolve(TermKind::Sector, id));
    let role = actor.and_then(|actor| actor.role.as_ref()).map(|id| project.word(TermKind::Role, id));
    let share = partners.inclusion.get(&member.id).copied().unwrap_or(0.0);
    let core = share >= CORE;
    let kept = format!("{} {:.0} %", if core { "core" } else { "swing" }, share * 100.0);
    let reason = member.reasons.first().map_or("", String::as_str);
    let row = Member {
        icon: Icon::of_sector(sector.as_ref().map(crate::model::TermId::as_str)).char(),
        look: t.sector(sector.as_ref()),
        name: &member.name,
        role: role.as_deref().unwrap_or(""),
        reason,
        kept: &kept,
        core,
        adds: &format!("{:+.3}", member.marginal),
        share: (member.marginal / most).clamp(0.0, 1.0) as f32,
    };
    let response = ui.push_id(&member.id, |ui| widgets::member_row(ui, &row)).inner;
    if response.hovered() {
        actions.push(Action::Preview(Spotlight {
            title: member.name.clone(),
            elements: [member.id.clone()].into(),
            ..Spotlight::default()
        }));
    }
    if response.clicked() {
        actions.push(Action::Reveal(member.id.clone()));
    }
    response.on_hover_ui(|ui| {
        ui.set_max_width(280.0);
        for reason in &member.reasons {
            ui.label(reason);
        }
        if !member.assumed.is_empty() {
            let assumed: Vec<&str> = member.assumed.iter().map(|scale| scale.as_str()).collect();
            ui.label(format!("Not rated, so the mean was assumed: {}.", assumed.join(", ")));
        }
        ui.label(format!("In {:.0} % of 200 trials with shaken weights and ratings.", share * 100.0));
    });
}

fn parts(ui: &mut Ui, partners: &Partners) {
    let t = tokens(ui);
    let Some(best) = partners.suggestions.first() else { return };
    ui.add_space(12.0);
    widgets::label(ui, "What the score is made of", type_size::SMALL, Weight::SemiBold, t.text);
    ui.add_space(4.0);
    for (part, value) in &best.parts {
        let label = part_label(*part);
        let share = value.clamp(0.0, 1.0) as f32;
        widgets::score_bar(ui, label, share, &format!("{value:.2}"), false);
    }
}

fn part_label(part: Part) -> &'static str {
    match part {
        Part::Coverage => "Coverage",
        Part::Diversity => "Diversity",
        Part::Push => "Push",
        Part::Reach => "Reach",
        Part::Commitment => "Commitment",
        Part::Cohesion => "Cohesion",
        Part::Redundancy => "− Redundancy",
        Part::Cost => "− Cost",
    }
}

fn gaps(ui: &mut Ui, partners: &Partners) {
    let t = tokens(ui);
    if partners.gaps.is_empty() {
        return;
    }
    ui.add_space(12.0);
    widgets::label(ui, "Still missing", type_size::SMALL, Weight::SemiBold, t.text);
    for gap in &partners.gaps {
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(16.0, 18.0), egui::Sense::hover());
            widgets::glyph(
                ui,
                rect.center(),
                Icon::WarningCircle.char(),
                14.0,
                crate::app::theme::color(t.warn),
            );
            widgets::paragraph(ui, &gap.sentence, type_size::SMALL, Weight::Regular, t.text2);
        });
    }
}
