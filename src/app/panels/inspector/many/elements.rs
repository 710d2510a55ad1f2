//! What can be said of several actors, variables or issues.

use egui::Ui;

use super::{MIXED, Shared, rating_ui, switch_ui, word_ui};
use crate::app::App;
use crate::app::action::Action;
use crate::app::assessor;
use crate::app::widgets;
use crate::edit::{Edit, ElementChange, Selection};
use crate::model::{Actor, Body, ElementId, Id as _, Issue, Project, Scale, TermId, TermKind, Variable};
use crate::scene::icon::Icon;

/// The levels at which an asset can be set: little, some, much.
const LEVELS: [(&str, f64); 3] = [("Little", 30.0), ("Some", 60.0), ("Much", 85.0)];

/// The fields of each kind of element that is selected.
pub(super) fn elements_ui(
    ui: &mut Ui,
    app: &mut App,
    project: &Project,
    selection: &Selection,
    actions: &mut Vec<Action>,
) {
    let (mut actors, mut variables, mut issues) = (Vec::new(), Vec::new(), Vec::new());
    for (id, element) in selection.elements.iter().filter_map(|id| project.elements.get_key_value(id)) {
        match &element.body {
            Body::Actor(actor) => actors.push((id, actor)),
            Body::Variable(variable) => variables.push((id, variable)),
            Body::Issue(issue) => issues.push((id, issue)),
        }
    }
    if !actors.is_empty() {
        ratings_ui(ui, app, project, &actors, actions);
        assets_ui(ui, project, &actors, actions);
        details_ui(ui, project, &actors, actions);
    }
    variables_ui(ui, &variables, actions);
    issues_ui(ui, project, &issues, actions);
}

/// The ids of a list of records.
fn ids<R>(records: &[(&ElementId, R)]) -> Vec<ElementId> {
    records.iter().map(|(id, _)| (*id).clone()).collect()
}

fn change(ids: &[ElementId], change: ElementChange) -> Action {
    Action::Edit(Edit::ChangeElements { ids: ids.to_vec(), change })
}

fn ratings_ui(
    ui: &mut Ui,
    app: &mut App,
    project: &Project,
    actors: &[(&ElementId, &Actor)],
    actions: &mut Vec<Action>,
) {
    let ids = ids(actors);
    let known = app.settings.assessor().filter(|id| project.assessors.contains_key(id));
    let only = || project.assessors.keys().next().filter(|_| project.assessors.len() == 1).cloned();
    let rater = known.or_else(only);
    widgets::section(ui, "Ratings of all actors", &actors.len().to_string(), |ui| {
        for (scale, label) in
            [(Scale::Interest, "Interest"), (Scale::Influence, "Influence"), (Scale::Alignment, "Alignment")]
        {
            let own = |actor: &Actor| actor.ratings.get(rater.as_ref()?)?.get(scale);
            let Some(current) = Shared::of(actors.iter().map(|(_, actor)| own(actor))) else { continue };
            rating_ui(ui, (label, scale.range(), "Not rated by you"), current, actions, |value| {
                let (who, add) = assessor::current(project, &mut app.settings);
                let change = ElementChange::Rating(who, scale, value);
                let rate = Edit::ChangeElements { ids: ids.clone(), change };
                Edit::Many(rate.name(project), add.into_iter().chain([rate]).collect())
            });
            ui.add_space(8.0);
        }
    });
}

fn assets_ui(ui: &mut Ui, project: &Project, actors: &[(&ElementId, &Actor)], actions: &mut Vec<Action>) {
    let ids = ids(actors);
    let level_of = |actor: &Actor, asset: &TermId| {
        let held = actor.assets.iter().find(|(id, _)| project.resolve(TermKind::Asset, id) == *asset);
        held.map(|(_, level)| *level)
    };
    widgets::section(ui, "Assets of all actors", "", |ui| {
        for word in project.words(TermKind::Asset) {
            let Some(current) = Shared::of(actors.iter().map(|(_, actor)| level_of(actor, &word.id))) else {
                continue;
            };
            let shown = match current {
                Shared::Same(Some(level)) => format!("{level:.0}"),
                Shared::Same(None) => "None".to_owned(),
                Shared::Mixed => MIXED.to_owned(),
            };
            let mut chosen = None;
            ui.push_id(word.id.as_str(), |ui| {
                widgets::row_label_value(ui, &word.name, |ui| {
                    widgets::dropdown(ui, &word.name, &shown, |ui| {
                        for (name, level) in LEVELS {
                            if widgets::menu_row(ui, None, &format!("{name} ({level:.0})"), "").clicked() {
                                chosen = Some(Some(level));
                            }
                        }
                        if widgets::menu_row(ui, None, "None", "").clicked() {
                            chosen = Some(None);
                        }
                    })
                    .0
                    .on_hover_text(format!("{}: {shown}", word.name))
                });
            });
            if let Some(level) = chosen {
                actions.push(change(&ids, ElementChange::Asset(word.id.clone(), level)));
            }
        }
    });
}

fn details_ui(ui: &mut Ui, project: &Project, actors: &[(&ElementId, &Actor)], actions: &mut Vec<Action>) {
    let ids = ids(actors);
    widgets::section(ui, "Details of all actors", "", |ui| {
        type Word = fn(&Actor) -> Option<&TermId>;
        type Set = fn(Option<TermId>) -> ElementChange;
        let fields: [(TermKind, &str, Word, Set); 3] = [
            (TermKind::Sector, "Sector", |actor| actor.sector.as_ref(), ElementChange::Sector),
            (TermKind::Region, "Region", |actor| actor.region.as_ref(), ElementChange::Region),
            (TermKind::Role, "Role", |actor| actor.role.as_ref(), ElementChange::Role),
        ];
        for (kind, label, word, set) in fields {
            let words = actors.iter().map(|(_, actor)| word(actor).map(|id| project.resolve(kind, id)));
            if let Some(current) = Shared::of(words) {
                word_ui(ui, project, (kind, label), &current, |word| {
                    actions.push(change(&ids, set(word)));
                });
            }
        }
    });
}

fn variables_ui(ui: &mut Ui, variables: &[(&ElementId, &Variable)], actions: &mut Vec<Action>) {
    let goal = Shared::of(variables.iter().map(|(_, variable)| variable.goal));
    let external = Shared::of(variables.iter().map(|(_, variable)| variable.external));
    let (Some(goal), Some(external)) = (goal, external) else { return };
    let ids = ids(variables);
    widgets::section(ui, "All variables", &variables.len().to_string(), |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(8.0, 6.0);
            switch_ui(ui, Icon::Target, "Goal", goal, |on| {
                actions.push(change(&ids, ElementChange::Goal(on)));
            });
            switch_ui(ui, Icon::GlobeHemisphereEast, "External", external, |on| {
                actions.push(change(&ids, ElementChange::External(on)));
            });
        });
    });
}

fn issues_ui(ui: &mut Ui, project: &Project, issues: &[(&ElementId, &Issue)], actions: &mut Vec<Action>) {
    let resolve = |issue: &Issue| issue.category.as_ref().map(|id| project.resolve(TermKind::Issue, id));
    let Some(current) = Shared::of(issues.iter().map(|(_, issue)| resolve(issue))) else { return };
    let ids = ids(issues);
    widgets::section(ui, "All issues", &issues.len().to_string(), |ui| {
        word_ui(ui, project, (TermKind::Issue, "Category"), &current, |word| {
            actions.push(change(&ids, ElementChange::Category(word)));
        });
    });
}
