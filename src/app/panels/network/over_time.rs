//! Who gained and who lost in a figure since an earlier state of the map.

use std::cmp::Ordering;

use egui::{Align2, Popup, Sense, Ui, WidgetInfo, WidgetType, pos2, vec2};

use super::super::working_ui;
use super::figure;
use crate::analysis::network::{ElementChange, Measure, NetworkChanges};
use crate::app::App;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, corners, tokens};
use crate::app::widgets;
use crate::model::ElementId;
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// How many who gained, and how many who lost, are listed.
const MOST: usize = 15;
const ROW: f32 = 44.0;

/// One who is in both states: the figure then and now, with the ranks.
struct Moved<'a> {
    id: &'a ElementId,
    name: &'a str,
    then: f64,
    now: f64,
    ranks: [Option<usize>; 2],
}

/// Those whose figure changed, the greatest gain first.
fn moved(found: &NetworkChanges, measure: Measure) -> Vec<Moved<'_>> {
    let of = |element: &'_ ElementChange| -> Option<(f64, f64, [Option<usize>; 2])> {
        let change = element.changes.get(&measure)?;
        let [then, now] = change.values;
        Some((then?, now?, change.ranks))
    };
    let mut moved: Vec<Moved<'_>> = found
        .elements
        .iter()
        .filter_map(|element| {
            let (then, now, ranks) = of(element)?;
            Some(Moved { id: &element.id, name: &element.name, then, now, ranks })
        })
        .collect();
    moved.sort_by(|a, b| {
        let gain = |one: &Moved<'_>| one.now - one.then;
        gain(b).total_cmp(&gain(a)).then_with(|| a.id.cmp(b.id))
    });
    moved
}

/// The part of the panel: nothing but a way there while no earlier state is chosen.
pub(super) fn over_time_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    app.ask_timeline(ui.ctx());
    let look = app.timeline.look();
    let Some(Ok(look)) = look.as_deref() else {
        if widgets::link_button(ui, "Compare with an earlier state", false).clicked() {
            actions.push(Action::Run(Command::ShowTime));
        }
        ui.add_space(8.0);
        return;
    };
    app.ask_gains(ui.ctx());
    let since = format!("Since {}", look.when);
    widgets::label(ui, &since, type_size::BODY, Weight::SemiBold, t.text);
    ui.add_space(4.0);
    let Some(found) = app.timeline.figures() else {
        working_ui(ui, app.timeline.progress());
        return;
    };
    let Some(found) = found.as_ref() else {
        super::super::empty(ui, "There is no network to compare on this map.");
        return;
    };
    for sentence in &found.sentences {
        widgets::paragraph(ui, &format!("{sentence}."), type_size::SMALL, Weight::Regular, t.text2);
        ui.add_space(2.0);
    }
    let measures: Vec<Measure> = {
        let known = found.elements.iter().flat_map(|element| element.changes.keys().copied());
        let mut known: Vec<Measure> = known.collect();
        known.sort_unstable();
        known.dedup();
        known
    };
    let first = measures.iter().copied().find(|measure| *measure == Measure::Betweenness);
    let Some(measure) =
        app.timeline.measure.filter(|one| measures.contains(one)).or(first).or(measures.first().copied())
    else {
        return;
    };
    ui.add_space(6.0);
    measure_ui(ui, app, measure, &measures);
    let moved = moved(found, measure);
    let gained = moved.iter().take_while(|one| one.now > one.then).take(MOST);
    let lost = moved.iter().rev().take_while(|one| one.now < one.then).take(MOST);
    for one in gained.chain(lost) {
        ui.push_id(one.id, |ui| row_ui(ui, one, actions));
    }
}

/// Which figure; a press offers the others.
fn measure_ui(ui: &mut Ui, app: &mut App, measure: Measure, measures: &[Measure]) {
    let word = |measure: Measure| measure.as_str().replace('_', " ");
    let button = widgets::button(ui, Some(Icon::CaretDown.char()), &word(measure));
    let button = widgets::tip(button, "Choose another figure", None);
    Popup::menu(&button).show(|ui| {
        ui.set_width(240.0);
        egui::ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
            for other in measures {
                if widgets::menu_row(ui, None, &word(*other), "").clicked() {
                    app.timeline.measure = Some(*other);
                    ui.close();
                }
            }
        });
    });
    ui.add_space(4.0);
}

/// A name with its figure then and now.
fn row_ui(ui: &mut Ui, one: &Moved<'_>, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(rect, corners(6.0), color(t.hover));
    }
    let (icon, ink, verb) = match one.now.total_cmp(&one.then) {
        Ordering::Less => (Icon::ArrowDown, t.danger, "lost"),
        _ => (Icon::ArrowUp, t.success, "gained"),
    };
    widgets::glyph(ui, pos2(rect.left() + 8.0, rect.top() + 13.0), icon.char(), 14.0, color(ink));
    let room = rect.width() - 28.0;
    let name = fonts::text(one.name, type_size::BODY.0, Weight::SemiBold, color(t.text));
    let left = rect.left() + 24.0;
    widgets::text_at(ui, pos2(left, rect.top() + 13.0), Align2::LEFT_CENTER, fonts::elided(name, room, 1));
    let rank = match one.ranks {
        [Some(from), Some(to)] if from != to => format!(" · rank {from} → {to}"),
        [_, Some(rank)] => format!(" · rank {rank}"),
        _ => String::new(),
    };
    let said = format!("{} → {}{rank}", figure(one.then), figure(one.now));
    let job = fonts::text(&said, type_size::SMALL.0, Weight::Regular, color(t.text3));
    widgets::text_at(ui, pos2(left, rect.top() + 31.0), Align2::LEFT_CENTER, fonts::elided(job, room, 1));
    response.widget_info(|| {
        WidgetInfo::labeled(WidgetType::Button, true, format!("{} {verb}: {said}", one.name))
    });
    if response.clicked() {
        actions.push(Action::Reveal(one.id.clone()));
    }
}
