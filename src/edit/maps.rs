//! Edits to maps: what they show, and where.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::error::EditError;
use crate::model::{
    Course, Element, ElementId, Link, LinkId, Map, MapId, MapKind, Placement, Point, Project, order,
};

/// Changes one map. A map's large tables are shared structures, so the copy made here is small.
pub(super) fn change(
    project: &mut Project,
    id: &MapId,
    change: impl FnOnce(&mut Map),
) -> Result<(), EditError> {
    let map = project.maps.get(id).ok_or_else(|| EditError::NoMap(id.clone()))?;
    let mut next = Map::clone(map);
    change(&mut next);
    project.maps.insert(id.clone(), Arc::new(next));
    Ok(())
}

/// Both ends of the link stand on the map.
fn is_shown(map: &Map, link: &Link) -> bool {
    map.elements.contains_key(&link.ends.from)
        && link.ends.to.element().is_none_or(|to| map.elements.contains_key(to))
}

pub(super) fn show_element(
    project: &mut Project,
    id: &ElementId,
    map: &MapId,
    pos: Point,
) -> Result<(), EditError> {
    if !project.elements.contains_key(id) {
        return Err(EditError::NoElement(id.clone()));
    }
    let links = project.links.clone();
    let mut changed = false;
    change(project, map, |map| {
        let placement = Placement::at(pos);
        changed = map.elements.get(id) != Some(&placement);
        map.elements.insert(id.clone(), placement);
        for (link_id, link) in links.iter().filter(|(_, link)| link.ends.touch(id)) {
            if is_shown(map, link) && !map.links.contains_key(link_id) {
                map.links.insert(link_id.clone(), Course::default());
                changed = true;
            }
        }
    })?;
    if changed { Ok(()) } else { Err(EditError::NoChange) }
}

pub(super) fn rename(project: &mut Project, id: &MapId, title: &str) -> Result<(), EditError> {
    let is_same = project.maps.get(id).is_some_and(|map| map.title == title);
    change(project, id, |map| title.clone_into(&mut map.title))?;
    if is_same { Err(EditError::NoChange) } else { Ok(()) }
}

pub(super) fn move_elements(
    project: &mut Project,
    map: &MapId,
    places: &[(ElementId, Point)],
) -> Result<(), EditError> {
    let mut changed = false;
    change(project, map, |map| {
        for (id, pos) in places {
            if let Some(before) = map.elements.get(id).filter(|before| before.pos != Some(*pos)) {
                let after = Placement { pos: Some(*pos), ..before.clone() };
                map.elements.insert(id.clone(), after);
                changed = true;
            }
        }
    })?;
    if changed { Ok(()) } else { Err(EditError::NoChange) }
}

pub(super) fn pin(
    project: &mut Project,
    map: &MapId,
    elements: &BTreeSet<ElementId>,
    pinned: bool,
) -> Result<(), EditError> {
    let mut changed = false;
    change(project, map, |map| {
        for id in elements {
            if let Some(before) = map.elements.get(id).filter(|before| before.pinned != pinned) {
                let after = Placement { pinned, ..before.clone() };
                map.elements.insert(id.clone(), after);
                changed = true;
            }
        }
    })?;
    if changed { Ok(()) } else { Err(EditError::NoChange) }
}

pub(super) fn bend(
    project: &mut Project,
    map: &MapId,
    link: &LinkId,
    bend: Option<f64>,
) -> Result<(), EditError> {
    let mut result = Err(EditError::NoLink(link.clone()));
    change(project, map, |map| {
        if let Some(before) = map.links.get(link) {
            let after = Course { bend: bend.map(|b| (b * 1000.0).round() / 1000.0), ..before.clone() };
            result = if after == *before { Err(EditError::NoChange) } else { Ok(()) };
            map.links.insert(link.clone(), after);
        }
    })?;
    result
}

pub(super) fn take_off(
    project: &mut Project,
    map: &MapId,
    elements: &BTreeSet<ElementId>,
    links: &BTreeSet<LinkId>,
) -> Result<(), EditError> {
    let records = project.links.clone();
    let mut changed = false;
    change(project, map, |map| {
        let before = (map.elements.len(), map.links.len());
        forget_on(map, elements, links);
        let hidden: Vec<LinkId> = map
            .links
            .keys()
            .filter(|id| records.get(*id).is_some_and(|link| !is_shown(map, link)))
            .cloned()
            .collect();
        for id in hidden {
            map.links.remove(&id);
        }
        changed = before != (map.elements.len(), map.links.len());
    })?;
    if changed { Ok(()) } else { Err(EditError::NoChange) }
}

fn forget_on(map: &mut Map, elements: &BTreeSet<ElementId>, links: &BTreeSet<LinkId>) {
    for id in elements {
        map.elements.remove(id);
    }
    for id in links {
        map.links.remove(id);
    }
    for group in map.groups.values_mut() {
        group.members.retain(|id| !elements.contains(id));
    }
}

/// Takes deleted elements and links off every map.
pub(super) fn forget(project: &mut Project, elements: &BTreeSet<ElementId>, links: &BTreeSet<LinkId>) {
    let touched: Vec<(MapId, Arc<Map>)> = project
        .maps
        .iter()
        .filter(|(_, map)| {
            elements.iter().any(|id| map.elements.contains_key(id))
                || links.iter().any(|id| map.links.contains_key(id))
                || map.groups.values().any(|group| !group.members.is_disjoint(elements))
        })
        .map(|(id, map)| (id.clone(), Arc::clone(map)))
        .collect();
    for (id, map) in touched {
        let mut next = Map::clone(&map);
        forget_on(&mut next, elements, links);
        project.maps.insert(id, Arc::new(next));
    }
}

pub(super) fn add(project: &mut Project, id: &MapId, kind: MapKind, title: &str) -> Result<(), EditError> {
    let last = project.maps_in_order().last().map(|(_, map)| map.order.clone()).unwrap_or_default();
    let map = Map::new(kind, title, order::between(&last, ""));
    match project.maps.insert(id.clone(), Arc::new(map)) {
        Some(_) => Err(EditError::Exists(id.to_string())),
        None => Ok(()),
    }
}

pub(super) fn delete(project: &mut Project, id: &MapId) -> Result<(), EditError> {
    if !project.maps.contains_key(id) {
        return Err(EditError::NoMap(id.clone()));
    }
    if project.maps.len() == 1 {
        return Err(EditError::LastMap);
    }
    project.maps.remove(id);
    close_portals(project, id);
    Ok(())
}

/// Elements that led to a map which is gone lead nowhere.
fn close_portals(project: &mut Project, map: &MapId) {
    let led: Vec<(ElementId, Arc<Element>)> = project
        .elements
        .iter()
        .filter(|(_, element)| element.portal.as_ref() == Some(map))
        .map(|(id, element)| (id.clone(), Arc::clone(element)))
        .collect();
    for (id, before) in led {
        project.elements.insert(id, Arc::new(Element { portal: None, ..Element::clone(&before) }));
    }
}

/// Puts a map behind `to` of the others. Only the moved map changes, unless people gave the same order to several: then
/// those behind it get new ones.
pub(super) fn reorder(project: &mut Project, id: &MapId, to: usize) -> Result<(), EditError> {
    let in_order: Vec<MapId> = project.maps_in_order().into_iter().map(|(id, _)| id.clone()).collect();
    let from = in_order.iter().position(|other| other == id).ok_or_else(|| EditError::NoMap(id.clone()))?;
    let mut others = in_order;
    others.remove(from);
    let to = to.min(others.len());
    if to == from {
        return Err(EditError::NoChange);
    }
    let key = |project: &Project, at: Option<&MapId>| {
        at.and_then(|id| project.maps.get(id)).map(|map| map.order.clone()).unwrap_or_default()
    };
    let before = key(project, to.checked_sub(1).and_then(|at| others.get(at)));
    let after = key(project, others.get(to));
    let mut last = order::between(&before, &after);
    change(project, id, |map| map.order.clone_from(&last))?;
    for other in &others[to..] {
        if key(project, Some(other)) > last {
            break;
        }
        last = order::between(&last, "");
        change(project, other, |map| map.order.clone_from(&last))?;
    }
    Ok(())
}
