//! How each field merges when both sides changed it.

use crate::file::canonical::ORDER;

/// What a field is to a merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A value that people decide about: the greater one shows, both stand in a conflict entry.
    Hard,
    /// Looks and order: the greater value holds, the report says so.
    Soft,
    /// Members without an order: what either side added or took away holds.
    Set,
    /// Entries in an order: as a set, unless somebody changed the order.
    List,
    /// Long text: merged line by line.
    Text,
    /// Records or values by id; absent means none.
    Container,
    /// What a merge left to decide.
    Conflicts,
}

/// The kind of the field at `path`, keys from the top of the file. A field that nobody knows is hard.
pub(super) fn kind(path: &[&str]) -> Kind {
    if path == ["conflicts"] {
        Kind::Conflicts
    } else if is_container(path) {
        Kind::Container
    } else if is_text(path) {
        Kind::Text
    } else if is_set(path) {
        Kind::Set
    } else if matches!(
        path,
        ["project", "outcomes"] | ["coalitions", _, "conflicts"] | ["story", _, "findings"]
    ) {
        Kind::List
    } else if is_soft(path) {
        Kind::Soft
    } else {
        Kind::Hard
    }
}

fn is_container(path: &[&str]) -> bool {
    match path {
        // The collections, and `project`, the one record without an id. Conflicts are a kind of their own.
        [top] => ORDER.contains(top) && *top != "conflicts",
        ["elements", _, field] => matches!(*field, "assets" | "ratings" | "fields"),
        ["links", _, field] => matches!(*field, "trust" | "claims" | "fields"),
        ["maps", _, field] => {
            matches!(*field, "elements" | "links" | "loops" | "groups" | "notes" | "underlays")
        }
        ["coalitions", _, field] => {
            matches!(
                *field,
                "wanted"
                    | "levers"
                    | "quotas"
                    | "weights"
                    | "members"
                    | "workstreams"
                    | "commitments"
                    | "needs"
                    | "pathways"
            )
        }
        ["indicators", _, field] => matches!(*field, "readings" | "partners"),
        ["views" | "story", _, field] => *field == "filter",
        _ => false,
    }
}

fn is_text(path: &[&str]) -> bool {
    match path {
        ["project", "problem"] | ["loops", _, "story"] | ["blind_spots", _, "why"] => true,
        ["maps", _, "notes", _, field] => *field == "text",
        ["maps", ..] => false,
        [_, _, field] | ["coalitions", _, "pathways", _, field] => *field == "notes",
        _ => false,
    }
}

fn is_set(path: &[&str]) -> bool {
    match path {
        ["elements", _, field] => matches!(*field, "evidence" | "stages"),
        ["links" | "changes", _, "evidence"]
        | ["links", _, "claims", _, "evidence"]
        | ["coalitions", _, "needs", _]
        | ["coalitions", _, "pathways", _, "links"] => true,
        ["maps", _, "groups", _, field] | ["coalitions", _, "workstreams", _, field] => *field == "members",
        ["coalitions", _, field] => matches!(*field, "must_in" | "must_out"),
        ["changes" | "blind_spots", _, field] => *field == "actors",
        ["views" | "story", _, field] => matches!(*field, "focus" | "revealed" | "links"),
        _ => false,
    }
}

fn is_soft(path: &[&str]) -> bool {
    match path {
        ["maps" | "views" | "story", _, "order"] | ["loops", _, "label"] => true,
        ["maps", _, "groups" | "notes" | "underlays", _, field] => matches!(*field, "area" | "opacity"),
        ["views", _, field, ..] => matches!(*field, "camera" | "distance" | "filter" | "light"),
        ["story", _, field, ..] => {
            matches!(*field, "camera" | "wide" | "high" | "distance" | "side" | "filter" | "light" | "style")
        }
        path => is_looks(path),
    }
}

/// What lies below `path` is looks alone: taking it away while the other side changed it needs no decision.
pub(super) fn is_looks(path: &[&str]) -> bool {
    matches!(
        path,
        ["maps", _, "elements" | "links" | "loops", ..] | ["views" | "story", _, "filter" | "light", ..]
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_known_by_where_they_stand() {
        for (path, expected) in [
            (vec!["elements", "e_a", "notes"], Kind::Text),
            (vec!["maps", "m_a", "notes"], Kind::Container),
            (vec!["maps", "m_a", "notes", "n_a", "text"], Kind::Text),
            (vec!["maps", "m_a", "elements", "e_a", "pos"], Kind::Soft),
            (vec!["maps", "m_a", "groups", "g_a", "parent"], Kind::Hard),
            (vec!["links", "l_a", "ends"], Kind::Hard),
            (vec!["quarks", "q_a", "spin"], Kind::Hard),
            (vec!["conflicts"], Kind::Conflicts),
        ] {
            assert_eq!(kind(&path), expected, "{path:?}");
        }
    }
}
