//! Several things selected: what they are, and what can be done to all.

use egui::Ui;

use super::head;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::fonts::Weight;
use crate::app::theme::tokens;
use crate::app::widgets;
use crate::edit::{Edit, ElementChange, Selection};
use crate::model::{ElementId, Project, TermKind};
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// The inspector of several elements and links.
pub(super) fn many_ui(ui: &mut Ui, project: &Project, selection: &Selection, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let counted = |count: usize, noun: &str| match count {
        0 => None,
        1 => Some(format!("1 {noun}")),
        _ => Some(format!("{count} {noun}s")),
    };
    let detail: Vec<String> = counted(selection.elements.len(), "element")
        .into_iter()
        .chain(counted(selection.links.len(), "link"))
        .collect();
    let title = format!("{} selected", selection.len());
    head(ui, Icon::Stack, (t.accent_text, t.accent_soft), &title, &detail.join(", "));
    let actors: Vec<ElementId> = selection
        .elements
        .iter()
        .filter(|id| project.elements.get(*id).is_some_and(|element| element.actor().is_some()))
        .cloned()
        .collect();
    if !actors.is_empty() {
        widgets::section(ui, "Set for all actors", &actors.len().to_string(), |ui| {
            for (kind, label) in
                [(TermKind::Sector, "Sector"), (TermKind::Region, "Region"), (TermKind::Role, "Role")]
            {
                super::word_ui(ui, project, kind, label, None, |word| {
                    let change = match kind {
                        TermKind::Sector => ElementChange::Sector(word),
                        TermKind::Region => ElementChange::Region(word),
                        _ => ElementChange::Role(word),
                    };
                    actions.push(Action::Edit(Edit::ChangeElements { ids: actors.clone(), change }));
                });
            }
            widgets::paragraph(
                ui,
                "R, then two digits, rates interest and influence of all.",
                type_size::SMALL,
                Weight::Regular,
                t.text3,
            );
        });
    }
    widgets::section(ui, "Do with all", "", |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            for command in [Command::Duplicate, Command::Delete] {
                let entry = command.entry();
                if widgets::button(ui, Some(entry.icon.char()), entry.label).clicked() {
                    actions.push(Action::Run(command));
                }
            }
        });
    });
}
