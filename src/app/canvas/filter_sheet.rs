//! The sheet under the filter chip: what the map holds, field by field, as chips to switch on and off.

use std::collections::{BTreeMap, BTreeSet};

use egui::{Popup, PopupCloseBehavior, ScrollArea, Ui, vec2};

use crate::analysis::network::Measure;
use crate::app::App;
use crate::app::fonts::Weight;
use crate::app::reading::fields::{self, Field};
use crate::app::theme::tokens;
use crate::app::widgets;
use crate::model::{Filter, LoopId, Map, Project, Scale, TermId, TermKind};
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// How wide the sheet is.
const WIDTH: f32 = 320.0;

/// How many of the highest may pass.
const TOP: [f64; 4] = [3.0, 5.0, 10.0, 20.0];

/// The chip, and its sheet while that is open.
pub(super) fn filter_chip(ui: &mut Ui, app: &App, filter: &mut Filter) {
    let chip = widgets::icon_chip(ui, Some(Icon::FunnelSimple.char()), "Filter", false);
    let chip = widgets::tip(chip, "Dim what does not pass", None);
    let project = app.session.history.project();
    let Some(map) = app.view.map.as_ref().and_then(|map| project.maps.get(map)) else { return };
    let height = (ui.ctx().content_rect().bottom() - chip.rect.bottom() - 40.0).max(160.0);
    Popup::menu(&chip).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_width(WIDTH);
        ScrollArea::vertical().max_height(height).show(ui, |ui| {
            ui.set_width(WIDTH - 8.0);
            sheet(ui, project, map, filter);
        });
    });
}

fn sheet(ui: &mut Ui, project: &Project, map: &Map, filter: &mut Filter) {
    ui.add_space(4.0);
    widgets::search_field(ui, &mut filter.text, "Words in names and notes", "");
    let held = Held::new(project, map);
    for field in Field::ALL {
        match field {
            Field::Kinds if held.kinds.len() > 1 || !filter.kinds.is_empty() => {
                section(ui, field.title(), |ui| {
                    for kind in held.kinds.union(&filter.kinds.clone()) {
                        let word = kind.as_str();
                        let name =
                            word.chars().next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
                        let name = format!("{name}{}", word.get(1..).unwrap_or_default());
                        if widgets::chip(ui, &name, filter.kinds.contains(kind)).clicked() {
                            fields::toggle(&mut filter.kinds, *kind);
                        }
                    }
                });
            }
            Field::Words(kind) => words_section(ui, project, (kind, &held), filter),
            Field::Rating(scale) if held.rated.contains(&scale) || filter.range(scale).is_some() => {
                rating_section(ui, scale, filter);
            }
            Field::Unrated if held.unrated || filter.unrated => {
                section(ui, "Ratings", |ui| {
                    if widgets::chip(ui, "Interest or influence not rated", filter.unrated).clicked() {
                        filter.unrated = !filter.unrated;
                    }
                });
            }
            Field::Top if held.linked || !filter.top.is_empty() => top_section(ui, filter),
            Field::Signs if !held.signs.is_empty() || !filter.polarities.is_empty() => {
                section(ui, "Sign of causal links", |ui| {
                    for sign in held.signs.union(&filter.polarities.clone()) {
                        let on = filter.polarities.contains(sign);
                        if widgets::chip(ui, fields::sign_text(*sign), on).clicked() {
                            fields::toggle(&mut filter.polarities, *sign);
                        }
                    }
                });
            }
            Field::Loops if !held.loops.is_empty() || !filter.loops.is_empty() => {
                section(ui, field.title(), |ui| {
                    let both = held.loops.union(&filter.loops).cloned().collect::<Vec<_>>();
                    let mut loops: Vec<_> =
                        both.iter().filter_map(|id| Some((id, project.loops.get(id)?))).collect();
                    loops.sort_by(|a, b| a.1.label.cmp(&b.1.label).then_with(|| a.0.cmp(b.0)));
                    for (id, named) in loops {
                        let chip = widgets::chip(ui, &named.label, filter.loops.contains(id));
                        if widgets::tip(chip, &named.name, None).clicked() {
                            fields::toggle(&mut filter.loops, id.clone());
                        }
                    }
                });
            }
            _ => {}
        }
    }
    ui.add_space(6.0);
}

fn words_section(ui: &mut Ui, project: &Project, (kind, held): (TermKind, &Held), filter: &mut Filter) {
    let mut offered = held.words.get(&kind).cloned().unwrap_or_default();
    offered.extend(fields::words(filter, kind).into_iter().flatten().cloned());
    if offered.is_empty() {
        return;
    }
    let title = if kind == TermKind::Tie { "Kind of tie" } else { Field::Words(kind).title() };
    // In the order of the vocabulary, the project's own words last.
    let known = project.words(kind);
    let place = |id: &TermId| known.iter().position(|word| word.id == *id).unwrap_or(known.len());
    let mut offered: Vec<TermId> = offered.into_iter().collect();
    offered.sort_by_key(|id| (place(id), id.clone()));
    section(ui, title, |ui| {
        for id in offered {
            let Some(words) = fields::words_mut(filter, kind) else { continue };
            if widgets::chip(ui, &project.word(kind, &id), words.contains(&id)).clicked() {
                fields::toggle(words, id);
            }
        }
    });
}

fn rating_section(ui: &mut Ui, scale: Scale, filter: &mut Filter) {
    section(ui, Field::Rating(scale).title(), |ui| {
        let (least, most) = scale.range();
        let range = filter.range(scale).cloned();
        let chosen = range.as_ref().map(|range| fields::steps(range, scale));
        let mut step = least;
        while step <= most {
            let on = chosen.is_some_and(|(low, high)| step >= low && step <= high);
            let text = fields::step_text(scale, step);
            let chip = ui.push_id((scale.as_str(), &text), |ui| widgets::chip(ui, &text, on)).inner;
            if widgets::tip(chip, "Click two steps for a range", None).clicked() {
                match fields::with_step(range.as_ref(), scale, step) {
                    Some(range) => drop(filter.ratings.insert(scale.as_str().to_owned(), range)),
                    None => drop(filter.ratings.remove(scale.as_str())),
                }
            }
            step += 1.0;
        }
    });
}

/// The measures that people ask for most, and how many of the highest pass.
fn top_section(ui: &mut Ui, filter: &mut Filter) {
    const OFFERED: [Measure; 6] = [
        Measure::DegreeCentrality,
        Measure::Betweenness,
        Measure::Harmonic,
        Measure::Eigenvector,
        Measure::PageRank,
        Measure::WeightedDegree,
    ];
    let mut count = filter.top.values().copied().next().unwrap_or(TOP[1]);
    section(ui, "Only the highest by", |ui| {
        for measure in OFFERED {
            let name = measure.as_str();
            let chip = widgets::chip(ui, measure.label(), filter.top.contains_key(name));
            if widgets::tip(chip, measure.meaning(), None).clicked() && filter.top.remove(name).is_none() {
                filter.top.insert(name.to_owned(), count);
            }
        }
    });
    if filter.top.is_empty() {
        return;
    }
    section(ui, "How many pass", |ui| {
        for choice in TOP {
            if widgets::chip(ui, &format!("{choice:.0}"), (choice - count).abs() < 0.5).clicked() {
                count = choice;
                filter.top.values_mut().for_each(|of| *of = choice);
            }
        }
    });
}

/// A title with chips below it, on as many lines as they need.
fn section(ui: &mut Ui, title: &str, chips: impl FnOnce(&mut Ui)) {
    let t = tokens(ui);
    ui.add_space(8.0);
    widgets::label(ui, title, type_size::SMALL, Weight::SemiBold, t.text3);
    ui.add_space(2.0);
    ui.push_id(title, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
            chips(ui);
        });
    });
}

/// What a map holds that one can filter by.
#[derive(Default)]
struct Held {
    kinds: BTreeSet<crate::model::ElementKind>,
    words: BTreeMap<TermKind, BTreeSet<TermId>>,
    rated: BTreeSet<Scale>,
    unrated: bool,
    signs: BTreeSet<crate::model::Polarity>,
    loops: BTreeSet<LoopId>,
    linked: bool,
}

impl Held {
    /// Linear in the elements and links of the map.
    fn new(project: &Project, map: &Map) -> Self {
        let mut held = Self::default();
        for element in map.elements.keys().filter_map(|id| project.elements.get(id)) {
            held.kinds.insert(element.kind());
            let Some(actor) = element.actor() else { continue };
            let single = [
                (TermKind::Sector, &actor.sector),
                (TermKind::Region, &actor.region),
                (TermKind::Role, &actor.role),
            ];
            let single = single.into_iter().filter_map(|(kind, word)| Some((kind, word.as_ref()?)));
            let stages = actor.stages.iter().map(|stage| (TermKind::Stage, stage));
            let assets = actor.assets.keys().map(|asset| (TermKind::Asset, asset));
            for (kind, word) in single.chain(stages).chain(assets) {
                held.words.entry(kind).or_default().insert(project.resolve(kind, word));
            }
            held.rated.extend(Scale::ALL.iter().filter(|scale| actor.spread(**scale).is_some()));
            held.unrated |=
                [Scale::Interest, Scale::Influence].iter().any(|scale| actor.spread(*scale).is_none());
        }
        held.linked = !map.links.is_empty();
        for link in map.links.keys().filter_map(|id| project.links.get(id)) {
            if let Some(tie) = link.tie().and_then(|tie| tie.tie.as_ref()) {
                let word = project.resolve(TermKind::Tie, tie);
                held.words.entry(TermKind::Tie).or_default().insert(word);
            }
            held.signs.extend(link.causal().map(crate::model::Causal::effective_polarity));
        }
        let shown = |named: &crate::model::NamedLoop| named.key.iter().all(|id| map.links.contains_key(id));
        let loops = project.loops.iter().filter(|(_, named)| !named.key.is_empty() && shown(named));
        held.loops = loops.map(|(id, _)| id.clone()).collect();
        held
    }
}
