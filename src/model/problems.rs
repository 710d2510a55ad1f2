//! What is wrong with a project, each with its place.

mod together;

use std::collections::BTreeMap;

use serde::Serialize;

use super::element::{Body, Element, ElementKind, Scale};
use super::ends::End;
use super::id::{ElementId, Id as _, LinkId, TermId};
use super::link::{Bond, Link, LinkKind};
use super::project::Project;
use super::vocabulary::TermKind;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Analyses leave the record out or the map cannot show it.
    Error,
    /// Probably not what was meant.
    Warning,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// A stable name for the kind of problem.
    pub code: &'static str,
    /// What is wrong and what cures it.
    pub message: String,
    /// The path of the record or field, such as `links/l_x/ends`.
    pub at: String,
}

struct Finder<'a> {
    project: &'a Project,
    problems: Vec<Problem>,
}

/// Finds dangling references, links of the wrong kind for their ends, values out of range, and unnamed or
/// doubly-named elements. Takes O((n + m) log n) for n elements and m links; the order is that of the file.
pub fn problems(project: &Project) -> Vec<Problem> {
    let mut finder = Finder { project, problems: Vec::new() };
    finder.elements();
    finder.links();
    finder.maps();
    finder.loops();
    finder.coalitions();
    finder.shared();
    finder.problems
}

impl Finder<'_> {
    fn error(&mut self, code: &'static str, at: String, message: String) {
        self.problems.push(Problem { severity: Severity::Error, code, message, at });
    }

    fn warn(&mut self, code: &'static str, at: String, message: String) {
        self.problems.push(Problem { severity: Severity::Warning, code, message, at });
    }

    fn range(&mut self, at: impl FnOnce() -> String, what: &str, value: f64, (low, high): (f64, f64)) {
        if !(low..=high).contains(&value) {
            let message = format!("{what} is {value}; it goes from {low} to {high}.");
            self.warn("out_of_range", at(), message);
        }
    }

    fn word(&mut self, at: String, kind: TermKind, id: &TermId) {
        if !self.project.knows_word(kind, id) {
            let message =
                format!("“{id}” is not a {} of this project; add it to the vocabulary.", kind.as_str());
            self.warn("unknown_word", at, message);
        }
    }

    fn elements(&mut self) {
        let project = self.project;
        let mut named: BTreeMap<(ElementKind, String), &ElementId> = BTreeMap::new();
        for (id, element) in &project.elements {
            if element.name.trim().is_empty() {
                let message = format!("This {} has no name.", element.kind().as_str());
                self.warn("unnamed", format!("elements/{id}"), message);
            } else if let Some(first) = named.insert((element.kind(), element.name.trim().to_lowercase()), id)
            {
                let message =
                    format!("“{}” is the name of two elements, {first} and {id}.", element.name.trim());
                self.warn("duplicate_name", format!("elements/{id}"), message);
            }
            if let Some(map) = element.portal.as_ref().filter(|map| !project.maps.contains_key(*map)) {
                let message =
                    format!("This element leads to the map {map}, which is gone. Choose another or none.");
                self.warn("dangling_portal", format!("elements/{id}/portal"), message);
            }
            self.tags(id, element);
        }
    }

    fn tags(&mut self, id: &ElementId, element: &Element) {
        match &element.body {
            Body::Actor(actor) => {
                for (kind, field, word) in [
                    (TermKind::Sector, "sector", &actor.sector),
                    (TermKind::Region, "region", &actor.region),
                    (TermKind::Role, "role", &actor.role),
                ] {
                    if let Some(word) = word {
                        self.word(format!("elements/{id}/{field}"), kind, word);
                    }
                }
                for stage in &actor.stages {
                    self.word(format!("elements/{id}/stages"), TermKind::Stage, stage);
                }
                for (asset, level) in &actor.assets {
                    self.word(format!("elements/{id}/assets/{asset}"), TermKind::Asset, asset);
                    self.range(|| format!("elements/{id}/assets/{asset}"), "The level", *level, (0.0, 100.0));
                }
                for (assessor, rating) in &actor.ratings {
                    let at = format!("elements/{id}/ratings/{assessor}");
                    if !self.project.assessors.contains_key(assessor) {
                        self.warn(
                            "unknown_assessor",
                            at.clone(),
                            format!("The assessor {assessor} is not listed."),
                        );
                    }
                    for scale in Scale::ALL {
                        if let Some(value) = rating.get(*scale) {
                            let word = scale.as_str();
                            self.range(
                                || format!("{at}/{word}"),
                                &format!("The {word}"),
                                value,
                                scale.range(),
                            );
                        }
                    }
                }
            }
            Body::Issue(issue) => {
                if let Some(category) = &issue.category {
                    self.word(format!("elements/{id}/category"), TermKind::Issue, category);
                }
            }
            Body::Variable(_) => {}
        }
    }

    fn links(&mut self) {
        let project = self.project;
        for (id, link) in &project.links {
            if self.ends_exist(id, link) {
                self.ends_fit(id, link);
            }
            match &link.bond {
                Bond::Tie(tie) => {
                    if let Some(kind) = &tie.tie {
                        self.word(format!("links/{id}/tie"), TermKind::Tie, kind);
                    }
                    if let Some(strength) = tie.strength {
                        self.range(|| format!("links/{id}/strength"), "The strength", strength, (1.0, 5.0));
                    }
                    for (assessor, trust) in &tie.trust {
                        self.range(
                            || format!("links/{id}/trust/{assessor}"),
                            "The trust",
                            *trust,
                            (1.0, 5.0),
                        );
                    }
                }
                Bond::Causal(causal) => {
                    if let Some(weight) = causal.weight {
                        self.range(|| format!("links/{id}/weight"), "The weight", weight, (0.0, 1.0));
                    }
                }
                Bond::Lever(lever) => {
                    if let Some(strength) = lever.strength {
                        self.range(|| format!("links/{id}/strength"), "The strength", strength, (1.0, 5.0));
                    }
                }
            }
        }
    }

    fn ends_exist(&mut self, id: &LinkId, link: &Link) -> bool {
        let from = self.project.elements.contains_key(&link.ends.from);
        let to = match &link.ends.to {
            End::Element(to) => self.project.elements.contains_key(to),
            End::Link(to) => self.project.links.contains_key(to),
        };
        for (exists, end) in [(from, link.ends.from.as_str()), (to, link.ends.to.as_str())] {
            if !exists {
                let message =
                    format!("The link ends at {end}, which is not in the project. Delete it or redraw it.");
                self.error("dangling_link", format!("links/{id}/ends"), message);
            }
        }
        from && to
    }

    fn ends_fit(&mut self, id: &LinkId, link: &Link) {
        let kind_of = |id: &ElementId| self.project.elements.get(id).map(|element| element.kind());
        let fits = match &link.ends.to {
            End::Element(to) => {
                let kinds = kind_of(&link.ends.from).zip(kind_of(to));
                kinds.and_then(|(from, to)| LinkKind::joining(from, to)) == Some(link.kind())
            }
            End::Link(to) => {
                let causal = self.project.links.get(to).is_some_and(|link| link.causal().is_some());
                link.kind() == LinkKind::Lever
                    && causal
                    && kind_of(&link.ends.from) == Some(ElementKind::Actor)
            }
        };
        if !fits {
            let message = format!("{} This one does not. Delete it or redraw it.", link.kind().rule());
            self.error("wrong_ends", format!("links/{id}/ends"), message);
        }
    }

    fn maps(&mut self) {
        let project = self.project;
        for (id, map) in &project.maps {
            for element in map.elements.keys().filter(|e| !project.elements.contains_key(*e)) {
                let message = format!("The map shows the element {element}, which is not in the project.");
                self.error("dangling_placement", format!("maps/{id}/elements/{element}"), message);
            }
            for link in map.links.keys() {
                let at = || format!("maps/{id}/links/{link}");
                let Some(record) = project.links.get(link) else {
                    let message = format!("The map shows the link {link}, which is not in the project.");
                    self.error("dangling_placement", at(), message);
                    continue;
                };
                let shown =
                    |end: &ElementId| map.elements.contains_key(end) || !project.elements.contains_key(end);
                if !shown(&record.ends.from) || record.ends.to.element().is_some_and(|to| !shown(to)) {
                    let message = "The map shows this link without both of its ends.".to_owned();
                    self.warn("hidden_end", at(), message);
                }
            }
        }
    }

    fn loops(&mut self) {
        let project = self.project;
        for (id, named) in &project.loops {
            for link in named.key.iter().filter(|link| !project.links.contains_key(*link)) {
                let message = format!("The loop {} is broken: its link {link} is gone.", named.label);
                self.warn("broken_loop", format!("loops/{id}/key"), message);
            }
        }
    }
}
