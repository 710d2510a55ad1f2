//! Changes to what lies on a map besides elements and links: groups, notes, pictures, the places of loop badges.

use super::error::EditError;
use super::maps;
use crate::model::{
    Area, AreaId, BadgePlace, Group, GroupId, LoopId, Map, MapId, Note, NoteId, Point, Project, Underlay,
    UnderlayId,
};

/// A change to a group, a note, a picture under a map, or the place of a loop's badge.
#[derive(Clone, Debug, PartialEq)]
pub enum AreaChange {
    /// Adds a group or gives it these fields. Members that are not on the map are left out, and so is a parent that is
    /// not there or lies inside the group.
    Group(GroupId, Group),
    /// Adds a note or gives it these fields.
    Note(NoteId, Note),
    /// Adds a picture or gives it these fields.
    Underlay(UnderlayId, Underlay),
    /// Deletes one. The elements of a group stay, and groups inside it come into the one around it.
    Remove(AreaId),
    /// Puts a named loop's badge at a place; `None` puts it back into the middle of the loop.
    Badge(LoopId, Option<Point>),
}

/// Makes the change.
pub(super) fn make(project: &mut Project, map: &MapId, change: &AreaChange) -> Result<(), EditError> {
    if let AreaChange::Badge(id, _) = change
        && !project.loops.contains_key(id)
    {
        return Err(EditError::NoLoop(id.clone()));
    }
    let mut changed = false;
    maps::change(project, map, |map| changed = apply(map, change))?;
    if changed { Ok(()) } else { Err(EditError::NoChange) }
}

/// Gives whether anything is different afterwards.
fn apply(map: &mut Map, change: &AreaChange) -> bool {
    match change {
        AreaChange::Group(id, group) => {
            let mut group = group.clone();
            group.members.retain(|member| map.elements.contains_key(member));
            let within = map.groups_within(id);
            let fits = |parent: &GroupId| map.groups.contains_key(parent) && !within.contains(parent);
            group.parent = group.parent.take().filter(fits);
            put(&mut map.groups, id, group)
        }
        AreaChange::Note(id, note) => put(&mut map.notes, id, note.clone()),
        AreaChange::Underlay(id, underlay) => {
            let opacity =
                underlay.opacity.filter(|share| share.is_finite()).map(|share| share.clamp(0.0, 1.0));
            put(&mut map.underlays, id, Underlay { opacity, ..underlay.clone() })
        }
        AreaChange::Remove(AreaId::Group(id)) => {
            let Some(gone) = map.groups.remove(id) else { return false };
            for group in map.groups.values_mut().filter(|group| group.parent.as_ref() == Some(id)) {
                group.parent.clone_from(&gone.parent);
            }
            true
        }
        AreaChange::Remove(AreaId::Note(id)) => map.notes.remove(id).is_some(),
        AreaChange::Remove(AreaId::Underlay(id)) => map.underlays.remove(id).is_some(),
        AreaChange::Badge(id, pos) => {
            let before = map.loops.get(id).cloned().unwrap_or_default();
            let after = BadgePlace { pos: *pos, ..before.clone() };
            let changed = before != after;
            if changed {
                map.loops.insert(id.clone(), after);
            }
            changed
        }
    }
}

fn put<I: Clone + Ord, R: PartialEq>(
    table: &mut std::collections::BTreeMap<I, R>,
    id: &I,
    record: R,
) -> bool {
    let same = table.get(id) == Some(&record);
    if !same {
        table.insert(id.clone(), record);
    }
    !same
}

impl AreaChange {
    /// What the change is called, in the words of the map before it.
    pub(super) fn name(&self, map: Option<&Map>) -> String {
        match self {
            Self::Group(id, after) => {
                let title = &after.title;
                match map.and_then(|map| map.groups.get(id)) {
                    None => format!("Group “{title}”"),
                    Some(before) if before.title != *title => format!("Rename group to “{title}”"),
                    Some(before) => format!("{} group “{title}”", moved(before.area, after.area)),
                }
            }
            Self::Note(id, after) => match map.and_then(|map| map.notes.get(id)) {
                None => "Add note".to_owned(),
                Some(before) if before.text != after.text => "Edit note".to_owned(),
                Some(before) => format!("{} note", moved(before.area, after.area)),
            },
            Self::Underlay(id, after) => match map.and_then(|map| map.underlays.get(id)) {
                None => "Add picture".to_owned(),
                Some(before) if before.opacity != after.opacity => "Set opacity of picture".to_owned(),
                Some(before) => format!("{} picture", moved(before.area, after.area)),
            },
            Self::Remove(AreaId::Group(id)) => {
                let title = map.and_then(|map| map.groups.get(id)).map_or("", |group| group.title.as_str());
                format!("Ungroup “{title}”")
            }
            Self::Remove(AreaId::Note(_)) => "Delete note".to_owned(),
            Self::Remove(AreaId::Underlay(_)) => "Delete picture".to_owned(),
            Self::Badge(..) => "Move loop badge".to_owned(),
        }
    }
}

fn moved(before: Option<Area>, after: Option<Area>) -> &'static str {
    match (before, after) {
        (Some(before), Some(after)) if before.size == after.size && before != after => "Move",
        (before, after) if before != after => "Resize",
        _ => "Change",
    }
}
