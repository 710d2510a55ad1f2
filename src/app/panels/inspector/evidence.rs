//! The sources behind a record, and a field for the next one.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Key, Ui, vec2};

use crate::app::App;
use crate::app::action::Action;
use crate::app::fonts::Weight;
use crate::app::theme::tokens;
use crate::app::widgets;
use crate::edit::{Edit, ElementChange, LinkChange};
use crate::model::{ElementId, Evidence, EvidenceId, LinkId, Project};
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// Whose sources they are.
pub(super) enum Of<'a> {
    Element(&'a ElementId),
    Link(&'a LinkId),
}

impl Of<'_> {
    fn edit(&self, source: &EvidenceId, is_behind: bool) -> Edit {
        match self {
            Self::Element(id) => Edit::ChangeElements {
                ids: vec![(*id).clone()],
                change: ElementChange::Source(source.clone(), is_behind),
            },
            Self::Link(id) => Edit::ChangeLinks {
                ids: vec![(*id).clone()],
                change: LinkChange::Source(source.clone(), is_behind),
            },
        }
    }
}

/// The section.
pub(super) fn evidence_ui(
    ui: &mut Ui,
    app: &mut App,
    project: &Project,
    of: &Of<'_>,
    sources: &BTreeSet<EvidenceId>,
    actions: &mut Vec<Action>,
) {
    let count = if sources.is_empty() { String::new() } else { sources.len().to_string() };
    widgets::section(ui, "Evidence", &count, |ui| {
        for id in sources {
            if let Some(source) = project.evidence.get(id) {
                ui.push_id(id, |ui| source_ui(ui, source, &of.edit(id, false), actions));
            }
        }
        field_ui(ui, app, project, of, actions);
    });
}

/// A source, with what takes it off the record.
fn source_ui(ui: &mut Ui, source: &Evidence, remove: &Edit, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    ui.horizontal_top(|ui| {
        let room = ui.available_width() - 32.0;
        ui.allocate_ui(vec2(room, 20.0), |ui| {
            ui.vertical(|ui| {
                ui.set_width(room);
                widgets::paragraph(ui, &source.title, type_size::SMALL, Weight::Medium, t.text2);
                let said = (!source.who.is_empty()).then(|| format!("said by {}", source.who));
                let parts = [said, Some(source.date.clone()), Some(source.source.clone())];
                let parts: Vec<String> =
                    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
                if !parts.is_empty() {
                    widgets::paragraph(ui, &parts.join(" · "), type_size::SMALL, Weight::Regular, t.text3);
                }
            });
        });
        let name = format!("Take off “{}”", source.title);
        if widgets::icon_button(ui, Icon::X.char(), &name, None).clicked() {
            actions.push(Action::Edit(remove.clone()));
        }
    });
    ui.add_space(4.0);
}

/// A line for a new source; Enter puts it behind the record. What was typed stays until then.
fn field_ui(ui: &mut Ui, app: &mut App, project: &Project, of: &Of<'_>, actions: &mut Vec<Action>) {
    let draft = ui.id().with("source");
    let mut title: String = ui.data(|data| data.get_temp(draft)).unwrap_or_default();
    let field =
        widgets::text_field(ui, "Add a source", &mut title, "Add a source: who said it, or where it stands");
    // Whatever else is shown meanwhile does not take the keyboard later.
    let asked = app.desk.asks_source.take();
    if matches!(of, Of::Link(id) if asked.as_ref() == Some(id)) {
        field.request_focus();
        field.scroll_to_me(None);
    }
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if entered && !title.trim().is_empty() {
        actions.push(Action::Edit(added(project, of, title.trim())));
        title.clear();
    }
    ui.data_mut(|data| data.insert_temp(draft, title));
}

/// Puts the source of this title behind the record: the one of the project, or a new one.
fn added(project: &Project, of: &Of<'_>, title: &str) -> Edit {
    let is_it = |source: &Arc<Evidence>| source.title.trim().to_lowercase() == title.to_lowercase();
    let known = project.evidence.iter().find(|(_, source)| is_it(source)).map(|(id, _)| id.clone());
    let id = known.clone().unwrap_or_else(EvidenceId::random);
    let mut edits = vec![of.edit(&id, true)];
    if known.is_none() {
        let source = Evidence { title: title.to_owned(), ..Evidence::default() };
        edits.insert(0, Edit::SetEvidence(id, source));
    }
    Edit::Many(format!("Add source “{title}”"), edits)
}
