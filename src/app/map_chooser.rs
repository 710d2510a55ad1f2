//! Choosing one of the project's maps.

use egui::{Context, Id, Modal};

use super::App;
use super::action::Action;
use super::fonts::Weight;
use super::overlay::Overlay;
use super::theme::{color, tokens};
use super::top_bar::map_icon;
use super::widgets;
use crate::edit::{Edit, ElementChange};
use crate::scene::icon::Icon;
use crate::scene::tokens::type_size;

/// What a map is chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapChoice {
    /// To show the selected elements there too.
    ShowOn,
    /// To be where the selected element leads.
    LeadTo,
}

/// The list of maps. Gives what stays open.
pub(super) fn map_chooser_ui(
    ctx: &Context,
    app: &App,
    choice: MapChoice,
    actions: &mut Vec<Action>,
) -> Option<Overlay> {
    let t = tokens(ctx);
    let project = app.session.history.project();
    let selection = &app.view.selection;
    let (title, hint) = match choice {
        MapChoice::ShowOn => (
            "Show on which map?",
            "The same elements then stand on both: what is said about one is said about the other.",
        ),
        MapChoice::LeadTo => {
            ("Lead to which map?", "The element gets a small sign; a double click on it goes there.")
        }
    };
    let lead =
        selection.single_element().and_then(|id| Some((id, project.elements.get(id)?.portal.as_ref())));
    let frame = widgets::dialog_frame(t);
    let shown =
        Modal::new(Id::new("choose map")).backdrop_color(color(t.scrim)).frame(frame).show(ctx, |ui| {
            ui.set_width(440.0 - 50.0);
            widgets::label(ui, title, type_size::HEAD, Weight::SemiBold, t.text);
            ui.add_space(4.0);
            widgets::paragraph(ui, hint, type_size::SMALL, Weight::Regular, t.text3);
            ui.add_space(12.0);
            ui.spacing_mut().item_spacing.y = 0.0;
            let mut chosen = false;
            let others =
                project.maps_in_order().into_iter().filter(|(id, _)| app.view.map.as_ref() != Some(*id));
            for (id, map) in others {
                let note = match choice {
                    MapChoice::ShowOn
                        if selection.elements.iter().all(|one| map.elements.contains_key(one)) =>
                    {
                        " (already there)"
                    }
                    MapChoice::LeadTo if lead.is_some_and(|(_, to)| to == Some(id)) => " (as now)",
                    _ => "",
                };
                let words =
                    format!("{}{note}", if map.title.is_empty() { "Untitled map" } else { &map.title });
                if widgets::menu_row(ui, Some(map_icon(map.kind()).char()), &words, "").clicked() {
                    chosen = true;
                    actions.extend(match (choice, lead) {
                        (MapChoice::ShowOn, _) => Some(Action::ShowOn(id.clone())),
                        (MapChoice::LeadTo, Some((element, _))) => Some(Action::Edit(Edit::ChangeElements {
                            ids: vec![element.clone()],
                            change: ElementChange::Portal(Some(id.clone())),
                        })),
                        (MapChoice::LeadTo, None) => None,
                    });
                }
            }
            if choice == MapChoice::ShowOn
                && widgets::menu_row(ui, Some(Icon::Plus.char()), "A new map of them", "").clicked()
            {
                chosen = true;
                actions.push(Action::ShowOnNew);
            }
            if let (MapChoice::LeadTo, Some((element, Some(_)))) = (choice, lead)
                && widgets::menu_row(ui, Some(Icon::X.char()), "Nowhere any more", "").clicked()
            {
                chosen = true;
                let change = ElementChange::Portal(None);
                actions.push(Action::Edit(Edit::ChangeElements { ids: vec![element.clone()], change }));
            }
            ui.add_space(16.0);
            let layout = egui::Layout::right_to_left(egui::Align::Center);
            let size = egui::vec2(ui.available_width(), 28.0);
            let cancelled =
                ui.allocate_ui_with_layout(size, layout, |ui| widgets::button(ui, None, "Cancel").clicked());
            chosen || cancelled.inner
        });
    (!shown.inner && !shown.should_close()).then_some(Overlay::ChooseMap(choice))
}
