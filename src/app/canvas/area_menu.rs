//! The rows of the right mouse button's menu for links, badges, groups, notes and pictures.

use egui::Ui;

use crate::app::App;
use crate::app::action::Action;
use crate::app::overlay::Overlay;
use crate::edit::{AreaChange, Edit, LinkChange};
use crate::model::{AreaId, Intent, LinkId, LoopId, MapId, Underlay};

fn row(ui: &mut Ui, text: &str) -> bool {
    let clicked = ui.add(egui::Button::new(text).min_size(egui::vec2(ui.available_width(), 28.0))).clicked();
    if clicked {
        ui.close();
    }
    clicked
}

/// The rows of a badge or an area, if the menu is about one.
pub(super) fn rows(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) -> bool {
    let Some((on, map)) = app.current_map() else { return false };
    if let Some(id) = app.view.menu_badge.clone() {
        badge_rows(ui, app, &on, &id, actions);
        return true;
    }
    let Some(area) = app.view.area.clone().filter(|_| app.view.selection.is_empty()) else { return false };
    let remove = Action::Edit(Edit::OnMap { map: on.clone(), change: AreaChange::Remove(area.clone()) });
    ui.set_min_width(200.0);
    match &area {
        AreaId::Group(_) => {
            if row(ui, "Rename group") {
                actions.push(Action::TypeArea(area));
            }
            if row(ui, "Ungroup") {
                actions.push(remove);
            }
        }
        AreaId::Note(_) => {
            if row(ui, "Edit note") {
                actions.push(Action::TypeArea(area));
            }
            if row(ui, "Delete note") {
                actions.push(remove);
            }
        }
        AreaId::Underlay(id) => {
            let unlocked = app.view.unlocked.as_ref() == Some(id);
            if row(ui, if unlocked { "Lock picture" } else { "Move picture" }) {
                app.view.unlocked = (!unlocked).then(|| id.clone());
                if unlocked {
                    actions.push(Action::ChooseArea(None));
                }
            }
            for percent in [100_u8, 60, 30] {
                let text = format!("Opacity {percent} %");
                if let (true, Some(before)) = (row(ui, &text), map.underlays.get(id)) {
                    let opacity = Some(f64::from(percent) / 100.0);
                    let change = AreaChange::Underlay(id.clone(), Underlay { opacity, ..before.clone() });
                    actions.push(Action::Edit(Edit::OnMap { map: on.clone(), change }));
                }
            }
            if row(ui, "Delete picture") {
                actions.push(remove);
            }
        }
    }
    true
}

fn badge_rows(ui: &mut Ui, app: &mut App, on: &MapId, id: &LoopId, actions: &mut Vec<Action>) {
    let project = app.session.history.project();
    let Some(named) = project.loops.get(id).cloned() else { return };
    let placed =
        project.maps.get(on).and_then(|map| map.loops.get(id)).is_some_and(|place| place.pos.is_some());
    ui.set_min_width(200.0);
    if row(ui, "Name this loop…") {
        let (key, label, text) = (named.key.clone(), named.label.clone(), named.name.clone());
        app.overlay = Some(Overlay::NameLoop { key, label, text });
    }
    if row(ui, "Round this loop") {
        let only = named.key.iter().cloned().collect();
        let bends = crate::layout::round_loops(app.session.history.project(), on, &only);
        let bend = |(link, bend)| Edit::Bend { map: on.clone(), link, bend: Some(bend) };
        let edits = bends.into_iter().map(bend).collect();
        actions.push(Action::Edit(Edit::Many(format!("Round loop {}", named.label), edits)));
    }
    if placed && row(ui, "Put the badge back into the middle") {
        let change = AreaChange::Badge(id.clone(), None);
        actions.push(Action::Edit(Edit::OnMap { map: on.clone(), change }));
    }
}

/// More rows for the selected links: their curves, and what the team means to do with causal ones.
pub(super) fn link_rows(ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
    let Some(on) = app.view.map.clone() else { return };
    let ids: Vec<LinkId> = app.view.selection.links.iter().cloned().collect();
    let bent = |bend: Option<f64>, name: &str| {
        let bend = |link: &LinkId| Edit::Bend { map: on.clone(), link: link.clone(), bend };
        Action::Edit(Edit::Many(name.to_owned(), ids.iter().map(bend).collect()))
    };
    ui.separator();
    if row(ui, "Straight") {
        actions.push(bent(Some(0.0), "Straighten link"));
    }
    if row(ui, "Default curve") {
        actions.push(bent(None, "Give link its default curve"));
    }
    let project = app.session.history.project();
    let causal: Vec<LinkId> = ids
        .iter()
        .filter(|id| project.links.get(*id).is_some_and(|link| link.causal().is_some()))
        .cloned()
        .collect();
    if causal.is_empty() {
        return;
    }
    ui.menu_button("What to do with it", |ui| {
        let marks = [
            ("Strengthen", Some(Intent::Strengthen)),
            ("Weaken", Some(Intent::Weaken)),
            ("Cut", Some(Intent::Cut)),
            ("Make it act sooner", Some(Intent::ShortenDelay)),
            ("Nothing", None),
        ];
        for (text, mark) in marks {
            if row(ui, text) {
                let change = LinkChange::Mark(mark);
                actions.push(Action::Edit(Edit::ChangeLinks { ids: causal.clone(), change }));
            }
        }
    });
}
