//! The builder: the sets to choose from, what makes up the score, and the members with their reasons.

use std::collections::BTreeMap;

use egui::{Align, Align2, Layout, Ui, vec2};

use super::{check, covers, parts, set};
use crate::analysis::{Part, Suggestion};
use crate::app::App;
use crate::app::action::Action;
use crate::app::coalition::{Answers, Shown};
use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, tokens};
use crate::app::view_state::Spotlight;
use crate::app::widgets::{self, Segment};
use crate::edit::CoalitionChange;
use crate::model::{ElementId, Project, Scale};
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

const LETTERS: [&str; 5] = ["A", "B", "C", "D", "E"];

/// The page.
pub(super) fn builder_ui(ui: &mut Ui, app: &mut App, below: bool, actions: &mut Vec<Action>) {
    let answers = app.ask_partners(ui.ctx());
    head(ui, app, &answers, actions);
    ui.add_space(10.0);
    let Some(shown) = answers.set.clone() else {
        nothing(ui, &answers, actions);
        return;
    };
    score(ui, app, (&answers, &shown), actions);
    ui.add_space(12.0);
    if app.partnering.comparing {
        set::compare_ui(ui, app, &answers);
    } else {
        set::members_ui(ui, app, &answers, &shown, actions);
    }
    ui.add_space(10.0);
    left_out(ui, app, &answers, &shown);
    covers::covers_ui(ui, app, &answers, actions);
    if below {
        ui.add_space(12.0);
        parts::card(ui, |ui| check::set_ui(ui, app, &answers, actions));
    }
}

/// What to do when nothing can be suggested.
fn nothing(ui: &mut Ui, answers: &Answers, actions: &mut Vec<Action>) {
    parts::card(ui, |ui| {
        let t = tokens(ui);
        ui.add_space(8.0);
        let Some(sets) = &answers.sets else {
            parts::working(ui);
            return;
        };
        let note = sets.note.as_deref().unwrap_or("No set keeps every rule. Clear a rule at the left.");
        widgets::paragraph(ui, note, type_size::BODY, Weight::Regular, t.text2);
        ui.add_space(8.0);
        if widgets::primary_button(ui, Some(Icon::Graph.char()), "Go to the map").clicked() {
            actions.push(Action::LeaveDesk);
        }
    });
}

/// Name, stage, the sets, and what can be done with the one shown.
fn head(ui: &mut Ui, app: &mut App, answers: &Answers, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let coalition = app.coalition();
    let name = coalition.as_ref().map_or("Suggested partners", |(_, found)| found.name.as_str());
    ui.allocate_ui_with_layout(
        vec2(ui.available_width(), 30.0),
        Layout::right_to_left(Align::Center),
        |ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            actions_ui(ui, app, answers, actions);
            sets_ui(ui, app, answers);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let phase = coalition.as_ref().and_then(|(_, found)| found.phase);
                let room = (ui.available_width() - if phase.is_some() { 116.0 } else { 8.0 }).max(60.0);
                let job = fonts::text(name, type_size::TITLE.0, Weight::SemiBold, color(t.text));
                let galley = fonts::galley(ui, fonts::elided(job, room, 1));
                let (rect, response) = ui.allocate_exact_size(galley.size(), egui::Sense::hover());
                ui.painter().galley(rect.min, galley, egui::Color32::PLACEHOLDER);
                response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Label, true, name));
                response.on_hover_text(name);
                if let Some(phase) = phase {
                    let text = super::stages::phase_word(phase);
                    let chip = widgets::icon_chip(ui, Some(Icon::Steps.char()), text, false);
                    if chip.clicked() {
                        actions.push(Action::Run(crate::app::command::Command::ShowStages));
                    }
                    widgets::tip(chip, "How far the work has come. Click for its stages.", None);
                }
            });
        },
    );
}

fn ids(set: &Suggestion) -> Vec<ElementId> {
    set.members.iter().map(|member| member.id.clone()).collect()
}

/// Keep, compare, show; from right to left.
fn actions_ui(ui: &mut Ui, app: &mut App, answers: &Answers, actions: &mut Vec<Action>) {
    let Some(shown) = &answers.set else { return };
    let ids = ids(shown);
    let members = app.coalition().map(|(_, found)| found.members.clone()).unwrap_or_default();
    let is_kept = ids.len() == members.len() && ids.iter().all(|id| members.contains_key(id));
    if is_kept {
        let seats = app.suggest_seats(shown);
        let button = ui.add_enabled_ui(!seats.is_empty(), |ui| {
            widgets::button(ui, Some(Icon::Scales.char()), "Suggest seats")
        });
        if button.inner.clicked() {
            app.change_coalition(seats, actions);
        }
        let hint = "Decision seats for every community organisation and one member of each sector";
        widgets::tip(button.inner, hint, None);
    } else {
        let keep = widgets::primary_button(ui, None, "Keep this set");
        if keep.clicked() {
            app.keep_set(ids.clone(), actions);
        }
        widgets::tip(keep, "Take the set over as the members of the coalition", None);
    }
    let text = if app.partnering.comparing { "Members" } else { "Compare" };
    let compare = widgets::button(ui, None, text);
    if compare.clicked() {
        app.partnering.comparing = !app.partnering.comparing;
    }
    widgets::tip(compare, "See the sets beside each other, or the members of one", None);
    let eye = widgets::icon_button(ui, Icon::Eye.char(), "Show on the map", None);
    if eye.clicked() {
        let title = format!("{} partners", ids.len());
        let lit = Spotlight { title, elements: ids.into_iter().collect(), ..Spotlight::default() };
        parts::show_on_map(&lit, actions);
    }
}

/// Which set is shown.
fn sets_ui(ui: &mut Ui, app: &mut App, answers: &Answers) {
    let Some(sets) = &answers.sets else { return };
    let has_members = app.coalition().is_some_and(|(_, found)| !found.members.is_empty());
    let mut segments: Vec<Segment<'_, Shown>> = Vec::new();
    if has_members {
        segments.push(Segment { value: Shown::Members, icon: None, label: "Now" });
    }
    for (place, label) in LETTERS.iter().enumerate().take(sets.suggestions.len()) {
        let value = if place == 0 { Shown::Best } else { Shown::Other(place) };
        segments.push(Segment { value, icon: None, label });
    }
    let shown = widgets::segmented(ui, &segments, &mut app.partnering.shown, true);
    widgets::tip(
        shown,
        "The members as they are, the best set, and others that differ from it by a good part",
        None,
    );
    if answers.working {
        parts::working(ui);
    } else if ui.available_width() > 300.0 {
        let t = tokens(ui);
        let count = sets.suggestions.len();
        let text = if count == 1 { "1 set".to_owned() } else { format!("{count} distinct sets") };
        widgets::label(ui, &text, type_size::SMALL, Weight::Regular, t.text3);
    }
}

/// Size against score, the parts, and the score itself.
fn score(ui: &mut Ui, app: &App, (answers, shown): (&Answers, &Suggestion), actions: &mut Vec<Action>) {
    let t = tokens(ui);
    parts::card(ui, |ui| {
        let whole = ui.available_width();
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 20.0;
            let left = (whole * 0.46).max(200.0);
            ui.allocate_ui_with_layout(vec2(left, 160.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(left);
                widgets::label(ui, "Members against score", type_size::SMALL, Weight::Medium, t.text2);
                strip(ui, app, (answers, shown), actions);
            });
            let (line, _) = ui.allocate_exact_size(vec2(1.0, 160.0), egui::Sense::hover());
            widgets::hairline(ui, line.center_top(), line.center_bottom());
            let right = (ui.available_width()).max(160.0);
            ui.allocate_ui_with_layout(vec2(right, 160.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(right);
                let weights = answers.sets.as_ref().map(|sets| sets.weights.clone()).unwrap_or_default();
                made_of(ui, app.project(), (shown, &weights), right);
            });
        });
    });
}

fn strip(ui: &mut Ui, app: &App, (answers, shown): (&Answers, &Suggestion), actions: &mut Vec<Action>) {
    let Some(sets) = &answers.sets else { return };
    let least = sets.by_size.len().saturating_sub(10);
    let points: Vec<widgets::SizePoint> =
        sets.by_size.iter().skip(least).map(|point| (point.size, point.score)).collect();
    if let Some(size) = widgets::size_strip(ui, &points, Some(shown.members.len()), 106.0) {
        let exactly = Some(size as f64);
        app.change_coalition(vec![CoalitionChange::Sizes(exactly, exactly)], actions);
    }
    let said = match sets.knee {
        Some(knee) => format!("A member more than {knee} adds less than 0.01, so {knee} is the knee"),
        None => "Every further member up to the most still adds 0.01 or more".to_owned(),
    };
    parts::say(ui, &said);
}

fn made_of(
    ui: &mut Ui,
    project: &Project,
    (shown, weights): (&Suggestion, &BTreeMap<Part, f64>),
    width: f32,
) {
    let t = tokens(ui);
    let roomy = width >= 270.0;
    ui.horizontal_top(|ui| {
        let bars = if roomy { width - 118.0 } else { width };
        ui.vertical(|ui| {
            ui.set_width(bars);
            ui.spacing_mut().item_spacing.y = 0.0;
            widgets::label(ui, "What makes up the score", type_size::SMALL, Weight::Medium, t.text2);
            ui.add_space(2.0);
            for part in Part::ALL.into_iter().filter(|part| !part.is_penalty()) {
                let name = super::brief::part_name(part);
                if let Some(value) = shown.parts.get(&part) {
                    let share = value.clamp(0.0, 1.0) as f32;
                    let bar = widgets::score_bar(ui, name, share, &format!("{value:.2}"), *value < 0.5);
                    bar.on_hover_text(super::brief::meaning(part));
                } else {
                    let bar = widgets::score_bar(ui, name, 0.0, "–", false);
                    bar.on_hover_text("Nobody rated this, so it does not count");
                }
            }
            less(ui, shown, weights);
        });
        if roomy {
            ui.with_layout(Layout::top_down(Align::Max), |ui| score_figure(ui, project, shown));
        }
    });
}

/// What overlap and size take away.
fn less(ui: &mut Ui, shown: &Suggestion, weights: &BTreeMap<Part, f64>) {
    let t = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 20.0), egui::Sense::hover());
    let of = |part: &Part| {
        shown.parts.get(part).copied().unwrap_or(0.0) * weights.get(part).copied().unwrap_or(0.0)
    };
    let lost = of(&Part::Redundancy) + of(&Part::Cost);
    let job = fonts::text("Less overlap and size", type_size::SMALL.0, Weight::Regular, color(t.text2));
    widgets::text_at(ui, rect.left_center(), Align2::LEFT_CENTER, job);
    let job = fonts::mono(&format!("{:.2}", -lost), type_size::SMALL.0, false, color(t.danger));
    widgets::text_at(ui, rect.right_center(), Align2::RIGHT_CENTER, job);
    let said = format!("Less overlap and size, {:.2}", -lost);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Label, true, &said));
}

/// The member with the least interest, if any was rated.
fn least_interested(project: &Project, shown: &Suggestion) -> Option<(String, f64)> {
    let rated = shown.members.iter().filter_map(|member| {
        let actor = project.elements.get(&member.id)?.actor()?;
        Some((member.name.clone(), actor.spread(Scale::Interest)?.mean))
    });
    rated.reduce(|least, next| if next.1 < least.1 { next } else { least })
}

fn score_figure(ui: &mut Ui, project: &Project, shown: &Suggestion) {
    let t = tokens(ui);
    widgets::label(ui, "Score", type_size::SMALL, Weight::Medium, t.text2);
    let job = fonts::text(&format!("{:.2}", shown.score), 34.0, Weight::SemiBold, color(t.text));
    let galley = fonts::galley(ui, job);
    let (rect, response) = ui.allocate_exact_size(galley.size(), egui::Sense::hover());
    ui.painter().galley(rect.min, galley, egui::Color32::PLACEHOLDER);
    let said = format!("Score {:.2}", shown.score);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Label, true, &said));
    response.on_hover_text("The weighted sum of the parts, less overlap and size");
    if let Some((name, interest)) = least_interested(project, shown) {
        widgets::label(ui, "least interested:", type_size::SMALL, Weight::Regular, t.text3);
        let said = format!("{name}, {interest:.1} of 5");
        widgets::label(ui, &said, type_size::SMALL, Weight::Regular, t.text3);
    }
    let assumed = shown.members.iter().filter(|member| !member.assumed.is_empty()).count();
    if assumed > 0 {
        let text =
            if assumed == 1 { "1 not fully rated".to_owned() } else { format!("{assumed} not fully rated") };
        let label = widgets::label(ui, &text, type_size::SMALL, Weight::Regular, t.warn);
        label.on_hover_text("Where nobody rated a member, the mean of the others stands in");
    }
}

/// Who is nearly in: a click asks why not.
fn left_out(ui: &mut Ui, app: &mut App, answers: &Answers, shown: &Suggestion) {
    let Some(trials) = answers.trials.as_ref().filter(|trials| !trials.inclusion.is_empty()) else { return };
    let project = app.session.history.project().clone();
    let is_in = |id: &ElementId| shown.members.iter().any(|member| member.id == *id);
    let mut close: Vec<(&ElementId, f64)> = trials
        .inclusion
        .iter()
        .filter(|(id, share)| !is_in(id) && **share > 0.0)
        .map(|(id, share)| (id, *share))
        .collect();
    close.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    if close.is_empty() {
        return;
    }
    let t = tokens(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
        widgets::label(ui, "Left out and close:", type_size::SMALL, Weight::Regular, t.text3);
        for (id, share) in close.into_iter().take(5) {
            let (icon, _) = parts::look(ui, &project, id);
            let text = format!("{} {:.0} %", project.name_of(id), share * 100.0);
            let asked = app.partnering.why.as_ref() == Some(id);
            let chip = ui.push_id(id, |ui| widgets::icon_chip(ui, Some(icon.char()), &text, asked)).inner;
            if chip.clicked() {
                app.partnering.why = Some(id.clone());
                app.partnering.show_why = true;
            }
            widgets::tip(chip, "In this share of the trials it is in. Click to ask why not.", None);
        }
    });
    ui.add_space(10.0);
}
