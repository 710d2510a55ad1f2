//! A rating on a scale of five stops, with what everyone said about it.

use egui::{EventFilter, Key, Modifiers, Rect, Response, Sense, Ui, WidgetInfo, accesskit, pos2, vec2};

use super::{rating_paint, touch};

/// What a rating shows.
#[derive(Clone, Debug)]
pub struct RatingEdit<'a> {
    /// What is rated: "Interest".
    pub label: &'a str,
    /// The user's own rating.
    pub value: Option<f64>,
    /// The ratings of every assessor, the user's own included.
    pub all: &'a [f64],
    /// The lowest and the highest rating: 1 to 5, or −2 to 2. Below zero the track fills from 0.
    pub range: (f64, f64),
    /// Words for the mean, such as "Mildly in favour", or for what is not rated. Without them the note says how far people agree. A disagreement of
    /// two steps or more is always said.
    pub note: Option<&'a str>,
}

impl RatingEdit<'_> {
    /// Lowest, mean and highest of the ratings given.
    pub(super) fn spread(&self) -> Option<(f64, f64, f64)> {
        let own;
        let all: &[f64] = match (self.all, self.value) {
            ([], Some(value)) => {
                own = [value];
                &own
            }
            (all, _) => all,
        };
        let low = all.iter().copied().reduce(f64::min)?;
        let high = all.iter().copied().reduce(f64::max)?;
        Some((low, all.iter().sum::<f64>() / all.len() as f64, high))
    }

    /// A value brought into the range.
    fn clamp(&self, value: f64) -> f64 {
        value.clamp(self.range.0, self.range.1.max(self.range.0))
    }
}

/// A change to a rating. A drag is `Begin`, any number of `Change`, then `Commit`: one step for undo.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Gesture {
    /// A drag started at this rating.
    Begin(f64),
    /// The drag is at this rating.
    Change(f64),
    /// The drag ended at this rating.
    Commit(f64),
    /// A click or a key set the rating, or cleared it: a step of its own.
    Set(Option<f64>),
}

impl Gesture {
    /// What a drag that goes on, or a click, does at `value`.
    pub(super) fn at(response: &Response, value: f64) -> Option<Self> {
        if response.drag_started() {
            Some(Self::Begin(value))
        } else if response.dragged() {
            Some(Self::Change(value))
        } else {
            response.clicked().then_some(Self::Set(Some(value)))
        }
    }
}

/// What was done to a rating.
#[derive(Debug)]
pub struct RatingResponse {
    /// The slider.
    pub response: Response,
    /// The change, if any.
    pub change: Option<Gesture>,
}

/// The slider: click, drag, arrows, Home and End, 1 to 5 for the stops, Delete clears. A drag snaps to whole steps, with
/// Shift to tenths. 70 high: a head row of 18 and a track of 52; leave 8 between two of them.
pub fn rating_slider(ui: &mut Ui, rating: &RatingEdit<'_>) -> RatingResponse {
    let width = ui.available_width().max(120.0);
    let (id, rect) = ui.allocate_space(vec2(width, 70.0));
    let hit = Rect::from_min_max(pos2(rect.left(), rect.top() + 18.0), rect.max);
    let mut response = ui.interact(hit, id, Sense::click_and_drag());
    let track = rating_paint::track(rect);

    let dragging = id.with("drag");
    let change = pointer(ui, &response, rating, track).or_else(|| keys(ui, &response, rating));
    match change {
        Some(Gesture::Begin(value) | Gesture::Change(value)) => {
            ui.data_mut(|data| data.insert_temp(dragging, value));
        }
        Some(Gesture::Commit(_)) => ui.data_mut(|data| data.remove::<f64>(dragging)),
        _ => {}
    }
    let live = if response.dragged() { ui.data(|data| data.get_temp::<f64>(dragging)) } else { None };
    if change.is_some() {
        response.mark_changed();
    }

    if ui.is_rect_visible(rect) {
        rating_paint::paint(ui, rect, rating, live, touch::hover(ui, &response));
        touch::focus_ring(ui, &response, rect.expand2(vec2(4.0, 0.0)), 6.0);
    }
    describe(ui, &response, rating, live);
    RatingResponse { response, change }
}

/// What the pointer does.
fn pointer(ui: &Ui, response: &Response, rating: &RatingEdit<'_>, track: egui::Rangef) -> Option<Gesture> {
    if response.drag_started() || response.clicked() {
        response.request_focus();
    }
    let under = response.interact_pointer_pos().map(|at| {
        let share = f64::from(((at.x - track.min) / track.span().max(1.0)).clamp(0.0, 1.0));
        let value = rating.range.0 + share * (rating.range.1 - rating.range.0);
        if ui.input(|input| input.modifiers.shift) { (value * 10.0).round() / 10.0 } else { value.round() }
    });
    if response.drag_stopped() {
        let last = ui.data(|data| data.get_temp::<f64>(response.id.with("drag")));
        return under.or(last).map(Gesture::Commit);
    }
    let value = under?;
    Gesture::at(response, value)
}

/// What keys and a screen reader ask for.
fn keys(ui: &Ui, response: &Response, rating: &RatingEdit<'_>) -> Option<Gesture> {
    let asked = ui.input(|input| {
        let up = input.num_accesskit_action_requests(response.id, accesskit::Action::Increment);
        let down = input.num_accesskit_action_requests(response.id, accesskit::Action::Decrement);
        let set = input.accesskit_action_requests(response.id, accesskit::Action::SetValue);
        let set = set.last().and_then(|request| match request.data {
            Some(accesskit::ActionData::NumericValue(value)) => Some(value),
            _ => None,
        });
        set.map(Asked::Value).or((up != down).then_some(Asked::Steps(up as f64 - down as f64)))
    });
    let asked = asked.or_else(|| if response.has_focus() { focused_keys(ui, response) } else { None })?;
    // Without a rating of one's own, a step starts at the middle of the scale: the mean would be someone else's word.
    let middle = f64::midpoint(rating.range.0, rating.range.1);
    Some(Gesture::Set(match asked {
        Asked::Clear => None,
        Asked::Value(value) => Some(rating.clamp(value)),
        Asked::Stop(stop) => Some(rating.clamp(rating.range.0 + stop)),
        Asked::Steps(steps) => {
            Some(rating.value.map_or(middle, |value| rating.clamp((value + steps).round())))
        }
    }))
}

/// The keys of the stops, from the lowest.
const STOPS: [Key; 5] = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5];

/// What a key means.
enum Asked {
    Clear,
    Value(f64),
    Stop(f64),
    Steps(f64),
}

fn focused_keys(ui: &Ui, response: &Response) -> Option<Asked> {
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    ui.input_mut(|input| {
        let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
        if pressed(Key::Delete) || pressed(Key::Backspace) {
            return Some(Asked::Clear);
        }
        if let Some(stop) = STOPS.into_iter().position(&mut pressed) {
            return Some(Asked::Stop(stop as f64));
        }
        if pressed(Key::Home) {
            return Some(Asked::Value(f64::MIN));
        }
        if pressed(Key::End) {
            return Some(Asked::Value(f64::MAX));
        }
        let up = pressed(Key::ArrowRight) || pressed(Key::ArrowUp);
        let down = pressed(Key::ArrowLeft) || pressed(Key::ArrowDown);
        (up != down).then_some(Asked::Steps(if up { 1.0 } else { -1.0 }))
    })
}

fn describe(ui: &Ui, response: &Response, rating: &RatingEdit<'_>, live: Option<f64>) {
    let own = live.or(rating.value);
    response.widget_info(|| {
        let note = rating_paint::note(rating).0;
        let name =
            if note.is_empty() { rating.label.to_owned() } else { format!("{}, {note}", rating.label) };
        let mut info = WidgetInfo::slider(ui.is_enabled(), own.unwrap_or_default(), name);
        info.value = own;
        info
    });
    ui.accesskit_node_builder(response.id, |node| {
        node.set_min_numeric_value(rating.range.0);
        node.set_max_numeric_value(rating.range.1);
        node.set_numeric_value_step(1.0);
        node.add_action(accesskit::Action::SetValue);
        node.add_action(accesskit::Action::Increment);
        node.add_action(accesskit::Action::Decrement);
    });
}
