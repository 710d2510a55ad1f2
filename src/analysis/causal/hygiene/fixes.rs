//! What can be done about a hint.

use serde::Serialize;

use crate::model::{ElementId, LinkId};

/// What would settle a hint, or lead to where it is settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HintFix {
    /// Give an element this name.
    Rename(ElementId, String),
    /// Mark a variable as coming from outside.
    MarkExternal(ElementId),
    /// Mark a variable as a goal.
    MarkGoal(ElementId),
    /// Say which sign a link has.
    Sign(LinkId),
    /// Say where a link is known from.
    AddSource(LinkId),
    /// Draw a link from or to an element.
    Join(ElementId),
    /// Keep one link, about which the signs of all are claimed, and delete the others.
    Unite {
        /// The link that stays.
        keep: LinkId,
        /// The links whose signs it takes over.
        drop: Vec<LinkId>,
    },
    /// Mark one of these as a goal.
    ChooseGoal(Vec<ElementId>),
    /// Add a variable from outside that says how much of `state` is wanted, with a + link to `gap`.
    AddTarget {
        /// What the loop keeps at its goal.
        state: ElementId,
        /// What lies between the goal and `state`, which lowers it.
        gap: ElementId,
        /// The name of the new variable.
        name: String,
    },
    /// Hear what each group says.
    Compare(LinkId),
}
