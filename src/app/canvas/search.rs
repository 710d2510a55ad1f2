//! The search field on the canvas: hits as one types, Enter flies from one to the next.

use egui::{Align, Align2, Key, Layout, Modifiers, Rect, Sense, Ui, UiBuilder, pos2, vec2};

use super::bars;
use super::eye::Eye;
use crate::app::App;
use crate::app::action::Action;
use crate::app::fonts::{self, Weight};
use crate::app::reading::search::{Hit, Search, Target};
use crate::app::theme::{color, corners, tokens};
use crate::app::widgets;
use crate::model::Project;
use crate::scene::icon::Icon;
use crate::scene::tokens::{radius, type_size};

const WIDTH: f32 = 360.0;
const BAR: f32 = 40.0;
const ROW: f32 = 28.0;
/// So many hits are listed at once.
const ROWS: usize = 8;

/// The field and the list below it, while a search is under way.
pub(super) fn search_ui(ui: &mut Ui, app: &mut App, eye: Eye, top: f32, actions: &mut Vec<Action>) {
    let Some(mut search) = app.view.search.take() else { return };
    let project = std::sync::Arc::clone(app.session.history.project());
    search.update(&project, app.session.history.revision(), app.view.map.as_ref());
    let width = WIDTH.min(eye.rect.width() - 32.0);
    let corner = pos2(eye.rect.right() - 12.0 - width, top);
    let count = search.hits().len();
    let first = search.at.unwrap_or(0).saturating_sub(ROWS / 2).min(count.saturating_sub(ROWS));
    let rows = count.min(ROWS);
    let typed = !search.text.trim().is_empty();
    let list = if rows > 0 {
        rows as f32 * ROW + 12.0
    } else if typed {
        36.0
    } else {
        0.0
    };
    let rect = Rect::from_min_size(corner, vec2(width, BAR + list));
    bars::floating(ui, "search", rect);
    search.typing = ui.memory(|memory| memory.has_focus(field_id(ui)));
    let keys = Keys::read(ui, search.typing);
    let stays = bar_ui(ui, Rect::from_min_size(corner, vec2(width, BAR)), &mut search, keys, actions);
    if list > 0.0 {
        let body = Rect::from_min_max(pos2(rect.left(), rect.top() + BAR), rect.max);
        widgets::hairline(ui, body.left_top(), body.right_top());
        list_ui(ui, body, &project, &mut search, first, actions);
    }
    if stays {
        app.view.search = Some(search);
    }
}

fn field_id(ui: &Ui) -> egui::Id {
    ui.id().with("search field")
}

/// Keys that the field itself would take otherwise.
#[derive(Clone, Copy, Default)]
struct Keys {
    next: bool,
    back: bool,
}

impl Keys {
    fn read(ui: &Ui, typing: bool) -> Self {
        if !typing {
            return Self::default();
        }
        ui.input_mut(|input| {
            // The key with Shift first: without, it would be taken for the plain one.
            let back = input.consume_key(Modifiers::SHIFT, Key::Enter);
            let back = input.consume_key(Modifiers::NONE, Key::ArrowUp) || back;
            let next = input.consume_key(Modifiers::NONE, Key::Enter);
            let next = input.consume_key(Modifiers::NONE, Key::ArrowDown) || next;
            Self { next, back }
        })
    }
}

/// The field, the count and the buttons. Gives whether the search goes on.
fn bar_ui(ui: &mut Ui, rect: Rect, search: &mut Search, keys: Keys, actions: &mut Vec<Action>) -> bool {
    let t = tokens(ui);
    let id = field_id(ui);
    let inside = rect.shrink2(vec2(6.0, 0.0));
    let layout = Layout::right_to_left(Align::Center);
    let mut row = ui.new_child(UiBuilder::new().id_salt("search").max_rect(inside).layout(layout));
    row.spacing_mut().item_spacing.x = 2.0;
    let closed = widgets::icon_button(&mut row, Icon::X.char(), "Close the search", Some("Esc")).clicked();
    let next = widgets::icon_button(&mut row, Icon::CaretDown.char(), "Next hit", Some("Enter")).clicked();
    let back =
        widgets::icon_button(&mut row, Icon::CaretUp.char(), "Hit before", Some("Shift+Enter")).clicked();
    let count = search.hits().len();
    let said = match search.at {
        _ if search.text.trim().is_empty() => String::new(),
        Some(at) => format!("{} of {count}", at + 1),
        None if count == 1 => "1 hit".to_owned(),
        None => format!("{count} hits"),
    };
    if !said.is_empty() {
        row.add_space(4.0);
        widgets::label(&mut row, &said, type_size::SMALL, Weight::Regular, t.text3);
        row.add_space(4.0);
    }
    row.with_layout(Layout::left_to_right(Align::Center), |ui| {
        let icon = pos2(ui.cursor().left() + 14.0, rect.center().y);
        widgets::glyph(ui, icon, Icon::MagnifyingGlass.char(), 16.0, color(t.text2));
        ui.add_space(30.0);
        let font = fonts::format(type_size::BODY.0, Weight::Regular, color(t.text));
        let field = egui::TextEdit::singleline(&mut search.text)
            .id(id)
            .hint_text(fonts::text("Find on the maps", type_size::BODY.0, Weight::Regular, color(t.text3)))
            .font(font.font_id)
            .text_color(color(t.text))
            .frame(egui::Frame::NONE)
            .desired_width(ui.available_width() - 4.0);
        let response = ui.add(field);
        if response.changed() {
            search.at = None;
        }
        if std::mem::take(&mut search.wants_keyboard) {
            response.request_focus();
        }
        ui.accesskit_node_builder(response.id, |node| node.set_label("Find on the maps"));
    });
    if (next || back || keys.next || keys.back)
        && let Some(hit) = search.step(back || keys.back)
    {
        actions.push(Action::FlyToHit(hit));
    }
    !closed
}

fn list_ui(
    ui: &mut Ui,
    body: Rect,
    project: &Project,
    search: &mut Search,
    first: usize,
    actions: &mut Vec<Action>,
) {
    let t = tokens(ui);
    if search.hits().is_empty() {
        let sentence = "No name, note or text has these words.";
        let job = fonts::text(sentence, type_size::SMALL.0, Weight::Regular, color(t.text3));
        widgets::text_at(ui, body.left_center() + vec2(16.0, 0.0), Align2::LEFT_CENTER, job);
        return;
    }
    let shown: Vec<(usize, Hit)> = search.hits().iter().cloned().enumerate().skip(first).take(ROWS).collect();
    for (row, (number, hit)) in shown.into_iter().enumerate() {
        let top = body.top() + 6.0 + row as f32 * ROW;
        let rect = Rect::from_min_size(pos2(body.left() + 6.0, top), vec2(body.width() - 12.0, ROW));
        let response = ui.interact(rect, ui.id().with(("hit", number)), Sense::click());
        let active = search.at == Some(number);
        if active || response.hovered() {
            let fill = if active { t.accent_soft } else { t.hover };
            ui.painter().rect_filled(rect, corners(radius::BUTTON), color(fill));
        }
        let middle = rect.center().y;
        widgets::glyph(
            ui,
            pos2(rect.left() + 14.0, middle),
            icon_of(project, &hit).char(),
            15.0,
            color(t.text2),
        );
        let weight = if active { Weight::SemiBold } else { Weight::Regular };
        let name = fonts::text(&hit.name, type_size::BODY.0, weight, color(t.text));
        let name = fonts::elided(name, rect.width() * 0.6, 1);
        let name = widgets::text_at(ui, pos2(rect.left() + 30.0, middle), Align2::LEFT_CENTER, name);
        let room = (rect.right() - 8.0 - name.right() - 10.0).max(8.0);
        let detail = fonts::text(&hit.detail, type_size::SMALL.0, Weight::Regular, color(t.text3));
        let detail = fonts::elided(detail, room, 1);
        widgets::text_at(ui, pos2(name.right() + 10.0, middle), Align2::LEFT_CENTER, detail);
        widgets::focus_ring(ui, &response, rect.shrink(2.0), radius::BUTTON);
        response.widget_info(|| {
            egui::WidgetInfo::labeled(
                egui::WidgetType::Button,
                true,
                format!("Hit: {}, {}", hit.name, hit.detail),
            )
        });
        if response.clicked() {
            search.at = Some(number);
            actions.push(Action::FlyToHit(hit));
        }
    }
}

fn icon_of(project: &Project, hit: &Hit) -> Icon {
    match &hit.target {
        Target::Element(id) => match project.elements.get(id).map(|element| element.kind()) {
            Some(crate::model::ElementKind::Variable) => Icon::ArrowsClockwise,
            Some(crate::model::ElementKind::Issue) => Icon::Warning,
            _ => Icon::User,
        },
        Target::Link(_) => Icon::Link,
        Target::Area(_) => Icon::NotePencil,
    }
}
