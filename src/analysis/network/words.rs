//! Pieces of sentences.

/// Names spelt out in a sentence; the others are counted.
const SPELT: usize = 3;

/// "A, B and 3 others", of `count` in all.
pub(in crate::analysis) fn list(names: &[String], count: usize) -> String {
    let spelt = if count <= SPELT { count } else { SPELT - 1 };
    let mut parts: Vec<String> = names.iter().take(spelt).cloned().collect();
    if count > spelt {
        parts.push(format!("{} others", count - spelt));
    }
    match parts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
        None => String::new(),
    }
}

/// "1 actor", "3 actors".
pub(in crate::analysis) fn count(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

/// A share as whole per cent, such as "39 %".
pub(in crate::analysis) fn percent(share: f64) -> String {
    format!("{} %", (share * 100.0).round())
}
