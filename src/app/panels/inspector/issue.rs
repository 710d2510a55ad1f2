//! What only issues have.

use egui::Ui;

use super::{change, word_ui};
use crate::app::action::Action;
use crate::app::widgets;
use crate::edit::ElementChange;
use crate::model::{ElementId, Issue, Project, TermKind};

/// The category.
pub(super) fn issue_ui(
    ui: &mut Ui,
    project: &Project,
    id: &ElementId,
    issue: &Issue,
    actions: &mut Vec<Action>,
) {
    widgets::section(ui, "Issue", "", |ui| {
        word_ui(ui, project, TermKind::Issue, "Category", issue.category.as_ref(), |word| {
            actions.push(change(id, ElementChange::Category(word)));
        });
    });
}
