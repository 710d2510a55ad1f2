//! The rules: who must be in or out, who will not sit together, how many of a kind, how many at all.

use egui::text::LayoutJob;
use egui::{Color32, Response, Stroke, Ui};

use super::parts::{actor_menu, actors};
use crate::app::App;
use crate::app::action::Action;
use crate::app::coalition::Answers;
use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, tokens};
use crate::app::widgets::{self, Gesture, Slide};
use crate::edit::CoalitionChange;
use crate::model::{Coalition, Project, Quota, TermId, TermKind};
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// The fewest and the most members when nothing is said.
const SIZES: (f64, f64) = (3.0, 7.0);

/// The rules.
pub(super) fn rules_ui(ui: &mut Ui, app: &mut App, answers: &Answers, actions: &mut Vec<Action>) {
    let project = app.session.history.project().clone();
    let found = app.coalition().map(|(_, found)| found).unwrap_or_default();
    let mut changes = Vec::new();
    widgets::section(ui, "Rules", "", |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        chips(ui, &project, &found, &mut changes);
        sizes(ui, app, &found, actions);
        if let Some(note) = answers.sets.as_ref().and_then(|sets| sets.note.clone()) {
            let t = tokens(ui);
            super::parts::noted(ui, Icon::WarningCircle, t.warn, &note);
        }
        add_menu(ui, app, &project, &found, &mut changes);
    });
    if !changes.is_empty() {
        app.change_coalition(changes, actions);
    }
}

/// Every rule as a chip; a click clears it.
fn chips(ui: &mut Ui, project: &Project, found: &Coalition, changes: &mut Vec<CoalitionChange>) {
    let mut rule = |ui: &mut Ui, icon: Icon, text: &str, hint: &str, change: CoalitionChange| {
        let chip = ui.push_id((icon.name(), text), |ui| {
            let short = shortened(ui, text);
            widgets::icon_chip(ui, Some(icon.char()), &short, false)
        });
        if chip.inner.clicked() {
            changes.push(change);
        }
        widgets::tip(chip.inner, &format!("{hint}. Click to clear the rule."), None);
    };
    for id in &found.must_in {
        let name = project.name_of(id);
        rule(
            ui,
            Icon::PushPin,
            &name,
            &format!("{name} must be in"),
            CoalitionChange::MustIn(id.clone(), false),
        );
    }
    for id in &found.must_out {
        let name = project.name_of(id);
        let text = format!("Without {name}");
        rule(
            ui,
            Icon::PushPinSlash,
            &text,
            &format!("{name} must stay out"),
            CoalitionChange::MustOut(id.clone(), false),
        );
    }
    for pair in &found.conflicts {
        if let [one, other] = pair.as_slice() {
            let text = format!("{} apart from {}", project.name_of(one), project.name_of(other));
            rule(
                ui,
                Icon::Lightning,
                &text,
                &text,
                CoalitionChange::Conflict(one.clone(), other.clone(), false),
            );
        }
    }
    for (term, quota) in &found.quotas {
        let text = format!("{}: {}", term_name(project, term), quota_words(quota));
        rule(ui, Icon::Tag, &text, &text, CoalitionChange::Quota(term.clone(), None));
    }
}

/// A text that fits a chip of the panel.
fn shortened(ui: &Ui, text: &str) -> String {
    let room = (ui.available_width() - 56.0).max(40.0) / 6.6;
    if text.chars().count() as f32 <= room {
        return text.to_owned();
    }
    let kept: String = text.chars().take((room as usize).saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

fn term_name(project: &Project, term: &TermId) -> String {
    let kind = if project.knows_word(TermKind::Sector, term) { TermKind::Sector } else { TermKind::Region };
    project.word(kind, term)
}

fn quota_words(quota: &Quota) -> String {
    match (quota.min, quota.max) {
        (Some(min), Some(max)) if (min - max).abs() < 0.5 => format!("exactly {min:.0}"),
        (Some(min), Some(max)) => format!("{min:.0} to {max:.0}"),
        (Some(min), None) => format!("at least {min:.0}"),
        (None, Some(max)) if max < 0.5 => "none".to_owned(),
        (None, Some(max)) => format!("at most {max:.0}"),
        (None, None) => "any number".to_owned(),
    }
}

fn sizes(ui: &mut Ui, app: &App, found: &Coalition, actions: &mut Vec<Action>) {
    let min = found.min_size.unwrap_or(SIZES.0);
    let max = found.max_size.unwrap_or(SIZES.1.max(min));
    let (least, most) = (format!("{min:.0}"), format!("{max:.0}"));
    let mut slid: Vec<(bool, Gesture)> = Vec::new();
    for (label, value, shown, is_min) in [("At least", min, &least, true), ("At most", max, &most, false)] {
        let slide = Slide { label, value, range: (1.0, 15.0), step: 1.0, shown, label_width: 91.0 };
        let (response, gesture) = ui.push_id(label, |ui| widgets::slider(ui, &slide)).inner;
        response.on_hover_text("How many members the set has");
        slid.extend(gesture.map(|gesture| (is_min, gesture)));
    }
    for (is_min, gesture) in slid {
        let set = |value: f64| {
            let (min, max) = if is_min { (value, max.max(value)) } else { (min.min(value), value) };
            vec![CoalitionChange::Sizes(Some(min), Some(max))]
        };
        app.slide_coalition(gesture, set, actions);
    }
}

/// A button without a box that opens a menu.
pub(super) fn quiet_menu(ui: &mut Ui, label: LayoutJob, contents: impl FnOnce(&mut Ui)) -> Response {
    ui.scope(|ui| {
        let widgets = &mut ui.visuals_mut().widgets;
        for look in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active, &mut widgets.open] {
            look.bg_stroke = Stroke::NONE;
            look.weak_bg_fill = Color32::TRANSPARENT;
        }
        ui.spacing_mut().button_padding.x = 0.0;
        ui.menu_button(label, contents).response
    })
    .inner
}

fn add_menu(
    ui: &mut Ui,
    app: &mut App,
    project: &Project,
    found: &Coalition,
    changes: &mut Vec<CoalitionChange>,
) {
    let t = tokens(ui);
    let label = fonts::text("+  Add a rule", type_size::SMALL.0, Weight::SemiBold, color(t.accent_text));
    let menu = quiet_menu(ui, label, |ui| {
        ui.set_min_width(200.0);
        let everyone = actors(project);
        let free = |id: &crate::model::ElementId| !found.must_in.contains(id) && !found.must_out.contains(id);
        ui.menu_button("Must be in", |ui| {
            let list = everyone.iter().filter(|(id, _)| free(id)).cloned();
            changes.extend(actor_menu(ui, project, list).map(|id| CoalitionChange::MustIn(id, true)));
        });
        ui.menu_button("Must stay out", |ui| {
            let list = everyone.iter().filter(|(id, _)| free(id)).cloned();
            changes.extend(actor_menu(ui, project, list).map(|id| CoalitionChange::MustOut(id, true)));
        });
        ui.menu_button("Will not sit with", |ui| {
            let first = app.partnering.apart.clone();
            ui.label(match &first {
                Some(id) => format!("{} will not sit with …", project.name_of(id)),
                None => "Who will not sit with somebody?".to_owned(),
            });
            egui::ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                for (id, name) in everyone.iter().filter(|(id, _)| Some(id) != first.as_ref()) {
                    if ui.push_id(id, |ui| widgets::menu_row(ui, None, name, "")).inner.clicked() {
                        match app.partnering.apart.take() {
                            Some(one) => {
                                changes.push(CoalitionChange::Conflict(one, id.clone(), true));
                                ui.close();
                            }
                            None => app.partnering.apart = Some(id.clone()),
                        }
                    }
                }
            });
        });
        for (kind, title) in
            [(TermKind::Sector, "How many of a sector"), (TermKind::Region, "How many of a region")]
        {
            let words = project.words(kind);
            if words.is_empty() {
                continue;
            }
            ui.menu_button(title, |ui| {
                for word in words {
                    let known = found.quotas.get(&word.id).cloned().unwrap_or_default();
                    ui.menu_button(word.name.as_ref(), |ui| quotas(ui, &word.id, &known, changes));
                }
            });
        }
    });
    widgets::tip(menu, "Who must be in or out, who will not sit together, how many of a kind", None);
}

/// At least and at most are set one by one; what would contradict the new one gives way.
fn quotas(ui: &mut Ui, term: &TermId, known: &Quota, changes: &mut Vec<CoalitionChange>) {
    let choices = [
        ("At least 1", Some(1.0), None),
        ("At least 2", Some(2.0), None),
        ("At least 3", Some(3.0), None),
        ("At most 1", None, Some(1.0)),
        ("At most 2", None, Some(2.0)),
        ("At most 3", None, Some(3.0)),
        ("None", None, Some(0.0)),
    ];
    for (text, min, max) in choices {
        if widgets::menu_row(ui, None, text, "").clicked() {
            let quota = Quota {
                min: min.or(known.min.filter(|known| max.is_none_or(|max| *known <= max))),
                max: max.or(known.max.filter(|known| min.is_none_or(|min| *known >= min))),
                ..known.clone()
            };
            changes.push(CoalitionChange::Quota(term.clone(), Some(quota)));
            ui.close();
        }
    }
}
