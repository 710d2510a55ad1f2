//! Names that already say which way a variable goes.

/// Words that say a direction when something follows them; those with `of` or `in` first, as they hold the shorter ones.
const DIRECTIONS: &[&str] = &[
    "increase in",
    "increase of",
    "decrease in",
    "decrease of",
    "rise in",
    "rise of",
    "fall in",
    "drop in",
    "growth in",
    "growth of",
    "decline in",
    "decline of",
    "reduction in",
    "reduction of",
    "loss of",
    "increasing",
    "increased",
    "decreasing",
    "decreased",
    "rising",
    "falling",
    "growing",
    "declining",
    "reducing",
    "reduced",
    "improving",
    "improved",
    "worsening",
    "more",
    "less",
    "fewer",
    "higher",
    "lower",
    "increase",
    "decrease",
    "reduce",
    "improve",
    "raise",
];

/// The name without its direction: “Increase in trust” gives “Trust”. `None` where there is none, or nothing is left.
pub(super) fn without_direction(name: &str) -> Option<String> {
    let name = name.trim();
    let rest = DIRECTIONS.iter().find_map(|words| {
        let head = name.get(..words.len())?;
        let rest = name.get(words.len()..)?;
        (head.eq_ignore_ascii_case(words) && rest.starts_with(char::is_whitespace)).then(|| rest.trim())
    })?;
    let rest = ["the ", "a ", "an "].iter().find_map(|article| rest.strip_prefix(article)).unwrap_or(rest);
    let mut letters = rest.chars();
    let first = letters.next()?;
    Some(first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::without_direction;

    #[test]
    fn directions_are_taken_off_and_nouns_stay() {
        for (name, better) in [
            ("Increase in trust", Some("Trust")),
            ("rising fuel price", Some("Fuel price")),
            ("More public chargers", Some("Public chargers")),
            ("LOSS OF the habitat", Some("Habitat")),
            ("Trust", None),
            ("Moreover", None),
            ("Growth", None),
            ("less ", None),
            ("Fallen trees", None),
            ("Économies", None),
            ("increase in écoles", Some("Écoles")),
        ] {
            assert_eq!(without_direction(name).as_deref(), better, "{name}");
        }
    }
}
