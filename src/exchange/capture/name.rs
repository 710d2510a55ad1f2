//! Names: clean, not too long, and the same in any case.

/// The most characters of a name.
pub const LONGEST_NAME: usize = 200;

/// The name with single spaces, and whether it had to be cut to [`LONGEST_NAME`].
pub(super) fn clean(text: &str) -> (String, bool) {
    let mut name = String::with_capacity(text.len().min(4 * LONGEST_NAME));
    for part in text.split_whitespace() {
        if !name.is_empty() {
            name.push(' ');
        }
        name.push_str(part);
        // Long before anything is measured in characters, so that a megabyte costs nothing.
        if name.len() > 8 * LONGEST_NAME {
            break;
        }
    }
    match name.char_indices().nth(LONGEST_NAME) {
        None => (name, false),
        Some((mut end, _)) => {
            // Not within a letter and its marks, nor within a joined emoji.
            let joins = |c: char| {
                matches!(c, '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}')
                    || matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{20d0}'..='\u{20ff}')
            };
            let split = |end: usize| {
                name[end..].chars().next().is_some_and(joins) || name[..end].ends_with('\u{200d}')
            };
            let mut left = 32;
            while left > 0 && split(end) {
                end = name[..end].char_indices().next_back().map_or(0, |(at, _)| at);
                left -= 1;
            }
            name.truncate(end);
            (name.trim_end().to_owned(), true)
        }
    }
}

/// What two names have in common when they mean the same: lower case, single spaces.
pub fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_cut_between_characters() {
        let (name, cut) = clean(&"é".repeat(10_000));
        assert!(cut);
        assert_eq!(name.chars().count(), LONGEST_NAME);
        assert_eq!(clean("  a \t b "), ("a b".to_owned(), false));
        let family = "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}".repeat(60);
        let (name, cut) = clean(&family);
        assert!(cut && !name.ends_with('\u{200d}'));
        assert_eq!(clean(&"x".repeat(LONGEST_NAME)), ("x".repeat(LONGEST_NAME), false));
    }
}
