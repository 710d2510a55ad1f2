//! An actor's ratings, assets and fields.

use egui::Ui;

use super::{change, word_ui};
use crate::app::App;
use crate::app::action::Action;
use crate::app::fonts::Weight;
use crate::app::theme::tokens;
use crate::app::widgets::{self, Gesture, RatingEdit};
use crate::edit::{Edit, ElementChange};
use crate::model::{Actor, ElementId, Id as _, Project, Scale, TermId, TermKind};
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// The levels that a click on an asset steps through: little, some, much.
const LEVELS: [f64; 3] = [30.0, 60.0, 85.0];

/// Everything that only actors have.
pub(super) fn actor_ui(
    ui: &mut Ui,
    app: &mut App,
    project: &Project,
    id: &ElementId,
    actor: &Actor,
    actions: &mut Vec<Action>,
) {
    ratings_ui(ui, app, project, id, actor, actions);
    assets_ui(ui, project, id, actor, actions);
    widgets::section(ui, "Details", "", |ui| {
        word_ui(ui, project, TermKind::Sector, "Sector", actor.sector.as_ref(), |word| {
            actions.push(change(id, ElementChange::Sector(word)));
        });
        word_ui(ui, project, TermKind::Region, "Region", actor.region.as_ref(), |word| {
            actions.push(change(id, ElementChange::Region(word)));
        });
        word_ui(ui, project, TermKind::Role, "Role", actor.role.as_ref(), |word| {
            actions.push(change(id, ElementChange::Role(word)));
        });
        stages_ui(ui, project, id, actor, actions);
    });
}

fn ratings_ui(
    ui: &mut Ui,
    app: &mut App,
    project: &Project,
    id: &ElementId,
    actor: &Actor,
    actions: &mut Vec<Action>,
) {
    let count = actor.ratings.len();
    let note = match count {
        0 => "Not rated".to_owned(),
        1 => "1 assessor".to_owned(),
        _ => format!("{count} assessors"),
    };
    widgets::section(ui, "Ratings", &note, |ui| {
        for scale in [Scale::Interest, Scale::Influence, Scale::Alignment] {
            let all: Vec<f64> = actor.ratings.values().filter_map(|rating| rating.get(scale)).collect();
            let own = own_rating(app, project, actor, scale);
            let rating = RatingEdit {
                label: match scale {
                    Scale::Interest => "Interest",
                    Scale::Influence => "Influence",
                    _ => "Alignment",
                },
                value: own,
                all: &all,
                range: scale.range(),
                note: actor
                    .spread(scale)
                    .filter(|_| scale == Scale::Alignment)
                    .map(|s| alignment_word(s.mean)),
            };
            ui.add_space(if scale == Scale::Interest { 0.0 } else { 8.0 });
            let shown = ui.push_id(scale.as_str(), |ui| widgets::rating_slider(ui, &rating)).inner;
            if let Some(gesture) = shown.change {
                rate(app, project, id, scale, gesture, actions);
            }
            let hint = match scale {
                Scale::Interest => "How committed to solving the problem. Press R, then 1 to 5.",
                Scale::Influence => {
                    "How far the actor can shift policy, markets or communities. R, interest, influence."
                }
                _ => "Against (−2) or in favour (+2).",
            };
            shown.response.on_hover_text(hint);
        }
    });
}

/// The rating of who rates on this computer; of a team with one assessor, that one's.
fn own_rating(app: &App, project: &Project, actor: &Actor, scale: Scale) -> Option<f64> {
    let assessor = crate::app::assessor::known(project, &app.settings)?;
    actor.ratings.get(&assessor)?.get(scale)
}

fn alignment_word(mean: f64) -> &'static str {
    match mean {
        m if m <= -1.5 => "Opposed",
        m if m <= -0.25 => "Mildly opposed",
        m if m < 0.25 => "Neutral",
        m if m < 1.5 => "Mildly in favour",
        _ => "In favour",
    }
}

fn rate(
    app: &mut App,
    project: &Project,
    id: &ElementId,
    scale: Scale,
    gesture: Gesture,
    actions: &mut Vec<Action>,
) {
    let (assessor, add) = crate::app::assessor::current(project, &mut app.settings);
    let mut set = |value: Option<f64>| {
        let edit = Edit::ChangeElements {
            ids: vec![id.clone()],
            change: ElementChange::Rating(assessor.clone(), scale, value),
        };
        let name = edit.name(project);
        actions.push(Action::Edit(Edit::Many(name, add.clone().into_iter().chain([edit]).collect())));
    };
    match gesture {
        Gesture::Set(value) => set(value),
        Gesture::Change(value) => set(Some(value)),
        Gesture::Begin(value) => {
            actions.push(Action::BeginGesture);
            let edit = Edit::ChangeElements {
                ids: vec![id.clone()],
                change: ElementChange::Rating(assessor.clone(), scale, Some(value)),
            };
            let name = edit.name(project);
            actions.push(Action::Edit(Edit::Many(name, add.into_iter().chain([edit]).collect())));
        }
        Gesture::Commit(value) => {
            set(Some(value));
            actions.push(Action::CommitGesture);
        }
    }
}

fn assets_ui(ui: &mut Ui, project: &Project, id: &ElementId, actor: &Actor, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    widgets::section(ui, "Assets", "", |ui| {
        if actor.assets.is_empty() {
            let hint = "What does this actor bring? Add an asset, then click it to set how much.";
            widgets::paragraph(ui, hint, type_size::SMALL, Weight::Regular, t.text3);
            ui.add_space(6.0);
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(8.0, 6.0);
            for (asset, level) in &actor.assets {
                asset_ui(ui, project, id, asset, *level, actions);
            }
            let missing: Vec<_> = project
                .words(TermKind::Asset)
                .into_iter()
                .filter(|word| !actor.assets.keys().any(|id| project.resolve(TermKind::Asset, id) == word.id))
                .collect();
            if missing.is_empty() {
                return;
            }
            let plus = widgets::icon_chip(ui, Some(Icon::Plus.char()), "Add", false);
            egui::Popup::menu(&plus).show(|ui| {
                ui.set_min_width(160.0);
                for word in missing {
                    let icon = Icon::of_asset(word.id.as_str()).char();
                    if widgets::menu_row(ui, Some(icon), &word.name, "").clicked() {
                        actions.push(change(id, ElementChange::Asset(word.id.clone(), Some(LEVELS[1]))));
                        ui.close();
                    }
                }
            });
        });
    });
}

fn asset_ui(
    ui: &mut Ui,
    project: &Project,
    id: &ElementId,
    asset: &TermId,
    level: f64,
    actions: &mut Vec<Action>,
) {
    let name = project.word(TermKind::Asset, asset);
    let icon = Icon::of_asset(project.resolve(TermKind::Asset, asset).as_str()).char();
    let chip = widgets::asset_chip(ui, icon, &name, level);
    if chip.clicked() {
        let next = LEVELS.into_iter().find(|step| *step > level).unwrap_or(LEVELS[0]);
        actions.push(change(id, ElementChange::Asset(asset.clone(), Some(next))));
    }
    if chip.secondary_clicked() {
        actions.push(change(id, ElementChange::Asset(asset.clone(), None)));
    }
    chip.on_hover_text(format!("{name}: level {level:.0} of 100. Click for more, right-click to remove."));
}

fn stages_ui(ui: &mut Ui, project: &Project, id: &ElementId, actor: &Actor, actions: &mut Vec<Action>) {
    let words = project.words(TermKind::Stage);
    let on =
        |word: &TermId| actor.stages.iter().any(|stage| project.resolve(TermKind::Stage, stage) == *word);
    let count = words.iter().filter(|word| on(&word.id)).count();
    let shown = if count == 0 { "None".to_owned() } else { format!("{count} of {}", words.len()) };
    widgets::row_label_value(ui, "Stages", |ui| {
        widgets::dropdown(ui, "Stages", &shown, |ui| {
            for word in &words {
                let active = on(&word.id);
                let icon = active.then_some(Icon::Check.char());
                if widgets::menu_row(ui, icon, &word.name, "").clicked() {
                    actions.push(change(id, ElementChange::Stage(word.id.clone(), !active)));
                }
            }
        })
        .0
    });
}
