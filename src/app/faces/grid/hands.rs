//! Rating by hand on the grid: dragging markers, and arrow keys.

use egui::{Key, Pos2, Ui, Vec2};

use super::place::Plane;
use crate::app::App;
use crate::app::action::Action;
use crate::app::faces::{rate, take_key};
use crate::edit::Selection;
use crate::model::{ElementId, Scale};

/// Actors being dragged.
#[derive(Clone, Debug)]
pub(super) struct Drag {
    pub ids: Vec<ElementId>,
    /// Where the pointer is.
    pub at: Pos2,
    /// From the pointer to where the dragged actor belongs: a marker that made room for others counts from its own
    /// ratings.
    pub grab: Vec2,
}

/// What letting go here would do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Drop {
    /// Rate interest and influence so.
    Rate(f64, f64),
    /// Take the ratings back.
    Clear,
    /// Nothing.
    Nothing,
}

/// What letting go at `at` would do.
pub(super) fn drop_at(plane: Plane, at: Pos2, grab: Vec2, fine: bool) -> Drop {
    if plane.rect.expand(24.0).contains(at) {
        let (interest, influence) = plane.ratings(at + grab, fine);
        Drop::Rate(interest, influence)
    } else if at.y > plane.rect.bottom() {
        Drop::Clear
    } else {
        Drop::Nothing
    }
}

/// Lets go: one step.
pub(super) fn release(app: &mut App, plane: Plane, drag: &Drag, fine: bool, actions: &mut Vec<Action>) {
    let project = app.session.history.project().clone();
    let both = |interest: Option<f64>, influence: Option<f64>| -> rate::Ratings {
        drag.ids
            .iter()
            .flat_map(|id| {
                [(id.clone(), Scale::Interest, interest), (id.clone(), Scale::Influence, influence)]
            })
            .collect()
    };
    let chosen = Selection { elements: drag.ids.iter().cloned().collect(), ..Selection::default() };
    match drop_at(plane, drag.at, drag.grab, fine) {
        Drop::Rate(interest, influence) => {
            let name = rate::name(&project, &drag.ids, "Rate");
            let edit = rate::edit(app, name, both(Some(interest), Some(influence)));
            actions.push(Action::EditAndSelect(edit, chosen));
        }
        Drop::Clear => {
            let mut mine = false;
            let mut others = false;
            for actor in drag.ids.iter().filter_map(|id| project.elements.get(id)?.actor()) {
                let own = [Scale::Interest, Scale::Influence].map(|scale| rate::own(app, actor, scale));
                let rated = own.iter().any(Option::is_some);
                mine |= rated;
                others |= actor.ratings.len() > usize::from(rated);
            }
            if mine {
                let name = rate::name(&project, &drag.ids, "Clear ratings of");
                let edit = rate::edit(app, name, both(None, None));
                actions.push(Action::EditAndSelect(edit, chosen));
            }
            if others {
                app.toasts.say("Others rated too: only your own ratings were taken back.");
            }
        }
        Drop::Nothing => {}
    }
}

/// Arrow keys move the selected actors by a step, with Shift by a tenth.
pub(super) fn arrows(ui: &Ui, app: &mut App, shown: &[(ElementId, (f64, f64))], actions: &mut Vec<Action>) {
    const KEYS: [(Key, Scale, f64); 4] = [
        (Key::ArrowRight, Scale::Interest, 1.0),
        (Key::ArrowLeft, Scale::Interest, -1.0),
        (Key::ArrowUp, Scale::Influence, 1.0),
        (Key::ArrowDown, Scale::Influence, -1.0),
    ];
    let project = app.session.history.project().clone();
    let ids: Vec<ElementId> = app
        .view
        .selection
        .elements
        .iter()
        .filter(|id| project.elements.get(*id).is_some_and(|element| element.actor().is_some()))
        .cloned()
        .collect();
    if ids.is_empty() {
        return;
    }
    for (key, scale, by) in KEYS {
        let Some(held) = take_key(ui, key) else { continue };
        let fine = held.shift;
        let mut ratings = rate::Ratings::new();
        for id in &ids {
            let Some(actor) = project.elements.get(id).and_then(|element| element.actor()) else { continue };
            let seen = shown.iter().find(|(other, _)| other == id).map(|(_, ratings)| *ratings);
            ratings.extend(stepped(id, |scale| rate::own(app, actor, scale), seen, (scale, by, fine)));
        }
        let name = rate::name(&project, &ids, "Rate");
        let edit = rate::edit(app, name, ratings);
        actions.push(Action::Edit(edit));
    }
}

/// One actor's ratings after a step. Someone who did not rate yet starts where the marker is seen; an actor that nobody
/// rated starts in the middle.
fn stepped(
    id: &ElementId,
    own: impl Fn(Scale) -> Option<f64>,
    seen: Option<(f64, f64)>,
    (scale, by, fine): (Scale, f64, bool),
) -> rate::Ratings {
    const MIDDLE: f64 = 3.0;
    let Some(seen) = seen else {
        return [Scale::Interest, Scale::Influence]
            .map(|scale| (id.clone(), scale, Some(own(scale).unwrap_or(MIDDLE))))
            .into();
    };
    let start = own(scale).unwrap_or(if scale == Scale::Interest { seen.0 } else { seen.1 });
    let moved = if fine { start + by / 10.0 } else { start + by };
    // From between two stops, a step leads to the next stop.
    let stop = if fine {
        (moved * 10.0).round() / 10.0
    } else if start.fract().abs() > 1e-9 {
        if by > 0.0 { start.ceil() } else { start.floor() }
    } else {
        moved.round()
    };
    vec![(id.clone(), scale, Some(stop.clamp(1.0, 5.0)))]
}

#[cfg(test)]
mod tests {
    use egui::{Rect, pos2};

    use super::*;

    #[test]
    fn letting_go_rates_on_the_plane_and_clears_below_it() {
        let plane = Plane { rect: Rect::from_min_max(pos2(100.0, 100.0), pos2(900.0, 600.0)) };
        let at = plane.point((4.2, 1.9));
        assert_eq!(drop_at(plane, at, Vec2::ZERO, false), Drop::Rate(4.0, 2.0));
        assert_eq!(drop_at(plane, at, Vec2::ZERO, true), Drop::Rate(4.2, 1.9));
        assert_eq!(drop_at(plane, pos2(400.0, 700.0), Vec2::ZERO, false), Drop::Clear);
        assert_eq!(drop_at(plane, pos2(400.0, 20.0), Vec2::ZERO, false), Drop::Nothing);
    }

    #[test]
    fn a_step_starts_at_ones_own_rating_or_where_the_marker_is() {
        let id = ElementId::from("e_a");
        let step = |own: Option<f64>, seen, by, fine| {
            stepped(&id, |_| own, seen, (Scale::Interest, by, fine)).first().and_then(|(_, _, value)| *value)
        };
        assert_eq!(step(Some(2.0), Some((3.3, 3.0)), 1.0, false), Some(3.0));
        assert_eq!(step(None, Some((3.3, 3.0)), 1.0, false), Some(4.0));
        assert_eq!(step(None, Some((3.3, 3.0)), -1.0, false), Some(3.0));
        assert_eq!(step(Some(5.0), Some((5.0, 3.0)), 1.0, false), Some(5.0));
        assert_eq!(step(Some(2.0), Some((2.0, 3.0)), -1.0, true), Some(1.9));
        assert_eq!(stepped(&id, |_| None, None, (Scale::Interest, 1.0, false)).len(), 2);
    }
}
