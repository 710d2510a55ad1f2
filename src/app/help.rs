//! Keys and gestures, from the command table.

use egui::{Context, Id, Key, Modal, ScrollArea, Ui, vec2};

use super::command::{Menu, TABLE};
use super::fonts::Weight;
use super::theme::{color, tokens};
use super::widgets;
use crate::scene::tokens::type_size;

/// What the mouse does; keys come from the table.
const GESTURES: &[(&str, &str)] = &[
    ("Double-click on nothing", "Draw an element"),
    ("Double-click an element", "Rename it"),
    ("Drag an element", "Move it, and the selection with it"),
    ("Drag from an element’s edge", "Draw a link; let go on nothing to make a new end"),
    (
        "Drag the handle of a link",
        "Bend it; nearly straight snaps to straight, a double-click gives the default curve",
    ),
    ("Drag a loop’s badge", "Move the badge; with Alt, the whole loop"),
    ("Drag a group’s title or edge", "Move the group with its elements; a corner resizes it"),
    ("Double-click a title or a note", "Type it anew"),
    ("Drag on nothing", "Move the map; Space or the middle button too"),
    ("Shift and drag on nothing", "Select a box"),
    ("Alt or Ctrl while dragging", "Move freely, without snapping"),
    ("Arrow keys", "Move the selection by 1; with Shift by 10"),
    ("Shift and click", "Add to the selection"),
    ("Wheel", "Zoom at the pointer; with Shift, move sideways"),
    ("Two fingers", "Move the map; pinch to zoom"),
    ("Long touch", "The context menu"),
    ("R, then two digits", "Rate interest, then influence"),
    ("0 to 9", "Light what is within so many links of what is selected or under the pointer"),
    ("+ and −", "Widen and narrow the focus, where no causal link is selected"),
    (
        "Tab",
        "From the selected element: draw one linked from it; Enter then draws its sibling, Tab its follower",
    ),
    ("Esc", "Step back: tool, selection, search, what is lit"),
];

/// The capture language by examples.
const WRITING: &[(&str, &str)] = &[
    ("BBMP municipality", "An element; on a map of variables a variable, on a map of issues an issue"),
    ("H&M Foundation #funder !4 ?5", "Sector, influence 4, interest 5"),
    ("CAIF $policy,capital:85 @south", "Assets, at 60 or as given, and region"),
    ("A -> B : funds 3", "A directed tie, its kind, its strength"),
    ("A -- B : collaborates", "A mutual tie"),
    ("A -> B + delay", "Between variables a causal link: its sign (+ - ?), delayed"),
    ("A -> B -> C", "A chain"),
    ("BBMP -> Fines : controls 4", "A lever: an actor and a variable or issue"),
    ("No land (issue)", "The kind, where it is not the map’s: (actor) (variable) (issue)"),
    ("\"R -> D unit\"", "Quotes keep signs in a name"),
];

/// What keys do in the capture line.
const LINE: &[(&str, &str)] = &[
    ("Enter", "Makes what the line says; the line waits for the next"),
    ("Tab", "The same, and starts the next with the same source"),
    ("Ctrl+Enter", "Takes the name that is there for one that looks like it"),
    ("↑ ↓", "Earlier lines"),
    ("Paste", "Lines, or cells of a spreadsheet, are made in one step"),
];

/// Shows the help; gives whether it stays.
pub(super) fn help_ui(ctx: &Context) -> bool {
    let t = tokens(ctx);
    let frame = widgets::dialog_frame(t);
    let height = (ctx.content_rect().height() - 160.0).clamp(240.0, 620.0);
    let shown = Modal::new(Id::new("help")).backdrop_color(color(t.scrim)).frame(frame).show(ctx, |ui| {
        ui.set_width(760.0_f32.min(ctx.content_rect().width() - 120.0));
        widgets::label(ui, "Keys and gestures", type_size::HEAD, Weight::SemiBold, t.text);
        ui.add_space(12.0);
        ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
            ui.columns(2, |columns| {
                for menu in Menu::ALL {
                    commands(&mut columns[0], menu);
                }
                title(&mut columns[1], "Writing a map");
                examples(&mut columns[1], WRITING);
                title(&mut columns[1], "In the capture line");
                examples(&mut columns[1], LINE);
                title(&mut columns[1], "Mouse and more");
                examples(&mut columns[1], GESTURES);
            });
        });
    });
    let again = ctx.input(|input| input.key_pressed(Key::F1));
    !shown.should_close() && !again
}

fn title(ui: &mut Ui, text: &str) {
    let t = tokens(ui);
    ui.add_space(4.0);
    widgets::label(ui, text, type_size::MICRO, Weight::SemiBold, t.text3);
    ui.add_space(2.0);
}

/// What is done or written, and below each what that means.
fn examples(ui: &mut Ui, rows: &[(&str, &str)]) {
    let t = tokens(ui);
    for (example, meaning) in rows {
        widgets::paragraph(ui, example, type_size::SMALL, Weight::SemiBold, t.text);
        widgets::paragraph(ui, meaning, type_size::SMALL, Weight::Regular, t.text2);
        ui.add_space(8.0);
    }
}

fn commands(ui: &mut Ui, menu: Menu) {
    let t = tokens(ui);
    let rows: Vec<_> = TABLE.iter().filter(|entry| entry.menu == menu && !entry.keys.is_empty()).collect();
    if rows.is_empty() {
        return;
    }
    title(ui, menu.title());
    for entry in rows {
        ui.horizontal(|ui| {
            ui.set_height(26.0);
            let start = ui.cursor().left();
            widgets::keys(ui, &entry.command.keys_text().unwrap_or_default());
            let used = ui.cursor().left() - start;
            ui.add_space((132.0 - used).max(8.0));
            widgets::label(ui, entry.label, type_size::SMALL, Weight::Regular, t.text2);
        });
    }
    ui.allocate_space(vec2(1.0, 8.0));
}
