//! Where one looks: maps, panels, camera, what is lit.

use std::collections::BTreeSet;

use egui::Context;

use crate::app::App;
use crate::app::command::Command;
use crate::app::overlay::Overlay;
use crate::app::view_state::{EncodingMenu, Face, Panel, Spotlight, Tool};
use crate::edit::Selection;
use crate::model::{Camera, ElementId, MapId, Point, Project};
use crate::scene::Encoding;
use crate::scene::tokens::Theme;

impl App {
    /// Changes what is looked at, and how.
    pub(in crate::app) fn run_view(&mut self, ctx: &Context, command: Command) {
        match command {
            Command::ShowElements => self.show_panel(Panel::Elements),
            Command::ShowFindings => self.show_panel(Panel::Findings),
            Command::ShowLoops => self.show_panel(Panel::Loops),
            Command::ShowNetwork => self.show_panel(Panel::Network),
            Command::ShowPartners => self.show_panel(Panel::Partners),
            Command::ShowMissing => self.show_panel(Panel::Missing),
            Command::ShowGovernance => self.show_panel(Panel::Governance),
            Command::ShowStages => self.show_panel(Panel::Stages),
            Command::ShowLoad => self.show_panel(Panel::Load),
            Command::ShowRatings => self.show_panel(Panel::Ratings),
            Command::PressUp => self.press(true),
            Command::PressDown => self.press(false),
            Command::ShowTime => self.show_panel(Panel::Time),
            Command::ShowWhatIf => self.show_panel(Panel::WhatIf),
            Command::FaceMap
            | Command::FaceGrid
            | Command::FaceTable
            | Command::FaceMatrix
            | Command::ColourBy
            | Command::SizeBy => self.look_otherwise(ctx, command),
            Command::TogglePanels => self.view.panels_hidden = !self.view.panels_hidden,
            Command::Fit => self.fit(),
            Command::ZoomIn => self.zoom_by(1.25),
            Command::ZoomOut => self.zoom_by(0.8),
            Command::ZoomReset => self.zoom_to(1.0),
            Command::Present
            | Command::PresentWithNotes
            | Command::CaptureStep
            | Command::ShowStory
            | Command::ShowWorkshop => {
                self.run_story(ctx, command);
            }
            Command::ThemeLight => self.set_theme(ctx, Theme::Light),
            Command::ThemeDark => self.set_theme(ctx, Theme::Dark),
            Command::ThemeProjector => self.set_theme(ctx, Theme::Projector),
            Command::Palette => self.overlay = Some(Overlay::Palette { query: String::new(), row: 0 }),
            Command::Help => self.overlay = Some(Overlay::Help),
            _ => self.run_reading(ctx, command),
        }
    }

    /// Lights part of the map, on a map that shows some of it.
    pub(in crate::app) fn light(&mut self, spotlight: Option<Spotlight>) {
        if let Some(lit) = &spotlight {
            // What is lit may stand on another map.
            let shows = |id: &MapId, project: &Project| {
                project
                    .maps
                    .get(id)
                    .is_some_and(|map| lit.elements.iter().any(|e| map.elements.contains_key(e)))
            };
            let project = self.session.history.project();
            let here = self.view.map.as_ref().is_some_and(|map| shows(map, project));
            let elsewhere = project
                .maps_in_order()
                .into_iter()
                .find(|(id, _)| shows(id, project))
                .map(|(id, _)| id.clone());
            if let (false, Some(map)) = (here, elsewhere) {
                self.show_map(map);
            }
        }
        self.view.spotlight = spotlight;
    }

    /// Shows the map in front with another face, or offers what its colours and sizes can show.
    pub(in crate::app) fn look_otherwise(&mut self, ctx: &Context, command: Command) {
        match command {
            Command::FaceGrid => self.show_face(ctx, Face::Grid),
            Command::FaceTable => self.show_face(ctx, Face::Table),
            Command::FaceMatrix => self.show_face(ctx, Face::Matrix),
            Command::ColourBy => self.view.next_encoding_menu = Some(EncodingMenu::Colour),
            Command::SizeBy => self.view.next_encoding_menu = Some(EncodingMenu::Size),
            _ => self.show_face(ctx, Face::Map),
        }
    }

    /// Shows something else by colour and size on the map in front.
    pub(in crate::app) fn encode(&mut self, encoding: Encoding) {
        if let Some(map) = self.view.map.clone() {
            self.view.encodings.insert(map, encoding);
        }
    }

    /// Brings a map to the front.
    pub(in crate::app) fn show_map(&mut self, map: MapId) {
        if self.view.beside.as_ref().is_some_and(|beside| beside.map == map) {
            self.swap_halves();
        } else if self.view.map.as_ref() != Some(&map) {
            self.canvas.land();
            self.view.fit_next = !self.view.cameras.contains_key(&map);
            self.view.map = Some(map);
            self.view.tool = Tool::Select;
            self.view.naming = None;
        }
    }

    /// Selects an element and brings it into view, on another map if need be.
    pub(in crate::app) fn reveal(&mut self, id: &ElementId) {
        let project = self.session.history.project();
        let place =
            |map: &MapId| project.maps.get(map).and_then(|map| map.elements.get(id)).and_then(|p| p.pos);
        let here = self.view.map.clone().filter(|map| place(map).is_some());
        let found = here.or_else(|| {
            project.maps_in_order().into_iter().map(|(map, _)| map.clone()).find(|map| place(map).is_some())
        });
        if let Some(map) = found {
            let centre = place(&map).unwrap_or_default();
            if self.view.map.as_ref() == Some(&map) && self.canvas.shows(centre) {
                self.view.selection = Selection::element(id.clone());
                return;
            }
            let zoom = self.view.cameras.get(&map).map_or(1.0, |camera| camera.zoom.max(0.6));
            self.show_map(map.clone());
            self.view.fit_next = false;
            self.view.cameras.insert(map, Camera { centre, zoom });
        }
        self.view.selection = Selection::element(id.clone());
    }

    /// Brings elements of the map in front into view, as near as they all fit.
    pub(in crate::app) fn zoom_to_elements(&mut self, elements: &BTreeSet<ElementId>) {
        let Some(map) = self.view.map.clone() else { return };
        if let Some(camera) = self.canvas.camera_on(elements) {
            self.canvas.land();
            self.view.cameras.insert(map, camera);
        }
    }

    /// Presses the selected variables up or down, and shows what follows.
    pub(in crate::app) fn press(&mut self, up: bool) {
        let project = self.session.history.project();
        let is_variable =
            |id: &&ElementId| project.elements.get(*id).is_some_and(|element| element.actor().is_none());
        for id in self.view.selection.elements.iter().filter(is_variable) {
            self.desk.what_if.press.toggle(id, up);
        }
        self.show_panel(Panel::WhatIf);
    }

    /// Shows all of the map.
    pub(in crate::app) fn fit(&mut self) {
        self.canvas.land();
        self.view.fit_next = true;
    }

    /// Opens a panel.
    pub(in crate::app) fn show_panel(&mut self, panel: Panel) {
        self.view.panel = Some(panel);
        self.view.panels_hidden = false;
        if panel.is_of_the_desk() {
            // What is selected would be out of sight, and keys would still change it.
            self.view.selection = Selection::default();
        }
    }

    /// Changes the colours and remembers the choice.
    pub(in crate::app) fn set_theme(&mut self, ctx: &Context, theme: Theme) {
        self.settings.set_theme(theme);
        crate::app::theme::apply(ctx, theme);
    }

    /// Where the map is looked at from.
    pub(in crate::app) fn camera(&self) -> Option<Camera> {
        self.view.map.as_ref().and_then(|map| self.view.cameras.get(map)).copied()
    }

    /// Comes nearer by a factor.
    pub(in crate::app) fn zoom_by(&mut self, factor: f64) {
        let zoom = self.camera().unwrap_or_default().zoom;
        self.zoom_to(zoom * factor);
    }

    /// Looks from this zoom.
    pub(in crate::app) fn zoom_to(&mut self, zoom: f64) {
        self.canvas.land();
        let camera = self.camera().unwrap_or(Camera { centre: Point::default(), zoom: 1.0 });
        if let Some(map) = self.view.map.clone() {
            let zoom = crate::app::canvas::clamp_zoom(zoom);
            self.view.cameras.insert(map, Camera { zoom, ..camera });
        }
    }
}
