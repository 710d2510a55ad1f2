//! The rows: menu by menu, in the order of the menus.

use egui::{Key, KeyboardShortcut, Modifiers};

use super::{Command, Entry, Menu};
use crate::scene::icon::Icon;

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;
const SHIFT: Modifiers = Modifiers::SHIFT;
const ALT: Modifiers = Modifiers::ALT;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

const fn key(modifiers: Modifiers, key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(modifiers, key)
}

macro_rules! table {
    ($($menu:ident {
        $($(@$rule:ident)? $command:ident $label:literal $words:literal $icon:ident $where:ident [$($key:expr),*];)*
    })*) => {
        &[$($(Entry {
            command: Command::$command,
            label: $label,
            words: $words,
            menu: Menu::$menu,
            rule: table!(@rule $($rule)?),
            icon: Icon::$icon,
            keys: &[$($key),*],
            on_canvas: table!(@where $where),
        },)*)*]
    };
    (@rule) => { false };
    (@rule rule) => { true };
    (@where canvas) => { true };
    (@where anywhere) => { false };
}

/// The command table.
pub const TABLE: &[Entry] = table! {
    File {
        NewProject "New project" "empty start" FilePlus anywhere [key(CTRL, Key::N)];
        Open "Open…" "file load" FolderOpen anywhere [key(CTRL, Key::O)];
        Import "Import…" "bring in kumu prsm gephi vensim csv excel table foreign" DownloadSimple anywhere [];
        @rule Save "Save" "write file" FloppyDisk anywhere [key(CTRL, Key::S)];
        SaveAs "Save as…" "write copy file" FloppyDisk anywhere [key(CTRL_SHIFT, Key::S)];
        ExportPicture "Export picture…" "svg png pdf image paper poster" Export anywhere [key(CTRL_SHIFT, Key::E)];
        CopyPicture "Copy as a picture" "clipboard image png paste slide" Copy anywhere [key(CTRL_SHIFT, Key::C)];
        ExportTable "Export table as CSV…" "spreadsheet rows columns measures" Export anywhere [];
        Report "Report…" "write html markdown methods findings page print" ClipboardText anywhere [];
        @rule RestoreVersion "Restore an earlier version…" "history backup undo saved" ClockCounterClockwise anywhere [];
        Compare "Compare with…" "difference file version changes" SquareSplitHorizontal anywhere [];
        ShowTime "Over time" "slider timeline versions dated snapshots earlier follow-up before after gained lost" ClockCounterClockwise anywhere [];
        MergeCopy "Merge a copy…" "conflicted duplicate sync cloud version" Stack anywhere [];
        ShowChanges "Changes from others" "history merge decide conflicts" ClockCounterClockwise anywhere [];
        @rule ProjectDetails "Project details…" "title problem statement outcomes" NotePencil anywhere [];
        @rule Quit "Close window" "exit quit" X anywhere [key(CTRL, Key::Q)];
    }
    Edit {
        Undo "Undo" "back revert" ArrowUUpLeft anywhere [key(CTRL, Key::Z)];
        Redo "Redo" "again" ArrowUUpRight anywhere [key(CTRL, Key::Y), key(CTRL_SHIFT, Key::Z)];
        @rule Cut "Cut" "" Scissors canvas [key(CTRL, Key::X)];
        Copy "Copy" "" Copy canvas [key(CTRL, Key::C)];
        CopyTable "Copy as a table" "clipboard spreadsheet excel rows cells" Copy anywhere [];
        Paste "Paste" "list names clipboard" ClipboardText canvas [key(CTRL, Key::V)];
        PasteCopies "Paste as copies" "clipboard new independent" ClipboardText canvas [key(CTRL_SHIFT, Key::V)];
        UnitePasted "Use known names for what was pasted" "slips typos duplicates unite near" ClipboardText anywhere [];
        Duplicate "Duplicate" "copy beside" Copy canvas [key(CTRL, Key::D)];
        SelectAll "Select all" "everything" Cursor canvas [key(CTRL, Key::A)];
        @rule Rename "Rename" "name title" NotePencil canvas [key(NONE, Key::F2), key(NONE, Key::Enter)];
        Rate "Rate interest and influence" "rating score" Target canvas [key(NONE, Key::R)];
        Reverse "Reverse links" "turn round direction" ArrowsLeftRight canvas [];
        SignPlus "Sign +, same way" "polarity positive plus" Plus canvas [key(NONE, Key::Plus), key(SHIFT, Key::Equals), key(NONE, Key::Equals)];
        SignMinus "Sign −, opposite way" "polarity negative minus" Minus canvas [key(NONE, Key::Minus)];
        SignUnknown "Sign ?, not known" "polarity unknown" Question canvas [key(NONE, Key::Questionmark), key(SHIFT, Key::Questionmark), key(SHIFT, Key::Slash)];
        ToggleDelay "Mark a delay" "slow later strokes" Pause canvas [key(NONE, Key::D)];
        ContextMenu "Show the context menu" "right click actions" List canvas [key(SHIFT, Key::F10)];
        @rule TakeOffMap "Take off this map" "hide remove" EyeSlash canvas [key(SHIFT, Key::Delete)];
        Delete "Delete" "remove" Trash canvas [key(NONE, Key::Delete), key(NONE, Key::Backspace)];
    }
    Select {
        SelectByLasso "Select by lasso" "freehand draw round area" Lasso canvas [key(NONE, Key::S)];
        SelectByBox "Select by box" "rectangle marquee area" BoundingBox canvas [key(NONE, Key::B)];
        SelectNone "Select nothing" "deselect clear" SelectionSlash canvas [key(NONE, Key::Escape)];
        SelectInverse "Invert the selection" "inverse others" Selection canvas [key(CTRL_SHIFT, Key::I)];
        @rule SelectActors "Select all actors" "kind stakeholders" Users canvas [];
        SelectVariables "Select all variables" "kind" ArrowsClockwise canvas [];
        SelectIssues "Select all issues" "kind barriers" Warning canvas [];
        SelectTies "Select all ties" "kind links" Link canvas [];
        SelectCausalLinks "Select all causal links" "kind" BezierCurve canvas [];
        @rule SelectSameSector "Select the same sector" "actors alike" Factory canvas [];
        SelectSameRegion "Select the same region" "actors alike" MapTrifold canvas [];
        SelectNeighbours "Select neighbours too" "grow one step joined" SelectionPlus canvas [key(CTRL_SHIFT, Key::A)];
        SelectLoop "Select the whole loop" "feedback cycle" ArrowsClockwise canvas [];
    }
    View {
        ShowElements "Elements" "list search panel" ListBullets anywhere [];
        TogglePanels "Hide or show panels" "full map" CornersOut anywhere [key(CTRL, Key::Backslash)];
        @rule FaceMap "Map" "face drawing canvas diagram" Graph anywhere [key(CTRL, Key::Num1)];
        FaceGrid "Grid" "face interest influence power quadrants mendelow" SquaresFour anywhere [key(CTRL, Key::Num2)];
        FaceTable "Table" "face rows columns spreadsheet data" Table anywhere [key(CTRL, Key::Num3)];
        FaceMatrix "Matrix" "face cells square links polarity cross" GridFour anywhere [key(CTRL, Key::Num4)];
        @rule ColourBy "Colour by…" "show field measure sector legend encode" Stack canvas [key(NONE, Key::C)];
        SizeBy "Size by…" "show field measure degree legend encode" CornersOut canvas [key(SHIFT, Key::C)];
        @rule Find "Find on the maps" "search names notes texts fly" MagnifyingGlass anywhere [key(CTRL, Key::F)];
        WidenFocus "Widen the focus" "more steps distance neighbours light" Plus canvas [];
        NarrowFocus "Narrow the focus" "fewer steps distance neighbours light" Minus canvas [];
        ShowAll "Show everything" "reset clear filters focus spotlight dimmed light all" Eye canvas [key(NONE, Key::Z)];
        SaveView "Save this view…" "keep camera focus filters bookmark" MapTrifold anywhere [];
        @rule Fit "Fit the map" "zoom all whole" CornersOut canvas [key(NONE, Key::F)];
        ZoomIn "Zoom in" "nearer larger" Plus anywhere [key(CTRL, Key::Plus), key(CTRL, Key::Equals)];
        ZoomOut "Zoom out" "farther smaller" Minus anywhere [key(CTRL, Key::Minus)];
        ZoomReset "Zoom to 100 %" "actual size" Target anywhere [key(CTRL, Key::Num0)];
        @rule Present "Present" "slides full screen show start audience" Presentation anywhere [key(NONE, Key::F5)];
        PresentWithNotes "Present with notes" "two windows screens presenter speaker view timer" ProjectorScreen anywhere [key(SHIFT, Key::F5)];
        ShowStory "Story" "steps slides panel" Presentation anywhere [];
        ShowWorkshop "Workshop" "script timer step cards dots vote facilitate group panel" UsersThree anywhere [];
        CaptureStep "Capture a story step" "slide keep camera view present" Presentation canvas [key(NONE, Key::K)];
        @rule NextMap "Next map" "tab right" CaretRight anywhere [key(CTRL, Key::PageDown)];
        PreviousMap "Map before" "tab previous left" CaretLeft anywhere [key(CTRL, Key::PageUp)];
        SplitView "Two maps side by side" "split view halves compare beside" SquareSplitHorizontal anywhere [key(CTRL_SHIFT, Key::M)];
        OpenPortal "Go through the portal" "other map follow lead detail" ArrowRight canvas [key(ALT, Key::ArrowRight)];
        GoBack "Back to the map before" "return way portal" ArrowLeft anywhere [key(ALT, Key::ArrowLeft)];
        @rule ThemeLight "Light theme" "colours day" Sun anywhere [];
        ThemeDark "Dark theme" "colours night" Moon anywhere [];
        ThemeProjector "Projector theme" "contrast present colours" ProjectorScreen anywhere [];
    }
    Insert {
        Capture "Type elements and links" "capture line write text language" Keyboard canvas [key(NONE, Key::Slash)];
        AddElement "Element" "actor variable issue draw new" Plus canvas [key(NONE, Key::E)];
        AddLinked "Linked element" "chain branch next draw" TreeStructure canvas [key(NONE, Key::Tab)];
        AddLink "Link" "tie causal lever draw new connect" BezierCurve canvas [key(NONE, Key::L)];
        AddNote "Note" "text comment free write" NotePencil canvas [key(NONE, Key::T)];
        AddPicture "Picture under the map…" "image underlay background plan photo" MapTrifold anywhere [];
        @rule AddActorMap "Actor map" "tab new stakeholders" Graph anywhere [];
        AddCausalMap "Causal map" "tab new loop diagram variables" ArrowsClockwise anywhere [];
        AddIssueMap "Issue map" "tab new barriers" Warning anywhere [];
        @rule ShowOnMap "Show on another map…" "same actor element put several" MapTrifold canvas [];
        SetPortal "Lead to a map…" "portal link detail sub-map" ArrowRight canvas [];
        @rule MapEarlier "Move this map left" "tab order reorder" ArrowLeft anywhere [];
        MapLater "Move this map right" "tab order reorder" ArrowRight anywhere [];
        RenameMap "Rename this map…" "tab title" NotePencil anywhere [];
        DeleteMap "Delete this map…" "tab remove" Trash anywhere [];
    }
    Arrange {
        LayoutForce "Force layout" "arrange automatic springs network spread untangle" Graph canvas [key(CTRL_SHIFT, Key::L)];
        LayoutLayered "Layers from left to right" "layout arrange hierarchy causal flow sugiyama" FlowArrow canvas [];
        LayoutRadial "Rings around the selection" "layout arrange radial ego distance" Target canvas [];
        LayoutCircle "Circle" "layout arrange round ring" ArrowsClockwise canvas [];
        @rule ColumnsBySector "Columns by sector" "layout arrange group" Columns canvas [];
        ColumnsByRegion "Columns by region" "layout arrange group" Columns canvas [];
        ClustersBySector "Clusters by sector" "layout arrange group together" SquaresFour canvas [];
        ClustersByRegion "Clusters by region" "layout arrange group together" SquaresFour canvas [];
        @rule TidyNew "Tidy what I just added" "layout arrange newcomers place only new" UserPlus canvas [key(CTRL_SHIFT, Key::T)];
        RemoveOverlaps "Remove overlaps" "layout arrange apart spread" ArrowsLeftRight canvas [];
        @rule AlignLeft "Align left" "edges line" AlignLeft canvas [key(CTRL_SHIFT, Key::ArrowLeft)];
        AlignCentre "Align centres" "middle line vertical" AlignCenterHorizontal canvas [];
        AlignRight "Align right" "edges line" AlignRight canvas [key(CTRL_SHIFT, Key::ArrowRight)];
        @rule AlignTop "Align top" "edges line" AlignTop canvas [key(CTRL_SHIFT, Key::ArrowUp)];
        AlignMiddle "Align middles" "line horizontal row" AlignCenterVertical canvas [];
        AlignBottom "Align bottom" "edges line" AlignBottom canvas [key(CTRL_SHIFT, Key::ArrowDown)];
        @rule DistributeAcross "Distribute from left to right" "equal gaps spread horizontally" Columns canvas [];
        DistributeDown "Distribute from top to bottom" "equal gaps spread vertically" List canvas [];
        @rule Pin "Pin" "fix place layout lock" PushPin canvas [key(NONE, Key::P)];
        Unpin "Unpin" "free place layout unlock" PushPinSlash canvas [key(ALT, Key::P)];
        @rule Group "Group" "area frame box around" BoundingBox canvas [key(CTRL, Key::G)];
        Ungroup "Ungroup" "dissolve area" SelectionSlash canvas [key(CTRL_SHIFT, Key::G)];
        RoundLoops "Round my loops" "circle curves bend causal beautify" ArrowsClockwise canvas [];
        @rule SnapToGrid "Snap to the grid" "dots toggle" GridFour canvas [];
        SnapToOthers "Snap to other elements" "guides smart toggle" AlignCenterVertical canvas [];
    }
    Ask {
        ShowFindings "Findings" "bottlenecks panel" Lightbulb anywhere [];
        ShowLoops "Loops" "feedback panel" ArrowsClockwise anywhere [];
        @rule ShowPartners "Partners" "coalition builder suggestions set panel" Handshake anywhere [];
        ShowMissing "Who is missing" "coalition unseen de facto gatekeepers blind spots" UserFocus anywhere [];
        ShowGovernance "Governance and charters" "coalition decide model rights seats" Scales anywhere [];
        ShowStages "Stages and scaling" "coalition life cycle anime funding pathways health" Steps anywhere [];
        ShowLoad "Load, promises and indicators" "coalition fatigue commitments workstreams metrics" Stack anywhere [];
        ShowRatings "Ratings of several people" "assessors mean spread disagreement" Users anywhere [];
        ShowNetwork "Network" "centrality who connects questions if leaves compare panel measures" ShareNetwork anywhere [];
        @rule ShowWhatIf "What if" "predict simulate rises falls run scenario panel" ArrowsDownUp anywhere [];
        PressUp "What if it rises?" "press raise predict" ArrowUp canvas [key(ALT, Key::ArrowUp)];
        PressDown "What if it falls?" "press lower predict" ArrowDown canvas [key(ALT, Key::ArrowDown)];
        @rule PathsBetween "Paths between two elements" "routes ways connect how" Path canvas [];
        CausesTree "Causes of this variable" "tree upstream trace drivers what moves" TreeStructure canvas [];
        UsesTree "Uses of this variable" "tree downstream trace effects what it moves" TreeStructure canvas [];
        @rule Palette "Search or run a command" "palette find" MagnifyingGlass anywhere [key(CTRL, Key::K)];
    }
    Help {
        Help "Keys and gestures" "shortcuts keyboard" Keyboard anywhere [key(NONE, Key::F1)];
    }
};
