//! While the zoom changes from frame to frame, the map is not painted anew: what was painted grows and shrinks.

use std::time::Duration;

use egui::Context;

use crate::model::MapId;
use crate::scene::Level;

/// The zoom rests when it stayed the same for so long, in seconds.
const REST: f64 = 0.12;
/// What was painted is shown no larger, and no smaller by its inverse, than this.
const MOST: f64 = 1.8;

/// How a map was seen last.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    map: MapId,
    zoom: f64,
    /// When the zoom became what it is; `None` when it was so from the first.
    since: Option<f64>,
    level: Level,
    overview: bool,
}

/// How much of the map shows in a frame.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sight {
    pub level: Level,
    /// Only boxes and hairlines are painted.
    pub overview: bool,
    /// The zoom is on its way.
    pub zooming: bool,
}

/// What a frame at `zoom` shows of a map, of which `wanted` would show at rest. Asks for the frame in which the zoom
/// rests. `drawn_at` is the zoom that the kept picture was made for.
pub(super) fn sight(
    ctx: &Context,
    seen: &mut Option<Seen>,
    (map, zoom): (&MapId, f64),
    wanted: (Level, bool),
    drawn_at: Option<f64>,
) -> Sight {
    let now = ctx.input(|input| input.time);
    let before = seen.take().filter(|seen| seen.map == *map);
    let same = before.as_ref().is_none_or(|seen| seen.zoom.to_bits() == zoom.to_bits());
    let since = if same { before.as_ref().and_then(|seen| seen.since) } else { Some(now) };
    let rests_in = since.map(|since| REST - (now - since)).filter(|left| *left > 0.0);
    let near = drawn_at.is_some_and(|drawn| (1.0 / MOST..=MOST).contains(&(zoom / drawn)));
    let held = before.filter(|_| rests_in.is_some() && near);
    let (level, overview) = held.as_ref().map_or(wanted, |seen| (seen.level, seen.overview));
    if let Some(left) = rests_in {
        ctx.request_repaint_after(Duration::from_secs_f64(left));
    }
    *seen =
        Some(Seen { map: map.clone(), zoom, since: since.filter(|_| rests_in.is_some()), level, overview });
    Sight { level, overview, zooming: rests_in.is_some() && held.is_some() }
}

#[cfg(test)]
mod tests {
    use egui::RawInput;

    use super::*;

    /// The sight at a time and a zoom.
    fn look(ctx: &Context, seen: &mut Option<Seen>, map: &MapId, (time, zoom): (f64, f64)) -> Sight {
        let mut sight = None;
        let input = RawInput { time: Some(time), ..RawInput::default() };
        let mut output = ctx.run_ui(input, |ui| {
            let wanted = (Level::for_zoom(zoom), false);
            sight = Some(super::sight(ui.ctx(), seen, (map, zoom), wanted, Some(1.0)));
        });
        output.textures_delta.clear();
        sight.expect("the frame ran")
    }

    #[test]
    fn the_level_waits_until_the_zoom_rests() {
        let (ctx, map, mut seen) = (Context::default(), MapId::random(), None);
        assert!(!look(&ctx, &mut seen, &map, (0.0, 1.5)).zooming);
        let on_its_way = look(&ctx, &mut seen, &map, (1.0, 1.7));
        assert!(on_its_way.zooming && on_its_way.level == Level::Normal);
        assert!(look(&ctx, &mut seen, &map, (1.1, 1.7)).zooming);
        let at_rest = look(&ctx, &mut seen, &map, (1.13, 1.7));
        assert!(!at_rest.zooming && at_rest.level == Level::Near);
        assert!(!look(&ctx, &mut seen, &map, (1.14, 1.7)).zooming);
    }

    #[test]
    fn far_from_what_was_painted_nothing_waits() {
        let (ctx, map, mut seen) = (Context::default(), MapId::random(), None);
        look(&ctx, &mut seen, &map, (0.0, 1.0));
        let sight = look(&ctx, &mut seen, &map, (1.0, 2.5));
        assert!(!sight.zooming && sight.level == Level::Near);
    }

    #[test]
    fn another_map_shows_at_once_as_it_is() {
        let (ctx, mut seen) = (Context::default(), None);
        look(&ctx, &mut seen, &MapId::random(), (0.0, 1.5));
        let sight = look(&ctx, &mut seen, &MapId::random(), (0.01, 1.7));
        assert!(!sight.zooming && sight.level == Level::Near);
    }
}
