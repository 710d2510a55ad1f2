//! What several people's causal maps agree on: what to talk about first, then what all, most or one of them draw.

use egui::{Align2, Sense, Ui, pos2, vec2};

use super::hints::title;
use crate::analysis::{Agreement, Shared};
use crate::app::App;
use crate::app::action::Action;
use crate::app::causal::agreement::{Agreed, as_claims, causal_maps};
use crate::app::chooser::Purpose;
use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, corners, tokens};
use crate::app::view_state::Spotlight;
use crate::app::widgets::{self, Card, SignMark};
use crate::edit::Selection;
use crate::model::{ElementId, LinkId, Polarity, Project};
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// More ways of a kind than this are counted and not listed.
const MOST: usize = 40;

/// The page.
pub(super) fn agreement_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    app.ask_agreement(ui.ctx());
    super::super::header(ui, "Agreement of maps", "");
    super::super::body(ui, "agreement", 12.0, |ui| {
        if widgets::button(ui, Some(Icon::ArrowLeft.char()), "All loops").clicked() {
            app.desk.agreement.open = false;
        }
        ui.add_space(8.0);
        maps_ui(ui, app);
        ui.add_space(12.0);
        let Some(agreed) = app.desk.agreement.found.latest() else {
            super::super::working_ui(ui, app.desk.agreement.found.progress());
            return;
        };
        if agreed.titles.len() < 2 {
            super::super::empty(
                ui,
                "Choose two maps or more. Each person's map can be a causal map of this project, or a file.",
            );
            return;
        }
        let project = app.session.history.project().clone();
        let t = tokens(ui);
        widgets::paragraph(ui, &summary(&agreed), type_size::SMALL, Weight::Regular, t.text2);
        ui.add_space(12.0);
        for kind in Shared::ALL {
            kind_ui(ui, app, &project, &agreed, kind, actions);
        }
    });
}

/// Which maps are compared, and a way to bring others.
fn maps_ui(ui: &mut Ui, app: &mut App) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for (id, title) in causal_maps(app.session.history.project()) {
            let is_in = !app.desk.agreement.left_out.contains(&id);
            let chip = ui.push_id(&id, |ui| widgets::chip(ui, &title, is_in)).inner;
            if chip.clicked() {
                if is_in {
                    app.desk.agreement.left_out.insert(id);
                } else {
                    app.desk.agreement.left_out.remove(&id);
                }
            }
        }
        let others: Vec<(usize, String)> = app
            .desk
            .agreement
            .others()
            .iter()
            .map(|(number, other)| (*number, other.title.clone()))
            .collect();
        for (number, title) in others {
            let chip = ui.push_id(number, |ui| widgets::clear_chip(ui, None, &title)).inner;
            if chip.clicked() {
                app.desk.agreement.put_away(number);
            }
            chip.on_hover_text("A file, read for the comparison. Click to leave it out.");
        }
        let word = if app.desk.agreement.is_reading() { "Reading…" } else { "Add a file" };
        if widgets::link_button(ui, word, false).clicked() {
            app.choose(ui.ctx(), Purpose::SomebodysMap);
        }
    });
}

/// "3 maps draw 14 links. All draw 3 …".
fn summary(agreed: &Agreed) -> String {
    let links = &agreed.consensus.links;
    let of = |kind: Shared| links.iter().filter(|one| one.shared() == kind).count();
    let maps = agreed.titles.len();
    let (differ, all, one) = (of(Shared::SignsDiffer), of(Shared::All), of(Shared::One));
    let signs = match differ {
        0 => "Nowhere do signs differ.".to_owned(),
        1 => "On 1 link signs differ.".to_owned(),
        differ => format!("On {differ} links signs differ."),
    };
    let links = links.len();
    let said = format!(
        "{maps} maps draw {links} links. All draw {all} with no sign against another, and {one} are in one map alone. \
         {signs}"
    );
    let near = agreed.consensus.distances.iter().min_by(|a, b| a.2.total_cmp(&b.2)).filter(|_| maps > 2);
    let named =
        near.and_then(|(a, b, distance)| Some((agreed.titles.get(*a)?, agreed.titles.get(*b)?, distance)));
    match named {
        None => said,
        Some((a, b, distance)) => {
            let share = (1.0 - distance) * 100.0;
            format!("{said} Nearest to each other: {a} and {b}, which share {share:.0} %.")
        }
    }
}

fn kind_ui(
    ui: &mut Ui,
    app: &App,
    project: &Project,
    agreed: &Agreed,
    kind: Shared,
    actions: &mut Vec<Action>,
) {
    let of_kind: Vec<(usize, &Agreement)> =
        agreed.consensus.links.iter().enumerate().filter(|(_, one)| one.shared() == kind).collect();
    if of_kind.is_empty() {
        return;
    }
    let name = match kind {
        Shared::SignsDiffer => "Signs differ",
        Shared::All => "All draw it",
        Shared::Most => "Most draw it",
        Shared::Some => "Some draw it",
        Shared::One => "One map alone",
    };
    let all: Vec<LinkId> =
        of_kind.iter().flat_map(|(at, _)| agreed.links.get(*at).into_iter().flatten().cloned()).collect();
    let key = format!("agreement {kind:?}");
    let active = app.view.active_card.as_deref() == Some(key.as_str());
    ui.horizontal(|ui| {
        title(ui, name, of_kind.len());
        if !all.is_empty()
            && widgets::link_button(ui, if active { "Light off" } else { "Light" }, false).clicked()
        {
            actions.push(Action::Select(Selection::default()));
            actions.push(Action::Light((!active).then(|| spotlight(project, name, all.iter().cloned()))));
            actions.push(Action::Activate((!active).then_some(key)));
        }
    });
    for (at, one) in of_kind.iter().take(MOST) {
        let links = agreed.links.get(*at).map_or(&[][..], Vec::as_slice);
        let way = format!("{} → {}", one.from, one.to);
        ui.push_id(("way", *at), |ui| {
            if kind == Shared::SignsDiffer {
                differ_ui(ui, project, agreed, *at, &way, actions);
            } else {
                way_ui(ui, project, (one, &way), &who(agreed, one), links, actions);
            }
        });
    }
    if let Some(more) = of_kind.len().checked_sub(MOST).filter(|more| *more > 0) {
        let t = tokens(ui);
        widgets::paragraph(ui, &format!("{more} more."), type_size::SMALL, Weight::Regular, t.text3);
    }
    ui.add_space(12.0);
}

/// "+ Ana, Ben; − Chen".
fn who(agreed: &Agreed, one: &Agreement) -> String {
    let with = |sign: Polarity| {
        let said = agreed.titles.iter().zip(&one.by_map).filter(|(_, said)| **said == Some(sign));
        let names: Vec<&str> = said.map(|(title, _)| title.as_str()).collect();
        (!names.is_empty()).then(|| format!("{} {}", sign.as_str().replace('-', "−"), names.join(", ")))
    };
    let signs = [Polarity::Plus, Polarity::Minus, Polarity::Unknown];
    signs.into_iter().filter_map(with).collect::<Vec<_>>().join("; ")
}

fn spotlight(project: &Project, title: &str, links: impl Iterator<Item = LinkId>) -> Spotlight {
    let links: std::collections::BTreeSet<LinkId> = links.collect();
    let ends = links.iter().filter_map(|id| project.links.get(id)?.ends.pair());
    let elements: std::collections::BTreeSet<ElementId> =
        ends.flat_map(|(from, to)| [from.clone(), to.clone()]).collect();
    Spotlight { title: title.to_owned(), elements, links, kind: None }
}

/// A card for a way on which signs differ: who says what, which loops turn with it, and keeping both views.
fn differ_ui(
    ui: &mut Ui,
    project: &Project,
    agreed: &Agreed,
    at: usize,
    way: &str,
    actions: &mut Vec<Action>,
) {
    let t = tokens(ui);
    let Some(one) = agreed.consensus.links.get(at) else { return };
    let links = agreed.links.get(at).map_or(&[][..], Vec::as_slice);
    let turning = agreed.turning.get(&at).map_or(&[][..], Vec::as_slice);
    let evidence = match turning {
        [] => who(agreed, one),
        [only] => format!("{}. {only} turns with it", who(agreed, one)),
        [first, rest @ ..] => format!("{}. {first} and {} more turn with it", who(agreed, one), rest.len()),
    };
    let card = Card {
        icon: Icon::Scales.char(),
        kind: "Signs differ",
        kind_color: t.warn,
        action: if links.is_empty() { "" } else { "Keep as claims" },
        sentence: way,
        evidence: &evidence,
        active: false,
    };
    let shown = widgets::finding_card(ui, &card);
    light_or_select(project, way, links, (shown.response.hovered(), shown.response.clicked()), actions);
    if shown.action {
        actions.extend(as_claims(project, agreed, at).map(Action::Edit));
        actions.extend(links.first().map(|id| Action::Select(Selection::link(id.clone()))));
    }
    shown.response.on_hover_text(format!("{way}\n{evidence}"));
    ui.add_space(8.0);
}

fn light_or_select(
    project: &Project,
    way: &str,
    links: &[LinkId],
    (hovered, clicked): (bool, bool),
    actions: &mut Vec<Action>,
) {
    if hovered && !links.is_empty() {
        actions.push(Action::Preview(spotlight(project, way, links.iter().cloned())));
    }
    if clicked && !links.is_empty() {
        actions
            .push(Action::Select(Selection { elements: [].into(), links: links.iter().cloned().collect() }));
    }
}

/// A row for a way: its sign, where maps give it one and the same, and who draws it.
fn way_ui(
    ui: &mut Ui,
    project: &Project,
    (one, way): (&Agreement, &str),
    who: &str,
    links: &[LinkId],
    actions: &mut Vec<Action>,
) {
    let t = tokens(ui);
    let size = vec2(ui.available_width(), 40.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(rect.expand2(vec2(6.0, 0.0)), corners(6.0), color(t.hover));
    }
    let middle = rect.center().y;
    let mark = match (one.plus, one.minus) {
        (0, 0) => SignMark::Unsigned,
        (_, 0) => SignMark::Plus,
        (0, _) => SignMark::Minus,
        _ => SignMark::Contested,
    };
    widgets::paint_sign(ui, pos2(rect.left() + 8.0, middle), 16.0, mark);
    let count = format!("{}/{}", one.drawn, one.by_map.len());
    let job = fonts::text(&count, type_size::MICRO.0, Weight::Medium, color(t.text3));
    widgets::text_at(ui, pos2(rect.right(), middle), Align2::RIGHT_CENTER, job);
    let room = rect.width() - 26.0 - 32.0;
    for (text, weight, ink, down) in
        [(way, Weight::Medium, t.text, -8.0), (who, Weight::Regular, t.text3, 8.0)]
    {
        let job = fonts::text(text, type_size::SMALL.0, weight, color(ink));
        let at = pos2(rect.left() + 26.0, middle + down);
        widgets::text_at(ui, at, Align2::LEFT_CENTER, fonts::elided(job, room, 1));
    }
    let said = format!("{way}: {who}");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, said.clone()));
    light_or_select(project, way, links, (response.hovered(), response.clicked()), actions);
    response.on_hover_text(said);
}
