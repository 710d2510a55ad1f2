//! What is wanted: a bar for each asset and lever, and its target and weight when it is opened.

use egui::{Align2, Rect, Sense, Ui, WidgetInfo, WidgetType, pos2, vec2};

use crate::analysis::{Supply, templates};
use crate::app::App;
use crate::app::action::Action;
use crate::app::coalition::{Answers, held_assets};
use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, corners, tokens};
use crate::app::widgets::{self, Gesture, Slide};
use crate::edit::CoalitionChange;
use crate::model::{Id as _, Target, TermKind};
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// The wishes.
pub(super) fn wishes_ui(ui: &mut Ui, app: &mut App, answers: &Answers, actions: &mut Vec<Action>) {
    let supply: Vec<Supply> = answers.set.as_ref().map(|set| set.supply.clone()).unwrap_or_default();
    widgets::section(ui, "Wanted assets and levers", "", |ui| {
        if supply.is_empty() {
            super::parts::hint(
                ui,
                "Nothing is wanted yet, since no actor holds an asset. Tag actors, or add a wish.",
            );
            ui.add_space(4.0);
        }
        for wish in &supply {
            wish_ui(ui, app, wish, actions);
        }
        ui.add_space(4.0);
        add_menu(ui, app, actions);
    });
}

fn key(wish: &Supply) -> String {
    match (&wish.asset, &wish.lever) {
        (Some(id), _) => id.to_string(),
        (_, Some(end)) => end.as_str().to_owned(),
        _ => wish.name.clone(),
    }
}

fn wish_ui(ui: &mut Ui, app: &mut App, wish: &Supply, actions: &mut Vec<Action>) {
    let key = key(wish);
    let open = app.partnering.open_wish.as_ref() == Some(&key);
    ui.push_id(&key, |ui| {
        let clicked = row(ui, wish, open);
        if clicked {
            app.partnering.open_wish = (!open).then(|| key.clone());
        }
        if open {
            sliders(ui, app, wish, actions);
        }
    });
}

/// Icon, name, held of target, and the bar. Gives whether it was clicked.
fn row(ui: &mut Ui, wish: &Supply, open: bool) -> bool {
    let t = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 36.0), Sense::click());
    if response.hovered() || open {
        ui.painter().rect_filled(rect.expand2(vec2(6.0, 0.0)), corners(6.0), color(t.hover));
    }
    let full = wish.held >= wish.target - 1e-9;
    let middle = rect.top() + 13.0;
    let icon = wish.asset.as_ref().map_or(Icon::Link, |id| Icon::of_asset(id.as_str()));
    widgets::glyph(ui, pos2(rect.left() + 7.0, middle), icon.char(), 14.0, color(t.text2));
    let target = fonts::mono(&format!(" / {:.1}", wish.target), type_size::SMALL.0, false, color(t.text2));
    let figure = widgets::text_at(ui, pos2(rect.right(), middle), Align2::RIGHT_CENTER, target);
    let held = fonts::mono(
        &format!("{:.2}", wish.held),
        type_size::SMALL.0,
        !full,
        color(if full { t.text } else { t.warn }),
    );
    let figure = widgets::text_at(ui, pos2(figure.left(), middle), Align2::RIGHT_CENTER, held);
    let name = fonts::text(&wish.name, type_size::SMALL.0, Weight::Medium, color(t.text));
    let room = (figure.left() - rect.left() - 28.0).max(24.0);
    widgets::text_at(ui, pos2(rect.left() + 20.0, middle), Align2::LEFT_CENTER, fonts::elided(name, room, 1));
    let track =
        Rect::from_min_max(pos2(rect.left(), rect.top() + 25.0), pos2(rect.right(), rect.top() + 31.0));
    ui.painter().rect_filled(track, corners(3.0), color(t.border));
    let share = (wish.held / wish.target.max(1e-9)).clamp(0.0, 1.0) as f32;
    if share > 0.0 {
        let bar = Rect::from_min_size(track.min, vec2((track.width() * share).max(6.0), 6.0));
        ui.painter().rect_filled(bar, corners(3.0), color(if full { t.accent } else { t.warn }));
    }
    let said = format!("{}: {:.2} of {:.1} wanted", wish.name, wish.held, wish.target);
    response.widget_info(|| WidgetInfo::selected(WidgetType::Button, true, open, &said));
    widgets::focus_ring(ui, &response, rect, 6.0);
    let clicked = response.clicked();
    widgets::tip(response, &format!("{said}, weight {}. Click to change.", plain(wish.weight)), None);
    clicked
}

fn plain(value: f64) -> String {
    format!("{value:.2}").trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Target and weight, and a way to take the wish away.
fn sliders(ui: &mut Ui, app: &App, wish: &Supply, actions: &mut Vec<Action>) {
    let target = format!("{:.1}", wish.target);
    let weight = plain(wish.weight);
    let slides = [
        (
            Slide {
                label: "Target",
                value: wish.target,
                range: (0.1, 5.0),
                step: 0.1,
                shown: &target,
                label_width: 70.0,
            },
            "How much is enough, in actors at full level",
        ),
        (
            Slide {
                label: "Weight",
                value: wish.weight,
                range: (0.1, 3.0),
                step: 0.1,
                shown: &weight,
                label_width: 70.0,
            },
            "How much this wish counts among the others",
        ),
    ];
    let mut slid: Vec<(bool, Gesture)> = Vec::new();
    for (at, (slide, what)) in slides.iter().enumerate() {
        let (response, gesture) = ui.push_id(slide.label, |ui| widgets::slider(ui, slide)).inner;
        response.on_hover_text(*what);
        slid.extend(gesture.map(|gesture| (at == 0, gesture)));
    }
    for (is_target, gesture) in slid {
        let set = |value: f64| {
            let mut target = stored(app, wish);
            if is_target {
                target.target = Some(value);
            } else {
                target.weight = Some(value);
            }
            change(app, wish, Some(target))
        };
        app.slide_coalition(gesture, set, actions);
    }
    ui.add_space(2.0);
    let away = widgets::link_button(ui, "Take the wish away", false);
    if away.clicked() {
        app.change_coalition(change(app, wish, None), actions);
    }
    widgets::tip(away, "This no longer counts", None);
    ui.add_space(8.0);
}

/// The wish as it is stored, with every field it has.
fn stored(app: &App, wish: &Supply) -> Target {
    let found = app.coalition().and_then(|(_, found)| match (&wish.asset, &wish.lever) {
        (Some(id), _) => found.wanted.get(id).cloned(),
        (_, Some(end)) => found.levers.get(end).cloned(),
        _ => None,
    });
    found.unwrap_or_default()
}

fn change(app: &App, wish: &Supply, to: Option<Target>) -> Vec<CoalitionChange> {
    match (&wish.asset, &wish.lever) {
        (Some(id), _) => app.set_wish(id, to),
        (_, Some(end)) => App::set_lever(end, to),
        _ => Vec::new(),
    }
}

/// More wishes: assets, what the marked links need, and templates.
fn add_menu(ui: &mut Ui, app: &App, actions: &mut Vec<Action>) {
    let project = app.session.history.project().clone();
    let t = tokens(ui);
    let label = fonts::text("+  Add a wish", type_size::SMALL.0, Weight::SemiBold, color(t.accent_text));
    let menu = super::rules::quiet_menu(ui, label, |ui| {
        ui.set_min_width(240.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        let wanted = app.wishes();
        let missing: Vec<_> = project
            .words(TermKind::Asset)
            .into_iter()
            .filter(|word| !wanted.contains_key(&word.id))
            .collect();
        for word in missing {
            let icon = Icon::of_asset(word.id.as_str());
            if widgets::menu_row(ui, Some(icon.char()), &word.name, "").clicked() {
                app.change_coalition(app.set_wish(&word.id, Some(Target::default())), actions);
                ui.close();
            }
        }
        let marked = app.want_marked();
        let row = ui.add_enabled_ui(!marked.is_empty(), |ui| {
            widgets::menu_row(ui, Some(Icon::BezierCurve.char()), "What the marked links need", "")
        });
        if row.inner.clicked() {
            app.change_coalition(marked, actions);
            ui.close();
        }
        ui.separator();
        for template in templates() {
            let row = ui.push_id(template.name, |ui| {
                widgets::menu_row(ui, Some(Icon::ClipboardText.char()), template.name, "")
            });
            if row.inner.clicked() {
                let now = app.wishes();
                let known: Vec<_> = now
                    .keys()
                    .filter(|id| !template.wanted.iter().any(|(asset, ..)| id.as_str() == *asset))
                    .cloned()
                    .collect();
                let mut changes: Vec<CoalitionChange> = template
                    .wanted
                    .iter()
                    .map(|(asset, target, weight)| {
                        let wish =
                            Target { target: Some(*target), weight: Some(*weight), ..Target::default() };
                        CoalitionChange::Asset((*asset).into(), Some(wish))
                    })
                    .collect();
                changes.extend(known.into_iter().map(|id| CoalitionChange::Asset(id, None)));
                app.change_coalition(changes, actions);
                ui.close();
            }
            row.inner.on_hover_text(template.about);
        }
        let all = held_assets(&project);
        let names_something = app.coalition().is_some_and(|(_, found)| !found.wanted.is_empty());
        if names_something && !all.is_empty() {
            let row = widgets::menu_row(ui, Some(Icon::Stack.char()), "Everything that actors hold", "");
            if row.clicked() {
                let now = app.wishes().into_keys();
                app.change_coalition(now.map(|id| CoalitionChange::Asset(id, None)).collect(), actions);
                ui.close();
            }
        }
    });
    widgets::tip(menu, "Want another asset, the levers of the marked links, or what a template says", None);
}
