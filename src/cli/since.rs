//! What came, went and changed on a map since an earlier version of the file.

use std::collections::BTreeMap;

use crate::edit::Edit;
use crate::file;
use crate::model::{ElementId, LinkId, MapId, Project};
use crate::scene::Change;

/// A map as it is, with what went since `before`, and what happened to each element and link by id.
pub(super) fn since(before: &Project, now: &Project, map: &MapId) -> (Project, BTreeMap<String, Change>) {
    let found = file::diff(before, now);
    let drawn = |collection: &str| matches!(collection, "elements" | "links");
    let mut changes = BTreeMap::new();
    for record in found.added.iter().filter(|record| drawn(&record.collection)) {
        changes.insert(record.id.clone(), Change::Added);
    }
    for changed in found.changed.iter().filter(|changed| drawn(&changed.record.collection)) {
        changes.insert(changed.record.id.clone(), Change::Changed);
    }
    let mut shown = now.clone();
    let earlier = before.maps.get(map);
    // Elements first: links need both ends. What cannot come back is not drawn.
    for collection in ["elements", "links"] {
        for record in found.removed.iter().filter(|record| record.collection == collection) {
            let Some(edit) = earlier.and_then(|earlier| {
                if collection == "elements" {
                    let id = ElementId::from(record.id.as_str());
                    let pos = earlier.elements.get(&id)?.pos?;
                    let element = (**before.elements.get(&id)?).clone();
                    Some(Edit::AddElement { id, element, map: map.clone(), pos })
                } else {
                    let id = LinkId::from(record.id.as_str());
                    earlier.links.get(&id)?;
                    let link = (**before.links.get(&id)?).clone();
                    Some(Edit::AddLink { id, link, map: map.clone() })
                }
            }) else {
                continue;
            };
            if let Ok(next) = edit.apply(&shown) {
                shown = next;
                changes.insert(record.id.clone(), Change::Removed);
            }
        }
    }
    (shown, changes)
}
