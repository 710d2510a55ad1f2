//! Edits: what to do, and doing it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::adopt::Adoption;
use super::areas::{self, AreaChange};
use super::change::{ElementChange, LinkChange};
use super::coalitions::{self, CoalitionChange};
use super::error::EditError;
use super::maps;
use super::records::{self, RecordChange};
use crate::model::{
    About, Assessor, AssessorId, CoalitionId, Course, Element, ElementId, ElementKind, End, Evidence,
    EvidenceId, Id, Link, LinkId, LinkKind, LoopId, MapId, MapKind, NamedLoop, Placement, Point, Project,
    Step, StepId, Table, Term, TermId, View, ViewId,
};

/// One change to a project, with everything it needs: applying the same edit to the same project gives the same project.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Adds an element and puts it on a map.
    AddElement {
        /// Its new id.
        id: ElementId,
        /// The element.
        element: Element,
        /// The map it is drawn on.
        map: MapId,
        /// Its middle.
        pos: Point,
    },
    /// Puts an element of the project on another map, with the links that join it to what that map shows.
    ShowElement {
        /// The element.
        id: ElementId,
        /// The map.
        map: MapId,
        /// Its middle.
        pos: Point,
    },
    /// Adds a link and shows it on a map.
    AddLink {
        /// Its new id.
        id: LinkId,
        /// The link.
        link: Link,
        /// The map it is drawn on.
        map: MapId,
    },
    /// Changes a field of some elements.
    ChangeElements {
        /// Which.
        ids: Vec<ElementId>,
        /// What changes.
        change: ElementChange,
    },
    /// Changes a field of some links.
    ChangeLinks {
        /// Which.
        ids: Vec<LinkId>,
        /// What changes.
        change: LinkChange,
    },
    /// Moves elements on a map.
    Move {
        /// The map.
        map: MapId,
        /// The elements and the new places of their middles.
        places: Vec<(ElementId, Point)>,
    },
    /// Pins elements to their places on a map, so that layouts leave them there, or frees them.
    Pin {
        /// The map.
        map: MapId,
        /// The elements.
        elements: BTreeSet<ElementId>,
        /// They are pinned.
        pinned: bool,
    },
    /// Bends a link on a map; `None` gives it the default curve again.
    Bend {
        /// The map.
        map: MapId,
        /// The link.
        link: LinkId,
        /// The bulge as a share of the distance between the ends (see [`Course::bend`]).
        bend: Option<f64>,
    },
    /// Deletes elements and links from the project, with every link that would lose an end.
    Delete {
        /// The elements.
        elements: BTreeSet<ElementId>,
        /// The links.
        links: BTreeSet<LinkId>,
    },
    /// Takes elements and links off one map; the project keeps them.
    TakeOffMap {
        /// The map.
        map: MapId,
        /// The elements.
        elements: BTreeSet<ElementId>,
        /// The links.
        links: BTreeSet<LinkId>,
    },
    /// Adds an empty map after the others.
    AddMap {
        /// Its new id.
        id: MapId,
        /// What it is for.
        kind: MapKind,
        /// Its title.
        title: String,
    },
    /// Gives a map another title.
    RenameMap {
        /// The map.
        id: MapId,
        /// The new title.
        title: String,
    },
    /// Puts a map elsewhere among the others.
    MoveMap {
        /// The map.
        id: MapId,
        /// How many maps come before it; beyond the last, it comes last.
        to: usize,
    },
    /// Deletes a map; its elements and links stay in the project. Elements that led to it lead nowhere.
    DeleteMap {
        /// The map.
        id: MapId,
    },
    /// Changes what the project says about itself.
    SetAbout(About),
    /// Adds or renames an assessor.
    SetAssessor(AssessorId, Assessor),
    /// Adds or changes a word of the vocabulary.
    SetWord(TermId, Term),
    /// Adds or changes a source.
    SetEvidence(EvidenceId, Evidence),
    /// Names a loop, or changes its name or story.
    SetLoop(LoopId, NamedLoop),
    /// Keeps a view, or changes one.
    SetView(ViewId, Box<View>),
    /// Deletes a view. Steps of the story that showed it keep the rest of what they show.
    RemoveView(ViewId),
    /// Adds a step to the story, or changes one.
    SetStep(StepId, Box<Step>),
    /// Deletes a step of the story.
    RemoveStep(StepId),
    /// Changes a group, a note, a picture or the place of a badge on a map.
    OnMap {
        /// The map.
        map: MapId,
        /// What changes.
        change: AreaChange,
    },
    /// Adds, changes or deletes a coalition.
    ChangeCoalition {
        /// The coalition.
        id: CoalitionId,
        /// What changes.
        change: CoalitionChange,
    },
    /// Adds, changes or deletes an indicator, an entry in the log of changes or a blind spot.
    Record(RecordChange),
    /// Takes another project into this one.
    Adopt(Box<Adoption>),
    /// Several edits as one step under one name.
    Many(String, Vec<Edit>),
}

impl Edit {
    /// The project after this edit.
    ///
    /// # Errors
    /// When the edit speaks of something that is not there, would join what cannot be joined, or changes nothing. The
    /// given project is never touched.
    pub fn apply(&self, project: &Project) -> Result<Project, EditError> {
        let mut next = project.clone();
        self.make(&mut next)?;
        Ok(next)
    }

    fn make(&self, project: &mut Project) -> Result<(), EditError> {
        match self {
            Self::AddElement { id, element, map, pos } => {
                if project.elements.insert(id.clone(), Arc::new(element.clone())).is_some() {
                    return Err(EditError::Exists(id.to_string()));
                }
                maps::change(project, map, |map| {
                    map.elements.insert(id.clone(), Placement::at(*pos));
                })
            }
            Self::ShowElement { id, map, pos } => maps::show_element(project, id, map, *pos),
            Self::AddLink { id, link, map } => add_link(project, id, link, map),
            Self::ChangeElements { ids, change } => change_elements(project, ids, change),
            Self::ChangeLinks { ids, change } => change_links(project, ids, change),
            Self::Move { map, places } => maps::move_elements(project, map, places),
            Self::Pin { map, elements, pinned } => maps::pin(project, map, elements, *pinned),
            Self::Bend { map, link, bend } => maps::bend(project, map, link, *bend),
            Self::Delete { elements, links } => delete(project, elements, links),
            Self::TakeOffMap { map, elements, links } => maps::take_off(project, map, elements, links),
            Self::AddMap { id, kind, title } => maps::add(project, id, *kind, title),
            Self::RenameMap { id, title } => maps::rename(project, id, title),
            Self::MoveMap { id, to } => maps::reorder(project, id, *to),
            Self::DeleteMap { id } => maps::delete(project, id),
            Self::SetAbout(about) => {
                if project.about == *about {
                    return Err(EditError::NoChange);
                }
                project.about = about.clone();
                Ok(())
            }
            Self::SetAssessor(id, assessor) => set(&mut project.assessors, id, assessor),
            Self::SetWord(id, term) => set(&mut project.vocabulary, id, term),
            Self::SetEvidence(id, source) => set(&mut project.evidence, id, source),
            Self::SetLoop(id, named) => set(&mut project.loops, id, named),
            Self::SetView(id, view) => set(&mut project.views, id, view),
            Self::RemoveView(id) => remove_view(project, id),
            Self::SetStep(id, step) => set(&mut project.story, id, step),
            Self::RemoveStep(id) => match project.story.remove(id) {
                Some(_) => Ok(()),
                None => Err(EditError::NoStep(id.clone())),
            },
            Self::OnMap { map, change } => areas::make(project, map, change),
            Self::ChangeCoalition { id, change } => coalitions::make(project, id, change),
            Self::Record(change) => records::make(project, change),
            Self::Adopt(adoption) => {
                *project = adoption.apply(project)?;
                Ok(())
            }
            Self::Many(_, edits) => {
                let before = project.clone();
                for edit in edits {
                    match edit.make(project) {
                        Ok(()) | Err(EditError::NoChange) => {}
                        Err(error) => return Err(error),
                    }
                }
                // Parts may take each other back.
                if *project == before { Err(EditError::NoChange) } else { Ok(()) }
            }
        }
    }
}

/// Adds or replaces a record.
fn set<I: Id, R: Clone + PartialEq>(table: &mut Table<I, R>, id: &I, record: &R) -> Result<(), EditError> {
    match table.insert(id.clone(), Arc::new(record.clone())) {
        Some(before) if *before == *record => Err(EditError::NoChange),
        _ => Ok(()),
    }
}

fn remove_view(project: &mut Project, id: &ViewId) -> Result<(), EditError> {
    if project.views.remove(id).is_none() {
        return Err(EditError::NoView(id.clone()));
    }
    let shows = |step: &Step| step.view.as_ref() == Some(id);
    let steps: Vec<_> = project.story.iter().filter(|(_, step)| shows(step)).collect();
    let steps: Vec<_> =
        steps.into_iter().map(|(id, step)| (id.clone(), Step { view: None, ..Step::clone(step) })).collect();
    for (id, step) in steps {
        project.story.insert(id, Arc::new(step));
    }
    Ok(())
}

fn add_link(project: &mut Project, id: &LinkId, link: &Link, map: &MapId) -> Result<(), EditError> {
    let kind_of = |id: &ElementId| {
        project.elements.get(id).map(|element| element.kind()).ok_or_else(|| EditError::NoElement(id.clone()))
    };
    let from = kind_of(&link.ends.from)?;
    match &link.ends.to {
        End::Element(to) => {
            if LinkKind::joining(from, kind_of(to)?) != Some(link.kind()) {
                return Err(EditError::WrongEnds(link.kind().rule()));
            }
        }
        End::Link(to) => {
            let causal =
                project.links.get(to).ok_or_else(|| EditError::NoLink(to.clone()))?.causal().is_some();
            if link.kind() != LinkKind::Lever || !causal || from != ElementKind::Actor {
                return Err(EditError::WrongEnds(LinkKind::Lever.rule()));
            }
        }
    }
    if project.links.insert(id.clone(), Arc::new(link.clone())).is_some() {
        return Err(EditError::Exists(id.to_string()));
    }
    maps::change(project, map, |map| {
        map.links.insert(id.clone(), Course::default());
    })
}

fn change_elements(
    project: &mut Project,
    ids: &[ElementId],
    change: &ElementChange,
) -> Result<(), EditError> {
    if let ElementChange::Portal(Some(map)) = change
        && !project.maps.contains_key(map)
    {
        return Err(EditError::NoMap(map.clone()));
    }
    let mut changed = false;
    for id in ids {
        let before = project.elements.get(id).ok_or_else(|| EditError::NoElement(id.clone()))?;
        let mut after = Element::clone(before);
        change.apply(&mut after);
        if after != **before {
            project.elements.insert(id.clone(), Arc::new(after));
            changed = true;
        }
    }
    if changed { Ok(()) } else { Err(EditError::NoChange) }
}

fn change_links(project: &mut Project, ids: &[LinkId], change: &LinkChange) -> Result<(), EditError> {
    let mut changed = false;
    for id in ids {
        let before = project.links.get(id).ok_or_else(|| EditError::NoLink(id.clone()))?;
        let mut after = Link::clone(before);
        change.apply(&mut after);
        if after != **before {
            project.links.insert(id.clone(), Arc::new(after));
            changed = true;
        }
    }
    if changed { Ok(()) } else { Err(EditError::NoChange) }
}

/// Deletes records and whatever would dangle without them: links that lose an end, levers on those links, placements,
/// memberships. Loops that people named stay, and read as broken.
fn delete(
    project: &mut Project,
    elements: &BTreeSet<ElementId>,
    links: &BTreeSet<LinkId>,
) -> Result<(), EditError> {
    let mut gone: BTreeSet<LinkId> = links.clone();
    let ends_at_element = |link: &Link| elements.iter().any(|id| link.ends.touch(id));
    gone.extend(project.links.iter().filter(|(_, link)| ends_at_element(link)).map(|(id, _)| id.clone()));
    let ends_at_link = |link: &Link| matches!(&link.ends.to, End::Link(to) if gone.contains(to));
    let levers: Vec<LinkId> =
        project.links.iter().filter(|(_, link)| ends_at_link(link)).map(|(id, _)| id.clone()).collect();
    gone.extend(levers);

    let mut changed = false;
    for id in elements {
        changed |= project.elements.remove(id).is_some();
    }
    for id in &gone {
        changed |= project.links.remove(id).is_some();
    }
    if !changed {
        return Err(EditError::NoChange);
    }
    maps::forget(project, elements, &gone);
    coalitions::forget(project, elements, &gone);
    records::forget(project, elements);
    records::settle(project, "elements", elements);
    records::settle(project, "links", &gone);
    Ok(())
}
