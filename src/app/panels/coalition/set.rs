//! The members of a set, and the sets beside each other.

use egui::{Align2, Sense, Ui, pos2, vec2};

use super::parts;
use crate::analysis::{PartnerMember, Standing, Suggestion};
use crate::app::App;
use crate::app::action::Action;
use crate::app::coalition::{Answers, Shown};
use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, tokens};
use crate::app::widgets::{self, Member};
use crate::edit::CoalitionChange;
use crate::model::{ElementId, Project};
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// The members, ordered by what the set would lose without them.
pub(super) fn members_ui(
    ui: &mut Ui,
    app: &App,
    answers: &Answers,
    shown: &Suggestion,
    actions: &mut Vec<Action>,
) {
    let project = app.session.history.project().clone();
    let stored = app.coalition().map(|(_, found)| found.members.clone()).unwrap_or_default();
    let mut members: Vec<&PartnerMember> = shown.members.iter().collect();
    members.sort_by(|a, b| b.marginal.total_cmp(&a.marginal).then_with(|| a.id.cmp(&b.id)));
    let most = members.iter().map(|member| member.marginal).fold(f64::EPSILON, f64::max);
    let seats = app.partnering.shown == Shown::Members;
    parts::card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        titles(ui, members.len());
        for member in members {
            let share = answers.trials.as_ref().and_then(|trials| trials.inclusion.get(&member.id)).copied();
            let has_seat = stored.get(&member.id).is_some_and(|member| member.seat);
            ui.push_id(&member.id, |ui| {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 0.0;
                    let room = if seats { 36.0 } else { 0.0 };
                    let width = ui.available_width() - room;
                    ui.vertical(|ui| {
                        ui.set_width(width);
                        member_ui(ui, &project, member, share, most, actions);
                    });
                    if seats {
                        seat(ui, app, &member.id, has_seat, actions);
                    }
                });
            });
        }
    });
}

fn titles(ui: &mut Ui, count: usize) {
    let t = tokens(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::hover());
    let middle = rect.top() + 8.0;
    let text = if count == 1 { "1 member".to_owned() } else { format!("{count} members") };
    let title = fonts::text(&text, type_size::BODY.0, Weight::SemiBold, color(t.text));
    let title = widgets::text_at(ui, pos2(rect.left(), middle), Align2::LEFT_CENTER, title);
    let right = fonts::text("adds to score", type_size::MICRO.0, Weight::Regular, color(t.text3));
    let right = widgets::text_at(ui, pos2(rect.right(), middle), Align2::RIGHT_CENTER, right);
    let kept = fonts::text("kept in 200 trials", type_size::MICRO.0, Weight::Regular, color(t.text3));
    let kept = widgets::text_at(ui, pos2(right.left() - 62.0, middle), Align2::RIGHT_CENTER, kept);
    let note = fonts::text(
        "ordered by what the set would lose without them",
        type_size::SMALL.0,
        Weight::Regular,
        color(t.text3),
    );
    let room = kept.left() - title.right() - 24.0;
    if room > 120.0 {
        widgets::text_at(
            ui,
            pos2(title.right() + 8.0, middle),
            Align2::LEFT_CENTER,
            fonts::elided(note, room, 1),
        );
    }
    widgets::hairline(ui, rect.left_bottom(), rect.right_bottom());
}

fn member_ui(
    ui: &mut Ui,
    project: &Project,
    member: &PartnerMember,
    share: Option<f64>,
    most: f64,
    actions: &mut Vec<Action>,
) {
    let (icon, look) = parts::look(ui, project, &member.id);
    let role = parts::role(project, &member.id);
    let kept =
        share.map_or_else(|| "…".to_owned(), |share| format!("{} {:.0} %", standing(share), share * 100.0));
    let reason = sentence(member);
    let row = Member {
        icon: icon.char(),
        look,
        name: &member.name,
        role: &role,
        reason: &reason,
        kept: &kept,
        core: share.is_some_and(|share| Standing::of(share) == Standing::Core),
        adds: &format!("{:+.3}", member.marginal),
        share: (member.marginal / most).clamp(0.0, 1.0) as f32,
    };
    let response = widgets::member_row(ui, &row);
    if response.clicked() {
        actions.push(Action::LeaveDesk);
        actions.push(Action::Reveal(member.id.clone()));
    }
    response.on_hover_ui(|ui| {
        ui.set_max_width(300.0);
        for reason in &member.reasons {
            ui.label(reason);
        }
        ui.label(format!("Without it the score would change by {:+.3}.", -member.marginal));
        if !member.assumed.is_empty() {
            let assumed: Vec<&str> = member.assumed.iter().map(|scale| scale.as_str()).collect();
            ui.label(format!("Not rated, so the mean of the others stands in: {}.", assumed.join(", ")));
        }
        if let Some(share) = share {
            let percent = share * 100.0;
            ui.label(format!("In {percent:.0} % of 200 trials with other weights, ratings and assets."));
        }
        ui.label("Click to show it on the map.");
    });
}

/// "Must be in. Only holder of policy (85); tied to 3 of the other 6 members"
fn sentence(member: &PartnerMember) -> String {
    let mut parts: Vec<String> = Vec::new();
    for (at, reason) in member.reasons.iter().take(3).enumerate() {
        let mut chars = reason.chars();
        let lowered = match chars.next() {
            Some(first) if at > 0 => first.to_lowercase().chain(chars).collect(),
            _ => reason.clone(),
        };
        parts.push(lowered);
    }
    parts.join("; ")
}

/// How firm an actor is, in a word.
pub(super) fn standing(share: f64) -> &'static str {
    match Standing::of(share) {
        Standing::Core => "core",
        Standing::Swing => "swing",
        Standing::Outside => "outside",
    }
}

/// Whether the member decides.
fn seat(ui: &mut Ui, app: &App, id: &ElementId, has_seat: bool, actions: &mut Vec<Action>) {
    let name = if has_seat { "Take the decision seat away" } else { "Give a decision seat" };
    ui.add_space(6.0);
    let button = widgets::tool_button(ui, Icon::Scales.char(), name, None, has_seat);
    if button.clicked() {
        app.change_coalition(vec![CoalitionChange::Seat(id.clone(), !has_seat)], actions);
    }
}

/// The sets beside each other: who is in which, and what each is worth.
pub(super) fn compare_ui(ui: &mut Ui, app: &App, answers: &Answers) {
    let Some(sets) = &answers.sets else { return };
    let project = app.session.history.project().clone();
    let mut rows: Vec<(&ElementId, usize)> = Vec::new();
    for set in &sets.suggestions {
        for member in &set.members {
            match rows.iter_mut().find(|(id, _)| *id == &member.id) {
                Some((_, count)) => *count += 1,
                None => rows.push((&member.id, 1)),
            }
        }
    }
    rows.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    parts::titled(ui, "Sets beside each other", "a dot says that the actor is in", |ui| {
        let t = tokens(ui);
        let width = ui.available_width();
        let column = 64.0;
        let right = |at: usize| width - column * (sets.suggestions.len() - at) as f32 + column / 2.0;
        ui.spacing_mut().item_spacing.y = 0.0;
        let (rect, _) = ui.allocate_exact_size(vec2(width, 32.0), Sense::hover());
        for (at, set) in sets.suggestions.iter().enumerate() {
            let letter = ["A", "B", "C", "D", "E"].get(at).copied().unwrap_or("");
            let job = fonts::text(letter, type_size::SMALL.0, Weight::SemiBold, color(t.text));
            widgets::text_at(ui, pos2(rect.left() + right(at), rect.top() + 8.0), Align2::CENTER_CENTER, job);
            let job = fonts::mono(&format!("{:.3}", set.score), type_size::MICRO.0, false, color(t.text2));
            widgets::text_at(
                ui,
                pos2(rect.left() + right(at), rect.top() + 23.0),
                Align2::CENTER_CENTER,
                job,
            );
        }
        widgets::hairline(ui, rect.left_bottom(), rect.right_bottom());
        for (id, _) in rows {
            let (rect, response) = ui.allocate_exact_size(vec2(width, 26.0), Sense::hover());
            let (icon, look) = parts::look(ui, &project, id);
            let middle = rect.center().y;
            widgets::glyph(ui, pos2(rect.left() + 8.0, middle), icon.char(), 14.0, color(look.color));
            let name = project.name_of(id);
            let job = fonts::text(&name, type_size::SMALL.0, Weight::Medium, color(t.text));
            let room = (right(0) - column / 2.0 - 32.0).max(60.0);
            widgets::text_at(
                ui,
                pos2(rect.left() + 24.0, middle),
                Align2::LEFT_CENTER,
                fonts::elided(job, room, 1),
            );
            let mut letters: Vec<&str> = Vec::new();
            for (at, set) in sets.suggestions.iter().enumerate() {
                let is_in = set.members.iter().any(|member| member.id == *id);
                let center = pos2(rect.left() + right(at), middle);
                if is_in {
                    ui.painter().circle_filled(center, 4.5, color(t.accent));
                    letters.extend(["A", "B", "C", "D", "E"].get(at).copied());
                } else {
                    ui.painter().circle_filled(center, 2.0, color(t.border));
                }
            }
            let said = format!("{name}: in {}", letters.join(", "));
            response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Label, true, &said));
            widgets::hairline(ui, rect.left_bottom(), rect.right_bottom());
        }
    });
}
