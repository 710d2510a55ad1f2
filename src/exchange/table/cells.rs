//! What the cells of a table mean.

use crate::model::Polarity;

/// A spreadsheet runs cells that start with one of these.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// `name` is one of `names`, in any case.
pub(in crate::exchange) fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

fn needs_guard(text: &str) -> bool {
    text.starts_with(FORMULA)
}

/// The text without the apostrophe that [`guarded`] or a spreadsheet puts before a formula. An apostrophe that belongs
/// to a name (’t Hooft) stays.
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if needs_guard(rest) || rest.starts_with('\'') => rest,
        _ => text,
    }
}

/// The text with an apostrophe before it if a spreadsheet would run it, or if [`unguarded`] would take one away.
pub fn guarded(text: &str) -> String {
    if needs_guard(text) || unguarded(text) != text { format!("'{text}") } else { text.to_owned() }
}

/// A name as a cell holds it: bars stand between the values of a list, so none may stand in a name.
pub(in crate::exchange) fn one_value(name: &str) -> String {
    name.replace('|', "/")
}

/// The sign that a cell names; `None` when it names none.
pub(in crate::exchange) fn polarity(text: &str) -> Option<Polarity> {
    match text.to_lowercase().as_str() {
        "+" | "positive" | "pos" | "plus" | "same" | "s" | "1" | "+1" => Some(Polarity::Plus),
        "-" | "−" | "–" | "negative" | "neg" | "minus" | "opposite" | "o" | "-1" => Some(Polarity::Minus),
        "?" | "unknown" | "unclear" | "ambiguous" => Some(Polarity::Unknown),
        _ => None,
    }
}

/// The sign of two characters, which say how the start and the end change, as Kumu spells it.
pub(in crate::exchange) fn two_signs(text: &str) -> Option<Polarity> {
    match text {
        "++" | "--" => Some(Polarity::Plus),
        "+-" | "-+" => Some(Polarity::Minus),
        _ => None,
    }
}

/// The word for a sign.
pub(in crate::exchange) fn polarity_word(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Plus => "positive",
        Polarity::Minus => "negative",
        Polarity::Unknown => "unknown",
    }
}

/// Yes or no; `None` when the cell says neither.
pub(in crate::exchange) fn yes_or_no(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "yes" | "y" | "true" | "t" | "1" | "x" | "delay" | "delayed" | "directed" | "forward" => Some(true),
        "no" | "n" | "false" | "f" | "0" | "none" | "undirected" | "mutual" => Some(false),
        _ => None,
    }
}

/// A finite number, with a point or a comma before its fraction. A comma before three digits could also mean thousands,
/// so such a number is not guessed.
pub(in crate::exchange) fn number(text: &str) -> Option<f64> {
    let number = match text.split_once(',') {
        Some((_, fraction)) if fraction.len() == 3 => return None,
        Some((whole, fraction)) => format!("{whole}.{fraction}").parse::<f64>(),
        None => text.parse::<f64>(),
    };
    number.ok().filter(|number| number.is_finite())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_guarded_and_names_are_not() {
        for (text, written) in
            [("=1+1", "'=1+1"), ("-x", "'-x"), ("'t Hooft", "'t Hooft"), ("'=x", "''=x"), ("", "")]
        {
            assert_eq!(guarded(text), written);
        }
        assert_eq!(unguarded("'=SUM(A1)"), "=SUM(A1)");
    }

    proptest! {
        #[test]
        fn guarding_loses_nothing_and_leaves_no_formula(text in "[='+@\\-\ta-c]{0,6}") {
            let written = guarded(&text);
            prop_assert!(!written.starts_with(FORMULA));
            prop_assert_eq!(unguarded(&written), text);
        }
    }

    #[test]
    fn a_sign_is_never_guessed() {
        assert_eq!(polarity("Positive"), Some(Polarity::Plus));
        assert_eq!(polarity("−"), Some(Polarity::Minus));
        assert_eq!(polarity("negatve"), None);
    }

    #[test]
    fn numbers_may_have_a_decimal_comma() {
        assert_eq!(number("0,5"), Some(0.5));
        assert_eq!(number("3"), Some(3.0));
        assert_eq!(number("inf"), None);
        assert_eq!(number("1,000"), None);
    }
}
