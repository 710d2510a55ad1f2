//! Reading a list of elements.

use std::sync::Arc;

use serde_json::Value;

use super::{Row, Table, Warnings};
use crate::exchange::derive::id_bytes;
use crate::exchange::place::place;
use crate::model::{
    Assessor, AssessorId, Body, Element, ElementId, ElementKind, Map, MapId, MapKind, Placement, Project,
    ProjectId, Rating, Scale, Term, TermId, TermKind, order,
};

/// Names of the column of names.
pub(super) const NAME: &[&str] = &["name", "label"];
const KIND: &[&str] = &["kind", "type"];
const NOTES: &[&str] = &["notes", "note", "description"];
/// The columns of words, with what they are used for.
const WORDS: [(&str, TermKind); 3] =
    [("sector", TermKind::Sector), ("region", TermKind::Region), ("role", TermKind::Role)];

/// Reads a list of elements; those without a kind are actors.
pub(super) fn read(mut table: Table<'_>, title: &str, warnings: &mut Warnings) -> Project {
    let mut project = Project::default();
    let mut in_order: Vec<(ElementId, ElementKind)> = Vec::new();
    let columns = Columns::find(&table);
    table.rows(warnings, |row, warnings| {
        let line = row.line;
        let name = row.text(columns.name);
        let id = ElementId::from_bytes(id_bytes(&["table", "element", name]));
        if name.is_empty() {
            warnings.add(format!("Line {line} was left out: it has no name."));
        } else if project.elements.contains_key(&id) {
            warnings.add(format!("Line {line} was left out: “{name}” stands further up already."));
        } else {
            let element = columns.element(&mut project, name, row, warnings);
            in_order.push((id.clone(), element.kind()));
            project.elements.insert(id, Arc::new(element));
        }
    });
    if in_order.is_empty() {
        warnings.add("The table holds no elements.".to_owned());
    }
    add_maps(&mut project, title, &in_order);
    project.about.id = Some(ProjectId::from_bytes(id_bytes(&["table", "project", title])));
    title.clone_into(&mut project.about.title);
    project
}

struct Columns {
    name: Option<usize>,
    kind: Option<usize>,
    notes: Option<usize>,
    words: [Option<usize>; 3],
    scales: Vec<(Scale, Option<usize>)>,
    others: Vec<(usize, String)>,
}

impl Columns {
    fn find(table: &Table<'_>) -> Self {
        let (name, kind, notes) = (table.column(NAME), table.column(KIND), table.column(NOTES));
        let words = WORDS.map(|(name, _)| table.column(&[name]));
        let scales: Vec<_> =
            Scale::ALL.iter().map(|scale| (*scale, table.column(&[scale.as_str()]))).collect();
        let known = |place: usize| {
            let single = [name, kind, notes].into_iter().chain(words).chain(scales.iter().map(|(_, at)| *at));
            single.flatten().any(|at| at == place)
        };
        let others = table.header.iter().enumerate().filter(|(at, name)| !known(*at) && !name.is_empty());
        let others = others.map(|(at, name)| (at, name.clone())).collect();
        Self { name, kind, notes, words, scales, others }
    }

    fn element(&self, project: &mut Project, name: &str, row: &Row<'_>, warnings: &mut Warnings) -> Element {
        let written = row.text(self.kind).to_lowercase();
        let kind = ElementKind::from_word(&written);
        if kind.is_none() && !written.is_empty() {
            warnings
                .add(format!("Line {}: the kind “{written}” is not known; “{name}” is an actor.", row.line));
        }
        let mut element = Element::new(kind.unwrap_or(ElementKind::Actor), name);
        row.text(self.notes).clone_into(&mut element.notes);
        for (at, name) in &self.others {
            let text = row.text(Some(*at));
            if !text.is_empty() {
                element.fields.insert(name.clone(), Value::from(text));
            }
        }
        if let Body::Actor(actor) = &mut element.body {
            let mut words = WORDS.into_iter().zip(self.words).map(|((_, kind), column)| {
                let text = row.text(column);
                (!text.is_empty()).then(|| word(project, kind, text))
            });
            actor.sector = words.next().flatten();
            actor.region = words.next().flatten();
            actor.role = words.next().flatten();
            let rating = self.rating(row, warnings);
            if !rating.is_empty() {
                let id = AssessorId::from_bytes(id_bytes(&["table", "assessor"]));
                let team = Assessor { name: "Team".to_owned(), ..Assessor::default() };
                project.assessors.insert(id.clone(), Arc::new(team));
                actor.ratings.insert(id, rating);
            }
        }
        element
    }

    fn rating(&self, row: &Row<'_>, warnings: &mut Warnings) -> Rating {
        let mut rating = Rating::default();
        for (scale, column) in &self.scales {
            rating.set(*scale, row.number(scale.as_str(), *column, warnings));
        }
        rating
    }
}

/// The word of this use; one that the vocabulary lacks is added to it.
fn word(project: &mut Project, kind: TermKind, text: &str) -> TermId {
    let written = TermId::from(text);
    if project.knows_word(kind, &written) {
        return project.resolve(kind, &written);
    }
    let id = TermId::from_bytes(id_bytes(&["table", kind.as_str(), text]));
    let term = Term { kind: Some(kind), name: text.to_owned(), ..Term::default() };
    project.vocabulary.insert(id.clone(), Arc::new(term));
    id
}

/// One map for each kind of element that there is.
fn add_maps(project: &mut Project, title: &str, elements: &[(ElementId, ElementKind)]) {
    let mut last = String::new();
    for (kind, name) in
        [(MapKind::Actors, "Actors"), (MapKind::Causal, "Causal loops"), (MapKind::Issues, "Issues")]
    {
        let shown: Vec<_> = elements.iter().filter(|(_, of)| *of == kind.element_kind()).collect();
        if shown.is_empty() && !(kind == MapKind::Actors && elements.is_empty()) {
            continue;
        }
        last = order::between(&last, "");
        let mut map = Map::new(kind, name, last.clone());
        for (index, (id, _)) in shown.iter().enumerate() {
            map.elements.insert(id.clone(), Placement::at(place(index, shown.len())));
        }
        let id = MapId::from_bytes(id_bytes(&["table", kind.as_str(), title]));
        project.maps.insert(id, Arc::new(map));
    }
}
