//! What a draft would make, in words.

use super::draft::Draft;
use crate::exchange::capture::Note;
use crate::model::{ElementKind, LinkKind, Project};

/// What the line says about itself.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::app) enum Said {
    /// What Enter would make.
    Would(String),
    /// Why it cannot be understood yet.
    Cannot(String),
    /// A new name looks like a known one.
    Near {
        /// As typed.
        typed: String,
        /// The known name.
        known: String,
        /// What Enter would make.
        would: String,
    },
    /// What the last Enter made.
    Done(String),
}

fn counted(count: usize, noun: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {noun}")),
        count => Some(format!("{count} {noun}s")),
    }
}

fn listed(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// "2 actors and 1 tie"; nothing when nothing is new.
fn new_things(draft: &Draft) -> String {
    let elements = |kind: ElementKind| draft.plan.newcomers.iter().filter(|new| new.kind == kind).count();
    let links = |kind: LinkKind| draft.plan.links.iter().filter(|(_, link)| link.kind() == kind).count();
    let parts = [
        counted(elements(ElementKind::Actor), "actor"),
        counted(elements(ElementKind::Variable), "variable"),
        counted(elements(ElementKind::Issue), "issue"),
        counted(links(LinkKind::Tie), "tie"),
        counted(links(LinkKind::Causal), "causal link"),
        counted(links(LinkKind::Lever), "lever"),
    ];
    listed(&parts.into_iter().flatten().collect::<Vec<_>>())
}

fn changes(draft: &Draft) -> usize {
    draft.plan.changes.len() + draft.plan.link_changes.len()
}

/// What the step is called: "Add “CAIF”", "Add 2 actors and 1 tie".
pub(super) fn name(draft: &Draft, project: &Project) -> String {
    match (draft.plan.newcomers.as_slice(), draft.plan.links.is_empty()) {
        ([one], true) => format!("Add “{}”", one.name),
        ([], true) => match draft.plan.known.as_slice() {
            [one] if draft.shown.is_empty() => format!("Change “{}”", project.name_of(one)),
            known => format!("Change {} elements", known.len()),
        },
        _ => format!("Add {}", new_things(draft)),
    }
}

/// What Enter would make, or why it cannot.
pub(super) fn preview(draft: &Draft, project: &Project) -> Said {
    if let Some(Note::Skipped { fault, .. }) = draft.notes.first() {
        return Said::Cannot(fault.to_string());
    }
    let mut parts = Vec::new();
    let new = new_things(draft);
    if !new.is_empty() {
        parts.push(format!("adds {new}"));
    }
    parts.extend(counted(draft.shown.len(), "known element").map(|shown| format!("shows {shown} here")));
    parts.extend(counted(changes(draft), "detail").map(|changes| format!("sets {changes}")));
    for (_, term) in draft.plan.words.iter().take(2) {
        parts.push(format!("new word “{}”", term.name));
    }
    if parts.is_empty() {
        return Said::Would("All of this is on the map already".to_owned());
    }
    let mut would = format!("Enter {}", parts.join(", "));
    if let (Some(known), false) = (draft.plan.known.first(), draft.plan.links.is_empty()) {
        would = format!("{would}; “{}” is there already", project.name_of(known));
    }
    if let Some(note) = draft.notes.first() {
        would = format!("{would}. {note}");
    }
    match draft.plan.near.first() {
        Some(near) => Said::Near { typed: near.typed.clone(), known: near.name.clone(), would },
        None => Said::Would(would),
    }
}

/// What was made, as a sentence.
pub(super) fn done(draft: &Draft, project: &Project) -> String {
    let new = new_things(draft);
    match (new.is_empty(), counted(changes(draft), "detail")) {
        (false, None) => format!("Added {new}."),
        (false, Some(changes)) => format!("Added {new}, set {changes}."),
        (true, Some(changes)) => format!("Set {changes}."),
        (true, None) => match draft.shown.first() {
            Some(shown) => format!("“{}” is on this map too now.", project.name_of(shown)),
            None => "All of this was on the map already.".to_owned(),
        },
    }
}

/// What was cut or skipped in a pasted text; `None` when nothing was.
pub(super) fn notes(draft: &Draft) -> Option<String> {
    let note = draft.notes.first()?.to_string();
    let more = counted(draft.notes.len() - 1, "more note");
    Some(more.map_or(note.clone(), |more| format!("{note} ({more}.)")))
}

/// Which names of a pasted text look like slips for known ones; `None` when none do, or when they were taken as those.
pub(super) fn slips(draft: &Draft) -> Option<String> {
    let near = draft.plan.near.first().filter(|_| !draft.united)?;
    let more = match draft.plan.near.len() - 1 {
        0 => String::new(),
        more => format!(", and {more} more like that"),
    };
    Some(format!("“{}” looks like “{}”{more}.", near.typed, near.name))
}
