//! What others changed, what is left to decide, and the ways to earlier versions.

use egui::{Align, Layout, Sense, Stroke, StrokeKind, Ui, UiBuilder, vec2};

use crate::app::App;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::fonts::Weight;
use crate::app::team::{Matter, News};
use crate::app::theme::{color, corners, tokens};
use crate::app::widgets;
use crate::file::{Counts, Diff, Named};
use crate::model::Id as _;
use crate::scene::draw::Change;
use crate::scene::icon::Icon;
use crate::scene::tokens::{radius, type_size};

/// How many lines of what came in are listed.
pub(super) const MOST_LINES: usize = 40;

/// The panel.
pub(super) fn history_ui(ui: &mut Ui, app: &mut App, actions: &mut Vec<Action>) {
    let matters = app.matters();
    let in_hand = app.matter_in_hand().map(|matter| matter.path);
    let news = app.team.news.clone();
    let title = match &news {
        Some(News { who: Some(who), compared: Some(_), .. }) => format!("Compared with {who}"),
        Some(News { who: Some(who), .. }) => format!("Changes from {who}"),
        Some(_) => "Changes from the file".to_owned(),
        None => "Changes and versions".to_owned(),
    };
    super::header(ui, &title, news.as_ref().map_or("", |news| &news.time));
    let foot = if news.is_some() || !matters.is_empty() { 52.0 } else { 0.0 };
    let whole = ui.available_rect_before_wrap();
    let (inner, bottom) = whole.split_top_bottom_at_y(whole.bottom() - foot);
    let mut list = ui.new_child(UiBuilder::new().max_rect(inner));
    list.set_clip_rect(inner.intersect(ui.clip_rect()));
    super::body(&mut list, "history", 0.0, |ui| {
        if let Some(news) = &news {
            summary(ui, news, matters.len());
            came_in(ui, app, news, actions);
            lost(ui, news, actions);
        }
        if !matters.is_empty() {
            decide(ui, &matters, in_hand.as_deref(), actions);
        }
        if news.is_none() && matters.is_empty() {
            ways(ui, app.has_copies(), actions);
            ui.horizontal(|ui| {
                ui.add_space(16.0);
                ui.vertical(|ui| {
                    ui.set_width(ui.available_width() - 16.0);
                    super::empty(
                        ui,
                        "What others save to this file comes in by itself and is listed here. What two people \
                         changed at once is kept both ways until somebody decides.",
                    );
                });
            });
        }
    });
    if foot > 0.0 {
        footer(ui, bottom, matters.is_empty(), actions);
    }
}

/// The ways to earlier versions and other files, and to copies beside the file when there are any.
fn ways(ui: &mut Ui, copies: bool, actions: &mut Vec<Action>) {
    let ways = [Command::ShowTime, Command::RestoreVersion, Command::Compare, Command::MergeCopy];
    for command in ways.into_iter().filter(|way| copies || *way != Command::MergeCopy) {
        ui.horizontal(|ui| {
            ui.add_space(16.0);
            let entry = command.entry();
            if widgets::button(ui, Some(entry.icon.char()), entry.label).clicked() {
                actions.push(Action::Run(command));
            }
        });
        ui.add_space(8.0);
    }
}

/// How much came in and how much is to decide, as chips.
fn summary(ui: &mut Ui, news: &News, undecided: usize) {
    let t = tokens(ui);
    let Counts { added, removed, changed } = news.counts;
    let words = if news.compared.is_some() {
        ["only there", "differ", "only here"]
    } else {
        ["added", "edited", "removed"]
    };
    ui.horizontal(|ui| {
        ui.add_space(16.0);
        ui.spacing_mut().item_spacing.x = 12.0;
        for (count, word, ink) in [
            (added, words[0], t.success),
            (changed, words[1], t.accent_text),
            (removed, words[2], t.danger),
            (undecided, "to decide", t.warn),
        ] {
            if count > 0 {
                let text = format!("{count} {word}");
                widgets::label(ui, &text, type_size::SMALL, Weight::SemiBold, ink);
            }
        }
    });
    ui.add_space(6.0);
}

fn came_in(ui: &mut Ui, app: &App, news: &News, actions: &mut Vec<Action>) {
    let latest = app.session.history.revision() == news.revision && news.compared.is_none();
    let undo = |ui: &mut Ui| {
        if latest && widgets::link_button(ui, "Undo all", false).clicked() {
            actions.push(Action::Run(Command::Undo));
        }
    };
    let lines = lines_of(&news.diff);
    if lines.is_empty() {
        return;
    }
    let mut chosen = None;
    let title = if news.compared.is_some() { "There, but not as here" } else { "Came in" };
    widgets::section_with(ui, title, undo, |ui| {
        for listed in lines.iter().take(MOST_LINES) {
            if line(ui, listed) {
                chosen = Some(listed.id.clone());
            }
        }
        if lines.len() > MOST_LINES {
            let t = tokens(ui);
            let more = format!("and {} more", lines.len() - MOST_LINES);
            widgets::label(ui, &more, type_size::SMALL, Weight::Regular, t.text3);
        }
    });
    let project = app.session.history.project();
    if let Some(id) = chosen.and_then(|id| project.elements.keys().find(|known| known.as_str() == id)) {
        actions.push(Action::Reveal(id.clone()));
    }
}

/// A record that came, went or changed.
pub(super) struct Listed {
    pub change: Change,
    pub id: String,
    name: String,
    detail: String,
}

/// What came, went and changed, in this order. What was left to decide has a list of its own.
pub(super) fn lines_of(diff: &Diff) -> Vec<Listed> {
    let is_shown = |collection: &str| collection != "conflicts";
    let whole = |change| {
        move |record: &Named| Listed {
            change,
            id: record.id.clone(),
            name: record.name.clone(),
            detail: record.kind.clone(),
        }
    };
    let added = diff.added.iter().filter(|record| is_shown(&record.collection)).map(whole(Change::Added));
    let removed =
        diff.removed.iter().filter(|record| is_shown(&record.collection)).map(whole(Change::Removed));
    let changed = diff.changed.iter().filter(|changed| is_shown(&changed.record.collection)).map(|changed| {
        let fields = changed.fields.iter().filter_map(|field| field.field.split('/').next());
        let mut fields: Vec<String> = fields.map(|field| field.replace('_', " ")).collect();
        fields.dedup();
        let Named { id, name, .. } = changed.record.clone();
        Listed { change: Change::Changed, id, name, detail: fields.join(", ") }
    });
    added.chain(removed).chain(changed).collect()
}

/// One line of what came in; gives whether it was clicked.
pub(super) fn line(ui: &mut Ui, Listed { change, name, detail, .. }: &Listed) -> bool {
    let t = tokens(ui);
    let (icon, ink) = match change {
        Change::Added => (Icon::Plus, t.success),
        Change::Changed => (Icon::NotePencil, t.accent_text),
        Change::Removed => (Icon::X, t.danger),
    };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::click());
    let mut row = ui.new_child(UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center)));
    row.spacing_mut().item_spacing.x = 8.0;
    widgets::glyph(&row, rect.left_center() + vec2(7.0, 0.0), icon.char(), 14.0, color(ink));
    row.add_space(22.0);
    widgets::label(&mut row, name, type_size::BODY, Weight::SemiBold, t.text);
    widgets::label(&mut row, detail, type_size::SMALL, Weight::Regular, t.text3);
    response.clicked()
}

/// Our own saved changes that are gone.
fn lost(ui: &mut Ui, news: &News, actions: &mut Vec<Action>) {
    let Some(lost) = &news.lost else { return };
    let t = tokens(ui);
    let (count, are) = (lost.counts.words(), if lost.number() == 1 { "is" } else { "are" });
    widgets::section(ui, "No longer in the map", "", |ui| {
        let sentence = format!("{count} that you saved {are} not in this version of the file.");
        widgets::paragraph(ui, &sentence, type_size::BODY, Weight::Regular, t.text2);
        ui.add_space(8.0);
        if widgets::button(ui, None, "Put back").clicked() {
            actions.push(Action::PutBack);
        }
    });
}

fn decide(ui: &mut Ui, matters: &[Matter], in_hand: Option<&str>, actions: &mut Vec<Action>) {
    let at = matters.iter().position(|matter| Some(matter.path.as_str()) == in_hand).unwrap_or(0);
    let title = format!("To decide {} of {}", at + 1, matters.len());
    let next = |ui: &mut Ui| {
        if widgets::tip(widgets::link_button(ui, "Next", false), "Next thing to decide", Some("N")).clicked()
        {
            actions.push(Action::NextMatter);
        }
    };
    let mut chosen = None;
    let mut taken = None;
    widgets::section_with(ui, &title, next, |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        for (index, matter) in matters.iter().enumerate() {
            match matter_ui(ui, matter, index == at) {
                Some(Some(way)) => chosen = Some((matter, way)),
                Some(None) => taken = Some(matter.path.clone()),
                None => {}
            }
        }
    });
    if let Some((matter, way)) = chosen
        && let Some(way) = matter.ways.get(way)
    {
        actions.push(Action::Decide(matter.path.clone(), way.choice.clone()));
    } else if let Some(path) = taken {
        actions.push(Action::TakeMatter(path));
    }
}

/// The way that was chosen; none when the card was only taken in hand.
type Chosen = Option<usize>;

/// The card of one matter. Gives the way that was chosen, or that the card was taken in hand.
fn matter_ui(ui: &mut Ui, matter: &Matter, active: bool) -> Option<Chosen> {
    let t = tokens(ui);
    let rim = if active { Stroke::new(2.0, color(t.accent)) } else { Stroke::new(1.0, color(t.border)) };
    let size = vec2(ui.available_width(), 44.0 + 36.0 * matter.ways.len() as f32);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    ui.painter().rect(rect, corners(radius::CARD), color(t.raised), rim, StrokeKind::Inside);
    let head = egui::Rect::from_min_size(rect.min, vec2(rect.width(), 36.0)).shrink2(vec2(12.0, 0.0));
    widgets::glyph(ui, head.left_center() + vec2(8.0, 2.0), Icon::WarningCircle.char(), 16.0, color(t.warn));
    let mut row = ui.new_child(UiBuilder::new().max_rect(head).layout(Layout::right_to_left(Align::Center)));
    widgets::label(&mut row, &matter.field, type_size::SMALL, Weight::Regular, t.text3);
    let left = egui::Rect::from_min_max(head.min + vec2(24.0, 0.0), row.min_rect().left_bottom());
    let layout = Layout::left_to_right(Align::Center);
    let mut row = ui.new_child(UiBuilder::new().id_salt("name").max_rect(left).layout(layout));
    widgets::label(&mut row, &matter.name, type_size::BODY, Weight::SemiBold, t.text);
    let body = egui::Rect::from_min_max(rect.min + vec2(10.0, 36.0), rect.max - vec2(10.0, 6.0));
    let mut rows = ui.new_child(UiBuilder::new().id_salt(&matter.path).max_rect(body));
    rows.spacing_mut().item_spacing.y = 2.0;
    let mut done = response.clicked().then_some(None);
    for (index, way) in matter.ways.iter().enumerate() {
        let key = way.key.to_string();
        if widgets::option_row(&mut rows, &key, way.owner, &way.words, way.shown).clicked() {
            done = Some(Some(index));
        }
    }
    done
}

fn footer(ui: &mut Ui, rect: egui::Rect, decided: bool, actions: &mut Vec<Action>) {
    let t = tokens(ui);
    widgets::hairline(ui, rect.left_top(), rect.right_top());
    let layout = Layout::right_to_left(Align::Center);
    let inner = rect.shrink2(vec2(16.0, 0.0));
    let mut row = ui.new_child(UiBuilder::new().id_salt("foot").max_rect(inner).layout(layout));
    if widgets::primary_button(&mut row, None, "Done").clicked() {
        actions.push(Action::CloseNews);
    }
    if !decided {
        let left = Layout::left_to_right(Align::Center);
        row.with_layout(left, |ui| {
            let note = "Undecided items stay in the file for all";
            widgets::label(ui, note, type_size::SMALL, Weight::Regular, t.text3);
        });
    }
}
