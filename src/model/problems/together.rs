//! What is wrong with coalitions, and with the records that speak of actors.

use super::Finder;
use crate::model::element::ElementKind;
use crate::model::ends::End;
use crate::model::id::{CoalitionId, ElementId};
use crate::model::{Coalition, Pathway};

impl Finder<'_> {
    /// The id is an actor's; if not, it is told as an error at `at`.
    fn actor(&mut self, at: String, id: &ElementId) {
        let is_actor = self.project.elements.get(id).is_some_and(|e| e.kind() == ElementKind::Actor);
        if !is_actor {
            let message = format!("{id} is not an actor of the project. Take it out here.");
            self.error("dangling_member", at, message);
        }
    }

    pub(super) fn coalitions(&mut self) {
        let project = self.project;
        for (id, coalition) in &project.coalitions {
            let lists = [("must_in", &coalition.must_in), ("must_out", &coalition.must_out)];
            let listed = lists.iter().flat_map(|(field, ids)| ids.iter().map(move |id| (*field, id)));
            let members = coalition.members.keys().map(|id| ("members", id));
            let conflicts = coalition.conflicts.iter().flatten().map(|id| ("conflicts", id));
            for (field, member) in listed.chain(members).chain(conflicts) {
                self.actor(format!("coalitions/{id}/{field}"), member);
            }
            for (work, workstream) in &coalition.workstreams {
                for member in workstream.lead.iter().chain(&workstream.members) {
                    self.actor(format!("coalitions/{id}/workstreams/{work}"), member);
                }
            }
            for (promise, commitment) in &coalition.commitments {
                if let Some(who) = &commitment.who {
                    self.actor(format!("coalitions/{id}/commitments/{promise}/who"), who);
                }
            }
            self.wishes(id, coalition);
            self.contradictions(id, coalition);
        }
    }

    fn wishes(&mut self, id: &CoalitionId, coalition: &Coalition) {
        for lever in coalition.levers.keys() {
            let exists = match lever {
                End::Element(id) => {
                    self.project.elements.get(id).is_some_and(|e| e.kind() != ElementKind::Actor)
                }
                End::Link(id) => self.project.links.get(id).is_some_and(|link| link.causal().is_some()),
            };
            if !exists {
                let at = format!("coalitions/{id}/levers/{}", lever.as_str());
                let message = format!(
                    "The wanted lever is on {}, which is not a variable, issue or causal link of the project.",
                    lever.as_str()
                );
                self.error("dangling_lever", at, message);
            }
        }
        for (word, plan) in &coalition.pathways {
            if Pathway::from_word(word).is_none() {
                let at = format!("coalitions/{id}/pathways/{word}");
                let known: Vec<&str> = Pathway::ALL.iter().map(|pathway| pathway.as_str()).collect();
                let message = format!("“{word}” is not a scaling pathway; they are {}.", known.join(", "));
                self.warn("unknown_word", at, message);
            }
            for link in plan.links.iter().filter(|link| !self.project.links.contains_key(*link)) {
                let at = format!("coalitions/{id}/pathways/{word}/links");
                let message = format!("The pathway is to move the link {link}, which is not in the project.");
                self.problems.push(super::Problem {
                    severity: super::Severity::Error,
                    code: "dangling_lever",
                    message,
                    at,
                });
            }
        }
        for (field, value) in [("scrutiny", coalition.scrutiny), ("speed", coalition.speed)] {
            if let Some(value) = value {
                let at = || format!("coalitions/{id}/{field}");
                self.range(at, &format!("The {field}"), value, (1.0, 5.0));
            }
        }
    }

    /// Rules that cannot all be kept.
    fn contradictions(&mut self, id: &CoalitionId, coalition: &Coalition) {
        for both in coalition.must_in.intersection(&coalition.must_out) {
            let name = self.project.name_of(both);
            let message = format!("“{name}” must be in and must stay out. Choose one.");
            self.warn("contradiction", format!("coalitions/{id}/must_out"), message);
        }
        for pair in &coalition.conflicts {
            let required: Vec<String> = pair
                .iter()
                .filter(|member| coalition.must_in.contains(*member))
                .map(|member| format!("“{}”", self.project.name_of(member)))
                .collect();
            if required.len() > 1 {
                let message =
                    format!("{} will not sit together, and yet must be in.", required.join(" and "));
                self.warn("contradiction", format!("coalitions/{id}/conflicts"), message);
            }
        }
        if let (Some(min), Some(max)) = (coalition.min_size, coalition.max_size)
            && min > max
        {
            let message =
                format!("At least {min} members are wanted, but at most {max}. Change one of them.");
            self.warn("contradiction", format!("coalitions/{id}/min_size"), message);
        }
    }

    /// Indicators, changes and blind spots.
    pub(super) fn shared(&mut self) {
        let project = self.project;
        for (id, indicator) in &project.indicators {
            for partner in indicator.partners.keys() {
                self.actor(format!("indicators/{id}/partners"), partner);
            }
        }
        for (id, change) in &project.changes {
            for actor in &change.actors {
                self.actor(format!("changes/{id}/actors"), actor);
            }
        }
        for (id, blind_spot) in &project.blind_spots {
            for actor in &blind_spot.actors {
                self.actor(format!("blind_spots/{id}/actors"), actor);
            }
        }
    }
}
