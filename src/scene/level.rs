//! How much of an element shows, by how near one looks.

/// The zoom under which a map is drawn as [`Level::Far`].
pub const FAR_BELOW: f64 = 0.5;
/// The zoom from which a map is drawn as [`Level::Near`].
pub const NEAR_FROM: f64 = 1.6;

/// How near one looks at a map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Level {
    /// Under 50 %: plain filled shapes and small labels, whose sizes stay the same on the screen.
    Far {
        /// How long one screen point is on the map: 1 / zoom.
        px: f64,
    },
    /// 50 to 160 %: names, ratings and kinds of tie. Sizes are in map units.
    Normal,
    /// From 160 %: roles, assets and written kinds too. Sizes are in map units.
    Near,
}

impl Level {
    /// The level at a zoom (1 = 100 %). A zoom that is no positive number counts as 1.
    pub fn for_zoom(zoom: f64) -> Self {
        let zoom = if zoom.is_finite() && zoom > 0.0 { zoom.max(1e-3) } else { 1.0 };
        if zoom < FAR_BELOW {
            Self::Far { px: 1.0 / zoom }
        } else if zoom < NEAR_FROM {
            Self::Normal
        } else {
            Self::Near
        }
    }

    /// How many map units a length of one point in the specification takes.
    pub fn unit(self) -> f64 {
        match self {
            Self::Far { px } => px,
            Self::Normal | Self::Near => 1.0,
        }
    }

    /// The level is [`Level::Far`].
    pub fn is_far(self) -> bool {
        matches!(self, Self::Far { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_switch_at_50_and_160_percent() {
        assert_eq!(Level::for_zoom(0.25), Level::Far { px: 4.0 });
        assert_eq!(Level::for_zoom(0.5), Level::Normal);
        assert_eq!(Level::for_zoom(1.59), Level::Normal);
        assert_eq!(Level::for_zoom(1.6), Level::Near);
        assert_eq!(Level::for_zoom(f64::NAN), Level::Normal);
    }
}
