//! Changes to what is shared around the maps: indicators, the log of changes, blind spots.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::error::EditError;
use crate::model::{
    BlindSpot, BlindSpotId, Change, ChangeId, ElementId, ElementKind, Id, Indicator, IndicatorId, Project,
    Table,
};

/// A change to a shared record: adds it or gives it these fields; `None` deletes it.
#[derive(Clone, Debug, PartialEq)]
pub enum RecordChange {
    /// A shared indicator. Readings and targets that are no numbers are left out.
    Indicator(IndicatorId, Option<Indicator>),
    /// An entry in the log of changes in policy and practice.
    Change(ChangeId, Option<Change>),
    /// A question of the blind-spot checklist.
    BlindSpot(BlindSpotId, Option<BlindSpot>),
}

/// Makes the change.
pub(super) fn make(project: &mut Project, change: &RecordChange) -> Result<(), EditError> {
    let named: Vec<&ElementId> = match change {
        RecordChange::Indicator(_, Some(record)) => record.partners.keys().collect(),
        RecordChange::Change(_, Some(record)) => record.actors.iter().collect(),
        RecordChange::BlindSpot(_, Some(record)) => record.actors.iter().collect(),
        _ => Vec::new(),
    };
    for id in named {
        match project.elements.get(id) {
            Some(element) if element.kind() == ElementKind::Actor => {}
            Some(_) => return Err(EditError::NotAnActor(id.clone())),
            None => return Err(EditError::NoElement(id.clone())),
        }
    }
    match change {
        RecordChange::Indicator(id, record) => {
            let record = record.clone().map(|mut record| {
                record.baseline = record.baseline.filter(|value| value.is_finite());
                record.target = record.target.filter(|value| value.is_finite());
                record.readings.retain(|_, value| value.is_finite());
                record.partners.retain(|_, value| value.is_finite());
                record
            });
            put(&mut project.indicators, id, record)
        }
        RecordChange::Change(id, record) => put(&mut project.changes, id, record.clone()),
        RecordChange::BlindSpot(id, record) => put(&mut project.blind_spots, id, record.clone()),
    }
}

fn put<I: Id, R: Clone + PartialEq>(
    table: &mut Table<I, R>,
    id: &I,
    record: Option<R>,
) -> Result<(), EditError> {
    let before = table.get(id).cloned();
    match record {
        Some(record) if before.as_deref() == Some(&record) => return Err(EditError::NoChange),
        Some(record) => table.insert(id.clone(), Arc::new(record)),
        None if before.is_none() => return Err(EditError::NoChange),
        None => table.remove(id),
    };
    Ok(())
}

/// Takes deleted elements out of every record.
pub(super) fn forget(project: &mut Project, elements: &BTreeSet<ElementId>) {
    let is_gone = |id: &ElementId| elements.contains(id);
    forget_in(&mut project.indicators, |record| record.partners.retain(|id, _| !is_gone(id)));
    forget_in(&mut project.changes, |record| record.actors.retain(|id| !is_gone(id)));
    forget_in(&mut project.blind_spots, |record| record.actors.retain(|id| !is_gone(id)));
}

fn forget_in<I: Id, R: Clone + PartialEq>(table: &mut Table<I, R>, forget: impl Fn(&mut R)) {
    let all: Vec<_> = table.iter().map(|(id, record)| (id.clone(), Arc::clone(record))).collect();
    for (id, before) in all {
        let mut after = R::clone(&before);
        forget(&mut after);
        if after != *before {
            table.insert(id, Arc::new(after));
        }
    }
}

impl RecordChange {
    /// What the change is called, in the words of the project before it.
    pub(super) fn name(&self, project: &Project) -> String {
        let verb = |exists: bool| if exists { "Change" } else { "Add" };
        match self {
            Self::Indicator(id, Some(record)) => {
                format!("{} indicator “{}”", verb(project.indicators.contains_key(id)), record.name)
            }
            Self::Change(id, Some(record)) => {
                format!("{} log entry “{}”", verb(project.changes.contains_key(id)), record.what)
            }
            Self::BlindSpot(id, Some(record)) => {
                format!("{} blind spot “{}”", verb(project.blind_spots.contains_key(id)), record.who)
            }
            Self::Indicator(_, None) => "Delete indicator".to_owned(),
            Self::Change(_, None) => "Delete log entry".to_owned(),
            Self::BlindSpot(_, None) => "Delete blind spot".to_owned(),
        }
    }
}

/// Of records that are gone nothing is left to decide.
pub(super) fn settle<I: Id>(project: &mut Project, collection: &str, gone: &BTreeSet<I>) {
    let is_settled = |path: &str| {
        let mut keys = path.split('/');
        let id = keys.next().filter(|key| *key == collection).and(keys.next());
        id.is_some_and(|id| gone.contains(&I::from(id)))
    };
    let settled: Vec<String> = project.conflicts.keys().filter(|path| is_settled(path)).cloned().collect();
    for path in settled {
        project.conflicts.remove(&path);
    }
}
