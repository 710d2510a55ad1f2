//! What is left to decide, as the panel lists it, and deciding it.

use std::sync::Arc;

use serde_json::Value;

use crate::app::App;
use crate::file::{self, Choice, Decision};
use crate::model::{Id as _, Project};

/// One way to decide.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::app) struct Way {
    /// The key that chooses it: 1 yours, 2 theirs, 3 base, 4 both.
    pub key: u8,
    /// Whose it is.
    pub owner: &'static str,
    /// The value in words.
    pub words: String,
    /// The map shows it now.
    pub shown: bool,
    /// What it comes to.
    pub choice: Choice,
}

/// One thing to decide.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::app) struct Matter {
    /// Names it.
    pub path: String,
    /// The record's id.
    pub id: String,
    /// The record's name.
    pub name: String,
    /// What of the record.
    pub field: String,
    /// The ways to decide.
    pub ways: Vec<Way>,
}

/// What is left to decide at one revision.
#[derive(Clone, Debug, Default)]
pub(in crate::app) struct Matters {
    revision: Option<u64>,
    list: Arc<Vec<Matter>>,
}

impl App {
    /// What is left to decide.
    pub(in crate::app) fn matters(&mut self) -> Arc<Vec<Matter>> {
        let revision = self.session.history.revision();
        if self.team.matters.revision != Some(revision) {
            let project = Arc::clone(self.session.history.project());
            let list =
                file::decisions(&project).iter().map(|decision| self.matter(&project, decision)).collect();
            self.team.matters = Matters { revision: Some(revision), list: Arc::new(list) };
        }
        Arc::clone(&self.team.matters.list)
    }

    /// The matter that keys decide: the chosen one, or the first.
    pub(in crate::app) fn matter_in_hand(&mut self) -> Option<Matter> {
        let matters = self.matters();
        let chosen = matters.iter().find(|matter| Some(&matter.path) == self.team.in_hand.as_ref());
        chosen.or_else(|| matters.first()).cloned()
    }

    /// Takes the next matter in hand, and shows what it is about.
    pub(in crate::app) fn next_matter(&mut self) {
        let matters = self.matters();
        let at = matters.iter().position(|matter| Some(&matter.path) == self.team.in_hand.as_ref());
        let next = at.map_or(1, |at| at + 1) % matters.len().max(1);
        self.team.in_hand = matters.get(next).map(|matter| matter.path.clone());
        if let Some(matter) = matters.get(next)
            && let Some(id) =
                self.session.history.project().elements.keys().find(|id| id.as_str() == matter.id)
        {
            let id = id.clone();
            self.fly_to_element(&id);
        }
    }

    /// Decides one matter, as one step.
    pub(in crate::app) fn decide(&mut self, path: &str, choice: &Choice) {
        match file::decide(self.session.history.project(), path, choice) {
            Ok(project) => {
                let selection = self.view.selection.clone();
                self.session.history.adopt(project, "deciding", &selection);
                self.view.settle(self.session.history.project());
            }
            Err(error) => self.toasts.say(error.to_string()),
        }
    }

    fn matter(&self, project: &Project, decision: &Decision) -> Matter {
        let mut conflicts = self.team.news.iter().flat_map(|news| &news.conflicts);
        let sides = conflicts.rfind(|conflict| conflict.path == decision.path);
        let null = |value: &Option<Value>| value.clone().unwrap_or(Value::Null);
        let (yours, theirs) = match sides {
            Some(sides) => (Some(null(&sides.ours)), Some(null(&sides.theirs))),
            // After the window was opened anew nobody knows any more whose is which.
            None => (decision.values.first().cloned(), decision.values.get(1).cloned()),
        };
        let owners = if sides.is_some() { ["Yours", "Theirs"] } else { ["One", "The other"] };
        let kept = null(&decision.kept);
        let mut ways = Vec::new();
        for (key, owner, value) in [(1, owners[0], yours), (2, owners[1], theirs)] {
            if let Some(value) = value {
                let shown = value == kept;
                ways.push(Way {
                    key,
                    owner,
                    words: words(project, &value),
                    shown,
                    choice: Choice::Value(value),
                });
            }
        }
        let known = |value: &Value| ways.iter().any(|way| way.choice == Choice::Value(value.clone()));
        if let Some(base) = decision.base.as_ref().filter(|base| !known(base)) {
            let shown = *base == kept;
            ways.push(Way {
                key: 3,
                owner: "Base",
                words: words(project, base),
                shown,
                choice: Choice::Base,
            });
        }
        if decision.field != "exists" && file::decide(project, &decision.path, &Choice::Both).is_ok() {
            let words = if decision.field == "polarity" { "keep as contested" } else { "keep both texts" };
            let words = words.to_owned();
            ways.push(Way { key: 4, owner: "Both", words, shown: false, choice: Choice::Both });
        }
        Matter {
            path: decision.path.clone(),
            id: decision.id.clone(),
            name: file::name_of(project, &decision.collection, &decision.id),
            field: field_words(project, &decision.field),
            ways,
        }
    }
}

/// A value as people read it.
fn words(project: &Project, value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::String(text) if text == "deleted" => "remove".to_owned(),
        Value::String(text) if text == "kept" => "keep".to_owned(),
        Value::String(text) => file::name_of(project, "", text).replace('\n', " "),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Array(items) => items.iter().map(|item| words(project, item)).collect::<Vec<_>>().join(" → "),
        value => value.to_string(),
    }
}

/// A field as people read it: "interest, rated by Ann".
fn field_words(project: &Project, field: &str) -> String {
    let parts: Vec<&str> = field.split('/').collect();
    match parts.as_slice() {
        ["exists"] => "remove or keep".to_owned(),
        ["ratings", who, scale] => format!("{scale}, rated by {}", file::name_of(project, "assessors", who)),
        [group, key] => format!("{group}, {}", file::name_of(project, "", key)),
        _ => field.replace('_', " ").replace('/', ", "),
    }
}
