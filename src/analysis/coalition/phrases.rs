//! Numbers and names as sentences say them.

use crate::model::{ElementId, Project};

/// A number as people read it: one decimal, none when whole.
pub(super) fn plain(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    format!("{rounded}").replace('-', "−")
}

/// A share as whole per cent; what falls short never reads as 100.
pub(super) fn per_cent(share: f64) -> String {
    let rounded = (share * 100.0).round();
    let shown = if share < 1.0 { rounded.min(99.0) } else { rounded };
    format!("{shown} %")
}

/// "1 member", "3 members", "no members".
pub(super) fn counted(count: usize, noun: &str) -> String {
    match count {
        0 => format!("no {noun}s"),
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}

/// The most names that a sentence lists.
const LISTED: usize = 4;

/// "A, B and C"; what goes beyond a few is counted.
pub(super) fn listed(names: &[String]) -> String {
    match names {
        [] => "nobody".to_owned(),
        [one] => one.clone(),
        [rest @ .., last] if names.len() <= LISTED => format!("{} and {last}", rest.join(", ")),
        _ => {
            let shown = names.iter().take(LISTED - 1).cloned().collect::<Vec<_>>().join(", ");
            format!("{shown} and {} others", names.len() - (LISTED - 1))
        }
    }
}

/// The names of elements as a sentence lists them.
pub(super) fn named<'a>(project: &Project, ids: impl IntoIterator<Item = &'a ElementId>) -> String {
    listed(&ids.into_iter().map(|id| project.name_of(id)).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_listed_as_people_do() {
        let names = ["A", "B", "C", "D", "E"].map(str::to_owned);
        let said: Vec<String> = (0..=5).map(|count| listed(&names[..count])).collect();
        assert_eq!(said, ["nobody", "A", "A and B", "A, B and C", "A, B, C and D", "A, B, C and 2 others"]);
        assert_eq!(per_cent(0.999), "99 %");
        assert_eq!(plain(-1.26), "−1.3");
    }
}
