//! The project's words: sectors, regions, assets, kinds of tie, roles, stages and kinds of issue.
//!
//! The defaults are part of the program and need no place in the file; the file holds what a project added, renamed or
//! hid. Default words have fixed ids, so that two projects mean the same by them.

use std::borrow::Cow;

use super::id::{Id as _, TermId};
use super::json::{record, words};
use super::project::Project;

words! {
    /// What a word is used for.
    TermKind {
        /// A kind of organisation.
        Sector = "sector",
        /// Where an actor is at home.
        Region = "region",
        /// What an actor can bring.
        Asset = "asset",
        /// A kind of tie.
        Tie = "tie",
        /// What an actor does in a coalition.
        Role = "role",
        /// A stage of the policy cycle.
        Stage = "stage",
        /// A kind of issue.
        Issue = "issue",
    }
}

record! {
    /// A word of the vocabulary.
    Term {
        /// What it is used for.
        kind: Option<TermKind> = "kind",
        /// The word as people read it.
        name: String = "name",
        /// The project does not offer it any more; what is tagged with it keeps the tag.
        hidden: bool = "hidden",
    }
}

/// The words every project starts with: use, id, name. Their order is the order in lists and legends.
const DEFAULTS: &[(TermKind, &str, &str)] = &[
    (TermKind::Sector, "t_community", "Community organisation"),
    (TermKind::Sector, "t_labour", "Organised labour"),
    (TermKind::Sector, "t_ngo", "NGO"),
    (TermKind::Sector, "t_university", "University"),
    (TermKind::Sector, "t_government", "Host government"),
    (TermKind::Sector, "t_international", "International body"),
    (TermKind::Sector, "t_company", "Company"),
    (TermKind::Sector, "t_funder", "Funder"),
    (TermKind::Sector, "t_investor", "Impact investor / DFI"),
    (TermKind::Region, "t_global_north", "Global North"),
    (TermKind::Region, "t_global_south", "Global South"),
    (TermKind::Asset, "t_policy", "Policy"),
    (TermKind::Asset, "t_capital", "Capital"),
    (TermKind::Asset, "t_implementation", "Implementation"),
    (TermKind::Asset, "t_legitimacy", "Legitimacy"),
    (TermKind::Asset, "t_market", "Market access"),
    (TermKind::Tie, "funds", "funds"),
    (TermKind::Tie, "supplies", "supplies"),
    (TermKind::Tie, "regulates", "regulates"),
    (TermKind::Tie, "operates", "operates"),
    (TermKind::Tie, "serves", "serves"),
    (TermKind::Tie, "represents", "represents"),
    (TermKind::Tie, "collaborates", "collaborates"),
    (TermKind::Tie, "informs", "informs"),
    (TermKind::Tie, "conflicts", "conflicts"),
    (TermKind::Role, "t_role_backbone", "Backbone"),
    (TermKind::Role, "t_role_implementing", "Implementing partner"),
    (TermKind::Role, "t_role_workstream_lead", "Workstream lead"),
    (TermKind::Role, "t_role_funder", "Funder"),
    (TermKind::Role, "t_role_primary", "Primary actor"),
    (TermKind::Role, "t_role_regulator", "Regulator"),
    (TermKind::Role, "t_role_adviser", "Adviser"),
    (TermKind::Stage, "t_stage_agenda", "Agenda setting"),
    (TermKind::Stage, "t_stage_negotiation", "Negotiation"),
    (TermKind::Stage, "t_stage_implementation", "Implementation"),
    (TermKind::Stage, "t_stage_monitoring", "Monitoring"),
    (TermKind::Stage, "t_stage_evaluation", "Evaluation"),
    (TermKind::Issue, "t_political", "Political"),
    (TermKind::Issue, "t_economic", "Economic"),
    (TermKind::Issue, "t_social", "Social"),
];

/// A word with its id, as lists offer it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// The id that records refer to.
    pub id: TermId,
    /// The word as people read it.
    pub name: Cow<'a, str>,
}

/// Lower case, with everything but letters and digits as single underscores.
fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for part in text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()) {
        if !slug.is_empty() {
            slug.push('_');
        }
        slug.extend(part.chars().flat_map(char::to_lowercase));
    }
    slug
}

impl Project {
    /// The words offered for a use: the defaults that are not hidden, then the project's own by name.
    pub fn words(&self, kind: TermKind) -> Vec<Word<'_>> {
        let defaults = DEFAULTS.iter().filter(|(of, ..)| *of == kind).filter_map(|(_, id, name)| {
            let id = TermId::from(*id);
            match self.vocabulary.get(&id) {
                Some(term) if term.hidden => None,
                Some(term) if !term.name.is_empty() => {
                    Some(Word { id, name: Cow::Borrowed(term.name.as_str()) })
                }
                _ => Some(Word { id, name: Cow::Borrowed(*name) }),
            }
        });
        let mut own: Vec<Word<'_>> = self
            .vocabulary
            .iter()
            .filter(|(id, term)| term.kind == Some(kind) && !term.hidden && default_name(kind, id).is_none())
            .map(|(id, term)| Word { id: id.clone(), name: Cow::Borrowed(term.name.as_str()) })
            .collect();
        own.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.id.cmp(&b.id)));
        defaults.chain(own).collect()
    }

    /// The word that a record means. Files made by hand or by others may hold the name, or the id without its prefix,
    /// instead of the id; an unknown word stands for itself.
    pub fn resolve(&self, kind: TermKind, id: &TermId) -> TermId {
        if self.vocabulary.get(id).is_some_and(|term| term.kind == Some(kind))
            || default_name(kind, id).is_some()
        {
            return id.clone();
        }
        let wanted = slug(id.as_str());
        let bare = |id: &str| id.strip_prefix("t_").unwrap_or(id).to_owned();
        let default = DEFAULTS
            .iter()
            .filter(|(of, ..)| *of == kind)
            .find(|(_, id, name)| bare(id) == bare(&wanted) || slug(name) == wanted)
            .map(|(_, id, _)| TermId::from(*id));
        let own = || {
            let mut terms = self.vocabulary.iter().filter(|(_, term)| term.kind == Some(kind));
            terms.find(|(_, term)| slug(&term.name) == wanted).map(|(id, _)| id.clone())
        };
        default.or_else(own).unwrap_or_else(|| id.clone())
    }

    /// The name of a word as people read it.
    pub fn word(&self, kind: TermKind, id: &TermId) -> String {
        let id = self.resolve(kind, id);
        let own = self.vocabulary.get(&id).map(|term| term.name.as_str()).filter(|name| !name.is_empty());
        own.or_else(|| default_name(kind, &id)).unwrap_or_else(|| id.as_str()).to_owned()
    }

    /// The vocabulary knows the word.
    pub fn knows_word(&self, kind: TermKind, id: &TermId) -> bool {
        let id = self.resolve(kind, id);
        self.vocabulary.contains_key(&id) || default_name(kind, &id).is_some()
    }
}

/// The name of a default word.
fn default_name(kind: TermKind, id: &TermId) -> Option<&'static str> {
    DEFAULTS.iter().find(|(of, default, _)| *of == kind && *default == id.as_str()).map(|(_, _, name)| *name)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn term(name: &str, hidden: bool) -> Arc<Term> {
        Arc::new(Term { kind: Some(TermKind::Sector), name: name.to_owned(), hidden, ..Term::default() })
    }

    #[test]
    fn a_project_can_add_rename_and_hide_words() {
        let mut project = Project::default();
        project.vocabulary.insert("t_church".into(), term("Church", false));
        project.vocabulary.insert("t_ngo".into(), term("Charity", false));
        project.vocabulary.insert("t_company".into(), term("", true));
        let names: Vec<String> = project.words(TermKind::Sector).iter().map(|w| w.name.to_string()).collect();
        assert!(names.contains(&"Church".to_owned()) && names.contains(&"Charity".to_owned()));
        assert!(!names.contains(&"Company".to_owned()) && !names.contains(&"NGO".to_owned()));
        assert_eq!(project.word(TermKind::Sector, &"t_company".into()), "Company");
    }

    #[test]
    fn words_are_understood_by_id_name_or_bare_id() {
        let project = Project::default();
        for written in ["t_government", "government", "Host government", "host_government"] {
            assert_eq!(
                project.resolve(TermKind::Sector, &written.into()).as_str(),
                "t_government",
                "{written}"
            );
        }
        assert_eq!(project.word(TermKind::Sector, &"Guild".into()), "Guild");
        assert!(!project.knows_word(TermKind::Sector, &"Guild".into()));
    }

    #[test]
    fn the_same_word_may_serve_two_uses() {
        let project = Project::default();
        assert_eq!(project.resolve(TermKind::Asset, &"implementation".into()).as_str(), "t_implementation");
        assert_eq!(
            project.resolve(TermKind::Stage, &"implementation".into()).as_str(),
            "t_stage_implementation"
        );
    }
}
