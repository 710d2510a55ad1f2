//! The icons that maps and the window use, all from Phosphor Regular (MIT).

macro_rules! icons {
    ($($name:ident = $code:literal, $word:literal;)*) => {
        /// An icon, by its Phosphor name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Icon {
            $(#[doc = concat!("Phosphor's `", $word, "`.")] $name,)*
        }

        impl Icon {
            /// Every icon.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Its character in `Phosphor.ttf`, in the private use area.
            pub const fn char(self) -> char {
                match self {
                    $(Self::$name => match char::from_u32($code) {
                        Some(char) => char,
                        None => char::REPLACEMENT_CHARACTER,
                    },)*
                }
            }

            /// Its name in Phosphor's catalogue.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)*
                }
            }
        }
    };
}

icons! {
    // Sectors.
    UsersThree = 0xE68E, "users-three";
    HandFist = 0xE57A, "hand-fist";
    HandHeart = 0xE810, "hand-heart";
    GraduationCap = 0xE62C, "graduation-cap";
    Bank = 0xE0B4, "bank";
    GlobeHemisphereEast = 0xE28A, "globe-hemisphere-east";
    Factory = 0xE760, "factory";
    HandCoins = 0xEA8C, "hand-coins";
    ChartLineUp = 0xE156, "chart-line-up";
    Buildings = 0xE102, "buildings";
    // Ties.
    Coins = 0xE78E, "coins";
    Package = 0xE390, "package";
    Gavel = 0xEA32, "gavel";
    Wrench = 0xE5D4, "wrench";
    FlagBanner = 0xE622, "flag-banner";
    Handshake = 0xE582, "handshake";
    ChatCircleText = 0xE16E, "chat-circle-text";
    Lightning = 0xE2DE, "lightning";
    Link = 0xE2E2, "link";
    Megaphone = 0xE324, "megaphone";
    Stamp = 0xEA48, "stamp";
    ChatText = 0xE17A, "chat-text";
    // Assets.
    Scales = 0xE750, "scales";
    SealCheck = 0xE606, "seal-check";
    Storefront = 0xE470, "storefront";
    Stack = 0xE466, "stack";
    // Elements.
    Target = 0xE47C, "target";
    User = 0xE4C2, "user";
    Users = 0xE4D6, "users";
    Note = 0xE348, "note";
    Warning = 0xE4E0, "warning";
    Quotes = 0xE660, "quotes";
    Tag = 0xE478, "tag";
    // Moving about.
    ArrowRight = 0xE06C, "arrow-right";
    ArrowLeft = 0xE058, "arrow-left";
    ArrowUp = 0xE08E, "arrow-up";
    ArrowDown = 0xE03E, "arrow-down";
    ArrowsLeftRight = 0xE0A0, "arrows-left-right";
    ArrowsDownUp = 0xE098, "arrows-down-up";
    ArrowUUpLeft = 0xE08A, "arrow-u-up-left";
    ArrowUUpRight = 0xE08C, "arrow-u-up-right";
    CaretDown = 0xE136, "caret-down";
    CaretRight = 0xE13A, "caret-right";
    CaretUp = 0xE13C, "caret-up";
    CaretLeft = 0xE138, "caret-left";
    CornersOut = 0xE1D0, "corners-out";
    MagnifyingGlass = 0xE30C, "magnifying-glass";
    // Tools.
    Cursor = 0xE1DC, "cursor";
    LineSegment = 0xE6D2, "line-segment";
    BezierCurve = 0xEB00, "bezier-curve";
    Path = 0xE39C, "path";
    ScribbleLoop = 0xE662, "scribble-loop";
    Lasso = 0xEDC6, "lasso";
    FlowArrow = 0xE6EC, "flow-arrow";
    Hand = 0xE298, "hand";
    PushPin = 0xE3E2, "push-pin";
    PushPinSlash = 0xE3E4, "push-pin-slash";
    Scissors = 0xEAE0, "scissors";
    Selection = 0xE69A, "selection";
    SelectionSlash = 0xE69E, "selection-slash";
    SelectionPlus = 0xE69C, "selection-plus";
    AlignLeft = 0xE50E, "align-left";
    AlignCenterHorizontal = 0xE50A, "align-center-horizontal";
    AlignRight = 0xE510, "align-right";
    AlignTop = 0xE512, "align-top";
    AlignCenterVertical = 0xE50C, "align-center-vertical";
    AlignBottom = 0xE506, "align-bottom";
    Plus = 0xE3D4, "plus";
    Minus = 0xE32A, "minus";
    X = 0xE4F6, "x";
    Check = 0xE182, "check";
    DotsThree = 0xE1FE, "dots-three";
    PencilSimple = 0xE3B4, "pencil-simple";
    NotePencil = 0xE34C, "note-pencil";
    Trash = 0xE4A6, "trash";
    Copy = 0xE1CA, "copy";
    Keyboard = 0xE2D8, "keyboard";
    LinkBreak = 0xE2E4, "link-break";
    Lock = 0xE2FA, "lock";
    TextAa = 0xE6EE, "text-aa";
    BoundingBox = 0xE6CE, "bounding-box";
    Image = 0xE2CA, "image";
    UserPlus = 0xE4D0, "user-plus";
    // Rooms.
    ListBullets = 0xE2F2, "list-bullets";
    List = 0xE2F0, "list";
    Lightbulb = 0xE2DC, "lightbulb";
    LightbulbFilament = 0xE63C, "lightbulb-filament";
    ArrowsClockwise = 0xE094, "arrows-clockwise";
    UserFocus = 0xE6FC, "user-focus";
    Steps = 0xECBE, "steps";
    Presentation = 0xE654, "presentation";
    ClockCounterClockwise = 0xE1A0, "clock-counter-clockwise";
    Question = 0xE3E8, "question";
    ShareNetwork = 0xE408, "share-network";
    Graph = 0xEB58, "graph";
    TreeStructure = 0xE67C, "tree-structure";
    GridFour = 0xE296, "grid-four";
    SquaresFour = 0xE464, "squares-four";
    Table = 0xE476, "table";
    Columns = 0xE546, "columns";
    SquareSplitHorizontal = 0xE870, "square-split-horizontal";
    MapTrifold = 0xE31A, "map-trifold";
    // Messages.
    CheckCircle = 0xE184, "check-circle";
    WarningCircle = 0xE4E2, "warning-circle";
    Info = 0xE2CE, "info";
    MinusCircle = 0xE32C, "minus-circle";
    PlusCircle = 0xE3D6, "plus-circle";
    Flag = 0xE244, "flag";
    // Files and settings.
    FloppyDisk = 0xE248, "floppy-disk";
    FolderOpen = 0xE256, "folder-open";
    FilePlus = 0xE236, "file-plus";
    ClipboardText = 0xE198, "clipboard-text";
    Export = 0xEAF0, "export";
    DownloadSimple = 0xE20C, "download-simple";
    Gear = 0xE270, "gear";
    Sun = 0xE472, "sun";
    Moon = 0xE330, "moon";
    Monitor = 0xE32E, "monitor";
    ProjectorScreen = 0xE658, "projector-screen";
    SlidersHorizontal = 0xE434, "sliders-horizontal";
    Eye = 0xE220, "eye";
    EyeSlash = 0xE224, "eye-slash";
    FunnelSimple = 0xE268, "funnel-simple";
    Pause = 0xE39E, "pause";
    Play = 0xE3D0, "play";
    CrosshairSimple = 0xE1D8, "crosshair-simple";
}

impl Icon {
    /// The icon of a sector, by the id of its word.
    pub fn of_sector(sector: Option<&str>) -> Self {
        match sector {
            Some("t_community") => Self::UsersThree,
            Some("t_labour") => Self::HandFist,
            Some("t_ngo") => Self::HandHeart,
            Some("t_university") => Self::GraduationCap,
            Some("t_government") => Self::Bank,
            Some("t_international") => Self::GlobeHemisphereEast,
            Some("t_company") => Self::Factory,
            Some("t_funder") => Self::HandCoins,
            Some("t_investor") => Self::ChartLineUp,
            Some(_) => Self::Buildings,
            None => Self::User,
        }
    }

    /// The icon of a kind of tie, by the id of its word.
    pub fn of_tie(tie: Option<&str>) -> Self {
        match tie {
            Some("funds") => Self::Coins,
            Some("supplies") => Self::Package,
            Some("regulates") => Self::Gavel,
            Some("operates") => Self::Wrench,
            Some("serves") => Self::HandHeart,
            Some("represents") => Self::FlagBanner,
            Some("collaborates") => Self::Handshake,
            Some("informs") => Self::ChatCircleText,
            Some("conflicts") => Self::Lightning,
            _ => Self::Link,
        }
    }

    /// The icon of an asset, by the id of its word.
    pub fn of_asset(asset: &str) -> Self {
        match asset {
            "t_policy" => Self::Gavel,
            "t_capital" => Self::Coins,
            "t_implementation" => Self::Wrench,
            "t_legitimacy" => Self::SealCheck,
            "t_market" => Self::Storefront,
            _ => Self::Stack,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_has_a_glyph_of_its_own() {
        let font = skrifa::FontRef::new(crate::scene::text::PHOSPHOR).unwrap();
        let glyphs = skrifa::MetadataProvider::charmap(&font);
        let mut seen = std::collections::BTreeSet::new();
        for icon in Icon::ALL {
            assert!(glyphs.map(icon.char()).is_some(), "{}", icon.name());
            assert!(seen.insert(icon.char()), "{} is there twice", icon.name());
        }
    }
}
