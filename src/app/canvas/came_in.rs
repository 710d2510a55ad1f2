//! The key to the signs that a merge or a comparison puts on the map.

use egui::{Align2, Rect, Ui, WidgetInfo, WidgetType, pos2, vec2};

use super::bars;
use crate::app::App;
use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, tokens};
use crate::app::view_state::Panel;
use crate::app::widgets;
use crate::scene::draw::Change;
use crate::scene::tokens::{Color, type_size};

const HEIGHT: f32 = 32.0;
const DISC: f32 = 16.0;

/// Says what each sign on the map means, as long as there are such signs. `top` is where there is room; gives where there
/// is room below it.
pub(super) fn key_ui(ui: &Ui, app: &App, canvas: Rect, top: f32) -> f32 {
    let t = tokens(ui);
    let has = |wanted: Change| {
        app.view.changes.as_ref().is_some_and(|changes| changes.values().any(|change| *change == wanted))
    };
    // What is left to decide stays for days: its sign is explained where it is decided.
    let deciding =
        app.view.panel == Some(Panel::History) && !app.session.history.project().conflicts.is_empty();
    // A version that is only compared has come from nowhere and taken nothing away.
    let compared = app.team.news.as_ref().is_some_and(|news| news.compared.is_some());
    let [added, changed, removed] =
        if compared { ["only there", "differs", "only here"] } else { ["added", "changed", "removed"] };
    let rows: [(bool, Color, &str, &str); 4] = [
        (has(Change::Added), t.success, "+", added),
        (has(Change::Changed), t.accent, "~", changed),
        (has(Change::Removed), t.danger, "\u{2212}", removed),
        (deciding, t.warn, "!", "to decide"),
    ];
    let shown: Vec<_> = rows.into_iter().filter(|(is_there, ..)| *is_there).collect();
    if shown.is_empty() {
        return top;
    }
    let word = |word: &str| fonts::text(word, type_size::SMALL.0, Weight::Regular, color(t.text2));
    let wide = |name: &str| DISC + 8.0 + fonts::galley(ui, word(name)).size().x + 16.0;
    let width = 8.0 + shown.iter().map(|(.., name)| wide(name)).sum::<f32>();
    let rect = Rect::from_min_size(pos2(canvas.left() + 16.0, top + 8.0), vec2(width, HEIGHT));
    bars::floating(ui, "came in", rect);
    let mut left = rect.left() + 12.0;
    for (_, ink, sign, name) in &shown {
        let center = pos2(left + DISC / 2.0, rect.center().y);
        ui.painter().circle_filled(center, DISC / 2.0, color(*ink));
        let sign = fonts::text(sign, type_size::SMALL.0, Weight::Bold, color(t.raised));
        widgets::text_at(ui, center, Align2::CENTER_CENTER, sign);
        let at = pos2(left + DISC + 8.0, center.y);
        widgets::text_at(ui, at, Align2::LEFT_CENTER, word(name));
        left += wide(name);
    }
    let said = shown.iter().map(|(.., name)| *name).collect::<Vec<_>>().join(", ");
    let response = ui.interact(rect, ui.id().with("came in key"), egui::Sense::hover());
    response
        .widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, format!("Signs on the map: {said}")));
    rect.bottom()
}
