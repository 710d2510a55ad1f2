//! Every widget in every state on one page, to look at and to test.

use egui::{Layout, ScrollArea, Ui, UiBuilder, Vec2, vec2};

use crate::analysis::LoopPolarity;
use crate::app::fonts::Weight;
use crate::app::theme::{color, tokens};
use crate::app::widgets::{self as w, SignMark, Tone, icon};
use crate::scene::tokens::{Theme, type_size};

mod lists;
#[cfg(test)]
mod tests;

const LIGHTBULB: char = '\u{E2DC}';
const LOOP: char = '\u{E094}';
const HANDSHAKE: char = '\u{E582}';
const CURSOR: char = '\u{E1DC}';
const LASSO: char = '\u{EDC6}';
const PRESENT: char = '\u{E654}';
const GAVEL: char = '\u{EA32}';
const WRENCH: char = '\u{E5D4}';
const COINS: char = '\u{E78E}';
const BANK: char = '\u{E0B4}';
const USERS: char = '\u{E68E}';
const GRAPH: char = '\u{EB58}';
const GRID: char = '\u{E296}';
const TABLE: char = '\u{E476}';
const PLAY: char = '\u{E3D0}';

/// What the gallery remembers.
#[derive(Debug)]
pub(super) struct Gallery {
    pub(super) interest: Option<f64>,
    pub(super) last: Option<w::Gesture>,
    pub(super) face: usize,
    pub(super) chip: usize,
    search: String,
    name: String,
    notes: String,
    pub(super) acted: usize,
    pub(super) ask: bool,
    pub(super) answer: Option<w::Choice>,
}

impl Default for Gallery {
    fn default() -> Self {
        Self {
            interest: Some(3.0),
            last: None,
            face: 0,
            chip: 0,
            search: String::new(),
            name: "BBMP municipality".to_owned(),
            notes: "Met in March. Will join if\nthe Pollution Board does.".to_owned(),
            acted: 0,
            ask: false,
            answer: None,
        }
    }
}

/// The page. Widths are those of the panels the widgets stand in.
pub(super) fn gallery_ui(ui: &mut Ui, gallery: &mut Gallery) {
    let t = tokens(ui);
    ui.painter().rect_filled(ui.max_rect(), 0.0, color(t.panel));
    ScrollArea::both().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing = Vec2::ZERO;
        ui.horizontal_top(|ui| {
            column(ui, 64.0, rail);
            column(ui, 288.0, |ui| findings(ui, gallery));
            column(ui, 288.0, loops);
            column(ui, 296.0, |ui| inspector(ui, gallery));
            column(ui, 640.0, |ui| rest(ui, gallery));
        });
    });
    if gallery.ask {
        let buttons = [
            w::DialogButton { text: "Keep editing", kind: w::ButtonKind::Safe },
            w::DialogButton { text: "Discard", kind: w::ButtonKind::Danger },
            w::DialogButton { text: "Save a copy", kind: w::ButtonKind::Plain },
        ];
        let words = (
            "Discard the changes?",
            "Four ratings and two ties were changed since 14:02. They cannot be brought back once discarded.",
        );
        if let Some(answer) = w::dialog(ui, egui::Id::new("ask"), words, &buttons) {
            gallery.answer = Some(answer);
            gallery.ask = false;
        }
    }
    let toast = w::Toast { icon: icon::CHECK, sentence: "3 actors merged into CAIF", action: "Undo" };
    let done = w::toast(ui, egui::Id::new("toast"), ui.ctx().content_rect(), &toast, 1.0);
    if done == Some(w::ToastAction::Act) {
        gallery.acted += 1;
    }
}

fn column(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui)) {
    ui.vertical(|ui| {
        ui.set_width(width);
        ui.add_space(8.0);
        contents(ui);
    });
}

fn rail(ui: &mut Ui) {
    let inner = ui.available_rect_before_wrap().shrink2(vec2(4.0, 0.0));
    ui.scope_builder(UiBuilder::new().max_rect(inner), |ui| {
        w::rail_item(ui, icon::FILTER, "Elements", false, None, true);
        w::rail_item(ui, LIGHTBULB, "Findings", true, Some(6), true);
        w::rail_item(ui, LOOP, "Loops", false, Some(128), true);
        w::rail_item(ui, HANDSHAKE, "Partners", false, None, true);
        ui.add_space(8.0);
        w::rail_item(ui, LIGHTBULB, "Findings short", true, Some(6), false);
        w::rail_item(ui, LOOP, "Loops short", false, None, false);
    });
}

fn padded<R>(ui: &mut Ui, by: f32, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let inner = ui.available_rect_before_wrap().shrink2(vec2(by, 0.0));
    ui.scope_builder(UiBuilder::new().max_rect(inner), contents).inner
}

fn findings(ui: &mut Ui, gallery: &mut Gallery) {
    let t = tokens(ui);
    padded(ui, 12.0, |ui| {
        w::label(ui, "Findings", type_size::TITLE, Weight::SemiBold, t.text);
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            for (index, text) in ["All 6", "Partners 1", "Bottlenecks 3"].into_iter().enumerate() {
                if w::chip(ui, text, gallery.chip == index).clicked() {
                    gallery.chip = index;
                }
            }
        });
        ui.add_space(12.0);
        ui.spacing_mut().item_spacing.y = 8.0;
        for card in cards(t) {
            if w::finding_card(ui, &card).action {
                gallery.acted += 1;
            }
        }
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            w::icon_chip(ui, Some(icon::FILTER), "Filter", false);
            w::clear_chip(ui, Some(icon::EYE), "Showing R1, rest dimmed");
        });
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            w::kind_chip(ui, "core 100 %", Tone::Success);
            w::kind_chip(ui, "swing 76 %", Tone::Neutral);
            w::kind_chip(ui, "gap", Tone::Warn);
        });
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            w::kind_chip(ui, "removed", Tone::Danger);
            w::kind_chip(ui, "yours", Tone::Accent);
        });
    });
}

fn cards(t: &crate::scene::tokens::Tokens) -> [w::Card<'static>; 3] {
    [
        w::Card {
            icon: HANDSHAKE,
            kind: "Partners",
            kind_color: t.success,
            action: "Open builder",
            sentence: "Seven partners cover 92 % of the wanted levers",
            evidence: "Score 0.82 · policy only at 70 %",
            active: false,
        },
        w::Card {
            icon: icon::WARNING_CIRCLE,
            kind: "Bottleneck",
            kind_color: t.warn,
            action: "Show",
            sentence: "Only BBMP and the Pollution Board hold real policy power",
            evidence: "Policy 85, 70 · interest 2.7, 1.7",
            active: true,
        },
        w::Card {
            icon: LOOP,
            kind: "Loop",
            kind_color: t.reinforcing,
            action: "Show all",
            sentence: "R1 Steady buyers raise pickers’ income, and a sentence that is longer than two lines is cut",
            evidence: "4 links, 1 delay, and evidence longer than its one line",
            active: false,
        },
    ]
}

fn loops(ui: &mut Ui) {
    let rows = [
        ("R1", LoopPolarity::Reinforcing, "Scale cuts cost", "4 links · delayed", true, false),
        ("R2", LoopPolarity::Reinforcing, "Chargers follow cars", "3 links · delayed", false, false),
        ("B1", LoopPolarity::Balancing, "Evening grid strain", "4 links", false, false),
        ("U1", LoopPolarity::Unknown, "Made in India", "5 links · one contested sign", false, false),
        (
            "R4",
            LoopPolarity::Reinforcing,
            "Fleets lead the way",
            "Broken: Fleet orders → EV sales",
            false,
            true,
        ),
    ];
    padded(ui, 4.0, |ui| {
        for (label, kind, name, detail, active, broken) in rows {
            w::loop_row(ui, &w::LoopRow { label, kind, name, detail, active, broken });
        }
    });
    padded(ui, 16.0, |ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            for sign in [SignMark::Plus, SignMark::Minus, SignMark::Unsigned, SignMark::Contested] {
                w::polarity_disc(ui, sign);
            }
            w::loop_badge(ui, LoopPolarity::Reinforcing, "R1", 26.0, true);
            w::loop_badge(ui, LoopPolarity::Balancing, "B1", 26.0, true);
            w::loop_badge(ui, LoopPolarity::Unknown, "U1", 26.0, true);
        });
        ui.horizontal(|ui| {
            w::button(ui, Some(PLAY), "Animate");
            w::button(ui, None, "Compare");
            w::primary_button(ui, Some(PRESENT), "Present");
        });
        ui.horizontal(|ui| {
            w::link_button(ui, "Show", true);
            w::link_button(ui, "Split view", false);
            w::icon_button(ui, icon::MORE, "More", None);
            w::icon_button(ui, icon::PLUS, "Add", Some("Ctrl+E"));
        });
        ui.horizontal(|ui| {
            w::tool_button(ui, CURSOR, "Select", Some("V"), true);
            w::tool_button(ui, icon::PLUS, "Actor", Some("E"), false);
            w::tool_button(ui, LASSO, "Lasso", None, false);
            ui.add_enabled_ui(false, |ui| {
                w::button(ui, None, "Not now");
                w::primary_button(ui, None, "Nor this");
            });
        });
        ui.horizontal(|ui| {
            w::keys(ui, "Ctrl+Shift+K");
            w::key_cap(ui, "Enter");
        });
        w::menu_row(ui, Some(icon::PLUS), "Add an actor", "Ctrl+E");
        w::menu_row(ui, None, "Duplicate", "");
    });
}

fn inspector(ui: &mut Ui, gallery: &mut Gallery) {
    w::section(ui, "Ratings", "3 assessors", |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        let all: Vec<f64> = [1.0, 4.0].into_iter().chain(gallery.interest).collect();
        let shown = w::rating_slider(ui, &rating("Interest", gallery.interest, &all, (1.0, 5.0)));
        match shown.change {
            Some(w::Gesture::Set(value)) => gallery.interest = value,
            Some(w::Gesture::Begin(value) | w::Gesture::Change(value) | w::Gesture::Commit(value)) => {
                gallery.interest = Some(value);
            }
            None => {}
        }
        gallery.last = shown.change.or(gallery.last);
        w::rating_slider(ui, &rating("Influence", Some(5.0), &[5.0, 5.0, 5.0], (1.0, 5.0)));
        w::rating_slider(ui, &rating("Legitimacy", Some(2.0), &[1.0, 2.0, 2.0], (1.0, 5.0)));
        let alignment = w::RatingEdit {
            note: Some("Mildly in favour"),
            ..rating("Alignment", Some(0.0), &[0.0, 0.0, 1.0], (-2.0, 2.0))
        };
        w::rating_slider(ui, &alignment);
        w::rating_slider(ui, &rating("Urgency", None, &[], (1.0, 5.0)));
    });
    let add = |ui: &mut Ui| {
        w::icon_button(ui, icon::PLUS, "Add an asset", None);
    };
    w::section_with(ui, "Assets", add, |ui| {
        ui.with_layout(Layout::left_to_right(egui::Align::Min).with_main_wrap(true), |ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
            w::asset_chip(ui, GAVEL, "Policy", 85.0);
            w::asset_chip(ui, WRENCH, "Implementation", 60.0);
            w::asset_chip(ui, COINS, "Capital", 20.0);
        });
    });
    w::section(ui, "", "", |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        w::row_label_value(ui, "Region", |ui| w::dropdown(ui, "Region", "Bengaluru", list));
        w::row_label_value(ui, "Name", |ui| w::text_field(ui, "Name", &mut gallery.name, ""));
        w::notes_field(ui, "Notes", &mut gallery.notes, "What you know", 2);
    });
}

fn list(ui: &mut Ui) {
    w::menu_row(ui, None, "Bengaluru", "");
    w::menu_row(ui, None, "Mysuru", "");
}

fn rating<'a>(label: &'a str, value: Option<f64>, all: &'a [f64], range: (f64, f64)) -> w::RatingEdit<'a> {
    w::RatingEdit { label, value, all, range, note: None }
}

fn rest(ui: &mut Ui, gallery: &mut Gallery) {
    padded(ui, 16.0, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 16.0;
            w::tab(ui, GRAPH, "Actors", true);
            w::tab(ui, LOOP, "Why incomes stay low", false);
            w::tab(ui, icon::WARNING, "Barriers", false);
        });
        ui.spacing_mut().item_spacing.y = 8.0;
        let faces = [(GRAPH, "Map"), (GRID, "Grid"), (TABLE, "Table")];
        let faces: Vec<_> = faces
            .into_iter()
            .enumerate()
            .map(|(value, (icon, label))| w::Segment { value, icon: Some(icon), label })
            .collect();
        w::segmented(ui, &faces, &mut gallery.face, true);
        w::segmented(ui, &faces, &mut gallery.face, false);
        ui.scope(|ui| {
            ui.set_max_width(236.0);
            w::search_field(ui, &mut gallery.search, "Search or run a command", "Ctrl K");
        });
        lists::palette(ui);
        lists::members(ui);
        w::score_bar(ui, "Coverage", 0.92, "0.92", false);
        w::score_bar(ui, "Cohesion", 0.33, "0.33", true);
        w::bar(ui, "Policy", 232.0, 0.7, tokens(ui).warn);
    });
}

/// A context with the typefaces and a theme.
pub(super) fn dress(ctx: &egui::Context, theme: Theme) {
    crate::app::fonts::install(ctx);
    crate::app::theme::apply(ctx, theme);
}
