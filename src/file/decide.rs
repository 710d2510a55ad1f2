//! What merges left to decide, and deciding it.

use serde::Serialize;
use serde_json::Value;

use super::merge::entry::{self, EXISTS};
use super::merge::groups;
use super::merge::refs::{self, Bond};
use super::merge::{object, place, project};
use crate::model::Project;
use crate::model::json::Object;

/// One thing to decide, as the file keeps it. Who wanted which value is not stored: a value that stands in one's own
/// version is one's own.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Decision {
    /// The path in the `conflicts` section; it names the decision to [`decide`].
    pub path: String,
    /// The collection, such as `elements`.
    pub collection: String,
    /// The record's id; empty for the project itself.
    pub id: String,
    /// The path inside the record; `exists` for the record as a whole, whose values are `"deleted"` and `"kept"`.
    pub field: String,
    /// The value before anybody changed it; absent when there was none or it is not known.
    pub base: Option<Value>,
    /// The values to choose from, in order; `null` stands for "none".
    pub values: Vec<Value>,
    /// The value that the project shows.
    pub kept: Option<Value>,
}

/// What to do with a decision.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// Leave what is shown.
    Kept,
    /// What it was before both changed it.
    Base,
    /// One of the values, or any other; `null` takes the field away.
    Value(Value),
    /// All of the values: claims for a sign, one below the other for text.
    Both,
}

/// Why something could not be decided.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecideError {
    /// There is nothing to decide there.
    #[error("{0}: there is nothing to decide here; it may have been decided already.")]
    Unknown(String),
    /// The base is not known.
    #[error("{0}: what it was before is not known; take one of the values.")]
    NoBase(String),
    /// The values do not go together.
    #[error("{0}: these values cannot both hold; take one of them.")]
    NotBoth(String),
    /// What it is about is gone.
    #[error("{0}: the record is gone, so its fields cannot be set; keep it deleted.")]
    Gone(String),
    /// A group would lie in itself.
    #[error(
        "{0}: the group would lie in itself; take the other value, or decide first where the other group lies."
    )]
    Circle(String),
}

/// Everything that is left to decide, by path. Of records that are gone there is nothing to decide.
pub fn decisions(project: &Project) -> Vec<Decision> {
    if project.conflicts.is_empty() {
        return Vec::new();
    }
    let file = object(project);
    let open = project.conflicts.iter().filter(|(path, _)| is_there(&file, path));
    open.map(|(path, entry)| decision(&file, path, entry)).collect()
}

/// What an entry is about is in the file.
pub(super) fn is_there(file: &Object, path: &str) -> bool {
    let keys = entry::split(path);
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    match keys.as_slice() {
        [record @ .., EXISTS] => refs::at(file, record).is_some(),
        ["project", ..] => true,
        [collection, id, ..] => refs::at(file, &[collection, id]).is_some(),
        _ => true,
    }
}

fn decision(file: &Object, path: &str, entry: &Value) -> Decision {
    let keys = entry::split(path);
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let kept = match keys.as_slice() {
        [record @ .., EXISTS] => {
            Some(Value::from(if refs::at(file, record).is_some() { "kept" } else { "deleted" }))
        }
        keys => refs::at(file, keys).cloned(),
    };
    let (collection, id, field) = place(&keys);
    let values = match entry.get("values") {
        Some(Value::Array(values)) => values.clone(),
        // Other tools may write the two sides by name.
        _ => ["ours", "theirs"].into_iter().filter_map(|side| entry.get(side).cloned()).collect(),
    };
    let base = entry.get("base").filter(|base| !base.is_null()).cloned();
    Decision { path: path.to_owned(), collection, id, field, base, values, kept }
}

/// Decides one thing: the project with the choice made and the entry gone.
///
/// # Errors
/// When there is nothing to decide at `path`, or the choice does not fit it.
pub fn decide(before: &Project, path: &str, choice: &Choice) -> Result<Project, DecideError> {
    let mut file = object(before);
    let entry = before.conflicts.get(path).ok_or_else(|| DecideError::Unknown(path.to_owned()))?;
    let decision = decision(&file, path, entry);
    let keys = entry::split(path);
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    if let [record @ .., EXISTS] = keys.as_slice() {
        let delete = match choice {
            Choice::Value(value) => value.is_null() || value == "deleted",
            Choice::Kept | Choice::Base | Choice::Both => false,
        };
        if delete {
            remove(&mut file, record);
        }
    } else {
        let value = match choice {
            Choice::Kept => decision.kept,
            Choice::Base if entry.get("base").is_some() => decision.base,
            Choice::Base if entry.get("values").is_some() => None,
            Choice::Base => return Err(DecideError::NoBase(path.to_owned())),
            Choice::Value(value) => Some(value.clone()).filter(|value| !value.is_null()),
            Choice::Both => both(&mut file, &keys, &decision)?,
        };
        set(&mut file, &keys, value).ok_or_else(|| DecideError::Gone(path.to_owned()))?;
        if keys.last() == Some(&"parent") && groups::has_circle(&file) {
            return Err(DecideError::Circle(path.to_owned()));
        }
    }
    if let Some(Value::Object(section)) = file.get_mut("conflicts") {
        section.remove(path);
    }
    Ok(project(file))
}

/// Sets or takes away a field. `None` when there is nowhere to set it.
fn set(file: &mut Object, path: &[&str], value: Option<Value>) -> Option<()> {
    let (field, owner) = path.split_last()?;
    match (refs::object_at(file, owner), value) {
        (Some(owner), Some(value)) => {
            owner.insert((*field).to_owned(), value);
        }
        (Some(owner), None) => {
            owner.remove(*field);
        }
        (None, None) => {}
        (None, Some(value)) => {
            // A group of fields that both emptied, such as an actor's ratings, starts again inside its record.
            let (record, inner) = owner.split_at_checked(2)?;
            let mut at = refs::object_at(file, record)?;
            for key in inner {
                let next = at.entry(*key).or_insert_with(|| Value::Object(Object::new()));
                at = next.as_object_mut()?;
            }
            at.insert((*field).to_owned(), value);
        }
    }
    Some(())
}

/// What all values together mean.
fn both(file: &mut Object, keys: &[&str], decision: &Decision) -> Result<Option<Value>, DecideError> {
    let not_both = || DecideError::NotBoth(decision.path.clone());
    let texts: Vec<&str> = decision.values.iter().filter_map(Value::as_str).collect();
    match keys {
        ["links", _, "polarity"] => {
            let path = [keys.get(..2).unwrap_or_default(), &["claims"]].concat();
            for (place, sign) in texts.iter().enumerate() {
                let mut claim = Object::new();
                claim.insert("polarity".to_owned(), Value::from(*sign));
                claim.insert("who".to_owned(), Value::from(format!("Version {}", place + 1)));
                // The same for everybody who decides so: two deciding at once make the same claims.
                let id = claim_id(&decision.path, sign);
                set(file, &[&path[..], &[id.as_str()]].concat(), Some(Value::Object(claim)))
                    .ok_or_else(not_both)?;
            }
            Ok(decision.kept.clone())
        }
        [.., "notes" | "problem" | "story" | "text" | "why"] => Ok(Some(Value::from(texts.join("\n\n")))),
        [.., "name" | "title"] => Ok(Some(Value::from(texts.join(" / ")))),
        _ => Err(not_both()),
    }
}

fn claim_id(path: &str, sign: &str) -> String {
    use sha2::Digest as _;
    let hash = sha2::Sha256::digest(format!("{path}\n{sign}"));
    let mut bytes = [0; 10];
    bytes.iter_mut().zip(hash.iter()).for_each(|(to, from)| *to = *from);
    crate::model::ClaimId::from_bytes(bytes).to_string()
}

/// Deletes a record, the links that end at it, and every mention of them.
fn remove(file: &mut Object, path: &[&str]) {
    let Some((id, owner)) = path.split_last() else { return };
    if let Some(owner) = refs::object_at(file, owner) {
        owner.remove(*id);
    }
    let mut gone = vec![(*id).to_owned()];
    // Only records of the file are named elsewhere; what lies inside a record is not.
    while path.len() == 2
        && let Some(id) = gone.pop()
    {
        let mut links = Vec::new();
        let mut named = Vec::new();
        refs::references(file, &mut |reference| {
            if reference.id == id {
                let path: Vec<String> = reference.path.iter().map(|key| (*key).to_owned()).collect();
                if reference.rule.bond == Bond::End {
                    links.push(path);
                } else {
                    named.push((reference.rule.how, path));
                }
            }
        });
        for (how, path) in named {
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            refs::forget(file, how, &path, &id);
        }
        for path in links {
            if let [collection, link, _] = path.as_slice()
                && let Some(collection) = refs::object_at(file, &[collection])
                && collection.remove(link).is_some()
            {
                gone.push(link.clone());
            }
        }
    }
}
