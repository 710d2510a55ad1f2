//! Groups, notes, pictures, loop names and round loops.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::mpsc::{TryRecvError, channel};

use egui::Context;

use crate::app::App;
use crate::app::command::Command;
use crate::app::underlay;
use crate::app::view_state::{AreaTyping, TypedArea};
use crate::edit::{AreaChange, Edit, Selection};
use crate::layout::round_loops;
use crate::model::{
    Area, AreaId, Group, GroupId, LinkId, Map, MapId, NamedLoop, Point, Underlay, UnderlayId,
};

impl App {
    /// Runs a command about areas, or the one that makes loops round.
    pub(in crate::app) fn run_area(&mut self, ctx: &Context, command: Command) {
        match command {
            Command::Group => {
                self.view.area = None;
                self.type_new(TypedArea::NewGroup);
            }
            Command::Ungroup => {
                for id in self.groups_to_dissolve() {
                    self.remove_area(AreaId::Group(id));
                }
            }
            Command::AddNote => {
                let at = self.view.pointer.or_else(|| self.camera().map(|camera| camera.centre));
                self.view.selection = Selection::default();
                self.type_new(TypedArea::NewNote(at.unwrap_or_default()));
            }
            Command::AddPicture => self.choose(ctx, crate::app::chooser::Purpose::Underlay),
            Command::RoundLoops => self.round(),
            _ => {}
        }
    }

    fn type_new(&mut self, target: TypedArea) {
        self.view.area_typing = Some(AreaTyping { target, text: String::new(), focused: false });
    }

    /// Starts to type the title of a group or the text of a note.
    pub(in crate::app) fn type_area(&mut self, area: AreaId) {
        let Some((_, map)) = self.current_map() else { return };
        let text = match &area {
            AreaId::Group(id) => map.groups.get(id).map(|group| group.title.clone()),
            AreaId::Note(id) => map.notes.get(id).map(|note| note.text.clone()),
            AreaId::Underlay(_) => None,
        };
        if let Some(text) = text {
            self.view.area_typing = Some(AreaTyping { target: TypedArea::Area(area), text, focused: false });
        }
    }

    /// The chosen group, or else every group whose elements are all selected.
    pub(in crate::app) fn groups_to_dissolve(&self) -> Vec<GroupId> {
        if let Some(AreaId::Group(id)) = &self.view.area {
            return vec![id.clone()];
        }
        let Some((_, map)) = self.current_map() else { return Vec::new() };
        let selected = &self.view.selection.elements;
        let whole = |group: &Group| !group.members.is_empty() && group.members.is_subset(selected);
        map.groups.iter().filter(|(_, group)| whole(group)).map(|(id, _)| id.clone()).collect()
    }

    /// The edit that groups the selected elements. Where they are all in one group, the new one lies in it; groups that
    /// are selected as a whole come to lie in the new one.
    pub(in crate::app) fn group_edit(&self, on: &MapId, map: &Map, id: &GroupId, title: &str) -> Edit {
        let selected = &self.view.selection.elements;
        let holding: Vec<&GroupId> = map
            .groups
            .keys()
            .filter(|group| {
                let members = map.members_of(group);
                members.len() > selected.len() && selected.is_subset(&members)
            })
            .collect();
        // The innermost of them.
        let parent = holding.iter().min_by_key(|group| map.members_of(group).len()).map(|id| (*id).clone());
        let inside: Vec<(&GroupId, &Group)> = map
            .groups
            .iter()
            .filter(|(group, record)| {
                let members = map.members_of(group);
                !members.is_empty() && members.is_subset(selected) && record.parent == parent
            })
            .collect();
        let change = |change: AreaChange| Edit::OnMap { map: on.clone(), change };
        let group = Group { title: title.to_owned(), members: selected.clone(), parent, ..Group::default() };
        let mut edits = vec![change(AreaChange::Group(id.clone(), group))];
        edits.extend(inside.into_iter().map(|(inner, record)| {
            let record = Group { parent: Some(id.clone()), ..record.clone() };
            change(AreaChange::Group(inner.clone(), record))
        }));
        Edit::Many(format!("Group “{title}”"), edits)
    }

    /// Deletes an area; a group's elements stay.
    pub(in crate::app) fn remove_area(&mut self, area: AreaId) {
        let Some(map) = self.view.map.clone() else { return };
        self.edit(&Edit::OnMap { map, change: AreaChange::Remove(area) });
        self.view.area = None;
    }

    /// Bends the selected causal links, or all of the map, so that their loops look round.
    fn round(&mut self) {
        let Some(map) = self.view.map.clone() else { return };
        let project = self.session.history.project();
        let causal = |id: &&LinkId| project.links.get(*id).is_some_and(|link| link.causal().is_some());
        let only: BTreeSet<LinkId> = self.view.selection.links.iter().filter(causal).cloned().collect();
        let bends = round_loops(project, &map, &only);
        if bends.is_empty() {
            self.toasts
                .say("There is no loop here. Join variables by causal links until a round of them closes.");
            return;
        }
        let bend = |(link, bend)| Edit::Bend { map: map.clone(), link, bend: Some(bend) };
        self.edit(&Edit::Many("Round my loops".to_owned(), bends.into_iter().map(bend).collect()));
    }

    /// Takes a picture in on another thread.
    pub(in crate::app) fn take_picture(&mut self, ctx: &Context, path: PathBuf) {
        let (sender, answer) = channel();
        let ctx = ctx.clone();
        let work = move || {
            drop(sender.send(underlay::take_in(&path)));
            ctx.request_repaint();
        };
        match std::thread::Builder::new().name("picture".to_owned()).spawn(work) {
            Ok(_) => self.incoming = Some(answer),
            Err(error) => self.toasts.say(format!("The picture could not be read: {error}. Try again.")),
        }
    }

    /// Puts a picture that was taken in under the map in front.
    pub(in crate::app) fn poll_picture(&mut self) {
        const WIDEST: f64 = 1200.0;
        let Some(answer) = self.incoming.as_ref().map(std::sync::mpsc::Receiver::try_recv) else { return };
        if matches!(answer, Err(TryRecvError::Empty)) {
            return;
        }
        self.incoming = None;
        let taken = match answer {
            Ok(Ok(taken)) => taken,
            Ok(Err(sentence)) => return self.toasts.say(sentence),
            Err(_) => return,
        };
        let Some(map) = self.view.map.clone() else { return };
        let (width, height) = (f64::from(taken.size.0).max(1.0), f64::from(taken.size.1).max(1.0));
        let scale = (WIDEST / width).min(1.0);
        let size = Point::new(width * scale, height * scale);
        let corner = self.camera().unwrap_or_default().centre.moved(-size.x() / 2.0, -size.y() / 2.0);
        let id = UnderlayId::random();
        let record = Underlay {
            source: taken.source.into(),
            area: Some(Area { corner, size }),
            opacity: Some(0.6),
            ..Underlay::default()
        };
        self.edit(&Edit::OnMap { map, change: AreaChange::Underlay(id.clone(), record) });
        self.view.selection = Selection::default();
        self.view.area = Some(AreaId::Underlay(id.clone()));
        self.view.unlocked = Some(id);
    }

    /// Names a loop that analyses found, or gives a named one another name.
    pub(in crate::app) fn name_loop(&mut self, key: Vec<LinkId>, label: String, name: String) {
        let project = self.session.history.project();
        let known = project.loops.iter().find(|(_, named)| named.key == key);
        let (id, named) = match known {
            Some((id, named)) => (id.clone(), NamedLoop { name, ..NamedLoop::clone(named) }),
            None => (crate::model::LoopId::random(), NamedLoop { label, key, name, ..NamedLoop::default() }),
        };
        self.edit(&Edit::SetLoop(id, named));
    }
}
