//! The palette: commands, elements and loops by a few letters.

use std::ops::Range;

use egui::{Context, Frame, Id, Key, Margin, Modal, Modifiers, TextEdit, Ui, vec2};

use super::App;
use super::action::Action;
use super::command::TABLE;
use super::fonts::{self, Weight};
use super::overlay::Overlay;
use super::theme::{color, tokens};
use super::widgets::{self, PaletteRow};
use crate::analysis::LoopPolarity;
use crate::edit::{Edit, Selection};
use crate::model::{ElementKind, Project};
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// How many rows of each group are offered.
const MOST: usize = 6;

/// Something that Enter would do.
struct Hit {
    icon: Option<Icon>,
    badge: Option<(LoopPolarity, String)>,
    name: String,
    detail: String,
    keys: String,
    matches: Vec<Range<usize>>,
    actions: Vec<Action>,
}

/// Shows the palette; gives it back while it stays open.
pub(super) fn palette_ui(
    ctx: &Context,
    app: &App,
    mut query: String,
    mut row: usize,
    actions: &mut Vec<Action>,
) -> Option<Overlay> {
    let t = tokens(ctx);
    let frame = widgets::dialog_frame(t).inner_margin(Margin::ZERO);
    let (down, up, enter) = ctx.input_mut(|input| {
        (
            input.consume_key(Modifiers::NONE, Key::ArrowDown),
            input.consume_key(Modifiers::NONE, Key::ArrowUp),
            input.consume_key(Modifiers::NONE, Key::Enter),
        )
    });
    let area = Modal::default_area(Id::new("palette")).anchor(egui::Align2::CENTER_TOP, vec2(0.0, 120.0));
    let mut run = None;
    let shown = Modal::new(Id::new("palette")).area(area).backdrop_color(color(t.scrim)).frame(frame).show(
        ctx,
        |ui| {
            ui.set_width(640.0_f32.min(ctx.content_rect().width() - 80.0));
            ui.spacing_mut().item_spacing.y = 0.0;
            let changed = input_ui(ui, &mut query);
            if changed {
                row = 0;
            }
            let groups = find(app, &query);
            let count: usize = groups.iter().map(|(_, hits)| hits.len()).sum();
            if down {
                row = (row + 1) % count.max(1);
            }
            if up {
                row = (row + count.max(1) - 1) % count.max(1);
            }
            run = list_ui(ui, &groups, row.min(count.saturating_sub(1)), enter);
            footer(ui, count);
        },
    );
    if let Some(chosen) = run {
        actions.extend(chosen);
        return None;
    }
    (!shown.should_close()).then_some(Overlay::Palette { query, row })
}

fn input_ui(ui: &mut Ui, query: &mut String) -> bool {
    let t = tokens(ui);
    let response = ui
        .horizontal(|ui| {
            ui.set_height(56.0);
            ui.add_space(20.0);
            let (rect, _) = ui.allocate_exact_size(vec2(20.0, 20.0), egui::Sense::hover());
            widgets::glyph(ui, rect.center(), Icon::MagnifyingGlass.char(), 18.0, color(t.text2));
            ui.add_space(8.0);
            let font = fonts::format(type_size::HEAD.0, Weight::Medium, color(t.text));
            let field = TextEdit::singleline(query)
                .hint_text("Search elements and loops, or run a command")
                .font(font.font_id)
                .frame(Frame::NONE)
                .desired_width(ui.available_width() - 20.0)
                .id_salt("palette query");
            ui.add(field)
        })
        .inner;
    if !response.has_focus() {
        response.request_focus();
    }
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::WidgetType::TextEdit, true, "Search or run a command")
    });
    let line = ui.min_rect();
    widgets::hairline(ui, line.left_bottom(), line.right_bottom());
    response.changed()
}

fn list_ui(ui: &mut Ui, groups: &[(&str, Vec<Hit>)], row: usize, enter: bool) -> Option<Vec<Action>> {
    let t = tokens(ui);
    let mut run = None;
    let mut number = 0;
    Frame::NONE.inner_margin(Margin::symmetric(8, 8)).show(ui, |ui| {
        for (title, hits) in groups.iter().filter(|(_, hits)| !hits.is_empty()) {
            ui.horizontal(|ui| {
                ui.add_space(12.0);
                widgets::label(ui, title, (type_size::MICRO.0, 24.0), Weight::SemiBold, t.text3);
            });
            for hit in hits {
                let active = number == row;
                let shown = PaletteRow {
                    icon: hit.icon.map(Icon::char),
                    badge: hit.badge.as_ref().map(|(kind, label)| (*kind, label.as_str())),
                    name: &hit.name,
                    matches: &hit.matches,
                    detail: &hit.detail,
                    shortcut: &hit.keys,
                    active,
                };
                let clicked = ui.push_id(number, |ui| widgets::palette_row(ui, &shown)).inner.clicked();
                if clicked || active && enter {
                    run = Some(hit.actions.clone());
                }
                number += 1;
            }
        }
        if number == 0 {
            widgets::paragraph(
                ui,
                "Nothing has that in its name.",
                type_size::BODY,
                Weight::Regular,
                t.text3,
            );
        }
    });
    run
}

fn footer(ui: &mut Ui, count: usize) {
    let t = tokens(ui);
    let top = ui.cursor().left_top();
    widgets::hairline(ui, top, egui::pos2(ui.max_rect().right(), top.y));
    ui.horizontal(|ui| {
        ui.set_height(36.0);
        ui.add_space(16.0);
        ui.spacing_mut().item_spacing.x = 6.0;
        for (key, meaning) in [("↑", ""), ("↓", "move"), ("Enter", "run"), ("Esc", "close")] {
            widgets::key_cap(ui, key);
            if !meaning.is_empty() {
                widgets::label(ui, meaning, type_size::SMALL, Weight::Regular, t.text3);
                ui.add_space(8.0);
            }
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(16.0);
            let words = if count == 1 { "1 match".to_owned() } else { format!("{count} matches") };
            widgets::label(ui, &words, type_size::SMALL, Weight::Regular, t.text3);
        });
    });
}

/// Where each word of the query stands in `name`, ignoring case; `None` unless all are found in `name` or `more`.
fn matches(query: &str, name: &str, more: &str) -> Option<Vec<Range<usize>>> {
    // Ranges are into the name itself, so they hold only where lower case keeps the bytes in place.
    let lower = name.to_lowercase();
    let aligned = lower.len() == name.len();
    let more = more.to_lowercase();
    let mut found = Vec::new();
    for word in query.to_lowercase().split_whitespace() {
        match lower.find(word) {
            Some(start) if aligned => found.push(start..start + word.len()),
            Some(_) => {}
            None if more.contains(word) => {}
            None => return None,
        }
    }
    found.sort_by_key(|range| range.start);
    found.dedup_by(|b, a| b.start < a.end);
    Some(found)
}

/// Elements of the project that the map in front does not show: they can be put on it.
fn missing(app: &App, query: &str) -> Vec<Hit> {
    let Some((map, record)) = app.current_map() else { return Vec::new() };
    let project = app.session.history.project();
    let pos = app.camera().unwrap_or_default().centre;
    let missing =
        project.elements.iter().filter(|(id, _)| !query.is_empty() && !record.elements.contains_key(*id));
    let hit = |(id, element): (&crate::model::ElementId, &std::sync::Arc<crate::model::Element>)| {
        let found = matches(query, &element.name, "")?;
        let pos = app.canvas.free_place(pos);
        let show = Edit::ShowElement { id: id.clone(), map: map.clone(), pos };
        Some(Hit {
            icon: Some(Icon::MapTrifold),
            badge: None,
            name: element.name.clone(),
            detail: format!("show on “{}”", record.title),
            keys: String::new(),
            matches: found,
            actions: vec![Action::EditAndSelect(show, Selection::element(id.clone()))],
        })
    };
    missing.filter_map(hit).take(MOST).collect()
}

fn find(app: &App, query: &str) -> Vec<(&'static str, Vec<Hit>)> {
    let project = app.session.history.project();
    let commands = TABLE
        .iter()
        .filter(|entry| app.is_enabled(entry.command))
        .filter_map(|entry| {
            let found = matches(query, entry.label, entry.words)?;
            Some(Hit {
                icon: Some(entry.icon),
                badge: None,
                name: entry.label.to_owned(),
                detail: entry.menu.title().to_owned(),
                keys: entry.command.keys_text().unwrap_or_default(),
                matches: found,
                actions: vec![Action::Run(entry.command)],
            })
        })
        .take(if query.is_empty() { 8 } else { MOST })
        .collect();
    let elements = project
        .elements
        .iter()
        .filter(|_| !query.is_empty())
        .filter_map(|(id, element)| {
            let found = matches(query, &element.name, "")?;
            Some(Hit {
                icon: Some(match element.kind() {
                    ElementKind::Actor => Icon::User,
                    ElementKind::Variable => Icon::ArrowsClockwise,
                    ElementKind::Issue => Icon::Warning,
                }),
                badge: None,
                name: element.name.clone(),
                detail: element.kind().as_str().to_owned(),
                keys: String::new(),
                matches: found,
                actions: vec![Action::Reveal(id.clone())],
            })
        })
        .take(MOST)
        .collect();
    let loops = app.worker.findings().loops.clone();
    let loops = loops
        .iter()
        .flat_map(|loops| loops.loops.iter())
        .filter(|_| !query.is_empty())
        .filter_map(|found| {
            let name = super::panels::loop_name(found);
            let hits = matches(query, &name, &format!("loop {}", found.label))?;
            Some(Hit {
                icon: None,
                badge: Some((found.polarity, found.label.clone())),
                name,
                detail: super::panels::loop_detail(found),
                keys: String::new(),
                matches: hits,
                actions: vec![
                    Action::Light(Some(super::panels::loop_spotlight(found))),
                    Action::Activate(Some(format!("loop {}", found.label))),
                ],
            })
        })
        .take(MOST)
        .collect();
    vec![
        ("Commands", commands),
        ("Elements", elements),
        ("Put on this map", missing(app, query)),
        ("Loops", loops),
        ("Views", view_hits(project, query)),
    ]
}

/// The saved views that match.
fn view_hits(project: &Project, query: &str) -> Vec<Hit> {
    let saved = super::reading::views::in_order(project);
    let hit = |(id, view): (&crate::model::ViewId, &crate::model::View)| {
        let found = matches(query, &view.title, "view saved")?;
        Some(Hit {
            icon: Some(Icon::Eye),
            badge: None,
            name: view.title.clone(),
            detail: "view".to_owned(),
            keys: String::new(),
            matches: found,
            actions: vec![Action::ShowView(id.clone())],
        })
    };
    saved.into_iter().filter(|_| !query.is_empty()).filter_map(hit).take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_match_in_any_case_and_any_order() {
        assert_eq!(matches("map LOOP", "Causal loop map", ""), Some(vec![7..11, 12..15]));
        assert_eq!(matches("tab", "Actor map", "tab new"), Some(vec![]));
        assert_eq!(matches("zebra", "Actor map", "tab new"), None);
    }

    #[test]
    fn names_that_grow_in_lower_case_do_not_shift_the_marks() {
        assert_eq!(matches("map", "İstanbul map", ""), Some(vec![]));
    }
}
