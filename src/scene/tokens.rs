//! The look in named values: colours by meaning for each theme, sizes of type, spaces and radii.
//!
//! Every colour on the screen and in an export comes from here. The contrast of each against the surfaces it may sit on
//! was measured (WCAG): text reaches 4.5, graphics 3.0; the tests hold the main pairs to that.

use super::encoding::Ink;
use crate::model::{Id as _, TermId};

/// An sRGB colour with its opacity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Color {
    /// Red, green, blue.
    pub rgb: [u8; 3],
    /// Opacity, 0 to 255.
    pub alpha: u8,
}

impl Color {
    /// An opaque colour from `0xRRGGBB`.
    pub const fn hex(hex: u32) -> Self {
        Self { rgb: [(hex >> 16) as u8, (hex >> 8) as u8, hex as u8], alpha: 255 }
    }

    /// The same colour at `share` (0 to 1) of its opacity.
    #[must_use]
    pub fn faded(self, share: f32) -> Self {
        Self { alpha: (f32::from(self.alpha) * share.clamp(0.0, 1.0)).round() as u8, ..self }
    }

    /// The opaque colour of `share` (0 to 1) of this one over `ground`.
    #[must_use]
    pub fn over(self, ground: Self, share: f32) -> Self {
        let mix = |top: u8, under: u8| {
            (f32::from(top) * share + f32::from(under) * (1.0 - share)).round().clamp(0.0, 255.0) as u8
        };
        let mut rgb = self.rgb;
        for (channel, under) in rgb.iter_mut().zip(ground.rgb) {
            *channel = mix(*channel, under);
        }
        Self { rgb, alpha: 255 }
    }

    /// As a CSS colour without the opacity: `#rrggbb`.
    pub fn css(self) -> String {
        let [r, g, b] = self.rgb;
        format!("#{r:02x}{g:02x}{b:02x}")
    }

    /// The opacity, 0 to 1.
    pub fn opacity(self) -> f32 {
        f32::from(self.alpha) / 255.0
    }
}

/// Which set of colours and sizes is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Theme {
    /// Dark on white, for work by day.
    #[default]
    Light,
    /// Light on near-black.
    Dark,
    /// High contrast on white, for the back row.
    Projector,
}

impl Theme {
    /// Every theme.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Projector];

    /// The name on the command line and in the settings.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Projector => "projector",
        }
    }

    /// The theme with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.as_str() == name)
    }

    /// The colours of this theme.
    pub fn tokens(self) -> &'static Tokens {
        match self {
            Self::Light => &LIGHT,
            Self::Dark => &DARK,
            Self::Projector => &PROJECTOR,
        }
    }
}

/// The outline that stands for a sector.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ActorShape {
    /// Round ends.
    Pill,
    /// Corners rounded by 10.
    Rounded,
    /// Corners rounded by 2.
    Square,
    /// Corners cut by 10.
    Cut,
    /// Pointed ends, 12 deep.
    Hexagon,
}

/// How a sector looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SectorLook {
    /// Rims, rings and icons; never text.
    pub color: Color,
    /// The disc behind the icon.
    pub tint: Color,
    /// The outline.
    pub shape: ActorShape,
}

macro_rules! tokens {
    ($($(#[$doc:meta])* $name:ident: $light:literal, $dark:literal, $projector:literal;)*) => {
        /// The colours of a theme, named by what they mean.
        #[derive(Debug)]
        pub struct Tokens {
            $($(#[$doc])* pub $name: Color,)*
            /// Dots behind the map, unless the theme has none.
            pub grid: Option<Color>,
            /// Over everything under a dialog.
            pub scrim: Color,
            /// The theme these belong to.
            pub theme: Theme,
        }

        static LIGHT: Tokens = Tokens {
            $($name: Color::hex($light),)*
            grid: Some(Color::hex(0xE3E6EC)),
            scrim: Color { rgb: [0x17, 0x1C, 0x26], alpha: 102 },
            theme: Theme::Light,
        };
        static DARK: Tokens = Tokens {
            $($name: Color::hex($dark),)*
            grid: Some(Color::hex(0x20262F)),
            scrim: Color { rgb: [0x05, 0x07, 0x0A], alpha: 158 },
            theme: Theme::Dark,
        };
        static PROJECTOR: Tokens = Tokens {
            $($name: Color::hex($projector),)*
            grid: None,
            scrim: Color { rgb: [0x17, 0x1C, 0x26], alpha: 102 },
            theme: Theme::Projector,
        };
    };
}

tokens! {
    /// Behind the map.
    canvas: 0xF7F8FA, 0x0F1217, 0xFFFFFF;
    /// Bars and panels.
    panel: 0xFFFFFF, 0x161A21, 0xFFFFFF;
    /// Cards, elements and menus.
    raised: 0xFFFFFF, 0x1E242D, 0xFFFFFF;
    /// Inputs and tracks.
    sunken: 0xF1F3F6, 0x10141A, 0xF2F3F5;
    /// Hovered rows and groups.
    hover: 0xE9ECF1, 0x262D38, 0xE6E8EC;
    /// Hairlines and empty tracks.
    border: 0xDFE3E9, 0x2A313C, 0xB5BBC6;
    /// Ticks and rims that must be seen.
    control: 0x7D8797, 0x78849A, 0x4A5262;
    /// Names and sentences.
    text: 0x171C26, 0xECEFF4, 0x05070B;
    /// Body text and icons.
    text2: 0x454E5E, 0xB9C1CE, 0x23293A;
    /// Captions and evidence.
    text3: 0x5F6979, 0x949EAF, 0x3D4556;
    /// Fills and active rims: "you".
    accent: 0x5B2BD9, 0xA796FF, 0x3D22B5;
    /// Links and active labels.
    accent_text: 0x5227C6, 0xB6A8FF, 0x3D22B5;
    /// Active rows.
    accent_soft: 0xEFE9FD, 0x28233F, 0xE9E4FB;
    /// Text on the accent.
    on_accent: 0xFFFFFF, 0x14101F, 0xFFFFFF;
    /// Selection and focus rings.
    selection: 0x5B2BD9, 0xD9D1FF, 0x3D22B5;
    /// Added, core, saved.
    success: 0x157347, 0x4CC38A, 0x0A5A33;
    /// Behind success.
    success_soft: 0xE5F3EB, 0x14281F, 0xDDF0E5;
    /// Gaps, contested, conflict.
    warn: 0x8F5400, 0xF0B34C, 0x6E3F00;
    /// Behind warnings.
    warn_soft: 0xFBF0DC, 0x2E2413, 0xFBEBCF;
    /// Removed; conflict ties.
    danger: 0xB8242B, 0xFF7F7A, 0x96121A;
    /// Behind danger.
    danger_soft: 0xFBE9E9, 0x331A1B, 0xF9DFE0;
    /// Ties at rest.
    link: 0x7A8493, 0x727D8E, 0x4A5262;
    /// Ties of the selection.
    link_strong: 0x2B3445, 0xC9D1DC, 0x10151F;
    /// Plus links and the filled disc.
    plus: 0x2B3445, 0xD3DAE4, 0x10151F;
    /// Minus links and the hollow disc.
    minus: 0xA3195B, 0xFF7FB2, 0x8A0F4A;
    /// Reinforcing loops.
    reinforcing: 0xB84700, 0xFF9A57, 0x963700;
    /// Behind reinforcing loops.
    reinforcing_soft: 0xFBE9DE, 0x35230F, 0xFBE3D3;
    /// Balancing loops.
    balancing: 0x0B62AC, 0x6CB6FF, 0x004B8F;
    /// Behind balancing loops.
    balancing_soft: 0xE2EEF9, 0x12283D, 0xD8E8F8;
    /// Undetermined loops and links without a sign.
    undetermined: 0x655F73, 0xB9B1C8, 0x4B4558;
    /// Behind undetermined loops.
    undetermined_soft: 0xEEEDF1, 0x26242C, 0xE7E5EC;
}

/// Sectors: id, light colour and tint, dark colour and tint, shape. The hues were searched to stay apart under normal
/// sight and under full protan-, deutan- and tritanopia.
const SECTORS: &[(&str, u32, u32, u32, u32, ActorShape)] = &[
    ("t_community", 0x9E5C00, 0xF5EFE6, 0xC07B2B, 0x3B342D, ActorShape::Pill),
    ("t_labour", 0xDB5459, 0xFBEEEE, 0xF47A70, 0x453339, ActorShape::Pill),
    ("t_ngo", 0x329286, 0xEBF4F3, 0x3AB599, 0x233E40, ActorShape::Rounded),
    ("t_university", 0x276B98, 0xE9F0F5, 0x25C1F5, 0x1F4051, ActorShape::Rounded),
    ("t_government", 0x0040A7, 0xE6ECF6, 0x5D82F2, 0x293550, ActorShape::Square),
    ("t_international", 0x304B00, 0xEAEDE6, 0xBDC877, 0x3B423A, ActorShape::Square),
    ("t_company", 0x665644, 0xF0EEEC, 0xEED5BA, 0x434446, ActorShape::Cut),
    ("t_funder", 0x72004F, 0xF1E6ED, 0xF28FC7, 0x443749, ActorShape::Hexagon),
    ("t_investor", 0x9F59CA, 0xF5EEFA, 0x9F7DBC, 0x353447, ActorShape::Hexagon),
];

/// From low to high, light theme and dark: one hue, each step farther from the ground than the one before (contrast 3.2
/// to 13), so that the order is seen without seeing the hue.
const STEPS: [(u32, u32); 5] = [
    (0x0699B2, 0x027C91),
    (0x027C91, 0x0097B0),
    (0x036273, 0x39B3CD),
    (0x034956, 0x5CD0EA),
    (0x01313A, 0xA5EDFF),
];
/// From against over neither to in favour: ochre and blue-green, which stay apart for colour-blind sight.
const SIDES: [(u32, u32); 5] = [
    (0x663601, 0xF8B379),
    (0xBE7C43, 0xA16226),
    (0x7D8797, 0x78849A),
    (0x0699B2, 0x027C91),
    (0x034956, 0x5CD0EA),
];
/// How much of a colour is in its tint.
const TINT: f32 = 0.12;

impl Tokens {
    /// How a sector looks. A sector of the project's own, and an actor without one, is grey and rounded.
    pub fn sector(&self, sector: Option<&TermId>) -> SectorLook {
        let known = sector.and_then(|id| SECTORS.iter().find(|(known, ..)| *known == id.as_str()));
        let Some((_, light, light_tint, dark, dark_tint, shape)) = known else {
            return SectorLook { color: self.control, tint: self.sunken, shape: ActorShape::Rounded };
        };
        let (color, tint) = if self.theme == Theme::Dark { (dark, dark_tint) } else { (light, light_tint) };
        SectorLook { color: Color::hex(*color), tint: Color::hex(*tint), shape: *shape }
    }

    /// The colours of an ink: for rims and fills, and for what lies behind an icon.
    pub fn ink(&self, ink: Ink) -> (Color, Color) {
        let dark = self.theme == Theme::Dark;
        let of = |scale: &[(u32, u32); 5], step: u8| {
            let (light, night) = scale[usize::from(step).min(scale.len() - 1)];
            let color = Color::hex(if dark { night } else { light });
            (color, color.over(self.raised, TINT))
        };
        match ink {
            Ink::Category(hue) => match SECTORS.get(usize::from(hue)) {
                Some((id, ..)) => {
                    let look = self.sector(Some(&TermId::from(*id)));
                    (look.color, look.tint)
                }
                None => (self.text3, self.sunken),
            },
            Ink::Other => (self.text3, self.sunken),
            Ink::Step(step) => of(&STEPS, step),
            Ink::Side(step) => of(&SIDES, step),
            Ink::Hollow => (self.control, self.raised),
        }
    }

    /// The colour of icons on a shape filled with a sector's colour.
    pub fn on_sector(&self) -> Color {
        if self.theme == Theme::Dark { self.canvas } else { Color::hex(0xFFFFFF) }
    }
}

/// Sizes of type in points at 100 %: size and line height.
pub mod type_size {
    /// Legends, keys, rail, captions. Nothing is smaller.
    pub const MICRO: (f32, f32) = (11.0, 16.0);
    /// Evidence, chips, buttons, fields.
    pub const SMALL: (f32, f32) = (12.0, 16.0);
    /// Rows, sentences, names of actors.
    pub const BODY: (f32, f32) = (13.0, 20.0);
    /// Variables on the canvas.
    pub const VARIABLE: (f32, f32) = (14.0, 18.0);
    /// Titles of panels and of the inspector.
    pub const TITLE: (f32, f32) = (15.0, 22.0);
    /// The palette's input and the titles of dialogs.
    pub const HEAD: (f32, f32) = (18.0, 26.0);
    /// The empty state.
    pub const HERO: (f32, f32) = (28.0, 36.0);
}

/// Corner radii in points.
pub mod radius {
    /// Key caps.
    pub const KEY: f32 = 4.0;
    /// Buttons and inputs.
    pub const BUTTON: f32 = 6.0;
    /// Cards.
    pub const CARD: f32 = 8.0;
    /// Floating bars.
    pub const BAR: f32 = 10.0;
    /// The palette and dialogs.
    pub const DIALOG: f32 = 12.0;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance (WCAG 2.2).
    fn luminance(color: Color) -> f64 {
        let channel = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        let [r, g, b] = color.rgb.map(channel);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    fn contrast(a: Color, b: Color) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_and_graphics_stand_out_on_every_surface() {
        for theme in Theme::ALL {
            let t = theme.tokens();
            for surface in [t.canvas, t.panel, t.raised] {
                for text in [t.text, t.text2, t.text3, t.accent_text, t.warn, t.danger, t.success] {
                    assert!(contrast(text, surface) >= 4.5, "{theme:?} {}", text.css());
                }
                for graphic in
                    [t.link, t.control, t.plus, t.minus, t.reinforcing, t.balancing, t.undetermined]
                {
                    assert!(contrast(graphic, surface) >= 3.0, "{theme:?} {}", graphic.css());
                }
            }
            assert!(contrast(t.on_accent, t.accent) >= 4.5);
        }
    }

    #[test]
    fn every_ink_stands_out_on_the_canvas_and_on_cards() {
        let steps = (0..5).flat_map(|step| [Ink::Step(step), Ink::Side(step)]);
        let inks: Vec<Ink> =
            steps.chain((0..9).map(Ink::Category)).chain([Ink::Other, Ink::Hollow]).collect();
        for theme in Theme::ALL {
            let t = theme.tokens();
            for ink in &inks {
                let (color, tint) = t.ink(*ink);
                for ground in [t.canvas, t.raised, tint] {
                    let least = if ground == tint { 2.6 } else { 3.0 };
                    let seen = contrast(color, ground);
                    assert!(seen >= least, "{theme:?} {ink:?} {seen:.2} on {}", ground.css());
                }
            }
        }
    }

    #[test]
    fn steps_are_ordered_by_contrast_so_that_hue_is_not_needed() {
        for theme in Theme::ALL {
            let t = theme.tokens();
            let seen: Vec<f64> = (0..5).map(|step| contrast(t.ink(Ink::Step(step)).0, t.raised)).collect();
            assert!(seen.windows(2).all(|pair| pair[1] > pair[0] * 1.25), "{theme:?} {seen:?}");
        }
    }

    #[test]
    fn sectors_stand_out_on_the_canvas() {
        for theme in Theme::ALL {
            for (id, ..) in SECTORS {
                let look = theme.tokens().sector(Some(&(*id).into()));
                assert!(contrast(look.color, theme.tokens().canvas) >= 3.0, "{theme:?} {id}");
            }
        }
    }
}
