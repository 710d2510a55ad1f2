//! The capture language as a file format.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::parse::parse_within;
use super::plan::{Ids, Options, Plan, plan};
use super::print::print;
use super::project::project_statements;
use super::scope::Scope;
use super::statement::Statement;
use crate::exchange::bounded::MOST;
use crate::exchange::derive::id_bytes;
use crate::model::{
    Assessor, AssessorId, Course, Element, ElementId, Link, Map, MapId, MapKind, Placement, Project,
    ProjectId, order,
};

/// Reads a text as a project called `title`: a map for each heading, or one. Gives what was cut or skipped. Ids come
/// from the names, so that reading twice gives the same project.
pub fn read(text: &str, title: &str) -> (Project, Vec<String>) {
    let parsed = parse_within(text, MOST);
    let mut warnings: Vec<String> = parsed.notes.iter().map(ToString::to_string).collect();
    let mut project = Project::default();
    project.about.id = Some(ProjectId::from_bytes(id_bytes(&["capture", "project", title])));
    title.clone_into(&mut project.about.title);
    let mut last = String::new();
    for (number, (kind, name, statements)) in sections(parsed.statements).into_iter().enumerate() {
        let scope = Scope::of(&project, None);
        let options = Options { unite: false, ids: Ids::Derived, kind };
        let plan = plan(&statements, &project, &scope, &options);
        warnings.extend(plan.notes.iter().map(ToString::to_string));
        let elements = carry_out(&mut project, &plan);
        last = order::between(&last, "");
        let mut map = Map::new(kind, name, last.clone());
        map.elements.extend(elements.iter().map(|id| (id.clone(), Placement::default())));
        for id in plan.links.iter().map(|(id, _)| id).chain(&plan.known_links) {
            map.links.insert(id.clone(), Course::default());
        }
        let id = id_bytes(&["capture", "map", title, &number.to_string()]);
        project.maps.insert(MapId::from_bytes(id), Arc::new(map));
    }
    (project, warnings)
}

/// The text of a project, and what the language has no words for.
pub fn write(project: &Project) -> (String, Vec<String>) {
    let (statements, warnings) = project_statements(project);
    (print(&statements), warnings)
}

/// The maps of a text: what each is for, its title, its lines.
fn sections(statements: Vec<Statement>) -> Vec<(MapKind, String, Vec<Statement>)> {
    let named = |kind: MapKind, title: String| {
        let usual = match kind {
            MapKind::Actors => "Actors",
            MapKind::Causal => "Causal loops",
            MapKind::Issues => "Issues",
        };
        (kind, if title.is_empty() { usual.to_owned() } else { title }, Vec::new())
    };
    let kind = if is_causal(&statements) { MapKind::Causal } else { MapKind::Actors };
    let mut sections = Vec::new();
    for statement in statements {
        match statement {
            Statement::Map { kind, title } => sections.push(named(kind, title)),
            chain @ Statement::Chain { .. } => {
                if sections.is_empty() {
                    sections.push(named(kind, String::new()));
                }
                if let Some((.., lines)) = sections.last_mut() {
                    lines.push(chain);
                }
            }
        }
    }
    if sections.is_empty() {
        sections.push(named(kind, String::new()));
    }
    sections
}

/// Without a heading, lines with signs and without tags of actors make a causal map.
fn is_causal(statements: &[Statement]) -> bool {
    let mut signed = false;
    for statement in statements {
        if let Statement::Chain { rest, .. } = statement {
            signed |= rest.iter().any(|(joint, _)| joint.words.sign.is_some() || joint.words.delay);
            let tie = rest.iter().any(|(joint, _)| joint.words.kind.is_some());
            let actor = |tags: &super::Tags| tags.influence.is_some() || tags.interest.is_some();
            if tie || statement.mentions().any(|mention| actor(&mention.tags)) {
                return false;
            }
        }
    }
    signed
}

/// Puts what a plan says into a project in the making; gives the elements that it names, in order.
fn carry_out(project: &mut Project, plan: &Plan) -> Vec<ElementId> {
    let assessor = AssessorId::from_bytes(id_bytes(&["capture", "assessor"]));
    if plan.rates() {
        let team = Assessor { name: "Team".to_owned(), ..Assessor::default() };
        project.assessors.insert(assessor.clone(), Arc::new(team));
    }
    for (id, term) in &plan.words {
        project.vocabulary.insert(id.clone(), Arc::new(term.clone()));
    }
    for new in &plan.newcomers {
        project.elements.insert(new.id.clone(), Arc::new(new.element(&assessor)));
    }
    for (id, change) in &plan.changes {
        if let Some(before) = project.elements.get(id) {
            let mut after = Element::clone(before);
            change.apply(&mut after, &assessor);
            project.elements.insert(id.clone(), Arc::new(after));
        }
    }
    for (id, link) in &plan.links {
        project.links.insert(id.clone(), Arc::new(link.clone()));
    }
    for (id, one) in &plan.link_changes {
        if let Some(before) = project.links.get(id) {
            let mut after = Link::clone(before);
            one.apply(&mut after);
            project.links.insert(id.clone(), Arc::new(after));
        }
    }
    let known: BTreeSet<&ElementId> = plan.known.iter().collect();
    let new = plan.newcomers.iter().map(|new| &new.id).filter(|id| !known.contains(id));
    plan.known.iter().chain(new).cloned().collect()
}
