//! Archetypes as cards: loops whose joint shape is known for its troubles, as hypotheses that can be rejected.

use egui::Ui;

use super::hints::title;
use crate::analysis::{ArchetypeMatch, Role};
use crate::app::App;
use crate::app::action::Action;
use crate::app::fonts::Weight;
use crate::app::theme::tokens;
use crate::app::view_state::Spotlight;
use crate::app::widgets::{self, Card};
use crate::edit::Selection;
use crate::model::{ElementId, Id as _, LinkId, Project};
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// How many cards are shown.
const MOST: usize = 6;

/// Some pattern is known for the map, though all may have been rejected.
pub(super) fn are_there(app: &mut App) -> bool {
    app.desk.archetypes.latest().is_some_and(|found| !found.matches.is_empty())
}

/// The section, if some loops have such a shape.
pub(super) fn patterns_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    app.ask_archetypes(ui.ctx());
    let Some(found) = app.desk.archetypes.latest() else { return };
    let project = app.session.history.project().clone();
    let key = |one: &ArchetypeMatch| {
        let links: Vec<&str> = one.links.iter().map(LinkId::as_str).collect();
        format!("{} {}", one.archetype.label(), links.join(" "))
    };
    let kept: Vec<&ArchetypeMatch> =
        found.matches.iter().filter(|one| !app.settings.is_rejected(&key(one))).collect();
    if kept.is_empty() {
        return;
    }
    title(ui, "Known patterns", kept.len());
    let hidden = kept.len().saturating_sub(MOST);
    for one in kept.into_iter().take(MOST) {
        card(ui, app, &project, one, &key(one), actions);
    }
    if hidden > 0 {
        let t = tokens(ui);
        let said = format!("{hidden} more: reject what does not fit, or list all with linchpin archetypes.");
        widgets::paragraph(ui, &said, type_size::SMALL, Weight::Regular, t.text3);
    }
    ui.add_space(8.0);
}

/// Who plays which part: "Growing: EV sales. Limit: Range anxiety".
fn sentence(project: &Project, one: &ArchetypeMatch) -> String {
    let part = |(role, elements): (&Role, &Vec<ElementId>)| {
        let name = elements.first().map(|id| project.name_of(id)).unwrap_or_default();
        let more = if elements.len() > 1 { "…" } else { "" };
        format!("{}: {name}{more}", role.label())
    };
    one.roles.iter().map(part).collect::<Vec<_>>().join("; ")
}

fn card(
    ui: &mut Ui,
    app: &mut App,
    project: &Project,
    one: &ArchetypeMatch,
    key: &str,
    actions: &mut Vec<Action>,
) {
    let t = tokens(ui);
    let active = app.view.active_card.as_deref() == Some(key);
    let evidence = format!("{} · {}", one.loops.join(", "), one.archetype.trouble());
    let sentence = sentence(project, one);
    let card = Card {
        icon: Icon::Graph.char(),
        kind: one.archetype.label(),
        kind_color: t.reinforcing,
        action: "Reject",
        sentence: &sentence,
        evidence: &evidence,
        active,
    };
    let shown = ui.push_id(key, |ui| widgets::finding_card(ui, &card)).inner;
    let spotlight = || Spotlight {
        title: one.archetype.label().to_owned(),
        elements: one.roles.values().flatten().cloned().collect(),
        links: one.links.iter().cloned().collect(),
        kind: None,
    };
    if shown.response.hovered() {
        actions.push(Action::Preview(spotlight()));
    }
    if shown.action {
        app.settings.reject(key.to_owned());
        actions.push(Action::Light(None));
    } else if shown.response.clicked() {
        actions.push(Action::Select(Selection::default()));
        actions.push(Action::Light((!active).then(spotlight)));
        actions.push(Action::Activate((!active).then(|| key.to_owned())));
    }
    let part = |(role, elements): (&Role, &Vec<ElementId>)| {
        let names: Vec<String> = elements.iter().map(|id| project.name_of(id)).collect();
        format!("{}: {}\n", role.label(), names.join(", "))
    };
    let mut said: String = one.roles.iter().map(part).collect();
    said.push('\n');
    said.push_str(one.archetype.trouble());
    said.push_str("\nWhat usually helps: ");
    said.push_str(one.archetype.remedy());
    said.push_str("\nA match is a hypothesis: reject it if it does not fit, and it stays away.");
    shown.response.on_hover_ui(|ui| {
        ui.set_max_width(280.0);
        ui.label(said);
    });
    ui.add_space(8.0);
}
