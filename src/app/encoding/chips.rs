//! The chips that say what colours and sizes show, and choose it.

use egui::{Popup, Response, ScrollArea, Ui};

use crate::app::App;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::fonts::Weight;
use crate::app::theme::tokens;
use crate::app::view_state::EncodingMenu;
use crate::app::widgets;
use crate::model::{Map, Project};
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;
use crate::scene::{Encoding, Field};

/// "Colour: Sector" and "Size: Standard", each with a menu of what it can show. `sizes` is off where sizes say nothing.
pub(in crate::app) fn encoding_chips(ui: &mut Ui, app: &App, sizes: bool, actions: &mut Vec<Action>) {
    let project = app.session.history.project();
    let Some((map, record)) = app.view.map.as_ref().and_then(|id| Some((id, project.maps.get(id)?))) else {
        return;
    };
    let encoding = app.view.encoding_of(map);
    let colour = format!("Colour: {}", encoding.colour.title(project));
    let chip = widgets::icon_chip(ui, Some(Icon::Stack.char()), &colour, encoding.colour != Field::Sector);
    let chip = tip(chip, "What colours show", Command::ColourBy);
    menu(&chip, app.view.encoding_menu == Some(EncodingMenu::Colour), |ui| {
        if let Some(field) = fields_ui(ui, project, record, Some(&encoding.colour), |_| true) {
            actions.push(Action::Encode(Encoding { colour: field, ..encoding.clone() }));
        }
    });
    if !sizes {
        return;
    }
    let title = encoding.size.as_ref().map_or_else(|| "Standard".to_owned(), |field| field.title(project));
    let chip = widgets::icon_chip(
        ui,
        Some(Icon::CornersOut.char()),
        &format!("Size: {title}"),
        encoding.size.is_some(),
    );
    let chip = tip(chip, "What sizes show", Command::SizeBy);
    menu(&chip, app.view.encoding_menu == Some(EncodingMenu::Size), |ui| {
        if widgets::menu_row(ui, Some(check(encoding.size.is_none())), "Standard", "").clicked() {
            actions.push(Action::Encode(Encoding { size: None, ..encoding.clone() }));
        }
        if let Some(field) = fields_ui(ui, project, record, encoding.size.as_ref(), Field::is_number) {
            actions.push(Action::Encode(Encoding { size: Some(field), ..encoding.clone() }));
        }
    });
}

/// A check, or a blank as wide, so that the words of all rows begin below each other.
fn check(on: bool) -> char {
    if on { Icon::Check.char() } else { ' ' }
}

fn tip(chip: Response, what: &str, command: Command) -> Response {
    widgets::tip(chip, what, command.keys_text().as_deref())
}

fn menu(chip: &Response, asked: bool, content: impl FnOnce(&mut Ui)) {
    if asked {
        Popup::open_id(&chip.ctx, Popup::default_response_id(chip));
    }
    let room = (chip.ctx.content_rect().height() - chip.rect.bottom() - 48.0).max(200.0);
    Popup::menu(chip).show(|ui| {
        ui.set_width(240.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical().max_height(room).min_scrolled_height(room).show(ui, |ui| {
            ui.set_width(232.0);
            content(ui);
        });
    });
}

/// A row for each field, what analyses work out below the others. Gives back the one that was clicked.
fn fields_ui(
    ui: &mut Ui,
    project: &Project,
    map: &Map,
    chosen: Option<&Field>,
    fits: impl Fn(&Field) -> bool,
) -> Option<Field> {
    let mut clicked = None;
    let mut computed = false;
    for field in Field::offered(project, map).into_iter().filter(|field| fits(field)) {
        if field.is_computed() && !computed {
            computed = true;
            ui.separator();
            widgets::label(ui, "Worked out", type_size::MICRO, Weight::SemiBold, tokens(ui).text3);
        }
        let row = widgets::menu_row(ui, Some(check(chosen == Some(&field))), &field.title(project), "");
        if row.clicked() {
            clicked = Some(field.clone());
        }
        widgets::tip(row, field.meaning(), None);
    }
    clicked
}
