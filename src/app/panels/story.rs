//! The story: its steps in order, captured from what shows, moved by dragging and by keys, with their words.

use egui::{Align2, Response, Sense, Ui, WidgetInfo, WidgetType, pos2, vec2};

use crate::app::App;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::fonts::{self, Weight};
use crate::app::present::{row_id, step_card, steps};
use crate::app::theme::{color, corners, tokens};
use crate::app::widgets::{self, Segment};
use crate::edit::Edit;
use crate::model::{ElementId, Project, Step, StepId};
use crate::scene::icon::Icon;
use crate::scene::tokens::{radius, type_size};

/// A step that is being dragged.
#[derive(Clone, Debug)]
struct Dragged(StepId);

/// The panel.
pub(super) fn story_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    let project = std::sync::Arc::clone(app.session.history.project());
    let steps = steps::in_order(&project);
    let note = match steps.len() {
        0 => String::new(),
        1 => "1 step".to_owned(),
        count => format!("{count} steps"),
    };
    super::header(ui, "Story", &note);
    ui.horizontal(|ui| {
        ui.add_space(12.0);
        let capture = widgets::button(ui, Some(Icon::Plus.char()), "Capture");
        if widgets::tip(capture, "Keep what shows now as a step", Some("K")).clicked() {
            actions.push(Action::Run(Command::CaptureStep));
        }
        let present = widgets::button(ui, Some(Icon::Play.char()), "Present story");
        if widgets::tip(present, "Present from the chosen step", Some("F5")).clicked() {
            actions.push(Action::Run(Command::Present));
        }
    });
    ui.add_space(8.0);
    super::body(ui, "story", 8.0, |ui| {
        if steps.is_empty() {
            ui.indent("empty", |ui| {
                super::empty(
                    ui,
                    "No steps yet. Look at the map as the audience should see it, then press K. F5 presents the steps, or the whole map while there are none.",
                );
            });
            return;
        }
        ui.spacing_mut().item_spacing.y = 2.0;
        for (at, (id, step)) in steps.iter().enumerate() {
            step_ui(ui, app, &project, (at, id, step), actions);
        }
        end_ui(ui, &project, steps.len(), actions);
    });
}

/// A step: its row, and its fields while it is chosen.
fn step_ui(
    ui: &mut Ui,
    app: &App,
    project: &Project,
    (at, id, step): (usize, &StepId, &Step),
    actions: &mut Vec<Action>,
) {
    let active = app.view.active_card.as_deref() == Some(&step_card(id));
    let gone = steps::gone(project, step);
    let response = row(ui, project, (at, id, step), active, &gone);
    response.dnd_set_drag_payload(Dragged(id.clone()));
    dropped(ui, &response, project, at, actions);
    if response.clicked() {
        actions.push(Action::ShowStep(id.clone()));
    }
    response.context_menu(|ui| {
        if widgets::menu_row(ui, Some(Icon::Trash.char()), "Delete this step", "Del").clicked() {
            actions.push(Action::Edit(Edit::RemoveStep(id.clone())));
            ui.close();
        }
    });
    if active {
        fields_ui(ui, app, project, (at, id, step), &gone, actions);
    }
}

fn row(
    ui: &mut Ui,
    project: &Project,
    (at, id, step): (usize, &StepId, &Step),
    active: bool,
    gone: &[String],
) -> Response {
    let t = tokens(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 48.0), Sense::hover());
    let response = ui.interact(rect, row_id(id), Sense::click_and_drag());
    let map = step.map.as_ref().and_then(|map| project.maps.get(map)).map_or("No map", |map| &map.title);
    let detail = if let Some(gone) = gone.first() {
        gone.clone()
    } else {
        let named = step.highlight.as_ref().and_then(|id| project.loops.get(id));
        let lit = named.map(|named| format!(" · {} lit", named.label));
        let part = (!step.revealed.is_empty()).then(|| format!(" · {} revealed", step.revealed.len()));
        format!("{map}{}{}", lit.unwrap_or_default(), part.unwrap_or_default())
    };
    if ui.is_rect_visible(rect) {
        let fill = if active {
            color(t.accent_soft)
        } else if response.hovered() {
            color(t.hover)
        } else {
            color(t.panel)
        };
        ui.painter().rect_filled(rect, corners(radius::CARD), fill);
        let middle = rect.center().y;
        let ink = if active { t.accent_text } else { t.text3 };
        let number = fonts::mono(&(at + 1).to_string(), 13.0, true, color(ink));
        widgets::text_at(ui, pos2(rect.left() + 18.0, middle), Align2::CENTER_CENTER, number);
        let (left, room) = (rect.left() + 36.0, rect.width() - 48.0);
        let title = if step.title.is_empty() { "Untitled" } else { &step.title };
        let job = fonts::text(title, type_size::BODY.0, Weight::SemiBold, color(t.text));
        widgets::text_at(ui, pos2(left, middle - 8.0), Align2::LEFT_CENTER, fonts::elided(job, room, 1));
        let ink = if gone.is_empty() { t.text3 } else { t.warn };
        let job = fonts::text(&detail, type_size::SMALL.0, Weight::Regular, color(ink));
        widgets::text_at(ui, pos2(left, middle + 9.0), Align2::LEFT_CENTER, fonts::elided(job, room, 1));
        widgets::focus_ring(ui, &response, rect.shrink(2.0), radius::CARD);
    }
    response.widget_info(|| {
        let name = format!("Step {}: {}, {detail}", at + 1, step.title);
        WidgetInfo::selected(WidgetType::Button, true, active, name)
    });
    let tip = "Show this step. Drag to move it, or Alt+↑ and Alt+↓; Del deletes it.";
    let tip = if gone.is_empty() { tip.to_owned() } else { format!("{}\n{tip}", gone.join(" ")) };
    widgets::tip(response, &tip, None)
}

/// A dragged step that is over this row comes before or behind it.
fn dropped(ui: &Ui, response: &Response, project: &Project, at: usize, actions: &mut Vec<Action>) {
    let Some(pointer) = ui.ctx().pointer_interact_pos() else { return };
    if response.dnd_hover_payload::<Dragged>().is_none() {
        return;
    }
    let rect = response.rect;
    let behind = pointer.y > rect.center().y;
    let y = if behind { rect.bottom() + 1.0 } else { rect.top() - 1.0 };
    let line = egui::Stroke::new(2.0, color(tokens(ui).accent));
    ui.painter().hline(rect.x_range(), y, line);
    if let Some(dragged) = response.dnd_release_payload::<Dragged>() {
        let to = at + usize::from(behind);
        actions.extend(steps::moved(project, &dragged.0, to).map(Action::Edit));
    }
}

/// The room under the last step takes dragged steps too.
fn end_ui(ui: &mut Ui, project: &Project, count: usize, actions: &mut Vec<Action>) {
    let (_, response) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::hover());
    if let Some(dragged) = response.dnd_release_payload::<Dragged>() {
        actions.extend(steps::moved(project, &dragged.0, count).map(Action::Edit));
    }
}

/// Title, text for the audience, notes for the speaker, and what the step reveals.
fn fields_ui(
    ui: &mut Ui,
    app: &App,
    project: &Project,
    (at, id, step): (usize, &StepId, &Step),
    gone: &[String],
    actions: &mut Vec<Action>,
) {
    let t = tokens(ui);
    let with = |change: &dyn Fn(&mut Step)| {
        let mut next = step.clone();
        change(&mut next);
        Edit::SetStep(id.clone(), Box::new(next))
    };
    ui.add_space(6.0);
    for sentence in gone {
        widgets::paragraph(ui, sentence, type_size::SMALL, Weight::Medium, t.warn);
    }
    ui.spacing_mut().item_spacing.y = 6.0;
    let mut title = step.title.clone();
    let response = widgets::text_field(ui, "Step title", &mut title, "Title");
    super::inspector::typing(&response, actions, || with(&|step| step.title.clone_from(&title)));
    let mut text = step.text.clone();
    let response = widgets::notes_field(ui, "Text for the audience", &mut text, "What the audience reads", 2);
    super::inspector::typing(&response, actions, || with(&|step| step.text.clone_from(&text)));
    let mut notes = step.notes.clone();
    let hint = "What you say. **Bold** and [links](#) to elements by their names";
    let response = widgets::notes_field(ui, "Speaker note", &mut notes, hint, 3);
    super::inspector::typing(&response, actions, || with(&|step| step.notes.clone_from(&notes)));
    let shown: std::collections::BTreeSet<ElementId> = lit_now(app);
    ui.horizontal(|ui| {
        widgets::label(ui, "Reveal", type_size::SMALL, Weight::Regular, t.text3);
        ui.add_space(6.0);
        let segments = [
            Segment { value: false, icon: None, label: "All" },
            Segment { value: true, icon: None, label: "Lit part" },
        ];
        let mut part = !step.revealed.is_empty();
        let choice = widgets::segmented(ui, &segments, &mut part, true);
        if choice.changed() && !(part && shown.is_empty()) {
            let part = if part { shown.clone() } else { std::collections::BTreeSet::new() };
            actions.push(Action::Edit(with(&|step| step.revealed.clone_from(&part))));
        }
        widgets::tip(choice, "Show all of the map, or only what is lit or selected now", None);
        if !step.revealed.is_empty() && !shown.is_subset(&step.revealed) {
            let add = widgets::link_button(ui, "Add what is lit", false);
            if widgets::tip(add, "Reveal what is lit or selected too", None).clicked() {
                actions.push(Action::Edit(with(&|step| step.revealed.extend(shown.iter().cloned()))));
            }
        }
    });
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let update = widgets::button(ui, None, "Update from view");
        if widgets::tip(update, "Show in this step what shows now; its words stay", None).clicked() {
            let next = steps::showing(project, &app.view, app.canvas.seen(), step);
            actions.push(Action::Edit(Edit::SetStep(id.clone(), Box::new(next))));
        }
        ui.add_space(4.0);
        if widgets::icon_button(ui, Icon::ArrowUp.char(), "Move step up", Some("Alt+↑")).clicked() {
            actions.extend(at.checked_sub(1).and_then(|to| steps::moved(project, id, to)).map(Action::Edit));
        }
        if widgets::icon_button(ui, Icon::ArrowDown.char(), "Move step down", Some("Alt+↓")).clicked() {
            actions.extend(steps::moved(project, id, at + 2).map(Action::Edit));
        }
        if widgets::icon_button(ui, Icon::Trash.char(), "Delete step", Some("Del")).clicked() {
            actions.push(Action::Edit(Edit::RemoveStep(id.clone())));
        }
    });
    ui.add_space(8.0);
}

/// What is lit or selected on the map.
fn lit_now(app: &App) -> std::collections::BTreeSet<ElementId> {
    let lit = app.answers().lit.as_ref().map(|lit| lit.elements.clone()).unwrap_or_default();
    lit.into_iter().chain(app.view.selection.elements.iter().cloned()).collect()
}
