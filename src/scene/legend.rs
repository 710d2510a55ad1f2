//! The legend: what shapes, rings and signs on a map mean.

use std::collections::BTreeSet;

use kurbo::{Point, Rect, Size, Vec2};

use crate::model::{Intent, LinkKind, MapId, MapKind, Project, TermId, TermKind};

use super::draw;
use super::encoding::Encoded;
use super::label::Label;
use super::legend_key;
use super::link::Sign;
use super::mark::{Anchor, Font, Mark, Stroke};
use super::shape::{Corners, Outline};
use super::text::TextMeasurer;
use super::tokens::{ActorShape, Tokens};

/// The width of the card.
pub(super) const WIDTH: f64 = 216.0;
pub(super) const ROW: f64 = 20.0;
const SECOND_COLUMN: f64 = 107.0;
pub(super) const FONT: Font = Font::Inter(500);

/// Marks with their top left corner at the origin.
#[derive(Clone, Debug, PartialEq)]
pub struct Legend {
    /// The marks in paint order.
    pub marks: Vec<Mark>,
    /// How much room they take.
    pub size: Size,
}

/// The legend of a map: for actors the sectors that are on it, the interest ring and the influence stack; for causal
/// maps the signs that are on it. `None` when the map shows nothing that needs words.
pub fn legend(project: &Project, map: &MapId, text: &mut TextMeasurer, tokens: &Tokens) -> Option<Legend> {
    legend_of(project, map, &Encoded::default(), text, tokens)
}

/// The legend of a map whose colours and sizes say something: their cards first, then what shapes and signs mean.
pub fn legend_of(
    project: &Project,
    map: &MapId,
    encoded: &Encoded,
    text: &mut TextMeasurer,
    tokens: &Tokens,
) -> Option<Legend> {
    let shown = project.maps.get(map)?;
    let coloured = encoded.colour.is_some();
    let usual = match shown.kind() {
        MapKind::Actors => actors(project, map, coloured, text, tokens),
        MapKind::Causal | MapKind::Issues => signs(project, map, text, tokens),
    };
    stacked(legend_key::cards(encoded, text, tokens).into_iter().chain(usual))
}

/// Legends below each other.
fn stacked(legends: impl Iterator<Item = Legend>) -> Option<Legend> {
    const GAP: f64 = 8.0;
    legends.reduce(|mut all, next| {
        let down = Vec2::new(0.0, all.size.height + GAP);
        all.marks.extend(next.marks.into_iter().map(|mut mark| {
            mark.shift(down);
            mark
        }));
        all.size = Size::new(all.size.width.max(next.size.width), down.y + next.size.height);
        all
    })
}

fn row(text: &mut TextMeasurer, words: &str, x: f64, y: f64, tokens: &Tokens, marks: &mut Vec<Mark>) -> f64 {
    let room = if x < SECOND_COLUMN { SECOND_COLUMN - x - 2.0 } else { WIDTH - x - 8.0 };
    let label = Label::line(text, words, (FONT, 11.0), room, Anchor::Start, Point::new(x, y));
    label.draw(tokens.text2, marks);
    label.bounds.width()
}

/// Short words for the default sectors, so that two columns fit.
fn short(project: &Project, sector: &TermId) -> String {
    let word = project.word(TermKind::Sector, sector);
    let short = match word.as_str() {
        "Community organisation" => "Community",
        "Organised labour" => "Labour",
        "Host government" => "Government",
        "International body" => "International",
        "Impact investor / DFI" => "Investor",
        other => other,
    };
    short.to_owned()
}

/// What shapes, ring and stack mean; without colours when colours say something else.
fn actors(
    project: &Project,
    map: &MapId,
    coloured: bool,
    text: &mut TextMeasurer,
    tokens: &Tokens,
) -> Option<Legend> {
    let map = project.maps.get(map)?;
    let actors: Vec<_> = map.elements.keys().filter_map(|id| project.elements.get(id)?.actor()).collect();
    let present: BTreeSet<TermId> = actors
        .iter()
        .filter_map(|actor| actor.sector.as_ref())
        .map(|sector| project.resolve(TermKind::Sector, sector))
        .collect();
    let known =
        project.words(TermKind::Sector).into_iter().map(|word| word.id).filter(|id| present.contains(id));
    let mut sectors: Vec<TermId> = known.collect();
    sectors.extend(present.iter().filter(|id| !sectors.contains(id)).cloned().collect::<Vec<_>>());
    if actors.is_empty() {
        return None;
    }
    let rows = sectors.len().div_ceil(2);
    let size = Size::new(WIDTH, 9.0 + ROW * rows as f64 + 33.0);
    let card = Rect::from_origin_size(Point::ZERO, size);
    let rim = Stroke::new(1.0, tokens.border);
    let mut marks = vec![Mark::Rect {
        rect: card.inset(-0.5),
        radius: 10.0,
        fill: Some(tokens.panel),
        stroke: Some(rim),
    }];
    for (index, sector) in sectors.iter().enumerate() {
        let x = if index % 2 == 0 { 0.0 } else { SECOND_COLUMN - 11.0 };
        let y = 19.0 + ROW * (index / 2) as f64;
        let look = tokens.sector(Some(sector));
        let rect = Rect::from_center_size((x + 21.0, y), (19.0, 13.0));
        let corners = match look.shape {
            ActorShape::Pill => Corners::Round(6.5),
            ActorShape::Rounded => Corners::Round(4.0),
            ActorShape::Square => Corners::Round(1.0),
            ActorShape::Cut => Corners::Cut(4.0),
            ActorShape::Hexagon => Corners::Pointed(5.0),
        };
        let (color, tint) = if coloured { (tokens.control, tokens.raised) } else { (look.color, look.tint) };
        marks.push(Outline { rect, corners }.mark(Some(tint), Some(Stroke::new(1.5, color))));
        row(text, &short(project, sector), x + 37.0, y, tokens, &mut marks);
    }
    let y = 22.0 + ROW * rows as f64;
    let ring = Point::new(22.0, y);
    marks.push(Mark::Disc {
        center: ring,
        radius: 8.0,
        fill: None,
        stroke: Some(Stroke::new(2.0, tokens.border)),
    });
    draw::interest_arc(ring, 8.0, 0.75, Stroke::new(2.0, tokens.text2), &mut marks);
    row(text, "Interest", 37.0, y, tokens, &mut marks);
    draw::influence_stack(Point::new(108.0, y - 12.0), 6, 0.85, tokens, &mut marks);
    row(text, "Influence", 123.0, y, tokens, &mut marks);
    Some(Legend { marks, size })
}

/// What a row of the causal legend shows.
enum Entry {
    Sign(Sign),
    Delay,
    Mark(Intent),
}

/// What a mark asks for.
fn meaning(intent: Intent) -> &'static str {
    match intent {
        Intent::Strengthen => "to strengthen",
        Intent::Weaken => "to weaken",
        Intent::Cut => "to cut",
        Intent::ShortenDelay => "to act sooner",
    }
}

fn signs(project: &Project, map: &MapId, text: &mut TextMeasurer, tokens: &Tokens) -> Option<Legend> {
    let map = project.maps.get(map)?;
    let links = map
        .links
        .keys()
        .filter_map(|id| project.links.get(id))
        .filter(|link| link.kind() == LinkKind::Causal);
    let causal: Vec<_> = links.filter_map(|link| link.causal()).collect();
    if causal.is_empty() {
        return None;
    }
    let contested = causal.iter().any(|link| link.is_contested());
    let unsigned = causal
        .iter()
        .any(|link| !link.is_contested() && link.effective_polarity() == crate::model::Polarity::Unknown);
    let delayed = causal.iter().any(|link| link.delay);
    let intended: BTreeSet<Intent> = causal.iter().filter_map(|link| link.mark).collect();
    let mut entries = vec![(Entry::Sign(Sign::Plus), "same way"), (Entry::Sign(Sign::Minus), "opposite")];
    entries.extend(unsigned.then_some((Entry::Sign(Sign::Unknown), "not signed")));
    entries.extend(contested.then_some((Entry::Sign(Sign::Contested), "contested")));
    entries.extend(delayed.then_some((Entry::Delay, "delay")));
    entries.extend(intended.into_iter().map(|intent| (Entry::Mark(intent), meaning(intent))));
    let mut marks = Vec::new();
    let mut x = 0.0;
    for (entry, words) in entries {
        let center = Point::new(x + 9.0, 12.0);
        match entry {
            Entry::Sign(sign) => draw::sign(sign, center, 1.0, None, tokens, &mut marks),
            Entry::Mark(intent) => draw::mark(intent, center, 1.0, tokens, &mut marks),
            Entry::Delay => {
                for dx in [-3.0, 3.0] {
                    let stroke = Stroke::new(1.75, tokens.text2);
                    let (from, to) = (Point::new(center.x + dx, 6.0), Point::new(center.x + dx, 18.0));
                    marks.push(Mark::Line { from, to, stroke });
                }
            }
        }
        let label = Label::line(text, words, (FONT, 11.0), 120.0, Anchor::Start, Point::new(x + 22.0, 12.0));
        label.draw(tokens.text2, &mut marks);
        x += 22.0 + label.bounds.width() + 16.0;
    }
    Some(Legend { marks, size: Size::new(x - 16.0, 24.0) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_map_needs_no_legend() {
        let project = Project::new("Empty");
        let map = project.maps.keys().next().unwrap().clone();
        let mut text = TextMeasurer::new();
        assert_eq!(legend(&project, &map, &mut text, crate::scene::tokens::Theme::Light.tokens()), None);
    }
}
