//! Long text merged line by line.

/// The text with both sides' changes to `base`, or `None` when they touch the same lines.
///
/// Line merges have surprising cases; one that does not come out the same whichever side comes first, or that would
/// change again when it is merged with a side a second time, counts as touching.
pub(super) fn merge(base: &str, x: &str, y: &str) -> Option<String> {
    let merged = lines(base, x, y)?;
    let again = |a: &str, b: &str| a == b || lines(base, a, b).as_deref() == Some(merged.as_str());
    let stable =
        again(y, x) && again(&merged, x) && again(x, &merged) && again(&merged, y) && again(y, &merged);
    stable.then_some(merged)
}

/// A last line without its end would touch whatever is added below it.
fn lines(base: &str, x: &str, y: &str) -> Option<String> {
    let ended = |text: &str| format!("{text}\n");
    let merged = diffy::merge(&ended(base), &ended(x), &ended(y)).ok()?;
    Some(merged.strip_suffix('\n').unwrap_or(&merged).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_of_different_lines_both_hold() {
        let base = "one\ntwo\nthree\nfour\nfive";
        let merged = merge(base, "ONE\ntwo\nthree\nfour\nfive", "one\ntwo\nthree\nfour\nfive\nsix");
        assert_eq!(merged.as_deref(), Some("ONE\ntwo\nthree\nfour\nfive\nsix"));
    }

    #[test]
    fn changes_of_one_line_need_a_decision() {
        assert_eq!(merge("one", "eins", "uno"), None);
        assert_eq!(merge("", "eins", "uno"), None);
    }
}
