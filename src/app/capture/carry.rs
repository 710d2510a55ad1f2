//! The one edit that a draft stands for.

use super::draft::Draft;
use super::words;
use crate::edit::{Edit, ElementChange, LinkChange};
use crate::exchange::capture::{Change, LinkTrait};
use crate::model::{AssessorId, MapId, Project};

fn element_change(change: &Change, who: &AssessorId) -> ElementChange {
    match change {
        Change::Sector(term) => ElementChange::Sector(Some(term.clone())),
        Change::Region(term) => ElementChange::Region(Some(term.clone())),
        Change::Category(term) => ElementChange::Category(Some(term.clone())),
        Change::Asset(term, level) => ElementChange::Asset(term.clone(), Some(*level)),
        Change::Rating(scale, value) => ElementChange::Rating(who.clone(), *scale, Some(*value)),
        Change::Goal => ElementChange::Goal(true),
        Change::External => ElementChange::External(true),
    }
}

fn link_change(one: &LinkTrait) -> LinkChange {
    match one {
        LinkTrait::Sign(sign) => LinkChange::Polarity(Some(*sign)),
        LinkTrait::Delay => LinkChange::Delay(true),
        LinkTrait::Weight(weight) => LinkChange::Weight(Some(*weight)),
        LinkTrait::Strength(strength) => LinkChange::Strength(Some(*strength)),
        LinkTrait::Tie(term) => LinkChange::Tie(Some(term.clone())),
        LinkTrait::Lever(kind) => LinkChange::Lever(*kind),
    }
}

/// The edit, in which ratings are those of `who`; `add` lists them first. `None` when nothing would change.
pub(super) fn edit(
    draft: &Draft,
    project: &Project,
    map: &MapId,
    who: &AssessorId,
    add: Option<Edit>,
) -> Option<Edit> {
    let plan = &draft.plan;
    let places: std::collections::BTreeMap<_, _> =
        draft.places.iter().map(|(id, place)| (id, *place)).collect();
    let mut edits: Vec<Edit> = add.into_iter().collect();
    edits.extend(plan.words.iter().map(|(id, term)| Edit::SetWord(id.clone(), term.clone())));
    for new in &plan.newcomers {
        let pos = places.get(&new.id).copied().unwrap_or_default();
        edits.push(Edit::AddElement { id: new.id.clone(), element: new.element(who), map: map.clone(), pos });
    }
    for id in &draft.shown {
        let pos = places.get(id).copied().unwrap_or_default();
        edits.push(Edit::ShowElement { id: id.clone(), map: map.clone(), pos });
    }
    for (id, link) in &plan.links {
        edits.push(Edit::AddLink { id: id.clone(), link: link.clone(), map: map.clone() });
    }
    edits.extend(hidden_links(draft, project, map));
    for (id, change) in &plan.changes {
        edits.push(Edit::ChangeElements { ids: vec![id.clone()], change: element_change(change, who) });
    }
    for (id, one) in &plan.link_changes {
        edits.push(Edit::ChangeLinks { ids: vec![id.clone()], change: link_change(one) });
    }
    let edit = Edit::Many(words::name(draft, project), edits);
    edit.apply(project).is_ok().then_some(edit)
}

/// Links that are named and not on the map come back with an end that stays where it is.
fn hidden_links(draft: &Draft, project: &Project, map: &MapId) -> Vec<Edit> {
    let Some(record) = project.maps.get(map) else { return Vec::new() };
    let mut edits = Vec::new();
    for id in draft.plan.known_links.iter().filter(|id| !record.links.contains_key(*id)) {
        let from = project.links.get(id).map(|link| &link.ends.from);
        let Some((from, placement)) = from.and_then(|id| record.elements.get_key_value(id)) else { continue };
        let pos = placement.pos.unwrap_or_default();
        edits.push(Edit::ShowElement { id: from.clone(), map: map.clone(), pos });
        if placement.pinned {
            let elements = std::iter::once(from.clone()).collect();
            edits.push(Edit::Pin { map: map.clone(), elements, pinned: true });
        }
    }
    edits
}
