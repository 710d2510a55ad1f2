//! Which fields of the file name other records.

use serde_json::Value;

use crate::model::json::Object;

/// How a field names records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::file) enum How {
    /// It is the id.
    Is,
    /// It is a list of ids.
    Lists,
    /// Its keys are ids.
    Keys,
    /// It is a list of lists of ids, each of which is nothing without one of them.
    Pairs,
}

/// What happens when a record goes that a field names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::file) enum Bond {
    /// The field is nothing without it: the ends of a link.
    End,
    /// Somebody said it on purpose: the record is kept for it.
    Strong,
    /// It goes with the record.
    Weak,
}

/// A field that names records.
pub(in crate::file) struct Rule {
    /// Where it stands; `*` is any key.
    pub(in crate::file) at: &'static [&'static str],
    /// How it names them.
    pub(in crate::file) how: How,
    /// The collections that they may be in.
    pub(in crate::file) to: &'static [&'static str],
    /// What happens when they go.
    pub(in crate::file) bond: Bond,
}

const fn rule(at: &'static [&'static str], how: How, to: &'static [&'static str], bond: Bond) -> Rule {
    Rule { at, how, to, bond }
}

use Bond::{End, Strong, Weak};
use How::{Is, Keys, Lists, Pairs};

const ELEMENTS: &[&str] = &["elements"];
const LINKS: &[&str] = &["links"];
const ENDS: &[&str] = &["elements", "links"];
const LOOPS: &[&str] = &["loops"];
const MAPS: &[&str] = &["maps"];
const WORDS: &[&str] = &["vocabulary"];
const SOURCES: &[&str] = &["evidence"];
const ASSESSORS: &[&str] = &["assessors"];

/// Every field that names records of a collection. The parents of groups are looked after on their own.
pub(in crate::file) const RULES: &[Rule] = &[
    rule(&["links", "*", "ends"], Lists, ENDS, End),
    rule(&["links", "*", "tie"], Is, WORDS, Strong),
    rule(&["links", "*", "trust"], Keys, ASSESSORS, Strong),
    rule(&["links", "*", "evidence"], Lists, SOURCES, Strong),
    rule(&["links", "*", "claims", "*", "evidence"], Lists, SOURCES, Strong),
    rule(&["elements", "*", "sector"], Is, WORDS, Strong),
    rule(&["elements", "*", "region"], Is, WORDS, Strong),
    rule(&["elements", "*", "role"], Is, WORDS, Strong),
    rule(&["elements", "*", "category"], Is, WORDS, Strong),
    rule(&["elements", "*", "stages"], Lists, WORDS, Strong),
    rule(&["elements", "*", "assets"], Keys, WORDS, Strong),
    rule(&["elements", "*", "ratings"], Keys, ASSESSORS, Strong),
    rule(&["elements", "*", "evidence"], Lists, SOURCES, Strong),
    rule(&["elements", "*", "portal"], Is, MAPS, Weak),
    rule(&["project", "stage"], Is, WORDS, Strong),
    rule(&["coalitions", "*", "stage"], Is, WORDS, Strong),
    rule(&["coalitions", "*", "wanted"], Keys, WORDS, Strong),
    rule(&["coalitions", "*", "levers"], Keys, ENDS, Strong),
    rule(&["coalitions", "*", "quotas"], Keys, WORDS, Strong),
    rule(&["coalitions", "*", "needs"], Keys, WORDS, Strong),
    rule(&["coalitions", "*", "needs", "*"], Lists, WORDS, Strong),
    rule(&["coalitions", "*", "pathways", "*", "links"], Lists, LINKS, Strong),
    rule(&["coalitions", "*", "conflicts"], Pairs, ELEMENTS, Strong),
    rule(&["coalitions", "*", "must_in"], Lists, ELEMENTS, Strong),
    rule(&["coalitions", "*", "must_out"], Lists, ELEMENTS, Strong),
    rule(&["coalitions", "*", "members"], Keys, ELEMENTS, Strong),
    rule(&["coalitions", "*", "workstreams", "*", "lead"], Is, ELEMENTS, Strong),
    rule(&["coalitions", "*", "workstreams", "*", "members"], Lists, ELEMENTS, Strong),
    rule(&["coalitions", "*", "commitments", "*", "who"], Is, ELEMENTS, Strong),
    rule(&["changes", "*", "evidence"], Lists, SOURCES, Strong),
    rule(&["changes", "*", "actors"], Lists, ELEMENTS, Weak),
    rule(&["blind_spots", "*", "term"], Is, WORDS, Strong),
    rule(&["blind_spots", "*", "actors"], Lists, ELEMENTS, Weak),
    rule(&["indicators", "*", "partners"], Keys, ELEMENTS, Strong),
    rule(&["maps", "*", "elements"], Keys, ELEMENTS, Weak),
    rule(&["maps", "*", "links"], Keys, LINKS, Weak),
    rule(&["maps", "*", "loops"], Keys, LOOPS, Weak),
    rule(&["maps", "*", "groups", "*", "members"], Lists, ELEMENTS, Weak),
    rule(&["views", "*", "map"], Is, MAPS, Weak),
    rule(&["views", "*", "focus"], Lists, ELEMENTS, Weak),
    rule(&["views", "*", "light", "elements"], Lists, ELEMENTS, Weak),
    rule(&["views", "*", "light", "links"], Lists, LINKS, Weak),
    rule(&["views", "*", "filter", "loops"], Lists, LOOPS, Weak),
    rule(&["story", "*", "map"], Is, MAPS, Weak),
    rule(&["story", "*", "view"], Is, &["views"], Weak),
    rule(&["story", "*", "focus"], Lists, ELEMENTS, Weak),
    rule(&["story", "*", "revealed"], Lists, ELEMENTS, Weak),
    rule(&["story", "*", "links"], Lists, LINKS, Weak),
    rule(&["story", "*", "light", "elements"], Lists, ELEMENTS, Weak),
    rule(&["story", "*", "light", "links"], Lists, LINKS, Weak),
    rule(&["story", "*", "filter", "loops"], Lists, LOOPS, Weak),
    rule(&["story", "*", "loop"], Is, LOOPS, Weak),
];

/// A field that names a record: the rule, where it stands, and the id.
pub(in crate::file) struct Reference<'a> {
    pub(in crate::file) rule: &'static Rule,
    pub(in crate::file) path: Vec<&'a str>,
    pub(in crate::file) id: &'a str,
}

impl Reference<'_> {
    /// `file` names the same record at the same place.
    pub(super) fn is_in(&self, file: &Object) -> bool {
        at(file, &self.path).is_some_and(|value| ids(self.rule.how, value).any(|id| id == self.id))
    }
}

/// Calls `found` for everything in `file` that names a record.
pub(in crate::file) fn references<'a>(file: &'a Object, found: &mut dyn FnMut(Reference<'a>)) {
    for rule in RULES {
        let Some((top, rest)) = rule.at.split_first() else { continue };
        if let Some(value) = file.get(*top) {
            walk(rule, value, &mut vec![*top], rest, found);
        }
    }
}

fn walk<'a>(
    rule: &'static Rule,
    value: &'a Value,
    path: &mut Vec<&'a str>,
    rest: &[&'static str],
    found: &mut dyn FnMut(Reference<'a>),
) {
    let Some((key, rest)) = rest.split_first() else {
        for id in ids(rule.how, value) {
            found(Reference { rule, path: path.clone(), id });
        }
        return;
    };
    let Some(object) = value.as_object() else { return };
    if *key == "*" {
        for (key, value) in object {
            path.push(key);
            walk(rule, value, path, rest, found);
            path.pop();
        }
    } else if let Some(value) = object.get(*key) {
        path.push(key);
        walk(rule, value, path, rest, found);
        path.pop();
    }
}

fn ids(how: How, value: &Value) -> Box<dyn Iterator<Item = &str> + '_> {
    match (how, value) {
        (Is, Value::String(id)) => Box::new(std::iter::once(id.as_str())),
        (Lists, Value::Array(items)) => Box::new(items.iter().filter_map(Value::as_str)),
        (Keys, Value::Object(object)) => Box::new(object.keys().map(String::as_str)),
        (Pairs, Value::Array(items)) => {
            Box::new(items.iter().filter_map(Value::as_array).flatten().filter_map(Value::as_str))
        }
        _ => Box::new(std::iter::empty()),
    }
}

/// The value at a place.
pub(in crate::file) fn at<'a>(file: &'a Object, path: &[&str]) -> Option<&'a Value> {
    let (first, rest) = path.split_first()?;
    rest.iter().try_fold(file.get(*first)?, |value, key| value.as_object()?.get(*key))
}

/// The object at a place, to change it.
pub(in crate::file) fn object_at<'a>(file: &'a mut Object, path: &[&str]) -> Option<&'a mut Object> {
    path.iter().try_fold(file, |object, key| object.get_mut(*key)?.as_object_mut())
}

/// The file has the record `id` in one of the collections.
pub(in crate::file) fn has(file: &Object, collections: &[&str], id: &str) -> bool {
    collections.iter().any(|collection| at(file, &[collection, id]).is_some())
}

/// Takes the mention of a record out of a field, and the field with its last one.
pub(in crate::file) fn forget(file: &mut Object, how: How, path: &[&str], id: &str) {
    let Some((field, place)) = path.split_last() else { return };
    let Some(owner) = object_at(file, place) else { return };
    let empty = match (how, owner.get_mut(*field)) {
        (Is, Some(_)) => true,
        (Lists, Some(Value::Array(items))) => {
            items.retain(|item| item.as_str() != Some(id));
            items.is_empty()
        }
        (Keys, Some(Value::Object(object))) => {
            object.remove(id);
            object.is_empty()
        }
        (Pairs, Some(Value::Array(items))) => {
            let names = |item: &Value| item.as_array().is_some_and(|ids| ids.iter().any(|one| one == id));
            items.retain(|item| !names(item));
            items.is_empty()
        }
        _ => false,
    };
    if empty {
        owner.remove(*field);
    }
}
