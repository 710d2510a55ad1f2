//! What changed between two projects, by meaning: records by id, fields by path.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Serialize;
use serde_json::Value;

use crate::model::json::{Json as _, Object};
use crate::model::{Id as _, Project};

/// A record that is in one project only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    /// The collection, such as `elements`.
    pub collection: String,
    /// The record's id.
    pub id: String,
    /// What it is, such as `actor` or `tie`.
    pub kind: String,
    /// How people know it: its name or title, or for a link its two ends.
    pub name: String,
}

/// A field that differs. An absent side means that the field was not there.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FieldChange {
    /// The path inside the record, such as `ratings/s_x/interest`.
    pub field: String,
    /// The value in the first project.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    /// The value in the second project.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Value>,
}

/// A record that is in both projects and differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Changed {
    /// The record as the second project names it.
    #[serde(flatten)]
    pub record: Named,
    /// Its fields that differ, by path.
    pub fields: Vec<FieldChange>,
}

/// What changed from one project to another. Its `Display` is plain text with names instead of ids.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Diff {
    /// Records that only the second project has.
    pub added: Vec<Named>,
    /// Records that only the first project has.
    pub removed: Vec<Named>,
    /// Records that differ.
    pub changed: Vec<Changed>,
    /// How people know what an id stands for.
    #[serde(skip)]
    names: BTreeMap<String, String>,
}

impl Diff {
    /// Nothing changed.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }
}

/// What changed from `a` to `b`. Takes O(n log n). Collections that this version does not know are compared too.
pub fn diff(a: &Project, b: &Project) -> Diff {
    let (before, after) = (sides(a), sides(b));
    let mut names = names(a);
    names.append(&mut self::names(b));
    let mut diff = Diff::default();
    let keys: BTreeSet<&str> = before.keys().chain(after.keys()).map(String::as_str).collect();
    let nothing = Object::new();
    for key in keys {
        let values = (before.get(key), after.get(key));
        match values {
            (a, b) if key != "project" && a.is_none_or(is_collection) && b.is_none_or(is_collection) => {
                let records = |side: Option<&Value>| side.and_then(Value::as_object).cloned();
                let a = records(a).unwrap_or_else(|| nothing.clone());
                let b = records(b).unwrap_or_else(|| nothing.clone());
                collection(&mut diff, key, &a, &b, &names);
            }
            (a, b) => {
                let fields = field_changes(a, b);
                if !fields.is_empty() {
                    let title = b.or(a).and_then(|value| value.get("title")).and_then(Value::as_str);
                    let name = title.unwrap_or_default().to_owned();
                    let collection = key.to_owned();
                    let record = Named { collection, id: String::new(), kind: key.to_owned(), name };
                    diff.changed.push(Changed { record, fields });
                }
            }
        }
    }
    diff.names = names;
    diff
}

fn sides(project: &Project) -> Object {
    match project.to_json() {
        Value::Object(object) => object,
        _ => Object::new(),
    }
}

/// An object of objects is a collection of records.
fn is_collection(value: &Value) -> bool {
    value.as_object().is_some_and(|object| object.values().all(Value::is_object))
}

/// How people know what an id stands for.
pub(super) fn names(project: &Project) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for id in project.elements.keys() {
        names.insert(id.to_string(), project.name_of(id));
    }
    for (id, link) in &project.links {
        let to =
            link.ends.to.element().map_or_else(|| link.ends.to.as_str().to_owned(), |to| project.name_of(to));
        names.insert(id.to_string(), format!("{} → {to}", project.name_of(&link.ends.from)));
    }
    let titled = project.maps.iter().map(|(id, map)| (id.as_str(), &map.title));
    let loops = project.loops.iter().map(|(id, named)| (id.as_str(), &named.label));
    let assessors = project.assessors.iter().map(|(id, assessor)| (id.as_str(), &assessor.name));
    let coalitions = project.coalitions.iter().map(|(id, coalition)| (id.as_str(), &coalition.name));
    for (id, name) in titled.chain(loops).chain(assessors).chain(coalitions) {
        if !name.is_empty() {
            names.insert(id.to_owned(), name.clone());
        }
    }
    names
}

/// How people know a record: its name or title, for a link its two ends, or else its id. The project itself has no id.
pub fn name_of(project: &Project, collection: &str, id: &str) -> String {
    if id.is_empty() {
        return if collection == "project" { "The project".to_owned() } else { collection.to_owned() };
    }
    let name = names(project).remove(id);
    name.unwrap_or_else(|| id.to_owned())
}

fn collection(diff: &mut Diff, key: &str, a: &Object, b: &Object, names: &BTreeMap<String, String>) {
    let describe = |id: &str, record: &Value| describe(key, id, record, names);
    for (id, record) in a {
        if !b.contains_key(id) {
            diff.removed.push(describe(id, record));
        }
    }
    for (id, record) in b {
        let Some(old) = a.get(id) else {
            diff.added.push(describe(id, record));
            continue;
        };
        let fields = field_changes(Some(old), Some(record));
        if !fields.is_empty() {
            diff.changed.push(Changed { record: describe(id, record), fields });
        }
    }
}

/// A record as people know it.
pub(super) fn describe(
    collection: &str,
    id: &str,
    record: &Value,
    names: &BTreeMap<String, String>,
) -> Named {
    let text = |field: &str| record.get(field).and_then(Value::as_str).filter(|text| !text.is_empty());
    let own = || ["name", "title", "label", "what", "text", "who"].into_iter().find_map(text);
    Named {
        collection: collection.to_owned(),
        id: id.to_owned(),
        kind: kind(collection, text("kind")),
        name: match collection {
            "conflicts" => matter(id, names),
            _ => names.get(id).map(String::as_str).or_else(own).unwrap_or(id).to_owned(),
        },
    }
}

/// What there is to decide at a path, as people know it: "Rent: name".
fn matter(path: &str, names: &BTreeMap<String, String>) -> String {
    let keys = super::merge::entry::split(path);
    let (_, id, field) = super::merge::place(&keys.iter().map(String::as_str).collect::<Vec<_>>());
    format!("{}: {}", names.get(&id).unwrap_or(&id), field.replace('/', ", "))
}

/// What a record is, in words.
fn kind(collection: &str, kind: Option<&str>) -> String {
    match (collection, kind) {
        ("links", Some("causal")) => "causal link".to_owned(),
        ("elements" | "links", Some(kind)) => kind.to_owned(),
        ("maps" | "loops" | "coalitions" | "views" | "changes" | "indicators" | "assessors", _) => {
            collection.trim_end_matches('s').to_owned()
        }
        ("story", _) => "step".to_owned(),
        ("vocabulary", _) => "word".to_owned(),
        ("evidence", _) => "source".to_owned(),
        ("blind_spots", _) => "blind spot".to_owned(),
        ("conflicts", _) => "thing to decide".to_owned(),
        _ => format!("record of {collection}"),
    }
}

fn field_changes(a: Option<&Value>, b: Option<&Value>) -> Vec<FieldChange> {
    let mut changes = Vec::new();
    compare(&mut changes, &mut Vec::new(), a, b);
    changes
}

/// Compares key by key as far down as both sides are objects.
fn compare<'a>(
    changes: &mut Vec<FieldChange>,
    path: &mut Vec<&'a str>,
    a: Option<&'a Value>,
    b: Option<&'a Value>,
) {
    let both_objects = match (a, b) {
        (Some(Value::Object(a)), Some(Value::Object(b))) => Some((a, b)),
        _ => None,
    };
    if let Some((a, b)) = both_objects {
        let keys: BTreeSet<&str> = a.keys().chain(b.keys()).map(String::as_str).collect();
        for key in keys {
            path.push(key);
            compare(changes, path, a.get(key), b.get(key));
            path.pop();
        }
    } else if a != b {
        changes.push(FieldChange { field: path.join("/"), before: a.cloned(), after: b.cloned() });
    }
}

impl Diff {
    fn shown(&self, value: Option<&Value>) -> String {
        match value {
            None => "nothing".to_owned(),
            Some(Value::String(text)) => match self.names.get(text) {
                Some(name) => format!("“{name}”"),
                None => format!("“{text}”"),
            },
            Some(Value::Array(items)) => {
                let items: Vec<String> = items.iter().map(|item| self.shown(Some(item))).collect();
                format!("[{}]", items.join(", "))
            }
            Some(value) => value.to_string(),
        }
    }
}

impl fmt::Display for Diff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let record = |record: &Named| match record.name.as_str() {
            "" => record.kind.clone(),
            name => format!("{} “{name}”", record.kind),
        };
        for added in &self.added {
            writeln!(f, "+ {}", record(added))?;
        }
        for removed in &self.removed {
            writeln!(f, "- {}", record(removed))?;
        }
        for changed in &self.changed {
            writeln!(f, "~ {}", record(&changed.record))?;
            for field in &changed.fields {
                let path = field.field.split('/').map(|key| self.names.get(key).map_or(key, String::as_str));
                let path: Vec<&str> = path.collect();
                let (before, after) = (self.shown(field.before.as_ref()), self.shown(field.after.as_ref()));
                writeln!(f, "    {}: {before} → {after}", path.join("/"))?;
            }
        }
        Ok(())
    }
}
