//! What moves on the map: dots around a loop, and a run that is played step by step.

use std::time::Duration;

use crate::model::LinkId;

/// How long a dot takes over a link.
const LINK: f64 = 0.9;
/// How long it rests at a delay.
const REST: f64 = 0.45;
/// How many rounds it makes.
const ROUNDS: usize = 3;
/// How long a step of a run is shown.
const STEP: f64 = 0.4;

/// Dots that run around a loop.
#[derive(Clone, Debug)]
pub(in crate::app) struct Pulse {
    /// The loop's links in order, each with whether it acts with a delay.
    pub links: Vec<(LinkId, bool)>,
    /// When it began, in seconds of the window's clock.
    pub began: f64,
}

impl Pulse {
    /// Where the dot is: which link, and which share of its length. `None` after the last round.
    pub fn place(&self, now: f64) -> Option<(usize, f64)> {
        let time = |delayed: bool| if delayed { LINK + REST } else { LINK };
        let round: f64 = self.links.iter().map(|(_, delayed)| time(*delayed)).sum();
        let since = (now - self.began).max(0.0);
        if round <= 0.0 || since >= round * ROUNDS as f64 {
            return None;
        }
        let mut left = since % round;
        for (number, (_, delayed)) in self.links.iter().enumerate() {
            if left < time(*delayed) {
                let share = if *delayed {
                    // Half the way, a rest at the strokes, the other half.
                    let half = LINK / 2.0;
                    if left < half { left } else { (left - REST).max(half) }
                } else {
                    left
                };
                return Some((number, (share / LINK).clamp(0.0, 1.0)));
            }
            left -= time(*delayed);
        }
        None
    }
}

/// A run that is shown step by step.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::app) struct Play {
    /// The step that is shown; `None` shows where the run ends.
    pub step: Option<usize>,
    /// When the step came up, in seconds of the window's clock, while it plays.
    pub since: Option<f64>,
}

impl Play {
    /// Goes on when it is time. Gives how long until the next step, while it plays.
    pub fn advance(&mut self, now: f64, steps: usize) -> Option<Duration> {
        let since = self.since?;
        let step = self.step.unwrap_or_default();
        if now - since < STEP {
            return Some(Duration::from_secs_f64(STEP - (now - since)));
        }
        if step >= steps {
            self.since = None;
            return None;
        }
        self.step = Some(step + 1);
        self.since = Some(now);
        Some(Duration::from_secs_f64(STEP))
    }

    /// Plays on from where it is, from the start if it is at its end.
    pub fn start(&mut self, now: f64, steps: usize) {
        if self.step.is_none_or(|step| step >= steps) {
            self.step = Some(0);
        }
        self.since = Some(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dot_rests_at_a_delay_and_stops_after_three_rounds() {
        let links = vec![("l_a".into(), false), ("l_b".into(), true)];
        let pulse = Pulse { links, began: 10.0 };
        assert_eq!(pulse.place(10.0), Some((0, 0.0)));
        let (link, share) = pulse.place(10.0 + LINK + LINK / 2.0 + REST / 2.0).unwrap();
        assert_eq!(link, 1);
        assert!((share - 0.5).abs() < 1e-9);
        let round = 2.0 * LINK + REST;
        assert!(pulse.place(10.0 + 3.0 * round - 0.01).is_some());
        assert_eq!(pulse.place(10.0 + 3.0 * round + 0.01), None);
    }

    #[test]
    fn a_run_goes_on_step_by_step_and_stops_at_its_end() {
        let mut play = Play::default();
        assert_eq!(play.advance(0.0, 2), None);
        play.start(0.0, 2);
        assert!(play.advance(0.1, 2).is_some());
        assert_eq!(play.step, Some(0));
        play.advance(0.5, 2);
        play.advance(1.0, 2);
        assert_eq!(play.step, Some(2));
        assert_eq!(play.advance(1.5, 2), None);
        assert_eq!(play, Play { step: Some(2), since: None });
        play.start(2.0, 2);
        assert_eq!(play.step, Some(0));
    }
}
