//! How each field merges when both sides changed it.

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

/// The collections of the file, and `project`, the one record without an id.
const TOP: &[&str] = &[
    "project",
    "assessors",
    "elements",
    "links",
    "loops",
    "maps",
    "coalitions",
    "vocabulary",
    "evidence",
    "views",
    "story",
    "indicators",
    "changes",
    "blind_spots",
];

/// The kind of the field at `path`, keys from the top of the file. A field that nobody knows is hard.
pub(super) fn kind(path: &[&str]) -> Kind {
    let soft = |is: bool| if is { Kind::Soft } else { Kind::Hard };
    match path {
        ["conflicts"] => Kind::Conflicts,
        [top] if TOP.contains(top) => Kind::Container,
        ["project", "outcomes"] => Kind::List,
        ["project", "problem"] => Kind::Text,
        [_, _, "notes"] if path.first() != Some(&"maps") => Kind::Text,
        ["elements", _, "evidence" | "stages"] | ["links" | "changes", _, "evidence"] => Kind::Set,
        ["links", _, "claims", _, "evidence"] => Kind::Set,
        ["elements", _, "assets" | "ratings" | "fields"] => Kind::Container,
        ["links", _, "trust" | "claims" | "fields"] => Kind::Container,
        ["loops", _, "story"] => Kind::Text,
        ["loops", _, "label"] => Kind::Soft,
        ["maps" | "views" | "story", _, "order"] => Kind::Soft,
        ["maps", _, "elements" | "links" | "loops" | "groups" | "notes" | "underlays"] => Kind::Container,
        ["maps", _, "groups", _, "members"] => Kind::Set,
        ["maps", _, "notes", _, "text"] => Kind::Text,
        ["maps", _, "groups" | "notes" | "underlays", _, field] => soft(matches!(*field, "area" | "opacity")),
        ["maps", _, "elements" | "links" | "loops", ..] => Kind::Soft,
        ["coalitions", _, "must_in" | "must_out"] => Kind::Set,
        ["coalitions", _, "workstreams", _, "members"] => Kind::Set,
        ["coalitions", _, "conflicts"] => Kind::List,
        ["coalitions", _, "wanted" | "quotas" | "weights" | "members" | "workstreams" | "commitments"] => {
            Kind::Container
        }
        ["indicators", _, "readings" | "partners"] => Kind::Container,
        ["changes" | "blind_spots", _, "actors"] => Kind::Set,
        ["blind_spots", _, "why"] => Kind::Text,
        ["views" | "story", _, "focus" | "revealed" | "links"] => Kind::Set,
        ["story", _, "findings"] => Kind::List,
        ["views", _, "filter"] => Kind::Container,
        ["views", _, "camera" | "distance" | "filter", ..] | ["story", _, "camera"] => Kind::Soft,
        _ => Kind::Hard,
    }
}

/// What lies below `path` is looks alone: taking it away while the other side changed it needs no decision.
pub(super) fn is_looks(path: &[&str]) -> bool {
    matches!(path, ["maps", _, "elements" | "links" | "loops", ..] | ["views", _, "filter", ..])
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
