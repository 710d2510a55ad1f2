//! What an edit is called in the menu: "Undo Move 3 actors".

use std::collections::BTreeSet;

use super::change::{ElementChange, LinkChange};
use super::operation::Edit;
use crate::model::{Bond, ElementId, ElementKind, LinkId, Project};

/// "1 actor", "3 actors".
fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// What elements are called together: "actors" only if all are.
fn element_noun<'a>(project: &Project, ids: impl IntoIterator<Item = &'a ElementId>) -> &'static str {
    let kinds: BTreeSet<ElementKind> =
        ids.into_iter().filter_map(|id| project.elements.get(id)).map(|element| element.kind()).collect();
    match kinds.first() {
        Some(kind) if kinds.len() == 1 => kind.as_str(),
        _ => "element",
    }
}

/// What links are called together.
fn link_noun<'a>(project: &Project, ids: impl IntoIterator<Item = &'a LinkId>) -> &'static str {
    let nouns: BTreeSet<&str> =
        ids.into_iter().filter_map(|id| project.links.get(id)).map(|link| noun(&link.bond)).collect();
    if nouns.len() == 1 { nouns.first().copied().unwrap_or("link") } else { "link" }
}

fn noun(bond: &Bond) -> &'static str {
    match bond {
        Bond::Tie(_) => "tie",
        Bond::Causal(_) => "causal link",
        Bond::Lever(_) => "lever link",
    }
}

/// The name of one element in quotes, or the number of several.
fn whom(project: &Project, ids: &[ElementId]) -> String {
    match ids {
        [id] => format!("“{}”", project.name_of(id)),
        _ => counted(ids.len(), element_noun(project, ids)),
    }
}

/// What a change does to links, in a few words.
fn what_of_links(change: &LinkChange) -> &'static str {
    match change {
        LinkChange::Notes(_) => "Edit notes of",
        LinkChange::Source(..) => "Set sources of",
        LinkChange::Polarity(_) => "Sign",
        LinkChange::Claim(_, Some(_)) => "Set what a group says of",
        LinkChange::Claim(_, None) => "Take back what a group says of",
        LinkChange::Delay(_) => "Set delay of",
        LinkChange::Weight(_) => "Weigh",
        LinkChange::Mark(_) => "Mark",
        LinkChange::Direction(_) => "Set direction of",
        LinkChange::Strength(_) => "Set strength of",
        LinkChange::Tie(_) | LinkChange::Lever(_) => "Set kind of",
        LinkChange::Reverse => "Reverse",
    }
}

impl Edit {
    /// What the edit is called, in the words of the project before it.
    pub fn name(&self, project: &Project) -> String {
        match self {
            Self::Adopt(adoption) => match adoption.project.about.title.trim() {
                "" => "Import".to_owned(),
                title => format!("Import “{title}”"),
            },
            Self::AddElement { element, .. } if element.name.is_empty() => {
                format!("Add {}", element.kind().as_str())
            }
            Self::AddElement { element, .. } => format!("Add “{}”", element.name),
            Self::ShowElement { id, .. } => format!("Show “{}”", project.name_of(id)),
            Self::AddLink { link, .. } => format!("Add {}", noun(&link.bond)),
            Self::ChangeElements { ids, change } => {
                let what = match change {
                    ElementChange::Name(_) => "Rename",
                    ElementChange::Notes(_) => "Edit notes of",
                    ElementChange::Fields(_) => "Edit fields of",
                    ElementChange::Source(..) => "Set sources of",
                    ElementChange::Portal(None) => "Close the portal of",
                    ElementChange::Portal(Some(_)) => "Set portal of",
                    ElementChange::Sector(_) => "Set sector of",
                    ElementChange::Region(_) => "Set region of",
                    ElementChange::Role(_) => "Set role of",
                    ElementChange::Stage(..) => "Set stages of",
                    ElementChange::Asset(..) => "Set assets of",
                    ElementChange::Rating(_, scale, _) => {
                        return format!("Rate {} of {}", scale.as_str(), whom(project, ids));
                    }
                    ElementChange::Goal(_) => "Set goal of",
                    ElementChange::External(_) => "Set driver of",
                    ElementChange::Category(_) => "Set category of",
                };
                format!("{what} {}", whom(project, ids))
            }
            Self::ChangeLinks { ids, change } => {
                let what = what_of_links(change);
                format!("{what} {}", counted(ids.len(), link_noun(project, ids)))
            }
            Self::Move { places, .. } => {
                let noun = element_noun(project, places.iter().map(|(id, _)| id));
                format!("Move {}", counted(places.len(), noun))
            }
            Self::Pin { elements, pinned, .. } => {
                let verb = if *pinned { "Pin" } else { "Unpin" };
                format!("{verb} {}", counted(elements.len(), element_noun(project, elements)))
            }
            Self::Bend { .. } => "Bend link".to_owned(),
            Self::Delete { elements, links } => format!("Delete {}", both(project, elements, links)),
            Self::TakeOffMap { elements, links, .. } => {
                format!("Take {} off the map", both(project, elements, links))
            }
            Self::AddMap { title, .. } => format!("Add map “{title}”"),
            Self::RenameMap { title, .. } => format!("Rename map to “{title}”"),
            Self::MoveMap { id, .. } => {
                let title = project.maps.get(id).map_or("", |map| map.title.as_str());
                format!("Move map “{title}”")
            }
            Self::DeleteMap { id } => {
                let title = project.maps.get(id).map_or("", |map| map.title.as_str());
                format!("Delete map “{title}”")
            }
            Self::SetAbout(_) => "Edit project details".to_owned(),
            Self::SetAssessor(_, assessor) => format!("Set assessor “{}”", assessor.name),
            Self::SetWord(_, term) => format!("Set word “{}”", term.name),
            Self::SetEvidence(_, source) => format!("Set source “{}”", source.title),
            Self::SetLoop(_, named) => format!("Name loop {}", named.label),
            Self::SetView(id, view) => match project.views.get(id) {
                None => format!("Save view “{}”", view.title),
                Some(before) if before.title != view.title => format!("Rename view to “{}”", view.title),
                Some(_) => format!("Update view “{}”", view.title),
            },
            Self::RemoveView(id) => {
                let title = project.views.get(id).map_or("", |view| view.title.as_str());
                format!("Delete view “{title}”")
            }
            Self::SetStep(id, step) => match project.story.get(id) {
                None => format!("Capture step “{}”", step.title),
                Some(before) if before.title != step.title => format!("Rename step to “{}”", step.title),
                Some(before) if before.order != step.order => format!("Move step “{}”", step.title),
                Some(_) => format!("Change step “{}”", step.title),
            },
            Self::RemoveStep(id) => {
                let title = project.story.get(id).map_or("", |step| step.title.as_str());
                format!("Delete step “{title}”")
            }
            Self::OnMap { map, change } => change.name(project.maps.get(map).map(|map| &**map)),
            Self::ChangeCoalition { id, change } => change.name(project, id),
            Self::Record(change) => change.name(project),
            Self::Many(name, _) => name.clone(),
        }
    }
}

/// "2 actors and 1 tie".
fn both(project: &Project, elements: &BTreeSet<ElementId>, links: &BTreeSet<LinkId>) -> String {
    let elements = (!elements.is_empty()).then(|| counted(elements.len(), element_noun(project, elements)));
    let links = (!links.is_empty()).then(|| counted(links.len(), link_noun(project, links)));
    elements.into_iter().chain(links).collect::<Vec<_>>().join(" and ")
}
