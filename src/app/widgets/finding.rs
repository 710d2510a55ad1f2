//! The card of a finding: a sentence, one line of evidence, one action.

use egui::{Align2, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, WidgetType, pos2, vec2};

use crate::app::fonts::{self, Weight};
use crate::app::theme::{color, corners, tokens};
use crate::scene::tokens::{Color, radius, type_size};

use super::{button, ink, touch};

/// The distance of one line of the sentence to the next.
const LINE: f32 = 18.0;

/// What a card says.
#[derive(Clone, Debug)]
pub struct Card<'a> {
    /// The icon of the kind.
    pub icon: char,
    /// The kind in a word: "Bottleneck".
    pub kind: &'a str,
    /// The colour of icon and kind.
    pub kind_color: Color,
    /// What can be done about it: "Show". Empty for none.
    pub action: &'a str,
    /// The finding itself.
    pub sentence: &'a str,
    /// Why it is said.
    pub evidence: &'a str,
    /// Whether this is the card in hand.
    pub active: bool,
}

/// What was done to a card.
#[derive(Debug)]
pub struct CardResponse {
    /// The whole card: hovering lights the map, clicking selects.
    pub response: Response,
    /// Whether the action was asked for.
    pub action: bool,
    /// The action itself, where a menu can open.
    pub link: Option<Response>,
}

/// A card as wide as its panel.
pub fn finding_card(ui: &mut Ui, card: &Card<'_>) -> CardResponse {
    let t = tokens(ui);
    let width = ui.available_width();
    let inner = width - 26.0;
    let sentence = fonts::galley(
        ui,
        fonts::elided(
            fonts::wrapped(
                fonts::text(card.sentence, type_size::BODY.0, Weight::Medium, color(t.text)),
                inner,
                LINE,
            ),
            inner,
            2,
        ),
    );
    let rows = sentence.rows.len().max(1) as f32;
    let (id, rect) = ui.allocate_space(vec2(width, 10.0 + 16.0 + 5.0 + rows * LINE + 3.0 + 16.0 + 12.0));
    let response = ui.interact(rect, id, Sense::click());
    // The link lies over the card, so it is sensed after it.
    let link_width = button::link_width(ui, card.action, true);
    let link_rect = Rect::from_min_size(
        pos2(rect.right() - 13.0 - link_width, rect.top() + 10.0),
        vec2(link_width, 16.0),
    );
    let link = (!card.action.is_empty())
        .then(|| ui.interact(touch::reach(link_rect), id.with("action"), Sense::click()));

    if ui.is_rect_visible(rect) {
        let hover = touch::hover(ui, &response);
        let rim =
            if card.active { Stroke::new(2.0, color(t.accent)) } else { Stroke::new(1.0, color(t.border)) };
        // Light on light is invisible as a fill; the rim carries the hover there.
        let rim = if card.active {
            rim
        } else {
            Stroke::new(1.0, rim.color.lerp_to_gamma(color(t.control), hover * 0.6))
        };
        ui.painter().rect(rect, corners(radius::CARD), color(t.raised), rim, StrokeKind::Inside);
        let (left, eyebrow) = (rect.left() + 13.0, rect.top() + 18.0);
        ink::glyph(ui, pos2(left + 7.0, eyebrow), card.icon, 14.0, color(card.kind_color));
        let job = fonts::text(card.kind, type_size::MICRO.0, Weight::SemiBold, color(card.kind_color));
        let job = fonts::elided(job, (inner - 20.0 - link_width - 8.0).max(16.0), 1);
        ink::text_at(ui, pos2(left + 20.0, eyebrow), Align2::LEFT_CENTER, job);
        if let Some(link) = &link {
            button::paint_link(
                ui,
                link_rect,
                card.action,
                true,
                touch::hover(ui, link),
                color(t.accent_text),
            );
            touch::focus_ring(ui, link, link_rect, radius::KEY);
        }
        ink::lines_at(ui, pos2(left, rect.top() + 31.0), LINE, type_size::BODY.0, sentence.clone());
        let job = fonts::text(card.evidence, type_size::SMALL.0, Weight::Regular, color(t.text3));
        let foot = rect.top() + 31.0 + rows * LINE + 3.0 + 8.0;
        ink::text_at(ui, pos2(left, foot), Align2::LEFT_CENTER, fonts::elided(job, inner, 1));
        touch::focus_ring(ui, &response, rect, radius::CARD);
    }

    response.widget_info(|| {
        let name = format!("{}: {}. {}", card.kind, card.sentence, card.evidence);
        WidgetInfo::selected(WidgetType::Button, true, card.active, name)
    });
    let mut action = false;
    if let Some(link) = &link {
        link.widget_info(|| WidgetInfo::labeled(WidgetType::Link, true, card.action));
        action = link.clicked();
    }
    let response = if sentence.elided { super::tip(response, card.sentence, None) } else { response };
    CardResponse { response, action, link }
}
