//! Who alone holds an asset.

use std::collections::BTreeMap;

use crate::model::{ElementId, Project, TermId, TermKind};

/// An actor holds an asset from this level up, of 100.
const HOLDS_FROM: f64 = 45.0;

/// An asset that one actor alone holds.
pub(super) struct Holding {
    pub(super) asset: TermId,
    pub(super) name: String,
    pub(super) level: f64,
}

/// Who holds each asset, at which level, among these actors.
fn holders<'a>(project: &Project, actors: &'a [ElementId]) -> BTreeMap<TermId, BTreeMap<&'a ElementId, f64>> {
    let mut holders: BTreeMap<TermId, BTreeMap<&ElementId, f64>> = BTreeMap::new();
    for id in actors {
        let Some(actor) = project.elements.get(id).and_then(|element| element.actor()) else { continue };
        for (asset, level) in actor.assets.iter().filter(|(_, level)| **level >= HOLDS_FROM) {
            // A file made by hand may name the same asset in two ways.
            let held = holders.entry(project.resolve(TermKind::Asset, asset)).or_default();
            let highest = held.entry(id).or_insert(*level);
            *highest = highest.max(*level);
        }
    }
    holders
}

/// The assets that nobody who stays holds, while someone who leaves does, with their names.
pub(super) fn lost_with(
    project: &Project,
    actors: &[ElementId],
    leaving: &[ElementId],
) -> Vec<(TermId, String)> {
    let all = holders(project, actors).into_iter();
    let lost = all.filter(|(_, held)| held.keys().all(|id| leaving.contains(id)));
    lost.map(|(asset, _)| (asset.clone(), project.word(TermKind::Asset, &asset))).collect()
}

/// The assets that one actor alone holds, among these actors, by actor.
pub(super) fn sole_holdings<'a>(
    project: &Project,
    actors: &'a [ElementId],
) -> BTreeMap<&'a ElementId, Vec<Holding>> {
    let mut sole: BTreeMap<&ElementId, Vec<Holding>> = BTreeMap::new();
    for (asset, held) in holders(project, actors) {
        if held.len() == 1 {
            for (id, level) in held {
                let name = project.word(TermKind::Asset, &asset);
                sole.entry(id).or_default().push(Holding { asset: asset.clone(), name, level });
            }
        }
    }
    sole
}
